//! Iteration: `iter()`, `next()`, and whole iterables at once, as far as no Python code is needed.

use crate::{
    dict::Dict,
    frame::Phase,
    names,
    natives::{Native, Signal},
    object::{CHANGED, GeneratorKind, NativeIterator, OrderedIterator, Payload, ViewKind},
    types,
    value::{Ref, Value},
    vm::Vm,
};

fn dict_iterator(dict: Ref, d: &Dict, kind: ViewKind) -> NativeIterator {
    NativeIterator::Dict { dict, position: 0, len: d.len(), left: d.len(), kind }
}

impl Vm {
    /// `iter(v)`; a call of a user's `__iter__` has the phase `Iter`.
    pub(crate) fn get_iter(&mut self, v: Value) -> Native {
        let Value::Ref(r) = v else { return Err(self.not_iterable(v)) };
        let class = self.heap.get(r).class;
        if !types::is_builtin(class) {
            match self.lookup(class, names::__iter__) {
                Some(m) if !self.is_native(m) => {
                    if m.is_none() {
                        return Err(self.not_iterable(v));
                    }
                    let (function, receiver) = self.bind_special(m, v)?;
                    return Err(self.call_phase(function, receiver.into_iter().collect(), Phase::Iter));
                }
                Some(_) => {}
                None => {
                    if self.lookup(class, names::__getitem__).is_some() {
                        return self.call_prelude("_sequence_iterator", vec![v]);
                    }
                    return Err(self.not_iterable(v));
                }
            }
        }
        self.native_iter(r)
    }

    pub(crate) fn native_iter(&mut self, r: Ref) -> Native {
        let v = Value::Ref(r);
        let (class, iterator) = match self.heap.payload(r) {
            Payload::List(_) => (types::LIST_ITERATOR, NativeIterator::List { list: r, index: 0 }),
            Payload::Tuple(_) => (types::TUPLE_ITERATOR, NativeIterator::Tuple { tuple: r, index: 0 }),
            Payload::Str(text) => {
                // CPython's instances of subclasses do not have the compact form that the one for ASCII wants.
                let compact = types::is_builtin(self.heap.get(r).class) && text.data.is_ascii();
                let class = if compact { types::STR_ITERATOR } else { types::STR_WIDE_ITERATOR };
                (class, NativeIterator::Str { text: r, offset: 0 })
            }
            Payload::Bytes(_) => (types::BYTES_ITERATOR, NativeIterator::Bytes { bytes: r, index: 0 }),
            Payload::ByteArray(_) => (types::BYTEARRAY_ITERATOR, NativeIterator::Bytes { bytes: r, index: 0 }),
            Payload::MemoryView(_) => (types::MEMORY_ITERATOR, NativeIterator::Bytes { bytes: r, index: 0 }),
            Payload::Dict(_) if self.is_ordered(r) => {
                let it = self.ordered_iterator(r, ViewKind::Keys, false);
                (types::ORDERED_ITERATOR, NativeIterator::Ordered(it))
            }
            Payload::DictView { dict, kind } if self.is_ordered(*dict) => {
                let it = self.ordered_iterator(*dict, *kind, false);
                (types::ORDERED_ITERATOR, NativeIterator::Ordered(it))
            }
            Payload::Dict(d) => (types::DICT_KEY_ITERATOR, dict_iterator(r, d, ViewKind::Keys)),
            Payload::DictView { dict, kind } => {
                let (dict, kind) = (*dict, *kind);
                let Some(d) = self.heap.as_dict(dict) else { return Err(self.not_iterable(v)) };
                let class = match kind {
                    ViewKind::Keys => types::DICT_KEY_ITERATOR,
                    ViewKind::Values => types::DICT_VALUE_ITERATOR,
                    ViewKind::Items => types::DICT_ITEM_ITERATOR,
                };
                (class, dict_iterator(dict, d, kind))
            }
            Payload::Set(s) => (types::SET_ITERATOR, NativeIterator::Set { set: r, position: 0, len: s.len() }),
            Payload::Range(range) => match (self.as_i64(range.start), self.as_i64(range.step)) {
                (Some(start), Some(step)) if self.as_i64(range.stop).is_some() => {
                    let remaining = self.range_len(range);
                    (types::RANGE_ITERATOR, NativeIterator::Range { next: start, remaining, step })
                }
                _ => return self.call_prelude("_big_range_iterator", vec![v]),
            },
            Payload::Iterator(_) => return Ok(v),
            Payload::Generator(g) if g.kind == GeneratorKind::Generator => return Ok(v),
            Payload::MappingProxy(inner) => {
                let inner = *inner;
                return self.get_iter(inner);
            }
            Payload::Type(_) => {
                let metaclass = self.heap.get(r).class;
                if let Some(m) = self.lookup(metaclass, names::__iter__) {
                    return Err(self.call_phase(m, vec![v], Phase::Iter));
                }
                return Err(self.not_iterable(v));
            }
            Payload::GenericAlias { .. } => return self.call_prelude("_unpack_alias", vec![v]),
            _ => return Err(self.not_iterable(v)),
        };
        Ok(self.alloc(class, Payload::Iterator(Box::new(iterator))))
    }

