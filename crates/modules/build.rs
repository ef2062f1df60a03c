//! Makes the table of the library's Python modules: the files under `src/python`, and the frozen
//! library's modules that `frozen.txt` names.
//!
//! The frozen library is CPython's own, as RustPython publishes it; its files are taken unchanged from
//! the crate's folder in Cargo's registry.

use std::{env, fmt::Write as _, fs, path::Path};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap();
    let own = Path::new(&root).join("src/python");
    let list = Path::new(&root).join("src/frozen.txt");
    println!("cargo::rerun-if-changed={}", own.display());
    println!("cargo::rerun-if-changed={}", list.display());
    let mut modules = Vec::new();
    find(&own, "", &mut modules);
    for name in fs::read_to_string(list).unwrap().lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        assert!(modules.iter().all(|(n, ..)| n != name), "{name} is in src/python and in frozen.txt");
        modules.push(frozen(name));
    }
    modules.sort();
    let mut out = String::from("pub(crate) static MODULES: &[(&str, bool, &str)] = &[\n");
    for (name, package, path) in modules {
        writeln!(out, "    ({name:?}, {package}, include_str!({path:?})),").unwrap();
    }
    out.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("modules.rs"), out).unwrap();
}

/// Dotted name, is it a package, path: `a/b.py` is `a.b`, `a/__init__.py` is the package `a`.
fn find(folder: &Path, prefix: &str, modules: &mut Vec<(String, bool, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let name = if prefix.is_empty() { stem.clone() } else { format!("{prefix}.{stem}") };
        if path.is_dir() {
            find(&path, &name, modules);
        } else if path.extension().is_some_and(|e| e == "py") {
            let text = path.to_string_lossy().into_owned();
            if stem == "__init__" {
                modules.push((prefix.to_owned(), true, text));
            } else {
                modules.push((name, false, text));
            }
        }
    }
}

/// The same for a module of the frozen library.
fn frozen(name: &str) -> (String, bool, String) {
    let base = format!("{}/{}", rustpython_pylib::LIB_PATH, name.replace('.', "/"));
    let (package, path) = match format!("{base}/__init__.py") {
        path if Path::new(&path).exists() => (true, path),
        _ => (false, format!("{base}.py")),
    };
    assert!(Path::new(&path).exists(), "the frozen library has no {name}");
    (name.to_owned(), package, path)
}
