//! `set` and `frozenset`: <https://docs.python.org/3/library/stdtypes.html#set-types-set-frozenset>.

use weft_code::{BinaryOp, CompareOp};

use crate::{
    builtins::functions::arguments::{native, wrong_receiver},
    names,
    natives::{Native, NativeDef, Signal},
    object::Payload,
    operators::Compared,
    set::Set,
    types,
    value::{Ref, Value},
    vm::Vm,
};

const BOTH: &str = "set|frozenset";

pub(super) const NATIVES: &[NativeDef] = &[
    native("set", "__new__", "type, *args, **kwargs", new),
    native("set", "__init__", "self, iterable=(), /", init),
    native("frozenset", "__new__", "type, iterable=(), /", new_frozen),
    native("set", "add", "self, object, /", add),
    native("set", "discard", "self, object, /", discard),
    native("set", "remove", "self, object, /", remove),
    native("set", "pop", "self, /", pop),
    native("set", "clear", "self, /", clear),
    native(BOTH, "copy", "self, /", copy),
    native(BOTH, "union", "self, *others", union),
    native(BOTH, "intersection", "self, *others", intersection),
    native(BOTH, "difference", "self, *others", difference),
    native(BOTH, "symmetric_difference", "self, other, /", symmetric_difference),
    native("set", "update", "self, *others", update),
    native("set", "intersection_update", "self, *others", intersection_update),
    native("set", "difference_update", "self, *others", difference_update),
    native("set", "symmetric_difference_update", "self, other, /", symmetric_difference_update),
    native(BOTH, "issubset", "self, other, /", issubset),
    native(BOTH, "issuperset", "self, other, /", issuperset),
    native(BOTH, "isdisjoint", "self, other, /", isdisjoint),
    native("_prelude", "_frozenset_of", "type, items, /", frozenset_of),
];

fn receiver(vm: &mut Vm, v: Value, method: &str) -> Result<Ref, Signal> {
    match v {
        Value::Ref(r) if matches!(vm.heap.payload(r), Payload::Set(_)) => Ok(r),
        _ => Err(wrong_receiver(vm, "set", method, v)),
    }
}

fn contents(vm: &Vm, r: Ref) -> Option<&Set> {
    match vm.heap.payload(r) {
        Payload::Set(s) => Some(s),
        _ => None,
    }
}

fn contents_mut(vm: &mut Vm, r: Ref) -> Option<&mut Set> {
    match vm.heap.payload_mut(r) {
        Payload::Set(s) => Some(s),
        _ => None,
    }
}

/// The set in a value, if no user's class changes how it is iterated.
fn plain_set(vm: &mut Vm, v: Value) -> Option<Ref> {
    let Value::Ref(r) = v else { return None };
    contents(vm, r)?;
    let class = vm.heap.get(r).class;
    let plain = types::is_builtin(class) || vm.lookup(class, names::__iter__).is_some_and(|m| vm.is_native(m));
    plain.then_some(r)
}

/// A set object of a class with the items of an iterable; `prelude` is given the object and what is
/// left of the iterable where Python code has to go on, and answers with the object.
fn filled(vm: &mut Vm, class: Ref, iterable: Option<Value>) -> Native {
    let Some(iterable) = iterable else { return Ok(vm.alloc(class, Payload::Set(Box::default()))) };
    if let Some(source) = plain_set(vm, iterable) {
        let copy = contents(vm, source).map(Set::copied).unwrap_or_default();
        return Ok(vm.alloc(class, Payload::Set(Box::new(copy))));
    }
    let set = vm.heap.alloc(class, Payload::Set(Box::default()));
    match add_all(vm, set, iterable)? {
        None => Ok(Value::Ref(set)),
        Some(left) => vm.call_prelude("_set_filled", vec![Value::Ref(set), left]),
    }
}

/// Add the items of an iterable; where Python code has to go on, what of it is left.
fn add_all(vm: &mut Vm, set: Ref, iterable: Value) -> Result<Option<Value>, Signal> {
    if let Some(source) = plain_set(vm, iterable) {
        let more = contents(vm, source).map_or(0, Set::len);
        if contents(vm, set).is_some_and(Set::is_new) {
            let copy = contents(vm, source).map(Set::copied).unwrap_or_default();
            if let Some(s) = contents_mut(vm, set) {
                *s = copy;
            }
            return Ok(None);
        }
        if let Some(s) = contents_mut(vm, set) {
            s.make_room(more);
        }
    }
    let Some(items) = vm.native_items(iterable) else { return Ok(Some(iterable)) };
    for (i, &item) in items.iter().enumerate() {
        if vm.set_add_native(set, item)?.is_none() {
            return Ok(Some(vm.list(items[i..].to_vec())));
        }
    }
    Ok(None)
}

