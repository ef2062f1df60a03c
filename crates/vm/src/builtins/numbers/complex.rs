//! `complex`.

use super::{alloc_complex, float::power, is_class, numeral, parse};
use crate::{
    builtins::{
        functions::arguments::{native, wrong_receiver},
        operators::knows,
    },
    names,
    natives::{Native, NativeDef, Signal},
    object::Payload,
    types,
    value::Value,
    vm::Vm,
};

const UNARY: &str = "self, /";

pub(super) const NATIVES: &[NativeDef] = &[
    native("complex", "__new__", "type, real=0, imag=0", new),
    native("complex", "conjugate", UNARY, conjugate),
    native("complex", "real", "get self", real),
    native("complex", "imag", "get self", imag),
    native("complex", "__abs__", UNARY, abs),
    native("complex", "__complex__", UNARY, itself),
    native("complex", "__pow__", "self, value, mod=None, /", pow),
    native("complex", "__rpow__", "self, value, mod=None, /", rpow),
    native("complex", "__getnewargs__", UNARY, getnewargs),
];

fn new(vm: &mut Vm, a: &[Value]) -> Native {
    let class = a[0];
    if let Some(real) = a[1].bound()
        && vm.heap.as_str(real).is_some()
    {
        if !a[2].is_unbound() {
            return Err(vm.type_error("complex() can't take second arg if first is a string"));
        }
        let text = numeral(vm, real).unwrap_or_default();
        return match parse::parse_complex(&text) {
            Some((re, im)) => instance(vm, class, re, im),
            None if has_stray_underscore(&text) => {
                let shown = vm.repr_native(real).unwrap_or_default();
                Err(vm.value_error(&format!("could not convert string to complex: {shown}")))
            }
            None => Err(vm.value_error("complex() arg is a malformed string")),
        };
    }
    if a[2].bound().is_some_and(|given| vm.heap.as_str(given).is_some()) {
        return Err(vm.type_error("complex() second arg can't be a string"));
    }
    let mut parts = [(0.0, 0.0); 2];
    for (at, part) in parts.iter_mut().enumerate() {
        let Some(given) = a[at + 1].bound() else { continue };
        let own = vm.class_of(given);
        let methods = [names::__complex__, names::__float__, names::__index__];
        if !types::is_builtin(own) && methods.into_iter().any(|m| vm.lookup(own, m).is_some_and(|m| !vm.is_native(m))) {
            let args = a.iter().copied().filter(|v| !v.is_unbound()).collect();
            return vm.call_prelude("_complex_from", args);
        }
        *part = match (vm.is_complex(given), vm.as_complex(given)) {
            (true, Some(c)) => c,
            _ => match vm.as_f64(given)? {
                Some(f) => (f, 0.0),
                None => {
                    let name = vm.type_name(given);
                    let which = if at == 0 {
                        format!("complex() first argument must be a string or a number, not '{name}'")
                    } else {
                        format!("complex() second argument must be a number, not '{name}'")
                    };
                    return Err(vm.type_error(&which));
                }
            },
        };
    }
    // real + imag · j, where both may be complex; adding a part that is not there would lose −0.0.
    let [(re, re_im), (im, im_im)] = parts;
    let re = if a[2].bound().is_some_and(|v| vm.is_complex(v)) { re - im_im } else { re };
    let im = if a[1].bound().is_some_and(|v| vm.is_complex(v)) { im + re_im } else { im };
    instance(vm, class, re, im)
}

/// Is there an underscore that does not stand between two digits?
fn has_stray_underscore(text: &str) -> bool {
    let text = text.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
    (0..text.len()).any(|at| text[at] == b'_' && !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))))
}

fn instance(vm: &mut Vm, class: Value, re: f64, im: f64) -> Native {
    match class {
        Value::Ref(c) if !is_class(class, types::COMPLEX) && vm.is_subclass(c, types::COMPLEX) => {
            Ok(vm.alloc(c, Payload::Complex(Box::new((re, im)))))
        }
        _ => Ok(alloc_complex(vm, re, im)),
    }
}

fn receiver(vm: &mut Vm, v: Value, method: &str) -> Result<(f64, f64), Signal> {
    match vm.as_complex(v) {
        Some(c) if vm.is_complex(v) => Ok(c),
        _ => Err(wrong_receiver(vm, "complex", method, v)),
    }
}

fn conjugate(vm: &mut Vm, a: &[Value]) -> Native {
    let (re, im) = receiver(vm, a[0], "conjugate")?;
    Ok(alloc_complex(vm, re, -im))
}

fn itself(vm: &mut Vm, a: &[Value]) -> Native {
    let (re, im) = receiver(vm, a[0], "__complex__")?;
    Ok(alloc_complex(vm, re, im))
}

fn real(vm: &mut Vm, a: &[Value]) -> Native {
    receiver(vm, a[0], "real").map(|c| Value::Float(c.0))
}

fn imag(vm: &mut Vm, a: &[Value]) -> Native {
    receiver(vm, a[0], "imag").map(|c| Value::Float(c.1))
}

fn abs(vm: &mut Vm, a: &[Value]) -> Native {
    let (re, im) = receiver(vm, a[0], "__abs__")?;
    let length = re.hypot(im);
    if length.is_infinite() && re.is_finite() && im.is_finite() {
        return Err(vm.overflow_error("absolute value too large"));
    }
    Ok(Value::Float(length))
}

fn pow(vm: &mut Vm, a: &[Value]) -> Native {
    complex_power(vm, a[0], a[1], a[0], a[1], a[2])
}

fn rpow(vm: &mut Vm, a: &[Value]) -> Native {
    complex_power(vm, a[0], a[1], a[1], a[0], a[2])
}

fn complex_power(vm: &mut Vm, receiver: Value, other: Value, base: Value, exponent: Value, modulus: Value) -> Native {
    if !knows(vm, receiver, other) {
        return Ok(Value::NotImplemented);
    }
    if modulus.bound().is_some_and(|m| !m.is_none()) {
        return Err(vm.value_error("complex modulo"));
    }
    power(vm, receiver, other, base, exponent, Value::Unbound)
}

fn getnewargs(vm: &mut Vm, a: &[Value]) -> Native {
    let (re, im) = receiver(vm, a[0], "__getnewargs__")?;
    Ok(vm.tuple(vec![Value::Float(re), Value::Float(im)]))
}
