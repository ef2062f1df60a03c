//! The panel below the timeline: the console and what else there is to read of a run, as tabs.

mod bars;
mod compare;
mod deadlock;
mod events;
mod files;
mod findings;
mod moment;
mod stacks;
mod stepper;
mod wall_time;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::{language::Language, tabs::move_among, texts::Text};

pub use bars::{patterns, picture};
pub use compare::CompareView;
pub use deadlock::deadlock_findings;
pub use events::EventsView;
pub use files::FilesView;
pub use findings::{FindingsView, Headline};
pub use moment::MomentView;
pub use wall_time::WallTimeView;

/// What the panel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Console,
    Moment,
    WallTime,
    Findings,
    Events,
    Compare,
    Files,
}

impl View {
    const ALL: [View; 7] =
        [View::Console, View::Moment, View::WallTime, View::Findings, View::Events, View::Compare, View::Files];

    pub fn id(self) -> &'static str {
        match self {
            View::Console => "console",
            View::Moment => "moment",
            View::WallTime => "wall-time",
            View::Findings => "findings",
            View::Events => "events",
            View::Compare => "compare",
            View::Files => "files",
        }
    }

    fn name(self) -> Text {
        match self {
            View::Console => Text::Console,
            View::Moment => Text::StateAtCursor,
            View::WallTime => Text::WallTime,
            View::Findings => Text::Findings,
            View::Events => Text::Events,
            View::Compare => Text::Compare,
            View::Files => Text::Files,
        }
    }
}

/// Scrolls the bar so that its chosen tab is in view.
fn reveal_chosen(bar: &NodeRef) {
    let Some(bar) = bar.cast::<HtmlElement>() else { return };
    let chosen = bar.query_selector("[aria-selected=true]").ok().flatten();
    let Some(Ok(tab)) = chosen.map(JsCast::dyn_into::<HtmlElement>) else { return };
    let (left, width) = (tab.offset_left() - bar.offset_left(), tab.offset_width());
    let (from, room) = (bar.scroll_left(), bar.client_width());
    if left < from || left + width > from + room {
        bar.set_scroll_left(left - (room - width) / 2);
    }
}

#[derive(Properties, PartialEq)]
pub struct ViewTabsProps {
    pub language: Language,
    pub shown: View,
    /// The console has something new.
    pub unread: bool,
    /// How many findings there are.
    pub findings: usize,
    pub on_show: Callback<View>,
}

#[function_component(ViewTabs)]
pub fn view_tabs(props: &ViewTabsProps) -> Html {
    let bar = use_node_ref();
    let language = props.language;
    // In a narrow window the tabs scroll.
    use_effect_with(props.shown, {
        let bar = bar.clone();
        move |_| reveal_chosen(&bar)
    });
    let onkeydown = {
        let (bar, shown, on_show) = (bar.clone(), props.shown, props.on_show.clone());
        Callback::from(move |event: KeyboardEvent| {
            let index = View::ALL.iter().position(|view| *view == shown).unwrap_or(0);
            if let Some(next) = move_among(&event, &bar, index, View::ALL.len()) {
                on_show.emit(View::ALL[next]);
            }
        })
    };
    let tab = |view: View| {
        let chosen = view == props.shown;
        html! {
            <button type="button" role="tab" id={format!("view-{}", view.id())} aria-controls="view-panel"
                aria-selected={chosen.to_string()} tabindex={if chosen { "0" } else { "-1" }}
                onclick={props.on_show.reform(move |_| view)}>
                { language.text(view.name()) }
                if view == View::Findings && props.findings > 0 {
                    <span class="count">{ props.findings }</span>
                }
                if props.unread && view == View::Console {
                    <span class="unread" role="img" aria-label={language.text(Text::NewOutput)} />
                }
            </button>
        }
    };
    html! {
        <div class="view-tabs" role="tablist" aria-label={language.text(Text::Results)} ref={bar} {onkeydown}>
            { for View::ALL.map(tab) }
        </div>
    }
}
