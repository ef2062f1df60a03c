//! What children that have ended leave to the next ones: their memory, which is the shape of a copy already.

use weft_vm::Vm;

use super::Process;

/// As many are kept.
const AT_MOST: usize = 2;

/// Not those of more bytes.
const LARGE: usize = 12 << 20;

/// Nothing that a process is: a copy of it has none.
#[derive(Default)]
pub(super) struct Remains(Vec<Vm>);

impl Remains {
    pub fn take(&mut self) -> Option<Box<Vm>> {
        self.0.pop().map(Box::new)
    }
}

impl Clone for Remains {
    fn clone(&self) -> Remains {
        Remains::default()
    }
}

impl Process {
    /// A child has ended.
    pub fn keep_remains(&mut self, child: Process) {
        if self.remains.0.len() < AT_MOST && child.bytes() <= LARGE {
            self.remains.0.push(child.vm);
        }
    }
}
