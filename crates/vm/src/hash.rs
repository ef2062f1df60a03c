//! Hashing and key equality as far as native code can go.
//!
//! Numbers hash as <https://docs.python.org/3/library/stdtypes.html#hashing-of-numeric-types> says;
//! everything else by content or by the object's number in the heap: the same on every machine.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use crate::{
    dict::KeyEq,
    heap::str_hash_value,
    names,
    object::Payload,
    types,
    value::{Ref, Value},
    vm::Vm,
};

/// 2⁶¹ − 1.
const MODULUS: u64 = (1 << 61) - 1;
const HASH_INFINITY: i64 = 314_159;
/// Tuples nested deeper than this are hashed and compared by Python code.
const MAX_DEPTH: u32 = 64;

/// Why a hash is not known natively.
#[derive(Clone, Copy, Debug)]
pub enum NoHash {
    /// A user's `__hash__` has to be called (somewhere inside).
    Ask,
    /// The type of this value is unhashable.
    Unhashable(Value),
}

pub(crate) fn hash_i64(i: i64) -> i64 {
    let h = (i.unsigned_abs() % MODULUS) as i64;
    let h = if i < 0 { -h } else { h };
    if h == -1 { -2 } else { h }
}

pub(crate) fn hash_bigint(b: &BigInt) -> i64 {
    let h = (b.abs() % BigInt::from(MODULUS)).to_i64().unwrap_or(0);
    let h = if b.is_negative() { -h } else { h };
    if h == -1 { -2 } else { h }
}

pub(crate) fn hash_f64(f: f64) -> i64 {
    if f.is_infinite() {
        return if f > 0.0 { HASH_INFINITY } else { -HASH_INFINITY };
    }
    if f.is_nan() {
        return 0;
    }
    if f == f.trunc() && f.abs() < 9e15 {
        return hash_i64(f as i64);
    }
    // m · 2^e with 28 bits of m at a time, modulo 2⁶¹ − 1.
    let (mut m, mut e) = frexp(f.abs());
    let mut x: u64 = 0;
    while m != 0.0 {
        x = ((x << 28) & MODULUS) | x >> (61 - 28);
        m *= 268_435_456.0;
        e -= 28;
        let y = m as u64;
        m -= y as f64;
        x += y;
        if x >= MODULUS {
            x -= MODULUS;
        }
    }
    let e = e.rem_euclid(61) as u32;
    x = ((x << e) & MODULUS) | x >> (61 - e);
    let h = if f < 0.0 { -(x as i64) } else { x as i64 };
    if h == -1 { -2 } else { h }
}

/// Where the hash of a tuple begins: the xxHash variant that CPython documents in Objects/tupleobject.c.
pub(crate) const TUPLE_HASH_START: u64 = 2_870_177_450_012_600_261;

/// The hash so far and one more item's.
pub(crate) fn tuple_hash_step(acc: u64, item: i64) -> u64 {
    let acc = acc.wrapping_add((item as u64).wrapping_mul(14_029_467_366_897_019_727));
    acc.rotate_left(31).wrapping_mul(11_400_714_785_074_694_791)
}

pub(crate) fn tuple_hash_end(acc: u64, len: usize) -> i64 {
    let acc = acc.wrapping_add(len as u64 ^ (TUPLE_HASH_START ^ 3_527_539));
    if acc == u64::MAX { 1_546_275_796 } else { acc as i64 }
}

/// Mantissa in `0.5 .. 1` and exponent of a positive finite number.
pub(crate) fn frexp(f: f64) -> (f64, i32) {
    if f == 0.0 || !f.is_finite() {
        return (f, 0);
    }
    let bits = f.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    if exponent == 0 {
        let (m, e) = frexp(f * 18_014_398_509_481_984.0);
        return (m, e - 54);
    }
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), exponent - 1022)
}

