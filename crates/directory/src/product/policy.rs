//! Who may change products and their teams: one table, no database.

use base::{Actor, Duty, Standing};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Add,
    Change,
    /// Put somebody on the team or take them off it; the flags say who asks.
    Team {
        on_it: bool,
        oneself: bool,
    },
}

/// Leads of any community keep products, and so do people administrators. A team keeps its own list.
pub fn allows(actor: &Actor, action: Action) -> bool {
    let keeps = actor.has(Duty::PeopleAdministrator) || actor.stands_anywhere(Standing::Lead);
    let allowed = match action {
        Action::Add | Action::Change => keeps,
        Action::Team { on_it, oneself } => actor.is_signed_in() && (keeps || on_it || oneself),
    };
    allowed && !actor.read_only
}

/// Who may, in words.
pub fn who(action: Action) -> &'static str {
    match action {
        Action::Add | Action::Change => "Leads of a community and people administrators keep products",
        Action::Team { .. } => "The team itself, leads and people administrators say who is on it",
    }
}
