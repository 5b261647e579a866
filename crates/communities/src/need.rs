//! What a community needs of one person: shown on their Today, the most pressing first.

use crate::meetup::Ahead;
use base::{Actor, Day};
use store::{Conn, StoreError};

/// One thing that waits for one person, as a sentence with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// `Decide who joins Product management`
    pub title: String,
    /// Where one does it.
    pub url: String,
    /// Why it is asked, in a few words; may be empty.
    pub why: String,
    /// From this day on it is late.
    pub by: Option<Day>,
}

/// What one's communities have for one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mine {
    pub needs: Vec<Need>,
    /// Meetups of the next seven days, in order.
    pub ahead: Vec<Ahead>,
}

/// Of all concepts here, the nearest day first, those without a day last. Each concept gives few: what it would be
/// wrong to miss in the next two weeks, and only of communities in which `actor` stands.
pub fn mine(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Mine, StoreError> {
    let (mut needs, ahead) = crate::meetup::of_actor(conn, actor, today)?;
    for of_concept in OF_CONCEPTS {
        needs.extend(of_concept(conn, actor, today)?);
    }
    needs.sort_by_key(|need| (need.by.is_none(), need.by));
    Ok(Mine { needs, ahead })
}

type OfConcept = fn(&mut Conn, &Actor, Day) -> Result<Vec<Need>, StoreError>;

static OF_CONCEPTS: &[OfConcept] = &[
    crate::absence::needs,
    crate::goal::needs,
    crate::leadership::needs,
    crate::maturity::needs,
    crate::practice::needs,
];
