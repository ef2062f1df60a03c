//! The page's side of looking at moments of a run: a worker that runs the program again.

use std::{cell::Cell, rc::Rc};

use gloo_worker::{Spawnable as _, WorkerBridge};
use web_sys::BroadcastChannel;
use weft_session::{GivenInput, Options, Program, ReplayAnswer, ReplayRequest, StoredFile};

use crate::{
    codec::Postcard,
    crash,
    process_worker::ProcessWorker,
    protocol::{FromWorker, ToWorker},
};

/// A run under the virtual clock that can be looked at. Dropping it ends its worker.
pub struct Replay {
    bridge: WorkerBridge<ProcessWorker>,
    /// The number of what was asked for last.
    asked: Rc<Cell<u32>>,
    crashes: Option<BroadcastChannel>,
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
        let on_answer = Rc::new(on_answer);
        let crash_channel = format!("weft-replay-{}", js_sys::Math::random());
        let crashes = crash::listen(&crash_channel, {
            let on_answer = on_answer.clone();
            move |_, text| on_answer(Err(text))
        });
        let latest = asked.clone();
        let heard = move |output| match output {
            FromWorker::Replayed { number, answer } if number == latest.get() => on_answer(Ok(answer)),
            FromWorker::Failed(text) => on_answer(Err(text)),
            _ => {}
        };
        let bridge = ProcessWorker::spawner()
            .callback(heard)
            .with_loader(true)
            .encoding::<Postcard>()
            .spawn("./process_worker_loader.js");
        bridge.send(ToWorker::Hello { key: 0, crash_channel });
        bridge.send(ToWorker::Replay { program, options, files, inputs });
        Replay { bridge, asked, crashes }
    }

    /// Ask for a moment; what was asked for before is not answered any more.
    pub fn ask(&self, request: ReplayRequest) {
        let number = self.asked.get() + 1;
        self.asked.set(number);
        self.bridge.send(ToWorker::Ask { number, request });
    }
}

impl Drop for Replay {
    fn drop(&mut self) {
        if let Some(channel) = &self.crashes {
            channel.close();
        }
    }
}
