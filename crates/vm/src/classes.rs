//! Making classes: layout, method resolution order, slots, and what `type(name, bases, namespace)` does.

use crate::{
    attribute::Binding,
    builtins::is_identifier,
    dict::Dict,
    names,
    natives::{Native, NativeDef, Signal, native},
    object::{Layout, Payload, TypeData},
    types,
    value::{Ref, Value},
    vm::{Pending, Vm},
};

/// The C3 linearisation of a class with these bases (each base's own order given). If there is none:
/// the classes of which none can come next.
pub(crate) fn linearize(class: Ref, bases: &[Ref], orders: &[Vec<Ref>]) -> Result<Vec<Ref>, Vec<Ref>> {
    let mut lists: Vec<Vec<Ref>> = orders.to_vec();
    lists.push(bases.to_vec());
    let mut result = vec![class];
    loop {
        lists.retain(|l| !l.is_empty());
        if lists.is_empty() {
            return Ok(result);
        }
        let good = lists.iter().map(|l| l[0]).find(|c| !lists.iter().any(|l| l[1..].contains(c)));
        let Some(good) = good else {
            let mut stuck: Vec<Ref> = Vec::new();
            for l in &lists {
                if !stuck.contains(&l[0]) {
                    stuck.push(l[0]);
                }
            }
            return Err(stuck);
        };
        result.push(good);
        for l in &mut lists {
            if l.first() == Some(&good) {
                l.remove(0);
            }
        }
    }
}

impl Vm {
    /// `type.__new__(metaclass, name, bases, namespace)` without the hooks that are Python's.
    fn make_type(&mut self, metaclass: Ref, name: Ref, bases: Vec<Ref>, namespace: Dict) -> Result<Ref, Signal> {
        let bases = if bases.is_empty() { vec![types::OBJECT] } else { bases };
        self.check_bases(&bases)?;
        let base = self.best_base(&bases)?;
        let layout = self.heap.as_type(base).map_or(Layout::Object, |t| t.layout);
        let dict = self.heap.dict(namespace);
        let slots = self.slots_of(dict, name)?;
        self.check_slots(base, slots.as_deref().unwrap_or_default())?;
        let class = self.heap.alloc(metaclass, Payload::Instance);
        let orders: Vec<Vec<Ref>> =
            bases.iter().map(|b| self.heap.as_type(*b).map(|t| t.mro.clone()).unwrap_or_default()).collect();
        let mro = linearize(class, &bases, &orders).map_err(|stuck| self.no_order(&stuck))?;
        let inherits_dict = bases.iter().any(|b| self.heap.as_type(*b).is_some_and(|t| t.has_dict));
        let has_dict = inherits_dict || slots.as_ref().is_none_or(|s| s.contains(&names::__dict__));
        let qualname = match self.heap.remove_name(dict, names::__qualname__) {
            Some(Value::Ref(q)) if self.heap.as_str(Value::Ref(q)).is_some() => q,
            Some(other) if !slots.as_ref().is_some_and(|s| s.contains(&names::__qualname__)) => {
                let given = self.type_name(other);
                return Err(self.type_error(&format!("type __qualname__ must be a str, not {given}")));
            }
            _ => name,
        };
        let doc_is_slot = slots.as_ref().is_some_and(|s| s.contains(&names::__doc__));
        // Defining equality without a hash makes instances unhashable.
        if self.heap.get_name(dict, names::__eq__).is_some() && self.heap.get_name(dict, names::__hash__).is_none() {
            self.heap.set_name(dict, names::__hash__, Value::None);
        }
        for hook in [names::__init_subclass__, names::__class_getitem__] {
            if let Some(f) = self.heap.get_name(dict, hook)
                && self.is_python_function(f)
            {
                let wrapped = self.alloc(types::CLASSMETHOD, Payload::ClassMethod(f));
                self.heap.set_name(dict, hook, wrapped);
            }
        }
        if let Some(f) = self.heap.get_name(dict, names::__new__)
            && self.is_python_function(f)
        {
            let wrapped = self.alloc(types::STATICMETHOD, Payload::StaticMethod(f));
            self.heap.set_name(dict, names::__new__, wrapped);
        }
        if has_dict
            && !inherits_dict
            && self.heap.get_name(dict, names::__dict__).is_none()
            && let Some(Value::Ref(attribute)) = self.heap.get_name(self.heap.get(types::OBJECT).dict, names::__dict__)
        {
            let attribute = self.heap.payload(attribute).clone();
            self.add_attribute(class, dict, names::__dict__, attribute);
        }
        let weakly = slots.as_ref().is_none_or(|s| s.contains(&names::__weakref__)) && !self.has_weakref(base);
        if weakly
            && self.heap.get_name(dict, names::__weakref__).is_none()
            && let Some(Value::Ref(native)) = self.heap.get_name(self.prelude, names::__weakref__)
            && let Payload::Native(getter) = *self.heap.payload(native)
        {
            self.add_attribute(class, dict, names::__weakref__, Payload::GetSet { getter, setter: u32::MAX });
        }
        let own_slots = slots.unwrap_or_default();
        for &slot in &own_slots {
            if slot != names::__dict__ && slot != names::__weakref__ {
                if matches!(self.heap.get_name(dict, slot), Some(v) if !self.is_slot_member(v, class)) {
                    let text = self.heap.text(slot).to_owned();
                    return Err(self.value_error(&format!("'{text}' in __slots__ conflicts with class variable")));
                }
                let key = self.slot_key(slot, &mro[1..]);
                let member = self.alloc(types::MEMBER_DESCRIPTOR, Payload::SlotMember { name: slot, class, key });
                self.heap.set_name(dict, slot, member);
            }
        }
        if !doc_is_slot && self.heap.get_name(dict, names::__doc__).is_none() {
            self.heap.set_name(dict, names::__doc__, Value::None);
        }
        for &base in &bases {
            if let Some(t) = self.heap.as_type_mut(base) {
                t.subclasses.push(class);
            }
        }
        let object = self.heap.get_mut(class);
        object.dict = dict;
        object.payload = Payload::Type(Box::new(TypeData {
            name,
            qualname,
            bases,
            mro,
            layout,
            builtin: false,
            has_dict,
            subclassable: true,
            shadowed: false,
            slots: own_slots,
            subclasses: Vec::new(),
            abstract_methods: false,
        }));
        self.type_changed();
        Ok(class)
    }

