//! Natives of `_thread` and `_queue`: what `threading` and `queue` are built on.
//!
//! The objects are instances of Python classes with native state. A native that has to wait is called
//! again when its thread is woken, and tries again: whoever comes first gets the lock, as with
//! CPython's locks, which promise no fairness.

use weft_vm::{Effect, Native, NativeDef, Ref, Signal, Value, Vm, WaitOutcome, WaitReason, WakeWhy};

/// State of a lock: number 0 is 1 while it is held, 1 the holder's thread, 2 how many wait, 3 how
/// often the holder has it (RLock).
const HELD: usize = 0;
const OWNER: usize = 1;
const WAITING: usize = 2;
const COUNT: usize = 3;

fn number(vm: &Vm, object: Value, at: usize) -> i64 {
    vm.state(object).and_then(|s| s.numbers.get(at)).copied().unwrap_or(0)
}

fn set_number(vm: &mut Vm, object: Value, at: usize, value: i64) {
    if let Some(s) = vm.state_mut(object) {
        if s.numbers.len() <= at {
            s.numbers.resize(at + 1, 0);
        }
        s.numbers[at] = value;
    }
}

fn add_number(vm: &mut Vm, object: Value, at: usize, change: i64) {
    let value = number(vm, object, at);
    set_number(vm, object, at, value + change);
}

/// The deadline that a timeout argument means; `None` for none. Negative timeouts other than -1 raise.
fn deadline(vm: &mut Vm, timeout: Value) -> Result<Option<u64>, Signal> {
    match timeout {
        Value::None | Value::Unbound => Ok(None),
        Value::Int(-1) => Ok(None),
        _ => {
            let Some(secs) = vm.as_f64(timeout)? else {
                let name = vm.type_name(timeout);
                return Err(vm.type_error(&format!("'{name}' object cannot be interpreted as an integer")));
            };
            if secs == -1.0 {
                return Ok(None);
            }
            if secs < 0.0 || secs.is_nan() {
                return Err(vm.value_error("timeout value must be a non-negative number"));
            }
            // threading.TIMEOUT_MAX
            if secs > 9_223_372_036.0 {
                return Err(vm.overflow_error("timeout value is too large"));
            }
            Ok(Some(vm.now() + (secs * 1e9) as u64))
        }
    }
}

fn object(v: Value) -> Ref {
    v.as_ref().unwrap_or(Ref::NONE)
}

// ---- locks

/// Wait for a lock-like object unless told not to. `Some`: the answer.
fn wait_for(
    vm: &mut Vm,
    lock: Value,
    blocking: Value,
    timeout: Value,
    reason: WaitReason,
) -> Result<Option<Value>, Signal> {
    let waited = vm.take_wait();
    if waited.is_some() {
        add_number(vm, lock, WAITING, -1);
    }
    if number(vm, lock, HELD) == 0 {
        return Ok(None);
    }
    let until = match waited {
        Some(w) if w.outcome == WaitOutcome::TimedOut => return Ok(Some(Value::Bool(false))),
        Some(w) => w.deadline,
        None => {
            let blocks = vm.truth_native(blocking.or(Value::Bool(true))).unwrap_or(true);
            let given = !matches!(timeout, Value::Unbound | Value::Int(-1));
            if !blocks {
                if given && !matches!(timeout, Value::Float(f) if f == -1.0) {
                    return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
                }
                return Ok(Some(Value::Bool(false)));
            }
            deadline(vm, timeout)?
        }
    };
    add_number(vm, lock, WAITING, 1);
    vm.wait(lock, reason, until).map(Some)
}

