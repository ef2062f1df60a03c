//! Natives of `_memory`: numbers in memory that processes share (`Value`, `Array`).

use num_bigint::BigInt;
use weft_kernel::{Reply, Request};
use weft_vm::{Native, NativeDef, Signal, Value, Vm};

use crate::{processes::ask, support::native};

/// Bytes of one item of a typecode of `array` or `struct`.
fn size(code: u8) -> Option<usize> {
    Some(match code {
        b'b' | b'B' | b'c' | b'?' => 1,
        b'h' | b'H' => 2,
        b'i' | b'I' | b'f' | b'u' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'd' => 8,
        _ => return None,
    })
}

fn code_of(vm: &Vm, v: Value) -> u8 {
    vm.heap.as_str(v).and_then(|s| s.bytes().next()).unwrap_or(b'?')
}

fn pack(vm: &mut Vm, code: u8, v: Value, out: &mut Vec<u8>) -> Result<(), Signal> {
    match code {
        b'd' | b'f' => {
            let Some(f) = vm.as_f64(v)? else {
                let name = vm.type_name(v);
                return Err(vm.type_error(&format!("must be real number, not {name}")));
            };
            if code == b'd' {
                out.extend_from_slice(&f.to_le_bytes());
            } else {
                out.extend_from_slice(&(f as f32).to_le_bytes());
            }
        }
        b'?' => out.push(vm.truth_native(v).unwrap_or(true) as u8),
        b'c' => match (vm.as_bytes(v), v) {
            (Some([b]), _) => out.push(*b),
            (_, Value::Int(i)) if (0..256).contains(&i) => out.push(i as u8),
            _ => return Err(vm.type_error("one character bytes, bytearray, or an integer in range(256) expected")),
        },
        b'u' => {
            let c = vm.heap.as_str(v).and_then(|s| {
                let mut chars = s.chars();
                chars.next().filter(|_| chars.next().is_none())
            });
            match c {
                Some(c) => out.extend_from_slice(&(c as u32).to_le_bytes()),
                None => {
                    let name = vm.type_name(v);
                    return Err(vm.type_error(&format!("unicode string expected instead of {name} instance")));
                }
            }
        }
        _ => {
            let Some(big) = vm.as_bigint(v) else {
                let name = vm.type_name(v);
                return Err(vm.type_error(&format!("'{name}' object cannot be interpreted as an integer")));
            };
            // As C does: the low bits.
            let low: BigInt = big & BigInt::from(u64::MAX);
            let low = low.iter_u64_digits().next().unwrap_or(0);
            out.extend_from_slice(&low.to_le_bytes()[..size(code).unwrap_or(8)]);
        }
    }
    Ok(())
}

fn unpack(vm: &mut Vm, code: u8, b: &[u8]) -> Value {
    let mut word = [0u8; 8];
    word[..b.len()].copy_from_slice(b);
    let unsigned = u64::from_le_bytes(word);
    match code {
        b'd' => Value::Float(f64::from_le_bytes(word)),
        b'f' => Value::Float(f32::from_le_bytes([b[0], b[1], b[2], b[3]]) as f64),
        b'?' => Value::Bool(unsigned != 0),
        b'c' => vm.heap.bytes_value(b.to_vec()),
        b'u' => vm.str(weft_vm::surrogates::char_of(unsigned as u32).unwrap_or('\0').to_string()),
        b'B' | b'H' | b'I' => Value::Int(unsigned as i64),
        b'L' | b'Q' => vm.int_value(BigInt::from(unsigned)),
        // Sign from the item's highest bit.
        _ => {
            let unused = 64 - 8 * b.len() as u32;
            Value::Int((unsigned << unused) as i64 >> unused)
        }
    }
}

fn number(vm: &Vm, v: Value) -> u64 {
    vm.as_i64(v).unwrap_or(0).max(0) as u64
}

/// Bytes of a segment: from the host at once, if it lets processes reach them, else from the machine.
pub(crate) fn read(vm: &mut Vm, id: u32, offset: u64, length: u64) -> Result<Option<Reply>, Signal> {
    let asked = vm.thread.wait.is_some();
    match vm.host_bytes.filter(|_| !asked).and_then(|host| (host.read)(id, offset, length)) {
        Some(data) => Ok(Some(Reply::Bytes(data))),
        None => ask(vm, |_| Request::MemoryRead { id, offset, length }, None),
    }
}

/// Writes to a segment, as [`read`] reads. `data` is not looked at when the machine has answered.
pub(crate) fn write(vm: &mut Vm, id: u32, offset: u64, data: Vec<u8>) -> Result<Option<Reply>, Signal> {
    let asked = vm.thread.wait.is_some();
    if !asked && vm.host_bytes.is_some_and(|host| (host.write)(id, offset, &data)) {
        return Ok(Some(Reply::None));
    }
    ask(vm, |_| Request::MemoryWrite { id, offset, data }, None)
}

/// `get(id, code, index, count)`: a list; without a count the item itself.
fn get(vm: &mut Vm, args: &[Value]) -> Native {
    let code = code_of(vm, args[1]);
    let width = size(code).unwrap_or(1);
    let single = args[3].is_unbound();
    let id = number(vm, args[0]) as u32;
    let offset = number(vm, args[2]).saturating_mul(width as u64);
    let length = if single { 1 } else { number(vm, args[3]) }.saturating_mul(width as u64);
    match read(vm, id, offset, length)? {
        Some(Reply::Bytes(data)) if single => Ok(unpack(vm, code, &data)),
        Some(Reply::Bytes(data)) => {
            let items = data.chunks_exact(width).map(|b| unpack(vm, code, b)).collect();
            Ok(vm.list(items))
        }
        _ => Err(vm.index_error("invalid index")),
    }
}

/// `set(id, code, index, items)`: `items` is a list or tuple, or one item.
fn set(vm: &mut Vm, args: &[Value]) -> Native {
    let code = code_of(vm, args[1]);
    let width = size(code).unwrap_or(1) as u64;
    let mut data = Vec::new();
    if vm.thread.wait.is_none() {
        match vm.heap.as_sequence(args[3]).map(<[Value]>::to_vec) {
            Some(items) => {
                for item in items {
                    pack(vm, code, item, &mut data)?;
                }
            }
            None => pack(vm, code, args[3], &mut data)?,
        }
    }
    let id = number(vm, args[0]) as u32;
    let offset = number(vm, args[2]).saturating_mul(width);
    match write(vm, id, offset, data)? {
        Some(Reply::None) => Ok(Value::None),
        _ => Err(vm.index_error("invalid index")),
    }
}

/// Bytes of an item; None for a typecode that is none.
fn item_size(vm: &mut Vm, args: &[Value]) -> Native {
    let known = vm.heap.as_str(args[0]).filter(|s| s.len() == 1).and_then(|s| size(s.as_bytes()[0]));
    Ok(known.map_or(Value::None, |n| Value::Int(n as i64)))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_memory", "get", "id, code, index, count=1, /", get),
    native("_memory", "set", "id, code, index, items, /", set),
    native("_memory", "item_size", "code, /", item_size),
];
