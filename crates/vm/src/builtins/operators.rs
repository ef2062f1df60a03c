//! The special methods of built-in types as callables: `int.__add__`, `list.__len__`.
//!
//! They look at what an object holds and never at its class: a subclass that overrides a method calls
//! the built-in one from it.

use weft_code::{BinaryOp, CompareOp, UnaryOp};

use super::functions::arguments::{asked, has_index, native, not_an_integer, wrong_receiver};
use crate::{
    dict::KeyEq,
    hash::NoHash,
    natives::{Native, NativeDef, NativeFn, Signal},
    object::{GeneratorKind, NativeIterator, Payload, RangeData, ViewKind},
    operators::{Compared, comparison_names, order_matches},
    types,
    value::{Ref, Value},
    vm::{Resume, Vm},
};

const BINARY: &str = "self, value, /";
const UNARY: &str = "self, /";
const NUMBERS: &str = "int|float|complex";
const REALS: &str = "int|float";
const SETS: &str = "set|frozenset|dict_keys|dict_items";
const COMPARED: &str = "int|float|complex|str|bytes|bytearray|list|tuple|dict|set|frozenset|range|slice|dict_keys|\
                        dict_items|mappingproxy|NoneType|method|builtin_function_or_method|method_descriptor|code|\
                        weakref.ReferenceType|types.GenericAlias|memoryview";
const ORDERED: &str = "int|float|complex|str|bytes|bytearray|list|tuple|dict|set|frozenset|slice|dict_keys|dict_items";
const ITERATORS: &str = "range_iterator|longrange_iterator|iterator|list_iterator|list_reverseiterator|tuple_iterator|reversed|\
                         str_ascii_iterator|str_iterator|bytes_iterator|bytearray_iterator|memory_iterator|\
                         dict_keyiterator|dict_valueiterator|dict_itemiterator|odict_iterator|set_iterator|enumerate|zip|map|filter|callable_iterator";
const ITERABLE: &str = "str|bytes|bytearray|list|tuple|dict|set|frozenset|range|dict_keys|dict_values|dict_items|\
                        mappingproxy|memoryview|range_iterator|longrange_iterator|iterator|list_iterator|\
                        list_reverseiterator|tuple_iterator|\
                        reversed|str_ascii_iterator|str_iterator|bytes_iterator|bytearray_iterator|memory_iterator|\
                        dict_keyiterator|dict_valueiterator|dict_itemiterator|odict_iterator|set_iterator|enumerate|zip|map|filter|callable_iterator";

/// Sequences nested deeper than this are not searched for the reason of an error.
const MAX_DEPTH: usize = 64;