    /// Give a class, whose namespace is `dict`, a built-in attribute of its instances.
    fn add_attribute(&mut self, class: Ref, dict: Ref, name: Ref, attribute: Payload) {
        let attribute = self.heap.alloc(types::GETSET_DESCRIPTOR, attribute);
        self.set_own_attr(attribute, names::__objclass__, Value::Ref(class));
        self.heap.set_name(dict, name, Value::Ref(attribute));
    }

    /// Do instances of a class hold something that those of its base do not, besides attribute dictionaries?
    pub(crate) fn adds_storage(&self, class: Ref) -> bool {
        let Some(t) = self.heap.as_type(class) else { return false };
        if !t.builtin {
            return t.slots.iter().any(|&slot| slot != names::__dict__ && slot != names::__weakref__);
        }
        let inherited = t.bases.first().and_then(|&b| self.heap.as_type(b)).map_or(Layout::Object, |b| b.layout);
        t.layout != inherited
    }

    /// What the value of a slot is kept by. Slots of one name in a class and in its bases are different places.
    fn slot_key(&mut self, slot: Ref, bases: &[Ref]) -> Ref {
        let has = |c: &&Ref| self.heap.as_type(**c).is_some_and(|t| t.slots.contains(&slot));
        match bases.iter().filter(has).count() {
            0 => slot,
            // No slot can be named like that.
            n => {
                let key = format!("{} {n}", self.heap.text(slot));
                self.heap.intern(&key)
            }
        }
    }

    /// Is it a slot of the class that is being made? A name may stand twice in `__slots__`.
    fn is_slot_member(&self, v: Value, of: Ref) -> bool {
        matches!(v, Value::Ref(r) if matches!(self.heap.payload(r), Payload::SlotMember { class, .. } if *class == of))
    }

    /// Does one of a class's classes that are no built-in ones let there be weak references to its instances?
    pub fn has_weakref(&self, class: Ref) -> bool {
        self.heap.as_type(class).is_some_and(|t| t.mro.iter().any(|&c| self.allows_weakref(c)))
    }

    fn allows_weakref(&self, class: Ref) -> bool {
        self.heap.as_type(class).is_some_and(|t| {
            let declares = self.heap.get_name(self.heap.get(class).dict, names::__slots__).is_some();
            !t.builtin && (!declares || t.slots.contains(&names::__weakref__))
        })
    }

