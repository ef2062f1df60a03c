//! Natives of `_heapq` and `_bisect`, for items that are compared without Python code. Where Python code
//! has to compare, nothing has been changed yet, and the functions of the Python modules do it.
//!
//! References: <https://docs.python.org/3/library/heapq.html>, <https://docs.python.org/3/library/bisect.html>.

use weft_vm::{Native, NativeDef, Signal, Value, Vm};

use crate::support::{ask, index, integer, native};

/// The heap argument, checked.
fn check_heap(vm: &mut Vm, name: &str, heap: Value) -> Result<(), Signal> {
    if vm.heap.as_list(heap).is_some() {
        return Ok(());
    }
    let given = vm.type_name(heap);
    Err(vm.type_error(&format!("{name}() argument must be list, not {given}")))
}

/// Where an item goes that is put behind the last one: the places whose items move down, from the last one up.
fn way_up(vm: &Vm, items: &[Value], item: Value) -> Option<Vec<usize>> {
    let mut way = vec![items.len()];
    let mut at = items.len();
    while at > 0 {
        let parent = (at - 1) / 2;
        if !vm.less_native(item, items[parent])? {
            break;
        }
        way.push(parent);
        at = parent;
    }
    Some(way)
}

/// The places whose items move up when `item` replaces the one at `start`; it goes to the last of them.
/// As in CPython, the way is first gone to a leaf, along the smaller children, and then back.
fn way_down(vm: &Vm, items: &[Value], start: usize, item: Value) -> Option<Vec<usize>> {
    let mut way = vec![start];
    let mut at = start;
    while 2 * at + 1 < items.len() {
        let left = 2 * at + 1;
        let right = left + 1;
        at = if right < items.len() && !vm.less_native(items[left], items[right])? { right } else { left };
        way.push(at);
    }
    while way.len() > 1 && vm.less_native(item, items[way[way.len() - 1]])? {
        way.pop();
    }
    Some(way)
}

/// Every place of the way gets the item of the next, and the last one the new item.
fn shift(items: &mut [Value], way: &[usize], item: Value) {
    for pair in way.windows(2) {
        items[pair[0]] = items[pair[1]];
    }
    if let Some(&last) = way.last() {
        items[last] = item;
    }
}

fn heappush(vm: &mut Vm, args: &[Value]) -> Native {
    check_heap(vm, "heappush", args[0])?;
    let items = vm.heap.as_list(args[0]).map_or(&[][..], |items| items);
    let Some(way) = way_up(vm, items, args[1]) else { return ask(vm, "heapq.heappush", args) };
    if let Some(items) = vm.heap.as_list_mut(args[0]) {
        items.push(args[1]);
        shift(items, &way, args[1]);
    }
    vm.heap.grew(16);
    Ok(Value::None)
}

fn heappop(vm: &mut Vm, args: &[Value]) -> Native {
    check_heap(vm, "heappop", args[0])?;
    let items = vm.heap.as_list(args[0]).map_or(&[][..], |items| items);
    let Some((&last, rest)) = items.split_last() else { return Err(vm.index_error("index out of range")) };
    let Some(way) = way_down(vm, rest, 0, last) else { return ask(vm, "heapq.heappop", args) };
    let first = items[0];
    if let Some(items) = vm.heap.as_list_mut(args[0]) {
        items.pop();
        if !items.is_empty() {
            shift(items, &way, last);
        }
    }
    Ok(first)
}

fn heapreplace(vm: &mut Vm, args: &[Value]) -> Native {
    check_heap(vm, "heapreplace", args[0])?;
    let items = vm.heap.as_list(args[0]).map_or(&[][..], |items| items);
    let Some(&first) = items.first() else { return Err(vm.index_error("index out of range")) };
    let Some(way) = way_down(vm, items, 0, args[1]) else { return ask(vm, "heapq.heapreplace", args) };
    if let Some(items) = vm.heap.as_list_mut(args[0]) {
        shift(items, &way, args[1]);
    }
    Ok(first)
}

fn heappushpop(vm: &mut Vm, args: &[Value]) -> Native {
    check_heap(vm, "heappushpop", args[0])?;
    let Some(&first) = vm.heap.as_list(args[0]).and_then(|items| items.first()) else { return Ok(args[1]) };
    match vm.less_native(first, args[1]) {
        Some(true) => heapreplace(vm, args),
        Some(false) => Ok(args[1]),
        None => ask(vm, "heapq.heappushpop", args),
    }
}