pub(crate) const NATIVES: &[NativeDef] = &[
    native("int|float|complex|str|bytes|bytearray|list|tuple", "__add__", BINARY, add),
    native(NUMBERS, "__radd__", BINARY, radd),
    native("int|float|complex|set|frozenset|dict_keys|dict_items", "__sub__", BINARY, sub),
    native("int|float|complex|set|frozenset|dict_keys|dict_items", "__rsub__", BINARY, rsub),
    native("int|float|complex|str|bytes|bytearray|list|tuple", "__mul__", BINARY, mul),
    native("int|float|complex|str|bytes|bytearray|list|tuple", "__rmul__", BINARY, rmul),
    native(NUMBERS, "__truediv__", BINARY, truediv),
    native(NUMBERS, "__rtruediv__", BINARY, rtruediv),
    native(REALS, "__floordiv__", BINARY, floordiv),
    native(REALS, "__rfloordiv__", BINARY, rfloordiv),
    native("int|float|str|bytes|bytearray", "__mod__", BINARY, modulo),
    native("int|float|str|bytes|bytearray", "__rmod__", BINARY, rmodulo),
    native("int", "__lshift__", BINARY, lshift),
    native("int", "__rlshift__", BINARY, rlshift),
    native("int", "__rshift__", BINARY, rshift),
    native("int", "__rrshift__", BINARY, rrshift),
    native("int", "__and__", BINARY, and),
    native("int", "__rand__", BINARY, rand),
    native("int", "__or__", BINARY, or),
    native("int", "__ror__", BINARY, ror),
    native("int", "__xor__", BINARY, xor),
    native("int", "__rxor__", BINARY, rxor),
    native(SETS, "__and__", BINARY, and),
    native(SETS, "__rand__", BINARY, rand),
    native(SETS, "__or__", BINARY, or),
    native(SETS, "__ror__", BINARY, ror),
    native(SETS, "__xor__", BINARY, xor),
    native(SETS, "__rxor__", BINARY, rxor),
    native("dict|mappingproxy|type|types.GenericAlias|NoneType", "__or__", BINARY, or),
    native("dict|mappingproxy|type|types.GenericAlias|NoneType", "__ror__", BINARY, ror),
    native("list|bytearray", "__iadd__", BINARY, iadd),
    native("list|bytearray", "__imul__", BINARY, imul),
    native("set|dict", "__ior__", BINARY, ior),
    native("set", "__iand__", BINARY, iand),
    native("set", "__isub__", BINARY, isub),
    native("set", "__ixor__", BINARY, ixor),
    native("_prelude", "_sequence_add", "sequence, other, /", concatenated),
    native("_prelude", "_sequence_mul", "sequence, count, /", repeated),
    native("_prelude", "_sequence_rmul", "sequence, count, /", repeated_reflected),
    native("_prelude", "_sequence_imul", "sequence, count, /", repeated_in_place),
    native(NUMBERS, "__neg__", UNARY, neg),
    native(NUMBERS, "__pos__", UNARY, pos),
    native("int", "__invert__", UNARY, invert),
    native("int|float|complex|NoneType", "__bool__", UNARY, bool_of),
    native(COMPARED, "__eq__", BINARY, eq),
    native(COMPARED, "__ne__", BINARY, ne),
    native(ORDERED, "__lt__", BINARY, lt),
    native(ORDERED, "__le__", BINARY, le),
    native(ORDERED, "__gt__", BINARY, gt),
    native(ORDERED, "__ge__", BINARY, ge),
    native(
        "int|float|complex|str|bytes|tuple|frozenset|range|slice|NoneType|code|method|builtin_function_or_method|\
         weakref.ReferenceType|types.GenericAlias",
        "__hash__",
        UNARY,
        hash,
    ),
    native(
        "str|bytes|bytearray|list|tuple|dict|set|frozenset|range|dict_keys|dict_values|dict_items|mappingproxy|memoryview",
        "__len__",
        UNARY,
        len,
    ),
    native("str|bytes|bytearray|list|tuple|dict|range|mappingproxy|memoryview", "__getitem__", "self, key, /", getitem),
    native("bytearray|list|dict|memoryview", "__setitem__", "self, key, value, /", setitem),
    native("bytearray|list|dict", "__delitem__", "self, key, /", delitem),
    native(
        "str|bytes|bytearray|list|tuple|dict|set|frozenset|range|dict_keys|dict_items|mappingproxy",
        "__contains__",
        "self, key, /",
        contains,
    ),
    native(ITERABLE, "__iter__", UNARY, iter),
    native(ITERATORS, "__next__", UNARY, next),
    native(
        "range_iterator|list_iterator|list_reverseiterator|tuple_iterator|reversed|bytes_iterator|bytearray_iterator|\
         dict_keyiterator|dict_valueiterator|dict_itemiterator|set_iterator",
        "__length_hint__",
        UNARY,
        length_hint,
    ),
    native("list|dict|range|dict_keys|dict_values|dict_items", "__reversed__", UNARY, reversed),
    native(
        "list_iterator|list_reverseiterator|tuple_iterator|reversed|str_ascii_iterator|str_iterator|bytes_iterator|\
         bytearray_iterator",
        "__setstate__",
        "self, state, /",
        setstate,
    ),
    native("_prelude", "_iterator_state", "iterator, /", iterator_state),
];

// ---- arithmetic

macro_rules! binary {
    ($( $forward:ident $reflected:ident $op:ident; )*) => {
        $(
            fn $forward(vm: &mut Vm, a: &[Value]) -> Native {
                operate(vm, BinaryOp::$op, a[0], a[1], a[0], a[1])
            }

            fn $reflected(vm: &mut Vm, a: &[Value]) -> Native {
                operate(vm, BinaryOp::$op, a[0], a[1], a[1], a[0])
            }
        )*
    };
}

binary! {
    concatenated radd Add;
    sub rsub Sub;
    truediv rtruediv TrueDiv;
    floordiv rfloordiv FloorDiv;
    modulo rmodulo Mod;
    lshift rlshift LShift;
    rshift rrshift RShift;
    and rand And;
    or ror Or;
    xor rxor Xor;
}

