//! What the build of the page runs of the workers, to see which of their functions most programs need: the others go
//! into a second file, which is fetched when one of them is called (`www/tools/split.mjs`).

use gloo_worker::Codec as _;
use serde::{Serialize, de::DeserializeOwned};
use weft_session::{Booted, Event, Options, Program, Simulated, World, library};

use crate::{
    check::mistakes,
    clock,
    codec::Postcard,
    exercise::exercise,
    kernel_worker::CWD,
    protocol::{FromKernel, ToKernel},
};

/// How often it has its turn at most: far more than the program needs.
const TURNS: u32 = 10_000_000;

/// Runs a program of everything that is common, with its messages written and read, then what idle workers run.
///
/// # Errors
/// With what it printed, if it came to a bad end.
pub fn rehearse(library_file: Vec<u8>) -> Result<(), String> {
    library::install(library_file)?;
    if !library::is_complete() {
        return Err("the library is not there although it was given".to_owned());
    }
    let mut run = exercise();
    while run.step(&mut Vec::new()) == weft_session::Step::Again {}
    for (source, exit_code) in [(include_str!("rehearsal.py"), 0), (FAILING, 1)] {
        // Before the page runs a program, it asks what is wrong with it.
        if let ToKernel::Check { check, source } = passed(ToKernel::Check { check: 1, source: source.to_owned() }) {
            passed(FromKernel::Checked { check, mistakes: mistakes(&source) });
        }
        let (code, printed) = play(source);
        if code != Some(exit_code) {
            return Err(format!("exit code {code:?}\n{printed}"));
        }
    }
    Ok(())
}

/// How most programs of learners end at first.
const FAILING: &str = "\
def ask(question):
    return [int(input(question))]

first = ask('one? ')
for number in range(2):
    print(first[number])
";

/// The exit code of a run, if it came to an end, and what it printed.
fn play(source: &str) -> (Option<i32>, String) {
    clock::start_at(clock::absolute_millis());
    let program = Program { source: source.to_owned(), filename: "rehearsal.py".to_owned(), args: Vec::new() };
    let start = ToKernel::Start { run: 1, program, options: Options::default(), files: Vec::new() };
    let ToKernel::Start { program, options, .. } = passed(start) else { unreachable!("a message stays the same") };
    let world = World { cwd: CWD.to_owned(), ..World::default() };
    let mut run = Simulated::start_in(Booted::new(), &program, &options, &world, clock::now);
    let mut printed = String::new();
    let mut events = Vec::new();
    for _ in 0..TURNS {
        // A sleep is spent looking at the clock.
        let _ = run.step(&mut events);
        let FromKernel::Events { events, .. } =
            passed(FromKernel::Events { run: 1, events: std::mem::take(&mut events) })
        else {
            unreachable!("a message stays the same")
        };
        for event in events {
            match event {
                Event::Output { text, .. } => printed.push_str(&text),
                Event::InputNeeded { .. } => {
                    let ToKernel::Line { line, .. } = passed(ToKernel::Line { run: 1, line: Some("1\n".to_owned()) })
                    else {
                        unreachable!("a message stays the same")
                    };
                    run.input(line);
                }
                Event::Finished(summary) => return (Some(summary.exit_code), printed),
                _ => {}
            }
        }
    }
    (None, printed)
}

/// A message as it arrives.
fn passed<M: Serialize + DeserializeOwned>(message: M) -> M {
    Postcard::decode(Postcard::encode(message))
}