fn check_timeout(vm: &mut Vm, blocking: Value, timeout: Value) -> Result<(), Signal> {
    if timeout.is_unbound() || vm.thread.wait.is_some() {
        return Ok(());
    }
    let blocks = vm.truth_native(blocking.or(Value::Bool(true))).unwrap_or(true);
    let none = matches!(timeout, Value::Int(-1)) || matches!(timeout, Value::Float(f) if f == -1.0);
    if !blocks && !none {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    deadline(vm, timeout).map(drop)
}

fn lock_acquire(vm: &mut Vm, args: &[Value]) -> Native {
    check_timeout(vm, args[1], args[2])?;
    if let Some(answer) = wait_for(vm, args[0], args[1], args[2], WaitReason::Lock)? {
        return Ok(answer);
    }
    let me = vm.thread.id as i64;
    set_number(vm, args[0], HELD, 1);
    set_number(vm, args[0], OWNER, me);
    Ok(Value::Bool(true))
}

fn lock_release(vm: &mut Vm, args: &[Value]) -> Native {
    if number(vm, args[0], HELD) == 0 {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    set_number(vm, args[0], HELD, 0);
    if number(vm, args[0], WAITING) > 0 {
        vm.effects.push(Effect::Wake { object: object(args[0]), count: 1, why: WakeWhy::Release });
    }
    Ok(Value::None)
}

/// `__exit__` of locks.
fn lock_exit(vm: &mut Vm, args: &[Value]) -> Native {
    lock_release(vm, &args[..1])
}

fn lock_enter(vm: &mut Vm, args: &[Value]) -> Native {
    lock_acquire(vm, &[args[0], Value::Unbound, Value::Unbound])
}

fn lock_locked(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Bool(number(vm, args[0], HELD) != 0))
}

fn rlock_acquire(vm: &mut Vm, args: &[Value]) -> Native {
    check_timeout(vm, args[1], args[2])?;
    let me = vm.thread.id as i64;
    if number(vm, args[0], HELD) != 0 && number(vm, args[0], OWNER) == me {
        add_number(vm, args[0], COUNT, 1);
        return Ok(Value::Bool(true));
    }
    if let Some(answer) = wait_for(vm, args[0], args[1], args[2], WaitReason::RLock)? {
        return Ok(answer);
    }
    set_number(vm, args[0], HELD, 1);
    set_number(vm, args[0], OWNER, me);
    set_number(vm, args[0], COUNT, 1);
    Ok(Value::Bool(true))
}

fn rlock_release(vm: &mut Vm, args: &[Value]) -> Native {
    let me = vm.thread.id as i64;
    if number(vm, args[0], HELD) == 0 || number(vm, args[0], OWNER) != me {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    add_number(vm, args[0], COUNT, -1);
    if number(vm, args[0], COUNT) == 0 {
        set_number(vm, args[0], HELD, 0);
        if number(vm, args[0], WAITING) > 0 {
            vm.effects.push(Effect::Wake { object: object(args[0]), count: 1, why: WakeWhy::Release });
        }
    }
    Ok(Value::None)
}

fn rlock_exit(vm: &mut Vm, args: &[Value]) -> Native {
    rlock_release(vm, &args[..1])
}

fn rlock_enter(vm: &mut Vm, args: &[Value]) -> Native {
    rlock_acquire(vm, &[args[0], Value::Unbound, Value::Unbound])
}

fn rlock_owned(vm: &mut Vm, args: &[Value]) -> Native {
    let me = vm.thread.id as i64;
    Ok(Value::Bool(number(vm, args[0], HELD) != 0 && number(vm, args[0], OWNER) == me))
}

fn rlock_count(vm: &mut Vm, args: &[Value]) -> Native {
    let count = if number(vm, args[0], HELD) != 0 { number(vm, args[0], COUNT) } else { 0 };
    Ok(Value::Int(count))
}

/// For `Condition.wait`: release entirely; gives the count to restore.
fn rlock_release_save(vm: &mut Vm, args: &[Value]) -> Native {
    let count = number(vm, args[0], COUNT);
    set_number(vm, args[0], COUNT, 1);
    rlock_release(vm, args)?;
    Ok(Value::Int(count))
}

fn rlock_acquire_restore(vm: &mut Vm, args: &[Value]) -> Native {
    rlock_acquire(vm, &[args[0], Value::Unbound, Value::Unbound])?;
    let count = vm.as_i64(args[1]).unwrap_or(1);
    set_number(vm, args[0], COUNT, count);
    Ok(Value::None)
}

/// After `fork`: as new.
fn lock_reinit(vm: &mut Vm, args: &[Value]) -> Native {
    if let Some(s) = vm.state_mut(args[0]) {
        s.numbers.clear();
    }
    Ok(Value::None)
}

/// For reprs: (held, owner, count).
fn lock_state(vm: &mut Vm, args: &[Value]) -> Native {
    let parts = [HELD, OWNER, COUNT].map(|i| Value::Int(number(vm, args[0], i)));
    Ok(vm.tuple(parts.to_vec()))
}

// ---- threads

/// `start(function, args tuple, name, daemon, thread object)`: gives the thread's number.
fn start(vm: &mut Vm, args: &[Value]) -> Native {
    let arguments = vm.heap.as_sequence(args[1]).unwrap_or_default().to_vec();
    let name = vm.heap.as_str(args[2]).unwrap_or_default().to_owned();
    let daemon = vm.truth_native(args[3]).unwrap_or(false);
    let id = vm.spawn(args[0], arguments, name, daemon, args[4]);
    Ok(Value::Int(id as i64))
}

fn current(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(vm.thread.object.or(Value::None))
}

fn set_current(vm: &mut Vm, args: &[Value]) -> Native {
    vm.thread.object = args[0];
    Ok(Value::None)
}

fn ident(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Int(vm.thread.id as i64))
}

fn rename(vm: &mut Vm, args: &[Value]) -> Native {
    let id = vm.as_i64(args[0]).unwrap_or(-1);
    let name = vm.heap.as_str(args[1]).unwrap_or_default().to_owned();
    if let Ok(id) = u32::try_from(id)
        && let Some(thread) = vm.thread_by_id_mut(id)
    {
        thread.name = name;
        vm.effects.push(Effect::ThreadRenamed { thread: id });
    }
    Ok(Value::None)
}

/// Has a thread ended?
fn ended(vm: &mut Vm, args: &[Value]) -> Native {
    let id = vm.as_i64(args[0]).unwrap_or(-1);
    Ok(Value::Bool(u32::try_from(id).is_ok_and(|id| has_ended(vm, id))))
}

fn has_ended(vm: &Vm, id: u32) -> bool {
    vm.thread_by_id(id).is_none_or(|t| t.frames.is_empty())
}

/// `join(number, timeout)`: true if the thread has ended.
fn join(vm: &mut Vm, args: &[Value]) -> Native {
    let id = u32::try_from(vm.as_i64(args[0]).unwrap_or(-1)).unwrap_or(u32::MAX);
    let waited = vm.take_wait();
    if has_ended(vm, id) {
        return Ok(Value::Bool(true));
    }
    let until = match waited {
        Some(w) if w.outcome == WaitOutcome::TimedOut => return Ok(Value::Bool(false)),
        Some(w) => w.deadline,
        None => match args[1] {
            Value::None | Value::Unbound => None,
            // A negative timeout of `join` means no wait at all.
            timeout => {
                let secs = vm.as_f64(timeout)?.unwrap_or(0.0).max(0.0);
                Some(vm.now() + (secs.min(9e9) * 1e9) as u64)
            }
        },
    };
    vm.wait(Value::None, WaitReason::Join(id), until)
}

/// The exception that ended a thread is printed by `threading` itself; this one is for what it lets through.
fn stack_size(_vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Int(0))
}