    fn check_slots(&mut self, base: Ref, slots: &[Ref]) -> Result<(), Signal> {
        const OF_ANY_SIZE: [Ref; 4] = [types::INT, types::TUPLE, types::BYTES, types::TYPE];
        if !slots.is_empty() && OF_ANY_SIZE.iter().any(|&c| self.is_subclass(base, c)) {
            let name = self.class_name(base);
            return Err(self.type_error(&format!("nonempty __slots__ not supported for subtype of '{name}'")));
        }
        let has_dict = self.heap.as_type(base).is_some_and(|t| t.has_dict);
        let has_weakref = self.has_weakref(base);
        for (special, text, has) in
            [(names::__dict__, "__dict__", has_dict), (names::__weakref__, "__weakref__", has_weakref)]
        {
            let count = slots.iter().filter(|&&slot| slot == special).count();
            if count > usize::from(!has) {
                return Err(self.type_error(&format!("{text} slot disallowed: we already got one")));
            }
        }
        Ok(())
    }

    /// The names in `__slots__`, `None` if the class has none.
    fn slots_of(&mut self, dict: Ref, class_name: Ref) -> Result<Option<Vec<Ref>>, Signal> {
        let Some(slots) = self.heap.get_name(dict, names::__slots__) else { return Ok(None) };
        let items =
            if self.heap.as_str(slots).is_some() { vec![slots] } else { self.native_items(slots).unwrap_or_default() };
        let mut result = Vec::new();
        for item in items {
            match item {
                Value::Ref(r) if self.heap.as_str(item).is_some() => {
                    let (slot, class) = (self.heap.text(r), self.heap.text(class_name).trim_start_matches('_'));
                    // Private names, as the compiler makes them.
                    let slot = if slot.starts_with("__") && !slot.ends_with("__") && !class.is_empty() {
                        let mangled = format!("_{class}{slot}");
                        self.heap.intern(&mangled)
                    } else {
                        self.heap.intern_object(r)
                    };
                    if !is_identifier(self.heap.text(slot)) {
                        return Err(self.type_error("__slots__ must be identifiers"));
                    }
                    result.push(slot);
                }
                _ => {
                    let name = self.type_name(item);
                    return Err(self.type_error(&format!("__slots__ items must be strings, not '{name}'")));
                }
            }
        }
        Ok(Some(result))
    }

    /// The metaclass for these bases: the most derived of their types.
    pub(crate) fn best_metaclass(&mut self, metaclass: Ref, bases: &[Ref]) -> Result<Ref, Signal> {
        let mut best = metaclass;
        for &base in bases {
            let own = self.heap.get(base).class;
            if self.is_subclass(best, own) {
                continue;
            }
            if self.is_subclass(own, best) {
                best = own;
                continue;
            }
            return Err(self.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
                 metaclasses of all its bases",
            ));
        }
        Ok(best)
    }

    pub(crate) fn object_new(&self) -> u32 {
        self.native_number(types::OBJECT, names::__new__)
    }

    pub(crate) fn object_init(&self) -> u32 {
        self.native_number(types::OBJECT, names::__init__)
    }

    fn native_number(&self, class: Ref, name: Ref) -> u32 {
        match self.heap.get_name(self.heap.get(class).dict, name) {
            Some(Value::Ref(r)) => match self.heap.payload(r) {
                Payload::Native(n) => *n,
                _ => u32::MAX,
            },
            _ => u32::MAX,
        }
    }

    fn class_refs(&mut self, v: Value) -> Result<Vec<Ref>, Signal> {
        let items = self.heap.as_sequence(v).map(<[Value]>::to_vec).unwrap_or_default();
        items
            .into_iter()
            .map(|item| match item {
                Value::Ref(r) if self.is_type(item) => Ok(r),
                _ => Err(self.type_error("bases must be types")),
            })
            .collect()
    }
}

/// What a class's namespace has for `__slots__`.
fn clean_slots(vm: &Vm, namespace: &[(Value, Value)]) -> Option<Value> {
    let is_slots = |key: Value| vm.heap.as_str(key) == Some("__slots__");
    namespace.iter().find(|(key, _)| is_slots(*key)).map(|(_, slots)| *slots)
}

