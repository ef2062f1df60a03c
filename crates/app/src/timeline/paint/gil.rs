//! Who holds the GIL of each process.

use weft_trace::{GilHolder, GilSample, LaneView, Pid, StateKind};

use super::super::captions::brief_name;
use super::super::layout::{Row, RowKind};
use super::super::palette::InkId;
use super::super::surface::Surface;
use super::super::thread_place;
use super::Scene;
use super::bars::{Bars, Rect};
use super::lanes::LEAST_RUNNING;

pub fn collect(scene: &Scene<'_>, surface: &mut Surface, bars: &mut Bars) {
    for row in scene.rows(surface.height) {
        if let RowKind::Gil(pid) = row.kind {
            collect_process(scene, surface, bars, row, pid);
        }
    }
}

fn collect_process(scene: &Scene<'_>, surface: &mut Surface, bars: &mut Bars, row: &Row, pid: Pid) {
    let Some(process) = scene.recording.process(pid) else {
        return;
    };
    let threads: Vec<LaneView<'_>> = scene.recording.lanes_of(pid).collect();
    let place = |tid| threads.iter().position(|view| view.lane().tid == tid).unwrap_or(0);
    // As everywhere: see `thread_place`.
    let first = threads.first().map_or(0, |view| thread_place(scene.recording, view.lane()));
    let ink = |holder| match holder {
        GilHolder::Nobody => None,
        GilHolder::Thread(tid) => Some(InkId::thread(first + place(tid))),
        GilHolder::Several(_) => Some(InkId::state(StateKind::Running)),
    };
    let (top, bottom) = (scene.y(row.bar_top()), scene.y(row.bar_bottom()));
    let mut strip = bars.strip(scene, surface, top, bottom);
    for sample in process.gil_sample(scene.scale.range(), scene.scale.columns()) {
        match sample {
            GilSample::Whole { start, end, holder } => {
                let Some(ink) = ink(holder) else { continue };
                let rect = Rect { left: scene.scale.x(start), top, right: scene.scale.x(end), bottom };
                bars.add(ink, rect);
                bars.caption(scene, surface, ink, rect, || {
                    vec![match holder {
                        GilHolder::Thread(tid) => brief_name(threads[place(tid)].name()).to_owned(),
                        GilHolder::Several(count) => scene.words.at_once(count),
                        GilHolder::Nobody => scene.words.gil_free().to_owned(),
                    }]
                });
            }
            GilSample::Mixed { start, end, mut shares } => {
                // Always in the same order, else a dense strip would flicker; with what nobody held on top.
                shares.sort_by_key(|(holder, _)| ink(*holder).map_or(usize::MAX, InkId::place));
                let total = shares.iter().map(|(_, nanos)| *nanos as f64).sum::<f64>().max(1.0);
                // What was held for a moment is to be seen, as in the lanes.
                let held = shares.iter().filter(|(holder, _)| ink(*holder).is_some());
                let held = held.map(|(_, nanos)| *nanos as f64).sum::<f64>() / total;
                let stretch = if held > 0.0 { held.max(LEAST_RUNNING) / held } else { 1.0 };
                let (left, right) = surface.columns(scene.scale.x(start), scene.scale.x(end));
                let parts =
                    shares.iter().filter_map(|(holder, nanos)| Some((ink(*holder)?, *nanos as f64 / total * stretch)));
                strip.stack(scene.palette, scene.palette.surface, left, right, parts);
            }
        }
    }
    bars.add_strip(strip);
}
