//! Generators and coroutines: frames that leave the stack and come back.

use weft_code::Instr;

use crate::{
    call::Called,
    frame::{Frame, Phase, Ret, SuspendedFrame},
    names,
    natives::{Native, NativeDef, Signal, native},
    object::{FrameData, GeneratorKind, GeneratorState, Payload},
    types,
    value::{Ref, Value},
    vm::{Pending, Resume, Stop, Vm},
};

/// What became of going on with a generator.
enum Resumed {
    Here(Called),
    /// It was suspended in a `yield from` or `await`: the exception is this generator's first.
    Delegate(Ref),
}

impl Vm {
    /// Take the innermost frame off the stack.
    pub(crate) fn suspend_top_frame(&mut self) -> Option<Box<SuspendedFrame>> {
        let frame = self.thread.frames.pop()?;
        let base = frame.base as usize;
        let count = self.codes[frame.code as usize].code.registers as usize;
        Some(Box::new(SuspendedFrame {
            code: frame.code,
            pc: frame.pc,
            globals: frame.globals,
            locals: frame.locals,
            function: frame.function,
            registers: self.thread.stack[base..base + count].into(),
            handled: Value::None,
        }))
    }

    pub(crate) fn generator(&self, r: Ref) -> Option<&crate::object::Generator> {
        match self.heap.payload(r) {
            Payload::Generator(g) => Some(g),
            _ => None,
        }
    }

    pub(crate) fn generator_mut(&mut self, r: Ref) -> Option<&mut crate::object::Generator> {
        match self.heap.payload_mut(r) {
            Payload::Generator(g) => Some(g),
            _ => None,
        }
    }

    /// Put a generator's frame on the stack and go on with it. Its next yielded value goes to `ret`;
    /// its end raises StopIteration there.
    pub(crate) fn resume_generator(&mut self, r: Ref, resume: Resume, ret: Ret) -> Result<Called, Signal> {
        let (mut r, mut ret) = (r, ret);
        // What a generator that delegates handles becomes the context too.
        let mut handled = false;
        loop {
            match self.resume_one(r, resume, ret, &mut handled)? {
                Resumed::Here(called) => return Ok(called),
                // Generators may delegate to each other at any depth, so this is no recursion.
                Resumed::Delegate(delegate) => (r, ret) = (delegate, Ret::Finish(Phase::DelegateThrow)),
            }
        }
    }

