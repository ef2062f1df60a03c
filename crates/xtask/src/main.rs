//! `cargo xtask`: set-up and chores of the workspace.
//!
//! [`setup`] brings in what a chore needs and is not there yet; [`steps`] runs the steps of a chore and counts how
//! they ended; the other modules are one chore each. [`HELP`] is what `cargo xtask help` prints.

mod bench;
mod browser;
mod dist;
mod library;
mod names;
mod paths;
mod serve;
mod setup;
mod steps;
mod test;
mod tool;
mod web;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask CHORE

  serve [--port N] [--debug]   build the page, serve it on 127.0.0.1 and open a browser where there is one;
                               changed sources are built again
  test [--only PARTS] [--browsers NAMES]
                               everything that can be checked; PARTS are some of lint,native,wasm,e2e, NAMES some of
                               chromium,firefox
  dist                         build the page into dist/ and say how large it is
  library                      write what of the standard library the page fetches to www/generated (Trunk asks for it)
  names                        write the names that the editor offers to www/editor/names.json: after each change of the
                               standard library
  bench                        dist, then its speed in Chromium beside CPython's on this machine and Pyodide's
  help                         this

All but help, library and names first set up what is missing: the wasm target, wasm-bindgen, trunk, npm packages, browsers.
The variables CHROMIUM, CHROMEDRIVER, FIREFOX and GECKODRIVER name browsers and drivers that are not on PATH.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rest = words.get(1..).unwrap_or_default();
    let outcome = match words.first().map(String::as_str) {
        Some("serve") => serve::run(rest),
        Some("test") => test::run(rest),
        Some("dist") => no_more(rest).and_then(|()| dist::run()),
        Some("library") => no_more(rest).and_then(|()| library::run()),
        Some("names") => no_more(rest).and_then(|()| names::run()),
        Some("bench") => no_more(rest).and_then(|()| bench::run()),
        Some("help" | "--help" | "-h") | None => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("There is no chore named {other}: cargo xtask help lists them.")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// An error for the first word that a chore does not take.
fn no_more(words: &[String]) -> Result<(), String> {
    match words.first() {
        None => Ok(()),
        Some(word) => Err(format!("{word} is not understood here: cargo xtask help says what is.")),
    }
}
