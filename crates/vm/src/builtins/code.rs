//! `code.replace()`: <https://docs.python.org/3/reference/datamodel.html#codeobject.replace>.

use std::sync::Arc;

use weft_code::Source;

use super::functions::arguments::native;
use crate::{
    names,
    natives::{Native, NativeDef},
    object::Payload,
    types,
    value::Value,
    vm::{LoadedCode, Vm},
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("code", "replace", "self, /, **changes", replace),
    native("function", "__new__", "type, code, globals, name=None, argdefs=None, closure=None", new_function),
];

/// `types.FunctionType(code, globals, name, argdefs, closure)`.
fn new_function(vm: &mut Vm, a: &[Value]) -> Native {
    let number = match a[1] {
        Value::Ref(r) => match *vm.heap.payload(r) {
            Payload::Code(number) => Some(number),
            _ => None,
        },
        _ => None,
    };
    let Some(number) = number else {
        let given = vm.type_name(a[1]);
        return Err(vm.type_error(&format!("function() argument 'code' must be code, not {given}")));
    };
    let Some(globals) = a[2].as_ref().filter(|&d| vm.heap.as_dict(d).is_some()) else {
        let given = vm.type_name(a[2]);
        return Err(vm.type_error(&format!("function() argument 'globals' must be dict, not {given}")));
    };
    let (name, defaults, closure) = (a[3].or(Value::None), a[4].or(Value::None), a[5].or(Value::None));
    if !name.is_none() && vm.heap.as_str(name).is_none() {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    if !defaults.is_none() && vm.heap.as_tuple(defaults).is_none() {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let (free, called) = {
        let code = &vm.codes[number as usize].code;
        (code.free.len(), code.name.clone())
    };
    let cells = match vm.heap.as_tuple(closure).map(<[Value]>::to_vec) {
        Some(cells) => cells,
        None if closure.is_none() && free == 0 => Vec::new(),
        None if closure.is_none() => return Err(vm.type_error("arg 5 (closure) must be tuple")),
        None => return Err(vm.type_error("arg 5 (closure) must be None or tuple")),
    };
    if cells.len() != free {
        let given = cells.len();
        return Err(vm.value_error(&format!("{called} requires closure of length {free}, not {given}")));
    }
    if let Some(&other) = cells.iter().find(|&&c| vm.class_of(c) != types::CELL) {
        let given = vm.type_name(other);
        return Err(vm.type_error(&format!("arg 5 (closure) expected cell, found {given}")));
    }
    let function = vm.function_of(number, globals);
    let module = vm.heap.get_name(globals, names::__name__).unwrap_or(Value::None);
    if let Value::Ref(r) = function
        && let Payload::Function(f) = vm.heap.payload_mut(r)
    {
        f.module = module;
        if let Value::Ref(name) = name {
            f.name = name;
        }
        if let Value::Ref(defaults) = defaults {
            f.defaults = defaults;
        }
        if let (Value::Ref(closure), true) = (closure, free > 0) {
            f.closure = closure;
        }
    }
    Ok(function)
}

/// What CPython's takes.
const NAMES: &[&str] = &[
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_nlocals",
    "co_stacksize",
    "co_flags",
    "co_firstlineno",
    "co_code",
    "co_consts",
    "co_names",
    "co_varnames",
    "co_freevars",
    "co_cellvars",
    "co_filename",
    "co_name",
    "co_qualname",
    "co_linetable",
    "co_exceptiontable",
];

/// Names, file and constants can be other ones; what the instructions rest on cannot.
fn replace(vm: &mut Vm, a: &[Value]) -> Native {
    let Value::Ref(r) = a[0] else { return Ok(Value::None) };
    let Payload::Code(number) = *vm.heap.payload(r) else { return Ok(Value::None) };
    let given: Vec<(String, Value)> = a[1]
        .as_ref()
        .and_then(|d| vm.heap.as_dict(d))
        .map(|d| d.iter().map(|e| (vm.heap.as_str(e.key).unwrap_or_default().to_owned(), e.value)).collect())
        .unwrap_or_default();
    let loaded = &vm.codes[number as usize];
    let (mut code, mut consts, names) = ((*loaded.code).clone(), loaded.consts.clone(), loaded.names.clone());
    for (name, value) in given {
        if !NAMES.contains(&name.as_str()) {
            return Err(vm.type_error(&format!("'{name}' is an invalid keyword argument for replace()")));
        }
        let is_text = matches!(name.as_str(), "co_name" | "co_qualname" | "co_filename");
        let text = vm.heap.as_str(value).map(str::to_owned);
        let items = vm.heap.as_tuple(value).map(<[Value]>::to_vec);
        match (name.as_str(), text, items) {
            ("co_name", Some(text), _) => code.name = text,
            ("co_qualname", Some(text), _) => code.qualname = text,
            ("co_filename", Some(text), _) => {
                code.source = Arc::new(Source::new(text, code.source.text.clone(), code.source.user));
            }
            (_, None, _) if is_text => {
                let given = vm.type_name(value);
                return Err(vm.type_error(&format!("replace() argument '{name}' must be str, not {given}")));
            }
            ("co_consts", _, Some(items)) if items.len() == consts.len() => consts = items.into(),
            _ => {
                let key = vm.heap.intern(&name);
                let now = vm.find_attr(a[0], key)?.unwrap_or(Value::Unbound);
                if vm.keys_equal(now, value) != crate::dict::KeyEq::Yes {
                    let message = format!("code.replace(): Weft cannot make code with another {name}");
                    return Err(vm.raise_class(types::NOT_IMPLEMENTED_ERROR, &message));
                }
            }
        }
    }
    vm.codes.push(LoadedCode::new(Arc::new(code), consts, names));
    let number = vm.codes.len() as u32 - 1;
    Ok(vm.alloc(types::CODE, Payload::Code(number)))
}
