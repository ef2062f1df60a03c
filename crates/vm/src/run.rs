//! The interpreter loop.
//!
//! The loop keeps what it needs most (instructions, registers, fuel) in locals. Whatever may look at
//! frames, push one or raise first stores the program counter in the frame (`sync!`); whatever may
//! have changed the innermost frame reloads the locals (`load_frame!`).
//!
//! # Safety
//! The loop reads instructions, constants, names, caches and registers through raw pointers, because
//! bounds checks on each of them cost a fifth of the speed. They are in range because
//! `weft_code::verify` has checked every code object against its own tables and register count, a
//! frame's registers always lie within the thread's stack (`push_frame`, `enter_fast`), and neither
//! the code table's boxes nor the stack are moved while a pointer to them is used: both change only
//! in functions after which `load_frame!` follows.

use weft_code::{BinaryOp, CompareOp, Conversion, Instr, NO_REG, UnaryOp};

use crate::{
    call::Called,
    dict::Dict,
    frame::{Frame, Phase, Ret},
    names,
    natives::Signal,
    object::{Function, NativeIterator, Payload},
    operators::order_matches,
    types,
    value::{Ref, Value},
    vm::{Cache, Stop, Vm},
};

/// Where the GIL may change hands once a thread's time is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchPoints {
    /// Between any two instructions.
    Anywhere,
    /// Before a backward jump or a call, as CPython checks since 3.10.
    LoopsAndCalls,
    /// As `LoopsAndCalls`, but not before calls of the built-in functions that CPython specialises
    /// (3.11 and later).
    LoopsAndSlowCalls,
}

/// Cache kinds.
const NONE: u32 = 0;
const GLOBAL: u32 = 1;
const BUILTIN: u32 = 2;
const INSTANCE: u32 = 3;
const METHOD: u32 = 4;
const MODULE: u32 = 5;

impl Vm {
    /// Run the current thread for `fuel` instructions. Where the GIL may change hands then is for the scheduler to
    /// ask: see [`Vm::may_stop_here`].
    pub fn run(&mut self, fuel: u32) -> Stop {
        if self.thread.frames.is_empty() {
            return Stop::Ended;
        }
        self.fuel = fuel;
        // SAFETY: see the module's comment.
        unsafe { self.execute() }
    }

    /// Fuel that the last slice left over.
    pub fn fuel_left(&self) -> u32 {
        self.fuel
    }

    /// Deal with what a native or an operation asked for. `None`: go on with the innermost frame.
    fn handle(&mut self, signal: Signal, ret: Ret) -> Option<Stop> {
        let signal = match signal {
            Signal::Call => match self.dispatch(ret) {
                Ok(()) => return self.after_dispatch(),
                Err(s) => s,
            },
            s => s,
        };
        match signal {
            Signal::Raise => {
                if self.unwind() {
                    None
                } else {
                    Some(Stop::Ended)
                }
            }
            Signal::Wait => {
                // The instruction runs again when the wait is over.
                if let Some(frame) = self.thread.frames.last_mut() {
                    frame.pc -= 1;
                }
                Some(Stop::Wait)
            }
            Signal::Call => None,
        }
    }

    fn after_dispatch(&mut self) -> Option<Stop> {
        if self.thread.frames.is_empty() {
            return Some(Stop::Ended);
        }
        if self.effects.is_empty() { None } else { Some(Stop::Effects) }
    }

    /// May the slice end before this instruction?
    pub(crate) fn may_stop_before(&self, instr: Instr, regs: *const Value, points: SwitchPoints) -> bool {
        if points == SwitchPoints::Anywhere {
            return true;
        }
        let callee = match instr {
            Instr::Jump { offset } => return offset < 0,
            Instr::JumpIfTrue { offset, .. }
            | Instr::JumpIfFalse { offset, .. }
            | Instr::JumpIfNone { offset, .. }
            | Instr::JumpIfNotNone { offset, .. } => return offset < 0,
            Instr::JumpIfCompare { offset, .. }
            | Instr::JumpUnlessCompare { offset, .. }
            | Instr::JumpIfCompareInt { offset, .. }
            | Instr::JumpUnlessCompareInt { offset, .. }
            | Instr::ForLoop { offset, .. } => return offset < 0,
            Instr::Call { base, .. }
            | Instr::CallMethod { base, .. }
            | Instr::CallKeywords { base, .. }
            | Instr::CallMethodKeywords { base, .. }
            | Instr::CallUnpacked { base } => base,
            _ => return false,
        };
        if points == SwitchPoints::LoopsAndCalls {
            return true;
        }
        // SAFETY: `callee` is a register of the frame that `regs` points to.
        let callee = unsafe { *regs.add(callee as usize) };
        !self.is_fast_builtin(callee)
    }

    /// Does CPython 3.11 call it without looking whether somebody wants the GIL?
    fn is_fast_builtin(&self, callee: Value) -> bool {
        let Value::Ref(r) = callee else { return false };
        match self.heap.payload(r) {
            Payload::Native(n) => {
                let def = &self.natives.entries[*n as usize].def;
                def.owner == "builtins" && matches!(def.name, "len" | "isinstance")
                    || def.owner == "list" && def.name == "append"
            }
            Payload::Type(_) => r == types::TYPE,
            _ => false,
        }
    }

