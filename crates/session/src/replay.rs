//! Any moment of a run under the virtual clock, and steps from one to the next: the run is run again, from the nearest
//! of the copies of it that are kept on the way.

use serde::{Deserialize, Serialize};
use weft_kernel::{ClockMode, ProcessMoment, Unit};
use weft_trace::{Lane, Nanos};

use crate::{GivenInput, Options, Program, Simulated, Step, World};

/// Bytes that all copies together may take.
const COPIES_BYTES: u64 = 160 << 20;

/// Copies are kept for so many steps of the run at first: some 600,000 instructions.
const FIRST_SPACING: u64 = 200;

/// How long before the moment in question a copy is kept: steps back and forth begin there. 60,000 instructions.
const ROOM: Nanos = 2_000_000;

/// A search further back goes so many times as far each time.
const WIDER: u64 = 8;

/// What somebody wants to see of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplayRequest {
    /// The moment when all has happened that ends until then.
    At(Nanos),
    Step(ReplayStep),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayStep {
    pub from: Nanos,
    pub direction: Direction,
    pub unit: Unit,
    /// Steps of this thread only.
    pub only: Option<Lane>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    Back,
    Forward,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplayAnswer {
    Moment {
        at: Nanos,
        /// In the order of their numbers; none before the first has begun and after the last has ended.
        processes: Vec<ProcessMoment>,
    },
    /// There is no such step any more.
    NoStep(Direction),
}

/// What came of a bit of work.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplayWork {
    /// There is more to do: call again.
    More,
    /// As [`Step::NeedsLibrary`].
    NeedsLibrary,
    /// What was asked for last.
    Answer(ReplayAnswer),
    /// Nothing has been asked for.
    Nothing,
}

/// A run that can be looked at.
pub struct Replay {
    inputs: Vec<GivenInput>,
    /// The run as it is now.
    head: Head,
    /// In the order of time, the first from the very beginning.
    copies: Vec<Head>,
    /// Steps from one copy to the next.
    spacing: u64,
    /// A copy from shortly before what is being looked at.
    near: Option<Head>,
    stage: Stage,
}

/// The run at some point.
struct Head {
    run: Simulated,
    /// How many of the inputs it has been given.
    inputs: usize,
    over: bool,
}

#[derive(Clone, Copy)]
enum Stage {
    Idle,
    /// Run to shortly before `to`, and keep a copy there if that is `near`.
    Seek {
        to: Nanos,
        near: bool,
        then: Aim,
    },
    Watch {
        at: Nanos,
    },
    /// Look for a step; `found` is the best so far.
    Search {
        step: ReplayStep,
        begin: Nanos,
        room: Nanos,
        found: Option<Nanos>,
    },
}

/// What is done at the place that is sought.
#[derive(Clone, Copy)]
enum Aim {
    Watch { at: Nanos },
    Search { step: ReplayStep, room: Nanos },
}

impl Head {
    fn copy(&self) -> Option<Head> {
        Some(Head { run: self.run.copy()?, inputs: self.inputs, over: self.over })
    }

    /// Would the next thing that runs end after `to`?
    fn is_at(&self, to: Nanos) -> bool {
        self.over || self.run.next_end().is_none_or(|end| end > to)
    }
}

impl Replay {
    /// A run under the virtual clock, to be run again as it was: with the same program, options and world, and with the
    /// lines of input that it was given.
    pub fn new(program: &Program, options: &Options, world: &World, inputs: Vec<GivenInput>) -> Replay {
        // What only tells of a run is left out.
        let options = Options { clock: ClockMode::Virtual, races: false, record_schedule: false, ..options.clone() };
        let head = Head { run: Simulated::start(program, &options, world, || 0), inputs: 0, over: false };
        let copies = head.copy().into_iter().collect();
        Replay { inputs, head, copies, spacing: FIRST_SPACING, near: None, stage: Stage::Idle }
    }

    /// Ask for something; what was asked for before is forgotten.
    pub fn ask(&mut self, request: ReplayRequest) {
        match request {
            ReplayRequest::At(at) => self.seek(Aim::Watch { at }),
            ReplayRequest::Step(step) => self.seek(Aim::Search { step, room: ROOM }),
        }
    }

    /// Do a bit of what was asked for: a fraction of a millisecond.
    pub fn work(&mut self) -> ReplayWork {
        match self.stage {
            Stage::Idle => ReplayWork::Nothing,
            Stage::Seek { to, near, then } => {
                if !self.head.is_at(to) {
                    return self.run_on();
                }
                if near {
                    self.near = self.head.copy();
                }
                self.aim(then);
                ReplayWork::More
            }
            Stage::Watch { at } => match self.head.run.seen() {
                Some(processes) => {
                    self.stage = Stage::Idle;
                    ReplayWork::Answer(ReplayAnswer::Moment { at, processes })
                }
                None => self.run_on(),
            },
            Stage::Search { step, begin, room, found } => self.search(step, begin, room, found),
        }
    }

