//! Who changes what was put together: its maker, who leads its community or one above, librarians.

use base::{Actor, CommunityId, Duty, PersonId, Standing};

pub const WHO: &str = "Whoever made it, who leads its community, and librarians may change it";

/// `lineage`: its community and all above; empty where it is everyone's.
pub fn may_change(actor: &Actor, made_by: Option<PersonId>, lineage: &[CommunityId]) -> bool {
    let is_own = made_by.is_some_and(|by| actor.is(by));
    let leads = lineage.iter().any(|id| actor.stands(*id, Standing::Lead));
    !actor.read_only && (is_own || leads || actor.has(Duty::Librarian) || actor.system)
}
