//! The colours of the page, and the pattern of each state.
//!
//! A state is told apart by its pattern as well as by its colour: solid for running, slanted lines
//! for the GIL, crossed ones for a core, upright ones for whatever else a thread waits for, dots for
//! sleep, level lines for input and output.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CanvasPattern, CanvasRenderingContext2d, CssStyleDeclaration, Document, HtmlCanvasElement, HtmlElement, Window,
};
use weft_trace::StateKind;

use super::colour::Rgb;

/// All kinds, in the order of their numbers.
const KINDS: [StateKind; 7] = [
    StateKind::Running,
    StateKind::WaitingForGil,
    StateKind::WaitingForCore,
    StateKind::Blocked,
    StateKind::Sleeping,
    StateKind::Io,
    StateKind::Finished,
];

/// Threads are told apart by so many tints in the GIL strip.
const TINTS: usize = 8;

/// An ink by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InkId(usize);

impl InkId {
    pub fn state(kind: StateKind) -> InkId {
        InkId(kind as usize)
    }

    /// Of a thread by its [`thread_place`](super::thread_place), in the GIL strip.
    pub fn thread(place: usize) -> InkId {
        InkId(KINDS.len() + place % TINTS)
    }

    pub fn place(self) -> usize {
        self.0
    }

    /// In the order of their places.
    pub fn all() -> impl Iterator<Item = InkId> {
        (0..Palette::INKS).map(InkId)
    }
}

pub struct Ink {
    pub colour: String,
    /// The colour of its pattern, where it has one: what tells states apart without patterns.
    pub strong: String,
    /// What text written on it has around it.
    pub edge: String,
    /// Text on it.
    pub text: String,
    pattern: Option<CanvasPattern>,
    /// The tile of the pattern, row by row; a single pixel where there is no pattern.
    pixels: Vec<[u8; 4]>,
}

impl Ink {
    fn solid(colour: Rgb) -> Ink {
        let Rgb(red, green, blue) = colour;
        Ink {
            colour: colour.css(),
            strong: colour.css(),
            edge: colour.css(),
            text: colour.readable().css(),
            pattern: None,
            pixels: vec![[red, green, blue, 255]],
        }
    }

    /// Makes it what the context fills with. A pattern's tile is in device pixels.
    pub fn fill_with(&self, context: &CanvasRenderingContext2d) {
        match &self.pattern {
            Some(pattern) => context.set_fill_style_canvas_pattern(pattern),
            None => context.set_fill_style_str(&self.colour),
        }
    }

    /// Red, green, blue and alpha of the pixels below a place, which is counted from where the
    /// pattern begins, in device pixels.
    pub fn column(&self, tile: u32, x: i32, y: i32) -> impl Iterator<Item = [u8; 4]> {
        let side = if self.pixels.len() == 1 { 1 } else { tile as i32 };
        let column = x.rem_euclid(side) as usize;
        let first = y.rem_euclid(side) as usize * side as usize + column;
        let pixels = &self.pixels;
        let mut next = first;
        std::iter::from_fn(move || {
            let pixel = pixels[next];
            next += side as usize;
            if next >= pixels.len() {
                next = column;
            }
            Some(pixel)
        })
    }
}

pub struct Palette {
    pub text: String,
    pub muted: String,
    pub grid: String,
    pub surface: Rgb,
    /// The row of a lane, behind its spans.
    pub track: Rgb,
    /// The header of a process.
    pub header: String,
    pub accent: String,
    /// Over what is selected.
    pub selection: String,
    /// Text on the accent colour.
    pub accent_text: String,
    /// How full a queue is.
    pub depth: String,
    pub danger: String,
    pub arrow: String,
    pub ratio: f64,
    /// Side of a pattern's tile in device pixels.
    pub tile: u32,
    inks: Vec<Ink>,
}

impl Palette {
    /// How many inks there are.
    pub const INKS: usize = KINDS.len() + TINTS;