    fn resume_one(&mut self, r: Ref, resume: Resume, ret: Ret, own_handled: &mut bool) -> Result<Resumed, Signal> {
        let Some(g) = self.generator_mut(r) else { return Err(self.type_error("not a generator")) };
        let kind = g.kind;
        let state = g.state;
        let what = match kind {
            GeneratorKind::Generator => "generator",
            GeneratorKind::Coroutine => "coroutine",
            GeneratorKind::AsyncGenerator => "async generator",
        };
        match state {
            GeneratorState::Running => return Err(self.value_error(&format!("{what} already executing"))),
            GeneratorState::Finished => {
                if kind == GeneratorKind::Coroutine {
                    return Err(self.runtime_error("cannot reuse already awaited coroutine"));
                }
                return Err(match resume {
                    Resume::Throw(exc) => self.raise_as_it_is(exc),
                    Resume::Send(_) if kind == GeneratorKind::AsyncGenerator => {
                        let exc = self.new_exception(types::STOP_ASYNC_ITERATION, Vec::new());
                        self.raise_value(exc)
                    }
                    Resume::Send(_) => self.stop_iteration(Value::None),
                });
            }
            GeneratorState::Created => {
                if let Resume::Send(v) = resume
                    && !v.is_none()
                {
                    return Err(self.type_error(&format!("can't send non-None value to a just-started {what}")));
                }
                // No handler is entered yet, not even one that begins with the body.
                if let Resume::Throw(exc) = resume {
                    if let Some(g) = self.generator_mut(r) {
                        g.state = GeneratorState::Finished;
                        g.frame = None;
                    }
                    return Err(self.raise_as_it_is(exc));
                }
            }
            GeneratorState::Suspended => {}
        }
        if self.thread.frames.len() >= self.recursion_limit as usize {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        let base = self.stack_top();
        let Some(g) = self.generator_mut(r) else { return Ok(Resumed::Here(Called::Frame)) };
        let delegate = g.delegate;
        let Some(suspended) = g.frame.take() else { return Ok(Resumed::Here(Called::Frame)) };
        g.state = GeneratorState::Running;
        if state == GeneratorState::Suspended {
            self.generator_goes_on(kind, suspended.code);
        }
        let end = base + suspended.registers.len();
        if self.thread.stack.len() < end {
            self.thread.stack.resize(end * 3 / 2, Value::Unbound);
        }
        self.thread.stack[base..end].copy_from_slice(&suspended.registers);
        self.thread.frames.push(Frame {
            code: suspended.code,
            pc: suspended.pc,
            base: base as u32,
            globals: suspended.globals,
            locals: suspended.locals,
            function: suspended.function,
            generator: r,
            ret,
        });
        let outside = self.thread.handled;
        self.thread.handled_outside.push(outside);
        if !suspended.handled.is_none() {
            self.thread.handled = suspended.handled;
            *own_handled = true;
        }
        // Give the registers' box back for the next suspension.
        if let Some(g) = self.generator_mut(r) {
            g.frame = Some(suspended);
        }
        match resume {
            Resume::Send(v) if state == GeneratorState::Suspended => {
                if delegate.is_unbound() {
                    if let Instr::Yield { dst, .. } = self.current_instr() {
                        self.set_register(dst, v);
                    }
                } else if let Some(Instr::YieldFrom { sent, .. }) = self.next_instr() {
                    self.set_register(sent, v);
                }
                Ok(Resumed::Here(Called::Frame))
            }
            Resume::Send(_) => Ok(Resumed::Here(Called::Frame)),
            Resume::Throw(exc) => self.throw_into_top(exc, delegate, *own_handled),
        }
    }

    fn next_instr(&self) -> Option<Instr> {
        let f = self.thread.frames.last()?;
        self.codes[f.code as usize].code.instrs.get(f.pc as usize).copied()
    }

    /// Raise an exception at the point where the generator just put on the stack was suspended.
    fn throw_into_top(&mut self, exc: Value, delegate: Value, own_handled: bool) -> Result<Resumed, Signal> {
        if delegate.is_unbound() {
            return Err(self.raise_in_generator(exc, own_handled));
        }
        // The delegate gets it first. The instruction `YieldFrom` counts as the current one.
        if let Some(frame) = self.thread.frames.last_mut() {
            frame.pc += 1;
        }
        let exit = self.is_instance(exc, types::GENERATOR_EXIT);
        if let Value::Ref(d) = delegate
            && let Some(inner) = self.generator(d)
            && inner.state != GeneratorState::Finished
        {
            return Ok(Resumed::Delegate(d));
        }
        let method = if exit { "close" } else { "throw" };
        let name = self.heap.intern(method);
        let class = self.class_of(delegate);
        if self.lookup(class, name).is_some() {
            let args = vec![delegate, exc];
            let helper = if exit { "_close_delegate" } else { "_throw_delegate" };
            self.call_prelude(helper, args)
                .map(|v| Resumed::Here(Called::Value(v)))
                .inspect_err(|_| self.pending.phase = Some(Phase::DelegateThrow))
        } else {
            Err(self.raise_in_generator(exc, own_handled))
        }
    }

    /// What the generator itself handles becomes the context of what is thrown into it; what its caller handles does
    /// not.
    fn raise_in_generator(&mut self, exc: Value, own_handled: bool) -> Signal {
        let s = if own_handled { self.raise_value(exc) } else { self.raise_as_it_is(exc) };
        // A created generator has no current instruction: unwinding must see the first one.
        if let Some(frame) = self.thread.frames.last_mut()
            && frame.pc == 0
        {
            frame.pc = 1;
        }
        s
    }

    /// `yield value` of the innermost frame.
    pub(crate) fn yield_value(&mut self, value: Value) -> Result<(), Signal> {
        let Some(frame) = self.thread.frames.pop() else { return Ok(()) };
        self.park(&frame, frame.pc, Value::Unbound);
        let value = match self.generator(frame.generator) {
            // The consumer of an asynchronous generator tells values from awaited things by this mark.
            Some(g) if g.kind == GeneratorKind::AsyncGenerator => self.wrap_async_value(value),
            _ => value,
        };
        self.complete_or_dispatch(frame.ret, value)
    }

    fn complete_or_dispatch(&mut self, ret: Ret, value: Value) -> Result<(), Signal> {
        match self.complete(ret, value) {
            Err(Signal::Call) => self.dispatch(Ret::Discard),
            other => other,
        }
    }

    fn wrap_async_value(&mut self, value: Value) -> Value {
        let mut set = crate::object::NativeState::default();
        set.values.push(value);
        self.alloc(types::STATE, Payload::State(Box::new(set)))
    }

    /// Put a popped frame back into its generator.
    fn park(&mut self, frame: &Frame, pc: u32, delegate: Value) {
        let base = frame.base as usize;
        let handled = std::mem::replace(&mut self.thread.handled, Value::None);
        let outside = self.thread.handled_outside.pop().unwrap_or(Value::None);
        self.thread.handled = outside;
        let Payload::Generator(g) = self.heap.payload_mut(frame.generator) else { return };
        let handled = if g.handling { handled } else { Value::None };
        g.state = GeneratorState::Suspended;
        g.delegate = delegate;
        if let Some(stored) = &mut g.frame {
            let count = stored.registers.len();
            stored.registers.copy_from_slice(&self.thread.stack[base..base + count]);
            stored.pc = pc;
            stored.handled = handled;
        }
        let kind = g.kind;
        self.generator_rests(kind, frame.code);
    }

    fn finish_generator(&mut self, r: Ref) {
        let outside = self.thread.handled_outside.pop().unwrap_or(Value::None);
        self.thread.handled = outside;
        if let Some(g) = self.generator_mut(r) {
            g.state = GeneratorState::Finished;
            g.frame = None;
            g.delegate = Value::Unbound;
        }
        if self.dropping.is_watching() {
            self.mark_callers();
        }
    }

    /// What is being handled as a handler is entered. In a generator, unbound stands for what its caller handles: when
    /// the handler is left, that may be another one.
    pub(crate) fn handled_before(&mut self) -> Value {
        let handled = self.thread.handled;
        let Some(generator) = self.thread.frames.last().map(|f| f.generator).filter(|g| g.is_some()) else {
            return handled;
        };
        match self.generator_mut(generator) {
            Some(g) if !g.handling => {
                g.handling = true;
                Value::Unbound
            }
            _ => handled,
        }
    }

    /// The handler is left.
    pub(crate) fn handled_again(&mut self, before: Value) {
        if !before.is_unbound() {
            self.thread.handled = before;
            return;
        }
        self.thread.handled = self.thread.handled_outside.last().copied().unwrap_or(Value::None);
        if let Some(generator) = self.thread.frames.last().map(|f| f.generator)
            && let Some(g) = self.generator_mut(generator)
        {
            g.handling = false;
        }
    }

    /// Built-in iterators that are generators in the guise of their class (`map`, `zip`, those of itertools) do not end
    /// with an exception of what they call: who asks again gets what comes next. So they go on at the head of the
    /// outermost loop that it left; outside of loops they end.
    pub(crate) fn iterator_stays(&mut self, frame: &Frame, exc: Value) -> bool {
        let in_guise = self.heap.get(frame.generator).class != types::GENERATOR
            && self.generator(frame.generator).is_some_and(|g| g.kind == GeneratorKind::Generator);
        if !in_guise || self.is_instance(exc, types::STOP_ITERATION) {
            return false;
        }
        let at = frame.pc.saturating_sub(1);
        let code = self.codes[frame.code as usize].code.clone();
        let loops = code.instrs.iter().enumerate().filter_map(|(end, instr)| {
            let body = u32::try_from(end as i64 + 1 + i64::from(instr.jump()?)).ok()?;
            // A `for` asks for its next item at its end.
            let head = if matches!(instr, Instr::ForLoop { .. }) { end as u32 } else { body };
            (body <= at && at as usize <= end).then_some((body, head))
        });
        let Some((_, head)) = loops.min() else { return false };
        if let Some(g) = self.generator_mut(frame.generator) {
            g.handling = false;
        }
        self.park(frame, head, Value::Unbound);
        true
    }

    /// A generator's frame was left by an exception; what its consumer sees.
    pub(crate) fn generator_raised(&mut self, r: Ref, exc: Value) -> Value {
        let kind = self.generator(r).map(|g| g.kind);
        self.finish_generator(r);
        // To whoever goes through a built-in iterator, StopIteration of what it calls is its end.
        let in_guise = kind == Some(GeneratorKind::Generator) && self.heap.get(r).class != types::GENERATOR;
        let stop = self.is_instance(exc, types::STOP_ITERATION) && !in_guise;
        let stop_async = self.is_instance(exc, types::STOP_ASYNC_ITERATION);
        let message = match kind {
            Some(GeneratorKind::Generator) if stop => "generator raised StopIteration",
            Some(GeneratorKind::Coroutine) if stop => "coroutine raised StopIteration",
            Some(GeneratorKind::AsyncGenerator) if stop => "async generator raised StopIteration",
            Some(GeneratorKind::AsyncGenerator) if stop_async => "async generator raised StopAsyncIteration",
            _ => return exc,
        };
        let text = self.str(message);
        let error = self.new_exception(types::RUNTIME_ERROR, vec![text]);
        if let (Some(e), Value::Ref(cause)) = (self.exception_mut(error), exc) {
            e.cause = cause;
            e.context = cause;
            e.suppress_context = true;
        }
        error
    }

    /// The innermost frame returns, where that is more than storing a value.
    pub(crate) fn return_value(&mut self, value: Value) -> Option<Stop> {
        let frame = self.thread.frames.pop()?;
        let outcome = if frame.generator.is_some() {
            self.generator_returned(&frame, value)
        } else {
            match frame.ret {
                Ret::Thread => {
                    self.thread.outcome = Value::Unbound;
                    self.thread.frames.clear();
                    return Some(Stop::Ended);
                }
                ret => self.complete_or_dispatch(ret, value),
            }
        };
        match outcome {
            Ok(()) => None,
            Err(Signal::Wait) => Some(Stop::Wait),
            Err(_) => {
                if self.unwind() {
                    None
                } else {
                    Some(Stop::Ended)
                }
            }
        }
    }

    fn generator_returned(&mut self, frame: &Frame, value: Value) -> Result<(), Signal> {
        let kind = self.generator(frame.generator).map(|g| g.kind);
        self.finish_generator(frame.generator);
        match frame.ret {
            // The common ends need no exception object.
            Ret::Finish(Phase::Next) if kind == Some(GeneratorKind::Generator) => Ok(()),
            Ret::Finish(Phase::Delegate | Phase::DelegateThrow) if kind != Some(GeneratorKind::AsyncGenerator) => {
                match self.delegate_returned(value) {
                    Err(Signal::Call) => self.dispatch(Ret::Discard),
                    other => other,
                }
            }
            _ if kind == Some(GeneratorKind::AsyncGenerator) => {
                let exc = self.new_exception(types::STOP_ASYNC_ITERATION, Vec::new());
                Err(self.raise_value(exc))
            }
            _ => Err(self.stop_iteration(value)),
        }
    }

    // ---- yield from, await

    /// The instruction `YieldFrom`: ask the delegate for its next value.
    pub(crate) fn delegate(&mut self, iterator: Value, sent: Value, dst: u16) -> Result<(), Signal> {
        if let Value::Ref(r) = iterator {
            if let Payload::Generator(g) = self.heap.payload(r) {
                if g.state == GeneratorState::Finished && g.kind == GeneratorKind::Generator {
                    self.set_register(dst, Value::None);
                    return Ok(());
                }
                return self.resume_generator(r, Resume::Send(sent), Ret::Finish(Phase::Delegate)).map(drop);
            }
            if sent.is_none()
                && let Some(next) = self.iter_next_native(iterator)?
            {
                return match next {
                    Some(v) => self.delegate_yielded(v),
                    None => {
                        self.set_register(dst, Value::None);
                        Ok(())
                    }
                };
            }
        }
        let class = self.class_of(iterator);
        if sent.is_none()
            && let Some(next) = self.lookup(class, names::__next__)
        {
            return Err(self.call_special_phase(next, iterator, Phase::Delegate));
        }
        let send = self.get_attr(iterator, names::send)?;
        Err(self.call_phase(send, vec![sent], Phase::Delegate))
    }

    /// The delegate gave a value: the innermost frame yields it and will come back to `YieldFrom`.
    pub(crate) fn delegate_yielded(&mut self, value: Value) -> Result<(), Signal> {
        self.note_yielded(value);
        loop {
            let Instr::YieldFrom { iter, .. } = self.current_instr() else { return Ok(()) };
            let delegate = self.register_value(iter);
            let Some(frame) = self.thread.frames.pop() else { return Ok(()) };
            self.park(&frame, frame.pc - 1, delegate);
            // What it is a delegate of yields the value as well.
            if !matches!(frame.ret, Ret::Finish(Phase::Delegate | Phase::DelegateThrow)) {
                return self.complete_or_dispatch(frame.ret, value);
            }
        }
    }

    /// The delegate ended: its value is that of the expression.
    pub(crate) fn delegate_returned(&mut self, value: Value) -> Result<(), Signal> {
        if let Instr::YieldFrom { dst, .. } = self.current_instr() {
            self.set_register(dst, value);
        }
        if let Some(generator) = self.thread.frames.last().map(|f| f.generator)
            && let Some(g) = self.generator_mut(generator)
        {
            g.delegate = Value::Unbound;
        }
        Ok(())
    }

    pub(crate) fn yield_from_iter(&mut self, v: Value) -> Native {
        if let Value::Ref(r) = v
            && let Some(g) = self.generator(r)
        {
            if g.kind == GeneratorKind::Coroutine {
                let in_coroutine = self.thread.frames.last().is_some_and(|f| {
                    let flags = self.codes[f.code as usize].code.flags;
                    flags.coroutine || flags.iterable_coroutine
                });
                if !in_coroutine {
                    return Err(self.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
                }
            }
            return Ok(v);
        }
        self.get_iter(v)
    }

    /// Is it a coroutine, or a generator that counts as one?
    pub(crate) fn is_awaited_as_it_is(&self, v: Value) -> bool {
        v.as_ref().and_then(|r| self.generator(r)).is_some_and(|g| {
            g.kind == GeneratorKind::Coroutine || self.codes[g.code as usize].code.flags.iterable_coroutine
        })
    }

    pub(crate) fn get_awaitable(&mut self, v: Value) -> Native {
        if self.is_awaited_as_it_is(v) {
            return Ok(v);
        }
        let class = self.class_of(v);
        match self.lookup(class, names::__await__) {
            Some(method) => Err(self.call_special_phase(method, v, Phase::Iter)),
            None => {
                let name = self.type_name(v);
                Err(self.type_error(&format!("object {name} can't be used in 'await' expression")))
            }
        }
    }

    pub(crate) fn async_iter(&mut self, v: Value) -> Native {
        if let Value::Ref(r) = v
            && let Some(g) = self.generator(r)
            && g.kind == GeneratorKind::AsyncGenerator
        {
            return Ok(v);
        }
        let class = self.class_of(v);
        match self.lookup(class, names::__aiter__) {
            Some(method) => self.call(method, vec![v]),
            None => {
                let name = self.type_name(v);
                Err(self.type_error(&format!("'async for' requires an object with __aiter__ method, got {name}")))
            }
        }
    }

    pub(crate) fn async_next(&mut self, iterator: Value) -> Native {
        if let Value::Ref(r) = iterator
            && let Some(g) = self.generator(r)
            && g.kind == GeneratorKind::AsyncGenerator
        {
            return self.call_prelude("_async_generator_step", vec![iterator, Value::None]);
        }
        let class = self.class_of(iterator);
        match self.lookup(class, names::__anext__) {
            Some(method) => self.call_prelude("_async_next", vec![method, iterator]),
            None => {
                let name = self.type_name(iterator);
                Err(self.type_error(&format!("'async for' requires an iterator with __anext__ method, got {name}")))
            }
        }
    }
}

fn receiver(args: &[Value]) -> Ref {
    args.first().and_then(|v| v.as_ref()).unwrap_or(Ref::NONE)
}

fn next(vm: &mut Vm, args: &[Value]) -> Native {
    vm.call_resume(receiver(args), Resume::Send(Value::None))
}

fn send(vm: &mut Vm, args: &[Value]) -> Native {
    vm.call_resume(receiver(args), Resume::Send(args[1]))
}

fn iter(_vm: &mut Vm, args: &[Value]) -> Native {
    Ok(args[0])
}

/// `throw(exc)`, `throw(type, value=None, traceback=None)`.
fn throw(vm: &mut Vm, args: &[Value]) -> Native {
    let exc = args[1];
    let given = |v: Value| !v.is_unbound() && !v.is_none();
    if given(args[3]) && vm.traceback_entry(args[3]).is_none() {
        return Err(vm.type_error("throw() third argument must be a traceback object"));
    }
    if vm.exception(exc).is_some() {
        if given(args[2]) {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        return vm.call_resume(receiver(args), Resume::Throw(exc));
    }
    if vm.is_type(exc) {
        return vm.call_prelude("_throw_class", vec![args[0], exc, args[2].or(Value::None)]);
    }
    let name = vm.type_name(exc);
    Err(vm.type_error(&format!("exceptions must be classes or instances deriving from BaseException, not {name}")))
}

fn close(vm: &mut Vm, args: &[Value]) -> Native {
    let r = receiver(args);
    match vm.generator(r).map(|g| g.state) {
        Some(GeneratorState::Suspended | GeneratorState::Running) => {
            let exit = vm.new_exception(types::GENERATOR_EXIT, Vec::new());
            vm.set_context(exit);
            vm.call_prelude("_close_generator", vec![args[0], exit])
        }
        _ => {
            if let Some(g) = vm.generator_mut(r) {
                g.state = GeneratorState::Finished;
                g.frame = None;
            }
            Ok(Value::None)
        }
    }
}

fn name(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(vm.generator(receiver(args)).map_or(Value::None, |g| Value::Ref(g.name)))
}

fn qualname(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(vm.generator(receiver(args)).map_or(Value::None, |g| Value::Ref(g.qualname)))
}

fn set_name(vm: &mut Vm, args: &[Value]) -> Native {
    set_text(vm, args, "__name__", |g, text| g.name = text)
}

fn set_qualname(vm: &mut Vm, args: &[Value]) -> Native {
    set_text(vm, args, "__qualname__", |g, text| g.qualname = text)
}

fn set_text(vm: &mut Vm, args: &[Value], which: &str, set: fn(&mut crate::object::Generator, Ref)) -> Native {
    match args[1] {
        Value::Ref(text) if vm.heap.as_str(args[1]).is_some() => {
            if let Some(g) = vm.generator_mut(receiver(args)) {
                set(g, text);
            }
            Ok(Value::None)
        }
        _ => Err(vm.type_error(&format!("{which} must be set to a string object"))),
    }
}

fn running(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Bool(vm.generator(receiver(args)).is_some_and(|g| g.state == GeneratorState::Running)))
}

fn suspended(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Bool(vm.generator(receiver(args)).is_some_and(|g| g.state == GeneratorState::Suspended)))
}

fn code(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(code) = vm.generator(receiver(args)).map(|g| g.code) else { return Ok(Value::None) };
    Ok(vm.code_object(code))
}

/// `gi_frame`: where the generator stands, None once it has ended.
fn frame(vm: &mut Vm, args: &[Value]) -> Native {
    let own = receiver(args);
    let Some(g) = vm.generator(own).filter(|g| g.state != GeneratorState::Finished) else { return Ok(Value::None) };
    let code = g.code;
    // While it runs, what is kept here is how it stood before.
    let rests = g.state != GeneratorState::Running;
    let (pc, globals, locals) = match g.frame.clone().filter(|_| rests) {
        Some(f) => (f.pc, f.globals, vm.named_registers(code, &f.registers)),
        None => match vm.thread.frames.iter().position(|f| f.generator == own) {
            Some(i) => (vm.thread.frames[i].pc, vm.thread.frames[i].globals, vm.frame_locals(i)),
            // Another thread runs it.
            None => return Err(vm.value_error("the frame of a generator that another thread runs is not available")),
        },
    };
    let data = FrameData::new(code, pc.saturating_sub(1), globals, locals, Ref::NONE);
    Ok(vm.alloc(types::FRAME, Payload::Frame(Box::new(data))))
}

impl Vm {
    /// The variables of a suspended generator by name; None once it has ended or while it runs.
    pub(crate) fn generator_variables(&mut self, r: Ref) -> Value {
        let Some(g) = self.generator(r) else { return Value::None };
        let code = g.code;
        match g.frame.clone() {
            Some(frame) => Value::Ref(self.named_registers(code, &frame.registers)),
            None => Value::None,
        }
    }
}

fn yield_from(vm: &mut Vm, args: &[Value]) -> Native {
    let waiting = vm.generator(receiver(args)).filter(|g| g.state == GeneratorState::Suspended);
    Ok(waiting.map_or(Value::None, |g| g.delegate.or(Value::None)))
}

/// In the prelude: is this a value that an asynchronous generator yielded? Its value in a tuple, or None.
fn async_value(vm: &mut Vm, args: &[Value]) -> Native {
    if let Value::Ref(r) = args[0]
        && vm.heap.get(r).class == types::STATE
        && let Payload::State(s) = vm.heap.payload(r)
        && let [value] = s.values[..]
    {
        return Ok(vm.tuple(vec![value]));
    }
    Ok(Value::None)
}

/// In the prelude: send into or throw into an asynchronous generator's frame.
fn async_send(vm: &mut Vm, args: &[Value]) -> Native {
    vm.pending = Pending::default();
    vm.call_resume(receiver(args), Resume::Send(args[1]))
}

fn async_throw(vm: &mut Vm, args: &[Value]) -> Native {
    vm.call_resume(receiver(args), Resume::Throw(args[1]))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("generator", "__next__", "self, /", next),
    native("generator", "__iter__", "self, /", iter),
    native("generator|coroutine", "send", "self, value, /", send),
    native("generator|coroutine", "throw", "self, type, value=None, traceback=None, /", throw),
    native("generator|coroutine", "close", "self, /", close),
    native("generator|coroutine|async_generator", "__name__", "get self", name),
    native("generator|coroutine|async_generator", "__name__", "set self, value", set_name),
    native("generator|coroutine|async_generator", "__qualname__", "get self", qualname),
    native("generator|coroutine|async_generator", "__qualname__", "set self, value", set_qualname),
    native("generator", "gi_code", "get self", code),
    native("coroutine", "cr_code", "get self", code),
    native("async_generator", "ag_code", "get self", code),
    native("generator", "gi_running", "get self", running),
    native("generator", "gi_suspended", "get self", suspended),
    native("generator", "gi_frame", "get self", frame),
    native("generator", "gi_yieldfrom", "get self", yield_from),
    native("coroutine", "cr_running", "get self", running),
    native("coroutine", "cr_suspended", "get self", suspended),
    native("coroutine", "cr_frame", "get self", frame),
    native("coroutine", "cr_await", "get self", yield_from),
    native("coroutine", "__await__", "self, /", iter),
    native("async_generator", "__aiter__", "self, /", iter),
    native("async_generator", "ag_running", "get self", running),
    native("async_generator", "ag_frame", "get self", frame),
    native("async_generator", "ag_await", "get self", yield_from),
    native("_prelude", "_async_value", "value, /", async_value),
    native("_prelude", "_async_send", "generator, value, /", async_send),
    native("_prelude", "_async_throw", "generator, exc, /", async_throw),
];
