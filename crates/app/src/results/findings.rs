//! What a reader should know of a run, in sentences.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use weft_session::{Race, RaceAccess};
use weft_trace::{Finding, FindingKind, Pid, Place, Recording, Waiting};
use yew::prelude::*;

use crate::{
    icons,
    language::Language,
    texts::Text,
    timeline::{Words, lane_name},
};

#[derive(Properties)]
pub struct FindingsProps {
    pub trace: Rc<RefCell<Recording>>,
    /// Of the recording, as it stands.
    pub findings: Rc<Vec<Finding>>,
    /// By process.
    pub races: BTreeMap<Pid, Rc<[Race]>>,
    pub finished: bool,
    pub language: Language,
    pub on_jump: Callback<Place>,
    pub on_line: Callback<u32>,
}

impl PartialEq for FindingsProps {
    fn eq(&self, other: &FindingsProps) -> bool {
        Rc::ptr_eq(&self.findings, &other.findings)
            && Rc::ptr_eq(&self.trace, &other.trace)
            && self.races == other.races
            && (self.finished, self.language) == (other.finished, other.language)
    }
}

#[function_component(FindingsView)]
pub fn findings_view(props: &FindingsProps) -> Html {
    let language = props.language;
    let recording = props.trace.borrow();
    let nothing = match (recording.is_empty(), props.finished) {
        (true, _) => Some(Text::NothingRun),
        (_, false) => Some(Text::FindingsRunning),
        _ if props.findings.is_empty() && props.races.is_empty() => Some(Text::NoFindings),
        _ => None,
    };
    if let Some(text) = nothing {
        return html! { <p class="empty">{ language.text(text) }</p> };
    }
    let item = |finding: &Finding| {
        let jump = finding.place.map(|place| {
            let onclick = props.on_jump.reform(move |_| place);
            html! {
                <button class="quiet" type="button" {onclick}>{ icons::target() }
                    <span>{ language.text(Text::Jump) }</span></button>
            }
        });
        html! {
            <li class={gravity(&finding.kind)}>
                <span>{ sentence(&recording, language, &finding.kind) }</span>
                { jump }
            </li>
        }
    };
    let race = |race: &Race| {
        let line = race.second.stack.first().map_or(0, |line| line.line);
        html! {
            <li class="bad">
                <span>{ race_sentence(language, race) }</span>
                <button class="quiet" type="button" onclick={props.on_line.reform(move |_| line)}>
                    { icons::target() }<span>{ language.text(Text::Jump) }</span></button>
            </li>
        }
    };
    html! {
        <ul class="findings">
            { for props.races.values().flat_map(|races| races.iter()).map(race) }
            { for props.findings.iter().map(item) }
        </ul>
    }
}

fn race_sentence(language: Language, race: &Race) -> String {
    let line = |access: &RaceAccess| access.stack.first().map_or(0, |line| line.line).to_string();
    let told = language.fill(
        Text::FindRace,
        &[
            &race.first.thread,
            &line(&race.first),
            &race.second.thread,
            &line(&race.second),
            &race.place.expression(),
            &race.times.to_string(),
        ],
    );
    if race.lost_updates == 0 {
        return told;
    }
    format!("{told} {}", language.fill(Text::FindLost, &[&race.lost_updates.to_string()]))
}

/// The class of an entry: how bad it is.
fn gravity(kind: &FindingKind) -> &'static str {
    match kind {
        FindingKind::Deadlock { .. } | FindingKind::Stuck { .. } | FindingKind::Uncaught { .. } => "bad",
        FindingKind::RanAtOnce { .. } => "good",
        _ => "note",
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// A finding in words.
pub fn sentence(recording: &Recording, language: Language, kind: &FindingKind) -> String {
    let words = Words::new(language);
    let lane = |lane| lane_name(recording, lane);
    let object = |id| recording.object(id).map_or_else(|| "?".to_owned(), |object| words.object(object));
    let number = |number: usize| number.to_string();
    let waits = |waiting: &[Waiting]| {
        let wait = |wait: &Waiting| match wait.holder {
            Some(holder) => {
                language.fill(Text::FindWaitsHeld, &[&lane(wait.lane), &object(wait.object), &lane(holder)])
            }
            None => language.fill(Text::FindWaits, &[&lane(wait.lane), &object(wait.object)]),
        };
        let separator = match language {
            Language::English => ", ",
            Language::Chinese => "，",
        };
        waiting.iter().map(wait).collect::<Vec<_>>().join(separator)
    };
    let (text, values) = match kind {
        FindingKind::Deadlock { waiting } => (Text::FindDeadlock, vec![waits(waiting)]),
        FindingKind::Stuck { waiting } => (Text::FindStuck, vec![waits(waiting)]),
        FindingKind::Uncaught { lane: who, message } => (Text::FindUncaught, vec![lane(*who), message.clone()]),
        FindingKind::RanAtOnce { workers, busy } => (Text::FindRanAtOnce, vec![number(*workers), format!("{busy:.1}")]),
        FindingKind::TookTurns { workers } => (Text::FindTookTurns, vec![number(*workers)]),
        FindingKind::GilWait { lane: who, share, nanos } => {
            (Text::FindGilWait, vec![lane(*who), percent(*share), words.short(*nanos)])
        }
        FindingKind::GilConvoy { lane: who, times, mean } => {
            (Text::FindGilConvoy, vec![lane(*who), number(*times), words.short(*mean)])
        }
        FindingKind::LockConvoy { object: what, waiters, nanos } => {
            (Text::FindLockConvoy, vec![number(*waiters), object(*what), words.short(*nanos)])
        }
        FindingKind::QueueFull { object: what, share } => (Text::FindQueueFull, vec![object(*what), percent(*share)]),
        FindingKind::QueueEmpty { object: what, share } => (Text::FindQueueEmpty, vec![object(*what), percent(*share)]),
        FindingKind::IdleWorkers { idle, of } => (Text::FindIdleWorkers, vec![number(*idle), number(*of)]),
        FindingKind::MoreWorkersThanCores { workers, cores } => {
            (Text::FindMoreWorkers, vec![number(*workers), number(*cores as usize)])
        }
        FindingKind::NobodyRan { share } => (Text::FindNobodyRan, vec![percent(*share)]),
    };
    language.fill(text, &values.iter().map(String::as_str).collect::<Vec<_>>())
}
