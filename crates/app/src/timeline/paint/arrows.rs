//! Arrows between lanes.

use weft_trace::{Arrow, ArrowKind};

use super::super::surface::Surface;
use super::Scene;

/// At most one arrow of a sort arrives within so many CSS pixels.
const SPACING: f64 = 9.0;

/// An arrow and where it was drawn, in CSS pixels on the canvas.
#[derive(Clone, Copy, Debug)]
pub struct DrawnArrow {
    pub arrow: Arrow,
    pub from: (f64, f64),
    pub to: (f64, f64),
}

impl DrawnArrow {
    /// How far a point is from the line, in CSS pixels.
    pub fn distance(&self, x: f64, y: f64) -> f64 {
        let (dx, dy) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let length = dx * dx + dy * dy;
        let along = if length == 0.0 { 0.0 } else { ((x - self.from.0) * dx + (y - self.from.1) * dy) / length };
        let along = along.clamp(0.0, 1.0);
        (x - self.from.0 - along * dx).hypot(y - self.from.1 - along * dy)
    }
}

/// Draws the arrows; also says how many there was no room for.
pub fn draw(scene: &Scene<'_>, surface: &Surface) -> (Vec<DrawnArrow>, usize) {
    let columns = (f64::from(scene.scale.columns()) / SPACING).ceil() as u32;
    let arrows = scene.recording.arrows(scene.scale.range(), columns);
    let drawn: Vec<DrawnArrow> = arrows
        .shown
        .into_iter()
        .filter_map(|arrow| place(scene, arrow))
        .filter(|drawn| drawn.from.1.max(drawn.to.1) > 0.0 && drawn.from.1.min(drawn.to.1) < surface.height)
        .collect();
    // Where they are but a selection, what lies behind them matters more.
    surface.context.set_global_alpha(if arrows.hidden > drawn.len() { 0.4 } else { 1.0 });
    for drawn in &drawn {
        draw_one(scene, surface, drawn);
    }
    surface.context.set_global_alpha(1.0);
    surface.set_dash(&[]);
    (drawn, arrows.hidden)
}

/// From the edge of one lane's bar to the near edge of the other's.
fn place(scene: &Scene<'_>, arrow: Arrow) -> Option<DrawnArrow> {
    if arrow.from == arrow.to {
        return None;
    }
    let (from, to) = (scene.layout.lane(arrow.from)?, scene.layout.lane(arrow.to)?);
    let (start, end) = if from.top < to.top {
        (from.bar_bottom() - 4.0, to.bar_top())
    } else {
        (from.bar_top() + 4.0, to.bar_bottom())
    };
    Some(DrawnArrow {
        arrow,
        from: (scene.scale.x(arrow.left), scene.y(start)),
        to: (scene.scale.x(arrow.arrived), scene.y(end)),
    })
}

fn draw_one(scene: &Scene<'_>, surface: &Surface, drawn: &DrawnArrow) {
    let context = &surface.context;
    let (colour, width) = match drawn.arrow.kind {
        ArrowKind::Message => (&scene.palette.accent, 1.5),
        ArrowKind::Start | ArrowKind::Join => (&scene.palette.arrow, 1.5),
        ArrowKind::Release | ArrowKind::Notify | ArrowKind::Room => (&scene.palette.arrow, 1.0),
    };
    match drawn.arrow.kind {
        ArrowKind::Release | ArrowKind::Notify | ArrowKind::Room => surface.set_dash(&[3.0, 2.0]),
        _ => surface.set_dash(&[]),
    }
    context.set_stroke_style_str(colour);
    context.set_fill_style_str(colour);
    context.set_line_width(width);
    // Canvases lose their precision far outside.
    let ((x, y), (to_x, to_y)) = (near(scene, drawn.from, drawn.to), near(scene, drawn.to, drawn.from));
    let length = (to_x - x).hypot(to_y - y).max(0.001);
    let (along, across) = ((to_x - x) / length, (to_y - y) / length);
    let head = length.min(7.0);
    context.begin_path();
    context.move_to(x, y);
    context.line_to(to_x - along * head * 0.8, to_y - across * head * 0.8);
    context.stroke();
    context.begin_path();
    context.move_to(to_x, to_y);
    context.line_to(to_x - along * head + across * head * 0.5, to_y - across * head - along * head * 0.5);
    context.line_to(to_x - along * head - across * head * 0.5, to_y - across * head + along * head * 0.5);
    context.close_path();
    context.fill();
    context.begin_path();
    let _ = context.arc(x, y, 2.2, 0.0, std::f64::consts::TAU);
    context.fill();
}

/// The point, or where the line to `other` comes near the chart.
fn near(scene: &Scene<'_>, point: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    let x = point.0.clamp(scene.layout.names - 50.0, scene.scale.left + scene.scale.width + 50.0);
    if x == point.0 || other.0 == point.0 {
        return point;
    }
    let along = (x - point.0) / (other.0 - point.0);
    (x, point.1 + (other.1 - point.1) * along)
}
