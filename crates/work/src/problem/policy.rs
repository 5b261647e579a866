//! Who may do what with problems: one table, no database.

use base::{Actor, Duty};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// State a problem.
    Record,
    /// Say that one has it too.
    Sight,
    /// Start from a solution.
    Adopt,
    /// Say that a solution did not work.
    Object,
    /// Be told when it comes back.
    Watch,
    /// Say that a match is another problem.
    Dismiss,
    /// Say what solved it.
    Solve,
    /// Check that a solution is still right.
    Check,
    /// Decide not to do it now.
    SetAside,
    /// Take such a decision back.
    BringBack,
}

impl Action {
    pub const ALL: [Action; 10] = [
        Action::Record,
        Action::Sight,
        Action::Adopt,
        Action::Object,
        Action::Watch,
        Action::Dismiss,
        Action::Solve,
        Action::Check,
        Action::SetAside,
        Action::BringBack,
    ];

    /// Decided by those concerned; the rest is for anyone signed in.
    fn is_decision(self) -> bool {
        matches!(self, Action::Solve | Action::Check | Action::SetAside | Action::BringBack)
    }
}

/// What somebody has to do with a problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Concern {
    /// Raised it.
    pub raised: bool,
    /// Leads or heads its community, one above that, or one that works on it.
    pub leads: bool,
    /// Owns work towards it.
    pub works: bool,
}

pub fn allows(actor: &Actor, action: Action, concern: Concern) -> bool {
    let concerned = concern.raised || concern.leads || concern.works || actor.has(Duty::Librarian);
    let allowed = actor.is_signed_in() && (!action.is_decision() || concerned);
    allowed && !actor.read_only
}

/// Who may, in words.
pub fn who(action: Action) -> &'static str {
    match action {
        Action::Solve | Action::Check => {
            "Whoever raised it or works on it, a lead or head of its community, or a librarian says what solved it"
        }
        Action::SetAside | Action::BringBack => {
            "Whoever raised it or works on it, a lead or head of its community, or a librarian decides this"
        }
        _ => "Anyone signed in may do this, but not with a token that only reads",
    }
}
