//! `dict`: <https://docs.python.org/3/library/stdtypes.html#mapping-types-dict>.

use crate::{
    builtins::functions::arguments::{native, wrong_receiver},
    dict::Dict,
    names,
    natives::{Native, NativeDef, Signal},
    object::{Payload, ViewKind},
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("dict", "__new__", "type, *args, **kwargs", new),
    native("dict", "__init__", "self, *args, **kwargs", init),
    native("dict", "update", "self, *args, **kwargs", update),
    native("dict", "get", "self, key, default=None, /", get),
    native("dict", "setdefault", "self, key, default=None, /", setdefault),
    native("dict", "pop", "self, key, default=<unrepresentable>, /", pop),
    native("dict", "popitem", "self, /", popitem),
    native("dict", "keys", "self, /", keys),
    native("dict", "values", "self, /", values),
    native("dict", "items", "self, /", items),
    native("dict", "clear", "self, /", clear),
    native("dict", "copy", "self, /", copy),
    native("dict", "fromkeys", "cls, iterable, value=None, /", fromkeys),
    native("_weft.Ordered", "move_to_end", "self, /, key, last=True", move_to_end),
    native("_weft.Ordered", "popitem", "self, /, last=True", ordered_popitem),
    native("_prelude", "_move_entry", "dict, at, last, /", move_entry),
];

pub(super) fn receiver(vm: &mut Vm, v: Value, method: &str) -> Result<Ref, Signal> {
    match v {
        Value::Ref(r) if matches!(vm.heap.payload(r), Payload::Dict(_)) => Ok(r),
        _ => Err(wrong_receiver(vm, "dict", method, v)),
    }
}

/// Dicts of subclasses are filled by `__init__`, which may be overridden.
fn new(vm: &mut Vm, a: &[Value]) -> Native {
    let Value::Ref(class) = a[0] else { return Err(vm.type_error("dict.__new__(X): X is not a type object")) };
    let dict = vm.heap.alloc(class, Payload::Dict(Box::default()));
    if class != types::DICT {
        return Ok(Value::Ref(dict));
    }
    let source = only_source(vm, a[1], "dict")?;
    match fill(vm, dict, source, a[2])? {
        None => Ok(Value::Ref(dict)),
        Some(left) => vm.call_prelude("_dict_filled", vec![Value::Ref(dict), left, a[2]]),
    }
}

fn init(vm: &mut Vm, a: &[Value]) -> Native {
    fill_from_arguments(vm, a, "dict", "__init__")
}

fn update(vm: &mut Vm, a: &[Value]) -> Native {
    fill_from_arguments(vm, a, "update", "update")
}

fn fill_from_arguments(vm: &mut Vm, a: &[Value], label: &str, method: &str) -> Native {
    let dict = receiver(vm, a[0], method)?;
    let source = only_source(vm, a[1], label)?;
    match fill(vm, dict, source, a[2])? {
        None => Ok(Value::None),
        Some(left) => vm.call_prelude("_dict_fill", vec![a[0], left, a[2]]),
    }
}

fn only_source(vm: &mut Vm, args: Value, label: &str) -> Result<Option<Value>, Signal> {
    match *vm.heap.as_tuple(args).unwrap_or_default() {
        [] => Ok(None),
        [Value::None] => Err(vm.type_error("'NoneType' object is not iterable")),
        [source] => Ok(Some(source)),
        ref more => {
            let n = more.len();
            Err(vm.type_error(&format!("{label} expected at most 1 argument, got {n}")))
        }
    }
}

/// Put the pairs of `source`, then the keywords, into a dict. Where Python code has to do it: what of
/// the source is left (None: nothing, keywords only).
fn fill(vm: &mut Vm, dict: Ref, source: Option<Value>, keywords: Value) -> Result<Option<Value>, Signal> {
    if let Some(source) = source
        && let Some(left) = fill_from_source(vm, dict, source)?
    {
        return Ok(Some(left));
    }
    if let Value::Ref(keywords) = keywords
        && !insert_all(vm, dict, &pairs_of(vm, keywords))?
    {
        return Ok(Some(Value::None));
    }
    Ok(None)
}

