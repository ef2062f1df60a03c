//! The console: what it holds and how it looks.

mod model;
mod view;

pub use model::{Console, Kind};
pub use view::ConsolePanel;
