//! Items: `container[index]`, slices, lengths, dictionary and set look-ups.

use weft_code::BinaryOp;

use crate::{
    dict::{Dict, Find, KeyEq},
    hash::NoHash,
    heap::str_hash_value,
    names,
    natives::{Native, Signal},
    object::{MemoryViewData, Payload, RangeData},
    set::Set,
    types,
    value::{Ref, Value},
    vm::Vm,
};

impl Vm {
    fn overrides(&mut self, container: Value, name: Ref) -> Option<Value> {
        let Value::Ref(r) = container else { return None };
        let class = self.heap.get(r).class;
        if types::is_builtin(class) {
            return None;
        }
        self.lookup(class, name).filter(|m| !self.is_native(*m))
    }

    /// `container[index]`, on behalf of an instruction.
    pub(crate) fn get_item(&mut self, container: Value, index: Value) -> Native {
        if let Some(method) = self.overrides(container, names::__getitem__) {
            let (function, receiver) = self.bind_special(method, container)?;
            let args = receiver.into_iter().chain([index]).collect();
            return self.call(function, args);
        }
        match self.get_item_native(container, index)? {
            Some(v) => Ok(v),
            None => self.get_item_slow(container, index),
        }
    }

    pub(crate) fn get_item_slow(&mut self, container: Value, index: Value) -> Native {
        if let Value::Ref(r) = container {
            match self.heap.payload(r) {
                Payload::Dict(_) => return self.call_prelude("_dict_getitem", vec![container, index]),
                Payload::Type(_) => return self.subscript_class(r, index),
                Payload::GenericAlias { .. } => {
                    return self.call_prelude("_subscript_alias", vec![container, index]);
                }
                Payload::MappingProxy(inner) => {
                    let inner = *inner;
                    return self.get_item(inner, index);
                }
                _ => {}
            }
            if self.is_indexable(r) {
                if let Some(index) = self.index_by_method(index, container)? {
                    return self.call_prelude("_getitem_by_index", vec![container, index]);
                }
                return Err(self.bad_index(container, index));
            }
        }
        let name = self.type_name(container);
        Err(self.type_error(&format!("'{name}' object is not subscriptable")))
    }

    fn subscript_class(&mut self, class: Ref, index: Value) -> Native {
        let metaclass = self.heap.get(class).class;
        if let Some(method) = self.lookup(metaclass, names::__getitem__) {
            return self.call(method, vec![Value::Ref(class), index]);
        }
        if self.lookup(class, names::__class_getitem__).is_some() {
            let method = self.get_attr(Value::Ref(class), names::__class_getitem__)?;
            return self.call(method, vec![index]);
        }
        const GENERIC: &[Ref] = &[types::LIST, types::DICT, types::TUPLE, types::SET, types::FROZENSET, types::TYPE];
        if GENERIC.iter().any(|&g| self.is_subclass(class, g)) {
            let arguments = match self.heap.as_tuple(index) {
                Some(_) => index.as_ref().unwrap_or(Ref::NONE),
                None => self.heap.tuple_ref(vec![index]),
            };
            return Ok(self.alloc(types::GENERIC_ALIAS, Payload::GenericAlias { origin: Value::Ref(class), arguments }));
        }
        let name = self.class_name(class);
        Err(self.type_error(&format!("type '{name}' is not subscriptable")))
    }

    fn is_indexable(&self, r: Ref) -> bool {
        matches!(
            self.heap.payload(r),
            Payload::List(_)
                | Payload::Tuple(_)
                | Payload::Str(_)
                | Payload::Bytes(_)
                | Payload::ByteArray(_)
                | Payload::Range(_)
                | Payload::MemoryView(_)
        )
    }

    /// An index object with a user's `__index__` (to be called by the prelude), if it is one.
    fn index_by_method(&mut self, index: Value, _container: Value) -> Result<Option<Value>, Signal> {
        let class = self.class_of(index);
        if self.is_slice(index) {
            return Ok(Some(index));
        }
        if self.is_int(index) {
            return Err(self.index_too_large(index));
        }
        Ok(self.lookup(class, names::__index__).map(|_| index))
    }

    /// An integer that no sequence is long enough for.
    pub(crate) fn index_too_large(&mut self, index: Value) -> Signal {
        let name = self.type_name(index);
        self.index_error(&format!("cannot fit '{name}' into an index-sized integer"))
    }

