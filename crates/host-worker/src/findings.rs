//! Having a large trace looked through: a worker makes a recording of it once more and says what it finds.

use std::cell::Cell;

use weft_trace::{Finding, Nanos, Recording, decode, findings};

use crate::{
    lone::LoneWorker,
    protocol::{FromWorker, ToWorker},
};

/// In the worker: the next batch of a trace. Not part of its caller, for `www/tools/split.mjs`.
#[inline(never)]
pub(crate) fn add(recording: &mut Recording, batch: &[u8]) -> Result<(), String> {
    recording.push(decode(batch).map_err(|why| why.to_string())?);
    Ok(())
}

/// In the worker: what there is to say of a trace that is complete. Not part of its caller either.
#[inline(never)]
pub(crate) fn of(mut recording: Recording, end: Nanos, cores: u32) -> Vec<Finding> {
    recording.finish(end);
    findings(&recording, cores)
}

/// On the page: a trace that is looked through. Dropping it ends its worker.
pub struct Findings {
    _worker: LoneWorker,
}

impl Findings {
    /// `batches` are those of the trace in their order, each as [`weft_trace::encode`] wrote it; `end` is when the run
    /// ended, `cores` how many cores it had. `on_answer` gets what [`weft_trace::findings()`] finds, or why it could not.
    pub fn start(
        batches: Vec<Vec<u8>>,
        end: Nanos,
        cores: u32,
        on_answer: impl Fn(Result<Vec<Finding>, String>) + 'static,
    ) -> Findings {
        let answered = Cell::new(false);
        let answer = move |answer| {
            if !answered.replace(true) {
                on_answer(answer);
            }
        };
        let worker = LoneWorker::start(move |output| match output {
            FromWorker::Found(found) => answer(Ok(found)),
            FromWorker::Failed(text) => answer(Err(text)),
            _ => {}
        });
        for batch in batches {
            worker.send(ToWorker::Trace(batch));
        }
        worker.send(ToWorker::Find { end, cores });
        Findings { _worker: worker }
    }
}
