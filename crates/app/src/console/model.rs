//! The console's text: what a terminal would show of it, cut to what a page can carry.

use std::{collections::VecDeque, rc::Rc};

use weft_trace::Lane;

/// Lines kept; older ones go.
pub const MAX_LINES: usize = 5_000;
/// Characters kept of one line, the rest of which is dropped.
pub const MAX_LINE_CHARS: usize = 20_000;
/// Bytes kept in all, in whole blocks.
pub const MAX_BYTES: usize = 4 << 20;

/// Lines of a block. The page draws a block again only while it grows, so a long output costs no more than a
/// short one.
const BLOCK_LINES: usize = 100;
/// Bytes after which a block is full, however few its lines.
const BLOCK_BYTES: usize = 64 << 10;

/// Who wrote a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Stdout,
    Stderr,
    /// What was typed for `input()`.
    Input,
    /// Weft's own words.
    Note,
}

/// Which of a run's threads, in the order in which they first wrote.
pub type Writer = u16;

/// A piece of text of one kind and writer; its lines end in `\n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub kind: Kind,
    pub writer: Writer,
    pub text: String,
}

/// Some lines that are drawn together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Counts up over the console's life; a block's key.
    pub number: u64,
    pub spans: Vec<Span>,
    lines: usize,
    bytes: usize,
}

impl Block {
    fn new(number: u64) -> Block {
        Block { number, spans: Vec::new(), lines: 0, bytes: 0 }
    }

    fn is_full(&self) -> bool {
        self.lines >= BLOCK_LINES || self.bytes >= BLOCK_BYTES
    }

    fn push(&mut self, kind: Kind, writer: Writer, text: &str) {
        self.bytes += text.len();
        match self.spans.last_mut() {
            Some(last) if (last.kind, last.writer) == (kind, writer) => last.text.push_str(text),
            _ => self.spans.push(Span { kind, writer, text: text.to_owned() }),
        }
    }
}

/// The line that is being written.
#[derive(Default)]
struct OpenLine {
    spans: Vec<Span>,
    /// Length in characters.
    chars: usize,
    /// Where the next character goes, when `\r` or `\b` moved that from the end.
    cursor: Option<usize>,
    /// Characters left out at the end.
    cut: u64,
}

impl OpenLine {
    fn write(&mut self, kind: Kind, writer: Writer, text: &str) {
        match self.cursor {
            None => self.append(kind, writer, text),
            Some(at) => self.overwrite(at, kind, writer, text),
        }
    }

    fn append(&mut self, kind: Kind, writer: Writer, text: &str) {
        let room = MAX_LINE_CHARS - self.chars;
        let count = text.chars().count();
        let fits = if count <= room { text } else { &text[..byte_of_char(text, room)] };
        self.chars += count.min(room);
        self.cut += count.saturating_sub(room) as u64;
        match self.spans.last_mut() {
            _ if fits.is_empty() => {}
            Some(last) if (last.kind, last.writer) == (kind, writer) => last.text.push_str(fits),
            _ => self.spans.push(Span { kind, writer, text: fits.to_owned() }),
        }
    }

    fn overwrite(&mut self, at: usize, kind: Kind, writer: Writer, text: &str) {
        let mut cells: Vec<(char, Kind, Writer)> =
            self.spans.iter().flat_map(|span| span.text.chars().map(move |c| (c, span.kind, span.writer))).collect();
        let mut at = at;
        for c in text.chars() {
            match cells.get_mut(at) {
                Some(cell) => *cell = (c, kind, writer),
                None if at < MAX_LINE_CHARS => cells.push((c, kind, writer)),
                None => self.cut += 1,
            }
            at += 1;
        }
        self.chars = cells.len();
        self.cursor = (at < cells.len()).then_some(at);
        self.spans.clear();
        for (c, kind, writer) in cells {
            match self.spans.last_mut() {
                Some(last) if (last.kind, last.writer) == (kind, writer) => last.text.push(c),
                _ => self.spans.push(Span { kind, writer, text: c.to_string() }),
            }
        }
    }