/// As a method sequences refuse what they cannot add; to the operator they say that they do not know how
/// ([`concatenated`]), since it has texts of its own and asks the right side first.
fn add(vm: &mut Vm, a: &[Value]) -> Native {
    match concatenated(vm, a)? {
        Value::NotImplemented if vm.repeats(a[0]) => Err(vm.unsupported(BinaryOp::Add, a[0], a[1], false)),
        sum => Ok(sum),
    }
}

fn mul(vm: &mut Vm, a: &[Value]) -> Native {
    refuse_count(vm, a, repeated_reflected)
}

fn rmul(vm: &mut Vm, a: &[Value]) -> Native {
    refuse_count(vm, a, repeated_reflected)
}

fn imul(vm: &mut Vm, a: &[Value]) -> Native {
    refuse_count(vm, a, repeated_in_place)
}

fn refuse_count(vm: &mut Vm, a: &[Value], multiply: NativeFn) -> Native {
    match multiply(vm, a)? {
        Value::NotImplemented if vm.repeats(a[0]) => Err(not_an_integer(vm, a[1])),
        product => Ok(product),
    }
}

fn repeated(vm: &mut Vm, a: &[Value]) -> Native {
    match operate(vm, BinaryOp::Mul, a[0], a[1], a[0], a[1])? {
        Value::NotImplemented => repeat_by_index(vm, a[0], a[1], "_repeat"),
        product => Ok(product),
    }
}

fn repeated_reflected(vm: &mut Vm, a: &[Value]) -> Native {
    match operate(vm, BinaryOp::Mul, a[0], a[1], a[1], a[0])? {
        Value::NotImplemented => repeat_by_index(vm, a[0], a[1], "_repeat_reflected"),
        product => Ok(product),
    }
}

/// `sequence * count` where the count has a user's `__index__`.
fn repeat_by_index(vm: &mut Vm, sequence: Value, count: Value, prelude: &str) -> Native {
    if vm.repeats(sequence) && !types::is_builtin(vm.class_of(count)) && has_index(vm, count) {
        return vm.call_prelude(prelude, vec![sequence, count]);
    }
    Ok(Value::NotImplemented)
}

macro_rules! in_place {
    ($( $name:ident $op:ident; )*) => {
        $(
            fn $name(vm: &mut Vm, a: &[Value]) -> Native {
                vm.native_in_place(BinaryOp::$op, a[0], a[1]).unwrap_or(Ok(Value::NotImplemented))
            }
        )*
    };
}

in_place! {
    iadd Add;
    repeated_in_place Mul;
    ior Or;
    iand And;
    isub Sub;
    ixor Xor;
}

/// `left op right` as a method of `receiver`: a number knows only its own kind and the narrower ones.
fn operate(vm: &mut Vm, op: BinaryOp, receiver: Value, other: Value, left: Value, right: Value) -> Native {
    if knows(vm, receiver, other)
        && let Some(result) = vm.native_binary(op, left, right)
    {
        return result;
    }
    Ok(Value::NotImplemented)
}

/// Do the methods of the one value understand the other, as far as numbers go?
pub(super) fn knows(vm: &Vm, receiver: Value, other: Value) -> bool {
    match number_rank(vm, receiver) {
        0 => true,
        rank => (1..=rank).contains(&number_rank(vm, other)),
    }
}

/// 1 for integers, 2 for floats, 3 for complex numbers, 0 for all else.
fn number_rank(vm: &Vm, v: Value) -> u32 {
    if vm.is_int(v) {
        1
    } else if vm.as_float(v).is_some() {
        2
    } else if vm.is_complex(v) {
        3
    } else {
        0
    }
}

fn neg(vm: &mut Vm, a: &[Value]) -> Native {
    unary(vm, UnaryOp::Neg, "__neg__", a[0])
}

fn pos(vm: &mut Vm, a: &[Value]) -> Native {
    unary(vm, UnaryOp::Pos, "__pos__", a[0])
}

fn invert(vm: &mut Vm, a: &[Value]) -> Native {
    unary(vm, UnaryOp::Invert, "__invert__", a[0])
}

fn unary(vm: &mut Vm, op: UnaryOp, name: &str, v: Value) -> Native {
    match vm.native_unary(op, v) {
        Some(result) => result,
        None => Err(wrong_receiver(vm, "int", name, v)),
    }
}

