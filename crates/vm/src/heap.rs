//! The arena that holds a process's objects, and its collector.

mod copy;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    dict::{Dict, Find, KeyEq},
    object::{MemoryViewData, Object, Payload, Text, TypeData, WeakRefData, hash_str},
    types,
    value::{Ref, Value},
};

/// Collections begin when this many bytes (slots included) were allocated since the last one, or as
/// many as were live after it.
const FIRST_COLLECTION: usize = 16 << 20;

/// A heap is not collected for a copy's sake when less than this was allocated since the last time.
const MUCH_GARBAGE: usize = 6 << 20;

/// What an object counts for beside what it holds: the same on every host, so that they collect at the same moments.
const OBJECT_BYTES: usize = 40;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Heap {
    objects: Vec<Object>,
    /// First free slot, 0 if none.
    free: u32,
    /// Bytes allocated since the last collection.
    allocated: usize,
    /// Bytes live after the last collection.
    live: usize,
    threshold: usize,
    /// Bytes at which `MemoryError` is raised.
    pub limit: usize,
    /// Interned strings: names of variables and attributes, compared by reference.
    interned: Dict,
    /// Objects below this index live for ever.
    permanent: usize,
    /// Objects whose finaliser has been called, in order: it is called once only.
    finalized: Vec<u32>,
    /// Collections so far: after one, a reference that was kept outside may name another object.
    collections: u32,
    /// The next safe point is to look for dropped objects; the threshold that comes back then.
    look: Option<usize>,
    /// Views of byte arrays, which cannot change their length while one is in use.
    views: Vec<Ref>,
    /// References without a callback, by the object that they point to: each has one at most.
    plain_references: BTreeMap<Ref, Ref>,
}

impl Default for Heap {
    fn default() -> Heap {
        Heap::new()
    }
}

impl Heap {
    pub fn new() -> Heap {
        let nothing = Object { class: Ref::NONE, dict: Ref::NONE, payload: Payload::Instance };
        Heap {
            objects: vec![nothing],
            free: 0,
            allocated: 0,
            live: 0,
            threshold: FIRST_COLLECTION,
            limit: 1 << 30,
            interned: Dict::new(),
            permanent: 0,
            finalized: Vec::new(),
            collections: 0,
            look: None,
            views: Vec::new(),
            plain_references: BTreeMap::new(),
        }
    }

    /// How many slots there are, free ones included.
    pub fn slots(&self) -> usize {
        self.objects.len()
    }

    pub fn bytes(&self) -> usize {
        self.live + self.allocated
    }

    pub fn collections(&self) -> u32 {
        self.collections
    }

    /// Is this slot in use?
    pub fn is_live(&self, r: Ref) -> bool {
        self.objects.get(r.index()).is_some_and(|o| !matches!(o.payload, Payload::Free(_)))
    }

    /// All objects made so far will never be collected.
    pub fn make_permanent(&mut self) {
        self.permanent = self.objects.len();
    }

    /// Have the next safe point collect.
    pub fn request_collection(&mut self) {
        self.threshold = 0;
        self.look = self.look.map(|_| 0);
        self.allocated = self.allocated.max(1);
    }

    /// Is there so much garbage, most likely, that a copy of the heap had better be made without it?
    pub fn is_worth_collecting(&self) -> bool {
        self.allocated > self.live.max(MUCH_GARBAGE)
    }

    /// Have the next safe point look for objects that were dropped.
    pub(crate) fn request_look(&mut self) {
        if self.look.is_none() {
            self.look = Some(self.threshold);
            self.threshold = 0;
            self.allocated = self.allocated.max(1);
        }
    }

    /// Was a look for dropped objects asked for?
    pub(crate) fn take_look(&mut self) -> bool {
        let threshold = self.look.take();
        self.threshold = threshold.unwrap_or(self.threshold);
        threshold.is_some()
    }

    #[inline]
    pub fn needs_collection(&self) -> bool {
        self.allocated > self.threshold
    }

