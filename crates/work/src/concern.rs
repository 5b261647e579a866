//! What somebody has to do with a problem, and whether the directory's things that a form names are there.

use crate::names::{CommunityName, Named, ProductName};
use crate::problem::{Problem, policy::Concern};
use crate::refusal::Refusal;
use crate::work_item;
use base::{Act, CommunityId, Standing};
use directory::community;
use directory::product::{self, ProductId};
use store::{Conn, StoreError};

/// Leads of the problem's community, of those above it and of those that work on it are concerned.
pub(crate) fn concern(conn: &mut Conn, act: &Act, problem: &Problem) -> Result<Concern, StoreError> {
    let mut communities = match &problem.community {
        Some(community) => community::lineage(conn, community.id)?,
        None => Vec::new(),
    };
    let work = work_item::of_problem(conn, problem.id)?;
    communities.extend(work.iter().filter_map(|item| item.community.as_ref().map(|it| it.id)));
    let is_me = |someone: &crate::names::Someone| act.actor.is(someone.id);
    Ok(Concern {
        raised: problem.raised_by.as_ref().is_some_and(is_me),
        leads: communities.iter().any(|id| act.actor.stands(*id, Standing::Lead)),
        works: work.iter().any(|item| item.owner.as_ref().is_some_and(is_me)),
    })
}

pub(crate) fn product_here(conn: &mut Conn, id: ProductId) -> Result<ProductName, Refusal> {
    let product = product::find(conn, id)?.ok_or_else(|| Refusal::field("product", "Choose a product that exists"))?;
    Ok(Named { id, slug: product.slug, name: product.name })
}

pub(crate) fn community_here(conn: &mut Conn, id: CommunityId) -> Result<CommunityName, Refusal> {
    let found =
        community::find(conn, id)?.ok_or_else(|| Refusal::field("community", "Choose a community that exists"))?;
    Ok(Named { id, slug: found.slug, name: found.name })
}
