//! Change what a product is called and for, and move it to its next phase.

use super::{Phase, ProductError, ProductId, policy, store};
use crate::denied::may;
use crate::unit::{self, UnitId};
use ::store::Tx;
use base::{Act, Day, Subject, text};

pub struct ChangeProduct {
    pub product: ProductId,
    pub name: String,
    pub unit: Option<UnitId>,
    pub purpose: String,
}

/// Its address stays.
pub fn change(tx: &mut Tx<'_>, act: &Act, input: ChangeProduct) -> Result<(), ProductError> {
    may(policy::allows(&act.actor, policy::Action::Change), policy::who(policy::Action::Change))?;
    let mut product = store::find(tx, input.product)?.ok_or(ProductError::NoProduct)?;
    product.name = text::required_line(&input.name, 120).map_err(ProductError::Name)?;
    product.purpose = text::required(&input.purpose, 600).map_err(ProductError::Purpose)?;
    product.unit = input.unit;
    if let Some(unit) = input.unit {
        unit::find(tx, unit)?.ok_or(ProductError::NoUnit)?;
    }
    store::update(tx, &product)?;
    let facts = serde_json::json!({"name": product.name});
    tx.record(&act.event("product.changed", Subject::new("product", product.id)).with(facts))?;
    Ok(())
}

pub fn set_phase(
    tx: &mut Tx<'_>,
    act: &Act,
    product: ProductId,
    phase: Phase,
    from_day: Day,
) -> Result<(), ProductError> {
    may(policy::allows(&act.actor, policy::Action::Change), policy::who(policy::Action::Change))?;
    let known = store::find(tx, product)?.ok_or(ProductError::NoProduct)?;
    if known.phase == phase {
        return Ok(());
    }
    store::set_phase(tx, product, phase)?;
    store::note_phase(tx, act, product, phase, from_day)?;
    let facts = serde_json::json!({"phase": phase, "from": from_day});
    tx.record(&act.event("product.phase_changed", Subject::new("product", product)).with(facts))?;
    Ok(())
}
