//! Natives of conditions. A condition over a lock of the kernel's own is waited for in one call, which goes
//! on where it was when its thread is woken; over any other lock, Python code does the same.

use weft_vm::{
    Effect, Native, NativeDef, Value, Vm, Wait, WaitOutcome, WaitReason, WakeWhy,
    lock_state::{COUNT, HELD, OWNER, WAITING},
};

use crate::{
    support::native,
    sync::seconds,
    threads::{
        add_number, deadline, lock_enter, lock_exit, lock_release, number, object, rlock_enter, rlock_exit,
        rlock_owned, rlock_release, set_number,
    },
};

/// State of a condition: in `queue` the numbers of the threads that wait and have not been notified, in
/// the order in which they came; number 0 says what its lock is, 1 is 1 for a barrier's condition;
/// `values` are the lock, then for a foreign one its `__enter__`, its `__exit__` and the Python functions
/// that stand in for `wait`, `_is_owned` and `notify`.
const KIND: usize = 0;
const BARRIER: usize = 1;

const FOREIGN: i64 = 0;
const LOCK: i64 = 1;

const ENTER: usize = 1;
const EXIT: usize = 2;
const WAIT: usize = 3;
const OWNED: usize = 4;
const NOTIFY: usize = 5;

fn value(vm: &Vm, condition: Value, at: usize) -> Value {
    vm.state(condition).and_then(|s| s.values.get(at)).copied().unwrap_or(Value::None)
}

/// `init(condition, kind, barrier, lock, ...)`: with the values above.
fn init(vm: &mut Vm, args: &[Value]) -> Native {
    set_number(vm, args[0], KIND, vm.as_i64(args[1]).unwrap_or(FOREIGN));
    set_number(vm, args[0], BARRIER, 0);
    let values = vm.heap.as_sequence(args[2]).unwrap_or_default().to_vec();
    if let Some(s) = vm.state_mut(args[0]) {
        s.values = values;
        s.queue.clear();
    }
    Ok(Value::None)
}

/// Those who wait for it wait at a barrier.
fn mark_barrier(vm: &mut Vm, args: &[Value]) -> Native {
    set_number(vm, args[0], BARRIER, 1);
    Ok(Value::None)
}

fn enter(vm: &mut Vm, args: &[Value]) -> Native {
    let lock = value(vm, args[0], 0);
    match number(vm, args[0], KIND) {
        FOREIGN => {
            let method = value(vm, args[0], ENTER);
            vm.call(method, Vec::new())
        }
        LOCK => lock_enter(vm, &[lock]),
        _ => rlock_enter(vm, &[lock]),
    }
}

fn exit(vm: &mut Vm, args: &[Value]) -> Native {
    let lock = value(vm, args[0], 0);
    match number(vm, args[0], KIND) {
        FOREIGN => {
            let method = value(vm, args[0], EXIT);
            vm.call(method, args[1..4].iter().map(|v| v.or(Value::None)).collect())
        }
        LOCK => lock_exit(vm, &[lock]),
        _ => rlock_exit(vm, &[lock]),
    }
}

/// Does the current thread hold the lock, as far as can be told? For a lock of the kernel's own.
fn owns(vm: &mut Vm, condition: Value) -> bool {
    let lock = value(vm, condition, 0);
    if number(vm, condition, KIND) == LOCK {
        return number(vm, lock, HELD) != 0;
    }
    rlock_owned(vm, &[lock]).is_ok_and(|v| matches!(v, Value::Bool(true)))
}

fn is_owned(vm: &mut Vm, args: &[Value]) -> Native {
    if number(vm, args[0], KIND) == FOREIGN {
        let function = value(vm, args[0], OWNED);
        return vm.call(function, vec![args[0]]);
    }
    Ok(Value::Bool(owns(vm, args[0])))
}

fn is_waiting(vm: &Vm, condition: Value) -> bool {
    let me = vm.thread.id as i64;
    vm.state(condition).is_some_and(|s| s.queue.iter().any(|v| matches!(v, Value::Int(i) if *i == me)))
}

