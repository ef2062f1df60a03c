//! The page: an editor, a console and a timeline around `weft-session`'s runs, in Yew.
//!
//! `www/start.js` loads this and calls [`prepare`] and [`start`]. [`app`] holds the page's state and the places of its parts;
//! [`run`] is all it knows of how programs are run; [`texts`] has every word in every language; the looks are in
//! `www/styles/`.

mod api;
mod app;
mod clipboard;
mod compare;
mod console;
mod duration;
mod editor;
mod icons;
mod inbox;
mod language;
mod listeners;
mod programs;
mod questions;
mod replay;
mod results;
mod run;
mod settings;
mod share;
mod splitter;
mod storage;
mod tabs;
mod texts;
mod theme;
mod timeline;
mod toolbar;
mod traceback;

use wasm_bindgen::prelude::*;

/// Makes `weft.run` known and has the workers started, before there is anything to see.
#[wasm_bindgen]
pub fn prepare() {
    api::register();
    run::warm_up();
}

/// Is a program under way?
#[wasm_bindgen(js_name = isRunning)]
pub fn is_running() -> bool {
    weft_host_worker::is_running()
}

/// Puts the page into `root`, with the editor that the module which `editor` resolves to makes once it is there.
#[wasm_bindgen]
pub fn start(root: web_sys::Element, editor: js_sys::Promise) {
    yew::Renderer::<app::App>::with_root_and_props(root, app::AppProps { editor }).render();
}
