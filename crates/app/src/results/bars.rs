//! Stretches of time as coloured bars in SVG: the pattern tells the states apart as well as the colour does.

use std::fmt::Write as _;

use weft_trace::{LaneView, Recording, Sample, StateKind};
use yew::prelude::*;

/// Columns that a lane is sampled in.
const COLUMNS: u32 = 400;
/// Lanes beyond so many are left out.
const LANES: usize = 24;
/// Height of a lane and the space below it, in units of the drawing.
const HEIGHT: f64 = 10.0;
const STEP: f64 = 13.0;

/// The class of a state's bars.
pub fn class(kind: StateKind) -> String {
    format!("bar-{}", kind.name().replace('_', "-"))
}

/// The patterns that `class` is filled with; once in the page, with ids that style sheets name.
pub fn patterns() -> Html {
    let pattern = |kind: StateKind, marks: Html| {
        let id = format!("pattern-{}", kind.name().replace('_', "-"));
        html! {
            <pattern {id} width="6" height="6" patternUnits="userSpaceOnUse">
                <rect width="6" height="6" class="ground" />{ marks }
            </pattern>
        }
    };
    html! {
        <svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false">
            <defs>
                { pattern(StateKind::WaitingForGil, html! { <path d="M-1 1l2-2M0 6l6-6M5 7l2-2" /> }) }
                { pattern(StateKind::WaitingForCore, html! { <path d="M0 6l6-6M0 0l6 6" /> }) }
                { pattern(StateKind::Blocked, html! { <path d="M1.5 0v6" /> }) }
                { pattern(StateKind::Sleeping, html! { <path d="M1 1.5h1.5M4 4.5h1.5" /> }) }
                { pattern(StateKind::Io, html! { <path d="M0 1.5h6M0 4.5h6" /> }) }
            </defs>
        </svg>
    }
}

/// The rectangles of a lane: place and width in columns, and the state.
fn rectangles(lane: LaneView<'_>, end: u64) -> Vec<(f64, f64, StateKind)> {
    let column = |at: u64| at as f64 * f64::from(COLUMNS) / end.max(1) as f64;
    let mut rectangles: Vec<(f64, f64, StateKind)> = Vec::new();
    for sample in lane.sample(0..end, COLUMNS) {
        let (start, end, kind) = match sample {
            Sample::Whole { start, end, span, .. } => (start, end, Some(span.kind())),
            Sample::Mixed { start, end, nanos } => (start, end, nanos.dominant()),
        };
        let (left, right) = (column(start), column(end));
        match (kind, rectangles.last_mut()) {
            (Some(kind), Some((x, width, last))) if *last == kind && (*x + *width - left).abs() < 0.01 => {
                *width = right - *x;
            }
            (Some(kind), _) => rectangles.push((left, right - left, kind)),
            (None, _) => {}
        }
    }
    rectangles
}

/// The lanes of a recording in a drawing that is `share` of the width wide. It is told in words beside it.
pub fn lanes(recording: &Recording, share: f64) -> Html {
    let lanes: Vec<LaneView<'_>> = recording.lanes().take(LANES).collect();
    let height = (lanes.len() as f64 * STEP).max(STEP);
    let end = recording.end();
    html! {
        <svg class="lanes" style={format!("width: {:.2}%", (share * 100.0).clamp(0.5, 100.0))} aria-hidden="true"
            viewBox={format!("0 0 {COLUMNS} {height}")} preserveAspectRatio="none" height={format!("{height}")}>
            { for lanes.iter().enumerate().flat_map(|(row, lane)| {
                rectangles(*lane, end).into_iter().map(move |(x, width, kind)| html! {
                    <rect class={class(kind)} x={format!("{x:.2}")} y={format!("{}", row as f64 * STEP)}
                        width={format!("{:.2}", width.max(0.3))} height={format!("{HEIGHT}")} />
                })
            }) }
        </svg>
    }
}

/// The lanes as a drawing of its own, with names and a scale, in the colours that `colour` gives.
pub fn picture(recording: &Recording, colour: impl Fn(StateKind) -> String, time: impl Fn(u64) -> String) -> String {
    const NAMES: f64 = 160.0;
    const WIDTH: f64 = 1000.0;
    const ROW: f64 = 22.0;
    let lanes: Vec<LaneView<'_>> = recording.lanes().collect();
    let height = 30.0 + lanes.len() as f64 * ROW + 10.0;
    let (end, chart) = (recording.end().max(1), WIDTH - NAMES - 20.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" \
         font-size=\"11\">\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    for mark in 0..=5 {
        let x = NAMES + chart * f64::from(mark) / 5.0;
        let text = escaped(&time(end / 5 * mark as u64));
        // Writing into a string cannot fail.
        let _ =
            writeln!(svg, "<path d=\"M{x:.1} 20V{height}\" stroke=\"#ddd\"/><text x=\"{x:.1}\" y=\"14\">{text}</text>");
    }
    for (row, lane) in lanes.iter().enumerate() {
        let y = 30.0 + row as f64 * ROW;
        let _ = writeln!(svg, "<text x=\"4\" y=\"{}\">{}</text>", y + 12.0, escaped(lane.name()));
        for (x, width, kind) in rectangles(*lane, end) {
            let scale = chart / f64::from(COLUMNS);
            let _ = writeln!(
                svg,
                "<rect x=\"{:.2}\" y=\"{y}\" width=\"{:.2}\" height=\"16\" fill=\"{}\"><title>{}</title></rect>",
                NAMES + x * scale,
                width * scale,
                escaped(&colour(kind)),
                kind.name()
            );
        }
    }
    svg + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::picture;
    use weft_trace::{Event, EventKind, Lane, Recording, State};

    #[test]
    fn a_picture_of_its_own_is_well_formed() {
        let lane = Lane { pid: 1, tid: 0 };
        let name = EventKind::ThreadStart { name: "a<b>&\"".into(), daemon: false, by: None };
        let mut recording = Recording::new();
        recording.push(vec![
            Event { at: 0, lane, kind: name },
            Event { at: 0, lane, kind: EventKind::State { state: State::Running, line: 1 } },
            Event { at: 50, lane, kind: EventKind::State { state: State::Sleeping, line: 1 } },
        ]);
        recording.finish(100);
        let svg = picture(&recording, |kind| format!("#{}", kind as usize), |at| format!("{at} ns"));
        assert!(svg.contains("a&lt;b&gt;&amp;&quot;") && svg.contains("fill=\"#0\"") && svg.contains("fill=\"#4\""));
        assert_eq!(svg.matches("<rect").count(), 3);
        assert!(svg.ends_with("</svg>\n"));
    }
}