/// Sets of subclasses are filled by `__init__`, which may be overridden.
fn new(vm: &mut Vm, a: &[Value]) -> Native {
    let Value::Ref(class) = a[0] else { return Err(vm.type_error("set.__new__(X): X is not a type object")) };
    if class != types::SET {
        return filled(vm, class, None);
    }
    if let Value::Ref(keywords) = a[2]
        && vm.heap.as_dict(keywords).is_some_and(|d| !d.is_empty())
    {
        return Err(vm.type_error("set() takes no keyword arguments"));
    }
    match *vm.heap.as_tuple(a[1]).unwrap_or_default() {
        [] => filled(vm, class, None),
        [iterable] => filled(vm, class, Some(iterable)),
        ref more => {
            let n = more.len();
            Err(vm.type_error(&format!("set expected at most 1 argument, got {n}")))
        }
    }
}

fn init(vm: &mut Vm, a: &[Value]) -> Native {
    let set = receiver(vm, a[0], "__init__")?;
    if let Some(s) = contents_mut(vm, set) {
        s.clear();
    }
    let Some(iterable) = a[1].bound() else { return Ok(Value::None) };
    match add_all(vm, set, iterable)? {
        None => Ok(Value::None),
        Some(left) => vm.call_prelude("_set_fill", vec![a[0], left]),
    }
}

fn new_frozen(vm: &mut Vm, a: &[Value]) -> Native {
    let Value::Ref(class) = a[0] else { return Err(vm.type_error("frozenset.__new__(X): X is not a type object")) };
    if let (types::FROZENSET, Some(given)) = (class, a[1].bound())
        && vm.class_of(given) == types::FROZENSET
    {
        return Ok(given);
    }
    filled(vm, class, a[1].bound())
}

/// A frozen set of a class with the elements of a set.
fn frozenset_of(vm: &mut Vm, a: &[Value]) -> Native {
    let (Value::Ref(class), Some(source)) = (a[0], plain_set(vm, a[1])) else { return Ok(a[1]) };
    let copy = contents(vm, source).map(Set::copied).unwrap_or_default();
    Ok(vm.alloc(class, Payload::Set(Box::new(copy))))
}

fn add(vm: &mut Vm, a: &[Value]) -> Native {
    let set = receiver(vm, a[0], "add")?;
    match vm.set_add_native(set, a[1])? {
        Some(()) => Ok(Value::None),
        None => vm.call_prelude("_set_add", vec![a[0], a[1]]),
    }
}

impl Vm {
    /// Is it a set that has no hash?
    fn is_mutable_set(&self, r: Ref) -> bool {
        let class = self.heap.get(r).class;
        class == types::SET
            || self.is_subclass(class, types::SET)
                && self.find_in_mro(class, crate::names::__hash__).is_none_or(|hash| hash.is_none())
    }

    /// A set is looked for as the frozen set of the same elements.
    pub(crate) fn frozen_key(&mut self, key: Value) -> Value {
        match key {
            Value::Ref(r) if self.is_mutable_set(r) => {
                let copy = contents(self, r).map(Set::copied).unwrap_or_default();
                self.alloc(types::FROZENSET, Payload::Set(Box::new(copy)))
            }
            _ => key,
        }
    }
}

fn discard(vm: &mut Vm, a: &[Value]) -> Native {
    vm.may_have_dropped();
    let set = receiver(vm, a[0], "discard")?;
    let key = vm.frozen_key(a[1]);
    match vm.find_in_set(set, key)? {
        Some(Some(at)) => {
            contents_mut(vm, set).and_then(|s| s.remove_at(at));
            Ok(Value::None)
        }
        Some(None) => Ok(Value::None),
        None => vm.call_prelude("_set_discard", vec![a[0], a[1]]),
    }
}

fn remove(vm: &mut Vm, a: &[Value]) -> Native {
    vm.may_have_dropped();
    let set = receiver(vm, a[0], "remove")?;
    let key = vm.frozen_key(a[1]);
    match vm.find_in_set(set, key)? {
        Some(Some(at)) => {
            contents_mut(vm, set).and_then(|s| s.remove_at(at));
            Ok(Value::None)
        }
        Some(None) => Err(vm.key_error(a[1])),
        None => vm.call_prelude("_set_remove", vec![a[0], a[1]]),
    }
}

