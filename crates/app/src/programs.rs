//! The programs of the menu: one of the user's own, and the examples. Each keeps its own draft, so that nothing
//! typed is lost by looking at another one.

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
    Example { id: "lock", name: Text::ExampleLock, source: include_str!("../../../www/examples/lock.py") },
];

/// An entry of the menu.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    Own,
    Example(&'static Example),
}

impl Choice {
    /// The one shown last, or else the first example.
    pub fn initial() -> Choice {
        storage::get(CHOSEN).and_then(|id| Choice::from_id(&id)).unwrap_or(Choice::Example(&EXAMPLES[0]))
    }

    pub fn keep(self) {
        storage::set(CHOSEN, self.id());
    }

    pub fn id(self) -> &'static str {
        match self {
            Choice::Own => "own",
            Choice::Example(example) => example.id,
        }
    }

    pub fn from_id(id: &str) -> Option<Choice> {
        match id {
            "own" => Some(Choice::Own),
            _ => EXAMPLES.iter().find(|example| example.id == id).map(Choice::Example),
        }
    }

    /// As it came with the page.
    pub fn original(self, language: Language) -> String {
        match self {
            Choice::Own => String::new(),
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
        format!("weft.draft.{}", self.id())
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
}
