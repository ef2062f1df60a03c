//! `sys.settrace` and `sys.setprofile`.
//!
//! A thread that has such a function runs instruction by instruction ([`Vm::run`] sees to it, so the interpreter loop
//! knows nothing of it). What is to be told of an instruction is found out before it runs; the function's frame is
//! entered between two instructions, as a signal handler's is, and nothing is told while it runs. Exceptions are told
//! while they travel (`unwind.rs`). Only code of the user's is told of: the library is Weft's own, with other lines
//! than CPython's. The words and their order are CPython 3.11's (`Python/ceval.c`, `Python/sysmodule.c`).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use weft_code::{Instr, SpecialMethod};

use crate::{
    call::Called,
    frame::Ret,
    natives::{Native, NativeDef, Signal, native},
    object::{FrameData, Payload},
    types,
    value::{Ref, Value},
    vm::{Clock, Effect, Stop, Vm},
};

/// What a thread that is traced or profiled knows of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tracing {
    /// The functions of `sys.settrace` and `sys.setprofile`, or None.
    trace: Value,
    profile: Value,
    /// Frames that are known, outermost first.
    frames: Vec<Traced>,
    /// Frames below this many were there before the functions were: nobody tells of their beginning.
    before: u32,
    /// What is to be told before the next instruction.
    queue: VecDeque<Report>,
    /// What is being told.
    current: Option<Report>,
    /// All that the next instruction gives rise to is in the queue, or told.
    looked: bool,
    /// The exception that is on its way while it is told of.
    travelling: Value,
    /// The innermost frame has told of the exception.
    told: bool,
    /// What generators that delegate gave last.
    yielded: Value,
}

/// A frame of the thread's.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Traced {
    depth: u32,
    /// The frame object, which holds `f_trace`.
    object: Ref,
    /// The line and the instruction looked at last.
    line: u32,
    pc: u32,
    /// Its end has been told.
    ended: bool,
    /// The built-in function that it is calling; unbound for none.
    callee: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Event {
    Call,
    Line,
    Opcode,
    Return,
    Exception,
    CCall,
    CReturn,
    CException,
}

impl Event {
    fn name(self) -> &'static str {
        match self {
            Event::Call => "call",
            Event::Line => "line",
            Event::Opcode => "opcode",
            Event::Return => "return",
            Event::Exception => "exception",
            Event::CCall => "c_call",
            Event::CReturn => "c_return",
            Event::CException => "c_exception",
        }
    }
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Report {
    event: Event,
    /// For the profile function, else for the trace function.
    profile: bool,
    /// The frame's object.
    frame: Ref,
    argument: Value,
    /// The frame's next instruction is the one meant, else the one before it.
    next: bool,
    /// The line, if it is not that of the instruction.
    line: Option<u32>,
}

/// What came of telling a function.
pub(crate) enum Told {
    /// Its frame has been entered.
    Entered,
    /// It has been called, or there is none.
    Done,
    /// It has raised; `thread.raised` says what.
    Raised,
}

impl Default for Tracing {
    fn default() -> Tracing {
        Tracing {
            trace: Value::None,
            profile: Value::None,
            frames: Vec::new(),
            before: 0,
            queue: VecDeque::new(),
            current: None,
            looked: false,
            travelling: Value::Unbound,
            told: false,
            yielded: Value::None,
        }
    }
}

impl Tracing {
    pub fn trace(&self, visit: &mut impl FnMut(Value)) {
        [self.trace, self.profile, self.travelling, self.yielded].into_iter().for_each(&mut *visit);
        for frame in &self.frames {
            visit(Value::Ref(frame.object));
            visit(frame.callee);
        }
        for report in self.queue.iter().chain(&self.current) {
            visit(Value::Ref(report.frame));
            visit(report.argument);
        }
    }

    /// Is there anything to tell anybody?
    fn is_active(&self) -> bool {
        !self.trace.is_none() || !self.profile.is_none() || self.current.is_some() || !self.travelling.is_unbound()
    }

    fn frame(&self, object: Ref) -> Option<&Traced> {
        self.frames.iter().rev().find(|f| f.object == object)
    }

