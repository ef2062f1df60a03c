//! One instruction, whole: every kind of operand, and whatever it may raise, call or wait for.

use weft_code::{BinaryOp, CompareOp, Conversion, Instr, NO_REG};

use super::{Flow, Window};
use crate::{
    call::Called,
    dict::Dict,
    frame::{Phase, Ret},
    names,
    natives::Signal,
    object::{GeneratorState, Payload},
    types,
    value::{Ref, Value},
    vm::{Cache, Resume, Vm},
};

impl Vm {
    /// Do the instruction that the innermost frame stands behind. Its window is `w`.
    ///
    /// # Safety
    /// As for the loop: verified code, and a window that is the innermost frame's.
    #[inline(never)]
    pub(super) unsafe fn perform(&mut self, instr: Instr, w: &Window) -> Flow {
        let Window { consts, regs, .. } = *w;
        macro_rules! frame {
            () => {
                self.thread.frames.last_mut().unwrap_unchecked()
            };
        }
        macro_rules! reg {
            ($r:expr) => {
                *unsafe { &mut *regs.add($r as usize) }
            };
        }
        macro_rules! name {
            ($n:expr) => {
                unsafe { *w.names.add($n as usize) }
            };
        }
        macro_rules! jump {
            ($offset:expr) => {{
                let frame = unsafe { frame!() };
                frame.pc = frame.pc.wrapping_add_signed($offset as i32);
                return Flow::Reload;
            }};
        }
        macro_rules! signal {
            ($s:expr, $ret:expr) => {
                return self.after_signal($s, $ret)
            };
        }
        // Jump if what may need a call comes to `wanted`.
        macro_rules! jump_if {
            ($truth:expr, $phase:expr, $wanted:expr, $offset:expr) => {
                match $truth {
                    Ok(truth) if truth == $wanted => jump!($offset),
                    Ok(_) => {}
                    Err(s) => signal!(s, Ret::Finish($phase)),
                }
            };
        }
        // Run something that may raise, call or wait, and put its value in a register.
        macro_rules! set {
            ($dst:expr, $e:expr) => {
                match $e {
                    Ok(v) => reg!($dst) = v,
                    Err(s) => signal!(s, Ret::Reg($dst)),
                }
            };
        }
        // The same for what gives no value.
        macro_rules! done {
            ($e:expr) => {
                if let Err(s) = $e {
                    signal!(s, Ret::Discard);
                }
            };
        }
        macro_rules! load_cell {
            ($dst:expr, $cell:expr) => {{
                let v = match reg!($cell) {
                    Value::Ref(r) => match self.heap.payload(r) {
                        Payload::Cell(v) => *v,
                        _ => Value::Unbound,
                    },
                    _ => Value::Unbound,
                };
                if v.is_unbound() {
                    let s = self.unbound_cell($cell);
                    signal!(s, Ret::Discard);
                }
                reg!($dst) = v;
            }};
        }
        macro_rules! invoke {
            ($base:expr, $callee:expr, $args:expr, $keywords:expr) => {{
                let args: Vec<Value> = $args;
                match self.invoke($callee, &args, $keywords, Ret::Reg($base)) {
                    Ok(Called::Value(v)) => {
                        // Making a generator puts its frame on the stack for a moment: it may have moved.
                        self.set_register($base, v);
                        return self.after_native($base, Flow::Reload);
                    }
                    Ok(Called::Frame) => return Flow::Reload,
                    Err(s) => signal!(s, Ret::Reg($base)),
                }
            }};
        }
        // What the instruction remembers.
        let slot: *mut Cache = unsafe { w.caches.add(frame!().pc as usize - 1) };
        // Call what stands in `base` with `argc` arguments from `first` on.
        macro_rules! call {
            ($base:expr, $first:expr, $argc:expr) => {{
                let (callee, first, argc) = (reg!($base), $first, $argc);
                if callee.is(Value::Ref(types::RANGE)) {
                    // SAFETY: the arguments are registers of this frame, which allocating does not move.
                    let args = unsafe { std::slice::from_raw_parts(regs.add(first as usize), argc as usize) };
                    if let Some(range) = self.plain_range(args) {
                        reg!($base) = range;
                        return Flow::Next;
                    }
                }
                if let Value::Ref(class) = callee
                    && unsafe { self.enter_init(class, $base, first, argc, regs, &mut *slot) }
                {
                    return Flow::Reload;
                }
                invoke!($base, callee, (0..argc).map(|i| reg!(first + i)).collect(), &[]);
            }};
        }
        match instr {
            Instr::Nop => {}
            Instr::Move { dst, src } => reg!(dst) = reg!(src),
            Instr::LoadConst { dst, index } => reg!(dst) = unsafe { *consts.add(index as usize) },
            Instr::LoadInt { dst, value } => reg!(dst) = Value::Int(value as i64),
            Instr::CheckBound { local } => {
                if reg!(local).is_unbound() {
                    let s = self.unbound_local(local);
                    signal!(s, Ret::Discard);
                }
            }
            Instr::Unbind { local } => {
                reg!(local) = Value::Unbound;
                self.may_have_dropped();
            }

            // ---- variables
            Instr::LoadGlobal { dst, name } => {
                set!(dst, self.load_global(w.globals, name!(name), unsafe { &mut *slot }))
            }
            Instr::StoreGlobal { name, src } => {
                unsafe { &mut *slot }.at = self.store_global(w.globals, name!(name), reg!(src));
            }
            Instr::DeleteGlobal { name } => {
                if self.heap.remove_name(w.globals, name!(name)).is_none() {
                    let s = self.name_not_defined(name!(name));
                    signal!(s, Ret::Discard);
                }
                self.may_have_dropped();
            }
            Instr::LoadName { dst, name } => {
                let locals = unsafe { frame!() }.locals;
                if locals.is_none() || locals == w.globals {
                    set!(dst, self.load_global(w.globals, name!(name), unsafe { &mut *slot }));
                } else {
                    set!(dst, self.load_name(w.globals, locals, name!(name)));
                }
            }
            Instr::StoreName { name, src } => {
                let locals = unsafe { frame!() }.locals;
                let space = if locals.is_some() { locals } else { w.globals };
                if space == w.globals && types::is_builtin(self.heap.get(space).class) {
                    unsafe { &mut *slot }.at = self.store_global(space, name!(name), reg!(src));
                } else {
                    done!(self.store_name(space, name!(name), reg!(src)));
                }
            }
            Instr::DeleteName { name } => {
                let frame = unsafe { frame!() };
                let space = if frame.locals.is_some() { frame.locals } else { frame.globals };
                if self.heap.remove_name(space, name!(name)).is_none() {
                    let s = self.name_not_defined(name!(name));
                    signal!(s, Ret::Discard);
                }
                self.may_have_dropped();
            }
            Instr::LoadCell { dst, cell } => load_cell!(dst, cell),
            Instr::StoreCell { cell, src } => {
                let value = reg!(src);
                if let Value::Ref(r) = reg!(cell)
                    && let Payload::Cell(v) = self.heap.payload_mut(r)
                {
                    *v = value;
                }
            }
            Instr::DeleteCell { cell } => {
                let mut was_bound = false;
                if let Value::Ref(r) = reg!(cell)
                    && let Payload::Cell(v) = self.heap.payload_mut(r)
                {
                    was_bound = !v.is_unbound();
                    *v = Value::Unbound;
                }
                if !was_bound {
                    let s = self.unbound_cell(cell);
                    signal!(s, Ret::Discard);
                }
                self.may_have_dropped();
            }
            Instr::MakeCell { cell } => {
                reg!(cell) = Value::Ref(self.heap.alloc(types::CELL, Payload::Cell(Value::Unbound)));
            }
            Instr::LoadNameOrCell { dst, name, cell } => {
                let locals = unsafe { frame!() }.locals;
                if let Some(v) = self.heap.get_name(locals, name!(name)) {
                    reg!(dst) = v;
                    return Flow::Next;
                }
                load_cell!(dst, cell);
            }

            // ---- attributes and items
            Instr::LoadAttr { dst, object, name } => {
                let o = reg!(object);
                if let Value::Ref(r) = o
                    && let Some(v) = self.load_plain_attr(r, name!(name), unsafe { &mut *slot })
                {
                    reg!(dst) = v;
                    return Flow::Next;
                }
                set!(dst, self.get_attr(o, name!(name)));
            }
            Instr::StoreAttr { object, name, src } => {
                let o = reg!(object);
                self.attribute_may_be_dropped(o, name!(name));
                if let Value::Ref(r) = o
                    && self.store_plain_attr(r, name!(name), reg!(src), unsafe { &mut *slot })
                {
                    return Flow::Next;
                }
                done!(self.set_attr(o, name!(name), reg!(src)));
            }
            Instr::DeleteAttr { object, name } => {
                self.may_have_dropped();
                done!(self.delete_attr(reg!(object), name!(name)));
            }
            Instr::LoadItem { dst, object, index } => set!(dst, self.get_item(reg!(object), reg!(index))),
            Instr::StoreItem { object, index, src } => done!(self.set_item(reg!(object), reg!(index), reg!(src))),
            Instr::DeleteItem { object, index } => {
                self.may_have_dropped();
                done!(self.delete_item(reg!(object), reg!(index)));
            }

            // ---- calls
            Instr::LoadMethod { base, object, name } => {
                let o = reg!(object);
                if let Value::Ref(r) = o {
                    self.cache_method(r, name!(name), unsafe { &mut *slot });
                }
                match self.load_method(o, name!(name)) {
                    Ok((function, receiver)) => {
                        reg!(base) = function;
                        reg!(base + 1) = receiver;
                    }
                    Err(Signal::Call) => {
                        if self.pending.phase.is_none() {
                            self.pending.phase = Some(Phase::Method);
                        }
                        signal!(Signal::Call, Ret::Finish(Phase::Method));
                    }
                    Err(s) => signal!(s, Ret::Discard),
                }
            }
            Instr::Call { base, argc } => call!(base, base + 1, argc),
            Instr::CallMethod { base, argc } => {
                // Without a receiver the arguments begin one register later.
                let gap = reg!(base + 1).is_unbound() as u16;
                call!(base, base + 1 + gap, argc + 1 - gap);
            }
            Instr::CallKeywords { base, argc, names } => {
                let callee = reg!(base);
                let keywords =
                    self.keyword_arguments(unsafe { *consts.add(names as usize) }, argc, |i| reg!(base + 1 + i));
                let positional = argc - keywords.len() as u16;
                let args = (0..positional).map(|i| reg!(base + 1 + i)).collect();
                invoke!(base, callee, args, &keywords);
            }
            Instr::CallMethodKeywords { base, argc, names } => {
                let (callee, receiver) = (reg!(base), reg!(base + 1));
                let keywords =
                    self.keyword_arguments(unsafe { *consts.add(names as usize) }, argc, |i| reg!(base + 2 + i));
                let positional = argc - keywords.len() as u16;
                let args = receiver.bound().into_iter().chain((0..positional).map(|i| reg!(base + 2 + i))).collect();
                invoke!(base, callee, args, &keywords);
            }
            Instr::CallUnpacked { base } => {
                let (callee, list, dict) = (reg!(base), reg!(base + 1), reg!(base + 2));
                let args = self.heap.as_sequence(list).map(<[Value]>::to_vec).unwrap_or_default();
                match self.unpacked_keywords(dict) {
                    Ok(keywords) => invoke!(base, callee, args, &keywords),
                    Err(s) => signal!(s, Ret::Discard),
                }
            }
            Instr::Return { src } => {
                let value = reg!(src);
                return self.returned(value);
            }
            Instr::ReturnNone => return self.returned(Value::None),

            // ---- operators
            Instr::Add { dst, a, b } => set!(dst, self.binary(BinaryOp::Add, reg!(a), reg!(b), false)),
            Instr::Sub { dst, a, b } => set!(dst, self.binary(BinaryOp::Sub, reg!(a), reg!(b), false)),
            Instr::Mul { dst, a, b } => set!(dst, self.binary(BinaryOp::Mul, reg!(a), reg!(b), false)),
            Instr::Binary { op, dst, a, b } => set!(dst, self.binary(op, reg!(a), reg!(b), false)),
            Instr::InPlace { op, dst, a, b } => set!(dst, self.binary(op, reg!(a), reg!(b), true)),
            Instr::BinaryInt { op, dst, a, value } => {
                set!(dst, self.binary(op, reg!(a), Value::Int(value as i64), false))
            }
            Instr::InPlaceInt { op, dst, a, value } => {
                set!(dst, self.binary(op, reg!(a), Value::Int(value as i64), true))
            }
            Instr::Unary { op, dst, src } => set!(dst, self.unary(op, reg!(src))),
            Instr::Compare { op, dst, a, b } => set!(dst, self.compare(op, reg!(a), reg!(b))),
            Instr::Is { dst, a, b } => reg!(dst) = Value::Bool(reg!(a).is(reg!(b))),
            Instr::IsNot { dst, a, b } => reg!(dst) = Value::Bool(!reg!(a).is(reg!(b))),
            Instr::Contains { dst, item, container } => {
                set!(dst, self.contains(reg!(item), reg!(container)).map(Value::Bool));
            }
            Instr::NotContains { dst, item, container } => {
                set!(dst, self.contains(reg!(item), reg!(container)).map(|c| Value::Bool(!c)));
            }

            // ---- jumps
            Instr::Jump { offset } => jump!(offset),
            Instr::JumpIfTrue { cond, offset } => jump_if!(self.truth(reg!(cond)), Phase::Truth, true, offset),
            Instr::JumpIfFalse { cond, offset } => jump_if!(self.truth(reg!(cond)), Phase::Truth, false, offset),
            Instr::JumpIfNone { cond, offset } => {
                if reg!(cond).is_none() {
                    jump!(offset);
                }
            }
            Instr::JumpIfNotNone { cond, offset } => {
                if !reg!(cond).is_none() {
                    jump!(offset);
                }
            }
            Instr::JumpIfCompare { op, a, b, offset } => {
                jump_if!(self.compared(op, reg!(a), reg!(b)), Phase::Outcome, true, offset)
            }
            Instr::JumpUnlessCompare { op, a, b, offset } => {
                jump_if!(self.compared(op, reg!(a), reg!(b)), Phase::Outcome, false, offset)
            }
            Instr::JumpIfCompareInt { op, a, value, offset } => {
                jump_if!(self.compared(op, reg!(a), Value::Int(value as i64)), Phase::Outcome, true, offset)
            }
            Instr::JumpUnlessCompareInt { op, a, value, offset } => {
                jump_if!(self.compared(op, reg!(a), Value::Int(value as i64)), Phase::Outcome, false, offset)
            }
            Instr::GetIter { dst, src } => set!(dst, self.get_iter(reg!(src))),
            Instr::ForLoop { iter, dst, offset } => {
                let iterator = reg!(iter);
                if let Value::Ref(r) = iterator {
                    match self.heap.payload(r) {
                        Payload::Iterator(_) => match self.iter_next_native(iterator) {
                            Ok(Some(Some(v))) => {
                                reg!(dst) = v;
                                jump!(offset);
                            }
                            Ok(_) => return Flow::Next,
                            Err(s) => signal!(s, Ret::Discard),
                        },
                        Payload::Generator(g) => {
                            if g.state == GeneratorState::Finished {
                                return Flow::Next;
                            }
                            match self.resume_generator(r, Resume::Send(Value::None), Ret::Finish(Phase::Next)) {
                                Ok(_) => return Flow::Reload,
                                Err(s) => signal!(s, Ret::Finish(Phase::Next)),
                            }
                        }
                        _ => {}
                    }
                }
                let class = self.class_of(iterator);
                match self.lookup(class, names::__next__) {
                    Some(method) => {
                        let s = self.call_special_phase(method, iterator, Phase::Next);
                        signal!(s, Ret::Finish(Phase::Next));
                    }
                    None => {
                        let name = self.type_name(iterator);
                        let s = self.type_error(&format!("'{name}' object is not an iterator"));
                        signal!(s, Ret::Discard);
                    }
                }
            }

            // ---- building
            Instr::BuildTuple { dst, base, count } => {
                let items: Vec<Value> = (0..count).map(|i| reg!(base + i)).collect();
                reg!(dst) = self.heap.tuple(items);
            }
            Instr::BuildList { dst, base, count } => {
                let items: Vec<Value> = (0..count).map(|i| reg!(base + i)).collect();
                reg!(dst) = self.heap.list(items);
            }
            Instr::BuildSet { dst, base, count } => {
                let items: Vec<Value> = (0..count).map(|i| reg!(base + i)).collect();
                set!(dst, self.build_set(items));
            }
            Instr::BuildDict { dst, base, count } => {
                let items: Vec<Value> = (0..count * 2).map(|i| reg!(base + i)).collect();
                set!(dst, self.build_dict(items));
            }
            Instr::BuildString { dst, base, count } => {
                let mut joined = String::new();
                for i in 0..count {
                    joined.push_str(self.heap.as_str(reg!(base + i)).unwrap_or_default());
                }
                reg!(dst) = self.heap.str(joined);
            }
            Instr::BuildSlice { dst, base } => {
                let parts = [reg!(base), reg!(base + 1), reg!(base + 2)];
                reg!(dst) = Value::Ref(self.heap.alloc(types::SLICE, Payload::Slice(Box::new(parts))));
            }
            Instr::ListAppend { list, src } => {
                let v = reg!(src);
                self.heap.grew(16);
                if let Some(items) = self.heap.as_list_mut(reg!(list)) {
                    items.push(v);
                }
            }
            Instr::ListExtend { list, src } => done!(self.list_extend(reg!(list), reg!(src))),
            Instr::ListToTuple { dst, src } => {
                let items = self.heap.as_list(reg!(src)).cloned().unwrap_or_default();
                reg!(dst) = self.heap.tuple(items);
            }
            Instr::SetAdd { set, src } => done!(self.set_add(reg!(set), reg!(src))),
            Instr::SetUpdate { set, src } => {
                done!(self.call_prelude("_set_update", vec![reg!(set), reg!(src)]).map(drop))
            }
            Instr::DictInsert { dict, key, value } => done!(self.dict_insert(reg!(dict), reg!(key), reg!(value))),
            Instr::DictUpdate { dict, src } => done!(self.dict_update(reg!(dict), reg!(src))),
            Instr::DictMerge { dict, src, function } => {
                done!(self.call_prelude("_merge_keywords", vec![reg!(dict), reg!(src), reg!(function)]).map(drop));
            }
            Instr::Format { conversion, dst, src, spec } => {
                let spec = if spec == NO_REG { Value::Unbound } else { reg!(spec) };
                set!(dst, self.format_field(conversion, reg!(src), spec));
            }
            Instr::Unpack { base, src, count } => {
                let v = reg!(src);
                if let Some(items) = self.heap.as_sequence(v)
                    && items.len() == count as usize
                    && types::is_builtin(self.class_of(v))
                {
                    for i in 0..count {
                        reg!(base + i) = items[i as usize];
                    }
                    return Flow::Next;
                }
                match self.unpack(v, count as usize, None) {
                    Ok(items) => {
                        for (i, item) in items.into_iter().enumerate() {
                            reg!(base + i as u16) = item;
                        }
                    }
                    Err(s) => signal!(s, Ret::Finish(Phase::Outcome)),
                }
            }
            Instr::UnpackStar { after, base, src, before } => {
                match self.unpack(reg!(src), before as usize, Some(after as usize)) {
                    Ok(items) => {
                        for (i, item) in items.into_iter().enumerate() {
                            reg!(base + i as u16) = item;
                        }
                    }
                    Err(s) => signal!(s, Ret::Finish(Phase::Outcome)),
                }
            }

            // ---- definitions
            Instr::MakeFunction { flags, dst, code, base } => {
                let operands = [
                    reg_or(regs, base, 0, flags.count()),
                    reg_or(regs, base, 1, flags.count()),
                    reg_or(regs, base, 2, flags.count()),
                    reg_or(regs, base, 3, flags.count()),
                ];
                reg!(dst) = self.make_function(unsafe { *consts.add(code as usize) }, flags, operands);
            }
            Instr::LoadBuildClass { dst } => {
                let builder = self.prelude_function("__build_class__");
                reg!(dst) = builder;
            }
            Instr::ImportName { base, name } => {
                let globals = unsafe { frame!() }.globals;
                let args = vec![Value::Ref(name!(name)), Value::Ref(globals), reg!(base), reg!(base + 1)];
                set!(base, self.import_name(args));
            }
            Instr::ImportFrom { dst, module, name } => {
                set!(dst, self.import_from(reg!(module), name!(name)));
            }
            Instr::ImportStar { src } => {
                let frame = unsafe { frame!() };
                let space = if frame.locals.is_some() { frame.locals } else { frame.globals };
                done!(self.call_prelude("_import_star", vec![reg!(src), Value::Ref(space)]).map(drop));
            }

            // ---- exceptions
            Instr::Raise { exc, cause } => {
                let exc = if exc == NO_REG { Value::Unbound } else { reg!(exc) };
                let cause = if cause == NO_REG { Value::Unbound } else { reg!(cause) };
                let s = self.raise(exc, cause);
                signal!(s, Ret::Discard);
            }
            Instr::Reraise { exc } => {
                let exc = reg!(exc);
                self.thread.raised = exc;
                self.reraise = true;
                signal!(Signal::Raise, Ret::Discard);
            }
            Instr::PushHandled { saved, exc } => {
                reg!(saved) = self.handled_before();
                self.thread.handled = reg!(exc);
            }
            Instr::PopHandled { saved } => {
                self.handled_again(reg!(saved));
                self.may_have_dropped();
            }
            Instr::MatchException { dst, exc, types } => {
                set!(dst, self.match_exception(reg!(exc), reg!(types)));
            }
            Instr::LoadSpecial { which, base, object } => match self.load_special(which, reg!(object)) {
                Ok((function, receiver)) => {
                    reg!(base) = function;
                    reg!(base + 1) = receiver;
                }
                Err(s) => signal!(s, Ret::Discard),
            },
            Instr::ExceptionInfo { base, exc } => {
                let exc = reg!(exc);
                reg!(base) = Value::Ref(self.class_of(exc));
                reg!(base + 1) = exc;
                reg!(base + 2) = self.exception(exc).map_or(Value::None, |e| e.traceback.or_none());
            }

            // ---- generators
            Instr::Yield { src, .. } => {
                let value = reg!(src);
                match self.yield_value(value) {
                    Ok(()) => return Flow::Reload,
                    Err(s) => signal!(s, Ret::Discard),
                }
            }
            Instr::GetYieldFromIter { dst, src } => set!(dst, self.yield_from_iter(reg!(src))),
            Instr::GetAwaitable { dst, src } => set!(dst, self.get_awaitable(reg!(src))),
            Instr::YieldFrom { dst, iter, sent } => match self.delegate(reg!(iter), reg!(sent), dst) {
                Ok(()) => return Flow::Reload,
                Err(s) => signal!(s, Ret::Finish(Phase::Delegate)),
            },
            Instr::GetAsyncIter { dst, src } => set!(dst, self.async_iter(reg!(src))),
            Instr::GetAsyncNext { dst, iter } => set!(dst, self.async_next(reg!(iter))),

            Instr::Intrinsic { which, base, count } => {
                let args: Vec<Value> = (0..count).map(|i| reg!(base + i)).collect();
                set!(base, self.intrinsic(which, args));
            }
        }
        Flow::Next
    }

