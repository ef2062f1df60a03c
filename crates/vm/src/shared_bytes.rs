//! Memory that processes share, where their host lets each of them reach it by itself.

/// The host's memory for processes, in segments by number. A process holds numbers only, so it stays plain data; it asks
/// the machine where this does not have the bytes.
#[derive(Clone, Copy, Debug)]
pub struct SharedBytes {
    /// Makes a segment of so many zeros. False: it cannot, and the machine has to keep it.
    pub make: fn(id: u32, bytes: u64) -> bool,
    /// So many bytes from an offset on; `None`: they are not here.
    pub read: fn(id: u32, offset: u64, length: u64) -> Option<Vec<u8>>,
    /// Writes bytes from an offset on. False: their place is not here.
    pub write: fn(id: u32, offset: u64, data: &[u8]) -> bool,
}
