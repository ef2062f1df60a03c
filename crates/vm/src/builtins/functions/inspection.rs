//! `isinstance`, `issubclass`, `callable`, `hash`, `id`, `dir`, `vars`, `repr`, `ascii`, `format`, `len`.

use num_bigint::BigInt;

use super::arguments::native;
use crate::{
    builtins::operators::unhashable,
    hash::NoHash,
    names,
    natives::{Native, NativeDef},
    object::Payload,
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("builtins", "isinstance", "obj, class_or_tuple, /", isinstance),
    native("builtins", "issubclass", "cls, class_or_tuple, /", issubclass),
    native("builtins", "callable", "obj, /", callable),
    native("builtins", "hash", "obj, /", hash),
    native("builtins", "id", "obj, /", id),
    native("builtins", "len", "obj, /", len),
    native("builtins", "repr", "obj, /", repr),
    native("builtins", "ascii", "obj, /", ascii),
    native("_prelude", "_to_ascii", "text, /", to_ascii),
    native("builtins", "format", "value, format_spec='', /", format),
    native("builtins", "dir", "object=None, /", dir),
    native("builtins", "vars", "object=None, /", vars),
];

/// Tuples of classes nested deeper than this are left to Python code.
const MAX_NESTING: u32 = 20;

fn isinstance(vm: &mut Vm, a: &[Value]) -> Native {
    let class = vm.class_of(a[0]);
    match one_of(vm, class, a[1], names::__instancecheck__, 0) {
        Some(answer) => Ok(Value::Bool(answer)),
        None => vm.call_prelude("_isinstance", vec![a[0], a[1]]),
    }
}

fn issubclass(vm: &mut Vm, a: &[Value]) -> Native {
    if let Value::Ref(class) = a[0]
        && vm.is_type(a[0])
        && let Some(answer) = one_of(vm, class, a[1], names::__subclasscheck__, 0)
    {
        return Ok(Value::Bool(answer));
    }
    vm.call_prelude("_issubclass", vec![a[0], a[1]])
}

/// Is a class among others, or under one of them? `None`: Python code has to answer, or raise.
fn one_of(vm: &mut Vm, class: Ref, others: Value, hook: Ref, depth: u32) -> Option<bool> {
    let Value::Ref(other) = others else { return None };
    match vm.heap.payload(other) {
        Payload::Type(_) => {
            let metaclass = vm.heap.get(other).class;
            if class == other && hook == names::__instancecheck__ {
                return Some(true);
            }
            if metaclass != types::TYPE
                && let Some(method) = vm.lookup(metaclass, hook)
                && !vm.is_native(method)
            {
                return None;
            }
            let answer = vm.is_subclass(class, other);
            // An instance may claim another class by an attribute `__class__` of its own.
            if !answer && hook == names::__instancecheck__ && has_own_class_attribute(vm, class) {
                return None;
            }
            Some(answer)
        }
        Payload::Tuple(items) if depth < MAX_NESTING => {
            let items = items.clone();
            for &item in items.iter() {
                if one_of(vm, class, item, hook, depth + 1)? {
                    return Some(true);
                }
            }
            Some(false)
        }
        _ => None,
    }
}

fn has_own_class_attribute(vm: &mut Vm, class: Ref) -> bool {
    if types::is_builtin(class) {
        return false;
    }
    let own = match vm.lookup(class, names::__class__) {
        Some(Value::Ref(attribute)) => !matches!(vm.heap.payload(attribute), Payload::GetSet { .. }),
        _ => false,
    };
    own || vm.lookup(class, names::__getattribute__).is_some_and(|m| !vm.is_native(m))
}

fn callable(vm: &mut Vm, a: &[Value]) -> Native {
    let Value::Ref(r) = a[0] else { return Ok(Value::Bool(false)) };
    let answer = match vm.heap.payload(r) {
        Payload::Function(_)
        | Payload::Native(_)
        | Payload::BoundNative { .. }
        | Payload::BoundMethod(_)
        | Payload::Type(_)
        | Payload::GenericAlias { .. }
        | Payload::StaticMethod(_) => true,
        _ => {
            let class = vm.heap.get(r).class;
            vm.lookup(class, names::__call__).is_some()
        }
    };
    Ok(Value::Bool(answer))
}

