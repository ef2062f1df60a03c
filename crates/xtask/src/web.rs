//! Building the page.

use std::process::Command;

use crate::{setup, tool};

/// What the page is built with.
pub fn set_up() -> Result<(), String> {
    setup::wasm_target()?;
    setup::wasm_bindgen()?;
    setup::trunk()?;
    setup::wasm_split()?;
    setup::npm_packages()
}

/// Trunk, which finds npm's wasm-opt and the installed wasm-bindgen on its PATH and downloads nothing.
pub fn trunk(chore: &str, release: bool) -> Command {
    let mut command = tool::command("trunk");
    command.arg(chore).args(release.then_some("--release")).env("TRUNK_SKIP_VERSION_CHECK", "true");
    command
}

/// The page as it is published, in `dist/`.
pub fn build() -> Result<(), String> {
    tool::run(&mut trunk("build", true))
}
