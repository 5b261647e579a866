//! Markdown to pages: text → tree → our own typed HTML writer.
//!
//! What a person wrote never reaches a page except through [`write`](self::write), which knows every element and
//! attribute that can come out: raw HTML becomes text, links lead to http, https, mailto or to a place inside, and
//! pictures come from stored files alone. No sanitiser is needed, because nothing dangerous can be said in the tree.
//!
//! Work is bounded: nesting is flattened below [`tree::DEEPEST`], and output ends at [`write::LONGEST_HTML`].
//!
//! Reading order: [`tree`], [`headings`], [`targets`], [`write`], [`plain`].

mod build;
pub mod headings;
pub mod plain;
pub mod targets;
pub mod tree;
pub mod write;

#[cfg(test)]
mod tests;

pub use headings::{Anchors, TocEntry};
pub use targets::{Inside, Picture, Target, Targets};
pub use tree::Document;

/// The longest Markdown that a page may have, in bytes.
pub const LONGEST_TEXT: usize = 1 << 20;

/// A page's text, ready to be shown and to be found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rendered {
    /// Only elements and attributes of [`write`].
    pub html: String,
    pub toc: Vec<TocEntry>,
    /// The words alone, a block a line: what search reads.
    pub plain: String,
    /// Every link and picture that leads inside, with what became of it.
    pub links: Vec<Link>,
    /// The text was longer than a page may be, and its end is not shown.
    pub cut: bool,
}

/// A link or picture as written, and where it leads now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As written in the text.
    pub written: String,
    /// The line of the text it stands on, from 1.
    pub line: u32,
    pub is_picture: bool,
    pub target: Target,
}

/// Text to page. `title` is the page's own: a first heading that repeats it is left out.
pub fn render(text: &str, title: &str, targets: &dyn Targets) -> Rendered {
    write::write(&Document::read(text, title), targets)
}
