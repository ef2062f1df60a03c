//! What happened in a run. Knows nothing of who made the events.
//!
//! An [`Event`] says that something happened at a time on a [`Lane`] (a thread of a process).
//! [`encode`] and [`decode`] carry batches of them between workers and files. A [`Recording`] takes
//! the batches as they come and answers what a chart asks: which lanes there are, what each did in
//! a stretch of time, at any scale, who held the GIL, which messages went where. [`Summary`] sums a
//! recording up, [`findings()`] says in what a reader should know of it, [`Moment`] what stood how at one time, [`Log`]
//! lists everything in order, [`Concurrency`] how many threads ran at once, [`export`] writes it for other tools.
//!
//! All times are nanoseconds since the run began.

mod codec;
mod concurrency;
mod event;
pub mod export;
mod findings;
mod log;
mod moment;
mod recording;
mod state_kind;
mod summary;

pub use codec::{DecodeError, decode, encode};
pub use concurrency::Concurrency;
pub use event::{Event, EventKind, Lane, Nanos, ObjectId, ObjectKind, Pid, State, Tid, WakeCause};
pub use findings::{Finding, FindingKind, Place, Waiting, findings};
pub use log::{Entry, Log, What};
pub use moment::{LaneMoment, LockMoment, Moment, QueueMoment};
pub use recording::{
    Arrow, ArrowKind, Arrows, Depth, Failure, GilHolder, GilSample, LaneView, Message, MessageEnd, ObjectView,
    ProcessView, Recording, Sample, Span,
};
pub use state_kind::{StateKind, StateNanos};
pub use summary::{LaneSummary, ProcessSummary, Summary};