    /// Views have one dimension, and tuples are for several.
    fn bad_view_index(&mut self, index: Value) -> Signal {
        let items = self.heap.as_tuple(index).map(<[Value]>::to_vec);
        match items {
            Some(items) if items.is_empty() => {
                self.raise_class(types::NOT_IMPLEMENTED_ERROR, "sub-views are not implemented")
            }
            Some(items) if items.iter().all(|&i| self.is_int(i)) => {
                let n = items.len();
                self.type_error(&format!("cannot index 1-dimension view with {n}-element tuple"))
            }
            Some(items) if items.iter().all(|&i| self.is_slice(i)) => {
                self.raise_class(types::NOT_IMPLEMENTED_ERROR, "multi-dimensional slicing is not implemented")
            }
            _ => self.type_error("memoryview: invalid slice key"),
        }
    }

    pub(crate) fn bad_index(&mut self, container: Value, index: Value) -> Signal {
        let payload = container.as_ref().map(|r| self.heap.payload(r));
        let what = match payload {
            Some(Payload::Str(_)) => "string".to_owned(),
            Some(Payload::Bytes(_)) => "byte".to_owned(),
            Some(Payload::ByteArray(_)) => "bytearray".to_owned(),
            Some(Payload::List(_)) => "list".to_owned(),
            Some(Payload::Tuple(_)) => "tuple".to_owned(),
            Some(Payload::MemoryView(_)) => return self.bad_view_index(index),
            _ => self.type_name(container),
        };
        let given = self.type_name(index);
        let quote = if what == "string" { format!("'{given}'") } else { given };
        self.type_error(
            &format!("{what} indices must be integers or slices, not {quote}")
                .replace("string indices must be integers or slices", "string indices must be integers"),
        )
    }

    pub(crate) fn is_slice(&self, v: Value) -> bool {
        matches!(v, Value::Ref(r) if matches!(self.heap.payload(r), Payload::Slice(_)))
    }

    /// `None`: Python code has to do it, or the type has no items.
    pub(crate) fn get_item_native(&mut self, container: Value, index: Value) -> Result<Option<Value>, Signal> {
        let Value::Ref(r) = container else { return Ok(None) };
        if let Payload::Dict(_) = self.heap.payload(r) {
            return match self.find_in_dict(r, index)? {
                None => Ok(None),
                Some(Some(at)) => Ok(self.heap.as_dict(r).and_then(|d| d.entry(at)).map(|e| e.value)),
                Some(None) => {
                    let class = self.heap.get(r).class;
                    if !types::is_builtin(class) && self.lookup(class, names::__missing__).is_some() {
                        let missing = self.get_attr(container, names::__missing__)?;
                        return self.call(missing, vec![index]).map(Some);
                    }
                    Err(self.key_error(index))
                }
            };
        }
        if let Payload::Range(range) = self.heap.payload(r) {
            let range = range.clone();
            return self.range_item(&range, index);
        }
        if let Some(i) = self.as_i64(index) {
            return self.get_at(r, i);
        }
        if let Payload::MemoryView(_) = self.heap.payload(r)
            && let Some(i) = self.as_i64(self.view_index(index))
        {
            return self.get_at(r, i);
        }
        if self.is_slice(index) && self.is_indexable(r) {
            let Some(len) = self.len_native(container)? else { return Ok(None) };
            let Some((start, step, count)) = self.slice_bounds(index, len as usize)? else { return Ok(None) };
            return self.get_slice(r, start, step, count).map(Some);
        }
        Ok(None)
    }

    fn get_at(&mut self, r: Ref, i: i64) -> Result<Option<Value>, Signal> {
        let at = |len: usize| -> Option<usize> {
            let i = if i < 0 { i + len as i64 } else { i };
            (0..len as i64).contains(&i).then_some(i as usize)
        };
        Ok(Some(match self.heap.payload(r) {
            Payload::List(items) => match at(items.len()) {
                Some(i) => items[i],
                None => return Err(self.index_error("list index out of range")),
            },
            Payload::Tuple(items) => match at(items.len()) {
                Some(i) => items[i],
                None => return Err(self.index_error("tuple index out of range")),
            },
            Payload::Str(text) => match at(text.len as usize) {
                Some(i) => {
                    let c = text.char_at(i);
                    self.char_value(c)
                }
                None => return Err(self.index_error("string index out of range")),
            },
            Payload::MemoryView(view) => {
                let view = view.clone();
                if view.released {
                    return Err(self.released_view());
                }
                match at(view.len).and_then(|i| self.view_item(&view, i)) {
                    Some(item) => item,
                    None => return Err(self.index_error("index out of bounds on dimension 1")),
                }
            }
            Payload::Bytes(_) | Payload::ByteArray(_) => {
                let bytes = self.as_bytes(Value::Ref(r)).unwrap_or_default();
                match at(bytes.len()) {
                    Some(i) => Value::Int(bytes[i] as i64),
                    None => {
                        let what = match self.heap.payload(r) {
                            Payload::ByteArray(_) => "bytearray index out of range",
                            _ => "index out of range",
                        };
                        return Err(self.index_error(what));
                    }
                }
            }
            _ => return Ok(None),
        }))
    }

