//! The process workers that the kernel worker has.

use std::collections::BTreeMap;

use gloo_timers::callback::Timeout;
use gloo_worker::{Spawnable as _, WorkerBridge, WorkerScope};
use wasm_bindgen::{JsCast as _, JsValue};
use weft_kernel::ToProcess;
use weft_trace::Pid;

use super::{
    KernelWorker, Message,
    running::{Errand, Running},
};
use crate::{codec::Postcard, process_worker::ProcessWorker, protocol::ToWorker, segments};

/// Workers kept ready beside those in use.
const WARM: usize = 2;

/// Of those whose process has ended, as many stay for the next ones; more would hold memory for nothing.
const WARM_AT_MOST: usize = 6;

/// No more than that are in use at once: browsers allow some more, and no machine has that many cores. Other processes
/// stay in the kernel worker, by turns.
const AT_MOST: usize = 48;

/// How long a worker may take to hear of a signal that ends its process whatever that does, in milliseconds: a built-in
/// function runs in one piece.
const KILL_MILLIS: u32 = 300;

/// How long a worker may take to load, in milliseconds.
const LOAD_MILLIS: u32 = 10_000;

pub(super) struct Workers {
    scope: WorkerScope<KernelWorker>,
    crash_channel: String,
    bridges: BTreeMap<u32, WorkerBridge<ProcessWorker>>,
    /// Those that can be given a process.
    ready: Vec<u32>,
    /// Those that have not said that they are there, and when they are given up.
    starting: BTreeMap<u32, Timeout>,
    /// Those whose process has been killed, and when they are ended if it has not heard of that.
    killed: BTreeMap<u32, Timeout>,
    /// One could not be loaded: there is no hope for others.
    failed: bool,
    next_key: u32,
}

impl Workers {
    pub fn new(scope: WorkerScope<KernelWorker>, crash_channel: String) -> Workers {
        Workers {
            scope,
            crash_channel,
            bridges: BTreeMap::new(),
            ready: Vec::new(),
            starting: BTreeMap::new(),
            killed: BTreeMap::new(),
            failed: false,
            next_key: 1,
        }
    }

    /// Start workers, so that some are ready when they are wanted.
    pub fn keep_warm(&mut self) {
        while !self.failed && self.ready.len() + self.starting.len() < WARM && self.bridges.len() < AT_MOST {
            let key = self.next_key;
            self.next_key += 1;
            let heard = self.scope.clone();
            let bridge = ProcessWorker::spawner()
                .callback(move |output| heard.send_message(Message::From(key, output)))
                .with_loader(true)
                .encoding::<Postcard>()
                .spawn("./process_worker_loader.js");
            bridge.send(ToWorker::Hello { key, crash_channel: self.crash_channel.clone() });
            self.bridges.insert(key, bridge);
            let late = self.scope.clone();
            self.starting.insert(key, Timeout::new(LOAD_MILLIS, move || late.send_message(Message::NotLoaded(key))));
        }
    }

    pub fn are_starting(&self) -> bool {
        !self.starting.is_empty()
    }

    /// A worker is there.
    pub fn ready(&mut self, key: u32) {
        if self.starting.remove(&key).is_some() {
            self.ready.push(key);
        }
    }

    /// A worker has taken too long to load: processes stay where they are.
    pub fn not_loaded(&mut self, key: u32) {
        self.failed = true;
        self.remove(key);
    }

    /// A worker's process has ended. `fit`: it may have another.
    pub fn free(&mut self, key: u32, fit: bool) {
        self.killed.remove(&key);
        if fit && self.ready.len() < WARM_AT_MOST && self.bridges.contains_key(&key) {
            self.ready.push(key);
        } else {
            self.remove(key);
        }
    }

    pub fn remove(&mut self, key: u32) {
        self.ready.retain(|k| *k != key);
        self.starting.remove(&key);
        self.killed.remove(&key);
        if self.bridges.remove(&key).is_some() {
            end(key);
        }
    }

    /// End workers that have processes.
    pub fn stop(&mut self, keys: impl Iterator<Item = u32>) {
        keys.for_each(|key| self.remove(key));
    }

    /// Give a process a worker of its own, if one is ready; else it stays for now, and the answer is false.
    pub fn move_out(&mut self, run: &mut Running, pid: Pid) -> bool {
        if self.ready.is_empty() {
            self.keep_warm();
            return false;
        }
        let Some(process) = run.simulated.move_out(pid) else { return false };
        let key = self.ready.remove(0);
        let errand = run.simulated.is_errand(pid);
        if errand {
            run.errand = Some(Errand { pid, received: process.received(), told: Vec::new() });
        }
        match process.save() {
            Ok(saved) => {
                self.tell(key, ToWorker::Process { saved, start: run.start, memory: segments::all(), errand });
            }
            Err(why) => self.scope.send_message(Message::Crashed(key, why)),
        }
        run.away.insert(pid, key);
        self.keep_warm();
        true
    }

    /// What processes that have moved out are told, once they have the memory that it may be of.
    pub fn deliver(&mut self, run: &mut Running) {
        let memory = segments::take_new();
        if !memory.is_empty() {
            for key in run.away.values() {
                self.tell(*key, ToWorker::Memory(memory.clone()));
            }
        }
        let mut messages: BTreeMap<Pid, Vec<ToProcess>> = BTreeMap::new();
        for (pid, message) in run.simulated.take_deliveries() {
            if let Some(errand) = run.errand.as_mut().filter(|errand| errand.pid == pid) {
                errand.told.push(message.clone());
            }
            messages.entry(pid).or_default().push(message);
        }
        for (pid, messages) in messages {
            if let Some(key) = run.away.get(&pid) {
                if let Some(code) = messages.iter().find_map(|message| run.simulated.is_ended_by(pid, message)) {
                    let (late, key) = (self.scope.clone(), *key);
                    let ends = Timeout::new(KILL_MILLIS, move || late.send_message(Message::StillThere(key, code)));
                    self.killed.entry(key).or_insert(ends);
                }
                self.tell(*key, ToWorker::Deliver(messages));
            }
        }
    }

    fn tell(&self, key: u32, message: ToWorker) {
        if let Some(bridge) = self.bridges.get(&key) {
            bridge.send(message);
        }
    }
}

/// Ends a worker at once, whatever it does: gloo-worker only asks it to end. `www/load` counts them as they are made here.
fn end(key: u32) {
    let global = js_sys::global();
    let end = js_sys::Reflect::get(&global, &JsValue::from_str("endWorker"));
    if let Some(end) = end.ok().and_then(|f| f.dyn_into::<js_sys::Function>().ok()) {
        let _ = end.call1(&JsValue::NULL, &JsValue::from(key));
    }
}
