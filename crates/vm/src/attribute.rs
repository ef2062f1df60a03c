//! Attributes: look-up through instance, class and descriptors, setting, deleting.
//!
//! The order is that of <https://docs.python.org/3/howto/descriptor.html#invocation-from-an-instance>.

use crate::{
    frame::Phase,
    names,
    natives::{Native, Signal},
    object::{BoundMethod, NativeState, Payload},
    types,
    value::{Ref, Value},
    vm::Vm,
};

/// Attributes of classes that can be set but not deleted.
const NOT_DELETED: [Ref; 5] =
    [names::__bases__, names::__doc__, names::__module__, names::__name__, names::__qualname__];

/// What a class attribute becomes when it is read through an instance.
pub(crate) enum Binding {
    /// A function: bound to the instance.
    Function,
    /// As it is.
    Plain,
    /// A property, a slot, anything with `__get__`.
    Descriptor,
}

impl Vm {
    /// `object.name`, on behalf of an instruction or a native.
    pub fn get_attr(&mut self, object: Value, name: Ref) -> Native {
        let class = self.class_of(object);
        if !types::is_builtin(class)
            && let Some(method) = self.lookup(class, names::__getattribute__)
            && !self.is_of_object(method, names::__getattribute__)
        {
            let fallback = self.lookup(class, names::__getattr__).is_some();
            let args = vec![object, Value::Ref(name)];
            if fallback {
                return Err(self.call_phase(method, args, Phase::GetAttribute));
            }
            return self.call(method, args);
        }
        self.get_attr_generic(object, name)
    }

    /// `object.__getattribute__(object, name)` followed by `__getattr__`.
    pub(crate) fn get_attr_generic(&mut self, object: Value, name: Ref) -> Native {
        match self.find_attr(object, name)? {
            Some(v) => Ok(v),
            None => {
                let class = self.class_of(object);
                if let Some(getattr) = self.lookup(class, names::__getattr__) {
                    return self.call(getattr, vec![object, Value::Ref(name)]);
                }
                Err(self.no_attribute(object, name))
            }
        }
    }

    /// The attribute by the default rules; `None` if there is none. May ask for a call (properties).
    pub(crate) fn find_attr(&mut self, object: Value, name: Ref) -> Result<Option<Value>, Signal> {
        if let Value::Ref(r) = object {
            match self.heap.payload(r) {
                Payload::Type(_) => return self.find_type_attr(r, name),
                Payload::Super(_) => return self.find_super_attr(r, name),
                Payload::Module => {
                    let dict = self.heap.get(r).dict;
                    if let Some(v) = self.heap.get_name(dict, name) {
                        return Ok(Some(v));
                    }
                    if name == names::__dict__ {
                        return Ok(Some(Value::Ref(dict)));
                    }
                    if name == names::__annotations__ {
                        return self.call_prelude("_namespace_annotations", vec![object, Value::Ref(dict)]).map(Some);
                    }
                    if let Some(getattr) = self.heap.get_name(dict, names::__getattr__) {
                        return self.call(getattr, vec![Value::Ref(name)]).map(Some);
                    }
                }
                Payload::GenericAlias { origin, .. } => {
                    let origin = *origin;
                    let own = [names::__class__];
                    let class = self.class_of(object);
                    if self.lookup(class, name).is_none_or(|_| own.contains(&name)) {
                        return self.get_attr(origin, name).map(Some);
                    }
                }
                _ => {}
            }
        }
        let class = self.class_of(object);
        let in_class = self.lookup(class, name);
        let Some(attribute) = in_class else {
            return Ok(self.instance_attr(object, name));
        };
        match self.binding(attribute) {
            Binding::Plain => Ok(Some(self.instance_attr(object, name).unwrap_or(attribute))),
            Binding::Function => match self.instance_attr(object, name) {
                Some(own) => Ok(Some(own)),
                None => Ok(Some(self.bind_method(attribute, object))),
            },
            Binding::Descriptor => {
                let data = self.is_data_descriptor(attribute);
                if !data && let Some(own) = self.instance_attr(object, name) {
                    return Ok(Some(own));
                }
                self.read_descriptor(attribute, object, class).map(Some)
            }
        }
    }

