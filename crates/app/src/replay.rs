//! Moments of the last run with stacks and variables: the program is run again in a worker of its own. Under the
//! virtual clock only, where a run can be repeated.

use std::rc::Rc;

use weft_host_worker as host;
use weft_session::{
    ClockMode, Direction, GivenInput, Options, ProcessMoment, Program, ReplayAnswer, ReplayRequest, ReplayStep,
    StoredFile, ThreadMoment, Unit,
};
use weft_trace::{Lane, Nanos};
use yew::Callback;

/// What the worker says.
pub type Answer = Result<ReplayAnswer, String>;

/// A run that can be looked at once it is over.
pub struct Recorded {
    program: Program,
    source: Rc<str>,
    options: Options,
    files: Rc<[StoredFile]>,
    inputs: Vec<GivenInput>,
    over: bool,
    worker: Option<host::Replay>,
    moment: Option<Rc<Shown>>,
    waiting: Waiting,
    /// How the last step or the worker failed.
    trouble: Option<Trouble>,
}

/// The state of the processes at a time.
#[derive(Debug, PartialEq)]
pub struct Shown {
    pub at: Nanos,
    pub processes: Vec<ProcessMoment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    Nothing,
    Moment,
    Step,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    NoStep(Direction),
    Worker(String),
}

/// What a step is: the reader's choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stepping {
    pub unit: Unit,
    /// Of this thread only.
    pub only: Option<Lane>,
}

impl Default for Stepping {
    fn default() -> Stepping {
        Stepping { unit: Unit::Line, only: None }
    }
}

/// What the panel shows of it.
#[derive(Clone, PartialEq)]
pub struct ReplayView {
    /// `None`: the last run was under the real clock, or none was.
    pub ready: Option<Readiness>,
    pub moment: Option<Rc<Shown>>,
    pub waiting: bool,
    pub trouble: Option<Trouble>,
    pub stepping: Stepping,
    /// The program's text as it ran.
    pub source: Rc<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    Running,
    Ready,
}

impl Shown {
    pub fn thread(&self, lane: Lane) -> Option<&ThreadMoment> {
        let process = self.processes.iter().find(|process| process.pid == lane.pid)?;
        process.threads.iter().find(|thread| thread.tid == lane.tid)
    }
}

impl Recorded {
    /// A run that begins and finds `files`; `None` if it cannot be repeated.
    pub fn begin(program: &Program, options: &Options, files: &Rc<[StoredFile]>) -> Option<Recorded> {
        (options.clock == ClockMode::Virtual).then(|| Recorded {
            program: program.clone(),
            source: program.source.as_str().into(),
            options: options.clone(),
            files: files.clone(),
            inputs: Vec::new(),
            over: false,
            worker: None,
            moment: None,
            waiting: Waiting::Nothing,
            trouble: None,
        })
    }

    pub fn given(&mut self, input: GivenInput) {
        self.inputs.push(input);
    }

    pub fn finish(&mut self) {
        self.over = true;
    }

    /// The state at a time, if it is here.
    pub fn at(&self, at: Option<Nanos>) -> Option<&Rc<Shown>> {
        self.moment.as_ref().filter(|moment| Some(moment.at) == at)
    }

    /// Ask for the state at a time, unless it is here.
    pub fn show(&mut self, at: Nanos, on_answer: &Callback<Answer>) {
        if self.over && self.at(Some(at)).is_none() {
            self.trouble = None;
            self.waiting = Waiting::Moment;
            self.ask(ReplayRequest::At(at), on_answer);
        }
    }

    /// Ask for the next step, unless one is under way.
    pub fn step(&mut self, from: Nanos, direction: Direction, stepping: Stepping, on_answer: &Callback<Answer>) {
        if self.over && self.waiting != Waiting::Step {
            let Stepping { unit, only } = stepping;
            self.trouble = None;
            self.waiting = Waiting::Step;
            self.ask(ReplayRequest::Step(ReplayStep { from, direction, unit, only }), on_answer);
        }
    }

    fn ask(&mut self, request: ReplayRequest, on_answer: &Callback<Answer>) {
        let worker = self.worker.get_or_insert_with(|| {
            let on_answer = on_answer.clone();
            let (program, options) = (self.program.clone(), self.options.clone());
            host::Replay::start(program, options, self.files.to_vec(), self.inputs.clone(), move |answer| {
                on_answer.emit(answer);
            })
        });
        worker.ask(request);
    }

    /// The time of the moment that came, if one did.
    pub fn take(&mut self, answer: Answer) -> Option<Nanos> {
        self.waiting = Waiting::Nothing;
        match answer {
            Ok(ReplayAnswer::Moment { at, processes }) => {
                self.moment = Some(Rc::new(Shown { at, processes }));
                return Some(at);
            }
            Ok(ReplayAnswer::NoStep(direction)) => self.trouble = Some(Trouble::NoStep(direction)),
            Err(text) => {
                // Another worker may fare better.
                self.worker = None;
                self.trouble = Some(Trouble::Worker(text));
            }
        }
        None
    }

    /// What to show where the cursor is at `at`.
    pub fn view(&self, at: Option<Nanos>, stepping: Stepping) -> ReplayView {
        ReplayView {
            ready: Some(if self.over { Readiness::Ready } else { Readiness::Running }),
            moment: self.at(at).cloned(),
            waiting: self.waiting != Waiting::Nothing,
            trouble: self.trouble.clone(),
            stepping,
            source: self.source.clone(),
        }
    }
}

impl ReplayView {
    /// Of a run that cannot be repeated.
    pub fn none(stepping: Stepping) -> ReplayView {
        ReplayView { ready: None, moment: None, waiting: false, trouble: None, stepping, source: "".into() }
    }
}
