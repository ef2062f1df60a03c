//! Exception classes: construction and attributes.

use crate::{
    names,
    natives::{Native, NativeDef, Signal, native},
    object::{Exception, Payload},
    types,
    value::{Ref, Value},
    vm::Vm,
};

fn new(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(mut class) = args[0] else { return Err(vm.type_error("__new__ needs a class")) };
    let given = vm.heap.as_tuple(args[1]).unwrap_or_default().to_vec();
    // `OSError(2, "…")` is a FileNotFoundError.
    if class == types::OS_ERROR
        && given.len() >= 2
        && let Some(errno) = vm.as_i64(given[0])
    {
        class = class_of_errno(errno);
    }
    let exc = vm.new_exception(class, given);
    if class == types::BASE_EXCEPTION_GROUP {
        return vm.call_prelude("_new_group", vec![exc, args[1]]);
    }
    if types::is_builtin(class) {
        init(vm, &[exc, args[1], args[2]])?;
    }
    Ok(exc)
}

/// The subclass of OSError for an error number of Linux.
pub(crate) fn class_of_errno(errno: i64) -> Ref {
    match errno {
        1 | 13 => types::PERMISSION_ERROR,
        2 => types::FILE_NOT_FOUND_ERROR,
        3 => types::PROCESS_LOOKUP_ERROR,
        4 => types::INTERRUPTED_ERROR,
        10 => types::CHILD_PROCESS_ERROR,
        11 | 114 | 115 => types::BLOCKING_IO_ERROR,
        17 => types::FILE_EXISTS_ERROR,
        20 => types::NOT_A_DIRECTORY_ERROR,
        21 => types::IS_A_DIRECTORY_ERROR,
        32 | 108 => types::BROKEN_PIPE_ERROR,
        103 => types::CONNECTION_ABORTED_ERROR,
        104 => types::CONNECTION_RESET_ERROR,
        110 => types::TIMEOUT_ERROR,
        111 => types::CONNECTION_REFUSED_ERROR,
        _ => types::OS_ERROR,
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Native {
    let exc = args[0];
    let Value::Ref(r) = exc else { return Ok(Value::None) };
    let given = vm.heap.as_tuple(args[1]).unwrap_or_default().to_vec();
    let Value::Ref(tuple) = args[1] else { return Ok(Value::None) };
    if let Some(e) = vm.exception_mut(exc) {
        e.args = tuple;
    }
    let keywords: Vec<(Ref, Value)> = match args[2] {
        Value::Ref(d) => vm
            .heap
            .as_dict(d)
            .map(|d| d.iter().filter_map(|e| Some((e.key.as_ref()?, e.value))).collect())
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    let mut allowed: &[Ref] = &[];
    if vm.is_instance(exc, types::STOP_ITERATION) {
        // `value` is read from the arguments.
    } else if vm.is_instance(exc, types::SYSTEM_EXIT) {
        let code = match given.as_slice() {
            [] => Value::None,
            [one] => *one,
            _ => args[1],
        };
        vm.set_own_attr(r, names::code, code);
    } else if vm.is_instance(exc, types::OS_ERROR) {
        if (2..=5).contains(&given.len()) {
            vm.set_own_attr(r, names::errno, given[0]);
            vm.set_own_attr(r, names::strerror, given[1]);
            if let Some(filename) = given.get(2) {
                vm.set_own_attr(r, names::filename, *filename);
                // The file's name is no part of `args`.
                let short = vm.heap.tuple_ref(given[..2].to_vec());
                if let Some(e) = vm.exception_mut(exc) {
                    e.args = short;
                }
            }
            if let Some(other) = given.get(4) {
                vm.set_own_attr(r, names::filename2, *other);
            }
        }
    } else if vm.is_instance(exc, types::IMPORT_ERROR) {
        allowed = &[names::name, names::path, names::name_from];
        vm.set_own_attr(r, names::msg, given.first().copied().unwrap_or(Value::None));
    } else if vm.is_instance(exc, types::NAME_ERROR) {
        allowed = &[names::name];
    } else if vm.is_instance(exc, types::ATTRIBUTE_ERROR) {
        allowed = &[names::name, names::obj];
    } else if vm.is_instance(exc, types::SYNTAX_ERROR) {
        vm.set_own_attr(r, names::msg, given.first().copied().unwrap_or(Value::None));
        if let [_, details] = given[..] {
            let Some(details) = vm.native_items(details) else { return Err(vm.not_iterable(details)) };
            let wrong = match details.len() {
                n @ 0..=3 => Some(format!("function takes at least 4 arguments ({n} given)")),
                5 => Some("end_offset must be provided when end_lineno is provided".to_owned()),
                4 | 6 => None,
                n => Some(format!("function takes at most 6 arguments ({n} given)")),
            };
            if let Some(wrong) = wrong {
                return Err(vm.type_error(&wrong));
            }
            let fields =
                [names::filename, names::lineno, names::offset, names::text, names::end_lineno, names::end_offset];
            for (field, value) in fields.into_iter().zip(details) {
                vm.set_own_attr(r, field, value);
            }
        }
    } else if vm.is_instance(exc, types::UNICODE_ERROR) {
        unicode_fields(vm, r, given)?;
    } else if vm.is_instance(exc, types::BASE_EXCEPTION_GROUP) {
        return vm.call_prelude("_init_group", vec![exc, args[1]]);
    }
    for &name in allowed {
        let dict = vm.heap.get(r).dict;
        if dict.is_some() {
            vm.heap.remove_name(dict, name);
        }
    }
    for (name, value) in keywords {
        if !allowed.contains(&name) {
            let class = vm.class_of(exc);
            // The class that takes some is the one that says so.
            let takes_some = [types::IMPORT_ERROR, types::NAME_ERROR, types::ATTRIBUTE_ERROR];
            let message = match takes_some.into_iter().find(|&c| vm.is_subclass(class, c)) {
                Some(c) => {
                    format!("{}() got an unexpected keyword argument '{}'", vm.class_name(c), vm.heap.text(name))
                }
                None => format!("{}() takes no keyword arguments", vm.class_name(class)),
            };
            return Err(vm.type_error(&message));
        }
        vm.set_own_attr(r, name, value);
    }
    Ok(Value::None)
}

/// The arguments of an error of encoding, decoding or translating.
fn unicode_fields(vm: &mut Vm, r: Ref, mut given: Vec<Value>) -> Result<(), Signal> {
    let exc = Value::Ref(r);
    let fields = [names::encoding, names::object, names::start, names::end, names::reason];
    let translate = vm.is_instance(exc, types::UNICODE_TRANSLATE_ERROR);
    let decode = vm.is_instance(exc, types::UNICODE_DECODE_ERROR);
    if !translate && !decode && !vm.is_instance(exc, types::UNICODE_ENCODE_ERROR) {
        return Ok(());
    }
    let fields = if translate { &fields[1..] } else { &fields[..] };
    if given.len() != fields.len() {
        let (wanted, count) = (fields.len(), given.len());
        return Err(vm.type_error(&format!("function takes exactly {wanted} arguments ({count} given)")));
    }
    for (at, (&field, value)) in fields.iter().zip(&mut given).enumerate() {
        if field == names::start || field == names::end {
            if !vm.is_int(*value) {
                let name = vm.type_name(*value);
                return Err(vm.type_error(&format!("'{name}' object cannot be interpreted as an integer")));
            }
        } else if field == names::object && decode {
            let Some(bytes) = vm.as_bytes(*value).map(<[u8]>::to_vec) else {
                let name = vm.type_name(*value);
                return Err(vm.type_error(&format!("a bytes-like object is required, not '{name}'")));
            };
            if vm.class_of(*value) != types::BYTES {
                *value = vm.heap.bytes_value(bytes);
            }
        } else if vm.heap.as_str(*value).is_none() {
            let name = vm.type_name(*value);
            return Err(vm.type_error(&format!("argument {} must be str, not {name}", at + 1)));
        }
        vm.set_own_attr(r, field, *value);
    }
    Ok(())
}

fn field(vm: &Vm, v: Value, get: impl FnOnce(&Exception) -> Value) -> Native {
    Ok(vm.exception(v).map_or(Value::None, get))
}

fn args(vm: &mut Vm, a: &[Value]) -> Native {
    field(vm, a[0], |e| Value::Ref(e.args))
}

fn set_args(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(items) = vm.native_items(a[1]) else {
        return Err(vm.not_iterable(a[1]));
    };
    let tuple = vm.heap.tuple_ref(items);
    if let Some(e) = vm.exception_mut(a[0]) {
        e.args = tuple;
    }
    Ok(Value::None)
}

fn traceback(vm: &mut Vm, a: &[Value]) -> Native {
    field(vm, a[0], |e| e.traceback.or_none())
}

fn set_traceback(vm: &mut Vm, a: &[Value]) -> Native {
    let traceback = match a[1] {
        Value::None => Ref::NONE,
        Value::Ref(r) if matches!(vm.heap.payload(r), Payload::Traceback(_)) => r,
        _ => return Err(vm.type_error("__traceback__ must be a traceback or None")),
    };
    if let Some(e) = vm.exception_mut(a[0]) {
        e.traceback = traceback;
    }
    Ok(Value::None)
}

fn with_traceback(vm: &mut Vm, a: &[Value]) -> Native {
    set_traceback(vm, a)?;
    Ok(a[0])
}

fn cause(vm: &mut Vm, a: &[Value]) -> Native {
    field(vm, a[0], |e| e.cause.or_none())
}

fn linked(vm: &mut Vm, v: Value, what: &str) -> Result<Ref, Signal> {
    match v {
        Value::None => Ok(Ref::NONE),
        Value::Ref(r) if vm.exception(v).is_some() => Ok(r),
        _ => Err(vm.type_error(&format!("exception {what} must be None or derive from BaseException"))),
    }
}

fn set_cause(vm: &mut Vm, a: &[Value]) -> Native {
    let cause = linked(vm, a[1], "cause")?;
    if let Some(e) = vm.exception_mut(a[0]) {
        e.cause = cause;
        e.suppress_context = true;
    }
    Ok(Value::None)
}

fn context(vm: &mut Vm, a: &[Value]) -> Native {
    field(vm, a[0], |e| e.context.or_none())
}

fn set_context(vm: &mut Vm, a: &[Value]) -> Native {
    let context = linked(vm, a[1], "context")?;
    if let Some(e) = vm.exception_mut(a[0]) {
        e.context = context;
    }
    Ok(Value::None)
}

fn suppress(vm: &mut Vm, a: &[Value]) -> Native {
    field(vm, a[0], |e| Value::Bool(e.suppress_context))
}

fn set_suppress(vm: &mut Vm, a: &[Value]) -> Native {
    let on = vm.truth_native(a[1]).unwrap_or(true);
    if let Some(e) = vm.exception_mut(a[0]) {
        e.suppress_context = on;
    }
    Ok(Value::None)
}

fn add_note(vm: &mut Vm, a: &[Value]) -> Native {
    if vm.heap.as_str(a[1]).is_none() {
        let name = vm.type_name(a[1]);
        return Err(vm.type_error(&format!("note must be a str, not '{name}'")));
    }
    let Value::Ref(r) = a[0] else { return Ok(Value::None) };
    match vm.instance_attr(a[0], names::__notes__) {
        Some(notes) => match vm.heap.as_list_mut(notes) {
            Some(list) => list.push(a[1]),
            None => return Err(vm.type_error("Cannot add note: __notes__ is not a list")),
        },
        None => {
            let notes = vm.list(vec![a[1]]);
            vm.set_own_attr(r, names::__notes__, notes);
        }
    }
    Ok(Value::None)
}

fn set_state(vm: &mut Vm, a: &[Value]) -> Native {
    if !a[1].is_none() && a[1].as_ref().is_none_or(|d| vm.heap.as_dict(d).is_none()) {
        return Err(vm.type_error("state is not a dictionary"));
    }
    if let (Value::Ref(r), Value::Ref(d)) = (a[0], a[1]) {
        let entries: Vec<(Value, Value)> =
            vm.heap.as_dict(d).map(|d| d.iter().map(|e| (e.key, e.value)).collect()).unwrap_or_default();
        for (key, value) in entries {
            if let Value::Ref(name) = key {
                let name = vm.heap.intern_object(name);
                vm.set_own_attr(r, name, value);
            }
        }
    }
    Ok(Value::None)
}

fn reduce(vm: &mut Vm, a: &[Value]) -> Native {
    let class = Value::Ref(vm.class_of(a[0]));
    let args = vm.exception(a[0]).map_or(Value::None, |e| Value::Ref(e.args));
    let dict = a[0].as_ref().map_or(Ref::NONE, |r| vm.heap.get(r).dict);
    let mut parts = vec![class, args];
    if vm.heap.as_dict(dict).is_some_and(|d| !d.is_empty()) {
        parts.push(Value::Ref(dict));
    }
    Ok(vm.tuple(parts))
}

/// `StopIteration.value`: the first argument, unless it was set.
fn stop_value(vm: &mut Vm, a: &[Value]) -> Native {
    Ok(vm.stop_value(a[0]))
}

fn set_stop_value(vm: &mut Vm, a: &[Value]) -> Native {
    if let Value::Ref(r) = a[0] {
        vm.set_own_attr(r, names::value, a[1]);
    }
    Ok(Value::None)
}

/// Attributes that are None where the constructor did not set them.
fn missing_is_none(_vm: &mut Vm, _a: &[Value]) -> Native {
    Ok(Value::None)
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("BaseException", "__new__", "type, *args, **kwargs", new),
    native("BaseException", "__init__", "self, *args, **kwargs", init),
    native("BaseException", "args", "get self", args),
    native("BaseException", "args", "set self, value", set_args),
    native("BaseException", "__traceback__", "get self", traceback),
    native("BaseException", "__traceback__", "set self, value", set_traceback),
    native("BaseException", "with_traceback", "self, tb, /", with_traceback),
    native("BaseException", "__cause__", "get self", cause),
    native("BaseException", "__cause__", "set self, value", set_cause),
    native("BaseException", "__context__", "get self", context),
    native("BaseException", "__context__", "set self, value", set_context),
    native("BaseException", "__suppress_context__", "get self", suppress),
    native("BaseException", "__suppress_context__", "set self, value", set_suppress),
    native("BaseException", "add_note", "self, note, /", add_note),
    native("BaseException", "__setstate__", "self, state, /", set_state),
    native("BaseException", "__reduce__", "self, /", reduce),
    native("OSError", "errno", "default self", missing_is_none),
    native("OSError", "strerror", "default self", missing_is_none),
    native("OSError", "filename", "default self", missing_is_none),
    native("OSError", "filename2", "default self", missing_is_none),
    native("ImportError", "name", "default self", missing_is_none),
    native("ImportError", "path", "default self", missing_is_none),
    native("NameError", "name", "default self", missing_is_none),
    native("AttributeError", "name", "default self", missing_is_none),
    native("AttributeError", "obj", "default self", missing_is_none),
    native("SyntaxError", "filename", "default self", missing_is_none),
    native("SyntaxError", "lineno", "default self", missing_is_none),
    native("SyntaxError", "offset", "default self", missing_is_none),
    native("SyntaxError", "text", "default self", missing_is_none),
    native("SyntaxError", "end_lineno", "default self", missing_is_none),
    native("SyntaxError", "end_offset", "default self", missing_is_none),
    native("SyntaxError", "print_file_and_line", "default self", missing_is_none),
    native("SyntaxError", "msg", "default self", missing_is_none),
    native("StopIteration", "value", "get self", stop_value),
    native("StopIteration", "value", "set self, value", set_stop_value),
    native("SystemExit", "code", "default self", missing_is_none),
];
