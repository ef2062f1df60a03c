//! The file with the standard library's texts, which stands beside the worker's script.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Response, WorkerGlobalScope};
use weft_session::library;

/// Fetches the library and makes it known; `done` hears of it.
pub fn fetch(done: impl FnOnce(Result<(), String>) + 'static) {
    spawn_local(async move {
        let fetched = file().await.map_err(|e| format!("the standard library could not be fetched: {e}"));
        done(fetched.and_then(library::install));
    });
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
