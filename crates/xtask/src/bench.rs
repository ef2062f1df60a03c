//! `cargo xtask bench`: the page's speed beside CPython's, measured in one run.

use crate::{dist, setup, tool};

pub fn run() -> Result<(), String> {
    let browser = setup::browser()?;
    if tool::find(&["python3"]).is_none() {
        return Err("CPython is missing, which the page is measured against: install python3.".to_owned());
    }
    dist::run()?;
    tool::run(tool::command("node").arg("tests/e2e/bench.mjs").env("CHROMIUM", browser.chromium))
}