fn pop(vm: &mut Vm, a: &[Value]) -> Native {
    vm.may_have_dropped();
    let set = receiver(vm, a[0], "pop")?;
    match contents_mut(vm, set).and_then(Set::pop) {
        Some(key) => Ok(key),
        None => {
            let message = vm.str("pop from an empty set");
            Err(vm.key_error(message))
        }
    }
}

fn clear(vm: &mut Vm, a: &[Value]) -> Native {
    vm.may_have_dropped();
    let set = receiver(vm, a[0], "clear")?;
    if let Some(s) = contents_mut(vm, set) {
        s.clear();
    }
    Ok(Value::None)
}

fn copy(vm: &mut Vm, a: &[Value]) -> Native {
    let set = receiver(vm, a[0], "copy")?;
    if vm.heap.get(set).class == types::FROZENSET {
        return Ok(a[0]);
    }
    Ok(copied(vm, set))
}

/// A copy of the built-in class that the set is of, or extends.
fn copied(vm: &mut Vm, set: Ref) -> Value {
    let frozen = vm.is_subclass(vm.heap.get(set).class, types::FROZENSET);
    let copy = contents(vm, set).map(Set::copied).unwrap_or_default();
    vm.alloc(if frozen { types::FROZENSET } else { types::SET }, Payload::Set(Box::new(copy)))
}

/// An empty set of the built-in class that the set is of, or extends.
fn plain_new(vm: &mut Vm, set: Ref) -> Value {
    let frozen = vm.is_subclass(vm.heap.get(set).class, types::FROZENSET);
    vm.alloc(if frozen { types::FROZENSET } else { types::SET }, Payload::Set(Box::default()))
}

// ---- set algebra

fn union(vm: &mut Vm, a: &[Value]) -> Native {
    combine(vm, a, BinaryOp::Or, "union")
}

fn intersection(vm: &mut Vm, a: &[Value]) -> Native {
    combine(vm, a, BinaryOp::And, "intersection")
}

fn difference(vm: &mut Vm, a: &[Value]) -> Native {
    combine(vm, a, BinaryOp::Sub, "difference")
}

fn symmetric_difference(vm: &mut Vm, a: &[Value]) -> Native {
    let others = vm.tuple(vec![a[1]]);
    combine(vm, &[a[0], others], BinaryOp::Xor, "symmetric_difference")
}

fn update(vm: &mut Vm, a: &[Value]) -> Native {
    combine_in_place(vm, a, BinaryOp::Or, "update")
}

fn intersection_update(vm: &mut Vm, a: &[Value]) -> Native {
    combine_in_place(vm, a, BinaryOp::And, "intersection_update")
}

fn difference_update(vm: &mut Vm, a: &[Value]) -> Native {
    combine_in_place(vm, a, BinaryOp::Sub, "difference_update")
}

fn symmetric_difference_update(vm: &mut Vm, a: &[Value]) -> Native {
    let others = vm.tuple(vec![a[1]]);
    combine_in_place(vm, &[a[0], others], BinaryOp::Xor, "symmetric_difference_update")
}

/// A new set from `self` and each of the others in turn.
fn combine(vm: &mut Vm, a: &[Value], op: BinaryOp, method: &str) -> Native {
    let set = receiver(vm, a[0], method)?;
    let others = others(vm, a[1]);
    match combined(vm, set, &others, op)? {
        Some(result) => Ok(Value::Ref(result)),
        None => {
            let (copy, others) = (copied(vm, set), vm.list(others));
            let symbol = symbol(vm, op);
            vm.call_prelude("_set_combined", vec![copy, others, symbol])
        }
    }
}

fn combine_in_place(vm: &mut Vm, a: &[Value], op: BinaryOp, method: &str) -> Native {
    let set = receiver(vm, a[0], method)?;
    let others = others(vm, a[1]);
    if op == BinaryOp::Or && others.iter().all(|&v| plain_set(vm, v).is_some() || vm.heap.as_list(v).is_some()) {
        for (i, &other) in others.iter().enumerate() {
            if add_all(vm, set, other)?.is_some() {
                let (rest, symbol) = (vm.list(others[i..].to_vec()), symbol(vm, op));
                return vm.call_prelude("_set_combine_in_place", vec![a[0], rest, symbol]);
            }
        }
        return Ok(Value::None);
    }
    if op == BinaryOp::Sub && others.iter().all(|&v| vm.heap.as_list(v).is_some()) {
        return take_out(vm, a[0], set, &others);
    }
    let start = match op {
        BinaryOp::And => contents(vm, set).map(Set::copied),
        // What is taken out of a set or put in leaves the others where they are.
        _ => contents(vm, set).cloned(),
    };
    let start = vm.heap.alloc(types::SET, Payload::Set(Box::new(start.unwrap_or_default())));
    match combined_from(vm, start, &others, op, true)? {
        Some(result) => {
            let payload = std::mem::replace(vm.heap.payload_mut(result), Payload::Set(Box::default()));
            *vm.heap.payload_mut(set) = payload;
            Ok(Value::None)
        }
        None => {
            let (others, symbol) = (vm.list(others), symbol(vm, op));
            vm.call_prelude("_set_combine_in_place", vec![a[0], others, symbol])
        }
    }
}

