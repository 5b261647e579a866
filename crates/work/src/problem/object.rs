//! "It did not work for us": kept beside the solution, so that the next team knows before it starts.

use super::{ProblemId, ProblemState, policy, store};
use crate::concern::product_here;
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject, text};
use directory::product::ProductId;

#[derive(Clone, Debug)]
pub struct Object {
    pub problem: ProblemId,
    pub product: Option<ProductId>,
    pub words: String,
}

pub fn object(tx: &mut Tx<'_>, act: &Act, input: Object) -> Result<(), Refusal> {
    may(policy::allows(&act.actor, policy::Action::Object, Default::default()), policy::who(policy::Action::Object))?;
    let problem = store::find_by_id(tx, input.problem)?.ok_or(Refusal::Missing("problem"))?;
    if problem.state != ProblemState::Solved {
        return Err(Refusal::Already("Nothing has solved this yet."));
    }
    let words = text::required(&input.words, 2_000).map_err(Refusal::at("words"))?;
    let product = input.product.map(|id| product_here(tx, id)).transpose()?;
    store::insert_objection(tx, act, problem.id, product.map(|product| product.id), &words)?;
    let facts = serde_json::json!({"number": problem.number, "product": input.product});
    tx.record(&act.event("problem.objected", Subject::new("problem", problem.id)).with(facts))?;
    Ok(())
}
