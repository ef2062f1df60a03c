//! A file system in memory.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use weft_trace::Pid;

use super::{FileReply, FileRequest, FileStat, Files, OpenHow, errno};

/// Bytes that all files together may have.
const QUOTA: u64 = 256 << 20;

/// Files and folders in memory; plain data, so it can be saved with a session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MemoryFiles {
    /// By absolute path, `/a/b`; the root is "".
    entries: BTreeMap<String, Entry>,
    contents: BTreeMap<u64, Vec<u8>>,
    open: BTreeMap<u32, OpenFile>,
    next_inode: u64,
    next_handle: u32,
    /// What relative paths begin at.
    cwd: String,
    used: u64,
    /// When they were changed last, by inode, in nanoseconds since 1970.
    modified: BTreeMap<u64, u64>,
    /// The time now, as the host says.
    now: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Entry {
    Folder { inode: u64 },
    File { inode: u64 },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct OpenFile {
    inode: u64,
    how: OpenHow,
    position: u64,
    /// Processes that have it open.
    users: BTreeSet<Pid>,
}

impl Default for MemoryFiles {
    fn default() -> MemoryFiles {
        MemoryFiles::new("/")
    }
}

/// The lowest handle: the standard streams have those below.
const FIRST_HANDLE: u32 = 3;

impl MemoryFiles {
    /// An empty file system whose working directory is `cwd`.
    pub fn new(cwd: &str) -> MemoryFiles {
        let mut files = MemoryFiles {
            entries: BTreeMap::from([(String::new(), Entry::Folder { inode: 1 })]),
            contents: BTreeMap::new(),
            open: BTreeMap::new(),
            next_inode: 2,
            next_handle: FIRST_HANDLE,
            cwd: String::new(),
            used: 0,
            modified: BTreeMap::new(),
            now: 0,
        };
        let cwd = files.absolute(cwd);
        let mut at = String::new();
        for part in cwd.split('/').filter(|p| !p.is_empty()).chain(["tmp"]) {
            let path = if part == "tmp" && at == cwd { "/tmp".to_owned() } else { format!("{at}/{part}") };
            files.make_folder_at(path.clone());
            at = path;
        }
        files.cwd = cwd;
        files
    }

    fn new_inode(&mut self) -> u64 {
        let inode = self.next_inode;
        self.next_inode += 1;
        self.modified.insert(inode, self.now);
        inode
    }

    fn make_folder_at(&mut self, path: String) {
        if !self.entries.contains_key(&path) {
            let inode = self.new_inode();
            self.entries.insert(path, Entry::Folder { inode });
        }
    }

    /// All files with their contents, by absolute path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.entries.iter().filter_map(|(path, e)| match e {
            Entry::File { inode } => Some((path.as_str(), self.contents.get(inode)?.as_slice())),
            Entry::Folder { .. } => None,
        })
    }

    /// Put a file there, with the folders above it.
    pub fn put(&mut self, path: &str, data: Vec<u8>) {
        let path = self.absolute(path);
        let mut above = String::new();
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        for part in &parts[..parts.len().saturating_sub(1)] {
            above = format!("{above}/{part}");
            self.make_folder_at(above.clone());
        }
        let inode = self.new_inode();
        self.used += data.len() as u64;
        self.contents.insert(inode, data);
        if let Some(Entry::File { inode: old }) = self.entries.insert(path, Entry::File { inode }) {
            self.forget(old);
        }
    }

    fn absolute(&self, path: &str) -> String {
        let full = if path.starts_with('/') { path.to_owned() } else { format!("{}/{path}", self.cwd) };
        let mut parts: Vec<&str> = Vec::new();
        for part in full.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                other => parts.push(other),
            }
        }
        parts.iter().map(|p| format!("/{p}")).collect()
    }

    /// The folder above must be there.
    fn check_parent(&self, path: &str) -> Result<(), i32> {
        let parent = path.rsplit_once('/').map_or("", |(p, _)| p);
        match self.entries.get(parent) {
            Some(Entry::Folder { .. }) => Ok(()),
            Some(Entry::File { .. }) => Err(errno::ENOTDIR),
            None => Err(errno::ENOENT),
        }
    }

    fn open_file(&mut self, pid: Pid, path: &str, how: OpenHow) -> Result<FileReply, i32> {
        if path.is_empty() {
            return Err(errno::ENOENT);
        }
        let path = self.absolute(path);
        self.check_parent(&path)?;
        let inode = match self.entries.get(&path) {
            Some(Entry::Folder { .. }) => return Err(errno::EISDIR),
            Some(Entry::File { .. }) if how.exclusive => return Err(errno::EEXIST),
            Some(Entry::File { inode }) => *inode,
            None if how.create => {
                let inode = self.new_inode();
                self.entries.insert(path, Entry::File { inode });
                self.contents.insert(inode, Vec::new());
                inode
            }
            None => return Err(errno::ENOENT),
        };
        if how.truncate
            && let Some(data) = self.contents.get_mut(&inode)
        {
            self.used -= data.len() as u64;
            data.clear();
        }
        let handle = self.next_handle;
        self.next_handle += 1;
        self.open.insert(handle, OpenFile { inode, how, position: 0, users: BTreeSet::from([pid]) });
        Ok(FileReply::Number(handle as u64))
    }

    fn file(&mut self, handle: u32) -> Result<(&mut OpenFile, &mut Vec<u8>), i32> {
        let file = self.open.get_mut(&handle).ok_or(errno::EBADF)?;
        let data = self.contents.get_mut(&file.inode).ok_or(errno::EBADF)?;
        Ok((file, data))
    }

    fn read(&mut self, handle: u32, size: Option<u64>) -> Result<FileReply, i32> {
        let (file, data) = self.file(handle)?;
        if !file.how.read {
            return Err(errno::EBADF);
        }
        let start = (file.position as usize).min(data.len());
        let end = size.map_or(data.len(), |n| start.saturating_add(n as usize).min(data.len()));
        file.position = end as u64;
        Ok(FileReply::Bytes(data[start..end].to_vec()))
    }

    fn write(&mut self, handle: u32, new: &[u8]) -> Result<FileReply, i32> {
        let used = self.used;
        let (file, data) = self.file(handle)?;
        if !file.how.write {
            return Err(errno::EBADF);
        }
        let start = if file.how.append { data.len() } else { file.position as usize };
        let end = start + new.len();
        let growth = end.saturating_sub(data.len()) as u64;
        if used + growth > QUOTA {
            return Err(errno::ENOSPC);
        }
        if data.len() < end {
            data.resize(end, 0);
        }
        data[start..end].copy_from_slice(new);
        file.position = end as u64;
        let inode = file.inode;
        self.used += growth;
        self.modified.insert(inode, self.now);
        Ok(FileReply::Number(new.len() as u64))
    }

    fn seek(&mut self, handle: u32, offset: i64, whence: u8) -> Result<FileReply, i32> {
        let (file, data) = self.file(handle)?;
        let base = match whence {
            0 => 0,
            1 => file.position as i64,
            _ => data.len() as i64,
        };
        let to = base.checked_add(offset).filter(|p| *p >= 0).ok_or(errno::EINVAL)?;
        file.position = to as u64;
        Ok(FileReply::Number(to as u64))
    }

    fn truncate(&mut self, handle: u32, size: u64) -> Result<FileReply, i32> {
        let used = self.used;
        let (file, data) = self.file(handle)?;
        let inode = file.inode;
        let new = used - data.len() as u64 + size;
        if new > QUOTA {
            return Err(errno::ENOSPC);
        }
        data.resize(size as usize, 0);
        self.used = new;
        self.modified.insert(inode, self.now);
        Ok(FileReply::Done)
    }

    fn close(&mut self, pid: Pid, handle: u32) -> Result<FileReply, i32> {
        let file = self.open.get_mut(&handle).ok_or(errno::EBADF)?;
        file.users.remove(&pid);
        if file.users.is_empty()
            && let Some(file) = self.open.remove(&handle)
        {
            self.forget(file.inode);
        }
        Ok(FileReply::Done)
    }

    /// Free a file's contents if neither a path nor a handle leads to it.
    fn forget(&mut self, inode: u64) {
        let named = self.entries.values().any(|e| *e == Entry::File { inode });
        if !named
            && !self.open.values().any(|f| f.inode == inode)
            && let Some(data) = self.contents.remove(&inode)
        {
            self.used -= data.len() as u64;
            self.modified.remove(&inode);
        }
    }

    fn list(&self, path: &str) -> Result<FileReply, i32> {
        let path = self.absolute(path);
        match self.entries.get(&path) {
            Some(Entry::Folder { .. }) => {}
            Some(Entry::File { .. }) => return Err(errno::ENOTDIR),
            None => return Err(errno::ENOENT),
        }
        Ok(FileReply::Names(self.children(&path).map(str::to_owned).collect()))
    }

    /// Names of what is directly in a folder.
    fn children<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        let prefix = format!("{folder}/");
        self.entries
            .range(prefix.clone()..)
            .map_while(move |(path, _)| path.strip_prefix(&prefix))
            .filter(|name| !name.contains('/'))
    }

    fn make_folder(&mut self, path: &str) -> Result<FileReply, i32> {
        let path = self.absolute(path);
        if self.entries.contains_key(&path) {
            return Err(errno::EEXIST);
        }
        self.check_parent(&path)?;
        self.make_folder_at(path);
        Ok(FileReply::Done)
    }

    fn remove_folder(&mut self, path: &str) -> Result<FileReply, i32> {
        let path = self.absolute(path);
        match self.entries.get(&path) {
            Some(Entry::Folder { .. }) if path.is_empty() => Err(errno::EACCES),
            Some(Entry::Folder { .. }) if self.children(&path).next().is_some() => Err(errno::ENOTEMPTY),
            Some(Entry::Folder { .. }) => {
                self.entries.remove(&path);
                Ok(FileReply::Done)
            }
            Some(Entry::File { .. }) => Err(errno::ENOTDIR),
            None => Err(errno::ENOENT),
        }
    }

    fn remove(&mut self, path: &str) -> Result<FileReply, i32> {
        let path = self.absolute(path);
        match self.entries.get(&path).copied() {
            Some(Entry::File { inode }) => {
                self.entries.remove(&path);
                self.forget(inode);
                Ok(FileReply::Done)
            }
            Some(Entry::Folder { .. }) => Err(errno::EISDIR),
            None => Err(errno::ENOENT),
        }
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<FileReply, i32> {
        let (from, to) = (self.absolute(from), self.absolute(to));
        let Some(entry) = self.entries.get(&from).copied() else { return Err(errno::ENOENT) };
        self.check_parent(&to)?;
        if from == to {
            return Ok(FileReply::Done);
        }
        let replaced = self.entries.get(&to).copied();
        match (entry, replaced) {
            (Entry::File { .. }, Some(Entry::Folder { .. })) => return Err(errno::EISDIR),
            (Entry::Folder { .. }, Some(Entry::File { .. })) => return Err(errno::ENOTDIR),
            (Entry::Folder { .. }, _) if to.starts_with(&format!("{from}/")) => return Err(errno::EINVAL),
            (_, Some(Entry::Folder { .. })) if self.children(&to).next().is_some() => return Err(errno::ENOTEMPTY),
            _ => {}
        }
        let below = format!("{from}/");
        let moved: Vec<String> =
            self.entries.range(below.clone()..).map_while(|(p, _)| p.starts_with(&below).then(|| p.clone())).collect();
        for path in moved.into_iter().chain([from.clone()]) {
            if let Some(entry) = self.entries.remove(&path) {
                self.entries.insert(format!("{to}{}", &path[from.len()..]), entry);
            }
        }
        if let Some(Entry::File { inode }) = replaced {
            self.forget(inode);
        }
        Ok(FileReply::Done)
    }

    fn set_modified(&mut self, path: &str, nanos: u64) -> Result<FileReply, i32> {
        let (Entry::Folder { inode } | Entry::File { inode }) =
            self.entries.get(&self.absolute(path)).copied().ok_or(errno::ENOENT)?;
        self.modified.insert(inode, nanos);
        Ok(FileReply::Done)
    }

    fn stat(&self, entry: Entry) -> FileReply {
        let (Entry::Folder { inode } | Entry::File { inode }) = entry;
        FileReply::Stat(FileStat {
            folder: matches!(entry, Entry::Folder { .. }),
            size: self.contents.get(&inode).map_or(0, |d| d.len() as u64),
            modified_nanos: self.modified.get(&inode).copied().unwrap_or(0),
            inode,
        })
    }
}

