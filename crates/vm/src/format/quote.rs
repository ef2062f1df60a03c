//! Texts and bytes as literals: `repr`, `ascii`.

use std::fmt::Write;

use weft_code::surrogates;

/// Python's `str.isprintable` of one character: no control, format, unassigned or private-use
/// character, no separator but the space.
///
/// Rust's `escape_debug` asks for the same categories (of the Unicode version that Rust knows), except
/// that it escapes combining characters at the start of a string: so the character is not put there.
pub(crate) fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ' '..='~');
    }
    let mut buffer = [b'a'; 5];
    let end = 1 + c.encode_utf8(&mut buffer[1..]).len();
    std::str::from_utf8(&buffer[..end]).is_ok_and(|s| s.escape_debug().nth(1) == Some(c))
}

/// The quote that needs no escape, if there is one.
fn quote_for(mut text: impl Iterator<Item = char> + Clone) -> char {
    if text.clone().any(|c| c == '\'') && !text.any(|c| c == '"') { '"' } else { '\'' }
}

fn push_escape(out: &mut String, c: char) {
    let code = surrogates::code_of(c);
    // Writing to a string cannot fail.
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// `repr(s)`.
pub(crate) fn str_repr(s: &str) -> String {
    let quote = quote_for(s.chars());
    let mut out = String::with_capacity(s.len() + 2);
    out.push(quote);
    for c in s.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            _ if c == quote => {
                out.push('\\');
                out.push(c);
            }
            _ if is_printable(c) => out.push(c),
            _ => push_escape(&mut out, c),
        }
    }
    out.push(quote);
    out
}

/// A `repr` with all that is not ASCII escaped: `ascii()`.
pub(crate) fn to_ascii(repr: &str) -> String {
    if repr.is_ascii() {
        return repr.to_owned();
    }
    let mut out = String::with_capacity(repr.len() * 2);
    for c in repr.chars() {
        if c.is_ascii() { out.push(c) } else { push_escape(&mut out, c) }
    }
    out
}

/// `repr(b)` of a bytes object.
pub(crate) fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.iter().map(|&b| char::from(b)));
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote);
    for &b in bytes {
        let c = char::from(b);
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            _ if c == quote => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            _ => push_escape(&mut out, c),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_those_that_need_no_escape() {
        assert_eq!(str_repr("it's"), "\"it's\"");
        assert_eq!(str_repr("\"it's\""), "'\"it\\'s\"'");
        assert_eq!(str_repr("a\\b\n\t\r\0\x7f"), "'a\\\\b\\n\\t\\r\\x00\\x7f'");
        assert_eq!(bytes_repr(b"it's \xff\n"), "b\"it's \\xff\\n\"");
    }

    #[test]
    fn what_has_no_glyph_is_escaped() {
        assert_eq!(
            str_repr("\u{e9}\u{a0}\u{200b}\u{4e2d}\u{1f600}\u{e000}"),
            "'\u{e9}\\xa0\\u200b\u{4e2d}\u{1f600}\\ue000'"
        );
        // A combining accent has one, also alone.
        assert_eq!(str_repr("\u{301}"), "'\u{301}'");
        assert_eq!(to_ascii("'\u{e9}\u{4e2d}\u{1f600}'"), "'\\xe9\\u4e2d\\U0001f600'");
    }
}
