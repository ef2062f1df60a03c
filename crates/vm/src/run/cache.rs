//! What instructions remember of their last time: where a global or attribute was found.

use crate::{
    dict::Dict,
    frame::Ret,
    names,
    natives::Signal,
    object::{Function, Layout, Payload},
    types,
    value::{Ref, Value},
    vm::{Cache, Vm},
};

// Kinds of what is remembered; 0 is nothing.
const NONE: u32 = 0;
pub(super) const GLOBAL: u32 = 1;
pub(super) const BUILTIN: u32 = 2;
pub(super) const INSTANCE: u32 = 3;
pub(super) const METHOD: u32 = 4;
pub(super) const MODULE: u32 = 5;
pub(super) const CLASS_FUNCTION: u32 = 6;
const INIT: u32 = 7;

impl Vm {
    /// An attribute that stands in the object's own dictionary and that nothing in its class has a say in, or one of a
    /// module. Where it was found is remembered.
    pub(super) fn load_plain_attr(&mut self, r: Ref, name: Ref, cache: &mut Cache) -> Option<Value> {
        let object = self.heap.get(r);
        let (class, dict) = (object.class, object.dict);
        if dict.is_none() {
            return None;
        }
        let (key, kind) = match object.payload {
            Payload::Module => (r.0, MODULE),
            Payload::Type(_) | Payload::Super(_) => return None,
            _ => (class.0, INSTANCE),
        };
        if kind == INSTANCE && !self.is_plain_attr(class, name) {
            return None;
        }
        let at = self.heap.find_name(dict, name)?;
        self.remember_place(cache, key, at as u32, kind);
        self.heap.as_dict(dict)?.entry(at).map(|e| e.value)
    }

    /// The same for setting one, which may be new. False: it is not so simple.
    pub(super) fn store_plain_attr(&mut self, r: Ref, name: Ref, value: Value, cache: &mut Cache) -> bool {
        let object = self.heap.get(r);
        let class = object.class;
        if matches!(object.payload, Payload::Type(_) | Payload::Super(_) | Payload::Module)
            || !self.is_plain_attr(class, name)
            || !self.heap.as_type(class).is_some_and(|t| t.has_dict)
        {
            return false;
        }
        let dict = self.own_dict(r);
        let (at, _) = self.heap.place_name(dict, name, value);
        self.remember_place(cache, class.0, at as u32, INSTANCE);
        true
    }

    /// Two classes with the same attributes often meet at one instruction, a class and its subclass above all.
    fn remember_place(&self, cache: &mut Cache, key: u32, at: u32, kind: u32) {
        let known = cache.kind == INSTANCE && kind == INSTANCE && cache.version == self.type_version && cache.at == at;
        let other = if known { cache.key } else { key };
        *cache = Cache { key, other, version: self.type_version, at, kind };
    }

    /// Does an instance's attribute depend on nothing but its dictionary?
    fn is_plain_attr(&mut self, class: Ref, name: Ref) -> bool {
        !types::is_builtin(class) && self.has_plain_access(class) && self.lookup(class, name).is_none()
    }

    /// Enter the `__init__` of a class whose instances are nothing but attributes, if the call needs nothing more than
    /// that. The arguments stand in the registers from `first` on, and nothing behind them.
    pub(super) unsafe fn enter_init(
        &mut self,
        class: Ref,
        base: u16,
        first: u16,
        argc: u16,
        regs: *mut Value,
        cache: &mut Cache,
    ) -> bool {
        if !(cache.kind == INIT && cache.key == class.0 && cache.version == self.type_version) {
            let Some(init) = self.plain_init(class) else { return false };
            *cache = Cache { key: class.0, version: self.type_version, at: init.0, kind: INIT, ..Cache::default() };
        }
        let init = Ref(cache.at);
        let Payload::Function(function) = self.heap.payload(init) else { return false };
        let function: *const Function = &**function;
        if unsafe { &*function }.simple_arity != argc + 1 {
            return false;
        }
        // The arguments move up to make room for the instance; what stands there is not in use.
        let frame = self.thread.frames.len() - 1;
        let end = self.thread.frames[frame].base as usize + first as usize + argc as usize + 1;
        if self.thread.stack.len() <= end {
            return false;
        }
        unsafe {
            let arguments = regs.add(first as usize);
            std::ptr::copy(arguments, arguments.add(1), argc as usize);
            if self.enter_fast(&*function, init, first, argc + 1, Ret::Init(base)) {
                // Not before: one that no `__init__` is called of would be finalised all the same.
                let instance = Value::Ref(self.heap.alloc(class, Payload::Instance));
                *arguments = instance;
                *regs.add(base as usize) = instance;
                return true;
            }
            std::ptr::copy(arguments.add(1), arguments, argc as usize);
        }
        false
    }