    pub(super) fn after_signal(&mut self, signal: Signal, ret: Ret) -> Flow {
        match self.handle(signal, ret) {
            Some(stop) => Flow::Stop(stop),
            None => Flow::Reload,
        }
    }

    fn returned(&mut self, value: Value) -> Flow {
        match self.return_value(value) {
            Some(stop) => Flow::Stop(stop),
            None => Flow::Reload,
        }
    }

    /// A comparison for a jump. Python's `__lt__` and the like may give anything; what is not a bool here comes of
    /// built-in types only, which answer with one.
    fn compared(&mut self, op: CompareOp, a: Value, b: Value) -> Result<bool, Signal> {
        Ok(matches!(self.compare(op, a, b)?, Value::Bool(true)))
    }

    fn keyword_arguments(&self, names: Value, argc: u16, arg: impl Fn(u16) -> Value) -> Vec<(Ref, Value)> {
        let names = self.heap.as_tuple(names).unwrap_or_default();
        let first = argc - names.len() as u16;
        names.iter().enumerate().filter_map(|(i, n)| Some((n.as_ref()?, arg(first + i as u16)))).collect()
    }

    fn unpacked_keywords(&mut self, dict: Value) -> Result<Vec<(Ref, Value)>, Signal> {
        let Value::Ref(r) = dict else { return Ok(Vec::new()) };
        let entries: Vec<(Value, Value)> =
            self.heap.as_dict(r).map(|d: &Dict| d.iter().map(|e| (e.key, e.value)).collect()).unwrap_or_default();
        let mut keywords = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            match key {
                Value::Ref(k) if self.heap.as_str(key).is_some() => keywords.push((self.heap.intern_object(k), value)),
                _ => return Err(self.type_error("keywords must be strings")),
            }
        }
        Ok(keywords)
    }

    pub(crate) fn name_not_defined(&mut self, name: Ref) -> Signal {
        let text = self.heap.text(name).to_owned();
        let message = self.str(format!("name '{text}' is not defined"));
        let exc = self.new_exception(types::NAME_ERROR, vec![message]);
        if let Value::Ref(e) = exc {
            self.set_own_attr(e, names::name, Value::Ref(name));
        }
        self.raise_value(exc)
    }

    fn unbound_local(&mut self, local: u16) -> Signal {
        let name = self.local_name(local);
        self.unbound_local_error(&format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        ))
    }

    fn local_name(&self, register: u16) -> String {
        let Some(frame) = self.thread.frames.last() else { return String::new() };
        let code = &self.codes[frame.code as usize].code;
        let at = register as usize;
        let free = at.checked_sub(code.locals.len());
        code.locals.get(at).or_else(|| code.free.get(free?)).cloned().unwrap_or_default()
    }

    fn unbound_cell(&mut self, cell: u16) -> Signal {
        let name = self.local_name(cell);
        let Some(frame) = self.thread.frames.last() else { return Signal::Raise };
        let own = (cell as usize) < self.codes[frame.code as usize].code.locals.len();
        if own {
            return self.unbound_local_error(&format!(
                "cannot access local variable '{name}' where it is not associated with a value"
            ));
        }
        self.name_error(&format!(
            "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        ))
    }

    /// One replacement field of an f-string.
    fn format_field(&mut self, conversion: Conversion, value: Value, spec: Value) -> Result<Value, Signal> {
        let spec_text = self.heap.as_str(spec).unwrap_or_default().to_owned();
        let converted = match conversion {
            Conversion::None => None,
            Conversion::Str => self.str_native(value),
            Conversion::Repr => self.repr_native(value),
            Conversion::Ascii => self.repr_native(value).map(|s| crate::format::to_ascii(&s)),
        };
        match (conversion, converted) {
            (Conversion::None, _) => {
                if spec_text.is_empty() {
                    if self.heap.as_str(value).is_some() && types::is_builtin(self.class_of(value)) {
                        return Ok(value);
                    }
                    if types::is_builtin(self.class_of(value))
                        && let Some(text) = self.str_native(value)
                    {
                        return Ok(self.str(text));
                    }
                }
                if let Some(result) = crate::format::format_native(self, value, &spec_text) {
                    return result;
                }
                let spec = self.str(spec_text);
                self.call_prelude("_format_value", vec![value, spec])
            }
            (_, Some(text)) => {
                let text = self.str(text);
                if spec_text.is_empty() {
                    return Ok(text);
                }
                crate::format::format_native(self, text, &spec_text).unwrap_or(Ok(text))
            }
            (conversion, None) => {
                let kind = match conversion {
                    Conversion::Str => "s",
                    Conversion::Repr => "r",
                    _ => "a",
                };
                let kind = self.str(kind);
                let spec = self.str(spec_text);
                self.call_prelude("_format_converted", vec![value, kind, spec])
            }
        }
    }

    /// Items for targets: `count` of them, or with `after` at least `count + after`, the rest in a list.
    fn unpack(&mut self, v: Value, count: usize, after: Option<usize>) -> Result<Vec<Value>, Signal> {
        let items = match self.native_items(v) {
            Some(items) => items,
            None => {
                // The prelude goes through the iterable (no further than needed) and comes back with a tuple.
                let limit = if after.is_some() { -1 } else { count as i64 + 1 };
                let iterator_needed = vec![v, Value::Int(limit)];
                let asked = self.call_prelude("_unpack", iterator_needed);
                self.pending.phase = Some(Phase::Outcome);
                return match asked {
                    Err(s) => Err(s),
                    Ok(_) => Ok(Vec::new()),
                };
            }
        };
        self.arrange_unpacked(items, count, after)
    }

    pub(crate) fn arrange_unpacked(
        &mut self,
        mut items: Vec<Value>,
        count: usize,
        after: Option<usize>,
    ) -> Result<Vec<Value>, Signal> {
        match after {
            None if items.len() == count => Ok(items),
            None if items.len() < count => {
                let message = format!("not enough values to unpack (expected {count}, got {})", items.len());
                Err(self.value_error(&message))
            }
            None => Err(self.value_error(&format!("too many values to unpack (expected {count})"))),
            Some(after) => {
                if items.len() < count + after {
                    let message = format!(
                        "not enough values to unpack (expected at least {}, got {})",
                        count + after,
                        items.len()
                    );
                    return Err(self.value_error(&message));
                }
                let tail = items.split_off(items.len() - after);
                let middle = items.split_off(count);
                let middle = self.list(middle);
                items.push(middle);
                items.extend(tail);
                Ok(items)
            }
        }
    }
}

/// Operand `i` of `count` from `base` on, unbound past the end.
fn reg_or(regs: *mut Value, base: u16, i: u16, count: u16) -> Value {
    if i < count {
        // SAFETY: verified code has `count` registers from `base` on.
        unsafe { *regs.add((base + i) as usize) }
    } else {
        Value::Unbound
    }
}
