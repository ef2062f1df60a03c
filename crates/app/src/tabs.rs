//! The panels as tabs, for windows too narrow to show them side by side.

use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::{language::Language, texts::Text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Editor,
    Timeline,
    Results,
}

impl Tab {
    const ALL: [Tab; 3] = [Tab::Editor, Tab::Timeline, Tab::Results];

    pub fn id(self) -> &'static str {
        match self {
            Tab::Editor => "editor",
            Tab::Timeline => "timeline",
            Tab::Results => "results",
        }
    }

    fn name(self) -> Text {
        match self {
            Tab::Editor => Text::Editor,
            Tab::Timeline => Text::Timeline,
            Tab::Results => Text::Results,
        }
    }
}

/// The tab that a key leads to, which gets the focus; `index` of `count` is chosen now.
pub fn move_among(event: &KeyboardEvent, bar: &NodeRef, index: usize, count: usize) -> Option<usize> {
    let next = match event.key().as_str() {
        "ArrowLeft" => (index + count - 1) % count,
        "ArrowRight" => (index + 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return None,
    };
    event.prevent_default();
    let button = bar.cast::<web_sys::Element>().and_then(|bar| bar.children().item(next as u32));
    if let Some(Ok(button)) = button.map(wasm_bindgen::JsCast::dyn_into::<HtmlElement>) {
        // The tab is chosen with or without the focus.
        let _ = button.focus();
    }
    Some(next)
}

#[derive(Properties, PartialEq)]
pub struct TabBarProps {
    pub language: Language,
    pub shown: Tab,
    /// The console has something new.
    pub unread: bool,
    pub on_show: Callback<Tab>,
}

#[function_component(TabBar)]
pub fn tab_bar(props: &TabBarProps) -> Html {
    let bar = use_node_ref();
    let onkeydown = {
        let (bar, shown, on_show) = (bar.clone(), props.shown, props.on_show.clone());
        Callback::from(move |event: KeyboardEvent| {
            let index = Tab::ALL.iter().position(|tab| *tab == shown).unwrap_or(0);
            if let Some(next) = move_among(&event, &bar, index, Tab::ALL.len()) {
                on_show.emit(Tab::ALL[next]);
            }
        })
    };
    let tab = |tab: Tab| {
        let chosen = tab == props.shown;
        html! {
            <button type="button" role="tab" id={format!("tab-{}", tab.id())}
                aria-controls={format!("panel-{}", tab.id())} aria-selected={chosen.to_string()}
                tabindex={if chosen { "0" } else { "-1" }} onclick={props.on_show.reform(move |_| tab)}>
                { props.language.text(tab.name()) }
                if props.unread && tab == Tab::Results {
                    <span class="unread" role="img" aria-label={props.language.text(Text::NewOutput)} />
                }
            </button>
        }
    };
    html! {
        <nav>
            <div class="tabs" role="tablist" aria-label={props.language.text(Text::Panels)} ref={bar} {onkeydown}>
                { for Tab::ALL.map(tab) }
            </div>
        </nav>
    }
}
