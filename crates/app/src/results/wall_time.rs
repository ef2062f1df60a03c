//! Where the time of a run went: a bar and figures for each thread.

use std::{cell::RefCell, rc::Rc};

use weft_session::Sharing;
use weft_trace::{Concurrency, LaneSummary, Recording, StateKind, Summary};
use yew::prelude::*;

use super::bars;
use crate::{language::Language, texts::Text, timeline::Words};

/// Objects waited for that are named.
const NAMED: usize = 2;

#[derive(Properties)]
pub struct WallTimeProps {
    pub trace: Rc<RefCell<Recording>>,
    pub version: u32,
    pub language: Language,
    /// Of the machine that ran it.
    pub cores: u32,
    /// If more processes were there than it has cores for.
    pub sharing: Option<Sharing>,
}

impl PartialEq for WallTimeProps {
    fn eq(&self, other: &WallTimeProps) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace)
            && (self.version, self.language, self.cores) == (other.version, other.language, other.cores)
            && self.sharing == other.sharing
    }
}

#[function_component(WallTimeView)]
pub fn wall_time_view(props: &WallTimeProps) -> Html {
    let language = props.language;
    let recording = props.trace.borrow();
    if recording.is_empty() {
        return html! { <p class="empty">{ language.text(Text::NothingRun) }</p> };
    }
    let words = Words::new(language);
    let summary = Summary::of(&recording);
    let kinds: Vec<StateKind> = StateKind::TIMED.into_iter().filter(|kind| summary.nanos[*kind] > 0).collect();
    let row = |lane: &LaneSummary| {
        let waited = lane.waited.iter().take(NAMED).filter_map(|(object, nanos)| {
            let object = recording.object(*object)?;
            Some(format!("{} {}", words.object(object), words.short(*nanos)))
        });
        let waited: Vec<String> = waited.collect();
        let share = |kind: StateKind| lane.nanos[kind] as f64 * 100.0 / summary.duration.max(1) as f64;
        html! {
            <tr>
                <th scope="row">{ &lane.name }</th>
                <td class="bar-cell">
                    <span class="share-bar" aria-hidden="true">
                        { for kinds.iter().filter(|kind| lane.nanos[**kind] > 0).map(|kind| html! {
                            <i class={bars::class(*kind)} style={format!("width: {:.3}%", share(*kind))} />
                        }) }
                    </span>
                </td>
                { for kinds.iter().map(|kind| html! {
                    <td class="figure" data-state={kind.name()}>
                        { if lane.nanos[*kind] > 0 { words.short(lane.nanos[*kind]) } else { "–".to_owned() } }
                    </td>
                }) }
                <td>{ waited.join(", ") }</td>
            </tr>
        }
    };
    let columns = (kinds.len() + 3).to_string();
    html! {
        <div class="reading">
            { summary_text(&recording, &summary, props, words) }
            <div class="wide" tabindex="0" role="region" aria-label={language.text(Text::WallCaption)}>
            <table class="figures">
                <caption class="visually-hidden">{ language.text(Text::WallCaption) }</caption>
                <thead><tr>
                    <th scope="col">{ language.text(Text::ColumnThread) }</th>
                    <th scope="col">{ language.text(Text::ColumnShare) }</th>
                    { for kinds.iter().map(|kind| html! {
                        <th scope="col"><i class={classes!("swatch", bars::class(*kind))} aria-hidden="true" />
                            { words.state(*kind) }</th>
                    }) }
                    <th scope="col">{ language.text(Text::ColumnWaitedFor) }</th>
                </tr></thead>
                { for summary.processes.iter().map(|process| html! {
                    <tbody>
                        <tr class="group"><th scope="rowgroup" colspan={columns.clone()}>
                            { format!("{} ({})", process.name, process.pid) }
                        </th></tr>
                        { for summary.lanes.iter().filter(|lane| lane.lane.pid == process.pid).map(row) }
                    </tbody>
                }) }
            </table>
            </div>
        </div>
    }
}

fn summary_text(recording: &Recording, summary: &Summary, props: &WallTimeProps, words: Words) -> Html {
    let language = props.language;
    let busy = format!("{:.2}", summary.busy_cores());
    let (took, ran) = (words.exact(summary.duration), words.exact(summary.nanos[StateKind::Running]));
    // The sums over all spans are for runs that are over.
    let ideal = recording.finished().then(|| Concurrency::of(recording)).filter(|all| all.parallel_share() > 0.05);
    html! {
        <>
        <p>{ language.fill(Text::WallSummary, &[&took, &ran, &busy]) }</p>
        if let Some(Sharing { processes, workers, cores }) = props.sharing {
            <p>{ language.fill(Text::ProcessesShared, &[
                &processes.to_string(), &workers.to_string(), &cores.to_string(),
            ]) }</p>
        }
        if let Some(concurrency) = ideal {
            <p>{ language.fill(Text::IdealSpeedUp, &[
                &format!("{:.0}", concurrency.parallel_share() * 100.0),
                &props.cores.to_string(),
                &format!("{:.1}", concurrency.ideal_speed_up(props.cores)),
            ]) }</p>
        }
        </>
    }
}
