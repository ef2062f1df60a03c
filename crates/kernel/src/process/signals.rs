//! Signals that come to a process.

use weft_trace::Nanos;
use weft_vm::{Disposition, Ref, WaitOutcome, WaitReason, WakeWhy};

use super::{Process, thread::Status};
use crate::message::{HARMLESS, ToMachine};

const SIGKILL: i32 = 9;
const SIGALRM: i32 = 14;

impl Process {
    pub(super) fn signal(&mut self, signal: i32) {
        let disposition = match signal {
            SIGKILL => Disposition::Default,
            _ => self.vm.signals.disposition(signal as u32),
        };
        match disposition {
            Disposition::Ignore => {}
            Disposition::Default if HARMLESS.contains(&signal) => {}
            Disposition::Default => self.exit(-signal),
            Disposition::Handle => {
                self.vm.signals.arrive(signal as u32);
                self.interrupt_main();
            }
        }
    }

    /// If the main thread waits, have it run: a handler comes first.
    fn interrupt_main(&mut self) {
        let (at, main) = (self.time(), self.main);
        match self.threads.get_mut(&main) {
            // It has been asked for already.
            Some(Status::Blocked { request: true, cancelling: true, .. }) => {}
            Some(Status::Blocked { request: true, cancelling, deadline, .. }) => {
                // Only the machine knows whether the answer is on its way.
                *cancelling = true;
                if let Some(d) = deadline.take() {
                    self.waiting.forget_deadline(main, d);
                }
                self.outbox.push(ToMachine::Cancel { at, tid: main });
            }
            Some(Status::Blocked { .. }) => self.make_ready(main),
            _ => {}
        }
    }

    /// Is it time for SIGALRM?
    pub(super) fn ring_alarm(&mut self, now: Nanos) {
        let signals = &mut self.vm.signals;
        let Some(due) = signals.alarm.filter(|due| *due <= now) else { return };
        signals.alarm = match signals.alarm_interval {
            0 => None,
            // Rings that were missed are one.
            interval => Some(due + interval * ((now - due) / interval + 1)),
        };
        self.signal(SIGALRM);
    }

    /// Something is there that the main thread waited for before a handler began. True if so.
    pub(super) fn wake_aside(&mut self, object: Ref, why: WakeWhy) -> bool {
        let waits = matches!(self.threads.get(&self.main), Some(Status::Blocked { .. }));
        let Some(thread) = self.vm.thread_by_id_mut(self.main) else { return false };
        thread.tidy_asides();
        let taken_out = thread.wait.as_mut().filter(|_| !waits);
        let mut all = thread.aside.iter_mut().map(|a| &mut a.wait).chain(taken_out);
        let found = all.find(|w| {
            w.outcome == WaitOutcome::Pending
                && w.object.as_ref() == Some(object)
                && !matches!(w.reason, WaitReason::Request(_))
                && why.ends(&w.reason)
        });
        found.map(|w| w.outcome = WaitOutcome::Woken).is_some()
    }
}
