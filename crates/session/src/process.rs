//! The first process of a run, and those forked from it.

use serde::{Deserialize, Serialize};
use weft_kernel::{ClockMode, GilPolicy, Image, Process};
use weft_modules::LIBRARY;
use weft_trace::Pid;
use weft_vm::{Environment, Vm};

use crate::{
    StoredFile,
    program::{Options, Program},
};

/// What a host tells a run of the world.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct World {
    /// Wall-clock time at the run's time 0, in nanoseconds since 1970. Under the virtual clock a fixed
    /// moment is used instead.
    pub epoch_nanos: u64,
    pub cwd: String,
    /// Files that the program finds, where files are kept in memory.
    pub files: Vec<StoredFile>,
    pub variables: Vec<(String, String)>,
    /// Path to show as `sys.argv[0]` and in tracebacks.
    pub pid: Pid,
    pub parent_pid: Pid,
}

/// 2026-01-01 00:00:00 UTC: where virtual time begins.
const VIRTUAL_EPOCH_NANOS: u64 = 1_767_225_600_000_000_000;

/// A VM before it knows of a program: what every process begins with has run in it. Hosts may make one ahead, for it
/// takes longer than all else that a short run needs.
pub struct Booted(Vm);

impl Booted {
    #[expect(clippy::new_without_default, reason = "it is work, no mere value")]
    pub fn new() -> Booted {
        Booted(Vm::new(&LIBRARY, Environment::default()))
    }
}

/// The VM of the first process, with its program loaded. `now` gives the run's time in nanoseconds; it
/// is not asked under the virtual clock.
pub fn main_vm(program: &Program, options: &Options, world: &World, now: fn() -> u64) -> Vm {
    main_vm_in(Booted::new(), program, options, world, now)
}

/// Wall-clock time at the run's time 0, in nanoseconds since 1970.
pub(crate) fn epoch_nanos(options: &Options, world: &World) -> u64 {
    match options.clock {
        ClockMode::Real => world.epoch_nanos,
        ClockMode::Virtual => VIRTUAL_EPOCH_NANOS,
    }
}

/// As [`main_vm`], in a VM that was made ahead.
pub fn main_vm_in(Booted(mut vm): Booted, program: &Program, options: &Options, world: &World, now: fn() -> u64) -> Vm {
    let mut argv = vec![program.filename.clone()];
    argv.extend(program.args.iter().cloned());
    let epoch_nanos = epoch_nanos(options, world);
    vm.environment = Environment {
        argv,
        pid: world.pid,
        parent_pid: world.parent_pid,
        interpreter_of: None,
        cpu_count: options.cores.max(1),
        epoch_nanos,
        platform: "linux".into(),
        cwd: world.cwd.clone(),
        variables: world.variables.clone(),
        switch_interval_nanos: options.switch_interval_nanos.max(1_000),
        entropy: options.seed ^ if options.clock == ClockMode::Real { world.epoch_nanos } else { 0 },
        start_method: options.start_method.name().into(),
        gil_enabled: options.gil != GilPolicy::Free,
        trace: options.trace,
    };
    vm.heap.limit = options.limits.memory_bytes as usize;
    vm.host_now = now;
    vm.load_main(&program.filename, &program.source);
    if let Some(module) = options.backing.module() {
        vm.import_first(module);
    }
    vm
}

/// A process that was moved, from [`Process::save`]; `now` gives the run's time in nanoseconds.
///
/// # Errors
/// If the bytes are not a process.
pub fn restore_process(bytes: &[u8], now: fn() -> u64) -> Result<Process, String> {
    weft_vm::Vm::install(&LIBRARY);
    Process::restore(bytes, now)
}

/// A forked process's VM from its image.
pub fn fork_vm(image: Image, pid: Pid, parent: Pid, now: fn() -> u64) -> Result<Vm, String> {
    weft_vm::Vm::install(&LIBRARY);
    let mut vm = image.into_vm()?;
    vm.host_now = now;
    vm.become_process(pid, parent);
    Ok(vm)
}