/// `type.__new__(metaclass, name, bases, namespace, **keywords)`.
fn type_new(vm: &mut Vm, args: &[Value]) -> Native {
    let (Value::Ref(metaclass), name) = (args[0], args[1]) else {
        return Err(vm.type_error("type.__new__(X): X is not a type object"));
    };
    if args[2].is_unbound() {
        return Ok(Value::Ref(vm.class_of(name)));
    }
    let Value::Ref(name_ref) = name else { return Err(wrong_argument(vm, 1, "str", name)) };
    if vm.heap.as_str(name).is_none() {
        return Err(wrong_argument(vm, 1, "str", name));
    }
    if vm.heap.as_tuple(args[2]).is_none() {
        return Err(wrong_argument(vm, 2, "tuple", args[2]));
    }
    let name = vm.heap.intern_object(name_ref);
    let bases = vm.class_refs(args[2])?;
    let winner = vm.best_metaclass(metaclass, &bases)?;
    if winner != metaclass
        && let Some(new) = vm.lookup(winner, names::__new__)
        && !vm.is_native(new)
    {
        // A base's metaclass has its own way of making classes.
        let (function, _) = vm.bind_special(new, Value::Ref(winner))?;
        let keywords = keyword_list(vm, args[4]);
        return vm.call_keywords(function, vec![Value::Ref(winner), args[1], args[2], args[3]], keywords);
    }
    let metaclass = winner;
    let namespace = match args[3] {
        Value::Ref(r) => vm.heap.as_dict(r).cloned(),
        _ => None,
    };
    let Some(namespace) = namespace else { return Err(wrong_argument(vm, 3, "dict", args[3])) };
    let keys: Vec<(Value, Value)> = namespace.iter().map(|e| (e.key, e.value)).collect();
    let mut clean = Dict::new();
    for (key, value) in &keys {
        if let Value::Ref(k) = key {
            let k = vm.heap.intern_object(*k);
            if k != names::__classcell__ {
                let hash = vm.hash_native(Value::Ref(k)).unwrap_or(0);
                clean.insert_new(hash, Value::Ref(k), *value);
            }
        }
    }
    if let Some(slots) = clean_slots(vm, &keys)
        && vm.heap.as_str(slots).is_none()
        && vm.native_items(slots).is_none()
    {
        // Python code has to say which they are.
        return vm.call_prelude("_type_with_slots", vec![Value::Ref(metaclass), args[1], args[2], args[3], args[4]]);
    }
    let class = vm.make_type(metaclass, name, bases, clean)?;
    let dict = vm.heap.get(class).dict;
    if vm.heap.get_name(dict, names::__module__).is_none() {
        let module = vm.caller_module();
        vm.heap.set_name(dict, names::__module__, module);
    }
    if let Some((_, cell)) = keys.iter().find(|(k, _)| k.is(Value::Ref(names::__classcell__)))
        && let Value::Ref(cell) = cell
        && let Payload::Cell(slot) = vm.heap.payload_mut(*cell)
    {
        *slot = Value::Ref(class);
    }
    // Hooks are Python's: `__set_name__` of values, `__init_subclass__` of the parent.
    let keywords = args[4];
    let has_keywords = matches!(keywords, Value::Ref(k) if vm.heap.as_dict(k).is_some_and(|d| !d.is_empty()));
    let parent_hook = vm.heap.as_type(class).map(|t| t.mro.clone()).unwrap_or_default()[1..]
        .iter()
        .find_map(|&c| vm.heap.get_name(vm.heap.get(c).dict, names::__init_subclass__));
    let plain_hook = parent_hook.is_none_or(|h| vm.is_native(h));
    let has_set_name = keys.iter().any(|(_, v)| {
        let c = vm.class_of(*v);
        !types::is_builtin(c) && vm.lookup(c, names::__set_name__).is_some()
    });
    for (key, value) in &keys {
        if let Value::Ref(p) = value
            && let Payload::Property(property) = vm.heap.payload_mut(*p)
            && property.name.is_none()
        {
            property.name = *key;
        }
    }
    if has_keywords || !plain_hook || has_set_name || vm.has_own_order(metaclass) {
        return vm.call_prelude("_finish_type", vec![Value::Ref(class), keywords]);
    }
    Ok(Value::Ref(class))
}

