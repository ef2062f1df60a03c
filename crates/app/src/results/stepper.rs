//! The buttons that lead through a run step by step.

use web_sys::{HtmlSelectElement, KeyboardEvent};
use weft_session::{Direction, Unit};
use weft_trace::{Lane, Recording};
use yew::prelude::*;

use crate::{
    app::Msg,
    icons,
    language::Language,
    replay::{Readiness, ReplayView, Stepping, Trouble},
    texts::Text,
    timeline::lane_name,
};

const UNITS: [(Unit, &str, Text); 3] = [
    (Unit::Instruction, "instruction", Text::UnitInstruction),
    (Unit::Line, "line", Text::UnitLine),
    (Unit::Switch, "switch", Text::UnitSwitch),
];

/// A comma steps back and a full stop forward, as on other players.
pub fn on_key(event: &KeyboardEvent, on: &Callback<Msg>) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return;
    }
    let direction = match event.key().as_str() {
        "," => Direction::Back,
        "." => Direction::Forward,
        _ => return,
    };
    event.prevent_default();
    on.emit(Msg::Step(direction));
}

/// What there is of it under the clock that the run had.
pub fn stepper(replay: &ReplayView, recording: &Recording, language: Language, on: &Callback<Msg>) -> Html {
    match replay.ready {
        Some(Readiness::Ready) => buttons(replay, recording, language, on),
        Some(Readiness::Running) => html! { <p>{ language.text(Text::ReplayRunning) }</p> },
        None => html! {
            <div class="replay-offer">
                <p>{ language.text(Text::ReplayNeedsVirtual) }</p>
                <button type="button" onclick={on.reform(|_| Msg::RunVirtual)}>
                    { language.text(Text::RunVirtual) }
                </button>
            </div>
        },
    }
}

fn buttons(replay: &ReplayView, recording: &Recording, language: Language, on: &Callback<Msg>) -> Html {
    let Stepping { unit, only } = replay.stepping;
    let step = |direction: Direction, text: Text, key: &'static str, icon: Html| {
        let title = format!("{} ({key})", language.text(text));
        html! {
            <button type="button" class="icon-only" aria-label={language.text(text)} aria-keyshortcuts={key} {title}
                onclick={on.reform(move |_| Msg::Step(direction))}>{ icon }</button>
        }
    };
    let on_unit = on.reform(move |event: Event| {
        let chosen = value_of(&event);
        let unit = UNITS.iter().find(|(_, id, _)| *id == chosen).map_or(unit, |(unit, ..)| *unit);
        Msg::SetStepping(Stepping { unit, only })
    });
    let lanes: Vec<Lane> = recording.lanes().map(|lane| lane.lane()).collect();
    let on_thread = {
        let lanes = lanes.clone();
        on.reform(move |event: Event| {
            let chosen = value_of(&event);
            let only = lanes.iter().copied().find(|lane| id_of(*lane) == chosen);
            Msg::SetStepping(Stepping { unit, only })
        })
    };
    let trouble = match &replay.trouble {
        Some(Trouble::NoStep(Direction::Back)) => language.text(Text::NoStepBack).to_owned(),
        Some(Trouble::NoStep(Direction::Forward)) => language.text(Text::NoStepForward).to_owned(),
        Some(Trouble::Worker(why)) => language.fill(Text::ReplayFailed, &[why]),
        None => String::new(),
    };
    html! {
        <div class="stepper" role="group" aria-label={language.text(Text::Stepper)}>
            <span class="step-buttons">
                { step(Direction::Back, Text::StepBack, ",", icons::step_back()) }
                { step(Direction::Forward, Text::StepForward, ".", icons::step_forward()) }
            </span>
            <label>{ language.text(Text::StepUnit) }
                <select onchange={on_unit}>
                    { for UNITS.iter().map(|(each, id, name)| html! {
                        <option value={*id} selected={*each == unit}>{ language.text(*name) }</option>
                    }) }
                </select>
            </label>
            <label>{ language.text(Text::StepOf) }
                <select onchange={on_thread}>
                    <option value="" selected={only.is_none()}>{ language.text(Text::AllThreads) }</option>
                    { for lanes.iter().map(|lane| html! {
                        <option value={id_of(*lane)} selected={only == Some(*lane)}>{ lane_name(recording, *lane) }</option>
                    }) }
                </select>
            </label>
            <span class="step-note" role="status">{ trouble }</span>
        </div>
    }
}

fn id_of(lane: Lane) -> String {
    format!("{}:{}", lane.pid, lane.tid)
}

fn value_of(event: &Event) -> String {
    event.target_unchecked_into::<HtmlSelectElement>().value()
}
