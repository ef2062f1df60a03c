//! Natives of `_files`: operations of the host's file system, on which `io` and `os` are built.

use weft_kernel::{FileReply, FileRequest, OpenHow, Reply, Request};
use weft_vm::{Native, NativeDef, Value, Vm};

use crate::{processes::ask, support::native};

/// Ask the file system. Numbers, bytes and lists of names come as such; a stat as (is it a folder, size,
/// nanoseconds of its last change, inode); an error as a one-tuple with its number.
fn perform(vm: &mut Vm, request: impl FnOnce(&mut Vm) -> FileRequest) -> Native {
    let encoded = |vm: &mut Vm| Request::File(postcard::to_stdvec(&request(vm)).unwrap_or_default());
    let reply = match ask(vm, encoded, None)? {
        Some(Reply::Bytes(bytes)) => postcard::from_bytes(&bytes).ok(),
        _ => None,
    };
    Ok(match reply.unwrap_or(FileReply::Error(weft_kernel::errno::EINVAL)) {
        FileReply::Done => Value::None,
        FileReply::Number(n) => Value::Int(n as i64),
        FileReply::Bytes(b) => vm.heap.bytes_value(b),
        FileReply::Names(names) => {
            let names = names.into_iter().map(|n| vm.str(n)).collect();
            vm.list(names)
        }
        FileReply::Stat(s) => vm.tuple(vec![
            Value::Bool(s.folder),
            Value::Int(s.size as i64),
            Value::Int(s.modified_nanos as i64),
            Value::Int(s.inode as i64),
        ]),
        FileReply::Error(code) => vm.tuple(vec![Value::Int(code as i64)]),
    })
}

fn text(vm: &Vm, v: Value) -> String {
    vm.heap.as_str(v).unwrap_or_default().to_owned()
}

fn handle(vm: &Vm, v: Value) -> u32 {
    vm.as_i64(v).and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX)
}

/// `open(path, how)`: `how` has the letters r(ead), w(rite), a(ppend), c(reate), x (exclusive), t(runcate).
fn open(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| {
        let how = text(vm, args[1]);
        let has = |c: char| how.contains(c);
        let how = OpenHow {
            read: has('r'),
            write: has('w'),
            append: has('a'),
            create: has('c'),
            exclusive: has('x'),
            truncate: has('t'),
        };
        FileRequest::Open { path: text(vm, args[0]), how }
    })
}

fn read(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::Read {
        handle: handle(vm, args[0]),
        size: vm.as_i64(args[1]).and_then(|n| u64::try_from(n).ok()),
    })
}

fn write(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::Write {
        handle: handle(vm, args[0]),
        data: vm.as_bytes(args[1]).unwrap_or_default().to_vec(),
    })
}

fn seek(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::Seek {
        handle: handle(vm, args[0]),
        offset: vm.as_i64(args[1]).unwrap_or(0),
        whence: vm.as_i64(args[2]).unwrap_or(0) as u8,
    })
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::Truncate {
        handle: handle(vm, args[0]),
        size: vm.as_i64(args[1]).unwrap_or(0).max(0) as u64,
    })
}

fn close(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::Close { handle: handle(vm, args[0]) })
}

fn stat_handle(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::StatHandle { handle: handle(vm, args[0]) })
}

fn list(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::List { path: text(vm, args[0]) })
}

fn make_folder(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::MakeFolder { path: text(vm, args[0]) })
}

fn remove_folder(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::RemoveFolder { path: text(vm, args[0]) })
}

fn remove(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::Remove { path: text(vm, args[0]) })
}

fn rename(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::Rename { from: text(vm, args[0]), to: text(vm, args[1]) })
}

fn stat(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::Stat { path: text(vm, args[0]) })
}

fn set_modified(vm: &mut Vm, args: &[Value]) -> Native {
    perform(vm, |vm| FileRequest::SetModified {
        path: text(vm, args[0]),
        nanos: vm.as_i64(args[1]).unwrap_or(0).max(0) as u64,
    })
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_files", "open", "path, how, /", open),
    native("_files", "read", "handle, size=None, /", read),
    native("_files", "write", "handle, data, /", write),
    native("_files", "seek", "handle, offset, whence, /", seek),
    native("_files", "truncate", "handle, size, /", truncate),
    native("_files", "close", "handle, /", close),
    native("_files", "stat_handle", "handle, /", stat_handle),
    native("_files", "list", "path, /", list),
    native("_files", "make_folder", "path, /", make_folder),
    native("_files", "remove_folder", "path, /", remove_folder),
    native("_files", "remove", "path, /", remove),
    native("_files", "rename", "from, to, /", rename),
    native("_files", "stat", "path, /", stat),
    native("_files", "set_modified", "path, nanos, /", set_modified),
];
