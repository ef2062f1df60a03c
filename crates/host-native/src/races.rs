//! The races found, told in sentences.

use std::fmt::Write;

use weft_session::{Race, RaceAccess, RacePlace};

/// What is printed at the end of a run with `--races`.
pub fn report(races: &[Race]) -> String {
    let mut text = match races.len() {
        0 => return "weft: no races found in this run\n".to_owned(),
        1 => "weft: 1 race found\n".to_owned(),
        n => format!("weft: {n} races found\n"),
    };
    for race in races {
        // Writing to a string does not fail.
        let _ = write_race(&mut text, race);
    }
    text
}

fn write_race(text: &mut String, race: &Race) -> std::fmt::Result {
    let what = match &race.place {
        RacePlace::Global { .. } => "global variable",
        RacePlace::Variable { .. } => "variable",
        RacePlace::Attribute { .. } => "attribute",
        RacePlace::Item { .. } => "item",
    };
    let times = if race.times == 1 { "once".to_owned() } else { format!("{} times", race.times) };
    writeln!(
        text,
        "\n{what} {}: two threads use it with nothing that puts them in order ({times})",
        race.place.expression()
    )?;
    match race.lost_updates {
        0 => {}
        1 => writeln!(text, "  1 write undid the other thread's")?,
        n => writeln!(text, "  {n} writes undid the other thread's")?,
    }
    write_access(text, &race.first)?;
    write_access(text, &race.second)
}

fn write_access(text: &mut String, access: &RaceAccess) -> std::fmt::Result {
    writeln!(text, "  {} {} it", access.thread, if access.write { "writes" } else { "reads" })?;
    for call in &access.stack {
        writeln!(text, "    File \"{}\", line {}, in {}", call.filename, call.line, call.function)?;
    }
    Ok(())
}
