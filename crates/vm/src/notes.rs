//! What threads did with locks and queues, noted for the trace in few bytes and without stopping the thread.
//!
//! Most events of a trace are locks taken and released and messages put and got, and a program may do nothing else:
//! what it costs to tell of them must not count. So a note has no time of its own but the fuel that was left, from
//! which the scheduler works out the time once the slice is over, and text lies in one piece for all of them.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::{
    value::{Ref, Value},
    vm::{Effect, Vm},
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
    pub what: Noted,
    /// The object's number in the trace.
    pub object: u32,
    /// Of the user's program, from 1; 0 if the thread is in none.
    pub line: u32,
    /// Instructions that were left of the slice.
    pub fuel: u32,
    /// Of the message, counted by queue from 0.
    pub number: u64,
    /// Messages in the queue afterwards.
    pub depth: u32,
    /// Bytes of the notes' text that are the message's preview.
    pub preview: u32,
}

/// What was noted since the scheduler looked last.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Notes {
    pub list: Vec<Note>,
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
    /// For the trace: the current thread has taken or released a lock.
    #[inline]
    pub fn note_lock(&mut self, lock: Value, acquired: bool) {
        if !self.environment.trace {
            return;
        }
        let what = if acquired { Noted::Acquire } else { Noted::Release };
        match self.notable(lock) {
            Some(object) => self.note(Note { what, object, line: 0, fuel: 0, number: 0, depth: 0, preview: 0 }),
            None => self.effects.push(Effect::Lock { object: lock.as_ref().unwrap_or(Ref::NONE), acquired }),
        }
    }

    /// For the trace: the current thread has put a message to a queue or got one. Of one that was put, up to `limit`
    /// characters of its repr are kept.
    pub fn note_message(&mut self, queue: Value, number: u64, depth: u32, put: Option<(Value, usize)>) {
        if !self.environment.trace {
            return;
        }
        let what = if put.is_some() { Noted::Put } else { Noted::Get };
        let Some(object) = self.notable(queue) else {
            let preview = put.map_or_else(String::new, |(item, limit)| self.preview(item, limit));
            let object = queue.as_ref().unwrap_or(Ref::NONE);
            self.effects.push(Effect::Message { object, number, put: put.is_some(), depth, preview });
            return;
        };
        let before = self.notes.text.len();
        match put {
            Some((Value::Int(i), _)) => {
                // Writing to a string does not fail.
                let _ = write!(self.notes.text, "{i}");
            }
            Some((item, limit)) => {
                let preview = self.preview(item, limit);
                self.notes.text.push_str(&preview);
            }
            None => {}
        }
        let preview = (self.notes.text.len() - before) as u32;
        self.note(Note { what, object, line: 0, fuel: 0, number, depth, preview });
    }

    /// The object's number in the trace, if a note of it is enough: the trace knows the object, and nothing that came
    /// before waits for the scheduler.
    #[inline]
    fn notable(&self, object: Value) -> Option<u32> {
        let number = self.state(object)?.trace_number;
        (self.effects.is_empty() && self.notes.is_told(number)).then_some(number)
    }

    fn note(&mut self, mut note: Note) {
        note.fuel = self.fuel;
        note.line = self.noted_line();
        self.notes.list.push(note);
    }

    /// What [`Vm::line_of`] the current thread is, remembered.
    fn noted_line(&mut self) -> u32 {
        for frame in self.thread.frames.iter().rev() {
            let code = &self.codes[frame.code as usize].code;
            if code.source.user {
                // Never 0: that is what unused places of the table hold.
                let key = u64::from(frame.code) << 32 | u64::from(frame.pc.max(1));
                let place = &mut self.notes.lines[(frame.pc ^ frame.code) as usize % LINES];
                if place.0 != key {
                    *place = (key, code.line(frame.pc.saturating_sub(1) as usize));
                }
                return place.1;
            }
        }
        0
    }
}
