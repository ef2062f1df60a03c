//! The span of time that was selected on the ruler, and what happened in it.

use weft_trace::{LaneView, Nanos, Recording, StateKind};
use yew::prelude::*;

use super::{hover::lane_name, words::Words};
use crate::{icons, language::Language, texts::Text};

/// From one time to another, in either order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    pub anchor: Nanos,
    pub other: Nanos,
}

impl Selection {
    pub fn start(self) -> Nanos {
        self.anchor.min(self.other)
    }

    pub fn end(self) -> Nanos {
        self.anchor.max(self.other)
    }
}

/// How long each thread was in each state within the selection.
pub fn view(recording: &Recording, selection: Selection, language: Language, on_close: Callback<MouseEvent>) -> Html {
    let words = Words::new(language);
    let range = selection.start()..selection.end();
    let row = |lane: LaneView<'_>| {
        let nanos = lane.nanos(range.clone());
        let states = StateKind::TIMED.into_iter().filter(|kind| nanos[*kind] > 0);
        let states: Vec<String> =
            states.map(|kind| format!("{} {}", words.state(kind), words.short(nanos[kind]))).collect();
        (!states.is_empty()).then(|| {
            html! { <><dt>{ lane_name(recording, lane.lane()) }</dt><dd>{ states.join(" · ") }</dd></> }
        })
    };
    html! {
        <div class="timeline-selection" role="status">
            <strong>{ format!("{} {}", language.text(Text::Selected), words.exact(range.end - range.start)) }</strong>
            <dl>{ for recording.lanes().filter_map(row) }</dl>
            <button class="quiet icon-only" type="button" aria-label={language.text(Text::Unselect)}
                title={language.text(Text::Unselect)} onclick={on_close}>{ icons::clear() }</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;

    #[test]
    fn a_selection_may_be_drawn_either_way() {
        let selection = Selection { anchor: 9, other: 3 };
        assert_eq!((selection.start(), selection.end()), (3, 9));
    }
}
