//! Natives of `_signals`: what the process does on signals, and its alarm.

use weft_kernel::Request;
use weft_vm::{Disposition, Effect, Native, NativeDef, Value, Vm};

use crate::{processes, support::native};

fn number(vm: &Vm, v: Value) -> u32 {
    vm.as_i64(v).and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

/// `set(signal, how)`: 0 for the default, 1 to ignore it, 2 to have it handled.
fn set(vm: &mut Vm, args: &[Value]) -> Native {
    let disposition = match vm.as_i64(args[1]) {
        Some(1) => Disposition::Ignore,
        Some(2) => Disposition::Handle,
        _ => Disposition::Default,
    };
    let signal = number(vm, args[0]);
    let default = disposition == Disposition::Default;
    if default != (vm.signals.disposition(signal) == Disposition::Default) {
        processes::notice(vm, Request::Disposition { signal, default })?;
    }
    vm.signals.set(signal, disposition);
    Ok(Value::None)
}

/// A signal for this process itself.
fn raise(vm: &mut Vm, args: &[Value]) -> Native {
    let signal = number(vm, args[0]) as i32;
    vm.effects.push(Effect::Raise { signal });
    Ok(Value::None)
}

/// Seconds until the alarm and its interval, both 0 without one; then the same are set anew, where given.
fn alarm(vm: &mut Vm, args: &[Value]) -> Native {
    let now = vm.now();
    let left = vm.signals.alarm.map_or(0, |at| at.saturating_sub(now).max(1));
    let old = vec![Value::Float(left as f64 / 1e9), Value::Float(vm.signals.alarm_interval as f64 / 1e9)];
    if !args[0].is_none() {
        let mut nanos = [0; 2];
        for (place, arg) in nanos.iter_mut().zip(args) {
            *place = (vm.as_f64(*arg)?.unwrap_or(0.0).clamp(0.0, 9e9) * 1e9) as u64;
        }
        vm.signals.alarm = (nanos[0] > 0).then(|| now + nanos[0]);
        vm.signals.alarm_interval = nanos[1];
        // The scheduler has a new time to keep.
        vm.effects.push(Effect::Yield);
    }
    Ok(vm.tuple(old))
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("_signals", "set", "signal, how, /", set),
    native("_signals", "raise_signal", "signal, /", raise),
    native("_signals", "alarm", "seconds, interval, /", alarm),
];
