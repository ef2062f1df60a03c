//! Weft's Python VM.
//!
//! A [`Vm`] is one Python process as plain data: it can be cloned, saved, restored and sent. It runs
//! one thread at a time, for as many instructions as it is told ([`Vm::run`]), and comes back when
//! they are used up, when the thread has to wait, or when it ends. It knows nothing of scheduling,
//! clocks or the world: that is the kernel's.
//!
//! | file | holds |
//! |---|---|
//! | `value`, `object`, `heap`, `types`, `names` | values, objects, the arena and its collector |
//! | `dict`, `set`, `hash` | hash tables and native hashing and equality |
//! | `frame`, `vm`, `lock_state` | threads, frames, the process, where locks keep who has them |
//! | `run`, `finish`, `unwind`, `call`, `generator` | the interpreter |
//! | `attribute`, `operators`, `items`, `iterate`, `integers`, `views` | what instructions do with objects |
//! | `dropped`, `liveness` | ending objects when their last reference goes |
//! | `inspect` | a process that stands still, as people look at it: calls, variables |
//! | `notes` | what threads did with locks and queues, for the trace |
//! | `tracing` | `sys.settrace` and `sys.setprofile` |
//! | `touch` | what the next instruction does with shared memory, for the race finder |
//! | `builtins`, `format`, `repr`, `classes`, `bases` | built-in functions and types |
//! | `prelude/*.py` | built-ins that call back into Python |
//!
//! # Natives never call Python
//! A native function answers, raises, asks for a call in its own place, or waits ([`Signal`]). What
//! needs several calls (`sorted` with a key, `print` of an object with `__str__`) is Python in the
//! prelude. So any program can be stopped between any two instructions.

#![recursion_limit = "512"]

mod attribute;
mod bases;
mod boot;
mod builtins;
mod call;
mod chunks;
mod classes;
mod dict;
mod dropped;
mod errors;
mod execute;
mod finish;
mod format;
mod frame;
mod generator;
mod hash;
mod heap;
mod inspect;
mod integers;
mod intrinsics;
mod items;
mod iterate;
mod liveness;
pub mod lock_state;
mod long_calls;
pub mod names;
mod natives;
mod notes;
mod object;
mod operators;
mod preload;
pub mod real;
mod remains;
mod repr;
mod restore;
mod run;
mod saved;
mod set;
mod shared_bytes;
mod signals;
mod switch_points;
mod touch;
mod traceback;
mod tracing;
pub mod types;
mod unwind;
mod value;
mod views;
mod vm;

pub use chunks::Chunks;
pub use dict::{Dict, Entry, Find, KeyEq};
pub use frame::{Frame, Thread, Wait, WaitOutcome, WaitReason};
pub use hash::NoHash;
pub use heap::Heap;
pub use inspect::{Call, Standing, Variable};
pub use integers::MAX_STEPS;
pub use natives::{Library, ModuleCode, ModuleSource, Native, NativeDef, NativeFn, Signal, native};
pub use notes::{Note, Noted, NotedMessage, NotedPreview, Notes};
pub use object::{Exception, Layout, NativeState, Object, Payload, Text, TypeData, ViewKind, WeakRefData};
pub use set::Set;
pub use shared_bytes::SharedBytes;
pub use signals::{Aside, Disposition, Signals};
pub use switch_points::SwitchPoints;
pub use touch::{Part, Place, Touch};
pub use value::{Ref, Value};
pub use vm::{Clock, Effect, Environment, Output, Stop, Vm, WakeWhy};
pub use weft_code::surrogates;
