//! How many threads ran at once, and what that allows.

use crate::{Nanos, Recording, State};

/// A stretch of time in which `running` threads ran Python and `able` could have, had there been a GIL and a core
/// for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    nanos: Nanos,
    running: u32,
    able: u32,
}

/// How many threads of all processes together ran at once, over a recording.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concurrency {
    stretches: Vec<Stretch>,
    /// The longest stretch in which nobody ran though the run had begun and not ended: start and end.
    longest_idle: Option<(Nanos, Nanos)>,
}

impl Concurrency {
    /// Takes time in proportion to the number of spans: for recordings that are finished.
    pub fn of(recording: &Recording) -> Concurrency {
        // When how many more threads run, and could.
        let mut changes: Vec<(Nanos, i32, i32)> = Vec::new();
        for lane in recording.lanes() {
            for span in lane.spans(0..Nanos::MAX) {
                let (running, able) = match span.state {
                    State::Running => (1, 1),
                    State::WaitingForGil | State::WaitingForCore => (0, 1),
                    _ => continue,
                };
                changes.push((span.start, running, able));
                changes.push((span.end, -running, -able));
            }
        }
        changes.sort_unstable_by_key(|change| change.0);
        let mut concurrency = Concurrency::default();
        let (mut running, mut able, mut since) = (0, 0, 0);
        let end = recording.end();
        for (at, more_running, more_able) in changes.into_iter().chain([(end, 0, 0)]) {
            concurrency.add(since, at, running as u32, able as u32);
            since = since.max(at);
            running += more_running;
            able += more_able;
        }
        concurrency
    }

    fn add(&mut self, start: Nanos, end: Nanos, running: u32, able: u32) {
        if end <= start {
            return;
        }
        let nanos = end - start;
        if running == 0 && self.longest_idle.is_none_or(|(from, to)| nanos > to - from) {
            self.longest_idle = Some((start, end));
        }
        match self.stretches.iter_mut().find(|stretch| (stretch.running, stretch.able) == (running, able)) {
            Some(stretch) => stretch.nanos += nanos,
            None => self.stretches.push(Stretch { nanos, running, able }),
        }
    }

    /// Nanoseconds of Python code, of all threads together.
    pub fn work(&self) -> Nanos {
        self.stretches.iter().map(|stretch| stretch.nanos * u64::from(stretch.running)).sum()
    }

    /// Nanoseconds in which no thread ran.
    pub fn idle(&self) -> Nanos {
        self.stretches.iter().filter(|stretch| stretch.running == 0).map(|stretch| stretch.nanos).sum()
    }

    /// Nanoseconds in which at least one thread ran.
    pub fn busy(&self) -> Nanos {
        self.stretches.iter().filter(|stretch| stretch.running > 0).map(|stretch| stretch.nanos).sum()
    }

    /// The most threads that ran at once.
    pub fn peak(&self) -> u32 {
        self.stretches.iter().map(|stretch| stretch.running).max().unwrap_or(0)
    }

    /// The longest time in which nobody ran: start and end.
    pub fn longest_idle(&self) -> Option<(Nanos, Nanos)> {
        self.longest_idle
    }

    /// The share (0 to 1) of the work that was done while at least one more thread could have run beside it.
    pub fn parallel_share(&self) -> f64 {
        let work = self.work();
        if work == 0 {
            return 0.0;
        }
        let parallel: Nanos = self
            .stretches
            .iter()
            .filter(|stretch| stretch.able > 1)
            .map(|stretch| stretch.nanos * u64::from(stretch.running))
            .sum();
        parallel as f64 / work as f64
    }

    /// How long the run would have taken, in nanoseconds, on so many cores without a GIL: every thread that could run
    /// has a core, as far as there are any, and waiting and sleeping take as long as they did.
    pub fn ideal_nanos(&self, cores: u32) -> f64 {
        let ideal = |stretch: &Stretch| {
            let at_once = if stretch.running == 0 { 1 } else { stretch.able.min(cores.max(1)) };
            stretch.nanos as f64 * f64::from(stretch.running.max(1)) / f64::from(at_once)
        };
        self.stretches.iter().map(ideal).sum()
    }

    /// Amdahl's law with what was recorded: how many times as fast as one core so many cores could do the same work.
    pub fn ideal_speed_up(&self, cores: u32) -> f64 {
        let together = self.ideal_nanos(cores);
        if together == 0.0 { 1.0 } else { self.ideal_nanos(1) / together }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, EventKind, Lane};

    fn recording(spans: &[(u32, Nanos, State)], end: Nanos) -> Recording {
        let mut recording = Recording::new();
        let event = |(tid, at, state): &(u32, Nanos, State)| Event {
            at: *at,
            lane: Lane { pid: 1, tid: *tid },
            kind: EventKind::State { state: *state, line: 1 },
        };
        recording.push(spans.iter().map(event).collect());
        recording.finish(end);
        recording
    }

    #[test]
    fn threads_that_take_turns_could_have_run_at_once() {
        let recording = recording(
            &[
                (0, 0, State::Running),
                (0, 100, State::Sleeping),
                (1, 0, State::WaitingForGil),
                (1, 100, State::Running),
                (1, 200, State::Finished),
            ],
            300,
        );
        let concurrency = Concurrency::of(&recording);
        assert_eq!((concurrency.work(), concurrency.busy(), concurrency.idle()), (200, 200, 100));
        assert_eq!(concurrency.peak(), 1);
        assert_eq!(concurrency.longest_idle(), Some((200, 300)));
        assert_eq!(concurrency.parallel_share(), 0.5);
        // 100 ns that two could share, 100 ns for one alone, 100 ns of sleep.
        assert_eq!(concurrency.ideal_nanos(4), 250.0);
        assert_eq!(concurrency.ideal_speed_up(4), 300.0 / 250.0);
        assert_eq!(concurrency.ideal_speed_up(1), 1.0);
    }

    #[test]
    fn an_empty_run_is_as_fast_as_it_can_be() {
        let concurrency = Concurrency::of(&Recording::new());
        assert_eq!((concurrency.work(), concurrency.peak()), (0, 0));
        assert_eq!(concurrency.ideal_speed_up(8), 1.0);
        assert_eq!(concurrency.parallel_share(), 0.0);
    }
}
