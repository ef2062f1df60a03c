//! A machine with all its processes in one place, on as many cores as asked for.
//!
//! Under the virtual clock each process has a time of its own, and the one that is furthest behind
//! runs next, on the core that is free first: the order depends on nothing but program, settings and
//! seed. Without a GIL that holds for each thread ([`parallel`]). Under the real clock processes take turns, and can be
//! moved out to go on elsewhere at the same time.

mod away;
mod parallel;
mod turns;
mod watch;

use std::collections::{BTreeMap, BTreeSet};

use weft_trace::{Nanos, Pid};
use weft_vm::{SharedBytes, Vm};

use crate::{
    image::Image,
    machine::{Action, Machine},
    message::{ToMachine, ToProcess},
    options::{ClockMode, Settings},
    process::{Mark, Process, Progress},
};

use self::{
    away::{Credit, FIRST_QUANTUM, Said},
    parallel::Holder,
    turns::Turns,
    watch::Watch,
};

/// How long a process runs before others have their turn: short, for messages arrive in between.
const QUANTUM: Nanos = 100_000;

/// The same under the real clock, where a turn ends as well when nothing can run.
const REAL_QUANTUM: Nanos = 1_000_000;

/// Plain data: a clone goes on as the original would.
#[derive(Clone)]
pub struct Simulation {
    machine: Machine,
    processes: BTreeMap<Pid, Process>,
    settings: Settings,
    /// When each core is free.
    cores: Vec<Nanos>,
    /// Who has them, where threads of a process run at once.
    holders: Vec<Option<Holder>>,
    now: Nanos,
    host_now: fn() -> u64,
    /// Memory of the host's that processes share.
    host_bytes: Option<SharedBytes>,
    /// The quantum in which a process had to wait for the host to fetch the library, or was paused.
    interrupted: Option<Quantum>,
    /// A moment that somebody wants to see.
    watch: Option<Watch>,
    /// Steps noted in processes that have ended.
    marks_of_ended: Vec<Mark>,
    /// Whose turn it is under the real clock.
    turns: Turns,
    /// Who may stay, under the real clock.
    credit: Credit,
    /// Processes that live elsewhere.
    away: BTreeSet<Pid>,
    /// The first process, if it stands before a call that it should do elsewhere, or does it there.
    errand: Option<Pid>,
    /// What the host has to do.
    actions: Vec<Action>,
}

/// What a process has been given to run.
#[derive(Clone, Copy)]
struct Quantum {
    pid: Pid,
    core: usize,
    begin: Nanos,
}

/// What the host of a simulation has to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Call again.
    Run,
    /// Nothing can run before this time of the real clock, or before input comes.
    Wait { until: Option<Nanos> },
    /// Call again once the library is fetched.
    NeedsLibrary,
    /// Call again; a process was looked at in the middle of its time ([`Simulation::watch`]).
    Paused,
}

impl Simulation {
    /// `main` is the first process's VM, with its program loaded.
    pub fn new(main: Vm, settings: Settings) -> Simulation {
        let mut machine = Machine::new(settings.trace);
        machine.announce(0);
        let pid = machine.main_pid();
        let mut simulation = Simulation {
            machine,
            processes: BTreeMap::new(),
            cores: vec![0; settings.cores.max(1) as usize],
            holders: vec![None; settings.cores.max(1) as usize],
            settings: settings.clone(),
            now: 0,
            host_now: || 0,
            host_bytes: None,
            interrupted: None,
            watch: None,
            marks_of_ended: Vec::new(),
            turns: Turns::default(),
            credit: Credit::default(),
            away: BTreeSet::new(),
            errand: None,
            actions: Vec::new(),
        };
        simulation.processes.insert(pid, Process::new(main, settings, 0));
        simulation.wake(pid);
        simulation
    }

    /// The clock that forked processes ask under the real clock.
    pub fn set_clock(&mut self, now: fn() -> u64) {
        self.host_now = now;
    }

    /// Let processes reach the memory that they share by themselves, under the real clock; to be said before the first
    /// step. Under the virtual one each look at it is an event with a time of its own.
    pub fn share_bytes(&mut self, host: SharedBytes) {
        if self.settings.clock == ClockMode::Real {
            self.host_bytes = Some(host);
            self.machine.share_bytes(host);
            self.processes.values_mut().for_each(|p| p.share_bytes(host));
        }
    }

