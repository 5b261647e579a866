//! Somebody belongs to a community, from a day to a day, by a route, at a level, with a standing.
//!
//! In a profession nobody makes themself a member: somebody with the right decides, on stated evidence ([`add`]). In
//! communities of interest and action one chooses oneself. Heads appoint leads and heads ([`appoint`]); every standing
//! above member is a dated appointment, so that the timeline knows who led when. A badge comes only from here.
//!
//! Invariants: at most one current membership of a person in a community; an ended one is never opened again.

mod add;
pub mod api;
mod appoint;
mod badge;
mod end;
mod moving;
pub mod policy;
mod set_level;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub(crate) use add::make_founder_head;
pub use add::{AddMember, add};
pub use appoint::{Appoint, appoint};
pub use badge::{Badge, Badges};
pub use end::end;
pub(crate) use end::{end_all, end_all_of};
pub use moving::{Move, change_place};
pub use set_level::set_level;
pub use store::{
    alumni, badges, count_members, earlier_of_person, find_held, is_held, leaders, leads_below, local_ones,
    managed_outside, management, members, moved_since, of_person,
};

use crate::community::CommunityKind;
use crate::denied::Denied;
use ::store::StoreError;
use ::web::worded;
use base::text::TextFault;
use base::{CommunityId, Day, PersonId, Standing};

base::id!(
    /// One membership, current or past.
    MembershipId
);

worded!(
    /// How somebody came in.
    pub enum Route {
        OpenRecruitment = "open_recruitment",
        Transfer = "transfer",
        Founding = "founding",
        /// By oneself, in communities of interest and action.
        Chosen = "chosen",
    }
);

impl Route {
    pub fn title(self) -> &'static str {
        match self {
            Route::OpenRecruitment => "Open recruitment",
            Route::Transfer => "Transfer",
            Route::Founding => "Founding member",
            Route::Chosen => "Chosen",
        }
    }
}

/// A membership, seen from the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: MembershipId,
    pub community: CommunityId,
    pub slug: String,
    pub name: String,
    pub kind: CommunityKind,
    pub standing: Standing,
    pub route: Route,
    pub level: Option<String>,
    pub from_day: Day,
    pub to_day: Option<Day>,
}

/// A current membership, seen from the community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub person: PersonId,
    pub name: String,
    pub standing: Standing,
    pub route: Route,
    pub level: Option<String>,
    pub from_day: Day,
    pub unit: Option<String>,
    pub(crate) sort_name: String,
}

/// Somebody who belonged once, seen from the community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alumnus {
    pub person: PersonId,
    pub name: String,
    pub route: Route,
    pub from_day: Day,
    pub to_day: Day,
    pub unit: Option<String>,
    pub(crate) membership: MembershipId,
}

/// A member whose line manager is of another profession, or of none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Managed {
    pub person: PersonId,
    pub name: String,
    pub manager: PersonId,
    pub manager_name: String,
    pub unit: Option<String>,
    pub(crate) sort_name: String,
}

/// By whom the members of a profession are managed, in counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Management {
    pub by_own: i64,
    pub by_others: i64,
    /// No line manager is written down.
    pub by_nobody: i64,
}

/// Why a membership was not changed.
#[derive(Debug, thiserror::Error)]
pub enum MembershipError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("There is no such community")]
    NoCommunity,
    #[error("This community is closed")]
    Closed,
    #[error("Nobody here has this id or address")]
    NoPerson,
    #[error("This person has left: say to which day they were a member")]
    HasLeft,
    #[error("This person is a member already")]
    MemberAlready,
    #[error("This person is not a member")]
    NotAMember,
    #[error("In a profession nobody chooses membership alone: say how they came in")]
    Route,
    #[error("Say on what evidence")]
    Evidence,
    #[error("{0}")]
    Level(TextFault),
    #[error("The last day must not be before the first")]
    Days,
    #[error("Choose a day up to today: somebody who leaves later is still a member")]
    Later,
    #[error("Write the day as 2026-11-26 or 26 November 2026")]
    NoDay,
    #[error("Say which standing: member, lead or head")]
    NoStanding,
    #[error("Choose another local community of the same profession")]
    NoSibling,
    #[error(transparent)]
    Store(#[from] StoreError),
}
