//! A process in the middle of its work, on its way to another place.

use weft_vm::SharedBytes;

use super::Process;

impl Process {
    /// Can it go on elsewhere? Not while somebody looks at each of its steps, nor with messages that have not been taken.
    pub fn can_move(&self) -> bool {
        let watched = self.races.is_some() || self.marks.is_some() || self.pause.is_some();
        !watched && self.exited.is_none() && self.outbox.is_empty() && self.recorded.is_empty()
    }

    /// The process as bytes; it goes on from [`Process::restore`].
    ///
    /// # Errors
    /// If it cannot be written, in postcard's words.
    pub fn save(&self) -> Result<Vec<u8>, String> {
        postcard::to_stdvec(self).map_err(|e| e.to_string())
    }

    /// A process from [`Process::save`]; its clock is `now`. The library must have been installed.
    ///
    /// # Errors
    /// If the bytes are not a process.
    pub fn restore(bytes: &[u8], now: fn() -> u64) -> Result<Process, String> {
        let mut process: Process = postcard::from_bytes(bytes).map_err(|e| format!("not a saved process: {e}"))?;
        process.vm.check()?;
        process.vm.host_now = now;
        Ok(process)
    }

    /// Let it reach the memory that it shares with others by itself.
    pub fn share_bytes(&mut self, host: SharedBytes) {
        self.vm.host_bytes = Some(host);
    }

    /// Stop once before a call that may take long, `times` as long as what is long for anybody:
    /// [`super::Progress::LongCall`].
    pub fn foresee_long_calls(&mut self, times: u32) {
        self.vm.foresee_long_calls(times);
    }

    /// How many messages it has had since it began.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Bytes that its heap takes.
    pub fn bytes(&self) -> usize {
        self.vm.heap.bytes()
    }
}
