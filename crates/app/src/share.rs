//! Programs in links: `#p=` and then a program with its options, compressed, in letters that links may hold.
//!
//! What stands after `p=` is a digit, the way of writing, and for 1 the Base64 (URL alphabet, unpadded) of the DEFLATE
//! of a JSON object `{"program": …, "options": …}` with the types of `weft_session`. Fields that are missing take
//! their default and unknown ones are ignored, so that links stay valid.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use weft_session::{Limits, Options, Program};

const MARK: &str = "#p=";
const WAY: char = '1';
/// A damaged link must not fill the memory: no program is longer than this, in bytes.
const LONGEST: usize = 4 << 20;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shared {
    pub program: Program,
    pub options: Options,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadLink {
    Damaged,
    /// Written in a way that came later.
    Newer,
}

impl Shared {
    /// The part of a link from the `#` on.
    pub fn to_hash(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let bytes = miniz_oxide::deflate::compress_to_vec(&json, 9);
        format!("{MARK}{WAY}{}", BASE64_URL_SAFE_NO_PAD.encode(bytes))
    }

    /// `None` where the hash is not that of such a link.
    pub fn from_hash(hash: &str) -> Option<Result<Shared, BadLink>> {
        Some(read(hash.strip_prefix(MARK)?))
    }
}

fn read(text: &str) -> Result<Shared, BadLink> {
    let mut rest = text.chars();
    match rest.next() {
        Some(WAY) => {}
        Some('2'..='9') => return Err(BadLink::Newer),
        _ => return Err(BadLink::Damaged),
    }
    let damaged = |_| BadLink::Damaged;
    // Mail programs like to add a full stop, and to write letters as numbers.
    let text = rest.as_str().trim_end_matches(['.', ',', ')', '>', ' ', '=']);
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| BadLink::Damaged)?;
    let json = miniz_oxide::inflate::decompress_to_vec_with_limit(&bytes, LONGEST).map_err(|_| BadLink::Damaged)?;
    let mut shared: Shared = serde_json::from_slice(&json).map_err(damaged)?;
    // What a run may use is for the one who runs it to say.
    shared.options.limits = Limits::default();
    shared.options.trace = true;
    Ok(shared)
}

#[cfg(test)]
mod tests {
    use super::*;
    use weft_session::GilPolicy;

    fn hash_of(json: &str) -> String {
        let bytes = miniz_oxide::deflate::compress_to_vec(json.as_bytes(), 9);
        format!("{MARK}{WAY}{}", BASE64_URL_SAFE_NO_PAD.encode(bytes))
    }

    #[test]
    fn a_link_gives_back_what_was_put_in() {
        let program = Program { source: "print('线程')\n".repeat(50), ..Program::default() };
        let options = Options { gil: GilPolicy::Free, seed: 7, ..Options::default() };
        let shared = Shared { program, options };
        let hash = shared.to_hash();
        assert!(hash.len() < 600, "{}", hash.len());
        assert!(hash[1..].chars().all(|c| c.is_ascii_alphanumeric() || "=-_".contains(c)), "{hash}");
        assert_eq!(Shared::from_hash(&hash), Some(Ok(shared.clone())));
        assert_eq!(Shared::from_hash(&(hash + ".")), Some(Ok(shared)));
    }

    #[test]
    fn unknown_fields_are_ignored_and_missing_ones_take_their_default() {
        let json = r#"{"program": {"source": "x", "colour": 1}, "options": {"seed": 3, "new": {}}, "more": []}"#;
        let shared = Shared::from_hash(&hash_of(json)).unwrap().unwrap();
        assert_eq!((shared.program.source.as_str(), shared.options.seed), ("x", 3));
        assert_eq!(shared.options.cores, Options::default().cores);
    }

    #[test]
    fn links_that_cannot_be_read_say_why() {
        let hash = Shared::default().to_hash();
        assert_eq!(Shared::from_hash(&hash[..hash.len() - 9]), Some(Err(BadLink::Damaged)));
        assert_eq!(Shared::from_hash("#p=1%%%"), Some(Err(BadLink::Damaged)));
        assert_eq!(Shared::from_hash("#p="), Some(Err(BadLink::Damaged)));
        assert_eq!(Shared::from_hash("#p=2abc"), Some(Err(BadLink::Newer)));
        assert_eq!(Shared::from_hash(&hash_of(r#"{"options": {"gil": "4.0"}}"#)), Some(Err(BadLink::Damaged)));
        assert_eq!(Shared::from_hash("#top"), None);
        assert_eq!(Shared::from_hash(""), None);
    }

    #[test]
    fn a_link_cannot_change_the_limits() {
        let json = r#"{"options": {"limits": {"memoryBytes": 1}, "trace": false}}"#;
        let shared = Shared::from_hash(&hash_of(json)).unwrap().unwrap();
        assert_eq!(shared.options, Options::default());
    }
}