    /// A string of one character; single ASCII characters are interned.
    pub(crate) fn char_value(&mut self, c: char) -> Value {
        let mut buffer = [0; 4];
        let s = c.encode_utf8(&mut buffer);
        if c.is_ascii() { Value::Ref(self.heap.intern(s)) } else { self.str(&*s) }
    }

    /// Start, step and number of items of a slice of a sequence of `len` items; `None` if a bound
    /// needs a user's `__index__`.
    pub(crate) fn slice_bounds(&mut self, slice: Value, len: usize) -> Result<Option<(i64, i64, usize)>, Signal> {
        let Value::Ref(r) = slice else { return Ok(None) };
        let Payload::Slice(parts) = self.heap.payload(r) else { return Ok(None) };
        let [start, stop, step] = **parts;
        let mut bound = |v: Value| -> Result<Option<Option<i64>>, Signal> {
            if v.is_none() {
                return Ok(Some(None));
            }
            if let Some(i) = self.as_i64(v) {
                return Ok(Some(Some(i)));
            }
            if let Some(big) = self.as_bigint(v) {
                let negative = num_traits::Signed::is_negative(&big);
                return Ok(Some(Some(if negative { i64::MIN / 2 } else { i64::MAX / 2 })));
            }
            let class = self.class_of(v);
            if self.lookup(class, names::__index__).is_some() {
                return Ok(None);
            }
            Err(self.type_error("slice indices must be integers or None or have an __index__ method"))
        };
        let (Some(start), Some(stop), Some(step)) = (bound(start)?, bound(stop)?, bound(step)?) else {
            return Ok(None);
        };
        let step = step.unwrap_or(1).max(-i64::MAX);
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let len = len as i64;
        let clamp = |v: Option<i64>, default: i64| -> i64 {
            match v {
                None => default,
                Some(i) => {
                    let i = if i < 0 { i.saturating_add(len) } else { i };
                    if step > 0 { i.clamp(0, len) } else { i.clamp(-1, len - 1) }
                }
            }
        };
        let (start, stop) =
            if step > 0 { (clamp(start, 0), clamp(stop, len)) } else { (clamp(start, len - 1), clamp(stop, -1)) };
        let distance = if step > 0 { stop - start } else { start - stop };
        let count = if distance <= 0 { 0 } else { (distance - 1) / step.abs() + 1 };
        Ok(Some((start, step, count as usize)))
    }

    fn get_slice(&mut self, r: Ref, start: i64, step: i64, count: usize) -> Native {
        fn pick<T: Copy>(items: &[T], start: i64, step: i64, count: usize) -> Vec<T> {
            if step == 1 {
                return items[start as usize..start as usize + count].to_vec();
            }
            (0..count as i64).map(|i| items[(start + i * step) as usize]).collect()
        }
        if step == 1 && self.is_whole(r, count) {
            return Ok(Value::Ref(r));
        }
        Ok(match self.heap.payload(r) {
            Payload::List(items) => {
                let picked = pick(items, start, step, count);
                self.list(picked)
            }
            Payload::Tuple(items) => {
                let picked = pick(items, start, step, count);
                self.tuple(picked)
            }
            Payload::Str(text) => {
                let picked: Box<str> = if step == 1 {
                    text.slice(start as usize, start as usize + count).into()
                } else {
                    let chars: Vec<char> = text.data.chars().collect();
                    pick(&chars, start, step, count).into_iter().collect::<String>().into()
                };
                self.str(picked)
            }
            Payload::MemoryView(m) => {
                if m.released {
                    return Err(self.released_view());
                }
                let view = m.part(start, step, count);
                self.heap.view(view)
            }
            _ => {
                let picked = pick(self.as_bytes(Value::Ref(r)).unwrap_or_default(), start, step, count);
                match self.heap.payload(r) {
                    Payload::ByteArray(_) => self.alloc(types::BYTEARRAY, Payload::ByteArray(picked)),
                    _ => self.heap.bytes_value(picked),
                }
            }
        })
    }

    /// Is a slice of so many items all of it, and so the object itself? For those that cannot change.
    fn is_whole(&self, r: Ref, count: usize) -> bool {
        match self.heap.payload(r) {
            Payload::Tuple(items) => count == items.len() && self.heap.get(r).class == types::TUPLE,
            Payload::Str(text) => count == text.len as usize && self.heap.get(r).class == types::STR,
            Payload::Bytes(bytes) => count == bytes.len() && self.heap.get(r).class == types::BYTES,
            _ => false,
        }
    }

