//! `object`, functions, methods, `property`, `classmethod`, `staticmethod`, `super`, modules, cells, code.

use crate::{
    attribute::Binding,
    dict::Dict,
    names,
    natives::{Native, NativeDef, native},
    object::{BoundMethod, Layout, Payload, Property, SuperData},
    types,
    value::{Ref, Value},
    vm::Vm,
};

fn object_ref(v: Value) -> Ref {
    v.as_ref().unwrap_or(Ref::NONE)
}

// ---- object

fn object_new(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(class) = args[0] else {
        return Err(vm.type_error("object.__new__(X): X is not a type object"));
    };
    let given = vm.heap.as_tuple(args[1]).is_some_and(|t| !t.is_empty())
        || matches!(args[2], Value::Ref(d) if vm.heap.as_dict(d).is_some_and(|d| !d.is_empty()));
    if given {
        let own = |vm: &mut Vm, name, native: u32| match vm.lookup(class, name) {
            Some(Value::Ref(r)) => !matches!(vm.heap.payload(r), Payload::Native(n) if *n == native),
            _ => true,
        };
        let (new, init) = (vm.object_new(), vm.object_init());
        if own(vm, names::__new__, new) {
            return Err(vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if !own(vm, names::__init__, init) {
            let name = vm.class_name(class);
            return Err(vm.type_error(&format!("{name}() takes no arguments")));
        }
    }
    let layout = vm.heap.as_type(class).map_or(Layout::Other, |t| t.layout);
    if !matches!(layout, Layout::Object | Layout::Native) {
        let (name, kind) = (vm.class_name(class), vm.class_name(class));
        return Err(vm.type_error(&format!("object.__new__({name}) is not safe, use {kind}.__new__()")));
    }
    vm.new_plain_instance(class)
}

fn object_init(vm: &mut Vm, args: &[Value]) -> Native {
    let given = vm.heap.as_tuple(args[1]).is_some_and(|t| !t.is_empty())
        || matches!(args[2], Value::Ref(d) if vm.heap.as_dict(d).is_some_and(|d| !d.is_empty()));
    if given {
        let class = vm.class_of(args[0]);
        let (new, init) = (vm.object_new(), vm.object_init());
        let is = |vm: &mut Vm, name, native: u32| match vm.lookup(class, name) {
            Some(Value::Ref(r)) => matches!(vm.heap.payload(r), Payload::Native(n) if *n == native),
            _ => false,
        };
        if !is(vm, names::__init__, init) {
            return Err(vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
        }
        if is(vm, names::__new__, new) {
            let name = vm.class_name(class);
            return Err(
                vm.type_error(&format!("{name}.__init__() takes exactly one argument (the instance to initialize)"))
            );
        }
    }
    Ok(Value::None)
}

fn getattribute(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(name) = attribute_name(vm, args[1])? else { return Ok(Value::None) };
    match vm.find_attr(args[0], name)? {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(args[0], name)),
    }
}

/// An attribute's name, interned.
pub(crate) fn attribute_name(vm: &mut Vm, name: Value) -> Result<Option<Ref>, crate::natives::Signal> {
    match name {
        Value::Ref(r) if vm.heap.as_str(name).is_some() => Ok(Some(vm.heap.intern_object(r))),
        _ => {
            let given = vm.type_name(name);
            Err(vm.type_error(&format!("attribute name must be string, not '{given}'")))
        }
    }
}

fn setattr(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(name) = attribute_name(vm, args[1])? else { return Ok(Value::None) };
    vm.set_attr_generic(args[0], name, args[2]).map(|()| Value::None)
}

fn delattr(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(name) = attribute_name(vm, args[1])? else { return Ok(Value::None) };
    vm.delete_attr_generic(args[0], name).map(|()| Value::None)
}

fn object_eq(_vm: &mut Vm, args: &[Value]) -> Native {
    Ok(if args[0].is(args[1]) { Value::Bool(true) } else { Value::NotImplemented })
}

fn object_ne(vm: &mut Vm, args: &[Value]) -> Native {
    let class = vm.class_of(args[0]);
    match vm.lookup(class, names::__eq__) {
        Some(eq) if !vm.is_native(eq) => vm.call_prelude("_negated_equality", vec![eq, args[0], args[1]]),
        _ => match vm.equal_native(args[0], args[1], 0) {
            crate::dict::KeyEq::Yes => Ok(Value::Bool(false)),
            crate::dict::KeyEq::No if !types::is_builtin(class) => Ok(Value::NotImplemented),
            crate::dict::KeyEq::No => Ok(Value::Bool(true)),
            crate::dict::KeyEq::Ask => Ok(Value::NotImplemented),
        },
    }
}

fn object_order(_vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::NotImplemented)
}

fn object_hash(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Int(vm.identity_hash(args[0])))
}

fn object_repr(vm: &mut Vm, args: &[Value]) -> Native {
    // Called as `object.__repr__(x)`: what `x` says of itself is not asked.
    let text = vm.plain_repr(args[0]);
    Ok(vm.str(text))
}

fn object_str(vm: &mut Vm, args: &[Value]) -> Native {
    vm.repr_value(args[0])
}

fn builtin_repr(vm: &mut Vm, args: &[Value]) -> Native {
    match vm.builtin_repr(args[0]) {
        Some(text) => Ok(vm.str(text)),
        None => vm.call_prelude("_repr_container", vec![args[0]]),
    }
}