    fn back(&mut self) {
        let at = self.cursor.unwrap_or(self.chars);
        self.cursor = Some(at.saturating_sub(1));
    }
}

/// Where the first control character stands that is no tab. Byte by byte, for long outputs are all looked through.
fn first_control(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|at| match bytes[*at] {
        b'\t' => false,
        0..=0x1f | 0x7f => true,
        // U+0080 to U+009F.
        0xc2 => bytes[at + 1] < 0xa0,
        _ => false,
    })
}

fn byte_of_char(text: &str, index: usize) -> usize {
    text.char_indices().nth(index).map_or(text.len(), |(at, _)| at)
}

/// Where an escape sequence stands when a write ends in the middle of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    /// After ESC.
    Start,
    /// Inside `ESC [ …`, until a letter.
    Sequence,
}

pub struct Console {
    blocks: VecDeque<Rc<Block>>,
    open: OpenLine,
    escape: Escape,
    lines: usize,
    bytes: usize,
    next_block: u64,
    dropped_lines: u64,
    /// The threads that wrote, with their names, in the order of their numbers.
    writers: Vec<(Lane, String)>,
}

impl Default for Console {
    fn default() -> Console {
        Console {
            blocks: VecDeque::new(),
            open: OpenLine::default(),
            escape: Escape::None,
            lines: 0,
            bytes: 0,
            next_block: 0,
            dropped_lines: 0,
            writers: Vec::new(),
        }
    }
}

impl Console {
    /// Writes as to a terminal: `\r` goes to the start of the line, `\b` one back, other control characters and
    /// escape sequences are left out.
    pub fn write(&mut self, kind: Kind, text: &str) {
        self.write_by(kind, None, text);
    }

    /// The same for what a thread of the program wrote; `name` is what people call it.
    pub fn write_by(&mut self, kind: Kind, by: Option<(Lane, &str)>, text: &str) {
        let writer = by.map_or(0, |(lane, name)| self.writer(lane, name));
        let mut rest = text;
        while !rest.is_empty() {
            if self.escape != Escape::None {
                rest = self.skip_escape(rest);
                continue;
            }
            let plain = first_control(rest).unwrap_or(rest.len());
            if plain > 0 {
                self.open.write(kind, writer, &rest[..plain]);
            }
            let mut after = rest[plain..].chars();
            match after.next() {
                Some('\n') => self.end_line(),
                Some('\r') => self.open.cursor = (self.open.chars > 0).then_some(0),
                Some('\u{8}') => self.open.back(),
                Some('\u{1b}') => self.escape = Escape::Start,
                _ => {}
            }
            rest = after.as_str();
        }
    }

    fn writer(&mut self, lane: Lane, name: &str) -> Writer {
        let place = self.writers.iter().position(|(other, _)| *other == lane).unwrap_or_else(|| {
            self.writers.push((lane, name.to_owned()));
            self.writers.len() - 1
        });
        place.min(usize::from(Writer::MAX)) as Writer
    }

    /// The threads that wrote, with their names; a span's `writer` is a place in it.
    pub fn writers(&self) -> impl Iterator<Item = (Lane, &str)> {
        self.writers.iter().map(|(lane, name)| (*lane, name.as_str()))
    }

    /// A line of its own, whether or not the line before has ended.
    pub fn write_line(&mut self, kind: Kind, text: &str) {
        if self.open.chars > 0 {
            self.end_line();
        }
        self.write(kind, text);
        self.end_line();
    }

    pub fn clear(&mut self) {
        // Numbers of blocks go on, lest a new block be taken for an old one.
        *self = Console { next_block: self.next_block, ..Console::default() };
    }

    /// The finished lines, oldest first.
    pub fn blocks(&self) -> impl Iterator<Item = &Rc<Block>> {
        self.blocks.iter()
    }