fn fill_from_source(vm: &mut Vm, dict: Ref, source: Value) -> Result<Option<Value>, Signal> {
    if let Value::Ref(r) = source {
        if vm.is_plain_mapping(r) {
            let pairs = pairs_of(vm, r);
            return Ok(if insert_all(vm, dict, &pairs)? { None } else { Some(source) });
        }
        let class = vm.heap.get(r).class;
        if vm.lookup(class, names::keys).is_some() {
            return Ok(Some(source));
        }
    }
    let Some(items) = vm.native_items(source) else { return Ok(Some(source)) };
    // An iterator is used up now, so what is left is a list.
    for &item in &items {
        let pair = match vm.heap.as_sequence(item) {
            Some(&[key, value]) if types::is_builtin(vm.class_of(item)) => Some((key, value)),
            _ => None,
        };
        if let Some((key, value)) = pair
            && vm.dict_set_native(dict, key, value)?.is_some()
        {
            continue;
        }
        // Errors count elements from the beginning, and setting one twice changes nothing.
        return Ok(Some(vm.list(items)));
    }
    Ok(None)
}

impl Vm {
    /// Is it a dict whose iteration no user's class changes?
    pub(crate) fn is_plain_mapping(&mut self, r: Ref) -> bool {
        if !matches!(self.heap.payload(r), Payload::Dict(_)) {
            return false;
        }
        let class = self.heap.get(r).class;
        types::is_builtin(class) || self.lookup(class, names::__iter__).is_some_and(|m| self.is_native(m))
    }
}

fn pairs_of(vm: &Vm, dict: Ref) -> Vec<(Value, Value)> {
    vm.heap.as_dict(dict).map(|d| d.iter().map(|e| (e.key, e.value)).collect()).unwrap_or_default()
}

