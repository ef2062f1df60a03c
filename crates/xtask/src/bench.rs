//! `cargo xtask bench`: the page's speed beside CPython's and Pyodide's, measured in one run.

use std::fs;

use crate::{browser::Browser, dist, paths, tool};

/// The peer that runs CPython itself in the browser.
const PYODIDE: &str = "314.0.7";

pub fn run() -> Result<(), String> {
    let chromium = Browser::Chromium.program()?;
    if tool::find(&["python3"]).is_none() {
        return Err("CPython is missing, which the page is measured against: install python3.".to_owned());
    }
    dist::run()?;
    let mut command = tool::command("node");
    command.arg("tests/e2e/bench.mjs").env("CHROMIUM", chromium);
    match pyodide() {
        Ok(folder) => {
            command.arg("--pyodide").arg(folder);
        }
        Err(why) => println!("Pyodide is left out: {why}"),
    }
    tool::run(&mut command)
}

/// The folder of the npm package, which is fetched for this only.
fn pyodide() -> Result<std::path::PathBuf, String> {
    let folder = paths::root().join("target/peers");
    let package = folder.join("node_modules/pyodide");
    let installed = fs::read_to_string(package.join("package.json")).unwrap_or_default();
    if !installed.contains(&format!("\"version\": \"{PYODIDE}\"")) {
        println!("set-up: installing Pyodide {PYODIDE}: the programs are timed in it too");
        fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}.", folder.display()))?;
        let mut command = tool::command("npm");
        command.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]).arg(&folder);
        tool::run(command.arg(format!("pyodide@{PYODIDE}"))).map_err(|_| "npm cannot install it.".to_owned())?;
    }
    Ok(package)
}