fn builtin_str(vm: &mut Vm, args: &[Value]) -> Native {
    match vm.builtin_str(args[0]) {
        Some(text) => Ok(vm.str(text)),
        None => vm.call_prelude("_str_builtin", vec![args[0]]),
    }
}

fn object_format(vm: &mut Vm, args: &[Value]) -> Native {
    let spec = vm.heap.as_str(args[1]).unwrap_or_default();
    if !spec.is_empty() {
        let name = vm.type_name(args[0]);
        return Err(vm.type_error(&format!("unsupported format string passed to {name}.__format__")));
    }
    vm.str_value(args[0])
}

fn object_class(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Ref(vm.class_of(args[0])))
}

fn set_object_class(vm: &mut Vm, args: &[Value]) -> Native {
    let (Value::Ref(object), Value::Ref(class)) = (args[0], args[1]) else {
        return Err(vm.type_error("__class__ must be set to a class"));
    };
    let old = vm.heap.get(object).class;
    let same = |vm: &Vm, c: Ref| vm.heap.as_type(c).map(|t| t.layout);
    if types::is_builtin(class) || types::is_builtin(old) || same(vm, class) != same(vm, old) {
        return Err(vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    vm.heap.get_mut(object).class = class;
    vm.shadow(class);
    Ok(Value::None)
}

/// In the prelude: give an object another class, whatever it was.
fn set_class(vm: &mut Vm, args: &[Value]) -> Native {
    if let (Value::Ref(object), Value::Ref(class)) = (args[0], args[1]) {
        vm.heap.get_mut(object).class = class;
    }
    Ok(Value::None)
}

fn object_dict(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(r) = args[0] else { return Err(vm.no_attribute(args[0], names::__dict__)) };
    let class = vm.heap.get(r).class;
    if !vm.heap.as_type(class).is_some_and(|t| t.has_dict) {
        return Err(vm.no_attribute(args[0], names::__dict__));
    }
    // Whoever holds the dictionary may put something in front of a method.
    vm.shadow(class);
    Ok(Value::Ref(vm.own_dict(r)))
}

fn set_object_dict(vm: &mut Vm, args: &[Value]) -> Native {
    match (args[0], args[1]) {
        (Value::Ref(object), Value::Ref(dict)) if vm.heap.as_dict(dict).is_some() => {
            let class = vm.heap.get(object).class;
            if !vm.heap.as_type(class).is_some_and(|t| t.has_dict) {
                return Err(vm.no_attribute(args[0], names::__dict__));
            }
            vm.shadow(class);
            // The slots stay with the object.
            let old = vm.heap.get(object).dict;
            if old.is_some() && vm.heap.get(old).dict.is_some() && vm.heap.get(dict).dict.is_none() {
                vm.heap.get_mut(dict).dict = vm.heap.get(old).dict;
            }
            vm.heap.get_mut(object).dict = dict;
            Ok(Value::None)
        }
        _ => {
            let given = vm.type_name(args[1]);
            Err(vm.type_error(&format!("__dict__ must be set to a dictionary, not a '{given}'")))
        }
    }
}

/// The value is in `object`'s namespace: None, which classes hide with their own.
fn object_doc(_vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::None)
}

fn object_reduce_ex(vm: &mut Vm, args: &[Value]) -> Native {
    vm.call_prelude("_reduce_ex", vec![args[0], args[1]])
}

fn object_getstate(vm: &mut Vm, args: &[Value]) -> Native {
    vm.call_prelude("_getstate", vec![args[0]])
}

fn object_reduce(vm: &mut Vm, args: &[Value]) -> Native {
    vm.call_prelude("_reduce", vec![args[0]])
}

fn object_dir(vm: &mut Vm, args: &[Value]) -> Native {
    vm.call_prelude("_object_dir", vec![args[0]])
}

fn init_subclass(vm: &mut Vm, args: &[Value]) -> Native {
    if let Value::Ref(d) = args[1]
        && vm.heap.as_dict(d).is_some_and(|d| !d.is_empty())
    {
        let name = vm.class_qualname(object_ref(args[0]));
        return Err(vm.type_error(&format!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    Ok(Value::None)
}

fn subclasshook(_vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::NotImplemented)
}

fn object_sizeof(vm: &mut Vm, args: &[Value]) -> Native {
    let bytes = match args[0] {
        Value::Ref(r) => 56 + vm.heap.payload(r).bytes() as i64,
        _ => 28,
    };
    Ok(Value::Int(bytes))
}

// ---- functions and methods

fn with_function(vm: &Vm, v: Value) -> Option<&crate::object::Function> {
    match v {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::Function(f) => Some(f),
            _ => None,
        },
        _ => None,
    }
}

macro_rules! function_getters {
    ($( $name:ident |$f:ident| $e:expr; )*) => {
        $( fn $name(vm: &mut Vm, args: &[Value]) -> Native {
            Ok(with_function(vm, args[0]).map_or(Value::None, |$f| $e))
        } )*
    };
}

function_getters! {
    function_name |f| Value::Ref(f.name);
    function_qualname |f| Value::Ref(f.qualname);
    function_module |f| f.module;
    function_doc |f| f.doc;
    function_defaults |f| f.defaults.or_none();
    function_kwdefaults |f| f.keyword_defaults.or_none();
    function_closure |f| f.closure.or_none();
    function_globals |f| Value::Ref(f.globals);
}

fn function_code(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(code) = with_function(vm, args[0]).map(|f| f.code) else { return Ok(Value::None) };
    Ok(vm.code_object(code))
}

fn function_builtins(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Ref(vm.builtins))
}

/// What makes the annotations when they are asked for; None if there are none.
fn function_annotate(vm: &mut Vm, args: &[Value]) -> Native {
    let annotations = with_function(vm, args[0]).map_or(Value::Unbound, |f| f.annotations);
    match annotations {
        Value::Ref(r) if vm.heap.as_dict(r).is_some() => vm.call_prelude("_annotate_of", vec![annotations]),
        Value::Ref(_) => Ok(annotations),
        _ => Ok(Value::None),
    }
}

fn set_function_annotate(vm: &mut Vm, args: &[Value]) -> Native {
    let annotations = match args[1] {
        Value::None => Value::Unbound,
        Value::Ref(r) if matches!(vm.heap.payload(r), Payload::Function(_)) => args[1],
        _ => return Err(vm.type_error("__annotate__ must be a function or None")),
    };
    set_function(vm, args[0], |f| f.annotations = annotations);
    Ok(Value::None)
}

fn function_annotations(vm: &mut Vm, args: &[Value]) -> Native {
    let annotations = with_function(vm, args[0]).map_or(Value::Unbound, |f| f.annotations);
    match annotations {
        Value::Unbound => {
            let dict = Value::Ref(vm.heap.dict(Dict::new()));
            set_function(vm, args[0], |f| f.annotations = dict);
            Ok(dict)
        }
        Value::Ref(r) if matches!(vm.heap.payload(r), Payload::Function(_)) => {
            vm.call_prelude("_function_annotations", vec![args[0], annotations])
        }
        other => Ok(other),
    }
}

fn set_function(vm: &mut Vm, v: Value, change: impl FnOnce(&mut crate::object::Function)) {
    if let Value::Ref(r) = v
        && let Payload::Function(f) = vm.heap.payload_mut(r)
    {
        change(f);
    }
}

macro_rules! function_setters {
    ($( $name:ident |$f:ident, $v:ident| $e:expr; )*) => {
        $( fn $name(vm: &mut Vm, args: &[Value]) -> Native {
            let $v = args[1];
            set_function(vm, args[0], |$f| $e);
            Ok(Value::None)
        } )*
    };
}

function_setters! {
    set_function_module |f, v| f.module = v;
    set_function_doc |f, v| f.doc = v;
    set_function_annotations |f, v| f.annotations = v;
    set_function_defaults |f, v| {
        f.defaults = v.as_ref().unwrap_or(Ref::NONE);
    };
    set_function_kwdefaults |f, v| f.keyword_defaults = v.as_ref().unwrap_or(Ref::NONE);
}

fn set_function_name(vm: &mut Vm, args: &[Value]) -> Native {
    match args[1] {
        Value::Ref(name) if vm.heap.as_str(args[1]).is_some() => {
            set_function(vm, args[0], |f| f.name = name);
            Ok(Value::None)
        }
        _ => Err(vm.type_error("__name__ must be set to a string object")),
    }
}

fn set_function_qualname(vm: &mut Vm, args: &[Value]) -> Native {
    match args[1] {
        Value::Ref(name) if vm.heap.as_str(args[1]).is_some() => {
            set_function(vm, args[0], |f| f.qualname = name);
            Ok(Value::None)
        }
        _ => Err(vm.type_error("__qualname__ must be set to a string object")),
    }
}

/// `descriptor.__get__(object, type)` of functions, properties and the like.
fn descriptor_get(vm: &mut Vm, args: &[Value]) -> Native {
    let object = args[1];
    if object.is_none() {
        return match vm.binding(args[0]) {
            Binding::Descriptor if !matches!(vm.heap.payload(object_ref(args[0])), Payload::Property(_)) => {
                let class = args[2].as_ref().unwrap_or(types::OBJECT);
                vm.read_descriptor(args[0], Value::None, class)
            }
            _ => Ok(args[0]),
        };
    }
    let class = args[2].as_ref().unwrap_or_else(|| vm.class_of(object));
    vm.read_descriptor(args[0], object, class)
}

/// The name of a slot or of a native attribute.
fn descriptor_name(vm: &mut Vm, args: &[Value]) -> Native {
    match vm.heap.payload(object_ref(args[0])) {
        Payload::SlotMember { name, .. } => Ok(Value::Ref(*name)),
        Payload::GetSet { getter, .. } => {
            let name = vm.natives.entries[*getter as usize].def.name;
            Ok(vm.str(name))
        }
        _ => Ok(Value::None),
    }
}

/// The class that a slot belongs to.
/// Those of a generic function stand among its attributes; others have none.
fn function_type_params(vm: &mut Vm, args: &[Value]) -> Native {
    let own = vm.instance_attr(args[0], names::__type_params__);
    Ok(own.unwrap_or_else(|| vm.tuple(Vec::new())))
}

fn set_function_type_params(vm: &mut Vm, args: &[Value]) -> Native {
    if vm.heap.as_tuple(args[1]).is_none() {
        return Err(vm.type_error("__type_params__ must be set to a tuple"));
    }
    vm.set_own_attr(object_ref(args[0]), names::__type_params__, args[1]);
    Ok(Value::None)
}

/// A weak reference has the hash of its object, also when that is gone.
fn remember_hash(vm: &mut Vm, args: &[Value]) -> Native {
    let hash = vm.as_i64(args[1]);
    if let Payload::WeakRef(w) = vm.heap.payload_mut(object_ref(args[0])) {
        w.hash = hash;
    }
    Ok(args[1])
}

/// `__objclass__` of a built-in method: the type that has it. Only those of `builtins` are found by name.
fn native_class(vm: &mut Vm, args: &[Value]) -> Native {
    if let Some(n) = native_of(vm, args[0]) {
        let name = vm.natives.entries[n as usize].def.owner.split('|').next().unwrap_or_default();
        let name = vm.heap.intern(name);
        if let Some(class) = vm.heap.get_name(vm.builtins, name) {
            return Ok(class);
        }
    }
    Err(vm.no_attribute(args[0], names::__objclass__))
}

fn member_class(vm: &mut Vm, args: &[Value]) -> Native {
    match vm.heap.payload(object_ref(args[0])) {
        Payload::SlotMember { class, .. } => Ok(Value::Ref(*class)),
        _ => Ok(Value::None),
    }
}

/// `Class.slot.__delete__(object)`.
fn member_delete(vm: &mut Vm, args: &[Value]) -> Native {
    if let Payload::SlotMember { name, class, key } = vm.heap.payload(object_ref(args[0])) {
        let (name, class, key) = (*name, *class, *key);
        vm.check_member_of(name, class, args[1])?;
        vm.delete_slot(object_ref(args[1]), name, key)?;
    }
    Ok(Value::None)
}

/// `Class.attribute.__set__(object, value)`.
fn descriptor_set(vm: &mut Vm, args: &[Value]) -> Native {
    match vm.heap.payload(object_ref(args[0])) {
        Payload::SlotMember { name, class, key } => {
            let (name, class, key) = (*name, *class, *key);
            vm.check_member_of(name, class, args[1])?;
            vm.set_slot(object_ref(args[1]), key, args[2]);
            Ok(Value::None)
        }
        Payload::GetSet { setter, .. } if *setter != u32::MAX => {
            let setter = *setter;
            vm.call_native(setter, &[args[1], args[2]], &[])
        }
        _ => Err(vm.attribute_error("readonly attribute")),
    }
}

fn method_parts(vm: &Vm, v: Value) -> Option<(Value, Value)> {
    match v {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::BoundMethod(m) => Some((m.function, m.receiver)),
            Payload::BoundNative { receiver, .. } => Some((v, *receiver)),
            _ => None,
        },
        _ => None,
    }
}

