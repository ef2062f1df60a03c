//! Natives of `binascii` and `zlib`.
//!
//! Reference: <https://docs.python.org/3/library/binascii.html>, <https://docs.python.org/3/library/zlib.html>.
//! Compressed data is valid but not byte for byte what the C library makes.

use miniz_oxide::{deflate, inflate};
use weft_vm::{Native, NativeDef, Signal, Value, Vm};

use crate::support::{ascii_or_bytes, bytes, native, raise_registered};

fn error(vm: &mut Vm, message: &str) -> Signal {
    raise_registered(vm, "binascii.Error", message)
}

fn hexlify(vm: &mut Vm, args: &[Value]) -> Native {
    let data = bytes(vm, args[0])?;
    let separator = match args[1].or(Value::None) {
        Value::None => None,
        v => match ascii_or_bytes(vm, v)?.as_slice() {
            [b] => Some(*b),
            _ => return Err(vm.value_error("sep must be length 1.")),
        },
    };
    let group = vm.as_i64(args[2].or(Value::Int(1))).unwrap_or(1);
    let size = group.unsigned_abs() as usize;
    let mut out = Vec::with_capacity(data.len() * 3);
    for (i, b) in data.iter().enumerate() {
        let from_left = if group < 0 { i } else { data.len() - i };
        if let Some(s) = separator
            && i > 0
            && size > 0
            && from_left % size == 0
        {
            out.push(s);
        }
        out.extend_from_slice(format!("{b:02x}").as_bytes());
    }
    Ok(vm.heap.bytes_value(out))
}

fn unhexlify(vm: &mut Vm, args: &[Value]) -> Native {
    let text = ascii_or_bytes(vm, args[0])?;
    if text.len() % 2 == 1 {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |b: u8| (b as char).to_digit(16).map(|d| d as u8);
    let mut out = Vec::with_capacity(text.len() / 2);
    for pair in text.chunks(2) {
        match (digit(pair[0]), digit(pair[1])) {
            (Some(a), Some(b)) => out.push(a << 4 | b),
            _ => return Err(error(vm, "Non-hexadecimal digit found")),
        }
    }
    Ok(vm.heap.bytes_value(out))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn b2a_base64(vm: &mut Vm, args: &[Value]) -> Native {
    let data = bytes(vm, args[0])?;
    let newline = vm.truth_native(args[1].or(Value::Bool(true))).unwrap_or(true);
    let mut out = Vec::with_capacity(data.len() / 3 * 4 + 5);
    for part in data.chunks(3) {
        let word = part.iter().enumerate().fold(0u32, |w, (i, b)| w | (*b as u32) << (16 - 8 * i));
        for i in 0..4 {
            let sextet = (word >> (18 - 6 * i)) & 63;
            out.push(if i <= part.len() { ALPHABET[sextet as usize] } else { b'=' });
        }
    }
    if newline {
        out.push(b'\n');
    }
    Ok(vm.heap.bytes_value(out))
}

fn a2b_base64(vm: &mut Vm, args: &[Value]) -> Native {
    let text = ascii_or_bytes(vm, args[0])?;
    let strict = vm.truth_native(args[1].or(Value::Bool(false))).unwrap_or(false);
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut word, mut sextets, mut padding) = (0u32, 0usize, 0usize);
    for (i, &b) in text.iter().enumerate() {
        if b == b'=' {
            if strict && i == 0 {
                return Err(error(vm, "Leading padding not allowed"));
            }
            padding += 1;
            if sextets % 4 >= 2 && sextets % 4 + padding >= 4 {
                if strict && i + 1 < text.len() {
                    return Err(error(vm, "Excess data after padding"));
                }
                return Ok(vm.heap.bytes_value(out));
            }
            continue;
        }
        let Some(value) = ALPHABET.iter().position(|a| *a == b) else {
            if strict {
                return Err(error(vm, "Only base64 data is allowed"));
            }
            continue;
        };
        if padding > 0 && strict {
            return Err(error(vm, "Discontinuous padding not allowed"));
        }
        padding = 0;
        word = (word << 6) | value as u32;
        sextets += 1;
        if sextets % 4 != 1 {
            let kept = [0, 0, 4, 2][sextets % 4];
            out.push((word >> kept) as u8);
        }
    }
    match sextets % 4 {
        0 => Ok(vm.heap.bytes_value(out)),
        1 => {
            let message = format!(
                "Invalid base64-encoded string: number of data characters ({sextets}) cannot be 1 more than a multiple of 4"
            );
            Err(error(vm, &message))
        }
        _ => Err(error(vm, "Incorrect padding")),
    }
}

/// CRC-32 of zlib and PNG, bit by bit from a table made once.
fn crc_32(data: &[u8], start: u32) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0u32; 256];
        let mut i = 0;
        while i < 256 {
            let mut c = i as u32;
            let mut bit = 0;
            while bit < 8 {
                c = if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 };
                bit += 1;
            }
            table[i] = c;
            i += 1;
        }
        table
    };
    !data.iter().fold(!start, |c, b| TABLE[((c ^ *b as u32) & 255) as usize] ^ (c >> 8))
}

