//! Start from this: a product takes a solution over.

use super::{Adoption, AdoptionId, store};
use crate::concern::product_here;
use crate::names::Someone;
use crate::problem::{self, ProblemId, policy};
use crate::refusal::{Refusal, days, may};
use crate::solution::{self, SolutionId};
use ::store::{StoreError, Tx};
use base::{Act, Day, Subject, text};
use directory::product::ProductId;

#[derive(Clone, Debug)]
pub struct Adopt {
    pub problem: ProblemId,
    /// `None`: the problem's newest.
    pub solution: Option<SolutionId>,
    pub product: Option<ProductId>,
    /// What is changed and why; "Nothing" is an answer.
    pub changes: String,
    /// `None`: today.
    pub since: Option<Day>,
    pub days: Option<i64>,
}

pub fn adopt(tx: &mut Tx<'_>, act: &Act, input: Adopt) -> Result<Adoption, Refusal> {
    may(policy::allows(&act.actor, policy::Action::Adopt, Default::default()), policy::who(policy::Action::Adopt))?;
    if !problem::is_here(tx, input.problem)? {
        return Err(Refusal::Missing("problem"));
    }
    let solutions = solution::of_problem(tx, input.problem)?;
    let solution = match input.solution {
        Some(id) => solutions.iter().find(|it| it.id == id).ok_or(Refusal::Missing("solution"))?,
        None => solutions
            .first()
            .ok_or(Refusal::Already("Nothing has solved this yet, so there is nothing to start from."))?,
    };
    let product = input.product.ok_or_else(|| Refusal::field("product", "Say which product starts from it"))?;
    let adoption = Adoption {
        id: act.new_id::<AdoptionId>(),
        solution: solution.id,
        product: product_here(tx, product)?,
        adopted_by: act.person().map(|id| Someone { id, name: act.actor.name.clone() }),
        since: input.since.unwrap_or(act.now.day()),
        changes: text::required(&input.changes, 4_000).map_err(|fault| match fault {
            text::TextFault::Empty => {
                Refusal::field("changes", "Say what you will change and why, or \u{201c}Nothing\u{201d}")
            }
            long => Refusal::field("changes", long),
        })?,
        days: days(input.days)?,
    };
    if store::is_adopted(tx, solution.id, product)? {
        return Err(Refusal::field("product", "This product has started from it already"));
    }
    store::insert(tx, act, input.problem, &adoption).map_err(taken)?;
    let facts = serde_json::json!({"adoption": adoption.id, "product": product, "solution": solution.id});
    tx.record(&act.event("problem.adopted", Subject::new("problem", input.problem)).with(facts))?;
    Ok(adoption)
}

/// Two may adopt for the same product at once; the unique rule decides.
fn taken(error: StoreError) -> Refusal {
    match error {
        StoreError::Taken { .. } => Refusal::field("product", "This product has started from it already"),
        other => other.into(),
    }
}
