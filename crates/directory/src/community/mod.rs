//! A community of practice, of interest or of action, or a local one of a profession.
//!
//! It is founded ([`found`]) with a purpose and how its members would know that it is met, changed ([`change`]) by its
//! heads, and closed ([`close`]) with what came of it. One of action says by which day it ends. A local community is a
//! segment of its parent. Whoever leads the parent leads those below it ([`lineage`]).

pub mod api;
mod change;
mod close;
mod found;
mod index;
pub mod policy;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use change::{ChangeCommunity, change};
pub use close::close;
pub use found::{FoundCommunity, found};
pub use index::document;
pub use store::{children, count, find, find_by_slug, find_wanted, is_anything, lineage, list, list_all, list_up_to};

use crate::denied::Denied;
use ::store::{Conn, StoreError};
use ::web::worded;
use base::text::TextFault;
use base::{CommunityId, Day};

worded!(
    /// What holds a community together.
    pub enum CommunityKind {
        /// A profession.
        Practice = "practice",
        /// A shared subject, across professions.
        Interest = "interest",
        /// One thing to improve, by a day.
        Action = "action",
    }
);

impl CommunityKind {
    /// `Community of practice`, as pages say it.
    pub fn title(self) -> &'static str {
        match self {
            CommunityKind::Practice => "Community of practice",
            CommunityKind::Interest => "Community of interest",
            CommunityKind::Action => "Community of action",
        }
    }
}

/// The community and the profession that it is or is a part of; `None` where there is no such profession.
pub fn profession(conn: &mut Conn, it: &Community) -> Result<Option<(CommunityId, CommunityId)>, StoreError> {
    if it.kind != CommunityKind::Practice {
        return Ok(None);
    }
    Ok(Some((it.id, lineage(conn, it.id)?.pop().unwrap_or(it.id))))
}

worded!(
    /// What sets a local community apart from the rest of its profession.
    pub enum SegmentBy {
        Place = "place",
        Unit = "unit",
        Level = "level",
        Context = "context",
    }
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    pub id: CommunityId,
    pub slug: String,
    pub kind: CommunityKind,
    pub parent: Option<CommunityId>,
    pub segment_by: Option<SegmentBy>,
    pub name: String,
    pub purpose: String,
    pub signs: Option<String>,
    pub founded_on: Day,
    pub ends_on: Option<Day>,
    pub closed_on: Option<Day>,
    pub outcome: Option<String>,
}

/// A community as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub id: CommunityId,
    pub slug: String,
    pub kind: CommunityKind,
    pub parent: Option<CommunityId>,
    pub name: String,
    pub purpose: String,
    pub ends_on: Option<Day>,
    pub closed_on: Option<Day>,
    /// Current ones.
    pub members: i64,
    pub(crate) sort_name: String,
}

/// Why a change of a community was not made.
#[derive(Debug, thiserror::Error)]
pub enum CommunityError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("{0}")]
    Name(TextFault),
    #[error("{0}")]
    Purpose(TextFault),
    #[error("{0}")]
    Signs(TextFault),
    #[error("{0}")]
    Outcome(TextFault),
    #[error("Say by which day a community of action ends")]
    EndDay,
    #[error("Choose a community that exists and is open")]
    NoParent,
    #[error("There is no such community")]
    NoCommunity,
    #[error("This community is closed")]
    Closed,
    #[error("The founder could not be made its head: {0}")]
    Founder(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}
