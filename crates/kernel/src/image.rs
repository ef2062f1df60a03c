//! A process on its way to another place.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use weft_vm::Vm;

/// A process as `fork` copies it. Within one address space it travels as it is; written to a message
/// it becomes the bytes of [`Vm::save`], and is read as those.
#[derive(Clone)]
pub enum Image {
    Live(Box<Vm>),
    Saved(Vec<u8>),
}

impl Image {
    /// The process. The library must have been installed where the image was read from bytes.
    pub fn into_vm(self) -> Result<Vm, String> {
        match self {
            Image::Live(vm) => Ok(*vm),
            Image::Saved(bytes) => Vm::restore(&bytes),
        }
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Image::Live(_) => f.write_str("Image::Live"),
            Image::Saved(bytes) => write!(f, "Image::Saved({} bytes)", bytes.len()),
        }
    }
}

/// Two live processes are never taken for the same.
impl PartialEq for Image {
    fn eq(&self, other: &Image) -> bool {
        matches!((self, other), (Image::Saved(a), Image::Saved(b)) if a == b)
    }
}

impl Serialize for Image {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Image::Live(vm) => serializer.serialize_bytes(&vm.save().map_err(ser::Error::custom)?),
            Image::Saved(bytes) => serializer.serialize_bytes(bytes),
        }
    }
}

impl<'de> Deserialize<'de> for Image {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Image, D::Error> {
        bytes::deserialize(deserializer).map(Image::Saved)
    }
}

/// `Vec<u8>` as one piece, where serde would write a sequence of numbers. The encoding is the same.
pub(crate) mod bytes {
    use super::*;

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;

        impl de::Visitor<'_> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: de::Error>(self, v: &[u8]) -> Result<Vec<u8>, E> {
                Ok(v.to_vec())
            }

            fn visit_byte_buf<E: de::Error>(self, v: Vec<u8>) -> Result<Vec<u8>, E> {
                Ok(v)
            }
        }
        deserializer.deserialize_byte_buf(Bytes)
    }
}
