//! The names of processes, threads and queues.

use weft_trace::Pid;

use super::super::captions::brief_name;
use super::super::layout::{RULER, Row, RowKind};
use super::super::palette::InkId;
use super::super::surface::{Font, Surface};
use super::super::thread_place;
use super::Scene;

/// From the edge of the canvas to a name.
const INDENT: f64 = 10.0;

/// The bands that carry the names of processes, behind everything else.
pub fn draw_bands(scene: &Scene<'_>, surface: &Surface) {
    for row in scene.rows(surface.height) {
        if matches!(row.kind, RowKind::Process(_) | RowKind::Shared) {
            surface.fill(&scene.palette.header, 0.0, scene.y(row.bar_top()), surface.width, row.bar.1);
        }
    }
}

/// All names, above arrows that cross them.
pub fn draw(scene: &Scene<'_>, surface: &mut Surface) {
    for row in scene.rows(surface.height) {
        match row.kind {
            RowKind::Process(pid) => draw_process(scene, surface, row, pid),
            RowKind::Shared => {
                let name = scene.words.between_processes().to_owned();
                draw_header(scene, surface, row, &[(name, Font::Bold, &scene.palette.text)]);
            }
            RowKind::Gil(_) | RowKind::Lane(_) | RowKind::Depth(_) => draw_name(scene, surface, row),
        }
    }
    if !scene.layout.compact {
        let x = surface.snap(scene.layout.names) - 1.0;
        surface.fill(&scene.palette.grid, x, RULER, 1.0, surface.height - RULER);
    }
}

fn draw_process(scene: &Scene<'_>, surface: &mut Surface, row: &Row, pid: Pid) {
    let Some(process) = scene.recording.process(pid) else {
        return;
    };
    let mut parts = vec![
        (process.name().to_owned(), Font::Bold, &scene.palette.text),
        (format!("pid {pid}"), Font::Small, &scene.palette.muted),
    ];
    if let Some(code) = process.exit_code().filter(|code| *code != 0) {
        parts.push((scene.words.exit_code(code), Font::Small, &scene.palette.danger));
    }
    draw_header(scene, surface, row, &parts);
}

fn draw_header(scene: &Scene<'_>, surface: &mut Surface, row: &Row, parts: &[(String, Font, &String)]) {
    let middle = scene.y(row.top + row.height / 2.0);
    let mut x = INDENT;
    for (text, font, colour) in parts {
        surface.text_with_edge(text, *font, colour, &scene.palette.header, x, middle);
        x += surface.measure(text, *font) + 10.0;
    }
}

/// A name beside its row, or above it where there is little room.
fn draw_name(scene: &Scene<'_>, surface: &mut Surface, row: &Row) {
    let compact = scene.layout.compact;
    let (name, colour, place) = match row.kind {
        RowKind::Process(_) | RowKind::Shared => return,
        RowKind::Gil(pid) => {
            let parallel = scene.recording.process(pid).is_some_and(|process| process.parallel());
            (scene.words.gil(parallel).to_owned(), &scene.palette.muted, None)
        }
        RowKind::Lane(lane) => {
            let Some(view) = scene.recording.lane(lane) else { return };
            let place = Some(thread_place(scene.recording, lane));
            let name = if compact { view.name() } else { brief_name(view.name()) };
            (name.to_owned(), &scene.palette.text, place)
        }
        RowKind::Depth(id) => {
            let Some(object) = scene.recording.object(id) else { return };
            (scene.words.object(object), &scene.palette.muted, None)
        }
    };
    let font = if matches!(row.kind, RowKind::Gil(_)) || compact { Font::Small } else { Font::Normal };
    let (middle, right) = if compact {
        (scene.y(row.top + row.bar.0 / 2.0), surface.width)
    } else {
        (scene.y(row.top + row.height / 2.0), scene.layout.names)
    };
    let mut x = INDENT;
    if let Some(place) = place {
        let height = if compact { 9.0 } else { 12.0 };
        surface.fill(&scene.palette.ink(InkId::thread(place)).colour, x, middle - height / 2.0, 4.0, height);
        x += 10.0;
    }
    let name = surface.shortened(&name, font, right - x - 8.0);
    surface.text_with_edge(&name, font, colour, &scene.palette.surface.css(), x, middle);
}
