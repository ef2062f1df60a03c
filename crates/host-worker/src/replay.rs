//! The page's side of looking at moments of a run: a worker that runs the program again.

use std::{cell::Cell, rc::Rc};

use weft_session::{GivenInput, Options, Program, ReplayAnswer, ReplayRequest, StoredFile};

use crate::{
    lone::LoneWorker,
    protocol::{FromWorker, ToWorker},
};

/// A run under the virtual clock that can be looked at. Dropping it ends its worker.
pub struct Replay {
    worker: LoneWorker,
    /// The number of what was asked for last.
    asked: Rc<Cell<u32>>,
}

impl Replay {
    /// A run as it was: with the same program and options, the files that it found and the lines of input that it was
    /// given. `on_answer` gets what was asked for last; an error is the last it hears.
    pub fn start(
        program: Program,
        options: Options,
        files: Vec<StoredFile>,
        inputs: Vec<GivenInput>,
        on_answer: impl Fn(Result<ReplayAnswer, String>) + 'static,
    ) -> Replay {
        let asked = Rc::new(Cell::new(0));
        let latest = asked.clone();
        let worker = LoneWorker::start(move |output| match output {
            FromWorker::Replayed { number, answer } if number == latest.get() => on_answer(Ok(answer)),
            FromWorker::Failed(text) => on_answer(Err(text)),
            _ => {}
        });
        worker.send(ToWorker::Replay { program, options, files, inputs });
        Replay { worker, asked }
    }

    /// Ask for a moment; what was asked for before is not answered any more.
    pub fn ask(&self, request: ReplayRequest) {
        let number = self.asked.get() + 1;
        self.asked.set(number);
        self.worker.send(ToWorker::Ask { number, request });
    }
}
