//! States without their details, and sums of time by state.

use std::ops::{AddAssign, Index, IndexMut, Sub};

use serde::{Deserialize, Serialize};

use crate::{Nanos, State};

/// What a thread does, without saying what it waits for: the classes that charts colour and sum up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateKind {
    Running,
    WaitingForGil,
    WaitingForCore,
    Blocked,
    Sleeping,
    Io,
    Finished,
}

impl StateKind {
    /// The kinds in which a thread spends time, in the order in which legends show them.
    pub const TIMED: [StateKind; 6] = [
        StateKind::Running,
        StateKind::WaitingForGil,
        StateKind::WaitingForCore,
        StateKind::Blocked,
        StateKind::Sleeping,
        StateKind::Io,
    ];

    /// A stable lower-case name for exports.
    pub fn name(self) -> &'static str {
        match self {
            StateKind::Running => "running",
            StateKind::WaitingForGil => "waiting_for_gil",
            StateKind::WaitingForCore => "waiting_for_core",
            StateKind::Blocked => "blocked",
            StateKind::Sleeping => "sleeping",
            StateKind::Io => "io",
            StateKind::Finished => "finished",
        }
    }
}

impl State {
    pub fn kind(self) -> StateKind {
        match self {
            State::Running => StateKind::Running,
            State::WaitingForGil => StateKind::WaitingForGil,
            State::WaitingForCore => StateKind::WaitingForCore,
            State::Blocked { .. } => StateKind::Blocked,
            State::Sleeping => StateKind::Sleeping,
            State::Io => StateKind::Io,
            State::Finished => StateKind::Finished,
        }
    }
}

/// Nanoseconds spent in each of [`StateKind::TIMED`]. `Finished` takes no time: it has no end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateNanos([Nanos; StateKind::TIMED.len()]);

impl StateNanos {
    /// Of all states together.
    pub fn total(&self) -> Nanos {
        self.0.iter().sum()
    }

    /// The state with the most time; the earlier one in [`StateKind::TIMED`] where two are equal.
    pub fn dominant(&self) -> Option<StateKind> {
        let mut best: Option<StateKind> = None;
        for kind in StateKind::TIMED {
            if self[kind] > best.map_or(0, |best| self[best]) {
                best = Some(kind);
            }
        }
        best
    }

    /// Adds `nanos` to `kind`; nothing for `Finished`.
    pub fn add(&mut self, kind: StateKind, nanos: Nanos) {
        if kind != StateKind::Finished {
            self[kind] += nanos;
        }
    }
}

impl Index<StateKind> for StateNanos {
    type Output = Nanos;

    fn index(&self, kind: StateKind) -> &Nanos {
        self.0.get(kind as usize).unwrap_or(&0)
    }
}

impl IndexMut<StateKind> for StateNanos {
    fn index_mut(&mut self, kind: StateKind) -> &mut Nanos {
        &mut self.0[kind as usize]
    }
}

impl AddAssign for StateNanos {
    fn add_assign(&mut self, other: StateNanos) {
        for (sum, nanos) in self.0.iter_mut().zip(other.0) {
            *sum += nanos;
        }
    }
}

impl Sub for StateNanos {
    type Output = StateNanos;

    /// What was added since `earlier`, an older copy of the same sums.
    fn sub(self, earlier: StateNanos) -> StateNanos {
        let mut rest = self;
        for (nanos, before) in rest.0.iter_mut().zip(earlier.0) {
            *nanos -= before;
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dominant_state_is_the_one_with_most_time() {
        let mut nanos = StateNanos::default();
        assert_eq!(nanos.dominant(), None);
        nanos.add(StateKind::Sleeping, 5);
        nanos.add(StateKind::Running, 4);
        nanos.add(StateKind::Finished, 100);
        assert_eq!(nanos.dominant(), Some(StateKind::Sleeping));
        nanos.add(StateKind::Running, 1);
        assert_eq!(nanos.dominant(), Some(StateKind::Running));
        assert_eq!(nanos.total(), 10);
    }

    #[test]
    fn finished_reads_as_no_time() {
        assert_eq!(StateNanos::default()[StateKind::Finished], 0);
    }
}
