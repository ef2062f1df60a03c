//! What the next instruction does with memory that threads share, told before it runs: what a race
//! finder steps by. The interpreter loop knows nothing of it.
//!
//! Only accesses that the user's code makes with instructions count. A built-in method such as
//! `list.append` changes its object in one go under the GIL and is no access; library code is trusted
//! to synchronise, and that of the threads' own modules stands for edges between threads
//! ([`Touch::LibraryRead`], [`Touch::LibraryWrite`]).

use weft_code::Instr;

use crate::{
    dict::{Find, KeyEq},
    object::Payload,
    switch_points::SwitchPoints,
    types,
    value::{Ref, Value},
    vm::Vm,
};

/// Something that one instruction reads or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub object: Ref,
    pub part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A variable of a namespace, by its interned name.
    Variable(Ref),
    /// An attribute, by its interned name.
    Attribute(Ref),
    /// An item of a sequence, counted from its beginning.
    Index(i64),
    /// An item of a mapping, by its key's hash.
    Key(i64),
    /// A variable that inner functions share.
    Cell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    Nothing,
    Read(Place),
    Write(Place),
    /// A lock, queue or the like does something: what threads did before an instruction that `releases` it is past
    /// for those that later run one that `acquires` it.
    Sync {
        object: Ref,
        acquires: bool,
        releases: bool,
    },
    /// A condition is waited for, whose lock this is: released when the wait begins, acquired when it ends.
    Wait(Ref),
    /// A look at whether another thread has ended, or a wait for it.
    Thread(u32),
    /// Library code of the threads' modules reads an object's attribute …
    LibraryRead(Ref),
    /// … or writes one.
    LibraryWrite(Ref),
}

/// Library modules whose attributes carry the order of events from thread to thread (`Event.is_set` reads a flag
/// without a lock, and is meant to).
const SYNCHRONISING: &[&str] = &[
    "<frozen threading>",
    "<frozen queue>",
    "<frozen concurrent.futures",
    "<frozen multiprocessing",
    "<frozen asyncio",
];

/// What a native does to the object that is its first argument.
enum Order {
    /// It goes on after another thread has let it: a lock was released, an event set, a message put.
    Acquires,
    /// It lets others go on.
    Releases,
    /// A condition's `wait` lets others go on when it begins and goes on after another when it ends.
    Waits,
    /// `put` and `get` of a queue: a message is behind the one and before the other; so is a place in a bounded queue,
    /// the other way round.
    Puts,
    Gets,
    /// It has to do with the end of a thread.
    Joins,
}

/// Natives that put threads in order, by owner and name.
const SYNCHRONISING_NATIVES: &[(&str, &[(&str, Order)])] = &[
    ("_threads", &[("join", Order::Joins), ("ended", Order::Joins)]),
    (
        "_locks",
        &[
            ("acquire", Order::Acquires),
            ("__enter__", Order::Acquires),
            ("release", Order::Releases),
            ("__exit__", Order::Releases),
        ],
    ),
    (
        "_rlocks",
        &[
            ("acquire", Order::Acquires),
            ("__enter__", Order::Acquires),
            ("_acquire_restore", Order::Acquires),
            ("release", Order::Releases),
            ("__exit__", Order::Releases),
            ("_release_save", Order::Releases),
        ],
    ),
    ("_conditions", &[("__enter__", Order::Acquires), ("__exit__", Order::Releases), ("wait", Order::Waits)]),
    ("_semaphores", &[("acquire", Order::Acquires), ("add", Order::Releases)]),
    ("_events", &[("wait", Order::Acquires), ("is_set", Order::Acquires), ("set", Order::Releases)]),
    (
        "_queues",
        &[
            ("put", Order::Puts),
            ("get", Order::Gets),
            ("size", Order::Acquires),
            ("task_done", Order::Releases),
            ("join", Order::Acquires),
            ("shutdown", Order::Releases),
        ],
    ),
    (
        "_simple_queues",
        &[
            ("put", Order::Puts),
            ("put_nowait", Order::Puts),
            ("get", Order::Gets),
            ("get_nowait", Order::Gets),
            ("qsize", Order::Acquires),
        ],
    ),
];

