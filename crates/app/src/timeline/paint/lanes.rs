//! What each thread does.

use weft_trace::{LaneView, Sample, StateKind, StateNanos};

use super::super::captions::span_captions;
use super::super::layout::{Row, RowKind};
use super::super::palette::InkId;
use super::super::surface::Surface;
use super::Scene;
use super::bars::{Bars, Rect};

/// In a column of many spans, running takes at least this share of the height if there is any:
/// short bursts of work are what one looks for in a long sleep.
pub const LEAST_RUNNING: f64 = 0.4;

pub fn collect(scene: &Scene<'_>, surface: &mut Surface, bars: &mut Bars) {
    for (row, view) in shown(scene, surface.height) {
        let (top, bottom) = (scene.y(row.bar_top()), scene.y(row.bar_bottom()));
        let mut strip = bars.strip(scene, surface, top, bottom);
        for sample in view.sample(scene.scale.range(), scene.scale.columns()) {
            match sample {
                Sample::Whole { start, end, span, .. } => {
                    // Whoever does not run is drawn lower, so that work stands out without colours too.
                    let inset = if span.kind() == StateKind::Running { 0.0 } else { (row.bar.1 / 7.0).round() };
                    let (left, right) = (scene.scale.x(start), scene.scale.x(end));
                    let rect = Rect { left, top: top + inset, right, bottom: bottom - inset };
                    let ink = InkId::state(span.kind());
                    bars.add(ink, rect);
                    bars.caption(scene, surface, ink, rect, || span_captions(scene.recording, scene.words, &span));
                }
                Sample::Mixed { start, end, nanos } => {
                    let (left, right) = surface.columns(scene.scale.x(start), scene.scale.x(end));
                    let parts = shares(&nanos);
                    let parts = parts.iter().map(|(kind, share)| (InkId::state(*kind), *share));
                    strip.stack(scene.palette, scene.palette.track, left, right, parts);
                }
            }
        }
        bars.add_strip(strip);
    }
}

/// The lanes on a canvas of that height.
fn shown<'a>(scene: &'a Scene<'_>, height: f64) -> impl Iterator<Item = (&'a Row, LaneView<'a>)> {
    scene.rows(height).iter().filter_map(|row| match row.kind {
        RowKind::Lane(lane) => Some((row, scene.recording.lane(lane)?)),
        _ => None,
    })
}

/// How high each state of a column stands, from the bottom up.
fn shares(nanos: &StateNanos) -> [(StateKind, f64); StateKind::TIMED.len()] {
    let total = nanos.total() as f64;
    let running = nanos[StateKind::Running] as f64;
    let least = if running > 0.0 { LEAST_RUNNING } else { 0.0 };
    let running_share = (running / total).max(least);
    StateKind::TIMED.map(|kind| {
        let share = match kind {
            StateKind::Running => running_share,
            _ if total > running => nanos[kind] as f64 / (total - running) * (1.0 - running_share),
            _ => 0.0,
        };
        (kind, share)
    })
}

/// The time from the start of each thread to its end, behind its spans.
pub fn draw_lives(scene: &Scene<'_>, surface: &Surface) {
    let track = scene.palette.track.css();
    for (row, view) in shown(scene, surface.height) {
        let left = scene.scale.x(view.started()).max(scene.layout.names);
        let right = scene.scale.x(view.end()).min(surface.width);
        if right > left {
            surface.fill(&track, left, scene.y(row.bar_top()), right - left, row.bar.1);
        }
    }
}

/// A mark where each thread ended; a cross if an exception ended it.
pub fn draw_ends(scene: &Scene<'_>, surface: &Surface) {
    for (row, view) in shown(scene, surface.height) {
        let Some(ended) = view.ended() else { continue };
        let x = surface.snap(scene.scale.x(ended));
        if x < scene.layout.names - 10.0 || x > surface.width {
            continue;
        }
        let (top, bottom) = (scene.y(row.bar_top()), scene.y(row.bar_bottom()));
        if scene.recording.failures().iter().any(|failure| failure.lane == view.lane()) {
            surface.fill(&scene.palette.danger, x, top, 2.0, bottom - top);
            draw_cross(scene, surface, x + 8.0, (top + bottom) / 2.0);
        } else {
            surface.fill(&scene.palette.ink(InkId::state(StateKind::Finished)).colour, x, top, 2.0, bottom - top);
        }
    }
}

fn draw_cross(scene: &Scene<'_>, surface: &Surface, x: f64, y: f64) {
    let reach = 4.0;
    let context = &surface.context;
    context.set_stroke_style_str(&scene.palette.danger);
    context.set_line_width(2.0);
    context.begin_path();
    for slope in [-1.0, 1.0] {
        context.move_to(x - reach, y - slope * reach);
        context.line_to(x + reach, y + slope * reach);
    }
    context.stroke();
}
