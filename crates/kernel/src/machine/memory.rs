//! Memory that processes share through the machine (`Value`, `Array`).

use super::Machine;
use crate::message::Reply;

/// Bytes one block may have.
const MAX_BLOCK: u64 = 1 << 30;

#[derive(Clone, Debug)]
pub(super) struct SharedMemory {
    bytes: Vec<u8>,
}

impl Machine {
    pub(super) fn memory_new(&mut self, bytes: u64) -> Reply {
        if bytes > MAX_BLOCK {
            return Reply::Closed;
        }
        self.memories.push(SharedMemory { bytes: vec![0; bytes as usize] });
        Reply::Id(self.memories.len() as u64 - 1)
    }

    pub(super) fn memory_open(&mut self, name: String, create: Option<u64>) -> Reply {
        let existing = self.memory_names.get(&name).copied();
        match (existing, create) {
            (Some(id), None) => Reply::Memory { id, bytes: self.memories[id as usize].bytes.len() as u64 },
            (None, Some(bytes)) => match self.memory_new(bytes) {
                Reply::Id(id) => {
                    self.memory_names.insert(name, id as u32);
                    Reply::Memory { id: id as u32, bytes }
                }
                other => other,
            },
            _ => Reply::Closed,
        }
    }

    pub(super) fn memory_unlink(&mut self, name: &str) -> Reply {
        match self.memory_names.remove(name) {
            Some(_) => Reply::None,
            None => Reply::Closed,
        }
    }

    pub(super) fn memory_read(&self, id: u32, offset: u64, length: u64) -> Reply {
        let part = self.memories.get(id as usize).and_then(|m| {
            let end = offset.checked_add(length)?;
            m.bytes.get(offset as usize..end as usize)
        });
        part.map_or(Reply::Closed, |b| Reply::Bytes(b.to_vec()))
    }

    pub(super) fn memory_write(&mut self, id: u32, offset: u64, data: Vec<u8>) -> Reply {
        let part = self.memories.get_mut(id as usize).and_then(|m| {
            let end = offset.checked_add(data.len() as u64)?;
            m.bytes.get_mut(offset as usize..end as usize)
        });
        match part {
            Some(place) => {
                place.copy_from_slice(&data);
                Reply::None
            }
            None => Reply::Closed,
        }
    }
}