    /// The known frame that stands at a depth.
    fn at(&self, depth: usize) -> Option<&Traced> {
        self.frames.iter().rev().find(|f| f.depth as usize == depth && !f.ended)
    }

    fn report(&mut self, event: Event, profile: bool, frame: Ref, argument: Value, next: bool) {
        self.queue.push_back(Report { event, profile, frame, argument, next, line: None });
    }
}

impl Vm {
    pub(crate) fn is_traced(&self) -> bool {
        self.thread.tracing.as_ref().is_some_and(|t| t.is_active())
    }

    /// Does what [`Vm::run`] does, and tells the thread's functions.
    pub(crate) fn run_traced(&mut self, fuel: u32) -> Stop {
        let clock = self.clock;
        let mut left = fuel;
        let stop = loop {
            if left == 0 {
                break Stop::OutOfFuel;
            }
            if let Clock::Virtual { start, nanos_per_instruction, slice_fuel } = clock {
                let start = start + u64::from(slice_fuel.saturating_sub(left)) * u64::from(nanos_per_instruction);
                self.clock = Clock::Virtual { start, nanos_per_instruction, slice_fuel: 1 };
            }
            if self.thread.tracing.as_ref().is_some_and(|t| t.current.is_none()) && !self.tell_of_next() {
                break Stop::Ended;
            }
            let telling = self.thread.tracing.as_ref().is_some_and(|t| t.current.is_some());
            let notes = self.notes.list.len();
            let stop = self.run_plain(1);
            left -= 1;
            if self.notes.list.len() > notes
                && let Some(note) = self.notes.list.last_mut()
            {
                note.fuel += left;
            }
            if stop != Stop::Wait
                && !telling
                && let Some(t) = self.thread.tracing.as_mut()
                && t.current.is_none()
            {
                t.looked = false;
            }
            if stop != Stop::OutOfFuel {
                break stop;
            }
        };
        self.clock = clock;
        self.set_fuel_left(left);
        stop
    }

    /// Before an instruction: what there is to tell is told by entering a function's frame, one after the other. False
    /// if the thread has ended.
    fn tell_of_next(&mut self) -> bool {
        loop {
            let Some(t) = self.thread.tracing.as_mut() else { return true };
            if let Some(report) = t.queue.pop_front() {
                match self.tell(report) {
                    Told::Entered => return true,
                    Told::Done => continue,
                    Told::Raised if self.unwind() => continue,
                    Told::Raised => return false,
                }
            }
            if !t.travelling.is_unbound() {
                // All has been told of the exception in this frame: on it goes.
                self.thread.raised = std::mem::replace(&mut t.travelling, Value::Unbound);
                t.told = true;
                t.looked = false;
                self.reraise = true;
                if !self.unwind() {
                    return false;
                }
                if self.thread.tracing.as_ref().is_some_and(|t| t.current.is_some()) {
                    return true;
                }
                continue;
            }
            if t.looked || !t.is_active() {
                return true;
            }
            t.looked = true;
            self.look_at_next();
        }
    }

    /// Call a function with an event.
    fn tell(&mut self, report: Report) -> Told {
        let Report { event, profile, frame, argument, .. } = report;
        let Some(t) = self.thread.tracing.as_ref() else { return Told::Done };
        let Some(data) = self.frame_at(frame) else { return Told::Done };
        let function = match (profile, event) {
            (true, _) => t.profile,
            _ if t.trace.is_none() => Value::None,
            (false, Event::Call) => t.trace,
            (false, Event::Line) if !data.trace_lines => Value::None,
            (false, Event::Opcode) if !data.trace_opcodes => Value::None,
            (false, _) => data.trace,
        };
        if function.is_none() {
            return Told::Done;
        }
        let name = self.heap.intern(event.name());
        let args = [Value::Ref(frame), Value::Ref(name), argument];
        let (reraise, depth) = (std::mem::take(&mut self.reraise), self.thread.frames.len());
        if let Some(t) = self.thread.tracing.as_mut() {
            t.current = Some(report);
        }
        let outcome = self.invoke(function, &args, &[], Ret::Traced);
        self.reraise = reraise;
        let outcome = match outcome {
            Err(Signal::Call) => self.dispatch(Ret::Traced),
            Err(s) => Err(s),
            Ok(Called::Frame) => Ok(()),
            Ok(Called::Value(value)) => {
                self.told(value);
                Ok(())
            }
        };
        match outcome {
            Ok(()) if self.thread.frames.len() > depth => Told::Entered,
            Ok(()) => Told::Done,
            Err(Signal::Wait) => {
                // A built-in function that waits has no frame to wait in.
                self.thread.wait = None;
                self.told(Value::None);
                Told::Done
            }
            Err(_) => {
                self.tracer_raised();
                Told::Raised
            }
        }
    }

