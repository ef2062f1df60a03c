//! Natives of `hashlib`: digests of bytes. A hash object in Python keeps what it was fed, so that it
//! stays plain data.
//!
//! Reference: <https://docs.python.org/3/library/hashlib.html>. The functions are RustCrypto's.

use blake2::digest::{Digest, Mac, consts};
use weft_vm::{Native, NativeDef, Signal, Value, Vm};

use crate::support::{bytes, index, native, text};

/// The digest of bytes by a function of fixed size; `None` if the name is unknown.
fn fixed(name: &str, data: &[u8]) -> Option<Vec<u8>> {
    Some(match name {
        "md5" => md5::Md5::digest(data).to_vec(),
        "sha1" => sha1::Sha1::digest(data).to_vec(),
        "sha224" => sha2::Sha224::digest(data).to_vec(),
        "sha256" => sha2::Sha256::digest(data).to_vec(),
        "sha384" => sha2::Sha384::digest(data).to_vec(),
        "sha512" => sha2::Sha512::digest(data).to_vec(),
        "sha512_224" => sha2::Sha512_224::digest(data).to_vec(),
        "sha512_256" => sha2::Sha512_256::digest(data).to_vec(),
        "sha3_224" => sha3::Sha3_224::digest(data).to_vec(),
        "sha3_256" => sha3::Sha3_256::digest(data).to_vec(),
        "sha3_384" => sha3::Sha3_384::digest(data).to_vec(),
        "sha3_512" => sha3::Sha3_512::digest(data).to_vec(),
        "blake2b" => blake2::Blake2b512::digest(data).to_vec(),
        "blake2s" => blake2::Blake2s256::digest(data).to_vec(),
        _ => return None,
    })
}

/// The digest of a SHAKE function, of any size; `None` if the name is unknown. The sponge is that of FIPS 202: data
/// goes in by blocks of `rate` bytes, digest comes out by them.
fn extendable(name: &str, data: &[u8], size: usize) -> Option<Vec<u8>> {
    let rate = match name {
        "shake_128" => 168,
        "shake_256" => 136,
        _ => return None,
    };
    let mut state = [0u64; 25];
    let permute = |state: &mut [u64; 25]| keccak::Keccak::new().with_f1600(|f| f(state));
    let absorb = |state: &mut [u64; 25], block: &[u8]| {
        for (i, byte) in block.iter().enumerate() {
            state[i / 8] ^= u64::from(*byte) << (i % 8 * 8);
        }
    };
    let mut blocks = data.chunks_exact(rate);
    for block in &mut blocks {
        absorb(&mut state, block);
        permute(&mut state);
    }
    let mut last = blocks.remainder().to_vec();
    last.push(0x1f);
    last.resize(rate, 0);
    last[rate - 1] |= 0x80;
    absorb(&mut state, &last);
    let mut out = Vec::with_capacity(size + rate);
    while out.len() < size {
        permute(&mut state);
        out.extend(state.iter().flat_map(|word| word.to_le_bytes()).take(rate));
    }
    out.truncate(size);
    Some(out)
}

/// `shake(name, data, length)`
fn shake(vm: &mut Vm, args: &[Value]) -> Native {
    let name = text(vm, args[0], "name")?;
    let size = index(vm, ("_hashes", "shake"), args, 2)?;
    let Ok(size) = usize::try_from(size) else { return Err(vm.value_error("value must be positive")) };
    vm.check_size(size.saturating_mul(2))?;
    match extendable(&name, vm.as_bytes(args[1]).unwrap_or_default(), size) {
        Some(d) => Ok(vm.heap.bytes_value(d)),
        None => Err(unknown(vm, &name)),
    }
}

/// Bytes of a block, as HMAC pads keys to.
fn block_size(name: &str) -> usize {
    match name {
        "sha384" | "sha512" | "sha512_224" | "sha512_256" | "blake2b" => 128,
        "sha3_224" => 144,
        "sha3_256" => 136,
        "sha3_384" => 104,
        "sha3_512" => 72,
        _ => 64,
    }
}

fn unknown(vm: &mut Vm, name: &str) -> Signal {
    vm.value_error(&format!("unsupported hash type {name}"))
}

/// `digest(name, data)`
fn digest(vm: &mut Vm, args: &[Value]) -> Native {
    let name = text(vm, args[0], "name")?;
    match fixed(&name, vm.as_bytes(args[1]).unwrap_or_default()) {
        Some(d) => Ok(vm.heap.bytes_value(d)),
        None => Err(unknown(vm, &name)),
    }
}

