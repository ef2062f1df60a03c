//! Natives of `_processes`: questions to the machine, on which `multiprocessing` and `os` are built.

use std::sync::Arc;

use crate::{memory, messages, queues::PREVIEW};
use weft_kernel::{PipeEnd, Reply, Request, SemaphoreKind};
use weft_vm::{Effect, Native, NativeDef, Signal, Value, Vm, WaitOutcome, WaitReason};

/// A message of more bytes is read by a call of its own, which the kernel can have made elsewhere
/// ([`Vm::foresee_long_calls`]).
const SHORT: usize = 64 << 10;

/// Ask the machine; the answer is there when the native is called again. `None`: timed out.
pub(crate) fn ask(
    vm: &mut Vm,
    request: impl FnOnce(&mut Vm) -> Request,
    deadline: Option<u64>,
) -> Result<Option<Reply>, Signal> {
    match vm.take_wait() {
        Some(w) if w.outcome == WaitOutcome::TimedOut => Ok(None),
        Some(w) => Ok(Some(match (postcard::from_bytes(&w.reply), w.data) {
            (Ok(Reply::Message(_)), Some(data)) => Reply::Message(data),
            (reply, _) => reply.unwrap_or(Reply::Closed),
        })),
        None => {
            let mut request = request(vm);
            let data = take_data(&mut request);
            let bytes = postcard::to_stdvec(&request).unwrap_or_default();
            match vm.wait(Value::None, WaitReason::Request(bytes), deadline) {
                Err(s) => {
                    if let Some(wait) = &mut vm.thread.wait {
                        wait.data = data;
                    }
                    Err(s)
                }
                Ok(_) => Ok(None),
            }
        }
    }
}

/// The bytes of a message, which go apart so that they are not copied.
fn take_data(request: &mut Request) -> Option<Arc<[u8]>> {
    match request {
        Request::QueuePut { data, .. } => Some(std::mem::take(data)),
        _ => None,
    }
}

/// The answer as a Python value: numbers and flags as such, bytes as bytes, nothing as None, closed as
/// Ellipsis, an exit code as a one-tuple, a child with its exit code as a pair,
/// memory with its size as well.
fn value_of(vm: &mut Vm, reply: Option<Reply>) -> Value {
    match reply {
        None | Some(Reply::None | Reply::Cancelled) => Value::None,
        Some(Reply::Closed) => Value::Ellipsis,
        Some(Reply::Child) => Value::Int(0),
        Some(Reply::Id(id)) => Value::Int(id as i64),
        Some(Reply::Flag(f)) => Value::Bool(f),
        Some(Reply::Ended { pid, code }) => vm.tuple(vec![Value::Int(pid as i64), Value::Int(code as i64)]),
        Some(Reply::Memory { id, bytes }) => vm.tuple(vec![Value::Int(id as i64), Value::Int(bytes as i64)]),
        Some(Reply::Exit(code)) => vm.tuple(vec![Value::Int(code as i64)]),
        Some(Reply::Bytes(b)) => vm.heap.bytes_value(b),
        Some(Reply::Message(b)) => vm.heap.bytes_value(&*b),
    }
}

fn int(vm: &Vm, v: Value) -> i64 {
    vm.as_i64(v).unwrap_or(0)
}

fn id(vm: &Vm, v: Value) -> u32 {
    u32::try_from(int(vm, v)).unwrap_or(u32::MAX)
}

fn text(vm: &Vm, v: Value) -> String {
    vm.heap.as_str(v).unwrap_or_default().to_owned()
}

/// The deadline of a timeout in seconds, None for none. Negative ones are over at once.
fn until(vm: &mut Vm, timeout: Value) -> Result<Option<u64>, Signal> {
    match timeout.or(Value::None) {
        Value::None => Ok(None),
        v => {
            let secs = vm.as_f64(v)?.unwrap_or(0.0).clamp(0.0, 9e9);
            Ok(Some(vm.now() + (secs * 1e9) as u64))
        }
    }
}