    /// The function has returned.
    pub(crate) fn told(&mut self, value: Value) {
        let Some(report) = self.thread.tracing.as_mut().and_then(|t| t.current.take()) else { return };
        if !report.profile
            && !value.is_none()
            && let Payload::Frame(f) = self.heap.payload_mut(report.frame)
        {
            f.trace = value;
        }
        self.forget_tracing();
    }

    /// The function has raised: it is not called again, and what it raised is the program's affair.
    pub(crate) fn tracer_raised(&mut self) {
        let Some(t) = self.thread.tracing.as_mut() else { return };
        let Some(report) = t.current.take() else { return };
        if report.profile {
            t.profile = Value::None;
        } else {
            t.trace = Value::None;
        }
        t.queue.clear();
        t.travelling = Value::Unbound;
        t.looked = false;
        t.told = false;
        if let Payload::Frame(f) = self.heap.payload_mut(report.frame)
            && !report.profile
        {
            f.trace = Value::None;
        }
        // The exception is that of the instruction that was about to run.
        if report.next
            && let Some(frame) = self.thread.frames.last_mut()
        {
            frame.pc += 1;
        }
        self.forget_tracing();
    }

    /// Nothing is left of it once nobody wants to know, but the frames that have a function of their own.
    fn forget_tracing(&mut self) {
        let Some(t) = self.thread.tracing.as_ref().filter(|t| !t.is_active()) else { return };
        let has_function = |f: &Traced| self.frame_at(f.object).is_some_and(|data| !data.trace.is_none());
        let kept: Vec<bool> = t.frames.iter().map(has_function).collect();
        if !kept.contains(&true) {
            self.thread.tracing = None;
        } else if let Some(t) = self.thread.tracing.as_mut() {
            let mut kept = kept.into_iter();
            t.frames.retain(|_| kept.next().unwrap_or(false));
        }
    }