    /// The `__init__` that is all there is to making an instance of the class: a Python function, after
    /// `object.__new__`.
    fn plain_init(&mut self, class: Ref) -> Option<Ref> {
        if types::is_builtin(class) || self.heap.get(class).class != types::TYPE {
            return None;
        }
        let t = self.heap.as_type(class)?;
        if t.abstract_methods || !matches!(t.layout, Layout::Object) || self.has_del(class) {
            return None;
        }
        let Some(Value::Ref(new)) = self.lookup(class, names::__new__) else { return None };
        let Payload::Native(number) = *self.heap.payload(new) else { return None };
        if number != self.object_new() {
            return None;
        }
        let Some(Value::Ref(init)) = self.lookup(class, names::__init__) else { return None };
        matches!(self.heap.payload(init), Payload::Function(_)).then_some(init)
    }

    pub(super) fn cache_method(&mut self, r: Ref, name: Ref, cache: &mut Cache) {
        let object = self.heap.get(r);
        let (class, dict) = (object.class, object.dict);
        match self.heap.payload(r) {
            Payload::Module => {
                if let Some(at) = self.heap.find_name(dict, name) {
                    *cache = Cache { key: r.0, version: 0, at: at as u32, kind: MODULE, ..Cache::default() };
                }
                return;
            }
            Payload::Type(_) if class == types::TYPE => {
                self.cache_function_of_class(r, name, cache);
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
            *cache = Cache { key: class.0, version: self.type_version, at: method.0, kind: METHOD, ..Cache::default() };
        }
    }

    /// `Class.method(…)`: a function comes out of a class as it is.
    fn cache_function_of_class(&mut self, class: Ref, name: Ref, cache: &mut Cache) {
        if self.lookup(types::TYPE, name).is_none()
            && let Some(Value::Ref(f)) = self.lookup(class, name)
            && matches!(self.heap.payload(f), Payload::Function(_))
            && self.heap.get(f).class == types::FUNCTION
        {
            *cache =
                Cache { key: class.0, version: self.type_version, at: f.0, kind: CLASS_FUNCTION, ..Cache::default() };
        }
    }

    pub(super) fn load_global(&mut self, globals: Ref, name: Ref, cache: &mut Cache) -> Result<Value, Signal> {
        if let Some(at) = self.heap.find_name(globals, name)
            && let Some(d) = self.heap.as_dict(globals)
            && let Some(e) = d.entry(at)
        {
            *cache = Cache { key: globals.0, version: 0, at: at as u32, kind: GLOBAL, ..Cache::default() };
            return Ok(e.value);
        }
        let builtins = self.builtins_of(globals);
        if builtins != self.builtins {
            return match self.heap.get_name(builtins, name) {
                Some(v) => Ok(v),
                None => Err(self.name_not_defined(name)),
            };
        }
        if let Some(at) = self.heap.find_name(self.builtins, name)
            && let Some(d) = self.heap.as_dict(self.builtins)
            && let Some(e) = d.entry(at)
        {
            let version = self.heap.as_dict(globals).map_or(0, Dict::additions);
            *cache = Cache { key: globals.0, version, at: at as u32, kind: BUILTIN, ..Cache::default() };
            return Ok(e.value);
        }
        Err(self.name_not_defined(name))
    }

    /// Where names are looked for that a module does not have: `exec` may be given built-ins of one's own.
    pub(crate) fn builtins_of(&self, globals: Ref) -> Ref {
        match self.heap.get_name(globals, names::__builtins__) {
            Some(Value::Ref(r)) => match self.heap.payload(r) {
                Payload::Dict(_) => r,
                Payload::Module => self.heap.get(r).dict,
                _ => self.builtins,
            },
            _ => self.builtins,
        }
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

    /// Set a global variable. Its position in the namespace, for the loop to set it there itself; where what is replaced
    /// may have to be ended, one that the loop has no use for.
    pub(super) fn store_global(&mut self, globals: Ref, name: Ref, value: Value) -> u32 {
        let replaced = if self.dropping.known { self.heap.get_name(globals, name) } else { None };
        let (at, _) = self.heap.place_name(globals, name, value);
        match (replaced, value) {
            (Some(old @ Value::Ref(_)), _) => {
                self.value_may_be_dropped(old);
                u32::MAX
            }
            (_, Value::Ref(_)) if self.dropping.known => u32::MAX,
            _ => at as u32,
        }
    }

    pub(super) fn store_name(&mut self, space: Ref, name: Ref, value: Value) -> Result<(), Signal> {
        if self.heap.as_dict(space).is_some() && types::is_builtin(self.heap.get(space).class) {
            self.heap.set_name(space, name, value);
            return Ok(());
        }
        self.set_item(Value::Ref(space), Value::Ref(name), value)
    }
}
