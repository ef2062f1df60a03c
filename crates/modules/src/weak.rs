//! Natives of `weakref`: references that do not keep their objects alive.
//!
//! A weak reference is cleared when its object is seen to be dropped, or found by the collector.
//!
//! Reference: <https://docs.python.org/3/library/weakref.html>.

use weft_vm::{Native, NativeDef, Payload, Value, Vm, WeakRefData, types};

use crate::support::native;

/// May there be weak references to such an object?
fn allows(vm: &Vm, v: Value) -> bool {
    let Value::Ref(r) = v else { return false };
    match vm.heap.payload(r) {
        // What has items of its own behind it has no room for references, not even in a class of the program's.
        Payload::Bytes(_)
        | Payload::BigInt(_)
        | Payload::Tuple(_)
        | Payload::Range(_)
        | Payload::Slice(_)
        | Payload::Cell(_)
        | Payload::Iterator(_) => false,
        Payload::Boxed(Value::Int(_) | Value::Ref(_) | Value::Bool(_)) => false,
        Payload::List(_)
        | Payload::Dict(_)
        | Payload::ByteArray(_)
        | Payload::Str(_)
        | Payload::Complex(_)
        | Payload::WeakRef(_)
        | Payload::Boxed(_) => !types::is_builtin(vm.object(r).class) && vm.has_weakref(vm.object(r).class),
        // A class whose classes all say what their instances hold, and none of them `__weakref__`.
        Payload::Instance => vm.has_weakref(vm.object(r).class),
        _ => true,
    }
}

fn target(vm: &Vm, reference: Value) -> Value {
    let Value::Ref(r) = reference else { return Value::Unbound };
    match vm.heap.payload(r) {
        Payload::WeakRef(w) => w.target,
        _ => Value::Unbound,
    }
}

/// Weak references to an object, of any class, that somebody has.
fn references(vm: &mut Vm, object: Value) -> Vec<Value> {
    let to_object = |p: &Payload| matches!(p, Payload::WeakRef(w) if w.target.is(object));
    let found: Vec<_> = vm.heap.objects().filter(|(_, o)| to_object(&o.payload)).map(|(r, _)| r).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let in_use = vm.reachable_by_instructions(true);
    found.into_iter().filter(|r| in_use[r.index()]).map(Value::Ref).collect()
}

fn new(vm: &mut Vm, args: &[Value]) -> Native {
    let class = args[0].as_ref().unwrap_or(types::WEAKREF);
    if !allows(vm, args[1]) {
        let name = vm.type_name(args[1]);
        return Err(vm.type_error(&format!("cannot create weak reference to '{name}' object")));
    }
    let callback = args[2].or(Value::None);
    if let (Value::Ref(target), true, types::WEAKREF) = (args[1], callback.is_none(), class) {
        vm.weakly_referenced(args[1]);
        return Ok(vm.heap.plain_reference(target));
    }
    vm.weakly_referenced(args[1]);
    let data = WeakRefData { target: args[1], callback, hash: None };
    Ok(vm.alloc(class, Payload::WeakRef(Box::new(data))))
}

fn init(_vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::None)
}

fn call(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(target(vm, args[0]).or(Value::None))
}

fn callback(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(r) = args[0] else { return Ok(Value::None) };
    Ok(match vm.heap.payload(r) {
        Payload::WeakRef(w) if !w.target.is_unbound() => w.callback,
        _ => Value::None,
    })
}

fn count(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Int(references(vm, args[0]).len() as i64))
}

fn list(vm: &mut Vm, args: &[Value]) -> Native {
    let found = references(vm, args[0]);
    Ok(vm.list(found))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("weakref.ReferenceType", "__new__", "type, object, callback=None, /", new),
    native("weakref.ReferenceType", "__init__", "self, object, callback=None, /", init),
    native("weakref.ReferenceType", "__call__", "self, /", call),
    native("weakref.ReferenceType", "__callback__", "get self", callback),
    native("_weakref", "getweakrefcount", "object, /", count),
    native("_weakref", "getweakrefs", "object, /", list),
];