    /// What the innermost frame's next instruction gives rise to.
    fn look_at_next(&mut self) {
        let depth = self.thread.frames.len();
        self.leave_frames(depth);
        let Some(frame) = self.thread.frames.last() else { return };
        let (number, pc, base) = (frame.code, frame.pc as usize, frame.base as usize);
        let code = self.codes[number as usize].code.clone();
        if !code.source.user {
            return;
        }
        let Some(instr) = code.instrs.get(pc).copied() else { return };
        let span = code.spans.get(pc).copied().unwrap_or_default();
        let line = code.line(pc);
        let new = self.thread.tracing.as_ref().is_some_and(|t| t.at(depth - 1).is_none());
        if new {
            self.know_frame(depth - 1);
        }
        let Some(at) = self.thread.tracing.as_ref().and_then(|t| t.frames.iter().rposition(|f| !f.ended)) else {
            return;
        };
        let object = match &self.thread.tracing {
            Some(t) => t.frames[at].object,
            None => return,
        };
        let local = self.frame_at(object).map_or(Value::None, |f| f.trace);
        let register = |vm: &Vm, r: u16| vm.thread.stack.get(base + r as usize).copied().unwrap_or(Value::Unbound);
        let left = match instr {
            Instr::Return { src } | Instr::Yield { src, .. } => Some(register(self, src)),
            Instr::ReturnNone => Some(Value::None),
            _ => None,
        };
        let profiled = self.thread.tracing.as_ref().is_some_and(|t| !t.profile.is_none());
        let callee = if profiled { self.built_in_callee(instr, &code.instrs, pc, base) } else { Value::Unbound };
        let quiet = code.quiet.iter().filter(|(at, _)| *at as usize == pc).map(|(_, start)| code.source.line(*start));
        let Some(t) = self.thread.tracing.as_mut() else { return };
        let known = &mut t.frames[at];
        // Statements that have no instruction are passed on the way forwards.
        let mut passed = Vec::new();
        if new && pc == 0 || pc > known.pc as usize {
            for line in quiet {
                if line != known.line {
                    known.line = line;
                    passed.push(line);
                }
            }
        }
        let begins = new && depth > t.before as usize;
        // A jump backwards begins its line anew. What the compiler made up has no line.
        let begun = span.start < span.end && (line != known.line || pc < known.pc as usize);
        let done = std::mem::replace(&mut known.callee, callee);
        if span.start < span.end {
            known.line = line;
        }
        known.pc = pc as u32;
        if !done.is_unbound() {
            t.report(Event::CReturn, true, object, done, false);
        }
        // `f_trace` may be what the function says when it is told of the call: it is looked up when it is time.
        let traced = !local.is_none() || begins;
        if begins {
            t.report(Event::Call, false, object, Value::None, true);
            t.report(Event::Call, true, object, Value::None, true);
        }
        for line in passed.into_iter().filter(|_| traced) {
            let (event, line) = (Event::Line, Some(line));
            t.queue.push_back(Report { event, profile: false, frame: object, argument: Value::None, next: true, line });
        }
        if traced && begun {
            t.report(Event::Line, false, object, Value::None, true);
        }
        if traced {
            t.report(Event::Opcode, false, object, Value::None, true);
        }
        if let Some(value) = left {
            t.yielded = value;
            t.frames[at].ended = true;
            t.report(Event::Return, false, object, value, true);
            t.report(Event::Return, true, object, value, true);
        }
        if !callee.is_unbound() {
            t.report(Event::CCall, true, object, callee, true);
        }
    }

    /// Frames that are no more: those of generators that delegate left without a word.
    fn leave_frames(&mut self, depth: usize) {
        let Some(t) = self.thread.tracing.as_mut() else { return };
        t.before = t.before.min(depth as u32);
        while let Some(last) = t.frames.last().filter(|f| f.ended || f.depth as usize >= depth).cloned() {
            t.frames.pop();
            if !last.ended {
                let value = t.yielded;
                t.report(Event::Return, false, last.object, value, false);
                t.report(Event::Return, true, last.object, value, false);
                if let Payload::Frame(f) = self.heap.payload_mut(last.object) {
                    f.pc = last.pc;
                }
            }
        }
    }

    /// Make a frame object for a frame of the current thread, and remember the two together.
    fn know_frame(&mut self, depth: usize) {
        let object = self.object_to_trace(depth);
        let before = self.thread.tracing.as_ref().is_some_and(|t| depth < t.before as usize);
        let frame = &self.thread.frames[depth];
        // What was there before goes on with its line, and so does a generator.
        let (line, pc) = match before || frame.pc > 0 {
            true => (self.codes[frame.code as usize].code.line(frame.pc.saturating_sub(1) as usize), frame.pc),
            false => (0, 0),
        };
        let known = Traced { depth: depth as u32, object, line, pc, ended: false, callee: Value::Unbound };
        let Some(t) = self.thread.tracing.as_mut() else { return };
        let at = t.frames.partition_point(|f| (f.depth as usize) < depth);
        t.frames.insert(at, known);
    }

    /// The frame object of a frame of the current thread that is not known yet. A generator has the same one each time
    /// that it goes on.
    fn object_to_trace(&mut self, depth: usize) -> Ref {
        let fresh = self.frame_object(depth, false);
        let generator = self.thread.frames[depth].generator;
        let before = self.generator(generator).map_or(Ref::NONE, |g| g.traced_as);
        let Some(data) = self.frame_at(fresh).cloned() else { return fresh };
        if let Payload::Frame(f) = self.heap.payload_mut(before)
            && before.is_some()
        {
            (f.back, f.place) = (data.back, data.place);
            return before;
        }
        if let Some(g) = self.generator_mut(generator) {
            g.traced_as = fresh;
        }
        fresh
    }

