//! Natives of `sys` and `os`: what the process is told of the world.

use weft_vm::{Native, NativeDef, Value, Vm};

fn string_list(vm: &mut Vm, items: Vec<String>) -> Value {
    let items = items.into_iter().map(|s| vm.str(s)).collect();
    vm.list(items)
}

fn argv(vm: &mut Vm, _args: &[Value]) -> Native {
    let argv = vm.environment.argv.clone();
    Ok(string_list(vm, argv))
}

fn getpid(vm: &mut Vm, _args: &[Value]) -> Native {
    let pid = vm.environment.interpreter_of.map_or(vm.environment.pid, |(pid, _)| pid);
    Ok(Value::Int(pid as i64))
}

fn getppid(vm: &mut Vm, _args: &[Value]) -> Native {
    let pid = vm.environment.interpreter_of.map_or(vm.environment.parent_pid, |(_, parent)| parent);
    Ok(Value::Int(pid as i64))
}

fn cpu_count(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Int(vm.environment.cpu_count as i64))
}

fn getcwd(vm: &mut Vm, _args: &[Value]) -> Native {
    let cwd = vm.environment.cwd.clone();
    Ok(vm.str(cwd))
}

/// The folder of the program's file, from the root: what `sys.path` begins with.
fn program_folder(vm: &mut Vm, _args: &[Value]) -> Native {
    let file = vm.environment.argv.first().map_or("", String::as_str);
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let text = match (file.starts_with('/'), folder.is_empty()) {
        (true, true) => "/".to_owned(),
        (true, false) => folder.to_owned(),
        (false, true) => vm.environment.cwd.clone(),
        (false, false) => format!("{}/{folder}", vm.environment.cwd),
    };
    Ok(vm.str(text))
}

fn environ(vm: &mut Vm, _args: &[Value]) -> Native {
    let variables = vm.environment.variables.clone();
    let items = variables
        .into_iter()
        .map(|(k, v)| {
            let (k, v) = (vm.str(k), vm.str(v));
            vm.tuple(vec![k, v])
        })
        .collect();
    Ok(vm.list(items))
}

fn entropy(vm: &mut Vm, _args: &[Value]) -> Native {
    // SplitMix64's step: every call gives other bits, and the run's seed decides which.
    let e = vm.environment.entropy.wrapping_add(0x9E37_79B9_7F4A_7C15);
    vm.environment.entropy = e;
    let mut z = (e ^ (e >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    Ok(Value::Int(((z ^ (z >> 31)) >> 1) as i64))
}

fn getswitchinterval(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Float(vm.environment.switch_interval_nanos as f64 / 1e9))
}

fn setswitchinterval(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(secs) = vm.as_f64(args[0])? else {
        let name = vm.type_name(args[0]);
        return Err(vm.type_error(&format!("must be real number, not {name}")));
    };
    if secs.is_nan() || secs <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    vm.environment.switch_interval_nanos = ((secs * 1e9) as u64).max(1);
    Ok(Value::None)
}

fn gil_enabled(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Bool(vm.environment.gil_enabled))
}

fn start_method(vm: &mut Vm, _args: &[Value]) -> Native {
    let method = vm.environment.start_method.clone();
    Ok(vm.str(if method.is_empty() { "fork".to_owned() } else { method }))
}

fn getrecursionlimit(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Int(vm.recursion_limit as i64))
}

fn get_int_max_str_digits(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Int(vm.int_max_str_digits.into()))
}

/// CPython refuses limits below this one.
const LEAST_MAX_STR_DIGITS: u32 = 640;

fn set_int_max_str_digits(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(limit) = vm.as_i64(args[0]) else {
        let name = vm.type_name(args[0]);
        return Err(vm.type_error(&format!("'{name}' object cannot be interpreted as an integer")));
    };
    match u32::try_from(limit) {
        Ok(limit) if limit == 0 || limit >= LEAST_MAX_STR_DIGITS => vm.int_max_str_digits = limit,
        _ => return Err(vm.value_error("maxdigits must be 0 or larger than 640")),
    }
    Ok(Value::None)
}

/// The most frames that a thread may have, whatever is asked for: each takes memory of the host.
const MAX_RECURSION: i64 = 200_000;

fn setrecursionlimit(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(limit) = vm.as_i64(args[0]) else {
        let name = vm.type_name(args[0]);
        return Err(vm.type_error(&format!("'{name}' object cannot be interpreted as an integer")));
    };
    if limit < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    if limit < vm.thread.frames.len() as i64 {
        let depth = vm.thread.frames.len();
        return Err(vm.recursion_error(&format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        )));
    }
    vm.recursion_limit = limit.min(MAX_RECURSION) as u32;
    Ok(Value::None)
}

fn intern(vm: &mut Vm, args: &[Value]) -> Native {
    match args[0] {
        Value::Ref(r) if vm.heap.as_str(args[0]).is_some() => Ok(Value::Ref(vm.heap.intern_object(r))),
        _ => Err(vm.type_error("intern() argument must be str")),
    }
}

fn collect(vm: &mut Vm, _args: &[Value]) -> Native {
    // Not here: natives hold references that the collector cannot see. It runs at the next safe point.
    vm.heap.request_collection();
    Ok(Value::Int(0))
}

fn platform(vm: &mut Vm, _args: &[Value]) -> Native {
    let platform = vm.environment.platform.clone();
    Ok(vm.str(platform))
}

const fn def(name: &'static str, signature: &'static str, function: weft_vm::NativeFn) -> NativeDef {
    NativeDef { owner: "_system", name, signature, function }
}

pub(crate) const NATIVES: &[NativeDef] = &[
    def("argv", "", argv),
    def("getpid", "", getpid),
    def("getppid", "", getppid),
    def("cpu_count", "", cpu_count),
    def("getcwd", "", getcwd),
    def("program_folder", "", program_folder),
    def("environ", "", environ),
    def("entropy", "", entropy),
    def("getswitchinterval", "", getswitchinterval),
    def("setswitchinterval", "interval, /", setswitchinterval),
    def("gil_enabled", "", gil_enabled),
    def("start_method", "", start_method),
    def("getrecursionlimit", "", getrecursionlimit),
    def("setrecursionlimit", "limit, /", setrecursionlimit),
    def("get_int_max_str_digits", "", get_int_max_str_digits),
    def("set_int_max_str_digits", "maxdigits", set_int_max_str_digits),
    def("intern", "string, /", intern),
    def("collect", "", collect),
    def("platform", "", platform),
];
