//! The texts of the library's Python modules. Where they are not all built in (in browsers), the host fetches the
//! file that has the others, by the name [`file_name`], and hands it to [`install`]; until then an import of such a
//! module stops its process with `Progress::NeedsLibrary`.

use std::sync::OnceLock;

use weft_vm::{ModuleSource, ModuleText};

include!(concat!(env!("OUT_DIR"), "/modules.rs"));

/// Where a module's text is.
pub(crate) enum Source {
    Here(&'static str),
    /// In the file that is fetched, in bytes.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only browsers fetch"))]
    Fetched {
        begin: usize,
        length: usize,
    },
}

static FETCHED: OnceLock<String> = OnceLock::new();

/// The address of the file, relative to the page; it changes with the file's content.
pub fn file_name() -> String {
    format!("library.txt?{PACK_VERSION:016x}")
}

/// Make the fetched texts known.
///
/// # Errors
/// If it is not the file that this was built with.
pub fn install(file: Vec<u8>) -> Result<(), String> {
    if file.len() != PACK_LENGTH {
        return Err(format!("the library has {} bytes instead of {PACK_LENGTH}", file.len()));
    }
    let text = String::from_utf8(file).map_err(|_| "the library is not UTF-8 text".to_owned())?;
    // A second one is the same.
    let _ = FETCHED.set(text);
    Ok(())
}

/// Is every text here?
pub fn is_complete() -> bool {
    PACK_LENGTH == 0 || FETCHED.get().is_some()
}

/// Modules written in Python here and in C in CPython.
const BUILTIN_MODULES: &[&str] = &[
    "_abc",
    "_bisect",
    "_collections",
    "_contextvars",
    "_csv",
    "_datetime",
    "_functools",
    "_heapq",
    "_json",
    "_operator",
    "_pickle",
    "_queue",
    "_random",
    "_sre",
    "_struct",
    "_thread",
    "_typing",
    "_weakref",
    "array",
    "atexit",
    "binascii",
    "cmath",
    "errno",
    "gc",
    "itertools",
    "math",
    "posix",
    "sys",
    "time",
    "unicodedata",
    "zlib",
];

pub(crate) fn source(name: &str) -> Option<ModuleSource> {
    let at = MODULES.binary_search_by(|(n, _, _)| (*n).cmp(name)).ok()?;
    let (_, is_package, source) = &MODULES[at];
    let text = match source {
        Source::Here(text) => ModuleText::Here(text),
        Source::Fetched { begin, length } => match FETCHED.get().and_then(|all| all.get(*begin..begin + length)) {
            Some(text) => ModuleText::Here(text),
            None => ModuleText::ToFetch,
        },
    };
    Some(ModuleSource { text, is_package: *is_package, builtin: BUILTIN_MODULES.contains(&name) })
}

pub(crate) fn modules() -> Vec<&'static str> {
    MODULES.iter().map(|(name, _, _)| *name).collect()
}
