//! Make a new version of the model.

use super::{Card, ModelId, store};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Duty, Standing, Subject, text};

pub const WHO: &str = "Heads of a profession and people administrators change the cards";

pub fn make(tx: &mut Tx<'_>, act: &Act, cards: &[Card], why: &str) -> Result<ModelId, Refusal> {
    let allowed = act.actor.stands_anywhere(Standing::Head) || act.actor.has(Duty::PeopleAdministrator);
    may(allowed && !act.actor.read_only, WHO)?;
    let why = text::optional(why, 400).map_err(Refusal::at("why"))?;
    let id: ModelId = act.new_id();
    let version = store::current(tx)?.map_or(1, |known| known.version) + 1;
    store::insert(tx, act, id, version, cards, why.as_deref())?;
    let facts = serde_json::json!({"version": version, "cards": cards.len()});
    tx.record(&act.event("maturity.model_made", Subject::new("maturity_model", id)).with(facts))?;
    Ok(id)
}
