//! Makes the table of the programs under `tests/programs`: browsers have no files to read them from.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../tests/programs").canonicalize().unwrap();
    println!("cargo::rerun-if-changed={}", root.display());
    let mut programs: Vec<PathBuf> = fs::read_dir(&root)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .flat_map(|folder| fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect::<Vec<_>>())
        .filter(|p| p.extension().is_some_and(|e| e == "py"))
        .collect();
    programs.sort();
    let optional = |path: PathBuf| match path.exists() {
        true => format!("Some(include_str!({:?}))", path.display().to_string()),
        false => "None".to_owned(),
    };
    let mut out = String::from("&[\n");
    for path in programs {
        let name = path.strip_prefix(&root).unwrap().with_extension("").display().to_string();
        writeln!(
            out,
            "Case {{ name: {name:?}, source: include_str!({:?}), out: {}, input: {}, code: {} }},",
            path.display().to_string(),
            optional(path.with_extension("out")),
            optional(path.with_extension("in")),
            optional(path.with_extension("code")),
        )
        .unwrap();
    }
    out.push(']');
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("cases.rs"), out).unwrap();
    let library = weft_library::Library::find();
    for input in &library.inputs {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("library.bin"), library.pack().bytes).unwrap();
    let missing = root.join("missing.txt");
    println!("cargo::rustc-env=MISSING={}", missing.display());
}
