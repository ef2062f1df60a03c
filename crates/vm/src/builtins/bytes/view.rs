//! `memoryview` of bytes, one dimension: <https://docs.python.org/3/library/stdtypes.html#memory-views>.

use super::bytes_of;
use crate::{
    builtins::functions::arguments::{native, wrong_receiver},
    natives::{Native, NativeDef, Signal},
    object::{MemoryViewData, Payload},
    types,
    value::Value,
    vm::Vm,
};

const VIEW: &str = "memoryview";
const SELF: &str = "self, /";
const GET: &str = "get self";

pub(super) const NATIVES: &[NativeDef] = &[
    native(VIEW, "__new__", "type, object", new),
    native(VIEW, "tobytes", "self, /, order='C'", tobytes),
    native(VIEW, "tolist", SELF, tolist),
    native(VIEW, "toreadonly", SELF, toreadonly),
    native(VIEW, "release", SELF, release),
    native(VIEW, "__enter__", SELF, enter),
    native(VIEW, "__exit__", "self, *args", release),
    native(VIEW, "obj", GET, obj),
    native(VIEW, "nbytes", GET, nbytes),
    native(VIEW, "itemsize", GET, one),
    native(VIEW, "ndim", GET, one),
    native(VIEW, "format", GET, format),
    native(VIEW, "readonly", GET, readonly),
    native(VIEW, "shape", GET, shape),
    native(VIEW, "strides", GET, strides),
    native(VIEW, "contiguous", GET, contiguous),
    native(VIEW, "c_contiguous", GET, contiguous),
];

fn new(vm: &mut Vm, a: &[Value]) -> Native {
    let source = a[1];
    let data = match source {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::MemoryView(_) => view(vm, source, "__new__")?,
            Payload::Bytes(b) => MemoryViewData { source, start: 0, len: b.len(), released: false, format: 'B' },
            Payload::ByteArray(b) => MemoryViewData { source, start: 0, len: b.len(), released: false, format: 'B' },
            _ => return refuse(vm, source),
        },
        _ => return refuse(vm, source),
    };
    Ok(vm.alloc(types::MEMORYVIEW, Payload::MemoryView(Box::new(data))))
}

fn refuse(vm: &mut Vm, source: Value) -> Native {
    let given = vm.type_name(source);
    Err(vm.type_error(&format!("memoryview: a bytes-like object is required, not '{given}'")))
}

/// A view that is not released yet.
fn view(vm: &mut Vm, v: Value, method: &str) -> Result<MemoryViewData, Signal> {
    let data = match v {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::MemoryView(data) => Some((**data).clone()),
            _ => None,
        },
        _ => None,
    };
    match data {
        Some(data) if data.released => Err(vm.value_error("operation forbidden on released memoryview object")),
        Some(data) => Ok(data),
        None => Err(wrong_receiver(vm, VIEW, method, v)),
    }
}

fn tobytes(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "tobytes")?;
    let bytes = bytes_of(vm, a[0], "tobytes")?;
    Ok(vm.heap.bytes_value(bytes))
}

fn tolist(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "tolist")?;
    let items = bytes_of(vm, a[0], "tolist")?.into_iter().map(|b| Value::Int(i64::from(b))).collect();
    Ok(vm.list(items))
}

/// A view of a copy, which nothing changes.
fn toreadonly(vm: &mut Vm, a: &[Value]) -> Native {
    let mut data = view(vm, a[0], "toreadonly")?;
    let bytes = bytes_of(vm, a[0], "toreadonly")?;
    data.source = vm.heap.bytes_value(bytes);
    data.start = 0;
    Ok(vm.alloc(types::MEMORYVIEW, Payload::MemoryView(Box::new(data))))
}

fn release(vm: &mut Vm, a: &[Value]) -> Native {
    if let Value::Ref(r) = a[0]
        && let Payload::MemoryView(data) = vm.heap.payload_mut(r)
    {
        data.released = true;
        // Nothing can be read through it any more.
        data.start = 0;
        data.len = 0;
        return Ok(Value::None);
    }
    Err(wrong_receiver(vm, VIEW, "release", a[0]))
}

fn enter(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "__enter__").map(|_| a[0])
}

fn obj(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "obj").map(|data| data.source)
}

fn nbytes(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "nbytes").map(|data| Value::Int(data.len as i64))
}

/// Items have one byte, views one dimension.
fn one(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "itemsize").map(|_| Value::Int(1))
}

fn format(vm: &mut Vm, a: &[Value]) -> Native {
    let format = view(vm, a[0], "format")?.format;
    Ok(vm.str(format.to_string()))
}

fn readonly(vm: &mut Vm, a: &[Value]) -> Native {
    let source = view(vm, a[0], "readonly")?.source;
    let changes = matches!(source, Value::Ref(r) if matches!(vm.heap.payload(r), Payload::ByteArray(_)));
    Ok(Value::Bool(!changes))
}

fn shape(vm: &mut Vm, a: &[Value]) -> Native {
    let len = view(vm, a[0], "shape")?.len;
    Ok(vm.tuple(vec![Value::Int(len as i64)]))
}

fn strides(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "strides")?;
    Ok(vm.tuple(vec![Value::Int(1)]))
}

fn contiguous(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "contiguous").map(|_| Value::Bool(true))
}
