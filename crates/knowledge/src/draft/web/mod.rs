//! Writing: `/handbook/new`, `/handbook/{number}/edit`, `/handbook/drafts`, and what a text looks like while one writes.

mod editor;
mod list;
mod look;
mod merging;
mod send;
mod typed;

pub use editor::{edit, new, open};
pub use list::{list, throw_away};
pub use look::preview;
pub use send::{send, send_draft, send_new};
