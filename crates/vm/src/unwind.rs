//! Exceptions on their way up: handlers, traceback entries, and frames that end.

use crate::{
    frame::{Phase, Ret},
    names,
    natives::{Native, Signal},
    object::{Payload, Traceback},
    tracing::Told,
    types,
    value::{Ref, Value},
    vm::Vm,
};

impl Vm {
    /// Take `thread.raised` to its handler. False if the thread ended with it.
    pub(crate) fn unwind(&mut self) -> bool {
        let mut exc = std::mem::replace(&mut self.thread.raised, Value::Unbound);
        loop {
            let Some(frame) = self.thread.frames.last() else {
                self.thread.outcome = exc;
                return false;
            };
            let pc = frame.pc.saturating_sub(1);
            let (code, base, globals) = (frame.code, frame.base as usize, frame.globals);
            let handler = self.codes[code as usize]
                .code
                .exceptions
                .iter()
                .find(|r| (r.start..r.end).contains(&pc))
                .map(|r| (r.target, r.register));
            if !std::mem::take(&mut self.reraise) {
                self.add_traceback(exc, code, pc, globals, handler.is_some());
            }
            if self.thread.tracing.is_some() {
                match self.tell_of_exception(exc, handler.is_some()) {
                    Told::Done => {}
                    Told::Entered => return true,
                    Told::Raised => {
                        exc = std::mem::replace(&mut self.thread.raised, Value::Unbound);
                        continue;
                    }
                }
            }
            if let Some((target, register)) = handler {
                self.thread.stack[base + register as usize] = exc;
                if let Some(frame) = self.thread.frames.last_mut() {
                    frame.pc = target;
                }
                return true;
            }
            let Some(frame) = self.thread.frames.pop() else { continue };
            if frame.generator.is_some() && !self.iterator_stays(&frame, exc) {
                exc = self.generator_raised(frame.generator, exc);
            }
            match frame.ret {
                Ret::Thread => {
                    self.thread.outcome = exc;
                    self.thread.frames.clear();
                    return false;
                }
                Ret::Finish(phase) => {
                    if let Some(done) = self.absorb(phase, exc) {
                        match done {
                            Ok(()) => return true,
                            Err(Signal::Raise) => exc = std::mem::replace(&mut self.thread.raised, Value::Unbound),
                            Err(Signal::Call) => {
                                // The instruction goes on with a call; its value finds its way by itself.
                                match self.dispatch(Ret::Discard) {
                                    Ok(()) => return true,
                                    Err(_) => exc = std::mem::replace(&mut self.thread.raised, Value::Unbound),
                                }
                            }
                            Err(Signal::Wait) => return true,
                        }
                    }
                }
                Ret::Traced => self.tracer_raised(),
                Ret::Reg(_)
                | Ret::RegThenLook(_)
                | Ret::Discard
                | Ret::Init(_)
                | Ret::InitThenLook(_)
                | Ret::Resume => {}
            }
        }
    }

    /// An exception that is part of a protocol (StopIteration of a loop) and goes no further.
    pub(crate) fn absorb(&mut self, phase: Phase, exc: Value) -> Option<Result<(), Signal>> {
        match phase {
            Phase::Next if self.is_instance(exc, types::STOP_ITERATION) => {
                // The loop is over; the program counter stands behind it already.
                self.drop_context(exc);
                Some(Ok(()))
            }
            Phase::Delegate | Phase::DelegateThrow if self.is_instance(exc, types::STOP_ITERATION) => {
                let value = self.stop_value(exc);
                Some(self.delegate_returned(value))
            }
            Phase::GetAttribute if self.is_instance(exc, types::ATTRIBUTE_ERROR) => {
                let weft_code::Instr::LoadAttr { object, name, .. } = self.current_instr() else {
                    return self.absorb_method(exc);
                };
                Some(self.call_getattr(object, name))
            }
            _ => None,
        }
    }

    fn absorb_method(&mut self, _exc: Value) -> Option<Result<(), Signal>> {
        let weft_code::Instr::LoadMethod { object, name, .. } = self.current_instr() else { return None };
        Some(self.call_getattr(object, name))
    }

    fn call_getattr(&mut self, object: u16, name: u16) -> Result<(), Signal> {
        let object = self.register_value(object);
        let Some(frame) = self.thread.frames.last() else { return Ok(()) };
        let name = self.codes[frame.code as usize].names[name as usize];
        let class = self.class_of(object);
        match self.lookup(class, names::__getattr__) {
            Some(getattr) => Err(self.call_phase(getattr, vec![object, Value::Ref(name)], Phase::Method)),
            None => Err(self.no_attribute(object, name)),
        }
    }

