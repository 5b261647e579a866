//! Why a product builds its own where a solution exists.

use super::store;
use crate::assessment::policy::{self, Action};
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::{Act, Subject, text};
use directory::product::{self, ProductId};
use work::problem::{self, ProblemId};

#[derive(Clone, Debug)]
pub struct SayWhy {
    pub product: ProductId,
    pub problem: ProblemId,
    pub why: String,
}

/// The team says it; a later reason stands in place of the one before.
pub fn say_why(tx: &mut Tx<'_>, act: &Act, input: &SayWhy) -> Result<(), Refusal> {
    product::find(tx, input.product)?.ok_or(Refusal::Missing("product"))?;
    let relation = crate::assessment::relation_to(tx, &act.actor, input.product)?;
    may(policy::allows(&act.actor, Action::Prepare, relation), "The product\u{2019}s team says why it builds its own")?;
    let known = problem::find_by_id(tx, input.problem)?.ok_or(Refusal::Missing("problem"))?;
    if work::solution::of_problem(tx, known.id)?.is_empty() {
        return Err(Refusal::Already("Nothing has solved this problem yet"));
    }
    let why = text::required(&input.why, 2_000).map_err(Refusal::at("why"))?;
    store::say(tx, act, input.product, known.id, &why)?;
    let facts = serde_json::json!({"problem": known.id, "number": known.number});
    Ok(tx.record(&act.event("product.built_again", Subject::new("product", input.product)).with(facts))?)
}