fn start_value(vm: &Vm, v: Value, default: i64) -> u32 {
    vm.as_i64(v.or(Value::Int(default))).unwrap_or(default) as u32
}

fn crc32(vm: &mut Vm, args: &[Value]) -> Native {
    let data = bytes(vm, args[0])?;
    let start = start_value(vm, args[1], 0);
    Ok(Value::Int(crc_32(&data, start) as i64))
}

fn adler32(vm: &mut Vm, args: &[Value]) -> Native {
    let data = bytes(vm, args[0])?;
    let start = start_value(vm, args[1], 1);
    let (mut a, mut b) = (start & 0xffff, start >> 16);
    for byte in data {
        a = (a + byte as u32) % 65521;
        b = (b + a) % 65521;
    }
    Ok(Value::Int((b << 16 | a) as i64))
}

fn crc_hqx(vm: &mut Vm, args: &[Value]) -> Native {
    let data = bytes(vm, args[0])?;
    let mut crc = start_value(vm, args[1], 0) & 0xffff;
    for byte in data {
        crc ^= (byte as u32) << 8;
        for _ in 0..8 {
            crc = if crc & 0x8000 != 0 { (crc << 1) ^ 0x1021 } else { crc << 1 } & 0xffff;
        }
    }
    Ok(Value::Int(crc as i64))
}

/// `_deflate(data, level, raw)`
fn compress(vm: &mut Vm, args: &[Value]) -> Native {
    let data = bytes(vm, args[0])?;
    let level = match vm.as_i64(args[1]).unwrap_or(-1) {
        -1 => 6,
        n => n.clamp(0, 9) as u8,
    };
    let out = if vm.truth_native(args[2]).unwrap_or(false) {
        deflate::compress_to_vec(&data, level)
    } else {
        deflate::compress_to_vec_zlib(&data, level)
    };
    Ok(vm.heap.bytes_value(out))
}

/// `_inflate(data, raw)`: the data, and how many bytes of the input it took; None where the input ends
/// too soon.
fn decompress(vm: &mut Vm, args: &[Value]) -> Native {
    use inflate::core::{DecompressorOxide, decompress, inflate_flags as flags};
    let data = bytes(vm, args[0])?;
    let raw = vm.truth_native(args[1]).unwrap_or(false);
    let base = if raw { 0 } else { flags::TINFL_FLAG_PARSE_ZLIB_HEADER | flags::TINFL_FLAG_COMPUTE_ADLER32 };
    let flags = base | flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut state = Box::<DecompressorOxide>::default();
    let mut out = vec![0; data.len().saturating_mul(2).clamp(256, 1 << 20)];
    let (mut used, mut made) = (0, 0);
    loop {
        let (status, read, written) = decompress(&mut state, &data[used..], &mut out, made, flags);
        used += read;
        made += written;
        match status {
            inflate::TINFLStatus::Done => {
                out.truncate(made);
                let out = vm.heap.bytes_value(out);
                return Ok(vm.tuple(vec![out, Value::Int(used as i64)]));
            }
            inflate::TINFLStatus::HasMoreOutput => {
                vm.check_size(out.len() * 2)?;
                let larger = out.len() * 2;
                out.resize(larger, 0);
            }
            inflate::TINFLStatus::FailedCannotMakeProgress | inflate::TINFLStatus::NeedsMoreInput => {
                return Ok(Value::None);
            }
            inflate::TINFLStatus::Adler32Mismatch => {
                return Err(raise_registered(
                    vm,
                    "zlib.error",
                    "Error -3 while decompressing data: incorrect data check",
                ));
            }
            _ => {
                let what = if used < 2 { "incorrect header check" } else { "invalid stored block lengths" };
                let message = format!("Error -3 while decompressing data: {what}");
                return Err(raise_registered(vm, "zlib.error", &message));
            }
        }
    }
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("binascii", "hexlify", "data, sep=None, bytes_per_sep=1", hexlify),
    native("binascii", "b2a_hex", "data, sep=None, bytes_per_sep=1", hexlify),
    native("binascii", "unhexlify", "hexstr, /", unhexlify),
    native("binascii", "a2b_hex", "hexstr, /", unhexlify),
    native("binascii", "b2a_base64", "data, /, *, newline=True", b2a_base64),
    native("binascii", "a2b_base64", "data, /, *, strict_mode=False", a2b_base64),
    native("binascii", "crc32", "data, crc=0, /", crc32),
    native("binascii", "crc_hqx", "data, crc, /", crc_hqx),
    native("zlib", "crc32", "data, value=0, /", crc32),
    native("zlib", "adler32", "data, value=1, /", adler32),
    native("zlib", "_deflate", "data, level, raw, /", compress),
    native("zlib", "_inflate", "data, raw, /", decompress),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crc_of_the_standard_check_string() {
        assert_eq!(crc_32(b"123456789", 0), 0xcbf4_3926);
    }
}
