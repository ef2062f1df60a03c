//! What a reader should know of a run, in sentences.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use weft_session::{Race, RaceAccess};
use weft_trace::{Finding, FindingKind, Pid, Recording, Waiting};
use yew::prelude::*;

use super::View;
use crate::{
    app::Msg,
    icons,
    language::Language,
    tabs::Tab,
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
    /// Whether the run was watched for races.
    pub looked_for_races: bool,
    pub language: Language,
    pub on: Callback<Msg>,
}

impl PartialEq for FindingsProps {
    fn eq(&self, other: &FindingsProps) -> bool {
        Rc::ptr_eq(&self.findings, &other.findings)
            && Rc::ptr_eq(&self.trace, &other.trace)
            && self.races == other.races
            && (self.finished, self.language) == (other.finished, other.language)
            && self.looked_for_races == other.looked_for_races
    }
}

#[function_component(FindingsView)]
pub fn findings_view(props: &FindingsProps) -> Html {
    let language = props.language;
    let recording = props.trace.borrow();
    let nothing = match (recording.is_empty(), props.finished) {
        (true, _) => Some(Text::NothingRun),
        (_, false) => Some(Text::FindingsRunning),
        _ => None,
    };
    if let Some(text) = nothing {
        return html! { <p class="empty">{ language.text(text) }</p> };
    }
    let several = recording.processes().any(|process| recording.lanes_of(process.pid()).count() > 1);
    let item = |finding: &Finding| {
        let jump = finding.place.map(|place| {
            let onclick = props.on.reform(move |_| Msg::Jump(place));
            html! {
                <button class="quiet" type="button" {onclick}>{ icons::target() }
                    <span>{ language.text(Text::Jump) }</span></button>
            }
        });
        html! {
            <li class={gravity(&finding.kind)}>
                <span>{ sentence(&recording, language, &finding.kind) }</span>
                { remedy(&finding.kind, language, &props.on) }
                { jump }
            </li>
        }
    };
    let race = |race: &Race| {
        let line = race.second.stack.first().map_or(0, |line| line.line);
        html! {
            <li class="bad">
                <span>{ race_sentence(language, race) }</span>
                <button class="quiet" type="button" onclick={props.on.reform(move |_| Msg::GoToLine(line))}>
                    { icons::target() }<span>{ language.text(Text::Jump) }</span></button>
            </li>
        }
    };
    html! {
        <ul class="findings">
            { for props.races.values().flat_map(|races| races.iter()).map(race) }
            { for props.findings.iter().map(item) }
            if props.findings.is_empty() && props.races.is_empty() {
                <li class="good"><span>{ language.text(Text::NoFindings) }</span></li>
            }
            if several && props.looked_for_races && props.races.is_empty() {
                <li class="good"><span>{ language.text(Text::NoRaces) }</span></li>
            }
            if several && !props.looked_for_races {
                <li class="offer"><span>{ language.text(Text::RacesOffer) }</span>
                    <button type="button" title={language.text(Text::RacesLookHint)}
                        onclick={props.on.reform(|_| Msg::LookForRaces)}>{ language.text(Text::RacesLook) }</button>
                </li>
            }
        </ul>
    }
}

/// What to try about it.
fn remedy(kind: &FindingKind, language: Language, on: &Callback<Msg>) -> Html {
    if !matches!(kind, FindingKind::TookTurns { .. }) {
        return Html::default();
    }
    html! {
        <button type="button" title={language.text(Text::CompareHint)} onclick={on.reform(|_| Msg::Compare)}>
            { icons::compare() }<span>{ language.text(Text::CompareOffer) }</span></button>
    }
}

#[derive(Properties)]
pub struct HeadlineProps {
    pub trace: Rc<RefCell<Recording>>,
    /// Of the recording, as it stands.
    pub findings: Rc<Vec<Finding>>,
    /// By process.
    pub races: BTreeMap<Pid, Rc<[Race]>>,
    pub language: Language,
    pub on: Callback<Msg>,
}

impl PartialEq for HeadlineProps {
    fn eq(&self, other: &HeadlineProps) -> bool {
        Rc::ptr_eq(&self.findings, &other.findings)
            && Rc::ptr_eq(&self.trace, &other.trace)
            && (&self.races, self.language) == (&other.races, other.language)
    }
}

/// The gravest finding, beside the picture that shows it, with the way to the others.
#[function_component(Headline)]
pub fn headline(props: &HeadlineProps) -> Html {
    let language = props.language;
    let recording = props.trace.borrow();
    let worst = props.races.values().flat_map(|races| races.iter()).max_by_key(|race| race.lost_updates);
    let first = props.findings.first();
    // A race may be why the program does what it should not; but one that stands still says so.
    let (class, told, remedy) = match (worst, first) {
        (_, Some(finding)) if worst.is_none() || gravity(&finding.kind) == "bad" => (
            gravity(&finding.kind),
            sentence(&recording, language, &finding.kind),
            remedy(&finding.kind, language, &props.on),
        ),
        (Some(race), _) => ("bad", race_sentence(language, race), Html::default()),
        _ => return Html::default(),
    };
    let count = props.findings.len() + props.races.values().map(|races| races.len()).sum::<usize>();
    let all = {
        let on = props.on.clone();
        Callback::from(move |_| {
            on.emit(Msg::Show(Tab::Results));
            on.emit(Msg::ShowView(View::Findings));
        })
    };
    html! {
        <div class={classes!("headline", class)} role="status">
            <p>{ told }</p>
            { remedy }
            <button class="quiet" type="button" onclick={all}>
                <span>{ language.text(Text::Findings) }</span><span class="count">{ count }</span></button>
        </div>
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
