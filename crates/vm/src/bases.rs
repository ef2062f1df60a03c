//! The bases of classes: which go together, what order of look-up they give, and assignment to `__bases__`, which gives a
//! class and all below it another one.

use crate::{
    classes::linearize,
    natives::{Native, NativeDef, Signal, native},
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(crate) const NATIVES: &[NativeDef] = &[
    native("type", "__bases__", "set self, value", set_bases),
    native("_prelude", "_set_order", "class, order, /", set_order),
];

/// In the prelude: the order that a metaclass's `mro` gave.
fn set_order(vm: &mut Vm, args: &[Value]) -> Native {
    let (Value::Ref(class), items) = (args[0], vm.native_items(args[1]).unwrap_or_default()) else {
        return Ok(Value::None);
    };
    let mut order = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Value::Ref(r) if vm.is_type(item) => order.push(r),
            _ => {
                let given = vm.type_name(item);
                return Err(vm.type_error(&format!("mro() returned a non-class ('{given}')")));
            }
        }
    }
    if order.is_empty() {
        return Err(vm.type_error("type MRO must not be empty"));
    }
    if let Some(t) = vm.heap.as_type_mut(class) {
        t.mro = order;
    }
    vm.type_changed();
    Ok(Value::None)
}

fn set_bases(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(class) = args[0] else { return Ok(Value::None) };
    let name = vm.class_name(class);
    let Some(items) = vm.heap.as_tuple(args[1]).map(<[Value]>::to_vec) else {
        let given = vm.type_name(args[1]);
        return Err(vm.type_error(&format!("can only assign tuple to {name}.__bases__, not {given}")));
    };
    if items.is_empty() {
        return Err(vm.type_error(&format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    let mut bases = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Value::Ref(base) if vm.is_type(item) => {
                if vm.is_subclass(base, class) {
                    return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
                }
                bases.push(base);
            }
            _ => {
                let given = vm.type_name(item);
                return Err(vm.type_error(&format!("{name}.__bases__ must be tuple of classes, not '{given}'")));
            }
        }
    }
    vm.check_bases(&bases)?;
    let best = vm.best_base(&bases)?;
    vm.check_same_storage(class, best)?;
    vm.change_bases(class, bases)?;
    Ok(Value::None)
}

impl Vm {
    /// May each of these be a base of a class, and all of them together?
    pub(crate) fn check_bases(&mut self, bases: &[Ref]) -> Result<(), Signal> {
        for &base in bases {
            let Some(t) = self.heap.as_type(base) else {
                return Err(self.type_error("bases must be types"));
            };
            if !t.subclassable {
                let name = self.class_name(base);
                return Err(self.type_error(&format!("type '{name}' is not an acceptable base type")));
            }
        }
        for (i, base) in bases.iter().enumerate() {
            if bases[..i].contains(base) {
                let name = self.class_name(*base);
                return Err(self.type_error(&format!("duplicate base class {name}")));
            }
        }
        Ok(())
    }

    /// Do classes of the metaclass have an order of look-up that Python code makes?
    pub(crate) fn has_own_order(&mut self, metaclass: Ref) -> bool {
        if metaclass == types::TYPE {
            return false;
        }
        let mro = self.heap.intern("mro");
        self.lookup(metaclass, mro).is_some_and(|method| !self.is_native(method))
    }

    /// There is no order of look-up; these are in each other's way.
    pub(crate) fn no_order(&mut self, stuck: &[Ref]) -> Signal {
        let list: Vec<String> = stuck.iter().map(|b| self.class_name(*b)).collect();
        let list = list.join(", ");
        self.type_error(&format!("Cannot create a consistent method resolution order (MRO) for bases {list}"))
    }

    /// The class of its line that says what its instances hold.
    pub(crate) fn storage_of(&self, class: Ref) -> Ref {
        let mut order = self.heap.as_type(class).map(|t| t.mro.iter()).into_iter().flatten();
        order.find(|&&c| self.adds_storage(c)).copied().unwrap_or(types::OBJECT)
    }

    /// The base whose instances' storage the class extends. No two bases may each have storage of their own.
    pub(crate) fn best_base(&mut self, bases: &[Ref]) -> Result<Ref, Signal> {
        let (mut best, mut winner) = (types::OBJECT, Ref::NONE);
        for &base in bases {
            let solid = self.storage_of(base);
            if winner.is_none() || solid != winner && self.is_subclass(solid, winner) {
                (best, winner) = (base, solid);
            } else if !self.is_subclass(winner, solid) {
                return Err(self.type_error("multiple bases have instance lay-out conflict"));
            }
        }
        Ok(best)
    }

    /// Instances that there are must stay as they are.
    fn check_same_storage(&mut self, class: Ref, new: Ref) -> Result<(), Signal> {
        let bases = self.heap.as_type(class).map(|t| t.bases.clone()).unwrap_or_default();
        let old = self.best_base(&bases)?;
        let has_dict = |vm: &Vm, class: Ref| vm.heap.as_type(class).is_some_and(|t| t.has_dict);
        if self.storage_of(old) == self.storage_of(new)
            && has_dict(self, old) == has_dict(self, new)
            && self.has_weakref(old) == self.has_weakref(new)
        {
            return Ok(());
        }
        let (from, to) = (self.class_name(old), self.class_name(new));
        let what = if types::is_builtin(old) == types::is_builtin(new) { "object layout" } else { "deallocator" };
        Err(self.type_error(&format!("__bases__ assignment: '{to}' {what} differs from '{from}'")))
    }

    fn change_bases(&mut self, class: Ref, bases: Vec<Ref>) -> Result<(), Signal> {
        let mut affected = vec![class];
        let mut at = 0;
        while at < affected.len() {
            let below = self.heap.as_type(affected[at]).map(|t| t.subclasses.clone()).unwrap_or_default();
            for subclass in below {
                if !affected.contains(&subclass) {
                    affected.push(subclass);
                }
            }
            at += 1;
        }
        // What a class is below of comes first.
        affected.sort_by_key(|&c| self.heap.as_type(c).map_or(0, |t| t.mro.len()));
        for &c in &affected {
            let metaclass = self.heap.get(c).class;
            if self.has_own_order(metaclass) {
                let message = "__bases__ assignment: Weft cannot ask a metaclass's mro() again";
                return Err(self.raise_class(types::NOT_IMPLEMENTED_ERROR, message));
            }
        }
        let mut orders: Vec<(Ref, Vec<Ref>)> = Vec::with_capacity(affected.len());
        for &c in &affected {
            let own = if c == class {
                bases.clone()
            } else {
                self.heap.as_type(c).map(|t| t.bases.clone()).unwrap_or_default()
            };
            let above: Vec<Vec<Ref>> = own
                .iter()
                .map(|base| match orders.iter().find(|(c, _)| c == base) {
                    Some((_, order)) => order.clone(),
                    None => self.heap.as_type(*base).map(|t| t.mro.clone()).unwrap_or_default(),
                })
                .collect();
            let order = linearize(c, &own, &above).map_err(|stuck| self.no_order(&stuck))?;
            orders.push((c, order));
        }
        for (c, order) in orders {
            if let Some(t) = self.heap.as_type_mut(c) {
                t.mro = order;
            }
        }
        let old = self.heap.as_type_mut(class).map(|t| std::mem::replace(&mut t.bases, bases.clone()));
        for base in old.unwrap_or_default() {
            if let Some(t) = self.heap.as_type_mut(base) {
                t.subclasses.retain(|&c| c != class);
            }
        }
        for base in bases {
            if let Some(t) = self.heap.as_type_mut(base) {
                t.subclasses.push(class);
            }
        }
        // Instances may have attributes that hide methods of the new ones.
        self.shadow_subclasses(class);
        self.type_changed();
        Ok(())
    }
}
