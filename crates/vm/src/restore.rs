//! Is a process that came from outside one that the interpreter can run?
//!
//! The loop reads registers, constants and code unchecked, and much of the VM relies on what it keeps true itself:
//! references lead to objects, hash tables are as their hashes say, frames lie within their stack. A saved process
//! is bytes that anybody may have written, so all of that is checked here once. What a program's values are is
//! no matter: any value may stand anywhere that a program could put it.

use weft_code::Const;

use crate::{
    execute::simple_arity,
    frame::{Ret, SuspendedFrame, Thread},
    names::NAMES,
    object::{Function, Generator, NativeIterator, Object, Payload, Text},
    types,
    value::{Ref, Value},
    views::item_size,
    vm::{Clock, Effect, LoadedCode, Resume, Vm},
};

/// Counters and positions beyond this are nobody's, and leave room to count on.
const FAR: u64 = 1 << 40;

type Sound = Result<(), &'static str>;

fn must(sound: bool, what: &'static str) -> Sound {
    if sound { Ok(()) } else { Err(what) }
}

/// # Errors
/// The first thing found that is not as it must be.
pub(crate) fn check(vm: &Vm) -> Sound {
    must(vm.heap.is_sound(), "the heap's books")?;
    must(all_refs_within(vm), "a reference leads nowhere")?;
    for r in 1..=types::COUNT {
        must(vm.heap.slots() > r as usize && vm.heap.as_type(Ref(r)).is_some(), "a built-in type is none")?;
    }
    for (i, name) in NAMES.iter().enumerate() {
        let at = types::COUNT as usize + 1 + i;
        must(vm.heap.slots() > at && vm.heap.text(Ref(at as u32)) == *name, "a name is another")?;
    }
    for loaded in &vm.codes {
        check_code(vm, loaded)?;
    }
    for (_, object) in vm.heap.objects() {
        check_object(vm, object)?;
    }
    check_thread(vm, &vm.thread)?;
    for (id, thread) in &vm.threads {
        must(*id == thread.id && *id != vm.thread.id, "a thread's number")?;
        check_thread(vm, thread)?;
    }
    for space in [vm.builtins, vm.modules, vm.prelude, vm.main] {
        must(vm.heap.as_dict(space).is_some(), "a namespace is no dictionary")?;
    }
    let counters = [vm.trace_numbers, vm.next_thread, vm.nans];
    must(counters.iter().all(|n| *n < u32::MAX / 2), "a counter is worn out")?;
    if let Clock::Virtual { start, .. } = vm.clock {
        must(start < u64::MAX / 4, "the clock")?;
    }
    Ok(())
}

/// Does every reference lead to a slot of the heap? Everything else looks into the heap as it likes afterwards.
fn all_refs_within(vm: &Vm) -> bool {
    let slots = vm.heap.slots() as u32;
    let mut within = slots > 0;
    let mut visit = |v: Value| {
        if let Value::Ref(r) = v {
            within &= r.0 < slots;
        }
    };
    for (_, object) in vm.heap.objects() {
        visit(Value::Ref(object.class));
        visit(Value::Ref(object.dict));
        object.payload.trace(&mut visit);
        match &object.payload {
            Payload::Type(t) => t.subclasses.iter().for_each(|r| visit(Value::Ref(*r))),
            Payload::WeakRef(w) => visit(w.target),
            _ => {}
        }
    }
    vm.heap.interned_keys().for_each(&mut visit);
    for loaded in &vm.codes {
        loaded.consts.iter().for_each(|v| visit(*v));
        loaded.names.iter().for_each(|r| visit(Value::Ref(*r)));
        visit(Value::Ref(loaded.object));
    }
    vm.thread.trace(&mut visit);
    vm.threads.values().for_each(|t| t.trace(&mut visit));
    let pending = &vm.pending;
    [vm.builtins, vm.modules, vm.prelude, vm.main, pending.locals, pending.globals]
        .into_iter()
        .for_each(|r| visit(Value::Ref(r)));
    vm.registry.iter().for_each(|(_, v)| visit(*v));
    visit(pending.callee);
    pending.args.iter().for_each(|v| visit(*v));
    for (name, value) in &pending.keywords {
        visit(Value::Ref(*name));
        visit(*value);
    }
    if let Some(Resume::Send(v) | Resume::Throw(v)) = pending.resume {
        visit(v);
    }
    vm.effects.iter().filter_map(Effect::object).for_each(|r| visit(Value::Ref(r)));
    within
}

/// Does what was made of a code object's constants and names fit it? The code itself has been verified.
fn check_code(vm: &Vm, loaded: &LoadedCode) -> Sound {
    let is_code = |r: Ref| matches!(vm.heap.payload(r), Payload::Code(_));
    must(loaded.object.is_none() || is_code(loaded.object), "the object of a code")?;
    let code = &loaded.code;
    must(loaded.consts.len() == code.consts.len() && loaded.names.len() == code.names.len(), "a code's tables")?;
    must(loaded.names.iter().all(|r| is_str(vm, Value::Ref(*r))), "a name is no string")?;
    for (constant, value) in code.consts.iter().zip(loaded.consts.iter()) {
        let fits = match constant {
            Const::Code(_) => matches!(value, Value::Ref(r) if matches!(vm.heap.payload(*r), Payload::Code(_))),
            Const::Tuple(items) => vm.heap.as_tuple(*value).is_some_and(|made| {
                made.len() == items.len()
                    && items.iter().zip(made).all(|(c, v)| !matches!(c, Const::Str(_)) || is_str(vm, *v))
            }),
            Const::Str(_) => is_str(vm, *value),
            _ => true,
        };
        must(fits, "a constant is of another kind")?;
    }
    Ok(())
}

