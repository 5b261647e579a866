//! Who may do what with work: one table, no database.

use base::{Actor, Duty};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Put in what one works on.
    Start,
    /// Offer help.
    Offer,
    /// Move it on, finish it, set it aside, take it in hand again.
    Advance,
}

/// What somebody has to do with a piece of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    pub owns: bool,
    /// Leads or heads its community, or one above that.
    pub leads: bool,
}

pub fn allows(actor: &Actor, action: Action, part: Part) -> bool {
    let allowed = match action {
        Action::Start | Action::Offer => actor.is_signed_in(),
        Action::Advance => part.owns || part.leads || actor.has(Duty::Librarian),
    };
    allowed && !actor.read_only
}

/// Who may, in words.
pub fn who(action: Action) -> &'static str {
    match action {
        Action::Advance => "Whoever leads this work, or a lead or head of its community, says how far it is",
        _ => "Anyone signed in may do this, but not with a token that only reads",
    }
}
