//! The code of the library's Python modules. Where it is not all built in (in browsers), the host fetches the file that
//! has the rest, by the name [`file_name`], and hands it to [`install`]; until then an import of such a module stops
//! its process with `Progress::NeedsLibrary`.

use std::sync::OnceLock;

use weft_vm::{ModuleCode, ModuleSource};

include!(concat!(env!("OUT_DIR"), "/modules.rs"));

/// Where a module's code is.
pub(crate) enum Place {
    Here(&'static [u8]),
    /// In the file with most of the library, in bytes.
    Pack {
        begin: usize,
        length: usize,
    },
}

static FETCHED: OnceLock<Vec<u8>> = OnceLock::new();

/// The address of the file, relative to the page; it changes with the file's content.
pub fn file_name() -> String {
    format!("library.bin?{PACK_VERSION:016x}")
}

/// Make what was fetched known.
///
/// # Errors
/// If it is not the file that this was built with.
pub fn install(file: Vec<u8>) -> Result<(), String> {
    if file.len() != PACK_LENGTH {
        return Err(format!("the library has {} bytes instead of {PACK_LENGTH}", file.len()));
    }
    // A second one is the same.
    let _ = FETCHED.set(file);
    Ok(())
}

/// Is all of it here?
pub fn is_complete() -> bool {
    pack().is_some()
}

fn pack() -> Option<&'static [u8]> {
    PACK.or_else(|| FETCHED.get().map(Vec::as_slice))
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
    let (_, is_package, place) = &MODULES[at];
    let code = match place {
        Place::Here(code) => ModuleCode::Here(code),
        Place::Pack { begin, length } => match pack().and_then(|all| all.get(*begin..begin + length)) {
            Some(code) => ModuleCode::Here(code),
            None => ModuleCode::ToFetch,
        },
    };
    Some(ModuleSource { code, is_package: *is_package, builtin: BUILTIN_MODULES.contains(&name) })
}

pub(crate) fn modules() -> Vec<&'static str> {
    MODULES.iter().map(|(name, _, _)| *name).collect()
}
