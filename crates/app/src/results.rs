//! The panel below the timeline: the console and what else there is to read of a run, as tabs.

mod bars;
mod compare;
mod events;
mod findings;
mod moment;
mod wall_time;

use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::{language::Language, tabs::move_among, texts::Text};

pub use bars::{patterns, picture};
pub use compare::CompareView;
pub use events::EventsView;
pub use findings::FindingsView;
pub use moment::{MomentView, thread_place};
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
}

impl View {
    const ALL: [View; 6] = [View::Console, View::Moment, View::WallTime, View::Findings, View::Events, View::Compare];

    pub fn id(self) -> &'static str {
        match self {
            View::Console => "console",
            View::Moment => "moment",
            View::WallTime => "wall-time",
            View::Findings => "findings",
            View::Events => "events",
            View::Compare => "compare",
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
        }
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
