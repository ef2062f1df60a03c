//! `print` and `open`.

use weft_code::surrogates;

use super::arguments::native;
use crate::{
    natives::{Native, NativeDef, Signal},
    object::Payload,
    value::Value,
    vm::Vm,
};

const OPEN: &str = "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None";

pub(super) const NATIVES: &[NativeDef] = &[
    native("builtins", "print", "*args, sep=' ', end='\\n', file=None, flush=False", print),
    native("builtins", "open", OPEN, open),
];

/// `io.open`, which is Python code.
fn open(vm: &mut Vm, a: &[Value]) -> Native {
    let mode = vm.str("r");
    let defaults =
        [Value::None, mode, Value::Int(-1), Value::None, Value::None, Value::None, Value::Bool(true), Value::None];
    let args = a.iter().zip(defaults).map(|(given, default)| given.or(default)).collect();
    vm.call_prelude("_open", args)
}

fn print(vm: &mut Vm, a: &[Value]) -> Native {
    let sep = separator(vm, a[1], "sep", " ")?;
    let end = separator(vm, a[2], "end", "\n")?;
    let file = a[3].or(Value::None);
    let replaced = !file.is_none() || stdout_replaced(vm);
    let args = vm.heap.as_tuple(a[0]).map(<[Value]>::to_vec).unwrap_or_default();
    // Surrogates cannot be written: the stream says so when it comes to them.
    let mut refused = false;
    if !replaced {
        let mut line = String::new();
        let mut native = true;
        for (i, &arg) in args.iter().enumerate() {
            if i > 0 {
                line.push_str(&sep);
            }
            match vm.str_native(arg) {
                Some(text) => line.push_str(&text),
                None => {
                    native = false;
                    break;
                }
            }
        }
        if native {
            line.push_str(&end);
            refused = surrogates::any(&line);
            if !refused {
                vm.write(false, &line);
                return Ok(Value::None);
            }
        }
    }
    let (sep, end) = (vm.str(sep), vm.str(end));
    if replaced || refused {
        let flush = a[4].or(Value::Bool(false));
        return vm.call_prelude("_print_to", vec![file, a[0], sep, end, flush]);
    }
    vm.call_prelude("_print", vec![a[0], sep, end])
}

/// Whether the program put something else in the place of `sys.stdout`.
fn stdout_replaced(vm: &Vm) -> bool {
    let in_dict = |dict, key| vm.heap.interned_ref(key).and_then(|name| vm.heap.get_name(dict, name));
    let Some(Value::Ref(sys)) = in_dict(vm.modules, "sys") else { return false };
    if !matches!(vm.heap.payload(sys), Payload::Module) {
        return false;
    }
    let dict = vm.heap.get(sys).dict;
    match (in_dict(dict, "stdout"), in_dict(dict, "__stdout__")) {
        (Some(now), Some(first)) => !now.is(first),
        // While `sys` is being made there is neither.
        (now, first) => now.is_some() != first.is_some(),
    }
}

fn separator(vm: &mut Vm, given: Value, name: &str, default: &str) -> Result<String, Signal> {
    match given {
        Value::Unbound | Value::None => Ok(default.to_owned()),
        _ => match vm.heap.as_str(given) {
            Some(text) => Ok(text.to_owned()),
            None => {
                let class = vm.type_name(given);
                Err(vm.type_error(&format!("{name} must be None or a string, not {class}")))
            }
        },
    }
}
