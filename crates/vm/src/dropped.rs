//! Ending objects at the moment their last reference goes, as CPython's reference counts do.
//!
//! Most objects can go whenever the collector comes by. Those whose end a program can see are another matter: instances
//! with `__del__`, generators that wait inside a `try` or `with`, what weak references point to. While there are any,
//! whatever may drop a reference (`del`, a variable or attribute that is set anew, a `break` out of a loop, a call's end)
//! asks for a look at the next safe point. A look marks what the process can still reach, registers that are not read
//! any more left out, and ends what it cannot: in the order in which counts would come to zero, so cycles stay for the
//! collector. Programs that make many such objects cannot have each one looked for: past a budget, looks are as rare
//! as the allocation of as many objects as there are.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use weft_code::Instr;

use crate::{
    frame::{Ret, Thread},
    heap::Unreachable,
    liveness::Liveness,
    names,
    natives::Signal,
    object::{GeneratorKind, Payload},
    types,
    value::{Ref, Value},
    vm::{Vm, has_finalizer},
};

/// How many slots looks may go through before they become rare: a fraction of a second.
const BUDGET: u64 = 20_000_000;

/// Is there anything to look for?
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Dropping {
    /// Generators of the program that are suspended inside a `try` or `with`, or at least in a function that has one.
    generators: u32,
    /// There may be instances with `__del__`.
    finalizable: bool,
    /// There may be objects of the program that weak references point to.
    weak: bool,
    /// There was something to look for once: the program's assignments look at what they replace.
    pub known: bool,
    /// Slots that looks may still go through.
    budget: u64,
    /// Bytes in use at the last look.
    bytes: usize,
}

impl Default for Dropping {
    fn default() -> Dropping {
        Dropping { generators: 0, finalizable: false, weak: false, known: false, budget: BUDGET, bytes: 0 }
    }
}

impl Dropping {
    #[inline]
    pub fn is_watching(&self) -> bool {
        self.generators > 0 || self.finalizable || self.weak
    }
}

impl Vm {
    /// Do instances of the class have a finaliser?
    pub(crate) fn has_del(&mut self, class: Ref) -> bool {
        self.lookup(class, names::__del__).is_some()
    }

    /// An instance of a class with a finaliser is being made. The library's own wait for the collector: all that they do
    /// at their end is to warn.
    pub(crate) fn made_finalizable(&mut self, class: Ref) {
        if self.is_programs_class(class) {
            self.dropping.finalizable = true;
            self.watch();
            self.may_have_dropped();
        }
    }

    /// A weak reference is being made.
    pub fn weakly_referenced(&mut self, target: Value) {
        let Value::Ref(r) = target else { return };
        let own = match self.heap.payload(r) {
            Payload::Type(_) | Payload::Function(_) | Payload::Module | Payload::Native(_) => false,
            _ => self.is_programs_class(self.heap.get(r).class),
        };
        if own {
            self.dropping.weak = true;
            self.watch();
        }
    }

    /// A coroutine is about to be put into a register of the innermost frame. If nothing will read that, the program
    /// has forgotten to wait for it, which it is told when the coroutine goes. One that is dropped later is found when
    /// the collector comes by, or at the end.
    pub(crate) fn made_coroutine(&mut self, register: u16) {
        let Some(frame) = self.thread.frames.last() else { return };
        let (number, pc) = (frame.code, frame.pc as usize);
        let code = &self.codes[number as usize].code;
        if !code.source.user {
            return;
        }
        let liveness = self.liveness.entry(number).or_insert_with(|| Arc::new(Liveness::of(code)));
        if !liveness.is_live(pc, register as usize) {
            self.ask_for_look();
        }
    }

    /// Is it a class that is not the library's?
    fn is_programs_class(&self, class: Ref) -> bool {
        if types::is_builtin(class) {
            return true;
        }
        let module = self.heap.get_name(self.heap.get(class).dict, names::__module__);
        let Some(module) = module.and_then(|m| self.heap.as_str(m)) else { return true };
        module == "__main__" || !(self.natives.library.modules)().contains(&module)
    }

    /// A generator has been suspended.
    pub(crate) fn generator_rests(&mut self, kind: GeneratorKind, code: u32) {
        if self.is_ended_when_dropped(kind, code) {
            self.dropping.generators += 1;
            self.watch();
        }
    }

    /// A suspended generator runs again.
    pub(crate) fn generator_goes_on(&mut self, kind: GeneratorKind, code: u32) {
        if self.is_ended_when_dropped(kind, code) {
            self.dropping.generators = self.dropping.generators.saturating_sub(1);
        }
    }

