//! `cargo xtask dist`: the page as it is published.

use crate::{tool, web};

pub fn run() -> Result<(), String> {
    web::set_up()?;
    web::build()?;
    tool::run(tool::command("node").arg("www/tools/sizes.mjs"))
}
