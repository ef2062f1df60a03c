//! The one function of `unicode_names2` that the parser calls, for `"\N{GREEK SMALL LETTER PI}"`.
//!
//! The real crate carries the names of all characters: 400 KB of compressed wasm for an escape that
//! small programs rarely use. This one knows the names that do turn up; the others are a syntax error
//! (`unknown Unicode character name`), as a misspelt name is in CPython.

/// Names in alphabetical order, upper case.
static NAMES: &[(&str, char)] = &[
    ("ALMOST EQUAL TO", '≈'),
    ("APPROXIMATELY EQUAL TO", '≅'),
    ("BALLOT BOX", '☐'),
    ("BALLOT BOX WITH CHECK", '☑'),
    ("BALLOT X", '✗'),
    ("BEATING HEART", '💓'),
    ("BELL", '🔔'),
    ("BLACK CIRCLE", '●'),
    ("BLACK CLUB SUIT", '♣'),
    ("BLACK DIAMOND SUIT", '♦'),
    ("BLACK HEART SUIT", '♥'),
    ("BLACK SMALL SQUARE", '▪'),
    ("BLACK SPADE SUIT", '♠'),
    ("BLACK SQUARE", '■'),
    ("BLACK STAR", '★'),
    ("BOX DRAWINGS LIGHT HORIZONTAL", '─'),
    ("BOX DRAWINGS LIGHT VERTICAL", '│'),
    ("BULLET", '•'),
    ("BYTE ORDER MARK", '\u{feff}'),
    ("CARRIAGE RETURN", '\r'),
    ("CENT SIGN", '¢'),
    ("CHARACTER TABULATION", '\t'),
    ("CHECK MARK", '✓'),
    ("CHEESE WEDGE", '🧀'),
    ("COMBINING ACUTE ACCENT", '\u{301}'),
    ("COMBINING CEDILLA", '\u{327}'),
    ("COMBINING CIRCUMFLEX ACCENT", '\u{302}'),
    ("COMBINING DIAERESIS", '\u{308}'),
    ("COMBINING GRAVE ACCENT", '\u{300}'),
    ("COMBINING TILDE", '\u{303}'),
    ("COPYRIGHT SIGN", '©'),
    ("CROSS MARK", '❌'),
    ("DEGREE CELSIUS", '℃'),
    ("DEGREE SIGN", '°'),
    ("DIVISION SIGN", '÷'),
    ("DOWNWARDS ARROW", '↓'),
    ("ELEMENT OF", '∈'),
    ("EM DASH", '—'),
    ("EMPTY SET", '∅'),
    ("EN DASH", '–'),
    ("ESCAPE", '\u{1b}'),
    ("EURO SIGN", '€'),
    ("EXISTS", '∃'),
    ("FACE WITH TEARS OF JOY", '😂'),
    ("FIRE", '🔥'),
    ("FOR ALL", '∀'),
    ("FULL BLOCK", '█'),
    ("GREATER-THAN OR EQUAL TO", '≥'),
    ("GREEK CAPITAL LETTER DELTA", 'Δ'),
    ("GREEK CAPITAL LETTER GAMMA", 'Γ'),
    ("GREEK CAPITAL LETTER LAMDA", 'Λ'),
    ("GREEK CAPITAL LETTER OMEGA", 'Ω'),
    ("GREEK CAPITAL LETTER PHI", 'Φ'),
    ("GREEK CAPITAL LETTER PI", 'Π'),
    ("GREEK CAPITAL LETTER PSI", 'Ψ'),
    ("GREEK CAPITAL LETTER SIGMA", 'Σ'),
    ("GREEK CAPITAL LETTER THETA", 'Θ'),
    ("GREEK CAPITAL LETTER XI", 'Ξ'),
    ("GREEK SMALL LETTER ALPHA", 'α'),
    ("GREEK SMALL LETTER BETA", 'β'),
    ("GREEK SMALL LETTER CHI", 'χ'),
    ("GREEK SMALL LETTER DELTA", 'δ'),
    ("GREEK SMALL LETTER EPSILON", 'ε'),
    ("GREEK SMALL LETTER ETA", 'η'),
    ("GREEK SMALL LETTER FINAL SIGMA", 'ς'),
    ("GREEK SMALL LETTER GAMMA", 'γ'),
    ("GREEK SMALL LETTER IOTA", 'ι'),
    ("GREEK SMALL LETTER KAPPA", 'κ'),
    ("GREEK SMALL LETTER LAMDA", 'λ'),
    ("GREEK SMALL LETTER MU", 'μ'),
    ("GREEK SMALL LETTER NU", 'ν'),
    ("GREEK SMALL LETTER OMEGA", 'ω'),
    ("GREEK SMALL LETTER OMICRON", 'ο'),
    ("GREEK SMALL LETTER PHI", 'φ'),
    ("GREEK SMALL LETTER PI", 'π'),
    ("GREEK SMALL LETTER PSI", 'ψ'),
    ("GREEK SMALL LETTER RHO", 'ρ'),
    ("GREEK SMALL LETTER SIGMA", 'σ'),
    ("GREEK SMALL LETTER TAU", 'τ'),
    ("GREEK SMALL LETTER THETA", 'θ'),
    ("GREEK SMALL LETTER UPSILON", 'υ'),
    ("GREEK SMALL LETTER XI", 'ξ'),
    ("GREEK SMALL LETTER ZETA", 'ζ'),
    ("GRINNING FACE", '😀'),
    ("HEAVY BLACK HEART", '❤'),
    ("HEAVY CHECK MARK", '✔'),
    ("HORIZONTAL ELLIPSIS", '…'),
    ("HOURGLASS", '⌛'),
    ("IDENTICAL TO", '≡'),
    ("INFINITY", '∞'),
    ("INTEGRAL", '∫'),
    ("INTERSECTION", '∩'),
    ("LATIN CAPITAL LETTER A WITH DIAERESIS", 'Ä'),
    ("LATIN CAPITAL LETTER A WITH RING ABOVE", 'Å'),
    ("LATIN CAPITAL LETTER C WITH CEDILLA", 'Ç'),
    ("LATIN CAPITAL LETTER E WITH ACUTE", 'É'),
    ("LATIN CAPITAL LETTER O WITH DIAERESIS", 'Ö'),
    ("LATIN CAPITAL LETTER U WITH DIAERESIS", 'Ü'),
    ("LATIN SMALL LETTER A WITH DIAERESIS", 'ä'),
    ("LATIN SMALL LETTER A WITH GRAVE", 'à'),
    ("LATIN SMALL LETTER A WITH RING ABOVE", 'å'),
    ("LATIN SMALL LETTER C WITH CEDILLA", 'ç'),
    ("LATIN SMALL LETTER E WITH ACUTE", 'é'),
    ("LATIN SMALL LETTER E WITH GRAVE", 'è'),
    ("LATIN SMALL LETTER N WITH TILDE", 'ñ'),
    ("LATIN SMALL LETTER O WITH DIAERESIS", 'ö'),
    ("LATIN SMALL LETTER SHARP S", 'ß'),
    ("LATIN SMALL LETTER U WITH DIAERESIS", 'ü'),
    ("LEFT DOUBLE QUOTATION MARK", '“'),
    ("LEFT SINGLE QUOTATION MARK", '‘'),
    ("LEFT-POINTING DOUBLE ANGLE QUOTATION MARK", '«'),
    ("LEFTWARDS ARROW", '←'),
    ("LESS-THAN OR EQUAL TO", '≤'),
    ("LINE FEED", '\n'),
    ("LOGICAL AND", '∧'),
    ("LOGICAL OR", '∨'),
    ("MICRO SIGN", 'µ'),
    ("MIDDLE DOT", '·'),
    ("MULTIPLICATION SIGN", '×'),
    ("N-ARY PRODUCT", '∏'),
    ("N-ARY SUMMATION", '∑'),
    ("NO-BREAK SPACE", '\u{a0}'),
    ("NOT EQUAL TO", '≠'),
    ("NOT SIGN", '¬'),
    ("NULL", '\0'),
    ("PARTY POPPER", '🎉'),
    ("PILE OF POO", '💩'),
    ("PLUS-MINUS SIGN", '±'),
    ("POUND SIGN", '£'),
    ("RED HEART", '❤'),
    ("REGISTERED SIGN", '®'),
    ("REPLACEMENT CHARACTER", '\u{fffd}'),
    ("RIGHT DOUBLE QUOTATION MARK", '”'),
    ("RIGHT SINGLE QUOTATION MARK", '’'),
    ("RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK", '»'),
    ("RIGHTWARDS ARROW", '→'),
    ("RIGHTWARDS DOUBLE ARROW", '⇒'),
    ("ROCKET", '🚀'),
    ("SECTION SIGN", '§'),
    ("SMILING FACE WITH HEART-SHAPED EYES", '😍'),
    ("SMILING FACE WITH SUNGLASSES", '😎'),
    ("SNAKE", '🐍'),
    ("SNOWMAN", '☃'),
    ("SPACE", ' '),
    ("SPARKLES", '✨'),
    ("SPOOL OF THREAD", '🧵'),
    ("SQUARE ROOT", '√'),
    ("SUBSET OF", '⊂'),
    ("SUBSET OF OR EQUAL TO", '⊆'),
    ("SUPERSCRIPT THREE", '³'),
    ("SUPERSCRIPT TWO", '²'),
    ("THUMBS UP SIGN", '👍'),
    ("TRADE MARK SIGN", '™'),
    ("UNION", '∪'),
    ("UPWARDS ARROW", '↑'),
    ("WARNING SIGN", '⚠'),
    ("WHITE CIRCLE", '○'),
    ("WHITE HEAVY CHECK MARK", '✅'),
    ("WHITE SQUARE", '□'),
    ("WHITE STAR", '☆'),
    ("WINKING FACE", '😉'),
    ("YEN SIGN", '¥'),
    ("ZERO WIDTH JOINER", '\u{200d}'),
    ("ZERO WIDTH NO-BREAK SPACE", '\u{feff}'),
    ("ZERO WIDTH SPACE", '\u{200b}'),
];

