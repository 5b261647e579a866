//! Librarians keep the vocabulary; everybody who may write proposes words.

use base::{Actor, Duty};

pub fn may_keep(actor: &Actor) -> bool {
    !actor.read_only && actor.has(Duty::Librarian)
}

pub fn may_propose(actor: &Actor) -> bool {
    actor.person.is_some() && !actor.read_only
}
