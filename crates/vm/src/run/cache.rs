//! What instructions remember of their last time: where a global or attribute was found.

use crate::{
    dict::Dict,
    names,
    natives::Signal,
    object::Payload,
    types,
    value::{Ref, Value},
    vm::{Cache, Vm},
};

// Kinds of what is remembered; 0 is nothing.
pub(super) const NONE: u32 = 0;
pub(super) const GLOBAL: u32 = 1;
pub(super) const BUILTIN: u32 = 2;
pub(super) const INSTANCE: u32 = 3;
pub(super) const METHOD: u32 = 4;
pub(super) const MODULE: u32 = 5;

impl Vm {
    /// Remember how an attribute of an instance or module was found, if it can be found so again.
    pub(super) fn cache_attribute(&mut self, r: Ref, name: Ref, cache: &mut Cache) {
        let object = self.heap.get(r);
        let (class, dict) = (object.class, object.dict);
        if dict.is_none() {
            return;
        }
        let Some(at) = self.heap.find_name(dict, name) else { return };
        match self.heap.payload(r) {
            Payload::Module => *cache = Cache { key: r.0, version: 0, at: at as u32, kind: MODULE },
            Payload::Type(_) | Payload::Super(_) => {}
            _ => {
                let plain = !types::is_builtin(class)
                    && self.lookup(class, name).is_none()
                    && self.has_default_getattribute(class)
                    && self.has_default_setattr(class);
                if plain {
                    *cache = Cache { key: class.0, version: self.type_version, at: at as u32, kind: INSTANCE };
                }
            }
        }
    }

    pub(super) fn has_default_setattr(&mut self, class: Ref) -> bool {
        self.lookup(class, names::__setattr__).is_none_or(|m| self.is_of_object(m, names::__setattr__))
    }

    pub(super) fn cache_method(&mut self, r: Ref, name: Ref, cache: &mut Cache) {
        let object = self.heap.get(r);
        let (class, dict) = (object.class, object.dict);
        match self.heap.payload(r) {
            Payload::Module => {
                if let Some(at) = self.heap.find_name(dict, name) {
                    *cache = Cache { key: r.0, version: 0, at: at as u32, kind: MODULE };
                }
                return;
            }
            Payload::Type(_) | Payload::Super(_) | Payload::GenericAlias { .. } => return,
            _ => {}
        }
        if self.heap.as_type(class).is_none_or(|t| t.shadowed) {
            *cache = Cache { kind: NONE, ..Cache::default() };
            return;
        }
        if dict.is_some() && self.heap.find_name(dict, name).is_some() {
            return;
        }
        if let Some(Value::Ref(method)) = self.lookup(class, name)
            && let crate::attribute::Binding::Function = self.binding(Value::Ref(method))
            && (types::is_builtin(class) || self.has_default_getattribute(class))
        {
            *cache = Cache { key: class.0, version: self.type_version, at: method.0, kind: METHOD };
        }
    }

    pub(super) fn load_global(&mut self, globals: Ref, name: Ref, cache: &mut Cache) -> Result<Value, Signal> {
        if let Some(at) = self.heap.find_name(globals, name)
            && let Some(d) = self.heap.as_dict(globals)
            && let Some(e) = d.entry(at)
        {
            *cache = Cache { key: globals.0, version: 0, at: at as u32, kind: GLOBAL };
            return Ok(e.value);
        }
        if let Some(at) = self.heap.find_name(self.builtins, name)
            && let Some(d) = self.heap.as_dict(self.builtins)
            && let Some(e) = d.entry(at)
        {
            let version = self.heap.as_dict(globals).map_or(0, Dict::additions);
            *cache = Cache { key: globals.0, version, at: at as u32, kind: BUILTIN };
            return Ok(e.value);
        }
        Err(self.name_not_defined(name))
    }

    pub(super) fn load_name(&mut self, globals: Ref, locals: Ref, name: Ref) -> Result<Value, Signal> {
        if self.heap.as_dict(locals).is_some() && types::is_builtin(self.heap.get(locals).class) {
            if let Some(v) = self.heap.get_name(locals, name) {
                return Ok(v);
            }
            return self.load_global(globals, name, &mut Cache::default());
        }
        // A namespace of its own kind (`__prepare__`, `exec` with a mapping).
        self.call_prelude("_load_name", vec![Value::Ref(locals), Value::Ref(globals), Value::Ref(name)])
    }

    pub(super) fn store_name(&mut self, space: Ref, name: Ref, value: Value) -> Result<(), Signal> {
        if self.heap.as_dict(space).is_some() && types::is_builtin(self.heap.get(space).class) {
            self.heap.set_name(space, name, value);
            return Ok(());
        }
        self.set_item(Value::Ref(space), Value::Ref(name), value)
    }
}
