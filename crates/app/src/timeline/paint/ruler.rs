//! The ruler with its marks, the cursor and the line under the pointer.

use weft_trace::Nanos;

use super::super::layout::RULER;
use super::super::selection::Selection;
use super::super::surface::{Font, Surface};
use super::super::ticks::Ticks;
use super::Scene;

/// Marks are at least so far apart, in CSS pixels.
const SPACING: f64 = 88.0;

/// Faint lines at the marks, behind everything else.
pub fn draw_grid(scene: &Scene<'_>, surface: &Surface) {
    for at in Ticks::new(&scene.scale, SPACING).iter() {
        let x = surface.snap(scene.scale.x(at));
        surface.fill(&scene.palette.grid, x, RULER, 1.0, surface.height - RULER);
    }
}

pub fn draw(scene: &Scene<'_>, surface: &mut Surface, hidden_arrows: usize) {
    let palette = scene.palette;
    let ground = palette.surface.css();
    surface.fill(&ground, 0.0, 0.0, surface.width, RULER);
    let ticks = Ticks::new(&scene.scale, SPACING);
    let largest = scene.scale.range().end;
    for at in ticks.iter() {
        let x = surface.snap(scene.scale.x(at));
        let text = scene.words.tick(at, ticks.step, largest);
        let width = surface.measure(&text, Font::Small);
        surface.fill(&palette.muted, x, RULER - 6.0, 1.0, 5.0);
        // The outermost marks keep their text within the canvas.
        let text_x = (x - width / 2.0).clamp(2.0, surface.width - width - 2.0);
        surface.text(&text, Font::Small, &palette.muted, text_x, RULER / 2.0 - 2.0);
    }
    surface.fill(&palette.grid, 0.0, RULER - 1.0, surface.width, 1.0);
    if hidden_arrows > 0 {
        let text = scene.words.more_arrows(hidden_arrows);
        let x = surface.width - surface.measure(&text, Font::Small) - 12.0;
        surface.text_with_edge(&text, Font::Small, &palette.muted, &ground, x, surface.height - 10.0);
    }
}

/// Shades what is selected; on the same canvas as the lines, and before them.
fn draw_selection(scene: &Scene<'_>, surface: &Surface, selection: Selection) {
    let clamp = |at| scene.scale.x(at).clamp(scene.layout.names, surface.width);
    let (left, right) = (surface.snap(clamp(selection.start())), surface.snap(clamp(selection.end())));
    let palette = scene.palette;
    surface.fill(&palette.selection, left, 0.0, right - left, surface.height);
    surface.fill(&palette.accent, left, 0.0, 1.0, surface.height);
    surface.fill(&palette.accent, right - 1.0, 0.0, 1.0, surface.height);
}

/// The cursor and the line under the pointer, `pointer` CSS pixels from the left edge. They stand on a
/// canvas of their own, so that moving the pointer does not draw everything anew.
pub fn draw_lines(
    scene: &Scene<'_>,
    surface: &mut Surface,
    cursor: Option<Nanos>,
    pointer: Option<f64>,
    selection: Option<Selection>,
) {
    surface.clear();
    if let Some(selection) = selection {
        draw_selection(scene, surface, selection);
    }
    let palette = scene.palette;
    if let Some(x) = pointer.filter(|x| (scene.layout.names..=surface.width).contains(x)) {
        draw_line(scene, surface, scene.scale.at(x), &palette.muted, &palette.surface.css());
    }
    if let Some(at) = cursor {
        draw_line(scene, surface, at, &palette.accent, &palette.accent_text);
    }
}

/// An upright line with its time on the ruler.
fn draw_line(scene: &Scene<'_>, surface: &mut Surface, at: Nanos, colour: &str, text_colour: &str) {
    let x = surface.snap(scene.scale.x(at));
    if x < scene.layout.names || x > surface.width {
        return;
    }
    surface.fill(colour, x, RULER - 4.0, 1.0, surface.height - RULER + 4.0);
    let step = (scene.scale.nanos_per_pixel() as Nanos).max(1);
    let text = scene.words.tick(at, step, scene.scale.range().end);
    let width = surface.measure(&text, Font::Small) + 10.0;
    let left = (x - width / 2.0).clamp(0.0, (surface.width - width).max(0.0));
    surface.context.set_fill_style_str(colour);
    surface.context.begin_path();
    let _ = surface.context.round_rect_with_f64(surface.snap(left), 2.0, width, RULER - 7.0, 3.0);
    surface.context.fill();
    surface.text(&text, Font::Small, text_colour, left + 5.0, RULER / 2.0 - 1.5);
}