    /// The built-in function that an instruction calls, as the profile function is told of it.
    fn built_in_callee(&mut self, instr: Instr, instrs: &[Instr], pc: usize, base: usize) -> Value {
        let (at, method) = match instr {
            Instr::Call { base, .. } | Instr::CallKeywords { base, .. } | Instr::CallUnpacked { base } => (base, false),
            Instr::CallMethod { base, .. } | Instr::CallMethodKeywords { base, .. } => (base, true),
            _ => return Value::Unbound,
        };
        // `with` enters without a call.
        if let Some(Instr::LoadSpecial { which: SpecialMethod::Enter, base, .. }) = pc.checked_sub(1).map(|i| instrs[i])
            && base == at
        {
            return Value::Unbound;
        }
        let register = |vm: &Vm, r: u16| vm.thread.stack.get(base + r as usize).copied().unwrap_or(Value::Unbound);
        let callee = register(self, at);
        let receiver = if method { register(self, at + 1) } else { Value::Unbound };
        match self.class_of(callee) {
            types::METHOD_DESCRIPTOR | types::BUILTIN_FUNCTION if !receiver.is_unbound() => {
                self.bind_method(callee, receiver)
            }
            types::METHOD_DESCRIPTOR | types::BUILTIN_FUNCTION => callee,
            _ => Value::Unbound,
        }
    }

    /// An exception has come to the innermost frame. If a function's frame has been entered to tell of it, the
    /// exception goes on when that has returned.
    pub(crate) fn tell_of_exception(&mut self, exc: Value, handled: bool) -> Told {
        let depth = self.thread.frames.len();
        let Some(t) = self.thread.tracing.as_mut() else { return Told::Done };
        if std::mem::take(&mut t.told) || !t.is_active() || t.current.is_some() {
            return Told::Done;
        }
        self.leave_frames(depth);
        if !self.thread.frames.last().is_some_and(|f| self.codes[f.code as usize].code.source.user) {
            return Told::Done;
        }
        let unknown = self.thread.tracing.as_ref().is_some_and(|t| t.at(depth - 1).is_none());
        if unknown {
            self.know_frame(depth - 1);
        }
        let traceback = self.exception(exc).map_or(Value::None, |e| e.traceback.or_none());
        let class = Value::Ref(self.class_of(exc));
        let argument = self.tuple(vec![class, exc, traceback]);
        let Some(t) = self.thread.tracing.as_mut() else { return Told::Done };
        let Some(at) = t.frames.iter().rposition(|f| !f.ended) else { return Told::Done };
        let object = t.frames[at].object;
        t.travelling = exc;
        t.looked = true;
        let callee = std::mem::replace(&mut t.frames[at].callee, Value::Unbound);
        if !callee.is_unbound() {
            t.report(Event::CException, true, object, callee, false);
        }
        t.report(Event::Exception, false, object, argument, false);
        if !handled {
            t.frames[at].ended = true;
            t.report(Event::Return, false, object, Value::None, false);
            t.report(Event::Return, true, object, Value::None, false);
        }
        while let Some(report) = self.thread.tracing.as_mut().and_then(|t| t.queue.pop_front()) {
            match self.tell(report) {
                Told::Done => {}
                entered_or_raised => return entered_or_raised,
            }
        }
        if let Some(t) = self.thread.tracing.as_mut() {
            t.travelling = Value::Unbound;
        }
        Told::Done
    }

    /// What generators give that others delegate to.
    pub(crate) fn note_yielded(&mut self, value: Value) {
        if let Some(t) = self.thread.tracing.as_mut() {
            t.yielded = value;
        }
    }

    fn frame_at(&self, object: Ref) -> Option<&FrameData> {
        match self.heap.payload(object) {
            Payload::Frame(f) => Some(f),
            _ => None,
        }
    }