/// BLAKE2 with its parameters; `None` for sizes that are not among the usual ones.
fn blake2_digest(name: &str, data: &[u8], size: usize, key: &[u8], salt: &[u8], person: &[u8]) -> Option<Vec<u8>> {
    macro_rules! keyed {
        ($mac:ident, $size:ident) => {{
            let key = if key.is_empty() { None } else { Some(key) };
            let mut mac = blake2::$mac::<consts::$size>::new_with_salt_and_personal(key, salt, person).ok()?;
            Mac::update(&mut mac, data);
            Some(mac.finalize().into_bytes().to_vec())
        }};
    }
    match (name, size) {
        ("blake2b", 64) => keyed!(Blake2bMac, U64),
        ("blake2b", 56) => keyed!(Blake2bMac, U56),
        ("blake2b", 48) => keyed!(Blake2bMac, U48),
        ("blake2b", 40) => keyed!(Blake2bMac, U40),
        ("blake2b", 32) => keyed!(Blake2bMac, U32),
        ("blake2b", 28) => keyed!(Blake2bMac, U28),
        ("blake2b", 24) => keyed!(Blake2bMac, U24),
        ("blake2b", 20) => keyed!(Blake2bMac, U20),
        ("blake2b", 16) => keyed!(Blake2bMac, U16),
        ("blake2b", 12) => keyed!(Blake2bMac, U12),
        ("blake2b", 10) => keyed!(Blake2bMac, U10),
        ("blake2b", 8) => keyed!(Blake2bMac, U8),
        ("blake2b", 4) => keyed!(Blake2bMac, U4),
        ("blake2s", 32) => keyed!(Blake2sMac, U32),
        ("blake2s", 28) => keyed!(Blake2sMac, U28),
        ("blake2s", 24) => keyed!(Blake2sMac, U24),
        ("blake2s", 20) => keyed!(Blake2sMac, U20),
        ("blake2s", 16) => keyed!(Blake2sMac, U16),
        ("blake2s", 12) => keyed!(Blake2sMac, U12),
        ("blake2s", 10) => keyed!(Blake2sMac, U10),
        ("blake2s", 8) => keyed!(Blake2sMac, U8),
        ("blake2s", 4) => keyed!(Blake2sMac, U4),
        _ => None,
    }
}

fn blake2(vm: &mut Vm, args: &[Value]) -> Native {
    let name = text(vm, args[0], "name")?;
    let size = index(vm, ("_hashes", "blake2"), args, 2)?.clamp(0, 64) as usize;
    let data = bytes(vm, args[1])?;
    let (key, salt, person) = (bytes(vm, args[3])?, bytes(vm, args[4])?, bytes(vm, args[5])?);
    match blake2_digest(&name, &data, size, &key, &salt, &person) {
        Some(d) => Ok(vm.heap.bytes_value(d)),
        None => Err(vm.value_error("Weft has no BLAKE2 of this digest size")),
    }
}

fn hmac(name: &str, key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let block = block_size(name);
    let mut key = if key.len() > block { fixed(name, key)? } else { key.to_vec() };
    key.resize(block, 0);
    let inner: Vec<u8> = key.iter().map(|b| b ^ 0x36).chain(data.iter().copied()).collect();
    let outer: Vec<u8> = key.iter().map(|b| b ^ 0x5c).chain(fixed(name, &inner)?).collect();
    fixed(name, &outer)
}

/// `pbkdf2_hmac(name, password, salt, iterations, length)`, a length of 0 for the digest's.
fn pbkdf2(vm: &mut Vm, args: &[Value]) -> Native {
    let name = text(vm, args[0], "hash_name")?;
    let (password, salt) = (bytes(vm, args[1])?, bytes(vm, args[2])?);
    let iterations = index(vm, ("_hashes", "pbkdf2"), args, 3)?;
    let Some(size) = fixed(&name, b"").map(|d| d.len()) else { return Err(unknown(vm, &name)) };
    let length = index(vm, ("_hashes", "pbkdf2"), args, 4)?.max(0) as usize;
    let length = if length == 0 { size } else { length };
    vm.check_size(length)?;
    let mut out = Vec::with_capacity(length);
    let mut block = 1u32;
    while out.len() < length {
        let first: Vec<u8> = salt.iter().copied().chain(block.to_be_bytes()).collect();
        let mut u = hmac(&name, &password, &first).unwrap_or_default();
        let mut t = u.clone();
        for _ in 1..iterations {
            u = hmac(&name, &password, &u).unwrap_or_default();
            t.iter_mut().zip(&u).for_each(|(a, b)| *a ^= b);
        }
        out.extend(t);
        block = block.wrapping_add(1);
    }
    out.truncate(length);
    Ok(vm.heap.bytes_value(out))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_hashes", "digest", "name, data, /", digest),
    native("_hashes", "blake2", "name, data, size, key, salt, person, /", blake2),
    native("_hashes", "pbkdf2", "name, password, salt, iterations, length, /", pbkdf2),
    native("_hashes", "shake", "name, data, length, /", shake),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: Vec<u8>) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn known_digests() {
        assert_eq!(fixed("md5", b"").map(hex).as_deref(), Some("d41d8cd98f00b204e9800998ecf8427e"));
        let mac = hmac("sha256", b"key", b"The quick brown fox jumps over the lazy dog").map(hex);
        assert_eq!(mac.as_deref(), Some("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"));
    }
}
