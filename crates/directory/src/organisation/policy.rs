//! Who may name the organisation.

use base::{Actor, Duty};

pub fn may_name(actor: &Actor) -> bool {
    !actor.read_only && (actor.has(Duty::PeopleAdministrator) || actor.has(Duty::Operator))
}
