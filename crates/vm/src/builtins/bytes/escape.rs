//! The `unicode_escape` codec: text as in a Python literal.

use weft_code::surrogates;

use super::codec::CodecError;

pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let code = surrogates::code_of(c);
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            ' '..='~' => out.push(c),
            _ if code < 0x100 => out.push_str(&format!("\\x{code:02x}")),
            _ if code < 0x10000 => out.push_str(&format!("\\u{code:04x}")),
            _ => out.push_str(&format!("\\U{code:08x}")),
        }
    }
    out.into_bytes()
}

/// `raw_unicode_escape`: only characters that have no byte of their own are escaped.
pub(super) fn encode_raw(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        match surrogates::code_of(c) {
            code if code < 0x100 => out.push(code as u8),
            code if code < 0x10000 => out.extend_from_slice(format!("\\u{code:04x}").as_bytes()),
            code => out.extend_from_slice(format!("\\U{code:08x}").as_bytes()),
        }
    }
    out
}

/// The first character of bytes that are not empty, and how many bytes it takes (no character for an
/// escaped line end). The error counts from there. `\N{…}` is not known.
pub(super) fn decode_one(bytes: &[u8]) -> Result<(Option<char>, usize), CodecError> {
    let error = |end: usize, reason| Err(CodecError { start: 0, end, reason });
    let Some((&first, rest)) = bytes.split_first() else { return Ok((None, 0)) };
    if first != b'\\' {
        return Ok((Some(char::from(first)), 1));
    }
    let Some(&kind) = rest.first() else { return error(1, "\\ at end of string") };
    let plain = |c: char| Ok((Some(c), 2));
    let (digits, reason) = match kind {
        b'\n' => return Ok((None, 2)),
        b'a' => return plain('\x07'),
        b'b' => return plain('\x08'),
        b'f' => return plain('\x0c'),
        b'n' => return plain('\n'),
        b'r' => return plain('\r'),
        b't' => return plain('\t'),
        b'v' => return plain('\x0b'),
        b'\\' | b'\'' | b'"' => return plain(char::from(kind)),
        b'0'..=b'7' => {
            let octal = rest.iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
            let (code, count) = octal.fold((0, 0), |(code, n), b| (code * 8 + u32::from(b - b'0'), n + 1));
            return Ok((char::from_u32(code), 1 + count));
        }
        b'x' => (2, "truncated \\xXX escape"),
        b'u' => (4, "truncated \\uXXXX escape"),
        b'U' => (8, "truncated \\UXXXXXXXX escape"),
        b'N' => return error(2, "unknown Unicode character name"),
        // An unknown escape stays as it is.
        _ => return Ok((Some('\\'), 1)),
    };
    let hex = rest.iter().skip(1).take(digits).map_while(|&b| char::from(b).to_digit(16));
    let (code, count) = hex.fold((0u32, 0), |(code, n), digit| (code << 4 | digit, n + 1));
    let end = 2 + count;
    if count < digits {
        return error(end, reason);
    }
    match surrogates::char_of(code) {
        Some(c) => Ok((Some(c), end)),
        None => error(end, "illegal Unicode character"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_go_both_ways() {
        assert_eq!(encode("a\\\n\u{e9}\u{20ac}\u{1f600}"), b"a\\\\\\n\\xe9\\u20ac\\U0001f600");
        assert_eq!(decode_one(b"\\x41b"), Ok((Some('A'), 4)));
        assert_eq!(decode_one(b"\\1012"), Ok((Some('A'), 4)));
        assert_eq!(decode_one(b"\\q"), Ok((Some('\\'), 1)));
        assert_eq!(decode_one(b"\\u12").unwrap_err().reason, "truncated \\uXXXX escape");
        assert_eq!(decode_one(b"\\").unwrap_err().reason, "\\ at end of string");
    }
}