    pub(crate) fn not_iterable(&mut self, v: Value) -> Signal {
        let name = self.type_name(v);
        self.type_error(&format!("'{name}' object is not iterable"))
    }

    /// The next value of a native iterator. Outer `None`: not one; inner `None`: exhausted.
    #[inline]
    pub(crate) fn iter_next_native(&mut self, iterator: Value) -> Result<Option<Option<Value>>, Signal> {
        let Value::Ref(r) = iterator else { return Ok(None) };
        let Payload::Iterator(state) = self.heap.payload_mut(r) else { return Ok(None) };
        if let NativeIterator::Range { next, remaining, step } = &mut **state {
            if *remaining == 0 {
                return Ok(Some(None));
            }
            let value = *next;
            *remaining -= 1;
            *next = next.wrapping_add(*step);
            return Ok(Some(Some(Value::Int(value))));
        }
        self.advance(r).map(Some)
    }

    /// One step of a native iterator object.
    fn advance(&mut self, r: Ref) -> Result<Option<Value>, Signal> {
        let Payload::Iterator(state) = self.heap.payload_mut(r) else { return Ok(None) };
        // Out of the heap while it is worked on; an exhausted one stays so.
        let mut state = std::mem::replace(&mut **state, NativeIterator::Done);
        let outcome = self.step(&mut state);
        if !matches!(outcome, Ok(None))
            && let Payload::Iterator(stored) = self.heap.payload_mut(r)
        {
            **stored = state;
        }
        outcome
    }

