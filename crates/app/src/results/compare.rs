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

/// So many times as fast is faster, and so many slower: less than that is the machine's mood.
const FASTER: f64 = 1.15;
const SLOWER: f64 = 0.85;

#[derive(Properties)]
pub struct CompareProps {
    pub comparison: Option<Shared>,
    /// Changes with the comparison.
    pub version: u32,
    pub language: Language,
    /// A program is run, so that nothing can be compared now.
    pub busy: bool,
    /// The way whose run the timeline shows.
    pub shown: Option<Way>,
    pub on_show: Callback<Way>,
    pub on_start: Callback<()>,
    pub on_stop: Callback<()>,
}

impl PartialEq for CompareProps {
    fn eq(&self, other: &CompareProps) -> bool {
        (self.version, self.language, self.busy) == (other.version, other.language, other.busy)
            && self.shown == other.shown
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
            { verdict(&comparison, language) }
            // In a narrow window rows are laid out in other ways, which must not take their roles from them.
            <table class="figures ways" role="table" aria-label={language.text(Text::CompareCaption)}>
                <thead role="rowgroup"><tr role="row">{ for header.iter().map(|text| html! {
                    <th scope="col" role="columnheader">{ language.text(*text) }</th>
                }) }</tr></thead>
                <tbody role="rowgroup">{ for comparison.outcomes().iter().map(|(way, outcome)| {
                    row(&comparison, *way, outcome, longest, props)
                }) }</tbody>
            </table>
            { ideal(&comparison, language) }
            <p>{ button }</p>
            { timelines(&comparison, longest, language) }
        </div>
    }
}

/// The wall time of a way, if it was possible.
fn wall_of(comparison: &Comparison, way: Way) -> Option<Nanos> {
    comparison.outcome(way).and_then(Outcome::wall)
}

/// What came of it, in a sentence for threads and one for processes.
fn verdict(comparison: &Comparison, language: Language) -> Html {
    let Some(serial) = wall_of(comparison, Way::Serial).filter(|_| !comparison.running()) else {
        return Html::default();
    };
    let told = |way: Way| {
        let times = serial as f64 / wall_of(comparison, way)?.max(1) as f64;
        let (text, times) = match times {
            FASTER.. => (Text::VerdictFaster, times),
            ..SLOWER => (Text::VerdictSlower, times.recip()),
            _ => (Text::VerdictSame, times),
        };
        Some(language.fill(text, &[language.text(way.name()), &format!("{times:.1}")]))
    };
    html! {
        <div role="status"><ul class="verdict plain">
            { for [Way::Threads, Way::Processes].into_iter().filter_map(told).map(|told| html! { <li>{ told }</li> }) }
        </ul></div>
    }
}

fn row(comparison: &Comparison, way: Way, outcome: &Outcome, longest: Nanos, props: &CompareProps) -> Html {
    let language = props.language;
    let words = Words::new(language);
    let hint = if way == comparison.written() && way != Way::AsWritten {
        language.text(Text::SameAsWritten).to_owned()
    } else {
        language.fill(way.hint(), &[&comparison.cores().to_string()])
    };
    let shown = props.shown == Some(way);
    let label = language.text(way.name());
    let title = if outcome.recording().is_some() {
        html! {
            <button class="link way" type="button" aria-pressed={shown.to_string()} disabled={props.busy}
                title={language.text(Text::ShowRun)} onclick={props.on_show.reform(move |_| way)}>{ label }</button>
        }
    } else {
        html! { <span class="way">{ label }</span> }
    };
    let name = html! {
        <th scope="row" role="rowheader">{ title }<small>{ hint }
            if shown {
                <span class="shown-run">{ language.text(Text::RunShown) }</span>
            }</small></th>
    };
    let row = |cells: Html| html! { <tr role="row" data-way={way.id()}>{ name.clone() }{ cells }</tr> };
    let running = comparison.current() == Some(way);
    if let Some(problem) = &outcome.problem {
        let why = match problem {
            Problem::Error(text) => text.clone(),
            Problem::StandsStill => language.text(Text::StandsStill).to_owned(),
            Problem::NoThreads => language.text(Text::CompareNoThreads).to_owned(),
            Problem::WantsInput => language.text(Text::CompareInput).to_owned(),
            Problem::TooLong => language.fill(Text::CompareTooLong, &[&words.short(LIMIT_NANOS)]),
        };
        return row(
            html! { <td role="cell" colspan="4" class="impossible">{ language.fill(Text::NotPossible, &[&why]) }</td> },
        );
    }
    let Some((wall, (least, most))) = outcome.wall().zip(outcome.spread()) else {
        let text = if running {
            run_number(comparison, outcome, language)
        } else {
            language.text(Text::CompareWaits).to_owned()
        };
        return row(html! { <td role="cell" colspan="4" class="waits">{ text }</td> });
    };
    let share = |nanos: Nanos| nanos as f64 * 100.0 / longest as f64;
    let reference = wall_of(comparison, Way::Serial).or_else(|| wall_of(comparison, comparison.written()));
    let speed_up = reference.map(|reference| format!("{:.2}", reference as f64 / wall.max(1) as f64));
    let summary = outcome.recording().map(|recording| Summary::of(&recording.borrow()));
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
        <td role="cell" class="wall">
            <span class="wall-bar" aria-hidden="true">
                <i class={bars::class(StateKind::Running)} style={format!("width: {:.2}%", share(wall))} />
                if most > least {
                    <b style={format!("left: {:.2}%; width: {:.2}%", share(least), share(most - least))} />
                }
            </span>
            <span class="wall-figure" data-nanos={wall.to_string()}>{ words.exact(wall) }</span>
            <small>{ note }</small>
        </td>
        <td role="cell" class="figure speed-up">
            { speed_up.map(|times| language.fill(Text::CompareTimes, &[&times])) }</td>
        <td role="cell" class="figure busy" data-label={language.text(Text::ColumnCpu)}>{ busy }</td>
        <td role="cell" class="output" data-label={language.text(Text::ColumnOutput)}>
            { output(comparison, way, outcome, language) }</td>
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
    if way == comparison.written() {
        return language.text(Text::OutputReference).to_owned();
    }
    let reference = comparison.outcome(comparison.written()).and_then(|outcome| outcome.samples.last());
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
    let recording = comparison.outcome(Way::Threads).and_then(Outcome::recording);
    let (Some(recording), Some(serial), false) = (recording, wall_of(comparison, Way::Serial), comparison.running())
    else {
        return Html::default();
    };
    let concurrency = Concurrency::of(&recording.borrow());
    let ways = [Way::AsWritten, Way::Threads, Way::Processes];
    let best = ways.into_iter().filter_map(|way| wall_of(comparison, way)).min().unwrap_or(serial);
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
            let recording = recording.borrow();
            let share = recording.end() as f64 / longest as f64;
            html! {
                <div class="one-timeline">
                    <span>{ language.text(way.name()) }</span>
                    <div class="lanes-place">{ bars::lanes(&recording, share) }</div>
                </div>
            }
        })
        .collect();
    if drawn.is_empty() {
        return Html::default();
    }
    html! { <><h3>{ language.text(Text::CompareTimelines) }</h3>{ drawn }</> }
}