impl Vm {
    /// May a slice end before the instruction that comes next?
    pub fn may_stop_here(&self, points: SwitchPoints) -> bool {
        match self.coming() {
            Some((instr, base)) => self.may_stop_before(instr, self.thread.stack[base..].as_ptr(), points),
            None => true,
        }
    }

    /// The instruction that the current thread runs next, and where its frame's registers begin.
    fn coming(&self) -> Option<(Instr, usize)> {
        let frame = self.thread.frames.last()?;
        let instr = *self.code(frame.code).instrs.get(frame.pc as usize)?;
        Some((instr, frame.base as usize))
    }

    /// What the next instruction does with shared memory.
    pub fn next_touch(&self) -> Touch {
        let Some(frame) = self.thread.frames.last() else { return Touch::Nothing };
        let Some((instr, base)) = self.coming() else { return Touch::Nothing };
        let code = self.code(frame.code);
        let reg = |r: u16| self.thread.stack[base + r as usize];
        let user = code.source.user;
        let name = |n: u16| self.codes[frame.code as usize].names[n as usize];
        let variable = |name| Place { object: frame.globals, part: Part::Variable(name) };
        match instr {
            Instr::Call { base, .. } | Instr::CallKeywords { base, .. } => self.sync_of(reg(base), reg(base + 1)),
            Instr::CallMethod { base, .. } | Instr::CallMethodKeywords { base, .. } => {
                let first = if reg(base + 1).is_unbound() { reg(base + 2) } else { reg(base + 1) };
                self.sync_of(reg(base), first)
            }
            Instr::CallUnpacked { base } => {
                let first = self.heap.as_sequence(reg(base + 1)).and_then(|args| args.first()).copied();
                self.sync_of(reg(base), first.unwrap_or(Value::Unbound))
            }
            Instr::LoadAttr { object, .. } | Instr::LoadMethod { object, .. } if !user => {
                self.library_touch(&code.source.filename, reg(object), Touch::LibraryRead)
            }
            Instr::StoreAttr { object, .. } if !user => {
                self.library_touch(&code.source.filename, reg(object), Touch::LibraryWrite)
            }
            _ if !user => Touch::Nothing,
            Instr::LoadGlobal { name: n, .. } => match self.heap.find_name(frame.globals, name(n)) {
                Some(_) => Touch::Read(variable(name(n))),
                None => Touch::Nothing,
            },
            Instr::StoreGlobal { name: n, .. } | Instr::DeleteGlobal { name: n } => Touch::Write(variable(name(n))),
            Instr::LoadName { name: n, .. } if frame.locals.is_none() || frame.locals == frame.globals => {
                match self.heap.find_name(frame.globals, name(n)) {
                    Some(_) => Touch::Read(variable(name(n))),
                    None => Touch::Nothing,
                }
            }
            Instr::StoreName { name: n, .. } | Instr::DeleteName { name: n }
                if frame.locals.is_none() || frame.locals == frame.globals =>
            {
                Touch::Write(variable(name(n)))
            }
            Instr::LoadCell { cell, .. } => cell_place(reg(cell)).map_or(Touch::Nothing, Touch::Read),
            Instr::StoreCell { cell, .. } | Instr::DeleteCell { cell } => {
                cell_place(reg(cell)).map_or(Touch::Nothing, Touch::Write)
            }
            Instr::LoadAttr { object, name: n, .. } | Instr::LoadMethod { object, name: n, .. } => {
                self.attribute_place(reg(object), name(n), true).map_or(Touch::Nothing, Touch::Read)
            }
            Instr::StoreAttr { object, name: n, .. } | Instr::DeleteAttr { object, name: n } => {
                self.attribute_place(reg(object), name(n), false).map_or(Touch::Nothing, Touch::Write)
            }
            Instr::LoadItem { object, index, .. } => {
                self.item_place(reg(object), reg(index), crate::names::__getitem__).map_or(Touch::Nothing, Touch::Read)
            }
            Instr::StoreItem { object, index, .. } => {
                self.item_place(reg(object), reg(index), crate::names::__setitem__).map_or(Touch::Nothing, Touch::Write)
            }
            Instr::DeleteItem { object, index } => {
                self.item_place(reg(object), reg(index), crate::names::__delitem__).map_or(Touch::Nothing, Touch::Write)
            }
            _ => Touch::Nothing,
        }
    }

