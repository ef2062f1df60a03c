//! How deep a source text nests, found without parsing it.
//!
//! The parser and all that walks its tree recurse, and a wasm stack is small and cannot grow. Text
//! that nests deeper than CPython's tokenizer allows is refused here, before anything recurses. The
//! scan knows just enough of Python's tokens: strings, comments, brackets, and the operators that
//! nest to the right.

use weft_code::Span;

use crate::syntax_errors::Problem;

/// As CPython's tokenizer (`MAXLEVEL`, `MAXINDENT`).
const MAX_BRACKETS: usize = 200;
const MAX_INDENTS: usize = 100;
/// Brackets, prefix operators, `**`, `lambda`, `else` and comprehension clauses together.
const MAX_DEPTH: u32 = 250;

/// What the scan has found out about text that is not nested too deep.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Nesting {
    /// The most operators, attributes, calls and subscripts that may form one left-leaning chain.
    pub longest_chain: u32,
}

/// # Errors
/// What CPython says about too deep nesting.
pub(crate) fn scan(text: &str) -> Result<Nesting, Problem> {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
        levels: vec![Level::new(Kind::Top)],
        depth: 0,
        nesting: Nesting::default(),
        indents: vec![0],
    };
    scanner.run()?;
    Ok(scanner.nesting)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Top,
    Bracket,
    /// A replacement field of the string around it.
    Field(Quote),
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Quote {
    byte: u8,
    triple: bool,
    raw: bool,
    interpolated: bool,
}

/// A bracket that is open, and what has been counted inside it.
struct Level {
    kind: Kind,
    /// Prefix operators and `**` since the last binary operator: `-x ** -y`.
    tight: u32,
    /// `lambda`, `else` and comprehension clauses since the last comma.
    right: u32,
    /// Links of a left-leaning chain, since the last comma.
    chain: u32,
    /// An operand is complete, so that `-` is a binary operator.
    operand: bool,
    /// Of a field: its format has begun.
    spec: bool,
}

impl Level {
    fn new(kind: Kind) -> Level {
        Level { kind, tight: 0, right: 0, chain: 0, operand: false, spec: false }
    }

    fn depth(&self) -> u32 {
        1 + self.tight + self.right
    }
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    levels: Vec<Level>,
    /// The depth of all levels but the last.
    depth: u32,
    nesting: Nesting,
    indents: Vec<usize>,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn span(&self, length: usize) -> Span {
        let end = (self.at + length).min(self.bytes.len());
        Span { start: self.at as u32, end: end as u32 }
    }

    fn run(&mut self) -> Result<(), Problem> {
        self.line_start()?;
        while self.at < self.bytes.len() {
            self.step()?;
        }
        Ok(())
    }

