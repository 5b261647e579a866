//! What stands in the editor's fields, and what it is for.

use crate::draft::{Draft, DraftId, Place};
use crate::handbook::{self, Shelf};
use crate::page::{self, Summary};
use crate::refusal::Refusal;
use store::{Conn, StoreError};
use web::Form;

/// The fields as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub title: String,
    pub why: String,
    pub body: String,
    /// Where a new page goes: see [`Shelf::read`].
    pub shelf: String,
    /// The page that a new one stands under, as `H 31`; may be empty.
    pub under: String,
    /// The version that the writer began from.
    pub base: i64,
}

impl Typed {
    pub fn of_form(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            title: text("title"),
            why: text("why"),
            body: text("body"),
            shelf: text("shelf"),
            under: text("under"),
            base: form.parsed("base").unwrap_or(0),
        }
    }

    pub fn of_draft(conn: &mut Conn, draft: &Draft) -> Result<Self, StoreError> {
        let handbook = draft.handbook.map(|id| handbook::find(conn, id)).transpose()?.flatten();
        let under = draft.under.map(|id| page::find(conn, id)).transpose()?.flatten();
        Ok(Self {
            title: draft.title.clone(),
            why: draft.why.clone(),
            body: draft.body.clone(),
            shelf: match (handbook, draft.community) {
                (Some(it), _) => it.name,
                (None, Some(community)) => format!("community:{community}"),
                (None, None) => "all".into(),
            },
            under: under.map(|it| it.summary.reference()).unwrap_or_default(),
            base: draft.base_version,
        })
    }

    /// Where a new page goes.
    pub fn place(&self, conn: &mut Conn) -> Result<Place, Refusal> {
        let shelf = Shelf::read(conn, self.shelf.trim())?;
        let shelf = shelf.ok_or_else(|| Refusal::field("shelf", "Choose the handbook that it belongs to"))?;
        Ok(Place::New { shelf, under: page::under(conn, &self.under)? })
    }
}

/// What the editor is open for.
#[derive(Clone, Debug)]
pub enum Open {
    New,
    Kept(DraftId),
    Page(Box<Summary>),
}

impl Open {
    /// Where its form goes.
    pub fn action(&self) -> String {
        match self {
            Self::New => "/handbook/new".into(),
            Self::Kept(draft) => format!("/handbook/drafts/{draft}"),
            Self::Page(page) => format!("{}/edit", page.url()),
        }
    }

    pub fn place(&self, conn: &mut Conn, typed: &Typed) -> Result<Place, Refusal> {
        match self {
            Self::Page(page) => Ok(Place::Page { page: page.id, base_version: typed.base }),
            _ => typed.place(conn),
        }
    }

    pub fn draft(&self) -> Option<DraftId> {
        match self {
            Self::Kept(draft) => Some(*draft),
            _ => None,
        }
    }
}
