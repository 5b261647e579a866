//! A product before a panel: each point of a standard with its evidence, its outcome and the reason.
//!
//! The team asks for it ([`ask`]); whoever leads a community names a panel of peers ([`name_panel`], proposed by
//! [`panel`]); the team shows evidence point by point ([`add_evidence`]); the panel says what it sees ([`say`]), shows
//! the draft to the team for its facts ([`tell_team`]) and publishes it ([`publish`]). What is to be done after it has
//! somebody and a day ([`add_action`], [`close_action`]); what was not met is assessed again.
//!
//! Invariants: nobody of the product's team sits on its panel; before it is published its evidence is seen by team and
//! panel, what the panel says by the panel, and by the team once it was told; a published report does not change.

mod action;
pub mod api;
mod ask;
mod gather;
mod judge;
pub mod panel;
pub mod policy;
mod prepare;
pub mod report;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use action::{AddAction, add_action, close_action};
pub use ask::{Ask, ask, move_to, set_aside};
pub use gather::{Met, Near, gather};
pub use judge::{Publish, Say, publish, say, tell_team};
pub use panel::{NamePanel, has_offered, name_panel, offer, panel_of};
pub use prepare::{AddEvidence, add_evidence, remove_evidence};
pub use store::{
    Late, Mine, actions, evidence, find, find_by_id, late_actions, list, mine, of_product, said, started, states,
    waiting,
};

use crate::standard::{Outcome, Scale, Stage, VersionId};
use ::base::{CommunityId, Day, Moment, PersonId};
use ::web::worded;
use directory::product::ProductId;

::base::id!(
    /// An assessment.
    AssessmentId
);
::base::id!(
    /// A piece of evidence.
    EvidenceId
);
::base::id!(
    /// Something to be done after an assessment.
    ActionId
);

/// How `actor` stands to a product that is assessed.
pub(crate) fn relation_to(
    conn: &mut ::store::Conn,
    actor: &::base::Actor,
    product: ProductId,
) -> Result<policy::Relation, ::store::StoreError> {
    ask::relation(conn, actor, product, None)
}

/// The kind of its events.
pub const KIND: ::base::Kind = "assessment";

worded!(
    /// How far it has come.
    pub enum State {
        Asked = "asked" as "Asked for",
        Preparing = "preparing" as "Being prepared",
        Checking = "checking" as "The team checks the facts",
        Published = "published" as "Published",
        SetAside = "set_aside" as "Set aside",
    }
);

impl State {
    /// It is on its way: neither published nor set aside.
    pub fn is_open(self) -> bool {
        matches!(self, State::Asked | State::Preparing | State::Checking)
    }

    pub fn mark(self) -> &'static str {
        match self {
            State::Asked => "open",
            State::Preparing | State::Checking => "doing",
            State::Published => "done",
            State::SetAside => "rest",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    pub id: AssessmentId,
    pub number: i64,
    pub product: ProductId,
    pub product_slug: String,
    pub product_name: String,
    pub standard_slug: String,
    pub standard_title: String,
    pub version: VersionId,
    pub version_number: i64,
    pub scale: Scale,
    pub stage: Stage,
    pub state: State,
    /// Asked for until it is held, then when it was.
    pub on: Day,
    pub asked_by: Option<(PersonId, String)>,
    pub outcome: Option<Outcome>,
    pub published_at: Option<Moment>,
    /// One sign a point, once published.
    pub marks: String,
    /// What the team wants looked at.
    pub about: String,
    pub summary: String,
}

impl Assessment {
    /// `S 12`
    pub fn reference(&self) -> String {
        reference(self.number)
    }

    pub fn url(&self) -> String {
        url(self.number)
    }

    /// `Beta assessment`
    pub fn title(&self) -> String {
        match self.stage {
            Stage::Alpha | Stage::Beta | Stage::Live => format!("{} assessment", self.stage.label()),
            _ => self.stage.label().to_owned(),
        }
    }
}

pub fn reference(number: i64) -> String {
    format!("S {number}")
}

pub fn url(number: i64) -> String {
    format!("/assessments/{number}")
}

/// Somebody's place on a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub person: PersonId,
    pub name: String,
    /// For which they sit there.
    pub profession: Option<(CommunityId, String)>,
    pub is_chair: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub id: EvidenceId,
    pub point: i64,
    pub at: Moment,
    pub by: Option<(PersonId, String)>,
    /// Outside; nothing is fetched.
    pub url: Option<String>,
    pub words: String,
}

/// What the panel says of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub point: i64,
    pub outcome: Outcome,
    /// From 1; who writes on an older one is told.
    pub written: i64,
    pub at: Moment,
    pub by: Option<(PersonId, String)>,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub id: ActionId,
    pub point: Option<i64>,
    pub owner: Option<(PersonId, String)>,
    pub due_on: Day,
    pub closed_on: Option<Day>,
    pub words: String,
    pub closed_words: Option<String>,
}

impl Action {
    /// Its day has passed, and it is not closed.
    pub fn is_late(&self, today: Day) -> bool {
        self.closed_on.is_none() && self.due_on < today
    }
}

/// A state as history tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    pub state: State,
    pub at: Moment,
    pub by: Option<String>,
    pub words: String,
}