fn bool_of(vm: &mut Vm, a: &[Value]) -> Native {
    let v = a[0];
    let truth = match (vm.as_i64(v), vm.as_complex(v)) {
        (Some(i), _) => i != 0,
        (None, Some(c)) => c != (0.0, 0.0),
        (None, None) if v.is_none() => false,
        _ => return Err(wrong_receiver(vm, "int", "__bool__", v)),
    };
    Ok(Value::Bool(truth))
}

// ---- comparison

macro_rules! comparisons {
    ($( $name:ident $op:ident; )*) => {
        $(
            fn $name(vm: &mut Vm, a: &[Value]) -> Native {
                compare(vm, CompareOp::$op, a[0], a[1])
            }
        )*
    };
}

comparisons! {
    eq Eq;
    ne Ne;
    lt Lt;
    le Le;
    gt Gt;
    ge Ge;
}

fn compare(vm: &mut Vm, op: CompareOp, a: Value, b: Value) -> Native {
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    if number_rank(vm, a) > 0 {
        return Ok(compare_numbers(vm, op, a, b));
    }
    let (Value::Ref(x), Value::Ref(y)) = (a, b) else {
        return Ok(if equality && a.is_none() && b.is_none() {
            Value::Bool(op == CompareOp::Eq)
        } else {
            Value::NotImplemented
        });
    };
    let compared = match (vm.heap.payload(x), vm.heap.payload(y)) {
        (Payload::MemoryView(_), _) | (_, Payload::MemoryView(_)) => match vm.views_equal(x, y) {
            Some(equal) if equality => return Ok(Value::Bool(equal == (op == CompareOp::Eq))),
            _ => return Ok(Value::NotImplemented),
        },
        (Payload::Str(s), Payload::Str(t)) => Compared::Is(order_matches(op, s.data.as_bytes().cmp(t.data.as_bytes()))),
        (Payload::List(s), Payload::List(t)) => compare_sequences(vm, op, s, t)?,
        (Payload::Tuple(s), Payload::Tuple(t)) => compare_sequences(vm, op, s, t)?,
        (Payload::Slice(s), Payload::Slice(t)) => compare_sequences(vm, op, &s[..], &t[..])?,
        (Payload::Dict(_), Payload::Dict(_)) if equality => {
            return compare_plain(vm, op, a, b, "_dict_compare");
        }
        (Payload::Dict(_), _) => return Ok(Value::NotImplemented),
        (Payload::Set(_), Payload::Set(_)) => return compare_plain(vm, op, a, b, "_set_compare"),
        (Payload::DictView { kind, .. }, Payload::Set(_)) | (Payload::Set(_), Payload::DictView { kind, .. })
            if *kind != ViewKind::Values =>
        {
            return ask(vm, "_view_compare", a, b, op);
        }
        (Payload::DictView { .. }, Payload::DictView { kind, .. }) if *kind != ViewKind::Values => {
            return ask(vm, "_view_compare", a, b, op);
        }
        (Payload::MappingProxy(inner), _) if equality => {
            let inner = *inner;
            return ask(vm, "_compare", inner, b, op);
        }
        (p, q) if equality && std::mem::discriminant(p) == std::mem::discriminant(q) => vm.compare_native(op, a, b),
        _ => match (vm.as_bytes(a), vm.as_bytes(b)) {
            (Some(s), Some(t)) => Compared::Is(order_matches(op, s.cmp(t))),
            _ => return Ok(Value::NotImplemented),
        },
    };
    match compared {
        Compared::Is(truth) => Ok(Value::Bool(truth)),
        Compared::Unsupported => Ok(Value::NotImplemented),
        Compared::Ask if types::is_builtin(vm.class_of(a)) || vm.heap.as_sequence(a).is_some() => {
            ask(vm, "_sequence_compare", a, b, op)
        }
        Compared::Ask => Ok(Value::NotImplemented),
    }
}

fn compare_numbers(vm: &Vm, op: CompareOp, a: Value, b: Value) -> Value {
    if !knows(vm, a, b) {
        return Value::NotImplemented;
    }
    if vm.is_complex(a) {
        return match op {
            CompareOp::Eq => Value::Bool(vm.as_complex(a) == vm.as_complex(b)),
            CompareOp::Ne => Value::Bool(vm.as_complex(a) != vm.as_complex(b)),
            _ => Value::NotImplemented,
        };
    }
    match vm.compare_numbers(a, b) {
        Some(Some(order)) => Value::Bool(order_matches(op, order)),
        Some(None) => Value::Bool(op == CompareOp::Ne),
        None => Value::NotImplemented,
    }
}

