//! Something that a community does on purpose: a meetup format, a rota, a guild. It carries an intent, a signal that it
//! works and a day on which it is looked at again; at review it is kept, adapted or retired, with the reason.
//!
//! Whoever leads starts one ([`start`]) and reviews it ([`review`]). Invariants: nothing starts without an intent and a
//! signal; a retired practice is not taken up again, a new one is started; every decision stays on the record.

pub mod api;
mod review;
mod start;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use review::{Review, review};
pub use start::{Start, start};
pub use store::{find, list_retired, list_running, reviews};

use crate::need::Need;
use ::store::{Conn, StoreError};
use ::web::{Room, worded};
use base::{Actor, CommunityId, Day, Standing};
use directory::community::Community;
use directory::panels::Tab;

base::id!(
    /// A practice.
    PracticeId
);

worded!(
    /// What a review decides.
    pub enum Decision {
        Kept = "kept",
        Adapted = "adapted",
        Retired = "retired",
    }
);

impl Decision {
    pub fn title(self) -> &'static str {
        match self {
            Decision::Kept => "Kept",
            Decision::Adapted => "Adapted",
            Decision::Retired => "Retired",
        }
    }

    /// What the button asks for.
    pub fn asks(self) -> &'static str {
        match self {
            Decision::Kept => "Keep it as it is",
            Decision::Adapted => "Adapt it",
            Decision::Retired => "Retire it",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    pub id: PracticeId,
    pub community: CommunityId,
    pub name: String,
    pub intent: String,
    /// How one would see that it works.
    pub signal: String,
    pub review_on: Day,
    pub started_on: Day,
    pub retired_on: Option<Day>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    pub practice: PracticeId,
    pub on: Day,
    pub decision: Decision,
    pub reason: String,
}

/// A review is asked for so many days before its day.
const NEAR_DAYS: i64 = 14;

pub(crate) fn doors(room: Room) -> Room {
    api::doors(web::doors(room))
}

pub(crate) fn tab(conn: &mut Conn, it: &Community) -> Result<Option<Tab>, StoreError> {
    let running = store::count_running(conn, it.id)?;
    Ok(Some(Tab { path: "practices", label: "Practices", count: (running > 0).then_some(running) }))
}

/// Of those who lead: practices that are to be looked at again.
pub(crate) fn needs(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Need>, StoreError> {
    let mut needs = Vec::new();
    for held in actor.memberships.iter().filter(|held| held.standing >= Standing::Lead) {
        for it in store::due(conn, held.community, today.plus_days(NEAR_DAYS))? {
            needs.push(Need {
                title: format!("Review: {}", it.name),
                url: format!("/communities/{}/practices#p-{}", held.community, it.id),
                why: format!("Looked at again on {}. Keep, adapt or retire it.", it.review_on.long()),
                by: Some(it.review_on),
            });
        }
    }
    Ok(needs)
}
