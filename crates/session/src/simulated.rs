//! A run with all its processes in one place.

use weft_kernel::{Action, Files, MemoryFiles, Next, Simulation};
use weft_trace::Nanos;

use crate::{Booted, Event, Options, Program, Summary, World, process::main_vm_in};

/// A simulated run, driven by its host: [`Simulated::step`] until the `Finished` event.
pub struct Simulated {
    simulation: Simulation,
    files: Box<dyn Files>,
    finished: bool,
}

/// What the host does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Call `step` again.
    Again,
    /// Call `step` again at this time of the host's clock, or after input.
    At(Option<Nanos>),
    /// Call `step` again once [`weft_modules::library::install`] has what was fetched; only where the library is not
    /// built in.
    NeedsLibrary,
    Over,
}

impl Simulated {
    pub fn start(program: &Program, options: &Options, world: &World, now: fn() -> u64) -> Simulated {
        Simulated::start_in(Booted::new(), program, options, world, now)
    }

    /// As [`Simulated::start`], with a VM that was made ahead for the first process.
    pub fn start_in(vm: Booted, program: &Program, options: &Options, world: &World, now: fn() -> u64) -> Simulated {
        let mut world = world.clone();
        world.pid = 4001;
        world.parent_pid = 1;
        let vm = main_vm_in(vm, program, options, &world, now);
        let settings = options.settings();
        let mut simulation = Simulation::new(vm, settings);
        simulation.set_clock(now);
        let files = Box::new(MemoryFiles::new(&world.cwd));
        Simulated { simulation, files, finished: false }
    }

    /// Files of the host's instead of those in memory that a run begins with.
    pub fn set_files(&mut self, files: Box<dyn Files>) {
        self.files = files;
    }

    /// Run a moment; what happened goes to `out`.
    pub fn step(&mut self, out: &mut Vec<Event>) -> Step {
        if self.finished {
            return Step::Over;
        }
        let next = self.simulation.step();
        let now = self.simulation.now();
        let mut again = false;
        for action in self.simulation.machine().take_actions() {
            match action {
                Action::Output { at, pid, tid, stream, text } => {
                    out.push(Event::Output { at, pid, tid, stream, text });
                }
                Action::Trace(events) => out.push(Event::Trace(events)),
                Action::Schedule(switches) => out.push(Event::Schedule(switches)),
                Action::Races { pid, races } => out.push(Event::Races { pid, races }),
                Action::NeedInput { pid } => out.push(Event::InputNeeded { pid }),
                Action::File { pid, tid, request } => {
                    let reply = self.files.serve_bytes(pid, &request);
                    self.simulation.file_reply(pid, tid, reply);
                    again = true;
                }
                Action::Finished { code } => {
                    self.finished = true;
                    out.extend(Event::files(&*self.files));
                    let processes = self.simulation.machine().started();
                    out.push(Event::Finished(Summary {
                        exit_code: shell_code(code),
                        wall_nanos: now,
                        processes,
                        ended_by: None,
                        deadlock: None,
                    }));
                    return Step::Over;
                }
                Action::Deadlock(report) => {
                    self.finished = true;
                    out.extend(Event::files(&*self.files));
                    let processes = self.simulation.machine().started();
                    out.push(Event::Finished(Summary::of_deadlock(report, now, processes)));
                    return Step::Over;
                }
                Action::Deliver { .. } | Action::Spawn { .. } => {}
            }
        }
        match next {
            Next::NeedsLibrary => Step::NeedsLibrary,
            Next::Run => Step::Again,
            Next::Wait { .. } if again => Step::Again,
            Next::Wait { until } => Step::At(until),
        }
    }

    pub fn input(&mut self, line: Option<String>) {
        self.simulation.input(line);
    }
}

/// A process's exit code as a shell shows it.
pub fn shell_code(code: i32) -> i32 {
    if code < 0 { 128 - code } else { code & 255 }
}
