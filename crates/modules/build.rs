//! Makes the table of the library's Python modules. For browsers it holds the code of the base modules, and for the
//! others their places in the file that is fetched (see the crate `weft-library`).

use std::{env, fmt::Write as _, fs, path::PathBuf};

use weft_library::Library;

fn main() {
    let library = Library::find();
    for input in &library.inputs {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    let folder = PathBuf::from(env::var("OUT_DIR").unwrap());
    let fetched = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let pack = library.pack();
    let mut out = String::from("pub(crate) static MODULES: &[(&str, bool, Place)] = &[\n");
    for (module, place) in library.modules.iter().zip(&pack.places) {
        let place = match place {
            Some((begin, length)) => format!("Place::Pack {{ begin: {begin}, length: {length} }}"),
            None => {
                let file = folder.join(format!("{}.code", module.name));
                fs::write(&file, module.compiled()).unwrap();
                format!("Place::Here(include_bytes!({:?}))", file.display().to_string())
            }
        };
        writeln!(out, "    ({:?}, {}, {place}),", module.name, module.is_package).unwrap();
    }
    out.push_str("];\n");
    writeln!(out, "pub(crate) const PACK_VERSION: u64 = {};", pack.version).unwrap();
    writeln!(out, "pub(crate) const PACK_LENGTH: usize = {};", pack.bytes.len()).unwrap();
    // Where nothing is fetched, the pack is inside.
    if fetched {
        out.push_str("static PACK: Option<&[u8]> = None;\n");
    } else {
        let file = folder.join("library.bin");
        fs::write(&file, &pack.bytes).unwrap();
        writeln!(out, "static PACK: Option<&[u8]> = Some(include_bytes!({:?}));", file.display().to_string()).unwrap();
    }
    fs::write(folder.join("modules.rs"), out).unwrap();
}
