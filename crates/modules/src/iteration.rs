//! Natives of `itertools`: the iterators that need no Python code for a step.
//!
//! State of `count`: values current and step. Of `repeat`: value the object, number how often yet (-1:
//! for ever). Of the combinatoric ones: values the pools one after the other; numbers as each says.
//!
//! Reference: <https://docs.python.org/3/library/itertools.html>.

use weft_vm::{Native, NativeDef, Value, Vm};

use crate::support::{ask, items, native};

fn itself(_vm: &mut Vm, args: &[Value]) -> Native {
    Ok(args[0])
}

/// Set the state: values from a list, numbers from a list of integers.
fn begin(vm: &mut Vm, args: &[Value]) -> Native {
    let values = items(vm, args[1]);
    let numbers = items(vm, args[2]).into_iter().map(|v| vm.as_i64(v).unwrap_or(0)).collect();
    vm.heap.grew(values.len() * 16);
    if let Some(s) = vm.state_mut(args[0]) {
        s.values = values;
        s.numbers = numbers;
    }
    Ok(Value::None)
}

/// The values and numbers of the state, as lists.
fn state(vm: &mut Vm, args: &[Value]) -> Native {
    let (values, numbers) = match vm.state(args[0]) {
        Some(s) => (s.values.clone(), s.numbers.iter().map(|n| Value::Int(*n)).collect()),
        None => (Vec::new(), Vec::new()),
    };
    let values = vm.list(values);
    let numbers = vm.list(numbers);
    Ok(vm.tuple(vec![values, numbers]))
}

fn count_next(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(s) = vm.state_mut(args[0]) else { return Ok(Value::None) };
    let Some([current, step]) = s.values.first_chunk_mut() else { return Ok(Value::None) };
    let now = *current;
    let next = match (now, *step) {
        (Value::Int(a), Value::Int(b)) => a.checked_add(b).map(Value::Int),
        (Value::Float(a), Value::Float(b)) => Some(Value::Float(a + b)),
        _ => None,
    };
    match next {
        Some(next) => {
            *current = next;
            Ok(now)
        }
        None => ask(vm, "count.next", args),
    }
}

fn repeat_next(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(s) = vm.state_mut(args[0]) else { return Ok(Value::None) };
    if let (Some(&value), Some(left)) = (s.values.first(), s.numbers.first_mut())
        && *left != 0
    {
        if *left > 0 {
            *left -= 1;
        }
        return Ok(value);
    }
    Err(vm.stop_iteration(Value::None))
}

/// The next tuple of a combinatoric iterator whose positions `step` moves on; number 0 says whether it
/// has not begun (0), goes on (1) or is over (2).
fn advance(
    vm: &mut Vm,
    iterator: Value,
    begin: fn(&mut [i64], usize) -> bool,
    step: fn(&mut [i64], usize) -> bool,
    positions: fn(&[i64]) -> &[i64],
) -> Native {
    let found = vm.state_mut(iterator).and_then(|s| {
        let size = s.values.len();
        let (phase, rest) = s.numbers.split_first_mut()?;
        let more = match *phase {
            0 => begin(rest, size),
            1 => step(rest, size),
            _ => false,
        };
        *phase = if more { 1 } else { 2 };
        if !more {
            return None;
        }
        positions(rest).iter().map(|at| s.values.get(*at as usize).copied()).collect::<Option<Vec<Value>>>()
    });
    match found {
        Some(items) => Ok(vm.tuple(items)),
        None => Err(vm.stop_iteration(Value::None)),
    }
}

