//! Durations as people read them.

use crate::language::Language;

/// `34 ms`, `2.004 s`, `1 min 02 s`.
pub fn exact(language: Language, nanos: u64) -> String {
    let (milli, second) = match language {
        Language::English => ("ms", "s"),
        Language::Chinese => ("毫秒", "秒"),
    };
    let millis = nanos / 1_000_000;
    match millis {
        0 => format!("{:.1} {milli}", nanos as f64 / 1e6),
        1..1_000 => format!("{millis} {milli}"),
        1_000..60_000 => format!("{}.{:03} {second}", millis / 1_000, millis % 1_000),
        _ => minutes(language, millis / 1_000),
    }
}

/// For a time that is still running: one decimal is as much as can be read.
pub fn running(language: Language, millis: f64) -> String {
    if millis >= 60_000.0 {
        return minutes(language, (millis / 1e3) as u64);
    }
    match language {
        Language::English => format!("{:.1} s", millis / 1e3),
        Language::Chinese => format!("{:.1} 秒", millis / 1e3),
    }
}

fn minutes(language: Language, seconds: u64) -> String {
    match language {
        Language::English => format!("{} min {:02} s", seconds / 60, seconds % 60),
        Language::Chinese => format!("{} 分 {:02} 秒", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, exact, running};

    #[test]
    fn from_micro_to_minutes() {
        let english = [0, 420_000, 34_900_000, 2_004_000_000, 62_500_000_000];
        let english = english.map(|nanos| exact(Language::English, nanos));
        assert_eq!(english, ["0.0 ms", "0.4 ms", "34 ms", "2.004 s", "1 min 02 s"]);
        assert_eq!(exact(Language::Chinese, 62_500_000_000), "1 分 02 秒");
        assert_eq!(running(Language::English, 1_240.0), "1.2 s");
        assert_eq!(running(Language::English, 61_000.0), "1 min 01 s");
    }
}
