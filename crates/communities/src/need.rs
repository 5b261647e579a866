//! What a community needs of one person: shown on their Today, the most pressing first.

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

/// Of all concepts here, the nearest day first, those without a day last. Each concept gives few: what it would be
/// wrong to miss in the next two weeks, and only of communities in which `actor` stands.
pub fn needs(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Need>, StoreError> {
    let mut all = Vec::new();
    for of_concept in OF_CONCEPTS {
        all.extend(of_concept(conn, actor, today)?);
    }
    all.sort_by_key(|need| (need.by.is_none(), need.by));
    Ok(all)
}

type OfConcept = fn(&mut Conn, &Actor, Day) -> Result<Vec<Need>, StoreError>;

static OF_CONCEPTS: &[OfConcept] = &[
    crate::absence::needs,
    crate::goal::needs,
    crate::leadership::needs,
    crate::maturity::needs,
    crate::meetup::needs,
    crate::practice::needs,
];
