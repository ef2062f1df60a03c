//! The items of memory views: where they lie, how they are read and written.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::{
    natives::Signal,
    object::{MemoryViewData, Payload},
    types,
    value::{Ref, Value},
    vm::Vm,
};

/// The size in bytes of an item of a format of the `struct` module; `None`: not one that views have.
pub(crate) fn item_size(format: char) -> Option<usize> {
    Some(match format {
        'b' | 'B' | 'c' | '?' => 1,
        'h' | 'H' => 2,
        'i' | 'I' | 'f' => 4,
        'l' | 'L' | 'q' | 'Q' | 'n' | 'N' | 'P' | 'd' => 8,
        _ => return None,
    })
}

/// An item as its format reads it.
#[derive(Clone, Copy)]
enum Item {
    Int(i128),
    Float(f64),
    Bool(bool),
    Byte(u8),
}

impl Item {
    fn equals(self, other: Item) -> bool {
        match (self, other) {
            (Item::Byte(b), Item::Byte(c)) => b == c,
            (Item::Byte(_), _) | (_, Item::Byte(_)) => false,
            (Item::Float(f), Item::Float(g)) => f == g,
            (Item::Float(f), i) | (i, Item::Float(f)) => f == f.trunc() && Some(f as i128) == i.integer(),
            (i, j) => i.integer() == j.integer(),
        }
    }

    fn integer(self) -> Option<i128> {
        match self {
            Item::Int(i) => Some(i),
            Item::Bool(b) => Some(i128::from(b)),
            _ => None,
        }
    }
}

impl MemoryViewData {
    /// Of all the bytes that an object has.
    pub(crate) fn whole(source: Value, len: usize, read_only: bool) -> MemoryViewData {
        MemoryViewData { source, start: 0, len, stride: 1, released: false, read_only, format: 'B' }
    }

    pub(crate) fn item_size(&self) -> usize {
        item_size(self.format).unwrap_or(1)
    }

    /// Every `step`th item from `start` on.
    pub(crate) fn part(&self, start: i64, step: i64, count: usize) -> MemoryViewData {
        let mut part = self.clone();
        part.start = (self.start as i64 + if count == 0 { 0 } else { start * self.stride }) as usize;
        part.stride = self.stride.saturating_mul(step);
        part.len = count;
        part
    }

    /// Do its items lie one behind the other?
    pub(crate) fn contiguous(&self) -> bool {
        self.len <= 1 || self.stride == self.item_size() as i64
    }

    /// Where an item's bytes begin in the source.
    fn offset(&self, index: usize) -> usize {
        (self.start as i64 + index as i64 * self.stride) as usize
    }
}

impl Vm {
    pub(crate) fn released_view(&mut self) -> Signal {
        self.value_error("operation forbidden on released memoryview object")
    }

    /// The bytes of an item; the source may have become shorter since.
    fn view_item_bytes(&self, view: &MemoryViewData, index: usize) -> Option<[u8; 8]> {
        let size = view.item_size();
        let at = view.offset(index);
        let mut wide = [0; 8];
        wide[..size].copy_from_slice(self.as_bytes(view.source)?.get(at..at + size)?);
        Some(wide)
    }

    /// The bytes that a view shows, one item behind the other.
    pub(crate) fn view_bytes(&self, view: &MemoryViewData) -> Vec<u8> {
        let size = view.item_size();
        if view.stride == size as i64
            && let Some(all) = self.as_bytes(view.source)
            && let Some(shown) = all.get(view.start..view.start.saturating_add(view.len.saturating_mul(size)))
        {
            return shown.to_vec();
        }
        (0..view.len)
            .filter_map(|i| self.view_item_bytes(view, i))
            .flat_map(|wide| wide.into_iter().take(size))
            .collect()
    }

    fn read_item(&self, view: &MemoryViewData, index: usize) -> Option<Item> {
        let wide = self.view_item_bytes(view, index)?;
        Some(match view.format {
            'b' => Item::Int(i128::from(wide[0] as i8)),
            'c' => Item::Byte(wide[0]),
            '?' => Item::Bool(wide[0] != 0),
            'h' => Item::Int(i128::from(i16::from_le_bytes([wide[0], wide[1]]))),
            'i' => Item::Int(i128::from(u64::from_le_bytes(wide) as u32 as i32)),
            'l' | 'q' | 'n' => Item::Int(i128::from(i64::from_le_bytes(wide))),
            'f' => Item::Float(f64::from(f32::from_bits(u64::from_le_bytes(wide) as u32))),
            'd' => Item::Float(f64::from_le_bytes(wide)),
            // Unsigned ones: the bytes beyond the item's are 0.
            _ => Item::Int(i128::from(u64::from_le_bytes(wide))),
        })
    }

