//! The page as a whole: its state, what can happen to it, and where everything stands.

use std::{
    cell::RefCell,
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};
use weft_host_worker as host;
use weft_session::{
    ClockMode, Direction, Event, GilPolicy, Options, ProcessMode, Program, Race, Sharing, StartMethod, StoredFile,
    Stream, Summary,
};
use weft_trace::{Finding, Lane, Moment, Nanos, Pid, Place, findings};
use yew::prelude::*;

use crate::{
    compare,
    console::{Console, ConsolePanel, Kind},
    editor::{Editor, EditorPanel},
    icons,
    inbox::Inbox,
    language::Language,
    listeners::listeners,
    programs::{self, Choice},
    replay::{Answer, Recorded, ReplayView, Stepping},
    results::{self, CompareView, EventsView, FilesView, FindingsView, MomentView, View, ViewTabs, WallTimeView},
    run::{EXIT_STOPPED, Run},
    settings::{self, Entry, Settings},
    share::{BadLink, Shared},
    splitter::{Axis, Splitter},
    tabs::{Tab, TabBar},
    texts::Text,
    theme::Theme,
    timeline::{self, LiveTrace, Timeline, lane_name},
    toolbar::{Status, Toolbar, now_millis},
    traceback,
};

/// What tracebacks call the program.
const FILENAME: &str = "main.py";
/// Milliseconds of quiet after which a draft is kept.
const DRAFT_MILLIS: u32 = 400;
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

#[derive(Properties)]
pub struct AppProps {
    /// Of the editor's module.
    pub editor: js_sys::Promise,
}

impl PartialEq for AppProps {
    fn eq(&self, _: &AppProps) -> bool {
        true
    }
}

