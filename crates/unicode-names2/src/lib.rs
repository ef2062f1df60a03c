//! The function of `unicode_names2` that the parser calls, and its inverse, for `"\N{GREEK SMALL LETTER PI}"`.
//!
//! The real crate carries the names of all characters: 400 KB of compressed wasm for an escape that
//! small programs rarely use. This one knows the names that do turn up; the others are a syntax error
//! (`unknown Unicode character name`), as a misspelt name is in CPython.

use unicode_normalization::char::{compose, decompose_canonical};

/// Names in alphabetical order, upper case.
static NAMES: &[(&str, char)] = &[
    ("ACUTE ACCENT", '´'),
    ("ALMOST EQUAL TO", '≈'),
    ("AMPERSAND", '&'),
    ("APOSTROPHE", '\''),
    ("APPROXIMATELY EQUAL TO", '≅'),
    ("ASTERISK", '*'),
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
    ("BROKEN BAR", '¦'),
    ("BULLET", '•'),
    ("BYTE ORDER MARK", '\u{feff}'),
    ("CARRIAGE RETURN", '\r'),
    ("CEDILLA", '¸'),
    ("CENT SIGN", '¢'),
    ("CHARACTER TABULATION", '\t'),
    ("CHECK MARK", '✓'),
    ("CHEESE WEDGE", '🧀'),
    ("CIRCUMFLEX ACCENT", '^'),
    ("COLON", ':'),
    ("COMBINING ACUTE ACCENT", '\u{301}'),
    ("COMBINING BREVE", '\u{306}'),
    ("COMBINING CARON", '\u{30c}'),
    ("COMBINING CEDILLA", '\u{327}'),
    ("COMBINING CIRCUMFLEX ACCENT", '\u{302}'),
    ("COMBINING DIAERESIS", '\u{308}'),
    ("COMBINING DOT ABOVE", '\u{307}'),
    ("COMBINING DOUBLE ACUTE ACCENT", '\u{30b}'),
    ("COMBINING ENCLOSING KEYCAP", '\u{20e3}'),
    ("COMBINING GRAVE ACCENT", '\u{300}'),
    ("COMBINING MACRON", '\u{304}'),
    ("COMBINING OGONEK", '\u{328}'),
    ("COMBINING RING ABOVE", '\u{30a}'),
    ("COMBINING TILDE", '\u{303}'),
    ("COMMA", ','),
    ("COMMERCIAL AT", '@'),
    ("COPYRIGHT SIGN", '©'),
    ("CROSS MARK", '❌'),
    ("CURRENCY SIGN", '¤'),
    ("DAGGER", '†'),
    ("DEGREE CELSIUS", '℃'),
    ("DEGREE SIGN", '°'),
    ("DIAERESIS", '¨'),
    ("DIVISION SIGN", '÷'),
    ("DOLLAR SIGN", '$'),
    ("DOUBLE DAGGER", '‡'),
    ("DOWNWARDS ARROW", '↓'),
    ("ELEMENT OF", '∈'),
    ("EM DASH", '—'),
    ("EM QUAD", '\u{2001}'),
    ("EM SPACE", '\u{2003}'),
    ("EMPTY SET", '∅'),
    ("EN DASH", '–'),
    ("EN QUAD", '\u{2000}'),
    ("EN SPACE", '\u{2002}'),
    ("EQUALS SIGN", '='),
    ("ESCAPE", '\u{1b}'),
    ("EURO SIGN", '€'),
    ("EXCLAMATION MARK", '!'),
    ("EXISTS", '∃'),
    ("FACE WITH TEARS OF JOY", '😂'),
    ("FEMININE ORDINAL INDICATOR", 'ª'),
    ("FIGURE DASH", '‒'),
    ("FIGURE SPACE", '\u{2007}'),
    ("FIRE", '🔥'),
    ("FOR ALL", '∀'),
    ("FOUR-PER-EM SPACE", '\u{2005}'),
    ("FRACTION SLASH", '⁄'),
    ("FULL BLOCK", '█'),
    ("FULL STOP", '.'),
    ("GRAVE ACCENT", '`'),
    ("GREATER-THAN OR EQUAL TO", '≥'),
    ("GREATER-THAN SIGN", '>'),
    ("GREEK CAPITAL LETTER ALPHA", 'Α'),
    ("GREEK CAPITAL LETTER BETA", 'Β'),
    ("GREEK CAPITAL LETTER CHI", 'Χ'),
    ("GREEK CAPITAL LETTER DELTA", 'Δ'),
    ("GREEK CAPITAL LETTER EPSILON", 'Ε'),
    ("GREEK CAPITAL LETTER ETA", 'Η'),
    ("GREEK CAPITAL LETTER GAMMA", 'Γ'),
    ("GREEK CAPITAL LETTER IOTA", 'Ι'),
    ("GREEK CAPITAL LETTER KAPPA", 'Κ'),
    ("GREEK CAPITAL LETTER LAMDA", 'Λ'),
    ("GREEK CAPITAL LETTER MU", 'Μ'),
    ("GREEK CAPITAL LETTER NU", 'Ν'),
    ("GREEK CAPITAL LETTER OMEGA", 'Ω'),
    ("GREEK CAPITAL LETTER OMICRON", 'Ο'),
    ("GREEK CAPITAL LETTER PHI", 'Φ'),
    ("GREEK CAPITAL LETTER PI", 'Π'),
    ("GREEK CAPITAL LETTER PSI", 'Ψ'),
    ("GREEK CAPITAL LETTER RHO", 'Ρ'),
    ("GREEK CAPITAL LETTER SIGMA", 'Σ'),
    ("GREEK CAPITAL LETTER TAU", 'Τ'),
    ("GREEK CAPITAL LETTER THETA", 'Θ'),
    ("GREEK CAPITAL LETTER UPSILON", 'Υ'),
    ("GREEK CAPITAL LETTER XI", 'Ξ'),
    ("GREEK CAPITAL LETTER ZETA", 'Ζ'),
    ("GREEK LETTER STIGMA", 'Ϛ'),
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
    ("HAIR SPACE", '\u{200a}'),
    ("HEAVY BLACK HEART", '❤'),
    ("HEAVY CHECK MARK", '✔'),
    ("HORIZONTAL BAR", '―'),
    ("HORIZONTAL ELLIPSIS", '…'),
    ("HOURGLASS", '⌛'),
    ("HYPHEN", '‐'),
    ("HYPHEN-MINUS", '-'),
    ("IDENTICAL TO", '≡'),
    ("IDEOGRAPHIC SPACE", '\u{3000}'),
    ("INFINITY", '∞'),
    ("INTEGRAL", '∫'),
    ("INTERSECTION", '∩'),
    ("INVERTED EXCLAMATION MARK", '¡'),
    ("INVERTED QUESTION MARK", '¿'),
    ("LATIN CAPITAL LETTER A WITH DIAERESIS", 'Ä'),
    ("LATIN CAPITAL LETTER A WITH RING ABOVE", 'Å'),
    ("LATIN CAPITAL LETTER AE", 'Æ'),
    ("LATIN CAPITAL LETTER C WITH CEDILLA", 'Ç'),
    ("LATIN CAPITAL LETTER E WITH ACUTE", 'É'),
    ("LATIN CAPITAL LETTER ETH", 'Ð'),
    ("LATIN CAPITAL LETTER L WITH STROKE", 'Ł'),
    ("LATIN CAPITAL LETTER O WITH DIAERESIS", 'Ö'),
    ("LATIN CAPITAL LETTER O WITH STROKE", 'Ø'),
    ("LATIN CAPITAL LETTER SHARP S", 'ẞ'),
    ("LATIN CAPITAL LETTER THORN", 'Þ'),
    ("LATIN CAPITAL LETTER U WITH DIAERESIS", 'Ü'),
    ("LATIN CAPITAL LIGATURE OE", 'Œ'),
    ("LATIN SMALL LETTER A WITH DIAERESIS", 'ä'),
    ("LATIN SMALL LETTER A WITH GRAVE", 'à'),
    ("LATIN SMALL LETTER A WITH RING ABOVE", 'å'),
    ("LATIN SMALL LETTER AE", 'æ'),
    ("LATIN SMALL LETTER C WITH CEDILLA", 'ç'),
    ("LATIN SMALL LETTER DOTLESS I", 'ı'),
    ("LATIN SMALL LETTER E WITH ACUTE", 'é'),
    ("LATIN SMALL LETTER E WITH GRAVE", 'è'),
    ("LATIN SMALL LETTER ETH", 'ð'),
    ("LATIN SMALL LETTER L WITH STROKE", 'ł'),
    ("LATIN SMALL LETTER N WITH TILDE", 'ñ'),
    ("LATIN SMALL LETTER O WITH DIAERESIS", 'ö'),
    ("LATIN SMALL LETTER O WITH STROKE", 'ø'),
    ("LATIN SMALL LETTER SHARP S", 'ß'),
    ("LATIN SMALL LETTER THORN", 'þ'),
    ("LATIN SMALL LETTER U WITH DIAERESIS", 'ü'),
    ("LATIN SMALL LIGATURE OE", 'œ'),
    ("LEFT CURLY BRACKET", '{'),
    ("LEFT DOUBLE QUOTATION MARK", '“'),
    ("LEFT FIVE EIGHTHS BLOCK", '▋'),
    ("LEFT HALF BLOCK", '▌'),
    ("LEFT ONE EIGHTH BLOCK", '▏'),
    ("LEFT ONE QUARTER BLOCK", '▎'),
    ("LEFT PARENTHESIS", '('),
    ("LEFT SEVEN EIGHTHS BLOCK", '▉'),
    ("LEFT SINGLE QUOTATION MARK", '‘'),
    ("LEFT SQUARE BRACKET", '['),
    ("LEFT THREE EIGHTHS BLOCK", '▍'),
    ("LEFT THREE QUARTERS BLOCK", '▊'),
    ("LEFT-POINTING DOUBLE ANGLE QUOTATION MARK", '«'),
    ("LEFT-TO-RIGHT EMBEDDING", '\u{202a}'),
    ("LEFT-TO-RIGHT MARK", '\u{200e}'),
    ("LEFT-TO-RIGHT OVERRIDE", '\u{202d}'),
    ("LEFTWARDS ARROW", '←'),
    ("LESS-THAN OR EQUAL TO", '≤'),
    ("LESS-THAN SIGN", '<'),
    ("LINE FEED", '\n'),
    ("LINE SEPARATOR", '\u{2028}'),
    ("LOGICAL AND", '∧'),
    ("LOGICAL OR", '∨'),
    ("LOW LINE", '_'),
    ("LOWER FIVE EIGHTHS BLOCK", '▅'),
    ("LOWER HALF BLOCK", '▄'),
    ("LOWER ONE EIGHTH BLOCK", '▁'),
    ("LOWER ONE QUARTER BLOCK", '▂'),
    ("LOWER SEVEN EIGHTHS BLOCK", '▇'),
    ("LOWER THREE EIGHTHS BLOCK", '▃'),
    ("LOWER THREE QUARTERS BLOCK", '▆'),
    ("MACRON", '¯'),
    ("MASCULINE ORDINAL INDICATOR", 'º'),
    ("MEDIUM MATHEMATICAL SPACE", '\u{205f}'),
    ("MICRO SIGN", 'µ'),
    ("MIDDLE DOT", '·'),
    ("MULTIPLICATION SIGN", '×'),
    ("N-ARY PRODUCT", '∏'),
    ("N-ARY SUMMATION", '∑'),
    ("NARROW NO-BREAK SPACE", '\u{202f}'),
    ("NO-BREAK SPACE", '\u{a0}'),
    ("NON-BREAKING HYPHEN", '‑'),
    ("NOT EQUAL TO", '≠'),
    ("NOT SIGN", '¬'),
    ("NULL", '\0'),
    ("NUMBER SIGN", '#'),
    ("PARAGRAPH SEPARATOR", '\u{2029}'),
    ("PARTY POPPER", '🎉'),
    ("PER MILLE SIGN", '‰'),
    ("PERCENT SIGN", '%'),
    ("PILCROW SIGN", '¶'),
    ("PILE OF POO", '💩'),
    ("PLUS SIGN", '+'),
    ("PLUS-MINUS SIGN", '±'),
    ("POP DIRECTIONAL FORMATTING", '\u{202c}'),
    ("POUND SIGN", '£'),
    ("PUNCTUATION SPACE", '\u{2008}'),
    ("QUESTION MARK", '?'),
    ("QUOTATION MARK", '"'),
    ("RED HEART", '❤'),
    ("REGISTERED SIGN", '®'),
    ("REPLACEMENT CHARACTER", '\u{fffd}'),
    ("REVERSE SOLIDUS", '\\'),
    ("RIGHT CURLY BRACKET", '}'),
    ("RIGHT DOUBLE QUOTATION MARK", '”'),
    ("RIGHT PARENTHESIS", ')'),
    ("RIGHT SINGLE QUOTATION MARK", '’'),
    ("RIGHT SQUARE BRACKET", ']'),
    ("RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK", '»'),
    ("RIGHT-TO-LEFT EMBEDDING", '\u{202b}'),
    ("RIGHT-TO-LEFT MARK", '\u{200f}'),
    ("RIGHT-TO-LEFT OVERRIDE", '\u{202e}'),
    ("RIGHTWARDS ARROW", '→'),
    ("RIGHTWARDS DOUBLE ARROW", '⇒'),
    ("ROCKET", '🚀'),
    ("ROMAN NUMERAL EIGHT", 'Ⅷ'),
    ("ROMAN NUMERAL ELEVEN", 'Ⅺ'),
    ("ROMAN NUMERAL FIVE", 'Ⅴ'),
    ("ROMAN NUMERAL FOUR", 'Ⅳ'),
    ("ROMAN NUMERAL NINE", 'Ⅸ'),
    ("ROMAN NUMERAL ONE", 'Ⅰ'),
    ("ROMAN NUMERAL SEVEN", 'Ⅶ'),
    ("ROMAN NUMERAL SIX", 'Ⅵ'),
    ("ROMAN NUMERAL TEN", 'Ⅹ'),
    ("ROMAN NUMERAL THREE", 'Ⅲ'),
    ("ROMAN NUMERAL TWELVE", 'Ⅻ'),
    ("ROMAN NUMERAL TWO", 'Ⅱ'),
    ("SECTION SIGN", '§'),
    ("SEMICOLON", ';'),
    ("SIX-PER-EM SPACE", '\u{2006}'),
    ("SMILING FACE WITH HEART-SHAPED EYES", '😍'),
    ("SMILING FACE WITH SUNGLASSES", '😎'),
    ("SNAKE", '🐍'),
    ("SNOWMAN", '☃'),
    ("SOFT HYPHEN", '\u{ad}'),
    ("SOLIDUS", '/'),
    ("SPACE", ' '),
    ("SPARKLES", '✨'),
    ("SPOOL OF THREAD", '🧵'),
    ("SQUARE ROOT", '√'),
    ("SUBSCRIPT ONE", '₁'),
    ("SUBSCRIPT THREE", '₃'),
    ("SUBSCRIPT TWO", '₂'),
    ("SUBSCRIPT ZERO", '₀'),
    ("SUBSET OF", '⊂'),
    ("SUBSET OF OR EQUAL TO", '⊆'),
    ("SUPERSCRIPT ONE", '¹'),
    ("SUPERSCRIPT THREE", '³'),
    ("SUPERSCRIPT TWO", '²'),
    ("THIN SPACE", '\u{2009}'),
    ("THREE-PER-EM SPACE", '\u{2004}'),
    ("THUMBS UP SIGN", '👍'),
    ("TILDE", '~'),
    ("TRADE MARK SIGN", '™'),
    ("UNION", '∪'),
    ("UPWARDS ARROW", '↑'),
    ("VARIATION SELECTOR-16", '\u{fe0f}'),
    ("VERTICAL LINE", '|'),
    ("VULGAR FRACTION ONE HALF", '½'),
    ("VULGAR FRACTION ONE QUARTER", '¼'),
    ("VULGAR FRACTION THREE QUARTERS", '¾'),
    ("WARNING SIGN", '⚠'),
    ("WHITE CIRCLE", '○'),
    ("WHITE HEAVY CHECK MARK", '✅'),
    ("WHITE SQUARE", '□'),
    ("WHITE STAR", '☆'),
    ("WINKING FACE", '😉'),
    ("WORD JOINER", '\u{2060}'),
    ("YEN SIGN", '¥'),
    ("ZERO WIDTH JOINER", '\u{200d}'),
    ("ZERO WIDTH NO-BREAK SPACE", '\u{feff}'),
    ("ZERO WIDTH NON-JOINER", '\u{200c}'),
    ("ZERO WIDTH SPACE", '\u{200b}'),
];

