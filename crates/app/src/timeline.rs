//! The timeline: what each thread of each process did when, drawn on a canvas.
//!
//! A [`weft_trace::Recording`] answers what stands where; `view` says which stretch of time is shown,
//! `layout` which rows there are, `paint` draws, `hover` explains what is under the pointer. A table
//! with the same figures stands beside the canvas for screen readers and tests.

mod captions;
mod colour;
mod export;
mod gestures;
mod hover;
mod layout;
mod legend;
mod live;
mod minimap;
mod paint;
mod palette;
mod selection;
mod surface;
mod table;
mod ticks;
mod view;
mod words;

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlCanvasElement, HtmlElement, MutationObserver, MutationObserverInit, ResizeObserver, WheelEvent};
use weft_trace::{Nanos, Recording, StateKind};
use yew::prelude::*;

use crate::{icons, language::Language, texts::Text};
use export::Format;
use gestures::{Gesture, Pointers};
use hover::Tip;
use layout::{Layout, RULER};
use paint::{DrawnArrow, Scene};
use palette::Palette;
use selection::Selection;
use surface::{Font, Surface};
use view::{Scale, Viewport};

pub use captions::span_wordings;
pub use hover::{lane_name, thread_place};
pub use live::{LiveTrace, TICK_MILLIS};
pub use words::Words;

/// The table follows a running program at this interval, and by so much more a row, because the
/// browser lays it out each time.
const TABLE_MILLIS: u32 = 250;
const TABLE_ROW_MILLIS: u32 = 2;

/// The first letters that a page draws on a canvas take long, for the browser loads fonts. Nothing else is to be done
/// after so many milliseconds.
const LETTERS_MILLIS: u32 = 2_000;

/// Names beyond so many are not measured to find the longest.
const MEASURED_NAMES: usize = 300;

/// How much a key or button zooms and pans.
const ZOOM_STEP: f64 = 0.7;
const PAN_STEP: f64 = 0.15;

#[derive(Properties)]
pub struct TimelineProps {
    /// Another recording is another run, which is shown from its start.
    pub trace: Rc<RefCell<Recording>>,
    /// To be changed whenever the recording has grown.
    pub version: u32,
    pub language: Language,
    /// Where the cursor stands. A time that is not in view is brought into it.
    pub cursor: Option<Nanos>,
    /// A time was chosen by a click.
    pub on_cursor: Callback<Nanos>,
}

impl PartialEq for TimelineProps {
    fn eq(&self, other: &TimelineProps) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace)
            && (self.version, self.language) == (other.version, other.language)
            && (self.cursor, &self.on_cursor) == (other.cursor, &other.on_cursor)
    }
}

pub enum Msg {
    /// The browser is about to paint.
    Frame,
    /// The size of the canvas or the scroll position changed.
    Moved,
    /// The page's colours may have changed.
    Theme,
    /// The table is due.
    Table,
    /// Nobody has run anything yet, and the page is idle.
    Letters,
    Wheel(WheelEvent),
    Press(PointerEvent),
    Move(PointerEvent),
    Release(PointerEvent),
    Cancel(PointerEvent),
    Leave,
    /// Show so many times as much.
    Zoom(f64),
    /// Move by so many widths.
    Pan(f64),
    ShowAll,
    Export(Format),
    /// The selection begins (or ends, if true) at the cursor.
    SelectAtCursor(bool),
    Unselect,
    /// Show what stands at that share of the whole.
    Centre(f64),
}

/// What stays attached to the browser for as long as the timeline stands.
struct Attached {
    _listeners: Vec<EventListener>,
    resize: ResizeObserver,
    _on_resize: Closure<dyn FnMut()>,
    theme: MutationObserver,
    _on_theme: Closure<dyn FnMut()>,
}

impl Drop for Attached {
    fn drop(&mut self) {
        self.resize.disconnect();
        self.theme.disconnect();
    }
}

#[derive(Default)]
struct Nodes {
    host: NodeRef,
    scroller: NodeRef,
    rows: NodeRef,
    canvas: NodeRef,
    overlay: NodeRef,
    minimap: NodeRef,
    probe: NodeRef,
    tip: NodeRef,
}