    fn step(&mut self) -> Result<(), Problem> {
        let byte = self.peek(0);
        match byte {
            b'#' => self.skip_line(),
            b'\n' | b'\r' => {
                self.at += 1;
                if self.levels.len() == 1 {
                    self.reset();
                    self.line_start()?;
                }
            }
            b'\\' => {
                self.at += 1;
                if self.peek(0) == b'\r' && self.peek(1) == b'\n' {
                    self.at += 1;
                }
                self.at += 1;
            }
            b'(' | b'[' | b'{' => {
                self.chain_link();
                self.open(Kind::Bracket)?;
                self.at += 1;
            }
            b')' | b']' => {
                self.at += 1;
                self.close();
            }
            b'}' => {
                self.at += 1;
                self.close_brace()?;
            }
            b',' | b';' => {
                self.at += 1;
                self.reset();
            }
            b'"' | b'\'' => self.string(false, false)?,
            b'+' | b'-' | b'~' | b'*' => self.operator(byte)?,
            b'.' => {
                self.at += 1;
                self.chain_link();
            }
            b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'<' | b'>' | b'=' => {
                self.at += 1;
                self.chain_link();
                self.binary();
            }
            b':' | b'!' => self.colon(byte)?,
            b'0'..=b'9' => self.number(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word()?,
            _ => self.at += 1,
        }
        Ok(())
    }

    // ---- counting

    fn level(&mut self) -> &mut Level {
        if self.levels.is_empty() {
            self.levels.push(Level::new(Kind::Top));
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn reset(&mut self) {
        let level = self.level();
        level.tight = 0;
        level.right = 0;
        level.chain = 0;
        level.operand = false;
    }

    /// Behind an operator that binds less than prefix operators an operand follows.
    fn binary(&mut self) {
        let level = self.level();
        level.tight = 0;
        level.operand = false;
    }

    fn operand(&mut self) {
        self.level().operand = true;
    }

    fn chain_link(&mut self) {
        let level = self.level();
        level.chain += 1;
        let chain = level.chain;
        self.nesting.longest_chain = self.nesting.longest_chain.max(chain);
    }

    fn check_depth(&mut self) -> Result<(), Problem> {
        if self.depth + self.level().depth() > MAX_DEPTH {
            return Err(Problem::new("maximum recursion depth exceeded during compilation", self.span(1)));
        }
        Ok(())
    }

    fn open(&mut self, kind: Kind) -> Result<(), Problem> {
        self.depth += self.level().depth();
        self.levels.push(Level::new(kind));
        if self.levels.len() > MAX_BRACKETS {
            return Err(Problem::new("too many nested parentheses", self.span(1)));
        }
        self.check_depth()
    }

    /// Closes a bracket; `Top` and fields stay (text with errors can close too much).
    fn close(&mut self) {
        if self.level().kind == Kind::Bracket {
            self.levels.pop();
            let outer = self.level().depth();
            self.depth = self.depth.saturating_sub(outer);
        }
        self.operand();
    }

    // ---- tokens

    fn skip_line(&mut self) {
        while self.at < self.bytes.len() && !matches!(self.peek(0), b'\n' | b'\r') {
            self.at += 1;
        }
    }

    /// At the start of a logical line: its indentation.
    fn line_start(&mut self) -> Result<(), Problem> {
        let start = self.at;
        let mut column = 0;
        loop {
            match self.peek(0) {
                b' ' => column += 1,
                b'\t' => column = (column / 8 + 1) * 8,
                b'\x0c' => column = 0,
                _ => break,
            }
            self.at += 1;
        }
        if self.at >= self.bytes.len() || matches!(self.peek(0), b'\n' | b'\r' | b'#') {
            return Ok(());
        }
        while self.indents.last().is_some_and(|&indent| indent > column) {
            self.indents.pop();
        }
        if self.indents.last().is_none_or(|&indent| indent < column) {
            self.indents.push(column);
            if self.indents.len() > MAX_INDENTS {
                let span = Span { start: start as u32, end: self.at as u32 };
                return Err(Problem::indentation("too many levels of indentation", span));
            }
        }
        Ok(())
    }

    fn operator(&mut self, byte: u8) -> Result<(), Problem> {
        self.at += 1;
        self.chain_link();
        if byte == b'*' && self.peek(0) == b'*' {
            self.at += 1;
            self.level().tight += 1;
            self.level().operand = false;
        } else if self.level().operand {
            self.binary();
        } else {
            self.level().tight += 1;
        }
        self.check_depth()
    }

    fn number(&mut self) {
        while matches!(self.peek(0), b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_') {
            self.at += 1;
        }
        self.operand();
    }

    fn word(&mut self) -> Result<(), Problem> {
        let start = self.at;
        while matches!(self.peek(0), b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..) {
            self.at += 1;
        }
        let bytes = self.bytes;
        let word = &bytes[start..self.at];
        if matches!(self.peek(0), b'"' | b'\'') && word.len() <= 2 {
            let has = |letter: u8| word.iter().any(|byte| byte.to_ascii_lowercase() == letter);
            if word.iter().all(|byte| b"bBrRuUfFtT".contains(byte)) {
                return self.string(has(b'r'), has(b'f') || has(b't'));
            }
        }
        match word {
            b"not" | b"await" => {
                self.level().tight += 1;
                self.level().operand = false;
            }
            b"lambda" | b"else" | b"for" => {
                self.binary();
                self.level().right += 1;
            }
            b"and" | b"or" | b"in" | b"is" | b"if" => {
                self.binary();
                return Ok(());
            }
            b"yield" | b"from" | b"return" => return Ok(()),
            _ => {
                self.operand();
                return Ok(());
            }
        }
        self.check_depth()
    }

    // ---- strings

    fn string(&mut self, raw: bool, interpolated: bool) -> Result<(), Problem> {
        let byte = self.peek(0);
        let triple = self.peek(1) == byte && self.peek(2) == byte;
        self.at += if triple { 3 } else { 1 };
        self.operand();
        self.string_text(Quote { byte, triple, raw, interpolated }, false)
    }

    /// The text of a string up to its end, or up to a replacement field. `spec`: inside the format
    /// of a field, which ends with the field.
    fn string_text(&mut self, quote: Quote, spec: bool) -> Result<(), Problem> {
        while self.at < self.bytes.len() {
            let byte = self.peek(0);
            match byte {
                b'\\' if !(quote.raw && matches!(self.peek(1), b'{' | b'}')) => {
                    self.at += 1;
                    // `\N{…}` is no field.
                    if quote.interpolated && !quote.raw && self.peek(0) == b'N' && self.peek(1) == b'{' {
                        while self.at < self.bytes.len() && !matches!(self.peek(0), b'}' | b'\n') {
                            self.at += 1;
                        }
                    } else if self.peek(0) == b'\r' && self.peek(1) == b'\n' {
                        self.at += 1;
                    }
                    self.at += 1;
                }
                b'\n' | b'\r' if !quote.triple => return Ok(()),
                _ if byte == quote.byte => {
                    if !quote.triple {
                        self.at += 1;
                        self.abandon_field(spec);
                        return Ok(());
                    }
                    if self.peek(1) == byte && self.peek(2) == byte {
                        self.at += 3;
                        self.abandon_field(spec);
                        return Ok(());
                    }
                    self.at += 1;
                }
                b'{' if quote.interpolated => {
                    self.at += 1;
                    if self.peek(0) == b'{' && !spec {
                        self.at += 1;
                    } else {
                        return self.open(Kind::Field(quote));
                    }
                }
                b'}' if spec => {
                    // The field ends, and the text of the string around goes on.
                    self.at += 1;
                    return self.end_field(quote);
                }
                _ => self.at += 1,
            }
        }
        Ok(())
    }

    /// A string that ends in the middle of a field is an error; the field ends too.
    fn abandon_field(&mut self, spec: bool) {
        if spec && matches!(self.level().kind, Kind::Field(_)) {
            self.levels.pop();
            let outer = self.level().depth();
            self.depth = self.depth.saturating_sub(outer);
        }
    }

    fn close_brace(&mut self) -> Result<(), Problem> {
        match self.level().kind {
            Kind::Field(quote) => self.end_field(quote),
            _ => {
                self.close();
                Ok(())
            }
        }
    }

    fn end_field(&mut self, quote: Quote) -> Result<(), Problem> {
        self.levels.pop();
        let outer = self.level().depth();
        self.depth = self.depth.saturating_sub(outer);
        // A field inside the format of another field goes on with that format.
        let spec = self.level().spec;
        self.string_text(quote, spec)
    }

    fn colon(&mut self, byte: u8) -> Result<(), Problem> {
        let equals = self.peek(1) == b'=';
        self.at += 1;
        if byte == b'!' && equals {
            self.at += 1;
            self.chain_link();
            return Ok(());
        }
        if byte == b':'
            && let Kind::Field(quote) = self.level().kind
        {
            self.reset();
            self.level().spec = true;
            return self.string_text(quote, true);
        }
        self.binary();
        Ok(())
    }
}