/// Items of a list or tuple as numbers.
fn ids(vm: &Vm, v: Value) -> Vec<u32> {
    vm.heap.as_sequence(v).unwrap_or_default().iter().map(|v| id(vm, *v)).collect()
}

/// Pairs of a pipe and whether its writing end is meant.
fn pipe_ends(vm: &Vm, v: Value) -> Vec<(u32, PipeEnd)> {
    let pairs = vm.heap.as_sequence(v).unwrap_or_default();
    pairs.iter().filter_map(|p| vm.heap.as_sequence(*p)).map(|p| (id(vm, p[0]), end(vm, p[1]))).collect()
}

/// The end that a connection writes to, or the one it reads from.
fn end(vm: &Vm, writes: Value) -> PipeEnd {
    if vm.truth_native(writes).unwrap_or(false) { PipeEnd::Write } else { PipeEnd::Read }
}

macro_rules! question {
    ($name:ident, |$vm:ident, $args:ident| $request:expr) => {
        fn $name($vm: &mut Vm, $args: &[Value]) -> Native {
            let reply = ask($vm, |$vm| $request, None)?;
            Ok(value_of($vm, reply))
        }
    };
    ($name:ident, |$vm:ident, $args:ident| $request:expr, timeout $at:literal) => {
        fn $name($vm: &mut Vm, $args: &[Value]) -> Native {
            let deadline = until($vm, $args[$at])?;
            let reply = ask($vm, |$vm| $request, deadline)?;
            Ok(value_of($vm, reply))
        }
    };
}

/// The child's number, 0 in the child. None: garbage is collected before, and the caller comes again.
fn fork(vm: &mut Vm, args: &[Value]) -> Native {
    if vm.thread.wait.is_none() && vm.heap.is_worth_collecting() {
        vm.heap.request_collection();
        return Ok(Value::None);
    }
    let reply = ask(vm, |vm| Request::Fork { image: None, name: text(vm, args[0]) }, None)?;
    Ok(value_of(vm, reply))
}

question!(spawn, |vm, args| Request::Spawn {
    image: None,
    name: text(vm, args[0]),
    data: vm.as_bytes(args[1]).unwrap_or_default().to_vec(),
    ends: pipe_ends(vm, args[2]),
    interpreter: false,
});
question!(interpret, |vm, args| Request::Spawn {
    image: None,
    name: text(vm, args[0]),
    data: vm.as_bytes(args[1]).unwrap_or_default().to_vec(),
    ends: Vec::new(),
    interpreter: true,
});
question!(wait_child, |vm, args| Request::WaitChild {
    pid: u32::try_from(int(vm, args[0])).ok(),
    block: vm.truth_native(args[1]).unwrap_or(true),
});
question!(wait_process, |vm, args| Request::WaitProcess { pid: id(vm, args[0]) }, timeout 1);
question!(poll_process, |vm, args| Request::PollProcess { pid: id(vm, args[0]) });
question!(kill, |vm, args| Request::Kill { pid: id(vm, args[0]), signal: int(vm, args[1]) as i32 });
question!(read_line, |_vm, _args| Request::ReadLine);
question!(queue_new, |vm, args| Request::QueueNew { capacity: int(vm, args[0]).max(0) as u64 });
question!(queue_get, |vm, args| Request::QueueGet {
    id: id(vm, args[0]),
    block: vm.truth_native(args[1]).unwrap_or(true)
}, timeout 2);
question!(queue_put, |vm, args| Request::QueuePut {
    id: id(vm, args[0]),
    data: vm.as_bytes(args[1]).unwrap_or_default().into(),
    preview: text(vm, args[2]),
    block: vm.truth_native(args[3]).unwrap_or(true),
}, timeout 4);
question!(queue_size, |vm, args| Request::QueueSize { id: id(vm, args[0]) });
question!(pipe_read, |vm, args| Request::PipeRead { id: id(vm, args[0]), length: int(vm, args[1]).max(0) as u64 });
question!(pipe_new, |vm, args| Request::PipeNew { capacity: int(vm, args[0]).max(0) as u64 });
question!(wait_any, |vm, args| Request::WaitAny {
    queues: ids(vm, args[0]),
    processes: ids(vm, args[1]),
    block: vm.truth_native(args[2]).unwrap_or(true),
}, timeout 3);
question!(semaphore_new, |vm, args| Request::SemaphoreNew {
    value: int(vm, args[0]),
    limit: int(vm, args[1]),
    kind: match vm.heap.as_str(args[2]) {
        Some("Lock") => SemaphoreKind::Lock,
        Some("RLock") => SemaphoreKind::RLock,
        Some("Semaphore") => SemaphoreKind::Semaphore,
        Some("Event") => SemaphoreKind::Event,
        _ => SemaphoreKind::Other,
    },
});
question!(semaphore_acquire, |vm, args| Request::SemaphoreAcquire {
    id: id(vm, args[0]),
    block: vm.truth_native(args[1]).unwrap_or(true)
}, timeout 2);
question!(semaphore_release, |vm, args| Request::SemaphoreRelease { id: id(vm, args[0]) });
question!(semaphore_value, |vm, args| Request::SemaphoreValue { id: id(vm, args[0]) });
question!(memory_new, |vm, args| Request::MemoryNew { bytes: int(vm, args[0]).max(0) as u64 });
question!(memory_open, |vm, args| Request::MemoryOpen {
    name: text(vm, args[0]),
    create: vm.as_i64(args[1]).and_then(|n| u64::try_from(n).ok()),
});
question!(memory_unlink, |vm, args| Request::MemoryUnlink { name: text(vm, args[0]) });