fn is_str(vm: &Vm, v: Value) -> bool {
    vm.heap.as_text(v).is_some()
}

fn check_thread(vm: &Vm, thread: &Thread) -> Sound {
    let mut caller: Option<(u16, u32, u32)> = None;
    for frame in &thread.frames {
        let loaded = vm.codes.get(frame.code as usize).ok_or("a frame's code")?;
        let registers = loaded.code.registers;
        must((frame.pc as usize) < loaded.code.instrs.len(), "a frame's instruction")?;
        must(frame.base as usize + registers as usize <= thread.stack.len(), "a frame's registers")?;
        if let Some((callers, base, pc)) = caller {
            let fits = match frame.ret {
                Ret::Reg(r) | Ret::RegThenLook(r) | Ret::Init(r) | Ret::InitThenLook(r) => r < callers,
                Ret::Resume => pc > 0,
                Ret::Discard | Ret::Finish(_) | Ret::Thread | Ret::Traced => true,
            };
            must(fits && base <= frame.base, "a frame's caller")?;
        }
        if frame.generator.is_some() {
            let Payload::Generator(g) = vm.heap.payload(frame.generator) else { return Err("a frame's generator") };
            let stored = g.frame.as_ref().ok_or("a generator's frame")?;
            must(stored.registers.len() == registers as usize, "a generator's registers")?;
        }
        caller = Some((registers, frame.base, frame.pc));
    }
    Ok(())
}

fn check_object(vm: &Vm, object: &Object) -> Sound {
    must(vm.heap.as_type(object.class).is_some(), "an object's class is no type")?;
    must(object.dict.is_none() || vm.heap.as_dict(object.dict).is_some(), "an object's attributes")?;
    let is_code = |number: u32| (number as usize) < vm.codes.len();
    let is_native = |number: u32| (number as usize) < vm.natives.entries.len();
    match &object.payload {
        Payload::Str(text) => must(*text == Text::new(text.data.clone()), "a string"),
        Payload::Dict(d) => must(d.is_sound(), "a dictionary"),
        Payload::Set(s) => must(s.is_sound(), "a set"),
        Payload::Function(f) => check_function(vm, f),
        Payload::Native(n) | Payload::BoundNative { native: n, .. } => must(is_native(*n), "a native"),
        Payload::GetSet { getter, setter } => {
            must([*getter, *setter].into_iter().all(|n| n == u32::MAX || is_native(n)), "an attribute's natives")
        }
        Payload::Type(t) => {
            let types = t.mro.iter().chain(&t.bases).all(|r| vm.heap.as_type(*r).is_some());
            must(types && !t.mro.is_empty(), "a type's bases")
        }
        Payload::Code(n) => must(is_code(*n), "a code object"),
        Payload::Iterator(it) => check_iterator(vm, it),
        Payload::Generator(g) => check_generator(vm, g),
        Payload::Traceback(t) => must(is_code(t.code), "a traceback's code"),
        Payload::Frame(f) => must(is_code(f.code), "a frame object's code"),
        Payload::MemoryView(m) => {
            let near = (m.start as u64) < FAR && (m.len as u64) < FAR && m.stride.unsigned_abs() < FAR;
            must(near && item_size(m.format).is_some(), "a memoryview")
        }
        _ => Ok(()),
    }
}

fn check_function(vm: &Vm, f: &Function) -> Sound {
    let loaded = vm.codes.get(f.code as usize).ok_or("a function's code")?;
    must(f.simple_arity == simple_arity(&loaded.code), "a function's parameters")?;
    let tuple = |r: Ref| r.is_none() || vm.heap.as_tuple(Value::Ref(r)).is_some();
    must(tuple(f.closure) && tuple(f.defaults), "a function's closure or defaults")
}

fn check_generator(vm: &Vm, g: &Generator) -> Sound {
    must((g.code as usize) < vm.codes.len(), "a generator's code")?;
    match &g.frame {
        Some(frame) => check_suspended(vm, frame),
        None => Ok(()),
    }
}

fn check_suspended(vm: &Vm, frame: &SuspendedFrame) -> Sound {
    let code = &vm.codes.get(frame.code as usize).ok_or("a suspended frame's code")?.code;
    must((frame.pc as usize) < code.instrs.len(), "a suspended frame's instruction")?;
    must(frame.registers.len() == code.registers as usize, "a suspended frame's registers")
}

fn check_iterator(vm: &Vm, it: &NativeIterator) -> Sound {
    let near = match it {
        NativeIterator::Done | NativeIterator::Range { .. } | NativeIterator::Str { .. } => true,
        NativeIterator::List { index, .. }
        | NativeIterator::Tuple { index, .. }
        | NativeIterator::Bytes { index, .. } => (*index as u64) < FAR,
        NativeIterator::ListReversed { remaining, .. } | NativeIterator::TupleReversed { remaining, .. } => {
            (*remaining as u64) < FAR
        }
        NativeIterator::Dict { position, .. }
        | NativeIterator::DictReversed { position, .. }
        | NativeIterator::Set { position, .. } => (*position as u64) < FAR,
        NativeIterator::Ordered(it) => it.next.is_none_or(|at| (at as u64) < FAR),
        // Advancing one advances its sources: they are no iterators of these two kinds.
        NativeIterator::Enumerate { source, .. } => is_simple_source(vm, *source),
        NativeIterator::Zip { sources, .. } => sources.iter().all(|s| is_simple_source(vm, *s)),
    };
    must(near, "an iterator")
}

fn is_simple_source(vm: &Vm, source: Value) -> bool {
    let Value::Ref(r) = source else { return true };
    let Payload::Iterator(it) = vm.heap.payload(r) else { return true };
    !matches!(**it, NativeIterator::Enumerate { .. } | NativeIterator::Zip { .. })
}