fn method_new(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(vm.alloc(types::METHOD, Payload::BoundMethod(Box::new(BoundMethod { function: args[1], receiver: args[2] }))))
}

fn method_func(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(method_parts(vm, args[0]).map_or(Value::None, |p| p.0))
}

/// What a method is bound to; a built-in function: its module.
fn method_self(vm: &mut Vm, args: &[Value]) -> Native {
    if let Some((_, receiver)) = method_parts(vm, args[0]) {
        return Ok(receiver);
    }
    let module = native_module(vm, args)?.as_ref();
    Ok(module.and_then(|name| vm.heap.get_name(vm.modules, name)).unwrap_or(Value::None))
}

fn method_doc(vm: &mut Vm, args: &[Value]) -> Native {
    let function = method_func(vm, args)?;
    vm.get_attr(function, names::__doc__)
}

/// What a method does not have itself, its function has.
fn method_getattr(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(name) = attribute_name(vm, args[1])? else { return Ok(Value::None) };
    match method_parts(vm, args[0]) {
        Some((function, _)) if !function.is(args[0]) => vm.get_attr(function, name),
        _ => Err(vm.no_attribute(args[0], name)),
    }
}

fn native_of(vm: &Vm, v: Value) -> Option<u32> {
    match v {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::Native(n) | Payload::BoundNative { native: n, .. } => Some(*n),
            _ => None,
        },
        _ => None,
    }
}

