//! One clock for all workers of a run.

use std::cell::{Cell, OnceCell};

use wasm_bindgen::JsCast as _;
use web_sys::{Performance, WorkerGlobalScope};

thread_local! {
    /// With the time that it counts from, which never changes.
    static PERFORMANCE: OnceCell<(Performance, f64)> = const { OnceCell::new() };
    static START: Cell<f64> = const { Cell::new(0.0) };
    static LAST: Cell<u64> = const { Cell::new(0) };
}

/// What a reading costs at least, in nanoseconds.
const READING_NANOS: u64 = 50;

/// Milliseconds since 1970, monotonic; the same in all workers of a page.
pub fn absolute_millis() -> f64 {
    PERFORMANCE.with(|p| {
        let (p, origin) = p.get_or_init(|| {
            let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
            let p = scope.performance().expect("workers have a clock");
            let origin = p.time_origin();
            (p, origin)
        });
        origin + p.now()
    })
}

/// Time 0 of the run, in [`absolute_millis`].
pub fn start_at(millis: f64) {
    START.set(millis);
    LAST.set(0);
}

/// Nanoseconds since the run began. Browsers' clocks tick ten thousand or even only a thousand times a second; two
/// readings are never the same all the same, for programs count on it that after a sleep more time has gone by than
/// they slept, and floating-point numbers make an equal time a shorter one.
pub fn now() -> u64 {
    let browsers = ((absolute_millis() - START.get()).max(0.0) * 1e6) as u64;
    let now = browsers.max(LAST.get() + READING_NANOS);
    LAST.set(now);
    now
}

/// Whole milliseconds until that time of the run, which is what timers count.
pub fn millis_until(time: u64) -> u32 {
    (time.saturating_sub(now()) / 1_000_000).min(i32::MAX as u64) as u32
}
