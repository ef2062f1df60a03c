//! What page, kernel worker and process workers tell each other.

use serde::{Deserialize, Serialize};
use weft_kernel::{ToMachine, ToProcess, bytes};
use weft_session::{Event, GivenInput, Options, Program, ReplayAnswer, ReplayRequest, StoredFile};
use weft_trace::{Finding, Nanos};

use crate::segments::Segment;

/// From the page to the kernel worker. `run` numbers the page's runs, `check` its questions about programs.
#[derive(Debug, Serialize, Deserialize)]
pub enum ToKernel {
    /// The first message: where to cry for help.
    Hello {
        crash_channel: String,
    },
    /// Run a program, which finds `files`.
    Start {
        run: u32,
        program: Program,
        options: Options,
        files: Vec<StoredFile>,
    },
    Stop {
        run: u32,
    },
    /// A line of input with its end; `None` is the end of the input.
    Line {
        run: u32,
        line: Option<String>,
    },
    Check {
        check: u32,
        source: String,
    },
}

/// From the kernel worker to the page.
#[derive(Debug, Serialize, Deserialize)]
pub enum FromKernel {
    /// It has been loaded.
    Ready,
    Events {
        run: u32,
        events: Vec<Event>,
    },
    Checked {
        check: u32,
        mistakes: Vec<Mistake>,
    },
    /// Its memory has grown so much that another one should take its place: it cannot give any back.
    Spent,
}

/// A syntax error of a program that was not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// As the last line of a traceback has it: the exception's name and what it says.
    pub message: String,
    /// From 1.
    pub line: u32,
    /// From 1, in code points.
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// To a process worker: from the kernel worker, or from the page if it is to run a program again.
#[derive(Debug, Serialize, Deserialize)]
pub enum ToWorker {
    /// The first message: who you are, and where to cry for help.
    Hello {
        key: u32,
        crash_channel: String,
    },
    /// Go on with a process, as [`weft_kernel::Process::save`] wrote it. `start` is time 0 of the run in milliseconds
    /// since 1970; `memory` is what processes share so far. From an `errand` it comes back once it has
    /// made its next call.
    Process {
        #[serde(with = "bytes")]
        saved: Vec<u8>,
        start: f64,
        memory: Vec<Segment>,
        errand: bool,
    },
    /// More memory that processes share.
    Memory(Vec<Segment>),
    /// Run a program again, as far as it is asked for.
    Replay {
        program: Program,
        options: Options,
        files: Vec<StoredFile>,
        inputs: Vec<GivenInput>,
    },
    /// Of the run that is run again. What was asked for before is forgotten.
    Ask {
        number: u32,
        request: ReplayRequest,
    },
    /// The next batch of a trace that is to be looked through, as [`weft_trace::encode`] wrote it.
    Trace(#[serde(with = "bytes")] Vec<u8>),
    /// That was all of the trace of a run that ended at `end`: what is to be said of it?
    Find {
        end: Nanos,
        cores: u32,
    },
    Deliver(Vec<ToProcess>),
}

/// From a process worker.
#[derive(Debug, Serialize, Deserialize)]
pub enum FromWorker {
    Ready,
    Messages(Vec<ToMachine>),
    Replayed {
        number: u32,
        answer: ReplayAnswer,
    },
    /// What is to be said of the trace.
    Found(Vec<Finding>),
    /// The process or the trace could not be restored, or the library not be fetched.
    Failed(String),
    /// The process comes back from its errand, with as many messages as it has had since it began. A `Free` follows.
    Back {
        #[serde(with = "bytes")]
        saved: Vec<u8>,
        received: u64,
    },
    /// Its process has ended, and nothing more comes of it. `fit`: it may have another.
    Free {
        fit: bool,
    },
}