    #[inline]
    pub fn get(&self, r: Ref) -> &Object {
        &self.objects[r.index()]
    }

    #[inline]
    pub fn get_mut(&mut self, r: Ref) -> &mut Object {
        &mut self.objects[r.index()]
    }

    #[inline]
    pub fn payload(&self, r: Ref) -> &Payload {
        &self.objects[r.index()].payload
    }

    #[inline]
    pub fn payload_mut(&mut self, r: Ref) -> &mut Payload {
        &mut self.objects[r.index()].payload
    }

    /// As [`Heap::get`], for the interpreter loop.
    ///
    /// # Safety
    /// `r` is of this heap, as all that values hold are: slots never go away, and `Vm::restore` checks what it reads.
    #[inline(always)]
    pub(crate) unsafe fn object_at(&self, r: Ref) -> &Object {
        unsafe { self.objects.get_unchecked(r.index()) }
    }

    /// As [`Heap::get_mut`], for the interpreter loop.
    ///
    /// # Safety
    /// As for [`Heap::object_at`].
    #[inline(always)]
    pub(crate) unsafe fn object_at_mut(&mut self, r: Ref) -> &mut Object {
        unsafe { self.objects.get_unchecked_mut(r.index()) }
    }

    /// As [`Heap::payload`], for the interpreter loop.
    ///
    /// # Safety
    /// As for [`Heap::object_at`].
    #[inline(always)]
    pub(crate) unsafe fn payload_at(&self, r: Ref) -> &Payload {
        unsafe { &self.objects.get_unchecked(r.index()).payload }
    }

    /// The dictionary that an object is, for the interpreter loop.
    ///
    /// # Safety
    /// As for [`Heap::object_at`].
    #[inline(always)]
    pub(crate) unsafe fn dict_at(&self, r: Ref) -> Option<&Dict> {
        match unsafe { self.payload_at(r) } {
            Payload::Dict(d) => Some(d),
            _ => None,
        }
    }

