//! A process on its way to another place.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};
use weft_vm::Vm;

use crate::bytes;

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
