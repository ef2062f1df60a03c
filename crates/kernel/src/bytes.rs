//! Bytes as one piece, where serde would write a sequence of numbers: for `#[serde(with = "…")]` on `Vec<u8>` and
//! `Arc<[u8]>`. The encoding is the same.

use std::{fmt, marker::PhantomData};

use serde::{Deserializer, Serializer, de};

pub fn serialize<B: AsRef<[u8]>, S: Serializer>(bytes: &B, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes.as_ref())
}

pub fn deserialize<'de, D: Deserializer<'de>, B: for<'a> From<&'a [u8]>>(deserializer: D) -> Result<B, D::Error> {
    struct Bytes<B>(PhantomData<B>);

    impl<B: for<'a> From<&'a [u8]>> de::Visitor<'_> for Bytes<B> {
        type Value = B;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E: de::Error>(self, v: &[u8]) -> Result<B, E> {
            Ok(v.into())
        }
    }
    deserializer.deserialize_bytes(Bytes(PhantomData))
}
