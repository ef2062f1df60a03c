//! Source text and positions in it.

use serde::{Deserialize, Serialize};

/// A range of a source text, in bytes, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// A place in a source text as people count: line from 1, column from 0 in code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// One source text with its name, as tracebacks show it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "SavedSource", into = "SavedSource")]
pub struct Source {
    /// What tracebacks print after `File`, for instance `/home/me/a.py` or `<string>`.
    pub filename: String,
    pub text: String,
    pub lines: LineIndex,
    /// False for Weft's own library code, which tracebacks and the timeline leave out.
    pub user: bool,
}

/// A source without what can be worked out again.
#[derive(Serialize, Deserialize)]
struct SavedSource {
    filename: String,
    text: String,
    user: bool,
}

impl From<SavedSource> for Source {
    fn from(s: SavedSource) -> Source {
        Source::new(s.filename, s.text, s.user)
    }
}

impl From<Source> for SavedSource {
    fn from(s: Source) -> SavedSource {
        SavedSource { filename: s.filename, text: s.text, user: s.user }
    }
}

impl Source {
    /// Lines may end as on any system; in the text that is kept they end in `\n`, so that strings over several
    /// lines are the same everywhere.
    pub fn new(filename: impl Into<String>, text: impl Into<String>, user: bool) -> Source {
        let mut text = text.into();
        if text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        Source { filename: filename.into(), lines: LineIndex::new(&text), text, user }
    }

    /// The line, from 1, that holds the byte `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.lines.line(offset)
    }

    pub fn position(&self, offset: u32) -> Position {
        let line = self.lines.line(offset);
        let start = self.lines.starts[line as usize - 1] as usize;
        let end = (offset as usize).min(self.text.len());
        let column = self.text.get(start..end).map_or(0, |s| s.chars().count());
        Position { line, column: column as u32 }
    }

    /// The text of a line (from 1) without its line end; `None` past the end.
    pub fn line_text(&self, line: u32) -> Option<&str> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.lines.starts.get(index)? as usize;
        let end = self.lines.starts.get(index + 1).map_or(self.text.len(), |&e| e as usize);
        Some(self.text.get(start..end)?.trim_end_matches(['\n', '\r']))
    }
}

/// Where each line of a text begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(text: &str) -> LineIndex {
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        for (i, &b) in bytes.iter().enumerate() {
            let lone_cr = b == b'\r' && bytes.get(i + 1) != Some(&b'\n');
            if b == b'\n' || lone_cr {
                starts.push(i as u32 + 1);
            }
        }
        LineIndex { starts }
    }

    /// The line, from 1, that holds the byte `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&s| s <= offset) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_code_points_and_lines_from_one() {
        let s = Source::new("x.py", "é = 1\r\nbb = 2\n", true);
        assert_eq!(s.position(3), Position { line: 1, column: 2 });
        assert_eq!(s.line(8), 2);
        assert_eq!(s.line_text(1), Some("é = 1"));
        assert_eq!(s.line_text(2), Some("bb = 2"));
        assert_eq!(s.line_text(9), None);
    }
}