/// The first items that differ decide, then the lengths.
fn compare_sequences(vm: &Vm, op: CompareOp, s: &[Value], t: &[Value]) -> Result<Compared, Signal> {
    if s.len() != t.len() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Compared::Is(op == CompareOp::Ne));
    }
    for (&x, &y) in s.iter().zip(t) {
        match vm.keys_equal(x, y) {
            KeyEq::Yes => {}
            // Raising is left to Python code too: it names the operands.
            KeyEq::No => {
                return Ok(match vm.compare_native(op, x, y) {
                    Compared::Unsupported => Compared::Ask,
                    known => known,
                });
            }
            KeyEq::Ask => return Ok(Compared::Ask),
        }
    }
    Ok(Compared::Is(order_matches(op, s.len().cmp(&t.len()))))
}

/// Compare two dicts or sets as if they were of the built-in class itself.
fn compare_plain(vm: &mut Vm, op: CompareOp, a: Value, b: Value, prelude: &str) -> Native {
    let plain = |vm: &Vm, v: Value| types::is_builtin(vm.class_of(v));
    if plain(vm, a)
        && plain(vm, b)
        && let Compared::Is(truth) = vm.compare_native(op, a, b)
    {
        return Ok(Value::Bool(truth));
    }
    ask(vm, prelude, a, b, op)
}

fn ask(vm: &mut Vm, prelude: &str, a: Value, b: Value, op: CompareOp) -> Native {
    let symbol = vm.heap.intern(comparison_names(op).2);
    vm.call_prelude(prelude, vec![a, b, Value::Ref(symbol)])
}

fn hash(vm: &mut Vm, a: &[Value]) -> Native {
    let v = plain_copy(vm, a[0]);
    match vm.hash_native(v) {
        Ok(hash) => Ok(Value::Int(hash)),
        Err(NoHash::Ask) => vm.call_prelude("_hash_contents", vec![v]),
        Err(NoHash::Unhashable(inner)) => Err(unhashable(vm, inner)),
    }
}

pub(super) fn unhashable(vm: &mut Vm, v: Value) -> Signal {
    let name = vm.type_name(v);
    vm.type_error(&format!("unhashable type: '{name}'"))
}

/// An immutable value of a user's class as one of the built-in class that it extends.
fn plain_copy(vm: &mut Vm, v: Value) -> Value {
    let Value::Ref(r) = v else { return v };
    if types::is_builtin(vm.heap.get(r).class) {
        return v;
    }
    let class = match vm.heap.payload(r) {
        Payload::Boxed(inner) => return *inner,
        Payload::Str(_) => types::STR,
        Payload::Bytes(_) => types::BYTES,
        Payload::Complex(_) => types::COMPLEX,
        Payload::Tuple(_) => types::TUPLE,
        Payload::Set(_) => types::FROZENSET,
        _ => return v,
    };
    let payload = vm.heap.payload(r).clone();
    vm.alloc(class, payload)
}

// ---- containers

fn len(vm: &mut Vm, a: &[Value]) -> Native {
    match vm.len_native(a[0])? {
        Some(n) => Ok(Value::Int(n as i64)),
        None if vm.class_of(a[0]) == types::MAPPING_PROXY => vm.call_prelude("_proxy_length", vec![a[0]]),
        None => Err(wrong_receiver(vm, "list", "__len__", a[0])),
    }
}

fn getitem(vm: &mut Vm, a: &[Value]) -> Native {
    match vm.get_item_native(a[0], a[1])? {
        Some(v) => Ok(v),
        None => vm.get_item_slow(a[0], a[1]),
    }
}

fn setitem(vm: &mut Vm, a: &[Value]) -> Native {
    if vm.set_item_native(a[0], a[1], a[2])?.is_some() {
        return Ok(Value::None);
    }
    match a[0] {
        Value::Ref(r) if vm.heap.as_dict(r).is_some() => vm.call_prelude("_dict_setitem", a.to_vec()),
        _ if vm.is_int(a[1]) => Err(vm.index_too_large(a[1])),
        _ if vm.is_slice(a[1]) || has_index(vm, a[1]) => vm.call_prelude("_setitem_by_index", a.to_vec()),
        _ => Err(vm.bad_index(a[0], a[1])),
    }
}

