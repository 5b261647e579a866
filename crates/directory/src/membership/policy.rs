//! Who may decide about memberships: one table, no database.

use crate::community::CommunityKind;
use base::{Actor, CommunityId, Duty, Standing};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Make somebody else a member.
    AddOther,
    /// Become a member oneself.
    Join,
    /// End somebody else's membership.
    EndOther,
    /// End one's own.
    Leave,
    /// Give somebody a standing.
    Appoint(Standing),
}

/// `lineage`: the community and all above it, because who leads the whole leads its parts.
pub fn allows(actor: &Actor, action: Action, kind: CommunityKind, lineage: &[CommunityId]) -> bool {
    let keeps_people = actor.has(Duty::PeopleAdministrator);
    let stands = |standing| lineage.iter().any(|id| actor.stands(*id, standing));
    let allowed = match action {
        Action::AddOther | Action::EndOther => keeps_people || stands(Standing::Lead),
        // In a profession somebody else decides, always.
        Action::Join => kind != CommunityKind::Practice && actor.is_signed_in(),
        Action::Leave => actor.is_signed_in(),
        Action::Appoint(_) => keeps_people || stands(Standing::Head),
    };
    allowed && !actor.read_only
}

/// Who may, in words.
pub fn who(action: Action) -> &'static str {
    match action {
        Action::AddOther | Action::EndOther => "Leads and heads of this community decide who belongs to it",
        Action::Join => "In a profession somebody else decides who belongs to it: ask its head",
        Action::Leave => "Sign in to leave a community",
        Action::Appoint(_) => "Heads of this community and people administrators appoint",
    }
}
