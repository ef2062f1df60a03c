//! The interpreter loop.
//!
//! The loop itself knows the common cases of the common instructions and keeps only three things in locals: where it
//! is, the registers and the fuel. Everything else (any other instruction, any other kind of operand, whatever raises,
//! allocates or waits) goes through [`Vm::perform`], which does one instruction whole. The reason is WebAssembly: an
//! engine that compiles the loop carries every local of it through memory at each turn, so a loop that holds fourteen
//! of them spends half of its time on moving them about. What the loop needs less often stands in [`Window`].
//!
//! # Safety
//! The loop reads instructions, constants, names, caches and registers through raw pointers, because
//! bounds checks on each of them cost a fifth of the speed. They are in range because
//! `weft_code::verify` has checked every code object against its own tables and register count, a
//! frame's registers always lie within the thread's stack (`push_frame`, `Vm::enter_fast`), and neither
//! the code table's boxes nor the stack are moved while a pointer to them is used: both change only
//! in functions after which the window is looked up again.

mod cache;
mod perform;

use weft_code::{BinaryOp, CompareOp, Instr, UnaryOp};

use crate::{
    frame::{Frame, Ret},
    natives::Signal,
    object::{Function, NativeIterator, Payload},
    operators::order_matches,
    types,
    value::{Ref, Value},
    vm::{Cache, Stop, Vm},
};
use cache::{BUILTIN, CLASS_FUNCTION, GLOBAL, INSTANCE, METHOD, MODULE};

/// Where the innermost frame's code and registers stand in memory.
struct Window {
    instrs: *const Instr,
    consts: *const Value,
    names: *const Ref,
    caches: *mut Cache,
    regs: *mut Value,
    globals: Ref,
}

/// How the loop goes on after an instruction that it did not do itself.
enum Flow {
    /// With the next instruction of the same frame.
    Next,
    /// With the innermost frame, wherever it stands now.
    Reload,
    Stop(Stop),
}

impl Vm {
    /// Run the current thread for `fuel` instructions. Where the GIL may change hands then is for the scheduler to
    /// ask: see [`Vm::may_stop_here`].
    pub fn run(&mut self, fuel: u32) -> Stop {
        if self.is_traced() { self.run_traced(fuel) } else { self.run_plain(fuel) }
    }

    /// The same with nobody told of what the thread does.
    pub(crate) fn run_plain(&mut self, fuel: u32) -> Stop {
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

    pub(crate) fn set_fuel_left(&mut self, fuel: u32) {
        self.fuel = fuel;
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

    /// The innermost frame's window and its next instruction.
    #[inline]
    unsafe fn window(&mut self, w: &mut Window) -> *const Instr {
        let frame = unsafe { self.thread.frames.last().unwrap_unchecked() };
        let code = unsafe { self.codes.get_unchecked_mut(frame.code as usize) };
        w.instrs = code.code.instrs.as_ptr();
        w.consts = code.consts.as_ptr();
        w.names = code.names.as_ptr();
        w.caches = code.caches.as_mut_ptr();
        w.globals = frame.globals;
        w.regs = unsafe { self.thread.stack.as_mut_ptr().add(frame.base as usize) };
        unsafe { w.instrs.add(frame.pc as usize) }
    }

    unsafe fn execute(&mut self) -> Stop {
        let mut window = Window {
            instrs: std::ptr::null(),
            consts: std::ptr::null(),
            names: std::ptr::null(),
            caches: std::ptr::null_mut(),
            regs: std::ptr::null_mut(),
            globals: Ref::NONE,
        };
        let w = &mut window;
        let mut pc = unsafe { self.window(w) };
        let mut regs = w.regs;
        let mut fuel = self.fuel;

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
                pc = unsafe { pc.offset($offset as isize) };
                continue;
            }};
        }
        // The frame's own note of where it is: of the instruction that `pc` points behind.
        macro_rules! sync {
            () => {{
                let at = unsafe { pc.offset_from(w.instrs) };
                unsafe { self.thread.frames.last_mut().unwrap_unchecked() }.pc = at as u32;
            }};
        }
        // What the instruction that `pc` points behind remembers.
        macro_rules! cache {
            () => {
                unsafe { *w.caches.offset(pc.offset_from(w.instrs) - 1) }
            };
        }
        macro_rules! enter {
            ($function:expr, $object:expr, $first:expr, $argc:expr, $base:expr) => {{
                let function: *const Function = &**$function;
                sync!();
                if unsafe { self.enter_fast(&*function, $object, $first, $argc, Ret::Reg($base)) } {
                    pc = unsafe { self.window(w) };
                    regs = w.regs;
                    continue;
                }
            }};
        }
        // What is done outside the loop, and how the loop goes on.
        macro_rules! follow {
            ($flow:expr) => {{
                sync!();
                self.fuel = fuel;
                match unsafe { $flow } {
                    Flow::Next => {}
                    Flow::Reload => {
                        if self.thread.frames.is_empty() {
                            return Stop::Ended;
                        }
                        pc = unsafe { self.window(w) };
                        regs = w.regs;
                    }
                    Flow::Stop(stop) => return stop,
                }
                continue;
            }};
        }
        macro_rules! leave {
            () => {{
                unsafe { self.thread.frames.set_len(self.thread.frames.len() - 1) };
                pc = unsafe { self.window(w) };
                regs = w.regs;
            }};
        }