    /// The object by which a frame of the current thread is known already.
    pub(crate) fn known_frame(&self, depth: usize) -> Option<Ref> {
        let t = self.thread.tracing.as_ref()?;
        let object = t.frames.iter().rev().find(|f| f.depth as usize == depth)?.object;
        // While nobody looks, frames end, and others stand in their places.
        let code = self.thread.frames.get(depth)?.code;
        self.frame_at(object).is_some_and(|data| data.code == code).then_some(object)
    }

    /// Where the frame of an object stands now, if it is a traced one of the current thread's: its depth and the
    /// instruction that it is at, if it has begun.
    pub(crate) fn live_frame(&self, object: Ref) -> Option<(usize, Option<u32>)> {
        let t = self.thread.tracing.as_ref()?;
        let depth = t.frame(object)?.depth as usize;
        let frame = self.thread.frames.get(depth)?;
        self.known_frame(depth).filter(|known| *known == object)?;
        let told = t.current.filter(|report| report.frame == object);
        let next = told.is_some_and(|report| report.next && report.event != Event::Call);
        Some((depth, if next { Some(frame.pc) } else { frame.pc.checked_sub(1) }))
    }

    /// The line that is being told of a frame, if it is not that of its instruction.
    pub(crate) fn told_line(&self, object: Ref) -> Option<u32> {
        self.thread.tracing.as_ref()?.current.filter(|report| report.frame == object)?.line
    }

    /// The line that a traced frame is at while it runs what the compiler made up.
    pub(crate) fn traced_line(&self, object: Ref) -> Option<u32> {
        let t = self.thread.tracing.as_ref()?;
        t.frame(object).map(|f| f.line).filter(|line| *line != 0)
    }

    /// The thread's tracing, which begins now if there was none.
    fn tracing_of(&mut self, thread: u32) -> Option<&mut Tracing> {
        let known: Vec<u32> = self.thread_by_id(thread)?.frames.iter().map(|f| f.code).collect();
        let stale: Vec<bool> = match &self.thread_by_id(thread)?.tracing {
            // While nobody looked, frames may have ended, and others may stand in their places.
            Some(t) if !t.is_active() => t
                .frames
                .iter()
                .map(|f| known.get(f.depth as usize).copied() != self.frame_at(f.object).map(|data| data.code))
                .collect(),
            _ => Vec::new(),
        };
        let thread = self.thread_by_id_mut(thread)?;
        let t = thread.tracing.get_or_insert_default();
        if !t.is_active() {
            let mut stale = stale.into_iter();
            t.frames.retain(|_| !stale.next().unwrap_or(false));
            t.before = known.len() as u32;
            t.looked = false;
        }
        Some(t)
    }
}

fn set(vm: &mut Vm, thread: u32, change: impl FnOnce(&mut Tracing)) -> Native {
    if let Some(t) = vm.tracing_of(thread) {
        change(t);
    }
    if thread == vm.thread.id {
        vm.forget_tracing();
        // The slice ends: from the next one on the thread runs in another way.
        vm.effects.push(Effect::Traced);
    }
    Ok(Value::None)
}

/// `settrace(function)`, for the current thread.
fn set_trace(vm: &mut Vm, args: &[Value]) -> Native {
    let (function, thread) = (args[0], vm.thread.id);
    set(vm, thread, |t| t.trace = function)
}

fn set_profile(vm: &mut Vm, args: &[Value]) -> Native {
    let (function, thread) = (args[0], vm.thread.id);
    set_profile_of(vm, function, thread)
}

/// For all threads that there are.
fn set_trace_all(vm: &mut Vm, args: &[Value]) -> Native {
    let function = args[0];
    for thread in vm.thread_ids() {
        set(vm, thread, |t| t.trace = function)?;
    }
    Ok(Value::None)
}

fn set_profile_all(vm: &mut Vm, args: &[Value]) -> Native {
    let function = args[0];
    for thread in vm.thread_ids() {
        set_profile_of(vm, function, thread)?;
    }
    Ok(Value::None)
}

fn set_profile_of(vm: &mut Vm, function: Value, thread: u32) -> Native {
    set(vm, thread, |t| {
        t.profile = function;
        // Whoever asked for it is not told that it is done.
        t.frames.iter_mut().for_each(|f| f.callee = Value::Unbound);
    })
}

