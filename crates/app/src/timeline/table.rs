//! The same as text, for those who cannot see the picture.

use std::cell::RefCell;
use std::rc::Rc;

use weft_trace::{LaneView, ProcessView, Recording, StateKind};
use yew::prelude::*;

use super::words::Words;
use crate::language::Language;

#[derive(Properties)]
pub struct LaneTableProps {
    pub trace: Rc<RefCell<Recording>>,
    /// The table is built anew when this changes.
    pub revision: u32,
    pub language: Language,
}

impl PartialEq for LaneTableProps {
    fn eq(&self, other: &LaneTableProps) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace) && (self.revision, self.language) == (other.revision, other.language)
    }
}

/// A visually hidden table with a row a lane. Rows carry `data-lane="pid:tid"`, cells
/// `data-state` (a [`StateKind::name`]) and `data-nanos`.
#[component]
pub fn LaneTable(props: &LaneTableProps) -> Html {
    let words = Words::new(props.language);
    let recording = props.trace.borrow();
    let rows = recording
        .processes()
        .flat_map(|process| recording.lanes_of(process.pid()).map(move |lane| row(words, process, lane)));
    html! {
        // Firefox does not clip the caption of a table that is clipped itself.
        <div class="visually-hidden">
            <table>
                <caption>{ words.table_caption() }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ words.thread() }</th>
                        <th scope="col">{ words.process() }</th>
                        <th scope="col">{ words.started() }</th>
                        <th scope="col">{ words.ended_at() }</th>
                        { for StateKind::TIMED.iter().map(|kind| html! { <th scope="col">{ words.state(*kind) }</th> }) }
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

fn row(words: Words, process: ProcessView<'_>, lane: LaneView<'_>) -> Html {
    let id = format!("{}:{}", process.pid(), lane.lane().tid);
    let nanos = lane.totals();
    html! {
        <tr key={id.clone()} data-lane={id}>
            <th scope="row">{ lane.name().to_owned() }</th>
            <td>{ format!("{} ({})", process.name(), process.pid()) }</td>
            <td data-nanos={lane.started().to_string()}>{ words.exact(lane.started()) }</td>
            <td data-nanos={lane.ended().map(|ended| ended.to_string())}>
                { lane.ended().map(|ended| words.exact(ended)) }
            </td>
            { for StateKind::TIMED.iter().map(|kind| html! {
                <td data-state={kind.name()} data-nanos={nanos[*kind].to_string()}>{ words.exact(nanos[*kind]) }</td>
            }) }
        </tr>
    }
}
