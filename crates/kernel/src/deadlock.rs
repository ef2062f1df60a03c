//! What a run that can never go on looks like: who waits for what, who holds it, and why nobody comes.

use std::fmt;

use serde::{Deserialize, Serialize};
use weft_trace::{Lane, Nanos, ObjectId};

/// A run in which nothing can ever run again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deadlock {
    pub at: Nanos,
    /// Every thread that has not ended, in the order of processes and threads.
    pub threads: Vec<StuckThread>,
    /// Why nobody can go on; at least one.
    pub causes: Vec<Cause>,
}

/// A thread that waits for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StuckThread {
    pub lane: Lane,
    pub name: String,
    pub daemon: bool,
    /// Where it stands in the user's program, from 1; 0 if it is in none.
    pub line: u32,
    /// The function that the line is in, as `co_name`; empty if there is none.
    pub function: String,
    pub waits: WaitsFor,
    /// Locks that it holds and others want, by name.
    pub holds: Vec<String>,
}

/// What a thread waits for: an edge of the wait-for graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitsFor {
    pub kind: WaitKind,
    /// The object's name in the trace.
    pub object: Option<ObjectId>,
    /// What people call it: the variable that holds it, or its kind and a number.
    pub name: String,
    /// Who would have to act: the holder of a lock, a thread to join, a process to end.
    pub on: Option<Lane>,
    /// That one has ended without doing it (a lock that was never released).
    pub gone: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WaitKind {
    Lock,
    RLock,
    Condition,
    Semaphore,
    Event,
    Barrier,
    QueueGet,
    QueuePut,
    /// `Queue.join`.
    QueueJoin,
    Join,
    Process,
    /// A queue or pipe between processes.
    SharedGet,
    SharedPut,
    /// A lock, semaphore, event or condition between processes.
    SharedLock,
    /// Several connections or processes at once, or something of the kernel's own.
    Other,
}

/// Why nobody can go on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cause {
    /// Each waits for the next one, and the last one for the first.
    Cycle { lanes: Vec<Lane> },
    /// A thread waits for a lock that it holds itself.
    TakenTwice { lane: Lane },
    /// A thread waits for a lock whose holder has ended.
    NeverReleased { lane: Lane, holder: Lane },
    /// A thread waits for what nobody is left to do: put something into a queue, set an event.
    NobodyLeft { lane: Lane },
}

impl Deadlock {
    /// The report on threads that all wait.
    pub fn new(at: Nanos, mut threads: Vec<StuckThread>) -> Deadlock {
        threads.sort_by_key(|t| t.lane);
        let causes = causes(&threads);
        Deadlock { at, threads, causes }
    }

    fn thread(&self, lane: Lane) -> Option<&StuckThread> {
        self.threads.iter().find(|t| t.lane == lane)
    }

    fn several_processes(&self) -> bool {
        self.threads.iter().any(|t| t.lane.pid != self.threads[0].lane.pid)
    }

    fn name(&self, lane: Lane) -> String {
        let name = match self.thread(lane) {
            Some(t) => t.name.clone(),
            None => format!("thread {}", lane.tid),
        };
        if self.several_processes() { format!("{name} of process {}", lane.pid) } else { name }
    }

    /// What is the matter, in one sentence.
    pub fn headline(&self) -> String {
        self.causes.first().map_or_else(|| "no thread can go on.".to_owned(), |c| self.sentence(c))
    }