fn native_name(vm: &mut Vm, args: &[Value]) -> Native {
    if let Some(f) = with_function(vm, args[0]) {
        return Ok(Value::Ref(f.name));
    }
    let name = native_of(vm, args[0]).map_or("", |n| vm.natives.entries[n as usize].def.name);
    Ok(vm.str(name))
}

fn native_qualname(vm: &mut Vm, args: &[Value]) -> Native {
    if let Some(f) = with_function(vm, args[0]) {
        return Ok(Value::Ref(f.qualname));
    }
    let Some(n) = native_of(vm, args[0]) else { return Ok(Value::None) };
    let entry = &vm.natives.entries[n as usize];
    let text = if entry.binds { format!("{}.{}", entry.def.owner, entry.def.name) } else { entry.def.name.to_owned() };
    Ok(vm.str(text))
}

fn native_module(vm: &mut Vm, args: &[Value]) -> Native {
    if let Some(f) = with_function(vm, args[0]) {
        return Ok(if f.globals == vm.prelude { Value::Ref(names::builtins) } else { f.module });
    }
    let Some(n) = native_of(vm, args[0]) else { return Ok(Value::None) };
    let entry = &vm.natives.entries[n as usize];
    if entry.binds {
        return Ok(Value::None);
    }
    let owner = entry.def.owner;
    Ok(vm.str(if owner == "_prelude" { "builtins" } else { owner }))
}

fn native_doc(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(with_function(vm, args[0]).map_or(Value::None, |f| f.doc))
}

/// A built-in function that is written in Python, as a plain function; None for others.
fn plain_function(vm: &mut Vm, args: &[Value]) -> Native {
    match with_function(vm, args[0]).cloned() {
        Some(f) => Ok(vm.alloc(types::FUNCTION, Payload::Function(Box::new(f)))),
        None => Ok(Value::None),
    }
}

