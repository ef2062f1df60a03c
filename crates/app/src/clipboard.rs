//! The clipboard, and files to download.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Whether the text is in the clipboard now.
pub async fn copy(text: &str) -> bool {
    let clipboard = gloo_utils::window().navigator().clipboard();
    // Pages that did not come by https have none, whatever its type says.
    if clipboard.is_undefined() {
        return false;
    }
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Hands a file to the browser, which keeps it where its user wants downloads.
pub fn download(name: &str, kind: &str, content: &[u8]) {
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(content));
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &properties) else { return };
    download_blob(name, &blob);
}

pub fn download_blob(name: &str, blob: &Blob) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    let document = gloo_utils::document();
    let Ok(Ok(link)) = document.create_element("a").map(JsCast::dyn_into::<HtmlAnchorElement>) else { return };
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has begun by now, or will not.
    let _ = Url::revoke_object_url(&address);
}