    fn is_ended_when_dropped(&self, kind: GeneratorKind, code: u32) -> bool {
        let code = &self.codes[code as usize].code;
        kind != GeneratorKind::Coroutine && code.source.user && !code.exceptions.is_empty()
    }

    /// There is something to look for, and the innermost calls know of it.
    fn watch(&mut self) {
        self.mark_callers();
        if self.dropping.known {
            return;
        }
        self.dropping.known = true;
        for loaded in self.codes.iter_mut().filter(|loaded| loaded.code.source.user) {
            for (instr, cache) in loaded.code.instrs.iter().zip(&mut loaded.caches) {
                if let Instr::StoreGlobal { .. } | Instr::StoreName { .. } = instr {
                    cache.at = u32::MAX;
                }
            }
        }
    }

    /// Have the ends of the innermost calls looked at, up to that of a function of the program.
    pub(crate) fn mark_callers(&mut self) {
        for frame in self.thread.frames.iter_mut().rev() {
            match frame.ret {
                Ret::Reg(dst) => frame.ret = Ret::RegThenLook(dst),
                Ret::Init(dst) => frame.ret = Ret::InitThenLook(dst),
                _ => {}
            }
            if self.codes[frame.code as usize].code.source.user {
                break;
            }
        }
    }

    /// A call has ended that may have had the last reference to something.
    pub(crate) fn call_may_have_dropped(&mut self) {
        if self.dropping.is_watching() {
            self.mark_callers();
            self.may_have_dropped();
        }
    }

    /// The innermost frame, if it is the program's, has let go of something.
    #[inline]
    pub fn may_have_dropped(&mut self) {
        if self.dropping.is_watching() {
            self.ask_for_look();
        }
    }

    #[cold]
    fn ask_for_look(&mut self) {
        let Some(frame) = self.thread.frames.last() else { return };
        if !self.codes[frame.code as usize].code.source.user {
            return;
        }
        let slots = self.heap.slots();
        let bytes = self.heap.bytes();
        self.dropping.bytes = self.dropping.bytes.min(bytes);
        if self.dropping.budget >= slots as u64 || bytes - self.dropping.bytes > slots * 40 {
            self.heap.request_look();
        }
    }

    /// A variable or attribute had this value and gets another.
    pub(crate) fn value_may_be_dropped(&mut self, old: Value) {
        if !self.dropping.is_watching() {
            return;
        }
        let Value::Ref(r) = old else { return };
        let leads_nowhere = matches!(
            self.heap.payload(r),
            Payload::Str(_)
                | Payload::Bytes(_)
                | Payload::ByteArray(_)
                | Payload::BigInt(_)
                | Payload::Complex(_)
                | Payload::Native(_)
                | Payload::Module
                | Payload::Code(_)
                | Payload::Range(_)
        );
        if !leads_nowhere {
            self.ask_for_look();
        }
    }

    /// An object's attribute is about to be set.
    #[inline]
    pub(crate) fn attribute_may_be_dropped(&mut self, object: Value, name: Ref) {
        if self.dropping.is_watching()
            && let Value::Ref(r) = object
            && let Some(old) = self.heap.get_name(self.heap.get(r).dict, name)
        {
            self.value_may_be_dropped(old);
        }
    }

    /// Look for what was dropped, and have it ended in a frame that this pushes. Only between instructions.
    pub(crate) fn end_dropped(&mut self) -> Result<(), Signal> {
        let slots = self.heap.slots() as u64;
        self.dropping.budget = self.dropping.budget.saturating_sub(slots);
        self.dropping.bytes = self.heap.bytes();
        let marks = self.reachable_by_instructions(false);
        let found = self.unreferenced(&marks);
        self.heap.set_finalized(&found.finalize);
        self.finalize(found, "_end_dropped")
    }

    /// What the program can still come to, by index. `amid`: the innermost frame is in the middle of an instruction.
    pub fn reachable_by_instructions(&mut self, amid: bool) -> Vec<bool> {
        self.know_liveness();
        self.heap.reachable(|visit| {
            let mut visit = |v: Value| visit(v);
            self.trace_roots(&mut visit, &mut |thread, visit| self.trace_live(thread, amid, visit));
        })
    }

    /// A byte array is about to change its length, which it cannot while a view of it is in use.
    pub fn check_views(&mut self, array: Ref) -> Result<(), Signal> {
        if self.in_view(array) {
            return Err(self.buffer_error("Existing exports of data: object cannot be re-sized"));
        }
        Ok(())
    }