    /// The value in the object's own dictionary.
    #[inline]
    pub(crate) fn instance_attr(&self, object: Value, name: Ref) -> Option<Value> {
        let Value::Ref(r) = object else { return None };
        let dict = self.heap.get(r).dict;
        if dict.is_none() { None } else { self.heap.get_name(dict, name) }
    }

    pub(crate) fn binding(&mut self, attribute: Value) -> Binding {
        let Value::Ref(r) = attribute else { return Binding::Plain };
        match self.heap.payload(r) {
            Payload::Function(_) if self.heap.get(r).class == types::FUNCTION => Binding::Function,
            Payload::Function(_) => Binding::Plain,
            Payload::Native(n) => {
                let entry = &self.natives.entries[*n as usize];
                if entry.binds {
                    Binding::Function
                } else if entry.class_method {
                    Binding::Descriptor
                } else {
                    Binding::Plain
                }
            }
            Payload::Property(_)
            | Payload::StaticMethod(_)
            | Payload::ClassMethod(_)
            | Payload::SlotMember { .. }
            | Payload::GetSet { .. } => Binding::Descriptor,
            Payload::Str(_) | Payload::List(_) | Payload::Dict(_) | Payload::Tuple(_) | Payload::Type(_) => {
                Binding::Plain
            }
            _ => {
                // One that has `__set__` alone gives itself where the instance has no value.
                let class = self.heap.get(r).class;
                if self.lookup(class, names::__get__).is_some() { Binding::Descriptor } else { Binding::Plain }
            }
        }
    }

    fn is_data_descriptor(&mut self, attribute: Value) -> bool {
        let Value::Ref(r) = attribute else { return false };
        match self.heap.payload(r) {
            Payload::Property(_) | Payload::SlotMember { .. } | Payload::GetSet { .. } => true,
            Payload::StaticMethod(_) | Payload::ClassMethod(_) | Payload::Native(_) => false,
            _ => {
                let class = self.heap.get(r).class;
                self.lookup(class, names::__set__).is_some() || self.lookup(class, names::__delete__).is_some()
            }
        }
    }

    /// A function or native bound to an object.
    pub(crate) fn bind_method(&mut self, function: Value, receiver: Value) -> Value {
        if let Value::Ref(f) = function
            && let Payload::Native(native) = self.heap.payload(f)
        {
            let native = *native;
            return self.alloc(types::BUILTIN_FUNCTION, Payload::BoundNative { native, receiver });
        }
        self.alloc(types::METHOD, Payload::BoundMethod(Box::new(BoundMethod { function, receiver })))
    }

    /// `attribute.__get__(object, class)`.
    pub(crate) fn read_descriptor(&mut self, attribute: Value, object: Value, class: Ref) -> Native {
        let Value::Ref(r) = attribute else { return Ok(attribute) };
        match self.heap.payload(r) {
            Payload::Property(p) => {
                let getter = p.getter;
                if getter.is_none() {
                    let name = self.property_label(r);
                    let owner = self.class_qualname(class);
                    return Err(self.attribute_error(&format!("property {name}of '{owner}' object has no getter")));
                }
                self.call(getter, vec![object])
            }
            Payload::StaticMethod(f) => Ok(*f),
            Payload::ClassMethod(f) => {
                let f = *f;
                match self.binding(f) {
                    Binding::Descriptor => self.read_descriptor(f, Value::Ref(class), class),
                    _ => Ok(self.bind_method(f, Value::Ref(class))),
                }
            }
            Payload::Native(n) => {
                let entry = &self.natives.entries[*n as usize];
                if entry.class_method {
                    Ok(self.bind_method(attribute, Value::Ref(class)))
                } else if entry.binds {
                    Ok(self.bind_method(attribute, object))
                } else {
                    Ok(attribute)
                }
            }
            Payload::Function(_) if self.is_python_function(attribute) => Ok(self.bind_method(attribute, object)),
            Payload::Function(_) => Ok(attribute),
            Payload::SlotMember { name, class: owner, key } => {
                let (name, owner, key) = (*name, *owner, *key);
                if object.is_none() {
                    return Ok(attribute);
                }
                self.check_member_of(name, owner, object)?;
                match self.slot_value(object, key) {
                    Some(v) => Ok(v),
                    None => Err(self.no_attribute(object, name)),
                }
            }
            Payload::GetSet { getter, .. } => {
                let getter = *getter;
                self.call_native(getter, &[object], &[])
            }
            _ => {
                let descriptor_class = self.heap.get(r).class;
                match self.lookup(descriptor_class, names::__get__) {
                    Some(get) => self.call(get, vec![attribute, object, Value::Ref(class)]),
                    None => Ok(attribute),
                }
            }
        }
    }

