//! The file with the standard library's texts, which stands beside the worker's script.

use std::rc::Rc;

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Response, WorkerGlobalScope};
use weft_session::library;

/// The library on its way to a worker.
pub struct Fetching {
    done: Rc<dyn Fn(Result<(), String>)>,
    under_way: bool,
    needed: bool,
}

impl Fetching {
    /// `done` hears that the library has been made known, or why not.
    pub fn new(done: impl Fn(Result<(), String>) + 'static) -> Fetching {
        Fetching { done: Rc::new(done), under_way: false, needed: false }
    }

    /// Fetch it, unless it is here or on its way.
    pub fn begin(&mut self) {
        if self.under_way || library::is_complete() {
            return;
        }
        self.under_way = true;
        let done = self.done.clone();
        spawn_local(async move {
            let fetched = file().await.map_err(|e| format!("the standard library could not be fetched: {e}"));
            done(fetched.and_then(library::install));
        });
    }

    /// The program cannot go on without it.
    pub fn need(&mut self) {
        self.needed = true;
        self.begin();
    }

    pub fn is_needed(&self) -> bool {
        self.needed
    }

    /// The program that needs it is gone.
    pub fn need_no_more(&mut self) {
        self.needed = false;
    }

    /// `done` has heard. Does the program need it? If it could not be fetched, that is tried again when it is needed.
    pub fn ended(&mut self) -> bool {
        self.under_way = false;
        std::mem::take(&mut self.needed)
    }
}

async fn file() -> Result<Vec<u8>, String> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let response = JsFuture::from(scope.fetch_with_str(&library::file_name())).await.map_err(|e| text(&e))?;
    let response: Response = response.unchecked_into();
    if !response.ok() {
        return Err(format!("the server answers {}", response.status()));
    }
    let body = response.array_buffer().map_err(|e| text(&e))?;
    let body: ArrayBuffer = JsFuture::from(body).await.map_err(|e| text(&e))?.unchecked_into();
    Ok(Uint8Array::new(&body).to_vec())
}

fn text(error: &JsValue) -> String {
    js_sys::Error::from(error.clone()).message().into()
}