    fn step(&mut self, state: &mut NativeIterator) -> Result<Option<Value>, Signal> {
        Ok(match state {
            NativeIterator::Done => None,
            NativeIterator::Range { next, remaining, step } => {
                if *remaining == 0 {
                    None
                } else {
                    let value = *next;
                    *remaining -= 1;
                    *next = next.wrapping_add(*step);
                    Some(Value::Int(value))
                }
            }
            NativeIterator::List { list, index } => match self.heap.payload(*list) {
                Payload::List(items) => {
                    let v = items.get(*index).copied();
                    *index += 1;
                    v
                }
                _ => None,
            },
            NativeIterator::ListReversed { list, remaining } => match self.heap.payload(*list) {
                Payload::List(items) if *remaining > 0 => {
                    *remaining -= 1;
                    items.get(*remaining).copied()
                }
                _ => None,
            },
            NativeIterator::Tuple { tuple, index } => {
                let v = self.heap.tuple_items(*tuple).get(*index).copied();
                *index += 1;
                v
            }
            NativeIterator::TupleReversed { tuple, remaining } => {
                if *remaining > 0 {
                    *remaining -= 1;
                    self.heap.tuple_items(*tuple).get(*remaining).copied()
                } else {
                    None
                }
            }
            NativeIterator::Str { text, offset } => {
                let c = self.heap.text(*text).get(*offset..).and_then(|rest| rest.chars().next());
                match c {
                    Some(c) => {
                        *offset += c.len_utf8();
                        Some(self.char_value(c))
                    }
                    None => None,
                }
            }
            NativeIterator::Bytes { bytes, index } => {
                let at = *index;
                *index += 1;
                match self.heap.payload(*bytes) {
                    Payload::MemoryView(view) => {
                        let view = view.clone();
                        if at < view.len { self.view_item(&view, at) } else { None }
                    }
                    _ => {
                        let b = self.as_bytes(Value::Ref(*bytes)).and_then(|b| b.get(at)).copied();
                        b.map(|b| Value::Int(b as i64))
                    }
                }
            }
            NativeIterator::Dict { dict, position, len, left, kind } => {
                let found = match self.heap.as_dict(*dict) {
                    Some(d) if d.len() != *len => {
                        *len = CHANGED;
                        return Err(self.runtime_error("dictionary changed size during iteration"));
                    }
                    Some(d) => d.next_from(*position).map(|(at, e)| (at, e.key, e.value)),
                    None => None,
                };
                if found.is_some() && *left == 0 {
                    // Keys that came to be meanwhile stand behind all others.
                    *len = CHANGED;
                    return Err(self.runtime_error("dictionary keys changed during iteration"));
                }
                found.map(|(at, key, value)| {
                    *position = at + 1;
                    *left -= 1;
                    self.dict_view_item(*kind, key, value)
                })
            }
            NativeIterator::DictReversed { dict, position, len, kind } => {
                let found = match self.heap.as_dict(*dict) {
                    Some(d) if d.len() != *len => {
                        *len = CHANGED;
                        return Err(self.runtime_error("dictionary changed size during iteration"));
                    }
                    Some(d) => d.previous_from(*position).map(|(at, e)| (at, e.key, e.value)),
                    None => None,
                };
                found.map(|(at, key, value)| {
                    *position = at;
                    self.dict_view_item(*kind, key, value)
                })
            }
            NativeIterator::Ordered(it) => {
                let it = *it;
                let Some(at) = it.next else { return Ok(None) };
                let changed = match self.heap.as_dict(it.dict) {
                    Some(d) if d.is_empty() => Some("changed size"),
                    Some(d) if d.additions() != it.additions || d.len() != it.len => Some("mutated"),
                    _ => None,
                };
                if let Some(changed) = changed {
                    *state = NativeIterator::Done;
                    return Err(self.runtime_error(&format!("OrderedDict {changed} during iteration")));
                }
                let next = self.ordered_after(it.dict, at, it.backwards);
                *state = NativeIterator::Ordered(OrderedIterator { next, ..it });
                let entry = self.heap.as_dict(it.dict).and_then(|d| d.entry(at)).map(|e| (e.key, e.value));
                entry.map(|(key, value)| self.dict_view_item(it.kind, key, value))
            }
            NativeIterator::Set { set, position, len } => match self.heap.payload(*set) {
                Payload::Set(s) if s.len() != *len => {
                    *len = CHANGED;
                    return Err(self.runtime_error("Set changed size during iteration"));
                }
                Payload::Set(s) => s.next_from(*position).map(|(next, _, key)| {
                    *position = next;
                    key
                }),
                _ => None,
            },
            NativeIterator::Enumerate { source, count } => match self.iter_next_native(*source)?.flatten() {
                Some(v) => {
                    let n = *count;
                    *count = n.wrapping_add(1);
                    Some(self.tuple(vec![Value::Int(n), v]))
                }
                None => None,
            },
            NativeIterator::Zip { sources, strict } => self.advance_zip(sources, *strict)?,
        })
    }

