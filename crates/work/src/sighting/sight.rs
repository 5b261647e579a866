//! Add my case: the same problem, met by somebody else or again.

use super::{Sighting, SightingId, store};
use crate::concern::{community_here, product_here};
use crate::names::Someone;
use crate::problem::repeats::Meeting;
use crate::problem::{self, ProblemId, policy};
use crate::refusal::{Refusal, days, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, Subject, text};
use directory::product::ProductId;

#[derive(Clone, Debug)]
pub struct Sight {
    pub problem: ProblemId,
    /// What was seen, in the words of who saw it.
    pub words: String,
    pub product: Option<ProductId>,
    /// The profession whose words these are.
    pub community: Option<CommunityId>,
    /// `None`: today.
    pub seen_on: Option<Day>,
    /// Spent on it, when known.
    pub days: Option<i64>,
    /// Where it was brought in from: the second time it is found and not made again.
    pub source: Option<String>,
}

impl Sight {
    pub fn of(problem: ProblemId, words: &str) -> Self {
        Self { problem, words: words.into(), product: None, community: None, seen_on: None, days: None, source: None }
    }
}

pub fn sight(tx: &mut Tx<'_>, act: &Act, input: Sight) -> Result<Sighting, Refusal> {
    may(policy::allows(&act.actor, policy::Action::Sight, Default::default()), policy::who(policy::Action::Sight))?;
    if !problem::is_here(tx, input.problem)? {
        return Err(Refusal::Missing("problem"));
    }
    if let Some(known) = input.source.as_deref().map(|source| store::find_by_source(tx, source)).transpose()?.flatten()
    {
        return Ok(known);
    }
    let sighting = Sighting {
        id: act.new_id::<SightingId>(),
        person: act.person().map(|id| Someone { id, name: act.actor.name.clone() }),
        product: input.product.map(|id| product_here(tx, id)).transpose()?,
        community: input.community.map(|id| community_here(tx, id)).transpose()?,
        seen_on: input.seen_on.filter(|day| *day <= act.now.day()).unwrap_or(act.now.day()),
        days: days(input.days)?,
        words: text::required(&input.words, 4_000).map_err(Refusal::at("words"))?,
    };
    let met = Meeting { on: sighting.seen_on, community: input.community, days: sighting.days };
    let counted = problem::count_sighting(tx, input.problem, met)?;
    store::insert(tx, act, input.problem, &sighting, input.source.as_deref())?;
    let repeats = counted.map_or_else(|| problem::count_repeats(tx, input.problem), Ok)?;
    let facts = serde_json::json!({
        "sighting": sighting.id, "product": input.product, "community": input.community, "repeats": repeats.count,
    });
    tx.record(&act.event("problem.sighted", Subject::new("problem", input.problem)).with(facts))?;
    Ok(sighting)
}
