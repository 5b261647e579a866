//! Taking turns: a group looks after a page, one named person at a time. Whoever reviews it hands it on.

use super::store;
use crate::page::PageId;
use ::store::{Conn, StoreError, Tx};
use base::PersonId;

/// More take no turns: nobody would remember theirs.
pub const MOST: usize = 20;

/// Who comes after `keeper`; the first where they take no turn. Who left is stepped over. `None`: nobody else does.
pub fn next(conn: &mut Conn, page: PageId, keeper: Option<PersonId>) -> Result<Option<(PersonId, String)>, StoreError> {
    let here: Vec<_> = store::rota(conn, page)?.into_iter().filter(|it| it.is_here).collect();
    let at = here.iter().position(|it| Some(it.person) == keeper);
    let next = match at {
        Some(at) => here.get((at + 1) % here.len()),
        None => here.first(),
    };
    let next = next.filter(|it| Some(it.person) != keeper);
    Ok(next.map(|it| (it.person, it.name.clone())))
}

/// After a review: the next one looks after the page. Their deputy, where that is the next one, changes places with
/// whoever had the turn. Answers who it is now, if that changed.
pub fn pass_on(tx: &mut Tx<'_>, page: PageId) -> Result<Option<PersonId>, StoreError> {
    let keepers = store::keepers(tx, page)?;
    let before = keepers.keeper.map(|it| it.0);
    let Some(now) = next(tx, page, before)? else { return Ok(None) };
    let deputy = keepers.deputy.map(|it| it.0);
    let deputy = if deputy == Some(now.0) { before } else { deputy };
    store::name(tx, page, Some(&now), deputy)?;
    Ok(Some(now.0))
}

/// One who takes a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub is_here: bool,
}
