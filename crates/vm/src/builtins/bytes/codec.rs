//! Encodings: <https://docs.python.org/3/library/codecs.html#standard-encodings>.
//!

use weft_code::surrogates::{self, surrogate};

use super::{charmap::Charmap, escape};

/// A character encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// With a byte order mark.
    Utf8Sig,
    Ascii,
    Latin1,
    Charmap(&'static Charmap),
    /// As in a literal.
    UnicodeEscape,
    /// Latin-1, with `\uXXXX` and `\UXXXXXXXX` for the rest.
    RawUnicodeEscape,
    /// Units of two or four bytes.
    Wide {
        size: usize,
        order: Order,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
    /// As a byte order mark says; little where there is none.
    Marked,
}

/// What a codec could not do: in characters when encoding, in bytes when decoding.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CodecError {
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

/// What to do about errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnError {
    Strict,
    Ignore,
    Replace,
    Backslash,
    /// `&#233;`, when encoding only.
    XmlCharRef,
    /// Surrogates are encoded and decoded like other characters.
    SurrogatePass,
    /// Bytes that mean nothing become surrogates, and those become the bytes again.
    SurrogateEscape,
    /// No handler of this name: an error when there is something to handle.
    Unknown,
}

impl OnError {
    pub fn named(name: &str) -> OnError {
        match name {
            "strict" => OnError::Strict,
            "surrogatepass" => OnError::SurrogatePass,
            "surrogateescape" => OnError::SurrogateEscape,
            "ignore" => OnError::Ignore,
            "replace" => OnError::Replace,
            "backslashreplace" | "namereplace" => OnError::Backslash,
            "xmlcharrefreplace" => OnError::XmlCharRef,
            _ => OnError::Unknown,
        }
    }
}

impl OnError {
    /// What stands for a character that has no bytes; `None`: that is an error.
    fn instead_of(self, c: char) -> Option<Vec<u8>> {
        let code = surrogates::code_of(c);
        match self {
            OnError::Ignore => Some(Vec::new()),
            OnError::Replace => Some(b"?".to_vec()),
            OnError::XmlCharRef => Some(format!("&#{code};").into_bytes()),
            OnError::Backslash => Some(match code {
                0..=0xff => format!("\\x{code:02x}").into_bytes(),
                0x100..=0xffff => format!("\\u{code:04x}").into_bytes(),
                _ => format!("\\U{code:08x}").into_bytes(),
            }),
            OnError::SurrogateEscape if (0xdc80..=0xdcff).contains(&code) => Some(vec![code as u8]),
            OnError::Strict | OnError::SurrogatePass | OnError::SurrogateEscape | OnError::Unknown => None,
        }
    }
}

impl Encoding {
    pub fn named(name: &str) -> Option<Encoding> {
        let plain: String =
            name.to_ascii_lowercase().chars().map(|c| if c == '_' || c == ' ' { '-' } else { c }).collect();
        let wide = |size, order| Encoding::Wide { size, order };
        Some(match plain.as_str() {
            "utf-8" | "utf8" | "u8" | "utf" | "cp65001" => Encoding::Utf8,
            "utf-8-sig" | "utf8-sig" => Encoding::Utf8Sig,
            "ascii" | "us-ascii" | "646" => Encoding::Ascii,
            "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" => Encoding::Latin1,
            "unicode-escape" | "unicodeescape" => Encoding::UnicodeEscape,
            "raw-unicode-escape" | "rawunicodeescape" => Encoding::RawUnicodeEscape,
            "utf-16" | "utf16" | "u16" => wide(2, Order::Marked),
            "utf-16-le" | "utf-16le" | "utf16-le" => wide(2, Order::Little),
            "utf-16-be" | "utf-16be" | "utf16-be" => wide(2, Order::Big),
            "utf-32" | "utf32" | "u32" => wide(4, Order::Marked),
            "utf-32-le" | "utf-32le" | "utf32-le" => wide(4, Order::Little),
            "utf-32-be" | "utf-32be" | "utf32-be" => wide(4, Order::Big),
            other => Encoding::Charmap(Charmap::named(other)?),
        })
    }