fn delitem(vm: &mut Vm, a: &[Value]) -> Native {
    if vm.delete_item_native(a[0], a[1])?.is_some() {
        return Ok(Value::None);
    }
    match a[0] {
        Value::Ref(r) if vm.heap.as_dict(r).is_some() => vm.call_prelude("_dict_delitem", a.to_vec()),
        _ if vm.is_int(a[1]) => Err(vm.index_too_large(a[1])),
        _ if vm.is_slice(a[1]) || has_index(vm, a[1]) => vm.call_prelude("_delitem_by_index", a.to_vec()),
        _ => Err(vm.bad_index(a[0], a[1])),
    }
}

fn contains(vm: &mut Vm, a: &[Value]) -> Native {
    match vm.contains_native(a[1], a[0])? {
        Some(found) => Ok(Value::Bool(found)),
        None => vm.call_prelude("_has", vec![a[0], a[1]]),
    }
}

fn iter(vm: &mut Vm, a: &[Value]) -> Native {
    match a[0] {
        Value::Ref(r) => vm.native_iter(r),
        v => Err(wrong_receiver(vm, "list", "__iter__", v)),
    }
}

fn next(vm: &mut Vm, a: &[Value]) -> Native {
    // Where Python code is needed for the items, a generator does the work.
    if let Value::Ref(r) = a[0]
        && matches!(vm.heap.payload(r), Payload::Generator(_))
    {
        return vm.call_resume(r, Resume::Send(Value::None));
    }
    match vm.iter_next_native(a[0])? {
        Some(Some(v)) => Ok(v),
        Some(None) => Err(vm.stop_iteration(Value::None)),
        None => Err(wrong_receiver(vm, "iterator", "__next__", a[0])),
    }
}

/// Put an iterator over a sequence to a place: before an item that is to come, or on the one that is to come backwards.
fn setstate(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(place) = vm.as_i64(a[1]) else {
        let given = vm.type_name(a[1]);
        return Err(vm.type_error(&format!("an integer is required (got type {given})")));
    };
    let Value::Ref(r) = a[0] else { return Ok(Value::None) };
    let source = match vm.heap.payload(r) {
        Payload::Iterator(state) => match **state {
            NativeIterator::List { list: source, .. }
            | NativeIterator::ListReversed { list: source, .. }
            | NativeIterator::Tuple { tuple: source, .. }
            | NativeIterator::TupleReversed { tuple: source, .. }
            | NativeIterator::Str { text: source, .. }
            | NativeIterator::Bytes { bytes: source, .. } => source,
            _ => return Ok(Value::None),
        },
        _ => return Ok(Value::None),
    };
    let len = vm.len_native(Value::Ref(source))?.unwrap_or(0) as i64;
    let at = place.clamp(0, len) as usize;
    let offset = vm.heap.text(source).char_indices().nth(at).map_or(vm.heap.text(source).len(), |(offset, _)| offset);
    if let Payload::Iterator(state) = vm.heap.payload_mut(r) {
        match &mut **state {
            NativeIterator::List { index, .. }
            | NativeIterator::Tuple { index, .. }
            | NativeIterator::Bytes { index, .. } => *index = at,
            NativeIterator::Str { offset: to, .. } => *to = offset,
            NativeIterator::ListReversed { remaining, .. } | NativeIterator::TupleReversed { remaining, .. } => {
                *remaining = place.saturating_add(1).clamp(0, len) as usize;
            }
            _ => {}
        }
    }
    Ok(Value::None)
}

