//! `getattr`, `hasattr`, `setattr`, `delattr`.

use super::arguments::native;
use crate::{
    names,
    natives::{Native, NativeDef, Signal},
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("builtins", "getattr", "object, name, default=None, /", getattr),
    native("builtins", "hasattr", "object, name, /", hasattr),
    native("builtins", "setattr", "object, name, value, /", setattr),
    native("builtins", "delattr", "object, name, /", delattr),
];

fn name_argument(vm: &mut Vm, v: Value) -> Result<Ref, Signal> {
    match v {
        Value::Ref(r) if vm.heap.as_str(v).is_some() => Ok(vm.heap.intern_object(r)),
        _ => {
            let name = vm.type_name(v);
            Err(vm.type_error(&format!("attribute name must be string, not '{name}'")))
        }
    }
}

/// What a look-up that must not raise came to.
enum Found {
    Value(Value),
    Nothing,
    /// Python code has to look.
    Ask,
}

fn find(vm: &mut Vm, object: Value, name: Ref) -> Result<Found, Signal> {
    let class = vm.class_of(object);
    if vm.lookup(class, names::__getattr__).is_some() || !vm.has_default_getattribute(class) {
        return Ok(Found::Ask);
    }
    match vm.find_attr(object, name) {
        Ok(Some(v)) => Ok(Found::Value(v)),
        Ok(None) => Ok(Found::Nothing),
        Err(Signal::Raise) if vm.is_instance(vm.thread.raised, types::ATTRIBUTE_ERROR) => {
            vm.thread.raised = Value::Unbound;
            Ok(Found::Nothing)
        }
        Err(Signal::Call) => Ok(Found::Ask),
        Err(s) => Err(s),
    }
}

fn getattr(vm: &mut Vm, a: &[Value]) -> Native {
    let name = name_argument(vm, a[1])?;
    let Some(default) = a[2].bound() else { return vm.get_attr(a[0], name) };
    match find(vm, a[0], name)? {
        Found::Value(v) => Ok(v),
        Found::Nothing => Ok(default),
        Found::Ask => vm.call_prelude("_getattr_or", vec![a[0], Value::Ref(name), default]),
    }
}

fn hasattr(vm: &mut Vm, a: &[Value]) -> Native {
    let name = name_argument(vm, a[1])?;
    match find(vm, a[0], name)? {
        Found::Value(_) => Ok(Value::Bool(true)),
        Found::Nothing => Ok(Value::Bool(false)),
        Found::Ask => vm.call_prelude("_hasattr", vec![a[0], Value::Ref(name)]),
    }
}

fn setattr(vm: &mut Vm, a: &[Value]) -> Native {
    let name = name_argument(vm, a[1])?;
    vm.set_attr(a[0], name, a[2])?;
    Ok(Value::None)
}

fn delattr(vm: &mut Vm, a: &[Value]) -> Native {
    let name = name_argument(vm, a[1])?;
    vm.delete_attr(a[0], name)?;
    Ok(Value::None)
}