    // ---- setting

    /// `container[index] = value`, on behalf of an instruction.
    pub(crate) fn set_item(&mut self, container: Value, index: Value, value: Value) -> Result<(), Signal> {
        if let Some(method) = self.overrides(container, names::__setitem__) {
            return self.call(method, vec![container, index, value]).map(drop);
        }
        if self.set_item_native(container, index, value)?.is_some() {
            return Ok(());
        }
        if let Value::Ref(r) = container {
            match self.heap.payload(r) {
                Payload::Dict(_) => {
                    return self.call_prelude("_dict_setitem", vec![container, index, value]).map(drop);
                }
                Payload::List(_) | Payload::ByteArray(_) | Payload::MemoryView(_) => {
                    if self.index_by_method(index, container)?.is_some() {
                        return self.call_prelude("_setitem_by_index", vec![container, index, value]).map(drop);
                    }
                    return Err(self.bad_index(container, index));
                }
                _ => {}
            }
        }
        let name = self.type_name(container);
        Err(self.type_error(&format!("'{name}' object does not support item assignment")))
    }

    /// `None`: Python code has to do it, or the type does not support it.
    pub(crate) fn set_item_native(
        &mut self,
        container: Value,
        index: Value,
        value: Value,
    ) -> Result<Option<()>, Signal> {
        let Value::Ref(r) = container else { return Ok(None) };
        match self.heap.payload(r) {
            Payload::Dict(_) => self.dict_set_native(r, index, value),
            Payload::List(items) => {
                let len = items.len();
                if let Some(i) = self.as_i64(index) {
                    let at = if i < 0 { i + len as i64 } else { i };
                    if !(0..len as i64).contains(&at) {
                        return Err(self.index_error("list assignment index out of range"));
                    }
                    if let Payload::List(items) = self.heap.payload_mut(r) {
                        items[at as usize] = value;
                    }
                    return Ok(Some(()));
                }
                if !self.is_slice(index) {
                    return Ok(None);
                }
                let Some(new) = self.native_items(value) else { return Ok(None) };
                let Some((start, step, count)) = self.slice_bounds(index, len)? else { return Ok(None) };
                if step == 1 {
                    self.heap.grew(new.len() * 16);
                    if let Payload::List(items) = self.heap.payload_mut(r) {
                        items.splice(start as usize..start as usize + count, new);
                    }
                    return Ok(Some(()));
                }
                if new.len() != count {
                    let message =
                        format!("attempt to assign sequence of size {} to extended slice of size {count}", new.len());
                    return Err(self.value_error(&message));
                }
                if let Payload::List(items) = self.heap.payload_mut(r) {
                    for (i, v) in new.into_iter().enumerate() {
                        items[(start + i as i64 * step) as usize] = v;
                    }
                }
                Ok(Some(()))
            }
            Payload::ByteArray(bytes) => {
                let len = bytes.len();
                if let Some(i) = self.as_i64(index) {
                    let at = if i < 0 { i + len as i64 } else { i };
                    if !(0..len as i64).contains(&at) {
                        return Err(self.index_error("bytearray index out of range"));
                    }
                    let class = self.class_of(value);
                    if !types::is_builtin(class)
                        && !self.is_int(value)
                        && self.lookup(class, names::__index__).is_some()
                    {
                        return self.call_prelude("_set_byte", vec![container, index, value]).map(|_| Some(()));
                    }
                    let byte = self.byte_value(value)?;
                    if let Payload::ByteArray(bytes) = self.heap.payload_mut(r) {
                        bytes[at as usize] = byte;
                    }
                    return Ok(Some(()));
                }
                if !self.is_slice(index) {
                    return Ok(None);
                }
                let new: Vec<u8> = match self.as_bytes(value) {
                    Some(b) => b.to_vec(),
                    None => {
                        let args = vec![container, index, value];
                        let items = if self.heap.as_str(value).is_some() { None } else { self.native_items(value) };
                        let Some(items) = items else {
                            return self.call_prelude("_bytes_setslice", args).map(|_| Some(()));
                        };
                        let bytes = items.iter().map(|v| self.as_i64(*v).and_then(|i| u8::try_from(i).ok()));
                        match bytes.collect::<Option<Vec<u8>>>() {
                            Some(bytes) => bytes,
                            None => return self.call_prelude("_bytes_setslice", args).map(|_| Some(())),
                        }
                    }
                };
                let Some((start, step, count)) = self.slice_bounds(index, len)? else { return Ok(None) };
                if step != 1 && new.len() != count {
                    let message =
                        format!("attempt to assign bytes of size {} to extended slice of size {count}", new.len());
                    return Err(self.value_error(&message));
                }
                if new.len() != count {
                    self.check_views(r)?;
                }
                if let Payload::ByteArray(bytes) = self.heap.payload_mut(r) {
                    if step == 1 {
                        bytes.splice(start as usize..start as usize + count, new);
                    } else {
                        for (i, b) in new.into_iter().enumerate() {
                            bytes[(start + i as i64 * step) as usize] = b;
                        }
                    }
                }
                Ok(Some(()))
            }
            Payload::MemoryView(view) => {
                let view = view.clone();
                self.set_in_view(&view, index, value)
            }
            _ => Ok(None),
        }
    }

