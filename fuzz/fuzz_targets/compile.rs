//! Any text compiles or is a syntax error, and what the compiler makes passes the verifier.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use weft_code::Source;
use weft_compile::Mode;

fuzz_target!(|text: &str| {
    weft_compile::check(text);
    for mode in [Mode::Exec, Mode::Eval, Mode::Single] {
        let source = Arc::new(Source::new("program.py", text, true));
        if let Ok(code) = weft_compile::compile(source, mode) {
            weft_code::verify(&code).expect("compiled code is sound");
        }
    }
});
