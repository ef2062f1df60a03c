//! The bar at the top: which program, how to run it, and how the last run went.

use gloo_timers::callback::Interval;
use weft_session::{ClockMode, ProcessMode, StartMethod};
use yew::prelude::*;

use crate::{
    app::Msg,
    clipboard, duration, icons,
    language::Language,
    programs::{self, Choice, EXAMPLES},
    settings::{CLOCKS, CORES, Entry, GIL_POLICIES, INTERVAL, MODES, Number, RACES, SEED, START_METHODS, Settings},
    texts::Text,
    theme::Theme,
};

/// What the bar says of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    /// Nothing was run yet.
    Fresh,
    /// Since a moment of `performance.now()`.
    Running {
        since_millis: f64,
        stopping: bool,
    },
    Finished {
        exit_code: i32,
        wall_nanos: u64,
        clock: ClockMode,
    },
}

#[derive(Properties, PartialEq)]
pub struct ToolbarProps {
    pub language: Language,
    pub theme: Theme,
    pub choice: Choice,
    pub settings: Settings,
    pub status: Status,
    /// To the program and its options, as they were when it was asked for.
    pub link: AttrValue,
    pub on: Callback<Msg>,
}

#[function_component(Toolbar)]
pub fn toolbar(props: &ToolbarProps) -> Html {
    let ToolbarProps { language, theme, choice, settings, status, on, .. } = props;
    let language = *language;
    let running = matches!(status, Status::Running { .. });
    let (theme_icon, theme_hint) =
        if theme.is_dark() { (icons::sun(), Text::ToLight) } else { (icons::moon(), Text::ToDark) };
    let other = match language {
        Language::English => Language::Chinese,
        Language::Chinese => Language::English,
    };
    html! {
        <header class="bar">
            <div class="brand" title={language.text(Text::Tagline)}>
                { icons::mark() }<h1>{ "Weft" }</h1>
            </div>
            <ProgramMenu {language} choice={*choice} on={on.clone()} />
            <div class="run-buttons">
                <button class="primary run" type="button" disabled={running} title={language.text(Text::RunHint)}
                    onclick={on.reform(|_| Msg::Run)}>
                    { icons::run() }<span>{ language.text(Text::Run) }</span>
                </button>
                <button class="stop" type="button" disabled={!running} title={language.text(Text::StopHint)}
                    onclick={on.reform(|_| Msg::Stop)}>
                    { icons::stop() }<span>{ language.text(Text::Stop) }</span>
                </button>
            </div>
            <button class="compare-button" type="button" disabled={running} title={language.text(Text::CompareHint)}
                onclick={on.reform(|_| Msg::Compare)}>
                { icons::compare() }<span>{ language.text(Text::Compare) }</span>
            </button>
            <button class="options-toggle" type="button" popovertarget="options" title={language.text(Text::Options)}
                aria-label={language.text(Text::Options)}>
                { icons::options() }<span>{ language.text(Text::Options) }</span>
            </button>
            <OptionsPopover {language} settings={settings.clone()} on={on.clone()} />
            <StatusLine {language} status={*status} />
            <div class="looks">
                <button class="quiet icon-only share-button" type="button" popovertarget="share"
                    aria-label={language.text(Text::Share)} title={language.text(Text::ShareHint)}
                    onclick={on.reform(|_| Msg::Share)}>
                    { icons::share() }
                </button>
                <SharePopover {language} link={props.link.clone()} />
                <button class="quiet" type="button" lang={other.tag()} title={language.text(Text::OtherLanguageHint)}
                    onclick={on.reform(move |_| Msg::SetLanguage(other))}>
                    { language.text(Text::OtherLanguage) }
                </button>
                <button class="quiet icon-only" type="button" aria-label={language.text(theme_hint)}
                    title={language.text(theme_hint)} onclick={on.reform(|_| Msg::ToggleTheme)}>
                    { theme_icon }
                </button>
            </div>
        </header>
    }
}

#[derive(Properties, PartialEq)]
struct ProgramMenuProps {
    language: Language,
    choice: Choice,
    on: Callback<Msg>,
}