    fn sync_of(&self, callee: Value, first: Value) -> Touch {
        let Value::Ref(r) = callee else { return Touch::Nothing };
        let (native, first) = match self.heap.payload(r) {
            Payload::Native(n) => (*n, first),
            Payload::BoundNative { native, receiver } => (*native, *receiver),
            _ => return Touch::Nothing,
        };
        let def = &self.natives.entries[native as usize].def;
        let Some((_, natives)) = SYNCHRONISING_NATIVES.iter().find(|(owner, _)| *owner == def.owner) else {
            return Touch::Nothing;
        };
        let Some((_, order)) = natives.iter().find(|(name, _)| *name == def.name) else { return Touch::Nothing };
        if let (Order::Joins, Value::Int(id)) = (order, first) {
            return u32::try_from(id).map_or(Touch::Nothing, Touch::Thread);
        }
        let Value::Ref(object) = first else { return Touch::Nothing };
        let Payload::State(state) = self.heap.payload(object) else { return Touch::Nothing };
        // Who uses a condition's lock by its own name is in order with those who use the condition.
        let object = match (def.owner, state.values.first()) {
            ("_conditions", Some(Value::Ref(lock))) => *lock,
            _ => object,
        };
        let bounded = state.numbers.first().is_some_and(|bound| *bound > 0);
        let (acquires, releases) = match order {
            Order::Acquires => (true, false),
            Order::Releases => (false, true),
            Order::Waits => return Touch::Wait(object),
            Order::Puts => (bounded, true),
            Order::Gets => (true, bounded),
            Order::Joins => return Touch::Nothing,
        };
        Touch::Sync { object, acquires, releases }
    }

    fn library_touch(&self, filename: &str, object: Value, touch: fn(Ref) -> Touch) -> Touch {
        match object {
            Value::Ref(r)
                if matches!(self.heap.payload(r), Payload::Instance | Payload::State(_))
                    && SYNCHRONISING.iter().any(|module| filename.starts_with(module)) =>
            {
                touch(r)
            }
            _ => Touch::Nothing,
        }
    }

    /// Where an attribute stands: in the object itself, or, when only read, in the class that has it. None for
    /// methods, properties and whatever else runs code of its own.
    fn attribute_place(&self, object: Value, name: Ref, read: bool) -> Option<Place> {
        let r = object.as_ref()?;
        let part = Part::Attribute(name);
        let dict = self.heap.get(r).dict;
        match self.heap.payload(r) {
            // A module's attributes are the globals of its functions.
            Payload::Module => return Some(Place { object: dict, part: Part::Variable(name) }),
            Payload::Type(t) => {
                let owner = if read {
                    t.mro.iter().copied().find(|&c| self.heap.find_name(self.heap.get(c).dict, name).is_some())?
                } else {
                    r
                };
                let value = self.heap.get_name(self.heap.get(owner).dict, name);
                return (!self.is_function(value)).then_some(Place { object: owner, part });
            }
            _ => {}
        }
        let class = self.class_of(object);
        let hook = if read { crate::names::__getattribute__ } else { crate::names::__setattr__ };
        let native = |v: Option<Value>| match v {
            Some(Value::Ref(m)) => matches!(self.heap.payload(m), Payload::Native(_)),
            _ => false,
        };
        if !native(self.find_in_mro(class, hook)) {
            return None;
        }
        let in_class = self.find_in_mro(class, name);
        if let Some(Value::Ref(a)) = in_class {
            match self.heap.payload(a) {
                Payload::SlotMember { .. } => return Some(Place { object: r, part }),
                Payload::Property(_) | Payload::GetSet { .. } => return None,
                _ => {}
            }
        }
        if !read || (dict.is_some() && self.heap.find_name(dict, name).is_some()) {
            return Some(Place { object: r, part });
        }
        if self.is_function(in_class) {
            return None;
        }
        let t = self.heap.as_type(class)?;
        let owner = t.mro.iter().copied().find(|&c| self.heap.find_name(self.heap.get(c).dict, name).is_some())?;
        Some(Place { object: owner, part })
    }

    fn is_function(&self, v: Option<Value>) -> bool {
        let Some(Value::Ref(r)) = v else { return false };
        matches!(
            self.heap.payload(r),
            Payload::Function(_)
                | Payload::Native(_)
                | Payload::ClassMethod(_)
                | Payload::StaticMethod(_)
                | Payload::Property(_)
        )
    }