    #[allow(clippy::cognitive_complexity)]
    unsafe fn execute(&mut self) -> Stop {
        let mut instrs: *const Instr;
        let mut consts: *const Value;
        let mut names: *const Ref;
        let mut caches: *mut Cache;
        let mut regs: *mut Value;
        let mut pc: usize;
        let mut fuel = self.fuel;

        macro_rules! load_frame {
            () => {{
                let frame = match self.thread.frames.last() {
                    Some(frame) => frame,
                    None => {
                        self.fuel = fuel;
                        return Stop::Ended;
                    }
                };
                let code = unsafe { self.codes.get_unchecked_mut(frame.code as usize) };
                instrs = code.code.instrs.as_ptr();
                consts = code.consts.as_ptr();
                names = code.names.as_ptr();
                caches = code.caches.as_mut_ptr();
                pc = frame.pc as usize;
                regs = unsafe { self.thread.stack.as_mut_ptr().add(frame.base as usize) };
            }};
        }
        macro_rules! sync {
            () => {{
                let last = self.thread.frames.len() - 1;
                unsafe { self.thread.frames.get_unchecked_mut(last) }.pc = pc as u32;
                self.fuel = fuel;
            }};
        }
        macro_rules! reg {
            ($r:expr) => {
                *unsafe { &mut *regs.add($r as usize) }
            };
        }
        macro_rules! name {
            ($n:expr) => {
                unsafe { *names.add($n as usize) }
            };
        }
        macro_rules! jump {
            ($offset:expr) => {
                pc = (pc as isize + $offset as isize) as usize
            };
        }
        // A backward jump: a safe point.
        macro_rules! jump_back {
            ($offset:expr) => {{
                jump!($offset);
                if self.heap.needs_collection() {
                    sync!();
                    match self.tidy() {
                        Ok(()) => load_frame!(),
                        Err(s) => signal!(s, Ret::Discard),
                    }
                }
            }};
        }
        macro_rules! signal {
            ($s:expr, $ret:expr) => {{
                sync!();
                if let Some(stop) = self.handle($s, $ret) {
                    return stop;
                }
                fuel = self.fuel;
                load_frame!();
                continue;
            }};
        }
        // Run something that may raise, call or wait, and put its value in a register.
        macro_rules! set {
            ($dst:expr, $e:expr) => {{
                sync!();
                match $e {
                    Ok(v) => reg!($dst) = v,
                    Err(s) => signal!(s, Ret::Reg($dst)),
                }
            }};
        }
        // The same for what gives no value.
        macro_rules! done {
            ($e:expr) => {{
                sync!();
                if let Err(s) = $e {
                    signal!(s, Ret::Discard);
                }
            }};
        }
        // After a native has run: the kernel may have to know.
        macro_rules! after_native {
            ($base:expr) => {{
                fuel = self.fuel;
                if !self.effects.is_empty() {
                    return Stop::Effects;
                }
                if self.heap.needs_collection() {
                    self.forget_above($base);
                    match self.tidy() {
                        Ok(()) => load_frame!(),
                        Err(s) => signal!(s, Ret::Discard),
                    }
                }
            }};
        }
        macro_rules! call_slow {
            ($base:expr, $callee:expr, $args:expr, $keywords:expr) => {{
                sync!();
                let args: Vec<Value> = $args;
                match self.invoke($callee, &args, $keywords, Ret::Reg($base)) {
                    Ok(Called::Value(v)) => {
                        // Making a generator puts its frame on the stack for a moment: it may have moved.
                        load_frame!();
                        reg!($base) = v;
                        after_native!($base);
                    }
                    Ok(Called::Frame) => load_frame!(),
                    Err(s) => signal!(s, Ret::Reg($base)),
                }
            }};
        }

        load_frame!();
        loop {
            let instr = unsafe { *instrs.add(pc) };
            if fuel == 0 {
                sync!();
                return Stop::OutOfFuel;
            }
            fuel -= 1;
            pc += 1;
            match instr {
                Instr::Nop => {}
                Instr::Move { dst, src } => reg!(dst) = reg!(src),
                Instr::LoadConst { dst, index } => reg!(dst) = unsafe { *consts.add(index as usize) },
                Instr::LoadInt { dst, value } => reg!(dst) = Value::Int(value as i64),
                Instr::CheckBound { local } => {
                    if reg!(local).is_unbound() {
                        sync!();
                        let s = self.unbound_local(local);
                        signal!(s, Ret::Discard);
                    }
                }
                Instr::Unbind { local } => reg!(local) = Value::Unbound,

                // ---- variables
                Instr::LoadGlobal { dst, name } => {
                    let frame = unsafe { self.thread.frames.last().unwrap_unchecked() };
                    let globals = frame.globals;
                    let cache = unsafe { *caches.add(pc - 1) };
                    if cache.kind == GLOBAL
                        && let Some(d) = self.heap.as_dict(globals)
                        && let Some(v) = d.value_if_key(cache.at as usize, name!(name))
                    {
                        reg!(dst) = v;
                        continue;
                    }
                    if cache.kind == BUILTIN
                        && cache.key == globals.0
                        && let Some(d) = self.heap.as_dict(globals)
                        && d.additions() == cache.version
                        && let Some(b) = self.heap.as_dict(self.builtins)
                        && let Some(v) = b.value_if_key(cache.at as usize, name!(name))
                    {
                        reg!(dst) = v;
                        continue;
                    }
                    let cache = unsafe { &mut *caches.add(pc - 1) };
                    set!(dst, self.load_global(globals, name!(name), cache));
                }
                Instr::StoreGlobal { name, src } => {
                    let globals = unsafe { self.thread.frames.last().unwrap_unchecked() }.globals;
                    let value = reg!(src);
                    let cache = unsafe { &mut *caches.add(pc - 1) };
                    if let Some(d) = self.heap.as_dict_mut(globals)
                        && d.set_if_key(cache.at as usize, name!(name), value)
                    {
                        continue;
                    }
                    self.heap.set_name(globals, name!(name), value);
                    cache.at = self.heap.find_name(globals, name!(name)).unwrap_or(0) as u32;
                }
                Instr::DeleteGlobal { name } => {
                    let globals = unsafe { self.thread.frames.last().unwrap_unchecked() }.globals;
                    if self.heap.remove_name(globals, name!(name)).is_none() {
                        sync!();
                        let s = self.name_not_defined(name!(name));
                        signal!(s, Ret::Discard);
                    }
                }
                Instr::LoadName { dst, name } => {
                    let frame = unsafe { self.thread.frames.last().unwrap_unchecked() };
                    let (globals, locals) = (frame.globals, frame.locals);
                    let cache = unsafe { *caches.add(pc - 1) };
                    if locals.is_none() || locals == globals {
                        if cache.kind == GLOBAL
                            && let Some(d) = self.heap.as_dict(globals)
                            && let Some(v) = d.value_if_key(cache.at as usize, name!(name))
                        {
                            reg!(dst) = v;
                            continue;
                        }
                        let cache = unsafe { &mut *caches.add(pc - 1) };
                        set!(dst, self.load_global(globals, name!(name), cache));
                    } else {
                        set!(dst, self.load_name(globals, locals, name!(name)));
                    }
                }
                Instr::StoreName { name, src } => {
                    let frame = unsafe { self.thread.frames.last().unwrap_unchecked() };
                    let space = if frame.locals.is_some() { frame.locals } else { frame.globals };
                    let value = reg!(src);
                    let cache = unsafe { &mut *caches.add(pc - 1) };
                    if types::is_builtin(self.heap.get(space).class)
                        && let Some(d) = self.heap.as_dict_mut(space)
                        && d.set_if_key(cache.at as usize, name!(name), value)
                    {
                        continue;
                    }
                    done!(self.store_name(space, name!(name), value));
                    cache.at = self.heap.find_name(space, name!(name)).unwrap_or(0) as u32;
                }
                Instr::DeleteName { name } => {
                    let frame = unsafe { self.thread.frames.last().unwrap_unchecked() };
                    let space = if frame.locals.is_some() { frame.locals } else { frame.globals };
                    if self.heap.remove_name(space, name!(name)).is_none() {
                        sync!();
                        let s = self.name_not_defined(name!(name));
                        signal!(s, Ret::Discard);
                    }
                }
                Instr::LoadCell { dst, cell } => {
                    let v = match reg!(cell) {
                        Value::Ref(r) => match self.heap.payload(r) {
                            Payload::Cell(v) => *v,
                            _ => Value::Unbound,
                        },
                        _ => Value::Unbound,
                    };
                    if v.is_unbound() {
                        sync!();
                        let s = self.unbound_cell(cell);
                        signal!(s, Ret::Discard);
                    }
                    reg!(dst) = v;
                }
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
                        sync!();
                        let s = self.unbound_cell(cell);
                        signal!(s, Ret::Discard);
                    }
                }
                Instr::MakeCell { cell } => {
                    reg!(cell) = Value::Ref(self.heap.alloc(types::CELL, Payload::Cell(Value::Unbound)));
                }
                Instr::LoadNameOrCell { dst, name, cell } => {
                    let locals = unsafe { self.thread.frames.last().unwrap_unchecked() }.locals;
                    if let Some(v) = self.heap.get_name(locals, name!(name)) {
                        reg!(dst) = v;
                        continue;
                    }
                    let v = match reg!(cell) {
                        Value::Ref(r) => match self.heap.payload(r) {
                            Payload::Cell(v) => *v,
                            _ => Value::Unbound,
                        },
                        _ => Value::Unbound,
                    };
                    if v.is_unbound() {
                        sync!();
                        let s = self.unbound_cell(cell);
                        signal!(s, Ret::Discard);
                    }
                    reg!(dst) = v;
                }

                // ---- attributes and items
                Instr::LoadAttr { dst, object, name } => {
                    let o = reg!(object);
                    if let Value::Ref(r) = o {
                        let cache = unsafe { *caches.add(pc - 1) };
                        let object = self.heap.get(r);
                        if cache.kind == INSTANCE
                            && object.class.0 == cache.key
                            && cache.version == self.type_version
                            && let Some(d) = self.heap.as_dict(object.dict)
                            && let Some(v) = d.value_if_key(cache.at as usize, name!(name))
                        {
                            reg!(dst) = v;
                            continue;
                        }
                        if cache.kind == MODULE
                            && r.0 == cache.key
                            && let Some(d) = self.heap.as_dict(object.dict)
                            && let Some(v) = d.value_if_key(cache.at as usize, name!(name))
                        {
                            reg!(dst) = v;
                            continue;
                        }
                        self.cache_attribute(r, name!(name), unsafe { &mut *caches.add(pc - 1) });
                    }
                    set!(dst, self.get_attr(o, name!(name)));
                    fuel = self.fuel;
                }
                Instr::StoreAttr { object, name, src } => {
                    let (o, value) = (reg!(object), reg!(src));
                    if let Value::Ref(r) = o {
                        let cache = unsafe { *caches.add(pc - 1) };
                        let object = self.heap.get(r);
                        if cache.kind == INSTANCE && object.class.0 == cache.key && cache.version == self.type_version {
                            let dict = object.dict;
                            if let Some(d) = self.heap.as_dict_mut(dict)
                                && d.set_if_key(cache.at as usize, name!(name), value)
                            {
                                continue;
                            }
                        }
                    }
                    done!(self.set_attr(o, name!(name), value));
                    if let Value::Ref(r) = o {
                        self.cache_attribute(r, name!(name), unsafe { &mut *caches.add(pc - 1) });
                    }
                }
                Instr::DeleteAttr { object, name } => done!(self.delete_attr(reg!(object), name!(name))),
                Instr::LoadItem { dst, object, index } => {
                    let (o, i) = (reg!(object), reg!(index));
                    if let (Value::Ref(r), Value::Int(i)) = (o, i)
                        && i >= 0
                    {
                        match self.heap.payload(r) {
                            Payload::List(items) if types::is_builtin(self.heap.get(r).class) => {
                                if let Some(v) = items.get(i as usize) {
                                    reg!(dst) = *v;
                                    continue;
                                }
                            }
                            Payload::Tuple(items) if types::is_builtin(self.heap.get(r).class) => {
                                if let Some(v) = items.get(i as usize) {
                                    reg!(dst) = *v;
                                    continue;
                                }
                            }
                            _ => {}
                        }
                    }
                    set!(dst, self.get_item(o, i));
                }
                Instr::StoreItem { object, index, src } => {
                    let (o, i, value) = (reg!(object), reg!(index), reg!(src));
                    if let (Value::Ref(r), Value::Int(at)) = (o, i)
                        && at >= 0
                        && types::is_builtin(self.heap.get(r).class)
                        && let Payload::List(items) = self.heap.payload_mut(r)
                        && let Some(slot) = items.get_mut(at as usize)
                    {
                        *slot = value;
                        continue;
                    }
                    done!(self.set_item(o, i, value));
                }
                Instr::DeleteItem { object, index } => done!(self.delete_item(reg!(object), reg!(index))),

                // ---- calls
                Instr::LoadMethod { base, object, name } => {
                    let o = reg!(object);
                    if let Value::Ref(r) = o {
                        let cache = unsafe { *caches.add(pc - 1) };
                        let object = self.heap.get(r);
                        if cache.kind == METHOD && object.class.0 == cache.key && cache.version == self.type_version {
                            reg!(base) = Value::Ref(Ref(cache.at));
                            reg!(base + 1) = o;
                            continue;
                        }
                        if cache.kind == MODULE
                            && r.0 == cache.key
                            && let Some(d) = self.heap.as_dict(object.dict)
                            && let Some(v) = d.value_if_key(cache.at as usize, name!(name))
                        {
                            reg!(base) = v;
                            reg!(base + 1) = Value::Unbound;
                            continue;
                        }
                        self.cache_method(r, name!(name), unsafe { &mut *caches.add(pc - 1) });
                    }
                    sync!();
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
                Instr::Call { base, argc } => {
                    let callee = reg!(base);
                    if let Value::Ref(r) = callee {
                        match self.heap.payload(r) {
                            Payload::Function(f) if f.simple_arity == argc => {
                                let function: *const Function = &**f;
                                sync!();
                                match unsafe { self.enter_fast(&*function, r, base + 1, argc, Ret::Reg(base)) } {
                                    Ok(()) => load_frame!(),
                                    Err(s) => signal!(s, Ret::Discard),
                                }
                                continue;
                            }
                            Payload::Native(n) => {
                                let number = *n;
                                sync!();
                                // SAFETY: the arguments are registers of this frame, which natives cannot move.
                                let args =
                                    unsafe { std::slice::from_raw_parts(regs.add(base as usize + 1), argc as usize) };
                                match self.call_native(number, args, &[]) {
                                    Ok(v) => reg!(base) = v,
                                    Err(s) => signal!(s, Ret::Reg(base)),
                                }
                                after_native!(base);
                                continue;
                            }
                            _ => {}
                        }
                    }
                    let args = (0..argc).map(|i| reg!(base + 1 + i)).collect();
                    call_slow!(base, callee, args, &[]);
                }
                Instr::CallMethod { base, argc } => {
                    let (callee, receiver) = (reg!(base), reg!(base + 1));
                    if receiver.is_unbound() {
                        if let Value::Ref(r) = callee
                            && let Payload::Function(f) = self.heap.payload(r)
                            && f.simple_arity == argc
                        {
                            let function: *const Function = &**f;
                            sync!();
                            match unsafe { self.enter_fast(&*function, r, base + 2, argc, Ret::Reg(base)) } {
                                Ok(()) => load_frame!(),
                                Err(s) => signal!(s, Ret::Discard),
                            }
                            continue;
                        }
                        if let Value::Ref(r) = callee
                            && let Payload::Native(n) = self.heap.payload(r)
                        {
                            let number = *n;
                            sync!();
                            let args =
                                unsafe { std::slice::from_raw_parts(regs.add(base as usize + 2), argc as usize) };
                            match self.call_native(number, args, &[]) {
                                Ok(v) => reg!(base) = v,
                                Err(s) => signal!(s, Ret::Reg(base)),
                            }
                            after_native!(base);
                            continue;
                        }
                        let args = (0..argc).map(|i| reg!(base + 2 + i)).collect();
                        call_slow!(base, callee, args, &[]);
                        continue;
                    }
                    let argc = argc + 1;
                    if let Value::Ref(r) = callee {
                        match self.heap.payload(r) {
                            Payload::Function(f) if f.simple_arity == argc => {
                                let function: *const Function = &**f;
                                sync!();
                                match unsafe { self.enter_fast(&*function, r, base + 1, argc, Ret::Reg(base)) } {
                                    Ok(()) => load_frame!(),
                                    Err(s) => signal!(s, Ret::Discard),
                                }
                                continue;
                            }
                            Payload::Native(n) => {
                                let number = *n;
                                sync!();
                                let args =
                                    unsafe { std::slice::from_raw_parts(regs.add(base as usize + 1), argc as usize) };
                                match self.call_native(number, args, &[]) {
                                    Ok(v) => reg!(base) = v,
                                    Err(s) => signal!(s, Ret::Reg(base)),
                                }
                                after_native!(base);
                                continue;
                            }
                            _ => {}
                        }
                    }
                    let args = (0..argc).map(|i| reg!(base + 1 + i)).collect();
                    call_slow!(base, callee, args, &[]);
                }
                Instr::CallKeywords { base, argc, names } => {
                    let callee = reg!(base);
                    let keywords =
                        self.keyword_arguments(unsafe { *consts.add(names as usize) }, argc, |i| reg!(base + 1 + i));
                    let positional = argc - keywords.len() as u16;
                    let args = (0..positional).map(|i| reg!(base + 1 + i)).collect();
                    call_slow!(base, callee, args, &keywords);
                }
                Instr::CallMethodKeywords { base, argc, names } => {
                    let (callee, receiver) = (reg!(base), reg!(base + 1));
                    let keywords =
                        self.keyword_arguments(unsafe { *consts.add(names as usize) }, argc, |i| reg!(base + 2 + i));
                    let positional = argc - keywords.len() as u16;
                    let args =
                        receiver.bound().into_iter().chain((0..positional).map(|i| reg!(base + 2 + i))).collect();
                    call_slow!(base, callee, args, &keywords);
                }
                Instr::CallUnpacked { base } => {
                    let (callee, list, dict) = (reg!(base), reg!(base + 1), reg!(base + 2));
                    let args = self.heap.as_sequence(list).map(<[Value]>::to_vec).unwrap_or_default();
                    sync!();
                    match self.unpacked_keywords(dict) {
                        Ok(keywords) => call_slow!(base, callee, args, &keywords),
                        Err(s) => signal!(s, Ret::Discard),
                    }
                }
                Instr::Return { src } => {
                    let value = reg!(src);
                    let frame = unsafe { self.thread.frames.last().unwrap_unchecked() };
                    if let (Ret::Reg(dst), true) = (frame.ret, frame.generator.is_none()) {
                        self.thread.frames.pop();
                        load_frame!();
                        reg!(dst) = value;
                        continue;
                    }
                    sync!();
                    if let Some(stop) = self.return_value(value) {
                        return stop;
                    }
                    load_frame!();
                }
                Instr::ReturnNone => {
                    let frame = unsafe { self.thread.frames.last().unwrap_unchecked() };
                    if frame.generator.is_none() {
                        match frame.ret {
                            Ret::Reg(dst) => {
                                self.thread.frames.pop();
                                load_frame!();
                                reg!(dst) = Value::None;
                                continue;
                            }
                            Ret::Init(_) => {
                                self.thread.frames.pop();
                                load_frame!();
                                continue;
                            }
                            _ => {}
                        }
                    }
                    sync!();
                    if let Some(stop) = self.return_value(Value::None) {
                        return stop;
                    }
                    load_frame!();
                }

                // ---- operators
                Instr::Add { dst, a, b } => match (reg!(a), reg!(b)) {
                    (Value::Int(x), Value::Int(y)) if x.checked_add(y).is_some() => {
                        reg!(dst) = Value::Int(x.wrapping_add(y))
                    }
                    (Value::Float(x), Value::Float(y)) => reg!(dst) = Value::Float(x + y),
                    (x, y) => set!(dst, self.binary(BinaryOp::Add, x, y, false)),
                },
                Instr::Sub { dst, a, b } => match (reg!(a), reg!(b)) {
                    (Value::Int(x), Value::Int(y)) if x.checked_sub(y).is_some() => {
                        reg!(dst) = Value::Int(x.wrapping_sub(y))
                    }
                    (Value::Float(x), Value::Float(y)) => reg!(dst) = Value::Float(x - y),
                    (x, y) => set!(dst, self.binary(BinaryOp::Sub, x, y, false)),
                },
                Instr::Mul { dst, a, b } => match (reg!(a), reg!(b)) {
                    (Value::Int(x), Value::Int(y)) => match x.checked_mul(y) {
                        Some(z) => reg!(dst) = Value::Int(z),
                        None => set!(dst, self.binary(BinaryOp::Mul, Value::Int(x), Value::Int(y), false)),
                    },
                    (Value::Float(x), Value::Float(y)) => reg!(dst) = Value::Float(x * y),
                    (x, y) => set!(dst, self.binary(BinaryOp::Mul, x, y, false)),
                },
                Instr::Binary { op, dst, a, b } => {
                    let (x, y) = (reg!(a), reg!(b));
                    match fast_binary(op, x, y) {
                        Some(v) => reg!(dst) = v,
                        None => set!(dst, self.binary(op, x, y, false)),
                    }
                }
                Instr::InPlace { op, dst, a, b } => {
                    let (x, y) = (reg!(a), reg!(b));
                    match fast_binary(op, x, y) {
                        Some(v) => reg!(dst) = v,
                        None => set!(dst, self.binary(op, x, y, true)),
                    }
                }
                Instr::BinaryInt { op, dst, a, value } => {
                    let x = reg!(a);
                    if let Value::Int(i) = x {
                        let sum = match op {
                            BinaryOp::Add => i.checked_add(value as i64),
                            BinaryOp::Sub => i.checked_sub(value as i64),
                            _ => None,
                        };
                        if let Some(sum) = sum {
                            reg!(dst) = Value::Int(sum);
                            continue;
                        }
                    }
                    let y = Value::Int(value as i64);
                    match fast_binary(op, x, y) {
                        Some(v) => reg!(dst) = v,
                        None => set!(dst, self.binary(op, x, y, false)),
                    }
                }
                Instr::InPlaceInt { op, dst, a, value } => {
                    let x = reg!(a);
                    if let Value::Int(i) = x {
                        let sum = match op {
                            BinaryOp::Add => i.checked_add(value as i64),
                            BinaryOp::Sub => i.checked_sub(value as i64),
                            _ => None,
                        };
                        if let Some(sum) = sum {
                            reg!(dst) = Value::Int(sum);
                            continue;
                        }
                    }
                    let y = Value::Int(value as i64);
                    match fast_binary(op, x, y) {
                        Some(v) => reg!(dst) = v,
                        None => set!(dst, self.binary(op, x, y, true)),
                    }
                }
                Instr::Unary { op, dst, src } => {
                    let v = reg!(src);
                    match (op, v) {
                        (UnaryOp::Not, Value::Bool(b)) => reg!(dst) = Value::Bool(!b),
                        (UnaryOp::Neg, Value::Float(f)) => reg!(dst) = Value::Float(-f),
                        _ => set!(dst, self.unary(op, v)),
                    }
                }
                Instr::Compare { op, dst, a, b } => {
                    let (x, y) = (reg!(a), reg!(b));
                    match fast_compare(op, x, y) {
                        Some(v) => reg!(dst) = Value::Bool(v),
                        None => set!(dst, self.compare(op, x, y)),
                    }
                }
                Instr::Is { dst, a, b } => reg!(dst) = Value::Bool(reg!(a).is(reg!(b))),
                Instr::IsNot { dst, a, b } => reg!(dst) = Value::Bool(!reg!(a).is(reg!(b))),
                Instr::Contains { dst, item, container } => {
                    set!(dst, self.contains(reg!(item), reg!(container)).map(Value::Bool));
                }
                Instr::NotContains { dst, item, container } => {
                    set!(dst, self.contains(reg!(item), reg!(container)).map(|c| Value::Bool(!c)));
                }

                // ---- jumps
                Instr::Jump { offset } => {
                    if offset < 0 {
                        jump_back!(offset);
                    } else {
                        jump!(offset);
                    }
                }
                Instr::JumpIfTrue { cond, offset } => {
                    let v = reg!(cond);
                    let truth = match self.truth_native(v) {
                        Some(t) => t,
                        None => {
                            sync!();
                            match self.truth(v) {
                                Ok(t) => t,
                                Err(s) => signal!(s, Ret::Finish(Phase::Truth)),
                            }
                        }
                    };
                    if truth {
                        jump_back!(offset);
                    }
                }
                Instr::JumpIfFalse { cond, offset } => {
                    let v = reg!(cond);
                    let truth = match self.truth_native(v) {
                        Some(t) => t,
                        None => {
                            sync!();
                            match self.truth(v) {
                                Ok(t) => t,
                                Err(s) => signal!(s, Ret::Finish(Phase::Truth)),
                            }
                        }
                    };
                    if !truth {
                        jump_back!(offset);
                    }
                }
                Instr::JumpIfNone { cond, offset } => {
                    if reg!(cond).is_none() {
                        jump_back!(offset);
                    }
                }
                Instr::JumpIfNotNone { cond, offset } => {
                    if !reg!(cond).is_none() {
                        jump_back!(offset);
                    }
                }
                Instr::JumpIfCompare { op, a, b, offset } => {
                    let (x, y) = (reg!(a), reg!(b));
                    let holds = match fast_compare(op, x, y) {
                        Some(h) => h,
                        None => {
                            sync!();
                            match self.compare(op, x, y) {
                                Ok(v) => matches!(v, Value::Bool(true)),
                                Err(s) => signal!(s, Ret::Finish(Phase::Outcome)),
                            }
                        }
                    };
                    if holds {
                        jump_back!(offset);
                    }
                }
                Instr::JumpUnlessCompare { op, a, b, offset } => {
                    let (x, y) = (reg!(a), reg!(b));
                    let holds = match fast_compare(op, x, y) {
                        Some(h) => h,
                        None => {
                            sync!();
                            match self.compare(op, x, y) {
                                Ok(v) => matches!(v, Value::Bool(true)),
                                Err(s) => signal!(s, Ret::Finish(Phase::Outcome)),
                            }
                        }
                    };
                    if !holds {
                        jump_back!(offset);
                    }
                }
                Instr::JumpIfCompareInt { op, a, value, offset } => {
                    let x = reg!(a);
                    let holds = match x {
                        Value::Int(i) => compare_ints(op, i, value as i64),
                        _ => {
                            sync!();
                            match self.compare(op, x, Value::Int(value as i64)) {
                                Ok(v) => matches!(v, Value::Bool(true)),
                                Err(s) => signal!(s, Ret::Finish(Phase::Outcome)),
                            }
                        }
                    };
                    if holds {
                        jump_back!(offset);
                    }
                }
                Instr::JumpUnlessCompareInt { op, a, value, offset } => {
                    let x = reg!(a);
                    let holds = match x {
                        Value::Int(i) => compare_ints(op, i, value as i64),
                        _ => {
                            sync!();
                            match self.compare(op, x, Value::Int(value as i64)) {
                                Ok(v) => matches!(v, Value::Bool(true)),
                                Err(s) => signal!(s, Ret::Finish(Phase::Outcome)),
                            }
                        }
                    };
                    if !holds {
                        jump_back!(offset);
                    }
                }
                Instr::GetIter { dst, src } => set!(dst, self.get_iter(reg!(src))),
                Instr::ForLoop { iter, dst, offset } => {
                    if let Value::Ref(r) = reg!(iter) {
                        match self.heap.payload_mut(r) {
                            Payload::Iterator(state) => {
                                if let NativeIterator::Range { next, remaining, step } = &mut **state {
                                    if *remaining > 0 {
                                        let value = *next;
                                        *remaining -= 1;
                                        *next = next.wrapping_add(*step);
                                        reg!(dst) = Value::Int(value);
                                        jump_back!(offset);
                                    }
                                    continue;
                                }
                                if let NativeIterator::List { list, index } = &mut **state {
                                    let (list, at) = (*list, *index);
                                    *index += 1;
                                    if let Payload::List(items) = self.heap.payload(list)
                                        && let Some(v) = items.get(at)
                                    {
                                        reg!(dst) = *v;
                                        jump_back!(offset);
                                        continue;
                                    }
                                    if let Payload::Iterator(state) = self.heap.payload_mut(r) {
                                        **state = NativeIterator::Done;
                                    }
                                    continue;
                                }
                                sync!();
                                match self.iter_next_native(Value::Ref(r)) {
                                    Ok(Some(Some(v))) => {
                                        reg!(dst) = v;
                                        jump_back!(offset);
                                    }
                                    Ok(_) => {}
                                    Err(s) => signal!(s, Ret::Discard),
                                }
                                continue;
                            }
                            Payload::Generator(g) => {
                                if g.state == crate::object::GeneratorState::Finished {
                                    continue;
                                }
                                sync!();
                                match self.resume_generator(
                                    r,
                                    crate::vm::Resume::Send(Value::None),
                                    Ret::Finish(Phase::Next),
                                ) {
                                    Ok(_) => load_frame!(),
                                    Err(s) => signal!(s, Ret::Finish(Phase::Next)),
                                }
                                continue;
                            }
                            _ => {}
                        }
                    }
                    let iterator = reg!(iter);
                    sync!();
                    let class = self.class_of(iterator);
                    match self.lookup(class, names::__next__) {
                        Some(method) => {
                            let s = self.call_phase(method, vec![iterator], Phase::Next);
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
                        continue;
                    }
                    sync!();
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
                    sync!();
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
                    sync!();
                    reg!(dst) = self.make_function(unsafe { *consts.add(code as usize) }, flags, operands);
                }
                Instr::LoadBuildClass { dst } => {
                    let builder = self.prelude_function("__build_class__");
                    reg!(dst) = builder;
                }
                Instr::ImportName { base, name } => {
                    let globals = unsafe { self.thread.frames.last().unwrap_unchecked() }.globals;
                    let args = vec![Value::Ref(name!(name)), Value::Ref(globals), reg!(base), reg!(base + 1)];
                    set!(base, self.import_name(args));
                }
                Instr::ImportFrom { dst, module, name } => {
                    set!(dst, self.import_from(reg!(module), name!(name)));
                }
                Instr::ImportStar { src } => {
                    let frame = unsafe { self.thread.frames.last().unwrap_unchecked() };
                    let space = if frame.locals.is_some() { frame.locals } else { frame.globals };
                    done!(self.call_prelude("_import_star", vec![reg!(src), Value::Ref(space)]).map(drop));
                }

                // ---- exceptions
                Instr::Raise { exc, cause } => {
                    let exc = if exc == NO_REG { Value::Unbound } else { reg!(exc) };
                    let cause = if cause == NO_REG { Value::Unbound } else { reg!(cause) };
                    sync!();
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
                    reg!(saved) = self.thread.handled;
                    self.thread.handled = reg!(exc);
                }
                Instr::PopHandled { saved } => self.thread.handled = reg!(saved),
                Instr::MatchException { dst, exc, types } => {
                    set!(dst, self.match_exception(reg!(exc), reg!(types)));
                }
                Instr::LoadSpecial { which, base, object } => {
                    sync!();
                    match self.load_special(which, reg!(object)) {
                        Ok((function, receiver)) => {
                            reg!(base) = function;
                            reg!(base + 1) = receiver;
                        }
                        Err(s) => signal!(s, Ret::Discard),
                    }
                }
                Instr::ExceptionInfo { base, exc } => {
                    let exc = reg!(exc);
                    reg!(base) = Value::Ref(self.class_of(exc));
                    reg!(base + 1) = exc;
                    reg!(base + 2) = self.exception(exc).map_or(Value::None, |e| e.traceback.or_none());
                }

                // ---- generators
                Instr::Yield { src, .. } => {
                    let value = reg!(src);
                    sync!();
                    match self.yield_value(value) {
                        Ok(()) => load_frame!(),
                        Err(s) => signal!(s, Ret::Discard),
                    }
                }
                Instr::GetYieldFromIter { dst, src } => set!(dst, self.yield_from_iter(reg!(src))),
                Instr::GetAwaitable { dst, src } => set!(dst, self.get_awaitable(reg!(src))),
                Instr::YieldFrom { dst, iter, sent } => {
                    sync!();
                    match self.delegate(reg!(iter), reg!(sent), dst) {
                        Ok(()) => load_frame!(),
                        Err(s) => signal!(s, Ret::Finish(Phase::Delegate)),
                    }
                }
                Instr::GetAsyncIter { dst, src } => set!(dst, self.async_iter(reg!(src))),
                Instr::GetAsyncNext { dst, iter } => set!(dst, self.async_next(reg!(iter))),

                Instr::Intrinsic { which, base, count } => {
                    let args: Vec<Value> = (0..count).map(|i| reg!(base + i)).collect();
                    set!(base, self.intrinsic(which, args));
                }
            }
        }
    }