static DIGITS: [&str; 10] = ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"];

/// What letters can be `WITH`, and the combining mark that makes it.
static ACCENTS: &[(&str, char)] = &[
    ("ACUTE", '\u{301}'),
    ("BREVE", '\u{306}'),
    ("CARON", '\u{30c}'),
    ("CEDILLA", '\u{327}'),
    ("CIRCUMFLEX", '\u{302}'),
    ("DIAERESIS", '\u{308}'),
    ("DOT ABOVE", '\u{307}'),
    ("DOT BELOW", '\u{323}'),
    ("DOUBLE ACUTE", '\u{30b}'),
    ("GRAVE", '\u{300}'),
    ("MACRON", '\u{304}'),
    ("OGONEK", '\u{328}'),
    ("RING ABOVE", '\u{30a}'),
    ("TILDE", '\u{303}'),
];

/// The character of this name, in any case; `None` for a name that is not in the table. The Latin
/// letters, also those with an accent, and the digits are made from their names.
pub fn character(search_name: &str) -> Option<char> {
    let name = search_name.to_ascii_uppercase();
    for (prefix, lower) in [("LATIN SMALL LETTER ", true), ("LATIN CAPITAL LETTER ", false)] {
        let Some(rest) = name.strip_prefix(prefix) else { continue };
        let (letter, accent) = rest.split_once(" WITH ").map_or((rest, None), |(l, a)| (l, Some(a)));
        if let [letter @ b'A'..=b'Z'] = letter.as_bytes() {
            let letter = char::from(*letter);
            let letter = if lower { letter.to_ascii_lowercase() } else { letter };
            let Some(accent) = accent else { return Some(letter) };
            if let Some((_, mark)) = ACCENTS.iter().find(|(known, _)| *known == accent) {
                return compose(letter, *mark);
            }
        }
    }
    if let Some(digit) = name.strip_prefix("DIGIT ") {
        let value = DIGITS.iter().position(|&d| d == digit)?;
        return char::from_digit(value as u32, 10);
    }
    let index = NAMES.binary_search_by(|(known, _)| (*known).cmp(name.as_str())).ok()?;
    NAMES.get(index).map(|&(_, c)| c)
}

