//! What rooms above do for this one. They hand in functions; this room does not know what stands behind them.

use crate::refusal::Refusal;
use base::{Act, CommunityId, PersonId};
use store::{StoreError, Tx};

/// Makes a work item of a card or of what a meetup decided; answers with its address.
pub type MakeWork = fn(&mut Tx<'_>, &Act, Wanted) -> Result<String, StoreError>;

/// Makes a draft of a page, the actor's own; answers with its address.
pub type MakePage = fn(&mut Tx<'_>, &Act, Noted) -> Result<String, Refusal>;

/// Work that a community decided on.
pub struct Wanted {
    pub title: String,
    pub why: String,
    pub community: CommunityId,
    pub owner: Option<PersonId>,
}

/// Notes that shall become a page.
pub struct Noted {
    pub title: String,
    /// Markdown.
    pub text: String,
    pub community: CommunityId,
}

/// The binary fills them: `Above { work: Some(work::work_item::of_community), ..Above::default() }`.
#[derive(Clone, Copy, Default)]
pub struct Above {
    pub work: Option<MakeWork>,
    pub page: Option<MakePage>,
    /// What is new in a community in rooms above.
    pub news: Option<crate::feed::NewsOf>,
    /// Turning points of a community that rooms above know of.
    pub points: Option<crate::timeline::PointsOf>,
}