    /// Enter a function that needs nothing but a frame; its arguments stand in the caller's registers
    /// from `first` on, and become the first registers of the new frame where they are.
    #[inline]
    unsafe fn enter_fast(
        &mut self,
        function: &Function,
        object: Ref,
        first: u16,
        argc: u16,
        ret: Ret,
    ) -> Result<(), Signal> {
        if self.thread.frames.len() >= self.recursion_limit as usize {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        let caller = unsafe { self.thread.frames.last().unwrap_unchecked() };
        let base = caller.base as usize + first as usize;
        let code = unsafe { self.codes.get_unchecked(function.code as usize) };
        let count = code.code.registers as usize;
        let end = base + count;
        if self.thread.stack.len() < end {
            self.thread.stack.resize(end * 3 / 2, Value::Unbound);
        }
        self.thread.stack[base + argc as usize..end].fill(Value::Unbound);
        self.thread.frames.push(Frame {
            code: function.code,
            pc: 0,
            base: base as u32,
            globals: function.globals,
            locals: Ref::NONE,
            function: object,
            generator: Ref::NONE,
            ret,
        });
        Ok(())
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

    /// Remember how an attribute of an instance or module was found, if it can be found so again.
    fn cache_attribute(&mut self, r: Ref, name: Ref, cache: &mut Cache) {
        let object = self.heap.get(r);
        let (class, dict) = (object.class, object.dict);
        if dict.is_none() {
            return;
        }
        let Some(at) = self.heap.find_name(dict, name) else { return };
        match self.heap.payload(r) {
            Payload::Module => *cache = Cache { key: r.0, version: 0, at: at as u32, kind: MODULE },
            Payload::Type(_) | Payload::Super(_) => {}
            _ => {
                let plain = !types::is_builtin(class)
                    && self.lookup(class, name).is_none()
                    && self.has_default_getattribute(class)
                    && self.has_default_setattr(class);
                if plain {
                    *cache = Cache { key: class.0, version: self.type_version, at: at as u32, kind: INSTANCE };
                }
            }
        }
    }

    fn has_default_setattr(&mut self, class: Ref) -> bool {
        self.lookup(class, names::__setattr__).is_none_or(|m| self.is_of_object(m, names::__setattr__))
    }

    fn cache_method(&mut self, r: Ref, name: Ref, cache: &mut Cache) {
        let object = self.heap.get(r);
        let (class, dict) = (object.class, object.dict);
        match self.heap.payload(r) {
            Payload::Module => {
                if let Some(at) = self.heap.find_name(dict, name) {
                    *cache = Cache { key: r.0, version: 0, at: at as u32, kind: MODULE };
                }
                return;
            }
            Payload::Type(_) | Payload::Super(_) | Payload::GenericAlias { .. } => return,
            _ => {}
        }
        if self.heap.as_type(class).is_none_or(|t| t.shadowed) {
            *cache = Cache { kind: NONE, ..Cache::default() };
            return;
        }
        if dict.is_some() && self.heap.find_name(dict, name).is_some() {
            return;
        }
        if let Some(Value::Ref(method)) = self.lookup(class, name)
            && let crate::attribute::Binding::Function = self.binding(Value::Ref(method))
            && (types::is_builtin(class) || self.has_default_getattribute(class))
        {
            *cache = Cache { key: class.0, version: self.type_version, at: method.0, kind: METHOD };
        }
    }

    fn load_global(&mut self, globals: Ref, name: Ref, cache: &mut Cache) -> Result<Value, Signal> {
        if let Some(at) = self.heap.find_name(globals, name)
            && let Some(d) = self.heap.as_dict(globals)
            && let Some(e) = d.entry(at)
        {
            *cache = Cache { key: globals.0, version: 0, at: at as u32, kind: GLOBAL };
            return Ok(e.value);
        }
        if let Some(at) = self.heap.find_name(self.builtins, name)
            && let Some(d) = self.heap.as_dict(self.builtins)
            && let Some(e) = d.entry(at)
        {
            let version = self.heap.as_dict(globals).map_or(0, Dict::additions);
            *cache = Cache { key: globals.0, version, at: at as u32, kind: BUILTIN };
            return Ok(e.value);
        }
        Err(self.name_not_defined(name))
    }

    fn load_name(&mut self, globals: Ref, locals: Ref, name: Ref) -> Result<Value, Signal> {
        if self.heap.as_dict(locals).is_some() && types::is_builtin(self.heap.get(locals).class) {
            if let Some(v) = self.heap.get_name(locals, name) {
                return Ok(v);
            }
            return self.load_global(globals, name, &mut Cache::default());
        }
        // A namespace of its own kind (`__prepare__`, `exec` with a mapping).
        self.call_prelude("_load_name", vec![Value::Ref(locals), Value::Ref(globals), Value::Ref(name)])
    }

    fn store_name(&mut self, space: Ref, name: Ref, value: Value) -> Result<(), Signal> {
        if self.heap.as_dict(space).is_some() && types::is_builtin(self.heap.get(space).class) {
            self.heap.set_name(space, name, value);
            return Ok(());
        }
        self.set_item(Value::Ref(space), Value::Ref(name), value)
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

#[inline(always)]
fn compare_ints(op: CompareOp, x: i64, y: i64) -> bool {
    match op {
        CompareOp::Lt => x < y,
        CompareOp::Le => x <= y,
        CompareOp::Eq => x == y,
        CompareOp::Ne => x != y,
        CompareOp::Gt => x > y,
        CompareOp::Ge => x >= y,
    }
}

#[inline(always)]
fn fast_compare(op: CompareOp, x: Value, y: Value) -> Option<bool> {
    match (x, y) {
        (Value::Int(x), Value::Int(y)) => Some(compare_ints(op, x, y)),
        (Value::Float(x), Value::Float(y)) => match x.partial_cmp(&y) {
            Some(order) => Some(order_matches(op, order)),
            None => Some(op == CompareOp::Ne),
        },
        _ => None,
    }
}

/// The operator on two inline numbers, where it neither overflows nor fails.
#[inline(always)]
fn fast_binary(op: BinaryOp, x: Value, y: Value) -> Option<Value> {
    match (x, y) {
        (Value::Int(x), Value::Int(y)) => match op {
            BinaryOp::Add => x.checked_add(y).map(Value::Int),
            BinaryOp::Sub => x.checked_sub(y).map(Value::Int),
            BinaryOp::Mul => x.checked_mul(y).map(Value::Int),
            BinaryOp::Mod if y > 0 => Some(Value::Int(x.rem_euclid(y))),
            BinaryOp::FloorDiv if y > 0 => Some(Value::Int(x.div_euclid(y))),
            BinaryOp::And => Some(Value::Int(x & y)),
            BinaryOp::Or => Some(Value::Int(x | y)),
            BinaryOp::Xor => Some(Value::Int(x ^ y)),
            BinaryOp::RShift if (0..64).contains(&y) => Some(Value::Int(x >> y)),
            BinaryOp::TrueDiv if y != 0 && x.unsigned_abs() < 1 << 53 && y.unsigned_abs() < 1 << 53 => {
                Some(Value::Float(x as f64 / y as f64))
            }
            _ => None,
        },
        (Value::Float(x), Value::Float(y)) => match op {
            BinaryOp::Add => Some(Value::Float(x + y)),
            BinaryOp::Sub => Some(Value::Float(x - y)),
            BinaryOp::Mul => Some(Value::Float(x * y)),
            BinaryOp::TrueDiv if y != 0.0 => Some(Value::Float(x / y)),
            _ => None,
        },
        _ => None,
    }
}