    /// Do all that was asked for. `None`: nothing was, or the library is not here.
    pub fn answer(&mut self) -> Option<ReplayAnswer> {
        loop {
            match self.work() {
                ReplayWork::More => {}
                ReplayWork::Answer(answer) => return Some(answer),
                ReplayWork::NeedsLibrary | ReplayWork::Nothing => return None,
            }
        }
    }

    /// How many copies of the run are kept, and what they take, in bytes, more or less.
    pub fn kept(&self) -> (usize, u64) {
        let copies = self.copies.iter().chain(&self.near);
        (copies.clone().count(), copies.map(|copy| copy.run.bytes()).sum())
    }

    /// Go to where the aim can be seen from, by way of a place for a copy.
    fn seek(&mut self, aim: Aim) {
        let at = match aim {
            Aim::Watch { at } => at.saturating_sub(ROOM),
            Aim::Search { step, room } => step.from.saturating_sub(room),
        };
        self.rewind(at);
        let close = |near: &Head| near.run.now() <= at && near.run.now() + 4 * ROOM > at;
        let near = !self.near.as_ref().is_some_and(close);
        self.stage = Stage::Seek { to: at, near, then: aim };
    }

    /// Take the latest copy that has not passed `to`, if the run itself has or is further back.
    fn rewind(&mut self, to: Nanos) {
        let usable = |head: &&Head| head.run.now() <= to;
        // In the middle of a watch or a search, processes may be further than the run's time says.
        let whole = matches!(self.stage, Stage::Idle | Stage::Seek { .. });
        let own = Some(&self.head).filter(usable).filter(|_| whole).map(|head| head.run.steps());
        let copies = self.copies.iter().chain(&self.near);
        let best = copies.filter(usable).max_by_key(|copy| copy.run.steps());
        // The one from the very beginning is always usable.
        if let Some(best) = best.filter(|best| own.is_none_or(|own| best.run.steps() > own))
            && let Some(copy) = best.copy()
        {
            self.head = copy;
        }
    }

    fn aim(&mut self, aim: Aim) {
        match aim {
            Aim::Watch { at } => {
                self.head.run.watch(at);
                self.stage = Stage::Watch { at };
            }
            Aim::Search { step, room } => {
                self.head.run.mark(Some((step.unit, step.only)));
                let begin = self.head.run.now();
                self.stage = Stage::Search { step, begin, room, found: None };
            }
        }
    }

    fn search(&mut self, step: ReplayStep, begin: Nanos, room: Nanos, mut found: Option<Nanos>) -> ReplayWork {
        let marks = self.head.run.take_marks();
        let times = marks.iter().map(|mark| mark.at);
        let passed = match step.direction {
            Direction::Back => {
                found = times.filter(|at| *at < step.from).max().max(found);
                self.head.run.has_passed(step.from.saturating_sub(1))
            }
            Direction::Forward => {
                found = times.filter(|at| *at > step.from).chain(found).min();
                found.is_some_and(|at| self.head.run.has_passed(at))
            }
        };
        // Nothing comes any more where nobody can run by himself and the input is at its end.
        let passed = passed || self.head.over;
        if !passed {
            self.stage = Stage::Search { step, begin, room, found };
            return self.run_on();
        }
        self.head.run.mark(None);
        self.stage = Stage::Idle;
        match (found, step.direction) {
            (Some(at), _) => self.seek(Aim::Watch { at }),
            (None, Direction::Back) if step.from == 0 => {
                return ReplayWork::Answer(ReplayAnswer::NoStep(Direction::Back));
            }
            (None, Direction::Back) if begin == 0 => self.seek(Aim::Watch { at: 0 }),
            (None, Direction::Back) => self.seek(Aim::Search { step, room: room.saturating_mul(WIDER) }),
            (None, Direction::Forward) => {
                return ReplayWork::Answer(ReplayAnswer::NoStep(Direction::Forward));
            }
        }
        ReplayWork::More
    }

    /// Run a moment.
    fn run_on(&mut self) -> ReplayWork {
        let head = &mut self.head;
        let step = head.run.step(&mut Vec::new());
        while let Some(input) = self.inputs.get(head.inputs).filter(|input| input.step == head.run.steps()) {
            head.inputs += 1;
            head.run.input(input.line.clone());
        }
        match step {
            Step::Again => self.keep_copy(),
            Step::NeedsLibrary => return ReplayWork::NeedsLibrary,
            // At the end, or waiting for more input than it was given.
            Step::Over | Step::At(_) => head.over = true,
        }
        ReplayWork::More
    }

    /// Keep a copy if it is time for one, and half as many if they take too much.
    fn keep_copy(&mut self) {
        let due = self.copies.last().is_none_or(|last| self.head.run.steps() >= last.run.steps() + self.spacing);
        if !due || !matches!(self.stage, Stage::Seek { .. }) {
            return;
        }
        let Some(copy) = self.head.copy() else { return };
        self.copies.push(copy);
        let bytes: u64 = self.copies.iter().map(|copy| copy.run.bytes()).sum();
        if bytes > COPIES_BYTES && self.copies.len() > 1 {
            self.spacing *= 2;
            let mut place = 0;
            self.copies.retain(|_| {
                place += 1;
                place % 2 == 1
            });
        }
    }
}
