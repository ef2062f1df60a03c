//! The constants and the names of a block, each kept once.

use std::collections::BTreeMap;

use weft_code::Const;

#[derive(Default)]
pub(crate) struct ConstPool {
    values: Vec<Const>,
    index: BTreeMap<Key, u16>,
}

/// Constants as keys: of different type or sign means different, as `Const` asks for.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    BigInt(String),
    Float(u64),
    Imaginary(u64),
    Str(String),
    Bytes(Vec<u8>),
    Tuple(Vec<Key>),
    FrozenSet(Vec<Key>),
}

impl Key {
    /// Code objects are never shared.
    fn of(value: &Const) -> Option<Key> {
        Some(match value {
            Const::None => Key::None,
            Const::Ellipsis => Key::Ellipsis,
            Const::Bool(value) => Key::Bool(*value),
            Const::Int(value) => Key::Int(*value),
            Const::BigInt(digits) => Key::BigInt(digits.clone()),
            Const::Float(value) => Key::Float(value.to_bits()),
            Const::Imaginary(value) => Key::Imaginary(value.to_bits()),
            Const::Str(text) => Key::Str(text.clone()),
            Const::Bytes(bytes) => Key::Bytes(bytes.clone()),
            Const::Tuple(items) => Key::Tuple(items.iter().map(Key::of).collect::<Option<_>>()?),
            Const::FrozenSet(items) => Key::FrozenSet(items.iter().map(Key::of).collect::<Option<_>>()?),
            Const::Code(_) => return None,
        })
    }
}

impl ConstPool {
    /// The index of `value`; `None` when the pool is full.
    pub fn add(&mut self, value: Const) -> Option<u16> {
        let key = Key::of(&value);
        if let Some(&index) = key.as_ref().and_then(|key| self.index.get(key)) {
            return Some(index);
        }
        let index = u16::try_from(self.values.len()).ok()?;
        self.values.push(value);
        if let Some(key) = key {
            self.index.insert(key, index);
        }
        Some(index)
    }

    pub fn into_values(self) -> Vec<Const> {
        self.values
    }
}

#[derive(Default)]
pub(crate) struct NamePool {
    names: Vec<String>,
    index: BTreeMap<String, u16>,
}

impl NamePool {
    /// The index of `name`; `None` when the pool is full.
    pub fn add(&mut self, name: &str) -> Option<u16> {
        if let Some(&index) = self.index.get(name) {
            return Some(index);
        }
        let index = u16::try_from(self.names.len()).ok()?;
        self.names.push(name.to_owned());
        self.index.insert(name.to_owned(), index);
        Some(index)
    }

    pub fn into_names(self) -> Vec<String> {
        self.names
    }
}
