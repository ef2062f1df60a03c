//! `cargo xtask library`: the part of the standard library that the page fetches when a program needs it.

use std::fs;

use weft_library::Library;

use crate::paths;

pub fn run() -> Result<(), String> {
    let folder = paths::root().join("www/generated");
    let file = folder.join("library.bin");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&file, Library::find().pack().bytes))
        .map_err(|error| format!("{} cannot be written: {error}.", file.display()))
}