impl Vm {
    /// Make what a namespace defines built-in functions: its own functions that are neither generators nor nested.
    pub(crate) fn make_functions_builtin(&mut self, namespace: Ref, chosen: fn(&str) -> bool) {
        let values: Vec<Ref> = match self.heap.as_dict(namespace) {
            Some(dict) => dict.iter().filter_map(|e| e.value.as_ref()).collect(),
            None => Vec::new(),
        };
        for r in values {
            if let Payload::Function(f) = self.heap.payload(r)
                && f.globals == namespace
                && chosen(self.heap.text(f.name))
            {
                self.heap.get_mut(r).class = types::BUILTIN_FUNCTION;
            }
        }
    }
}

fn native_signature(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(n) = native_of(vm, args[0]) else { return Ok(Value::None) };
    let signature = vm.natives.entries[n as usize].def.signature;
    Ok(vm.str(format!("({signature})")))
}

// ---- property, classmethod, staticmethod

fn property_new(vm: &mut Vm, args: &[Value]) -> Native {
    let class = object_ref(args[0]);
    let empty = Property {
        getter: Value::None,
        setter: Value::None,
        deleter: Value::None,
        doc: Value::None,
        name: Value::None,
    };
    let property = vm.alloc(class, Payload::Property(Box::new(empty)));
    if types::is_builtin(class) {
        fill_property(vm, property, &args[1..]);
    }
    Ok(property)
}

fn fill_property(vm: &mut Vm, property: Value, parts: &[Value]) {
    let doc = match parts[3].or(Value::None) {
        Value::None => with_function(vm, parts[0]).map_or(Value::None, |f| f.doc),
        doc => doc,
    };
    if let Value::Ref(r) = property
        && let Payload::Property(p) = vm.heap.payload_mut(r)
    {
        p.getter = parts[0].or(Value::None);
        p.setter = parts[1].or(Value::None);
        p.deleter = parts[2].or(Value::None);
        p.doc = doc;
    }
}

fn property_init(vm: &mut Vm, args: &[Value]) -> Native {
    fill_property(vm, args[0], &args[1..]);
    Ok(Value::None)
}

fn property_parts(vm: &Vm, v: Value) -> Option<Property> {
    match v {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::Property(p) => Some((**p).clone()),
            _ => None,
        },
        _ => None,
    }
}

fn property_with(vm: &mut Vm, property: Value, change: impl FnOnce(&mut Property)) -> Native {
    let class = vm.class_of(property);
    let Some(mut parts) = property_parts(vm, property) else { return Ok(Value::None) };
    change(&mut parts);
    Ok(vm.alloc(class, Payload::Property(Box::new(parts))))
}

fn property_getter(vm: &mut Vm, args: &[Value]) -> Native {
    property_with(vm, args[0], |p| p.getter = args[1])
}

fn property_setter(vm: &mut Vm, args: &[Value]) -> Native {
    property_with(vm, args[0], |p| p.setter = args[1])
}

fn property_deleter(vm: &mut Vm, args: &[Value]) -> Native {
    property_with(vm, args[0], |p| p.deleter = args[1])
}

fn property_fget(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(property_parts(vm, args[0]).map_or(Value::None, |p| p.getter))
}

fn property_fset(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(property_parts(vm, args[0]).map_or(Value::None, |p| p.setter))
}

fn property_fdel(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(property_parts(vm, args[0]).map_or(Value::None, |p| p.deleter))
}

fn property_doc(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(property_parts(vm, args[0]).map_or(Value::None, |p| p.doc))
}

fn set_property_doc(vm: &mut Vm, args: &[Value]) -> Native {
    if let Value::Ref(r) = args[0]
        && let Payload::Property(p) = vm.heap.payload_mut(r)
    {
        p.doc = args[1];
    }
    Ok(Value::None)
}

fn property_set(vm: &mut Vm, args: &[Value]) -> Native {
    match property_parts(vm, args[0]).map(|p| p.setter) {
        Some(setter) if !setter.is_none() => vm.call(setter, vec![args[1], args[2]]),
        _ => Err(vm.attribute_error("property has no setter")),
    }
}

fn staticmethod_new(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(vm.alloc(object_ref(args[0]), Payload::StaticMethod(args[1])))
}

fn classmethod_new(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(vm.alloc(object_ref(args[0]), Payload::ClassMethod(args[1])))
}

fn wrapped_function(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(match vm.heap.payload(object_ref(args[0])) {
        Payload::StaticMethod(f) | Payload::ClassMethod(f) => *f,
        _ => Value::None,
    })
}

fn wrapped_doc(vm: &mut Vm, args: &[Value]) -> Native {
    let inner = wrapped_function(vm, args)?;
    vm.get_attr(inner, names::__doc__)
}

fn wrapped_getattr(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(name) = attribute_name(vm, args[1])? else { return Ok(Value::None) };
    let inner = wrapped_function(vm, args)?;
    vm.get_attr(inner, name)
}

// ---- super

fn super_new(vm: &mut Vm, args: &[Value]) -> Native {
    let kind = object_ref(args[0]);
    if kind == types::SUPER {
        let more = vm.heap.as_tuple(args[3]).map_or(0, <[Value]>::len);
        if args[4].as_ref().and_then(|d| vm.heap.as_dict(d)).is_some_and(|d| !d.is_empty()) {
            return Err(vm.type_error("super() takes no keyword arguments"));
        }
        if more > 0 {
            return Err(vm.type_error(&format!("super() expected at most 2 arguments, got {}", more + 2)));
        }
    }
    let empty = SuperData { class: Ref::NONE, object: Value::None, object_class: Ref::NONE };
    let made = vm.alloc(kind, Payload::Super(Box::new(empty)));
    if kind != types::SUPER {
        // Its `__init__` may take other arguments.
        return Ok(made);
    }
    super_begin(vm, made, args[1], args[2])
}

