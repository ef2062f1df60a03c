//! The programs of the menu: one of the user's own, and the examples. Each keeps its own draft, so that nothing
//! typed is lost by looking at another one.

use std::{cell::RefCell, rc::Rc};

use crate::{language::Language, storage, texts::Text};

const CHOSEN: &str = "weft.program";

/// A program that comes with the page. Its comments are in every language: a line that begins with `#en ` or
/// `#zh ` is shown in that language only, as an ordinary comment.
#[derive(Debug, PartialEq)]
pub struct Example {
    /// Names its draft in the browser's storage; never reused for another program.
    pub id: &'static str,
    pub name: Text,
    source: &'static str,
}

impl Example {
    fn text(&self, language: Language) -> String {
        let (own, other) = match language {
            Language::English => ("#en ", "#zh "),
            Language::Chinese => ("#zh ", "#en "),
        };
        let lines = self.source.lines().filter(|line| !line.starts_with(other));
        lines
            .flat_map(|line| match line.strip_prefix(own) {
                Some(comment) => ["# ", comment, "\n"],
                None => [line, "\n", ""],
            })
            .collect()
    }
}

pub static EXAMPLES: &[Example] = &[
    Example {
        id: "two-threads",
        name: Text::ExampleTwoThreads,
        source: include_str!("../../../www/examples/two_threads.py"),
    },
    Example {
        id: "two-processes",
        name: Text::ExampleTwoProcesses,
        source: include_str!("../../../www/examples/two_processes.py"),
    },
    Example {
        id: "producer-consumer",
        name: Text::ExampleQueue,
        source: include_str!("../../../www/examples/producer_consumer.py"),
    },
    Example { id: "race", name: Text::ExampleRace, source: include_str!("../../../www/examples/race.py") },
    Example { id: "deadlock", name: Text::ExampleDeadlock, source: include_str!("../../../www/examples/deadlock.py") },
    Example { id: "lock", name: Text::ExampleLock, source: include_str!("../../../www/examples/lock.py") },
];

thread_local! {
    /// The program of the link by which the page was opened, if it was.
    static SHARED: RefCell<Option<Rc<str>>> = const { RefCell::new(None) };
}

/// Makes the program of a link the one behind [`Choice::Shared`].
pub fn set_shared(source: &str) {
    SHARED.set(Some(source.into()));
}

/// Whether there is a program of a link.
pub fn has_shared() -> bool {
    SHARED.with_borrow(Option::is_some)
}

fn shared() -> Rc<str> {
    SHARED.with_borrow(Clone::clone).unwrap_or_default()
}

/// FNV-1a: tells drafts of programs from links apart.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// An entry of the menu.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    Own,
    /// The one of the link.
    Shared,
    Example(&'static Example),
}

impl Choice {
    /// The one shown last, or else the first example.
    pub fn initial() -> Choice {
        storage::get(CHOSEN).and_then(|id| Choice::from_id(&id)).unwrap_or(Choice::Example(&EXAMPLES[0]))
    }

    /// For the next visit, which may come without the link.
    pub fn keep(self) {
        if self != Choice::Shared {
            storage::set(CHOSEN, self.id());
        }
    }

    pub fn id(self) -> &'static str {
        match self {
            Choice::Own => "own",
            Choice::Shared => "shared",
            Choice::Example(example) => example.id,
        }
    }

    pub fn from_id(id: &str) -> Option<Choice> {
        match id {
            "own" => Some(Choice::Own),
            "shared" if has_shared() => Some(Choice::Shared),
            _ => EXAMPLES.iter().find(|example| example.id == id).map(Choice::Example),
        }
    }

    /// As it came with the page.
    pub fn original(self, language: Language) -> String {
        match self {
            Choice::Own => String::new(),
            Choice::Shared => shared().to_string(),
            Choice::Example(example) => example.text(language),
        }
    }

    /// The draft, or else the original.
    pub fn text(self, language: Language) -> String {
        storage::get(&self.draft_key()).unwrap_or_else(|| self.original(language))
    }

    /// Keeps what was typed; nothing, where that is the original.
    pub fn keep_draft(self, text: &str, language: Language) {
        if text == self.original(language) {
            storage::remove(&self.draft_key());
        } else {
            storage::set(&self.draft_key(), text);
        }
    }

    fn draft_key(self) -> String {
        match self {
            // Each link's program has a draft of its own, so that opening another link loses nothing.
            Choice::Shared => format!("weft.draft.link.{:016x}", digest(&shared())),
            _ => format!("weft.draft.{}", self.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, EXAMPLES};
    use crate::language::Language;

    #[test]
    fn examples_have_comments_in_the_readers_language() {
        for example in EXAMPLES {
            let (english, chinese) = (example.text(Language::English), example.text(Language::Chinese));
            assert!(english.starts_with("# ") && english.is_ascii(), "{english}");
            assert!(chinese.starts_with("# ") && !chinese.is_ascii(), "{chinese}");
            let code = |text: &str| text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
            assert_eq!(code(&english), code(&chinese));
            assert!(english.ends_with('\n') && !english.ends_with("\n\n"));
        }
    }

    #[test]
    fn ids_lead_back() {
        for choice in EXAMPLES.iter().map(Choice::Example).chain([Choice::Own]) {
            assert_eq!(Choice::from_id(choice.id()), Some(choice));
        }
        assert_eq!(Choice::from_id("no such"), None);
    }

    #[test]
    fn programs_of_links_have_drafts_of_their_own() {
        assert_eq!(Choice::from_id("shared"), None);
        super::set_shared("a");
        let first = Choice::Shared.draft_key();
        assert_eq!(Choice::from_id("shared"), Some(Choice::Shared));
        assert_eq!(Choice::Shared.original(Language::English), "a");
        super::set_shared("b");
        assert_ne!(Choice::Shared.draft_key(), first);
    }
}
