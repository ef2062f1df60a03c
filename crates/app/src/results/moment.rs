//! What stood how at the cursor of the timeline.

use std::{cell::RefCell, rc::Rc};

use weft_trace::{Lane, LaneMoment, Moment, Nanos, ObjectId, Recording};
use yew::prelude::*;

use super::{
    stacks::Stacks,
    stepper::{on_key, stepper},
};
use crate::{
    app::Msg,
    icons,
    language::Language,
    replay::{Readiness, ReplayView},
    texts::Text,
    timeline::{Words, lane_name, span_wordings, thread_place},
};

#[derive(Properties)]
pub struct MomentProps {
    pub trace: Rc<RefCell<Recording>>,
    pub version: u32,
    pub cursor: Option<Nanos>,
    pub language: Language,
    pub on_line: Callback<u32>,
    pub on_cursor: Callback<Nanos>,
    /// The same run once more, which tells more.
    pub replay: ReplayView,
    pub on: Callback<Msg>,
}

impl PartialEq for MomentProps {
    fn eq(&self, other: &MomentProps) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace)
            && (self.version, self.cursor, self.language) == (other.version, other.cursor, other.language)
            && self.replay == other.replay
    }
}

#[function_component(MomentView)]
pub fn moment_view(props: &MomentProps) -> Html {
    let language = props.language;
    let recording = props.trace.borrow();
    let Some(at) = props.cursor.filter(|_| !recording.is_empty()) else {
        return html! {
            <div class="reading">
                <p>{ language.text(Text::NoCursor) }</p>
                if !recording.is_empty() {
                    { stepper(&props.replay, &recording, language, &props.on) }
                }
            </div>
        };
    };
    let words = Words::new(language);
    let moment = Moment::of(&recording, at);
    let stacks = Stacks { recording: &recording, language, source: &props.replay.source, on_line: &props.on_line };
    // An instruction of the virtual clock is some nanoseconds.
    let time = if props.replay.ready.is_some() { words.to_the_nanosecond(at) } else { words.exact(at) };
    let go = |text: Text, icon: Html, to: Option<Nanos>| {
        let on_cursor = props.on_cursor.clone();
        let onclick = Callback::from(move |_| {
            if let Some(to) = to {
                on_cursor.emit(to);
            }
        });
        html! {
            <button class="quiet icon-only" type="button" aria-label={language.text(text)} title={language.text(text)}
                disabled={to.is_none()} {onclick}>{ icon }</button>
        }
    };
    let held = |owner: Option<Lane>| match owner {
        Some(owner) => language.fill(Text::HeldBy, &[&lane_name(&recording, owner)]),
        None => language.text(Text::HeldByNobody).to_owned(),
    };
    let object = |id: ObjectId| recording.object(id).map_or_else(String::new, |object| words.object(object));
    let waiters = |lanes: &[Lane]| {
        let waits = lanes.iter().map(|lane| language.fill(Text::WaitedForBy, &[&lane_name(&recording, *lane)]));
        waits.map(|text| format!(" · {text}")).collect::<String>()
    };
    html! {
        <div class="reading" onkeydown={props.replay.ready.map(|_| {
            let on = props.on.clone();
            Callback::from(move |event: KeyboardEvent| on_key(&event, &on))
        })}>
            <div class="moment-bar">
                <p class="moment-head">
                    { go(Text::CursorBack, icons::back(), change_before(&recording, at)) }
                    <strong>{ language.fill(Text::AtTime, &[&time]) }</strong>
                    { go(Text::CursorForward, icons::forward(), change_after(&recording, at)) }
                </p>
                { stepper(&props.replay, &recording, language, &props.on) }
            </div>
            <div class="wide" tabindex="0" role="region" aria-label={language.text(Text::StateAtCursor)}>
            <table class="figures">
                <caption class="visually-hidden">{ language.text(Text::StateAtCursor) }</caption>
                <thead><tr>
                    <th scope="col">{ language.text(Text::ColumnThread) }</th>
                    <th scope="col">{ language.text(Text::ColumnState) }</th>
                    <th scope="col">{ language.text(Text::ColumnSince) }</th>
                    <th scope="col">{ language.text(Text::ColumnLine) }</th>
                </tr></thead>
                <tbody>{ for moment.lanes.iter().map(|lane| row(&recording, words, at, lane, props)) }</tbody>
            </table>
            </div>
            if !moment.locks.is_empty() {
                <h3>{ language.text(Text::Locks) }</h3>
                <ul class="plain">{ for moment.locks.iter().map(|lock| html! {
                    <li><b>{ object(lock.object) }</b>{ format!(": {}{}", held(lock.owner), waiters(&lock.waiters)) }</li>
                }) }</ul>
            }
            if !moment.queues.is_empty() {
                <h3>{ language.text(Text::Queues) }</h3>
                <ul class="plain">{ for moment.queues.iter().map(|queue| {
                    let holds = language.fill(Text::HoldsMessages, &[&queue.depth.to_string()]);
                    html! {
                        <li><b>{ object(queue.object) }</b>{ format!(": {holds}{}", waiters(&queue.waiters)) }
                            { for queue.messages.iter().map(|message| html! { <>{ " " }<code class="message">{ message }</code></> }) }
                        </li>
                    }
                }) }</ul>
            }
            { match &props.replay.moment {
                Some(shown) => stacks.show(shown),
                None if props.replay.ready == Some(Readiness::Ready) && props.replay.waiting => html! {
                    <p role="status">{ language.text(Text::ReplayWorking) }</p>
                },
                None => Html::default(),
            } }
        </div>
    }
}

