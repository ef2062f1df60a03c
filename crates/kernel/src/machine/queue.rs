//! Queues between processes: bytes in, bytes out, in order.

use std::{collections::VecDeque, sync::Arc};

use weft_trace::{EventKind, Lane, Nanos, ObjectId, ObjectKind, WakeCause};

use super::{Machine, Waiter, pipe::Pipe};
use crate::message::Reply;

#[derive(Clone, Debug)]
pub(super) struct SharedQueue {
    object: ObjectId,
    /// 0: no bound.
    capacity: u64,
    /// The ends of a pipe, and its bound in bytes.
    pub pipe: Option<Pipe>,
    messages: VecDeque<Message>,
    pub getters: VecDeque<Waiter>,
    pub putters: VecDeque<Putter>,
    put: u64,
    got: u64,
    pub closed: bool,
}

#[derive(Clone, Debug)]
struct Message {
    data: Arc<[u8]>,
    /// How much of it has been read, where messages do not matter.
    read: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Putter {
    pub waiter: Waiter,
    data: Arc<[u8]>,
    preview: String,
}

impl SharedQueue {
    /// Has it no room for a message of that many bytes? A pipe always has room for one.
    fn is_full(&self, bytes: usize) -> bool {
        match &self.pipe {
            Some(p) => !self.messages.is_empty() && p.used + bytes as u64 > p.capacity,
            None => self.capacity > 0 && self.messages.len() as u64 >= self.capacity,
        }
    }

    /// Would a `get` answer at once?
    pub fn is_ready(&self) -> bool {
        !self.messages.is_empty() || self.is_at_end()
    }

    /// Will no more messages come?
    fn is_at_end(&self) -> bool {
        self.closed || self.pipe.as_ref().is_some_and(|p| p.writers.is_empty())
    }
}

impl Machine {
    pub(super) fn queue_new(&mut self, at: Nanos, by: Lane, capacity: u64) -> Reply {
        self.add_queue(at, by, capacity, None)
    }

    pub(super) fn add_queue(&mut self, at: Nanos, by: Lane, capacity: u64, pipe: Option<Pipe>) -> Reply {
        let id = self.queues.len() as u64;
        let (kind, label) = match pipe {
            Some(_) => (ObjectKind::Pipe, "Pipe"),
            None => (ObjectKind::ProcessQueue, "Queue"),
        };
        let object = self.new_object(at, by, kind, format!("{label} {}", id + 1));
        self.queues.push(SharedQueue {
            object,
            capacity,
            pipe,
            messages: VecDeque::new(),
            getters: VecDeque::new(),
            putters: VecDeque::new(),
            put: 0,
            got: 0,
            closed: false,
        });
        Reply::Id(id)
    }

    pub(super) fn queue_put(
        &mut self,
        at: Nanos,
        by: Waiter,
        id: u32,
        data: Arc<[u8]>,
        preview: String,
        block: bool,
    ) -> Option<Reply> {
        let Some(q) = self.queues.get_mut(id as usize) else { return Some(Reply::Closed) };
        if q.closed {
            return Some(Reply::Closed);
        }
        let readers_gone = q.pipe.as_ref().is_some_and(|p| p.readers.is_empty());
        if readers_gone {
            return Some(Reply::Closed);
        }
        if q.is_full(data.len()) && q.getters.is_empty() {
            if block {
                q.putters.push_back(Putter { waiter: by, data, preview });
                return None;
            }
            return Some(Reply::None);
        }
        self.enqueue(at, by, id, data, preview);
        Some(Reply::Flag(true))
    }