fn super_init(vm: &mut Vm, args: &[Value]) -> Native {
    let [made, class, object] = args[..] else { return Ok(Value::None) };
    if vm.class_of(made) == types::SUPER {
        return Ok(Value::None);
    }
    super_begin(vm, made, class, object).map(|_| Value::None)
}

/// Say what a new `super` object is of, and give it.
fn super_begin(vm: &mut Vm, made: Value, class: Value, object: Value) -> Native {
    if class.is_unbound() {
        return super_without_arguments(vm, made);
    }
    let (Value::Ref(own), true) = (class, vm.is_type(class)) else {
        let name = vm.type_name(class);
        return Err(vm.type_error(&format!("super() argument 1 must be a type, not {name}")));
    };
    let object = object.or(Value::None);
    let object_class = match object {
        // It waits for an instance: as an attribute of a class it is a descriptor.
        Value::None => Ref::NONE,
        Value::Ref(o) if vm.is_type(object) && vm.is_subclass(o, own) => o,
        _ => {
            let kind = vm.class_of(object);
            if !vm.is_subclass(kind, own) {
                // It may claim to be of a class that fits.
                return vm.call_prelude("_claimed_super", vec![made, class, object]);
            }
            kind
        }
    };
    Ok(set_super(vm, made, SuperData { class: own, object, object_class }))
}

fn set_super(vm: &mut Vm, made: Value, data: SuperData) -> Value {
    if let Payload::Super(own) = vm.heap.payload_mut(object_ref(made)) {
        **own = data;
    }
    made
}

/// In the prelude: `made` is for an object that counts as one of another class.
fn super_as(vm: &mut Vm, args: &[Value]) -> Native {
    let [made, class, object, object_class] = args[..] else { return Ok(Value::None) };
    let data = SuperData { class: object_ref(class), object, object_class: object_ref(object_class) };
    Ok(set_super(vm, made, data))
}

/// `super(C).__get__(object)`
fn super_get(vm: &mut Vm, args: &[Value]) -> Native {
    let Payload::Super(data) = vm.heap.payload(object_ref(args[0])) else { return Ok(args[0]) };
    if data.object_class.is_some() || args[1].is_none() {
        return Ok(args[0]);
    }
    let (class, kind) = (Value::Ref(data.class), vm.class_of(args[0]));
    vm.call(Value::Ref(kind), vec![class, args[1]])
}

fn super_part(vm: &Vm, v: Value, part: impl FnOnce(&SuperData) -> Value) -> Native {
    Ok(match vm.heap.payload(object_ref(v)) {
        Payload::Super(data) => part(data),
        _ => Value::None,
    })
}

fn super_class(vm: &mut Vm, args: &[Value]) -> Native {
    super_part(vm, args[0], |data| data.class.or_none())
}

fn super_object(vm: &mut Vm, args: &[Value]) -> Native {
    super_part(vm, args[0], |data| data.object)
}

fn super_object_class(vm: &mut Vm, args: &[Value]) -> Native {
    super_part(vm, args[0], |data| data.object_class.or_none())
}

/// `super()` under another name: the first argument and the `__class__` cell of the calling function.
fn super_without_arguments(vm: &mut Vm, made: Value) -> Native {
    let Some(frame) = vm.thread.frames.last() else { return Err(vm.runtime_error("super(): no current frame")) };
    let (code, base) = (&vm.codes[frame.code as usize].code, frame.base as usize);
    if code.parameters.all_positional() == 0 && !code.parameters.var_args {
        return Err(vm.runtime_error("super(): no arguments"));
    }
    let first = vm.thread.stack[base];
    if first.is_unbound() {
        return Err(vm.runtime_error("super(): arg[0] deleted"));
    }
    let free = code.free.iter().position(|n| n == "__class__").map(|at| at + code.free_base());
    let Some(Value::Ref(cell)) = free.map(|at| vm.thread.stack[base + at]) else {
        return Err(vm.runtime_error("super(): __class__ cell not found"));
    };
    let Payload::Cell(class) = vm.heap.payload(cell) else {
        return Err(vm.runtime_error("super(): bad __class__ cell"));
    };
    let class = *class;
    super_begin(vm, made, class, first)
}

// ---- modules, cells, code

fn module_new(vm: &mut Vm, args: &[Value]) -> Native {
    let class = object_ref(args[0]);
    let module = vm.alloc(class, Payload::Module);
    if types::is_builtin(class) {
        module_init(vm, &[module, args[1], args[2]])?;
    } else {
        vm.own_dict(object_ref(module));
    }
    Ok(module)
}

fn module_init(vm: &mut Vm, args: &[Value]) -> Native {
    let r = object_ref(args[0]);
    vm.set_own_attr(r, names::__name__, args[1].or(Value::None));
    vm.set_own_attr(r, names::__doc__, args[2].or(Value::None));
    vm.set_own_attr(r, names::__package__, Value::None);
    vm.set_own_attr(r, names::__loader__, Value::None);
    vm.set_own_attr(r, names::__spec__, Value::None);
    Ok(Value::None)
}

fn cell_new(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(vm.alloc(types::CELL, Payload::Cell(args[1])))
}

