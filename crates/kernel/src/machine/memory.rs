//! Memory that processes share through the machine (`Value`, `Array`).

use weft_vm::SharedBytes;

use super::Machine;
use crate::message::Reply;

/// Bytes one block may have.
const MAX_BLOCK: u64 = 1 << 30;

#[derive(Clone, Debug)]
pub(super) enum SharedMemory {
    Own(Vec<u8>),
    /// The host has them; how many they are.
    Hosts(u64),
}

impl SharedMemory {
    fn size(&self) -> u64 {
        match self {
            SharedMemory::Own(bytes) => bytes.len() as u64,
            SharedMemory::Hosts(size) => *size,
        }
    }
}

impl Machine {
    /// From now on memory is the host's, as far as it makes any: so that processes reach it without asking.
    pub fn share_bytes(&mut self, host: SharedBytes) {
        self.host_bytes = Some(host);
    }

    pub(super) fn memory_new(&mut self, bytes: u64) -> Reply {
        if bytes > MAX_BLOCK {
            return Reply::Closed;
        }
        let id = self.memories.len() as u32;
        let memory = match self.host_bytes {
            Some(host) if (host.make)(id, bytes) => SharedMemory::Hosts(bytes),
            _ => SharedMemory::Own(vec![0; bytes as usize]),
        };
        self.memories.push(memory);
        Reply::Id(u64::from(id))
    }

    pub(super) fn memory_open(&mut self, name: String, create: Option<u64>) -> Reply {
        let existing = self.memory_names.get(&name).copied();
        match (existing, create) {
            (Some(id), None) => Reply::Memory { id, bytes: self.memories[id as usize].size() },
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
        let part = self.memories.get(id as usize).and_then(|memory| match memory {
            SharedMemory::Own(bytes) => {
                let end = offset.checked_add(length)?;
                bytes.get(offset as usize..end as usize).map(<[u8]>::to_vec)
            }
            SharedMemory::Hosts(_) => (self.host_bytes?.read)(id, offset, length),
        });
        part.map_or(Reply::Closed, Reply::Bytes)
    }

    pub(super) fn memory_write(&mut self, id: u32, offset: u64, data: Vec<u8>) -> Reply {
        let host = self.host_bytes;
        let written = self.memories.get_mut(id as usize).and_then(|memory| match memory {
            SharedMemory::Own(bytes) => {
                let end = offset.checked_add(data.len() as u64)?;
                bytes.get_mut(offset as usize..end as usize)?.copy_from_slice(&data);
                Some(())
            }
            SharedMemory::Hosts(_) => (host?.write)(id, offset, &data).then_some(()),
        });
        written.map_or(Reply::Closed, |()| Reply::None)
    }
}