    /// A tuple of one index is that index.
    fn view_index(&self, index: Value) -> Value {
        match self.heap.as_tuple(index) {
            Some(&[only]) if self.is_int(only) => only,
            _ => index,
        }
    }

    fn set_in_view(&mut self, view: &MemoryViewData, index: Value, value: Value) -> Result<Option<()>, Signal> {
        let index = self.view_index(index);
        if view.released {
            return Err(self.released_view());
        }
        if view.read_only {
            return Err(self.type_error("cannot modify read-only memory"));
        }
        if let Some(i) = self.as_i64(index) {
            let at = if i < 0 { i + view.len as i64 } else { i };
            if !(0..view.len as i64).contains(&at) {
                return Err(self.index_error("index out of bounds on dimension 1"));
            }
            return self.set_view_item(view, at as usize, value).map(Some);
        }
        if !self.is_slice(index) {
            if self.index_by_method(index, Value::None)?.is_some() {
                return Ok(None);
            }
            return Err(self.bad_view_index(index));
        }
        let Some((start, step, count)) = self.slice_bounds(index, view.len)? else { return Ok(None) };
        let Some(new) = self.as_view(value) else {
            let given = self.type_name(value);
            return Err(self.type_error(&format!("a bytes-like object is required, not '{given}'")));
        };
        if new.format != view.format || new.len != count {
            return Err(self.value_error("memoryview assignment: lvalue and rvalue have different structures"));
        }
        let bytes = self.view_bytes(&new);
        self.set_view_bytes(&view.part(start, step, count), &bytes);
        Ok(Some(()))
    }

    pub(crate) fn byte_value(&mut self, v: Value) -> Result<u8, Signal> {
        match self.as_i64(v) {
            Some(i @ 0..=255) => Ok(i as u8),
            Some(_) => Err(self.value_error("byte must be in range(0, 256)")),
            None => {
                let name = self.type_name(v);
                Err(self.type_error(&format!("'{name}' object cannot be interpreted as an integer")))
            }
        }
    }

    /// `del container[index]`, on behalf of an instruction.
    pub(crate) fn delete_item(&mut self, container: Value, index: Value) -> Result<(), Signal> {
        if let Some(method) = self.overrides(container, names::__delitem__) {
            return self.call(method, vec![container, index]).map(drop);
        }
        if self.delete_item_native(container, index)?.is_some() {
            return Ok(());
        }
        if let Value::Ref(r) = container {
            match self.heap.payload(r) {
                Payload::Dict(_) => return self.call_prelude("_dict_delitem", vec![container, index]).map(drop),
                Payload::List(_) | Payload::ByteArray(_) => {
                    if self.index_by_method(index, container)?.is_some() {
                        return self.call_prelude("_delitem_by_index", vec![container, index]).map(drop);
                    }
                    return Err(self.bad_index(container, index));
                }
                _ => {}
            }
        }
        let name = self.type_name(container);
        Err(self.type_error(&format!("'{name}' object doesn't support item deletion")))
    }