    /// The name that messages about errors in `bytes` (none: about encoding) print.
    pub fn label(self, bytes: &[u8]) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::Utf8Sig => "utf-8",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
            Encoding::Charmap(_) => "charmap",
            Encoding::UnicodeEscape => "unicodeescape",
            Encoding::RawUnicodeEscape => "rawunicodeescape",
            Encoding::Wide { size, order } => match (size, byte_order(bytes, size, order).0) {
                (2, true) => "utf-16-be",
                (2, false) => "utf-16-le",
                (_, true) => "utf-32-be",
                (_, false) => "utf-32-le",
            },
        }
    }

    pub fn encode(self, text: &str, on_error: OnError) -> Result<Vec<u8>, CodecError> {
        match self {
            Encoding::Utf8 => encode_utf8(text, on_error),
            Encoding::Utf8Sig => Ok([&b"\xef\xbb\xbf"[..], &encode_utf8(text, on_error)?].concat()),
            Encoding::Ascii => encode_bytes(text, |c| below(c, 0x80), "ordinal not in range(128)", on_error),
            Encoding::Latin1 => encode_bytes(text, |c| below(c, 0x100), "ordinal not in range(256)", on_error),
            Encoding::Charmap(map) => encode_bytes(text, |c| map.byte(c), "character maps to <undefined>", on_error),
            Encoding::UnicodeEscape => Ok(escape::encode(text)),
            Encoding::RawUnicodeEscape => Ok(escape::encode_raw(text)),
            Encoding::Wide { size, order } => encode_wide(text, size, order, on_error),
        }
    }

    pub fn decode(self, bytes: &[u8], on_error: OnError) -> Result<String, CodecError> {
        let mut decoder = Decoder { out: String::with_capacity(bytes.len()), on_error };
        match self {
            Encoding::Utf8 => decoder.utf8(bytes, 0)?,
            Encoding::Utf8Sig => {
                let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
                decoder.utf8(rest, bytes.len() - rest.len())?;
            }
            Encoding::Ascii => decoder.ascii(bytes)?,
            Encoding::Latin1 => decoder.out.extend(bytes.iter().map(|&b| char::from(b))),
            Encoding::Charmap(map) => decoder.charmap(bytes, map)?,
            Encoding::UnicodeEscape => decoder.unicode_escape(bytes, false)?,
            Encoding::RawUnicodeEscape => decoder.unicode_escape(bytes, true)?,
            Encoding::Wide { size, order } => decoder.wide(bytes, size, order)?,
        }
        Ok(decoder.out)
    }
}

fn below(c: char, limit: u32) -> Option<u8> {
    u8::try_from(u32::from(c)).ok().filter(|&b| u32::from(b) < limit)
}

/// One byte a character, for those that `byte_of` has one for.
fn encode_bytes(
    text: &str,
    byte_of: impl Fn(char) -> Option<u8>,
    reason: &'static str,
    on_error: OnError,
) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::with_capacity(text.len());
    for (start, c) in text.chars().enumerate() {
        if let Some(byte) = byte_of(c) {
            out.push(byte);
            continue;
        }
        match on_error.instead_of(c) {
            Some(bytes) => out.extend(bytes),
            None => {
                let run = text.chars().skip(start).take_while(|&c| byte_of(c).is_none()).count();
                return Err(CodecError { start, end: start + run, reason });
            }
        }
    }
    Ok(out)
}

/// Surrogates have no place in UTF-8 and the like.
const SURROGATES: &str = "surrogates not allowed";

/// The run of surrogates that begins with the character `start`.
fn surrogates_at(text: &str, start: usize) -> CodecError {
    let run = text.chars().skip(start).take_while(|&c| surrogate(c).is_some()).count();
    CodecError { start, end: start + run, reason: SURROGATES }
}

