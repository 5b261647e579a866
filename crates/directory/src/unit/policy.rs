//! Who may shape the tree of units.

use base::{Actor, Duty};

pub fn may_name(actor: &Actor) -> bool {
    !actor.read_only && actor.has(Duty::PeopleAdministrator)
}
