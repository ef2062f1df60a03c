//! Any text runs as a program without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| weft_fuzz::run(text));