fn memory_read(vm: &mut Vm, args: &[Value]) -> Native {
    let (offset, length) = (int(vm, args[1]).max(0) as u64, int(vm, args[2]).max(0) as u64);
    let reply = memory::read(vm, id(vm, args[0]), offset, length)?;
    Ok(value_of(vm, reply))
}

fn memory_write(vm: &mut Vm, args: &[Value]) -> Native {
    let offset = int(vm, args[1]).max(0) as u64;
    let asked = vm.thread.wait.is_some();
    let data = if asked { Vec::new() } else { vm.as_bytes(args[2]).unwrap_or_default().to_vec() };
    let reply = memory::write(vm, id(vm, args[0]), offset, data)?;
    Ok(value_of(vm, reply))
}

/// Tell the machine something and go on.
pub(crate) fn notice(vm: &mut Vm, mut request: Request) -> Native {
    let data = take_data(&mut request);
    let request = postcard::to_stdvec(&request).unwrap_or_default();
    vm.effects.push(Effect::Notice { request, data });
    Ok(Value::None)
}

/// `put` on a queue without a bound: nobody waits.
fn queue_send(vm: &mut Vm, args: &[Value]) -> Native {
    let request = Request::QueuePut {
        id: id(vm, args[0]),
        data: vm.as_bytes(args[1]).unwrap_or_default().into(),
        preview: text(vm, args[2]),
        block: false,
    };
    notice(vm, request)
}

/// `send(queue, value)`: as `queue_send` of the value's bytes. False if the value has to be pickled.
fn send(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(data) = messages::encoded(vm, args[1]) else { return Ok(Value::Bool(false)) };
    let preview = if vm.environment.trace { vm.preview(args[1], PREVIEW) } else { String::new() };
    notice(vm, Request::QueuePut { id: id(vm, args[0]), data: data.into(), preview, block: false })?;
    Ok(Value::Bool(true))
}

/// `receive(queue, block, timeout, nothing, loads)`: the value that was sent, or `nothing` if none came. What was
/// pickled, names what has to be imported, or is long, `loads` makes of the bytes.
fn receive(vm: &mut Vm, args: &[Value]) -> Native {
    let deadline = until(vm, args[2])?;
    let request =
        |vm: &mut Vm| Request::QueueGet { id: id(vm, args[0]), block: vm.truth_native(args[1]).unwrap_or(true) };
    let Some(Reply::Message(data)) = ask(vm, request, deadline)? else { return Ok(args[3]) };
    let known = if data.len() <= SHORT { messages::decoded(vm, &data)? } else { None };
    match known {
        Some(value) => Ok(value),
        None => {
            let data = vm.heap.bytes_value(&*data);
            vm.call(args[4], vec![data])
        }
    }
}