fn hash(vm: &mut Vm, a: &[Value]) -> Native {
    match vm.hash_native(a[0]) {
        Ok(hash) => Ok(Value::Int(hash)),
        Err(NoHash::Ask) => vm.call_prelude("_hash", vec![a[0]]),
        Err(NoHash::Unhashable(v)) => Err(unhashable(vm, v)),
    }
}

fn id(vm: &mut Vm, a: &[Value]) -> Native {
    // Objects have even numbers from `Vm::address`; the values that are none get numbers of other
    // residues, so that two values have the same identity exactly when `is` holds.
    let odd = |number: u64, residue: i32| BigInt::from(number) * 16 + residue;
    let number = match a[0] {
        Value::Ref(r) => return Ok(Value::Int(vm.address(r) as i64)),
        Value::Unbound => odd(0x1_0000, 8),
        Value::None => odd(0x1_0001, 8),
        Value::NotImplemented => odd(0x1_0002, 8),
        Value::Ellipsis => odd(0x1_0003, 8),
        Value::Bool(b) => odd(0x1_0004 + u64::from(b), 8),
        Value::Int(i) => odd(i as u64, 4),
        Value::Float(f) => odd(f.to_bits(), 12),
    };
    Ok(vm.int_value(number))
}

fn len(vm: &mut Vm, a: &[Value]) -> Native {
    let class = vm.class_of(a[0]);
    let own = match vm.lookup(class, names::__len__) {
        _ if types::is_builtin(class) => true,
        Some(method) => vm.is_native(method),
        None => false,
    };
    if own && let Some(n) = vm.len_native(a[0])? {
        // So many items only a range can have.
        if n >= i64::MAX as u64 {
            return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
        }
        return Ok(Value::Int(n as i64));
    }
    vm.call_prelude("_len", vec![a[0]])
}

fn repr(vm: &mut Vm, a: &[Value]) -> Native {
    vm.repr_value(a[0])
}

fn ascii(vm: &mut Vm, a: &[Value]) -> Native {
    match vm.repr_native(a[0]) {
        Some(text) => {
            let escaped = crate::format::to_ascii(&text);
            Ok(vm.str(escaped))
        }
        None => vm.call_prelude("_ascii", vec![a[0]]),
    }
}

fn to_ascii(vm: &mut Vm, a: &[Value]) -> Native {
    let escaped = crate::format::to_ascii(vm.heap.as_str(a[0]).unwrap_or_default());
    Ok(vm.str(escaped))
}

fn format(vm: &mut Vm, a: &[Value]) -> Native {
    let spec = match a[1].bound() {
        None => String::new(),
        Some(spec) => match vm.heap.as_str(spec) {
            Some(text) => text.to_owned(),
            None => {
                let name = if spec.is_none() { "None".to_owned() } else { vm.type_name(spec) };
                return Err(vm.type_error(&format!("format() argument 2 must be str, not {name}")));
            }
        },
    };
    if let Some(result) = crate::format::format_native(vm, a[0], &spec) {
        return result;
    }
    let spec = vm.str(spec);
    vm.call_prelude("_format", vec![a[0], spec])
}

fn dir(vm: &mut Vm, a: &[Value]) -> Native {
    match a[0].bound() {
        Some(object) => vm.call_prelude("_dir", vec![object]),
        None => {
            let locals = caller_function(vm, "locals")?;
            vm.call_prelude("_sorted_keys", vec![locals])
        }
    }
}

fn vars(vm: &mut Vm, a: &[Value]) -> Native {
    match a[0].bound() {
        Some(object) => vm.call_prelude("_vars", vec![object]),
        None => caller_function(vm, "locals"),
    }
}

/// The result of a built-in function that looks at the frame of its caller, which is ours too.
fn caller_function(vm: &mut Vm, name: &str) -> Native {
    let name = vm.heap.intern(name);
    let function = vm.heap.get_name(vm.builtins, name);
    match function {
        Some(Value::Ref(r)) => match *vm.heap.payload(r) {
            Payload::Native(number) => vm.call_native(number, &[], &[]),
            _ => Ok(Value::None),
        },
        _ => Ok(Value::None),
    }
}