impl Vm {
    /// `hash(v)` where no Python code is needed for it.
    #[inline]
    pub fn hash_native(&self, v: Value) -> Result<i64, NoHash> {
        match v {
            Value::Int(i) => Ok(hash_i64(i)),
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Str(t) if types::is_builtin(self.heap.get(r).class) => Ok(str_hash_value(t.hash())),
                _ => self.hash_object(r, 0),
            },
            _ => self.hash_inline(v),
        }
    }

    fn hash_inline(&self, v: Value) -> Result<i64, NoHash> {
        Ok(match v {
            Value::Int(i) => hash_i64(i),
            Value::Bool(b) => b as i64,
            Value::Float(f) => hash_f64(f),
            Value::None => 0xFCA8_6420,
            Value::NotImplemented => 0x1B2C_3D4E,
            Value::Ellipsis => 0x5EED_E111,
            Value::Unbound => 0,
            Value::Ref(_) => 0,
        })
    }

    fn hash_object(&self, r: Ref, depth: u32) -> Result<i64, NoHash> {
        if depth > MAX_DEPTH {
            return Err(NoHash::Ask);
        }
        let class = self.heap.get(r).class;
        if !types::is_builtin(class) {
            // The user's class decides: `__hash__` of its own, or the built-in one's.
            match self.find_in_mro(class, names::__hash__) {
                Some(Value::None) => return Err(NoHash::Unhashable(Value::Ref(r))),
                Some(Value::Ref(m)) if matches!(self.heap.payload(m), Payload::Native(_)) => {}
                _ => return Err(NoHash::Ask),
            }
        }
        match self.heap.payload(r) {
            Payload::Str(t) => Ok(str_hash_value(t.hash())),
            Payload::MemoryView(view) if view.read_only && !view.released && view.item_size() == 1 => {
                Ok(bytes_hash(&self.view_bytes(view)))
            }
            Payload::Bytes(b) => Ok(bytes_hash(b)),
            Payload::BigInt(b) => Ok(hash_bigint(b)),
            Payload::Boxed(inner) => self.hash_inline_or_object(*inner, depth),
            Payload::Complex(c) => {
                let h = hash_f64(c.0).wrapping_add(hash_f64(c.1).wrapping_mul(1_000_003));
                Ok(if h == -1 { -2 } else { h })
            }
            Payload::Tuple(items) => {
                let mut acc = TUPLE_HASH_START;
                for item in items.iter() {
                    acc = tuple_hash_step(acc, self.hash_inline_or_object(*item, depth + 1)?);
                }
                Ok(tuple_hash_end(acc, items.len()))
            }
            Payload::Set(s) => {
                if !self.is_subclass(class, types::FROZENSET) {
                    return Err(NoHash::Unhashable(Value::Ref(r)));
                }
                let mut h: u64 = 0;
                for (hash, _) in s.iter() {
                    let x = hash as u64;
                    h ^= (x ^ 89_869_747 ^ (x << 16)).wrapping_mul(3_644_798_167);
                }
                h ^= (s.len() as u64 + 1).wrapping_mul(1_927_868_237);
                h ^= (h >> 11) ^ (h >> 25);
                h = h.wrapping_mul(69_069).wrapping_add(907_133_923);
                Ok(if h == u64::MAX { 590_923_713 } else { h as i64 })
            }
            Payload::List(_) | Payload::Dict(_) | Payload::ByteArray(_) => Err(NoHash::Unhashable(Value::Ref(r))),
            Payload::DictView { kind, .. } if *kind != crate::object::ViewKind::Values => {
                Err(NoHash::Unhashable(Value::Ref(r)))
            }
            Payload::Slice(s) => {
                let mut h = 17i64;
                for part in s.iter() {
                    h = h.wrapping_mul(31).wrapping_add(self.hash_inline_or_object(*part, depth + 1)?);
                }
                Ok(h)
            }
            Payload::MappingProxy(inner) => self.hash_inline_or_object(*inner, depth + 1),
            Payload::Code(number) => {
                // What equal ones have in common.
                let code = &self.codes[*number as usize].code;
                let parts = [code.first_line as i64, code.instrs.len() as i64, code.locals.len() as i64];
                Ok(parts.iter().fold(str_hash_value(crate::object::hash_str(&code.name)), |h, part| {
                    h.wrapping_mul(31).wrapping_add(*part)
                }))
            }
            Payload::BoundMethod(m) => Ok(self
                .hash_inline_or_object(m.function, depth + 1)?
                .wrapping_mul(31)
                .wrapping_add(self.identity_hash(m.receiver))),
            Payload::BoundNative { native, receiver } => {
                Ok((*native as i64).wrapping_mul(31).wrapping_add(self.identity_hash(*receiver)))
            }
            Payload::Range(range) => {
                // That of a tuple of what ranges of equal items have in common.
                let len = self.range_len(range);
                let start = if len > 0 { range.start } else { Value::None };
                let step = if len > 1 { range.step } else { Value::None };
                let length = i64::try_from(len).unwrap_or(i64::MAX);
                let mut acc = tuple_hash_step(TUPLE_HASH_START, hash_i64(length));
                for part in [start, step] {
                    acc = tuple_hash_step(acc, self.hash_inline_or_object(part, depth + 1)?);
                }
                Ok(tuple_hash_end(acc, 3))
            }
            Payload::WeakRef(w) => match (w.hash, w.target) {
                (Some(h), _) => Ok(h),
                (None, Value::Unbound) => Err(NoHash::Ask),
                (None, target) => self.hash_inline_or_object(target, depth + 1),
            },
            Payload::GenericAlias { origin, arguments } => Ok(self
                .hash_inline_or_object(*origin, depth + 1)?
                .wrapping_mul(31)
                .wrapping_add(self.hash_object(*arguments, depth + 1)?)),
            _ => Ok(self.identity_hash(Value::Ref(r))),
        }
    }

    fn hash_inline_or_object(&self, v: Value, depth: u32) -> Result<i64, NoHash> {
        match v {
            Value::Ref(r) => self.hash_object(r, depth),
            _ => self.hash_inline(v),
        }
    }

    /// The hash of an object that is equal only to itself.
    pub(crate) fn identity_hash(&self, v: Value) -> i64 {
        match v {
            Value::Ref(r) => self.address(r) as i64 >> 4,
            _ => self.hash_inline(v).unwrap_or(0),
        }
    }

    /// What `id()` gives: made from the object's number, so it is the same in every run.
    pub(crate) fn address(&self, r: Ref) -> u64 {
        0x7f00_0000_0000 + r.0 as u64 * 16
    }

    pub(crate) fn find_in_mro(&self, class: Ref, name: Ref) -> Option<Value> {
        let t = self.heap.as_type(class)?;
        t.mro.iter().find_map(|&c| self.heap.get_name(self.heap.get(c).dict, name))
    }

    /// Are two keys of the same hash equal?
    #[inline]
    pub fn keys_equal(&self, a: Value, b: Value) -> KeyEq {
        if a.is(b) {
            return KeyEq::Yes;
        }
        self.equal_native(a, b, 0)
    }

    /// `a == b` where no Python code is needed for it.
    pub(crate) fn equal_native(&self, a: Value, b: Value, depth: u32) -> KeyEq {
        let yes_if = |c: bool| if c { KeyEq::Yes } else { KeyEq::No };
        match (a, b) {
            (Value::Int(x), Value::Int(y)) => return yes_if(x == y),
            (Value::Float(x), Value::Float(y)) => return yes_if(x == y),
            (Value::Ref(x), Value::Ref(y)) => {
                let (x, y) = (self.heap.get(x), self.heap.get(y));
                if let (Payload::Str(s), Payload::Str(t)) = (&x.payload, &y.payload)
                    && types::is_builtin(x.class)
                    && types::is_builtin(y.class)
                {
                    return yes_if(s.kept_hash == t.kept_hash && s.data == t.data);
                }
            }
            (Value::Ref(_), _) | (_, Value::Ref(_)) => {}
            _ => return yes_if(self.numbers_equal(a, b).unwrap_or_else(|| a.is(b))),
        }
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        for class in [class_a, class_b] {
            if !types::is_builtin(class) {
                match self.find_in_mro(class, names::__eq__) {
                    Some(Value::Ref(m)) if matches!(self.heap.payload(m), Payload::Native(_)) => {}
                    _ => return KeyEq::Ask,
                }
            }
        }
        if let Some(equal) = self.numbers_equal(a, b) {
            return yes_if(equal);
        }
        let (Value::Ref(x), Value::Ref(y)) = (a, b) else { return KeyEq::No };
        if x == y {
            return KeyEq::Yes;
        }
        if depth > MAX_DEPTH {
            return KeyEq::Ask;
        }
        let same_key = |k: Value, key: Value| if k.is(key) { KeyEq::Yes } else { self.equal_native(k, key, depth + 1) };
        match (self.heap.payload(x), self.heap.payload(y)) {
            (Payload::Str(s), Payload::Str(t)) => yes_if(s.kept_hash == t.kept_hash && s.data == t.data),
            (Payload::Bytes(s), Payload::Bytes(t)) => yes_if(s == t),
            (Payload::ByteArray(s), Payload::ByteArray(t)) => yes_if(s == t),
            (Payload::Bytes(s), Payload::ByteArray(t)) | (Payload::ByteArray(t), Payload::Bytes(s)) => {
                yes_if(**s == **t)
            }
            (Payload::Tuple(s), Payload::Tuple(t)) => self.sequences_equal(s, t, depth),
            (Payload::List(s), Payload::List(t)) => self.sequences_equal(s, t, depth),
            (Payload::Dict(s), Payload::Dict(t)) => {
                if s.len() != t.len() {
                    return KeyEq::No;
                }
                for e in s.iter() {
                    match t.find(e.hash, 0, |k| same_key(k, e.key)) {
                        crate::dict::Find::Found(at) => {
                            let Some(other) = t.entry(at) else { return KeyEq::No };
                            if e.value.is(other.value) {
                                continue;
                            }
                            match self.equal_native(e.value, other.value, depth + 1) {
                                KeyEq::Yes => {}
                                answer => return answer,
                            }
                        }
                        crate::dict::Find::Missing => return KeyEq::No,
                        crate::dict::Find::Ask(_) => return KeyEq::Ask,
                    }
                }
                KeyEq::Yes
            }
            (Payload::Set(s), Payload::Set(t)) => {
                if s.len() != t.len() {
                    return KeyEq::No;
                }
                for (hash, key) in s.iter() {
                    match t.find(hash, 0, |k| same_key(k, key)) {
                        crate::dict::Find::Found(_) => {}
                        crate::dict::Find::Missing => return KeyEq::No,
                        crate::dict::Find::Ask(_) => return KeyEq::Ask,
                    }
                }
                KeyEq::Yes
            }
            (Payload::Slice(s), Payload::Slice(t)) => self.sequences_equal(&s[..], &t[..], depth),
            (Payload::Range(s), Payload::Range(t)) => {
                let (n, m) = (self.range_len(s), self.range_len(t));
                yes_if(n == m && (n == 0 || s.start.is(t.start) && (n == 1 || s.step.is(t.step))))
            }
            (Payload::BoundMethod(m), Payload::BoundMethod(n)) => {
                yes_if(m.function.is(n.function) && m.receiver.is(n.receiver))
            }
            (Payload::BoundNative { native: f, receiver: r }, Payload::BoundNative { native: g, receiver: s }) => {
                yes_if(f == g && r.is(*s))
            }
            (Payload::Native(f), Payload::Native(g)) => yes_if(f == g),
            (Payload::Code(f), Payload::Code(g)) => yes_if(self.equal_codes(*f, *g)),
            (Payload::WeakRef(f), Payload::WeakRef(g)) => match (f.target, g.target) {
                (Value::Unbound, _) | (_, Value::Unbound) => KeyEq::No,
                (s, t) if s.is(t) => KeyEq::Yes,
                (s, t) => self.equal_native(s, t, depth + 1),
            },
            (Payload::GenericAlias { origin: f, arguments: r }, Payload::GenericAlias { origin: g, arguments: s }) => {
                if !f.is(*g) {
                    return KeyEq::No;
                }
                self.equal_native(Value::Ref(*r), Value::Ref(*s), depth + 1)
            }
            (Payload::MemoryView(_), _) | (_, Payload::MemoryView(_)) => {
                yes_if(self.views_equal(x, y).unwrap_or(false))
            }
            (Payload::MappingProxy(inner), _) => self.equal_native(*inner, b, depth + 1),
            (_, Payload::MappingProxy(inner)) => self.equal_native(a, *inner, depth + 1),
            (Payload::DictView { .. }, _) | (_, Payload::DictView { .. }) => KeyEq::Ask,
            _ => KeyEq::No,
        }
    }

    fn sequences_equal(&self, s: &[Value], t: &[Value], depth: u32) -> KeyEq {
        if s.len() != t.len() {
            return KeyEq::No;
        }
        for (&x, &y) in s.iter().zip(t) {
            if x.is(y) {
                continue;
            }
            match self.equal_native(x, y, depth + 1) {
                KeyEq::Yes => {}
                answer => return answer,
            }
        }
        KeyEq::Yes
    }

    /// Exact comparison of two numbers of any built-in types; `None` if one is no number.
    fn numbers_equal(&self, a: Value, b: Value) -> Option<bool> {
        if let (Some(x), Some(y)) = (self.as_complex(a), self.as_complex(b))
            && (self.is_complex(a) || self.is_complex(b))
        {
            return Some(x == y);
        }
        self.compare_numbers(a, b).map(|order| order == Some(std::cmp::Ordering::Equal))
    }

    /// The order of two numbers (`Some(None)`: unordered, NaN); `None` if one is no real number.
    pub(crate) fn compare_numbers(&self, a: Value, b: Value) -> Option<Option<std::cmp::Ordering>> {
        match (self.as_float(a), self.as_float(b)) {
            (Some(x), Some(y)) => Some(x.partial_cmp(&y)),
            (Some(x), None) => self.compare_float_int(x, b),
            (None, Some(y)) => self.compare_float_int(y, a).map(|o| o.map(std::cmp::Ordering::reverse)),
            (None, None) => match (self.as_i64(a), self.as_i64(b)) {
                (Some(x), Some(y)) => Some(Some(x.cmp(&y))),
                _ => {
                    let (x, y) = (self.as_bigint(a)?, self.as_bigint(b)?);
                    Some(Some(x.cmp(&y)))
                }
            },
        }
    }

    fn compare_float_int(&self, x: f64, b: Value) -> Option<Option<std::cmp::Ordering>> {
        use std::cmp::Ordering;
        if !self.is_int(b) {
            return None;
        }
        if x.is_nan() {
            return Some(None);
        }
        if x.is_infinite() {
            return Some(Some(if x > 0.0 { Ordering::Greater } else { Ordering::Less }));
        }
        if let Some(y) = self.as_i64(b)
            && y.unsigned_abs() < 1 << 53
        {
            return Some(x.partial_cmp(&(y as f64)));
        }
        let y = self.as_bigint(b)?;
        let whole = num_traits::FromPrimitive::from_f64(x.floor()).unwrap_or_default();
        Some(Some(match BigInt::cmp(&whole, &y) {
            Ordering::Equal if x.fract() != 0.0 => Ordering::Greater,
            order => order,
        }))
    }

    pub(crate) fn is_complex(&self, v: Value) -> bool {
        matches!(v, Value::Ref(r) if matches!(self.heap.payload(r), Payload::Complex(_)))
    }

    /// Any built-in number as a complex one (big integers lose precision).
    pub(crate) fn as_complex(&self, v: Value) -> Option<(f64, f64)> {
        match v {
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Complex(c) => Some(**c),
                Payload::BigInt(b) => Some((self.bigint_to_f64(b), 0.0)),
                Payload::Boxed(inner) => self.as_complex(*inner),
                _ => None,
            },
            Value::Float(f) => Some((f, 0.0)),
            Value::Int(i) => Some((i as f64, 0.0)),
            Value::Bool(b) => Some((b as i64 as f64, 0.0)),
            _ => None,
        }
    }
}

fn bytes_hash(bytes: &[u8]) -> i64 {
    str_hash_value(bytes.iter().fold(0x811c_9dc5u32, |h, &x| (h ^ x as u32).wrapping_mul(0x0100_0193)))
}
