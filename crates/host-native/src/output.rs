//! Where a run's output and trace go.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use weft_session::{Deadlock, Race, ScheduledSwitch, Stream};
use weft_trace::{Event, Pid, Recording};

use crate::{races, summary};

pub struct Sink {
    trace: Option<PathBuf>,
    summary: bool,
    recording: Recording,
    last: u64,
    /// Those of each process, if they were asked for.
    races: Option<BTreeMap<Pid, Vec<Race>>>,
}

impl Sink {
    pub fn new(trace: Option<PathBuf>, summary: bool, races: bool) -> Sink {
        Sink { trace, summary, recording: Recording::new(), last: 0, races: races.then(BTreeMap::new) }
    }

    /// A closed pipe at the other end is the reader's wish to see no more.
    pub fn write(&mut self, stream: Stream, text: &str) {
        let result = match stream {
            Stream::Stdout => {
                let mut out = io::stdout().lock();
                out.write_all(text.as_bytes()).and_then(|()| out.flush())
            }
            Stream::Stderr => io::stderr().lock().write_all(text.as_bytes()),
        };
        if result.is_err_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
            std::process::exit(120);
        }
    }

    pub fn trace(&mut self, events: Vec<Event>) {
        if self.trace.is_some() || self.summary {
            self.last = events.iter().map(|e| e.at).max().unwrap_or(0).max(self.last);
            self.recording.push(events);
        }
    }

    /// Say why the run is over.
    pub fn deadlock(&mut self, report: &Deadlock) {
        self.write(Stream::Stderr, &format!("weft: {report}"));
    }

    /// A schedule as an option that gives the same run again.
    pub fn schedule(&mut self, switches: &[ScheduledSwitch]) {
        let list = ScheduledSwitch::write_list(switches);
        self.write(Stream::Stderr, &format!("weft: to run it again: --schedule {list}\n"));
    }

    /// All races found so far in a process.
    pub fn races(&mut self, pid: Pid, found: Vec<Race>) {
        if let Some(races) = &mut self.races {
            races.insert(pid, found);
        }
    }

    /// Print the races and the summary and write the trace file, as far as they were asked for.
    pub fn finish(mut self) -> Result<(), String> {
        if let Some(found) = self.races.take() {
            let all: Vec<Race> = found.into_values().flatten().collect();
            self.write(Stream::Stderr, &races::report(&all));
        }
        self.recording.finish(self.last);
        if self.summary {
            self.write(Stream::Stderr, &summary::report(&self.recording));
        }
        let Some(path) = self.trace.take() else { return Ok(()) };
        let cannot = |e: io::Error| format!("can't write '{}': {e}", path.display());
        let file = File::create(&path).map_err(cannot)?;
        let mut out = BufWriter::new(file);
        weft_trace::export::write_chrome(&self.recording, &mut out).and_then(|()| out.flush()).map_err(cannot)
    }
}