fn wrong_argument(vm: &mut Vm, position: u32, wanted: &str, given: Value) -> Signal {
    let given = vm.type_name(given);
    vm.type_error(&format!("type.__new__() argument {position} must be {wanted}, not {given}"))
}

fn type_init(_vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::None)
}

/// The entries of a native's `**kwargs`.
fn keyword_list(vm: &Vm, keywords: Value) -> Vec<(Ref, Value)> {
    let dict = keywords.as_ref().and_then(|d| vm.heap.as_dict(d));
    dict.map(|d| d.iter().filter_map(|e| Some((e.key.as_ref()?, e.value))).collect()).unwrap_or_default()
}

/// `type.__call__(cls, *args, **kwargs)`, for metaclasses that call `super().__call__`.
fn type_call(vm: &mut Vm, args: &[Value]) -> Native {
    let mut all = vec![args[0]];
    all.extend_from_slice(vm.heap.as_tuple(args[1]).unwrap_or_default());
    let keywords = keyword_list(vm, args[2]);
    if let ([Value::Ref(class), rest @ ..], true) = (all.as_slice(), keywords.is_empty())
        && *class == types::TYPE
        && rest.len() == 1
    {
        return Ok(Value::Ref(vm.class_of(rest[0])));
    }
    let f = vm.prelude_function("_instantiate");
    vm.call_keywords(f, all, keywords)
}

/// `f.__call__(*args, **kwargs)`.
fn function_call(vm: &mut Vm, args: &[Value]) -> Native {
    let all = vm.heap.as_tuple(args[1]).unwrap_or_default().to_vec();
    let keywords = keyword_list(vm, args[2]);
    vm.call_keywords(args[0], all, keywords)
}

fn type_mro(vm: &mut Vm, args: &[Value]) -> Native {
    let mro = args[0].as_ref().and_then(|r| vm.heap.as_type(r)).map(|t| t.mro.clone()).unwrap_or_default();
    Ok(vm.list(mro.into_iter().map(Value::Ref).collect()))
}

fn type_mro_attribute(vm: &mut Vm, args: &[Value]) -> Native {
    let mro = args[0].as_ref().and_then(|r| vm.heap.as_type(r)).map(|t| t.mro.clone()).unwrap_or_default();
    Ok(vm.tuple(mro.into_iter().map(Value::Ref).collect::<Vec<_>>()))
}

fn type_bases(vm: &mut Vm, args: &[Value]) -> Native {
    let bases = args[0].as_ref().and_then(|r| vm.heap.as_type(r)).map(|t| t.bases.clone()).unwrap_or_default();
    Ok(vm.tuple(bases.into_iter().map(Value::Ref).collect::<Vec<_>>()))
}

fn type_base(vm: &mut Vm, args: &[Value]) -> Native {
    let base = args[0].as_ref().and_then(|r| vm.heap.as_type(r)).and_then(|t| t.bases.first().copied());
    Ok(base.map_or(Value::None, Value::Ref))
}

fn type_name(vm: &mut Vm, args: &[Value]) -> Native {
    let class = args[0].as_ref().unwrap_or(Ref::NONE);
    if let Some(t) = vm.heap.as_type(class).filter(|t| !t.builtin) {
        return Ok(Value::Ref(t.name));
    }
    let name = vm.class_name(class);
    Ok(vm.str(name))
}

fn set_type_name(vm: &mut Vm, args: &[Value]) -> Native {
    let (Value::Ref(class), Some(text)) = (args[0], vm.heap.as_str(args[1])) else {
        let (owner, given) = (args[0].as_ref().map(|c| vm.class_name(c)).unwrap_or_default(), vm.type_name(args[1]));
        return Err(vm.type_error(&format!("can only assign string to {owner}.__name__, not '{given}'")));
    };
    if text.contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    if let (Some(t), Value::Ref(name)) = (vm.heap.as_type_mut(class), args[1]) {
        t.name = name;
    }
    Ok(Value::None)
}

fn type_qualname(vm: &mut Vm, args: &[Value]) -> Native {
    let r = args[0].as_ref().unwrap_or(Ref::NONE);
    Ok(vm.heap.as_type(r).map_or(Value::None, |t| Value::Ref(t.qualname)))
}