/// The current thread joins the line. A lock is released after that, so no notification is missed.
fn join_line(vm: &mut Vm, args: &[Value]) -> Native {
    let me = Value::Int(vm.thread.id as i64);
    if let Some(s) = vm.state_mut(args[0]) {
        s.queue.push_back(me);
    }
    Ok(Value::None)
}

fn leave_line(vm: &mut Vm, condition: Value) {
    let me = vm.thread.id as i64;
    if let Some(s) = vm.state_mut(condition) {
        s.queue.retain(|v| !matches!(v, Value::Int(i) if *i == me));
    }
}

/// When to give up, and whether there is anything to wait for at all.
fn until(vm: &mut Vm, timeout: Value) -> Result<(Option<u64>, bool), weft_vm::Signal> {
    match seconds(vm, timeout)? {
        Some(secs) if secs <= 0.0 => Ok((None, false)),
        _ => Ok((deadline(vm, timeout)?, true)),
    }
}

fn reason(vm: &Vm, condition: Value) -> WaitReason {
    if number(vm, condition, BARRIER) == 1 { WaitReason::Barrier } else { WaitReason::Condition }
}

/// After a wait for a notification: was there one? `None`: not yet, and there is time left.
fn notified(vm: &mut Vm, condition: Value, waited: &Wait) -> Option<bool> {
    if !is_waiting(vm, condition) {
        return Some(true);
    }
    if waited.outcome == WaitOutcome::TimedOut {
        leave_line(vm, condition);
        return Some(false);
    }
    None
}

/// In Python code over a foreign lock: wait in the line that one has joined.
fn wait_in_line(vm: &mut Vm, args: &[Value]) -> Native {
    let until = match vm.take_wait() {
        Some(w) => match notified(vm, args[0], &w) {
            Some(answer) => return Ok(Value::Bool(answer)),
            None => w.deadline,
        },
        None if !is_waiting(vm, args[0]) => return Ok(Value::Bool(true)),
        None => match until(vm, args[1]) {
            Ok((until, true)) => until,
            Ok((_, false)) => {
                leave_line(vm, args[0]);
                return Ok(Value::Bool(false));
            }
            Err(e) => {
                leave_line(vm, args[0]);
                return Err(e);
            }
        },
    };
    let reason = reason(vm, args[0]);
    vm.wait(args[0], reason, until)
}

/// What a thread in `wait` has to remember: was it notified, and how often did it hold the lock?
fn keep(vm: &mut Vm, answer: bool, count: i64) {
    if let Some(w) = &mut vm.thread.wait {
        w.reply = count.to_le_bytes().into_iter().chain([answer as u8]).collect();
    }
}

fn kept(waited: &Wait) -> (bool, i64) {
    match waited.reply.split_last_chunk::<1>() {
        Some((count, answer)) => (answer[0] != 0, <[u8; 8]>::try_from(count).map_or(1, i64::from_le_bytes)),
        None => (false, 1),
    }
}

