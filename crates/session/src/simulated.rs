//! A run with all its processes in one place, unless its host moves some out.

use weft_kernel::{
    Action, ClockMode, Files, Mark, MemoryFiles, Next, Process, ProcessMoment, Simulation, ToMachine, ToProcess, Unit,
};
use weft_trace::{Lane, Nanos, Pid};
use weft_vm::SharedBytes;

use crate::{
    Booted, Event, GivenInput, Options, Program, StoredFile, Summary, World,
    process::{epoch_nanos, main_vm_in},
};

/// A simulated run, driven by its host: [`Simulated::step`] until the `Finished` event.
pub struct Simulated {
    simulation: Simulation,
    files: Box<dyn Files>,
    /// Wall-clock time at the run's time 0, in nanoseconds since 1970.
    epoch_nanos: u64,
    /// The run began with files from before: that none are left has to be told.
    had_files: bool,
    finished: bool,
    /// How often something was run.
    steps: u64,
    /// Input that was given and has not been told of.
    given: Vec<GivenInput>,
    /// Lines of input that were asked for and have not been given, under the virtual clock: until they are it stands
    /// still, for nobody types in its time.
    awaited: u32,
    is_virtual: bool,
    /// Messages for processes that live elsewhere.
    deliveries: Vec<(Pid, ToProcess)>,
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
        let is_virtual = settings.clock == ClockMode::Virtual;
        let mut simulation = Simulation::new(vm, settings);
        simulation.set_clock(now);
        let epoch_nanos = epoch_nanos(options, &world);
        let mut files = Box::new(MemoryFiles::new(&world.cwd));
        files.set_time(epoch_nanos);
        let had_files = !world.files.is_empty();
        for StoredFile { path, data } in world.files {
            files.put(&path, data);
        }
        Simulated {
            simulation,
            files,
            epoch_nanos,
            had_files,
            finished: false,
            steps: 0,
            given: Vec::new(),
            awaited: 0,
            is_virtual,
            deliveries: Vec::new(),
        }
    }

    /// Files of the host's instead of those in memory that a run begins with.
    pub fn set_files(&mut self, files: Box<dyn Files>) {
        self.files = files;
    }

    /// Let processes reach the memory that they share by themselves: see [`Simulation::share_bytes`].
    pub fn share_bytes(&mut self, host: SharedBytes) {
        self.simulation.share_bytes(host);
    }

    /// Run a moment; what happened goes to `out`.
    pub fn step(&mut self, out: &mut Vec<Event>) -> Step {
        if self.finished {
            return Step::Over;
        }
        out.extend(self.given.drain(..).map(Event::InputGiven));
        if self.awaited > 0 {
            return Step::At(None);
        }
        let next = self.simulation.step();
        self.steps += u64::from(next == Next::Run);
        let again = self.settle(out);
        match next {
            _ if self.finished => Step::Over,
            Next::NeedsLibrary => Step::NeedsLibrary,
            Next::Run | Next::Paused => Step::Again,
            Next::Wait { .. } if again => Step::Again,
            Next::Wait { until } => Step::At(until),
        }
    }

    /// See to what the machine wants done. True if that gave a process something to do.
    fn settle(&mut self, out: &mut Vec<Event>) -> bool {
        let now = self.simulation.now();
        let mut again = false;
        for action in self.simulation.take_actions() {
            match action {
                Action::Output { at, pid, tid, stream, text } => {
                    out.push(Event::Output { at, pid, tid, stream, text });
                }
                Action::Trace(events) => out.push(Event::Trace(events)),
                Action::Schedule(switches) => out.push(Event::Schedule(switches)),
                Action::Races { pid, races } => out.push(Event::Races { pid, races }),
                Action::NeedInput { pid } => {
                    self.awaited += u32::from(self.is_virtual);
                    out.push(Event::InputNeeded { pid });
                }
                Action::File { pid, tid, request } => {
                    self.files.set_time(self.epoch_nanos + now);
                    let reply = self.files.serve_bytes(pid, &request);
                    self.simulation.file_reply(pid, tid, reply);
                    again = true;
                }
                Action::Finished { code } => {
                    self.finished = true;
                    out.extend(self.stored_files());
                    let processes = self.simulation.started();
                    out.push(Event::Finished(Summary {
                        exit_code: shell_code(code),
                        wall_nanos: now,
                        processes,
                        ended_by: None,
                        deadlock: None,
                        sharing: None,
                    }));
                    return false;
                }
                Action::Deadlock(report) => {
                    self.finished = true;
                    out.extend(self.stored_files());
                    let processes = self.simulation.started();
                    out.push(Event::Finished(Summary::of_deadlock(report, now, processes)));
                    return false;
                }
                Action::Started { pid, parent } => self.files.forked(parent, pid),
                Action::Ended { pid } => self.files.exited(pid),
                Action::Deliver { pid, message } => self.deliveries.push((pid, message)),
                Action::Spawn { .. } => {}
            }
        }
        again
    }

    pub fn input(&mut self, line: Option<String>) {
        self.given.push(GivenInput { step: self.steps, line: line.clone() });
        self.awaited = self.awaited.saturating_sub(1);
        self.simulation.input(line);
    }

    /// How often something was run: what [`GivenInput::step`] counts.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The time of the process that is furthest on.
    pub fn now(&self) -> Nanos {
        self.simulation.now()
    }

    /// The same run once more, to go on from here; `None` where its files are the host's own.
    pub fn copy(&self) -> Option<Simulated> {
        let files = self.files.copy()?;
        let (simulation, given) = (self.simulation.clone(), self.given.clone());
        let (finished, steps, deliveries) = (self.finished, self.steps, self.deliveries.clone());
        let (epoch_nanos, had_files) = (self.epoch_nanos, self.had_files);
        let (awaited, is_virtual) = (self.awaited, self.is_virtual);
        Some(Simulated {
            simulation,
            files,
            epoch_nanos,
            had_files,
            finished,
            steps,
            given,
            awaited,
            is_virtual,
            deliveries,
        })
    }

    /// A process that should go on elsewhere, under the real clock: see [`Simulation::wants_out`].
    pub fn wants_out(&self) -> Option<Pid> {
        self.simulation.wants_out()
    }

    /// See [`Simulation::hold_long_calls`].
    pub fn hold_long_calls(&mut self, hold: bool) {
        self.simulation.hold_long_calls(hold);
    }

    /// Take a process out. What it says is for [`Simulated::heard`], and what it is told is among
    /// [`Simulated::take_deliveries`].
    pub fn move_out(&mut self, pid: Pid) -> Option<Process> {
        self.simulation.move_out(pid)
    }

    /// See [`Simulation::is_errand`].
    pub fn is_errand(&self, pid: Pid) -> bool {
        self.simulation.is_errand(pid)
    }

    /// A process is back: see [`Simulation::move_in`]; what happened goes to `out`.
    pub fn move_in(&mut self, process: Process, missed: Vec<ToProcess>, out: &mut Vec<Event>) {
        if !self.finished {
            self.simulation.move_in(process, missed);
            self.settle(out);
        }
    }

    /// Messages of a process that lives elsewhere; what happened goes to `out`.
    pub fn heard(&mut self, pid: Pid, messages: Vec<ToMachine>, out: &mut Vec<Event>) {
        if !self.finished {
            self.simulation.heard(pid, messages);
            self.settle(out);
        }
    }

    /// See [`Simulation::is_ended_by`].
    pub fn is_ended_by(&self, pid: Pid, message: &ToProcess) -> Option<i32> {
        self.simulation.is_ended_by(pid, message)
    }

    /// A process that lived elsewhere is gone without a word, with that exit code; what happened goes to `out`.
    pub fn lost(&mut self, pid: Pid, code: i32, out: &mut Vec<Event>) {
        if !self.finished {
            self.simulation.lost(pid, code);
            self.settle(out);
        }
    }

    /// Messages for processes that live elsewhere, since the last call.
    pub fn take_deliveries(&mut self) -> Vec<(Pid, ToProcess)> {
        std::mem::take(&mut self.deliveries)
    }

    /// The files as they are now, as an event for the page, if there are any to tell of, or were.
    pub fn stored_files(&self) -> Option<Event> {
        Event::files(&*self.files).or_else(|| self.had_files.then(|| Event::Files(Vec::new())))
    }

    /// How many processes have been started so far.
    pub fn started(&self) -> u32 {
        self.simulation.started()
    }

    /// How many processes have begun and not ended.
    pub fn alive(&self) -> usize {
        self.simulation.alive()
    }

    /// Bytes that a copy takes, more or less.
    pub fn bytes(&self) -> u64 {
        self.simulation.bytes() + self.files.bytes()
    }

    /// Look at the processes as they are at that time of the virtual clock, which no process has passed yet: step on
    /// until [`Simulated::seen`] tells. The run goes the same way whether it is watched or not.
    pub fn watch(&mut self, at: Nanos) {
        self.simulation.watch(at);
    }

    /// The processes as they were at the time that was asked for, once all have come there.
    pub fn seen(&mut self) -> Option<Vec<ProcessMoment>> {
        self.simulation.seen(self.finished)
    }

    /// Note the steps of one thread or of all from now on; `None`: no longer.
    pub fn mark(&mut self, what: Option<(Unit, Option<Lane>)>) {
        self.simulation.mark(what);
    }

    /// Steps noted since the last call; those of one process are in order.
    pub fn take_marks(&mut self) -> Vec<Mark> {
        self.simulation.take_marks()
    }

    /// Is all done that ends until `at`?
    pub fn has_passed(&self, at: Nanos) -> bool {
        self.finished || self.simulation.has_passed(at)
    }

    /// When the next thing that runs may end; `None` if nothing can run by itself.
    pub fn next_end(&self) -> Option<Nanos> {
        if self.finished { None } else { self.simulation.next_end() }
    }
}

/// A process's exit code as a shell shows it.
pub fn shell_code(code: i32) -> i32 {
    if code < 0 { 128 - code } else { code & 255 }
}
