//! Natives of `time`: clocks and `sleep`, on the kernel's clock.

use weft_vm::{Effect, Native, NativeDef, Value, Vm, WaitReason};

/// Seconds from a number; `None` if it is none.
fn seconds(vm: &mut Vm, v: Value) -> Result<Option<f64>, weft_vm::Signal> {
    vm.as_f64(v)
}

/// `time.sleep(secs)`: other threads run meanwhile, even for 0 seconds.
fn sleep(vm: &mut Vm, args: &[Value]) -> Native {
    if vm.take_wait().is_some() {
        return Ok(Value::None);
    }
    let Some(secs) = seconds(vm, args[0])? else {
        let name = vm.type_name(args[0]);
        return Err(vm.type_error(&format!("'{name}' object cannot be interpreted as an integer")));
    };
    if secs.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if secs < 0.0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    if secs == 0.0 {
        vm.effects.push(Effect::Yield);
        return Ok(Value::None);
    }
    let nanos = secs * 1e9;
    if nanos > 9e18 {
        return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
    }
    let deadline = vm.now() + nanos as u64;
    vm.wait(Value::None, WaitReason::Sleep, Some(deadline))
}

fn time(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Float((vm.environment.epoch_nanos + vm.now()) as f64 / 1e9))
}

fn time_ns(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Int((vm.environment.epoch_nanos + vm.now()) as i64))
}

/// As on a machine that has been up for a while, so that differences matter and values do not.
const UPTIME_NANOS: u64 = 86_400_000_000_000;

fn monotonic(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Float((UPTIME_NANOS + vm.now()) as f64 / 1e9))
}

fn monotonic_ns(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Int((UPTIME_NANOS + vm.now()) as i64))
}

fn process_time(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Float(vm.now() as f64 / 1e9))
}

fn process_time_ns(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Int(vm.now() as i64))
}

const fn def(name: &'static str, signature: &'static str, function: weft_vm::NativeFn) -> NativeDef {
    NativeDef { owner: "_time", name, signature, function }
}

pub(crate) const NATIVES: &[NativeDef] = &[
    def("sleep", "secs, /", sleep),
    def("time", "", time),
    def("time_ns", "", time_ns),
    def("monotonic", "", monotonic),
    def("monotonic_ns", "", monotonic_ns),
    def("process_time", "", process_time),
    def("process_time_ns", "", process_time_ns),
];