/// Take the items of lists out of a set; those before one that cannot be hashed are gone then.
fn take_out(vm: &mut Vm, this: Value, set: Ref, lists: &[Value]) -> Native {
    for (i, &list) in lists.iter().enumerate() {
        let items = vm.heap.as_list(list).cloned().unwrap_or_default();
        for (k, &item) in items.iter().enumerate() {
            match vm.find_in_set(set, item)? {
                Some(Some(at)) => drop(contents_mut(vm, set).and_then(|s| s.remove_at(at))),
                Some(None) => {}
                None => {
                    let rest = vm.list(items[k..].to_vec());
                    let rest = std::iter::once(rest).chain(lists[i + 1..].iter().copied()).collect();
                    let (rest, symbol) = (vm.list(rest), symbol(vm, BinaryOp::Sub));
                    return vm.call_prelude("_set_combine_in_place", vec![this, rest, symbol]);
                }
            }
        }
        if let Some(s) = contents_mut(vm, set) {
            s.purge();
        }
    }
    Ok(Value::None)
}

fn symbol(vm: &mut Vm, op: BinaryOp) -> Value {
    let symbol = crate::operators::operator_names(op).symbol;
    Value::Ref(vm.heap.intern(symbol))
}

/// The other operands: sets as they are, what can be iterated natively as lists (an iterator can be
/// used up only once), all else as given.
fn others(vm: &mut Vm, args: Value) -> Vec<Value> {
    let given = vm.heap.as_tuple(args).map(<[Value]>::to_vec).unwrap_or_default();
    given
        .into_iter()
        .map(|v| match plain_set(vm, v) {
            Some(_) => v,
            None => match vm.native_items(v) {
                Some(items) => vm.list(items),
                None => v,
            },
        })
        .collect()
}

/// `None`: Python code has to do it.
fn combined(vm: &mut Vm, set: Ref, others: &[Value], op: BinaryOp) -> Result<Option<Ref>, Signal> {
    // What is only looked through is taken in its own order, which a copy may not have.
    let start = if op == BinaryOp::Or || others.is_empty() { copied(vm, set) } else { Value::Ref(set) };
    let Value::Ref(start) = start else { return Ok(None) };
    combined_from(vm, start, others, op, false)
}

/// As [`combined`], with a set to begin with.
fn combined_from(
    vm: &mut Vm,
    mut result: Ref,
    others: &[Value],
    op: BinaryOp,
    in_place: bool,
) -> Result<Option<Ref>, Signal> {
    for (i, &other) in others.iter().enumerate() {
        let in_place = in_place || op == BinaryOp::Sub && i > 0;
        let step = match plain_set(vm, other) {
            Some(other) => combine_sets(vm, result, other, op, in_place),
            None => match vm.heap.as_list(other).cloned() {
                Some(items) => combine_with_items(vm, result, &items, op, in_place)?,
                None => None,
            },
        };
        match step {
            Some(next) => result = next,
            None => return Ok(None),
        }
    }
    Ok(Some(result))
}

fn combine_sets(vm: &mut Vm, a: Ref, b: Ref, op: BinaryOp, in_place: bool) -> Option<Ref> {
    match vm.set_operator(op, a, b, in_place)? {
        Ok(Value::Ref(r)) => Some(r),
        // It asked for the prelude: that call is ours to make.
        _ => None,
    }
}

