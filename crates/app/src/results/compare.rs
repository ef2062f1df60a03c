//! A comparison: times side by side, whether the output is the same, and the timelines on one scale.

use weft_trace::{Concurrency, Nanos, StateKind, Summary};
use yew::prelude::*;

use super::bars;
use crate::{
    compare::{Comparison, LIMIT_NANOS, Likeness, Outcome, Problem, Shared, Way, likeness},
    language::Language,
    texts::Text,
    timeline::Words,
};

#[derive(Properties)]
pub struct CompareProps {
    pub comparison: Option<Shared>,
    /// Changes with the comparison.
    pub version: u32,
    pub language: Language,
    /// A program is run, so that nothing can be compared now.
    pub busy: bool,
    pub on_start: Callback<()>,
    pub on_stop: Callback<()>,
}

impl PartialEq for CompareProps {
    fn eq(&self, other: &CompareProps) -> bool {
        (self.version, self.language, self.busy) == (other.version, other.language, other.busy)
    }
}

#[function_component(CompareView)]
pub fn compare_view(props: &CompareProps) -> Html {
    let language = props.language;
    let start = html! {
        <button type="button" disabled={props.busy} onclick={props.on_start.reform(|_| ())}>
            { language.text(Text::CompareStart) }
        </button>
    };
    let Some(comparison) = &props.comparison else {
        return html! { <div class="reading"><p>{ language.text(Text::CompareNone) }</p>{ start }</div> };
    };
    let comparison = comparison.borrow();
    let button = if comparison.running() {
        html! {
            <button type="button" onclick={props.on_stop.reform(|_| ())}>{ language.text(Text::CompareStop) }</button>
        }
    } else {
        start
    };
    let longest = comparison.outcomes().iter().filter_map(|(_, outcome)| outcome.spread()).map(|(_, most)| most).max();
    let longest = longest.unwrap_or(1).max(1);
    let header = [Text::ColumnWay, Text::ColumnWall, Text::ColumnSpeedUp, Text::ColumnCpu, Text::ColumnOutput];
    html! {
        <div class="reading compare">
            if comparison.outcomes().len() < 2 {
                <p>{ language.text(Text::CompareOnlyOne) }</p>
            }
            <div class="wide" tabindex="0" role="region" aria-label={language.text(Text::CompareCaption)}>
            <table class="figures">
                <caption class="visually-hidden">{ language.text(Text::CompareCaption) }</caption>
                <thead><tr>{ for header.iter().map(|text| html! {
                    <th scope="col">{ language.text(*text) }</th>
                }) }</tr></thead>
                <tbody>{ for comparison.outcomes().iter().map(|(way, outcome)| {
                    row(&comparison, *way, outcome, longest, language)
                }) }</tbody>
            </table>
            </div>
            { ideal(&comparison, language) }
            <p>{ button }</p>
            { timelines(&comparison, longest, language) }
        </div>
    }
}

