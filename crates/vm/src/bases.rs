//! Assignment to `__bases__`: a class, and all below it, get another order of look-up.

use crate::{
    classes::linearize,
    natives::{Native, NativeDef, Signal},
    types,
    value::{Ref, Value},
    vm::Vm,
};

pub(crate) const NATIVES: &[NativeDef] =
    &[NativeDef { owner: "type", name: "__bases__", signature: "set self, value", function: set_bases }];

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