fn set_type_qualname(vm: &mut Vm, args: &[Value]) -> Native {
    if let (Value::Ref(class), Value::Ref(name)) = (args[0], args[1])
        && vm.heap.as_str(args[1]).is_some()
        && let Some(t) = vm.heap.as_type_mut(class)
    {
        t.qualname = name;
        return Ok(Value::None);
    }
    Err(vm.type_error("can only assign string to __qualname__"))
}

fn type_dict(vm: &mut Vm, args: &[Value]) -> Native {
    let dict = args[0].as_ref().map_or(Ref::NONE, |r| vm.heap.get(r).dict);
    Ok(vm.alloc(types::MAPPING_PROXY, Payload::MappingProxy(Value::Ref(dict))))
}

/// A class's own documentation; what describes the documentation of instances is none.
fn type_doc(vm: &mut Vm, args: &[Value]) -> Native {
    let dict = args[0].as_ref().map_or(Ref::NONE, |r| vm.heap.get(r).dict);
    let doc = vm.heap.get_name(dict, names::__doc__).unwrap_or(Value::None);
    match vm.binding(doc) {
        Binding::Plain => Ok(doc),
        _ if types::is_builtin(vm.class_of(doc)) => Ok(Value::None),
        _ => vm.read_descriptor(doc, Value::None, args[0].as_ref().unwrap_or(types::OBJECT)),
    }
}

/// The attribute is what stands in the class's own namespace.
fn set_in_namespace(vm: &mut Vm, args: &[Value], name: Ref) -> Native {
    if let Value::Ref(class) = args[0] {
        let dict = vm.heap.get(class).dict;
        vm.heap.set_name(dict, name, args[1]);
    }
    Ok(Value::None)
}

fn set_type_doc(vm: &mut Vm, args: &[Value]) -> Native {
    set_in_namespace(vm, args, names::__doc__)
}

/// A class's own annotations, evaluated when first asked for.
fn type_annotations(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(class) = args[0] else { return Ok(Value::None) };
    if types::is_builtin(class) {
        return Err(vm.no_attribute(args[0], names::__annotations__));
    }
    let dict = vm.heap.get(class).dict;
    match vm.heap.get_name(dict, names::__annotations__) {
        Some(annotations) => Ok(annotations),
        None => vm.call_prelude("_namespace_annotations", vec![args[0], Value::Ref(dict)]),
    }
}

/// The function that makes a class's own annotations; None if it has none.
fn type_annotate(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(class) = args[0] else { return Ok(Value::None) };
    if types::is_builtin(class) {
        return Err(vm.no_attribute(args[0], names::__annotate__));
    }
    let dict = vm.heap.get(class).dict;
    Ok(vm.heap.get_name(dict, names::__annotate__).unwrap_or(Value::None))
}

fn set_type_annotate(vm: &mut Vm, args: &[Value]) -> Native {
    set_in_namespace(vm, args, names::__annotate__)
}

/// Those of a generic class; others have none.
fn type_parameters(vm: &mut Vm, args: &[Value]) -> Native {
    let own = match args[0] {
        Value::Ref(class) => vm.heap.get_name(vm.heap.get(class).dict, names::__type_params__),
        _ => None,
    };
    Ok(own.unwrap_or_else(|| vm.tuple(Vec::new())))
}

fn set_type_parameters(vm: &mut Vm, args: &[Value]) -> Native {
    set_in_namespace(vm, args, names::__type_params__)
}

fn set_type_annotations(vm: &mut Vm, args: &[Value]) -> Native {
    set_in_namespace(vm, args, names::__annotations__)
}

fn type_module(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(r) = args[0] else { return Ok(Value::None) };
    // Types whose instances have an attribute of that name keep its descriptor there.
    let own = vm.heap.get_name(vm.heap.get(r).dict, names::__module__);
    if let Some(module) = own.filter(|m| vm.class_of(*m) != types::GETSET_DESCRIPTOR) {
        return Ok(module);
    }
    let full = vm.heap.as_type(r).map(|t| vm.heap.text(t.qualname).to_owned()).unwrap_or_default();
    let module = full.rsplit_once('.').map_or("builtins", |(m, _)| m).to_owned();
    Ok(vm.str(module))
}

fn set_type_module(vm: &mut Vm, args: &[Value]) -> Native {
    set_in_namespace(vm, args, names::__module__)
}

