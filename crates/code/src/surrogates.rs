//! Lone surrogates. Strings are UTF-8 inside, which has none; the last but one of the private blocks stands for them:
//! U+10D800 to U+10DFFF, which nobody has been seen to use, for U+D800 to U+DFFF.

const SHIFT: u32 = 0x10_0000;

/// The character for a code point as Python counts; `None` beyond U+10FFFF.
#[must_use]
pub fn char_of(code: u32) -> Option<char> {
    match code {
        0xd800..=0xdfff => char::from_u32(code + SHIFT),
        _ => char::from_u32(code),
    }
}

/// The code point of a character, as Python counts.
#[must_use]
pub fn code_of(c: char) -> u32 {
    surrogate(c).unwrap_or(u32::from(c))
}

/// The surrogate that a character stands for.
#[must_use]
pub fn surrogate(c: char) -> Option<u32> {
    ('\u{10d800}'..='\u{10dfff}').contains(&c).then(|| u32::from(c) - SHIFT)
}

/// Does a text hold a surrogate?
#[must_use]
pub fn any(text: &str) -> bool {
    // All that begins with this byte is beyond U+FFFFF.
    text.as_bytes().contains(&0xf4) && text.chars().any(|c| surrogate(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surrogates_go_both_ways() {
        assert_eq!(char_of(0xd800).map(code_of), Some(0xd800));
        assert_eq!(char_of(0xdfff).map(code_of), Some(0xdfff));
        assert_eq!(char_of(0x41), Some('A'));
        assert_eq!(char_of(0x11_0000), None);
        assert!(any("a\u{10d800}") && !any("a\u{10ffff}\u{1f600}"));
    }
}