    pub(super) fn enqueue(&mut self, at: Nanos, by: Lane, id: u32, data: Arc<[u8]>, preview: String) {
        let Some(q) = self.queues.get_mut(id as usize) else { return };
        let object = q.object;
        let number = q.put;
        q.put += 1;
        let bytes = data.len() as u32;
        if let Some(p) = &mut q.pipe {
            p.used += bytes as u64;
        }
        q.messages.push_back(Message { data, read: 0 });
        let depth = q.messages.len() as u32;
        let getter = q.getters.pop_front();
        self.trace(at, by, EventKind::Put { object, number, depth, bytes, preview, line: 0 });
        if let Some(getter) = getter {
            self.wake(at, by, getter, WakeCause::Put, Some(object));
            if let Some(reply) = self.take_message(at, getter, id) {
                self.reply(getter, reply);
            }
        } else {
            self.wake_pollers(at, by, id);
        }
    }

    fn take_message(&mut self, at: Nanos, to: Lane, id: u32) -> Option<Reply> {
        let q = self.queues.get_mut(id as usize)?;
        let message = q.messages.pop_front()?;
        let number = q.got;
        q.got += 1;
        if let Some(p) = &mut q.pipe {
            p.used -= (message.data.len() - message.read) as u64;
        }
        let (object, depth) = (q.object, q.messages.len() as u32);
        let room = q.putters.front().is_some_and(|p| !q.is_full(p.data.len()));
        let putter = if room { q.putters.pop_front() } else { None };
        self.trace(at, to, EventKind::Get { object, number, depth, line: 0 });
        if let Some(p) = putter {
            self.wake(at, to, p.waiter, WakeCause::Get, Some(object));
            self.reply(p.waiter, Reply::Flag(true));
            self.enqueue(at, p.waiter, id, p.data, p.preview);
        }
        // What is left of a message of which a part has been read is rare.
        let data = if message.read == 0 { message.data } else { message.data[message.read..].into() };
        Some(Reply::Message(data))
    }

    pub(super) fn queue_get(&mut self, at: Nanos, by: Waiter, id: u32, block: bool) -> Option<Reply> {
        let Some(q) = self.queues.get_mut(id as usize) else { return Some(Reply::Closed) };
        if q.messages.is_empty() {
            if q.is_at_end() {
                return Some(Reply::Closed);
            }
            if !block {
                return Some(Reply::None);
            }
            q.getters.push_back(by);
            return None;
        }
        self.take_message(at, by, id)
    }

    /// Bytes, where messages do not matter.
    pub(super) fn pipe_read(&mut self, at: Nanos, to: Lane, id: u32, length: usize) -> Reply {
        let mut read = Vec::new();
        while let Some(q) = self.queues.get_mut(id as usize) {
            let Some(message) = q.messages.front_mut() else {
                if read.is_empty() && !q.is_at_end() {
                    return Reply::None;
                }
                break;
            };
            let left = length - read.len();
            if left < message.data.len() - message.read {
                read.extend(&message.data[message.read..message.read + left]);
                message.read += left;
                if let Some(p) = &mut q.pipe {
                    p.used -= left as u64;
                }
                break;
            }
            match self.take_message(at, to, id) {
                Some(Reply::Message(data)) => read.extend(&data[..]),
                _ => break,
            }
        }
        if read.is_empty() && length > 0 { Reply::Closed } else { Reply::Bytes(read) }
    }

    pub(super) fn queue_size(&self, id: u32) -> Reply {
        match self.queues.get(id as usize) {
            Some(q) => Reply::Id(q.messages.len() as u64),
            None => Reply::Closed,
        }
    }

    pub(super) fn queue_close(&mut self, id: u32) -> Reply {
        let Some(q) = self.queues.get_mut(id as usize) else { return Reply::Closed };
        q.closed = true;
        let waiting: Vec<Waiter> = q.getters.drain(..).chain(q.putters.drain(..).map(|p| p.waiter)).collect();
        for waiter in waiting {
            self.reply(waiter, Reply::Closed);
        }
        Reply::None
    }

    /// The trace's object of a queue, for the states of those who wait.
    pub fn queue_object(&self, id: u32) -> Option<ObjectId> {
        self.queues.get(id as usize).map(|q| q.object)
    }
}
