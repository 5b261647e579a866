//! What rooms hand over to be found, and how they take it back.

use base::{Moment, Uuid};

/// Which thing a document stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// `problem`, `page`, `work_item`, `question` …: the words of the API.
    pub kind: String,
    pub id: Uuid,
}

impl Key {
    pub fn new(kind: &str, id: Uuid) -> Self {
        Self { kind: kind.into(), id }
    }

    /// As one term of the index.
    pub(crate) fn term(&self) -> String {
        format!("k:{}:{}", self.kind, self.id)
    }
}

/// A thing that can be found.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub kind: String,
    pub id: Uuid,
    /// The number that people say; 0 when there is none.
    pub number: i64,
    /// `P 87`, or empty.
    pub reference: String,
    pub title: String,
    /// Plain text. What is beyond [`Document::BODY_MOST`] bytes is not found.
    pub body: String,
    /// The room's own word for where it stands (`solved`), or empty.
    pub state: String,
    /// [`base::Audience::code`].
    pub audience: String,
    pub url: String,
    pub at: Moment,
    /// What lists filter by: `("product", "UUID")`. The state is added by the index.
    pub facets: Vec<(String, String)>,
}

impl Document {
    pub const BODY_MOST: usize = 256 * 1024;
    pub const TITLE_MOST: usize = 4 * 1024;

    pub fn key(&self) -> Key {
        Key::new(&self.kind, self.id)
    }
}

/// One step of keeping the index in line with the journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Adds the document, or replaces the one with the same key.
    Put(Box<Document>),
    Remove(Key),
}

impl Change {
    pub fn put(document: Document) -> Self {
        Self::Put(Box::new(document))
    }

    pub fn key(&self) -> Key {
        match self {
            Change::Put(document) => document.key(),
            Change::Remove(key) => key.clone(),
        }
    }
}

/// The longest beginning of `text` within `most` bytes that ends between characters.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}
