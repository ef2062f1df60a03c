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
}

#[cfg(test)]
mod tests {
    use super::Language;

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
    fn own_tags_are_read_back() {
        for language in [Language::English, Language::Chinese] {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }
}