    /// An item below `len`; `None` if the source has become too short.
    pub(crate) fn view_item(&mut self, view: &MemoryViewData, index: usize) -> Option<Value> {
        Some(match self.read_item(view, index)? {
            Item::Int(i) => self.int_value(BigInt::from(i)),
            Item::Float(f) => Value::Float(f),
            Item::Bool(b) => Value::Bool(b),
            Item::Byte(b) => self.heap.bytes_value(vec![b]),
        })
    }

    /// Store into an item below `len`.
    pub(crate) fn set_view_item(&mut self, view: &MemoryViewData, index: usize, value: Value) -> Result<(), Signal> {
        let wide = self.view_item_value(view.format, value)?;
        let (at, size) = (view.offset(index), view.item_size());
        self.write_view(view, at, &wide[..size]);
        Ok(())
    }

    /// Store the bytes of as many items as the view has.
    pub(crate) fn set_view_bytes(&mut self, view: &MemoryViewData, bytes: &[u8]) {
        for (i, item) in bytes.chunks(view.item_size()).enumerate() {
            self.write_view(view, view.offset(i), item);
        }
    }

    fn write_view(&mut self, view: &MemoryViewData, at: usize, item: &[u8]) {
        if let Value::Ref(r) = view.source
            && let Payload::ByteArray(bytes) = self.heap.payload_mut(r)
            && let Some(place) = bytes.get_mut(at..at + item.len())
        {
            place.copy_from_slice(item);
        }
    }

    fn view_item_value(&mut self, format: char, value: Value) -> Result<[u8; 8], Signal> {
        let refuse = |vm: &mut Vm| Err(vm.type_error(&format!("memoryview: invalid type for format '{format}'")));
        match format {
            'c' => match self.as_bytes(value) {
                Some(&[byte]) if self.is_instance(value, types::BYTES) => Ok(u64::from(byte).to_le_bytes()),
                Some(_) if self.is_instance(value, types::BYTES) => Err(self.bad_view_value(format)),
                _ => refuse(self),
            },
            '?' => Ok(u64::from(self.truth(value)?).to_le_bytes()),
            'f' | 'd' => match self.as_float(value).or_else(|| self.as_bigint(value)?.to_f64()) {
                Some(f) if format == 'd' => Ok(f.to_le_bytes()),
                Some(f) => Ok(u64::from((f as f32).to_bits()).to_le_bytes()),
                None => refuse(self),
            },
            _ => {
                let Some(number) = self.as_bigint(value) else { return refuse(self) };
                let bits = item_size(format).unwrap_or(1) as u32 * 8;
                let (low, high) = match format.is_ascii_lowercase() {
                    true => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
                    false => (0, (1i128 << bits) - 1),
                };
                match number.to_i128() {
                    Some(n) if (low..=high).contains(&n) => Ok((n as u64).to_le_bytes()),
                    _ => Err(self.bad_view_value(format)),
                }
            }
        }
    }

    fn bad_view_value(&mut self, format: char) -> Signal {
        self.value_error(&format!("memoryview: invalid value for format '{format}'"))
    }

    /// Are two bytes-like objects, one of them a view, equal? Items of different formats compare by value.
    pub(crate) fn views_equal(&self, a: Ref, b: Ref) -> Option<bool> {
        let (x, y) = (self.as_view(Value::Ref(a))?, self.as_view(Value::Ref(b))?);
        if x.released || y.released {
            return Some(a == b);
        }
        let same = |i| match (self.read_item(&x, i), self.read_item(&y, i)) {
            (Some(v), Some(w)) => v.equals(w),
            _ => false,
        };
        Some(x.len == y.len && (0..x.len).all(same))
    }

    /// A bytes-like object as a view.
    pub(crate) fn as_view(&self, v: Value) -> Option<MemoryViewData> {
        let Value::Ref(r) = v else { return None };
        Some(match self.heap.payload(r) {
            Payload::MemoryView(view) => (**view).clone(),
            Payload::Bytes(b) => MemoryViewData::whole(v, b.len(), true),
            Payload::ByteArray(b) => MemoryViewData::whole(v, b.len(), false),
            _ => return None,
        })
    }
}
