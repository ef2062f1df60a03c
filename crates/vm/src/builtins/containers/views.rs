//! Views of dictionaries, and `mappingproxy`.

use crate::{
    builtins::functions::arguments::{native, wrong_receiver},
    natives::{Native, NativeDef},
    object::{Payload, ViewKind},
    types,
    value::Value,
    vm::Vm,
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("dict_keys|dict_values|dict_items", "mapping", "get self", mapping),
    native("dict_keys|dict_items", "isdisjoint", "self, other, /", isdisjoint),
    native("mappingproxy", "__new__", "type, mapping", new_proxy),
    native("mappingproxy", "get", "self, key, default=None, /", get),
    native("mappingproxy", "keys", "self, /", keys),
    native("mappingproxy", "values", "self, /", values),
    native("mappingproxy", "items", "self, /", items),
    native("mappingproxy", "copy", "self, /", copy),
];

fn mapping(vm: &mut Vm, a: &[Value]) -> Native {
    match a[0] {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::DictView { dict, .. } => {
                let dict = Value::Ref(*dict);
                Ok(vm.alloc(types::MAPPING_PROXY, Payload::MappingProxy(dict)))
            }
            _ => Err(wrong_receiver(vm, "dict_keys", "mapping", a[0])),
        },
        v => Err(wrong_receiver(vm, "dict_keys", "mapping", v)),
    }
}

fn isdisjoint(vm: &mut Vm, a: &[Value]) -> Native {
    if let Value::Ref(r) = a[0]
        && let Payload::DictView { dict, kind: ViewKind::Keys } = vm.heap.payload(r)
    {
        let dict = *dict;
        if let Some(others) = vm.native_items(a[1]) {
            for (i, &other) in others.iter().enumerate() {
                match vm.find_in_dict(dict, other)? {
                    Some(Some(_)) => return Ok(Value::Bool(false)),
                    Some(None) => {}
                    None => {
                        let rest = vm.list(others[i..].to_vec());
                        return vm.call_prelude("_view_isdisjoint", vec![a[0], rest]);
                    }
                }
            }
            return Ok(Value::Bool(true));
        }
    }
    vm.call_prelude("_view_isdisjoint", vec![a[0], a[1]])
}

fn new_proxy(vm: &mut Vm, a: &[Value]) -> Native {
    // Never a proxy of a proxy: what goes through them would have to go as deep as they are nested.
    if let Some(mapping) = mapping_behind(vm, a[1]) {
        return Ok(vm.alloc(types::MAPPING_PROXY, Payload::MappingProxy(mapping)));
    }
    let class = vm.class_of(a[1]);
    let getitem = crate::names::__getitem__;
    let sequence = vm.heap.as_sequence(a[1]).is_some() || vm.heap.as_text(a[1]).is_some();
    if sequence || vm.lookup(class, getitem).is_none() {
        let name = vm.type_name(a[1]);
        return Err(vm.type_error(&format!("mappingproxy() argument must be a mapping, not {name}")));
    }
    Ok(vm.alloc(types::MAPPING_PROXY, Payload::MappingProxy(a[1])))
}

fn mapping_behind(vm: &Vm, proxy: Value) -> Option<Value> {
    match proxy {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::MappingProxy(mapping) => Some(*mapping),
            _ => None,
        },
        _ => None,
    }
}

/// Call a method of the mapping behind a proxy in its place.
fn forward(vm: &mut Vm, proxy: Value, method: &str, args: Vec<Value>) -> Native {
    let Some(mapping) = mapping_behind(vm, proxy) else {
        return Err(wrong_receiver(vm, "mappingproxy", method, proxy));
    };
    let name = vm.heap.intern(method);
    let (function, receiver) = vm.load_method(mapping, name)?;
    let all = receiver.bound().into_iter().chain(args).collect();
    vm.call(function, all)
}

fn get(vm: &mut Vm, a: &[Value]) -> Native {
    let default = a[2].or(Value::None);
    forward(vm, a[0], "get", vec![a[1], default])
}

fn keys(vm: &mut Vm, a: &[Value]) -> Native {
    forward(vm, a[0], "keys", Vec::new())
}

fn values(vm: &mut Vm, a: &[Value]) -> Native {
    forward(vm, a[0], "values", Vec::new())
}

fn items(vm: &mut Vm, a: &[Value]) -> Native {
    forward(vm, a[0], "items", Vec::new())
}

fn copy(vm: &mut Vm, a: &[Value]) -> Native {
    forward(vm, a[0], "copy", Vec::new())
}
