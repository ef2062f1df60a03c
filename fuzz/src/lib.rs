//! What the fuzz targets share: a run with small limits.

use weft_session::{ClockMode, Event, Limits, Options, Program, Simulated, Step, World};

/// Python programs get this much heap.
const MEMORY_BYTES: u64 = 64 << 20;
const OUTPUT_BYTES: u64 = 1 << 16;
/// Turns of the simulated machine before a program counts as endless.
const STEPS: u32 = 200;

/// Small limits, under the virtual clock.
pub fn options() -> Options {
    let limits = Limits { memory_bytes: MEMORY_BYTES, output_bytes: OUTPUT_BYTES, ..Limits::default() };
    Options { clock: ClockMode::Virtual, limits, ..Options::default() }
}

/// A program as a run knows it.
pub fn program(source: &str) -> Program {
    Program { source: source.to_owned(), filename: "program.py".to_owned(), args: Vec::new() }
}

/// Run a program until it ends, has printed too much or has had its steps.
pub fn run(source: &str) {
    let mut run = Simulated::start(&program(source), &options(), &World::default(), || 0);
    run.input(Some("7\n".to_owned()));
    run.input(None);
    let mut events: Vec<Event> = Vec::new();
    for _ in 0..STEPS {
        let step = run.step(&mut events);
        events.clear();
        if !matches!(step, Step::Again) {
            return;
        }
    }
}
