//! `weft`: Weft on the command line.

mod arguments;
mod clock;
mod files;
mod input;
mod output;
mod races;
mod simulated;
mod state;
mod summary;
mod threads;

use std::process::ExitCode;

use arguments::Command;
use output::Sink;
use weft_session::{Program, World};

/// A forked process is copied by one thread and dropped by another, object by object: the system's allocator
/// has them wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match arguments::parse() {
        Ok(Command::Run(run)) => ExitCode::from(start(run)),
        Ok(Command::Help) => {
            println!("{}", arguments::HELP);
            ExitCode::SUCCESS
        }
        Ok(Command::Version) => {
            println!("weft {}", env!("CARGO_PKG_VERSION"));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("weft: {message}");
            ExitCode::from(2)
        }
    }
}

fn start(run: arguments::Run) -> u8 {
    let source = match std::fs::read(&run.file) {
        Ok(bytes) => bytes,
        Err(e) => {
            eprintln!("weft: can't open file '{}': {e}", run.file.display());
            return 2;
        }
    };
    let Ok(source) = String::from_utf8(source) else {
        eprintln!("weft: '{}' is not UTF-8 text", run.file.display());
        return 2;
    };
    let program = Program { source, filename: run.file.to_string_lossy().into_owned(), args: run.args };
    let world = World {
        epoch_nanos: clock::epoch_nanos(),
        cwd: std::env::current_dir().map(|d| d.to_string_lossy().into_owned()).unwrap_or_else(|_| "/".into()),
        variables: std::env::vars().collect(),
        ..World::default()
    };
    let mut sink = Sink::new(run.trace, run.summary, run.options.races);
    let code = if run.options.simulated() {
        simulated::run(&program, &run.options, &world, run.state_at, &mut sink)
    } else {
        threads::run(&program, &run.options, &world, &mut sink)
    };
    if let Err(e) = sink.finish() {
        eprintln!("weft: {e}");
        return 1;
    }
    code as u8
}
