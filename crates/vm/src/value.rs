//! Values: what a register holds.

use serde::{Deserialize, Serialize};

/// The index of an object in its process's heap. 0 is no object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ref(pub u32);

impl Ref {
    /// "No object" in optional fields.
    pub const NONE: Ref = Ref(0);

    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    pub fn is_some(self) -> bool {
        self.0 != 0
    }

    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// `None` for [`Ref::NONE`].
    pub fn get(self) -> Option<Ref> {
        if self.is_none() { None } else { Some(self) }
    }

    /// The object as a value; Python's `None` for [`Ref::NONE`].
    pub fn or_none(self) -> Value {
        if self.is_none() { Value::None } else { Value::Ref(self) }
    }
}

/// A Python value. Small immutable ones are held inline, the rest by reference. An integer that fits
/// 64 bits is always inline, so equal inline integers and identical big ones need no other form.
///
/// The kind takes a whole word: a value that was written as one byte and then copied as a word would make the processor
/// wait until the byte has reached its cache.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[repr(u64)]
pub enum Value {
    /// No value: an unassigned local, an empty cell, a missing optional argument.
    #[default]
    Unbound,
    None,
    NotImplemented,
    Ellipsis,
    Bool(bool),
    Int(i64),
    Float(f64),
    Ref(Ref),
}

impl Value {
    /// Python's `is`. Inline numbers are identical when equal; floats when their bits are.
    pub fn is(self, other: Value) -> bool {
        match (self, other) {
            (Value::Unbound, Value::Unbound)
            | (Value::None, Value::None)
            | (Value::NotImplemented, Value::NotImplemented)
            | (Value::Ellipsis, Value::Ellipsis) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Value::Ref(a), Value::Ref(b)) => a == b,
            _ => false,
        }
    }

    pub fn is_unbound(self) -> bool {
        matches!(self, Value::Unbound)
    }

    pub fn is_none(self) -> bool {
        matches!(self, Value::None)
    }

    pub fn as_ref(self) -> Option<Ref> {
        match self {
            Value::Ref(r) => Some(r),
            _ => None,
        }
    }

    /// `default` where the value is unbound (an argument that was left out).
    pub fn or(self, default: Value) -> Value {
        if self.is_unbound() { default } else { self }
    }

    /// The value unless it is unbound.
    pub fn bound(self) -> Option<Value> {
        if self.is_unbound() { None } else { Some(self) }
    }
}

impl From<Ref> for Value {
    fn from(r: Ref) -> Value {
        Value::Ref(r)
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::Bool(b)
    }
}

impl From<i64> for Value {
    fn from(i: i64) -> Value {
        Value::Int(i)
    }
}

impl From<f64> for Value {
    fn from(f: f64) -> Value {
        Value::Float(f)
    }
}