    fn drop_context(&mut self, exc: Value) {
        if let Some(e) = self.exception_mut(exc) {
            e.context = Ref::NONE;
        }
    }

    /// `StopIteration.value`.
    pub(crate) fn stop_value(&self, exc: Value) -> Value {
        let first = || self.exception(exc).and_then(|e| self.heap.tuple_items(e.args).first().copied());
        self.instance_attr(exc, names::value).or_else(first).unwrap_or(Value::None)
    }

    /// Put a traceback entry for a frame in front of an exception's traceback. Weft's own library code leaves none, but
    /// where a module catches the exception: it counts on being the first (`doctest` cuts itself off). It is not shown.
    fn add_traceback(&mut self, exc: Value, code: u32, pc: u32, globals: Ref, caught: bool) {
        if !self.codes[code as usize].code.source.user && (!caught || globals == self.prelude) {
            return;
        }
        let Some(e) = self.exception(exc) else { return };
        let next = e.traceback;
        let entry = Traceback { next, code, pc, globals };
        let Value::Ref(traceback) = self.alloc(types::TRACEBACK, Payload::Traceback(Box::new(entry))) else { return };
        if let Some(e) = self.exception_mut(exc) {
            e.traceback = traceback;
        }
    }

    /// `raise exc from cause`; unbound operands were left out.
    pub(crate) fn raise(&mut self, exc: Value, cause: Value) -> Signal {
        if exc.is_unbound() {
            let handled = self.thread.handled;
            if handled.is_none() {
                return self.runtime_error("No active exception to reraise");
            }
            // Its traceback stays as it is: this frame stands in it already, or has no part in it.
            self.thread.raised = handled;
            self.reraise = true;
            return Signal::Raise;
        }
        let is_exception_class =
            |vm: &Vm, v: Value| matches!(v, Value::Ref(r) if vm.is_type(v) && vm.is_subclass(r, types::BASE_EXCEPTION));
        if is_exception_class(self, exc) || is_exception_class(self, cause) {
            // A user's exception class may have a Python `__init__`: let the prelude make the instances.
            let simple = |vm: &mut Vm, v: Value| match v {
                Value::Ref(r)
                    if is_exception_class(vm, v) && types::is_builtin(r) && r != types::BASE_EXCEPTION_GROUP =>
                {
                    Some(vm.new_exception(r, Vec::new()))
                }
                Value::Ref(_) if is_exception_class(vm, v) => None,
                other => Some(other),
            };
            let (made, made_cause) = (simple(self, exc), simple(self, cause));
            match (made, made_cause) {
                (Some(exc), Some(cause)) => return self.raise(exc, cause),
                _ => {
                    let missing = cause.is_unbound();
                    let args = vec![exc, cause.or(Value::None), Value::Bool(!missing)];
                    return match self.call_prelude("_raise", args) {
                        Err(s) => s,
                        Ok(_) => Signal::Raise,
                    };
                }
            }
        }
        if self.exception(exc).is_none() {
            return self.type_error("exceptions must derive from BaseException");
        }
        if !cause.is_unbound() {
            let cause = match cause {
                Value::None => Ref::NONE,
                Value::Ref(r) if self.exception(cause).is_some() => r,
                _ => return self.type_error("exception causes must derive from BaseException"),
            };
            if let Some(e) = self.exception_mut(exc) {
                e.cause = cause;
                e.suppress_context = true;
            }
        }
        self.raise_value(exc)
    }

    /// Does an exception match a class or a tuple of classes?
    pub(crate) fn match_exception(&mut self, exc: Value, classes: Value) -> Native {
        let mut work = vec![classes];
        let class = self.class_of(exc);
        let mut matched = false;
        while let Some(v) = work.pop() {
            if let Some(items) = self.heap.as_tuple(v) {
                work.extend_from_slice(items);
                continue;
            }
            match v {
                Value::Ref(r) if self.is_type(v) && self.is_subclass(r, types::BASE_EXCEPTION) => {
                    matched |= self.is_subclass(class, r);
                }
                _ => {
                    return Err(
                        self.type_error("catching classes that do not inherit from BaseException is not allowed")
                    );
                }
            }
        }
        Ok(Value::Bool(matched))
    }
}
