//! What rooms above do for this one. They hand in functions; this room does not know what stands behind them.

use crate::refusal::Refusal;
use base::{Act, CommunityId, Day, PersonId};
use store::{Conn, StoreError, Tx};

/// Makes a work item of a card or of what a meetup decided; answers with its address.
pub type MakeWork = fn(&mut Tx<'_>, &Act, Wanted) -> Result<String, StoreError>;

/// Makes a draft of a page, the actor's own; answers with its address.
pub type MakePage = fn(&mut Tx<'_>, &Act, Noted) -> Result<String, Refusal>;

/// What a community puts before those who come to a meetup on that day.
pub type WorthShowing = fn(&mut Conn, CommunityId, Day) -> Result<Vec<Worth>, StoreError>;

/// A page that belongs on an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    pub title: String,
    pub url: String,
    /// In a sentence.
    pub why: String,
}

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
    /// What a meetup gives a few minutes to.
    pub worth_showing: Option<WorthShowing>,
}
