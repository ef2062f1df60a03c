//! Natives of `collections.deque`.
//!
//! State of a deque: its items in `queue`; number 0 the greatest length (-1 for none), 1 a count of the
//! changes that iterators must not miss. State of its iterators: value 0 the deque; number 0 items
//! gone through, 1 the count of changes, 2: 1 for backwards.
//!
//! Reference: <https://docs.python.org/3/library/collections.html#deque-objects>.

use weft_vm::{KeyEq, Native, NativeDef, NativeState, Payload, Signal, Value, Vm};

use crate::support::{ask, index as place, items, native};

const LIMIT: usize = 0;
const CHANGES: usize = 1;

fn len(vm: &Vm, deque: Value) -> usize {
    vm.state(deque).map_or(0, |s| s.queue.len())
}

/// Begin anew with these items and this greatest length.
fn fill(vm: &mut Vm, args: &[Value]) -> Native {
    let items = items(vm, args[1]);
    let limit = vm.as_i64(args[2]).unwrap_or(-1);
    vm.heap.grew(items.len() * 16);
    let Some(s) = vm.state_mut(args[0]) else { return Ok(Value::None) };
    let changes = s.numbers.get(CHANGES).copied().unwrap_or(0) + 1;
    let skip = if limit >= 0 { items.len().saturating_sub(limit as usize) } else { 0 };
    s.queue = items.into_iter().skip(skip).collect();
    s.numbers = vec![limit, changes];
    Ok(Value::None)
}

/// Change the items; a deque that was never filled has no limit.
fn change(vm: &mut Vm, deque: Value, grown: usize, how: impl FnOnce(&mut NativeState, usize)) {
    vm.heap.grew(grown * 16);
    if let Some(s) = vm.state_mut(deque) {
        if s.numbers.len() < 2 {
            s.numbers = vec![-1, 0];
        }
        s.numbers[CHANGES] = s.numbers[CHANGES].wrapping_add(1);
        let limit = usize::try_from(s.numbers[LIMIT]).unwrap_or(usize::MAX);
        how(s, limit);
    }
}

fn append(vm: &mut Vm, args: &[Value]) -> Native {
    change(vm, args[0], 1, |s, limit| {
        s.queue.push_back(args[1]);
        if s.queue.len() > limit {
            s.queue.pop_front();
        }
    });
    Ok(Value::None)
}

fn appendleft(vm: &mut Vm, args: &[Value]) -> Native {
    change(vm, args[0], 1, |s, limit| {
        s.queue.push_front(args[1]);
        if s.queue.len() > limit {
            s.queue.pop_back();
        }
    });
    Ok(Value::None)
}