/// The flags that CPython's library asks for: was it made by a class statement, may it be a base, is it abstract?
fn type_flags(vm: &mut Vm, args: &[Value]) -> Native {
    const HEAP_TYPE: i64 = 1 << 9;
    const BASE_TYPE: i64 = 1 << 10;
    const READY: i64 = 1 << 12;
    const ABSTRACT: i64 = 1 << 20;
    let Value::Ref(r) = args[0] else { return Ok(Value::Int(0)) };
    let mut flags = BASE_TYPE | READY;
    if !types::is_builtin(r) {
        flags |= HEAP_TYPE;
    }
    let name = vm.heap.intern("__abstractmethods__");
    let dict = vm.heap.get(r).dict;
    if vm.heap.get_name(dict, name).is_some_and(|m| vm.truth_native(m) == Some(true)) {
        flags |= ABSTRACT;
    }
    Ok(Value::Int(flags))
}

fn type_subclasses(vm: &mut Vm, args: &[Value]) -> Native {
    let list = args[0].as_ref().and_then(|r| vm.heap.as_type(r)).map(|t| t.subclasses.clone()).unwrap_or_default();
    Ok(vm.list(list.into_iter().map(Value::Ref).collect()))
}

fn type_instancecheck(vm: &mut Vm, args: &[Value]) -> Native {
    let class = args[0].as_ref().unwrap_or(Ref::NONE);
    Ok(Value::Bool(vm.is_instance(args[1], class)))
}

fn type_subclasscheck(vm: &mut Vm, args: &[Value]) -> Native {
    match (args[0], args[1]) {
        (Value::Ref(class), Value::Ref(sub)) if vm.is_type(args[1]) => Ok(Value::Bool(vm.is_subclass(sub, class))),
        _ => Err(vm.type_error("issubclass() arg 1 must be a class")),
    }
}

fn type_prepare(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Ref(vm.heap.dict(Dict::new())))
}

fn type_abstract(vm: &mut Vm, args: &[Value]) -> Native {
    let name = vm.heap.intern("__abstractmethods__");
    let found = args[0].as_ref().and_then(|r| vm.heap.get_name(vm.heap.get(r).dict, name));
    match found {
        Some(v) => Ok(v),
        None => Err(vm.attribute_error("__abstractmethods__")),
    }
}

fn set_type_abstract(vm: &mut Vm, args: &[Value]) -> Native {
    let name = vm.heap.intern("__abstractmethods__");
    if let Value::Ref(class) = args[0] {
        let some = vm.truth_native(args[1]).unwrap_or(true);
        let dict = vm.heap.get(class).dict;
        vm.heap.set_name(dict, name, args[1]);
        if let Some(t) = vm.heap.as_type_mut(class) {
            t.abstract_methods = some;
        }
        vm.type_changed();
    }
    Ok(Value::None)
}

/// `object.__weakref__`: the first weak reference to it, one without a callback if there is one. CPython keeps a list of
/// them with the object; here they are looked for, since hardly anybody asks.
fn first_weakref(vm: &mut Vm, args: &[Value]) -> Native {
    let found = |with_callback: bool| {
        vm.heap.objects().find_map(|(r, o)| match &o.payload {
            Payload::WeakRef(w) if w.target.is(args[0]) && w.callback.is_none() != with_callback => Some(Value::Ref(r)),
            _ => None,
        })
    };
    Ok(found(false).or_else(|| found(true)).unwrap_or(Value::None))
}

/// In the prelude: run a class body (a function) with a namespace; gives the `__class__` cell or None.
fn run_body(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(namespace) = args[1] else { return Ok(Value::None) };
    vm.pending = Pending { callee: args[0], locals: namespace, ..Pending::default() };
    Err(Signal::Call)
}

/// In the prelude: the metaclass to use for some bases.
fn choose_metaclass(vm: &mut Vm, args: &[Value]) -> Native {
    let bases = vm.class_refs(args[1])?;
    match args[0] {
        Value::Ref(m) => vm.best_metaclass(m, &bases).map(Value::Ref),
        _ => Ok(args[0]),
    }
}

/// In the prelude: a raw class attribute, found along the MRO, or None.
fn lookup(vm: &mut Vm, args: &[Value]) -> Native {
    let (Value::Ref(class), Value::Ref(name)) = (args[0], args[1]) else { return Ok(Value::None) };
    let name = vm.heap.intern_object(name);
    Ok(vm.lookup(class, name).unwrap_or(Value::None))
}