fn row(recording: &Recording, words: Words, at: Nanos, lane: &LaneMoment, props: &MomentProps) -> Html {
    let language = props.language;
    let (state, since, line) = match lane.span {
        Some(span) => {
            let state = span_wordings(recording, words, &span).swap_remove(0);
            (state, words.short(at - span.start.min(at)), span.line)
        }
        None => (language.text(Text::NotBegun).to_owned(), String::new(), 0),
    };
    // A trace knows the lines where states changed, a repeated run all.
    let shown = props.replay.moment.as_ref().and_then(|shown| shown.thread(lane.lane)?.user_call());
    let line = shown.map_or(line, |call| call.line);
    let swatch = format!("swatch thread-{}", thread_place(recording, lane.lane));
    let kind = lane.span.map(|span| span.kind().name());
    html! {
        <tr data-lane-at={format!("{}:{}", lane.lane.pid, lane.lane.tid)} data-state={kind}>
            <th scope="row"><i class={swatch} aria-hidden="true" />{ lane_name(recording, lane.lane) }</th>
            <td>{ state }</td>
            <td class="figure">{ since }</td>
            <td class="figure">
                if line > 0 {
                    <button class="link" type="button" onclick={props.on_line.reform(move |_| line)}
                        aria-label={language.fill(Text::GoToLine, &[&line.to_string()])}>{ line }</button>
                }
            </td>
        </tr>
    }
}

/// When the last span before `at` began.
fn change_before(recording: &Recording, at: Nanos) -> Option<Nanos> {
    let earlier = at.checked_sub(1)?;
    let before = |lane: weft_trace::LaneView<'_>| {
        let span = lane.at(earlier).or_else(|| lane.span(lane.span_count().checked_sub(1)?))?;
        (span.start < at).then_some(span.start)
    };
    recording.lanes().filter_map(before).max()
}

/// When the next span after `at` begins.
fn change_after(recording: &Recording, at: Nanos) -> Option<Nanos> {
    let after = |lane: weft_trace::LaneView<'_>| match lane.index_at(at) {
        Some(index) => lane.span(index + 1).map(|span| span.start).or(lane.ended()),
        None => lane.span(0).map(|span| span.start),
    };
    recording.lanes().filter_map(after).filter(|start| *start > at).min()
}
