//! Running: what begins with a click on Run, Compare or a question, and what comes of it.

use super::{App, FILENAME, Msg};
use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use gloo_timers::callback::Interval;
use weft_host_worker as host;
use weft_session::{ClockMode, Event, GilPolicy, Options, Program, Stream, Summary};
use weft_trace::{Finding, Lane, findings};
use yew::prelude::*;

use crate::{
    compare::{self, Way},
    console::Kind,
    inbox::Inbox,
    replay::Recorded,
    results::{self, View},
    run::{EXIT_STOPPED, Run},
    tabs::Tab,
    texts::Text,
    timeline::{TICK_MILLIS, lane_name},
    toolbar::{Status, now_millis},
    traceback,
};

/// Bytes of the end of stderr in which an error's place is looked for.
const STDERR_TAIL: usize = 16 << 10;
/// How long the page takes events before it draws, in milliseconds.
const PORTION_MILLIS: f64 = 10.0;
/// So many events of a trace are taken in some milliseconds.
const PORTION_EVENTS: usize = 8_000;
/// So many bytes of output likewise.
const PORTION_BYTES: usize = 256 << 10;
/// A trace of more events is looked through in a worker.
const MANY_EVENTS: usize = 20_000;

/// The run under way.
pub(super) struct Active {
    run: Run,
    inbox: Inbox,
    number: u32,
    pub(super) since_millis: f64,
    clock: ClockMode,
    pub(super) stopping: bool,
    /// Processes that wait for a line of input.
    pub(super) inputs_wanted: usize,
    stderr_tail: String,
    _ticks: Interval,
}

impl App {
    /// The program as it stands in the editor.
    pub(super) fn program(&self) -> Option<Program> {
        let source = self.editor.as_ref()?.text();
        Some(Program { source, filename: FILENAME.to_owned(), args: Vec::new() })
    }

    /// Runs the program with the options chosen.
    pub(super) fn start(&mut self, context: &Context<App>) -> bool {
        self.start_with(context, self.settings.options())
    }

    /// Runs the program so that races come to light; the options stay as they are.
    pub(super) fn look_for_races(&mut self, context: &Context<App>) -> bool {
        let options = Options { races: true, gil: GilPolicy::Random, ..self.settings.options() };
        self.start_with(context, options)
    }

    fn start_with(&mut self, context: &Context<App>, options: Options) -> bool {
        let Some(program) = self.program().filter(|_| self.active.is_none()) else { return false };
        self.keep_draft();
        if let Some(comparison) = &self.comparison {
            comparison.borrow_mut().stop();
            self.comparison_version += 1;
        }
        if self.tab == Tab::Editor {
            self.show(Tab::Timeline);
        }
        self.forget_run();
        let number = self.runs;
        let inbox = Inbox::new(context.link().callback(move |events| Msg::Events(number, events)));
        let clock = options.clock;
        self.recorded = Recorded::begin(&program, &options, &self.files);
        self.looked_for_races = options.races;
        self.trace.begin(clock == ClockMode::Real);
        let link = context.link().clone();
        self.active = Some(Active {
            run: {
                let inbox = inbox.clone();
                Run::start(program, options, self.files.clone(), move |event| inbox.push(event))
            },
            inbox,
            number,
            since_millis: now_millis(),
            clock,
            stopping: false,
            inputs_wanted: 0,
            stderr_tail: String::new(),
            _ticks: Interval::new(TICK_MILLIS, move || link.send_message(Msg::Tick)),
        });
        true
    }

    /// Makes room for another run to be shown.
    fn forget_run(&mut self) {
        if let Some(editor) = &self.editor {
            editor.clear_errors();
            editor.clear_marks();
        }
        self.console.borrow_mut().clear();
        self.console_version += 1;
        self.unread = false;
        self.cursor = None;
        self.findings = Rc::default();
        self.sharing = None;
        self.finder = None;
        self.races.clear();
        self.looked_for_races = false;
        self.shown_way = None;
        self.stepping.only = None;
        self.runs += 1;
    }