/// In the prelude: a special method of an object's class bound to the object, or None.
fn special(vm: &mut Vm, args: &[Value]) -> Native {
    let class = vm.class_of(args[0]);
    let Value::Ref(name) = args[1] else { return Ok(Value::None) };
    let name = vm.heap.intern_object(name);
    match vm.lookup(class, name) {
        Some(method) => {
            let (function, receiver) = vm.bind_special(method, args[0])?;
            Ok(match receiver {
                Some(receiver) => vm.bind_method(function, receiver),
                None => function,
            })
        }
        None => Ok(Value::None),
    }
}

/// In the prelude: does a class's method come from a built-in type?
fn is_native_method(vm: &mut Vm, args: &[Value]) -> Native {
    let (Value::Ref(class), Value::Ref(name)) = (args[0], args[1]) else { return Ok(Value::Bool(false)) };
    let name = vm.heap.intern_object(name);
    let found = vm.lookup(class, name);
    Ok(Value::Bool(found.is_some_and(|m| vm.is_native(m))))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("type", "__new__", "metaclass, name, bases=None, dict=None, /, **kwds", type_new),
    native("type", "__init__", "self, *args, **kwds", type_init),
    native("type", "__call__", "self, *args, **kwds", type_call),
    native(
        "function|builtin_function_or_method|method|method_descriptor",
        "__call__",
        "self, /, *args, **kwargs",
        function_call,
    ),
    native("type", "mro", "self, /", type_mro),
    native("type", "__mro__", "get self", type_mro_attribute),
    native("type", "__bases__", "get self", type_bases),
    native("type", "__base__", "get self", type_base),
    native("type", "__name__", "get self", type_name),
    native("type", "__name__", "set self, value", set_type_name),
    native("type", "__qualname__", "get self", type_qualname),
    native("type", "__qualname__", "set self, value", set_type_qualname),
    native("type", "__dict__", "get self", type_dict),
    native("type", "__doc__", "get self", type_doc),
    native("type", "__doc__", "set self, value", set_type_doc),
    native("type", "__annotate__", "get self", type_annotate),
    native("type", "__annotate__", "set self, value", set_type_annotate),
    native("type", "__type_params__", "get self", type_parameters),
    native("type", "__type_params__", "set self, value", set_type_parameters),
    native("type", "__annotations__", "get self", type_annotations),
    native("type", "__annotations__", "set self, value", set_type_annotations),
    native("type", "__module__", "get self", type_module),
    native("type", "__module__", "set self, value", set_type_module),
    native("type", "__abstractmethods__", "get self", type_abstract),
    native("type", "__abstractmethods__", "set self, value", set_type_abstract),
    native("type", "__flags__", "get self", type_flags),
    native("type", "__subclasses__", "self, /", type_subclasses),
    native("type", "__instancecheck__", "self, instance, /", type_instancecheck),
    native("type", "__subclasscheck__", "self, subclass, /", type_subclasscheck),
    native("type", "__prepare__", "cls, *args, **kwds", type_prepare),
    native("_prelude", "_run_body", "function, namespace, /", run_body),
    native("_prelude", "_choose_metaclass", "metaclass, bases, /", choose_metaclass),
    native("_prelude", "_lookup", "class, name, /", lookup),
    native("_prelude", "_special", "object, name, /", special),
    native("_prelude", "_is_native_method", "class, name, /", is_native_method),
    native("_prelude", "__weakref__", "object, /", first_weakref),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linearization_follows_the_documented_example() {
        // O; A(O), B(O), C(O), D(O); K1(A, B), K2(C, A): K1 and K2 joined.
        let (o, a, b, c) = (Ref(1), Ref(2), Ref(3), Ref(4));
        let (k1, k2, z) = (Ref(6), Ref(7), Ref(8));
        let k1_order = linearize(k1, &[a, b], &[vec![a, o], vec![b, o]]).unwrap();
        let k2_order = linearize(k2, &[c, a], &[vec![c, o], vec![a, o]]).unwrap();
        assert_eq!(k1_order, [k1, a, b, o]);
        assert_eq!(linearize(z, &[k1, k2], &[k1_order, k2_order]).unwrap(), [z, k1, k2, c, a, b, o]);
        assert!(linearize(z, &[o, a], &[vec![o], vec![a, o]]).is_err());
    }
}
