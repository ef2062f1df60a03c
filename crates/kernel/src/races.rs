//! What the race finder tells: plain data for hosts and the page.

use serde::{Deserialize, Serialize};
use weft_trace::Tid;

/// Two accesses to one place by two threads, one of them a write, with nothing that puts them in order: no lock,
/// queue, event, start or join between them. Which comes first is chance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Race {
    pub place: RacePlace,
    pub first: RaceAccess,
    /// The access that was found to race with `first`.
    pub second: RaceAccess,
    /// How often accesses of these two lines met unordered.
    pub times: u64,
    /// Writes that undid another thread's: the writer had read the place before the other changed it. Where one such
    /// write undoes several changes it still counts once.
    pub lost_updates: u64,
}

/// What it is that the threads share, as a reader of the program would call it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RacePlace {
    /// A global variable.
    Global { name: String },
    /// A variable of a function that inner functions share.
    Variable { name: String },
    /// An attribute; `owner` is the object's class, or the class itself.
    Attribute { name: String, owner: String },
    /// An item; `container` is the global variable that holds the list or dict, or its type, `key` the first
    /// key or position that was met, as `repr` shows it.
    Item { container: String, key: String },
}

impl RacePlace {
    /// As an expression: `counter`, `Account.balance`, `scores['x']`.
    pub fn expression(&self) -> String {
        match self {
            RacePlace::Global { name } | RacePlace::Variable { name } => name.clone(),
            RacePlace::Attribute { name, owner } => format!("{owner}.{name}"),
            RacePlace::Item { container, key } => format!("{container}[{key}]"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RaceAccess {
    pub tid: Tid,
    pub thread: String,
    pub write: bool,
    /// Innermost call first; only the user's code.
    pub stack: Vec<StackLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StackLine {
    pub filename: String,
    /// From 1.
    pub line: u32,
    /// `co_qualname`.
    pub function: String,
}