    /// None for containers whose class has an `item` method of its own.
    fn item_place(&self, container: Value, index: Value, method: Ref) -> Option<Place> {
        let object = container.as_ref()?;
        let class = self.heap.get(object).class;
        if !types::is_builtin(class) {
            match self.find_in_mro(class, method) {
                Some(Value::Ref(m)) if matches!(self.heap.payload(m), Payload::Native(_)) => {}
                _ => return None,
            }
        }
        let length = match self.heap.payload(object) {
            Payload::List(items) => items.len(),
            Payload::ByteArray(bytes) => bytes.len(),
            Payload::Dict(_) => {
                return Some(Place { object, part: Part::Key(self.hash_native(index).ok()?) });
            }
            _ => return None,
        };
        match index {
            Value::Int(i) => {
                let at = if i < 0 { i + length as i64 } else { i };
                Some(Place { object, part: Part::Index(at) })
            }
            _ => None,
        }
    }

    /// What stands at a place now; unbound for nothing.
    pub fn value_at(&self, place: Place) -> Value {
        let found = match place.part {
            Part::Variable(name) => self.heap.get_name(place.object, name),
            Part::Attribute(name) => self.instance_attr(Value::Ref(place.object), name),
            Part::Index(at) => usize::try_from(at).ok().and_then(|at| match self.heap.payload(place.object) {
                Payload::List(items) => items.get(at).copied(),
                Payload::ByteArray(bytes) => bytes.get(at).map(|b| Value::Int(i64::from(*b))),
                _ => None,
            }),
            Part::Key(hash) => self.heap.as_dict(place.object).and_then(|d| match d.find(hash, 0, |_| KeyEq::Yes) {
                Find::Found(at) => d.entry(at).map(|entry| entry.value),
                _ => None,
            }),
            Part::Cell => match self.heap.payload(place.object) {
                Payload::Cell(value) => Some(*value),
                _ => None,
            },
        };
        found.unwrap_or(Value::Unbound)
    }

    // ---- what people call it

    /// The global variable of the main program that holds an object.
    pub fn global_holding(&self, object: Ref) -> Option<String> {
        let globals = self.heap.as_dict(self.main)?;
        globals.iter().find_map(|e| match e.value {
            Value::Ref(r) if r == object => self.heap.as_str(e.key).map(str::to_owned),
            _ => None,
        })
    }

    /// The text of an interned name.
    pub fn name_text(&self, name: Ref) -> &str {
        self.heap.text(name)
    }

    /// The user's calls in progress in the current thread, innermost first: code numbers and the places of their
    /// current instructions; what comes next in the innermost.
    pub fn user_calls(&self) -> impl Iterator<Item = (u32, u32)> {
        let last = self.thread.frames.len().saturating_sub(1);
        self.thread.frames.iter().enumerate().rev().filter_map(move |(i, frame)| {
            let at = if i == last { frame.pc } else { frame.pc.saturating_sub(1) };
            self.code(frame.code).source.user.then_some((frame.code, at))
        })
    }

    /// The variable that the next instruction's cell stands for.
    pub fn next_cell_name(&self) -> Option<String> {
        let frame = self.thread.frames.last()?;
        let code = self.code(frame.code);
        let (Instr::LoadCell { cell, .. } | Instr::StoreCell { cell, .. } | Instr::DeleteCell { cell }) =
            self.coming()?.0
        else {
            return None;
        };
        let (cell, base) = (cell as usize, code.free_base());
        if cell < base { code.locals.get(cell).cloned() } else { code.free.get(cell - base).cloned() }
    }

    /// `repr` of the next instruction's index, where native code can tell it.
    pub fn next_index_text(&self) -> Option<String> {
        let (instr, base) = self.coming()?;
        let (Instr::LoadItem { index, .. } | Instr::StoreItem { index, .. } | Instr::DeleteItem { index, .. }) = instr
        else {
            return None;
        };
        self.repr_native(self.thread.stack[base + index as usize])
    }
}

fn cell_place(cell: Value) -> Option<Place> {
    Some(Place { object: cell.as_ref()?, part: Part::Cell })
}