pub struct Timeline {
    nodes: Nodes,
    attached: Option<Attached>,
    surface: Option<Surface>,
    /// Above it: the cursor and the line under the pointer.
    overlay: Option<Surface>,
    minimap: Option<Surface>,
    palette: Option<Palette>,
    view: Viewport,
    layout: Layout,
    layout_stale: bool,
    /// The picture is to be drawn anew, not only the lines above it.
    picture_stale: bool,
    pointers: Pointers,
    /// Where the pointer is on the canvas, in CSS pixels.
    pointer: Option<(f64, f64)>,
    cursor: Option<Nanos>,
    selection: Option<Selection>,
    /// The pointer that draws the selection on the ruler.
    selecting: Option<i32>,
    arrows: Vec<DrawnArrow>,
    tip: Option<Tip>,
    legend: Vec<(StateKind, NodeRef)>,
    legend_stale: bool,
    revision: u32,
    /// How far the recording reached when last looked at.
    end: Nanos,
    /// It had nothing in it then.
    empty: bool,
    frame: Option<AnimationFrame>,
    table_timer: Option<Timeout>,
    /// Until letters are drawn for the first time.
    letters_timer: Option<Timeout>,
}

impl Component for Timeline {
    type Message = Msg;
    type Properties = TimelineProps;

    fn create(ctx: &Context<Timeline>) -> Timeline {
        let end = ctx.props().trace.borrow().end();
        let empty = ctx.props().trace.borrow().is_empty();
        let mut timeline = Timeline {
            nodes: Nodes::default(),
            attached: None,
            surface: None,
            overlay: None,
            minimap: None,
            palette: None,
            view: Viewport::all(end),
            layout: Layout::default(),
            layout_stale: true,
            picture_stale: true,
            pointers: Pointers::default(),
            pointer: None,
            cursor: None,
            selection: None,
            selecting: None,
            arrows: Vec::new(),
            tip: None,
            legend: Vec::new(),
            legend_stale: true,
            revision: 0,
            end,
            empty,
            frame: None,
            table_timer: None,
            letters_timer: None,
        };
        timeline.renew_table(ctx);
        timeline
    }

    fn changed(&mut self, ctx: &Context<Timeline>, old: &TimelineProps) -> bool {
        let recording = ctx.props().trace.borrow();
        let another = !Rc::ptr_eq(&ctx.props().trace, &old.trace);
        let began = std::mem::replace(&mut self.empty, recording.is_empty()) != self.empty;
        if another {
            self.view = Viewport::all(recording.end());
            self.selection = None;
        }
        self.end = recording.end();
        self.view.grow(self.end);
        let cursor = ctx.props().cursor;
        if std::mem::replace(&mut self.cursor, cursor) != cursor
            && let Some(at) = cursor
        {
            self.view.reveal(at, self.end);
        }
        self.layout_stale = true;
        self.picture_stale = true;
        // At once when a run begins or is over, else now and then.
        let at_once = another || began || recording.finished();
        if at_once {
            self.renew_table(ctx);
        } else if self.table_timer.is_none() {
            let link = ctx.link().clone();
            let rows = recording.lanes().count() as u32;
            let wait = TABLE_MILLIS + rows * TABLE_ROW_MILLIS;
            self.table_timer = Some(Timeout::new(wait, move || link.send_message(Msg::Table)));
        }
        self.schedule(ctx);
        at_once || old.language != ctx.props().language
    }