/// The name of a character, where [`character`] knows it.
pub fn name(c: char) -> Option<String> {
    if let Some(&(known, _)) = NAMES.iter().find(|(_, known)| *known == c) {
        return Some(known.to_owned());
    }
    if let Some(digit) = c.to_digit(10) {
        return DIGITS.get(digit as usize).map(|d| format!("DIGIT {d}"));
    }
    let mut parts = [None; 2];
    decompose_canonical(c, |part| {
        if let Some(free) = parts.iter_mut().find(|p| p.is_none()) {
            *free = Some(part);
        }
    });
    let letter = parts[0].filter(char::is_ascii_alphabetic)?;
    let case = if letter.is_ascii_lowercase() { "SMALL" } else { "CAPITAL" };
    let plain = format!("LATIN {case} LETTER {}", letter.to_ascii_uppercase());
    let name = match parts[1] {
        Some(mark) => format!("{plain} WITH {}", ACCENTS.iter().find(|(_, known)| *known == mark)?.0),
        None => plain,
    };
    (character(&name) == Some(c)).then_some(name)
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
        assert_eq!(character("Latin small letter e with acute"), Some('é'));
        assert_eq!(name('é').as_deref(), Some("LATIN SMALL LETTER E WITH ACUTE"));
        assert_eq!(name('7').as_deref(), Some("DIGIT SEVEN"));
        assert_eq!(name('ế'), None);
        assert_eq!(character("NO SUCH CHARACTER"), None);
    }
}