fn encode_utf8(text: &str, on_error: OnError) -> Result<Vec<u8>, CodecError> {
    if !surrogates::any(text) {
        return Ok(text.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(text.len());
    for (start, c) in text.chars().enumerate() {
        match (surrogate(c), on_error) {
            (None, _) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            (Some(code), OnError::SurrogatePass) => {
                out.extend([0xe0 | (code >> 12) as u8, 0x80 | (code >> 6 & 0x3f) as u8, 0x80 | (code & 0x3f) as u8]);
            }
            _ => match on_error.instead_of(c) {
                Some(bytes) => out.extend(bytes),
                None => return Err(surrogates_at(text, start)),
            },
        }
    }
    Ok(out)
}

fn encode_wide(text: &str, size: usize, order: Order, on_error: OnError) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::with_capacity(text.len() * size);
    let push = |out: &mut Vec<u8>, c: char| {
        if size == 4 || surrogate(c).is_some() {
            let code = surrogates::code_of(c);
            let bytes = if order == Order::Big { code.to_be_bytes() } else { code.to_le_bytes() };
            out.extend_from_slice(if order == Order::Big { &bytes[4 - size..] } else { &bytes[..size] });
        } else {
            for &mut unit in c.encode_utf16(&mut [0; 2]) {
                out.extend(if order == Order::Big { unit.to_be_bytes() } else { unit.to_le_bytes() });
            }
        }
    };
    if order == Order::Marked {
        push(&mut out, '\u{feff}');
    }
    for (start, c) in text.chars().enumerate() {
        if surrogate(c).is_none() || on_error == OnError::SurrogatePass {
            push(&mut out, c);
            continue;
        }
        match on_error.instead_of(c) {
            Some(_) if on_error == OnError::SurrogateEscape => return Err(surrogates_at(text, start)),
            Some(bytes) => bytes.into_iter().for_each(|b| push(&mut out, char::from(b))),
            None => return Err(surrogates_at(text, start)),
        }
    }
    Ok(out)
}

struct Decoder {
    out: String,
    on_error: OnError,
}

impl Decoder {
    /// The bytes from `start` mean nothing.
    fn bad(&mut self, start: usize, bytes: &[u8], reason: &'static str) -> Result<(), CodecError> {
        match self.on_error {
            OnError::Ignore => {}
            OnError::Replace => self.out.push(char::REPLACEMENT_CHARACTER),
            OnError::Backslash => {
                self.out.extend(bytes.iter().flat_map(|b| format!("\\x{b:02x}").into_bytes()).map(char::from))
            }
            OnError::SurrogateEscape if bytes.iter().all(|b| !b.is_ascii()) => {
                self.out.extend(bytes.iter().filter_map(|&b| surrogates::char_of(0xdc00 + u32::from(b))));
            }
            _ => return Err(CodecError { start, end: start + bytes.len(), reason }),
        }
        Ok(())
    }

    fn utf8(&mut self, bytes: &[u8], before: usize) -> Result<(), CodecError> {
        if self.on_error == OnError::SurrogatePass {
            let mut at = before;
            // Up to the first surrogate, the surrogate, and the rest.
            let mut rest = bytes;
            let is_surrogate =
                |w: &[u8]| w[0] == 0xed && (0xa0..=0xbf).contains(&w[1]) && (0x80..=0xbf).contains(&w[2]);
            while let Some(found) = rest.windows(3).position(is_surrogate) {
                self.plain_utf8(&rest[..found], at)?;
                let code = 0xd000 | u32::from(rest[found + 1] & 0x3f) << 6 | u32::from(rest[found + 2] & 0x3f);
                self.out.extend(surrogates::char_of(code));
                at += found + 3;
                rest = &rest[found + 3..];
            }
            return self.plain_utf8(rest, at);
        }
        self.plain_utf8(bytes, before)
    }

    fn plain_utf8(&mut self, bytes: &[u8], before: usize) -> Result<(), CodecError> {
        let mut at = before;
        for chunk in bytes.utf8_chunks() {
            self.out.push_str(chunk.valid());
            at += chunk.valid().len();
            let invalid = chunk.invalid();
            if let Some(&first) = invalid.first() {
                let cut_off = at + invalid.len() == before + bytes.len()
                    && std::str::from_utf8(invalid).is_err_and(|e| e.error_len().is_none());
                let reason = if cut_off {
                    "unexpected end of data"
                } else if matches!(first, 0xc2..=0xf4) {
                    "invalid continuation byte"
                } else {
                    "invalid start byte"
                };
                self.bad(at, invalid, reason)?;
                at += invalid.len();
            }
        }
        Ok(())
    }

    fn ascii(&mut self, bytes: &[u8]) -> Result<(), CodecError> {
        for (i, &b) in bytes.iter().enumerate() {
            if b.is_ascii() {
                self.out.push(char::from(b));
            } else {
                self.bad(i, &[b], "ordinal not in range(128)")?;
            }
        }
        Ok(())
    }

    fn charmap(&mut self, bytes: &[u8], map: &Charmap) -> Result<(), CodecError> {
        for (i, &b) in bytes.iter().enumerate() {
            match map.character(b) {
                Some(c) => self.out.push(c),
                None => self.bad(i, &[b], "character maps to <undefined>")?,
            }
        }
        Ok(())
    }

    fn unicode_escape(&mut self, bytes: &[u8], raw: bool) -> Result<(), CodecError> {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if raw && rest[0] == b'\\' && !matches!(rest.get(1), Some(b'u' | b'U')) {
                // Two backslashes at once: the second one begins no escape.
                let taken = 1 + usize::from(rest.get(1) == Some(&b'\\'));
                self.out.extend(std::iter::repeat_n('\\', taken));
                at += taken;
                continue;
            }
            match escape::decode_one(rest) {
                Ok((c, taken)) => {
                    self.out.extend(c);
                    at += taken;
                }
                Err(e) => {
                    self.bad(at, rest.get(..e.end).unwrap_or(rest), e.reason)?;
                    at += e.end;
                }
            }
        }
        Ok(())
    }

    fn wide(&mut self, bytes: &[u8], size: usize, order: Order) -> Result<(), CodecError> {
        let (big, mut at) = byte_order(bytes, size, order);
        while at < bytes.len() {
            let Some(chunk) = bytes.get(at..at + size) else {
                self.bad(at, &bytes[at..], "truncated data")?;
                break;
            };
            let mut taken = size;
            let mut code = unit(chunk, big);
            if size == 2 && (0xd800..0xdc00).contains(&code) {
                let low = bytes.get(at + 2..at + 4).map(|c| unit(c, big));
                match low {
                    Some(low @ 0xdc00..=0xdfff) => {
                        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                        taken = 4;
                    }
                    Some(_) | None if self.on_error == OnError::SurrogatePass => {}
                    Some(_) => {
                        self.bad(at, chunk, "illegal UTF-16 surrogate")?;
                        at += size;
                        continue;
                    }
                    None => {
                        self.bad(at, &bytes[at..], "unexpected end of data")?;
                        break;
                    }
                }
            }
            let c = match self.on_error {
                OnError::SurrogatePass => surrogates::char_of(code),
                _ => char::from_u32(code),
            };
            match c {
                Some(c) => self.out.push(c),
                None => {
                    let reason = match (size, code) {
                        (2, _) => "illegal encoding",
                        (_, 0xd800..=0xdfff) => "code point in surrogate code point range(0xd800, 0xe000)",
                        _ => "code point not in range(0x110000)",
                    };
                    self.bad(at, chunk, reason)?;
                }
            }
            at += taken;
        }
        Ok(())
    }
}