    fn update(&mut self, ctx: &Context<Timeline>, msg: Msg) -> bool {
        match msg {
            Msg::Frame => {
                self.frame = None;
                return self.draw(ctx);
            }
            Msg::Table => {
                self.renew_table(ctx);
                return true;
            }
            Msg::Letters => {
                self.letters_timer = None;
                if let Some(overlay) = self.overlay.as_ref().filter(|_| self.empty) {
                    overlay.prepare_letters();
                }
                return false;
            }
            Msg::Moved => {}
            Msg::Theme => self.palette = None,
            Msg::Wheel(event) => self.wheel(&event),
            Msg::Press(event) => {
                if event.button() != 0 {
                    return false;
                }
                if let Some(canvas) = self.nodes.canvas.cast::<HtmlCanvasElement>() {
                    // Drags go on outside. Fails for pointers that are gone already, which is no harm.
                    let _ = canvas.set_pointer_capture(event.pointer_id());
                }
                let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
                if y < RULER && x >= self.layout.names && !self.empty {
                    self.selecting = Some(event.pointer_id());
                    let anchor = self.scale().at(x).min(self.end);
                    self.selection = Some(Selection { anchor, other: anchor });
                    self.schedule(ctx);
                    return true;
                }
                self.pointers.press(event.pointer_id(), x, y);
                self.pointer = Some((event.offset_x().into(), event.offset_y().into()));
                return self.lines_only(ctx);
            }
            Msg::Move(event) => {
                let (x, y) = (event.offset_x().into(), event.offset_y().into());
                self.pointer = Some((x, y));
                if self.selecting == Some(event.pointer_id()) {
                    let other = self.scale().at(x).min(self.end);
                    if let Some(selection) = &mut self.selection {
                        selection.other = other;
                    }
                    self.schedule(ctx);
                    return true;
                }
                match self.pointers.moved(event.pointer_id(), x, y) {
                    Some(gesture) => self.gesture(ctx, gesture),
                    None => return self.lines_only(ctx),
                }
            }
            Msg::Release(event) if self.selecting == Some(event.pointer_id()) => {
                self.selecting = None;
                // A press that was no drag puts the cursor there, as everywhere.
                if let Some(selection) = self.selection.filter(|selection| selection.anchor == selection.other) {
                    self.selection = None;
                    ctx.props().on_cursor.emit(selection.anchor);
                }
                self.schedule(ctx);
                return true;
            }
            Msg::Release(event) => {
                let dragged = self.pointers.dragging();
                if let Some(gesture) = self.pointers.release(event.pointer_id()) {
                    self.gesture(ctx, gesture);
                }
                // A lifted finger points at nothing, unless it was to point something out.
                if dragged && event.pointer_type() == "touch" {
                    self.pointer = None;
                }
            }
            Msg::Cancel(event) => {
                self.selecting = None;
                self.pointers.cancel(event.pointer_id());
                self.pointer = None;
            }
            Msg::Leave => {
                self.pointer = None;
                return self.lines_only(ctx);
            }
            Msg::Zoom(factor) => self.zoom(factor, 0.5),
            Msg::Pan(share) => self.view.pan(share, self.end),
            Msg::ShowAll => self.view = Viewport::all(self.end),
            Msg::Centre(share) => self.view.centre(share, self.end),
            Msg::Export(format) => {
                if let (Some(palette), Some(canvas)) = (&self.palette, self.nodes.canvas.cast()) {
                    let words = Words::new(ctx.props().language);
                    export::save(format, &ctx.props().trace.borrow(), palette, words, &canvas);
                }
                return false;
            }
            Msg::SelectAtCursor(end) => {
                let Some(at) = self.cursor else { return false };
                let (start, stop) = self.selection.map_or((0, self.end), |now| (now.start(), now.end()));
                let (anchor, other) = if end { (start.min(at), at) } else { (at, stop.max(at)) };
                self.selection = Some(Selection { anchor, other });
                self.schedule(ctx);
                return true;
            }
            Msg::Unselect => {
                self.selection = None;
                self.schedule(ctx);
                return true;
            }
        }
        self.picture_stale = true;
        self.schedule(ctx);
        false
    }

