//! Rename a unit, move it below another, or close it.

use super::{Unit, UnitError, UnitId, policy, store};
use crate::denied::may;
use ::store::{Conn, StoreError, Tx};
use base::{Act, Day, Subject, text};

const WHO: &str = "People administrators shape the tree of units";

pub struct ChangeUnit {
    pub unit: UnitId,
    pub name: String,
    /// `None`: at the top.
    pub parent: Option<UnitId>,
}

/// Never below itself: a tree has no rings.
pub fn change(tx: &mut Tx<'_>, act: &Act, input: ChangeUnit) -> Result<(), UnitError> {
    may(policy::may_name(&act.actor), WHO)?;
    let unit = open(tx, input.unit)?;
    let name = text::required_line(&input.name, 120).map_err(UnitError::Name)?;
    if let Some(parent) = input.parent {
        open(tx, parent).map_err(|_| UnitError::NoParent)?;
        if lineage(tx, parent)?.iter().any(|it| it.id == unit.id) {
            return Err(UnitError::BelowItself);
        }
    }
    if (&name, input.parent) == (&unit.name, unit.parent) {
        return Ok(());
    }
    store::update(tx, unit.id, &name, input.parent)?;
    let facts = serde_json::json!({"name": name, "parent": input.parent, "was": unit.name, "was_below": unit.parent});
    tx.record(&act.event("unit.changed", Subject::new("unit", unit.id)).with(facts))?;
    Ok(())
}

pub struct CloseUnit {
    pub unit: UnitId,
    pub on: Day,
    /// Where its people go; with nobody in it nothing has to be said.
    pub people_go_to: Option<UnitId>,
}

/// A closed unit is offered nowhere; what stood in it keeps its name.
pub fn close(tx: &mut Tx<'_>, act: &Act, input: CloseUnit) -> Result<(), UnitError> {
    may(policy::may_name(&act.actor), WHO)?;
    let unit = open(tx, input.unit)?;
    if !store::below(tx, unit.id)?.is_empty() {
        return Err(UnitError::HasUnits);
    }
    let people = store::count_people(tx, unit.id)?;
    match input.people_go_to {
        Some(to) if to != unit.id => {
            open(tx, to).map_err(|_| UnitError::NoParent)?;
            store::move_people(tx, unit.id, to)?;
        }
        _ if people > 0 => return Err(UnitError::HasPeople(people)),
        _ => {}
    }
    store::close(tx, unit.id, input.on)?;
    let facts = serde_json::json!({"on": input.on, "people": people, "people_go_to": input.people_go_to});
    tx.record(&act.event("unit.closed", Subject::new("unit", unit.id)).with(facts))?;
    Ok(())
}

fn open(conn: &mut Conn, id: UnitId) -> Result<Unit, UnitError> {
    store::find(conn, id)?.filter(|it| it.closed_on.is_none()).ok_or(UnitError::NoUnit)
}

/// The unit, the one above it, and so on to the top.
pub fn lineage(conn: &mut Conn, id: UnitId) -> Result<Vec<Unit>, StoreError> {
    store::lineage(conn, id)
}