pub enum Msg {
    EditorReady(Editor),
    Edited,
    KeepDraft,
    Choose(Choice),
    Restore,
    Run,
    Stop,
    /// Of the run with this number.
    Events(u32, VecDeque<Event>),
    /// What is to be said of the run with this number.
    Found(u32, Result<Vec<Finding>, String>),
    /// Time has passed in the run under way.
    Tick,
    /// A line for `input()`, or the end of the input.
    Input(Option<String>),
    ClearConsole,
    SetMode(&'static Entry<ProcessMode>),
    SetStart(&'static Entry<StartMethod>),
    SetRaces(&'static Entry<bool>),
    SetCores(f64),
    SetSeed(f64),
    /// In milliseconds.
    SetInterval(f64),
    SetGil(&'static Entry<GilPolicy>),
    SetClock(&'static Entry<ClockMode>),
    SetLanguage(Language),
    ToggleTheme,
    /// The system changed between light and dark.
    ShowTheme(Theme),
    Show(Tab),
    ShowView(View),
    /// A moment of the recording was chosen.
    SetCursor(Nanos),
    /// One step back or forth from the cursor.
    Step(Direction),
    SetStepping(Stepping),
    /// Of the run with this number, which is run again.
    Replayed(u32, Answer),
    /// Run under the virtual clock, for moments to be shown with variables.
    RunVirtual,
    /// A finding or an event is to be shown where it happened.
    Jump(Place),
    GoToLine(u32),
    /// Make a link.
    Share,
    /// The address changed.
    OpenLink,
    DismissNotice,
    Compare,
    /// Of the comparison with this number.
    Compared(u32, Event),
    StopComparing,
    SetColumns(f64),
    SetRows(f64),
}

/// The run under way.
struct Active {
    run: Run,
    inbox: Inbox,
    number: u32,
    since_millis: f64,
    clock: ClockMode,
    stopping: bool,
    /// Processes that wait for a line of input.
    inputs_wanted: usize,
    stderr_tail: String,
    _ticks: Interval,
}

pub struct App {
    language: Language,
    theme: Theme,
    settings: Settings,
    choice: Choice,
    /// The text differs from the example's.
    edited: bool,
    editor: Option<Editor>,
    draft_timer: Option<Timeout>,
    active: Option<Active>,
    runs: u32,
    outcome: Status,
    trace: LiveTrace,
    console: Rc<RefCell<Console>>,
    console_version: u32,
    tab: Tab,
    view: View,
    /// Output came while something else was shown.
    unread: bool,
    cursor: Option<Nanos>,
    /// The last run, if it can be repeated.
    recorded: Option<Recorded>,
    stepping: Stepping,
    findings: Rc<Vec<Finding>>,
    /// Of the last run, if its processes had to share cores.
    sharing: Option<Sharing>,
    /// A worker that looks for more of them.
    finder: Option<host::Findings>,
    /// Found so far, by process.
    races: BTreeMap<Pid, Rc<[Race]>>,
    /// What the last program left behind.
    files: Rc<[StoredFile]>,
    comparison: Option<compare::Shared>,
    comparisons: u32,
    comparison_version: u32,
    /// The link that was made last.
    link: AttrValue,
    /// What is to be said of a link that cannot be read.
    notice: Option<Text>,
    _listeners: Vec<EventListener>,
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(context: &Context<App>) -> App {
        let language = Language::initial();
        show_language(language);
        let mut settings = Settings::initial();
        let mut choice = Choice::initial();
        let mut notice = None;
        match opened_link() {
            Some(Ok(shared)) => {
                programs::set_shared(&shared.program.source);
                settings = settings.with_options(&shared.options);
                choice = Choice::Shared;
            }
            Some(Err(bad)) => notice = Some(about_link(bad)),
            None => {}
        }
        App {
            language,
            theme: Theme::initial(),
            settings,
            choice,
            edited: choice.text(language) != choice.original(language),
            editor: None,
            draft_timer: None,
            active: None,
            runs: 0,
            outcome: Status::Fresh,
            trace: LiveTrace::default(),
            console: Rc::default(),
            console_version: 0,
            tab: Tab::Editor,
            view: View::Console,
            unread: false,
            cursor: None,
            recorded: None,
            stepping: Stepping::default(),
            findings: Rc::default(),
            sharing: None,
            finder: None,
            races: BTreeMap::new(),
            files: Rc::default(),
            comparison: None,
            comparisons: 0,
            comparison_version: 0,
            link: AttrValue::default(),
            notice,
            _listeners: listeners(context),
        }
    }

    fn update(&mut self, context: &Context<App>, message: Msg) -> bool {
        match message {
            Msg::EditorReady(editor) => {
                self.editor = Some(editor);
                false
            }
            Msg::Edited => self.text_changed(context),
            Msg::KeepDraft => {
                self.keep_draft();
                false
            }
            Msg::Choose(choice) => {
                self.keep_draft();
                self.choice = choice;
                choice.keep();
                if choice != Choice::Shared {
                    forget_link();
                }
                self.show_text(&choice.text(self.language));
                true
            }
            Msg::Restore => {
                self.show_text(&self.choice.original(self.language));
                true
            }
            Msg::Run => self.start(context),
            Msg::Stop => self.stop(context),
            Msg::Events(number, events) => self.take_events(context, number, events),
            Msg::Found(number, found) => {
                if number != self.runs || self.finder.take().is_none() {
                    return false;
                }
                let found = found.unwrap_or_else(|_| self.look_through());
                self.findings = Rc::new(self.findings.iter().cloned().chain(found).collect());
                true
            }
            Msg::Tick => {
                self.trace.tick(now_millis());
                true
            }
            Msg::Input(line) => self.send_input(line),
            Msg::ClearConsole => {
                self.console.borrow_mut().clear();
                self.console_version += 1;
                true
            }
            Msg::SetGil(gil) => self.set(Settings { gil, ..self.settings.clone() }),
            Msg::SetClock(clock) => self.set(Settings { clock, ..self.settings.clone() }),
            Msg::SetStart(start) => self.set(Settings { start, ..self.settings.clone() }),
            Msg::SetMode(mode) => self.set(Settings { mode, ..self.settings.clone() }),
            Msg::SetRaces(races) => self.set(Settings { races, ..self.settings.clone() }),
            Msg::SetCores(cores) => self.set(Settings { cores, ..self.settings.clone() }),
            Msg::SetSeed(seed) => self.set(Settings { seed, ..self.settings.clone() }),
            Msg::SetInterval(interval) => self.set(Settings { interval, ..self.settings.clone() }),
            Msg::SetColumns(columns) => self.set(Settings { columns, ..self.settings.clone() }),
            Msg::SetRows(rows) => self.set(Settings { rows, ..self.settings.clone() }),
            Msg::SetLanguage(language) => {
                self.keep_draft();
                self.language = language;
                language.keep();
                show_language(language);
                if let Some(editor) = &self.editor {
                    editor.set_language(language);
                }
                if !self.edited {
                    self.show_text(&self.choice.original(language));
                }
                true
            }
            Msg::ToggleTheme => {
                let theme = self.theme.other();
                theme.keep();
                self.show_theme(theme)
            }
            Msg::ShowTheme(theme) => self.show_theme(theme),
            Msg::Show(tab) => {
                self.show(tab);
                true
            }
            Msg::ShowView(view) => {
                self.show_view(view);
                self.ask_for_moment(context);
                true
            }
            Msg::SetCursor(at) => {
                self.set_cursor(at);
                self.ask_for_moment(context);
                true
            }
            Msg::Step(direction) => {
                let (from, stepping, answers) = (self.cursor.unwrap_or(0), self.stepping, self.answers(context));
                if let Some(recorded) = &mut self.recorded {
                    recorded.step(from, direction, stepping, &answers);
                }
                true
            }
            Msg::SetStepping(stepping) => {
                self.stepping = stepping;
                true
            }
            Msg::Replayed(number, answer) => {
                let Some(recorded) = self.recorded.as_mut().filter(|_| number == self.runs) else { return false };
                if let Some(at) = recorded.take(answer) {
                    self.set_cursor(at);
                }
                true
            }
            Msg::RunVirtual => {
                if let Some(clock) = settings::CLOCKS.iter().find(|entry| entry.value == ClockMode::Virtual) {
                    self.set(Settings { clock, ..self.settings.clone() });
                }
                self.start(context)
            }
            Msg::Jump(place) => {
                self.set_cursor(place.start);
                self.ask_for_moment(context);
                if place.line > 0
                    && let Some(editor) = &self.editor
                {
                    editor.go_to_line(place.line);
                }
                self.show(Tab::Timeline);
                true
            }
            Msg::GoToLine(line) => {
                self.show(Tab::Editor);
                if let Some(editor) = &self.editor {
                    editor.go_to_line(line);
                }
                true
            }
            Msg::Share => {
                let Some(editor) = &self.editor else { return false };
                let program = Program { source: editor.text(), filename: FILENAME.to_owned(), args: Vec::new() };
                let shared = Shared { program, options: self.settings.options() };
                self.link = (page_address() + &shared.to_hash()).into();
                true
            }
            Msg::OpenLink => self.open_link(),
            Msg::DismissNotice => {
                self.notice = None;
                true
            }
            Msg::Compare => self.compare(context),
            Msg::Compared(number, event) => {
                let Some(comparison) = self.comparison.clone().filter(|_| number == self.comparisons) else {
                    return false;
                };
                let news = comparison.borrow_mut().take(event);
                self.comparison_version += u32::from(news);
                news
            }
            Msg::StopComparing => {
                if let Some(comparison) = &self.comparison {
                    comparison.borrow_mut().stop();
                }
                self.comparison_version += 1;
                true
            }
        }
    }

    fn view(&self, context: &Context<App>) -> Html {
        let link = context.link();
        let language = self.language;
        let style = format!("--columns: {:.4}; --rows: {:.4}", self.settings.columns, self.settings.rows);
        html! {
            <>
            <Toolbar {language} theme={self.theme} choice={self.choice} settings={self.settings.clone()}
                status={self.status()} link={self.link.clone()} on={link.callback(|message| message)} />
            if let Some(notice) = self.notice {
                <div class="notice" role="alert">
                    <p>{ language.text(notice) }</p>
                    <button type="button" onclick={link.callback(|_| Msg::DismissNotice)}>
                        { language.text(Text::Dismiss) }
                    </button>
                </div>
            }
            { results::patterns() }
            <TabBar {language} shown={self.tab} unread={self.unread} on_show={link.callback(Msg::Show)} />
            <main class="panels" data-tab={self.tab.id()} {style}>
                <section class="panel editor-panel" id="panel-editor" role="tabpanel" aria-labelledby="tab-editor">
                    { self.editor_head(context) }
                    <EditorPanel module={context.props().editor.clone()} theme={self.theme} {language}
                        text={self.choice.text(language)} on_ready={link.callback(Msg::EditorReady)}
                        on_change={link.callback(|()| Msg::Edited)} on_run={link.callback(|()| Msg::Run)} />
                </section>
                <Splitter axis={Axis::Columns} share={self.settings.columns}
                    label={language.text(Text::ResizeColumns)} on_change={link.callback(Msg::SetColumns)} />
                <div class="results">
                    <section class="panel timeline-panel" id="panel-timeline" role="tabpanel"
                        aria-labelledby="tab-timeline">
                        <div class="panel-head"><h2>{ language.text(Text::Timeline) }</h2></div>
                        <div class="timeline">
                            <Timeline trace={self.trace.recording()} version={self.trace.version()} {language}
                                cursor={self.cursor} on_cursor={link.callback(Msg::SetCursor)} />
                        </div>
                    </section>
                    <Splitter axis={Axis::Rows} share={self.settings.rows}
                        label={language.text(Text::ResizeRows)} on_change={link.callback(Msg::SetRows)} />
                    <section class="panel results-panel" id="panel-results" role="tabpanel"
                        aria-labelledby="tab-results">
                        <ViewTabs {language} shown={self.view} unread={self.unread} findings={self.findings.len() + self.races.values().map(|races| races.len()).sum::<usize>()}
                            on_show={link.callback(Msg::ShowView)} />
                        <div class="view" role="tabpanel" id="view-panel"
                            aria-labelledby={format!("view-{}", self.view.id())}>
                            { self.result(context) }
                        </div>
                    </section>
                </div>
            </main>
            </>
        }
    }
}

impl App {
    /// What the panel below the timeline shows.
    fn result(&self, context: &Context<App>) -> Html {
        let link = context.link();
        let language = self.language;
        let trace = self.trace.recording();
        let version = self.trace.version();
        let finished = trace.borrow().finished();
        let cores = self.settings.cores as u32;
        match self.view {
            View::Console => html! {
                <ConsolePanel console={self.console.clone()} version={self.console_version} {language}
                    wants_input={self.wants_input()} on_input={link.callback(Msg::Input)}
                    on_clear={link.callback(|()| Msg::ClearConsole)} />
            },
            View::Moment => html! {
                <MomentView {trace} {version} cursor={self.cursor} {language} on_line={link.callback(Msg::GoToLine)}
                    on_cursor={link.callback(Msg::SetCursor)} replay={self.replay()} on={link.callback(|message| message)} />
            },
            View::WallTime => html! { <WallTimeView {trace} {version} {language} {cores} sharing={self.sharing} /> },
            View::Findings => html! {
                <FindingsView {trace} findings={self.findings.clone()} races={self.races.clone()}
                    finished={finished && self.finder.is_none()} {language}
                    on_jump={link.callback(Msg::Jump)} on_line={link.callback(Msg::GoToLine)} />
            },
            View::Events => html! {
                <EventsView {trace} {version} {finished} {language} on_jump={link.callback(Msg::Jump)} />
            },
            View::Files => html! { <FilesView files={self.files.clone()} {language} /> },
            View::Compare => html! {
                <CompareView comparison={self.comparison.clone()} version={self.comparison_version} {language}
                    busy={self.active.is_some()} on_start={link.callback(|()| Msg::Compare)}
                    on_stop={link.callback(|()| Msg::StopComparing)} />
            },
        }
    }

    fn editor_head(&self, context: &Context<App>) -> Html {
        let language = self.language;
        html! {
            <div class="panel-head">
                <h2>{ language.text(Text::Editor) }</h2>
                <span class="file-name">{ FILENAME }</span>
                <span class="grow" />
                if self.edited && self.choice != Choice::Own {
                    <button class="quiet" type="button" title={language.text(Text::RestoreHint)}
                        onclick={context.link().callback(|_| Msg::Restore)}>
                        { icons::restore() }<span>{ language.text(Text::Restore) }</span>
                    </button>
                }
            </div>
        }
    }

    fn status(&self) -> Status {
        match &self.active {
            Some(active) => Status::Running { since_millis: active.since_millis, stopping: active.stopping },
            None => self.outcome,
        }
    }

    fn wants_input(&self) -> bool {
        self.active.as_ref().is_some_and(|active| active.inputs_wanted > 0)
    }

    fn set(&mut self, settings: Settings) -> bool {
        self.settings = settings;
        self.settings.keep();
        true
    }

    fn show_theme(&mut self, theme: Theme) -> bool {
        self.theme = theme;
        theme.show();
        if let Some(editor) = &self.editor {
            editor.set_theme(theme);
        }
        true
    }

    fn show(&mut self, tab: Tab) {
        self.tab = tab;
    }

    fn show_view(&mut self, view: View) {
        self.view = view;
        if view == View::Console {
            self.unread = false;
        }
    }

    /// What the panel shows of the run that is run again.
    fn replay(&self) -> ReplayView {
        let recorded = self.recorded.as_ref();
        recorded.map_or_else(|| ReplayView::none(self.stepping), |recorded| recorded.view(self.cursor, self.stepping))
    }

    fn answers(&self, context: &Context<App>) -> Callback<Answer> {
        let number = self.runs;
        context.link().callback(move |answer| Msg::Replayed(number, answer))
    }

    /// Have the stacks and variables at the cursor made out, if they are to be seen.
    fn ask_for_moment(&mut self, context: &Context<App>) {
        let answers = self.answers(context);
        if let (View::Moment, Some(at), Some(recorded)) = (self.view, self.cursor, &mut self.recorded) {
            recorded.show(at, &answers);
        }
    }

    /// Puts the cursor there, and marks in the editor where each thread stands then.
    fn set_cursor(&mut self, at: Nanos) {
        self.cursor = Some(at);
        let Some(editor) = &self.editor else { return };
        editor.clear_marks();
        let shown = self.recorded.as_ref().and_then(|recorded| recorded.at(Some(at)));
        let recording = self.trace.recording();
        let recording = recording.borrow();
        for lane in Moment::of(&recording, at).lanes {
            // A trace knows the lines where states changed, a repeated run all.
            let exact = shown.and_then(|shown| shown.thread(lane.lane)?.user_call()).map(|call| call.line);
            if let Some(line) = exact.or(lane.span.map(|span| span.line)).filter(|line| *line > 0) {
                let class = format!("thread-{}", results::thread_place(&recording, lane.lane));
                editor.mark_line(line, &class, &lane_name(&recording, lane.lane));
            }
        }
    }

    fn open_link(&mut self) -> bool {
        match opened_link() {
            Some(Ok(shared)) => {
                self.keep_draft();
                programs::set_shared(&shared.program.source);
                self.settings = self.settings.with_options(&shared.options);
                self.choice = Choice::Shared;
                self.notice = None;
                self.show_text(&self.choice.text(self.language));
            }
            Some(Err(bad)) => self.notice = Some(about_link(bad)),
            None => return false,
        }
        true
    }

    fn compare(&mut self, context: &Context<App>) -> bool {
        let Some(editor) = &self.editor else { return false };
        if self.active.is_some() {
            return false;
        }
        let program = Program { source: editor.text(), filename: FILENAME.to_owned(), args: Vec::new() };
        self.keep_draft();
        self.comparisons += 1;
        let number = self.comparisons;
        // The one before is dropped first, which stops its run.
        self.comparison = None;
        let on_event = context.link().callback(move |event| Msg::Compared(number, event));
        let comparison = compare::Comparison::start(program, self.settings.options(), on_event);
        self.comparison = Some(Rc::new(RefCell::new(comparison)));
        self.comparison_version += 1;
        self.show(Tab::Results);
        self.show_view(View::Compare);
        true
    }

    fn text_changed(&mut self, context: &Context<App>) -> bool {
        let link = context.link().clone();
        self.draft_timer = Some(Timeout::new(DRAFT_MILLIS, move || link.send_message(Msg::KeepDraft)));
        let Some(editor) = &self.editor else { return false };
        let edited = editor.text() != self.choice.original(self.language);
        std::mem::replace(&mut self.edited, edited) != edited
    }

    fn keep_draft(&mut self) {
        self.draft_timer = None;
        if let Some(editor) = &self.editor {
            self.choice.keep_draft(&editor.text(), self.language);
        }
    }

    fn show_text(&mut self, text: &str) {
        if let Some(editor) = &self.editor {
            editor.set_text(text);
        }
        self.edited = text != self.choice.original(self.language);
    }

    fn start(&mut self, context: &Context<App>) -> bool {
        let Some(editor) = &self.editor else { return false };
        if self.active.is_some() {
            return false;
        }
        editor.clear_errors();
        editor.clear_marks();
        let source = editor.text();
        self.keep_draft();
        self.console.borrow_mut().clear();
        self.console_version += 1;
        self.unread = false;
        self.cursor = None;
        self.findings = Rc::default();
        self.sharing = None;
        self.finder = None;
        self.races.clear();
        self.files = Rc::default();
        if let Some(comparison) = &self.comparison {
            comparison.borrow_mut().stop();
            self.comparison_version += 1;
        }
        if self.tab == Tab::Editor {
            self.show(Tab::Timeline);
        }
        self.runs += 1;
        let number = self.runs;
        let inbox = Inbox::new(context.link().callback(move |events| Msg::Events(number, events)));
        let program = Program { source, filename: FILENAME.to_owned(), args: Vec::new() };
        let options: Options = self.settings.options();
        let clock = options.clock;
        self.recorded = Recorded::begin(&program, &options);
        self.stepping.only = None;
        self.trace.begin(clock == ClockMode::Real);
        let link = context.link().clone();
        self.active = Some(Active {
            run: {
                let inbox = inbox.clone();
                Run::start(program, options, move |event| inbox.push(event))
            },
            inbox,
            number,
            since_millis: now_millis(),
            clock,
            stopping: false,
            inputs_wanted: 0,
            stderr_tail: String::new(),
            _ticks: Interval::new(timeline::TICK_MILLIS, move || link.send_message(Msg::Tick)),
        });
        true
    }

    /// Asks the run to stop; asked again, does not wait for its answer.
    fn stop(&mut self, context: &Context<App>) -> bool {
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

    fn take_events(&mut self, context: &Context<App>, number: u32, mut events: VecDeque<Event>) -> bool {
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

    fn send_input(&mut self, line: Option<String>) -> bool {
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
    fn look_through(&self) -> Vec<Finding> {
        findings(&self.trace.recording().borrow(), self.settings.cores as u32)
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
        let recording = recording.borrow();
        let mut found = deadlock.map(|report| results::deadlock_findings(&report, &recording)).unwrap_or_default();
        if recording.event_count() <= MANY_EVENTS {
            found.extend(self.look_through());
        } else {
            let number = self.runs;
            let on_answer = context.link().callback(move |found| Msg::Found(number, found));
            let batches = self.trace.take_batches();
            let cores = self.settings.cores as u32;
            let finder = host::Findings::start(batches, recording.end(), cores, move |found| on_answer.emit(found));
            self.finder = Some(finder);
        }
        self.findings = Rc::new(found);
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

/// The program of the page's address, if there is one.
fn opened_link() -> Option<Result<Shared, BadLink>> {
    Shared::from_hash(&gloo_utils::window().location().hash().ok()?)
}

fn about_link(bad: BadLink) -> Text {
    match bad {
        BadLink::Damaged => Text::LinkBroken,
        BadLink::Newer => Text::LinkNewer,
    }
}

/// The page's address without a hash.
fn page_address() -> String {
    let address = gloo_utils::window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Takes the program out of the address, so that a reload shows what was chosen since.
fn forget_link() {
    if opened_link().is_some()
        && let Ok(history) = gloo_utils::window().history()
    {
        // A page that may not change its address keeps it.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&page_address()));
    }
}

fn show_language(language: Language) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if let Some(root) = document.document_element() {
        // Setting a well-formed attribute cannot fail.
        let _ = root.set_attribute("lang", language.tag());
    }
    document.set_title(&format!("Weft: {}", language.text(Text::Tagline)));
}
