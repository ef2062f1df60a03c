//! Comparing: the same program run several ways, one after the other.

mod output;

use std::{cell::RefCell, rc::Rc};

use weft_session::{Backing, ClockMode, Event, GilPolicy, Options, Program, StoredFile, Stream, Summary};
use weft_trace::{Concurrency, Nanos, Recording};
use yew::Callback;

use crate::{run::Run, texts::Text, timeline::LiveTrace};

pub use output::{Likeness, likeness};

/// How often each way is run where times are measured.
const RUNS: usize = 3;
/// A run that takes longer than this, in nanoseconds, is ended.
pub const LIMIT_NANOS: u64 = 60_000_000_000;
/// Bytes of output that are kept to compare.
const OUTPUT: usize = 1 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    AsWritten,
    Serial,
    Threads,
    Processes,
    Free,
}

impl Way {
    pub const ALL: [Way; 5] = [Way::AsWritten, Way::Serial, Way::Threads, Way::Processes, Way::Free];

    pub fn id(self) -> &'static str {
        match self {
            Way::AsWritten => "as-written",
            Way::Serial => "serial",
            Way::Threads => "threads",
            Way::Processes => "processes",
            Way::Free => "free",
        }
    }

    pub fn name(self) -> Text {
        match self {
            Way::AsWritten => Text::WayAsWritten,
            Way::Serial => Text::WaySerial,
            Way::Threads => Text::WayThreads,
            Way::Processes => Text::WayProcesses,
            Way::Free => Text::WayFree,
        }
    }

    pub fn hint(self) -> Text {
        match self {
            Way::AsWritten => Text::WayAsWrittenHint,
            Way::Serial => Text::WaySerialHint,
            Way::Threads => Text::WayThreadsHint,
            Way::Processes => Text::WayProcessesHint,
            Way::Free => Text::WayFreeHint,
        }
    }
}

/// One run of a way.
pub struct Sample {
    pub wall: Nanos,
    pub output: String,
    /// None where the time was not measured.
    pub trace: Option<LiveTrace>,
}

/// What is known of a way so far.
#[derive(Default)]
pub struct Outcome {
    pub samples: Vec<Sample>,
    /// Why it cannot be run like this.
    pub problem: Option<Problem>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The last line of what it wrote to stderr.
    Error(String),
    StandsStill,
    /// Threads with the GIL were not possible, from which it would have been computed.
    NoThreads,
    WantsInput,
    TooLong,
}

impl Outcome {
    /// The run whose wall time is the middle one: it stands for the others.
    pub fn middle(&self) -> Option<&Sample> {
        let mut samples: Vec<&Sample> = self.samples.iter().collect();
        samples.sort_by_key(|sample| sample.wall);
        samples.get(samples.len() / 2).copied()
    }

    /// The middle one of the wall times.
    pub fn wall(&self) -> Option<Nanos> {
        Some(self.middle()?.wall)
    }

    /// Of the run that stands for the others.
    pub fn recording(&self) -> Option<Rc<RefCell<Recording>>> {
        Some(self.middle()?.trace.as_ref()?.recording())
    }

    /// The shortest and the longest.
    pub fn spread(&self) -> Option<(Nanos, Nanos)> {
        let walls = || self.samples.iter().map(|sample| sample.wall);
        Some((walls().min()?, walls().max()?))
    }
}

/// The run under way.
struct UnderWay {
    way: Way,
    _run: Run,
    output: String,
    stderr: String,
    trace: LiveTrace,
    wanted_input: bool,
}

/// A comparison, as far as it has come.
pub struct Comparison {
    program: Program,
    options: Options,
    /// What each run finds.
    files: Rc<[StoredFile]>,
    /// Runs to come, the next one last.
    steps: Vec<Way>,
    under_way: Option<UnderWay>,
    outcomes: Vec<(Way, Outcome)>,
    /// The way that the program is written in, once it is known to be one of the others.
    written: Way,
    on_event: Callback<Event>,
}

/// A run of a comparison, to be shown as one that was run alone.
pub struct ShownRun {
    pub program: Program,
    pub options: Options,
    pub trace: LiveTrace,
    pub output: String,
    pub wall: Nanos,
}

/// For a comparison that components share.
pub type Shared = Rc<RefCell<Comparison>>;

