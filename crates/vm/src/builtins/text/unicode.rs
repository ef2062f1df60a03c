//! What Python asks about characters: <https://docs.python.org/3/library/stdtypes.html#string-methods>.
//!
//! From Rust's tables where they say the same, else from short ones here. Where the two still differ:
//! spacing vowel signs (category Mc) of some scripts count as letters.

use crate::format::is_printable;

/// Where the blocks of ten decimal digits (category Nd) begin.
const DECIMALS: &[u32] = &[
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620,
    0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136,
    0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0,
    0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8,
    0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// Digits that are not decimal: raised, lowered, circled.
const DIGITS: &[(u32, u32)] = &[
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0x1369, 0x1371),
    (0x19da, 0x19da),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247c),
    (0x2488, 0x2490),
    (0x24ea, 0x24ea),
    (0x24f5, 0x24fd),
    (0x24ff, 0x24ff),
    (0x2776, 0x277e),
    (0x2780, 0x2788),
    (0x278a, 0x2792),
    (0x10a40, 0x10a43),
    (0x10e60, 0x10e68),
    (0x11052, 0x1105a),
    (0x1f100, 0x1f10a),
];

/// Chinese characters that are numbers.
const NUMERALS: &str = "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零\
     \u{f96b}\u{f973}\u{f978}\u{f9b2}\u{f9d1}\u{f9d3}\u{f9fd}\u{20001}\u{20064}\u{200e2}\
     \u{20121}\u{2092a}\u{20983}\u{2098c}\u{2099c}\u{20aea}\u{20afd}\u{20b19}\u{22390}\u{22998}\
     \u{23b1b}\u{2626d}\u{2f890}";

/// What a decimal digit of any script stands for.
pub(crate) fn decimal_value(c: char) -> Option<u32> {
    let code = u32::from(c);
    let after = DECIMALS.partition_point(|&start| start <= code);
    let value = code - *DECIMALS.get(after.checked_sub(1)?)?;
    (value < 10).then_some(value)
}

pub(super) fn is_decimal(c: char) -> bool {
    decimal_value(c).is_some()
}

/// May it be the name of a variable, save for keywords?
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_identifier_start) && chars.all(is_identifier_part)
}

pub(super) fn is_digit(c: char) -> bool {
    let code = u32::from(c);
    is_decimal(c) || DIGITS.iter().any(|&(first, last)| (first..=last).contains(&code))
}

pub(super) fn is_numeric(c: char) -> bool {
    c.is_numeric() || is_digit(c) || (!c.is_ascii() && NUMERALS.contains(c))
}

#[inline]
pub(super) fn is_space(c: char) -> bool {
    if c.is_ascii() { matches!(c, ' ' | '\t'..='\r' | '\x1c'..='\x1f') } else { c.is_whitespace() }
}

/// Combining characters. `escape_debug` escapes them and what is not printable.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && c.escape_debug().count() > 1 && is_printable(c)
}

pub(super) fn is_alpha(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    // Circled and squared letters are symbols.
    const SYMBOLS: &[(u32, u32)] = &[(0x24b6, 0x24e9), (0x1f130, 0x1f149), (0x1f150, 0x1f169), (0x1f170, 0x1f189)];
    let code = u32::from(c);
    c.is_alphabetic()
        && !c.is_numeric()
        && !SYMBOLS.iter().any(|&(first, last)| (first..=last).contains(&code))
        && !is_mark(c)
}

pub(super) fn is_alnum(c: char) -> bool {
    is_alpha(c) || is_numeric(c)
}

fn is_identifier_start(c: char) -> bool {
    // Roman numerals are numeric letters.
    c == '_' || is_alpha(c) || (c.is_alphabetic() && c.is_numeric() && !is_decimal(c))
}

fn is_identifier_part(c: char) -> bool {
    const CONNECTORS: &str = "\u{b7}\u{387}\u{203f}\u{2040}\u{2054}\u{fe33}\u{fe34}\u{fe4d}\u{fe4e}\u{fe4f}\u{ff3f}";
    is_identifier_start(c) || is_decimal(c) || is_mark(c) || CONNECTORS.contains(c)
}

/// Letters that are half upper, half lower case, such as `ǅ`.
pub(super) fn is_titlecase(c: char) -> bool {
    matches!(u32::from(c),
        0x1c5 | 0x1c8 | 0x1cb | 0x1f2 | 0x1f88..=0x1f8f | 0x1f98..=0x1f9f | 0x1fa8..=0x1faf | 0x1fbc | 0x1fcc | 0x1ffc)
}

