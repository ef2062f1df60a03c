//! Whether two runs printed the same.

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Likeness {
    Same,
    /// But for the digits of numbers with a decimal point, which are times as a rule.
    ButForFigures,
    /// The same lines.
    OtherOrder,
    /// From this line (from 1) on: what stands there in the second one.
    Differs {
        line: usize,
        theirs: String,
    },
}

pub fn likeness(ours: &str, theirs: &str) -> Likeness {
    if ours == theirs {
        return Likeness::Same;
    }
    let (mut plain, mut plain_theirs): (Vec<String>, Vec<String>) =
        (ours.lines().map(without_figures).collect(), theirs.lines().map(without_figures).collect());
    if plain == plain_theirs {
        return Likeness::ButForFigures;
    }
    let line = plain.iter().zip(&plain_theirs).take_while(|(a, b)| a == b).count();
    plain.sort_unstable();
    plain_theirs.sort_unstable();
    if plain == plain_theirs {
        return Likeness::OtherOrder;
    }
    Likeness::Differs { line: line + 1, theirs: theirs.lines().nth(line).unwrap_or("").to_owned() }
}

/// With `#` for each number that has a decimal point.
fn without_figures(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        plain.push_str(&rest[..start]);
        let end = rest[start..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(rest.len(), |at| start + at);
        let number = &rest[start..end];
        plain.push_str(if number.trim_end_matches('.').contains('.') { "#" } else { number });
        rest = &rest[end..];
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_alike_and_not() {
        assert_eq!(likeness("a\nb\n", "a\nb\n"), Likeness::Same);
        assert_eq!(likeness("took 1.25 s\n", "took 0.9 s\n"), Likeness::ButForFigures);
        assert_eq!(likeness("took 2 s\n", "took 3 s\n"), Likeness::Differs { line: 1, theirs: "took 3 s".into() });
        assert_eq!(likeness("a\nb\n1.5\n", "b\na\n2.5\n"), Likeness::OtherOrder);
        assert_eq!(likeness("a\nb\n", "a\n"), Likeness::Differs { line: 2, theirs: String::new() });
        assert_eq!(likeness("", "x\n"), Likeness::Differs { line: 1, theirs: "x".into() });
        assert_eq!(likeness("end 3.", "end 4."), Likeness::Differs { line: 1, theirs: "end 4.".into() });
    }
}
