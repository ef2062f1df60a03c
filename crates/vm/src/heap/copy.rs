//! Copying a heap into what is left of another.
//!
//! A fork copies tens of thousands of small things, and when the child ends they are given back one by one: most of the
//! time is the allocator's. A heap that was a copy of the same one has nearly all of them already, at the same indices.

use super::Heap;
use crate::{
    dict::copy_vec,
    object::{Object, Payload, TypeData},
};

impl Heap {
    /// Make this heap a copy of another one, as a clone would be, in the memory that it has.
    pub(crate) fn copy_from(&mut self, of: &Heap) {
        let mut objects = std::mem::take(&mut self.objects);
        objects.truncate(of.objects.len());
        objects.iter_mut().zip(&of.objects).for_each(|(to, from)| copy_object(to, from));
        objects.extend_from_slice(&of.objects[objects.len()..]);
        let mut interned = std::mem::take(&mut self.interned);
        interned.copy_from(&of.interned);
        *self = Heap {
            objects,
            free: of.free,
            allocated: of.allocated,
            live: of.live,
            threshold: of.threshold,
            limit: of.limit,
            interned,
            permanent: of.permanent,
            finalized: of.finalized.clone(),
            collections: of.collections,
            look: of.look,
            views: of.views.clone(),
            plain_references: of.plain_references.clone(),
        };
    }
}

fn copy_object(to: &mut Object, from: &Object) {
    to.class = from.class;
    to.dict = from.dict;
    match (&mut to.payload, &from.payload) {
        (Payload::Str(to), Payload::Str(from)) if to == from => {}
        (Payload::Dict(to), Payload::Dict(from)) => to.copy_from(from),
        (Payload::List(to), Payload::List(from)) => copy_vec(to, from),
        (Payload::Tuple(to), Payload::Tuple(from)) => to.clone_from(from),
        (Payload::Function(to), Payload::Function(from)) => to.clone_from(from),
        (Payload::Type(to), Payload::Type(from)) => copy_type(to, from),
        (Payload::Property(to), Payload::Property(from)) => to.clone_from(from),
        (Payload::BoundMethod(to), Payload::BoundMethod(from)) => to.clone_from(from),
        (Payload::Exception(to), Payload::Exception(from)) => to.clone_from(from),
        (Payload::WeakRef(to), Payload::WeakRef(from)) => to.clone_from(from),
        (to, from) => *to = from.clone(),
    }
}

fn copy_type(to: &mut TypeData, from: &TypeData) {
    let TypeData { mut bases, mut mro, mut slots, mut subclasses, .. } = std::mem::replace(to, without_lists(from));
    copy_vec(&mut bases, &from.bases);
    copy_vec(&mut mro, &from.mro);
    copy_vec(&mut slots, &from.slots);
    copy_vec(&mut subclasses, &from.subclasses);
    (to.bases, to.mro, to.slots, to.subclasses) = (bases, mro, slots, subclasses);
}

fn without_lists(of: &TypeData) -> TypeData {
    TypeData {
        name: of.name,
        qualname: of.qualname,
        bases: Vec::new(),
        mro: Vec::new(),
        layout: of.layout,
        builtin: of.builtin,
        has_dict: of.has_dict,
        subclassable: of.subclassable,
        shadowed: of.shadowed,
        slots: Vec::new(),
        subclasses: Vec::new(),
        abstract_methods: of.abstract_methods,
    }
}
