//! The recording of the run under way, and how far its clock has come.

use std::cell::RefCell;
use std::rc::Rc;

use weft_trace::{Event, Nanos, Recording, encode};

/// How often a run that sleeps should be told the time, in milliseconds.
pub const TICK_MILLIS: u32 = 50;

/// A recording that grows with the wall clock too, and not only with events: a thread that sleeps for
/// two seconds has none in between. Clones share the recording.
#[derive(Clone, Default)]
pub struct LiveTrace {
    recording: Rc<RefCell<Recording>>,
    version: u32,
    /// The run's clock less the page's, in milliseconds; unknown before the first event, and where the
    /// run's clock is not that of the wall.
    offset: Option<f64>,
    real: bool,
    /// The same events as bytes, for who has to look through all of them elsewhere.
    batches: Vec<Vec<u8>>,
}

impl LiveTrace {
    /// For `Timeline`'s property of that name.
    pub fn recording(&self) -> Rc<RefCell<Recording>> {
        self.recording.clone()
    }

    /// All events so far, in the batches in which they came, as [`encode`] writes them; only once.
    pub fn take_batches(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.batches)
    }

    /// For `Timeline`'s property of that name.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// A run begins; `real` says that its clock goes as fast as the page's.
    pub fn begin(&mut self, real: bool) {
        *self = LiveTrace { version: self.version.wrapping_add(1), real, ..LiveTrace::default() };
    }

    /// Another run that is over takes this one's place.
    pub fn replace(&mut self, other: LiveTrace) {
        *self = LiveTrace { version: self.version.wrapping_add(1), ..other };
    }

    /// Events came when the page's clock showed `page_millis`.
    pub fn push(&mut self, events: Vec<Event>, page_millis: f64) {
        let latest = events.iter().map(|event| event.at).max();
        self.batches.push(encode(&events));
        self.recording.borrow_mut().push(events);
        if let Some(latest) = latest.filter(|_| self.real) {
            // Events are under way for a while: those that took the shortest time tell best.
            let offset = latest as f64 / 1e6 - page_millis;
            self.offset = Some(self.offset.map_or(offset, |known| known.max(offset)));
        }
        self.version = self.version.wrapping_add(1);
    }

    /// The page's clock shows `page_millis` now.
    pub fn tick(&mut self, page_millis: f64) {
        if let Some(offset) = self.offset {
            self.recording.borrow_mut().advance(((page_millis + offset) * 1e6).max(0.0) as Nanos);
            self.version = self.version.wrapping_add(1);
        }
    }

    /// The run ended at `at` of its own clock.
    pub fn finish(&mut self, at: Nanos) {
        self.recording.borrow_mut().finish(at);
        self.version = self.version.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use weft_trace::{EventKind, Lane, State};

    use super::*;

    fn sleeping(at: Nanos) -> Vec<Event> {
        let kind = EventKind::State { state: State::Sleeping, line: 1 };
        vec![Event { at, lane: Lane { pid: 1, tid: 0 }, kind }]
    }

    #[test]
    fn a_sleep_grows_with_the_wall_clock() {
        let mut live = LiveTrace::default();
        live.begin(true);
        live.tick(1000.0);
        assert_eq!(live.recording().borrow().end(), 0);
        live.push(sleeping(5_000_000), 1030.0);
        live.tick(1130.0);
        assert_eq!(live.recording().borrow().end(), 105_000_000);
        // A batch that came faster shows that the guess was late.
        live.push(sleeping(120_000_000), 1135.0);
        live.tick(1140.0);
        assert_eq!(live.recording().borrow().end(), 125_000_000);
        live.finish(123_000_000);
        assert_eq!(live.recording().borrow().end(), 123_000_000);
    }

    #[test]
    fn a_virtual_clock_is_not_guessed() {
        let mut live = LiveTrace::default();
        live.begin(false);
        live.push(sleeping(5_000_000), 10.0);
        live.tick(5000.0);
        assert_eq!(live.recording().borrow().end(), 5_000_000);
        let version = live.version();
        live.begin(false);
        assert!(live.recording().borrow().is_empty() && live.version() != version);
    }
}
