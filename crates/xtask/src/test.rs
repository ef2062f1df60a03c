//! `cargo xtask test`: everything that can be checked.

use std::{fs, process::Command};

use crate::{browser::Browser, names, paths, setup, steps::Steps, tool, web};

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
    /// wasm-bindgen-test in browsers.
    Wasm,
    /// The built page in browsers.
    EndToEnd,
}

const PARTS: [(&str, Part); 4] =
    [("lint", Part::Lint), ("native", Part::Native), ("wasm", Part::Wasm), ("e2e", Part::EndToEnd)];

/// What is tested where.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    parts: Vec<Part>,
    browsers: Vec<Browser>,
}

pub fn run(words: &[String]) -> Result<(), String> {
    let Plan { parts, browsers } = parse(words)?;
    let mut steps = Steps::default();
    for part in parts {
        match part {
            Part::Lint => lint(&mut steps),
            Part::Native => native(&mut steps),
            Part::Wasm => wasm(&mut steps, &browsers),
            Part::EndToEnd => end_to_end(&mut steps, &browsers),
        }
    }
    steps.finish()
}

/// The parts named after `--only` and the browsers after `--browsers`; all of those that nothing is said about.
fn parse(words: &[String]) -> Result<Plan, String> {
    let mut plan = Plan { parts: PARTS.map(|(_, part)| part).to_vec(), browsers: Browser::ALL.to_vec() };
    let mut words = words.iter();
    while let Some(flag) = words.next() {
        match flag.as_str() {
            "--only" => plan.parts = some_of(&PARTS, flag, words.next())?,
            "--browsers" => {
                plan.browsers = some_of(&Browser::ALL.map(|browser| (browser.name(), browser)), flag, words.next())?;
            }
            other => return Err(format!("{other} is not understood here: cargo xtask help says what is.")),
        }
    }
    Ok(plan)
}

/// Those of `all` that a flag's list names, in the order of `all`.
fn some_of<T: Copy>(all: &[(&str, T)], flag: &str, list: Option<&String>) -> Result<Vec<T>, String> {
    let known = all.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",");
    let named: Vec<&str> = list.ok_or_else(|| format!("{flag} wants some of {known} after it."))?.split(',').collect();
    match named.iter().find(|name| all.iter().all(|(known, _)| known != *name)) {
        Some(unknown) => Err(format!("{flag} knows nothing named {unknown}: it wants some of {known}.")),
        None => Ok(all.iter().filter(|(name, _)| named.contains(name)).map(|(_, thing)| *thing).collect()),
    }
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

fn wasm(steps: &mut Steps, browsers: &[Browser]) {
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
        setup::wasm_bindgen()
    });
    if ready.is_none() {
        return;
    }
    for browser in browsers {
        steps.step(format!("wasm tests in {}", browser.title()), || {
            let capabilities = paths::target().join(format!("webdriver-{}.json", browser.name()));
            fs::write(&capabilities, browser.capabilities(&browser.program()?))
                .map_err(|error| format!("{} cannot be written: {error}.", capabilities.display()))?;
            let mut command = cargo(&["test", "--target", WASM]);
            for package in &tested {
                command.args(["-p", package]);
            }
            // The runner takes the first driver that a variable names.
            for other in Browser::ALL {
                command.env_remove(other.driver_variable());
            }
            command.env(browser.driver_variable(), browser.driver()?);
            command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities).env("WASM_BINDGEN_TEST_TIMEOUT", "300");
            tool::run(&mut command)
        });
    }
}

fn end_to_end(steps: &mut Steps, browsers: &[Browser]) {
    if steps.step("set-up for the page", web::set_up).is_none() || steps.step("page", web::build).is_none() {
        return;
    }
    for browser in browsers {
        steps.step(format!("end-to-end tests in {}", browser.title()), || {
            let mut command = tool::command("node");
            command.args(["tests/e2e/run.mjs", "--browser", browser.name()]);
            tool::run(command.env(browser.variable(), browser.program()?))
        });
    }
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
    use super::{Part, Plan, packages, parse};
    use crate::browser::Browser;

    #[test]
    fn parts_and_browsers_in_their_own_order() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let all = parse(&[]).expect("no words are fine");
        assert_eq!((all.parts.len(), all.browsers.len()), (4, 2));
        assert_eq!(
            parse(&words("--browsers firefox --only e2e,lint")),
            Ok(Plan { parts: vec![Part::Lint, Part::EndToEnd], browsers: vec![Browser::Firefox] })
        );
        assert!(parse(&words("--only all")).is_err());
        assert!(parse(&words("--only")).is_err());
        assert!(parse(&words("--browsers lynx")).is_err());
        assert!(parse(&words("lint")).is_err());
    }

    #[test]
    fn this_package_is_one() {
        assert!(packages().iter().any(|(name, manifest)| name == "xtask" && manifest.contains("[package]")));
    }
}