    pub(crate) fn delete_item_native(&mut self, container: Value, index: Value) -> Result<Option<()>, Signal> {
        let Value::Ref(r) = container else { return Ok(None) };
        match self.heap.payload(r) {
            Payload::Dict(_) => match self.find_in_dict(r, index)? {
                None => Ok(None),
                Some(None) => Err(self.key_error(index)),
                Some(Some(at)) => {
                    if let Some(d) = self.heap.as_dict_mut(r) {
                        d.remove_at(at);
                    }
                    Ok(Some(()))
                }
            },
            Payload::List(_) | Payload::ByteArray(_) => {
                let len = match self.heap.payload(r) {
                    Payload::List(items) => items.len(),
                    Payload::ByteArray(bytes) => bytes.len(),
                    _ => 0,
                };
                let (start, step, count) = if let Some(i) = self.as_i64(index) {
                    let at = if i < 0 { i + len as i64 } else { i };
                    if !(0..len as i64).contains(&at) {
                        let what = self.type_name(container);
                        return Err(self.index_error(&format!("{what} assignment index out of range")));
                    }
                    (at, 1, 1)
                } else if self.is_slice(index) {
                    match self.slice_bounds(index, len)? {
                        Some(bounds) => bounds,
                        None => return Ok(None),
                    }
                } else {
                    return Ok(None);
                };
                let gone = |i: usize| {
                    let offset = i as i64 - start;
                    offset % step == 0 && (0..count as i64).contains(&(offset / step))
                };
                if count > 0 && matches!(self.heap.payload(r), Payload::ByteArray(_)) {
                    self.check_views(r)?;
                }
                let mut i = 0;
                match self.heap.payload_mut(r) {
                    Payload::List(items) if step == 1 => drop(items.drain(start as usize..start as usize + count)),
                    Payload::ByteArray(bytes) if step == 1 => drop(bytes.drain(start as usize..start as usize + count)),
                    Payload::List(items) => items.retain(|_| {
                        i += 1;
                        !gone(i - 1)
                    }),
                    Payload::ByteArray(bytes) => bytes.retain(|_| {
                        i += 1;
                        !gone(i - 1)
                    }),
                    _ => {}
                }
                Ok(Some(()))
            }
            _ => Ok(None),
        }
    }

    // ---- lengths

    /// The length of a built-in container; `None` for everything else (or a length only Python knows).
    pub(crate) fn len_native(&mut self, v: Value) -> Result<Option<u64>, Signal> {
        let Value::Ref(r) = v else { return Ok(None) };
        let len = match self.heap.payload(r) {
            Payload::Str(t) => t.len as usize,
            Payload::Bytes(b) => b.len(),
            Payload::ByteArray(b) => b.len(),
            Payload::List(l) => l.len(),
            Payload::Tuple(t) => t.len(),
            Payload::Dict(d) => d.len(),
            Payload::Set(s) => s.len(),
            Payload::Range(range) => return Ok(Some(self.range_len(range))),
            Payload::DictView { dict, .. } => self.heap.as_dict(*dict).map_or(0, Dict::len),
            Payload::MemoryView(m) => m.len,
            Payload::MappingProxy(inner) => {
                let inner = *inner;
                return self.len_native(inner);
            }
            _ => return Ok(None),
        };
        Ok(Some(len as u64))
    }

    /// How many items a range has, `i64::MAX` at most: the same whatever the host counts memory in.
    pub(crate) fn range_len(&self, range: &RangeData) -> u64 {
        // Most are like this, and dividing 128 bits is slow.
        if let (Value::Int(start), Value::Int(stop), Value::Int(1)) = (range.start, range.stop, range.step) {
            return if stop > start { stop.abs_diff(start).min(i64::MAX as u64) } else { 0 };
        }
        if let (Some(start), Some(stop), Some(step)) =
            (self.as_i64(range.start), self.as_i64(range.stop), self.as_i64(range.step))
        {
            let (start, stop, step) = (start as i128, stop as i128, step as i128);
            let n = match step {
                0 => 0,
                s if s > 0 && stop > start => (stop - start - 1) / s + 1,
                s if s < 0 && stop < start => (start - stop - 1) / -s + 1,
                _ => 0,
            };
            return n.min(i64::MAX as i128) as u64;
        }
        let (Some(start), Some(stop), Some(step)) =
            (self.as_bigint(range.start), self.as_bigint(range.stop), self.as_bigint(range.step))
        else {
            return 0;
        };
        use num_traits::{Signed, ToPrimitive};
        let (distance, step) = if step.is_negative() { (start - stop, -step) } else { (stop - start, step) };
        if !distance.is_positive() || !step.is_positive() {
            return 0;
        }
        ((distance - 1u32) / step + 1u32).to_u64().unwrap_or(u64::MAX).min(i64::MAX as u64)
    }

    /// At which position of a range an integer stands.
    pub(crate) fn range_index_of(&self, range: &RangeData, i: i64) -> Option<u64> {
        let (start, step) = (self.as_i64(range.start)?, self.as_i64(range.step)?);
        let offset = i as i128 - start as i128;
        if offset % step as i128 != 0 {
            return None;
        }
        let at = offset / step as i128;
        (at >= 0 && at < self.range_len(range) as i128).then_some(at as u64)
    }

    // ---- dictionaries and sets

