//! Which Python files Weft's standard library is made of: those under `crates/modules/src/python`, and the modules
//! of the frozen library that `crates/modules/src/frozen.txt` names.
//!
//! The frozen library is CPython's own, as RustPython publishes it; its files are taken unchanged from that crate's
//! folder in Cargo's registry.
//!
//! What processes load is not the text but the code that it is compiled to when Weft is built ([`compiled`]): that is
//! more than ten times as fast, and hardly more to load. The command line has all of it inside. In the browser it
//! would be three quarters of what there is to load, and a program needs little of it: the worker's wasm has the
//! modules that `crates/modules/src/base.txt` names, and the rest is one file beside it, [`Library::pack`], that is
//! fetched when a program first imports one of them.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use weft_code::{Code, Const, Source, Span, Tree};
use weft_compile::Mode;

/// A module of the library.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Module {
    /// Dotted.
    pub name: String,
    pub is_package: bool,
    pub path: PathBuf,
    /// Every host has its code from the beginning.
    pub base: bool,
}

#[derive(Clone, Debug)]
pub struct Library {
    /// By name.
    pub modules: Vec<Module>,
    /// Files and folders that decide what the library is.
    pub inputs: Vec<PathBuf>,
}

/// The code of all modules that are not base ones, one after another.
#[derive(Clone, Debug)]
pub struct Pack {
    pub bytes: Vec<u8>,
    /// For each module of the library: where its code begins and how long it is, in bytes; None for base ones.
    pub places: Vec<Option<(usize, usize)>>,
    /// Changes with the code.
    pub version: u64,
}

impl Library {
    /// Looks at the workspace's files.
    ///
    /// # Panics
    /// If a list names what is not there, or a file cannot be read: this runs in build scripts.
    pub fn find() -> Library {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../modules/src");
        let source = source.canonicalize().expect("the crate modules stands beside this one");
        let (own, frozen, base) = (source.join("python"), source.join("frozen.txt"), source.join("base.txt"));
        let mut modules = Vec::new();
        find_own(&own, "", &mut modules);
        for name in lines(&frozen) {
            assert!(modules.iter().all(|m| m.name != name), "{name} is in src/python and in frozen.txt");
            modules.push(find_frozen(&name));
        }
        for name in lines(&base) {
            let module = modules.iter_mut().find(|m| m.name == name);
            module.unwrap_or_else(|| panic!("base.txt: the library has no {name}")).base = true;
        }
        modules.sort();
        Library { modules, inputs: vec![own, frozen, base] }
    }

    /// The code for the file that browsers fetch.
    ///
    /// # Panics
    /// If a module cannot be read or compiled.
    pub fn pack(&self) -> Pack {
        let mut bytes = Vec::new();
        let mut places = Vec::new();
        for module in &self.modules {
            places.push((!module.base).then(|| {
                let begin = bytes.len();
                bytes.extend(module.compiled());
                (begin, bytes.len() - begin)
            }));
        }
        // FNV-1a: no more is asked of it than to tell two versions of the library apart.
        let hash = |h: u64, b: u8| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3);
        let version = bytes.iter().copied().fold(0xcbf2_9ce4_8422_2325, hash);
        Pack { bytes, places, version }
    }
}

impl Module {
    /// Its code: see [`compiled`].
    ///
    /// # Panics
    /// If it cannot be read or compiled.
    pub fn compiled(&self) -> Vec<u8> {
        compiled(&format!("<frozen {}>", self.name), read(&self.path))
    }
}

/// The code of a text of Weft's own, as a [`Tree`] in postcard's encoding. It comes without the text and the places
/// in it: tracebacks leave such code out.
///
/// # Panics
/// If the text is not Python.
pub fn compiled(filename: &str, text: String) -> Vec<u8> {
    let source = Arc::new(Source::new(filename, text, false));
    let mut code = match weft_compile::compile(source, Mode::Exec) {
        Ok(code) => code,
        Err(e) => panic!("{filename}, line {}: {}", e.line, e.message),
    };
    strip(&mut code, &Arc::new(Source::new(filename, "", false)));
    postcard::to_stdvec(&Tree(code)).unwrap_or_else(|e| panic!("{filename}: {e}"))
}

fn strip(code: &mut Arc<Code>, source: &Arc<Source>) {
    let code = Arc::get_mut(code).expect("nobody else has fresh code");
    code.source = source.clone();
    code.spans.fill(Span::default());
    for constant in &mut code.consts {
        if let Const::Code(inner) = constant {
            strip(inner, source);
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The lines of a list, comments left out.
fn lines(path: &Path) -> Vec<String> {
    read(path).lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

/// `a/b.py` is `a.b`, `a/__init__.py` is the package `a`.
fn find_own(folder: &Path, prefix: &str, modules: &mut Vec<Module>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap_or_else(|e| panic!("{}: {e}", folder.display())).path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = if prefix.is_empty() { stem.clone() } else { format!("{prefix}.{stem}") };
        if path.is_dir() {
            find_own(&path, &name, modules);
        } else if path.extension().is_some_and(|e| e == "py") {
            let is_package = stem == "__init__";
            let name = if is_package { prefix.to_owned() } else { name };
            modules.push(Module { name, is_package, path, base: false });
        }
    }
}

fn find_frozen(name: &str) -> Module {
    let base = format!("{}/{}", rustpython_pylib::LIB_PATH, name.replace('.', "/"));
    let package = PathBuf::from(format!("{base}/__init__.py"));
    let is_package = package.exists();
    let path = if is_package { package } else { PathBuf::from(format!("{base}.py")) };
    assert!(path.exists(), "the frozen library has no {name}");
    Module { name: name.to_owned(), is_package, path, base: false }
}
