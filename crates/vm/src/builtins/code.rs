//! Code objects: how they compare, `code.replace()`, functions of them.
//!
//! Reference: <https://docs.python.org/3/reference/datamodel.html#code-objects>.

use std::sync::Arc;

use weft_code::{Code, Parameters, Source};

use super::functions::arguments::native;
use crate::{
    dict::KeyEq,
    execute::simple_arity,
    names,
    natives::{Native, NativeDef, Signal},
    object::Payload,
    types,
    value::{Ref, Value},
    vm::{LoadedCode, Vm},
};

pub(super) const NATIVES: &[NativeDef] = &[
    native("code", "replace", "self, /, **changes", replace),
    native("code", "co_flags", "get self", flags),
    native("code", "co_varnames", "get self", variables),
    native("code", "co_nlocals", "get self", local_count),
    native("code", "co_cellvars", "get self", cell_variables),
    native("function", "__code__", "set self, value", set_code),
    native("function", "__new__", "type, code, globals, name=None, argdefs=None, closure=None", new_function),
];

/// `types.FunctionType(code, globals, name, argdefs, closure)`.
fn new_function(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(number) = vm.code_number(a[1]) else {
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

/// `CO_ITERABLE_COROUTINE`.
const ITERABLE: i64 = 0x100;

/// `co_flags`.
fn flag_bits(code: &Code) -> i64 {
    let flags = [
        (code.flags.optimized, 0x3),
        (code.parameters.var_args, 0x4),
        (code.parameters.var_kwargs, 0x8),
        (code.flags.nested, 0x10),
        (code.flags.generator, 0x20),
        (code.flags.coroutine, 0x80),
        (code.flags.iterable_coroutine, ITERABLE),
        (code.flags.async_generator, 0x200),
    ];
    flags.iter().filter(|(set, _)| *set).map(|(_, bit)| bit).sum()
}

fn flags(vm: &mut Vm, a: &[Value]) -> Native {
    let bits = match vm.code_number(a[0]) {
        Some(number) => flag_bits(vm.code(number)),
        None => 0,
    };
    Ok(Value::Int(bits))
}

/// CPython has `*args` behind the keyword-only parameters, Weft's registers have it before them.
fn star_in_order(names: &mut Vec<String>, p: Parameters, for_python: bool) {
    if p.var_args && p.keyword_only > 0 {
        let (before, behind) = (p.all_positional(), p.all_positional() + p.keyword_only as usize);
        let (from, to) = if for_python { (before, behind) } else { (behind, before) };
        let star = names.remove(from);
        names.insert(to, star);
    }
}

fn variables(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(number) = vm.code_number(a[0]) else { return Ok(Value::None) };
    let code = vm.code(number);
    let mut names = plain_locals(code).to_vec();
    star_in_order(&mut names, code.parameters, true);
    let names = names.into_iter().map(|name| vm.str(name)).collect::<Vec<_>>();
    Ok(vm.tuple(names))
}

/// Variables that are not in cells only; those come last.
fn plain_locals(code: &Code) -> &[String] {
    let parameters = code.parameters.count();
    let in_cells = code.cells.iter().filter(|&&cell| usize::from(cell) >= parameters).count();
    &code.locals[..code.locals.len().saturating_sub(in_cells)]
}

fn local_count(vm: &mut Vm, a: &[Value]) -> Native {
    let count = vm.code_number(a[0]).map_or(0, |number| plain_locals(vm.code(number)).len());
    Ok(Value::Int(count as i64))
}

fn cell_variables(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(number) = vm.code_number(a[0]) else { return Ok(Value::None) };
    let code = vm.code(number);
    let names = code.cells.iter().filter_map(|&cell| code.locals.get(usize::from(cell)));
    let mut names: Vec<String> = names.cloned().collect();
    names.sort();
    let names = names.into_iter().map(|name| vm.str(name)).collect::<Vec<_>>();
    Ok(vm.tuple(names))
}

/// Names that are given as a tuple.
fn texts(vm: &mut Vm, attribute: &str, items: &[Value]) -> Result<Vec<String>, Signal> {
    let texts = items.iter().map(|&item| vm.heap.as_str(item).map(str::to_owned)).collect::<Option<Vec<_>>>();
    texts.ok_or_else(|| vm.type_error(&format!("{attribute} must be a tuple of strings")))
}

/// `function.__code__ = code`
fn set_code(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(number) = vm.code_number(a[1]) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let code = vm.codes[number as usize].code.clone();
    let arity = simple_arity(&code);
    let cells = match a[0].as_ref().map(|r| vm.heap.payload(r)) {
        Some(Payload::Function(f)) => vm.heap.tuple_items(f.closure).len(),
        _ => return Ok(Value::None),
    };
    if cells != code.free.len() {
        let called = vm.function_name(a[0]);
        let wanted = code.free.len();
        let message = format!("{called}() requires a code object with {cells} free vars, not {wanted}");
        return Err(vm.value_error(&message));
    }
    if let Value::Ref(r) = a[0]
        && let Payload::Function(f) = vm.heap.payload_mut(r)
    {
        f.code = number;
        f.simple_arity = arity;
    }
    Ok(Value::None)
}

impl Vm {
    /// The code object of a number.
    pub(crate) fn code_object(&mut self, number: u32) -> Value {
        let known = self.codes[number as usize].object;
        if known.is_some() {
            return Value::Ref(known);
        }
        let made = self.alloc(types::CODE, Payload::Code(number));
        self.codes[number as usize].object = made.as_ref().unwrap_or(Ref::NONE);
        made
    }

    fn code_number(&self, v: Value) -> Option<u32> {
        match v {
            Value::Ref(r) => match *self.heap.payload(r) {
                Payload::Code(number) => Some(number),
                _ => None,
            },
            _ => None,
        }
    }

    fn function_name(&self, function: Value) -> String {
        match function.as_ref().map(|r| self.heap.payload(r)) {
            Some(Payload::Function(f)) => self.heap.text(f.name).to_owned(),
            _ => String::new(),
        }
    }

    /// Are they equal, whichever file they come from?
    pub(crate) fn equal_codes(&self, one: u32, other: u32) -> bool {
        let mut pairs = vec![(one, other)];
        while let Some((one, other)) = pairs.pop() {
            if one == other {
                continue;
            }
            let (a, b) = (&self.codes[one as usize], &self.codes[other as usize]);
            let (c, d) = (&a.code, &b.code);
            let same = c.name == d.name
                && c.qualname == d.qualname
                && c.first_line == d.first_line
                && c.flags == d.flags
                && c.parameters == d.parameters
                && c.locals == d.locals
                && c.cells == d.cells
                && c.free == d.free
                && c.instrs == d.instrs
                && c.spans == d.spans
                && c.exceptions == d.exceptions
                && a.names == b.names
                && a.consts.len() == b.consts.len();
            if !same {
                return false;
            }
            for (&x, &y) in a.consts.iter().zip(b.consts.iter()) {
                match (self.code_number(x), self.code_number(y)) {
                    (Some(inner), Some(other)) => pairs.push((inner, other)),
                    (None, None) if x.is(y) => {}
                    (None, None) if self.class_of(x) == self.class_of(y) && self.keys_equal(x, y) == KeyEq::Yes => {}
                    _ => return false,
                }
            }
        }
        true
    }
}

/// Names, file and constants can be other ones, and whether `await` takes a generator; what the instructions rest on
/// cannot.
fn replace(vm: &mut Vm, a: &[Value]) -> Native {
    let Some(number) = vm.code_number(a[0]) else { return Ok(Value::None) };
    let given: Vec<(String, Value)> = a[1]
        .as_ref()
        .and_then(|d| vm.heap.as_dict(d))
        .map(|d| d.iter().map(|e| (vm.heap.as_str(e.key).unwrap_or_default().to_owned(), e.value)).collect())
        .unwrap_or_default();
    let loaded = &vm.codes[number as usize];
    let (mut code, mut consts, mut names) = ((*loaded.code).clone(), loaded.consts.clone(), loaded.names.clone());
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
            ("co_names", _, Some(items)) if items.len() == names.len() => {
                let texts = texts(vm, &name, &items)?;
                names = texts.iter().map(|text| vm.heap.intern(text)).collect();
                code.names = texts;
            }
            ("co_varnames", _, Some(items)) if items.len() == plain_locals(&code).len() => {
                let mut locals = texts(vm, &name, &items)?;
                star_in_order(&mut locals, code.parameters, false);
                code.locals.splice(..locals.len(), locals);
            }
            ("co_freevars", _, Some(items)) if items.len() == code.free.len() => {
                code.free = texts(vm, &name, &items)?;
            }
            ("co_flags", ..) if vm.as_i64(value).is_some_and(|f| f & !ITERABLE == flag_bits(&code) & !ITERABLE) => {
                code.flags.iterable_coroutine = vm.as_i64(value).is_some_and(|f| f & ITERABLE != 0);
            }
            _ => {
                let key = vm.heap.intern(&name);
                let now = vm.find_attr(a[0], key)?.unwrap_or(Value::Unbound);
                if vm.keys_equal(now, value) != KeyEq::Yes {
                    let message = format!("code.replace(): Weft cannot make code with another {name}");
                    return Err(vm.raise_class(types::NOT_IMPLEMENTED_ERROR, &message));
                }
            }
        }
    }
    vm.codes.push(LoadedCode::new(Arc::new(code), consts, names));
    let number = vm.codes.len() as u32 - 1;
    Ok(vm.code_object(number))
}