    /// Reads what the style sheets say at `probe`, an element of the timeline whose own colour may
    /// be changed. `None` where the browser has no 2D canvas.
    pub fn read(probe: &HtmlElement, ratio: f64) -> Option<Palette> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let reader = Reader::new(&window, &document, probe)?;
        let surface = reader.surface();
        let dark = surface.luminance() < 0.3;
        let text = reader.colour("--ink", if dark { Rgb(232, 234, 240) } else { Rgb(28, 32, 40) });
        let accent = reader.colour("--accent", if dark { Rgb(120, 170, 255) } else { Rgb(30, 90, 200) });
        let danger = reader.colour("--danger", if dark { Rgb(255, 125, 115) } else { Rgb(190, 30, 30) });
        let tile = ((8.0 * ratio).round() as u32).max(4);
        let inks = KINDS.map(|kind| {
            let colour = reader.colour(variable(kind), default_colour(kind, dark));
            Ink::of_state(&document, kind, colour, surface, text, tile, ratio)
        });
        let tints = (0..TINTS).map(|place| Ink::solid(reader.colour(&format!("--thread-{place}"), tint(place, dark))));
        Some(Palette {
            text: text.css(),
            muted: text.mix(surface, 0.3).css(),
            grid: text.mix(surface, 0.9).css(),
            surface,
            track: text.mix(surface, 0.955),
            header: text.mix(surface, 0.93).css(),
            accent: accent.css(),
            selection: accent.css_with_alpha(0.14),
            accent_text: accent.readable().css(),
            depth: accent.css_with_alpha(0.35),
            danger: danger.css(),
            arrow: text.mix(surface, 0.35).css(),
            ratio,
            tile,
            inks: inks.into_iter().chain(tints).collect(),
        })
    }

    pub fn ink(&self, id: InkId) -> &Ink {
        &self.inks[id.0]
    }
}

impl Ink {
    fn of_state(
        document: &Document,
        kind: StateKind,
        colour: Rgb,
        surface: Rgb,
        text: Rgb,
        tile: u32,
        ratio: f64,
    ) -> Ink {
        if matches!(kind, StateKind::Running | StateKind::Finished) {
            return Ink::solid(colour);
        }
        let base = surface.mix(colour, 0.24);
        let plain = Ink { text: text.css(), strong: colour.css(), ..Ink::solid(base) };
        match draw_tile(document, kind, base, base.mix(colour, 0.72), tile, ratio) {
            Some((pattern, pixels)) => Ink { pattern: Some(pattern), pixels, ..plain },
            None => plain,
        }
    }
}

fn variable(kind: StateKind) -> &'static str {
    match kind {
        StateKind::Running => "--state-running",
        StateKind::WaitingForGil => "--state-gil",
        StateKind::WaitingForCore => "--state-core",
        StateKind::Blocked => "--state-blocked",
        StateKind::Sleeping => "--state-sleeping",
        StateKind::Io => "--state-io",
        StateKind::Finished => "--state-finished",
    }
}

/// Where the page says nothing: the colours of Okabe and Ito, which stay distinct for the colour-blind.
fn default_colour(kind: StateKind, dark: bool) -> Rgb {
    match (kind, dark) {
        (StateKind::Running, false) => Rgb(0, 128, 96),
        (StateKind::Running, true) => Rgb(40, 190, 145),
        (StateKind::WaitingForGil, _) => Rgb(230, 140, 0),
        (StateKind::WaitingForCore, _) => Rgb(190, 175, 30),
        (StateKind::Blocked, _) => Rgb(204, 90, 130),
        (StateKind::Sleeping, _) => Rgb(86, 160, 220),
        (StateKind::Io, _) => Rgb(110, 105, 200),
        (StateKind::Finished, _) => Rgb(130, 135, 145),
    }
}

fn tint(index: usize, dark: bool) -> Rgb {
    const LIGHT: [Rgb; TINTS] = [
        Rgb(74, 98, 138),
        Rgb(196, 164, 92),
        Rgb(116, 148, 120),
        Rgb(164, 112, 130),
        Rgb(132, 176, 190),
        Rgb(148, 128, 180),
        Rgb(188, 140, 112),
        Rgb(110, 116, 124),
    ];
    if dark { LIGHT[index].mix(Rgb(255, 255, 255), 0.12) } else { LIGHT[index] }
}