/// The character of this name, in any case; `None` for a name that is not in the table. The simple
/// Latin letters and digits are made from their names.
pub fn character(search_name: &str) -> Option<char> {
    let name = search_name.to_ascii_uppercase();
    for (prefix, lower) in [("LATIN SMALL LETTER ", true), ("LATIN CAPITAL LETTER ", false)] {
        if let Some([letter @ b'A'..=b'Z']) = name.strip_prefix(prefix).map(str::as_bytes) {
            let letter = char::from(*letter);
            return Some(if lower { letter.to_ascii_lowercase() } else { letter });
        }
    }
    if let Some(digit) = name.strip_prefix("DIGIT ") {
        let digits = ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"];
        let value = digits.iter().position(|&d| d == digit)?;
        return char::from_digit(value as u32, 10);
    }
    let index = NAMES.binary_search_by(|(known, _)| (*known).cmp(name.as_str())).ok()?;
    NAMES.get(index).map(|&(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn names_in_any_case_and_letters() {
        assert_eq!(character("snowman"), Some('☃'));
        assert_eq!(character("LATIN SMALL LETTER Q"), Some('q'));
        assert_eq!(character("DIGIT SEVEN"), Some('7'));
        assert_eq!(character("NO SUCH CHARACTER"), None);
    }
}