#[function_component(ProgramMenu)]
fn program_menu(props: &ProgramMenuProps) -> Html {
    let language = props.language;
    let on = props.on.clone();
    let onchange = move |event: Event| {
        if let Some(choice) = chosen_id(&event).and_then(|id| Choice::from_id(&id)) {
            on.emit(Msg::Choose(choice));
        }
    };
    let option = |choice: Choice, name: Text| {
        html! {
            <option value={choice.id()} selected={choice == props.choice}>{ language.text(name) }</option>
        }
    };
    html! {
        <label class="field program">
            <span class="visually-hidden">{ language.text(Text::Program) }</span>
            <select {onchange}>
                { option(Choice::Own, Text::OwnProgram) }
                if programs::has_shared() {
                    { option(Choice::Shared, Text::SharedProgram) }
                }
                <optgroup label={language.text(Text::Examples)}>
                    { for EXAMPLES.iter().map(|example| option(Choice::Example(example), example.name)) }
                </optgroup>
            </select>
        </label>
    }
}

#[derive(Properties)]
struct EntryMenuProps<T: 'static> {
    language: Language,
    label: Text,
    entries: &'static [Entry<T>],
    chosen: &'static Entry<T>,
    on_choose: Callback<&'static Entry<T>>,
}

impl<T> PartialEq for EntryMenuProps<T> {
    fn eq(&self, other: &EntryMenuProps<T>) -> bool {
        self.language == other.language && std::ptr::eq(self.chosen, other.chosen)
    }
}

