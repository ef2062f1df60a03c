//! How to run and how to look: what the top bar lets one choose, kept from visit to visit.

use weft_session::{ClockMode, GilPolicy, Options};

use crate::{storage, texts::Text};

/// One entry of a menu of the top bar.
#[derive(Debug, PartialEq)]
pub struct Entry<T: 'static> {
    pub value: T,
    /// Names it in the browser's storage, as in links and on the command line.
    pub id: &'static str,
    pub name: Text,
    pub hint: Text,
}

pub static GIL_POLICIES: &[Entry<GilPolicy>] = &[
    Entry { value: GilPolicy::V3_13, id: "3.13", name: Text::Gil313, hint: Text::Gil313Hint },
    Entry { value: GilPolicy::V3_10, id: "3.10", name: Text::Gil310, hint: Text::Gil310Hint },
    Entry { value: GilPolicy::V3_9, id: "3.9", name: Text::Gil39, hint: Text::Gil39Hint },
    Entry { value: GilPolicy::V2_7, id: "2.7", name: Text::Gil27, hint: Text::Gil27Hint },
    Entry { value: GilPolicy::Free, id: "free", name: Text::GilFree, hint: Text::GilFreeHint },
    Entry { value: GilPolicy::Random, id: "random", name: Text::GilRandom, hint: Text::GilRandomHint },
];

pub static CLOCKS: &[Entry<ClockMode>] = &[
    Entry { value: ClockMode::Real, id: "real", name: Text::ClockReal, hint: Text::ClockRealHint },
    Entry { value: ClockMode::Virtual, id: "virtual", name: Text::ClockVirtual, hint: Text::ClockVirtualHint },
];

/// The entry kept under `key`, or else the first.
fn kept<T>(key: &str, entries: &'static [Entry<T>]) -> &'static Entry<T> {
    let id = storage::get(key);
    entries.iter().find(|entry| Some(entry.id) == id.as_deref()).unwrap_or(&entries[0])
}

fn kept_share(key: &str, otherwise: f64) -> f64 {
    storage::get(key)
        .and_then(|share| share.parse().ok())
        .filter(|share| (0.1..=0.9).contains(share))
        .unwrap_or(otherwise)
}

#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub gil: &'static Entry<GilPolicy>,
    pub clock: &'static Entry<ClockMode>,
    /// The editor's share of the width.
    pub columns: f64,
    /// The timeline's share of the height beside the editor.
    pub rows: f64,
}

impl Settings {
    pub fn initial() -> Settings {
        Settings {
            gil: kept("weft.gil", GIL_POLICIES),
            clock: kept("weft.clock", CLOCKS),
            columns: kept_share("weft.columns", 0.42),
            rows: kept_share("weft.rows", 0.58),
        }
    }

    pub fn keep(&self) {
        storage::set("weft.gil", self.gil.id);
        storage::set("weft.clock", self.clock.id);
        storage::set("weft.columns", &self.columns.to_string());
        storage::set("weft.rows", &self.rows.to_string());
    }

    pub fn options(&self) -> Options {
        Options { gil: self.gil.value, clock: self.clock.value, ..Options::default() }
    }
}