fn heapify(vm: &mut Vm, args: &[Value]) -> Native {
    check_heap(vm, "heapify", args[0])?;
    let mut items = vm.heap.as_list(args[0]).cloned().unwrap_or_default();
    for start in (0..items.len() / 2).rev() {
        let item = items[start];
        let Some(way) = way_down(vm, &items, start, item) else { return ask(vm, "heapq.heapify", args) };
        shift(&mut items, &way, item);
    }
    if let Some(list) = vm.heap.as_list_mut(args[0]) {
        *list = items;
    }
    Ok(Value::None)
}

/// Where `x` belongs in a list or tuple, natively; `None` if Python code has to find it.
fn place(vm: &mut Vm, name: &str, args: &[Value], right: bool) -> Result<Option<usize>, Signal> {
    let key = args[4].is_unbound() || args[4].is_none();
    let Some(len) = vm.heap.as_sequence(args[0]).map(<[Value]>::len).filter(|_| key) else { return Ok(None) };
    let lo = match args[2].is_unbound() {
        true => 0,
        false => index(vm, ("_bisect", name), args, 2)?,
    };
    if lo < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let hi = match args[3].is_unbound() || args[3].is_none() {
        true => len,
        false => {
            integer(vm, ("_bisect", name), args, 3)?;
            vm.as_i64(args[3]).and_then(|hi| usize::try_from(hi).ok()).unwrap_or(0)
        }
    };
    let (mut lo, mut hi) = (lo as usize, hi);
    let items = vm.heap.as_sequence(args[0]).unwrap_or_default();
    while lo < hi {
        let middle = lo + (hi - lo) / 2;
        let Some(&item) = items.get(middle) else { return Ok(None) };
        let less = if right { vm.less_native(args[1], item) } else { vm.less_native(item, args[1]) };
        match less {
            None => return Ok(None),
            Some(less) if less == right => hi = middle,
            Some(_) => lo = middle + 1,
        }
    }
    Ok(Some(lo))
}

/// The arguments as the Python functions take them.
fn defaults(args: &[Value]) -> [Value; 5] {
    [args[0], args[1], args[2].or(Value::Int(0)), args[3].or(Value::None), args[4].or(Value::None)]
}

fn bisect(vm: &mut Vm, args: &[Value], name: &'static str, right: bool) -> Native {
    match place(vm, name, args, right)? {
        Some(at) => Ok(Value::Int(at as i64)),
        None => ask(vm, &format!("bisect.{name}"), &defaults(args)),
    }
}

fn bisect_left(vm: &mut Vm, args: &[Value]) -> Native {
    bisect(vm, args, "bisect_left", false)
}

fn bisect_right(vm: &mut Vm, args: &[Value]) -> Native {
    bisect(vm, args, "bisect_right", true)
}

fn insort(vm: &mut Vm, args: &[Value], name: &str, right: bool) -> Native {
    let own = vm.has_own_method(args[0], "insert");
    let found = match vm.heap.as_list(args[0]) {
        Some(_) if !own => place(vm, name, args, right)?,
        _ => None,
    };
    let Some(at) = found else { return ask(vm, &format!("bisect.{name}"), &defaults(args)) };
    if let Some(items) = vm.heap.as_list_mut(args[0]) {
        items.insert(at.min(items.len()), args[1]);
    }
    vm.heap.grew(16);
    Ok(Value::None)
}

fn insort_left(vm: &mut Vm, args: &[Value]) -> Native {
    insort(vm, args, "insort_left", false)
}

fn insort_right(vm: &mut Vm, args: &[Value]) -> Native {
    insort(vm, args, "insort_right", true)
}

const BISECT: &str = "a, x, lo=0, hi=None, *, key=None";

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_heapq", "heappush", "heap, item, /", heappush),
    native("_heapq", "heappop", "heap, /", heappop),
    native("_heapq", "heapreplace", "heap, item, /", heapreplace),
    native("_heapq", "heappushpop", "heap, item, /", heappushpop),
    native("_heapq", "heapify", "heap, /", heapify),
    native("_bisect", "bisect_left", BISECT, bisect_left),
    native("_bisect", "bisect_right", BISECT, bisect_right),
    native("_bisect", "bisect", BISECT, bisect_right),
    native("_bisect", "insort_left", BISECT, insort_left),
    native("_bisect", "insort_right", BISECT, insort_right),
    native("_bisect", "insort", BISECT, insort_right),
];
