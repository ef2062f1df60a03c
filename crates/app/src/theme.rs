//! Light and dark: an attribute of the root element, from which `www/styles/base.css` takes the colours.
//! `www/start.js` sets it before the first drawing; from then on it is this module's.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{MediaQueryList, MediaQueryListEvent};

use crate::storage;

const KEY: &str = "weft.theme";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    /// The one chosen earlier, or else the system's.
    pub fn initial() -> Theme {
        Theme::chosen().unwrap_or_else(|| Theme::of(system().is_some_and(|query| query.matches())))
    }

    fn chosen() -> Option<Theme> {
        match storage::get(KEY)?.as_str() {
            "light" => Some(Theme::Light),
            "dark" => Some(Theme::Dark),
            _ => None,
        }
    }

    fn of(dark: bool) -> Theme {
        if dark { Theme::Dark } else { Theme::Light }
    }

    pub fn other(self) -> Theme {
        Theme::of(!self.is_dark())
    }

    pub fn is_dark(self) -> bool {
        self == Theme::Dark
    }

    fn name(self) -> &'static str {
        if self.is_dark() { "dark" } else { "light" }
    }

    pub fn keep(self) {
        storage::set(KEY, self.name());
    }

    pub fn show(self) {
        if let Some(root) = gloo_utils::document().document_element() {
            // Setting a well-formed attribute cannot fail.
            let _ = root.set_attribute("data-theme", self.name());
        }
    }
}

fn system() -> Option<MediaQueryList> {
    gloo_utils::window().match_media("(prefers-color-scheme: dark)").ok()?
}

/// Tells when the system changes between light and dark, as long as nothing was chosen on the page.
pub fn on_system_change(changed: impl Fn(Theme) + 'static) -> Option<EventListener> {
    Some(EventListener::new(&system()?.into(), "change", move |event| {
        if let Some(event) = event.dyn_ref::<MediaQueryListEvent>()
            && Theme::chosen().is_none()
        {
            changed(Theme::of(event.matches()));
        }
    }))
}
