//! The programs of `tests/programs` on the simulated machine under the virtual clock, the same on
//! every host: what they print must be what CPython printed.

#[cfg(target_arch = "wasm32")]
use weft_session::library;
use weft_session::{ClockMode, Event, Options, Program, Simulated, Step, Stream, World};
use weft_trace::Event as TraceEvent;

/// A program with what CPython made of it.
pub struct Case {
    /// `area/name`.
    pub name: &'static str,
    pub source: &'static str,
    pub out: Option<&'static str>,
    pub input: Option<&'static str>,
    pub code: Option<&'static str>,
}

pub static CASES: &[Case] = include!(concat!(env!("OUT_DIR"), "/cases.rs"));

/// Programs that do not run yet, one a line, with a reason behind `#`.
static MISSING: &str = include_str!(env!("MISSING"));

/// Is a program on the list of those that do not run yet?
pub fn is_missing(name: &str) -> bool {
    MISSING.lines().filter_map(|l| l.split('#').next()).any(|l| l.trim() == name)
}

/// What a run came to.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    pub stdout: String,
    pub stderr: String,
    pub exit_code: i32,
    pub trace: Vec<TraceEvent>,
}

/// Steps after which a program counts as endless.
const MAX_STEPS: u32 = 2_000_000;

/// Run a program under the virtual clock.
pub fn run(source: &str, input: Option<&str>, options: &Options) -> Outcome {
    let program = Program { source: source.to_owned(), filename: "program.py".to_owned(), args: Vec::new() };
    let world = World { cwd: "/home/user".to_owned(), ..World::default() };
    let mut run = Simulated::start(&program, options, &world, || 0);
    for line in input.unwrap_or_default().split_inclusive('\n') {
        run.input(Some(line.to_owned()));
    }
    run.input(None);
    let mut outcome = Outcome { stdout: String::new(), stderr: String::new(), exit_code: -1, trace: Vec::new() };
    let mut events = Vec::new();
    for _ in 0..MAX_STEPS {
        let step = run.step(&mut events);
        for event in events.drain(..) {
            match event {
                Event::Output { stream: Stream::Stdout, text, .. } => outcome.stdout.push_str(&text),
                Event::Output { stream: Stream::Stderr, text, .. } => outcome.stderr.push_str(&text),
                Event::Trace(more) => outcome.trace.extend(more),
                Event::Finished(summary) => outcome.exit_code = summary.exit_code,
                Event::InputNeeded { .. }
                | Event::Races { .. }
                | Event::Files(_)
                | Event::Schedule(_)
                | Event::InputGiven(_) => {}
            }
        }
        match step {
            Step::Again => {}
            Step::NeedsLibrary => fetch_library(),
            Step::Over => return outcome,
            Step::At(_) => {
                outcome.stderr.push_str("(nothing can run any more)\n");
                return outcome;
            }
        }
    }
    outcome.stderr.push_str("(endless)\n");
    outcome
}

/// What a browser's host does, without the network.
fn fetch_library() {
    #[cfg(target_arch = "wasm32")]
    library::install(include_bytes!(concat!(env!("OUT_DIR"), "/library.bin")).to_vec())
        .expect("the library is the one that this was built with");
}

/// The options that programs are tested with.
pub fn options(seed: u64) -> Options {
    Options { clock: ClockMode::Virtual, seed, trace: true, ..Options::default() }
}

/// Why a case fails, if it does.
pub fn failure(case: &Case) -> Option<String> {
    let outcome = run(case.source, case.input, &options(0));
    let code: i32 = case.code.and_then(|c| c.trim().parse().ok()).unwrap_or(0);
    let wanted = case.out.unwrap_or_default();
    if outcome.stdout != wanted {
        let line = outcome.stdout.lines().zip(wanted.lines()).position(|(a, b)| a != b);
        let at = line.unwrap_or_else(|| outcome.stdout.lines().count().min(wanted.lines().count()));
        return Some(format!(
            "line {}: {:?} instead of {:?}; stderr: {}",
            at + 1,
            outcome.stdout.lines().nth(at).unwrap_or(""),
            wanted.lines().nth(at).unwrap_or(""),
            outcome.stderr.lines().last().unwrap_or("")
        ));
    }
    (outcome.exit_code != code)
        .then(|| format!("exit code {} instead of {code}: {}", outcome.exit_code, outcome.stderr))
}

/// A hash of a trace's encoding (FNV-1a), to compare hosts by.
pub fn trace_hash(trace: &[TraceEvent]) -> u64 {
    weft_trace::encode(trace)
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3))
}