// ---- queues

/// State of a queue: messages in `queue`; number 0 the bound (0 for none), 1 unfinished tasks, 2
/// messages put so far, 3 taken so far, 4 threads waiting in `get`, 5 in `put`, 6 in `join`, 7: 1 for
/// last-in-first-out, 8: 1 once shut down.
const BOUND: usize = 0;
const UNFINISHED: usize = 1;
const PUT: usize = 2;
const TAKEN: usize = 3;
const GETTERS: usize = 4;
const PUTTERS: usize = 5;
const JOINERS: usize = 6;
const LIFO: usize = 7;
const SHUT: usize = 8;

/// Characters of a message's repr that the timeline keeps.
const PREVIEW: usize = 60;

fn queue_init(vm: &mut Vm, args: &[Value]) -> Native {
    let bound = vm.as_i64(args[1].or(Value::Int(0))).unwrap_or(0).max(0);
    let lifo = vm.truth_native(args[2].or(Value::Bool(false))).unwrap_or(false);
    if let Some(s) = vm.state_mut(args[0]) {
        s.queue.clear();
        s.numbers = vec![bound, 0, 0, 0, 0, 0, 0, lifo as i64, 0];
    }
    Ok(Value::None)
}

fn queue_len(vm: &Vm, q: Value) -> usize {
    vm.state(q).map_or(0, |s| s.queue.len())
}

