//! Signals: what a process does on each, and handlers in the middle of what the main thread does.

use serde::{Deserialize, Serialize};

use crate::{
    call::Called,
    frame::{Ret, Thread, Wait},
    natives::Signal,
    vm::Vm,
};

/// `SIGINT`, which has a handler from the beginning: it raises `KeyboardInterrupt`.
const SIGINT: u32 = 2;

/// What a process does on a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    Default,
    Ignore,
    /// Python code, on the main thread.
    Handle,
}

/// Sets of signals have bit `n` for signal `n`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Signals {
    handled: u64,
    ignored: u64,
    /// Arrived, and not handled yet.
    pending: u64,
    /// When `SIGALRM` comes, in nanoseconds of the kernel's clock, and how often from then on (0: once).
    pub alarm: Option<u64>,
    pub alarm_interval: u64,
}

impl Default for Signals {
    fn default() -> Signals {
        Signals { handled: 1 << SIGINT, ignored: 0, pending: 0, alarm: None, alarm_interval: 0 }
    }
}

impl Signals {
    pub fn disposition(&self, signal: u32) -> Disposition {
        match 1u64.checked_shl(signal) {
            Some(bit) if self.handled & bit != 0 => Disposition::Handle,
            Some(bit) if self.ignored & bit != 0 => Disposition::Ignore,
            _ => Disposition::Default,
        }
    }

    pub fn set(&mut self, signal: u32, disposition: Disposition) {
        let Some(bit) = 1u64.checked_shl(signal) else { return };
        self.handled &= !bit;
        self.ignored &= !bit;
        match disposition {
            Disposition::Default => {}
            Disposition::Ignore => self.ignored |= bit,
            Disposition::Handle => self.handled |= bit,
        }
    }

    /// A child has neither its parent's alarm nor the signals that came to its parent.
    pub fn forked(&mut self) {
        self.pending = 0;
        self.alarm = None;
        self.alarm_interval = 0;
    }

    /// A signal that is handled has arrived.
    pub fn arrive(&mut self, signal: u32) {
        self.pending |= 1u64.checked_shl(signal).unwrap_or(0);
    }

    pub fn is_pending(&self) -> bool {
        self.pending != 0
    }
}

/// A wait that a handler runs in the middle of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Aside {
    /// Frames that the thread had.
    depth: usize,
    pub wait: Wait,
}

impl Thread {
    /// Forget those whose handlers have raised: that ended the wait.
    pub fn tidy_asides(&mut self) {
        let frames = self.frames.len();
        self.aside.retain(|a| a.depth < frames);
    }
}

impl Vm {
    /// Have the handlers of pending signals run on the current thread, which is the main one, before
    /// anything else. If it waits, it will go on waiting afterwards.
    pub fn handle_signals(&mut self) {
        let pending = std::mem::take(&mut self.signals.pending);
        if pending == 0 || self.thread.frames.is_empty() {
            return;
        }
        let handler = self.prelude_function("_handle_signals");
        let ret = match self.thread.wait.take() {
            None => Ret::Discard,
            Some(wait) => {
                self.thread.tidy_asides();
                self.thread.aside.push(Aside { depth: self.thread.frames.len(), wait });
                // The instruction that waits is under way: should the handler raise, it is where.
                if let Some(frame) = self.thread.frames.last_mut() {
                    frame.pc += 1;
                }
                Ret::Resume
            }
        };
        let mask = self.int_value(pending.into());
        match self.invoke(handler, &[mask], &[], ret) {
            Ok(Called::Frame | Called::Value(_)) => {}
            Err(_) => {
                self.unwind();
            }
        }
    }

    /// The handler has returned: go on with the wait.
    pub(crate) fn resume_wait(&mut self) -> Result<(), Signal> {
        let aside = self.thread.aside.pop();
        self.thread.wait = aside.map(|a| a.wait);
        if let Some(frame) = self.thread.frames.last_mut() {
            frame.pc -= 1;
        }
        Err(Signal::Wait)
    }
}
