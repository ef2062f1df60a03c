//! Makes the table of the library's Python modules. For browsers it holds the texts of the base modules, and for the
//! others their places in the file that is fetched (see the crate `weft-library`).

use std::{env, fmt::Write as _, fs, path::Path};

use weft_library::Library;

fn main() {
    let library = Library::find();
    for input in &library.inputs {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    let fetched = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let pack = library.pack();
    let mut out = String::from("pub(crate) static MODULES: &[(&str, bool, Source)] = &[\n");
    for (module, place) in library.modules.iter().zip(&pack.places) {
        let source = match place {
            Some((begin, length)) if fetched => format!("Source::Fetched {{ begin: {begin}, length: {length} }}"),
            _ => format!("Source::Here(include_str!({:?}))", module.path.display().to_string()),
        };
        writeln!(out, "    ({:?}, {}, {source}),", module.name, module.is_package).unwrap();
    }
    writeln!(out, "];\npub(crate) const PACK_VERSION: u64 = {};", pack.version).unwrap();
    writeln!(out, "pub(crate) const PACK_LENGTH: usize = {};", if fetched { pack.text.len() } else { 0 }).unwrap();
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("modules.rs"), out).unwrap();
}