/// A copy of `set` changed by each item, in the order in which CPython goes through them.
fn combine_with_items(
    vm: &mut Vm,
    set: Ref,
    items: &[Value],
    op: BinaryOp,
    in_place: bool,
) -> Result<Option<Ref>, Signal> {
    match op {
        BinaryOp::Or => {
            for &item in items {
                if vm.set_add_native(set, item)?.is_none() {
                    return Ok(None);
                }
            }
            Ok(Some(set))
        }
        BinaryOp::Sub => {
            let Value::Ref(set) = (if in_place { Value::Ref(set) } else { copied(vm, set) }) else { return Ok(None) };
            for &item in items {
                match vm.find_in_set(set, item)? {
                    Some(Some(at)) => drop(contents_mut(vm, set).and_then(|s| s.remove_at(at))),
                    Some(None) => {}
                    None => return Ok(None),
                }
            }
            if let Some(s) = contents_mut(vm, set) {
                s.purge();
            }
            Ok(Some(set))
        }
        BinaryOp::And => {
            let Value::Ref(result) = plain_new(vm, set) else { return Ok(None) };
            let size = |vm: &Vm, r| contents(vm, r).map_or(0, Set::len);
            for &item in items {
                match vm.find_in_set(set, item)? {
                    Some(Some(_)) if vm.set_add_native(result, item)?.is_some() => {
                        // CPython stops once it has found all of them.
                        if size(vm, result) >= size(vm, set) {
                            break;
                        }
                    }
                    Some(None) => {}
                    _ => return Ok(None),
                }
            }
            Ok(Some(result))
        }
        _ => {
            let Value::Ref(other) = plain_new(vm, set) else { return Ok(None) };
            for &item in items {
                if vm.set_add_native(other, item)?.is_none() {
                    return Ok(None);
                }
            }
            let (first, second) = if in_place { (set, other) } else { (other, set) };
            Ok(combine_sets(vm, first, second, op, true))
        }
    }
}

// ---- relations

fn issubset(vm: &mut Vm, a: &[Value]) -> Native {
    relation(vm, a, CompareOp::Le, "issubset")
}

fn issuperset(vm: &mut Vm, a: &[Value]) -> Native {
    let set = receiver(vm, a[0], "issuperset")?;
    if plain_set(vm, a[1]).is_none()
        && let Some(items) = vm.native_items(a[1])
    {
        for (i, &item) in items.iter().enumerate() {
            match vm.find_in_set(set, item)? {
                Some(Some(_)) => {}
                Some(None) => return Ok(Value::Bool(false)),
                None => {
                    let rest = vm.list(items[i..].to_vec());
                    return relation(vm, &[a[0], rest], CompareOp::Ge, "issuperset");
                }
            }
        }
        return Ok(Value::Bool(true));
    }
    relation(vm, a, CompareOp::Ge, "issuperset")
}

fn relation(vm: &mut Vm, a: &[Value], op: CompareOp, method: &str) -> Native {
    receiver(vm, a[0], method)?;
    let other = as_set(vm, a[1])?;
    let plain = |vm: &mut Vm, v: Value| plain_set(vm, v).is_some() && types::is_builtin(vm.class_of(v));
    if let Some(other) = other
        && plain(vm, a[0])
        && plain(vm, other)
        && let Compared::Is(truth) = vm.compare_native(op, a[0], other)
    {
        return Ok(Value::Bool(truth));
    }
    let symbol = Value::Ref(vm.heap.intern(crate::operators::comparison_names(op).2));
    vm.call_prelude("_set_relation", vec![a[0], other.unwrap_or(a[1]), symbol])
}

/// A set as it is, another iterable as a new set; `None`: Python code has to make it.
fn as_set(vm: &mut Vm, v: Value) -> Result<Option<Value>, Signal> {
    if plain_set(vm, v).is_some() {
        return Ok(Some(v));
    }
    let Value::Ref(r) = v else { return Ok(None) };
    // An iterator must not be used up before it is certain that no Python code is needed.
    if matches!(vm.heap.payload(r), Payload::Iterator(_)) {
        return Ok(None);
    }
    let set = vm.heap.alloc(types::SET, Payload::Set(Box::default()));
    Ok(match add_all(vm, set, v)? {
        None => Some(Value::Ref(set)),
        Some(_) => None,
    })
}

fn isdisjoint(vm: &mut Vm, a: &[Value]) -> Native {
    let set = receiver(vm, a[0], "isdisjoint")?;
    let Some(items) = vm.native_items(a[1]) else {
        return vm.call_prelude("_set_isdisjoint", vec![a[0], a[1]]);
    };
    for (i, &item) in items.iter().enumerate() {
        match vm.find_in_set(set, item)? {
            Some(Some(_)) => return Ok(Value::Bool(false)),
            Some(None) => {}
            None => {
                let rest = vm.list(items[i..].to_vec());
                return vm.call_prelude("_set_isdisjoint", vec![a[0], rest]);
            }
        }
    }
    Ok(Value::Bool(true))
}
