//! Somebody is away from a day to a day: rehearsed, planned, real, and back.
//!
//! Anyone who leads rehearses ([`crate::leadership::crew::rehearse`]) and keeps what came out ([`keep`]). A plan is made
//! of it ([`plan`]): who takes what, what is paused on purpose, what stays open. Whoever is to take something says yes or
//! no ([`agree`]), and the plan is changed line by line ([`set_line`]). The real absence begins with the plan ([`begin`])
//! and ends with coming back ([`come_back`]); afterwards each line is held against what happened ([`look_back`]).
//!
//! Invariants: why somebody is away is never asked; nobody takes anything without a yes; a line is in one plan once.

pub mod api;
mod go;
mod keep;
mod plan;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use go::{begin, come_back, look_back};
pub use keep::keep;
pub use plan::{Line, Plan, agree, plan, set_line};
pub use store::{Kept, find, is_away, kept, lines, list};

use crate::leadership::activity::ActivityId;
use crate::need::Need;
use ::store::{Conn, StoreError};
use ::web::{Room, worded};
use base::{Actor, CommunityId, Day, PersonId, Standing};

base::id!(
    /// An absence.
    AbsenceId
);

worded!(
    /// What becomes of an activity meanwhile.
    pub enum What {
        Taken = "taken",
        Paused = "paused",
        Open = "open",
    }
);

impl What {
    pub fn title(self) -> &'static str {
        match self {
            What::Taken => "Taken over",
            What::Paused => "Paused on purpose",
            What::Open => "Nobody yet",
        }
    }

    pub fn mark(self) -> &'static str {
        match self {
            What::Taken => "done",
            What::Paused => "rest",
            What::Open => "lost",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    pub id: AbsenceId,
    pub community: CommunityId,
    pub person: PersonId,
    pub name: String,
    pub from: Day,
    /// The last day, counted.
    pub to: Day,
    pub begun_on: Option<Day>,
    pub back_on: Option<Day>,
}

impl Absence {
    pub fn state(&self) -> &'static str {
        match (self.begun_on, self.back_on) {
            (_, Some(_)) => "Back",
            (Some(_), None) => "Away",
            (None, None) => "Planned",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub activity: ActivityId,
    pub name: String,
    pub what: What,
    pub person: Option<(PersonId, String)>,
    pub agreed: bool,
    pub declined: bool,
    /// Afterwards: did it hold?
    pub held: Option<bool>,
    pub note: Option<String>,
}

/// An absence that begins so soon should have no open line.
const NEAR_DAYS: i64 = 42;

pub(crate) fn doors(room: Room) -> Room {
    api::doors(web::doors(room))
}

/// What one is asked to take over; of those who lead, an absence that comes near with open lines, or that should begin.
pub(crate) fn needs(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Need>, StoreError> {
    let mut needs = Vec::new();
    let Some(me) = actor.person else { return Ok(needs) };
    for (absence, activity) in store::asked_of(conn, me)? {
        needs.push(Need {
            title: format!("Will you take {activity} while {} is away?", absence.name),
            url: format!("/communities/{}/absences/{}", absence.community, absence.id),
            why: format!("From {} to {}.", absence.from.long(), absence.to.long()),
            by: Some(absence.from),
        });
    }
    for held in actor.memberships.iter().filter(|held| held.standing >= Standing::Lead) {
        for (absence, open) in store::near(conn, held.community, today.plus_days(NEAR_DAYS))? {
            if open > 0 || (absence.begun_on.is_none() && absence.from <= today) {
                let why = if open > 0 {
                    format!(
                        "{} lose cover from {}.",
                        ::web::words::some(open as usize, "activity", "activities"),
                        absence.from.long()
                    )
                } else {
                    "It should have begun: start it from the plan.".to_owned()
                };
                needs.push(Need {
                    title: format!("{} is away soon", absence.name),
                    url: format!("/communities/{}/absences/{}", absence.community, absence.id),
                    why,
                    by: Some(absence.from),
                });
            }
        }
    }
    Ok(needs)
}