/// Numbers: phase, then the positions.
fn combinations_next(vm: &mut Vm, args: &[Value]) -> Native {
    fn begin(at: &mut [i64], size: usize) -> bool {
        at.iter_mut().enumerate().for_each(|(i, p)| *p = i as i64);
        at.len() <= size
    }
    fn step(at: &mut [i64], size: usize) -> bool {
        let chosen = at.len();
        let Some(i) = (0..chosen).rev().find(|&i| at[i] as usize != i + size - chosen) else { return false };
        let next = at[i] + 1;
        at[i..].iter_mut().zip(next..).for_each(|(p, n)| *p = n);
        true
    }
    advance(vm, args[0], begin, step, |at| at)
}

fn with_replacement_next(vm: &mut Vm, args: &[Value]) -> Native {
    fn begin(at: &mut [i64], size: usize) -> bool {
        at.fill(0);
        at.is_empty() || size > 0
    }
    fn step(at: &mut [i64], size: usize) -> bool {
        let Some(i) = (0..at.len()).rev().find(|&i| at[i] as usize + 1 != size) else { return false };
        let next = at[i] + 1;
        at[i..].fill(next);
        true
    }
    advance(vm, args[0], begin, step, |at| at)
}

/// Numbers: phase, how many are chosen, the order of all positions, the countdowns of the chosen ones.
fn permutations_next(vm: &mut Vm, args: &[Value]) -> Native {
    fn begin(numbers: &mut [i64], size: usize) -> bool {
        let Some((chosen, rest)) = numbers.split_first_mut() else { return false };
        let (order, countdown) = rest.split_at_mut(size.min(rest.len()));
        order.iter_mut().enumerate().for_each(|(i, p)| *p = i as i64);
        countdown.iter_mut().enumerate().for_each(|(i, c)| *c = size as i64 - i as i64);
        *chosen as usize <= size
    }
    fn step(numbers: &mut [i64], size: usize) -> bool {
        let Some((chosen, rest)) = numbers.split_first_mut() else { return false };
        let (order, countdown) = rest.split_at_mut(size.min(rest.len()));
        for i in (0..*chosen as usize).rev() {
            let Some(left) = countdown.get_mut(i) else { return false };
            *left -= 1;
            if *left == 0 {
                *left = size as i64 - i as i64;
                order[i..].rotate_left(1);
            } else {
                let with = size - *left as usize;
                order.swap(i, with);
                return true;
            }
        }
        false
    }
    fn positions(numbers: &[i64]) -> &[i64] {
        match numbers.split_first() {
            Some((chosen, rest)) => rest.get(..*chosen as usize).unwrap_or_default(),
            None => &[],
        }
    }
    advance(vm, args[0], begin, step, positions)
}

/// Numbers: phase, then for each pool its end among the values, then for each pool the position.
fn product_next(vm: &mut Vm, args: &[Value]) -> Native {
    fn begin(numbers: &mut [i64], _size: usize) -> bool {
        let (ends, at) = numbers.split_at_mut(numbers.len() / 2);
        let mut start = 0;
        for (end, p) in ends.iter().zip(at) {
            if *end == start {
                return false;
            }
            *p = start;
            start = *end;
        }
        true
    }
    fn step(numbers: &mut [i64], _size: usize) -> bool {
        let (ends, at) = numbers.split_at_mut(numbers.len() / 2);
        for i in (0..at.len()).rev() {
            at[i] += 1;
            if at[i] < ends[i] {
                return true;
            }
            at[i] = if i == 0 { 0 } else { ends[i - 1] };
        }
        false
    }
    advance(vm, args[0], begin, step, |numbers| &numbers[numbers.len() / 2..])
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("itertools iterator", "__iter__", "self, /", itself),
    native("itertools iterator", "_begin", "self, values, numbers, /", begin),
    native("itertools iterator", "_state", "self, /", state),
    native("count", "__next__", "self, /", count_next),
    native("repeat", "__next__", "self, /", repeat_next),
    native("combinations", "__next__", "self, /", combinations_next),
    native("combinations_with_replacement", "__next__", "self, /", with_replacement_next),
    native("permutations", "__next__", "self, /", permutations_next),
    native("product", "__next__", "self, /", product_next),
];
