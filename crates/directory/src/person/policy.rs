//! Who may do what with people: one table, no database.

use base::{Actor, Duty};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Add,
    Change,
    Suspend,
    Leave,
    /// Grant or revoke this duty.
    Duty(Duty),
    /// Make a one-time link for somebody; the flag says that they are an operator.
    Invite {
        operator: bool,
    },
}

/// People administrators keep people. A duty is given by who keeps people, except the operator's: only an operator
/// makes another one, and nobody else can make a link that would let them in as one.
pub fn allows(actor: &Actor, action: Action) -> bool {
    let keeps_people = actor.has(Duty::PeopleAdministrator);
    let allowed = match action {
        Action::Add | Action::Change | Action::Suspend | Action::Leave => keeps_people,
        Action::Duty(Duty::Operator) | Action::Invite { operator: true } => actor.has(Duty::Operator),
        Action::Duty(_) | Action::Invite { operator: false } => keeps_people,
    };
    allowed && !actor.read_only
}

/// Who may, in words.
pub fn who(action: Action) -> &'static str {
    match action {
        Action::Duty(Duty::Operator) | Action::Invite { operator: true } => "Only operators do this for an operator",
        Action::Duty(_) => "People administrators give duties",
        _ => "People administrators keep people",
    }
}