    /// Is there a view of a byte array that is neither released nor dropped?
    pub fn in_view(&mut self, array: Ref) -> bool {
        if !self.heap.may_have_views(array) {
            return false;
        }
        let marks = self.reachable_by_instructions(true);
        self.heap.keep_views(&marks);
        self.heap.may_have_views(array)
    }

    fn know_liveness(&mut self) {
        let Vm { thread, threads, codes, liveness, .. } = self;
        for frame in threads.values().chain([&*thread]).flat_map(|t| &t.frames) {
            let of = || Arc::new(Liveness::of(&codes[frame.code as usize].code));
            liveness.entry(frame.code).or_insert_with(of);
        }
    }

    /// As [`Thread::trace`], without what no instruction will read any more.
    fn trace_live(&self, thread: &Thread, amid: bool, visit: &mut impl FnMut(Value)) {
        let innermost = thread.frames.len().wrapping_sub(1);
        for (depth, frame) in thread.frames.iter().enumerate() {
            [frame.globals, frame.locals, frame.function, frame.generator]
                .into_iter()
                .for_each(|r| visit(Value::Ref(r)));
            let Some(liveness) = self.liveness.get(&frame.code) else { continue };
            let pc = frame.pc as usize;
            // A caller is in the middle of an instruction, which may be looked at again.
            let begun = amid || depth < innermost || thread.id != self.thread.id;
            let (base, count) = (frame.base as usize, self.codes[frame.code as usize].code.registers as usize);
            for (register, value) in self.registers_of(thread, base, count).iter().enumerate() {
                if let Value::Ref(_) = value
                    && (liveness.is_live(pc, register) || begun && liveness.is_live(pc.wrapping_sub(1), register))
                {
                    visit(*value);
                }
            }
        }
        thread.trace_others(visit);
    }

    fn registers_of<'a>(&self, thread: &'a Thread, base: usize, count: usize) -> &'a [Value] {
        thread.stack.get(base..base + count).unwrap_or_default()
    }

    /// Of what is not marked, that whose count of references would be zero. Weak references to it are cleared.
    fn unreferenced(&mut self, marks: &[bool]) -> Unreachable {
        let (heap, codes) = (&self.heap, &self.codes);
        let mut last = (Ref::NONE, false);
        let (mut finalizable, mut weak, mut wanted) = (false, false, false);
        // Weak references to what is not marked, and what they refer to.
        let mut losing = Vec::new();
        for (r, object) in heap.objects() {
            let marked = marks[r.index()];
            match &object.payload {
                Payload::WeakRef(w) => {
                    if let Value::Ref(target) = w.target {
                        if marks[target.index()] {
                            weak |= marked;
                        } else {
                            losing.push((r, target));
                        }
                    }
                }
                Payload::Generator(_) if marked => {}
                _ => {
                    if has_finalizer(heap, codes, &mut last, r) && !heap.is_finalized(r) {
                        finalizable |= marked && self.is_programs_class(object.class);
                        wanted |= !marked;
                    }
                }
            }
        }
        self.dropping.finalizable = finalizable;
        self.dropping.weak &= weak;
        let mut found = Unreachable::default();
        if !wanted && losing.is_empty() {
            return found;
        }
        let gone = self.heap.uncounted(marks);
        let mut is_gone = vec![false; marks.len()];
        gone.iter().for_each(|r| is_gone[r.index()] = true);
        losing.retain(|(_, target)| is_gone[target.index()]);
        self.keep_hashes(losing.iter().map(|(r, _)| *r));
        let Vm { heap, codes, .. } = self;
        found.finalize = gone;
        found.finalize.retain(|&r| has_finalizer(heap, codes, &mut last, r) && !heap.is_finalized(r));
        for (r, _) in losing {
            if let Payload::WeakRef(w) = heap.payload_mut(r) {
                w.target = Value::Unbound;
                if marks[r.index()] && !w.callback.is_none() {
                    found.callbacks.push(r);
                }
            }
        }
        found
    }

    /// These weak references are about to lose their objects: they keep the hashes, by which they are found in
    /// dictionaries.
    pub(crate) fn keep_hashes(&mut self, losing: impl Iterator<Item = Ref>) {
        for r in losing {
            let Payload::WeakRef(w) = self.heap.payload(r) else { continue };
            let hash = if w.hash.is_none() { self.hash_native(w.target).ok() } else { w.hash };
            if let Payload::WeakRef(w) = self.heap.payload_mut(r) {
                w.hash = hash;
            }
        }
    }
}