impl Files for MemoryFiles {
    fn kept(&self) -> Vec<(String, Vec<u8>)> {
        self.files().map(|(path, data)| (path.to_owned(), data.to_vec())).collect()
    }

    fn copy(&self) -> Option<Box<dyn Files>> {
        Some(Box::new(self.clone()))
    }

    fn bytes(&self) -> u64 {
        self.used
    }

    fn serve(&mut self, pid: Pid, request: FileRequest) -> FileReply {
        let result = match request {
            FileRequest::Open { path, how } => self.open_file(pid, &path, how),
            FileRequest::Read { handle, size } => self.read(handle, size),
            FileRequest::Write { handle, data } => self.write(handle, &data),
            FileRequest::Seek { handle, offset, whence } => self.seek(handle, offset, whence),
            FileRequest::Truncate { handle, size } => self.truncate(handle, size),
            FileRequest::Close { handle } => self.close(pid, handle),
            FileRequest::List { path } => self.list(&path),
            FileRequest::MakeFolder { path } => self.make_folder(&path),
            FileRequest::RemoveFolder { path } => self.remove_folder(&path),
            FileRequest::Remove { path } => self.remove(&path),
            FileRequest::Rename { from, to } => self.rename(&from, &to),
            FileRequest::Stat { path } => {
                self.entries.get(&self.absolute(&path)).map(|e| self.stat(*e)).ok_or(errno::ENOENT)
            }
            FileRequest::SetModified { path, nanos } => self.set_modified(&path, nanos),
            FileRequest::StatHandle { handle } => {
                self.open.get(&handle).map(|f| self.stat(Entry::File { inode: f.inode })).ok_or(errno::EBADF)
            }
        };
        result.unwrap_or_else(FileReply::Error)
    }

