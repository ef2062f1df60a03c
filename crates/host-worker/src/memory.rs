//! How much memory a worker has taken.

/// A worker whose memory has grown beyond this, in pages of 64 KiB, is to do nothing more: it cannot give any back.
const FIT_PAGES: usize = 2048;

/// May this worker have more to do once it has nothing left?
#[cfg(target_arch = "wasm32")]
pub fn is_fit() -> bool {
    core::arch::wasm32::memory_size(0) <= FIT_PAGES
}

#[cfg(not(target_arch = "wasm32"))]
pub fn is_fit() -> bool {
    let _ = FIT_PAGES;
    true
}
