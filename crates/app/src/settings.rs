//! How to run and how to look: what the top bar lets one choose, kept from visit to visit.

use weft_session::{ClockMode, GilPolicy, Options, ProcessMode, StartMethod};

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

pub static MODES: &[Entry<ProcessMode>] = &[
    Entry { value: ProcessMode::Workers, id: "workers", name: Text::ModeWorkers, hint: Text::ModeWorkersHint },
    Entry { value: ProcessMode::Simulated, id: "simulated", name: Text::ModeSimulated, hint: Text::ModeSimulatedHint },
];

pub static START_METHODS: &[Entry<StartMethod>] = &[
    Entry { value: StartMethod::Fork, id: "fork", name: Text::StartFork, hint: Text::StartForkHint },
    Entry { value: StartMethod::Spawn, id: "spawn", name: Text::StartSpawn, hint: Text::StartSpawnHint },
    Entry {
        value: StartMethod::ForkServer,
        id: "forkserver",
        name: Text::StartForkServer,
        hint: Text::StartForkServerHint,
    },
];

/// Whether to look for races.
pub static RACES: &[Entry<bool>] = &[
    Entry { value: false, id: "off", name: Text::RacesOff, hint: Text::RacesOffHint },
    Entry { value: true, id: "on", name: Text::RacesOn, hint: Text::RacesOnHint },
];

/// A number that the options let one choose.
#[derive(Debug, PartialEq)]
pub struct Number {
    pub key: &'static str,
    pub name: Text,
    pub hint: Text,
    pub least: f64,
    pub most: f64,
    /// Whole numbers only.
    pub whole: bool,
    pub otherwise: f64,
}

pub static CORES: Number = Number {
    key: "weft.cores",
    name: Text::Cores,
    hint: Text::CoresHint,
    least: 1.0,
    most: 64.0,
    whole: true,
    otherwise: 4.0,
};

/// Whole numbers in JavaScript are exact below 2⁵³.
pub static SEED: Number = Number {
    key: "weft.seed",
    name: Text::Seed,
    hint: Text::SeedHint,
    least: 0.0,
    most: 9_007_199_254_740_991.0,
    whole: true,
    otherwise: 0.0,
};

/// In milliseconds.
pub static INTERVAL: Number = Number {
    key: "weft.interval",
    name: Text::Interval,
    hint: Text::IntervalHint,
    least: 0.01,
    most: 1_000.0,
    whole: false,
    otherwise: 5.0,
};

impl Number {
    /// What was typed, if it is such a number.
    pub fn parse(&self, text: &str) -> Option<f64> {
        let value: f64 = text.trim().parse().ok()?;
        let fits = (self.least..=self.most).contains(&value) && (!self.whole || value.fract() == 0.0);
        fits.then_some(value)
    }

    fn kept(&self) -> f64 {
        storage::get(self.key).and_then(|text| self.parse(&text)).unwrap_or(self.otherwise)
    }
}

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
    pub mode: &'static Entry<ProcessMode>,
    pub start: &'static Entry<StartMethod>,
    pub races: &'static Entry<bool>,
    pub cores: f64,
    pub seed: f64,
    /// In milliseconds.
    pub interval: f64,
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
            mode: kept("weft.mode", MODES),
            start: kept("weft.start", START_METHODS),
            races: kept("weft.races", RACES),
            cores: CORES.kept(),
            seed: SEED.kept(),
            interval: INTERVAL.kept(),
            columns: kept_share("weft.columns", 0.42),
            rows: kept_share("weft.rows", 0.58),
        }
    }

    pub fn keep(&self) {
        storage::set("weft.gil", self.gil.id);
        storage::set("weft.clock", self.clock.id);
        storage::set("weft.mode", self.mode.id);
        storage::set("weft.start", self.start.id);
        storage::set("weft.races", self.races.id);
        for (number, value) in [(&CORES, self.cores), (&SEED, self.seed), (&INTERVAL, self.interval)] {
            storage::set(number.key, &value.to_string());
        }
        storage::set("weft.columns", &self.columns.to_string());
        storage::set("weft.rows", &self.rows.to_string());
    }

    pub fn options(&self) -> Options {
        Options {
            gil: self.gil.value,
            clock: self.clock.value,
            processes: self.mode.value,
            start_method: self.start.value,
            races: self.races.value,
            cores: self.cores as u32,
            seed: self.seed as u64,
            switch_interval_nanos: (self.interval * 1e6).round() as u64,
            ..Options::default()
        }
    }

    /// The settings that stand for `options`, those of the looks as they are.
    pub fn with_options(&self, options: &Options) -> Settings {
        fn entry<T: PartialEq>(entries: &'static [Entry<T>], value: &T) -> &'static Entry<T> {
            entries.iter().find(|entry| entry.value == *value).unwrap_or(&entries[0])
        }
        let within = |number: &Number, value: f64| value.clamp(number.least, number.most);
        Settings {
            gil: entry(GIL_POLICIES, &options.gil),
            clock: entry(CLOCKS, &options.clock),
            mode: entry(MODES, &options.processes),
            start: entry(START_METHODS, &options.start_method),
            races: entry(RACES, &options.races),
            cores: within(&CORES, f64::from(options.cores)),
            seed: within(&SEED, options.seed as f64),
            interval: within(&INTERVAL, options.switch_interval_nanos as f64 / 1e6),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CORES, INTERVAL, SEED};

    #[test]
    fn numbers_that_fit() {
        assert_eq!(CORES.parse(" 8 "), Some(8.0));
        assert_eq!([CORES.parse("0"), CORES.parse("2.5"), CORES.parse("many"), CORES.parse("inf")], [None; 4]);
        assert_eq!(INTERVAL.parse("0.5"), Some(0.5));
        assert_eq!(SEED.parse("-1"), None);
    }
}
