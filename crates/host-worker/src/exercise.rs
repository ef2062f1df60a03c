//! What an idle worker runs so that the browser's optimising compiler has seen the interpreter before the reader's first
//! program. Workers share what is compiled, so one of them is enough.

use weft_session::{ClockMode, Options, Program, Simulated, World};

use crate::clock;

/// A program that uses what programs use most; it prints nothing.
pub fn exercise() -> Simulated {
    let source = include_str!("exercise.py").to_owned();
    let program = Program { source, filename: "exercise.py".to_owned(), args: Vec::new() };
    let options = Options { clock: ClockMode::Virtual, trace: false, ..Options::default() };
    Simulated::start(&program, &options, &World::default(), clock::now)
}
