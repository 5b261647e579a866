//! Who may found, change and close communities: one table, no database.

use super::CommunityKind;
use base::{Actor, CommunityId, Duty, Standing};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Found(CommunityKind),
    /// A local community below another.
    FoundBelow,
    Change,
    Close,
}

/// `lineage`: the community that the action is about and all above it, or for founding the parent and all above.
pub fn allows(actor: &Actor, action: Action, lineage: &[CommunityId]) -> bool {
    let keeps_people = actor.has(Duty::PeopleAdministrator);
    let heads = lineage.iter().any(|id| actor.stands(*id, Standing::Head));
    let allowed = match action {
        Action::Found(CommunityKind::Practice) => keeps_people,
        Action::Found(CommunityKind::Interest | CommunityKind::Action) => actor.is_signed_in(),
        Action::FoundBelow | Action::Change | Action::Close => keeps_people || heads,
    };
    allowed && !actor.read_only
}

/// Who may, in words.
pub fn who(action: Action) -> &'static str {
    match action {
        Action::Found(CommunityKind::Practice) => "People administrators found communities of practice",
        Action::Found(_) => "Anyone signed in founds communities of interest and action",
        Action::FoundBelow => "Heads of a community found local ones below it",
        Action::Change | Action::Close => "Heads of this community and people administrators change it",
    }
}
