//! Everything that happened, as a list of which only what is in view is in the page.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use weft_trace::{Entry, Log, Place, Recording, What};
use yew::prelude::*;

use crate::{
    language::Language,
    texts::Text,
    timeline::{Words, lane_name},
    toolbar::now_millis,
};

/// Height of a row in CSS pixels, as the style sheet has it.
const ROW: f64 = 28.0;
/// Rows drawn beyond what is in view.
const BEYOND: usize = 8;
/// How long the list is worked at in one piece, in milliseconds, and how much of it before the clock is looked at.
const WORK_MILLIS: f64 = 8.0;
const WORK_ENTRIES: usize = 2_000;
/// Browsers do not draw elements higher than some 16 million pixels.
const MOST_ROWS: usize = 500_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    All,
    States,
    Messages,
    Locks,
    Lives,
}

impl Kind {
    const ALL: [(Kind, &'static str, Text); 5] = [
        (Kind::All, "all", Text::EventsAll),
        (Kind::States, "states", Text::EventsStates),
        (Kind::Messages, "messages", Text::EventsMessages),
        (Kind::Locks, "locks", Text::EventsLocks),
        (Kind::Lives, "lives", Text::EventsLives),
    ];

    fn has(self, what: What) -> bool {
        match self {
            Kind::All => true,
            Kind::States => matches!(what, What::State(_)),
            Kind::Messages => matches!(what, What::Put(_) | What::Get(_)),
            Kind::Locks => matches!(what, What::Acquire(_) | What::Release(_) | What::Wake(..)),
            Kind::Lives => matches!(
                what,
                What::ProcessStart(_) | What::ProcessEnd(_) | What::ThreadStart | What::ThreadEnd | What::Failure(_)
            ),
        }
    }
}

#[derive(Properties)]
pub struct EventsProps {
    pub trace: Rc<RefCell<Recording>>,
    pub version: u32,
    pub finished: bool,
    pub language: Language,
    pub on_jump: Callback<Place>,
}

impl PartialEq for EventsProps {
    fn eq(&self, other: &EventsProps) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace)
            && (self.finished, self.language) == (other.finished, other.language)
            // A list of a run under way would change under the reader's eyes; it comes when the run is over.
            && (self.finished || self.version == other.version)
    }
}

pub enum Msg {
    /// The list is not complete.
    Work,
    Scrolled,
    Filter(String),
    Kind(usize),
}

pub struct EventsView {
    log: Log,
    /// The log is not complete.
    reading: bool,
    /// So much of the log has been looked through for what is listed.
    looked: usize,
    work: Option<Timeout>,
    kind: Kind,
    filter: String,
    /// Places in the log of the entries that are listed.
    listed: Vec<u32>,
    scroller: NodeRef,
    top: f64,
    height: f64,
}

impl Component for EventsView {
    type Message = Msg;
    type Properties = EventsProps;

    fn create(context: &Context<EventsView>) -> EventsView {
        let mut view = EventsView {
            log: Log::default(),
            reading: false,
            looked: 0,
            work: None,
            kind: Kind::All,
            filter: String::new(),
            listed: Vec::new(),
            scroller: NodeRef::default(),
            top: 0.0,
            height: 600.0,
        };
        view.read(context);
        view
    }

    fn changed(&mut self, context: &Context<EventsView>, old: &EventsProps) -> bool {
        let props = context.props();
        if !Rc::ptr_eq(&props.trace, &old.trace) || props.finished != old.finished {
            self.read(context);
        } else if props.language != old.language {
            self.list(context);
        }
        true
    }

    fn update(&mut self, context: &Context<EventsView>, message: Msg) -> bool {
        match message {
            Msg::Scrolled => {
                let Some(scroller) = self.scroller.cast::<Element>() else { return false };
                let (top, height) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
                return std::mem::replace(&mut self.top, top) != top
                    || std::mem::replace(&mut self.height, height) != height;
            }
            Msg::Work => {
                self.work(context);
                return true;
            }
            Msg::Filter(filter) => self.filter = filter.to_lowercase(),
            Msg::Kind(place) => self.kind = Kind::ALL[place.min(Kind::ALL.len() - 1)].0,
        }
        self.list(context);
        true
    }

    fn rendered(&mut self, context: &Context<EventsView>, first: bool) {
        if first {
            context.link().send_message(Msg::Scrolled);
        }
    }

