//! How the page runs programs: one at a time, in the order in which they were asked for. The Run button and
//! `weft.run` share the one machine.

use std::{
    cell::RefCell,
    collections::VecDeque,
    rc::{Rc, Weak},
};

use weft_host_worker as host;
use weft_session::{Event, Options, Program, StoredFile, Summary};

pub use weft_host_worker::{Mistake, warm_up};

/// As a shell shows a program that Ctrl+C ended.
pub const EXIT_STOPPED: i32 = 130;

thread_local! {
    /// The run under way, and behind it those that wait for their turn.
    static LINE: RefCell<VecDeque<Rc<Entry>>> = RefCell::default();
}

struct Entry {
    state: RefCell<State>,
    on_event: Box<dyn Fn(Event)>,
}

enum State {
    Waiting(Program, Options, Rc<[StoredFile]>),
    UnderWay(host::Run),
    Over,
}

/// A run under way or waiting for its turn. Dropping it stops it.
pub struct Run(Rc<Entry>);

impl Run {
    /// Starts `program`, which finds `files`, as soon as those before it have ended; `on_event` gets everything that
    /// comes out of it, `Event::Finished` last.
    pub fn start(
        program: Program,
        options: Options,
        files: Rc<[StoredFile]>,
        on_event: impl Fn(Event) + 'static,
    ) -> Run {
        let state = RefCell::new(State::Waiting(program, options, files));
        let entry = Rc::new(Entry { state, on_event: Box::new(on_event) });
        let first = LINE.with_borrow_mut(|line| {
            line.push_back(entry.clone());
            line.len() == 1
        });
        if first {
            begin(&entry);
        }
        Run(entry)
    }

    pub fn stop(&self) {
        match &*self.0.state.borrow() {
            State::UnderWay(run) => return run.stop(),
            State::Over => return,
            State::Waiting(..) => {}
        }
        self.0.state.replace(State::Over);
        leave(&self.0);
        (self.0.on_event)(Event::Finished(Summary { exit_code: EXIT_STOPPED, ..Summary::default() }));
    }

    /// A line for `input()`, without its end; `None` is the end of the input.
    pub fn input(&self, line: Option<String>) {
        if let State::UnderWay(run) = &*self.0.state.borrow() {
            run.input(line);
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        if !matches!(self.0.state.replace(State::Over), State::Over) {
            leave(&self.0);
        }
    }
}

/// Asks for the syntax errors of a program. While something runs nobody is asked, and the answer is None at once: the
/// question would be in the way of the run's messages, and of its time.
pub fn check(source: String, on_answer: impl FnOnce(Option<Vec<Mistake>>) + 'static) {
    if LINE.with_borrow(VecDeque::is_empty) {
        host::check(source, |mistakes| on_answer(Some(mistakes)));
    } else {
        on_answer(None);
    }
}

fn begin(entry: &Rc<Entry>) {
    let State::Waiting(program, options, files) = entry.state.replace(State::Over) else { return };
    let this: Weak<Entry> = Rc::downgrade(entry);
    let run = host::Run::start(program, options, files, move |event| {
        let Some(entry) = this.upgrade() else { return };
        let last = matches!(event, Event::Finished(_));
        if last {
            entry.state.replace(State::Over);
        }
        (entry.on_event)(event);
        if last {
            leave(&entry);
        }
    });
    entry.state.replace(State::UnderWay(run));
}

/// Takes a run that is over out of the line; if it was the first, the next begins.
fn leave(entry: &Rc<Entry>) {
    let next = LINE.with_borrow_mut(|line| {
        let place = line.iter().position(|other| Rc::ptr_eq(other, entry))?;
        line.remove(place);
        if place == 0 { line.front().cloned() } else { None }
    });
    if let Some(next) = next {
        begin(&next);
    }
}
