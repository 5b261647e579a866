//! Add a product.

use super::{Phase, Product, ProductError, ProductId, policy, store};
use crate::denied::may;
use crate::names::free_slug;
use crate::unit::{self, UnitId};
use ::store::Tx;
use base::{Act, Subject, text};

pub struct AddProduct {
    pub name: String,
    pub phase: Phase,
    pub unit: Option<UnitId>,
    pub purpose: String,
}

pub fn add(tx: &mut Tx<'_>, act: &Act, input: AddProduct) -> Result<ProductId, ProductError> {
    may(policy::allows(&act.actor, policy::Action::Add), policy::who(policy::Action::Add))?;
    let name = text::required_line(&input.name, 120).map_err(ProductError::Name)?;
    if let Some(unit) = input.unit {
        unit::find(tx, unit)?.ok_or(ProductError::NoUnit)?;
    }
    let product = Product {
        id: act.new_id(),
        slug: free_slug(&name, "product", |slug| store::is_slug_taken(tx, slug))?,
        name,
        phase: input.phase,
        unit: input.unit,
        purpose: text::required(&input.purpose, 600).map_err(ProductError::Purpose)?,
    };
    store::insert(tx, act, &product)?;
    store::note_phase(tx, act, product.id, product.phase, act.now.day())?;
    let facts = serde_json::json!({"name": product.name, "phase": product.phase});
    tx.record(&act.event("product.added", Subject::new("product", product.id)).with(facts))?;
    Ok(product.id)
}
