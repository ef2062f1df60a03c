//! Events of a run, handed to the page once a frame, in portions: a program that prints without end must not keep the
//! page from drawing.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
};

use wasm_bindgen::prelude::*;
use weft_session::Event;
use yew::Callback;

/// Frames do not come while the page is hidden, and events must not pile up then.
const HIDDEN_MILLIS: i32 = 250;

/// Where a run's events wait for the next frame.
#[derive(Clone)]
pub struct Inbox(Rc<Inner>);

struct Inner {
    events: RefCell<VecDeque<Event>>,
    /// The frame and the timeout asked for, whichever comes first.
    scheduled: Cell<Option<(i32, i32)>>,
    on_time: Closure<dyn Fn()>,
    deliver: Callback<VecDeque<Event>>,
}

impl Inbox {
    pub fn new(deliver: Callback<VecDeque<Event>>) -> Inbox {
        Inbox(Rc::new_cyclic(|this: &Weak<Inner>| {
            let this = this.clone();
            let on_time = Closure::new(move || {
                if let Some(inner) = this.upgrade() {
                    inner.deliver();
                }
            });
            Inner { events: RefCell::default(), scheduled: Cell::new(None), on_time, deliver }
        }))
    }

    pub fn push(&self, event: Event) {
        self.0.events.borrow_mut().push_back(event);
        self.0.schedule();
    }

    /// What was delivered and is too much for now comes back, to be delivered first.
    pub fn put_back(&self, mut rest: VecDeque<Event>) {
        let mut events = self.0.events.borrow_mut();
        rest.append(&mut events);
        *events = rest;
        self.0.schedule();
    }
}

impl Inner {
    fn schedule(&self) {
        if self.scheduled.get().is_some() {
            return;
        }
        let Some(window) = web_sys::window() else { return };
        let on_time = self.on_time.as_ref().unchecked_ref();
        let frame = window.request_animation_frame(on_time);
        let timeout = window.set_timeout_with_callback_and_timeout_and_arguments_0(on_time, HIDDEN_MILLIS);
        if let (Ok(frame), Ok(timeout)) = (frame, timeout) {
            self.scheduled.set(Some((frame, timeout)));
        }
    }

    fn deliver(&self) {
        if let (Some(window), Some((frame, timeout))) = (web_sys::window(), self.scheduled.take()) {
            // One of the two has just come and is cancelled in vain.
            let _ = window.cancel_animation_frame(frame);
            window.clear_timeout_with_handle(timeout);
        }
        let events = self.events.take();
        if !events.is_empty() {
            self.deliver.emit(events);
        }
    }
}