pub(super) fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase() || is_titlecase(c)
}

/// The letter at the beginning of a word.
pub(super) fn push_title(c: char, out: &mut String) {
    let code = u32::from(c);
    let special: &[u32] = match code {
        0x149 => &[0x2bc, 0x4e],
        0x1c4..=0x1c6 => &[0x1c5],
        0x1c7..=0x1c9 => &[0x1c8],
        0x1ca..=0x1cc => &[0x1cb],
        0x1f1..=0x1f3 => &[0x1f2],
        0x10d0..=0x10fa | 0x10fd..=0x10ff => &[code],
        0x1f80..=0x1faf => &[code | 8],
        0x1fb2 => &[0x1fba, 0x345],
        0x1fb3 | 0x1fbc => &[0x1fbc],
        0x1fb4 => &[0x386, 0x345],
        0x1fb7 => &[0x391, 0x342, 0x345],
        0x1fc2 => &[0x1fca, 0x345],
        0x1fc3 | 0x1fcc => &[0x1fcc],
        0x1fc4 => &[0x389, 0x345],
        0x1fc7 => &[0x397, 0x342, 0x345],
        0x1ff2 => &[0x1ffa, 0x345],
        0x1ff3 | 0x1ffc => &[0x1ffc],
        0x1ff4 => &[0x38f, 0x345],
        0x1ff7 => &[0x3a9, 0x342, 0x345],
        _ => {
            // `ß` becomes `Ss`.
            let mut upper = c.to_uppercase();
            out.extend(upper.next());
            out.extend(upper.flat_map(char::to_lowercase));
            return;
        }
    };
    out.extend(special.iter().filter_map(|&code| char::from_u32(code)));
}

/// The lower case of the character at a position: a sigma at the end of a word has a form of its own.
pub(super) fn push_lower(chars: &[char], at: usize, out: &mut String) {
    let Some(&c) = chars.get(at) else { return };
    if c != 'Σ' {
        out.extend(c.to_lowercase());
        return;
    }
    let matters = |c: &&char| !is_case_ignorable(**c);
    let before = chars[..at].iter().rev().find(matters).is_some_and(|&c| is_cased(c));
    let after = chars[at + 1..].iter().find(matters).is_some_and(|&c| is_cased(c));
    out.push(if before && !after { 'ς' } else { 'σ' });
}

fn is_case_ignorable(c: char) -> bool {
    matches!(c, '\'' | '.' | ':' | '^' | '`' | '\u{a8}' | '\u{ad}' | '\u{b7}' | '\u{2019}') || is_mark(c)
}

/// <https://docs.python.org/3/library/stdtypes.html#str.casefold>
pub(super) fn casefold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let code = u32::from(c);
        match code {
            0x131 => out.push(c),
            0x1e9e => out.push_str("ss"),
            // Cherokee folds to its capitals.
            0x13a0..=0x13f5 => out.push(c),
            0x13f8..=0x13fd => out.extend(char::from_u32(code - 8)),
            0xab70..=0xabbf => out.extend(char::from_u32(code - 0x97d0)),
            _ => out.extend(c.to_uppercase().flat_map(char::to_lowercase)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_other_scripts() {
        assert!(is_decimal('٣') && is_decimal('9') && !is_decimal('²') && !is_decimal('/'));
        assert!(is_digit('²') && is_digit('①') && !is_digit('½'));
        assert!(is_numeric('½') && is_numeric('三') && is_numeric('Ⅷ') && !is_numeric('a'));
    }

    #[test]
    fn letters() {
        assert!(is_alpha('é') && is_alpha('中') && is_alpha('ª') && !is_alpha('Ⓐ') && !is_alpha('\u{301}'));
        assert!(is_identifier_start('_') && is_identifier_start('é') && !is_identifier_start('1'));
        assert!(is_identifier_part('\u{301}') && !is_identifier_part('-'));
    }

    #[test]
    fn cases() {
        let title = |c| {
            let mut out = String::new();
            push_title(c, &mut out);
            out
        };
        assert_eq!([title('ß'), title('ǆ'), title('ა'), title('ᾳ')].concat(), "Ssǅაᾼ");
        assert_eq!(casefold("Straße ΣΊΣΥΦΟΣ"), "strasse σίσυφοσ");
        let word: Vec<char> = "ΟΔΟΣ".chars().collect();
        let mut lower = String::new();
        (0..4).for_each(|i| push_lower(&word, i, &mut lower));
        assert_eq!(lower, "οδος");
    }
}