impl Comparison {
    /// Begins to run `program` all ways with `options`, each time with `files` as they are now; the caller hands what
    /// `on_event` gets to [`Comparison::take`].
    pub fn start(program: Program, options: Options, files: Rc<[StoredFile]>, on_event: Callback<Event>) -> Comparison {
        let ways = if has_workers(&program.source) { &Way::ALL[..] } else { &Way::ALL[..1] };
        let runs = |way| if way != Way::Free && options.clock == ClockMode::Real { RUNS } else { 1 };
        let steps = ways.iter().rev().flat_map(|way| std::iter::repeat_n(*way, runs(*way))).collect();
        let outcomes = ways.iter().map(|way| (*way, Outcome::default())).collect();
        let written = Way::AsWritten;
        let mut comparison =
            Comparison { program, options, files, steps, under_way: None, outcomes, written, on_event };
        comparison.next();
        comparison
    }

    pub fn running(&self) -> bool {
        self.under_way.is_some()
    }

    /// The way that is run now.
    pub fn current(&self) -> Option<Way> {
        self.under_way.as_ref().map(|under_way| under_way.way)
    }

    pub fn outcomes(&self) -> &[(Way, Outcome)] {
        &self.outcomes
    }

    pub fn outcome(&self, way: Way) -> Option<&Outcome> {
        self.outcomes.iter().find(|(other, _)| *other == way).map(|(_, outcome)| outcome)
    }

    /// The way that the program is written in: [`Way::AsWritten`] unless that is the same as another.
    pub fn written(&self) -> Way {
        self.written
    }

    /// The run that stands for a way, if it was measured.
    pub fn shown(&self, way: Way) -> Option<ShownRun> {
        let sample = self.outcome(way)?.middle()?;
        Some(ShownRun {
            program: self.program.clone(),
            options: self.options_of(way),
            trace: sample.trace.clone()?,
            output: sample.output.clone(),
            wall: sample.wall,
        })
    }

    pub fn cores(&self) -> u32 {
        self.options.cores
    }

    pub fn is_measured(&self) -> bool {
        self.options.clock == ClockMode::Real
    }

    /// How often a way is run in all.
    pub fn runs(&self) -> usize {
        if self.is_measured() { RUNS } else { 1 }
    }

    pub fn stop(&mut self) {
        self.steps.clear();
        self.under_way = None;
    }

    fn options_of(&self, way: Way) -> Options {
        let mut options = Options { trace: true, ..self.options.clone() };
        options.limits.time_nanos = LIMIT_NANOS;
        if way != Way::AsWritten && options.gil == GilPolicy::Free {
            options.gil = GilPolicy::default();
        }
        match way {
            Way::AsWritten => {}
            Way::Serial => options.backing = Backing::Serial,
            Way::Threads => options.backing = Backing::Threads,
            Way::Processes => options.backing = Backing::Processes,
            // For what it prints: its time is computed.
            Way::Free => (options.backing, options.gil) = (Backing::Threads, GilPolicy::Free),
        }
        options
    }

    fn next(&mut self) {
        self.under_way = None;
        let before = self.outcomes.iter().position(|(way, _)| *way == Way::AsWritten);
        if self.steps.last() != Some(&Way::AsWritten)
            && let Some(place) = before
        {
            self.name_what_is_written(place);
        }
        let Some(way) = self.steps.pop() else { return };
        let on_event = self.on_event.clone();
        let (program, files) = (self.program.clone(), self.files.clone());
        let run = Run::start(program, self.options_of(way), files, move |event| on_event.emit(event));
        self.under_way = Some(UnderWay {
            way,
            _run: run,
            output: String::new(),
            stderr: String::new(),
            trace: LiveTrace::default(),
            wanted_input: false,
        });
    }

    /// A program of threads alone, or of processes alone, is not run that way once more: what was measured of it as
    /// written goes there.
    fn name_what_is_written(&mut self, place: usize) {
        let Some(recording) = self.outcomes[place].1.recording() else { return };
        let recording = recording.borrow();
        let processes = recording.processes().count();
        let several = recording.processes().any(|process| recording.lanes_of(process.pid()).count() > 1);
        let way = match (processes, several) {
            (1, true) if self.options.gil != GilPolicy::Free => Way::Threads,
            (2.., false) => Way::Processes,
            _ => return,
        };
        if !self.steps.contains(&way) {
            return;
        }
        let (_, measured) = self.outcomes.remove(place);
        self.steps.retain(|step| *step != way);
        if let Some((_, outcome)) = self.outcomes.iter_mut().find(|(other, _)| *other == way) {
            *outcome = measured;
        }
        self.written = way;
    }

