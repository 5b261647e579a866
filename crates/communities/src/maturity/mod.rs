//! How far a community has come: cards ([`model`]), a session in which members sort them, each alone first, and what
//! comes of it.
//!
//! Whoever leads opens a session ([`open`]); members place the cards ([`place`]) as often as they like until it closes,
//! late ones too. A facilitator reveals the spread ([`reveal`]); where people disagree most they talk first
//! ([`spread`]); the facilitator writes down what the room decided ([`decide`]) and closes it ([`close`]). Out of it come
//! a stage, what moved, and a few things to do ([`add_to_backlog`]).
//!
//! Invariants: who placed what is shown to themself and nobody else, the facilitator and the administrator included: no
//! event, no index, no list of it; only sums leave the table. A second facilitator never overwrites a decision unseen.

pub mod api;
mod backlog;
mod decide;
pub mod model;
mod open;
mod place;
pub mod spread;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use backlog::{Add, Backlog, add_to_backlog, put_on_board};
pub use decide::{Decide, close, decide, facilitates, reveal, settled};
pub use open::{Open, open};
pub use place::{Placed, may_sort, place};
pub use store::{agreed, backlog, find, list, own, progress, sums};

use crate::Above;
use crate::need::Need;
use ::store::{Conn, StoreError};
use ::web::{Room, worded};
use base::{Actor, CommunityId, Day, PersonId, Standing};
use directory::community::{Community, CommunityKind};
use directory::panels::{Fact, Look, Tab};
use model::ModelId;

base::id!(
    /// A card sort.
    SessionId
);

worded!(
    /// Where a card is placed.
    pub enum Pile {
        Done = "done",
        InProgress = "in_progress",
        Next = "next",
        NotForUs = "not_for_us",
    }
);

impl Pile {
    pub fn title(self) -> &'static str {
        match self {
            Pile::Done => "Done",
            Pile::InProgress => "In progress",
            Pile::Next => "Next",
            Pile::NotForUs => "Not for us",
        }
    }

    pub fn mark(self) -> &'static str {
        match self {
            Pile::Done => "done",
            Pile::InProgress => "doing",
            Pile::Next => "open",
            Pile::NotForUs => "rest",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub community: CommunityId,
    pub model: ModelId,
    pub opened_on: Day,
    pub opened_by: Option<PersonId>,
    pub second_facilitator: Option<PersonId>,
    pub is_revealed: bool,
    pub closed: Option<Closed>,
}

/// What a closed session left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    pub on: Day,
    pub sorted_by: i64,
    pub done: i64,
    pub in_progress: i64,
    pub next: i64,
    pub not_for_us: i64,
    pub split: i64,
    /// 1 to 5: the place in [`model::STAGES`].
    pub stage: i64,
}

impl Closed {
    /// All cards.
    pub fn of(&self) -> i64 {
        self.done + self.in_progress + self.next + self.not_for_us + self.split
    }

    pub fn stage_name(&self) -> &'static str {
        model::STAGES[(self.stage.clamp(1, 5) - 1) as usize]
    }
}

/// A session is due again after so long.
const AGAIN_DAYS: i64 = 183;

pub(crate) fn doors(room: Room, above: Above) -> Room {
    api::doors(web::doors(room, above))
}

pub(crate) fn tab(_: &mut Conn, it: &Community) -> Result<Option<Tab>, StoreError> {
    let has = it.kind != CommunityKind::Action;
    Ok(has.then_some(Tab { path: "maturity", label: "Maturity", count: None }))
}

/// An open sort that one has not finished; of those who lead, one that is due again.
pub(crate) fn needs(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Need>, StoreError> {
    let mut needs = Vec::new();
    let Some(me) = actor.person else { return Ok(needs) };
    for held in &actor.memberships {
        if let Some((session, name)) = store::open_in(conn, held.community)? {
            let cards = model::find(conn, session.model)?.map_or(0, |model| model.cards.len());
            let placed = store::own(conn, session.id, me)?.len();
            if placed < cards {
                needs.push(Need {
                    title: format!("Sort the cards of {name}"),
                    url: format!("/communities/{}/maturity/{}/sort", held.community, session.id),
                    why: format!("{placed} of {cards} sorted. Only you can see your answers."),
                    by: None,
                });
            }
        } else if held.standing >= Standing::Lead
            && let Some(last) = store::last_closed(conn, held.community)?
            && last.plus_days(AGAIN_DAYS) <= today
        {
            needs.push(Need {
                title: "Sort the maturity cards again".into(),
                url: format!("/communities/{}/maturity", held.community),
                why: format!("The last time was {}.", last.month_and_year()),
                by: Some(last.plus_days(AGAIN_DAYS)),
            });
        }
    }
    Ok(needs)
}

/// Of the facts on a community's page.
pub fn fact(conn: &mut Conn, _: &Look<'_>, it: &Community) -> Result<Option<Fact>, StoreError> {
    let last = store::list(conn, it.id)?.into_iter().find_map(|session| session.closed);
    Ok(last.map(|last| Fact {
        label: "Maturity",
        value: last.stage_name().to_owned(),
        note: format!("{} of {} indicators done, {}", last.done, last.of(), last.on.month_and_year()),
    }))
}
