//! Floats as decimal text.
//!
//! Rust's own conversions give the digits: the shortest ones that read back as the same float, or any
//! number of them, correctly rounded. What is CPython's here is where the point and the exponent go.

/// No float has more decimal places, or more digits, than this: what lies behind is zeros. (Rust takes
/// precisions up to 65,535 only.)
const EXACT: usize = 1100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FloatKind {
    /// The shortest digits: `repr`.
    Shortest,
    /// `e`
    Exponent,
    /// `f`
    Fixed,
    /// `g`
    General,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct FloatStyle {
    pub kind: FloatKind,
    pub precision: usize,
    /// `#`: keep the point and trailing zeros.
    pub alternate: bool,
    /// A whole number gets `.0`.
    pub add_dot_0: bool,
    /// `z`: what rounds to zero has no sign.
    pub no_negative_zero: bool,
    pub upper: bool,
}

impl FloatStyle {
    pub const fn new(kind: FloatKind, precision: usize) -> FloatStyle {
        FloatStyle { kind, precision, alternate: false, add_dot_0: false, no_negative_zero: false, upper: false }
    }
}

/// `repr(f)`.
pub(crate) fn float_repr(f: f64) -> String {
    float_text(f, FloatStyle { add_dot_0: true, ..FloatStyle::new(FloatKind::Shortest, 0) })
}

/// A float in a style; a minus sign is its only sign.
pub(crate) fn float_text(f: f64, style: FloatStyle) -> String {
    let text = if f.is_nan() {
        "nan".to_owned()
    } else if f.is_infinite() {
        "inf".to_owned()
    } else {
        finite(f.abs(), style)
    };
    // CPython prints no sign before NaN.
    let mut negative = f.is_sign_negative() && !f.is_nan();
    if negative && style.no_negative_zero {
        let mantissa = text.split('e').next().unwrap_or_default();
        negative = f.is_infinite() || mantissa.bytes().any(|b| matches!(b, b'1'..=b'9'));
    }
    let text = if style.upper { text.to_ascii_uppercase() } else { text };
    if negative { format!("-{text}") } else { text }
}

fn finite(f: f64, style: FloatStyle) -> String {
    match style.kind {
        FloatKind::Fixed => {
            let mut text = format!("{f:.*}", style.precision.min(EXACT));
            if style.precision == 0 && style.alternate {
                text.push('.');
            }
            pad_zeros(&mut text, style.precision.saturating_sub(EXACT));
            text
        }
        FloatKind::Exponent => {
            let count = style.precision.saturating_add(1);
            let (mut digits, exponent) = significant(f, count);
            let missing = count.saturating_sub(digits.len());
            pad_zeros(&mut digits, missing);
            with_exponent(&digits, exponent, style.alternate)
        }
        FloatKind::General => {
            let precision = style.precision.max(1);
            let (mut digits, exponent) = significant(f, precision);
            if style.alternate {
                let missing = precision.saturating_sub(digits.len());
                pad_zeros(&mut digits, missing);
            } else {
                digits.truncate(digits.trim_end_matches('0').len().max(1));
            }
            let limit = i64::try_from(precision).unwrap_or(i64::MAX) - i64::from(style.add_dot_0);
            place_point(&digits, exponent, limit, style)
        }
        FloatKind::Shortest => {
            let (digits, exponent) = shortest(f);
            place_point(&digits, exponent, 16, style)
        }
    }
}

/// The shortest digits that read back as the float, and of those the nearest ones. Where two are equally near, the
/// last digit is even, as with all rounding of CPython's; Rust takes the greater one.
fn shortest(f: f64) -> (String, i32) {
    const FEWEST_OF_TWO: usize = 16;
    let text = format!("{f:e}");
    let found = split_exponent(&text);
    if found.0.len() >= FEWEST_OF_TWO {
        let rounded = format!("{f:.*e}", found.0.len() - 1);
        if rounded != text && rounded.parse() == Ok(f) {
            return split_exponent(&rounded);
        }
    }
    found
}

/// Up to `count` digits and the exponent of the first; fewer when the rest are zeros.
fn significant(f: f64, count: usize) -> (String, i32) {
    split_exponent(&format!("{f:.*e}", count.clamp(1, EXACT) - 1))
}

/// `1.25e-7` as digits `125` and exponent -7.
fn split_exponent(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    (mantissa.replace('.', ""), exponent.parse().unwrap_or(0))
}

fn pad_zeros(text: &mut String, count: usize) {
    text.extend(std::iter::repeat_n('0', count));
}

/// Digits as a plain number, or with an exponent if it has more than `limit` digits before the point or
/// more than three zeros behind it.
fn place_point(digits: &str, exponent: i32, limit: i64, style: FloatStyle) -> String {
    if exponent < -4 || i64::from(exponent) >= limit {
        return with_exponent(digits, exponent, style.alternate);
    }
    let mut text = String::with_capacity(digits.len() + 8);
    if exponent < 0 {
        text.push_str("0.");
        pad_zeros(&mut text, exponent.unsigned_abs() as usize - 1);
        text.push_str(digits);
        return text;
    }
    let whole = exponent as usize + 1;
    match digits.split_at_checked(whole) {
        Some((before, after)) if !after.is_empty() => {
            text.push_str(before);
            text.push('.');
            text.push_str(after);
        }
        _ => {
            text.push_str(digits);
            pad_zeros(&mut text, whole.saturating_sub(digits.len()));
            if style.add_dot_0 {
                text.push_str(".0");
            } else if style.alternate {
                text.push('.');
            }
        }
    }
    text
}

fn with_exponent(digits: &str, exponent: i32, alternate: bool) -> String {
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    let point = if rest.is_empty() && !alternate { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{first}{point}{rest}e{sign}{:02}", exponent.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn general(f: f64, precision: usize) -> String {
        float_text(f, FloatStyle::new(FloatKind::General, precision))
    }

    #[test]
    fn repr_is_the_shortest_text_that_reads_back() {
        let cases = [
            (0.1, "0.1"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ];
        for (f, text) in cases {
            assert_eq!(float_repr(f), text);
        }
    }

    #[test]
    fn digits_are_rounded_to_even_only_at_exact_ties() {
        let fixed = |f, p| float_text(f, FloatStyle::new(FloatKind::Fixed, p));
        assert_eq!(fixed(0.5, 0), "0");
        assert_eq!(fixed(1.5, 0), "2");
        assert_eq!(fixed(2.5, 0), "2");
        assert_eq!(fixed(0.125, 2), "0.12");
        assert_eq!(fixed(2.675, 2), "2.67");
        assert_eq!(general(0.125, 2), "0.12");
        assert_eq!(fixed(0.1, 60), "0.100000000000000005551115123125782702118158340454101562500000");
        assert_eq!(fixed(1.0, 70_000).len(), 70_002);
    }

    #[test]
    fn general_chooses_the_exponent_form() {
        assert_eq!(general(1e5, 6), "100000");
        assert_eq!(general(1e6, 6), "1e+06");
        assert_eq!(general(0.0001, 6), "0.0001");
        assert_eq!(general(0.00001234, 6), "1.234e-05");
        assert_eq!(general(0.0, 6), "0");
        let alternate = FloatStyle { alternate: true, ..FloatStyle::new(FloatKind::General, 3) };
        assert_eq!(float_text(100.0, alternate), "100.");
        assert_eq!(float_text(1.0, alternate), "1.00");
    }
}
