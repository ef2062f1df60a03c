//! The run under way.

use std::collections::BTreeMap;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::WorkerGlobalScope;
use weft_kernel::ToProcess;
use weft_session::{Event, Options, Sharing, Simulated};
use weft_trace::Pid;

/// A process that will come back: what it has not heard by then is told again.
pub(super) struct Errand {
    pub pid: Pid,
    /// Messages that it had had before it went.
    pub received: u64,
    pub told: Vec<ToProcess>,
}

/// Bytes of output after which a message goes to the page at once: it reads so much in a few milliseconds.
const MESSAGE_BYTES: usize = 512 << 10;

pub(super) struct Running {
    pub number: u32,
    pub simulated: Simulated,
    pub options: Options,
    /// Time 0, in milliseconds since 1970.
    pub start: f64,
    /// The workers of those processes that have moved out.
    pub away: BTreeMap<Pid, u32>,
    /// What the first process is told while it is away for one call.
    pub errand: Option<Errand>,
    /// Events that have not been sent to the page.
    gathered: Vec<Event>,
    /// Bytes of output among them.
    gathered_bytes: usize,
    /// When events were sent last, in milliseconds since 1970.
    pub sent: f64,
    pub flush: Option<Timeout>,
    _time_limit: Option<Timeout>,
    /// Bytes printed so far.
    printed: u64,
    /// As many processes were there at once, and as many workers that had some.
    at_once: usize,
    places: usize,
}

impl Running {
    pub fn new(
        number: u32,
        simulated: Simulated,
        options: Options,
        start: f64,
        time_limit: Option<Timeout>,
    ) -> Running {
        Running {
            number,
            simulated,
            options,
            start,
            away: BTreeMap::new(),
            errand: None,
            gathered: Vec::new(),
            gathered_bytes: 0,
            sent: 0.0,
            flush: None,
            _time_limit: time_limit,
            printed: 0,
            at_once: 1,
            places: 1,
        }
    }

    /// A process that should have a worker of its own, if processes may.
    pub fn wants_out(&self) -> Option<Pid> {
        if self.options.simulated() { None } else { self.simulated.wants_out() }
    }

    /// May processes move, and is there more than one?
    pub fn has_processes(&self) -> bool {
        !self.options.simulated() && self.simulated.started() > 1
    }

    /// Notes how many processes there are, and where.
    pub fn count(&mut self) {
        self.at_once = self.at_once.max(self.simulated.alive());
        self.places = self.places.max(self.away.len() + 1);
    }

    /// If processes had to share cores: how many, and how. The first one is taken to wait for the others.
    pub fn sharing(&self) -> Option<Sharing> {
        let cores = cores();
        let shared = !self.options.simulated() && self.at_once > cores as usize + 1;
        shared.then_some(Sharing { processes: self.at_once as u32, workers: self.places as u32, cores })
    }

    /// Whose process lives in a worker.
    pub fn pid_at(&self, key: u32) -> Option<Pid> {
        self.away.iter().find(|(_, k)| **k == key).map(|(pid, _)| *pid)
    }

    pub fn gather(&mut self, events: Vec<Event>) {
        for mut event in events {
            match &mut event {
                Event::Output { text, .. } => {
                    self.printed += text.len() as u64;
                    self.gathered_bytes += text.len();
                }
                Event::Finished(summary) => summary.sharing = self.sharing(),
                _ => {}
            }
            match (&mut self.gathered.last_mut(), event) {
                // One trace event at a time would be one message at a time.
                (Some(Event::Trace(events)), Event::Trace(more)) => events.extend(more),
                (_, event) => self.gathered.push(event),
            }
        }
    }

    /// What was gathered since the last time.
    pub fn take_gathered(&mut self) -> Vec<Event> {
        self.gathered_bytes = 0;
        std::mem::take(&mut self.gathered)
    }

    /// Is it time for another message, lest the page be long in reading it?
    pub fn has_much(&self) -> bool {
        self.gathered_bytes >= MESSAGE_BYTES
    }

    /// Has it printed more than it may?
    pub fn is_flooded(&self) -> bool {
        self.printed > self.options.limits.output_bytes
    }
}

/// What the browser says of the machine.
fn cores() -> u32 {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    scope.navigator().hardware_concurrency().max(1.0) as u32
}
