//! Natives of `gc`.
//!
//! Reference: <https://docs.python.org/3/library/gc.html>.

use weft_vm::{Native, NativeDef, Ref, Value, Vm};

use crate::support::native;

/// Collect at the next safe point, which is before the next instruction that can see the difference.
fn collect(vm: &mut Vm, _args: &[Value]) -> Native {
    vm.heap.request_collection();
    Ok(Value::Int(0))
}

fn enable(vm: &mut Vm, _args: &[Value]) -> Native {
    vm.gc_enabled = true;
    Ok(Value::None)
}

fn disable(vm: &mut Vm, _args: &[Value]) -> Native {
    vm.gc_enabled = false;
    Ok(Value::None)
}

fn enabled(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Bool(vm.gc_enabled))
}

/// The objects that an object refers to, in the order in which it holds them.
fn referents_of(vm: &Vm, object: Value) -> Vec<Value> {
    let mut found = Vec::new();
    if let Value::Ref(r) = object {
        let object = vm.object(r);
        object.payload.trace(&mut |v| {
            if matches!(v, Value::Ref(r) if r != Ref::NONE) {
                found.push(v);
            }
        });
        found.extend(object.dict.get().map(Value::Ref));
    }
    found
}

fn get_referents(vm: &mut Vm, args: &[Value]) -> Native {
    let objects = crate::support::items(vm, args[0]);
    let found = objects.into_iter().flat_map(|o| referents_of(vm, o)).collect();
    Ok(vm.list(found))
}

fn get_referrers(vm: &mut Vm, args: &[Value]) -> Native {
    let objects = crate::support::items(vm, args[0]);
    let all: Vec<Value> = vm.heap.objects().map(|(r, _)| Value::Ref(r)).collect();
    let refers = |holder: &Value| referents_of(vm, *holder).iter().any(|v| objects.iter().any(|o| o.is(*v)));
    let found = all.into_iter().filter(refers).filter(|holder| !holder.is(args[0])).collect();
    Ok(vm.list(found))
}

/// All objects that may hold others.
fn get_objects(vm: &mut Vm, _args: &[Value]) -> Native {
    let all = vm.heap.objects().map(|(r, _)| Value::Ref(r)).collect();
    Ok(vm.list(all))
}

fn is_finalized(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Bool(matches!(args[0], Value::Ref(r) if vm.heap.is_finalized(r))))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("gc", "collect", "generation=2", collect),
    native("gc", "is_finalized", "object, /", is_finalized),
    native("gc", "enable", "", enable),
    native("gc", "disable", "", disable),
    native("gc", "enabled", "", enabled),
    native("gc", "get_referents", "*objects", get_referents),
    native("gc", "get_referrers", "*objects", get_referrers),
    native("gc", "get_objects", "generation=None", get_objects),
];