    /// The line being written.
    pub fn open_line(&self) -> &[Span] {
        &self.open.spans
    }

    pub fn dropped_lines(&self) -> u64 {
        self.dropped_lines
    }

    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.open.spans.is_empty()
    }

    /// Everything kept, as plain text.
    pub fn text(&self) -> String {
        let spans = self.blocks.iter().flat_map(|block| &block.spans).chain(&self.open.spans);
        spans.map(|span| span.text.as_str()).collect()
    }

    fn skip_escape<'t>(&mut self, text: &'t str) -> &'t str {
        for (at, c) in text.char_indices() {
            self.escape = match (self.escape, c) {
                (Escape::Start, '[') => Escape::Sequence,
                (Escape::Sequence, '\u{20}'..='\u{3f}') => Escape::Sequence,
                _ => Escape::None,
            };
            if self.escape == Escape::None {
                return &text[at + c.len_utf8()..];
            }
        }
        ""
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.open);
        if self.blocks.back().is_none_or(|block| block.is_full()) {
            self.blocks.push_back(Rc::new(Block::new(self.next_block)));
            self.next_block += 1;
        }
        let Some(block) = self.blocks.back_mut() else { return };
        let block = Rc::make_mut(block);
        let before = block.bytes;
        for span in &line.spans {
            block.push(span.kind, span.writer, &span.text);
        }
        if line.cut > 0 {
            block.push(Kind::Note, 0, &format!(" … +{}", line.cut));
        }
        let (kind, writer) = line.spans.last().map_or((Kind::Stdout, 0), |span| (span.kind, span.writer));
        block.push(kind, writer, "\n");
        block.lines += 1;
        self.bytes += block.bytes - before;
        self.lines += 1;
        self.drop_oldest();
    }

    fn drop_oldest(&mut self) {
        while self.blocks.len() > 1 && (self.lines > MAX_LINES || self.bytes > MAX_BYTES) {
            let Some(block) = self.blocks.pop_front() else { return };
            self.lines -= block.lines;
            self.bytes -= block.bytes;
            self.dropped_lines += block.lines as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK_BYTES, Console, Kind, Lane, MAX_BYTES, MAX_LINE_CHARS, MAX_LINES};

    fn shown(pieces: &[&str]) -> String {
        let mut console = Console::default();
        for piece in pieces {
            console.write(Kind::Stdout, piece);
        }
        console.text()
    }

    #[test]
    fn lines_in_any_pieces() {
        assert_eq!(shown(&["a\nb"]), "a\nb");
        assert_eq!(shown(&["a", "b\n", "", "c\n\n"]), "ab\nc\n\n");
        assert_eq!(shown(&["一\t二\n"]), "一\t二\n");
    }

    #[test]
    fn control_characters_are_left_out() {
        assert_eq!(shown(&["a\u{1}b\u{7f}\u{80}\u{9f}\u{a0}c\u{107}\n"]), "ab\u{a0}c\u{107}\n");
    }

    #[test]
    fn carriage_return_overwrites() {
        assert_eq!(shown(&["10%\r20%"]), "20%");
        assert_eq!(shown(&["abcdef\rxy"]), "xycdef");
        assert_eq!(shown(&["abc\r", "x", "y\n"]), "xyc\n");
        assert_eq!(shown(&["line\r\nnext\r\n"]), "line\nnext\n");
        assert_eq!(shown(&["\rab"]), "ab");
        assert_eq!(shown(&["ab\rcdef"]), "cdef");
    }

    #[test]
    fn backspace_goes_back() {
        assert_eq!(shown(&["abc\u{8}d"]), "abd");
        assert_eq!(shown(&["\u{8}a"]), "a");
    }

    #[test]
    fn escape_sequences_are_left_out() {
        assert_eq!(shown(&["\u{1b}[31mred\u{1b}[0m\u{7}!"]), "red!");
        assert_eq!(shown(&["\u{1b}", "[1;3", "2mgreen"]), "green");
        assert_eq!(shown(&["\u{1b}Mx"]), "x");
    }

    #[test]
    fn kinds_stay_apart() {
        let mut console = Console::default();
        console.write(Kind::Stdout, "out ");
        console.write(Kind::Stderr, "err\n");
        console.write(Kind::Stderr, "more\n");
        let block = console.blocks().next().expect("one block");
        let spans: Vec<_> = block.spans.iter().map(|span| (span.kind, span.text.as_str())).collect();
        assert_eq!(spans, [(Kind::Stdout, "out "), (Kind::Stderr, "err\nmore\n")]);
    }

    #[test]
    fn overwriting_keeps_the_kinds_of_the_rest() {
        let mut console = Console::default();
        console.write(Kind::Stdout, "abcd\r");
        console.write(Kind::Stderr, "xy");
        let spans: Vec<_> = console.open_line().iter().map(|span| (span.kind, span.text.as_str())).collect();
        assert_eq!(spans, [(Kind::Stderr, "xy"), (Kind::Stdout, "cd")]);
    }

    #[test]
    fn writers_are_numbered_and_named() {
        let mut console = Console::default();
        let [a, b] = [1, 2].map(|pid| Lane { pid, tid: 0 });
        console.write_by(Kind::Stdout, Some((a, "a")), "one\n");
        console.write_by(Kind::Stdout, Some((b, "b")), "two\n");
        console.write_by(Kind::Stdout, Some((a, "a")), "three");
        let spans: Vec<_> = console.blocks().next().unwrap().spans.iter().map(|span| span.writer).collect();
        assert_eq!(spans, [0, 1]);
        assert_eq!(console.open_line()[0].writer, 0);
        assert_eq!(console.writers().collect::<Vec<_>>(), [(a, "a"), (b, "b")]);
    }

    #[test]
    fn a_note_has_a_line_of_its_own() {
        let mut console = Console::default();
        console.write(Kind::Stdout, "no end");
        console.write_line(Kind::Note, "stopped");
        console.write_line(Kind::Note, "again");
        assert_eq!(console.text(), "no end\nstopped\nagain\n");
    }

    #[test]
    fn old_lines_go_and_are_counted() {
        let mut console = Console::default();
        for number in 0..MAX_LINES + 1_000 {
            console.write(Kind::Stdout, &format!("{number}\n"));
        }
        let text = console.text();
        let kept = text.lines().count();
        assert!(kept <= MAX_LINES && kept > MAX_LINES - 200, "{kept} lines kept");
        assert_eq!(console.dropped_lines() as usize + kept, MAX_LINES + 1_000);
        assert!(text.ends_with(&format!("{}\n", MAX_LINES + 999)));
    }

    #[test]
    fn long_lines_are_cut_and_say_so() {
        let mut console = Console::default();
        for _ in 0..3 {
            console.write(Kind::Stdout, &"é".repeat(MAX_LINE_CHARS / 2 + 1));
        }
        console.write(Kind::Stdout, "\n");
        let cut = 3 * (MAX_LINE_CHARS / 2 + 1) - MAX_LINE_CHARS;
        assert_eq!(console.text(), format!("{} … +{cut}\n", "é".repeat(MAX_LINE_CHARS)));
    }

    #[test]
    fn bytes_are_bounded() {
        let mut console = Console::default();
        let line = format!("{}\n", "x".repeat(10_000));
        for _ in 0..2_000 {
            console.write(Kind::Stdout, &line);
        }
        assert!(console.text().len() <= MAX_BYTES + 2 * BLOCK_BYTES);
    }

    #[test]
    fn cleared_blocks_get_new_numbers() {
        let mut console = Console::default();
        console.write(Kind::Stdout, "a\n");
        let first = console.blocks().next().map(|block| block.number);
        console.clear();
        assert!(console.is_empty());
        console.write(Kind::Stdout, "b\n");
        assert_ne!(console.blocks().next().map(|block| block.number), first);
    }
}