#[function_component(EntryMenu)]
fn entry_menu<T: 'static>(props: &EntryMenuProps<T>) -> Html {
    let language = props.language;
    let entries = props.entries;
    let on_choose = props.on_choose.clone();
    let onchange = move |event: Event| {
        let chosen = chosen_id(&event);
        if let Some(entry) = entries.iter().find(|entry| Some(entry.id) == chosen.as_deref()) {
            on_choose.emit(entry);
        }
    };
    // A label reads out what stands in it, so the explanation stands beside it.
    let explained = format!("explain-{}", language.text(props.label).replace(' ', "-"));
    html! {
        <div class="option">
            <label class="field">
                <span>{ language.text(props.label) }</span>
                <select {onchange} aria-describedby={explained.clone()}>
                    { for entries.iter().map(|entry| html! {
                        <option value={entry.id} selected={entry.id == props.chosen.id}>
                            { language.text(entry.name) }
                        </option>
                    }) }
                </select>
            </label>
            <p id={explained}>{ language.text(props.chosen.hint) }</p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct NumberFieldProps {
    language: Language,
    number: &'static Number,
    value: f64,
    on_change: Callback<f64>,
}

#[function_component(NumberField)]
fn number_field(props: &NumberFieldProps) -> Html {
    let (language, number) = (props.language, props.number);
    let on_change = props.on_change.clone();
    let onchange = move |event: Event| {
        let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
        match number.parse(&input.value()) {
            Some(value) => {
                let _ = input.remove_attribute("aria-invalid");
                on_change.emit(value);
            }
            None => {
                let _ = input.set_attribute("aria-invalid", "true");
            }
        }
    };
    let explained = format!("explain-{}", number.key);
    html! {
        <div class="option">
            <label class="field">
                <span>{ language.text(number.name) }</span>
                <input type="number" inputmode="decimal" min={number.least.to_string()} max={number.most.to_string()}
                    step={if number.whole { "1" } else { "any" }} value={props.value.to_string()}
                    aria-describedby={explained.clone()} {onchange} />
            </label>
            <p id={explained}>{ language.text(number.hint) }</p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct OptionsPopoverProps {
    language: Language,
    settings: Settings,
    on: Callback<Msg>,
}

#[function_component(OptionsPopover)]
fn options_popover(props: &OptionsPopoverProps) -> Html {
    let OptionsPopoverProps { language, settings, on } = props;
    let language = *language;
    html! {
        <div id="options" class="options popover" popover="auto" role="group" aria-label={language.text(Text::Options)}>
            <EntryMenu<weft_session::GilPolicy> {language} label={Text::Gil} entries={GIL_POLICIES}
                chosen={settings.gil} on_choose={on.reform(Msg::SetGil)} />
            <EntryMenu<ClockMode> {language} label={Text::Clock} entries={CLOCKS} chosen={settings.clock}
                on_choose={on.reform(Msg::SetClock)} />
            <EntryMenu<ProcessMode> {language} label={Text::Mode} entries={MODES} chosen={settings.mode}
                on_choose={on.reform(Msg::SetMode)} />
            <EntryMenu<StartMethod> {language} label={Text::Start} entries={START_METHODS} chosen={settings.start}
                on_choose={on.reform(Msg::SetStart)} />
            <EntryMenu<bool> {language} label={Text::Races} entries={RACES} chosen={settings.races}
                on_choose={on.reform(Msg::SetRaces)} />
            <NumberField {language} number={&CORES} value={settings.cores} on_change={on.reform(Msg::SetCores)} />
            <NumberField {language} number={&INTERVAL} value={settings.interval}
                on_change={on.reform(Msg::SetInterval)} />
            <NumberField {language} number={&SEED} value={settings.seed} on_change={on.reform(Msg::SetSeed)} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SharePopoverProps {
    language: Language,
    link: AttrValue,
}

#[function_component(SharePopover)]
fn share_popover(props: &SharePopoverProps) -> Html {
    let language = props.language;
    let field = use_node_ref();
    // The link that was copied: another one is not.
    let copied = use_state(AttrValue::default);
    let onclick = {
        let (field, copied, link) = (field.clone(), copied.clone(), props.link.clone());
        Callback::from(move |_| {
            let (field, copied, link) = (field.clone(), copied.clone(), link.clone());
            wasm_bindgen_futures::spawn_local(async move {
                if clipboard::copy(&link).await {
                    copied.set(link);
                } else if let Some(field) = field.cast::<web_sys::HtmlInputElement>() {
                    // At least it is ready for its reader to copy.
                    field.select();
                }
            });
        })
    };
    let done = !props.link.is_empty() && *copied == props.link;
    html! {
        <div id="share" class="share popover" popover="auto" role="group" aria-label={language.text(Text::Share)}>
            <p>{ language.text(Text::ShareExplain) }</p>
            <div class="share-line">
                <input ref={field} type="text" readonly=true value={props.link.clone()}
                    aria-label={language.text(Text::ShareLink)} />
                <button class="primary" type="button" {onclick}>
                    { icons::copy() }<span>{ language.text(if done { Text::Copied } else { Text::Copy }) }</span>
                </button>
            </div>
        </div>
    }
}

fn chosen_id(event: &Event) -> Option<String> {
    Some(event.target_dyn_into::<web_sys::HtmlSelectElement>()?.value())
}

#[derive(Properties, PartialEq)]
struct StatusLineProps {
    language: Language,
    status: Status,
}

#[function_component(StatusLine)]
fn status_line(props: &StatusLineProps) -> Html {
    let language = props.language;
    // Screen readers hear of starts and ends, not of every tenth of a second.
    let (said, shown) = match props.status {
        Status::Fresh => (String::new(), Html::default()),
        Status::Running { since_millis, stopping } => {
            let word = language.text(if stopping { Text::Stopping } else { Text::Running });
            let shown = html! {
                <span class="state running"><i class="dot" /><span class="what">{ word }</span>
                    <Stopwatch {language} {since_millis} /></span>
            };
            (word.to_owned(), shown)
        }
        Status::Finished { exit_code, wall_nanos, clock } => {
            let wall = duration::exact(language, wall_nanos);
            let note = if clock == ClockMode::Virtual {
                format!("({})", language.text(Text::VirtualTime))
            } else {
                String::new()
            };
            let (time, code) = (language.text(Text::WallTime), language.text(Text::ExitCode));
            let outcome = if exit_code == 0 { "ok" } else { "failed" };
            let shown = html! {
                <>
                <span class="state"><span class="what">{ time }</span>
                    <b id="wall-time">{ &wall }</b><span class="note">{ &note }</span></span>
                <span class={classes!("state", outcome)}><i class="dot" />
                    <span class="what">{ code }</span><b id="exit-code">{ exit_code }</b></span>
                </>
            };
            (format!("{time} {wall} {note}, {code} {exit_code}"), shown)
        }
    };
    html! {
        <div class="status">
            <span class="visually-hidden" role="status">{ said }</span>
            <span class="shown" aria-hidden="true">{ shown }</span>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct StopwatchProps {
    language: Language,
    since_millis: f64,
}

/// A running time that draws itself again ten times a second.
#[function_component(Stopwatch)]
fn stopwatch(props: &StopwatchProps) -> Html {
    let redraw = use_force_update();
    use_effect_with((), move |()| {
        let interval = Interval::new(100, move || redraw.force_update());
        move || drop(interval)
    });
    html! { <b>{ duration::running(props.language, now_millis() - props.since_millis) }</b> }
}

/// `performance.now()`.
pub fn now_millis() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
