//! Who may do what with a handbook.

use base::{Actor, CommunityId, Duty, Standing};

/// Bring one in, or bring it up to date: librarians, and heads for their own community.
pub fn may_import(actor: &Actor, owner: Option<CommunityId>) -> bool {
    let heads = owner.is_some_and(|community| actor.stands(community, Standing::Head));
    !actor.read_only && (actor.has(Duty::Librarian) || heads)
}