fn preview(vm: &Vm, v: Value) -> String {
    let text = vm.repr_native(v).unwrap_or_else(|| format!("<{}>", vm.type_name(v)));
    match text.char_indices().nth(PREVIEW) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// The deadline of `block, timeout` arguments of queues; `Err(None)`: do not wait.
fn queue_deadline(vm: &mut Vm, block: Value, timeout: Value) -> Result<Result<Option<u64>, ()>, Signal> {
    if !vm.truth_native(block.or(Value::Bool(true))).unwrap_or(true) {
        return Ok(Err(()));
    }
    if timeout.or(Value::None).is_none() {
        return Ok(Ok(None));
    }
    match vm.as_f64(timeout)? {
        Some(secs) if secs < 0.0 => Err(vm.value_error("'timeout' must be a non-negative number")),
        Some(secs) => Ok(Ok(Some(vm.now() + (secs.min(9e9) * 1e9) as u64))),
        None => {
            let name = vm.type_name(timeout);
            Err(vm.type_error(&format!("'<' not supported between instances of '{name}' and 'int'")))
        }
    }
}

/// `put(queue, item, block, timeout)`: None if done, else the name of the exception to raise.
fn queue_put(vm: &mut Vm, args: &[Value]) -> Native {
    let q = args[0];
    let waited = vm.take_wait();
    if waited.is_some() {
        add_number(vm, q, PUTTERS, -1);
    }
    if number(vm, q, SHUT) != 0 {
        return Ok(vm.str("ShutDown"));
    }
    let bound = number(vm, q, BOUND);
    if bound > 0 && queue_len(vm, q) as i64 >= bound {
        let until = match waited {
            Some(w) if w.outcome == WaitOutcome::TimedOut => return Ok(vm.str("Full")),
            Some(w) => w.deadline,
            None => match queue_deadline(vm, args[2], args[3])? {
                Ok(until) => until,
                Err(()) => return Ok(vm.str("Full")),
            },
        };
        add_number(vm, q, PUTTERS, 1);
        return vm.wait(q, WaitReason::QueuePut, until);
    }
    let count = number(vm, q, PUT);
    let text = preview(vm, args[1]);
    if let Some(s) = vm.state_mut(q) {
        s.queue.push_back(args[1]);
    }
    vm.heap.grew(16);
    set_number(vm, q, PUT, count + 1);
    add_number(vm, q, UNFINISHED, 1);
    let depth = queue_len(vm, q) as u32;
    vm.effects.push(Effect::Message { object: object(q), number: count as u64, put: true, depth, preview: text });
    if number(vm, q, GETTERS) > 0 {
        vm.effects.push(Effect::Wake { object: object(q), count: 1, why: WakeWhy::Put });
    }
    Ok(Value::None)
}

/// `get(queue, block, timeout)`: a one-tuple with the item, or the name of the exception to raise.
fn queue_get(vm: &mut Vm, args: &[Value]) -> Native {
    let q = args[0];
    let waited = vm.take_wait();
    if waited.is_some() {
        add_number(vm, q, GETTERS, -1);
    }
    if queue_len(vm, q) == 0 {
        if number(vm, q, SHUT) != 0 {
            return Ok(vm.str("ShutDown"));
        }
        let until = match waited {
            Some(w) if w.outcome == WaitOutcome::TimedOut => return Ok(vm.str("Empty")),
            Some(w) => w.deadline,
            None => match queue_deadline(vm, args[1], args[2])? {
                Ok(until) => until,
                Err(()) => return Ok(vm.str("Empty")),
            },
        };
        add_number(vm, q, GETTERS, 1);
        return vm.wait(q, WaitReason::QueueGet, until);
    }
    let lifo = number(vm, q, LIFO) != 0;
    let (put, taken) = (number(vm, q, PUT), number(vm, q, TAKEN));
    let item = match vm.state_mut(q) {
        Some(s) if lifo => s.queue.pop_back(),
        Some(s) => s.queue.pop_front(),
        None => None,
    };
    set_number(vm, q, TAKEN, taken + 1);
    let depth = queue_len(vm, q) as u32;
    let which = if lifo { put - 1 } else { taken };
    vm.effects.push(Effect::Message {
        object: object(q),
        number: which as u64,
        put: false,
        depth,
        preview: String::new(),
    });
    if number(vm, q, PUTTERS) > 0 {
        vm.effects.push(Effect::Wake { object: object(q), count: 1, why: WakeWhy::Get });
    }
    Ok(vm.tuple(vec![item.unwrap_or(Value::None)]))
}

fn queue_size(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Int(queue_len(vm, args[0]) as i64))
}

