//! Say who we are: the first of the first steps.

use super::{Organisation, OrganisationId, policy, store};
use crate::denied::{Denied, may};
use ::store::{StoreError, Tx};
use base::text::{self, TextFault};
use base::{Act, Subject};

pub struct NameOrganisation {
    pub name: String,
}

#[derive(Debug, thiserror::Error)]
pub enum OrganisationError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("{0}")]
    Name(TextFault),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Names it for the first time, or anew. Its address keeps its first form.
pub fn name(tx: &mut Tx<'_>, act: &Act, input: NameOrganisation) -> Result<OrganisationId, OrganisationError> {
    may(policy::may_name(&act.actor), "People administrators name the organisation")?;
    let name = text::required_line(&input.name, 120).map_err(OrganisationError::Name)?;
    let known = store::find(tx)?;
    let id = known.as_ref().map_or_else(|| act.new_id(), |known| known.id);
    let slug = known.map_or_else(|| first_slug(&name), |known| known.slug);
    store::save(tx, act, &Organisation { id, slug, name: name.clone() })?;
    tx.record(
        &act.event("organisation.named", Subject::new("organisation", id)).with(serde_json::json!({"name": name})),
    )?;
    Ok(id)
}

fn first_slug(name: &str) -> String {
    Some(text::slug(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "organisation".into())
}
