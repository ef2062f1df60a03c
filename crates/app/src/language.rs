//! The page's languages.

use crate::{storage, texts::Text};

const KEY: &str = "weft.language";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    #[default]
    English,
    Chinese,
}

impl Language {
    /// The language chosen earlier, or else the first of the browser's that Weft speaks.
    pub fn initial() -> Language {
        if let Some(language) = storage::get(KEY).and_then(|kept| Language::from_tag(&kept)) {
            return language;
        }
        let preferred = web_sys::window().map(|window| window.navigator().languages());
        let tags = preferred.iter().flat_map(|tags| tags.iter()).filter_map(|tag| tag.as_string());
        tags.into_iter().find_map(|tag| Language::from_tag(&tag)).unwrap_or_default()
    }

    pub fn keep(self) {
        storage::set(KEY, self.tag());
    }

    /// From a BCP 47 tag such as `zh-Hans-CN`.
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Language::English),
            "zh" => Some(Language::Chinese),
            _ => None,
        }
    }

    /// For `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh-Hans",
        }
    }

    pub fn text(self, text: Text) -> &'static str {
        let (english, chinese) = text.pair();
        match self {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    /// A text with its `{}` filled in.
    pub fn text_with(self, text: Text, value: &str) -> String {
        self.text(text).replacen("{}", value, 1)
    }

    /// A text with its `{0}`, `{1}` … filled in.
    pub fn fill(self, text: Text, values: &[&str]) -> String {
        let mut filled = String::new();
        let mut rest = self.text(text);
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            let end = rest[at..].find('}').map_or(rest.len(), |length| at + length + 1);
            let value = rest[at + 1..end].trim_end_matches('}').parse().ok().and_then(|place: usize| values.get(place));
            filled.push_str(value.unwrap_or(&&rest[at..end]));
            rest = &rest[end..];
        }
        filled.push_str(rest);
        match self {
            Language::English => filled,
            Language::Chinese => closed_up(&filled),
        }
    }
}

/// Without the spaces between two Chinese characters: values are set off by spaces, for most are Latin.
pub fn closed_up(text: &str) -> String {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut closed = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let between = closed.chars().next_back().is_some_and(is_chinese) && rest.peek().is_some_and(|c| is_chinese(*c));
        if c != ' ' || !between {
            closed.push(c);
        }
    }
    closed
}

#[cfg(test)]
mod tests {
    use super::{Language, Text};

    #[test]
    fn tags_of_browsers() {
        assert_eq!(Language::from_tag("zh-CN"), Some(Language::Chinese));
        assert_eq!(Language::from_tag("zh"), Some(Language::Chinese));
        assert_eq!(Language::from_tag("en-GB"), Some(Language::English));
        assert_eq!(Language::from_tag("EN_us"), Some(Language::English));
        assert_eq!(Language::from_tag("fr"), None);
        assert_eq!(Language::from_tag(""), None);
    }

    #[test]
    fn values_stand_where_the_language_wants_them() {
        let fill = |language: Language| language.fill(Text::FindWaitsHeld, &["A", "{2}", "B"]);
        assert_eq!(fill(Language::English), "A waits for {2}, which B holds");
        assert_eq!(fill(Language::Chinese), "A 等待 B 持有的 {2}");
        let of_a_lock = Language::Chinese.fill(Text::FindWaits, &["A", "锁 knife"]);
        assert_eq!(of_a_lock, "A 等待锁 knife");
    }

    #[test]
    fn own_tags_are_read_back() {
        for language in [Language::English, Language::Chinese] {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }
}
