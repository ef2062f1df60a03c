//! What happened in a run. Knows nothing of who made the events.
//!
//! An [`Event`] says that something happened at a time on a [`Lane`] (a thread of a process).
//! [`encode`] and [`decode`] carry batches of them between workers and files. A [`Recording`] takes
//! the batches as they come and answers what a chart asks: which lanes there are, what each did in
//! a stretch of time, at any scale, who held the GIL, which messages went where. [`Summary`] sums a
//! recording up, [`export`] writes it for other tools.
//!
//! All times are nanoseconds since the run began.

mod codec;
mod event;
pub mod export;
mod recording;
mod state_kind;
mod summary;

pub use codec::{DecodeError, decode, encode};
pub use event::{Event, EventKind, Lane, Nanos, ObjectId, ObjectKind, Pid, State, Tid, WakeCause};
pub use recording::{
    Arrow, ArrowKind, Arrows, Depth, Failure, GilHolder, GilSample, LaneView, Message, MessageEnd, ObjectView,
    ProcessView, Recording, Sample, Span,
};
pub use state_kind::{StateKind, StateNanos};
pub use summary::{LaneSummary, ProcessSummary, Summary};
