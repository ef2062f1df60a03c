//! Stacks and variables of every thread at the cursor.

use std::rc::Rc;

use weft_session::{Call, ProcessMoment, ThreadMoment, Variable};
use weft_trace::{Lane, Recording};
use yew::prelude::*;

use crate::{
    language::Language,
    replay::Shown,
    texts::Text,
    timeline::{lane_name, thread_place},
};

/// What the drawing of a moment needs to know besides the moment.
pub struct Stacks<'a> {
    pub recording: &'a Recording,
    pub language: Language,
    /// The program's text as it ran.
    pub source: &'a str,
    pub on_line: &'a Callback<u32>,
}

impl Stacks<'_> {
    pub fn show(&self, shown: &Rc<Shown>) -> Html {
        let several = shown.processes.len() > 1;
        html! {
            <section class="stacks" aria-label={self.language.text(Text::StacksAndVariables)}>
                { for shown.processes.iter().map(|process| self.process(process, several)) }
            </section>
        }
    }

    fn process(&self, process: &ProcessMoment, several: bool) -> Html {
        let name = self.recording.process(process.pid).map_or_else(String::new, |p| p.name().to_owned());
        html! {
            <>
            if several {
                <h3>{ format!("{name} {}", process.pid) }</h3>
            }
            { for process.threads.iter().map(|thread| self.thread(process, thread)) }
            if !process.globals.is_empty() {
                <details class="stack" open=true key={format!("globals-{}", process.pid)}>
                    <summary>{ self.language.text(Text::Globals) }</summary>
                    { self.variables(&process.globals) }
                </details>
            }
            </>
        }
    }

    fn thread(&self, process: &ProcessMoment, thread: &ThreadMoment) -> Html {
        let lane = Lane { pid: process.pid, tid: thread.tid };
        let swatch = format!("swatch thread-{}", thread_place(self.recording, lane));
        // The calls that brought the program about are of no interest.
        let last = thread.calls.iter().rposition(|call| call.user).map_or(0, |last| last + 1);
        let calls = &thread.calls[..if thread.more_calls > 0 { thread.calls.len() } else { last }];
        let place = thread.user_call().map(|call| format!("{}:{}", call.function, call.line)).unwrap_or_default();
        let mut levels: Vec<Html> = Vec::new();
        let mut library: Vec<&str> = Vec::new();
        for call in calls {
            if call.user {
                levels.extend(self.library(&mut library));
                levels.push(self.call(call, levels.is_empty()));
            } else if !call.filename.starts_with("<prelude") {
                library.push(&call.function);
            }
        }
        levels.extend(self.library(&mut library));
        html! {
            <details class="stack" open=true data-stack={format!("{}:{}", lane.pid, lane.tid)}
                key={format!("{}-{}", lane.pid, lane.tid)}>
                <summary><i class={swatch} aria-hidden="true" />{ lane_name(self.recording, lane) }
                    <code>{ place }</code></summary>
                <ol>{ for levels }</ol>
                if thread.more_calls > 0 {
                    <p>{ self.language.fill(Text::MoreCalls, &[&thread.more_calls.to_string()]) }</p>
                }
            </details>
        }
    }

    /// Library calls in a row, innermost first.
    fn library(&self, functions: &mut Vec<&str>) -> Option<Html> {
        let names = std::mem::take(functions).join(" ← ");
        let text = || self.language.fill(Text::InLibrary, &[&names]);
        (!names.is_empty()).then(|| html! { <li class="library">{ text() }</li> })
    }

    fn call(&self, call: &Call, innermost: bool) -> Html {
        let line = call.line;
        let go = self.language.fill(Text::GoToLine, &[&line.to_string()]);
        html! {
            <li>
                <p class="call">
                    <code>{ &call.function }</code>
                    <button class="link" type="button" aria-label={go} onclick={self.on_line.reform(move |_| line)}>
                        { line }
                    </button>
                    { self.source_line(call) }
                </p>
                if innermost && !call.instruction.is_empty() {
                    <p class="instruction">
                        { self.language.fill(Text::NextInstruction, &[&call.instruction]) }
                    </p>
                }
                if !call.variables.is_empty() {
                    { self.variables(&call.variables) }
                }
            </li>
        }
    }

    /// The line, with the part marked that runs next.
    fn source_line(&self, call: &Call) -> Html {
        let Some(text) = self.source.lines().nth((call.line as usize).saturating_sub(1)) else {
            return Html::default();
        };
        let (from, to) = call.columns.unwrap_or_default();
        let part = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
        let (from, to) = (from as usize, to as usize);
        let before = part(0, from);
        html! {
            <code class="source">
                { before.trim_start().to_owned() }<mark>{ part(from, to) }</mark>{ part(to, usize::MAX) }
            </code>
        }
    }

    fn variables(&self, variables: &[Variable]) -> Html {
        html! {
            <table class="variables">
                <thead class="visually-hidden"><tr>
                    <th scope="col">{ self.language.text(Text::ColumnVariable) }</th>
                    <th scope="col">{ self.language.text(Text::ColumnValue) }</th>
                </tr></thead>
                <tbody>{ for variables.iter().map(|variable| html! {
                    <tr><th scope="row">{ &variable.name }</th><td>{ &variable.value }</td></tr>
                }) }</tbody>
            </table>
        }
    }
}
