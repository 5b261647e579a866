//! State a problem. Matches were shown before; what is different is kept.

use super::statement::{self, STATEMENT_MOST, TITLE_MOST};
use super::{Problem, ProblemId, ProblemState, policy, store};
use crate::concern::{community_here, product_here};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, Subject, text};
use directory::product::ProductId;

#[derive(Clone, Debug, Default)]
pub struct Record {
    /// In a person's words, up to 10,000 characters.
    pub statement: String,
    /// "" : the statement's first sentence.
    pub title: String,
    /// Who has it; "" when not said.
    pub hurts: String,
    pub product: Option<ProductId>,
    /// The profession whose words these are.
    pub community: Option<CommunityId>,
    /// What is different from the matches; "" when there were none.
    pub different: String,
    /// `None`: today. For what is brought in.
    pub stated_on: Option<Day>,
    /// Where it was brought in from: the second time it is found and not made again.
    pub source: Option<String>,
}

pub fn record(tx: &mut Tx<'_>, act: &Act, input: Record) -> Result<Problem, Refusal> {
    may(policy::allows(&act.actor, policy::Action::Record, Default::default()), policy::who(policy::Action::Record))?;
    if let Some(known) = input.source.as_deref().map(|source| store::find_by_source(tx, source)).transpose()?.flatten()
    {
        return Ok(known);
    }
    let statement = text::required(&input.statement, STATEMENT_MOST).map_err(said)?;
    let title = text::optional(&text::one_line(&input.title), TITLE_MOST).map_err(Refusal::at("title"))?;
    let today = act.now.day();
    let problem = Problem {
        id: act.new_id::<ProblemId>(),
        number: 0,
        title: title.unwrap_or_else(|| statement::title(&statement)),
        hurts: text::optional(&input.hurts, 500).map_err(Refusal::at("hurts"))?,
        product: input.product.map(|id| product_here(tx, id)).transpose()?,
        community: input.community.map(|id| community_here(tx, id)).transpose()?,
        raised_by: act.person().map(|id| crate::names::Someone { id, name: act.actor.name.clone() }),
        stated_on: input.stated_on.filter(|day| *day <= today).unwrap_or(today),
        state: ProblemState::Open,
        state_on: input.stated_on.filter(|day| *day <= today).unwrap_or(today),
        repeats: 0,
        repeat_days: 0,
        different: text::optional(&input.different, 2_000).map_err(Refusal::at("different"))?,
        statement,
    };
    let number = tx.next_number("problem")?;
    let problem = Problem { number, ..problem };
    store::insert(tx, act, &problem, input.source.as_deref())?;
    let facts = serde_json::json!({"number": number, "title": problem.title, "product": input.product, "community": input.community});
    tx.record(&act.event("problem.recorded", Subject::new("problem", problem.id)).with(facts))?;
    Ok(problem)
}

fn said(fault: text::TextFault) -> Refusal {
    match fault {
        text::TextFault::Empty => Refusal::field("statement", "Say the problem in a sentence"),
        long => Refusal::field("statement", long),
    }
}
