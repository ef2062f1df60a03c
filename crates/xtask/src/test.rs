//! `cargo xtask test`: everything that can be checked.

use std::{fs, process::Command};

use crate::{
    names, paths,
    setup::{self, Browser},
    steps::Steps,
    tool, web,
};

const WASM: &str = "wasm32-unknown-unknown";
/// Crates of the page, as far as they exist; what they use is checked with them.
const WASM_PACKAGES: &[&str] = &["weft-app", "weft-host-worker"];

/// Tours of crates lead to their private modules, which this documentation has.
const RUSTDOC_FLAGS: &str = "-D warnings -A rustdoc::private_intra_doc_links";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Formatting, clippy, rustdoc.
    Lint,
    /// `cargo test` on this machine.
    Native,
    /// wasm-bindgen-test in Chromium.
    Wasm,
    /// The built page in Chromium.
    EndToEnd,
}

const PARTS: [(&str, Part); 4] =
    [("lint", Part::Lint), ("native", Part::Native), ("wasm", Part::Wasm), ("e2e", Part::EndToEnd)];

pub fn run(words: &[String]) -> Result<(), String> {
    let parts = parse(words)?;
    let mut steps = Steps::default();
    for part in parts {
        match part {
            Part::Lint => lint(&mut steps),
            Part::Native => native(&mut steps),
            Part::Wasm => wasm(&mut steps),
            Part::EndToEnd => end_to_end(&mut steps),
        }
    }
    steps.finish()
}

/// The parts named after `--only`, in the order of [`PARTS`]; without it, all.
fn parse(words: &[String]) -> Result<Vec<Part>, String> {
    let named = match words {
        [] => return Ok(PARTS.map(|(_, part)| part).to_vec()),
        [only, list] if only == "--only" => list.split(',').collect::<Vec<_>>(),
        [only] if only == "--only" => {
            return Err("--only wants some of lint,native,wasm,e2e after it.".to_owned());
        }
        [other, ..] => {
            return Err(format!("{other} is not understood here: cargo xtask help says what is."));
        }
    };
    if let Some(unknown) = named.iter().find(|name| PARTS.iter().all(|(known, _)| known != *name)) {
        return Err(format!("There is no part named {unknown}: they are lint, native, wasm and e2e."));
    }
    Ok(PARTS.iter().filter(|(name, _)| named.contains(name)).map(|(_, part)| *part).collect())
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = tool::command("cargo");
    command.args(arguments);
    command
}

fn lint(steps: &mut Steps) {
    steps.step("formatting", || tool::run(&mut cargo(&["fmt", "--all", "--check"])));
    steps.step("clippy", || tool::run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])));
    steps.step("clippy for wasm", || {
        setup::wasm_target()?;
        let mut command = cargo(&["clippy", "--all-targets", "--target", WASM]);
        for package in WASM_PACKAGES.iter().filter(|package| packages().iter().any(|(name, _)| name == *package)) {
            command.args(["-p", package]);
        }
        tool::run(command.args(["--", "-D", "warnings"]))
    });
    steps.step("documentation", || {
        tool::run(
            cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]).env("RUSTDOCFLAGS", RUSTDOC_FLAGS),
        )
    });
}

fn native(steps: &mut Steps) {
    steps.step("native tests", || tool::run(&mut cargo(&["test", "--workspace"])));
    steps.step("the names that the editor offers", names::check);
}

fn wasm(steps: &mut Steps) {
    let tested: Vec<String> = packages()
        .into_iter()
        .filter(|(_, manifest)| manifest.contains("\nwasm-bindgen-test"))
        .map(|(name, _)| name)
        .collect();
    if tested.is_empty() {
        println!("\nNo crate has tests for the browser.");
        return;
    }
    let ready = steps.step("set-up for wasm tests", || {
        setup::wasm_target()?;
        setup::wasm_bindgen()?;
        let browser = setup::browser()?;
        Ok((webdriver_capabilities(&browser)?, browser))
    });
    let Some((capabilities, browser)) = ready else {
        return;
    };
    steps.step("wasm tests in Chromium", || {
        let mut command = cargo(&["test", "--target", WASM]);
        for package in &tested {
            command.args(["-p", package]);
        }
        command.env("CHROMEDRIVER", browser.driver).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
        tool::run(command.env("WASM_BINDGEN_TEST_TIMEOUT", "300"))
    });
}

/// Writes what wasm-bindgen's test runner is to ask of the driver, and says where.
fn webdriver_capabilities(browser: &Browser) -> Result<std::path::PathBuf, String> {
    let flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let flags: Vec<String> = flags.iter().map(|flag| format!("\"{flag}\"")).collect();
    let binary = browser.chromium.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
    let text = format!("{{\"goog:chromeOptions\": {{\"binary\": \"{binary}\", \"args\": [{}]}}}}\n", flags.join(", "));
    let file = paths::target().join("webdriver.json");
    fs::write(&file, text).map_err(|error| format!("{} cannot be written: {error}.", file.display()))?;
    Ok(file)
}

fn end_to_end(steps: &mut Steps) {
    let ready = steps.step("set-up for the page", || {
        web::set_up()?;
        setup::browser()
    });
    let Some(browser) = ready else { return };
    if steps.step("page", web::build).is_none() {
        return;
    }
    steps.step("end-to-end tests in Chromium", || {
        tool::run(tool::command("node").arg("tests/e2e/run.mjs").env("CHROMIUM", browser.chromium))
    });
}

/// The workspace's packages: their names and the text of their manifests.
fn packages() -> Vec<(String, String)> {
    let folders = fs::read_dir(paths::root().join("crates")).into_iter().flatten().flatten();
    let manifests = folders.filter_map(|folder| fs::read_to_string(folder.path().join("Cargo.toml")).ok());
    let mut packages: Vec<(String, String)> = manifests
        .filter_map(|text| {
            let name = text.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))?.to_owned();
            Some((name, text))
        })
        .collect();
    packages.sort();
    packages
}

#[cfg(test)]
mod tests {
    use super::{Part, packages, parse};

    #[test]
    fn parts_in_their_own_order() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(parse(&[]).map(|parts| parts.len()), Ok(4));
        assert_eq!(parse(&words("--only e2e,lint")), Ok(vec![Part::Lint, Part::EndToEnd]));
        assert!(parse(&words("--only all")).is_err());
        assert!(parse(&words("--only")).is_err());
        assert!(parse(&words("lint")).is_err());
    }

    #[test]
    fn this_package_is_one() {
        assert!(packages().iter().any(|(name, manifest)| name == "xtask" && manifest.contains("[package]")));
    }
}