fn popped(vm: &mut Vm, deque: Value, left: bool) -> Native {
    let mut item = None;
    change(vm, deque, 0, |s, _| item = if left { s.queue.pop_front() } else { s.queue.pop_back() });
    match item {
        Some(v) => Ok(v),
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

fn pop(vm: &mut Vm, args: &[Value]) -> Native {
    popped(vm, args[0], false)
}

fn popleft(vm: &mut Vm, args: &[Value]) -> Native {
    popped(vm, args[0], true)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Native {
    change(vm, args[0], 0, |s, _| s.queue.clear());
    Ok(Value::None)
}

/// Append the items of a list.
fn append_all(vm: &mut Vm, args: &[Value]) -> Native {
    let items = items(vm, args[1]);
    if items.is_empty() {
        return Ok(Value::None);
    }
    change(vm, args[0], items.len(), |s, limit| {
        s.queue.extend(items);
        let surplus = s.queue.len().saturating_sub(limit);
        s.queue.drain(..surplus);
    });
    Ok(Value::None)
}

fn append_all_left(vm: &mut Vm, args: &[Value]) -> Native {
    let items = items(vm, args[1]);
    if items.is_empty() {
        return Ok(Value::None);
    }
    change(vm, args[0], items.len(), |s, limit| {
        for item in items {
            s.queue.push_front(item);
        }
        s.queue.truncate(limit);
    });
    Ok(Value::None)
}

fn rotate(vm: &mut Vm, args: &[Value]) -> Native {
    let steps = match args[1] {
        Value::Unbound => 1,
        _ => place(vm, ("deque", "rotate"), args, 1)?,
    };
    change(vm, args[0], 0, |s, _| {
        let len = s.queue.len() as i64;
        if len > 1 {
            s.queue.rotate_right(steps.rem_euclid(len) as usize);
        }
    });
    Ok(Value::None)
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Native {
    // CPython does not count it as a change that iterators notice.
    if let Some(s) = vm.state_mut(args[0]) {
        s.queue.make_contiguous().reverse();
    }
    Ok(Value::None)
}

/// How often it has been changed so that an iteration must not go on.
fn change_count(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Int(changes(vm, args[0])))
}

fn length(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Int(len(vm, args[0]) as i64))
}

fn truth(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Bool(len(vm, args[0]) > 0))
}

fn listed(vm: &mut Vm, args: &[Value]) -> Native {
    let items = vm.state(args[0]).map(|s| s.queue.iter().copied().collect()).unwrap_or_default();
    Ok(vm.list(items))
}

fn maxlen(vm: &mut Vm, args: &[Value]) -> Native {
    let limit = vm.state(args[0]).and_then(|s| s.numbers.first().copied()).unwrap_or(-1);
    Ok(if limit < 0 { Value::None } else { Value::Int(limit) })
}

/// The position that an index argument means.
fn position(vm: &mut Vm, name: &str, args: &[Value]) -> Result<usize, Signal> {
    let at = match args[1] {
        Value::Int(i) => i,
        v if !vm.is_int(v) && !crate::support::has_method(vm, v, "__index__") => {
            let name = vm.type_name(v);
            return Err(vm.type_error(&format!("sequence index must be integer, not '{name}'")));
        }
        _ => place(vm, ("deque", name), args, 1)?,
    };
    let len = len(vm, args[0]) as i64;
    let at = if at < 0 { at + len } else { at };
    if at < 0 || at >= len {
        return Err(vm.index_error("deque index out of range"));
    }
    Ok(at as usize)
}

fn getitem(vm: &mut Vm, args: &[Value]) -> Native {
    let at = position(vm, "__getitem__", args)?;
    Ok(vm.state(args[0]).and_then(|s| s.queue.get(at).copied()).unwrap_or(Value::None))
}

fn setitem(vm: &mut Vm, args: &[Value]) -> Native {
    let at = position(vm, "__setitem__", args)?;
    if let Some(item) = vm.state_mut(args[0]).and_then(|s| s.queue.get_mut(at)) {
        *item = args[2];
    }
    Ok(Value::None)
}

fn delitem(vm: &mut Vm, args: &[Value]) -> Native {
    let at = position(vm, "__delitem__", args)?;
    change(vm, args[0], 0, |s, _| {
        s.queue.remove(at);
    });
    Ok(Value::None)
}

fn insert(vm: &mut Vm, args: &[Value]) -> Native {
    let at = place(vm, ("deque", "insert"), args, 1)?;
    let len = len(vm, args[0]) as i64;
    let limit = vm.state(args[0]).and_then(|s| s.numbers.first().copied()).unwrap_or(-1);
    if limit >= 0 && len >= limit {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let at = if at < 0 { (at + len).max(0) } else { at.min(len) };
    change(vm, args[0], 1, |s, _| s.queue.insert(at as usize, args[2]));
    Ok(Value::None)
}

/// The first place from `start` of an item; `Err`: Python code has to compare.
fn find(vm: &Vm, deque: Value, item: Value, start: usize, stop: usize) -> Result<Option<usize>, ()> {
    let Some(s) = vm.state(deque) else { return Ok(None) };
    for (at, &other) in s.queue.iter().enumerate().take(stop).skip(start) {
        match vm.keys_equal(other, item) {
            KeyEq::Yes => return Ok(Some(at)),
            KeyEq::No => {}
            KeyEq::Ask => return Err(()),
        }
    }
    Ok(None)
}

fn contains(vm: &mut Vm, args: &[Value]) -> Native {
    match find(vm, args[0], args[1], 0, usize::MAX) {
        Ok(found) => Ok(Value::Bool(found.is_some())),
        Err(()) => ask(vm, "deque.contains", args),
    }
}

/// The place of an item in a part of the deque, -1 if it is not there; None: Python code has to compare.
fn find_between(vm: &mut Vm, args: &[Value]) -> Native {
    let bound = |v| usize::try_from(vm.as_i64(v).unwrap_or(i64::MAX)).unwrap_or(0);
    let (start, stop) = (bound(args[2]), bound(args[3]));
    Ok(match find(vm, args[0], args[1], start, stop) {
        Ok(found) => Value::Int(found.map_or(-1, |at| at as i64)),
        Err(()) => Value::None,
    })
}

fn count(vm: &mut Vm, args: &[Value]) -> Native {
    let mut count = 0;
    let mut from = 0;
    loop {
        match find(vm, args[0], args[1], from, usize::MAX) {
            Ok(Some(at)) => {
                count += 1;
                from = at + 1;
            }
            Ok(None) => return Ok(Value::Int(count)),
            Err(()) => return ask(vm, "deque.count", args),
        }
    }
}

// ---- iterators

fn changes(vm: &Vm, deque: Value) -> i64 {
    vm.state(deque).and_then(|s| s.numbers.get(CHANGES).copied()).unwrap_or(0)
}

fn iterator(vm: &mut Vm, deque: Value, backwards: bool) -> Native {
    let key = if backwards { "deque_reverse_iterator" } else { "deque_iterator" };
    let Some(Value::Ref(class)) = vm.registered(key) else { return Ok(Value::None) };
    let numbers = vec![0, changes(vm, deque), backwards as i64, len(vm, deque) as i64];
    let state = NativeState { values: vec![deque], numbers, ..NativeState::default() };
    Ok(vm.alloc(class, Payload::State(Box::new(state))))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Native {
    iterator(vm, args[0], false)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Native {
    iterator(vm, args[0], true)
}

/// The deque behind an iterator, the items gone through, the changes it knows of, its direction.
fn parts(vm: &Vm, iterator: Value) -> Option<(Value, usize, i64, bool)> {
    let s = vm.state(iterator)?;
    let (&deque, &[done, changes, backwards]) = (s.values.first()?, s.numbers.first_chunk()?);
    Some((deque, usize::try_from(done).ok()?, changes, backwards != 0))
}

/// The deque behind an iterator and the items gone through; None at its end.
fn iterator_place(vm: &mut Vm, args: &[Value]) -> Native {
    match parts(vm, args[0]) {
        Some((deque, done, ..)) => Ok(vm.tuple(vec![deque, Value::Int(done as i64)])),
        None => Ok(Value::None),
    }
}

fn next(vm: &mut Vm, args: &[Value]) -> Native {
    let Some((deque, done, known, backwards)) = parts(vm, args[0]) else {
        return Err(vm.stop_iteration(Value::None));
    };
    // Backwards, the count of what is left is looked at first.
    if backwards && left(vm, args[0]) == 0 {
        return Err(vm.stop_iteration(Value::None));
    }
    if known != changes(vm, deque) {
        if let Some(n) = vm.state_mut(args[0]).and_then(|s| s.numbers.get_mut(COUNT)) {
            *n = done as i64;
        }
        return Err(vm.runtime_error("deque mutated during iteration"));
    }
    let item = vm.state(deque).and_then(|s| {
        let at = if backwards { s.queue.len().checked_sub(done + 1)? } else { done };
        s.queue.get(at).copied()
    });
    let Some(item) = item else {
        if let Some(s) = vm.state_mut(args[0]) {
            s.values.clear();
        }
        return Err(vm.stop_iteration(Value::None));
    };
    if let Some(n) = vm.state_mut(args[0]).and_then(|s| s.numbers.first_mut()) {
        *n += 1;
    }
    Ok(item)
}

/// Where an iterator keeps how many items there were when it was made.
const COUNT: usize = 3;

/// Items that are left, whatever became of the deque meanwhile.
fn left(vm: &Vm, iterator: Value) -> i64 {
    let Some(s) = vm.state(iterator).filter(|s| !s.values.is_empty()) else { return 0 };
    s.numbers.get(COUNT).copied().unwrap_or(0) - s.numbers.first().copied().unwrap_or(0)
}

fn hint(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Int(left(vm, args[0]).max(0)))
}

fn itself(_vm: &mut Vm, args: &[Value]) -> Native {
    Ok(args[0])
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("deque", "_fill", "self, items, maxlen, /", fill),
    native("deque", "append", "self, item, /", append),
    native("deque", "appendleft", "self, item, /", appendleft),
    native("deque", "pop", "self, /", pop),
    native("deque", "popleft", "self, /", popleft),
    native("deque", "clear", "self, /", clear),
    native("deque", "_extend", "self, items, /", append_all),
    native("deque", "_extendleft", "self, items, /", append_all_left),
    native("deque", "rotate", "self, n=1, /", rotate),
    native("deque", "reverse", "self, /", reverse),
    native("deque", "insert", "self, index, value, /", insert),
    native("deque", "count", "self, value, /", count),
    native("deque", "_find", "self, value, start, stop, /", find_between),
    native("deque", "_list", "self, /", listed),
    native("deque", "_changes", "self, /", change_count),
    native("deque", "_maxlen", "self, /", maxlen),
    native("deque", "__len__", "self, /", length),
    native("deque", "__bool__", "self, /", truth),
    native("deque", "__getitem__", "self, key, /", getitem),
    native("deque", "__setitem__", "self, key, value, /", setitem),
    native("deque", "__delitem__", "self, key, /", delitem),
    native("deque", "__contains__", "self, key, /", contains),
    native("deque", "__iter__", "self, /", iter),
    native("deque", "__reversed__", "self, /", reversed),
    native("deque iterator", "__next__", "self, /", next),
    native("deque iterator", "__iter__", "self, /", itself),
    native("deque iterator", "_place", "self, /", iterator_place),
    native("deque iterator", "__length_hint__", "self, /", hint),
];