fn queue_close(vm: &mut Vm, args: &[Value]) -> Native {
    let request = Request::QueueClose { id: id(vm, args[0]) };
    notice(vm, request)
}

fn tell_end(vm: &mut Vm, args: &[Value]) -> Native {
    let request = Request::TellEnd { pid: id(vm, args[0]), queue: id(vm, args[1]) };
    notice(vm, request)
}

fn pipe_close(vm: &mut Vm, args: &[Value]) -> Native {
    let request = Request::PipeClose { id: id(vm, args[0]), end: end(vm, args[1]) };
    notice(vm, request)
}

fn pipe_send(vm: &mut Vm, args: &[Value]) -> Native {
    let request = Request::PipeSend { id: id(vm, args[0]), end: end(vm, args[1]) };
    notice(vm, request)
}

fn pipe_open(vm: &mut Vm, args: &[Value]) -> Native {
    let request = Request::PipeOpen { id: id(vm, args[0]), end: end(vm, args[1]) };
    notice(vm, request)
}

fn name_process(vm: &mut Vm, args: &[Value]) -> Native {
    let request = Request::NameProcess { pid: id(vm, args[0]), name: text(vm, args[1]) };
    notice(vm, request)
}

/// `os._exit(status)`.
fn exit(vm: &mut Vm, args: &[Value]) -> Native {
    let code = int(vm, args[0]) as i32;
    vm.effects.push(Effect::Exit { code });
    Ok(Value::None)
}

/// A message's repr, cut, for the timeline.
fn preview(vm: &mut Vm, args: &[Value]) -> Native {
    let text = if vm.environment.trace { vm.preview(args[0], PREVIEW) } else { String::new() };
    Ok(vm.str(text))
}

const fn def(name: &'static str, signature: &'static str, function: weft_vm::NativeFn) -> NativeDef {
    NativeDef { owner: "_processes", name, signature, function }
}

pub(crate) const NATIVES: &[NativeDef] = &[
    def("fork", "name, /", fork),
    def("spawn", "name, data, ends, /", spawn),
    def("interpret", "name, data, /", interpret),
    def("wait_child", "pid, block, /", wait_child),
    def("wait_process", "pid, timeout=None, /", wait_process),
    def("poll_process", "pid, /", poll_process),
    def("kill", "pid, signal, /", kill),
    def("read_line", "", read_line),
    def("queue_new", "capacity, /", queue_new),
    def("queue_get", "id, block, timeout=None, /", queue_get),
    def("queue_put", "id, data, preview, block, timeout=None, /", queue_put),
    def("queue_send", "id, data, preview, /", queue_send),
    def("send", "id, value, /", send),
    def("receive", "id, block, timeout, nothing, loads, /", receive),
    def("queue_size", "id, /", queue_size),
    def("queue_close", "id, /", queue_close),
    def("pipe_new", "capacity, /", pipe_new),
    def("pipe_read", "id, length, /", pipe_read),
    def("pipe_close", "id, writes, /", pipe_close),
    def("pipe_send", "id, writes, /", pipe_send),
    def("pipe_open", "id, writes, /", pipe_open),
    def("tell_end", "pid, queue, /", tell_end),
    def("wait_any", "queues, processes, block, timeout=None, /", wait_any),
    def("semaphore_new", "value, limit, kind, /", semaphore_new),
    def("semaphore_acquire", "id, block, timeout=None, /", semaphore_acquire),
    def("semaphore_release", "id, /", semaphore_release),
    def("semaphore_value", "id, /", semaphore_value),
    def("memory_new", "bytes, /", memory_new),
    def("memory_open", "name, create, /", memory_open),
    def("memory_unlink", "name, /", memory_unlink),
    def("memory_read", "id, offset, length, /", memory_read),
    def("memory_write", "id, offset, data, /", memory_write),
    def("name_process", "pid, name, /", name_process),
    def("exit", "status, /", exit),
    def("preview", "value, /", preview),
];
