//! Compiles the prelude: every process begins with it, so it had better be quick.

use std::{env, fmt::Write as _, fs, path::PathBuf};

/// The prelude's files, run in this order in one namespace.
const PRELUDE: &[&str] = &[
    "core",
    "operators",
    "containers",
    "functions",
    "format",
    "classes",
    "imports",
    "matching",
    "coroutines",
    "typing",
    "interactive",
];

fn main() {
    let folder = PathBuf::from(env::var("OUT_DIR").unwrap());
    let mut out = String::from("/// The prelude's code, to be run in this order in one namespace.\n");
    out.push_str("const PRELUDE: &[(&str, &[u8])] = &[\n");
    println!("cargo::rerun-if-changed=src/prelude");
    for name in PRELUDE {
        let text = fs::read_to_string(format!("src/prelude/{name}.py")).unwrap();
        let code = folder.join(format!("{name}.code"));
        fs::write(&code, weft_library::compiled(&format!("<prelude {name}>"), text)).unwrap();
        writeln!(out, "    ({name:?}, include_bytes!({:?})),", code.display().to_string()).unwrap();
    }
    out.push_str("];\n");
    fs::write(folder.join("prelude.rs"), out).unwrap();
}
