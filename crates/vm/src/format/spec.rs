//! The format mini-language: <https://docs.python.org/3/library/string.html#format-specification-mini-language>.

use super::error::FormatError;
use crate::builtins::decimal_value;

/// `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FormatSpec {
    pub fill: char,
    pub align: Align,
    pub sign: Option<char>,
    /// `z`
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    pub width: usize,
    /// Between the thousands of the whole part.
    pub grouping: Option<char>,
    pub precision: Option<usize>,
    /// Between the thousands of the fraction.
    pub fraction_grouping: Option<char>,
    pub kind: Option<char>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
    Center,
    /// Between the sign and the digits.
    AfterSign,
}

impl Align {
    fn of(c: char) -> Option<Align> {
        Some(match c {
            '<' => Align::Left,
            '>' => Align::Right,
            '^' => Align::Center,
            '=' => Align::AfterSign,
            _ => return None,
        })
    }
}

/// What a specification is for: it decides the defaults, and messages name it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    /// The name of the value's class.
    pub type_name: &'a str,
    /// Text is aligned to the left and takes fewer options.
    pub text: bool,
    /// Integers of more digits are refused.
    pub max_digits: u32,
}

impl FormatSpec {
    pub fn parse(spec: &str, subject: Subject) -> Result<FormatSpec, FormatError> {
        let mut reader = Reader { chars: spec.chars().collect(), at: 0 };
        let mut parsed = FormatSpec {
            fill: ' ',
            align: if subject.text { Align::Left } else { Align::Right },
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            fraction_grouping: None,
            kind: None,
        };
        let (mut fill_given, mut align_given) = (false, false);
        if let Some(align) = reader.peek_at(1).and_then(Align::of) {
            parsed.fill = reader.peek().unwrap_or(' ');
            parsed.align = align;
            (fill_given, align_given) = (true, true);
            reader.at += 2;
        } else if let Some(align) = reader.peek().and_then(Align::of) {
            parsed.align = align;
            align_given = true;
            reader.at += 1;
        }
        parsed.sign = reader.take_if(|c| matches!(c, '+' | '-' | ' '));
        parsed.no_negative_zero = reader.take_if(|c| c == 'z').is_some();
        parsed.alternate = reader.take_if(|c| c == '#').is_some();
        if !fill_given && reader.take_if(|c| c == '0').is_some() {
            parsed.fill = '0';
            if !align_given && !subject.text {
                parsed.align = Align::AfterSign;
            }
        }
        parsed.width = reader.integer()?.unwrap_or(0);
        parsed.grouping = reader.grouping()?;
        if reader.take_if(|c| c == '.').is_some() {
            parsed.precision = reader.integer()?;
            parsed.fraction_grouping = reader.grouping()?;
            if parsed.precision.is_none() && parsed.fraction_grouping.is_none() {
                return Err(FormatError::value("Format specifier missing precision"));
            }
        }
        parsed.kind = reader.take_if(|_| true);
        if reader.peek().is_some() {
            let name = subject.type_name;
            return Err(FormatError::value(format!("Invalid format specifier '{spec}' for object of type '{name}'")));
        }
        parsed.check_grouping(subject)?;
        Ok(parsed)
    }

    fn check_grouping(&self, subject: Subject) -> Result<(), FormatError> {
        let kind = self.kind.or(subject.text.then_some('s'));
        for separator in [self.grouping, self.fraction_grouping].into_iter().flatten() {
            match kind {
                None | Some('d' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {}
                Some('b' | 'o' | 'x' | 'X') if separator == '_' => {}
                Some(kind) => {
                    return Err(FormatError::value(format!("Cannot specify '{separator}' with '{}'.", shown(kind))));
                }
            }
        }
        Ok(())
    }

    /// Bytes that the width and the precision ask for. What is too precise for a number is refused, and text is only
    /// cut to its precision.
    pub fn demand(&self, text: bool) -> usize {
        let digits = self.precision.filter(|&p| !text && p <= super::number::MAX_PRECISION).unwrap_or(0);
        self.width.saturating_mul(self.fill.len_utf8()).saturating_add(digits)
    }

    /// Text padded to the width on both sides as the alignment says.
    pub fn pad(&self, text: &str) -> String {
        let missing = self.width.saturating_sub(text.chars().count());
        let (left, right) = match self.align {
            Align::Left => (0, missing),
            Align::Right | Align::AfterSign => (missing, 0),
            Align::Center => (missing / 2, missing - missing / 2),
        };
        let mut out = String::with_capacity(text.len() + missing * self.fill.len_utf8());
        out.extend(std::iter::repeat_n(self.fill, left));
        out.push_str(text);
        out.extend(std::iter::repeat_n(self.fill, right));
        out
    }

    pub fn unknown_code(&self, subject: Subject) -> FormatError {
        let kind = self.kind.map(shown).unwrap_or_default();
        let name = subject.type_name;
        FormatError::value(format!("Unknown format code '{kind}' for object of type '{name}'"))
    }
}

/// A character as messages show it.
pub(super) fn shown(c: char) -> String {
    if matches!(c, '!'..='\x7f') { c.to_string() } else { format!("\\x{:x}", u32::from(c)) }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn take_if(&mut self, test: impl Fn(char) -> bool) -> Option<char> {
        let c = self.peek().filter(|&c| test(c))?;
        self.at += 1;
        Some(c)
    }

    fn integer(&mut self) -> Result<Option<usize>, FormatError> {
        let mut value: Option<i64> = None;
        while let Some(digit) = self.peek().and_then(decimal_value) {
            self.at += 1;
            let next = value.unwrap_or(0).checked_mul(10).and_then(|v| v.checked_add(digit.into()));
            match next {
                Some(v) => value = Some(v),
                None => return Err(FormatError::value("Too many decimal digits in format string")),
            }
        }
        // What is too many is the same on every host, and what a host's addresses cannot count is too big for it anyway.
        Ok(value.map(|v| usize::try_from(v).unwrap_or(usize::MAX)))
    }

    fn grouping(&mut self) -> Result<Option<char>, FormatError> {
        let is_separator = |c| matches!(c, ',' | '_');
        let first = self.take_if(is_separator);
        if let (Some(a), Some(b)) = (first, self.peek().filter(|&c| is_separator(c)))
            && a != b
        {
            return Err(FormatError::value("Cannot specify both ',' and '_'."));
        }
        Ok(first)
    }
}
