//! The page's address, whose hash may hold a program.

use crate::{
    share::{BadLink, Shared},
    texts::Text,
};

/// The program of the page's address, if there is one.
pub fn opened_link() -> Option<Result<Shared, BadLink>> {
    Shared::from_hash(&gloo_utils::window().location().hash().ok()?)
}

pub fn about_link(bad: BadLink) -> Text {
    match bad {
        BadLink::Damaged => Text::LinkBroken,
        BadLink::Newer => Text::LinkNewer,
    }
}

/// The page's address without a hash.
pub fn page_address() -> String {
    let address = gloo_utils::window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Takes the program out of the address, so that a reload shows what was chosen since.
pub fn forget_link() {
    if opened_link().is_some()
        && let Ok(history) = gloo_utils::window().history()
    {
        // A page that may not change its address keeps it.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&page_address()));
    }
}
