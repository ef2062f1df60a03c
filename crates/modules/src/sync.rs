//! Natives of semaphores and events, which `threading` is built on.
//!
//! One object for each of them, not a lock and a list of locks: what a thread waits for is then what
//! its program calls it by.

use weft_vm::{Effect, Native, NativeDef, Signal, Value, Vm, WaitOutcome, WaitReason, WakeWhy};

use crate::{
    support::native,
    threads::{add_number, deadline, number, object, set_number},
};

/// A timeout in seconds; `None` for none.
pub(crate) fn seconds(vm: &mut Vm, timeout: Value) -> Result<Option<f64>, Signal> {
    if timeout.or(Value::None).is_none() {
        return Ok(None);
    }
    match vm.as_f64(timeout)? {
        Some(secs) => Ok(Some(secs)),
        None => {
            let name = vm.type_name(timeout);
            Err(vm.type_error(&format!("'>' not supported between instances of '{name}' and 'int'")))
        }
    }
}

// ---- semaphores

/// State of a semaphore: number 0 its value, 1 how many threads wait, as [`weft_vm::lock_state::WAITING`] counts.
const VALUE: usize = 0;
const WAITERS: usize = 1;

/// `acquire(blocking=True, timeout=None)`.
fn semaphore_acquire(vm: &mut Vm, args: &[Value]) -> Native {
    let semaphore = args[0];
    let waited = vm.take_wait();
    let blocks = vm.truth_native(args[1].or(Value::Bool(true))).unwrap_or(true);
    if waited.is_none() && !blocks && !args[2].or(Value::None).is_none() {
        return Err(vm.value_error("can't specify timeout for non-blocking acquire"));
    }
    if number(vm, semaphore, VALUE) > 0 {
        add_number(vm, semaphore, VALUE, -1);
        vm.keep_in_time(semaphore, true, false);
        return Ok(Value::Bool(true));
    }
    let until = match waited {
        Some(w) if w.outcome == WaitOutcome::TimedOut => return Ok(Value::Bool(false)),
        Some(w) => w.deadline,
        None if !blocks => return Ok(Value::Bool(false)),
        None => match seconds(vm, args[2])? {
            Some(secs) if secs <= 0.0 => return Ok(Value::Bool(false)),
            _ => deadline(vm, args[2])?,
        },
    };
    add_number(vm, semaphore, WAITERS, 1);
    vm.wait(semaphore, WaitReason::Semaphore, until)
}

/// `add(semaphore, n, limit)`: false if that would pass the limit; a limit of -1 is none.
fn semaphore_add(vm: &mut Vm, args: &[Value]) -> Native {
    let n = vm.as_i64(args[1]).unwrap_or(1);
    let limit = vm.as_i64(args[2]).unwrap_or(-1);
    let value = number(vm, args[0], VALUE).saturating_add(n);
    if limit >= 0 && value > limit {
        return Ok(Value::Bool(false));
    }
    set_number(vm, args[0], VALUE, value);
    vm.keep_in_time(args[0], false, true);
    let woken = number(vm, args[0], WAITERS).min(n);
    if woken > 0 {
        add_number(vm, args[0], WAITERS, -woken);
        let count = u32::try_from(woken).unwrap_or(u32::MAX);
        vm.effects.push(Effect::Wake { object: object(args[0]), count, why: WakeWhy::Release });
    }
    Ok(Value::Bool(true))
}

fn semaphore_value(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Int(number(vm, args[0], VALUE)))
}

fn semaphore_set(vm: &mut Vm, args: &[Value]) -> Native {
    let value = vm.as_i64(args[1]).unwrap_or(0);
    set_number(vm, args[0], VALUE, value);
    Ok(Value::None)
}

// ---- events

/// State of an event: number 0 is 1 once it is set, 1 how many threads wait, counted likewise.
const FLAG: usize = 0;

fn event_is_set(vm: &mut Vm, args: &[Value]) -> Native {
    vm.keep_in_time(args[0], true, false);
    Ok(Value::Bool(number(vm, args[0], FLAG) != 0))
}

fn event_set(vm: &mut Vm, args: &[Value]) -> Native {
    set_number(vm, args[0], FLAG, 1);
    vm.keep_in_time(args[0], false, true);
    if number(vm, args[0], WAITERS) > 0 {
        set_number(vm, args[0], WAITERS, 0);
        vm.effects.push(Effect::Wake { object: object(args[0]), count: u32::MAX, why: WakeWhy::Notify });
    }
    Ok(Value::None)
}

fn event_clear(vm: &mut Vm, args: &[Value]) -> Native {
    set_number(vm, args[0], FLAG, 0);
    Ok(Value::None)
}

/// `wait(timeout=None)`: true unless it timed out, even if the event was cleared again meanwhile.
fn event_wait(vm: &mut Vm, args: &[Value]) -> Native {
    match vm.take_wait() {
        Some(w) => Ok(Value::Bool(w.outcome == WaitOutcome::Woken)),
        None if number(vm, args[0], FLAG) != 0 => {
            vm.keep_in_time(args[0], true, false);
            Ok(Value::Bool(true))
        }
        None => {
            let until = match seconds(vm, args[1])? {
                Some(secs) if secs <= 0.0 => return Ok(Value::Bool(false)),
                _ => deadline(vm, args[1])?,
            };
            add_number(vm, args[0], WAITERS, 1);
            vm.wait(args[0], WaitReason::Event, until)
        }
    }
}

/// After `fork`: nobody waits.
fn event_reinit(vm: &mut Vm, args: &[Value]) -> Native {
    set_number(vm, args[0], WAITERS, 0);
    Ok(Value::None)
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_semaphores", "acquire", "self, blocking=True, timeout=None", semaphore_acquire),
    native("_semaphores", "add", "semaphore, n, limit, /", semaphore_add),
    native("_semaphores", "value", "semaphore, /", semaphore_value),
    native("_semaphores", "set", "semaphore, value, /", semaphore_set),
    native("_events", "is_set", "self", event_is_set),
    native("_events", "set", "self", event_set),
    native("_events", "clear", "self", event_clear),
    native("_events", "wait", "self, timeout=None", event_wait),
    native("_events", "_at_fork_reinit", "self", event_reinit),
];
