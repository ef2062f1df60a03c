//! What a chore needs and how it comes here. Each function looks first, says in one line what it installs and
//! why, and otherwise says in one sentence what to do.

use std::fs;

use crate::{paths, tool};

const TRUNK: &str = "0.22.1";
const WASM: &str = "wasm32-unknown-unknown";

/// Tells what is done to this machine, and why.
pub fn say(what: &str, why: &str) {
    println!("set-up: {what}: {why}");
}

/// Rust's standard library for wasm.
pub fn wasm_target() -> Result<(), String> {
    let libraries = tool::output(tool::command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if libraries.is_some_and(|folder| fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some())) {
        return Ok(());
    }
    say(&format!("adding the Rust target {WASM}"), "the page and its workers are compiled for it");
    if tool::find(&["rustup"]).is_none() {
        return Err(format!(
            "Rust's target {WASM} is missing and there is no rustup: install Rust from https://rustup.rs."
        ));
    }
    tool::run(tool::command("rustup").args(["target", "add", WASM])).map_err(|_| {
        format!("Rust's target {WASM} could not be added: check the network, then run `rustup target add {WASM}`.")
    })
}

/// The wasm-bindgen command line, at the version of the crate: the two must be equal.
pub fn wasm_bindgen() -> Result<(), String> {
    let lock = fs::read_to_string(paths::root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock cannot be read ({error}): run `cargo generate-lockfile`."))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock does not name wasm-bindgen: run `cargo generate-lockfile`.")?;
    let runner = tool::find(&["wasm-bindgen-test-runner"]).is_some();
    if runner && tool::version("wasm-bindgen").as_deref() == Some(version) {
        return Ok(());
    }
    say(&format!("installing wasm-bindgen {version}"), "it joins the compiled wasm to JavaScript and runs wasm tests");
    // Not --locked: that lock file names versions that the registry does not always have.
    cargo_install("wasm-bindgen-cli", "wasm-bindgen", version, &[])
}

fn locked_version<'l>(lock: &'l str, package: &str) -> Option<&'l str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// Trunk, which builds and serves the page.
pub fn trunk() -> Result<(), String> {
    if tool::version("trunk").as_deref() == Some(TRUNK) {
        return Ok(());
    }
    say(&format!("installing trunk {TRUNK}"), "it builds and serves the page");
    // Its stated minimum is a compiler newer than the workspace's, which builds it all the same.
    cargo_install("trunk", "trunk", TRUNK, &["--ignore-rust-version"])
}

/// Installs a package's programs, of which `program` then has to be found at that version.
pub fn cargo_install(package: &str, program: &str, version: &str, flags: &[&str]) -> Result<(), String> {
    let mut command = tool::command("cargo");
    command.args(["install", package, "--version", version]).args(flags);
    // These run for seconds a day: building them at full optimisation would take longer than they ever save.
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    command.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    command.env_remove("CARGO_TARGET_DIR");
    let by_hand = || {
        let flags: String = flags.iter().map(|flag| format!(" {flag}")).collect();
        format!("run `cargo install {package} --version {version}{flags}` by hand.")
    };
    tool::run(&mut command)
        .map_err(|_| format!("{package} {version} could not be installed: see above, then {}", by_hand()))?;
    match tool::version(program).as_deref() {
        Some(found) if found == version => Ok(()),
        _ => Err(format!(
            "{package} was installed, but {program} {version} is not found in Cargo's folder: {}",
            by_hand()
        )),
    }
}

/// The npm packages of `www/editor`, exactly as locked.
pub fn npm_packages() -> Result<(), String> {
    if tool::find(&["node"]).is_none() || tool::find(&["npm"]).is_none() {
        say("installing Node.js and npm", "they bundle the editor, shrink the wasm and drive the browser tests");
        apt_install(&["nodejs", "npm"]).map_err(|why| {
            format!("Node.js and npm are missing and {why}: install Node.js 18 or later from https://nodejs.org.")
        })?;
    }
    let folder = paths::npm();
    let wanted = fs::read(folder.join("package-lock.json"))
        .map_err(|error| format!("www/editor/package-lock.json cannot be read ({error}): check it out again."))?;
    let stamp = folder.join("node_modules/.weft-installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say("installing npm packages in www/editor", "the editor, its bundler, wasm-opt and what browser tests need");
    // None of them needs its install script, so none may run one.
    let mut command = tool::command("npm");
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder);
    tool::run(&mut command).map_err(|_| {
        "The npm packages could not be installed: check the network, then run `npm ci --ignore-scripts` in www/editor.".to_owned()
    })?;
    fs::write(&stamp, wanted).map_err(|error| format!("{} cannot be written: {error}.", stamp.display()))
}

/// Binaryen's wasm-split; npm's Binaryen comes without it.
pub fn wasm_split() -> Result<(), String> {
    if tool::find(&["wasm-split"]).is_some() {
        return Ok(());
    }
    say("installing Binaryen", "its wasm-split parts what every program needs of the interpreter from the rest");
    apt_install(&["binaryen"]).map_err(|why| {
        format!("wasm-split is missing and {why}: install Binaryen from https://github.com/WebAssembly/binaryen.")
    })
}

/// Debian's packages. The error is the second half of a sentence.
pub fn apt_install(packages: &[&str]) -> Result<(), String> {
    if tool::find(&["apt-get"]).is_none() {
        return Err("there is no apt-get here".to_owned());
    }
    let root = tool::output(tool::command("id").arg("-u")).as_deref() == Some("0");
    if !root && tool::find(&["sudo"]).is_none() {
        return Err("apt-get needs root".to_owned());
    }
    let apt = |words: &[&str]| {
        let mut command = if root { tool::command("apt-get") } else { tool::command("sudo") };
        if !root {
            // -n: a question for a password would wait for ever where nobody sits.
            command.args(["-n", "apt-get"]);
        }
        tool::run(command.args(words).env("DEBIAN_FRONTEND", "noninteractive"))
            .map_err(|_| format!("`apt-get {}` failed (its words are above)", words[0]))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn version_of_a_locked_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.3.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }
}
