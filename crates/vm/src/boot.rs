//! What every process begins with: built-in types, names, `builtins`, the prelude.

use crate::{
    dict::Dict,
    execute::own_code,
    frame::Ret,
    names,
    object::{Layout, Payload, TypeData},
    types::{self, BUILTIN_TYPES},
    value::{Ref, Value},
    vm::{Stop, Vm},
};

include!(concat!(env!("OUT_DIR"), "/prelude.rs"));

/// Types that are called by their names in `builtins`.
fn is_public(name: &str) -> bool {
    const HIDDEN: &[&str] = &[
        "NoneType",
        "NotImplementedType",
        "ellipsis",
        "cell",
        "function",
        "builtin_function_or_method",
        "method_descriptor",
        "method",
        "module",
        "code",
        "generator",
        "coroutine",
        "async_generator",
        "traceback",
        "frame",
        "member_descriptor",
        "getset_descriptor",
        "mappingproxy",
        "dict_keys",
        "dict_values",
        "dict_items",
        "odict_keys",
        "odict_values",
        "odict_items",
    ];
    !HIDDEN.contains(&name) && !name.contains('.') && !name.ends_with("iterator")
}

/// Types whose instances have an attribute dictionary.
fn has_dict(name: &str, layout: Layout) -> bool {
    layout == Layout::Exception
        || layout == Layout::Module
        || matches!(name, "function" | "type" | "staticmethod" | "classmethod")
}

pub(crate) fn boot(vm: &mut Vm) {
    make_types(vm);
    for (i, name) in names::NAMES.iter().enumerate() {
        let r = vm.heap.intern(name);
        debug_assert_eq!(r.0, types::COUNT + 1 + i as u32);
    }
    for (i, t) in BUILTIN_TYPES.iter().enumerate() {
        let name = vm.heap.intern(t.name);
        if let Some(data) = vm.heap.as_type_mut(Ref(i as u32 + 1)) {
            data.name = name;
            data.qualname = name;
        }
    }
    vm.modules = vm.heap.dict(Dict::new());
    let builtins = vm.new_module("builtins");
    vm.builtins = vm.heap.get(builtins).dict;
    vm.register("builtins", Value::Ref(builtins));
    vm.prelude = vm.heap.dict(Dict::new());
    let prelude = vm.prelude;
    vm.heap.set_name(prelude, names::__name__, Value::Ref(names::builtins));
    install_natives(vm);
    let space = vm.builtins;
    for (i, t) in BUILTIN_TYPES.iter().enumerate() {
        let class = Value::Ref(Ref(i as u32 + 1));
        let name = vm.heap.intern(t.name);
        if is_public(t.name) {
            vm.heap.set_name(space, name, class);
        }
        let hidden = vm.heap.intern(&format!("_{}", t.name.rsplit('.').next().unwrap_or("").replace(' ', "_")));
        vm.heap.set_name(prelude, hidden, class);
    }
    let aliases = [("EnvironmentError", types::OS_ERROR), ("IOError", types::OS_ERROR)];
    for (name, class) in aliases {
        let name = vm.heap.intern(name);
        vm.heap.set_name(space, name, Value::Ref(class));
    }
    let constants = [
        ("None", Value::None),
        ("NotImplemented", Value::NotImplemented),
        ("Ellipsis", Value::Ellipsis),
        ("__debug__", Value::Bool(true)),
    ];
    for (name, value) in constants {
        let name = vm.heap.intern(name);
        vm.heap.set_name(space, name, value);
    }
    run_prelude(vm);
    vm.heap.make_permanent();
}

fn make_types(vm: &mut Vm) {
    for t in BUILTIN_TYPES {
        let data = TypeData {
            name: Ref::NONE,
            qualname: Ref::NONE,
            bases: t.base.get().into_iter().collect(),
            mro: Vec::new(),
            layout: t.layout,
            builtin: true,
            has_dict: has_dict(t.name, t.layout),
            subclassable: t.subclassable,
            shadowed: false,
            slots: Vec::new(),
            subclasses: Vec::new(),
            abstract_methods: false,
        };
        vm.heap.alloc(types::TYPE, Payload::Type(Box::new(data)));
    }
    for (i, t) in BUILTIN_TYPES.iter().enumerate() {
        let own = Ref(i as u32 + 1);
        let mut mro = vec![own];
        let mut base = t.base;
        while let Some(b) = base.get() {
            mro.push(b);
            base = BUILTIN_TYPES[b.index() - 1].base;
        }
        if let Some(data) = vm.heap.as_type_mut(own) {
            data.mro = mro;
        }
        if let Some(b) = t.base.get()
            && let Some(data) = vm.heap.as_type_mut(b)
        {
            data.subclasses.push(own);
        }
    }
    // An exception group is an exception too; its class is made by the prelude. Dictionaries come
    // after all types, so that types and names keep their numbers.
}

