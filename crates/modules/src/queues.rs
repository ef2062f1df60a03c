//! Natives of `_queues`: what `queue` is built on.

use std::collections::VecDeque;

use weft_vm::{Effect, Native, NativeDef, Signal, Value, Vm, WaitOutcome, WaitReason, WakeWhy, lock_state::wakes_one};

use crate::{
    support::native,
    threads::{add_number, number, object, set_number},
};

/// State of a queue: messages in `queue`; number 0 the bound (0 for none), 1 unfinished tasks, 2
/// messages put so far, 3 taken so far, 4 threads waiting in `get`, 5 in `put`, 6 in `join` (these three as
/// [`weft_vm::lock_state::WAITING`] counts), 7: 1 for last-in-first-out, 8: 1 once shut down.
const BOUND: usize = 0;
const UNFINISHED: usize = 1;
const PUT: usize = 2;
const TAKEN: usize = 3;
const GETTERS: usize = 4;
const PUTTERS: usize = 5;
const JOINERS: usize = 6;
const LIFO: usize = 7;
const SHUT: usize = 8;
const NUMBERS: usize = 9;

/// Characters of a message's repr that the timeline keeps.
pub(crate) const PREVIEW: usize = 60;

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

/// A bad timeout raises whether there is anything to wait for or not.
fn check_timeout(vm: &mut Vm, block: Value, timeout: Value) -> Result<(), Signal> {
    if timeout.or(Value::None).is_none() {
        return Ok(());
    }
    queue_deadline(vm, block, timeout).map(drop)
}

/// A queue's number in the trace, its messages and its numbers.
#[inline]
fn parts(vm: &mut Vm, queue: Value) -> Option<(u32, &mut VecDeque<Value>, &mut [i64; NUMBERS])> {
    let state = vm.state_mut(queue)?;
    if state.numbers.len() < NUMBERS {
        state.numbers.resize(NUMBERS, 0);
    }
    Some((state.trace_number, &mut state.queue, state.numbers.first_chunk_mut()?))
}

/// What a look at a queue's state tells of a message that is to be put there.
enum Put {
    Done { traced: u32, number: i64, depth: usize, wanted: bool },
    Full,
    Shut,
}

fn try_put(vm: &mut Vm, queue: Value, item: Value) -> Put {
    let Some((traced, messages, numbers)) = parts(vm, queue) else { return Put::Shut };
    if numbers[SHUT] != 0 {
        return Put::Shut;
    }
    if numbers[BOUND] > 0 && messages.len() as i64 >= numbers[BOUND] {
        return Put::Full;
    }
    messages.push_back(item);
    numbers[PUT] += 1;
    numbers[UNFINISHED] += 1;
    Put::Done { traced, number: numbers[PUT] - 1, depth: messages.len(), wanted: wakes_one(&mut numbers[GETTERS]) }
}

/// `put(queue, item, block, timeout)`: None if done, else the name of the exception to raise.
fn queue_put(vm: &mut Vm, args: &[Value]) -> Native {
    let q = args[0];
    let waited = vm.take_wait();
    if waited.is_none() && !args[3].or(Value::None).is_none() && number(vm, q, SHUT) == 0 && number(vm, q, BOUND) > 0 {
        check_timeout(vm, args[2], args[3])?;
    }
    match try_put(vm, q, args[1]) {
        Put::Shut => Ok(vm.str("ShutDown")),
        Put::Full => {
            let until = match waited {
                Some(w) if w.outcome == WaitOutcome::TimedOut => return Ok(vm.str("Full")),
                Some(w) => w.deadline,
                None => match queue_deadline(vm, args[2], args[3])? {
                    Ok(until) => until,
                    Err(()) => return Ok(vm.str("Full")),
                },
            };
            add_number(vm, q, PUTTERS, 1);
            vm.wait(q, WaitReason::QueuePut, until)
        }
        Put::Done { traced, number, depth, wanted } => {
            vm.heap.grew(16);
            vm.note_message(q, traced, number as u64, depth as u32, Some((args[1], PREVIEW)));
            if wanted {
                vm.effects.push(Effect::Wake { object: object(q), count: 1, why: WakeWhy::Put });
            }
            Ok(Value::None)
        }
    }
}

/// What became of `get`: an item, or the name of the exception to raise.
type Got = Result<Value, &'static str>;

/// `get(queue, block, timeout)`: a one-tuple with the item, or the name of the exception to raise.
fn queue_get(vm: &mut Vm, args: &[Value]) -> Native {
    match take(vm, args)? {
        Ok(item) => Ok(vm.tuple(vec![item])),
        Err(name) => Ok(vm.str(name)),
    }
}

