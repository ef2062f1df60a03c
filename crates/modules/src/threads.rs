//! Natives of locks and threads: what `_thread` and `threading` are built on.
//!
//! The objects are instances of Python classes with native state. A native that has to wait is called
//! again when its thread is woken, and tries again: whoever comes first gets the lock, as with
//! CPython's locks, which promise no fairness.

use weft_vm::{
    Effect, Native, NativeDef, Ref, Signal, Value, Vm, WaitOutcome, WaitReason, WakeWhy,
    lock_state::{COUNT, HELD, OWNER, WAITING, wakes_one},
};

use crate::support::native;

pub(crate) fn number(vm: &Vm, object: Value, at: usize) -> i64 {
    vm.state(object).and_then(|s| s.numbers.get(at)).copied().unwrap_or(0)
}

pub(crate) fn set_number(vm: &mut Vm, object: Value, at: usize, value: i64) {
    if let Some(s) = vm.state_mut(object) {
        if s.numbers.len() <= at {
            s.numbers.resize(at + 1, 0);
        }
        s.numbers[at] = value;
    }
}

pub(crate) fn add_number(vm: &mut Vm, object: Value, at: usize, change: i64) {
    let value = number(vm, object, at);
    set_number(vm, object, at, value + change);
}

/// The deadline that a timeout argument means; `None` for none. Negative timeouts other than -1 raise.
pub(crate) fn deadline(vm: &mut Vm, timeout: Value) -> Result<Option<u64>, Signal> {
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

pub(crate) fn object(v: Value) -> Ref {
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

pub(crate) fn lock_acquire(vm: &mut Vm, args: &[Value]) -> Native {
    // What nearly all calls are: without arguments, of a lock that is free.
    if args[1].is_unbound() && args[2].is_unbound() && vm.thread.wait.is_none() {
        let me = vm.thread.id;
        if let Some(lock) = vm.state_mut(args[0])
            && lock.take_lock(me)
        {
            let number = lock.trace_number;
            vm.note_lock_numbered(args[0], number, true);
            return Ok(Value::Bool(true));
        }
    }
    check_timeout(vm, args[1], args[2])?;
    if let Some(answer) = wait_for(vm, args[0], args[1], args[2], WaitReason::Lock)? {
        return Ok(answer);
    }
    let me = vm.thread.id as i64;
    set_number(vm, args[0], HELD, 1);
    set_number(vm, args[0], OWNER, me);
    vm.note_lock(args[0], true);
    Ok(Value::Bool(true))
}

pub(crate) fn lock_release(vm: &mut Vm, args: &[Value]) -> Native {
    let lock = vm.state_mut(args[0]).map(|lock| (lock.trace_number, lock.numbers.as_mut_slice()));
    let (number, waiting) = match lock {
        Some((number, [held, rest @ ..])) if *held != 0 => {
            *held = 0;
            (number, rest.get_mut(WAITING - 1).is_some_and(wakes_one))
        }
        _ => return Err(vm.runtime_error("release unlocked lock")),
    };
    vm.note_lock_numbered(args[0], number, false);
    if waiting {
        vm.effects.push(Effect::Wake { object: object(args[0]), count: 1, why: WakeWhy::Release });
    }
    Ok(Value::None)
}

/// `__exit__` of locks.
pub(crate) fn lock_exit(vm: &mut Vm, args: &[Value]) -> Native {
    lock_release(vm, &args[..1])
}

pub(crate) fn lock_enter(vm: &mut Vm, args: &[Value]) -> Native {
    lock_acquire(vm, &[args[0], Value::Unbound, Value::Unbound])
}

fn lock_locked(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Bool(number(vm, args[0], HELD) != 0))
}

fn rlock_acquire(vm: &mut Vm, args: &[Value]) -> Native {
    if args[1].is_unbound() && args[2].is_unbound() && vm.thread.wait.is_none() {
        let me = vm.thread.id;
        let count = match vm.state_mut(args[0]) {
            Some(lock) => lock.take_rlock(me),
            None => 0,
        };
        if count > 0 {
            if count == 1 {
                vm.note_lock(args[0], true);
            }
            return Ok(Value::Bool(true));
        }
    }
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
    vm.note_lock(args[0], true);
    Ok(Value::Bool(true))
}

pub(crate) fn rlock_release(vm: &mut Vm, args: &[Value]) -> Native {
    let me = vm.thread.id as i64;
    let (free, waiting) = match vm.state_mut(args[0]).map(|lock| lock.numbers.as_mut_slice()) {
        Some([held, owner, waiting, count, ..]) if *held != 0 && *owner == me => {
            *count -= 1;
            *held = i64::from(*count != 0);
            (*count == 0, *count == 0 && wakes_one(waiting))
        }
        _ => return Err(vm.runtime_error("cannot release un-acquired lock")),
    };
    if free {
        vm.note_lock(args[0], false);
        if waiting {
            vm.effects.push(Effect::Wake { object: object(args[0]), count: 1, why: WakeWhy::Release });
        }
    }
    Ok(Value::None)
}

pub(crate) fn rlock_exit(vm: &mut Vm, args: &[Value]) -> Native {
    rlock_release(vm, &args[..1])
}

pub(crate) fn rlock_enter(vm: &mut Vm, args: &[Value]) -> Native {
    rlock_acquire(vm, &[args[0], Value::Unbound, Value::Unbound])
}

pub(crate) fn rlock_owned(vm: &mut Vm, args: &[Value]) -> Native {
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
        if !vm.environment.gil_enabled {
            vm.effects.push(Effect::SeenEnd { thread: id });
        }
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

/// Threads that have not ended, the main one included.
fn count(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Int(vm.thread_ids().len() as i64))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_locks", "acquire", "self, blocking=True, timeout=-1", lock_acquire),
    native("_locks", "release", "self", lock_release),
    native("_locks", "__enter__", "self", lock_enter),
    native("_locks", "__exit__", "self, type=None, value=None, traceback=None", lock_exit),
    native("_locks", "locked", "self", lock_locked),
    native("_locks", "_at_fork_reinit", "self", lock_reinit),
    native("_locks", "state", "self", lock_state),
    native("_rlocks", "acquire", "self, blocking=True, timeout=-1", rlock_acquire),
    native("_rlocks", "release", "self", rlock_release),
    native("_rlocks", "__enter__", "self", rlock_enter),
    native("_rlocks", "__exit__", "self, type=None, value=None, traceback=None", rlock_exit),
    native("_rlocks", "_is_owned", "self", rlock_owned),
    native("_rlocks", "_recursion_count", "self", rlock_count),
    native("_rlocks", "_release_save", "self", rlock_release_save),
    native("_rlocks", "_acquire_restore", "self, state", rlock_acquire_restore),
    native("_threads", "start", "function, args, name, daemon, object, /", start),
    native("_threads", "current", "", current),
    native("_threads", "set_current", "object, /", set_current),
    native("_threads", "ident", "", ident),
    native("_threads", "rename", "ident, name, /", rename),
    native("_threads", "ended", "ident, /", ended),
    native("_threads", "join", "ident, timeout=None, /", join),
    native("_threads", "count", "", count),
];
