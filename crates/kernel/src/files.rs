//! Files: what programs ask of the file system, and what it answers.
//!
//! A run has one file system for all its processes. The host keeps it and serves
//! [`Action::File`](crate::Action::File) with an implementation of [`Files`]: [`MemoryFiles`] in
//! browsers and tests, real files on the command line. Open files and their positions live there too,
//! so that a forked process shares them with its parent, as POSIX has it.

mod memory;

use serde::{Deserialize, Serialize};
use weft_trace::Pid;

pub use memory::MemoryFiles;

/// What a process asks for. Paths are absolute or relative to the run's working directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FileRequest {
    /// [`FileReply::Number`]: the handle.
    Open {
        path: String,
        how: OpenHow,
    },
    /// From the handle's position; `None`: to the end. [`FileReply::Bytes`], empty at the end.
    Read {
        handle: u32,
        size: Option<u64>,
    },
    /// At the handle's position, or at the end for files opened to append. [`FileReply::Number`]: bytes written.
    Write {
        handle: u32,
        data: Vec<u8>,
    },
    /// `whence`: 0 from the beginning, 1 from the position, 2 from the end. [`FileReply::Number`]: the new position.
    Seek {
        handle: u32,
        offset: i64,
        whence: u8,
    },
    Truncate {
        handle: u32,
        size: u64,
    },
    Close {
        handle: u32,
    },
    /// [`FileReply::Names`], sorted.
    List {
        path: String,
    },
    MakeFolder {
        path: String,
    },
    RemoveFolder {
        path: String,
    },
    Remove {
        path: String,
    },
    Rename {
        from: String,
        to: String,
    },
    /// [`FileReply::Stat`].
    Stat {
        path: String,
    },
    /// Nanoseconds since 1970.
    SetModified {
        path: String,
        nanos: u64,
    },
    /// Of an open file. [`FileReply::Stat`].
    StatHandle {
        handle: u32,
    },
}

/// How to open a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHow {
    pub read: bool,
    pub write: bool,
    /// Every write goes to the end.
    pub append: bool,
    /// Make it if it is missing.
    pub create: bool,
    /// Fail if it is there.
    pub exclusive: bool,
    /// Empty it.
    pub truncate: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FileReply {
    Done,
    Number(u64),
    Bytes(Vec<u8>),
    Names(Vec<String>),
    Stat(FileStat),
    /// A POSIX error number.
    Error(i32),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStat {
    pub folder: bool,
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified_nanos: u64,
    pub inode: u64,
}

/// POSIX's numbers for what can go wrong.
pub mod errno {
    pub const ENOENT: i32 = 2;
    pub const EBADF: i32 = 9;
    pub const EACCES: i32 = 13;
    pub const EEXIST: i32 = 17;
    pub const ENOTDIR: i32 = 20;
    pub const EISDIR: i32 = 21;
    pub const EINVAL: i32 = 22;
    pub const ENOSPC: i32 = 28;
    pub const ENOTEMPTY: i32 = 39;
}

/// A file system with its open files.
pub trait Files {
    fn serve(&mut self, pid: Pid, request: FileRequest) -> FileReply;

    /// The time of what is changed from now on, in nanoseconds since 1970; not for those who have a clock of their own.
    fn set_time(&mut self, _nanos: u64) {}

    /// A child has the same files open as its parent.
    fn forked(&mut self, parent: Pid, child: Pid);

    /// What a process left open is closed.
    fn exited(&mut self, pid: Pid);

    /// All files with their contents, by absolute path, where they are kept for this run only.
    fn kept(&self) -> Vec<(String, Vec<u8>)> {
        Vec::new()
    }

    /// The same files once more, to go on from here another time; `None` where they are the host's own.
    fn copy(&self) -> Option<Box<dyn Files>> {
        None
    }

    /// Bytes that a copy takes.
    fn bytes(&self) -> u64 {
        0
    }

    /// As [`serve`](Files::serve), in the encoding of [`Action::File`](crate::Action::File) and
    /// [`Machine::file_reply`](crate::Machine::file_reply).
    fn serve_bytes(&mut self, pid: Pid, request: &[u8]) -> Vec<u8> {
        let reply = match postcard::from_bytes(request) {
            Ok(request) => self.serve(pid, request),
            Err(_) => FileReply::Error(errno::EINVAL),
        };
        postcard::to_stdvec(&reply).unwrap_or_default()
    }
}