fn get_trace(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(vm.thread.tracing.as_ref().map_or(Value::None, |t| t.trace))
}

fn get_profile(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(vm.thread.tracing.as_ref().map_or(Value::None, |t| t.profile))
}

fn of_frame(vm: &Vm, v: Value, what: impl FnOnce(&FrameData) -> Value) -> Native {
    Ok(v.as_ref().and_then(|r| vm.frame_at(r)).map_or(Value::None, what))
}

fn change_frame(vm: &mut Vm, v: Value, change: impl FnOnce(&mut FrameData)) -> Native {
    if let Value::Ref(r) = v
        && let Payload::Frame(f) = vm.heap.payload_mut(r)
    {
        change(f);
    }
    Ok(Value::None)
}

fn get_local(vm: &mut Vm, args: &[Value]) -> Native {
    of_frame(vm, args[0], |f| f.trace)
}

/// `frame.f_trace = function`: from now on the frame is told of, if its thread has a trace function.
fn set_local(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(object) = args[0] else { return Ok(Value::None) };
    let function = args[1].or(Value::None);
    change_frame(vm, args[0], |f| f.trace = function)?;
    let Some((thread, depth, code)) = vm.frame_at(object).and_then(|f| f.place.map(|(t, d)| (t, d as usize, f.code)))
    else {
        return Ok(Value::None);
    };
    let stands = vm.thread_by_id(thread).is_some_and(|t| t.frames.get(depth).is_some_and(|f| f.code == code));
    if !stands || function.is_none() {
        return Ok(Value::None);
    }
    let Some(frame) = vm.thread_by_id(thread).and_then(|t| t.frames.get(depth)).cloned() else {
        return Ok(Value::None);
    };
    let line = vm.code(code).line(frame.pc.saturating_sub(1) as usize);
    if let Some(t) = vm.tracing_of(thread)
        && t.at(depth).is_none()
    {
        let at = t.frames.partition_point(|f| (f.depth as usize) < depth);
        let (depth, pc, ended, callee) = (depth as u32, frame.pc, false, Value::Unbound);
        t.frames.insert(at, Traced { depth, object, line, pc, ended, callee });
    }
    Ok(Value::None)
}

fn get_lines(vm: &mut Vm, args: &[Value]) -> Native {
    of_frame(vm, args[0], |f| Value::Bool(f.trace_lines))
}

fn get_opcodes(vm: &mut Vm, args: &[Value]) -> Native {
    of_frame(vm, args[0], |f| Value::Bool(f.trace_opcodes))
}

/// The value of an attribute that must be a bool.
fn flag(vm: &mut Vm, v: Value) -> Result<bool, Signal> {
    match v {
        Value::Bool(b) => Ok(b),
        _ => Err(vm.type_error("attribute value type must be bool")),
    }
}

fn set_lines(vm: &mut Vm, args: &[Value]) -> Native {
    let wanted = flag(vm, args[1])?;
    change_frame(vm, args[0], |f| f.trace_lines = wanted)
}

fn set_opcodes(vm: &mut Vm, args: &[Value]) -> Native {
    let wanted = flag(vm, args[1])?;
    change_frame(vm, args[0], |f| f.trace_opcodes = wanted)
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_prelude", "settrace", "function, /", set_trace),
    native("_prelude", "setprofile", "function, /", set_profile),
    native("_prelude", "_settraceallthreads", "function, /", set_trace_all),
    native("_prelude", "_setprofileallthreads", "function, /", set_profile_all),
    native("_prelude", "gettrace", "", get_trace),
    native("_prelude", "getprofile", "", get_profile),
    native("frame", "f_trace", "get self", get_local),
    native("frame", "f_trace", "set self, value", set_local),
    native("frame", "f_trace_lines", "get self", get_lines),
    native("frame", "f_trace_lines", "set self, value", set_lines),
    native("frame", "f_trace_opcodes", "get self", get_opcodes),
    native("frame", "f_trace_opcodes", "set self, value", set_opcodes),
];