    fn advance_zip(&mut self, sources: &[Value], strict: bool) -> Result<Option<Value>, Signal> {
        let mut items = Vec::with_capacity(sources.len());
        for (i, &source) in sources.iter().enumerate() {
            match self.iter_next_native(source)?.flatten() {
                Some(v) => items.push(v),
                None if strict && i > 0 => {
                    let others = if i == 1 { " 1".to_owned() } else { format!("s 1-{i}") };
                    let message = format!("zip() argument {} is shorter than argument{others}", i + 1);
                    return Err(self.value_error(&message));
                }
                None if strict => {
                    for (j, &other) in sources.iter().enumerate().skip(1) {
                        if self.iter_next_native(other)?.flatten().is_some() {
                            let others = if j == 1 { " 1".to_owned() } else { format!("s 1-{j}") };
                            let message = format!("zip() argument {} is longer than argument{others}", j + 1);
                            return Err(self.value_error(&message));
                        }
                    }
                    return Ok(None);
                }
                None => return Ok(None),
            }
        }
        if items.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.tuple(items)))
    }

    /// Is it the dictionary of an `OrderedDict`?
    pub(crate) fn is_ordered(&self, dict: Ref) -> bool {
        let class = self.heap.get(dict).class;
        class != types::DICT && self.is_subclass(class, types::ORDERED_DICT)
    }

    pub(crate) fn ordered_iterator(&self, dict: Ref, kind: ViewKind, backwards: bool) -> OrderedIterator {
        let d = self.heap.as_dict(dict);
        let next = if backwards {
            d.and_then(|d| d.previous_from(d.slots())).map(|(at, _)| at)
        } else {
            d.and_then(|d| d.next_from(0)).map(|(at, _)| at)
        };
        let (additions, len) = d.map_or((0, 0), |d| (d.additions(), d.len()));
        OrderedIterator { dict, next, backwards, kind, additions, len }
    }

    fn ordered_after(&self, dict: Ref, at: usize, backwards: bool) -> Option<usize> {
        let d = self.heap.as_dict(dict)?;
        let next = if backwards { d.previous_from(at) } else { d.next_from(at + 1) };
        next.map(|(at, _)| at)
    }

    fn dict_view_item(&mut self, kind: ViewKind, key: Value, value: Value) -> Value {
        match kind {
            ViewKind::Keys => key,
            ViewKind::Values => value,
            ViewKind::Items => self.tuple(vec![key, value]),
        }
    }

    /// All items of an iterable that needs no Python code to go through; a native iterator is used
    /// up. `None`: Python code has to do it (or it is not iterable, or iterating raises).
    pub(crate) fn native_items(&mut self, v: Value) -> Option<Vec<Value>> {
        let Value::Ref(r) = v else { return None };
        let class = self.heap.get(r).class;
        if !types::is_builtin(class) {
            match self.lookup(class, names::__iter__) {
                Some(m) if self.is_native(m) => {}
                _ => return None,
            }
        }
        match self.heap.payload(r) {
            Payload::List(items) => return Some(items.clone()),
            Payload::Tuple(items) => return Some(items.to_vec()),
            Payload::Dict(d) => return Some(d.iter().map(|e| e.key).collect()),
            Payload::Set(s) => return Some(s.iter().map(|(_, k)| k).collect()),
            Payload::Range(range) if self.range_len(range) > self.heap.limit as u64 / 16 => return None,
            Payload::Str(text) if text.len as usize > self.heap.limit / 16 => return None,
            Payload::Bytes(b) if b.len() > self.heap.limit / 16 => return None,
            Payload::ByteArray(b) if b.len() > self.heap.limit / 16 => return None,
            // What it raises at its end would be lost: by then its sources are used up.
            Payload::Iterator(it)
                if matches!(**it, NativeIterator::Zip { strict: true, .. } | NativeIterator::Ordered(_)) =>
            {
                return None;
            }
            Payload::Range(_)
            | Payload::Str(_)
            | Payload::Bytes(_)
            | Payload::ByteArray(_)
            | Payload::MemoryView(_)
            | Payload::DictView { .. }
            | Payload::Iterator(_) => {}
            _ => return None,
        }
        let iterator = self.native_iter(r).ok()?;
        let mut items = Vec::new();
        loop {
            match self.iter_next_native(iterator) {
                Ok(Some(Some(v))) => items.push(v),
                Ok(_) => return Some(items),
                Err(_) => {
                    // The error is raised again where the Python code comes to it.
                    self.thread.raised = Value::Unbound;
                    return None;
                }
            }
        }
    }
}
