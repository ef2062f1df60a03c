//! How many messages lie in each queue.

use super::super::layout::RowKind;
use super::super::surface::{Font, Surface};
use super::Scene;

pub fn draw(scene: &Scene<'_>, surface: &Surface) {
    for row in scene.rows(surface.height) {
        let RowKind::Depth(id) = row.kind else { continue };
        let Some(queue) = scene.recording.object(id) else { continue };
        let range = scene.scale.range();
        let (first, end) = (scene.scale.x(range.start), scene.scale.x(scene.recording.end()));
        let columns = queue.depth_columns(range, scene.scale.columns());
        let highest = columns.iter().map(|(_, high)| *high).max().unwrap_or(0);
        let (top, bottom) = (scene.y(row.bar_top()), scene.y(row.bar_bottom()));
        let unit = (bottom - top) / f64::from(highest.max(1));
        surface.context.set_fill_style_str(&scene.palette.depth);
        for (column, (low, high)) in columns.into_iter().enumerate() {
            let x = first + column as f64;
            if x > end {
                break;
            }
            // Where the depth changes within a column, both are seen: the larger one fainter.
            for depth in [low, high] {
                let height = f64::from(depth) * unit;
                if height > 0.0 {
                    surface.context.fill_rect(x, bottom - height, 1.0, height);
                }
            }
        }
        surface.fill(&scene.palette.grid, scene.layout.names, bottom, surface.width, 1.0);
        if highest > 0 {
            let text = scene.words.at_most(highest);
            let (text_colour, edge) = (&scene.palette.muted, &scene.palette.surface.css());
            surface.text_with_edge(&text, Font::Small, text_colour, edge, scene.scale.left + 4.0, top + 7.0);
        }
    }
}