fn cell_contents(vm: &mut Vm, args: &[Value]) -> Native {
    match vm.heap.payload(object_ref(args[0])) {
        Payload::Cell(v) if !v.is_unbound() => Ok(*v),
        _ => Err(vm.value_error("Cell is empty")),
    }
}

fn set_cell_contents(vm: &mut Vm, args: &[Value]) -> Native {
    if let Payload::Cell(v) = vm.heap.payload_mut(object_ref(args[0])) {
        *v = args[1];
    }
    Ok(Value::None)
}

fn code_attribute(vm: &mut Vm, v: Value, get: impl FnOnce(&mut Vm, &weft_code::Code) -> Value) -> Native {
    let Payload::Code(n) = vm.heap.payload(object_ref(v)) else { return Ok(Value::None) };
    let code = vm.code(*n).clone();
    Ok(get(vm, &code))
}

fn string_tuple(vm: &mut Vm, items: &[String]) -> Value {
    let items: Vec<Value> = items.iter().map(|s| vm.str(s.as_str())).collect();
    vm.tuple(items)
}

fn code_name(vm: &mut Vm, args: &[Value]) -> Native {
    code_attribute(vm, args[0], |vm, c| vm.str(c.name.as_str()))
}

fn code_qualname(vm: &mut Vm, args: &[Value]) -> Native {
    code_attribute(vm, args[0], |vm, c| vm.str(c.qualname.as_str()))
}

fn code_filename(vm: &mut Vm, args: &[Value]) -> Native {
    code_attribute(vm, args[0], |vm, c| vm.str(c.source.filename.as_str()))
}

fn code_first_line(vm: &mut Vm, args: &[Value]) -> Native {
    code_attribute(vm, args[0], |_, c| Value::Int(c.first_line as i64))
}

fn code_argcount(vm: &mut Vm, args: &[Value]) -> Native {
    code_attribute(vm, args[0], |_, c| Value::Int(c.parameters.all_positional() as i64))
}

fn code_posonly(vm: &mut Vm, args: &[Value]) -> Native {
    code_attribute(vm, args[0], |_, c| Value::Int(c.parameters.positional_only as i64))
}

fn code_kwonly(vm: &mut Vm, args: &[Value]) -> Native {
    code_attribute(vm, args[0], |_, c| Value::Int(c.parameters.keyword_only as i64))
}

fn code_freevars(vm: &mut Vm, args: &[Value]) -> Native {
    code_attribute(vm, args[0], |vm, c| string_tuple(vm, &c.free))
}

fn code_names(vm: &mut Vm, args: &[Value]) -> Native {
    code_attribute(vm, args[0], |vm, c| string_tuple(vm, &c.names))
}

fn code_consts(vm: &mut Vm, args: &[Value]) -> Native {
    let Payload::Code(n) = vm.heap.payload(object_ref(args[0])) else { return Ok(Value::None) };
    let consts = vm.codes[*n as usize].consts.to_vec();
    Ok(vm.tuple(consts))
}

fn code_disassembly(vm: &mut Vm, args: &[Value]) -> Native {
    code_attribute(vm, args[0], |vm, c| {
        let text = weft_code::disassemble(c);
        vm.str(text)
    })
}

/// Types whose text is made natively.
const WITH_REPR: &str = "str|int|bool|float|complex|bytes|bytearray|list|tuple|dict|set|frozenset|range|slice|\
                         NoneType|NotImplementedType|ellipsis|function|builtin_function_or_method|method_descriptor|\
                         method|module|type|code|dict_keys|dict_values|dict_items|mappingproxy|BaseException|\
                         types.GenericAlias|generator|coroutine|async_generator|super|weakref.ReferenceType|cell|\
                         property|staticmethod|classmethod|memoryview";