    fn view(&self, ctx: &Context<Timeline>) -> Html {
        let link = ctx.link();
        let props = ctx.props();
        let words = Words::new(props.language);
        let empty = self.empty;
        // A finger leaves when it is lifted, but what it pointed at should stay explained.
        let leave = link.batch_callback(|event: PointerEvent| (event.pointer_type() != "touch").then_some(Msg::Leave));
        html! {
            <div ref={&self.nodes.host} class="timeline-view">
                <div class="timeline-bar">
                    <div class="timeline-controls" hidden={empty}>
                        { button("−", words.zoom_out(), link.callback(|_| Msg::Zoom(1.0 / ZOOM_STEP))) }
                        { button("+", words.zoom_in(), link.callback(|_| Msg::Zoom(ZOOM_STEP))) }
                        { button("↔", words.show_all(), link.callback(|_| Msg::ShowAll)) }
                        <button type="button" class="export-button" popovertarget="export" title={props.language.text(Text::Export)}
                            aria-label={props.language.text(Text::Export)}>{ icons::download() }</button>
                        <div id="export" class="popover export" popover="auto" role="group"
                            aria-label={props.language.text(Text::Export)}>
                            { for Format::ALL.iter().map(|(format, name)| {
                                let format = *format;
                                html! {
                                    <button class="quiet" type="button" popovertarget="export"
                                        popovertargetaction="hide" onclick={link.callback(move |_| Msg::Export(format))}>
                                        { props.language.text(*name) }</button>
                                }
                            }) }
                        </div>
                    </div>
                    { legend::view(&self.legend, words) }
                    <span class="timeline-gestures" aria-hidden="true" hidden={empty}>{ words.gestures() }</span>
                </div>
                <div class="timeline-selected">
                    if let Some(selection) = self.selection.filter(|selection| selection.start() < selection.end()) {
                        { selection::view(&props.trace.borrow(), selection, props.language,
                            link.callback(|_| Msg::Unselect)) }
                    }
                </div>
                // The keys of the timeline do the same.
                <canvas ref={&self.nodes.minimap} class="timeline-minimap" hidden={empty} aria-hidden="true"
                    onpointerdown={link.batch_callback(|event| minimap_share(&event, true))}
                    onpointermove={link.batch_callback(|event| minimap_share(&event, false))} />
                <div ref={&self.nodes.scroller} class="timeline-scroll">
                    <div ref={&self.nodes.rows}>
                        <div class="timeline-picture">
                            <canvas
                                ref={&self.nodes.canvas}
                                tabindex="0"
                                role="img"
                                aria-label={words.timeline()}
                                aria-describedby="timeline-keys"
                                onpointerdown={link.callback(Msg::Press)}
                                onpointermove={link.callback(Msg::Move)}
                                onpointerup={link.callback(Msg::Release)}
                                onpointercancel={link.callback(Msg::Cancel)}
                                onpointerleave={leave}
                                ondblclick={link.callback(|_| Msg::ShowAll)}
                                onkeydown={link.batch_callback(key)}
                            />
                            <canvas ref={&self.nodes.overlay} class="timeline-lines" aria-hidden="true" />
                        </div>
                    </div>
                </div>
                <span ref={&self.nodes.probe} hidden=true />
                <p id="timeline-keys" hidden=true>{ words.keys() }</p>
                { tip_view(self.tip.as_ref(), &self.nodes.tip) }
                <table::LaneTable trace={props.trace.clone()} revision={self.revision} language={props.language} />
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Timeline>, first: bool) {
        if first {
            self.attached = self.attach(ctx);
            let link = ctx.link().clone();
            self.letters_timer = Some(Timeout::new(LETTERS_MILLIS, move || link.send_message(Msg::Letters)));
        }
        self.place_tip();
        if first || self.legend_stale {
            self.schedule(ctx);
        }
    }
}

/// What a key means; other keys are left to the browser.
fn key(event: KeyboardEvent) -> Option<Msg> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let msg = match event.key().as_str() {
        "w" | "W" | "+" | "=" => Msg::Zoom(ZOOM_STEP),
        "s" | "S" | "-" => Msg::Zoom(1.0 / ZOOM_STEP),
        "a" | "A" | "ArrowLeft" => Msg::Pan(-PAN_STEP),
        "d" | "D" | "ArrowRight" => Msg::Pan(PAN_STEP),
        "f" | "F" | "0" => Msg::ShowAll,
        "[" => Msg::SelectAtCursor(false),
        "]" => Msg::SelectAtCursor(true),
        _ => return None,
    };
    event.prevent_default();
    Some(msg)
}

/// Where on the strip of the whole run the pointer is while it is pressed.
fn minimap_share(event: &PointerEvent, press: bool) -> Option<Msg> {
    let strip: HtmlElement = event.target_dyn_into()?;
    if press {
        // Without it a drag ends at the strip's edge, which is no harm.
        let _ = strip.set_pointer_capture(event.pointer_id());
    }
    let pressed = event.buttons() & 1 == 1;
    pressed.then(|| Msg::Centre(minimap::share_at(event.offset_x().into(), strip.client_width().into())))
}

fn button(sign: &'static str, label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" title={label} aria-label={label} {onclick}>{ sign }</button> }
}

/// Always there, if hidden: elements that come and go would have Yew replace the canvases beside them.
fn tip_view(tip: Option<&Tip>, node: &NodeRef) -> Html {
    let facts = tip.map_or(&[][..], |tip| &tip.facts);
    html! {
        <div ref={node} class="timeline-tip" role="tooltip" hidden={tip.is_none()}>
            <strong>{ tip.map(|tip| tip.title.clone()) }</strong>
            <dl>{ for facts.iter().map(|(name, value)| html! { <><dt>{ *name }</dt><dd>{ value }</dd></> }) }</dl>
        </div>
    }
}

impl Timeline {
    /// One drawing before the browser paints next, however often this is called.
    fn schedule(&mut self, ctx: &Context<Timeline>) {
        if self.frame.is_none() {
            let link = ctx.link().clone();
            self.frame = Some(request_animation_frame(move |_| link.send_message(Msg::Frame)));
        }
    }

