//! Generic aliases (`list[int]`).
//!
//! Reference: <https://docs.python.org/3/library/stdtypes.html#types-genericalias>.

use crate::{
    natives::{Native, NativeDef, NativeFn},
    object::Payload,
    types,
    value::{Ref, Value},
    vm::Vm,
};

fn alias_new(vm: &mut Vm, args: &[Value]) -> Native {
    let arguments = match vm.heap.as_tuple(args[2]) {
        Some(_) => args[2].as_ref().unwrap_or(Ref::NONE),
        None => vm.heap.tuple_ref(vec![args[2]]),
    };
    let class = args[0].as_ref().unwrap_or(types::GENERIC_ALIAS);
    Ok(vm.alloc(class, Payload::GenericAlias { origin: args[1], arguments }))
}

fn parts(vm: &Vm, alias: Value) -> (Value, Value) {
    match alias {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::GenericAlias { origin, arguments } => (*origin, Value::Ref(*arguments)),
            _ => (Value::None, Value::None),
        },
        _ => (Value::None, Value::None),
    }
}

fn origin(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(parts(vm, args[0]).0)
}

fn arguments(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(parts(vm, args[0]).1)
}

fn parameters(vm: &mut Vm, args: &[Value]) -> Native {
    let arguments = parts(vm, args[0]).1;
    vm.call_prelude("_alias_parameters", vec![arguments])
}

fn unpacked(_vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Bool(false))
}

fn mro_entries(vm: &mut Vm, args: &[Value]) -> Native {
    let origin = parts(vm, args[0]).0;
    Ok(vm.tuple(vec![origin]))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Native {
    let (origin, arguments) = parts(vm, args[0]);
    let class = Value::Ref(types::GENERIC_ALIAS);
    let made_from = vm.tuple(vec![origin, arguments]);
    Ok(vm.tuple(vec![class, made_from]))
}

const fn def(name: &'static str, signature: &'static str, function: NativeFn) -> NativeDef {
    NativeDef { owner: "types.GenericAlias", name, signature, function }
}

pub(crate) const NATIVES: &[NativeDef] = &[
    def("__new__", "type, origin, args, /", alias_new),
    def("__origin__", "get self", origin),
    def("__args__", "get self", arguments),
    def("__parameters__", "get self", parameters),
    def("__unpacked__", "get self", unpacked),
    def("__mro_entries__", "self, bases, /", mro_entries),
    def("__reduce__", "self, /", reduce),
];