    pub(super) fn compare(&mut self, context: &Context<App>) -> bool {
        let Some(program) = self.program().filter(|_| self.active.is_none()) else { return false };
        self.keep_draft();
        self.comparisons += 1;
        let number = self.comparisons;
        // The one before is dropped first, which stops its run.
        self.comparison = None;
        let on_event = context.link().callback(move |event| Msg::Compared(number, event));
        let comparison = compare::Comparison::start(program, self.settings.options(), self.files.clone(), on_event);
        self.comparison = Some(Rc::new(RefCell::new(comparison)));
        self.comparison_version += 1;
        self.shown_way = None;
        self.show(Tab::Results);
        self.show_view(View::Compare);
        true
    }

    /// Something came out of the comparison under way.
    pub(super) fn take_compared(&mut self, context: &Context<App>, number: u32, event: Event) -> bool {
        let Some(comparison) = self.comparison.clone().filter(|_| number == self.comparisons) else { return false };
        let news = comparison.borrow_mut().take(event);
        self.comparison_version += u32::from(news);
        // As soon as it is clear which run stands for the program as written, there is something to look at.
        let written = comparison.borrow().written();
        let measured = comparison.borrow().current() != Some(Way::AsWritten);
        if news && measured && self.shown_way.is_none() {
            self.show_way(context, written);
        }
        news
    }

    /// Shows a run of the comparison as if it had been run alone.
    pub(super) fn show_way(&mut self, context: &Context<App>, way: Way) -> bool {
        let shown = self.comparison.as_ref().and_then(|comparison| comparison.borrow().shown(way));
        let Some(shown) = shown.filter(|_| self.active.is_none()) else { return false };
        self.forget_run();
        self.shown_way = Some(way);
        self.trace.replace(shown.trace);
        self.recorded = Recorded::begin(&shown.program, &shown.options, &self.files);
        if let Some(recorded) = &mut self.recorded {
            recorded.finish();
        }
        self.outcome = Status::Finished { exit_code: 0, wall_nanos: shown.wall, clock: shown.options.clock };
        self.console.borrow_mut().write(Kind::Stdout, &shown.output);
        self.look_through(context, Vec::new());
        true
    }

    /// Asks the run to stop; asked again, does not wait for its answer.
    pub(super) fn stop(&mut self, context: &Context<App>) -> bool {
        match &mut self.active {
            None => false,
            Some(active) if active.stopping => {
                let wall_nanos = ((now_millis() - active.since_millis) * 1e6) as u64;
                self.finish(context, Summary { exit_code: EXIT_STOPPED, wall_nanos, ..Summary::default() });
                true
            }
            Some(active) => {
                active.run.stop();
                active.stopping = true;
                true
            }
        }
    }

    pub(super) fn take_events(&mut self, context: &Context<App>, number: u32, mut events: VecDeque<Event>) -> bool {
        let until = now_millis() + PORTION_MILLIS;
        while let Some(event) = events.pop_front() {
            // What is still under way from a run that was given up.
            let Some(active) = self.active.as_mut().filter(|active| active.number == number) else { return true };
            if now_millis() > until && !active.stopping && !matches!(event, Event::Finished(_)) {
                events.push_front(event);
                active.inbox.put_back(events);
                return true;
            }
            match event {
                Event::Output { at, stream, mut text, pid, tid } => {
                    let rest = text.split_off(text.floor_char_boundary(PORTION_BYTES));
                    if !rest.is_empty() {
                        events.push_front(Event::Output { at, stream, text: rest, pid, tid });
                    }
                    let kind = match stream {
                        Stream::Stdout => Kind::Stdout,
                        Stream::Stderr => {
                            keep_tail(&mut active.stderr_tail, &text);
                            Kind::Stderr
                        }
                    };
                    let lane = Lane { pid, tid };
                    let name = lane_name(&self.trace.recording().borrow(), lane);
                    self.console.borrow_mut().write_by(kind, Some((lane, &name)), &text);
                    self.console_version += 1;
                    self.unread |= self.view != View::Console;
                }
                Event::Trace(mut first) => {
                    let rest = first.split_off(first.len().min(PORTION_EVENTS));
                    if !rest.is_empty() {
                        events.push_front(Event::Trace(rest));
                    }
                    self.trace.push(first, now_millis());
                }
                Event::InputNeeded { .. } => {
                    active.inputs_wanted += 1;
                    self.show(Tab::Results);
                    self.show_view(View::Console);
                }
                Event::Races { pid, races } => {
                    self.races.insert(pid, races.into());
                }
                Event::InputGiven(input) => {
                    if let Some(recorded) = &mut self.recorded {
                        recorded.given(input);
                    }
                }
                Event::Files(files) => self.files = files.into(),
                // The page does not ask for it.
                Event::Schedule(_) => {}
                Event::Finished(summary) => self.finish(context, summary),
            }
        }
        true
    }