fn queue_task_done(vm: &mut Vm, args: &[Value]) -> Native {
    let unfinished = number(vm, args[0], UNFINISHED);
    if unfinished <= 0 {
        return Err(vm.value_error("task_done() called too many times"));
    }
    set_number(vm, args[0], UNFINISHED, unfinished - 1);
    if unfinished == 1 && number(vm, args[0], JOINERS) > 0 {
        vm.effects.push(Effect::Wake { object: object(args[0]), count: u32::MAX, why: WakeWhy::Notify });
    }
    Ok(Value::None)
}

fn queue_join(vm: &mut Vm, args: &[Value]) -> Native {
    let q = args[0];
    if vm.take_wait().is_some() {
        add_number(vm, q, JOINERS, -1);
    }
    if number(vm, q, UNFINISHED) == 0 {
        return Ok(Value::None);
    }
    add_number(vm, q, JOINERS, 1);
    vm.wait(q, WaitReason::QueueGet, None)
}

fn queue_shutdown(vm: &mut Vm, args: &[Value]) -> Native {
    let q = args[0];
    set_number(vm, q, SHUT, 1);
    if vm.truth_native(args[1].or(Value::Bool(false))).unwrap_or(false) {
        let dropped = queue_len(vm, q) as i64;
        if let Some(s) = vm.state_mut(q) {
            s.queue.clear();
        }
        let unfinished = (number(vm, q, UNFINISHED) - dropped).max(0);
        set_number(vm, q, UNFINISHED, unfinished);
    }
    vm.effects.push(Effect::Wake { object: object(q), count: u32::MAX, why: WakeWhy::Notify });
    Ok(Value::None)
}

fn queue_items(vm: &mut Vm, args: &[Value]) -> Native {
    let items = vm.state(args[0]).map(|s| s.queue.iter().copied().collect()).unwrap_or_default();
    Ok(vm.list(items))
}

fn queue_numbers(vm: &mut Vm, args: &[Value]) -> Native {
    let parts = [BOUND, UNFINISHED, SHUT].map(|i| Value::Int(number(vm, args[0], i)));
    Ok(vm.tuple(parts.to_vec()))
}

const fn def(
    owner: &'static str,
    name: &'static str,
    signature: &'static str,
    function: weft_vm::NativeFn,
) -> NativeDef {
    NativeDef { owner, name, signature, function }
}

pub(crate) const NATIVES: &[NativeDef] = &[
    def("_threads", "lock_acquire", "self, blocking=True, timeout=-1", lock_acquire),
    def("_threads", "lock_release", "self", lock_release),
    def("_threads", "lock_enter", "self", lock_enter),
    def("_threads", "lock_exit", "self, type=None, value=None, traceback=None", lock_exit),
    def("_threads", "lock_locked", "self", lock_locked),
    def("_threads", "lock_reinit", "self", lock_reinit),
    def("_threads", "lock_state", "self", lock_state),
    def("_threads", "rlock_acquire", "self, blocking=True, timeout=-1", rlock_acquire),
    def("_threads", "rlock_release", "self", rlock_release),
    def("_threads", "rlock_enter", "self", rlock_enter),
    def("_threads", "rlock_exit", "self, type=None, value=None, traceback=None", rlock_exit),
    def("_threads", "rlock_owned", "self", rlock_owned),
    def("_threads", "rlock_count", "self", rlock_count),
    def("_threads", "rlock_release_save", "self", rlock_release_save),
    def("_threads", "rlock_acquire_restore", "self, state", rlock_acquire_restore),
    def("_threads", "start", "function, args, name, daemon, object, /", start),
    def("_threads", "current", "", current),
    def("_threads", "set_current", "object, /", set_current),
    def("_threads", "ident", "", ident),
    def("_threads", "rename", "ident, name, /", rename),
    def("_threads", "ended", "ident, /", ended),
    def("_threads", "join", "ident, timeout=None, /", join),
    def("_threads", "stack_size", "size=0, /", stack_size),
    def("_queues", "init", "queue, bound=0, lifo=False, /", queue_init),
    def("_queues", "put", "queue, item, block=True, timeout=None, /", queue_put),
    def("_queues", "get", "queue, block=True, timeout=None, /", queue_get),
    def("_queues", "size", "queue, /", queue_size),
    def("_queues", "task_done", "queue, /", queue_task_done),
    def("_queues", "join", "queue, /", queue_join),
    def("_queues", "shutdown", "queue, immediate=False, /", queue_shutdown),
    def("_queues", "items", "queue, /", queue_items),
    def("_queues", "numbers", "queue, /", queue_numbers),
];