        loop {
            if fuel == 0 {
                sync!();
                self.fuel = 0;
                return Stop::OutOfFuel;
            }
            fuel -= 1;
            let instr = unsafe { &*pc };
            pc = unsafe { pc.add(1) };
            // An arm that ends with `continue` has done its instruction; one that falls through has not.
            match *instr {
                Instr::Nop => continue,
                Instr::Move { dst, src } => {
                    reg!(dst) = reg!(src);
                    continue;
                }
                Instr::LoadConst { dst, index } => {
                    reg!(dst) = unsafe { *w.consts.add(index as usize) };
                    continue;
                }
                Instr::LoadInt { dst, value } => {
                    reg!(dst) = Value::Int(value as i64);
                    continue;
                }
                Instr::CheckBound { local } if !reg!(local).is_unbound() => continue,

                // ---- variables
                Instr::LoadGlobal { dst, name } => {
                    let cache = cache!();
                    if cache.kind == GLOBAL {
                        if let Some(d) = unsafe { self.heap.dict_at(w.globals) }
                            && let Some(v) = d.value_if_key(cache.at as usize, name!(name))
                        {
                            reg!(dst) = *v;
                            continue;
                        }
                    } else if cache.kind == BUILTIN
                        && cache.key == w.globals.0
                        && let Some(d) = unsafe { self.heap.dict_at(w.globals) }
                        && d.additions() == cache.version
                        && let Some(b) = unsafe { self.heap.dict_at(self.builtins) }
                        && let Some(v) = b.value_if_key(cache.at as usize, name!(name))
                    {
                        reg!(dst) = *v;
                        continue;
                    }
                }
                Instr::LoadName { dst, name } => {
                    let cache = cache!();
                    if cache.kind == GLOBAL
                        && let locals = unsafe { self.thread.frames.last().unwrap_unchecked() }.locals
                        && (locals.is_none() || locals == w.globals)
                        && let Some(d) = unsafe { self.heap.dict_at(w.globals) }
                        && let Some(v) = d.value_if_key(cache.at as usize, name!(name))
                    {
                        reg!(dst) = *v;
                        continue;
                    }
                }
                Instr::StoreGlobal { name, src } => {
                    let cache = cache!();
                    if let Some(d) = self.heap.as_dict_mut(w.globals)
                        && d.set_if_key(cache.at as usize, name!(name), reg!(src))
                    {
                        continue;
                    }
                }
                Instr::StoreName { name, src } => {
                    let locals = unsafe { self.thread.frames.last().unwrap_unchecked() }.locals;
                    if (locals.is_none() || locals == w.globals)
                        && types::is_builtin(unsafe { self.heap.object_at(w.globals) }.class)
                        && let cache = cache!()
                        && let Some(d) = self.heap.as_dict_mut(w.globals)
                        && d.set_if_key(cache.at as usize, name!(name), reg!(src))
                    {
                        continue;
                    }
                }
                Instr::LoadCell { dst, cell } => {
                    if let Value::Ref(r) = reg!(cell)
                        && let Payload::Cell(v) = unsafe { self.heap.payload_at(r) }
                        && !v.is_unbound()
                    {
                        reg!(dst) = *v;
                        continue;
                    }
                }
                Instr::StoreCell { cell, src } => {
                    if let Value::Ref(r) = reg!(cell)
                        && let Payload::Cell(v) = self.heap.payload_mut(r)
                    {
                        *v = reg!(src);
                        continue;
                    }
                }

                // ---- attributes and items
                Instr::LoadAttr { dst, object, name } => {
                    if let Value::Ref(r) = reg!(object) {
                        let cache = cache!();
                        let object = unsafe { self.heap.object_at(r) };
                        let known = match cache.kind {
                            INSTANCE => {
                                (object.class.0 == cache.key || object.class.0 == cache.other)
                                    && cache.version == self.type_version
                            }
                            MODULE => r.0 == cache.key,
                            _ => false,
                        };
                        if known
                            && let Some(d) = unsafe { self.heap.dict_at(object.dict) }
                            && let Some(v) = d.value_if_key(cache.at as usize, name!(name))
                        {
                            reg!(dst) = *v;
                            continue;
                        }
                    }
                }
                Instr::StoreAttr { object, name, src } => {
                    if let Value::Ref(r) = reg!(object) {
                        let cache = cache!();
                        let object = unsafe { self.heap.object_at(r) };
                        if cache.kind == INSTANCE
                            && (object.class.0 == cache.key || object.class.0 == cache.other)
                            && cache.version == self.type_version
                            && let dict = object.dict
                            && let Some(d) = self.heap.as_dict_mut(dict)
                            && d.set_if_key(cache.at as usize, name!(name), reg!(src))
                        {
                            continue;
                        }
                    }
                }
                Instr::LoadItem { dst, object, index } => {
                    if let (Value::Ref(r), Value::Int(i)) = (reg!(object), reg!(index)) {
                        let object = unsafe { self.heap.object_at(r) };
                        let items: &[Value] = match &object.payload {
                            Payload::List(items) if types::is_builtin(object.class) => items,
                            Payload::Tuple(items) if types::is_builtin(object.class) => items,
                            _ => &[],
                        };
                        let at = if i < 0 { i.wrapping_add(items.len() as i64) } else { i };
                        if (at as u64) < items.len() as u64 {
                            reg!(dst) = items[at as usize];
                            continue;
                        }
                    } else if let Value::Ref(r) = reg!(object)
                        && let Some(v) = self.text_item(r, reg!(index))
                    {
                        reg!(dst) = *v;
                        continue;
                    }
                }
                Instr::StoreItem { object, index, src } => {
                    if let (Value::Ref(r), Value::Int(i)) = (reg!(object), reg!(index))
                        && let object = unsafe { self.heap.object_at_mut(r) }
                        && types::is_builtin(object.class)
                        && let Payload::List(items) = &mut object.payload
                    {
                        let at = if i < 0 { i.wrapping_add(items.len() as i64) } else { i };
                        if (at as u64) < items.len() as u64 {
                            items[at as usize] = reg!(src);
                            continue;
                        }
                    } else if let Value::Ref(r) = reg!(object)
                        && self.replace_text_item(r, reg!(index), reg!(src))
                    {
                        continue;
                    }
                }

                // ---- calls
                Instr::LoadMethod { base, object, name } => {
                    let o = reg!(object);
                    if let Value::Ref(r) = o {
                        let cache = cache!();
                        let object = unsafe { self.heap.object_at(r) };
                        match cache.kind {
                            METHOD if object.class.0 == cache.key && cache.version == self.type_version => {
                                reg!(base) = Value::Ref(Ref(cache.at));
                                reg!(base + 1) = o;
                                continue;
                            }
                            CLASS_FUNCTION if r.0 == cache.key && cache.version == self.type_version => {
                                reg!(base) = Value::Ref(Ref(cache.at));
                                reg!(base + 1) = Value::Unbound;
                                continue;
                            }
                            MODULE if r.0 == cache.key => {
                                if let Some(d) = unsafe { self.heap.dict_at(object.dict) }
                                    && let Some(v) = d.value_if_key(cache.at as usize, name!(name))
                                {
                                    reg!(base) = *v;
                                    reg!(base + 1) = Value::Unbound;
                                    continue;
                                }
                            }
                            _ => {}
                        }
                    }
                }
                Instr::Call { base, argc } => {
                    if let Value::Ref(r) = reg!(base) {
                        match unsafe { self.heap.payload_at(r) } {
                            Payload::Function(f) if f.simple_arity == argc => enter!(f, r, base + 1, argc, base),
                            Payload::Native(n) => {
                                let number = *n;
                                follow!(self.enter_native(number, base, base + 1, argc, regs));
                            }
                            _ => {}
                        }
                    }
                }
                Instr::CallMethod { base, argc } => {
                    if let Value::Ref(r) = reg!(base) {
                        // Without a receiver the arguments begin one register later.
                        let gap = reg!(base + 1).is_unbound() as u16;
                        let argc = argc + 1 - gap;
                        match unsafe { self.heap.payload_at(r) } {
                            Payload::Function(f) if f.simple_arity == argc => {
                                enter!(f, r, base + 1 + gap, argc, base)
                            }
                            Payload::Native(n) => {
                                let number = *n;
                                follow!(self.enter_native(number, base, base + 1 + gap, argc, regs));
                            }
                            _ => {}
                        }
                    }
                }
                Instr::Return { src } => {
                    let frame = unsafe { self.thread.frames.last().unwrap_unchecked() };
                    if let (Ret::Reg(dst), true) = (frame.ret, frame.generator.is_none()) {
                        let value = reg!(src);
                        leave!();
                        reg!(dst) = value;
                        continue;
                    }
                }
                Instr::ReturnNone => {
                    let frame = unsafe { self.thread.frames.last().unwrap_unchecked() };
                    if frame.generator.is_none() {
                        match frame.ret {
                            Ret::Reg(dst) => {
                                leave!();
                                reg!(dst) = Value::None;
                                continue;
                            }
                            Ret::Init(_) => {
                                leave!();
                                continue;
                            }
                            _ => {}
                        }
                    }
                }

                // ---- operators
                Instr::Add { dst, a, b } => match (reg!(a), reg!(b)) {
                    (Value::Int(x), Value::Int(y)) => {
                        if let Some(z) = x.checked_add(y) {
                            reg!(dst) = Value::Int(z);
                            continue;
                        }
                    }
                    (Value::Float(x), Value::Float(y)) => {
                        reg!(dst) = Value::Float(x + y);
                        continue;
                    }
                    _ => {}
                },
                Instr::Sub { dst, a, b } => match (reg!(a), reg!(b)) {
                    (Value::Int(x), Value::Int(y)) => {
                        if let Some(z) = x.checked_sub(y) {
                            reg!(dst) = Value::Int(z);
                            continue;
                        }
                    }
                    (Value::Float(x), Value::Float(y)) => {
                        reg!(dst) = Value::Float(x - y);
                        continue;
                    }
                    _ => {}
                },
                Instr::Mul { dst, a, b } => match (reg!(a), reg!(b)) {
                    (Value::Int(x), Value::Int(y)) => {
                        if let Some(z) = multiply(x, y) {
                            reg!(dst) = Value::Int(z);
                            continue;
                        }
                    }
                    (Value::Float(x), Value::Float(y)) => {
                        reg!(dst) = Value::Float(x * y);
                        continue;
                    }
                    _ => {}
                },
                Instr::Binary { op, dst, a, b } | Instr::InPlace { op, dst, a, b } => {
                    if let Some(v) = fast_binary(op, reg!(a), reg!(b)) {
                        reg!(dst) = v;
                        continue;
                    }
                }
                Instr::BinaryInt { op, dst, a, value } | Instr::InPlaceInt { op, dst, a, value } => {
                    if let Value::Int(x) = reg!(a) {
                        let sum = match op {
                            BinaryOp::Add => x.checked_add(value as i64),
                            BinaryOp::Sub => x.checked_sub(value as i64),
                            _ => None,
                        };
                        if let Some(sum) = sum {
                            reg!(dst) = Value::Int(sum);
                            continue;
                        }
                    }
                    if let Some(v) = fast_binary(op, reg!(a), Value::Int(value as i64)) {
                        reg!(dst) = v;
                        continue;
                    }
                }
                Instr::Unary { op, dst, src } => match (op, reg!(src)) {
                    (UnaryOp::Not, Value::Bool(b)) => {
                        reg!(dst) = Value::Bool(!b);
                        continue;
                    }
                    (UnaryOp::Neg, Value::Float(f)) => {
                        reg!(dst) = Value::Float(-f);
                        continue;
                    }
                    (UnaryOp::Neg, Value::Int(i)) if i != i64::MIN => {
                        reg!(dst) = Value::Int(-i);
                        continue;
                    }
                    _ => {}
                },
                Instr::Compare { op, dst, a, b } => {
                    if let Some(holds) = fast_compare(op, reg!(a), reg!(b)) {
                        reg!(dst) = Value::Bool(holds);
                        continue;
                    }
                }
                Instr::Is { dst, a, b } => {
                    reg!(dst) = Value::Bool(reg!(a).is(reg!(b)));
                    continue;
                }
                Instr::IsNot { dst, a, b } => {
                    reg!(dst) = Value::Bool(!reg!(a).is(reg!(b)));
                    continue;
                }

                // ---- jumps
                Instr::Jump { offset } => {
                    jump!(offset);
                }
                Instr::JumpIfTrue { cond, offset } => {
                    if let Some(truth) = self.plain_truth(reg!(cond)) {
                        if !truth {
                            continue;
                        }
                        jump!(offset);
                    }
                }
                Instr::JumpIfFalse { cond, offset } => {
                    if let Some(truth) = self.plain_truth(reg!(cond)) {
                        if truth {
                            continue;
                        }
                        jump!(offset);
                    }
                }
                Instr::JumpIfNone { cond, offset } => {
                    if !reg!(cond).is_none() {
                        continue;
                    }
                    jump!(offset);
                }
                Instr::JumpIfNotNone { cond, offset } => {
                    if reg!(cond).is_none() {
                        continue;
                    }
                    jump!(offset);
                }
                Instr::JumpIfCompare { op, a, b, offset } => {
                    if let Some(holds) = fast_compare(op, reg!(a), reg!(b)) {
                        if !holds {
                            continue;
                        }
                        jump!(offset);
                    }
                }
                Instr::JumpUnlessCompare { op, a, b, offset } => {
                    if let Some(holds) = fast_compare(op, reg!(a), reg!(b)) {
                        if holds {
                            continue;
                        }
                        jump!(offset);
                    }
                }
                Instr::JumpIfCompareInt { op, a, value, offset } => {
                    if let Value::Int(x) = reg!(a) {
                        if !compare_ints(op, x, value as i64) {
                            continue;
                        }
                        jump!(offset);
                    }
                }
                Instr::JumpUnlessCompareInt { op, a, value, offset } => {
                    if let Value::Int(x) = reg!(a) {
                        if compare_ints(op, x, value as i64) {
                            continue;
                        }
                        jump!(offset);
                    }
                }
                Instr::ForLoop { iter, dst, offset } => {
                    if let Value::Ref(r) = reg!(iter)
                        && let Payload::Iterator(state) = &mut unsafe { self.heap.object_at_mut(r) }.payload
                    {
                        match &mut **state {
                            NativeIterator::Range { next, remaining, step } => {
                                if *remaining > 0 {
                                    let value = *next;
                                    *remaining -= 1;
                                    *next = value.wrapping_add(*step);
                                    reg!(dst) = Value::Int(value);
                                    jump!(offset);
                                }
                                continue;
                            }
                            NativeIterator::List { list, index } => {
                                // An iterator is no list, so the list is another object.
                                let (list, index) = (*list, index as *mut usize);
                                if let Payload::List(items) = unsafe { self.heap.payload_at(list) }
                                    && let Some(v) = items.get(unsafe { *index })
                                {
                                    reg!(dst) = *v;
                                    unsafe { *index += 1 };
                                    jump!(offset);
                                }
                            }
                            _ => {}
                        }
                    }
                }
                Instr::ListAppend { list, src } => {
                    let v = reg!(src);
                    if let Some(items) = self.heap.as_list_mut(reg!(list))
                        && items.len() < items.capacity()
                    {
                        items.push(v);
                        self.heap.grew(16);
                        continue;
                    }
                }
                Instr::Unpack { base, src, count } => {
                    if let Value::Ref(r) = reg!(src)
                        && let object = unsafe { self.heap.object_at(r) }
                        && types::is_builtin(object.class)
                        && let Payload::Tuple(items) = &object.payload
                        && items.len() == count as usize
                    {
                        for (i, item) in items.iter().enumerate() {
                            reg!(base + i as u16) = *item;
                        }
                        continue;
                    }
                }
                _ => {}
            }
            follow!(self.perform_safely(*instr, w));
        }
    }

    /// Do an instruction, then tidy up if enough was allocated: between instructions, all that is needed can be seen by
    /// the collector. (What the loop does itself allocates nothing.)
    #[inline(never)]
    unsafe fn perform_safely(&mut self, instr: Instr, w: &Window) -> Flow {
        let flow = unsafe { self.perform(instr, w) };
        if self.heap.needs_collection() { self.tidied(flow) } else { flow }
    }

    #[cold]
    fn tidied(&mut self, flow: Flow) -> Flow {
        if let Flow::Stop(_) = flow {
            return flow;
        }
        match self.tidy() {
            Ok(()) => Flow::Reload,
            Err(s) => self.after_signal(s, Ret::Discard),
        }
    }

    /// Call a native with `argc` arguments from the register `first` on; its value goes to `base`.
    #[inline(never)]
    unsafe fn enter_native(&mut self, number: u32, base: u16, first: u16, argc: u16, regs: *mut Value) -> Flow {
        // SAFETY: the arguments are registers of this frame, which natives cannot move.
        let args = unsafe { std::slice::from_raw_parts(regs.add(first as usize), argc as usize) };
        if self.foresees && self.thread.wait.is_none() && self.is_long_call(number, args) {
            self.foresees = false;
            let _ = self.wait(Value::None, crate::WaitReason::LongCall, None);
            return self.after_signal(Signal::Wait, Ret::Reg(base));
        }
        let flow = 'called: {
            let value = match self.try_native(number, args, &[]) {
                Ok(v) => v,
                Err(signal) => match self.after_failed_native(number, args, &[], signal) {
                    Ok(v) => v,
                    Err(signal) => break 'called self.after_signal(signal, Ret::Reg(base)),
                },
            };
            unsafe { *regs.add(base as usize) = value };
            self.after_native(base, Flow::Next)
        };
        if self.heap.needs_collection() { self.tidied(flow) } else { flow }
    }

    /// A native has given its value: the kernel may have to know, and what it was called with is not needed any more.
    #[inline(always)]
    fn after_native(&mut self, base: u16, flow: Flow) -> Flow {
        if !self.effects.is_empty() {
            return Flow::Stop(Stop::Effects);
        }
        if self.heap.needs_collection() {
            self.forget_above(base);
        }
        flow
    }

    /// Is it true?
    #[inline(always)]
    fn plain_truth(&self, v: Value) -> Option<bool> {
        match v {
            Value::Bool(b) => Some(b),
            Value::None => Some(false),
            Value::Int(i) => Some(i != 0),
            _ => self.truth_native(v),
        }
    }

    /// Enter a function that needs nothing but a frame; its arguments stand in the caller's registers
    /// from `first` on, and become the first registers of the new frame where they are. Not when the call is one too
    /// deep, or the stack would have to grow: false.
    #[inline(always)]
    unsafe fn enter_fast(&mut self, function: &Function, object: Ref, first: u16, argc: u16, ret: Ret) -> bool {
        let frames = &mut self.thread.frames;
        let depth = frames.len();
        if depth >= self.recursion_limit as usize || depth == frames.capacity() {
            return false;
        }
        let caller = unsafe { frames.last().unwrap_unchecked() };
        let base = caller.base as usize + first as usize;
        let code = unsafe { self.codes.get_unchecked(function.code as usize) };
        let end = base + code.code.registers as usize;
        if self.thread.stack.len() < end {
            return false;
        }
        for at in base + argc as usize..end {
            unsafe { *self.thread.stack.get_unchecked_mut(at) = Value::Unbound };
        }
        unsafe {
            frames.as_mut_ptr().add(depth).write(Frame::of_call(function, object, base, ret));
            frames.set_len(depth + 1);
        }
        true
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

/// The product, unless it might be too big. WebAssembly has no multiplication that tells of an overflow: the compiler
/// would call a function that multiplies 128 bits, for each product.
#[inline(always)]
fn multiply(x: i64, y: i64) -> Option<i64> {
    if x as i32 as i64 == x && y as i32 as i64 == y { Some(x * y) } else { x.checked_mul(y) }
}

/// The operator on two inline numbers, where it neither overflows nor fails.
#[inline(always)]
fn fast_binary(op: BinaryOp, x: Value, y: Value) -> Option<Value> {
    match (x, y) {
        (Value::Int(x), Value::Int(y)) => match op {
            BinaryOp::Add => x.checked_add(y).map(Value::Int),
            BinaryOp::Sub => x.checked_sub(y).map(Value::Int),
            BinaryOp::Mul => multiply(x, y).map(Value::Int),
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