/// In the prelude: where a built-in iterator stands, as a tuple that begins with a word for its kind; None for other
/// objects and for generators as such.
fn iterator_state(vm: &mut Vm, a: &[Value]) -> Native {
    let Value::Ref(r) = a[0] else { return Ok(Value::None) };
    let state = match vm.heap.payload(r) {
        Payload::Iterator(state) => (**state).clone(),
        Payload::Generator(g) if vm.heap.get(r).class != types::GENERATOR && g.kind == GeneratorKind::Generator => {
            let name = vm.codes[g.code as usize].code.name.to_string();
            let variables = vm.generator_variables(r);
            let parts = vec![vm.str("generator"), vm.str(name), variables];
            return Ok(vm.tuple(parts));
        }
        _ => return Ok(Value::None),
    };
    let count = |n: usize| Value::Int(n as i64);
    let (kind, parts) = match state {
        NativeIterator::Done => ("done", Vec::new()),
        NativeIterator::Range { next, remaining, step } => {
            // What is to come is a range again.
            let steps = vm.int_mul(Value::Int(step), Value::Int(remaining as i64));
            let stop = steps.and_then(|steps| vm.int_add(Value::Int(next), steps)).unwrap_or(Value::Int(next));
            let range = RangeData { start: Value::Int(next), stop, step: Value::Int(step) };
            ("range", vec![vm.alloc(types::RANGE, Payload::Range(Box::new(range)))])
        }
        NativeIterator::List { list: source, index }
        | NativeIterator::Tuple { tuple: source, index }
        | NativeIterator::Bytes { bytes: source, index } => ("forward", vec![Value::Ref(source), count(index)]),
        NativeIterator::Str { text, offset } => {
            let index = vm.heap.text(text).get(..offset).map_or(0, |before| before.chars().count());
            ("forward", vec![Value::Ref(text), count(index)])
        }
        NativeIterator::ListReversed { list: source, remaining }
        | NativeIterator::TupleReversed { tuple: source, remaining } => {
            ("backward", vec![Value::Ref(source), count(remaining)])
        }
        NativeIterator::Dict { .. }
        | NativeIterator::DictReversed { .. }
        | NativeIterator::Ordered(_)
        | NativeIterator::Set { .. } => {
            // What is still to come; the iterator itself stays where it is.
            let class = vm.heap.get(r).class;
            let copy = vm.alloc(class, Payload::Iterator(Box::new(state)));
            let mut items = Vec::new();
            while let Some(Some(item)) = vm.iter_next_native(copy)? {
                items.push(item);
            }
            ("rest", vec![vm.list(items)])
        }
        NativeIterator::Enumerate { source, count } => ("enumerate", vec![source, Value::Int(count)]),
        NativeIterator::Zip { sources, strict } => {
            let sources = vm.tuple(sources);
            ("zip", vec![sources, Value::Bool(strict)])
        }
    };
    let kind = vm.str(kind);
    Ok(vm.tuple(std::iter::once(kind).chain(parts).collect::<Vec<_>>()))
}

fn length_hint(vm: &mut Vm, a: &[Value]) -> Native {
    let Value::Ref(r) = a[0] else { return Ok(Value::NotImplemented) };
    let Payload::Iterator(state) = vm.heap.payload(r) else { return Ok(Value::NotImplemented) };
    let source_len = |vm: &mut Vm, source: Ref| vm.len_native(Value::Ref(source)).map(|n| n.unwrap_or(0) as usize);
    let left = match **state {
        NativeIterator::Range { remaining, .. } => usize::try_from(remaining).unwrap_or(usize::MAX),
        NativeIterator::ListReversed { remaining, .. } | NativeIterator::TupleReversed { remaining, .. } => remaining,
        NativeIterator::List { list, index } => source_len(vm, list)?.saturating_sub(index),
        NativeIterator::Tuple { tuple, index } => source_len(vm, tuple)?.saturating_sub(index),
        NativeIterator::Bytes { bytes, index } => source_len(vm, bytes)?.saturating_sub(index),
        // Nothing, as far as one can say, of what has changed meanwhile.
        NativeIterator::Dict { dict, len, left, .. } => {
            vm.heap.as_dict(dict).filter(|d| d.len() == len).map_or(0, |_| left)
        }
        NativeIterator::DictReversed { dict, position, len, .. } => {
            let same = vm.heap.as_dict(dict).filter(|d| d.len() == len);
            same.map_or(0, |d| (0..position).filter(|&i| d.entry(i).is_some()).count())
        }
        NativeIterator::Set { set, position, len } => match vm.heap.payload(set) {
            Payload::Set(s) if s.len() == len => {
                std::iter::successors(s.next_from(position), |(at, ..)| s.next_from(*at)).count()
            }
            _ => 0,
        },
        _ => 0,
    };
    Ok(Value::Int(left as i64))
}

