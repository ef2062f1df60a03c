//! Numbers in the format mini-language, and text.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use super::{
    error::FormatError,
    float::{FloatKind, FloatStyle, float_text},
    spec::{Align, FormatSpec, Subject},
};

/// CPython keeps precisions in a C `int`.
pub(super) const MAX_PRECISION: usize = i32::MAX as usize;

/// A number in parts: `-`, `0x`, `1234`, `.5e+10`.
#[derive(Default)]
struct Parts<'a> {
    negative: bool,
    prefix: &'a str,
    /// Digits that may be grouped.
    digits: &'a str,
    rest: &'a str,
    group: usize,
}

impl FormatSpec {
    fn sign_text(&self, negative: bool) -> &'static str {
        match (negative, self.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            _ => "",
        }
    }

    /// The parts with sign, separators and padding.
    fn lay_out(&self, parts: &Parts) -> String {
        let sign = self.sign_text(parts.negative);
        let fixed = sign.len() + parts.prefix.len() + parts.rest.chars().count();
        let zeros = self.fill == '0' && self.align == Align::AfterSign;
        let least = if zeros { self.width.saturating_sub(fixed) } else { 0 };
        let digits = if parts.digits.is_empty() {
            String::new()
        } else {
            grouped(parts.digits, self.grouping, parts.group, least)
        };
        let body = [parts.prefix, &digits, parts.rest].concat();
        if self.align == Align::AfterSign {
            let missing = self.width.saturating_sub(fixed + digits.len());
            let padding: String = std::iter::repeat_n(self.fill, missing).collect();
            return [sign, parts.prefix, &padding, &digits, parts.rest].concat();
        }
        self.pad(&[sign, &body].concat())
    }
}

/// Digits with a separator every `group` digits, filled with zeros to at least `least` characters.
fn grouped(digits: &str, separator: Option<char>, group: usize, least: usize) -> String {
    let Some(separator) = separator else {
        return ["0".repeat(least.saturating_sub(digits.len())).as_str(), digits].concat();
    };
    let count = digits.len().max(least);
    let mut reversed = Vec::with_capacity(count + count / 3 + 1);
    let mut left = digits.bytes().rev().peekable();
    let mut in_group = 0;
    // A separator is written only before another digit, so the result can be one longer than asked for.
    while left.peek().is_some() || reversed.len() < least {
        if in_group == group {
            reversed.push(separator as u8);
            in_group = 0;
        }
        reversed.push(left.next().unwrap_or(b'0'));
        in_group += 1;
    }
    reversed.iter().rev().map(|&b| char::from(b)).collect()
}

/// Bits of integers that are still written in decimal: five million digits.
const MAX_DECIMAL_BITS: u64 = 1 << 24;

