//! Natives of `random`: the Mersenne Twister MT19937, as CPython uses it, so that the same seed gives
//! the same numbers.
//!
//! State: 624 words in `numbers`, then the place of the next one. Algorithm: M. Matsumoto, T. Nishimura,
//! "Mersenne Twister", ACM TOMACS 8 (1998), with the initialisation of 2002.

use num_bigint::{BigInt, Sign};
use weft_vm::{Native, NativeDef, Value, Vm};

use crate::support::{index, items, native};

const N: usize = 624;
const M: usize = 397;

fn seeded(seed: u32) -> Vec<i64> {
    let mut words = Vec::with_capacity(N + 1);
    let mut word = seed;
    for i in 1..=N as u32 {
        words.push(word as i64);
        word = 1_812_433_253u32.wrapping_mul(word ^ (word >> 30)).wrapping_add(i);
    }
    words.push(N as i64);
    words
}

/// The state that a key of words begins with.
fn seeded_by(key: &[u32]) -> Vec<i64> {
    let mut words = seeded(19_650_218);
    let mut w: Vec<u32> = words[..N].iter().map(|x| *x as u32).collect();
    let mut i = 1;
    let mut j = 0;
    let step = |w: &mut [u32], i: &mut usize, factor: u32, add: u32, subtract: u32| {
        let before = w[*i - 1];
        w[*i] = (w[*i] ^ (before ^ (before >> 30)).wrapping_mul(factor)).wrapping_add(add).wrapping_sub(subtract);
        *i += 1;
        if *i >= N {
            w[0] = w[N - 1];
            *i = 1;
        }
    };
    for _ in 0..N.max(key.len()) {
        let add = key[j].wrapping_add(j as u32);
        step(&mut w, &mut i, 1_664_525, add, 0);
        j = (j + 1) % key.len();
    }
    for _ in 0..N - 1 {
        let at = i as u32;
        step(&mut w, &mut i, 1_566_083_941, 0, at);
    }
    w[0] = 0x8000_0000;
    for (word, new) in words.iter_mut().zip(w) {
        *word = new as i64;
    }
    words
}

/// Make the next 624 words.
fn refill(words: &mut [i64]) {
    for i in 0..N {
        let y = (words[i] as u32 & 0x8000_0000) | (words[(i + 1) % N] as u32 & 0x7fff_ffff);
        let mixed = words[(i + M) % N] as u32 ^ (y >> 1) ^ if y & 1 == 1 { 0x9908_b0df } else { 0 };
        words[i] = mixed as i64;
    }
}

fn word(words: &mut [i64]) -> u32 {
    let mut at = words[N] as usize;
    if at >= N {
        refill(words);
        at = 0;
    }
    words[N] = at as i64 + 1;
    let mut y = words[at] as u32;
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c_5680;
    y ^= (y << 15) & 0xefc6_0000;
    y ^ (y >> 18)
}

/// The generator's words; one that was never seeded begins as if seeded with 0.
fn words(vm: &mut Vm, generator: Value) -> Option<&mut [i64]> {
    let s = vm.state_mut(generator)?;
    if s.numbers.len() != N + 1 || !(0..=N as i64).contains(&s.numbers[N]) {
        s.numbers = seeded_by(&[0]);
    }
    Some(&mut s.numbers)
}

fn random(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(words) = words(vm, args[0]) else { return Ok(Value::None) };
    let (a, b) = (word(words) >> 5, word(words) >> 6);
    Ok(Value::Float((a as f64 * 67_108_864.0 + b as f64) / 9_007_199_254_740_992.0))
}

/// Seed with an integer; its sign does not matter.
fn seed(vm: &mut Vm, args: &[Value]) -> Native {
    let number = vm.as_bigint(args[1]).unwrap_or_default();
    let mut key = number.magnitude().to_u32_digits();
    if key.is_empty() {
        key.push(0);
    }
    if let Some(s) = vm.state_mut(args[0]) {
        s.numbers = seeded_by(&key);
    }
    Ok(Value::None)
}

/// Bits that one call may ask for.
const MAX_BITS: i64 = 1 << 31;

fn getrandbits(vm: &mut Vm, args: &[Value]) -> Native {
    let bits = index(vm, ("Random", "getrandbits"), args, 1)?;
    if bits < 0 {
        return Err(vm.value_error("number of bits must be non-negative"));
    }
    if bits >= MAX_BITS {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    }
    vm.check_size(bits as usize / 8)?;
    let Some(words) = words(vm, args[0]) else { return Ok(Value::None) };
    if (1..=32).contains(&bits) {
        return Ok(Value::Int((word(words) >> (32 - bits)) as i64));
    }
    let mut digits = Vec::with_capacity(bits as usize / 32 + 1);
    let mut left = bits;
    while left > 0 {
        let digit = word(words);
        digits.push(if left < 32 { digit >> (32 - left) } else { digit });
        left -= 32;
    }
    Ok(vm.int_value(BigInt::from_slice(Sign::Plus, &digits)))
}

fn getstate(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(words) = words(vm, args[0]) else { return Ok(Value::None) };
    let words: Vec<Value> = words.iter().map(|w| Value::Int(*w)).collect();
    Ok(vm.tuple(words))
}

fn setstate(vm: &mut Vm, args: &[Value]) -> Native {
    if vm.heap.as_tuple(args[1]).is_none() {
        return Err(vm.type_error("state vector must be a tuple"));
    }
    let state = items(vm, args[1]);
    if state.len() != N + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = Vec::with_capacity(N + 1);
    for v in state {
        match vm.as_i64(v) {
            Some(i) => words.push(i & 0xffff_ffff),
            None => return Err(vm.type_error("an integer is required")),
        }
    }
    if words[N] > N as i64 {
        return Err(vm.value_error("invalid state"));
    }
    if let Some(s) = vm.state_mut(args[0]) {
        s.numbers = words;
    }
    Ok(Value::None)
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("Random", "random", "self, /", random),
    native("Random", "_seed", "self, number, /", seed),
    native("Random", "getrandbits", "self, k, /", getrandbits),
    native("Random", "getstate", "self, /", getstate),
    native("Random", "setstate", "self, state, /", setstate),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_reference_implementation() {
        // The first numbers of `init_by_array({0x123, 0x234, 0x345, 0x456})` in mt19937ar.out.
        let mut words = seeded_by(&[0x123, 0x234, 0x345, 0x456]);
        let first: Vec<u32> = (0..5).map(|_| word(&mut words)).collect();
        assert_eq!(first, [1067595299, 955945823, 477289528, 4107218783, 4228976476]);
    }
}