    /// How many processes have been started so far.
    pub fn started(&self) -> u32 {
        self.machine.started()
    }

    /// What is to be done since the last call.
    pub fn take_actions(&mut self) -> Vec<Action> {
        self.carry_out(self.now);
        std::mem::take(&mut self.actions)
    }

    /// The machine's time: that of the process which is furthest on.
    pub fn now(&self) -> Nanos {
        self.now
    }

    /// Run one process for a moment. Take [`Simulation::take_actions`] afterwards: `Spawn` has been seen to, and `Deliver`
    /// unless the process lives elsewhere; the rest is for the host.
    pub fn step(&mut self) -> Next {
        match self.settings.clock {
            ClockMode::Virtual if self.settings.runs_threads_at_once() => self.step_parallel(),
            ClockMode::Virtual => self.step_virtual(),
            ClockMode::Real => self.step_real(),
        }
    }

    fn step_real(&mut self) -> Next {
        let begin = (self.host_now)();
        self.now = begin;
        if !self.turns.is_anybodys(begin) {
            self.tell_stuck();
        }
        let Some(pid) = self.turns.next(begin) else { return Next::Wait { until: self.turns.next_deadline() } };
        let Some(p) = self.processes.get_mut(&pid) else { return Next::Run };
        let quantum = if self.credit.is_new(pid) { FIRST_QUANTUM } else { REAL_QUANTUM };
        let progress = p.run(begin + quantum);
        let end = (self.host_now)();
        self.now = end;
        let bytes = p.bytes();
        let said = self.exchange(pid);
        self.credit.ran(pid, end.saturating_sub(begin), said, bytes);
        match progress {
            // Only the virtual clock can be paused.
            Progress::Busy | Progress::Paused => self.turns.wake(pid),
            Progress::Idle { until: Some(t) } => self.turns.sleep(pid, t),
            Progress::Idle { until: None } | Progress::Exited { .. } => {}
            Progress::NeedsLibrary => {
                self.turns.first(pid);
                return Next::NeedsLibrary;
            }
            Progress::LongCall => {
                self.meets_long_call(pid);
                return Next::Run;
            }
        }
        if pid == self.machine.main_pid() {
            // If it stood before a long call, that has been made.
            self.errand = None;
            self.foresee_errands();
        }
        Next::Run
    }

    /// Nobody has anything to do: have the machine told, for it may never be otherwise.
    fn tell_stuck(&mut self) {
        for pid in self.processes.keys().copied().collect::<Vec<_>>() {
            if let Some(p) = self.processes.get_mut(&pid) {
                p.tell_stuck();
                self.exchange(pid);
            }
        }
    }

    fn step_virtual(&mut self) -> Next {
        let Some(quantum) = self.interrupted.take().or_else(|| self.next_quantum()) else {
            self.tell_stuck();
            return Next::Wait { until: None };
        };
        let Quantum { pid, core, begin } = quantum;
        let Some(p) = self.processes.get_mut(&pid) else { return Next::Run };
        match p.run(begin + QUANTUM) {
            Progress::NeedsLibrary => {
                self.interrupted = Some(quantum);
                return Next::NeedsLibrary;
            }
            Progress::Paused => {
                self.interrupted = Some(quantum);
                self.see(pid);
                return Next::Paused;
            }
            _ => {}
        }
        let end = p.now();
        if end > begin {
            self.cores[core] = end;
        }
        self.now = self.now.max(end);
        self.exchange(pid);
        Next::Run
    }

    /// Who runs next, on which core, and from when on. None if nobody can.
    fn next_quantum(&mut self) -> Option<Quantum> {
        // The runnable process that is furthest behind; one that waits for a time counts from then.
        let mut candidates: Vec<(Nanos, Pid)> = Vec::new();
        for (&pid, p) in &self.processes {
            if let Some(t) = p.ready_at() {
                candidates.push((t, pid));
            }
        }
        let &(time, pid) = candidates.iter().min()?;
        let core = (0..self.cores.len()).min_by_key(|&i| self.cores[i]).unwrap_or(0);
        self.see_before(pid, time.max(self.cores[core]));
        let p = self.processes.get_mut(&pid)?;
        if self.cores[core] > time {
            p.wait_for_core(self.cores[core]);
        } else {
            p.skip_to(time);
        }
        Some(Quantum { pid, core, begin: p.now() })
    }