/// `SimpleQueue.get(block=True, timeout=None)`; the queue's first value is the class `Empty`.
fn simple_get(vm: &mut Vm, args: &[Value]) -> Native {
    match take(vm, args)? {
        Ok(item) => Ok(item),
        Err(_) => {
            let class = vm.state(args[0]).and_then(|s| s.values.first()).copied().unwrap_or(Value::None);
            let exc = vm.new_exception(object(class), Vec::new());
            Err(vm.raise_value(exc))
        }
    }
}

fn simple_get_nowait(vm: &mut Vm, args: &[Value]) -> Native {
    simple_get(vm, &[args[0], Value::Bool(false), Value::None])
}

fn simple_put_nowait(vm: &mut Vm, args: &[Value]) -> Native {
    queue_put(vm, &[args[0], args[1], Value::Unbound, Value::Unbound])
}

/// `init(queue, Empty)`: a queue without a bound.
fn simple_init(vm: &mut Vm, args: &[Value]) -> Native {
    queue_init(vm, &[args[0], Value::Unbound, Value::Unbound])?;
    if let Some(s) = vm.state_mut(args[0]) {
        s.values = vec![args[1]];
    }
    Ok(Value::None)
}

/// What a look at a queue's state tells of its next message.
enum Take {
    Done { traced: u32, item: Value, number: i64, depth: usize, wanted: bool },
    Empty,
    Shut,
}

fn try_take(vm: &mut Vm, queue: Value) -> Take {
    let Some((traced, messages, numbers)) = parts(vm, queue) else { return Take::Shut };
    let (item, number) = match numbers[LIFO] {
        0 => (messages.pop_front(), numbers[TAKEN]),
        _ => (messages.pop_back(), numbers[PUT] - 1),
    };
    match item {
        Some(item) => {
            numbers[TAKEN] += 1;
            Take::Done { traced, item, number, depth: messages.len(), wanted: wakes_one(&mut numbers[PUTTERS]) }
        }
        None if numbers[SHUT] != 0 => Take::Shut,
        None => Take::Empty,
    }
}

/// The next item, which is waited for if `block` and `timeout` say so.
fn take(vm: &mut Vm, args: &[Value]) -> Result<Got, Signal> {
    let q = args[0];
    let waited = vm.take_wait();
    if waited.is_none() {
        check_timeout(vm, args[1], args[2])?;
    }
    match try_take(vm, q) {
        Take::Shut => Ok(Err("ShutDown")),
        Take::Empty => {
            let until = match waited {
                Some(w) if w.outcome == WaitOutcome::TimedOut => return Ok(Err("Empty")),
                Some(w) => w.deadline,
                None => match queue_deadline(vm, args[1], args[2])? {
                    Ok(until) => until,
                    Err(()) => return Ok(Err("Empty")),
                },
            };
            add_number(vm, q, GETTERS, 1);
            vm.wait(q, WaitReason::QueueGet, until).map(Ok)
        }
        Take::Done { traced, item, number, depth, wanted } => {
            vm.note_message(q, traced, number as u64, depth as u32, None);
            if wanted {
                vm.effects.push(Effect::Wake { object: object(q), count: 1, why: WakeWhy::Get });
            }
            Ok(Ok(item))
        }
    }
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
        set_number(vm, args[0], JOINERS, 0);
        vm.effects.push(Effect::Wake { object: object(args[0]), count: u32::MAX, why: WakeWhy::Notify });
    }
    Ok(Value::None)
}

fn queue_join(vm: &mut Vm, args: &[Value]) -> Native {
    let q = args[0];
    vm.take_wait();
    if number(vm, q, UNFINISHED) == 0 {
        return Ok(Value::None);
    }
    add_number(vm, q, JOINERS, 1);
    vm.wait(q, WaitReason::QueueJoin, None)
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
    for waiting in [GETTERS, PUTTERS, JOINERS] {
        set_number(vm, q, waiting, 0);
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

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_queues", "init", "queue, bound=0, lifo=False, /", queue_init),
    native("_queues", "put", "queue, item, block=True, timeout=None, /", queue_put),
    native("_queues", "get", "queue, block=True, timeout=None, /", queue_get),
    native("_queues", "size", "queue, /", queue_size),
    native("_queues", "task_done", "queue, /", queue_task_done),
    native("_queues", "join", "queue, /", queue_join),
    native("_queues", "shutdown", "queue, immediate=False, /", queue_shutdown),
    native("_queues", "items", "queue, /", queue_items),
    native("_queues", "numbers", "queue, /", queue_numbers),
    native("_simple_queues", "init", "queue, empty, /", simple_init),
    native("_simple_queues", "put", "self, item, block=True, timeout=None", queue_put),
    native("_simple_queues", "put_nowait", "self, item", simple_put_nowait),
    native("_simple_queues", "get", "self, block=True, timeout=None", simple_get),
    native("_simple_queues", "get_nowait", "self", simple_get_nowait),
    native("_simple_queues", "qsize", "self", queue_size),
];
