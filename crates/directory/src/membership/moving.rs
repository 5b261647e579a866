//! Move somebody from one local community to another of the same profession, in one step: the old membership ends and
//! the new one begins on the same day, with the level that they had. Who leads both, or the profession, does it.

use super::{AddMember, MembershipError, MembershipId, Route, add, end, store};
use crate::community;
use ::store::{Conn, StoreError, Tx};
use base::{Act, CommunityId, Day, PersonId, Standing};

#[derive(Clone, Copy, Debug)]
pub struct Move {
    pub person: PersonId,
    pub from: CommunityId,
    pub to: CommunityId,
    pub on: Day,
}

/// A standing above member does not come along: who leads the new one is decided there.
pub fn change_place(tx: &mut Tx<'_>, act: &Act, input: Move) -> Result<MembershipId, MembershipError> {
    let from = community::find(tx, input.from)?.ok_or(MembershipError::NoCommunity)?;
    let to = community::find(tx, input.to)?.ok_or(MembershipError::NoSibling)?;
    let is_sibling = from.id != to.id && from.parent.is_some() && to.parent.is_some();
    if !is_sibling || top(tx, from.id)? != top(tx, to.id)? {
        return Err(MembershipError::NoSibling);
    }
    let held = store::find_held(tx, input.person, from.id)?.ok_or(MembershipError::NotAMember)?;
    end(tx, act, input.person, from.id, input.on)?;
    let member = AddMember {
        person: input.person,
        community: to.id,
        standing: Standing::Member,
        route: Route::Transfer,
        level: held.level.unwrap_or_default(),
        from_day: input.on,
        to_day: None,
        evidence: format!("Came from {}.", from.name),
    };
    add(tx, act, member)
}

fn top(conn: &mut Conn, id: CommunityId) -> Result<Option<CommunityId>, StoreError> {
    Ok(community::lineage(conn, id)?.pop())
}
