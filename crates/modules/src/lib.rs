//! Python's standard library as far as Weft has it: natives in Rust, the rest in Python beside it.
//!
//! A module `x` is the file `python/x.py` (or the package `python/x/`), whose namespace begins with
//! the natives whose `owner` is `x`. Natives that may wait (locks, queues, requests to the kernel)
//! belong to modules whose name begins with an underscore: the VM calls those by an instruction of
//! their own, so that they can be called again after the wait.

mod characters;
mod clock;
mod codecs;
mod collector;
mod conditions;
mod deque;
mod files;
mod hashes;
mod heaps;
mod iteration;
mod json;
pub mod library;
mod math;
mod memory;
mod messages;
mod operations;
mod patience;
mod processes;
mod queues;
mod random;
mod signals;
mod sre;
mod strings;
mod structs;
mod support;
mod sync;
mod system;
mod threads;
mod weak;

use weft_vm::{Library, NativeDef};

/// The library, as every host gives it to its processes.
pub static LIBRARY: Library = Library { natives: NATIVES, source: library::source, modules: library::modules };

static NATIVES: &[&[NativeDef]] = &[
    clock::NATIVES,
    system::NATIVES,
    threads::NATIVES,
    conditions::NATIVES,
    sync::NATIVES,
    queues::NATIVES,
    processes::NATIVES,
    signals::NATIVES,
    files::NATIVES,
    memory::NATIVES,
    operations::NATIVES,
    messages::NATIVES,
    support::NATIVES,
    math::NATIVES,
    deque::NATIVES,
    iteration::NATIVES,
    weak::NATIVES,
    collector::NATIVES,
    random::NATIVES,
    strings::NATIVES,
    sre::NATIVES,
    structs::NATIVES,
    json::NATIVES,
    hashes::NATIVES,
    heaps::NATIVES,
    codecs::NATIVES,
    characters::NATIVES,
];
