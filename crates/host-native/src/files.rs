//! Real files, relative to the real working directory.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::MetadataExt,
    time::{Duration, UNIX_EPOCH},
};

use weft_kernel::{FileReply, FileRequest, FileStat, Files, OpenHow, errno};
use weft_trace::Pid;

/// The lowest handle: the standard streams have those below.
const FIRST_HANDLE: u32 = 3;

#[derive(Default)]
pub struct RealFiles {
    open: BTreeMap<u32, OpenFile>,
}

struct OpenFile {
    file: File,
    /// Processes that have it open.
    users: BTreeSet<Pid>,
}

impl RealFiles {
    fn open(&mut self, pid: Pid, path: &str, how: OpenHow) -> io::Result<FileReply> {
        let mut options = OpenOptions::new();
        options.read(how.read).write(how.write && !how.append).append(how.append);
        options.create(how.create).create_new(how.exclusive).truncate(how.truncate && !how.append);
        let file = options.open(path)?;
        if file.metadata()?.is_dir() {
            return Err(io::Error::from_raw_os_error(errno::EISDIR));
        }
        let handle = (FIRST_HANDLE..).find(|h| !self.open.contains_key(h)).unwrap_or(u32::MAX);
        self.open.insert(handle, OpenFile { file, users: BTreeSet::from([pid]) });
        Ok(FileReply::Number(handle as u64))
    }

    fn file(&mut self, handle: u32) -> io::Result<&mut File> {
        let open = self.open.get_mut(&handle).map(|f| &mut f.file);
        open.ok_or_else(|| io::Error::from_raw_os_error(errno::EBADF))
    }

    fn try_serve(&mut self, pid: Pid, request: FileRequest) -> io::Result<FileReply> {
        match request {
            FileRequest::Open { path, how } => return self.open(pid, &path, how),
            FileRequest::Read { handle, size } => {
                let mut data = Vec::new();
                self.file(handle)?.take(size.unwrap_or(u64::MAX)).read_to_end(&mut data)?;
                return Ok(FileReply::Bytes(data));
            }
            FileRequest::Write { handle, data } => {
                self.file(handle)?.write_all(&data)?;
                return Ok(FileReply::Number(data.len() as u64));
            }
            FileRequest::Seek { handle, offset, whence } => {
                let to = match whence {
                    0 => {
                        SeekFrom::Start(u64::try_from(offset).map_err(|_| io::Error::from_raw_os_error(errno::EINVAL))?)
                    }
                    1 => SeekFrom::Current(offset),
                    _ => SeekFrom::End(offset),
                };
                return Ok(FileReply::Number(self.file(handle)?.seek(to)?));
            }
            FileRequest::Truncate { handle, size } => self.file(handle)?.set_len(size)?,
            FileRequest::Close { handle } => {
                let file = self.open.get_mut(&handle).ok_or_else(|| io::Error::from_raw_os_error(errno::EBADF))?;
                file.users.remove(&pid);
                if file.users.is_empty() {
                    self.open.remove(&handle);
                }
            }
            FileRequest::List { path } => {
                let mut names = Vec::new();
                for entry in fs::read_dir(path)? {
                    names.push(entry?.file_name().to_string_lossy().into_owned());
                }
                names.sort_unstable();
                return Ok(FileReply::Names(names));
            }
            FileRequest::MakeFolder { path } => fs::create_dir(path)?,
            FileRequest::RemoveFolder { path } => fs::remove_dir(path)?,
            FileRequest::Remove { path } => fs::remove_file(path)?,
            FileRequest::Rename { from, to } => fs::rename(from, to)?,
            FileRequest::Stat { path } => return Ok(stat(&fs::metadata(path)?)),
            FileRequest::SetModified { path, nanos } => {
                let time = UNIX_EPOCH.checked_add(Duration::from_nanos(nanos));
                let time = time.ok_or_else(|| io::Error::from_raw_os_error(errno::EINVAL))?;
                File::open(path)?.set_modified(time)?;
            }
            FileRequest::StatHandle { handle } => return Ok(stat(&self.file(handle)?.metadata()?)),
        }
        Ok(FileReply::Done)
    }
}

fn stat(data: &fs::Metadata) -> FileReply {
    let modified = data.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
    FileReply::Stat(FileStat {
        folder: data.is_dir(),
        size: data.len(),
        modified_nanos: modified.map_or(0, |d| d.as_nanos() as u64),
        inode: data.ino(),
    })
}

impl Files for RealFiles {
    fn serve(&mut self, pid: Pid, request: FileRequest) -> FileReply {
        self.try_serve(pid, request).unwrap_or_else(|e| FileReply::Error(e.raw_os_error().unwrap_or(errno::EINVAL)))
    }

    fn forked(&mut self, parent: Pid, child: Pid) {
        for file in self.open.values_mut() {
            if file.users.contains(&parent) {
                file.users.insert(child);
            }
        }
    }

    fn exited(&mut self, pid: Pid) {
        for file in self.open.values_mut() {
            file.users.remove(&pid);
        }
        self.open.retain(|_, f| !f.users.is_empty());
    }
}
