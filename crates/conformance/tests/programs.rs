//! Every program, natively (`cargo test`) and in a browser (wasm-bindgen-test).

use weft_conformance::{CASES, failure, is_missing, options, run, trace_hash};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn check_area(area: &str) {
    let mut failures = Vec::new();
    let mut passed = 0;
    for case in CASES.iter().filter(|c| c.name.starts_with(area)) {
        match (failure(case), is_missing(case.name)) {
            (None, false) => passed += 1,
            (None, true) => failures.push(format!("{} runs now: take it out of missing.txt", case.name)),
            (Some(_), true) => {}
            (Some(why), false) => failures.push(format!("{}: {why}", case.name)),
        }
    }
    assert!(failures.is_empty(), "{} of {} fail:\n{}", failures.len(), failures.len() + passed, failures.join("\n"));
}

macro_rules! areas {
    ($( $name:ident = $area:literal; )*) => {
        $(
            #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
            #[cfg_attr(not(target_arch = "wasm32"), test)]
            fn $name() {
                check_area($area);
            }
        )*
    };
}

areas! {
    core = "core/";
    classes = "classes/";
    exceptions = "exceptions/";
    generators = "generators/";
    builtins = "builtins/";
    matching = "match/";
    asynchronous = "async/";
    modules = "modules/";
    threads = "threads/";
    processes = "processes/";
}

/// Programs whose trace must be the same, byte for byte, on every host; the hashes are in
/// `tests/traces.txt`. `WEFT_BLESS=1 cargo test -p weft-conformance` writes them anew.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn traces_are_the_same_everywhere() {
    let mut made = String::new();
    for case in CASES.iter().filter(|c| c.name.starts_with("threads/") && !is_missing(c.name)) {
        for seed in [0, 1] {
            let outcome = run(case.source, case.input, &options(seed));
            made.push_str(&format!("{} seed {seed}: {:016x}\n", case.name, trace_hash(&outcome.trace)));
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("WEFT_BLESS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/traces.txt"), &made)
            .expect("traces.txt can be written");
        return;
    }
    let known = include_str!("traces.txt");
    let different: Vec<&str> = made.lines().filter(|l| !known.lines().any(|k| k == *l)).collect();
    assert!(different.is_empty(), "other traces than those of tests/traces.txt:\n{}", different.join("\n"));
}
