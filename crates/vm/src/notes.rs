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
    pub preview: NotedPreview,
}

/// The beginning of a message's repr.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum NotedPreview {
    /// It was got: its preview came when it was put.
    None,
    /// Most messages of programs that send many are numbers: written out when somebody reads them.
    Int(i64),
    /// So many bytes of the notes' text.
    Text(u32),
}

/// What was noted since the scheduler looked last.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notes {
    pub list: Chunks<Note>,
    /// Of each note that is of a message.
    pub messages: Chunks<NotedMessage>,
    /// The previews of all messages, one after the other.
    pub text: String,
    /// The trace has been told of the objects whose trace numbers are that and above.
    told_from: u32,
    /// The line of the last note of each kind, by its place.
    #[serde(skip, default = "no_lines")]
    last: [(u64, u32); KINDS],
    /// Lines looked up before, by place.
    #[serde(skip, default = "no_lines")]
    lines: [(u64, u32); LINES],
}

/// Of [`Noted`].
const KINDS: usize = 4;

const LINES: usize = 16;

/// No line is remembered by this: code and instruction are never both that large.
const NOWHERE: u64 = u64::MAX;

fn no_lines<const N: usize>() -> [(u64, u32); N] {
    [(NOWHERE, 0); N]
}

impl Default for Notes {
    fn default() -> Notes {
        Notes {
            list: Chunks::default(),
            messages: Chunks::default(),
            text: String::new(),
            told_from: 1,
            last: no_lines(),
            lines: no_lines(),
        }
    }
}

impl Notes {
    /// Has the trace been told what the object with that number is? Numbers are given when it is.
    #[inline]
    pub fn is_told(&self, number: u32) -> bool {
        number >= self.told_from
    }
}

impl Vm {
    /// What was noted is another's, as are the objects' numbers in the trace.
    pub fn forget_notes(&mut self) {
        self.notes = Notes { told_from: self.trace_numbers + 1, ..Notes::default() };
    }

    /// The current thread has taken or released a lock.
    #[inline]
    pub fn note_lock(&mut self, lock: Value, acquired: bool) {
        let number = self.state(lock).map_or(0, |state| state.trace_number);
        self.note_lock_numbered(lock, number, acquired);
    }

    /// The same where the lock's number in the trace is at hand.
    #[inline(always)]
    pub fn note_lock_numbered(&mut self, lock: Value, number: u32, acquired: bool) {
        if !self.environment.gil_enabled {
            self.keep_in_time(lock, acquired, !acquired);
        }
        if self.environment.trace {
            if self.is_notable(number) {
                self.note(if acquired { Noted::Acquire } else { Noted::Release }, number);
            } else {
                self.tell_of_lock(lock, acquired);
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn tell_of_lock(&mut self, lock: Value, acquired: bool) {
        self.effects.push(Effect::Lock { object: lock.as_ref().unwrap_or(Ref::NONE), acquired });
    }

    /// The current thread has put a message to a queue or got one. Of one that was put, up to `limit` characters of its
    /// repr are kept. `object` is the queue's number in the trace; the message has one of its own, by queue from 0.
    #[inline]
    pub fn note_message(&mut self, queue: Value, object: u32, number: u64, depth: u32, put: Option<(Value, usize)>) {
        if !self.environment.gil_enabled {
            self.keep_in_time(queue, true, true);
        }
        if self.environment.trace {
            if self.is_notable(object) {
                self.note_told_message(object, number, depth, put);
            } else {
                self.tell_of_message(queue, number, depth, put);
            }
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

    #[inline(always)]
    fn note_told_message(&mut self, object: u32, number: u64, depth: u32, put: Option<(Value, usize)>) {
        let (what, preview) = match put {
            None => (Noted::Get, NotedPreview::None),
            Some((Value::Int(i), _)) => (Noted::Put, NotedPreview::Int(i)),
            Some((item, limit)) => (Noted::Put, self.noted_preview(item, limit)),
        };
        self.notes.messages.push(NotedMessage { number, depth, preview });
        self.note(what, object);
    }

    fn noted_preview(&mut self, item: Value, limit: usize) -> NotedPreview {
        let preview = self.preview(item, limit);
        self.notes.text.push_str(&preview);
        NotedPreview::Text(preview.len() as u32)
    }

    #[cold]
    #[inline(never)]
    fn tell_of_message(&mut self, queue: Value, number: u64, depth: u32, put: Option<(Value, usize)>) {
        let preview = put.map_or_else(String::new, |(item, limit)| self.preview(item, limit));
        let object = queue.as_ref().unwrap_or(Ref::NONE);
        self.effects.push(Effect::Message { object, number, put: put.is_some(), depth, preview });
    }

    /// Is a note enough of an object that has this number in the trace: does the trace know it, and does nothing that
    /// came before wait for the scheduler?
    #[inline(always)]
    fn is_notable(&self, number: u32) -> bool {
        self.notes.is_told(number) && self.effects.is_empty()
    }

    #[inline(always)]
    fn note(&mut self, what: Noted, object: u32) {
        let line = self.noted_line(what);
        self.notes.list.push(Note { object, line, fuel: self.fuel, what });
    }

    /// What [`Vm::line_of`] the current thread is, remembered by the place of the topmost frame if that is of the
    /// user's program.
    #[inline(always)]
    fn noted_line(&mut self, what: Noted) -> u32 {
        if let Some(frame) = self.thread.frames.last() {
            let (key, line) = self.notes.last[what as usize];
            if key == place(frame) {
                return line;
            }
        }
        self.look_up_line(what)
    }

    #[inline(never)]
    fn look_up_line(&mut self, what: Noted) -> u32 {
        for frame in self.thread.frames.iter().rev() {
            let loaded = &self.codes[frame.code as usize];
            if loaded.user {
                let known = &mut self.notes.lines[frame.pc as usize % LINES];
                if known.0 != place(frame) {
                    *known = (place(frame), loaded.code.line(frame.pc.saturating_sub(1) as usize));
                }
                self.notes.last[what as usize] = *known;
                return known.1;
            }
        }
        0
    }
}

/// What the line of a frame's instruction is remembered by.
#[inline(always)]
fn place(frame: &Frame) -> u64 {
    u64::from(frame.pc) << 32 | u64::from(frame.code)
}
