//! What a community wants to reach together: few goals, each with a measure, a start, a target and a day.
//!
//! Whoever leads opens one ([`open`]), writes figures down ([`write_down`]) and closes it ([`close`]) as met, missed or
//! given up, with what came of it. More than three open goals draw a warning, nothing more.
//!
//! Invariants: a figure's history is never changed, only added to; the newest figure stands on the goal itself.

pub mod api;
mod close;
mod course;
mod figure;
mod open;
mod store;
#[cfg(test)]
mod tests;
pub mod web;
mod write_down;

pub use close::{Close, close};
pub use course::{Course, course};
pub use figure::Figure;
pub use open::{Open, open};
pub use store::{find, history, list_closed, list_open};
pub use write_down::{WriteDown, write_down};

use crate::need::Need;
use ::store::{Conn, StoreError};
use ::web::{Room, worded};
use base::{Actor, CommunityId, Day, Standing};
use directory::community::Community;
use directory::panels::Tab;

base::id!(
    /// A goal.
    GoalId
);

worded!(
    /// How a goal ended.
    pub enum Outcome {
        Met = "met",
        Missed = "missed",
        GivenUp = "given_up",
    }
);

impl Outcome {
    pub fn title(self) -> &'static str {
        match self {
            Outcome::Met => "Met",
            Outcome::Missed => "Missed",
            Outcome::GivenUp => "Given up",
        }
    }

    pub fn mark(self) -> &'static str {
        match self {
            Outcome::Met => "done",
            Outcome::Missed => "lost",
            Outcome::GivenUp => "rest",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    pub id: GoalId,
    pub community: CommunityId,
    pub title: String,
    /// How its members would know.
    pub measure: String,
    pub start: Figure,
    pub target: Figure,
    pub now: Figure,
    /// The day of the newest figure.
    pub now_on: Day,
    pub opened_on: Day,
    pub due_on: Day,
    pub closed: Option<Closed>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    pub on: Day,
    pub outcome: Outcome,
    pub reason: String,
}

/// A figure on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub on: Day,
    pub figure: Figure,
    pub note: Option<String>,
}

/// More open goals than this draw a warning. (setting)
pub const FEW: usize = 3;
/// A figure older than this is asked for again.
const FIGURE_DAYS: i64 = 35;
/// Goals whose day is so near are shown to who leads.
const NEAR_DAYS: i64 = 14;

pub(crate) fn doors(room: Room) -> Room {
    api::doors(web::doors(room))
}

pub(crate) fn tab(conn: &mut Conn, it: &Community) -> Result<Option<Tab>, StoreError> {
    let open = store::count_open(conn, it.id)?;
    Ok(Some(Tab { path: "goals", label: "Goals", count: (open > 0).then_some(open) }))
}

/// Of those who lead: goals whose day is near, figures that are old.
pub(crate) fn needs(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Need>, StoreError> {
    let mut needs = Vec::new();
    for held in actor.memberships.iter().filter(|held| held.standing >= Standing::Lead) {
        for goal in list_open(conn, held.community)? {
            let url = format!("/communities/{}/goals#g-{}", held.community, goal.id);
            if goal.due_on <= today.plus_days(NEAR_DAYS) {
                let why = format!("Its day is {}. Say whether it was met.", goal.due_on.long());
                needs.push(Need { title: goal.title, url, why, by: Some(goal.due_on) });
            } else if goal.now_on.plus_days(FIGURE_DAYS) <= today {
                let why = format!("The last figure is of {}. Add this month's.", goal.now_on.long());
                needs.push(Need { title: goal.title, url, why, by: None });
            }
        }
    }
    Ok(needs)
}