/// An integer's decimal digits, without sign; more than `limit` (unless it is 0) are an error:
/// <https://docs.python.org/3/library/stdtypes.html#integer-string-conversion-length-limitation>.
pub(crate) fn decimal_digits(value: &BigInt, limit: u32) -> Result<String, FormatError> {
    let too_long = || {
        FormatError::value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    // A digit has 3.32 bits: do not convert what is too long in any case.
    if limit > 0 && value.bits() > (u64::from(limit) + 1) * 10 / 3 {
        return Err(too_long());
    }
    // It takes time by the square of the length, in one go.
    if value.bits() > MAX_DECIMAL_BITS {
        return Err(FormatError::memory());
    }
    let digits = value.magnitude().to_str_radix(10);
    if limit > 0 && digits.len() > limit as usize { Err(too_long()) } else { Ok(digits) }
}

/// `format(value, spec)` of an integer.
pub(crate) fn format_int(value: &BigInt, spec: &FormatSpec, subject: Subject) -> Result<String, FormatError> {
    match spec.kind {
        None | Some('b' | 'c' | 'd' | 'n' | 'o' | 'x' | 'X') => {}
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {
            let f = value.to_f64().filter(|f| f.is_finite());
            let f = f.ok_or_else(|| FormatError::overflow("int too large to convert to float"))?;
            return format_float(f, spec, subject);
        }
        _ => return Err(spec.unknown_code(subject)),
    }
    if spec.precision.is_some() || spec.fraction_grouping.is_some() {
        return Err(FormatError::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(FormatError::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if spec.kind == Some('c') {
        return format_code_point(value, spec);
    }
    let negative = value.sign() == Sign::Minus;
    let (digits, prefix, group) = match spec.kind {
        Some('b') => (value.magnitude().to_str_radix(2), "0b", 4),
        Some('o') => (value.magnitude().to_str_radix(8), "0o", 4),
        Some('x') => (value.magnitude().to_str_radix(16), "0x", 4),
        Some('X') => (value.magnitude().to_str_radix(16).to_ascii_uppercase(), "0X", 4),
        _ => (decimal_digits(value, subject.max_digits)?, "", 3),
    };
    let prefix = if spec.alternate { prefix } else { "" };
    Ok(spec.lay_out(&Parts { negative, prefix, digits: &digits, rest: "", group }))
}

fn format_code_point(value: &BigInt, spec: &FormatSpec) -> Result<String, FormatError> {
    if spec.sign.is_some() {
        return Err(FormatError::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(FormatError::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let code = value.to_i64().ok_or_else(|| FormatError::overflow("Python int too large to convert to C long"))?;
    let c = code_point(code).ok_or_else(|| FormatError::overflow("%c arg not in range(0x110000)"))?;
    Ok(spec.lay_out(&Parts { rest: c.encode_utf8(&mut [0; 4]), ..Parts::default() }))
}

/// The character with a code.
pub(super) fn code_point(code: i64) -> Option<char> {
    let code = u32::try_from(code).ok().filter(|&c| c <= u32::from(char::MAX))?;
    weft_code::surrogates::char_of(code)
}

/// The number's text as its type code asks for, unsigned, and whether it is negative.
fn styled(f: f64, spec: &FormatSpec, kind: FloatKind, default_precision: usize, dot_0: bool) -> (bool, String) {
    let upper = matches!(spec.kind, Some('E' | 'F' | 'G'));
    let kind = match (kind, spec.precision) {
        (FloatKind::Shortest, Some(_)) => FloatKind::General,
        (kind, _) => kind,
    };
    let text = float_text(
        f,
        FloatStyle {
            kind,
            precision: spec.precision.unwrap_or(default_precision),
            alternate: spec.alternate,
            add_dot_0: dot_0,
            no_negative_zero: spec.no_negative_zero,
            upper,
        },
    );
    match text.strip_prefix('-') {
        Some(rest) => (true, rest.to_owned()),
        None => (false, text),
    }
}

fn float_kind(spec: &FormatSpec) -> Option<(FloatKind, usize)> {
    Some(match spec.kind {
        None => (FloatKind::Shortest, 0),
        Some('e' | 'E') => (FloatKind::Exponent, 6),
        Some('f' | 'F' | '%') => (FloatKind::Fixed, 6),
        Some('g' | 'G' | 'n') => (FloatKind::General, 6),
        _ => return None,
    })
}

fn check_precision(spec: &FormatSpec) -> Result<(), FormatError> {
    if spec.precision.is_some_and(|p| p > MAX_PRECISION) {
        return Err(FormatError::value("precision too big"));
    }
    Ok(())
}

/// `format(value, spec)` of a float.
pub(crate) fn format_float(f: f64, spec: &FormatSpec, subject: Subject) -> Result<String, FormatError> {
    let Some((kind, default_precision)) = float_kind(spec) else { return Err(spec.unknown_code(subject)) };
    check_precision(spec)?;
    let percent = spec.kind == Some('%');
    let (negative, mut text) =
        styled(if percent { f * 100.0 } else { f }, spec, kind, default_precision, spec.kind.is_none());
    if percent {
        text.push('%');
    }
    let text = group_fraction(&text, spec.fraction_grouping);
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(whole);
    Ok(spec.lay_out(&Parts { negative, prefix: "", digits, rest, group: 3 }))
}

/// Separators between every three digits behind the point.
fn group_fraction(text: &str, separator: Option<char>) -> String {
    let (Some(separator), Some((before, after))) = (separator, text.split_once('.')) else { return text.to_owned() };
    let count = after.bytes().take_while(u8::is_ascii_digit).count();
    let mut out = format!("{before}.");
    for (i, c) in after.chars().enumerate() {
        if i > 0 && i < count && i % 3 == 0 {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

/// `format(value, spec)` of a complex number.
pub(crate) fn format_complex(re: f64, im: f64, spec: &FormatSpec, subject: Subject) -> Result<String, FormatError> {
    let Some((kind, default_precision)) = float_kind(spec).filter(|_| spec.kind != Some('%')) else {
        return Err(spec.unknown_code(subject));
    };
    if spec.fill == '0' {
        return Err(FormatError::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(FormatError::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    check_precision(spec)?;
    let only_imaginary = spec.kind.is_none() && re == 0.0 && re.is_sign_positive();
    let part = |f: f64, sign: Option<char>| {
        let (negative, text) = styled(f, spec, kind, default_precision, false);
        let text = group_fraction(&text, spec.fraction_grouping);
        let (digits, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
        let bare = FormatSpec { width: 0, sign, ..*spec };
        bare.lay_out(&Parts { negative, prefix: "", digits, rest, group: 3 })
    };
    let text = if only_imaginary {
        part(im, spec.sign) + "j"
    } else {
        let sum = part(re, spec.sign) + &part(im, Some('+')) + "j";
        if spec.kind.is_none() { format!("({sum})") } else { sum }
    };
    Ok(spec.pad(&text))
}

/// `format(value, spec)` of a string.
pub(crate) fn format_str(text: &str, spec: &FormatSpec, subject: Subject) -> Result<String, FormatError> {
    let refused = if !matches!(spec.kind, None | Some('s')) {
        return Err(spec.unknown_code(subject));
    } else if spec.sign == Some(' ') {
        "Space not allowed in string format specifier"
    } else if spec.sign.is_some() {
        "Sign not allowed in string format specifier"
    } else if spec.no_negative_zero {
        "Negative zero coercion (z) not allowed in string format specifier"
    } else if spec.alternate {
        "Alternate form (#) not allowed in string format specifier"
    } else if spec.align == Align::AfterSign {
        "'=' alignment not allowed in string format specifier"
    } else {
        let end = spec.precision.and_then(|p| text.char_indices().nth(p)).map_or(text.len(), |(i, _)| i);
        return Ok(spec.pad(text.get(..end).unwrap_or(text)));
    };
    Err(FormatError::value(refused))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INT: Subject = Subject { type_name: "int", text: false, max_digits: 4300 };
    const FLOAT: Subject = Subject { type_name: "float", text: false, max_digits: 4300 };
    const STR: Subject = Subject { type_name: "str", text: true, max_digits: 4300 };

    fn int(i: i64, spec: &str) -> Result<String, String> {
        let spec = FormatSpec::parse(spec, INT).map_err(|e| e.message)?;
        format_int(&BigInt::from(i), &spec, INT).map_err(|e| e.message)
    }

    fn float(f: f64, spec: &str) -> Result<String, String> {
        let spec = FormatSpec::parse(spec, FLOAT).map_err(|e| e.message)?;
        format_float(f, &spec, FLOAT).map_err(|e| e.message)
    }

    fn text(s: &str, spec: &str) -> Result<String, String> {
        let spec = FormatSpec::parse(spec, STR).map_err(|e| e.message)?;
        format_str(s, &spec, STR).map_err(|e| e.message)
    }

    #[test]
    fn integers() {
        for (i, spec, expected) in [
            (42, "5", "   42"),
            (-42, "05d", "-0042"),
            (42, "*^7", "**42***"),
            (-42, "*=7", "-****42"),
            (1234567, ",", "1,234,567"),
            (1234, "010,", "00,001,234"),
            (1234, "09,", "0,001,234"),
            (1234, "08,", "0,001,234"),
            (255, "#x", "0xff"),
            (255, "#010X", "0X000000FF"),
            (255, "_b", "1111_1111"),
            (97, "c", "a"),
            (3, "+.1f", "+3.0"),
            (1, "%", "100.000000%"),
        ] {
            assert_eq!(int(i, spec).as_deref(), Ok(expected), "{i} {spec}");
        }
    }

    #[test]
    fn floats() {
        for (f, spec, expected) in [
            (3.14259, ".2f", "3.14"),
            (1234567.891, ",.2f", "1,234,567.89"),
            (1234567.891, "015,.2f", "0,001,234,567.89"),
            (1e20, "", "1e+20"),
            (100.0, ".3", "1e+02"),
            (1.0, ".3", "1.0"),
            (-0.0001, "z.1f", "0.0"),
            (f64::INFINITY, "010", "0000000inf"),
            (f64::NAN, "F", "NAN"),
            (1234.5678901, ",.7_f", "1,234.567_890_1"),
        ] {
            assert_eq!(float(f, spec).as_deref(), Ok(expected), "{f} {spec}");
        }
    }

    #[test]
    fn texts_and_refusals() {
        assert_eq!(text("ab", ">4").as_deref(), Ok("  ab"));
        assert_eq!(text("\u{e9}\u{e8}\u{ea}", "-^5.2").as_deref(), Ok("-\u{e9}\u{e8}--"));
        assert_eq!(text("ab", "d").unwrap_err(), "Unknown format code 'd' for object of type 'str'");
        assert_eq!(text("ab", ",").unwrap_err(), "Cannot specify ',' with 's'.");
        assert_eq!(text("ab", "=4").unwrap_err(), "'=' alignment not allowed in string format specifier");
        assert_eq!(int(1, ".2").unwrap_err(), "Precision not allowed in integer format specifier");
        assert_eq!(int(1, ",_").unwrap_err(), "Cannot specify both ',' and '_'.");
        assert_eq!(int(1, "xyz").unwrap_err(), "Invalid format specifier 'xyz' for object of type 'int'");
        assert_eq!(float(1.0, "5.").unwrap_err(), "Format specifier missing precision");
    }
}