/// One tile of a state's pattern, `side` device pixels wide and high.
fn draw_tile(
    document: &Document,
    kind: StateKind,
    base: Rgb,
    line: Rgb,
    side: u32,
    ratio: f64,
) -> Option<(CanvasPattern, Vec<[u8; 4]>)> {
    let (canvas, context) = new_canvas(document, side)?;
    let size = f64::from(side);
    context.set_fill_style_str(&base.css());
    context.fill_rect(0.0, 0.0, size, size);
    context.set_fill_style_str(&line.css());
    context.set_stroke_style_str(&line.css());
    context.set_line_width(1.6 * ratio);
    let thin = ratio.round().max(1.0);
    match kind {
        StateKind::WaitingForGil => slanted(&context, size, 1.0),
        StateKind::WaitingForCore => {
            context.set_line_width(ratio);
            slanted(&context, size, 1.0);
            slanted(&context, size, -1.0);
        }
        StateKind::Blocked => {
            context.fill_rect(0.0, 0.0, thin, size);
        }
        StateKind::Sleeping => {
            for (x, y) in [(0.25, 0.25), (0.75, 0.75)] {
                context.fill_rect((size * x).round(), (size * y).round(), thin, thin);
            }
        }
        StateKind::Io => {
            context.fill_rect(0.0, (size * 0.25).round(), size, thin);
            context.fill_rect(0.0, (size * 0.75).round(), size, thin);
        }
        StateKind::Running | StateKind::Finished => {}
    }
    let pattern = context.create_pattern_with_html_canvas_element(&canvas, "repeat").ok()??;
    let data = context.get_image_data(0.0, 0.0, size, size).ok()?.data().0;
    let pixels = data.as_chunks::<4>().0.to_vec();
    Some((pattern, pixels))
}

/// Lines from corner to corner that meet those of the tiles around.
fn slanted(context: &CanvasRenderingContext2d, size: f64, slope: f64) {
    context.begin_path();
    for shift in [-size, 0.0, size] {
        let (from, to) = if slope > 0.0 { (2.0 * size, -size) } else { (-size, 2.0 * size) };
        context.move_to(shift - size, from);
        context.line_to(shift + 2.0 * size, to);
    }
    context.stroke();
}

fn new_canvas(document: &Document, side: u32) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(side);
    canvas.set_height(side);
    // The reader takes single pixels back, for which a canvas in main memory is faster.
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &JsValue::from_str("willReadFrequently"), &JsValue::TRUE).ok()?;
    let context = canvas.get_context_with_context_options("2d", &options).ok()??.dyn_into().ok()?;
    Some((canvas, context))
}

/// Turns CSS colours of any notation into numbers, by painting a pixel with them.
struct Reader<'a> {
    window: &'a Window,
    probe: &'a HtmlElement,
    computed: CssStyleDeclaration,
    pixel: CanvasRenderingContext2d,
}

impl<'a> Reader<'a> {
    fn new(window: &'a Window, document: &Document, probe: &'a HtmlElement) -> Option<Reader<'a>> {
        let computed = window.get_computed_style(probe).ok()??;
        Some(Reader { window, probe, computed, pixel: new_canvas(document, 1)?.1 })
    }

    /// The colour in a custom property, whatever functions and other properties it is made with.
    fn colour(&self, variable: &str, default: Rgb) -> Rgb {
        let style = self.probe.style();
        let value = format!("var({variable}, {})", default.css());
        let computed = style.set_property("color", &value).and_then(|()| self.computed.get_property_value("color"));
        computed.ok().and_then(|colour| self.paint(&colour)).map_or(default, |(colour, _)| colour)
    }

    /// What lies behind the timeline.
    fn surface(&self) -> Rgb {
        let mut element = self.probe.parent_element();
        while let Some(current) = element {
            let style = self.window.get_computed_style(&current).ok().flatten();
            let background = style.and_then(|style| style.get_property_value("background-color").ok());
            if let Some((colour, alpha)) = background.and_then(|background| self.paint(&background))
                && alpha > 127
            {
                return colour;
            }
            element = current.parent_element();
        }
        Rgb(255, 255, 255)
    }

    fn paint(&self, colour: &str) -> Option<(Rgb, u8)> {
        self.pixel.clear_rect(0.0, 0.0, 1.0, 1.0);
        self.pixel.set_fill_style_str(colour);
        self.pixel.fill_rect(0.0, 0.0, 1.0, 1.0);
        let data = self.pixel.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?.data().0;
        match data[..] {
            [red, green, blue, alpha] => Some((Rgb(red, green, blue), alpha)),
            _ => None,
        }
    }
}