    fn set_time(&mut self, nanos: u64) {
        self.now = nanos;
    }

    fn forked(&mut self, parent: Pid, child: Pid) {
        for file in self.open.values_mut() {
            if file.users.contains(&parent) {
                file.users.insert(child);
            }
        }
    }

    fn exited(&mut self, pid: Pid) {
        let handles: Vec<u32> = self.open.iter().filter(|(_, f)| f.users.contains(&pid)).map(|(h, _)| *h).collect();
        for handle in handles {
            self.serve(pid, FileRequest::Close { handle });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITE: OpenHow =
        OpenHow { read: false, write: true, append: false, create: true, exclusive: false, truncate: true };
    const READ: OpenHow =
        OpenHow { read: true, write: false, append: false, create: false, exclusive: false, truncate: false };

    fn number(reply: FileReply) -> u32 {
        match reply {
            FileReply::Number(n) => n as u32,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_forked_process_shares_open_files_and_positions() {
        let mut files = MemoryFiles::new("/home/user");
        let h = number(files.serve(1, FileRequest::Open { path: "a.txt".into(), how: WRITE }));
        files.serve(1, FileRequest::Write { handle: h, data: b"one ".to_vec() });
        files.forked(1, 2);
        files.serve(2, FileRequest::Write { handle: h, data: b"two".to_vec() });
        files.exited(1);
        assert_eq!(files.serve(2, FileRequest::Seek { handle: h, offset: 0, whence: 1 }), FileReply::Number(7));
        assert_eq!(files.serve(2, FileRequest::Close { handle: h }), FileReply::Done);
        let h = number(files.serve(2, FileRequest::Open { path: "/home/user/a.txt".into(), how: READ }));
        assert_eq!(files.serve(2, FileRequest::Read { handle: h, size: None }), FileReply::Bytes(b"one two".to_vec()));
    }

    #[test]
    fn folders_are_listed_renamed_and_removed() {
        let mut files = MemoryFiles::default();
        assert_eq!(files.serve(1, FileRequest::MakeFolder { path: "a/b".into() }), FileReply::Error(errno::ENOENT));
        files.serve(1, FileRequest::MakeFolder { path: "a".into() });
        files.put("a/x/y.txt", vec![1]);
        assert_eq!(files.serve(1, FileRequest::List { path: "a".into() }), FileReply::Names(vec!["x".into()]));
        assert_eq!(files.serve(1, FileRequest::RemoveFolder { path: "a".into() }), FileReply::Error(errno::ENOTEMPTY));
        assert_eq!(files.serve(1, FileRequest::Rename { from: "a".into(), to: "c".into() }), FileReply::Done);
        assert_eq!(files.serve(1, FileRequest::Remove { path: "c/x/y.txt".into() }), FileReply::Done);
        assert_eq!(files.files().count(), 0);
        assert_eq!(files.used, 0);
    }
}
