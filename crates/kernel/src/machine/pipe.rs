//! Pipes: streams of messages that end when nobody can write any more, and waiting for several things.

use std::collections::BTreeMap;

use weft_trace::{Lane, Nanos, Pid, WakeCause};

use super::{Machine, Waiter, queue::SharedQueue};
use crate::message::{PipeEnd, Reply};

/// Who has a pipe's ends, and how much is in it.
#[derive(Clone, Debug)]
pub(super) struct Pipe {
    /// Bytes it may hold before writers wait.
    pub capacity: u64,
    pub used: u64,
    /// Ends that each process has.
    pub readers: BTreeMap<Pid, u32>,
    pub writers: BTreeMap<Pid, u32>,
}

impl Pipe {
    fn ends(&mut self, end: PipeEnd) -> &mut BTreeMap<Pid, u32> {
        match end {
            PipeEnd::Read => &mut self.readers,
            PipeEnd::Write => &mut self.writers,
        }
    }
}

/// A thread that waits for any of several things.
#[derive(Clone, Debug)]
pub(super) struct Poller {
    pub waiter: Waiter,
    pub queues: Vec<u32>,
    pub processes: Vec<Pid>,
}

impl Machine {
    pub(super) fn pipe_new(&mut self, at: Nanos, by: Lane, capacity: u64) -> Reply {
        let ends = BTreeMap::from([(by.pid, 1)]);
        self.add_queue(at, by, 0, Some(Pipe { capacity, used: 0, readers: ends.clone(), writers: ends }))
    }

    /// Ends under way count as process 0's.
    pub(super) fn pipe_send(&mut self, id: u32, end: PipeEnd) -> Reply {
        self.pipe_open(Lane { pid: 0, tid: 0 }, id, end)
    }

    /// An end has arrived with a process that was sent it.
    pub(super) fn pipe_arrived(&mut self, at: Nanos, by: Waiter, id: u32, end: PipeEnd) -> Reply {
        let reply = self.pipe_open(by, id, end);
        self.pipe_close(at, Lane { pid: 0, tid: 0 }, id, end);
        reply
    }

    pub(super) fn pipe_open(&mut self, by: Waiter, id: u32, end: PipeEnd) -> Reply {
        match self.queues.get_mut(id as usize).and_then(|q| q.pipe.as_mut()) {
            Some(pipe) => {
                *pipe.ends(end).entry(by.pid).or_insert(0) += 1;
                Reply::None
            }
            None => Reply::Closed,
        }
    }

    pub(super) fn pipe_close(&mut self, at: Nanos, by: Waiter, id: u32, end: PipeEnd) -> Reply {
        let Some(pipe) = self.queues.get_mut(id as usize).and_then(|q| q.pipe.as_mut()) else { return Reply::Closed };
        let ends = pipe.ends(end);
        if let Some(count) = ends.get_mut(&by.pid) {
            *count -= 1;
            if *count == 0 {
                ends.remove(&by.pid);
                self.pipe_changed(at, by, id);
            }
        }
        Reply::None
    }

    /// Whoever waits on a pipe without another side learns it.
    fn pipe_changed(&mut self, at: Nanos, by: Lane, id: u32) {
        let Some(q) = self.queues.get_mut(id as usize) else { return };
        let Some(pipe) = &q.pipe else { return };
        let mut told: Vec<Waiter> = Vec::new();
        if pipe.readers.is_empty() {
            told.extend(q.putters.drain(..).map(|p| p.waiter));
        }
        let ended = pipe.writers.is_empty();
        if ended {
            // Getters wait only while there is no message.
            told.extend(q.getters.drain(..));
        }
        for waiter in told {
            self.wake(at, by, waiter, WakeCause::Release, None);
            self.reply(waiter, Reply::Closed);
        }
        if ended {
            self.wake_pollers(at, by, id);
        }
    }

    pub(super) fn pipes_forked(&mut self, parent: Pid, child: Pid) {
        for pipe in self.queues.iter_mut().filter_map(|q| q.pipe.as_mut()) {
            for ends in [&mut pipe.readers, &mut pipe.writers] {
                if let Some(&count) = ends.get(&parent) {
                    ends.insert(child, count);
                }
            }
        }
    }

    pub(super) fn pipes_exited(&mut self, at: Nanos, pid: Pid) {
        for id in 0..self.queues.len() {
            let Some(pipe) = self.queues[id].pipe.as_mut() else { continue };
            let had = [pipe.readers.remove(&pid), pipe.writers.remove(&pid)];
            if had.iter().any(Option::is_some) {
                self.pipe_changed(at, Lane { pid, tid: 0 }, id as u32);
            }
        }
    }

    pub(super) fn wait_any(&mut self, poller: Poller, block: bool) -> Option<Reply> {
        let queue_ready = |id: &u32| self.queues.get(*id as usize).is_none_or(SharedQueue::is_ready);
        let ended = |pid: &Pid| self.processes.get(pid).is_none_or(|p| p.exit.is_some());
        if poller.queues.iter().any(queue_ready) || poller.processes.iter().any(ended) {
            return Some(Reply::Flag(true));
        }
        if !block {
            return Some(Reply::Flag(false));
        }
        self.pollers.push(poller);
        None
    }

    /// A queue has a message or has come to its end.
    pub(super) fn wake_pollers(&mut self, at: Nanos, by: Lane, id: u32) {
        let object = self.queue_object(id);
        let (ready, rest) = std::mem::take(&mut self.pollers).into_iter().partition(|p| p.queues.contains(&id));
        self.pollers = rest;
        self.answer_pollers(at, by, ready, WakeCause::Put, object);
    }

    pub(super) fn wake_process_pollers(&mut self, at: Nanos, pid: Pid) {
        let (ready, rest) = std::mem::take(&mut self.pollers).into_iter().partition(|p| p.processes.contains(&pid));
        self.pollers = rest;
        self.answer_pollers(at, Lane { pid, tid: 0 }, ready, WakeCause::Join, None);
    }

    fn answer_pollers(
        &mut self,
        at: Nanos,
        by: Lane,
        ready: Vec<Poller>,
        cause: WakeCause,
        object: Option<weft_trace::ObjectId>,
    ) {
        for poller in ready {
            self.wake(at, by, poller.waiter, cause, object);
            self.reply(poller.waiter, Reply::Flag(true));
        }
    }
}