    fn sentence(&self, cause: &Cause) -> String {
        match cause {
            Cause::Cycle { lanes } => {
                let names: Vec<String> = lanes.iter().map(|l| self.name(*l)).collect();
                match names.split_last() {
                    Some((last, rest)) if !rest.is_empty() => {
                        let how = if rest.len() == 1 { "each other" } else { "each other in a circle" };
                        format!("{} and {last} wait for {how}.", rest.join(", "))
                    }
                    _ => format!("{} waits for itself.", names.concat()),
                }
            }
            Cause::TakenTwice { lane } => {
                let lock = self.thread(*lane).map_or("", |t| t.waits.name.as_str());
                format!("{} has {lock} already: only an RLock can be taken twice.", self.name(*lane))
            }
            Cause::NeverReleased { lane, holder } => {
                let lock = self.thread(*lane).map_or("", |t| t.waits.name.as_str());
                format!("Thread {} took {lock} and ended without releasing it.", holder.tid)
            }
            Cause::NobodyLeft { lane } => match self.thread(*lane) {
                Some(t) => format!("Nobody is left who could {}.", t.waits.missing()),
                None => "Nobody is left.".to_owned(),
            },
        }
    }
}

impl WaitsFor {
    /// What somebody would have to do.
    fn missing(&self) -> String {
        let name = &self.name;
        match self.kind {
            WaitKind::Lock | WaitKind::RLock | WaitKind::Semaphore | WaitKind::SharedLock => format!("release {name}"),
            WaitKind::Condition => format!("notify {name}"),
            WaitKind::Event => format!("set {name}"),
            WaitKind::Barrier => format!("join those who wait at {name}"),
            WaitKind::QueueGet | WaitKind::SharedGet => format!("put something into {name}"),
            WaitKind::QueuePut | WaitKind::SharedPut => format!("take something out of {name}, which is full"),
            WaitKind::QueueJoin => format!("call task_done() for what was put into {name}"),
            WaitKind::Join | WaitKind::Process => format!("end {name}"),
            WaitKind::Other => format!("wake those who wait for {name}"),
        }
    }

    /// What the thread does, in words.
    fn words(&self, lane: Lane, report: &Deadlock) -> String {
        let name = &self.name;
        let holder = match self.on {
            Some(on) if on == lane => ", which it holds itself".to_owned(),
            Some(_) if self.gone => ", whose holder has ended".to_owned(),
            Some(on) => format!(", held by {}", report.name(on)),
            None => String::new(),
        };
        match self.kind {
            WaitKind::Lock | WaitKind::RLock => format!("waits for {name}{holder}"),
            WaitKind::Condition => format!("waits for a notification of {name}"),
            WaitKind::Event => format!("waits until {name} is set"),
            WaitKind::QueueGet | WaitKind::SharedGet => format!("waits to get something from {name}, which is empty"),
            WaitKind::QueuePut | WaitKind::SharedPut => format!("waits to put something into {name}, which is full"),
            WaitKind::QueueJoin => format!("waits until everything put into {name} is done"),
            WaitKind::Join | WaitKind::Process => format!("waits for the end of {name}"),
            WaitKind::Barrier => format!("waits at {name}"),
            WaitKind::Semaphore | WaitKind::SharedLock | WaitKind::Other => format!("waits for {name}"),
        }
    }
}

/// Follow the edges of the wait-for graph from each thread to where they end.
fn causes(threads: &[StuckThread]) -> Vec<Cause> {
    let at = |lane: Lane| threads.iter().position(|t| t.lane == lane);
    let next: Vec<Option<usize>> = threads.iter().map(|t| t.waits.on.and_then(at)).collect();
    // 0 not seen, 1 on the way that is being followed, 2 done with.
    let mut seen = vec![0u8; threads.len()];
    let mut causes = Vec::new();
    for first in 0..threads.len() {
        let mut way = Vec::new();
        let mut here = first;
        loop {
            if seen[here] == 1 {
                let begin = way.iter().position(|&i| i == here).unwrap_or(0);
                let cycle: Vec<Lane> = way[begin..].iter().map(|&i: &usize| threads[i].lane).collect();
                causes.push(match cycle.as_slice() {
                    [lane] => Cause::TakenTwice { lane: *lane },
                    _ => Cause::Cycle { lanes: cycle },
                });
                break;
            }
            if seen[here] == 2 {
                break;
            }
            seen[here] = 1;
            way.push(here);
            let Some(there) = next[here] else {
                let (lane, waits) = (threads[here].lane, &threads[here].waits);
                let told = causes.iter().any(|c| match c {
                    Cause::NobodyLeft { lane } => at(*lane).is_some_and(|i| {
                        let other = &threads[i].waits;
                        other.kind == waits.kind && other.name == waits.name && lane.pid == threads[here].lane.pid
                    }),
                    _ => false,
                });
                match waits.on {
                    Some(holder) if waits.gone => causes.push(Cause::NeverReleased { lane, holder }),
                    _ if told => {}
                    _ => causes.push(Cause::NobodyLeft { lane }),
                }
                break;
            };
            here = there;
        }
        for i in way {
            seen[i] = 2;
        }
    }
    // Daemon threads that wait for work are no reason: they would have been left behind.
    let is_reason = |c: &Cause| match c {
        Cause::NobodyLeft { lane } => at(*lane).is_some_and(|i| !threads[i].daemon),
        _ => true,
    };
    if causes.iter().any(is_reason) {
        causes.retain(is_reason);
    }
    causes
}