/// Put every native where its owner says.
fn install_natives(vm: &mut Vm) {
    for i in 1..=types::COUNT {
        let dict = vm.heap.dict(Dict::new());
        vm.heap.get_mut(Ref(i)).dict = dict;
    }
    let table = vm.natives.clone();
    for (number, entry) in table.entries.iter().enumerate() {
        let number = number as u32;
        let def = entry.def;
        {
            let owner = def.owner;
            let name = vm.heap.intern(def.name);
            match owner {
                "builtins" | "_prelude" => {
                    let space = if owner == "builtins" { vm.builtins } else { vm.prelude };
                    let native = vm.native_value(number);
                    vm.heap.set_name(space, name, native);
                }
                _ => {
                    let Some(class) = BUILTIN_TYPES.iter().position(|t| t.name == owner) else { continue };
                    let dict = vm.heap.get(Ref(class as u32 + 1)).dict;
                    let value = if def.signature.starts_with("get ") {
                        vm.alloc(types::GETSET_DESCRIPTOR, Payload::GetSet { getter: number, setter: u32::MAX })
                    } else if def.signature.starts_with("set ") {
                        let existing = vm.heap.get_name(dict, name);
                        if let Some(Value::Ref(r)) = existing
                            && let Payload::GetSet { setter, .. } = vm.heap.payload_mut(r)
                        {
                            *setter = number;
                        }
                        continue;
                    } else if def.signature.starts_with("default ") {
                        Value::None
                    } else {
                        vm.native_value(number)
                    };
                    vm.heap.set_name(dict, name, value);
                }
            }
        }
    }
    for unhashable in [types::LIST, types::DICT, types::SET, types::BYTEARRAY, types::DICT_KEYS, types::DICT_ITEMS] {
        let dict = vm.heap.get(unhashable).dict;
        vm.heap.set_name(dict, names::__hash__, Value::None);
    }
}

fn run_prelude(vm: &mut Vm) {
    let globals = vm.prelude;
    for (name, code) in PRELUDE {
        let code = own_code(code).unwrap_or_else(|| panic!("prelude {name} is damaged"));
        let function = vm.code_function(code, globals);
        let Ok(_) = vm.invoke(function, &[], &[], Ret::Thread) else {
            panic!("prelude {name} cannot be run");
        };
        loop {
            match vm.run(u32::MAX) {
                Stop::Ended => break,
                Stop::OutOfFuel | Stop::Effects => vm.effects.clear(),
                Stop::Wait => panic!("prelude {name} waits"),
            }
        }
        if !vm.thread.outcome.is_unbound() {
            let exc = vm.thread.outcome;
            let traceback = vm.exception(exc).map_or(Value::None, |e| e.traceback.or_none());
            panic!(
                "prelude {name}: {} {}\n{}",
                vm.type_name(exc),
                vm.exception_message(exc),
                vm.traceback_text(traceback)
            );
        }
    }
    // Functions of the prelude that are built-ins by their own name.
    let public: Vec<(Ref, Value)> = vm
        .heap
        .as_dict(globals)
        .map(|d| {
            d.iter()
                .filter_map(|e| {
                    let key = e.key.as_ref()?;
                    let name = vm.heap.text(key);
                    is_own_builtin(name).then_some((key, e.value))
                })
                .collect()
        })
        .unwrap_or_default();
    vm.make_functions_builtin(globals, is_own_builtin);
    let space = vm.builtins;
    for (name, value) in public {
        vm.heap.set_name(space, name, value);
    }
    let import = vm.heap.get_name(space, names::__import__).unwrap_or(Value::None);
    vm.register("__import__", import);
}

/// Is what the prelude calls so a built-in by that name?
fn is_own_builtin(name: &str) -> bool {
    !name.starts_with('_') || matches!(name, "__build_class__" | "__import__")
}