fn row(comparison: &Comparison, way: Way, outcome: &Outcome, longest: Nanos, language: Language) -> Html {
    let words = Words::new(language);
    let hint = language.fill(way.hint(), &[&comparison.cores().to_string()]);
    let name = html! {
        <th scope="row"><span class="way">{ language.text(way.name()) }</span><small>{ hint }</small></th>
    };
    let row = |cells: Html| html! { <tr data-way={way.id()}>{ name.clone() }{ cells }</tr> };
    let running = comparison.current() == Some(way);
    if let Some(problem) = &outcome.problem {
        let why = match problem {
            Problem::Error(text) => text.clone(),
            Problem::StandsStill => language.text(Text::StandsStill).to_owned(),
            Problem::NoThreads => language.text(Text::CompareNoThreads).to_owned(),
            Problem::WantsInput => language.text(Text::CompareInput).to_owned(),
            Problem::TooLong => language.fill(Text::CompareTooLong, &[&words.short(LIMIT_NANOS)]),
        };
        return row(html! { <td colspan="4" class="impossible">{ language.fill(Text::NotPossible, &[&why]) }</td> });
    }
    let Some((wall, (least, most))) = outcome.wall().zip(outcome.spread()) else {
        let text = if running {
            run_number(comparison, outcome, language)
        } else {
            language.text(Text::CompareWaits).to_owned()
        };
        return row(html! { <td colspan="4" class="waits">{ text }</td> });
    };
    let share = |nanos: Nanos| nanos as f64 * 100.0 / longest as f64;
    let reference = comparison.outcome(Way::Serial).and_then(Outcome::wall);
    let reference = reference.or_else(|| comparison.outcome(Way::AsWritten)?.wall());
    let speed_up = reference.map(|reference| format!("{:.2}", reference as f64 / wall.max(1) as f64));
    let summary = outcome.recording().map(Summary::of);
    let busy = summary.map_or_else(String::new, |summary| format!("{:.2}", summary.busy_cores()));
    let note = if running {
        run_number(comparison, outcome, language)
    } else if way == Way::Free {
        language.text(Text::CompareSimulated).to_owned()
    } else if outcome.samples.len() > 1 {
        let count = outcome.samples.len().to_string();
        language.fill(Text::CompareSpread, &[&words.short(least), &words.short(most), &count])
    } else {
        String::new()
    };
    row(html! {
        <>
        <td class="wall">
            <span class="wall-bar" aria-hidden="true">
                <i class={bars::class(StateKind::Running)} style={format!("width: {:.2}%", share(wall))} />
                if most > least {
                    <b style={format!("left: {:.2}%; width: {:.2}%", share(least), share(most - least))} />
                }
            </span>
            <span class="wall-figure" data-nanos={wall.to_string()}>{ words.exact(wall) }</span>
            <small>{ note }</small>
        </td>
        <td class="figure">{ speed_up.map(|times| language.fill(Text::CompareTimes, &[&times])) }</td>
        <td class="figure">{ busy }</td>
        <td>{ output(comparison, way, outcome, language) }</td>
        </>
    })
}

/// Which of its runs is under way.
fn run_number(comparison: &Comparison, outcome: &Outcome, language: Language) -> String {
    let number = (outcome.samples.len() + 1).to_string();
    language.fill(Text::CompareRuns, &[&number, &comparison.runs().to_string()])
}

/// Whether a way printed what the program as written printed.
fn output(comparison: &Comparison, way: Way, outcome: &Outcome, language: Language) -> String {
    if way == Way::AsWritten {
        return language.text(Text::OutputReference).to_owned();
    }
    let reference = comparison.outcome(Way::AsWritten).and_then(|outcome| outcome.samples.last());
    let (Some(reference), Some(sample)) = (reference, outcome.samples.last()) else { return String::new() };
    match likeness(&reference.output, &sample.output) {
        Likeness::Same => language.text(Text::OutputSame).to_owned(),
        Likeness::ButForFigures => language.text(Text::OutputSameButTimes).to_owned(),
        Likeness::OtherOrder => language.text(Text::OutputOtherOrder).to_owned(),
        Likeness::Differs { line, theirs } => language.fill(Text::OutputDiffers, &[&line.to_string(), &theirs]),
    }
}

/// What the trace says could be had at best, beside what was.
fn ideal(comparison: &Comparison, language: Language) -> Html {
    let wall = |way| comparison.outcome(way).and_then(Outcome::wall);
    let recording = comparison.outcome(Way::Threads).and_then(Outcome::recording);
    let (Some(recording), Some(serial), false) = (recording, wall(Way::Serial), comparison.running()) else {
        return Html::default();
    };
    let concurrency = Concurrency::of(recording);
    let best = [Way::AsWritten, Way::Threads, Way::Processes].into_iter().filter_map(wall).min().unwrap_or(serial);
    let cores = comparison.cores();
    html! {
        <p class="ideal">{ language.fill(Text::CompareIdeal, &[
            &format!("{:.0}", concurrency.parallel_share() * 100.0),
            &cores.to_string(),
            &format!("{:.1}", concurrency.ideal_speed_up(cores)),
            &format!("{:.1}", serial as f64 / best.max(1) as f64),
        ]) }</p>
    }
}

fn timelines(comparison: &Comparison, longest: Nanos, language: Language) -> Html {
    let drawn = comparison.outcomes().iter().filter_map(|(way, outcome)| Some((way, outcome.recording()?)));
    let drawn: Vec<Html> = drawn
        .map(|(way, recording)| {
            let share = recording.end() as f64 / longest as f64;
            html! {
                <div class="one-timeline">
                    <span>{ language.text(way.name()) }</span>
                    <div class="lanes-place">{ bars::lanes(recording, share) }</div>
                </div>
            }
        })
        .collect();
    if drawn.is_empty() {
        return Html::default();
    }
    html! { <><h3>{ language.text(Text::CompareTimelines) }</h3>{ drawn }</> }
}