fn reversed(vm: &mut Vm, a: &[Value]) -> Native {
    match reverse_iterator(vm, a[0])? {
        Some(iterator) => Ok(iterator),
        None => Err(wrong_receiver(vm, "list", "__reversed__", a[0])),
    }
}

/// An iterator from the end of a built-in sequence or dict; `None` for other objects.
pub(super) fn reverse_iterator(vm: &mut Vm, v: Value) -> Result<Option<Value>, Signal> {
    let Value::Ref(r) = v else { return Ok(None) };
    let backwards = |vm: &Vm, dict: Ref, kind: ViewKind| {
        let (position, len) = vm.heap.as_dict(dict).map_or((0, 0), |d| (d.slots(), d.len()));
        NativeIterator::DictReversed { dict, position, len, kind }
    };
    let (class, state) = match vm.heap.payload(r) {
        Payload::List(items) => {
            (types::LIST_REVERSE_ITERATOR, NativeIterator::ListReversed { list: r, remaining: items.len() })
        }
        Payload::Tuple(items) => (types::REVERSED, NativeIterator::TupleReversed { tuple: r, remaining: items.len() }),
        Payload::Dict(_) if vm.is_ordered(r) => {
            (types::ORDERED_ITERATOR, NativeIterator::Ordered(vm.ordered_iterator(r, ViewKind::Keys, true)))
        }
        Payload::DictView { dict, kind } if vm.is_ordered(*dict) => {
            (types::ORDERED_ITERATOR, NativeIterator::Ordered(vm.ordered_iterator(*dict, *kind, true)))
        }
        Payload::Dict(_) => (types::DICT_KEY_ITERATOR, backwards(vm, r, ViewKind::Keys)),
        Payload::DictView { dict, kind } => {
            let class = match kind {
                ViewKind::Keys => types::DICT_KEY_ITERATOR,
                ViewKind::Values => types::DICT_VALUE_ITERATOR,
                ViewKind::Items => types::DICT_ITEM_ITERATOR,
            };
            (class, backwards(vm, *dict, *kind))
        }
        Payload::MappingProxy(inner) => {
            let inner = *inner;
            return match reverse_iterator(vm, inner)? {
                Some(iterator) => Ok(Some(iterator)),
                None => Err(asked(vm.call_prelude("_proxy_reversed", vec![v]))),
            };
        }
        Payload::Str(_) | Payload::Bytes(_) | Payload::ByteArray(_) => {
            // Their items are made one by one, so a tuple of them stands in.
            let Some(items) = vm.native_items(v) else { return Ok(None) };
            let remaining = items.len();
            let tuple = vm.heap.tuple_ref(items);
            (types::REVERSED, NativeIterator::TupleReversed { tuple, remaining })
        }
        Payload::Range(range) => {
            let range = range.clone();
            let remaining = vm.range_len(&range);
            let last = vm.int_mul(range.step, Value::Int(remaining as i64 - 1));
            let last = last.and_then(|offset| vm.int_add(range.start, offset));
            match (last, vm.as_i64(range.step).and_then(i64::checked_neg)) {
                (Some(Value::Int(next)), Some(step)) => {
                    (types::RANGE_ITERATOR, NativeIterator::Range { next, remaining, step })
                }
                _ => return Err(asked(vm.call_prelude("_big_range_reversed", vec![v]))),
            }
        }
        _ => return Ok(None),
    };
    Ok(Some(vm.alloc(class, Payload::Iterator(Box::new(state)))))
}

impl Vm {
    /// Raise the error for two values of built-in types that have no order; within sequences it names
    /// the items that were to decide.
    pub(crate) fn not_ordered(&mut self, op: CompareOp, a: Value, b: Value) -> Signal {
        let (mut a, mut b) = (a, b);
        // Sequences may hold themselves.
        for _ in 0..MAX_DEPTH {
            let (Some(s), Some(t)) = (self.heap.as_sequence(a), self.heap.as_sequence(b)) else { break };
            let different = s.iter().zip(t).find(|&(&x, &y)| self.keys_equal(x, y) != KeyEq::Yes);
            match different {
                Some((&x, &y)) if self.class_of(a) == self.class_of(b) => (a, b) = (x, y),
                _ => break,
            }
        }
        let (left, right) = (self.type_name(a), self.type_name(b));
        let symbol = comparison_names(op).2;
        self.type_error(&format!("'{symbol}' not supported between instances of '{left}' and '{right}'"))
    }
}