    /// Every object that is in use.
    pub fn objects(&self) -> impl Iterator<Item = (Ref, &Object)> {
        self.objects
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(_, o)| !matches!(o.payload, Payload::Free(_)))
            .map(|(i, o)| (Ref(i as u32), o))
    }

    /// Does the list of free slots name each at most once and no others, and do the counts make sense?
    pub(crate) fn is_sound(&self) -> bool {
        let mut free = self.free as usize;
        for _ in 0..self.objects.len() {
            if free == 0 {
                break;
            }
            let Some(Payload::Free(next)) = self.objects.get(free).map(|o| &o.payload) else { return false };
            free = *next as usize;
        }
        // What can be counted in a lifetime leaves room to count on.
        let counts = [self.allocated, self.live, self.permanent].iter().all(|n| *n <= u32::MAX as usize);
        free == 0
            && counts
            && self.collections < u32::MAX / 2
            && self.permanent <= self.objects.len()
            && self.objects.len() < u32::MAX as usize / 2
            && self
                .views
                .iter()
                .all(|r| matches!(self.objects.get(r.index()).map(|o| &o.payload), Some(Payload::MemoryView(_))))
            && self.plain_references.iter().all(|(target, r)| target.index().max(r.index()) < self.objects.len())
            && self.interned.is_sound()
            && self.interned.iter().all(|e| matches!(e.key, Value::Ref(_)))
    }

    /// The keys of the table of interned strings.
    pub(crate) fn interned_keys(&self) -> impl Iterator<Item = Value> {
        self.interned.iter().map(|e| e.key)
    }

    /// A new object. Never collects: natives may hold references that the collector cannot see.
    #[inline]
    pub fn alloc(&mut self, class: Ref, payload: Payload) -> Ref {
        self.allocated += OBJECT_BYTES + payload.bytes();
        let object = Object { class, dict: Ref::NONE, payload };
        if self.free != 0 {
            let at = self.free;
            if let Payload::Free(next) = self.objects[at as usize].payload {
                self.free = next;
            }
            self.objects[at as usize] = object;
            return Ref(at);
        }
        self.objects.push(object);
        Ref(self.objects.len() as u32 - 1)
    }

    /// A new view.
    pub fn view(&mut self, view: MemoryViewData) -> Value {
        let of_array = matches!(view.source, Value::Ref(r) if matches!(self.payload(r), Payload::ByteArray(_)));
        let r = self.alloc(types::MEMORYVIEW, Payload::MemoryView(Box::new(view)));
        if of_array {
            self.views.push(r);
        }
        Value::Ref(r)
    }

    /// Is there a view of the byte array that is not released (though perhaps nothing refers to it any more)?
    #[inline]
    pub(crate) fn may_have_views(&self, array: Ref) -> bool {
        !self.views.is_empty() && self.views.iter().any(|v| self.is_view_of(*v, array))
    }

    fn is_view_of(&self, view: Ref, array: Ref) -> bool {
        matches!(self.payload(view), Payload::MemoryView(m) if m.source.is(Value::Ref(array)) && !m.released)
    }

    /// Forget views that are not marked.
    pub(crate) fn keep_views(&mut self, marks: &[bool]) {
        self.views.retain(|r| marks[r.index()]);
    }

    /// The reference without a callback to an object, or a new one.
    pub fn plain_reference(&mut self, target: Ref) -> Value {
        if let Some(&known) = self.plain_references.get(&target)
            && matches!(self.payload(known), Payload::WeakRef(w) if w.target.is(Value::Ref(target)))
        {
            return Value::Ref(known);
        }
        let data = WeakRefData { target: Value::Ref(target), callback: Value::None, hash: None };
        let r = self.alloc(types::WEAKREF, Payload::WeakRef(Box::new(data)));
        self.plain_references.insert(target, r);
        Value::Ref(r)
    }

    /// Tell the collector about growth of an existing object.
    #[inline]
    pub fn grew(&mut self, bytes: usize) {
        self.allocated += bytes;
    }

    // ---- strings

    pub fn str(&mut self, s: impl Into<Box<str>>) -> Value {
        Value::Ref(self.alloc(types::STR, Payload::Str(Text::new(s))))
    }

    /// The one string object with this text that names are compared by.
    pub fn intern(&mut self, s: &str) -> Ref {
        if let Some(found) = self.interned_ref(s) {
            return found;
        }
        let r = self.alloc(types::STR, Payload::Str(Text::new(s)));
        self.interned.insert_new(hash_str(s) as i64, Value::Ref(r), Value::None);
        r
    }

    pub(crate) fn interned_ref(&self, s: &str) -> Option<Ref> {
        let eq = |v: Value| match v {
            Value::Ref(r) if self.text(r) == s => KeyEq::Yes,
            _ => KeyEq::No,
        };
        match self.interned.find(hash_str(s) as i64, 0, eq) {
            Find::Found(at) => self.interned.entry(at).and_then(|e| e.key.as_ref()),
            _ => None,
        }
    }

    /// The interned string equal to a string object, if there is one: a name that was never interned
    /// is no attribute of anything.
    pub fn intern_object(&mut self, r: Ref) -> Ref {
        let text = match self.payload(r) {
            Payload::Str(t) => t.data.clone(),
            _ => return r,
        };
        if let Some(found) = self.interned_ref(&text) {
            return found;
        }
        if self.get(r).class == types::STR {
            self.interned.insert_new(hash_str(&text) as i64, Value::Ref(r), Value::None);
            return r;
        }
        self.intern(&text)
    }

    /// The text of a string object; empty for anything else.
    #[inline]
    pub fn text(&self, r: Ref) -> &str {
        match self.payload(r) {
            Payload::Str(t) => &t.data,
            _ => "",
        }
    }

    pub fn as_text(&self, v: Value) -> Option<&Text> {
        match v {
            Value::Ref(r) => match self.payload(r) {
                Payload::Str(t) => Some(t),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn as_str(&self, v: Value) -> Option<&str> {
        self.as_text(v).map(|t| &*t.data)
    }

    // ---- containers

    pub fn list(&mut self, items: Vec<Value>) -> Value {
        Value::Ref(self.alloc(types::LIST, Payload::List(items)))
    }

    pub fn tuple(&mut self, items: impl Into<Box<[Value]>>) -> Value {
        Value::Ref(self.alloc(types::TUPLE, Payload::Tuple(items.into())))
    }

    pub fn tuple_ref(&mut self, items: impl Into<Box<[Value]>>) -> Ref {
        self.alloc(types::TUPLE, Payload::Tuple(items.into()))
    }

    pub fn dict(&mut self, d: Dict) -> Ref {
        self.alloc(types::DICT, Payload::Dict(Box::new(d)))
    }

    pub fn bytes_value(&mut self, b: impl Into<Box<[u8]>>) -> Value {
        Value::Ref(self.alloc(types::BYTES, Payload::Bytes(b.into())))
    }

    pub fn as_list(&self, v: Value) -> Option<&Vec<Value>> {
        match v {
            Value::Ref(r) => match self.payload(r) {
                Payload::List(l) => Some(l),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn as_list_mut(&mut self, v: Value) -> Option<&mut Vec<Value>> {
        match v {
            Value::Ref(r) => match self.payload_mut(r) {
                Payload::List(l) => Some(l),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn as_tuple(&self, v: Value) -> Option<&[Value]> {
        match v {
            Value::Ref(r) => match self.payload(r) {
                Payload::Tuple(t) => Some(t),
                _ => None,
            },
            _ => None,
        }
    }

    /// The items of a tuple object that the VM made itself; empty for none.
    pub fn tuple_items(&self, r: Ref) -> &[Value] {
        match self.payload(r) {
            Payload::Tuple(t) => t,
            _ => &[],
        }
    }

    /// The items of a list or tuple.
    pub fn as_sequence(&self, v: Value) -> Option<&[Value]> {
        match v {
            Value::Ref(r) => match self.payload(r) {
                Payload::List(l) => Some(l),
                Payload::Tuple(t) => Some(t),
                _ => None,
            },
            _ => None,
        }
    }

    #[inline]
    pub fn as_dict(&self, r: Ref) -> Option<&Dict> {
        match self.payload(r) {
            Payload::Dict(d) => Some(d),
            _ => None,
        }
    }

    #[inline]
    pub fn as_dict_mut(&mut self, r: Ref) -> Option<&mut Dict> {
        match self.payload_mut(r) {
            Payload::Dict(d) => Some(d),
            _ => None,
        }
    }

    pub fn as_type(&self, r: Ref) -> Option<&TypeData> {
        match self.payload(r) {
            Payload::Type(t) => Some(t),
            _ => None,
        }
    }

    pub fn as_type_mut(&mut self, r: Ref) -> Option<&mut TypeData> {
        match self.payload_mut(r) {
            Payload::Type(t) => Some(t),
            _ => None,
        }
    }

    // ---- dictionaries with string keys (namespaces)

    /// The position of the interned string `name` in a dict object.
    #[inline]
    pub fn find_name(&self, dict: Ref, name: Ref) -> Option<usize> {
        let d = self.as_dict(dict)?;
        let Payload::Str(text) = self.payload(name) else { return None };
        let hash = str_hash_value(text.hash());
        let eq = |v: Value| match v {
            Value::Ref(r) if r == name => KeyEq::Yes,
            Value::Ref(r) => match self.payload(r) {
                Payload::Str(t) if t.data == text.data => KeyEq::Yes,
                _ => KeyEq::No,
            },
            _ => KeyEq::No,
        };
        match d.find(hash, 0, eq) {
            Find::Found(at) => Some(at),
            _ => None,
        }
    }

    pub fn get_name(&self, dict: Ref, name: Ref) -> Option<Value> {
        let at = self.find_name(dict, name)?;
        self.as_dict(dict)?.entry(at).map(|e| e.value)
    }

    /// Set a name; true if it is new.
    pub fn set_name(&mut self, dict: Ref, name: Ref, value: Value) -> bool {
        self.place_name(dict, name, value).1
    }

    /// Set a name: its position, and whether it is new. Nothing happens if that is no dict object.
    pub(crate) fn place_name(&mut self, dict: Ref, name: Ref, value: Value) -> (usize, bool) {
        let at = self.find_name(dict, name);
        let hash = match self.payload(name) {
            Payload::Str(t) => str_hash_value(t.hash()),
            _ => 0,
        };
        let Some(d) = self.as_dict_mut(dict) else { return (0, false) };
        match at {
            Some(at) => {
                d.set_value(at, value);
                (at, false)
            }
            None => {
                let at = d.insert_new(hash, Value::Ref(name), value);
                self.allocated += 48;
                (at, true)
            }
        }
    }

    pub fn remove_name(&mut self, dict: Ref, name: Ref) -> Option<Value> {
        let at = self.find_name(dict, name)?;
        self.as_dict_mut(dict).map(|d| d.remove_at(at).1)
    }

    // ---- the collector

    /// What the roots lead to. Marking uses a list, not recursion.
    pub(crate) fn reachable(&self, roots: impl FnOnce(&mut dyn FnMut(Value))) -> Vec<bool> {
        let mut marks = vec![false; self.objects.len()];
        let mut work: Vec<u32> = Vec::new();
        {
            let mut visit = |v: Value| {
                if let Value::Ref(r) = v
                    && r.is_some()
                    && !marks[r.index()]
                {
                    marks[r.index()] = true;
                    work.push(r.0);
                }
            };
            roots(&mut visit);
            for i in 1..self.permanent {
                visit(Value::Ref(Ref(i as u32)));
            }
            for e in self.interned.iter() {
                visit(e.key);
            }
        }
        self.mark(&mut marks, &mut work);
        marks
    }

    /// Free what is not marked: what nothing leads to. Returns the unreachable
    /// objects that have a finaliser still to be called (with all that they lead to they stay alive for
    /// this once) and clears weak references to unreachable objects; those with a callback are returned too.
    pub fn collect(&mut self, mut marks: Vec<bool>, mut has_finalizer: impl FnMut(&Heap, Ref) -> bool) -> Unreachable {
        let mut work: Vec<u32> = Vec::new();
        let mut unreachable = Unreachable::default();
        for (i, &marked) in marks.iter().enumerate().skip(self.permanent.max(1)) {
            let r = Ref(i as u32);
            if !marked && has_finalizer(self, r) && !self.is_finalized(r) {
                unreachable.finalize.push(r);
            }
        }
        if unreachable.finalize.len() > 1 {
            // A generator's `finally` comes before the end of what it uses.
            let mut order = vec![usize::MAX; self.objects.len()];
            for (at, r) in self.uncounted(&marks).into_iter().enumerate() {
                order[r.index()] = at;
            }
            unreachable.finalize.sort_by_key(|r| order[r.index()]);
        }
        for (i, object) in self.objects.iter_mut().enumerate() {
            if let Payload::WeakRef(w) = &mut object.payload
                && let Value::Ref(t) = w.target
                && !marks[t.index()]
            {
                w.target = Value::Unbound;
                if marks[i] && !w.callback.is_none() {
                    unreachable.callbacks.push(Ref(i as u32));
                }
            }
        }
        for r in &unreachable.finalize {
            if !marks[r.index()] {
                marks[r.index()] = true;
                work.push(r.0);
            }
        }
        self.mark(&mut marks, &mut work);
        self.sweep(&marks);
        self.finalized.retain(|&i| marks[i as usize]);
        self.set_finalized(&unreachable.finalize);
        unreachable
    }

    /// Of the objects that are not marked, those that no cycle keeps: what refers to others comes before them.
    pub(crate) fn uncounted(&self, marks: &[bool]) -> Vec<Ref> {
        let mut counts = vec![0u32; self.objects.len()];
        let each = |i: usize, visit: &mut dyn FnMut(Ref)| {
            let object = &self.objects[i];
            let mut visit = |v: Value| {
                if let Value::Ref(r) = v
                    && r.is_some()
                    && !marks[r.index()]
                {
                    visit(r);
                }
            };
            visit(Value::Ref(object.class));
            visit(Value::Ref(object.dict));
            object.payload.trace(&mut visit);
        };
        let unmarked = |i: usize| !marks[i] && !matches!(self.objects[i].payload, Payload::Free(_));
        for i in (1..self.objects.len()).filter(|i| unmarked(*i)) {
            each(i, &mut |r| counts[r.index()] += 1);
        }
        let mut gone = Vec::new();
        let mut work = Vec::new();
        for i in (1..self.objects.len()).filter(|i| unmarked(*i)) {
            if counts[i] != 0 {
                continue;
            }
            work.push(Ref(i as u32));
            // Its count is done with.
            counts[i] = u32::MAX;
            while let Some(r) = work.pop() {
                gone.push(r);
                let from = work.len();
                each(r.index(), &mut |to| {
                    counts[to.index()] -= 1;
                    if counts[to.index()] == 0 {
                        counts[to.index()] = u32::MAX;
                        work.push(to);
                    }
                });
                // Sequences let go of their items from the end.
                if !matches!(self.objects[r.index()].payload, Payload::List(_) | Payload::Tuple(_)) {
                    work[from..].reverse();
                }
            }
        }
        gone
    }

    /// Has the object's finaliser been called?
    pub fn is_finalized(&self, r: Ref) -> bool {
        self.finalized.binary_search(&r.0).is_ok()
    }

    /// The finalisers of these objects are being called.
    pub(crate) fn set_finalized(&mut self, objects: &[Ref]) {
        self.finalized.extend(objects.iter().map(|r| r.0));
        self.finalized.sort_unstable();
    }

    fn mark(&self, marks: &mut [bool], work: &mut Vec<u32>) {
        while let Some(i) = work.pop() {
            let object = &self.objects[i as usize];
            let mut visit = |v: Value| {
                if let Value::Ref(r) = v
                    && r.is_some()
                    && !marks[r.index()]
                {
                    marks[r.index()] = true;
                    work.push(r.0);
                }
            };
            visit(Value::Ref(object.class));
            visit(Value::Ref(object.dict));
            object.payload.trace(&mut visit);
        }
    }

    fn sweep(&mut self, marks: &[bool]) {
        let mut live = 0;
        self.free = 0;
        for i in (1..self.objects.len()).rev() {
            let object = &mut self.objects[i];
            if marks[i] || i < self.permanent {
                if let Payload::Type(t) = &mut object.payload {
                    // A class does not keep those that were made from it.
                    t.subclasses.retain(|s| marks[s.index()] || s.index() < self.permanent);
                }
                live += OBJECT_BYTES + object.payload.bytes();
            } else {
                object.class = Ref::NONE;
                object.dict = Ref::NONE;
                object.payload = Payload::Free(self.free);
                self.free = i as u32;
            }
        }
        self.keep_views(marks);
        self.plain_references.retain(|target, r| marks[target.index()] && marks[r.index()]);
        self.live = live;
        self.collections += 1;
        self.allocated = 0;
        self.threshold = live.max(FIRST_COLLECTION);
    }
}

/// What a collection leaves to Python code.
#[derive(Debug, Default)]
pub struct Unreachable {
    /// Objects whose `__del__` is to be called, and generators to be closed.
    pub finalize: Vec<Ref>,
    /// Weak references whose callback is to be called.
    pub callbacks: Vec<Ref>,
}

/// `hash()` of a string from its 32-bit table hash.
#[inline]
pub fn str_hash_value(hash: u32) -> i64 {
    ((hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 3) as i64
}