    /// A member of a class with `__slots__` is used on an object: is it one of that class?
    pub(crate) fn check_member_of(&mut self, name: Ref, owner: Ref, object: Value) -> Result<(), Signal> {
        if self.is_instance(object, owner) {
            return Ok(());
        }
        let (name, owner) = (self.heap.text(name).to_owned(), self.class_name(owner));
        let given = self.type_name(object);
        Err(self.type_error(&format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object")))
    }

    fn property_label(&self, property: Ref) -> String {
        match self.heap.payload(property) {
            Payload::Property(p) => match self.heap.as_str(p.name) {
                Some(name) => format!("'{name}' "),
                None => String::new(),
            },
            _ => String::new(),
        }
    }

    pub(crate) fn class_qualname(&self, class: Ref) -> String {
        self.heap.as_type(class).map_or_else(String::new, |t| self.heap.text(t.qualname).to_owned())
    }

    fn find_type_attr(&mut self, class: Ref, name: Ref) -> Result<Option<Value>, Signal> {
        let metaclass = self.heap.get(class).class;
        let in_meta = self.lookup(metaclass, name);
        if let Some(attribute) = in_meta
            && self.is_data_descriptor(attribute)
            && matches!(self.binding(attribute), Binding::Descriptor)
        {
            return self.read_descriptor(attribute, Value::Ref(class), metaclass).map(Some);
        }
        if let Some(attribute) = self.lookup(class, name) {
            let Value::Ref(r) = attribute else { return Ok(Some(attribute)) };
            return match self.heap.payload(r) {
                Payload::Function(_) | Payload::Property(_) | Payload::SlotMember { .. } => Ok(Some(attribute)),
                Payload::GetSet { .. } => Ok(Some(attribute)),
                Payload::StaticMethod(_) | Payload::ClassMethod(_) | Payload::Native(_) => {
                    if let Payload::Native(n) = self.heap.payload(r)
                        && !self.natives.entries[*n as usize].class_method
                    {
                        return Ok(Some(attribute));
                    }
                    self.read_descriptor(attribute, Value::None, class).map(Some)
                }
                _ => match self.binding(attribute) {
                    Binding::Descriptor => self.read_descriptor(attribute, Value::None, class).map(Some),
                    _ => Ok(Some(attribute)),
                },
            };
        }
        match in_meta {
            Some(attribute) => match self.binding(attribute) {
                Binding::Function => Ok(Some(self.bind_method(attribute, Value::Ref(class)))),
                Binding::Plain => Ok(Some(attribute)),
                Binding::Descriptor => self.read_descriptor(attribute, Value::Ref(class), metaclass).map(Some),
            },
            None => Ok(None),
        }
    }

    fn find_super_attr(&mut self, object: Ref, name: Ref) -> Result<Option<Value>, Signal> {
        let Payload::Super(data) = self.heap.payload(object) else { return Ok(None) };
        let (class, receiver, start) = (data.class, data.object, data.object_class);
        let kind = self.heap.get(object).class;
        if name == names::__class__ {
            return Ok(Some(Value::Ref(kind)));
        }
        // One that waits for an instance has no more than its own.
        let of_start = if start.is_none() { None } else { self.heap.as_type(start) };
        let mro = of_start.map(|t| t.mro.clone()).unwrap_or_default();
        let after = mro.iter().position(|&c| c == class).map_or(mro.len(), |i| i + 1);
        for &c in &mro[after..] {
            let dict = self.heap.get(c).dict;
            if let Some(attribute) = self.heap.get_name(dict, name) {
                // Through the class itself (in a class method) functions stay unbound.
                let through_class = receiver.is(Value::Ref(start));
                return match self.binding(attribute) {
                    Binding::Plain => Ok(Some(attribute)),
                    Binding::Function
                        if through_class && self.is_type(receiver) && !self.is_metaclass(start, receiver) =>
                    {
                        Ok(Some(attribute))
                    }
                    Binding::Function => Ok(Some(self.bind_method(attribute, receiver))),
                    // Through the class, what is for instances gives itself.
                    Binding::Descriptor if through_class && self.is_for_instances(attribute) => Ok(Some(attribute)),
                    Binding::Descriptor => {
                        let instance = if through_class { Value::None } else { receiver };
                        self.read_descriptor(attribute, instance, start).map(Some)
                    }
                };
            }
        }
        if let Some(own) = self.instance_attr(Value::Ref(object), name) {
            return Ok(Some(own));
        }
        let Some(attribute) = self.lookup(kind, name) else { return Ok(None) };
        match self.binding(attribute) {
            Binding::Plain => Ok(Some(attribute)),
            Binding::Function => Ok(Some(self.bind_method(attribute, Value::Ref(object)))),
            Binding::Descriptor => self.read_descriptor(attribute, Value::Ref(object), kind).map(Some),
        }
    }

    fn is_for_instances(&self, attribute: Value) -> bool {
        attribute.as_ref().is_some_and(|r| {
            let payload = self.heap.payload(r);
            matches!(payload, Payload::Property(_) | Payload::SlotMember { .. } | Payload::GetSet { .. })
        })
    }

    /// Is `start` the metaclass of the class `receiver`, so that its functions bind to it?
    fn is_metaclass(&self, start: Ref, receiver: Value) -> bool {
        self.class_of(receiver) == start
    }

    pub(crate) fn is_type(&self, v: Value) -> bool {
        matches!(v, Value::Ref(r) if matches!(self.heap.payload(r), Payload::Type(_)))
    }

    pub(crate) fn no_attribute(&mut self, object: Value, name: Ref) -> Signal {
        let attribute = self.heap.text(name).to_owned();
        let message = match object {
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Type(_) => format!("type object '{}' has no attribute '{attribute}'", self.class_name(r)),
                Payload::Module => {
                    let module = self.heap.get_name(self.heap.get(r).dict, names::__name__);
                    let module = module.and_then(|v| self.heap.as_str(v)).unwrap_or("?");
                    format!("module '{module}' has no attribute '{attribute}'")
                }
                _ => format!("'{}' object has no attribute '{attribute}'", self.type_name(object)),
            },
            _ => format!("'{}' object has no attribute '{attribute}'", self.type_name(object)),
        };
        let text = self.str(message);
        let exc = self.new_exception(types::ATTRIBUTE_ERROR, vec![text]);
        if let Value::Ref(e) = exc {
            self.set_own_attr(e, names::name, Value::Ref(name));
            self.set_own_attr(e, names::obj, object);
        }
        self.raise_value(exc)
    }

    // ---- setting and deleting

    /// `object.name = value`.
    pub fn set_attr(&mut self, object: Value, name: Ref, value: Value) -> Result<(), Signal> {
        let class = self.class_of(object);
        if !types::is_builtin(class)
            && let Some(method) = self.lookup(class, names::__setattr__)
            && !self.is_of_object(method, names::__setattr__)
        {
            return self.call(method, vec![object, Value::Ref(name), value]).map(drop);
        }
        self.set_attr_generic(object, name, value)
    }

    /// `object.__setattr__(object, name, value)`.
    pub(crate) fn set_attr_generic(&mut self, object: Value, name: Ref, value: Value) -> Result<(), Signal> {
        let Value::Ref(r) = object else {
            if name == names::__class__ {
                let message = "__class__ assignment only supported for mutable types or ModuleType subclasses";
                return Err(self.type_error(message));
            }
            return Err(self.cannot_set(object, name));
        };
        if let Payload::Type(_) = self.heap.payload(r) {
            return self.set_type_attr(r, name, Some(value));
        }
        let class = self.heap.get(r).class;
        if self.set_by_descriptor(r, class, name, value)? {
            return Ok(());
        }
        if !self.has_dict(r) {
            return Err(self.cannot_set(object, name));
        }
        self.set_own_attr(r, name, value);
        Ok(())
    }

    /// Does the object's class say how the attribute is set? Then it is.
    fn set_by_descriptor(&mut self, r: Ref, class: Ref, name: Ref, value: Value) -> Result<bool, Signal> {
        let object = Value::Ref(r);
        let Some(attribute) = self.lookup(class, name) else { return Ok(false) };
        let Value::Ref(a) = attribute else { return Ok(false) };
        match self.heap.payload(a) {
            Payload::Property(p) => {
                let setter = p.setter;
                if setter.is_none() {
                    return Err(self.property_lacks(a, class, "setter"));
                }
                self.call(setter, vec![object, value])?;
            }
            Payload::GetSet { setter, .. } => {
                let setter = *setter;
                if setter == u32::MAX {
                    return Err(self.read_only(object, name));
                }
                self.call_native(setter, &[object, value], &[])?;
            }
            Payload::SlotMember { key, .. } => {
                let key = *key;
                self.set_slot(r, key, value);
            }
            Payload::Function(_) | Payload::Native(_) => {
                self.shadow(class);
                return Ok(false);
            }
            _ => {
                let descriptor_class = self.heap.get(a).class;
                let Some(set) = self.lookup(descriptor_class, names::__set__) else { return Ok(false) };
                self.call(set, vec![attribute, object, value])?;
            }
        }
        Ok(true)
    }

    fn has_dict(&self, r: Ref) -> bool {
        self.heap.as_type(self.heap.get(r).class).is_some_and(|t| t.has_dict)
    }

    /// Put a value into the object's own dictionary, which is made if need be.
    pub(crate) fn set_own_attr(&mut self, r: Ref, name: Ref, value: Value) {
        let dict = self.own_dict(r);
        self.heap.set_name(dict, name, value);
    }

    // Values of slots stand in a dictionary of their own, which is that of the attribute dictionary: a built-in `dict`
    // has no attributes, and so the slots are none of the items of `__dict__`.

    fn slot_value(&self, object: Value, key: Ref) -> Option<Value> {
        let Value::Ref(r) = object else { return None };
        let attributes = self.heap.get(r).dict;
        if attributes.is_none() { None } else { self.instance_attr(Value::Ref(attributes), key) }
    }

    pub(crate) fn set_slot(&mut self, r: Ref, key: Ref, value: Value) {
        let attributes = self.own_dict(r);
        self.set_own_attr(attributes, key, value);
    }

    pub(crate) fn delete_slot(&mut self, r: Ref, name: Ref, key: Ref) -> Result<(), Signal> {
        if self.slot_value(Value::Ref(r), key).is_none() {
            return Err(self.no_attribute(Value::Ref(r), name));
        }
        let attributes = self.own_dict(r);
        let slots = self.own_dict(attributes);
        self.heap.remove_name(slots, key);
        Ok(())
    }

    pub(crate) fn own_dict(&mut self, r: Ref) -> Ref {
        let dict = self.heap.get(r).dict;
        if dict.is_some() {
            return dict;
        }
        let dict = self.heap.dict(crate::dict::Dict::new());
        self.heap.get_mut(r).dict = dict;
        dict
    }

    /// Some instance of the class hides one of its methods: look-ups must not be cached any more.
    pub(crate) fn shadow(&mut self, class: Ref) {
        if let Some(t) = self.heap.as_type_mut(class)
            && !t.shadowed
        {
            t.shadowed = true;
            self.type_changed();
        }
    }

    pub(crate) fn shadow_subclasses(&mut self, class: Ref) {
        let mut work = vec![class];
        while let Some(c) = work.pop() {
            if let Some(t) = self.heap.as_type_mut(c) {
                t.shadowed = true;
                work.extend_from_slice(&t.subclasses);
            }
        }
    }

    fn property_lacks(&mut self, property: Ref, class: Ref, what: &str) -> Signal {
        let name = self.property_label(property);
        let owner = self.class_qualname(class);
        self.attribute_error(&format!("property {name}of '{owner}' object has no {what}"))
    }

    fn read_only(&mut self, object: Value, name: Ref) -> Signal {
        // CPython keeps these in C structures' members, whose message is another.
        let members = [types::RANGE, types::SLICE, types::COMPLEX, types::METHOD, types::PROPERTY, types::CODE];
        let of_type = self.is_type(object) && name == names::__base__;
        let message = if of_type || members.contains(&self.class_of(object)) {
            "readonly attribute".to_owned()
        } else {
            let owner = if self.is_type(object) { "type".to_owned() } else { self.type_name(object) };
            let attribute = self.heap.text(name);
            format!("attribute '{attribute}' of '{owner}' objects is not writable")
        };
        self.attribute_error(&message)
    }

    fn cannot_set(&mut self, object: Value, name: Ref) -> Signal {
        let class = self.class_of(object);
        let type_name = self.type_name(object);
        let attribute = self.heap.text(name).to_owned();
        let message = if self.lookup(class, name).is_some() {
            format!("'{type_name}' object attribute '{attribute}' is read-only")
        } else if [names::__setattr__, names::__delattr__]
            .iter()
            .all(|&m| self.lookup(class, m).is_some_and(|m| self.is_native(m)))
        {
            format!("'{type_name}' object has no attribute '{attribute}' and no __dict__ for setting new attributes")
        } else {
            format!("'{type_name}' object has no attribute '{attribute}'")
        };
        self.attribute_error(&message)
    }

    /// Set (or with `None` delete) an attribute of a class.
    pub(crate) fn set_type_attr(&mut self, class: Ref, name: Ref, value: Option<Value>) -> Result<(), Signal> {
        let builtin = self.heap.as_type(class).is_some_and(|t| t.builtin);
        let attribute = self.heap.text(name).to_owned();
        if builtin {
            let owner = self.class_name(class);
            return Err(self.type_error(&format!("cannot set '{attribute}' attribute of immutable type '{owner}'")));
        }
        let metaclass = self.heap.get(class).class;
        match value {
            Some(value) if self.set_by_descriptor(class, metaclass, name, value)? => return Ok(()),
            Some(_) => {}
            None if NOT_DELETED.contains(&name) => {
                let owner = self.class_name(class);
                let message = format!("cannot delete '{attribute}' attribute of immutable type '{owner}'");
                return Err(self.type_error(&message));
            }
            None if self.delete_by_descriptor(class, metaclass, name)? => return Ok(()),
            None => {}
        }
        let dict = self.heap.get(class).dict;
        let old = self.heap.get_name(dict, name);
        match value {
            Some(value) => {
                if self.heap.set_name(dict, name, value) {
                    // Instances may have an attribute of that name already.
                    self.shadow_subclasses(class);
                }
                // Plain values are read where they lie; caches hold only what binds.
                let plain = |vm: &mut Vm, v: Value| matches!(vm.binding(v), Binding::Plain);
                if !(old.is_some_and(|o| plain(self, o)) && plain(self, value)) {
                    self.type_changed();
                }
            }
            None => {
                if old.is_none() {
                    let owner = self.class_name(class);
                    return Err(self.attribute_error(&format!("type object '{owner}' has no attribute '{attribute}'")));
                }
                self.heap.remove_name(dict, name);
                self.type_changed();
            }
        }
        Ok(())
    }

    /// `del object.name`.
    pub fn delete_attr(&mut self, object: Value, name: Ref) -> Result<(), Signal> {
        let class = self.class_of(object);
        if !types::is_builtin(class)
            && let Some(method) = self.lookup(class, names::__delattr__)
            && !self.is_of_object(method, names::__delattr__)
        {
            return self.call(method, vec![object, Value::Ref(name)]).map(drop);
        }
        self.delete_attr_generic(object, name)
    }

    pub(crate) fn delete_attr_generic(&mut self, object: Value, name: Ref) -> Result<(), Signal> {
        let Value::Ref(r) = object else { return Err(self.no_attribute(object, name)) };
        if let Payload::Type(_) = self.heap.payload(r) {
            return self.set_type_attr(r, name, None);
        }
        let class = self.heap.get(r).class;
        if self.delete_by_descriptor(r, class, name)? {
            return Ok(());
        }
        let dict = self.heap.get(r).dict;
        if dict.is_some() && self.heap.remove_name(dict, name).is_some() {
            return Ok(());
        }
        Err(self.no_attribute(object, name))
    }

    /// Does the object's class say how the attribute is deleted? Then it is.
    fn delete_by_descriptor(&mut self, r: Ref, class: Ref, name: Ref) -> Result<bool, Signal> {
        let object = Value::Ref(r);
        let Some(attribute) = self.lookup(class, name) else { return Ok(false) };
        let Value::Ref(a) = attribute else { return Ok(false) };
        match self.heap.payload(a) {
            Payload::Property(p) => {
                let deleter = p.deleter;
                if deleter.is_none() {
                    return Err(self.property_lacks(a, class, "deleter"));
                }
                self.call(deleter, vec![object])?;
            }
            Payload::SlotMember { name, key, .. } => {
                let (name, key) = (*name, *key);
                self.delete_slot(r, name, key)?;
            }
            Payload::GetSet { setter: u32::MAX, .. } => return Err(self.read_only(object, name)),
            Payload::GetSet { setter, .. } => {
                let setter = *setter;
                match self.heap.payload(r) {
                    _ if name == names::__dict__ => {
                        let empty = Value::Ref(self.heap.dict(crate::dict::Dict::new()));
                        self.call_native(setter, &[object, empty], &[])?;
                    }
                    // None is what they have without, or what they may not be.
                    Payload::Function(_) | Payload::Generator(_) => {
                        self.call_native(setter, &[object, Value::None], &[])?;
                    }
                    Payload::Exception(_) if self.is_builtin_attribute(types::BASE_EXCEPTION, name) => {
                        let attribute = self.heap.text(name).to_owned();
                        return Err(self.type_error(&format!("{attribute} may not be deleted")));
                    }
                    _ => return Ok(false),
                }
            }
            _ => {
                let descriptor_class = self.heap.get(a).class;
                let Some(delete) = self.lookup(descriptor_class, names::__delete__) else { return Ok(false) };
                self.call(delete, vec![attribute, object])?;
            }
        }
        Ok(true)
    }

    fn is_builtin_attribute(&self, class: Ref, name: Ref) -> bool {
        self.heap.get_name(self.heap.get(class).dict, name).is_some()
    }

    /// A method for a call: the function and what to put before the arguments.
    pub(crate) fn load_method(&mut self, object: Value, name: Ref) -> Result<(Value, Value), Signal> {
        let class = self.class_of(object);
        let plain_lookup = match object {
            Value::Ref(r) => !matches!(
                self.heap.payload(r),
                Payload::Type(_) | Payload::Super(_) | Payload::Module | Payload::GenericAlias { .. }
            ),
            _ => true,
        };
        if plain_lookup
            && let Some(method) = self.lookup(class, name)
            && let Binding::Function = self.binding(method)
            && self.instance_attr(object, name).is_none()
            && (types::is_builtin(class) || self.has_default_getattribute(class))
        {
            return Ok((method, object));
        }
        self.get_attr(object, name).map(|v| (v, Value::Unbound))
    }

    /// Is it the method of that name that `object` has?
    pub(crate) fn is_of_object(&self, method: Value, name: Ref) -> bool {
        let own = self.heap.get_name(self.heap.get(types::OBJECT).dict, name);
        own.is_some_and(|own| own.is(method))
    }

    pub(crate) fn has_default_getattribute(&mut self, class: Ref) -> bool {
        match self.lookup(class, names::__getattribute__) {
            Some(method) => self.is_of_object(method, names::__getattribute__),
            None => true,
        }
    }

    /// Are attributes of the class's instances read and set as `object` does it?
    pub(crate) fn has_plain_access(&mut self, class: Ref) -> bool {
        // The answer stands among the look-ups, under no name.
        if let Some(known) = self.known_lookup(class, Ref::NONE) {
            return matches!(known, Value::Bool(true));
        }
        let default_setattr = match self.lookup(class, names::__setattr__) {
            Some(method) => self.is_of_object(method, names::__setattr__),
            None => true,
        };
        let plain = default_setattr && self.has_default_getattribute(class);
        self.remember_lookup(class, Ref::NONE, Value::Bool(plain));
        plain
    }

    /// The native state of an object of the standard library.
    #[inline]
    pub fn state(&self, v: Value) -> Option<&NativeState> {
        match v {
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::State(s) => Some(s),
                _ => None,
            },
            _ => None,
        }
    }

    #[inline]
    pub fn state_mut(&mut self, v: Value) -> Option<&mut NativeState> {
        match v {
            Value::Ref(r) => match self.heap.payload_mut(r) {
                Payload::State(s) => Some(s),
                _ => None,
            },
            _ => None,
        }
    }
}
