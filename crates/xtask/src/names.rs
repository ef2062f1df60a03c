//! `cargo xtask names`: what the editor offers to complete, written by Weft itself.

use std::{fs, path::PathBuf};

use weft_library::Library;

use crate::{paths, tool};

/// Writes `www/editor/names.json`.
pub fn run() -> Result<(), String> {
    let text = generate()?;
    fs::write(file(), text).map_err(|error| format!("{} cannot be written: {error}.", file().display()))
}

/// An error if `www/editor/names.json` is not what [`run`] would write.
pub fn check() -> Result<(), String> {
    let there = fs::read_to_string(file()).unwrap_or_default();
    if there == generate()? {
        Ok(())
    } else {
        Err("www/editor/names.json is not what the library has: `cargo xtask names` writes it anew.".to_owned())
    }
}

fn file() -> PathBuf {
    paths::root().join("www/editor/names.json")
}

/// `names.py`, run by the command line, about every module of the library.
fn generate() -> Result<String, String> {
    let mut command = tool::command("cargo");
    command.args(["run", "--quiet", "--package", "weft-host-native", "--", "run", "crates/xtask/src/names.py"]);
    command.args(Library::find().modules.into_iter().map(|module| module.name));
    let output = command.output().map_err(|error| format!("cargo could not be started: {error}."))?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|_| "names.py printed what is not UTF-8.".to_owned())
    } else {
        Err(format!("names.py failed: {}", String::from_utf8_lossy(&output.stderr)))
    }
}