    /// Nothing has changed but where the pointer is.
    fn lines_only(&mut self, ctx: &Context<Timeline>) -> bool {
        self.schedule(ctx);
        false
    }

    fn renew_table(&mut self, ctx: &Context<Timeline>) {
        self.table_timer = None;
        self.revision = self.revision.wrapping_add(1);
        let kinds = legend::kinds(&ctx.props().trace.borrow());
        if !kinds.iter().eq(self.legend.iter().map(|(kind, _)| kind)) {
            self.legend = kinds.into_iter().map(|kind| (kind, NodeRef::default())).collect();
            self.legend_stale = true;
        }
    }

    /// Listens to what Yew has no events for.
    fn attach(&mut self, ctx: &Context<Timeline>) -> Option<Attached> {
        let window = web_sys::window()?;
        let canvas = self.nodes.canvas.cast::<HtmlCanvasElement>()?;
        let scroller = self.nodes.scroller.cast::<HtmlElement>()?;
        self.surface = Surface::new(canvas.clone());
        self.overlay = self.nodes.overlay.cast().and_then(Surface::new);
        self.minimap = self.nodes.minimap.cast().and_then(Surface::new);
        let link = ctx.link().clone();
        // Not passive, because a wheel that zooms must not scroll the page too.
        let options = EventListenerOptions::enable_prevent_default();
        let wheel = EventListener::new_with_options(&canvas, "wheel", options, move |event| {
            if let Some(event) = event.dyn_ref::<WheelEvent>() {
                link.send_message(Msg::Wheel(event.clone()));
            }
        });
        let link = ctx.link().clone();
        let scroll = EventListener::new(&scroller, "scroll", move |_| link.send_message(Msg::Moved));
        let mut listeners = vec![wheel, scroll];
        if let Ok(Some(scheme)) = window.match_media("(prefers-color-scheme: dark)") {
            let link = ctx.link().clone();
            listeners.push(EventListener::new(&scheme, "change", move |_| link.send_message(Msg::Theme)));
        }
        let link = ctx.link().clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || link.send_message(Msg::Moved));
        let resize = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
        resize.observe(&scroller);
        // Pages switch between light and dark by an attribute of their root.
        let link = ctx.link().clone();
        let on_theme = Closure::<dyn FnMut()>::new(move || link.send_message(Msg::Theme));
        let theme = MutationObserver::new(on_theme.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_attributes(true);
        theme.observe_with_options(&window.document()?.document_element()?.into(), &options).ok()?;
        Some(Attached { _listeners: listeners, resize, _on_resize: on_resize, theme, _on_theme: on_theme })
    }

    fn scale(&self) -> Scale {
        self.view.scale(self.layout.left, self.layout.width)
    }

    fn zoom(&mut self, factor: f64, share: f64) {
        self.view.zoom(factor, share.clamp(0.0, 1.0), self.end);
    }

    fn wheel(&mut self, event: &WheelEvent) {
        let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { 16.0 } else { 1.0 };
        let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
        let scale = self.scale();
        let x = f64::from(event.offset_x());
        if event.shift_key() || x < self.layout.names {
            self.scroll_by(if dy == 0.0 { dx } else { dy });
        } else if dx.abs() > dy.abs() {
            self.view.pan(dx / scale.width, self.end);
        } else {
            // Browsers report a pinch on a touchpad as a turn of the wheel with Ctrl, in small steps.
            let speed = if event.ctrl_key() { 0.01 } else { 0.0016 };
            self.zoom((dy * speed).exp(), (x - scale.left) / scale.width);
        }
        event.prevent_default();
    }

    fn scroll_by(&self, dy: f64) {
        if let Some(scroller) = self.nodes.scroller.cast::<HtmlElement>() {
            scroller.set_scroll_top(scroller.scroll_top() + dy.round() as i32);
        }
    }

    fn gesture(&mut self, ctx: &Context<Timeline>, gesture: Gesture) {
        let scale = self.scale();
        match gesture {
            Gesture::Drag { dx, dy } => {
                self.view.pan(-dx / scale.width, self.end);
                self.scroll_by(-dy);
            }
            Gesture::Pinch { factor, x, dx } => {
                self.zoom(factor, (x - scale.left) / scale.width);
                self.view.pan(-dx / scale.width, self.end);
            }
            Gesture::Click { x, .. } => {
                let at = scale.at(x);
                if x >= scale.left && at <= self.end {
                    ctx.props().on_cursor.emit(at);
                }
            }
        }
    }