    pub(super) fn send_input(&mut self, line: Option<String>) -> bool {
        let Some(active) = self.active.as_mut().filter(|active| active.inputs_wanted > 0) else { return false };
        active.inputs_wanted -= 1;
        let mut console = self.console.borrow_mut();
        match &line {
            Some(line) => console.write(Kind::Input, &format!("{line}\n")),
            None => console.write(Kind::Input, "^D\n"),
        }
        self.console_version += 1;
        active.run.input(line);
        true
    }

    /// What there is to say of the recording; this takes a while if it is large.
    pub(super) fn findings_here(&self) -> Vec<Finding> {
        findings(&self.trace.recording().borrow(), self.settings.cores as u32)
    }

    /// Finds what there is to say of a run that is over, beside what is `known`: here, or in a worker if that takes long.
    fn look_through(&mut self, context: &Context<App>, mut known: Vec<Finding>) {
        let recording = self.trace.recording();
        let recording = recording.borrow();
        if recording.event_count() <= MANY_EVENTS {
            known.extend(self.findings_here());
        } else {
            let number = self.runs;
            let on_answer = context.link().callback(move |found| Msg::Found(number, found));
            let batches = self.trace.take_batches();
            let cores = self.settings.cores as u32;
            let finder = host::Findings::start(batches, recording.end(), cores, move |found| on_answer.emit(found));
            self.finder = Some(finder);
        }
        self.findings = Rc::new(known);
    }

    fn finish(&mut self, context: &Context<App>, summary: Summary) {
        let Some(active) = self.active.take() else { return };
        let Summary { exit_code, wall_nanos, ended_by, deadlock, sharing, .. } = summary;
        self.sharing = sharing;
        self.trace.finish(wall_nanos);
        if let Some(recorded) = &mut self.recorded {
            recorded.finish();
        }
        self.outcome = Status::Finished { exit_code, wall_nanos, clock: active.clock };
        if let Some(why) = ended_by {
            let note = self.language.text_with(Text::EndedBy, &why);
            self.console.borrow_mut().write_line(Kind::Note, &note);
            self.console_version += 1;
            self.unread |= self.view != View::Console;
        }
        let recording = self.trace.recording();
        let found = deadlock.map(|report| results::deadlock_findings(&report, &recording.borrow())).unwrap_or_default();
        self.look_through(context, found);
        if exit_code != 0
            && let Some(editor) = &self.editor
            && let Some(failure) = traceback::last_failure(&active.stderr_tail, FILENAME)
        {
            editor.show_error(failure.line, &failure.message);
        }
    }
}

/// Adds `text` to `tail` and keeps the last [`STDERR_TAIL`] bytes, in whole lines.
fn keep_tail(tail: &mut String, text: &str) {
    tail.push_str(text);
    if tail.len() > 2 * STDERR_TAIL {
        let from = tail.ceil_char_boundary(tail.len() - STDERR_TAIL);
        let line = tail[from..].find('\n').map_or(from, |end| from + end + 1);
        tail.drain(..line);
    }
}