pub(crate) const NATIVES: &[NativeDef] = &[
    native("object", "__new__", "type, *args, **kwargs", object_new),
    native("object", "__init__", "self, *args, **kwargs", object_init),
    native("object", "__getattribute__", "self, name, /", getattribute),
    native("object", "__setattr__", "self, name, value, /", setattr),
    native("object", "__delattr__", "self, name, /", delattr),
    native("object", "__eq__", "self, value, /", object_eq),
    native("object", "__ne__", "self, value, /", object_ne),
    native("object", "__lt__", "self, value, /", object_order),
    native("object", "__le__", "self, value, /", object_order),
    native("object", "__gt__", "self, value, /", object_order),
    native("object", "__ge__", "self, value, /", object_order),
    native("object", "__hash__", "self, /", object_hash),
    native("object", "__repr__", "self, /", object_repr),
    native("object", "__str__", "self, /", object_str),
    native("object", "__format__", "self, format_spec, /", object_format),
    native("object", "__class__", "get self", object_class),
    native("object", "__class__", "set self, value", set_object_class),
    native("object", "__dict__", "get self", object_dict),
    native("object", "__dict__", "set self, value", set_object_dict),
    native("object", "__doc__", "default self", object_doc),
    native("object", "__getstate__", "self, /", object_getstate),
    native("object", "__reduce_ex__", "self, protocol, /", object_reduce_ex),
    native("object", "__reduce__", "self, /", object_reduce),
    native("object", "__dir__", "self, /", object_dir),
    native("object", "__sizeof__", "self, /", object_sizeof),
    native("object", "__init_subclass__", "cls, **kwargs", init_subclass),
    native("object", "__subclasshook__", "cls, subclass, /", subclasshook),
    native(WITH_REPR, "__repr__", "self, /", builtin_repr),
    native("str|BaseException", "__str__", "self, /", builtin_str),
    native("function", "__name__", "get self", function_name),
    native("function", "__name__", "set self, value", set_function_name),
    native("function", "__qualname__", "get self", function_qualname),
    native("function", "__qualname__", "set self, value", set_function_qualname),
    native("function", "__module__", "get self", function_module),
    native("function", "__module__", "set self, value", set_function_module),
    native("function", "__doc__", "get self", function_doc),
    native("function", "__doc__", "set self, value", set_function_doc),
    native("function", "__defaults__", "get self", function_defaults),
    native("function", "__defaults__", "set self, value", set_function_defaults),
    native("function", "__kwdefaults__", "get self", function_kwdefaults),
    native("function", "__kwdefaults__", "set self, value", set_function_kwdefaults),
    native("function", "__type_params__", "get self", function_type_params),
    native("function", "__type_params__", "set self, value", set_function_type_params),
    native("function", "__closure__", "get self", function_closure),
    native("function", "__globals__", "get self", function_globals),
    native("function", "__code__", "get self", function_code),
    native("function", "__builtins__", "get self", function_builtins),
    native("function", "__annotate__", "get self", function_annotate),
    native("function", "__annotate__", "set self, value", set_function_annotate),
    native("function", "__annotations__", "get self", function_annotations),
    native("function", "__annotations__", "set self, value", set_function_annotations),
    native(
        "function|property|staticmethod|classmethod|method_descriptor|member_descriptor|getset_descriptor",
        "__get__",
        "self, instance, owner=None, /",
        descriptor_get,
    ),
    native("method", "__new__", "type, function, instance, /", method_new),
    native("method", "__func__", "get self", method_func),
    native("method", "__doc__", "get self", method_doc),
    native("method|builtin_function_or_method", "__self__", "get self", method_self),
    native("method", "__getattr__", "self, name, /", method_getattr),
    native("builtin_function_or_method|method_descriptor", "__name__", "get self", native_name),
    native("builtin_function_or_method|method_descriptor", "__qualname__", "get self", native_qualname),
    native("builtin_function_or_method|method_descriptor", "__module__", "get self", native_module),
    native("builtin_function_or_method|method_descriptor", "__doc__", "get self", native_doc),
    native("builtin_function_or_method|method_descriptor", "__text_signature__", "get self", native_signature),
    native("_prelude", "_plain_function", "function, /", plain_function),
    native("_prelude", "_remember_hash", "reference, hash, /", remember_hash),
    native("property", "__new__", "type, fget=None, fset=None, fdel=None, doc=None", property_new),
    native("property", "__init__", "self, fget=None, fset=None, fdel=None, doc=None", property_init),
    native("property", "getter", "self, fget, /", property_getter),
    native("property", "setter", "self, fset, /", property_setter),
    native("property", "deleter", "self, fdel, /", property_deleter),
    native("property", "fget", "get self", property_fget),
    native("property", "fset", "get self", property_fset),
    native("property", "fdel", "get self", property_fdel),
    native("property", "__doc__", "get self", property_doc),
    native("property", "__doc__", "set self, value", set_property_doc),
    native("property", "__set__", "self, instance, value, /", property_set),
    native("staticmethod", "__new__", "type, function, /", staticmethod_new),
    native("classmethod", "__new__", "type, function, /", classmethod_new),
    native("staticmethod|classmethod", "__func__", "get self", wrapped_function),
    native("staticmethod|classmethod", "__wrapped__", "get self", wrapped_function),
    native("staticmethod|classmethod", "__doc__", "get self", wrapped_doc),
    native("staticmethod|classmethod", "__getattr__", "self, name, /", wrapped_getattr),
    native("super", "__new__", "type, class=None, object=None, /, *rest, **keywords", super_new),
    native("super", "__init__", "self, class=None, object=None, /", super_init),
    native("super", "__get__", "self, instance, owner=None, /", super_get),
    native("super", "__thisclass__", "get self", super_class),
    native("super", "__self__", "get self", super_object),
    native("super", "__self_class__", "get self", super_object_class),
    native("_prelude", "_super_as", "made, class, object, object_class, /", super_as),
    native("module", "__new__", "type, name, doc=None", module_new),
    native("module", "__init__", "self, name, doc=None", module_init),
    native("member_descriptor|getset_descriptor", "__name__", "get self", descriptor_name),
    native("member_descriptor", "__objclass__", "get self", member_class),
    native("method_descriptor", "__objclass__", "get self", native_class),
    native("member_descriptor", "__delete__", "self, instance, /", member_delete),
    native("member_descriptor|getset_descriptor", "__set__", "self, instance, value, /", descriptor_set),
    native("cell", "__new__", "type, contents=None, /", cell_new),
    native("cell", "cell_contents", "get self", cell_contents),
    native("cell", "cell_contents", "set self, value", set_cell_contents),
    native("code", "co_name", "get self", code_name),
    native("code", "co_qualname", "get self", code_qualname),
    native("code", "co_filename", "get self", code_filename),
    native("code", "co_firstlineno", "get self", code_first_line),
    native("code", "co_argcount", "get self", code_argcount),
    native("code", "co_posonlyargcount", "get self", code_posonly),
    native("code", "co_kwonlyargcount", "get self", code_kwonly),
    native("code", "co_freevars", "get self", code_freevars),
    native("code", "co_names", "get self", code_names),
    native("code", "co_consts", "get self", code_consts),
    native("_prelude", "_set_class", "object, class, /", set_class),
    native("_prelude", "_disassemble", "code, /", code_disassembly),
];
