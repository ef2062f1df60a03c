//! A process worker that works for the page alone.

use std::rc::Rc;

use gloo_worker::{Spawnable as _, WorkerBridge};
use web_sys::BroadcastChannel;

use crate::{
    codec::Postcard,
    crash,
    process_worker::ProcessWorker,
    protocol::{FromWorker, ToWorker},
};

/// Dropping it ends the worker.
pub(crate) struct LoneWorker {
    bridge: WorkerBridge<ProcessWorker>,
    crashes: Option<BroadcastChannel>,
}

impl LoneWorker {
    /// `heard` gets all that it says; if it crashes, that it has failed.
    pub fn start(heard: impl Fn(FromWorker) + 'static) -> LoneWorker {
        let heard = Rc::new(heard);
        let crash_channel = format!("weft-lone-{}", js_sys::Math::random());
        let crashes = crash::listen(&crash_channel, {
            let heard = heard.clone();
            move |_, text| heard(FromWorker::Failed(text))
        });
        let bridge = ProcessWorker::spawner()
            .callback(move |output| heard(output))
            .with_loader(true)
            .encoding::<Postcard>()
            .spawn("./process_worker_loader.js");
        bridge.send(ToWorker::Hello { key: 0, crash_channel });
        LoneWorker { bridge, crashes }
    }

    pub fn send(&self, message: ToWorker) {
        self.bridge.send(message);
    }
}

impl Drop for LoneWorker {
    fn drop(&mut self) {
        if let Some(channel) = &self.crashes {
            channel.close();
        }
    }
}
