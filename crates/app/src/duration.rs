//! Durations as people read them.

/// `34 ms`, `2.004 s`, `1 min 02 s`.
pub fn exact(nanos: u64) -> String {
    let millis = nanos / 1_000_000;
    match millis {
        0 => format!("{:.1} ms", nanos as f64 / 1e6),
        1..1_000 => format!("{millis} ms"),
        1_000..60_000 => format!("{}.{:03} s", millis / 1_000, millis % 1_000),
        _ => minutes(millis / 1_000),
    }
}

/// For a time that is still running: one decimal is as much as can be read.
pub fn running(millis: f64) -> String {
    if millis < 60_000.0 { format!("{:.1} s", millis / 1e3) } else { minutes((millis / 1e3) as u64) }
}

fn minutes(seconds: u64) -> String {
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::{exact, running};

    #[test]
    fn from_micro_to_minutes() {
        assert_eq!(exact(0), "0.0 ms");
        assert_eq!(exact(420_000), "0.4 ms");
        assert_eq!(exact(34_900_000), "34 ms");
        assert_eq!(exact(2_004_000_000), "2.004 s");
        assert_eq!(exact(62_500_000_000), "1 min 02 s");
        assert_eq!(running(1_240.0), "1.2 s");
        assert_eq!(running(61_000.0), "1 min 01 s");
    }
}