/// `wait(timeout=None)`: release, wait for a notification, acquire again.
fn wait(vm: &mut Vm, args: &[Value]) -> Native {
    let condition = args[0];
    let kind = number(vm, condition, KIND);
    if kind == FOREIGN {
        let function = value(vm, condition, WAIT);
        return vm.call(function, vec![condition, args[1].or(Value::None)]);
    }
    let lock = value(vm, condition, 0);
    let Some(waited) = vm.take_wait() else {
        if !owns(vm, condition) {
            return Err(vm.runtime_error("cannot wait on un-acquired lock"));
        }
        let (until, waits) = until(vm, args[1])?;
        if !waits {
            return Ok(Value::Bool(false));
        }
        join_line(vm, &[condition])?;
        let count = number(vm, lock, COUNT);
        if kind == LOCK {
            lock_release(vm, &[lock])?;
        } else {
            set_number(vm, lock, COUNT, 1);
            rlock_release(vm, &[lock])?;
        }
        let reason = reason(vm, condition);
        let signal = vm.wait(condition, reason, until);
        keep(vm, false, count);
        return signal;
    };
    let (mut answer, count) = kept(&waited);
    if !matches!(waited.reason, WaitReason::Lock | WaitReason::RLock) {
        match notified(vm, condition, &waited) {
            Some(yes) => answer = yes,
            None => {
                let signal = vm.wait(condition, waited.reason, waited.deadline);
                keep(vm, false, count);
                return signal;
            }
        }
    }
    if number(vm, lock, HELD) != 0 {
        add_number(vm, lock, WAITING, 1);
        let signal = vm.wait(lock, if kind == LOCK { WaitReason::Lock } else { WaitReason::RLock }, None);
        keep(vm, answer, count);
        return signal;
    }
    let me = vm.thread.id as i64;
    set_number(vm, lock, HELD, 1);
    set_number(vm, lock, OWNER, me);
    if kind != LOCK {
        set_number(vm, lock, COUNT, count);
    }
    vm.note_lock(lock, true);
    Ok(Value::Bool(answer))
}

fn wake(vm: &mut Vm, condition: Value, n: usize) {
    let Some(s) = vm.state_mut(condition) else { return };
    let n = n.min(s.queue.len());
    let number = |v: Value| if let Value::Int(i) = v { u32::try_from(i).ok() } else { None };
    let threads: Vec<u32> = s.queue.drain(..n).filter_map(number).collect();
    if !threads.is_empty() {
        vm.effects.push(Effect::WakeThreads { object: object(condition), threads, why: WakeWhy::Notify });
    }
}

/// `notify(n=1)`, by a thread that holds the lock: the first `n` that wait go on.
fn notify(vm: &mut Vm, args: &[Value]) -> Native {
    let n = args[1].or(Value::Int(1));
    if number(vm, args[0], KIND) == FOREIGN {
        let function = value(vm, args[0], NOTIFY);
        return vm.call(function, vec![args[0], n]);
    }
    if !owns(vm, args[0]) {
        return Err(vm.runtime_error("cannot notify on un-acquired lock"));
    }
    wake_first(vm, &[args[0], n])
}

fn notify_all(vm: &mut Vm, args: &[Value]) -> Native {
    let all = count(vm, args)?;
    notify(vm, &[args[0], all])
}

/// The first `n` that wait go on, whoever holds the lock.
fn wake_first(vm: &mut Vm, args: &[Value]) -> Native {
    let n = vm.as_i64(args[1]).unwrap_or(0).max(0);
    wake(vm, args[0], n as usize);
    Ok(Value::None)
}

/// How many wait.
fn count(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Int(vm.state(args[0]).map_or(0, |s| s.queue.len()) as i64))
}

/// After `fork`: nobody waits.
fn forget(vm: &mut Vm, args: &[Value]) -> Native {
    if let Some(s) = vm.state_mut(args[0]) {
        s.queue.clear();
    }
    Ok(Value::None)
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_conditions", "init", "condition, kind, values, /", init),
    native("_conditions", "mark_barrier", "condition, /", mark_barrier),
    native("_conditions", "__enter__", "self", enter),
    native("_conditions", "__exit__", "self, type=None, value=None, traceback=None", exit),
    native("_conditions", "_is_owned", "self", is_owned),
    native("_conditions", "wait", "self, timeout=None", wait),
    native("_conditions", "join_line", "condition, /", join_line),
    native("_conditions", "wait_in_line", "condition, timeout=None, /", wait_in_line),
    native("_conditions", "notify", "self, n=1", notify),
    native("_conditions", "notify_all", "self", notify_all),
    native("_conditions", "wake_first", "condition, n, /", wake_first),
    native("_conditions", "count", "condition, /", count),
    native("_conditions", "forget", "condition, /", forget),
];