/// False: Python code has to compare keys.
fn insert_all(vm: &mut Vm, dict: Ref, pairs: &[(Value, Value)]) -> Result<bool, Signal> {
    for &(key, value) in pairs {
        if vm.dict_set_native(dict, key, value)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn value_at(vm: &Vm, dict: Ref, at: usize) -> Value {
    vm.heap.as_dict(dict).and_then(|d| d.entry(at)).map_or(Value::None, |e| e.value)
}

fn get(vm: &mut Vm, a: &[Value]) -> Native {
    let dict = receiver(vm, a[0], "get")?;
    let default = a[2].or(Value::None);
    match vm.find_in_dict(dict, a[1])? {
        Some(Some(at)) => Ok(value_at(vm, dict, at)),
        Some(None) => Ok(default),
        None => vm.call_prelude("_dict_get", vec![a[0], a[1], default]),
    }
}

fn setdefault(vm: &mut Vm, a: &[Value]) -> Native {
    let dict = receiver(vm, a[0], "setdefault")?;
    let default = a[2].or(Value::None);
    match vm.find_in_dict(dict, a[1])? {
        Some(Some(at)) => Ok(value_at(vm, dict, at)),
        Some(None) if vm.dict_set_native(dict, a[1], default)?.is_some() => Ok(default),
        _ => vm.call_prelude("_dict_setdefault", vec![a[0], a[1], default]),
    }
}

fn pop(vm: &mut Vm, a: &[Value]) -> Native {
    vm.may_have_dropped();
    let dict = receiver(vm, a[0], "pop")?;
    match vm.find_in_dict(dict, a[1])? {
        Some(Some(at)) => Ok(vm.heap.as_dict_mut(dict).map_or(Value::None, |d| d.remove_at(at).1)),
        Some(None) => match a[2].bound() {
            Some(default) => Ok(default),
            None => Err(vm.key_error(a[1])),
        },
        None => {
            let given = a.iter().copied().filter(|v| !v.is_unbound()).collect();
            vm.call_prelude("_dict_pop", given)
        }
    }
}

fn popitem(vm: &mut Vm, a: &[Value]) -> Native {
    vm.may_have_dropped();
    let dict = receiver(vm, a[0], "popitem")?;
    let removed = vm.heap.as_dict_mut(dict).and_then(|d| {
        let last = d.previous_from(d.slots()).map(|(at, _)| at)?;
        Some(d.remove_at(last))
    });
    match removed {
        Some((key, value)) => Ok(vm.tuple(vec![key, value])),
        None => {
            let message = vm.str("popitem(): dictionary is empty");
            Err(vm.key_error(message))
        }
    }
}

fn keys(vm: &mut Vm, a: &[Value]) -> Native {
    let dict = receiver(vm, a[0], "keys")?;
    let class = if vm.is_ordered(dict) { types::ORDERED_KEYS } else { types::DICT_KEYS };
    Ok(vm.alloc(class, Payload::DictView { dict, kind: ViewKind::Keys }))
}

fn values(vm: &mut Vm, a: &[Value]) -> Native {
    let dict = receiver(vm, a[0], "values")?;
    let class = if vm.is_ordered(dict) { types::ORDERED_VALUES } else { types::DICT_VALUES };
    Ok(vm.alloc(class, Payload::DictView { dict, kind: ViewKind::Values }))
}

fn items(vm: &mut Vm, a: &[Value]) -> Native {
    let dict = receiver(vm, a[0], "items")?;
    let class = if vm.is_ordered(dict) { types::ORDERED_ITEMS } else { types::DICT_ITEMS };
    Ok(vm.alloc(class, Payload::DictView { dict, kind: ViewKind::Items }))
}

/// `OrderedDict.move_to_end(key, last=True)`.
fn move_to_end(vm: &mut Vm, a: &[Value]) -> Native {
    let dict = receiver(vm, a[0], "move_to_end")?;
    let last = if a[2].is_unbound() { Value::Bool(true) } else { a[2] };
    match vm.find_in_dict(dict, a[1])? {
        Some(Some(at)) => move_entry(vm, &[a[0], Value::Int(at as i64), last]),
        Some(None) => Err(vm.key_error(a[1])),
        None => vm.call_prelude("_ordered_move", vec![a[0], a[1], last]),
    }
}

/// The same by the position of the entry.
fn move_entry(vm: &mut Vm, a: &[Value]) -> Native {
    let dict = receiver(vm, a[0], "move_to_end")?;
    let last = vm.truth_native(a[2]).unwrap_or(true);
    if let (Some(d), Value::Int(at)) = (vm.heap.as_dict_mut(dict), a[1]) {
        d.move_to_end(at as usize, last);
    }
    Ok(Value::None)
}

/// `OrderedDict.popitem(last=True)`.
fn ordered_popitem(vm: &mut Vm, a: &[Value]) -> Native {
    let dict = receiver(vm, a[0], "popitem")?;
    let last = a[1].is_unbound() || vm.truth_native(a[1]).unwrap_or(true);
    let removed = vm.heap.as_dict_mut(dict).and_then(|d| {
        let found = if last { d.previous_from(d.slots()) } else { d.next_from(0) };
        let at = found.map(|(at, _)| at)?;
        Some(d.remove_at(at))
    });
    match removed {
        Some((key, value)) => Ok(vm.tuple(vec![key, value])),
        None => {
            let message = vm.str("dictionary is empty");
            Err(vm.key_error(message))
        }
    }
}

fn clear(vm: &mut Vm, a: &[Value]) -> Native {
    vm.may_have_dropped();
    let dict = receiver(vm, a[0], "clear")?;
    if let Some(d) = vm.heap.as_dict_mut(dict) {
        d.clear();
    }
    Ok(Value::None)
}

fn copy(vm: &mut Vm, a: &[Value]) -> Native {
    let dict = receiver(vm, a[0], "copy")?;
    let copy = vm.heap.as_dict(dict).cloned().unwrap_or_default();
    Ok(Value::Ref(vm.heap.dict(copy)))
}

fn fromkeys(vm: &mut Vm, a: &[Value]) -> Native {
    let value = a[2].or(Value::None);
    if a[0].is(Value::Ref(types::DICT))
        && let Some(keys) = vm.native_items(a[1])
    {
        let dict = vm.heap.dict(Dict::with_capacity(keys.len()));
        let pairs: Vec<(Value, Value)> = keys.iter().map(|&k| (k, value)).collect();
        if insert_all(vm, dict, &pairs)? {
            return Ok(Value::Ref(dict));
        }
        let keys = vm.list(keys);
        return vm.call_prelude("_dict_fromkeys", vec![a[0], keys, value]);
    }
    vm.call_prelude("_dict_fromkeys", vec![a[0], a[1], value])
}
