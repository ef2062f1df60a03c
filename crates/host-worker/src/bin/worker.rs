//! Both kinds of worker in one wasm: it is loaded and compiled once, and the kernel worker is a small part of it.
//! A worker's script (`www/load`) says which of them it is.

use gloo_worker::Registrable as _;
use wasm_bindgen::prelude::*;
use weft_host_worker::{KernelWorker, Postcard, ProcessWorker};

#[wasm_bindgen(js_name = beKernelWorker)]
pub fn be_kernel_worker() {
    KernelWorker::registrar().encoding::<Postcard>().register();
}

#[wasm_bindgen(js_name = beProcessWorker)]
pub fn be_process_worker() {
    ProcessWorker::registrar().encoding::<Postcard>().register();
}

/// For the build of the page: see [`weft_host_worker::rehearse`].
#[wasm_bindgen]
pub fn rehearse(library: Vec<u8>) -> Result<(), JsError> {
    weft_host_worker::rehearse(library).map_err(|e| JsError::new(&e))
}

fn main() {}
