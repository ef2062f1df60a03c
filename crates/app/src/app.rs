//! The page as a whole: its state, what can happen to it, and where everything stands.

mod address;
mod running;

use std::{
    cell::RefCell,
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use weft_host_worker as host;
use weft_session::{ClockMode, Direction, Event, GilPolicy, ProcessMode, Race, Sharing, StartMethod, StoredFile};
use weft_trace::{Finding, Moment, Nanos, Pid, Place};
use yew::prelude::*;

use crate::{
    compare::{self, Way},
    console::{Console, ConsolePanel},
    editor::{Editor, EditorPanel},
    icons,
    language::Language,
    listeners::listeners,
    programs::{self, Choice},
    questions::{AnsweredBy, Question, Questions},
    replay::{Answer, Recorded, ReplayView, Stepping},
    results::{
        self, CompareView, EventsView, FilesView, FindingsView, Headline, MomentView, View, ViewTabs, WallTimeView,
    },
    settings::{self, Entry, Settings},
    share::Shared,
    splitter::{Axis, Splitter},
    tabs::{Tab, TabBar},
    texts::Text,
    theme::Theme,
    timeline::{LiveTrace, Timeline, lane_name, thread_place},
    toolbar::{Status, Toolbar, now_millis},
};
use address::{about_link, forget_link, opened_link, page_address};
use running::Active;

/// What tracebacks call the program.
const FILENAME: &str = "main.py";
/// Milliseconds of quiet after which a draft is kept.
const DRAFT_MILLIS: u32 = 400;
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
    /// Have a question of a newcomer answered.
    Ask(&'static Question),
    Run,
    /// Run so that races come to light.
    LookForRaces,
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
    /// Show the run of the comparison that stands for that way.
    ShowWay(Way),
    /// Forget one of the files, or all.
    DeleteFiles(Option<String>),
    SetColumns(f64),
    SetRows(f64),
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
    /// Whether the run that is shown was watched for races.
    looked_for_races: bool,
    /// Found so far, by process.
    races: BTreeMap<Pid, Rc<[Race]>>,
    /// What programs left behind, and the next one finds.
    files: Rc<[StoredFile]>,
    comparison: Option<compare::Shared>,
    comparisons: u32,
    comparison_version: u32,
    /// The way of the comparison whose run is shown.
    shown_way: Option<Way>,
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
            looked_for_races: false,
            races: BTreeMap::new(),
            files: Rc::default(),
            comparison: None,
            comparisons: 0,
            comparison_version: 0,
            shown_way: None,
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
                self.choose(choice);
                true
            }
            Msg::Restore => {
                self.show_text(&self.choice.original(self.language));
                true
            }
            Msg::Ask(question) => {
                self.choose(question.choice());
                self.show_view(View::Findings);
                match question.answered_by {
                    AnsweredBy::Running => self.start(context),
                    AnsweredBy::LookingForRaces => self.look_for_races(context),
                    AnsweredBy::Comparing => self.compare(context),
                }
            }
            Msg::Run => self.start(context),
            Msg::LookForRaces => self.look_for_races(context),
            Msg::Stop => self.stop(context),
            Msg::Events(number, events) => self.take_events(context, number, events),
            Msg::Found(number, found) => {
                if number != self.runs || self.finder.take().is_none() {
                    return false;
                }
                let found = found.unwrap_or_else(|_| self.findings_here());
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
                let Some(program) = self.program() else { return false };
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
            Msg::Compared(number, event) => self.take_compared(context, number, event),
            Msg::ShowWay(way) => self.show_way(context, way),
            Msg::DeleteFiles(path) => {
                self.files = self
                    .files
                    .iter()
                    .filter(|file| path.as_ref().is_some_and(|path| file.path != *path))
                    .cloned()
                    .collect();
                true
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
                        <div class="panel-head">
                            <h2>{ language.text(Text::Timeline) }</h2>
                            <Headline trace={self.trace.recording()} findings={self.findings.clone()}
                                races={self.races.clone()} {language} on={link.callback(|message| message)} />
                        </div>
                        <div class="timeline">
                            if self.active.is_none() && self.trace.recording().borrow().is_empty() {
                                <Questions {language} on_ask={link.callback(Msg::Ask)} />
                            }
                            <Timeline trace={self.trace.recording()} version={self.trace.version()} {language}
                                cursor={self.cursor} on_cursor={link.callback(Msg::SetCursor)} />
                        </div>
                    </section>
                    <Splitter axis={Axis::Rows} share={self.settings.rows}
                        label={language.text(Text::ResizeRows)} on_change={link.callback(Msg::SetRows)} />
                    <section class="panel results-panel" id="panel-results" role="tabpanel"
                        aria-labelledby="tab-results">
                        <h2 class="visually-hidden">{ language.text(Text::Results) }</h2>
                        <ViewTabs {language} shown={self.view} unread={self.unread} findings={self.finding_count()}
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
                    trace={trace.clone()} wants_input={self.wants_input()} on_input={link.callback(Msg::Input)}
                    on_clear={link.callback(|()| Msg::ClearConsole)} />
            },
            View::Moment => html! {
                <MomentView {trace} {version} cursor={self.cursor} {language} on_line={link.callback(Msg::GoToLine)}
                    on_cursor={link.callback(Msg::SetCursor)} replay={self.replay()} on={link.callback(|message| message)} />
            },
            View::WallTime => html! { <WallTimeView {trace} {version} {language} {cores} sharing={self.sharing} /> },
            View::Findings => html! {
                <FindingsView {trace} findings={self.findings.clone()} races={self.races.clone()}
                    finished={finished && self.finder.is_none()} looked_for_races={self.looked_for_races} {language}
                    on={link.callback(|message| message)} />
            },
            View::Events => html! {
                <EventsView {trace} {version} {finished} {language} on_jump={link.callback(Msg::Jump)} />
            },
            View::Files => html! {
                <FilesView files={self.files.clone()} {language} busy={self.active.is_some()}
                    on_delete={link.callback(Msg::DeleteFiles)} />
            },
            View::Compare => html! {
                <CompareView comparison={self.comparison.clone()} version={self.comparison_version} {language}
                    busy={self.active.is_some()} shown={self.shown_way} on_show={link.callback(Msg::ShowWay)}
                    on_start={link.callback(|()| Msg::Compare)}
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

    fn finding_count(&self) -> usize {
        self.findings.len() + self.races.values().map(|races| races.len()).sum::<usize>()
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
                let class = format!("thread-{}", thread_place(&recording, lane.lane));
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

    fn text_changed(&mut self, context: &Context<App>) -> bool {
        let link = context.link().clone();
        self.draft_timer = Some(Timeout::new(DRAFT_MILLIS, move || link.send_message(Msg::KeepDraft)));
        let Some(editor) = &self.editor else { return false };
        let edited = editor.text() != self.choice.original(self.language);
        std::mem::replace(&mut self.edited, edited) != edited
    }

    fn choose(&mut self, choice: Choice) {
        self.keep_draft();
        self.choice = choice;
        choice.keep();
        if choice != Choice::Shared {
            forget_link();
        }
        self.show_text(&choice.text(self.language));
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
}

fn show_language(language: Language) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if let Some(root) = document.document_element() {
        // Setting a well-formed attribute cannot fail.
        let _ = root.set_attribute("lang", language.tag());
    }
    document.set_title(&format!("Weft: {}", language.text(Text::Tagline)));
}