    /// Takes what came out of the run under way. Says whether there is something new to see.
    pub fn take(&mut self, event: Event) -> bool {
        let Some(under_way) = &mut self.under_way else { return false };
        match event {
            Event::Output { stream: Stream::Stdout, text, .. } if under_way.output.len() < OUTPUT => {
                under_way.output.push_str(&text);
            }
            Event::Output { stream: Stream::Stderr, text, .. } if under_way.stderr.len() < OUTPUT => {
                under_way.stderr.push_str(&text);
            }
            Event::Trace(events) => under_way.trace.push(events, 0.0),
            Event::InputNeeded { .. } => {
                under_way.wanted_input = true;
                let summary = Summary { exit_code: 1, ..Summary::default() };
                self.finish(&summary);
                return true;
            }
            Event::Finished(summary) => {
                self.finish(&summary);
                return true;
            }
            _ => {}
        }
        false
    }

    fn finish(&mut self, summary: &Summary) {
        let Some(mut under_way) = self.under_way.take() else { return };
        let way = under_way.way;
        under_way.trace.finish(summary.wall_nanos);
        let problem = problem(&under_way, summary);
        let failed = problem.is_some();
        let (wall, trace) = match way {
            Way::Free => {
                let threads = self.outcome(Way::Threads).and_then(Outcome::recording);
                let ideal = threads.map(|threads| Concurrency::of(&threads.borrow()).ideal_nanos(self.options.cores));
                (ideal.map(|nanos| nanos as Nanos), None)
            }
            _ => (Some(summary.wall_nanos), Some(under_way.trace)),
        };
        let Some((_, outcome)) = self.outcomes.iter_mut().find(|(other, _)| *other == way) else { return };
        match (problem, wall) {
            (Some(problem), _) => outcome.problem = Some(problem),
            (None, Some(wall)) => {
                outcome.samples.push(Sample { wall, output: under_way.output, trace });
            }
            (None, None) => outcome.problem = Some(Problem::NoThreads),
        }
        if failed {
            // It will not go better another time.
            self.steps.retain(|step| *step != way);
        }
        self.next();
    }
}

fn problem(under_way: &UnderWay, summary: &Summary) -> Option<Problem> {
    if under_way.wanted_input {
        return Some(Problem::WantsInput);
    }
    match (&summary.ended_by, summary.exit_code) {
        (Some(why), _) if why.starts_with("deadlock") => Some(Problem::StandsStill),
        (Some(_), 124) => {
            let recording = under_way.trace.recording();
            let recording = recording.borrow();
            let stands_still = recording.lanes().all(|lane| {
                let last = lane.span_count().checked_sub(1).and_then(|last| lane.span(last));
                lane.end() < recording.end()
                    || last.is_some_and(|span| matches!(span.state, weft_trace::State::Blocked { .. }))
            });
            Some(if stands_still { Problem::StandsStill } else { Problem::TooLong })
        }
        (None, 0) => None,
        (why, _) => {
            let said = under_way.stderr.lines().rev().find(|line| !line.trim().is_empty()).map(str::to_owned);
            let code = format!("exit code {}", summary.exit_code);
            Some(Problem::Error(said.or(why.clone()).unwrap_or(code)))
        }
    }
}

/// Does the program import something that makes threads or processes?
fn has_workers(source: &str) -> bool {
    source.lines().any(|line| {
        let line = line.trim_start();
        (line.starts_with("import ") || line.starts_with("from "))
            && ["threading", "multiprocessing", "concurrent"].iter().any(|name| line.contains(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_with_workers() {
        assert!(has_workers("import time, threading\n"));
        assert!(has_workers("def f():\n    from concurrent.futures import ThreadPoolExecutor\n"));
        assert!(!has_workers("import time\n# threading\nprint('multiprocessing')\n"));
    }

    #[test]
    fn the_middle_and_the_spread() {
        let sample = |wall| Sample { wall, output: String::new(), trace: None };
        let outcome = Outcome { samples: [30, 10, 20].map(sample).into(), ..Outcome::default() };
        assert_eq!((outcome.wall(), outcome.spread()), (Some(20), Some((10, 30))));
        assert_eq!(Outcome::default().wall(), None);
    }
}