/// The most threads that the text names.
const SHOWN: usize = 20;

impl fmt::Display for Deadlock {
    /// A sentence a line, with a line end after the last one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Deadlock: no thread can go on.")?;
        for t in self.threads.iter().take(SHOWN) {
            write!(f, "  {} {}", self.name(t.lane), t.waits.words(t.lane, self))?;
            if t.line > 0 {
                write!(f, " (line {}", t.line)?;
                if !t.function.is_empty() && t.function != "<module>" {
                    write!(f, ", in {}", t.function)?;
                }
                write!(f, ")")?;
            }
            if !t.holds.is_empty() && t.waits.on != Some(t.lane) {
                write!(f, "; it holds {}", t.holds.join(", "))?;
            }
            writeln!(f, ".")?;
        }
        if self.threads.len() > SHOWN {
            writeln!(f, "  {} more threads wait.", self.threads.len() - SHOWN)?;
        }
        for cause in self.causes.iter().take(SHOWN) {
            writeln!(f, "{}", self.sentence(cause))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(tid: u32, kind: WaitKind, name: &str, on: Option<u32>) -> StuckThread {
        StuckThread {
            lane: Lane { pid: 1, tid },
            name: format!("T{tid}"),
            daemon: false,
            line: 10 + tid,
            function: "f".into(),
            waits: WaitsFor {
                kind,
                object: None,
                name: name.into(),
                on: on.map(|tid| Lane { pid: 1, tid }),
                gone: on == Some(99),
            },
            holds: Vec::new(),
        }
    }

    #[test]
    fn a_circle_is_told_from_a_lock_taken_twice_and_from_a_queue_that_nobody_feeds() {
        let report = Deadlock::new(
            5,
            vec![
                thread(0, WaitKind::Join, "T1", Some(1)),
                thread(1, WaitKind::Lock, "lock 'b'", Some(2)),
                thread(2, WaitKind::Lock, "lock 'a'", Some(1)),
                thread(3, WaitKind::Lock, "lock 'c'", Some(3)),
                thread(4, WaitKind::QueueGet, "queue 'q'", None),
                thread(5, WaitKind::QueueGet, "queue 'q'", None),
                thread(6, WaitKind::Lock, "lock 'd'", Some(99)),
            ],
        );
        let lane = |tid| Lane { pid: 1, tid };
        assert_eq!(
            report.causes,
            [
                Cause::Cycle { lanes: vec![lane(1), lane(2)] },
                Cause::TakenTwice { lane: lane(3) },
                Cause::NobodyLeft { lane: lane(4) },
                Cause::NeverReleased { lane: lane(6), holder: lane(99) },
            ]
        );
        assert_eq!(report.headline(), "T1 and T2 wait for each other.");
        let text = report.to_string();
        assert!(
            text.contains("  T4 waits to get something from queue 'q', which is empty (line 14, in f).\n"),
            "{text}"
        );
        assert!(text.contains("T3 has lock 'c' already: only an RLock"), "{text}");
    }
}