    /// Hash a key; `None` if Python code has to.
    pub(crate) fn hash_key(&mut self, key: Value) -> Result<Option<i64>, Signal> {
        match self.hash_native(key) {
            Ok(hash) => Ok(Some(hash)),
            Err(NoHash::Ask) => Ok(None),
            Err(NoHash::Unhashable(v)) => {
                let name = self.type_name(v);
                Err(self.type_error(&format!("unhashable type: '{name}'")))
            }
        }
    }

    /// What a dictionary has under a string, for the interpreter loop; `None` if it is any other case.
    pub(crate) fn text_item(&self, dict: Ref, key: Value) -> Option<&Value> {
        let Some(Find::Found(at)) = self.find_text(dict, key) else { return None };
        self.heap.as_dict(dict)?.entry(at).map(|e| &e.value)
    }

    /// Put another value under a string that a dictionary has; false if it is any other case.
    pub(crate) fn replace_text_item(&mut self, dict: Ref, key: Value, value: Value) -> bool {
        let Some(Find::Found(at)) = self.find_text(dict, key) else { return false };
        match self.heap.as_dict_mut(dict) {
            Some(d) => d.set_value(at, value),
            None => return false,
        }
        true
    }

    /// Where a plain string stands in a plain dict object; `None` if they are something else.
    fn find_text(&self, dict: Ref, key: Value) -> Option<Find> {
        let Value::Ref(k) = key else { return None };
        let Payload::Str(text) = self.heap.payload(k) else { return None };
        if !types::is_builtin(self.heap.get(dict).class) || !types::is_builtin(self.heap.get(k).class) {
            return None;
        }
        let d = self.heap.as_dict(dict)?;
        // An equal key of another kind than a string is for others to find.
        let equal = |v: Value| match v {
            Value::Ref(r) if r == k => KeyEq::Yes,
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Str(t) if t.kept_hash == text.kept_hash && t.data == text.data => KeyEq::Yes,
                Payload::Str(_) => KeyEq::No,
                _ => KeyEq::Ask,
            },
            _ => KeyEq::No,
        };
        Some(d.find(str_hash_value(text.hash()), 0, equal))
    }

    /// Where a key stands in a dict object. Outer `None`: Python code has to look.
    #[inline]
    pub(crate) fn find_in_dict(&mut self, dict: Ref, key: Value) -> Result<Option<Option<usize>>, Signal> {
        match self.find_text(dict, key) {
            Some(Find::Found(at)) => return Ok(Some(Some(at))),
            Some(Find::Missing) => return Ok(Some(None)),
            Some(Find::Ask(_)) | None => {}
        }
        let Some(hash) = self.hash_key(key)? else { return Ok(None) };
        let Some(d) = self.heap.as_dict(dict) else { return Ok(Some(None)) };
        Ok(match d.find(hash, 0, |k| self.keys_equal(k, key)) {
            Find::Found(at) => Some(Some(at)),
            Find::Missing => Some(None),
            Find::Ask(_) => None,
        })
    }

    pub(crate) fn find_in_set(&mut self, set: Ref, key: Value) -> Result<Option<Option<usize>>, Signal> {
        let Some(hash) = self.hash_key(key)? else { return Ok(None) };
        let Payload::Set(s) = self.heap.payload(set) else { return Ok(Some(None)) };
        Ok(match s.find(hash, 0, |k| self.keys_equal(k, key)) {
            Find::Found(at) => Some(Some(at)),
            Find::Missing => Some(None),
            Find::Ask(_) => None,
        })
    }

    /// `dict[key] = value`; `None`: Python code has to do it.
    #[inline]
    pub(crate) fn dict_set_native(&mut self, dict: Ref, key: Value, value: Value) -> Result<Option<()>, Signal> {
        let Some(hash) = self.hash_key(key)? else { return Ok(None) };
        let Some(d) = self.heap.as_dict(dict) else { return Ok(None) };
        match d.find(hash, 0, |k| self.keys_equal(k, key)) {
            Find::Found(at) => {
                if let Some(d) = self.heap.as_dict_mut(dict) {
                    d.set_value(at, value);
                }
            }
            Find::Missing => {
                self.heap.grew(48);
                if let Some(d) = self.heap.as_dict_mut(dict) {
                    d.insert_new(hash, key, value);
                }
            }
            Find::Ask(_) => return Ok(None),
        }
        Ok(Some(()))
    }

    /// `set.add(key)`; `None`: Python code has to do it.
    pub(crate) fn set_add_native(&mut self, set: Ref, key: Value) -> Result<Option<()>, Signal> {
        match self.find_in_set(set, key)? {
            Some(None) => {
                let hash = self.hash_key(key)?.unwrap_or(0);
                self.heap.grew(32);
                if let Payload::Set(s) = self.heap.payload_mut(set) {
                    s.insert_new(hash, key);
                }
                Ok(Some(()))
            }
            Some(Some(_)) => Ok(Some(())),
            None => Ok(None),
        }
    }

    /// `into.update(from)` for two dict objects.
    pub(crate) fn dict_update_native(&mut self, into: Ref, from: Ref) -> Result<(), Signal> {
        let entries: Vec<(Value, Value)> =
            self.heap.as_dict(from).map(|d| d.iter().map(|e| (e.key, e.value)).collect()).unwrap_or_default();
        for (i, &(key, value)) in entries.iter().enumerate() {
            if self.dict_set_native(into, key, value)?.is_none() {
                // The rest by Python code, which may compare keys.
                let rest: Vec<Value> = entries[i..].iter().map(|&(k, v)| self.tuple(vec![k, v])).collect();
                let rest = self.list(rest);
                return self.call_prelude("_dict_insert_all", vec![Value::Ref(into), rest]).map(drop);
            }
        }
        Ok(())
    }

    /// `a | b` for two dict objects.
    pub(crate) fn dict_union(&mut self, a: Ref, b: Ref) -> Native {
        let copy = self.heap.as_dict(a).cloned().unwrap_or_default();
        let result = self.heap.dict(copy);
        match self.dict_update_native(result, b) {
            Ok(()) => Ok(Value::Ref(result)),
            Err(Signal::Call) => {
                // The call's own result is None; the prelude gives the dictionary instead.
                let pending_args = std::mem::take(&mut self.pending.args);
                self.call_prelude("_dict_insert_all", pending_args)
            }
            Err(s) => Err(s),
        }
    }

    /// `|`, `&`, `-`, `^` of two sets. `None`: not an operator of sets.
    /// The order of the elements is that in which CPython puts them in.
    pub(crate) fn set_operator(&mut self, op: BinaryOp, a: Ref, b: Ref, in_place: bool) -> Option<Native> {
        let (Payload::Set(x), Payload::Set(y)) = (self.heap.payload(a), self.heap.payload(b)) else { return None };
        let class =
            if self.is_subclass(self.heap.get(a).class, types::FROZENSET) { types::FROZENSET } else { types::SET };
        let mut ask = false;
        let mut has = |set: &Set, hash: i64, key: Value| match set.find(hash, 0, |k| self.keys_equal(k, key)) {
            Find::Found(_) => true,
            Find::Missing => false,
            Find::Ask(_) => {
                ask = true;
                false
            }
        };
        let mut result = Set::new();
        match op {
            BinaryOp::Or => {
                result = if in_place { Set::clone(x) } else { x.copied() };
                if result.is_new() {
                    result = y.copied();
                } else {
                    result.make_room(y.len());
                }
                for (hash, key) in y.iter() {
                    if !has(&result, hash, key) {
                        result.insert_new(hash, key);
                    }
                }
            }
            BinaryOp::And => {
                let (small, large) = if y.len() > x.len() { (x, y) } else { (y, x) };
                for (hash, key) in small.iter() {
                    if has(large, hash, key) {
                        result.insert_new(hash, key);
                    }
                }
            }
            BinaryOp::Sub if in_place || x.len() >> 2 > y.len() => {
                result = if in_place { Set::clone(x) } else { x.copied() };
                for (hash, key) in y.iter() {
                    match result.find(hash, 0, |k| self.keys_equal(k, key)) {
                        Find::Found(at) => drop(result.remove_at(at)),
                        Find::Missing => {}
                        Find::Ask(_) => ask = true,
                    }
                }
                result.purge();
            }
            BinaryOp::Sub => {
                for (hash, key) in x.iter() {
                    if !has(y, hash, key) {
                        result.insert_new(hash, key);
                    }
                }
            }
            BinaryOp::Xor => {
                let (first, second) = if in_place { (x, y) } else { (y, x) };
                result = if in_place { Set::clone(first) } else { first.copied() };
                for (hash, key) in second.iter() {
                    match result.find(hash, 0, |k| self.keys_equal(k, key)) {
                        Find::Found(at) => drop(result.remove_at(at)),
                        Find::Missing => result.insert_new(hash, key),
                        Find::Ask(_) => ask = true,
                    }
                }
            }
            _ => return None,
        }
        if ask {
            let symbol = crate::operators::operator_names(op).symbol;
            let symbol = self.str(symbol);
            return Some(self.call_prelude("_set_operator", vec![Value::Ref(a), Value::Ref(b), symbol]));
        }
        result.hash = None;
        Some(Ok(self.alloc(class, Payload::Set(Box::new(result)))))
    }
}
