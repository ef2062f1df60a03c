//! The replacement fields of `str.format`: <https://docs.python.org/3/library/string.html#format-string-syntax>.

/// A piece of a format string: literal text, then perhaps a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Markup {
    pub literal: String,
    pub field: Option<Field>,
}

/// `{name!conversion:spec}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Field {
    pub name: String,
    pub conversion: Option<char>,
    pub spec: String,
    /// The specification has fields of its own.
    pub nested: bool,
}

/// What follows the first part of a field's name.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// `.name`
    Attribute(String),
    /// `[3]`
    Index(i64),
    /// `[key]`
    Key(String),
}

/// A field's name taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Path {
    pub first: String,
    pub steps: Vec<Step>,
}

const TOO_MANY_DIGITS: &str = "Too many decimal digits in format string";

/// The pieces of a format string up to its first error, and that error.
pub(super) fn parse(format: &str) -> (Vec<Markup>, Option<String>) {
    let chars: Vec<char> = format.chars().collect();
    let mut reader = Reader { chars: &chars, at: 0 };
    let mut pieces = Vec::new();
    loop {
        match reader.markup() {
            Ok(Some(piece)) => pieces.push(piece),
            Ok(None) => return (pieces, None),
            Err(message) => return (pieces, Some(message.to_owned())),
        }
    }
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.chars.get(self.at).copied()?;
        self.at += 1;
        Some(c)
    }

    fn text(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    fn markup(&mut self) -> Result<Option<Markup>, &'static str> {
        if self.at >= self.chars.len() {
            return Ok(None);
        }
        let start = self.at;
        while let Some(c) = self.next() {
            if c != '{' && c != '}' {
                continue;
            }
            let doubled = self.chars.get(self.at) == Some(&c);
            if doubled {
                let literal = self.text(start, self.at);
                self.at += 1;
                return Ok(Some(Markup { literal, field: None }));
            }
            if c == '}' {
                return Err("Single '}' encountered in format string");
            }
            if self.at >= self.chars.len() {
                return Err("Single '{' encountered in format string");
            }
            let literal = self.text(start, self.at - 1);
            return Ok(Some(Markup { literal, field: Some(self.field()?) }));
        }
        Ok(Some(Markup { literal: self.text(start, self.at), field: None }))
    }

    fn field(&mut self) -> Result<Field, &'static str> {
        const UNMATCHED: &str = "unmatched '{' in format spec";
        let start = self.at;
        let end = loop {
            match self.next().ok_or("expected '}' before end of string")? {
                '{' => return Err("unexpected '{' in field name"),
                '[' => {
                    while self.chars.get(self.at).is_some_and(|&c| c != ']') {
                        self.at += 1;
                    }
                }
                c @ ('}' | ':' | '!') => break c,
                _ => {}
            }
        };
        let mut field = Field { name: self.text(start, self.at - 1), ..Field::default() };
        if end == '}' {
            return Ok(field);
        }
        if end == '!' {
            let conversion = self.next().ok_or("end of string while looking for conversion specifier")?;
            field.conversion = Some(conversion);
            match self.next() {
                Some('}') => return Ok(field),
                Some(':') => {}
                Some(_) => return Err("expected ':' after conversion specifier"),
                None => return Err(UNMATCHED),
            }
        }
        let start = self.at;
        let mut depth = 1;
        loop {
            match self.next().ok_or(UNMATCHED)? {
                '{' => {
                    field.nested = true;
                    depth += 1;
                }
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec = self.text(start, self.at - 1);
                return Ok(field);
            }
        }
    }
}

/// A whole number of plain digits; `None` for any other text.
pub(super) fn integer(text: &str) -> Result<Option<i64>, String> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| TOO_MANY_DIGITS.to_owned())
}

/// Take a field's name apart: `0.name[key]`. The second part is an error behind the steps that are right.
pub(super) fn path(name: &str) -> (Path, Option<String>) {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let (first, mut rest) = name.split_at(end);
    let mut path = Path { first: first.to_owned(), steps: Vec::new() };
    while !rest.is_empty() {
        match step(rest) {
            Ok((step, after)) => {
                path.steps.push(step);
                rest = after;
            }
            Err(message) => return (path, Some(message)),
        }
    }
    (path, None)
}

fn step(rest: &str) -> Result<(Step, &str), String> {
    const EMPTY: &str = "Empty attribute in format string";
    if let Some(after) = rest.strip_prefix('.') {
        let (name, after) = after.split_at(after.find(['.', '[']).unwrap_or(after.len()));
        if name.is_empty() {
            return Err(EMPTY.to_owned());
        }
        return Ok((Step::Attribute(name.to_owned()), after));
    }
    if let Some(after) = rest.strip_prefix('[') {
        let Some((key, after)) = after.split_once(']') else { return Err("Missing ']' in format string".to_owned()) };
        if key.is_empty() {
            return Err(EMPTY.to_owned());
        }
        let step = match integer(key)? {
            Some(i) => Step::Index(i),
            None => Step::Key(key.to_owned()),
        };
        return Ok((step, after));
    }
    Err("Only '.' or '[' may follow ']' in format field specifier".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_strings_are_taken_apart() {
        let (pieces, error) = parse("a{{b{x.y[0]!r:>{w}}c");
        assert_eq!(error, None);
        assert_eq!(pieces[0], Markup { literal: "a{".into(), field: None });
        let field = Field { name: "x.y[0]".into(), conversion: Some('r'), spec: ">{w}".into(), nested: true };
        assert_eq!(pieces[1], Markup { literal: "b".into(), field: Some(field) });
        assert_eq!(pieces[2], Markup { literal: "c".into(), field: None });
    }

    #[test]
    fn errors_have_cpythons_words() {
        let error = |s| parse(s).1.unwrap_or_default();
        assert_eq!(error("}"), "Single '}' encountered in format string");
        assert_eq!(error("a{"), "Single '{' encountered in format string");
        assert_eq!(error("{a"), "expected '}' before end of string");
        assert_eq!(error("{a{"), "unexpected '{' in field name");
        assert_eq!(error("{a!"), "end of string while looking for conversion specifier");
        assert_eq!(error("{a!rr}"), "expected ':' after conversion specifier");
    }

    #[test]
    fn names_are_taken_apart() {
        let steps = vec![Step::Attribute("a".into()), Step::Index(0), Step::Key("k.x".into())];
        assert_eq!(path("p.a[0][k.x]"), (Path { first: "p".into(), steps }, None));
        assert_eq!(path("p[0]q").1.as_deref(), Some("Only '.' or '[' may follow ']' in format field specifier"));
        assert_eq!(path("p..q").1.as_deref(), Some("Empty attribute in format string"));
        assert_eq!(path("p[0").1.as_deref(), Some("Missing ']' in format string"));
    }
}
