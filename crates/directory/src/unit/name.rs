//! Name a unit.

use super::{Unit, UnitId, policy, store};
use crate::denied::{Denied, may};
use crate::names::free_slug;
use crate::organisation;
use ::store::{StoreError, Tx};
use base::text::{self, TextFault};
use base::{Act, Subject};

pub struct NameUnit {
    pub name: String,
    pub parent: Option<UnitId>,
}

#[derive(Debug, thiserror::Error)]
pub enum UnitError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("{0}")]
    Name(TextFault),
    #[error("Name the organisation first")]
    NoOrganisation,
    #[error("Choose a unit that exists and is open")]
    NoParent,
    #[error("There is no such open unit")]
    NoUnit,
    #[error("A unit cannot be a part of itself or of what is below it")]
    BelowItself,
    #[error("Units below it are open: move or close them first")]
    HasUnits,
    #[error("{0} people sit in it: say to which unit they go")]
    HasPeople(i64),
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub fn name(tx: &mut Tx<'_>, act: &Act, input: NameUnit) -> Result<UnitId, UnitError> {
    may(policy::may_name(&act.actor), "People administrators name units")?;
    let name = text::required_line(&input.name, 120).map_err(UnitError::Name)?;
    let organisation = organisation::find(tx)?.ok_or(UnitError::NoOrganisation)?.id;
    if let Some(parent) = input.parent {
        store::find(tx, parent)?.filter(|it| it.closed_on.is_none()).ok_or(UnitError::NoParent)?;
    }
    let slug = free_slug(&name, "unit", |slug| store::is_slug_taken(tx, slug))?;
    let unit = Unit { id: act.new_id(), organisation, parent: input.parent, slug, name, closed_on: None };
    store::insert(tx, act, &unit)?;
    let facts = serde_json::json!({"name": unit.name, "parent": unit.parent});
    tx.record(&act.event("unit.named", Subject::new("unit", unit.id)).with(facts))?;
    Ok(unit.id)
}
