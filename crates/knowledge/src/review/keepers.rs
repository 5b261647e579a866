//! Name who looks after a page, and who in their place.

use super::store;
use crate::page::publish::writable;
use crate::page::{self, PageId};
use crate::refusal::Refusal;
use ::store::Tx;
use base::{Act, PersonId, Subject};
use directory::person::{self, PersonState};

/// Who looks after a page, with names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keepers {
    pub keeper: Option<(PersonId, String)>,
    pub deputy: Option<(PersonId, String)>,
}

#[derive(Clone, Debug)]
pub struct Name {
    pub page: PageId,
    /// By work address; empty for nobody.
    pub keeper: String,
    pub deputy: String,
}

pub fn name(tx: &mut Tx<'_>, act: &Act, it: Name) -> Result<i64, Refusal> {
    let page = writable(tx, &act.actor, it.page)?;
    let keeper = somebody(tx, "keeper", &it.keeper)?;
    let deputy = somebody(tx, "deputy", &it.deputy)?;
    if deputy.is_some() && keeper.is_none() {
        return Err(Refusal::field("keeper", "Name whom the deputy stands in for"));
    }
    if keeper.is_some() && keeper.as_ref().map(|it| it.0) == deputy.as_ref().map(|it| it.0) {
        return Err(Refusal::field("deputy", "Name somebody else than who looks after it"));
    }
    store::name(tx, page.id, keeper.as_ref(), deputy.as_ref().map(|it| it.0))?;
    let facts = serde_json::json!({
        "number": page.number, "keeper": keeper.map(|it| it.0), "deputy": deputy.map(|it| it.0),
    });
    tx.record(&act.event("page.kept_by", Subject::new(page::KIND, page.id)).with(facts))?;
    Ok(page.number)
}

fn somebody(tx: &mut Tx<'_>, field: &'static str, email: &str) -> Result<Option<(PersonId, String)>, Refusal> {
    let email = email.trim().to_lowercase();
    if email.is_empty() {
        return Ok(None);
    }
    let found = person::find_by_email(tx, &email)?.filter(|it| it.state != PersonState::Left);
    let it = found.ok_or_else(|| Refusal::field(field, "Nobody who is here has this work address"))?;
    Ok(Some((it.id, it.name)))
}