    /// Draws; says whether the page's elements must follow.
    fn draw(&mut self, ctx: &Context<Timeline>) -> bool {
        let (Some(scroller), Some(rows), Some(probe), Some(window)) = (
            self.nodes.scroller.cast::<HtmlElement>(),
            self.nodes.rows.cast::<HtmlElement>(),
            self.nodes.probe.cast::<HtmlElement>(),
            web_sys::window(),
        ) else {
            return false;
        };
        let (Some(surface), Some(overlay)) = (&mut self.surface, &mut self.overlay) else {
            return false;
        };
        let (width, height) = (f64::from(scroller.client_width()), f64::from(scroller.client_height()));
        // A hidden tab has no size; it is drawn when it gets one.
        if width == 0.0 || height == 0.0 {
            return false;
        }
        let ratio = window.device_pixel_ratio();
        if self.palette.as_ref().is_none_or(|palette| palette.ratio != ratio) {
            self.palette = Palette::read(&probe, ratio);
            self.picture_stale = true;
            self.legend_stale = true;
            if let Ok(Some(style)) = window.get_computed_style(&scroller) {
                let family = style.get_property_value("font-family").unwrap_or_default();
                surface.set_family(&family);
                overlay.set_family(&family);
            }
        }
        let Some(palette) = &self.palette else {
            return false;
        };
        let recording = ctx.props().trace.borrow();
        if self.layout_stale || surface.width != width {
            let names = recording.lanes().take(MEASURED_NAMES);
            let longest = names.map(|lane| surface.measure(captions::brief_name(lane.name()), Font::Normal));
            let longest = longest.fold(0.0, f64::max);
            self.layout = Layout::new(&recording, width, longest);
            self.layout_stale = false;
            let content = (RULER + self.layout.height).max(height);
            let _ = rows.style().set_property("height", &format!("{content}px"));
        }
        if surface.resize(width, height, ratio) | overlay.resize(width, height, ratio) {
            self.picture_stale = true;
        }
        if self.legend_stale {
            self.legend_stale = !legend::paint(&self.legend, palette);
        }
        let still = self.pointer.filter(|_| !self.pointers.dragging());
        let scene = Scene {
            recording: &recording,
            layout: &self.layout,
            scale: self.view.scale(self.layout.left, self.layout.width),
            palette,
            words: Words::new(ctx.props().language),
            scroll: f64::from(scroller.scroll_top()),
        };
        if recording.is_empty() {
            surface.clear();
            overlay.clear();
            return self.tip.take().is_some();
        }
        if self.picture_stale {
            self.arrows = paint::paint(&scene, surface);
            if let Some(strip) = &mut self.minimap {
                strip.resize(width, minimap::HEIGHT, ratio);
                minimap::paint(&recording, &self.view, palette, strip);
            }
            self.picture_stale = false;
        }
        paint::draw_lines(&scene, overlay, self.cursor, still.map(|(x, _)| x), self.selection);
        let tip = still.and_then(|(x, y)| hover::explain(&scene, &self.arrows, x, y));
        let changed = tip != self.tip;
        self.tip = tip;
        if !changed {
            self.place_tip();
        }
        changed
    }

    /// Beside the pointer, within the timeline. By the style object, not by an attribute, which a
    /// strict Content-Security-Policy would refuse.
    fn place_tip(&self) {
        let (Some(tip), Some(host), Some(canvas), Some((x, y))) = (
            self.nodes.tip.cast::<HtmlElement>(),
            self.nodes.host.cast::<HtmlElement>(),
            self.nodes.canvas.cast::<HtmlElement>(),
            self.pointer,
        ) else {
            return;
        };
        let (outer, inner) = (host.get_bounding_client_rect(), canvas.get_bounding_client_rect());
        let (width, height) = (f64::from(tip.offset_width()), f64::from(tip.offset_height()));
        let (x, y) = (x + inner.x() - outer.x(), y + inner.y() - outer.y());
        let beside = |at: f64, size: f64, limit: f64| {
            let after = at + 14.0;
            if after + size <= limit { after } else { (at - 14.0 - size).max(4.0) }
        };
        let left = beside(x, width, outer.width()).min((outer.width() - width - 4.0).max(0.0));
        let top = beside(y, height, outer.height());
        let _ = tip.style().set_property("transform", &format!("translate({left:.0}px, {top:.0}px)"));
    }
}
