//! `memoryview`, of one dimension: <https://docs.python.org/3/library/stdtypes.html#memory-views>.

use crate::{
    builtins::{
        functions::arguments::{native, wrong_receiver},
        text::arguments::type_shown,
    },
    names,
    natives::{Native, NativeDef, Signal},
    object::{MemoryViewData, Payload},
    value::Value,
    views::item_size,
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
    native(VIEW, "cast", "self, /, format, shape=None", cast),
    native(VIEW, "count", "self, value, /", count),
    native(VIEW, "index", "self, value, start=0, stop=9223372036854775807, /", index),
    native(VIEW, "release", SELF, release),
    native(VIEW, "__enter__", SELF, enter),
    native(VIEW, "__exit__", "self, *args", release),
    native(VIEW, "obj", GET, obj),
    native(VIEW, "nbytes", GET, nbytes),
    native(VIEW, "itemsize", GET, itemsize),
    native(VIEW, "ndim", GET, ndim),
    native(VIEW, "format", GET, format),
    native(VIEW, "readonly", GET, readonly),
    native(VIEW, "shape", GET, shape),
    native(VIEW, "strides", GET, strides),
    native(VIEW, "contiguous", GET, contiguous),
    native(VIEW, "c_contiguous", GET, contiguous),
    native(VIEW, "f_contiguous", GET, contiguous),
    native(VIEW, "suboffsets", GET, suboffsets),
];

fn new(vm: &mut Vm, a: &[Value]) -> Native {
    let source = a[1];
    let data = match source {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::MemoryView(_) => view(vm, source, "__new__")?,
            Payload::Bytes(b) => MemoryViewData::whole(source, b.len(), true),
            Payload::ByteArray(b) => MemoryViewData::whole(source, b.len(), false),
            _ => return by_method(vm, source),
        },
        _ => return refuse(vm, source),
    };
    Ok(vm.heap.view(data))
}

/// An object's `__buffer__` gives the view; 284 asks for one that may be read only, with all its fields.
fn by_method(vm: &mut Vm, source: Value) -> Native {
    let class = vm.class_of(source);
    match vm.lookup(class, names::__buffer__) {
        Some(method) => vm.call(method, vec![source, Value::Int(284)]),
        None => refuse(vm, source),
    }
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
    let view = view(vm, a[0], "tobytes")?;
    let bytes = vm.view_bytes(&view);
    Ok(vm.heap.bytes_value(bytes))
}

fn tolist(vm: &mut Vm, a: &[Value]) -> Native {
    let view = view(vm, a[0], "tolist")?;
    let items = (0..view.len).map_while(|i| vm.view_item(&view, i)).collect();
    Ok(vm.list(items))
}

fn toreadonly(vm: &mut Vm, a: &[Value]) -> Native {
    let mut data = view(vm, a[0], "toreadonly")?;
    data.read_only = true;
    Ok(vm.heap.view(data))
}

/// The same bytes as items of another format; one of the two formats is of single bytes.
fn cast(vm: &mut Vm, a: &[Value]) -> Native {
    let mut data = view(vm, a[0], "cast")?;
    let Some(format) = vm.heap.as_str(a[1]) else {
        let given = type_shown(vm, a[1]);
        return Err(vm.type_error(&format!("cast() argument 'format' must be str, not {given}")));
    };
    let mut chars = format.strip_prefix('@').unwrap_or(format).chars();
    let (Some(format), None) = (chars.next().filter(|&c| item_size(c).is_some()), chars.next()) else {
        return Err(vm.value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    let byte = |c| matches!(c, 'b' | 'B' | 'c');
    if !byte(format) && !byte(data.format) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    if !data.contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let (bytes, size) = (data.len * data.item_size(), item_size(format).unwrap_or(1));
    if bytes % size != 0 {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    data.format = format;
    data.len = bytes / size;
    data.stride = size as i64;
    if !a[2].is_unbound() {
        check_shape(vm, a[2], data.len)?;
    }
    Ok(vm.heap.view(data))
}

/// A shape must be of one dimension and have all the items.
fn check_shape(vm: &mut Vm, shape: Value, len: usize) -> Result<(), Signal> {
    let Some(lengths) = vm.heap.as_sequence(shape).map(<[Value]>::to_vec) else {
        return Err(vm.type_error("shape must be a list or a tuple"));
    };
    let &[length] = &lengths[..] else {
        return Err(vm.not_implemented_error("memoryview: views of several dimensions"));
    };
    match vm.as_i64(length) {
        None => Err(vm.type_error("memoryview.cast(): elements of shape must be integers")),
        Some(..=0) => Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0")),
        Some(n) if n as usize != len => Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size")),
        Some(_) => Ok(()),
    }
}

fn count(vm: &mut Vm, a: &[Value]) -> Native {
    let items = tolist(vm, a)?;
    let method = vm.get_attr(items, names::count)?;
    vm.call(method, vec![a[1]])
}

fn index(vm: &mut Vm, a: &[Value]) -> Native {
    let items = tolist(vm, a)?;
    vm.call_prelude("_view_index", vec![items, a[1], a[2], a[3]])
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
    view(vm, a[0], "nbytes").map(|data| Value::Int((data.len * data.item_size()) as i64))
}

fn itemsize(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "itemsize").map(|data| Value::Int(data.item_size() as i64))
}

/// Views have one dimension.
fn ndim(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "ndim").map(|_| Value::Int(1))
}

fn format(vm: &mut Vm, a: &[Value]) -> Native {
    let format = view(vm, a[0], "format")?.format;
    Ok(vm.str(format.to_string()))
}

fn readonly(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "readonly").map(|data| Value::Bool(data.read_only))
}

fn shape(vm: &mut Vm, a: &[Value]) -> Native {
    let len = view(vm, a[0], "shape")?.len;
    Ok(vm.tuple(vec![Value::Int(len as i64)]))
}

fn strides(vm: &mut Vm, a: &[Value]) -> Native {
    let stride = view(vm, a[0], "strides")?.stride;
    Ok(vm.tuple(vec![Value::Int(stride)]))
}

fn suboffsets(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "suboffsets")?;
    Ok(vm.tuple(Vec::new()))
}

fn contiguous(vm: &mut Vm, a: &[Value]) -> Native {
    view(vm, a[0], "contiguous").map(|data| Value::Bool(data.contiguous()))
}
