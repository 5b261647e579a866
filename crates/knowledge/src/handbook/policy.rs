//! Who may do what with a handbook.

use base::{Actor, CommunityId, Duty, Standing};

/// Bring one in, or bring it up to date: librarians, and heads for their own community.
pub fn may_import(actor: &Actor, owner: Option<CommunityId>) -> bool {
    let heads = owner.is_some_and(|community| actor.stands(community, Standing::Head));
    !actor.read_only && (actor.has(Duty::Librarian) || heads)
}

/// Write in it: members in their community's, everybody in what belongs to all, librarians everywhere.
pub fn may_write(actor: &Actor, owner: Option<CommunityId>) -> bool {
    let belongs = owner.is_none_or(|community| actor.stands(community, Standing::Member));
    actor.person.is_some() && !actor.read_only && (belongs || actor.has(Duty::Librarian))
}

/// Begin one: members for their community, librarians for all.
pub fn may_begin(actor: &Actor, owner: Option<CommunityId>) -> bool {
    may_write(actor, owner) && (owner.is_some() || actor.has(Duty::Librarian))
}