/// Is the most significant byte of a unit its first, and where do the units behind a byte order mark begin?
fn byte_order(bytes: &[u8], size: usize, order: Order) -> (bool, usize) {
    match bytes.get(..size) {
        Some(first) if order == Order::Marked && unit(first, true) == 0xfeff => (true, size),
        Some(first) if order == Order::Marked && unit(first, false) == 0xfeff => (false, size),
        _ => (order == Order::Big, 0),
    }
}

/// Two or four bytes as a number.
fn unit(bytes: &[u8], big: bool) -> u32 {
    let add = |n: u32, &b: &u8| n << 8 | u32::from(b);
    if big { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf8_error(bytes: &[u8]) -> (usize, usize, &'static str) {
        let e = Encoding::Utf8.decode(bytes, OnError::Strict).unwrap_err();
        (e.start, e.end, e.reason)
    }

    #[test]
    fn utf8_errors_are_those_of_cpython() {
        assert_eq!(utf8_error(b"ab\xff"), (2, 3, "invalid start byte"));
        assert_eq!(utf8_error(b"\xc3("), (0, 1, "invalid continuation byte"));
        assert_eq!(utf8_error(b"a\xe2\x82"), (1, 3, "unexpected end of data"));
        assert_eq!(utf8_error(b"\xed\xa0\x80"), (0, 1, "invalid continuation byte"));
        assert_eq!(Encoding::Utf8.decode(b"a\xe2\x82b", OnError::Replace).unwrap(), "a\u{fffd}b");
        assert_eq!(Encoding::Utf8.decode(b"a\xffb", OnError::Backslash).unwrap(), "a\\xffb");
    }

    #[test]
    fn what_an_encoding_lacks_is_replaced() {
        let ascii = |on_error| Encoding::Ascii.encode("a\u{e9}\u{20ac}", on_error);
        assert_eq!(ascii(OnError::Replace).unwrap(), b"a??");
        assert_eq!(ascii(OnError::XmlCharRef).unwrap(), b"a&#233;&#8364;");
        assert_eq!(ascii(OnError::Backslash).unwrap(), b"a\\xe9\\u20ac");
        let e = ascii(OnError::Strict).unwrap_err();
        assert_eq!((e.start, e.end), (1, 3));
    }

    #[test]
    fn wide_units_go_both_ways() {
        for name in ["utf-16", "utf_16_be", "UTF-16LE", "utf-32", "utf-32-be"] {
            let encoding = Encoding::named(name).unwrap();
            let bytes = encoding.encode("a\u{20ac}\u{1f600}", OnError::Strict).unwrap();
            assert_eq!(encoding.decode(&bytes, OnError::Strict).unwrap(), "a\u{20ac}\u{1f600}", "{name}");
        }
        let odd = Encoding::named("utf-16-le").unwrap().decode(b"a\0b", OnError::Strict);
        assert_eq!(odd.unwrap_err().reason, "truncated data");
    }
}
