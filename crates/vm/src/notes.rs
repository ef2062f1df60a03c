//! What threads did with locks and queues, noted for the trace in few bytes and without stopping the thread.
//!
//! Most events of a trace are locks taken and released and messages put and got, and a program may do nothing else:
//! what it costs to tell of them must not count. So a note has no time of its own but the fuel that was left, from
//! which the scheduler works out the time once the slice is over, and text lies in one piece for all of them.

use serde::{Deserialize, Serialize};

use crate::{
    chunks::Chunks,
    frame::Frame,
    value::{Ref, Value},
    vm::{Clock, Effect, Vm},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Noted {
    Acquire,
    Release,
    Put,
    Get,
}

/// One thing that the current thread did with an object that the trace has been told of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The object's number in the trace.
    pub object: u32,
    /// Of the user's program, from 1; 0 if the thread is in none.
    pub line: u32,
    /// Instructions that were left of the slice.
    pub fuel: u32,
    pub what: Noted,
}

/// What else there is to tell of a message that was put or got.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotedMessage {
    /// Counted by queue from 0.
    pub number: u64,
    /// Messages in the queue afterwards.
    pub depth: u32,
    /// Bytes of the notes' text that are the message's preview.
    pub preview: u32,
}

/// What was noted since the scheduler looked last.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Notes {
    pub list: Chunks<Note>,
    /// Of each note that is of a message.
    pub messages: Chunks<NotedMessage>,
    /// The previews of all messages, one after the other.
    pub text: String,
    /// A bit for each trace number: has the trace been told of that object?
    told: Vec<u64>,
    /// Lines looked up before, by code and instruction.
    #[serde(skip)]
    lines: [(u64, u32); LINES],
}

const LINES: usize = 16;

impl Notes {
    /// Has the trace been told what that object is?
    #[inline]
    pub fn is_told(&self, number: u32) -> bool {
        self.told.get(number as usize / 64).is_some_and(|bits| bits & 1 << (number % 64) != 0)
    }

    /// The trace is told of an object.
    pub fn tell(&mut self, number: u32) {
        let at = number as usize / 64;
        if self.told.len() <= at {
            self.told.resize(at + 1, 0);
        }
        self.told[at] |= 1 << (number % 64);
    }
}

impl Vm {
    /// The current thread has taken or released a lock.
    pub fn note_lock(&mut self, lock: Value, acquired: bool) {
        let number = self.state(lock).map_or(0, |state| state.trace_number);
        self.note_lock_numbered(lock, number, acquired);
    }

    /// The same where the lock's number in the trace is at hand.
    #[inline]
    pub fn note_lock_numbered(&mut self, lock: Value, number: u32, acquired: bool) {
        if !self.environment.gil_enabled {
            self.keep_in_time(lock, acquired, !acquired);
        }
        if self.environment.trace {
            let what = if acquired { Noted::Acquire } else { Noted::Release };
            if self.is_notable(number) {
                let line = self.noted_line();
                self.notes.list.push(Note { object: number, line, fuel: self.fuel, what });
            } else {
                self.effects.push(Effect::Lock { object: lock.as_ref().unwrap_or(Ref::NONE), acquired });
            }
        }
    }

    /// The current thread has put a message to a queue or got one. Of one that was put, up to `limit` characters of its
    /// repr are kept.
    #[inline]
    pub fn note_message(&mut self, queue: Value, number: u64, depth: u32, put: Option<(Value, usize)>) {
        if !self.environment.gil_enabled {
            self.keep_in_time(queue, true, true);
        }
        if self.environment.trace {
            self.note_traced_message(queue, number, depth, put);
        }
    }

    /// Without a GIL each thread has its own virtual time: one that finds what another has left in an object is not
    /// before that.
    pub fn keep_in_time(&mut self, object: Value, finds: bool, leaves: bool) {
        if self.environment.gil_enabled || !matches!(self.clock, Clock::Virtual { .. }) {
            return;
        }
        let now = self.now();
        let Some(state) = self.state_mut(object) else { return };
        let left = state.left_at;
        if leaves {
            state.left_at = left.max(now);
        }
        if finds && left > now {
            self.effects.push(Effect::NotBefore { time: left });
        }
    }

    fn note_traced_message(&mut self, queue: Value, number: u64, depth: u32, put: Option<(Value, usize)>) {
        let what = if put.is_some() { Noted::Put } else { Noted::Get };
        let object = self.state(queue).map_or(0, |state| state.trace_number);
        if !self.is_notable(object) {
            let preview = put.map_or_else(String::new, |(item, limit)| self.preview(item, limit));
            let object = queue.as_ref().unwrap_or(Ref::NONE);
            self.effects.push(Effect::Message { object, number, put: put.is_some(), depth, preview });
            return;
        }
        let before = self.notes.text.len();
        match put {
            // Most messages of programs that send many are numbers.
            Some((Value::Int(i), _)) => self.notes.text.push_str(itoa::Buffer::new().format(i)),
            Some((item, limit)) => {
                let preview = self.preview(item, limit);
                self.notes.text.push_str(&preview);
            }
            None => {}
        }
        let preview = (self.notes.text.len() - before) as u32;
        self.notes.messages.push(NotedMessage { number, depth, preview });
        // Queues are Python in the library: its frame is on top.
        let line = self.look_up_line();
        self.notes.list.push(Note { object, line, fuel: self.fuel, what });
    }

    /// Is a note enough of an object that has this number in the trace: does the trace know it, and does nothing that
    /// came before wait for the scheduler?
    #[inline]
    fn is_notable(&self, number: u32) -> bool {
        self.effects.is_empty() && self.notes.is_told(number)
    }

    /// What [`Vm::line_of`] the current thread is, remembered; for natives that the user's code calls itself.
    #[inline]
    fn noted_line(&mut self) -> u32 {
        // Only lines of the user's are remembered.
        if let Some(frame) = self.thread.frames.last() {
            let (at, key) = place_of_line(frame);
            let (known, line) = self.notes.lines[at];
            if known == key {
                return line;
            }
        }
        self.look_up_line()
    }

    #[inline]
    fn look_up_line(&mut self) -> u32 {
        for frame in self.thread.frames.iter().rev() {
            let loaded = &self.codes[frame.code as usize];
            if loaded.user {
                let (at, key) = place_of_line(frame);
                let known = &mut self.notes.lines[at];
                if known.0 != key {
                    *known = (key, loaded.code.line(frame.pc.saturating_sub(1) as usize));
                }
                return known.1;
            }
        }
        0
    }
}

/// Where the line of a frame's instruction is remembered, and by what. Never by 0: that is what unused places hold.
#[inline]
fn place_of_line(frame: &Frame) -> (usize, u64) {
    let pc = frame.pc.max(1);
    ((pc ^ frame.code) as usize % LINES, u64::from(frame.code) << 32 | u64::from(pc))
}