    fn view(&self, context: &Context<EventsView>) -> Html {
        let props = context.props();
        let language = props.language;
        if !props.finished {
            return html! { <p class="empty">{ language.text(Text::FindingsRunning) }</p> };
        }
        let link = context.link();
        let oninput = link.batch_callback(|event: InputEvent| {
            Some(Msg::Filter(event.target_dyn_into::<HtmlInputElement>()?.value()))
        });
        let onchange = link.batch_callback(|event: Event| {
            let index = event.target_dyn_into::<HtmlSelectElement>()?.selected_index();
            usize::try_from(index).ok().map(Msg::Kind)
        });
        let first = ((self.top / ROW) as usize).saturating_sub(BEYOND).min(self.listed.len());
        let last = (((self.top + self.height) / ROW) as usize + BEYOND).min(self.listed.len());
        let recording = props.trace.borrow();
        let words = Words::new(language);
        let header = [Text::ColumnTime, Text::ColumnThread, Text::ColumnWhat, Text::ColumnLine];
        html! {
            <div class="events">
                <div class="events-bar">
                    <label class="field"><span>{ language.text(Text::EventsKind) }</span>
                        <select {onchange}>
                            { for Kind::ALL.iter().map(|(kind, id, name)| html! {
                                <option value={*id} selected={*kind == self.kind}>{ language.text(*name) }</option>
                            }) }
                        </select>
                    </label>
                    <label class="field"><span>{ language.text(Text::EventsFilter) }</span>
                        <input type="search" {oninput} />
                    </label>
                    <span class="events-count" role="status">{ language.fill(
                        Text::EventsCount,
                        &[&self.listed.len().to_string(), &self.log.entries().len().to_string()],
                    ) }</span>
                </div>
                <div class="events-scroll" ref={&self.scroller} tabindex="0" role="table"
                    aria-busy={self.work.is_some().to_string()}
                    aria-label={language.text(Text::Events)} aria-rowcount={(self.listed.len() + 1).to_string()}
                    onscroll={link.callback(|_| Msg::Scrolled)}>
                    <div role="rowgroup" class="events-head"><div role="row" class="event" aria-rowindex="1">
                        { for header.iter().map(|text| html! {
                            <span role="columnheader">{ language.text(*text) }</span>
                        }) }
                    </div></div>
                    <div role="rowgroup" class="events-rows"
                        style={format!("height: {}px", self.listed.len() as f64 * ROW)}>
                        { for (first..last).map(|row| {
                            let entry = &self.log.entries()[self.listed[row] as usize];
                            event_row(&recording, words, row, entry, props)
                        }) }
                    </div>
                </div>
            </div>
        }
    }
}

fn event_row(recording: &Recording, words: Words, row: usize, entry: &Entry, props: &EventsProps) -> Html {
    let (at, lane, line) = (entry.at, entry.lane, entry.line);
    let place = Place { start: at, end: at, lane: Some(lane), line };
    html! {
        <div role="row" class="event" key={row} aria-rowindex={(row + 2).to_string()}
            style={format!("top: {}px", row as f64 * ROW)}>
            <span role="cell"><button class="link" type="button"
                onclick={props.on_jump.reform(move |_| place)}>{ words.exact(at) }</button></span>
            <span role="cell">{ lane_name(recording, lane) }</span>
            <span role="cell">{ told(recording, props.language, words, entry) }</span>
            <span role="cell" class="figure">{ if line > 0 { line.to_string() } else { String::new() } }</span>
        </div>
    }
}

/// An entry in words.
fn told(recording: &Recording, language: Language, words: Words, entry: &Entry) -> String {
    let object = |id| recording.object(id).map_or_else(|| "?".to_owned(), |object| words.object(object));
    match entry.what {
        What::ProcessStart(_) => language.text(Text::EventProcessStarts).to_owned(),
        What::ProcessEnd(pid) => {
            let code = recording.process(pid).and_then(|process| process.exit_code());
            let ends = language.text(Text::EventProcessEnds);
            code.map_or_else(|| ends.to_owned(), |code| format!("{ends} · {}", words.exit_code(code)))
        }
        What::ThreadStart => language.text(Text::EventStarts).to_owned(),
        What::ThreadEnd => language.text(Text::EventEnds).to_owned(),
        What::State(weft_trace::State::Blocked { object: id }) => words.waits_for(&object(id)),
        What::State(state) => words.state(state.kind()).to_owned(),
        What::Acquire(id) => language.fill(Text::EventTakes, &[&object(id)]),
        What::Release(id) => language.fill(Text::EventReleases, &[&object(id)]),
        What::Put(place) | What::Get(place) => {
            let Some(message) = recording.message(place) else { return String::new() };
            let text = if matches!(entry.what, What::Put(_)) { Text::EventPuts } else { Text::EventGets };
            language.fill(text, &[&message.preview, &object(message.object)])
        }
        What::Wake(kind, to) => language.fill(Text::EventWakes, &[words.arrow(kind), &lane_name(recording, to)]),
        What::Failure(place) => {
            let failure = recording.failures().get(place as usize);
            failure.map_or_else(String::new, |failure| format!("{}: {}", words.uncaught(), failure.message))
        }
    }
}

impl EventsView {
    fn read(&mut self, context: &Context<EventsView>) {
        self.log = Log::default();
        self.reading = context.props().finished;
        self.top = 0.0;
        self.list(context);
    }

    /// Begins to choose the entries that the filter lets through.
    fn list(&mut self, context: &Context<EventsView>) {
        self.listed.clear();
        self.looked = 0;
        self.work(context);
    }

    /// Goes on for a moment with the log and what is chosen of it.
    fn work(&mut self, context: &Context<EventsView>) {
        let props = context.props();
        let recording = props.trace.borrow();
        let words = Words::new(props.language);
        let wanted = |entry: &Entry| {
            self.kind.has(entry.what)
                && (self.filter.is_empty()
                    || lane_name(&recording, entry.lane).to_lowercase().contains(&self.filter)
                    || told(&recording, props.language, words, entry).to_lowercase().contains(&self.filter))
        };
        let until = now_millis() + WORK_MILLIS;
        self.work = loop {
            if self.reading {
                self.reading = self.log.work(&recording, WORK_ENTRIES);
            }
            let entries = self.log.entries();
            let end = entries.len().min(self.looked + WORK_ENTRIES);
            let places = (self.looked..end).filter(|place| wanted(&entries[*place])).map(|place| place as u32);
            self.listed.extend(places.take(MOST_ROWS.saturating_sub(self.listed.len())));
            self.looked = end;
            if !self.reading && end == entries.len() {
                break None;
            }
            if now_millis() > until {
                let link = context.link().clone();
                break Some(Timeout::new(0, move || link.send_message(Msg::Work)));
            }
        };
    }
}
