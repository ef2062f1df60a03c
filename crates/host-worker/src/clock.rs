//! One clock for all workers of a run.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast as _;
use web_sys::{Performance, WorkerGlobalScope};

thread_local! {
    static PERFORMANCE: RefCell<Option<Performance>> = const { RefCell::new(None) };
    static START: Cell<f64> = const { Cell::new(0.0) };
}

/// Milliseconds since 1970, monotonic; the same in all workers of a page.
pub fn absolute_millis() -> f64 {
    PERFORMANCE.with_borrow_mut(|p| {
        let p = p.get_or_insert_with(|| {
            js_sys::global().unchecked_into::<WorkerGlobalScope>().performance().expect("workers have a clock")
        });
        p.time_origin() + p.now()
    })
}

/// Time 0 of the run, in [`absolute_millis`].
pub fn start_at(millis: f64) {
    START.set(millis);
}

/// Nanoseconds since the run began.
pub fn now() -> u64 {
    ((absolute_millis() - START.get()).max(0.0) * 1e6) as u64
}