    /// Carry a process's messages to the machine, and the machine's answers.
    fn exchange(&mut self, pid: Pid) -> Said {
        let Some(p) = self.processes.get_mut(&pid) else { return Said::default() };
        let messages = p.take_messages();
        let mut said = Said::default();
        let mut ended = false;
        let now = self.now;
        for message in messages {
            ended |= matches!(message, ToMachine::Exited { .. });
            said.wishes += usize::from(matches!(message, ToMachine::Request { .. } | ToMachine::Notice { .. }));
            said.payload += message.payload();
            let at = match &message {
                ToMachine::Request { at, .. } | ToMachine::Notice { at, .. } | ToMachine::Exited { at, .. } => *at,
                _ => now,
            };
            self.machine.handle(pid, message);
            self.carry_out(at);
        }
        if ended && let Some(mut process) = self.processes.remove(&pid) {
            self.marks_of_ended.extend(process.take_marks());
            self.turns.remove(pid);
            self.credit.forget(pid);
            if let Some(parent) = self.machine.parent_of(pid).and_then(|parent| self.processes.get_mut(&parent)) {
                parent.keep_remains(process);
            }
        }
        said
    }

    /// See to what the machine wants done with processes; leave the rest for the host.
    fn carry_out(&mut self, at: Nanos) {
        for action in self.machine.take_actions() {
            match action {
                Action::Deliver { pid, message } if !self.away.contains(&pid) => self.deliver(pid, message, at),
                Action::Spawn { pid, parent, image } => self.spawn(pid, parent, image, at),
                // One trace event at a time would be one action at a time.
                Action::Trace(more) => match self.actions.last_mut() {
                    Some(Action::Trace(events)) => events.extend(more),
                    _ => self.actions.push(Action::Trace(more)),
                },
                other => self.actions.push(other),
            }
        }
    }

    fn deliver(&mut self, pid: Pid, message: ToProcess, at: Nanos) {
        let kill = matches!(message, ToProcess::Signal { .. });
        self.see_before(pid, at);
        if let Some(p) = self.processes.get_mut(&pid) {
            self.credit.told(pid, message.payload());
            p.deliver(message, at);
            self.wake(pid);
            if kill {
                self.exchange(pid);
            }
        }
    }

    fn spawn(&mut self, pid: Pid, parent: Pid, image: Image, at: Nanos) {
        let Ok(mut vm) = image.into_vm() else {
            self.machine.process_lost(at, pid, 1);
            return;
        };
        vm.host_now = self.host_now;
        vm.host_bytes = self.host_bytes;
        vm.become_process(pid, parent);
        let mut process = Process::new(vm, self.settings.of_child(), at);
        if self.settings.clock == ClockMode::Real {
            process.foresee_long_calls(1);
            self.credit.begin(pid, process.bytes());
        }
        process.skip_to(at);
        if let Some(watch) = &mut self.watch {
            watch.begins(&mut process, at);
        }
        self.processes.insert(pid, process);
        self.wake(pid);
    }

    /// A process has something to do. Under the virtual clock it says itself when.
    fn wake(&mut self, pid: Pid) {
        if self.settings.clock == ClockMode::Real {
            self.turns.wake(pid);
        }
    }

    /// A line of input has been given to the machine: carry it on.
    pub fn input(&mut self, line: Option<String>) {
        self.machine.input(line);
        self.carry_out(self.now);
    }

    /// The answer to a file operation.
    pub fn file_reply(&mut self, pid: Pid, tid: u32, reply: Vec<u8>) {
        self.machine.file_reply(pid, tid, reply);
        self.carry_out(self.now);
    }

    /// How many processes have begun and not ended.
    pub fn alive(&self) -> usize {
        self.processes.len() + self.away.len()
    }

    /// Have all processes ended?
    pub fn is_over(&self) -> bool {
        self.alive() == 0
    }
}
