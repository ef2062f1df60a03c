//! Maps by numbers that a recording itself has given out or checked: hashed in a few instructions, for it is done for
//! every event.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// A map whose keys are made of numbers.
pub(super) type NumberMap<K, V> = HashMap<K, V, BuildHasherDefault<NumberHasher>>;

/// Multiplies by an odd constant whose bits are well mixed, 2^64 divided by the golden ratio.
#[derive(Default)]
pub(super) struct NumberHasher(u64);

impl NumberHasher {
    fn add(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(23) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for NumberHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.add(u64::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    /// The map looks at the low bits, and a product's high bits are the ones that all others went into.
    fn finish(&self) -> u64 {
        self.0.rotate_left(32)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::HashSet,
        hash::{BuildHasher, BuildHasherDefault},
    };

    use super::NumberHasher;
    use crate::Lane;

    #[test]
    fn lanes_fall_into_many_places() {
        let hasher = BuildHasherDefault::<NumberHasher>::default();
        let lanes = (0..64).flat_map(|pid| (0..64).map(move |tid| Lane { pid, tid }));
        let places: HashSet<u64> = lanes.map(|lane| hasher.hash_one(lane) % 8192).collect();
        assert!(places.len() > 2500, "{} places for 4096 lanes", places.len());
    }
}
