//! Name who looks after a page, and who in their place.

use super::rota::MOST;
use super::store;
use crate::page::publish::writable;
use crate::page::{self, PageId};
use crate::refusal::Refusal;
use ::store::Tx;
use base::{Act, PersonId, Subject, text};
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
    /// Who take turns, by work address, one a line or between commas; empty: nobody does.
    pub rota: String,
}

pub fn name(tx: &mut Tx<'_>, act: &Act, it: Name) -> Result<i64, Refusal> {
    let page = writable(tx, &act.actor, it.page)?;
    let rota = turns(tx, &it.rota)?;
    // Who take turns and name nobody: the first one begins.
    let keeper = somebody(tx, "keeper", &it.keeper)?.or_else(|| rota.first().cloned());
    let deputy = somebody(tx, "deputy", &it.deputy)?;
    if deputy.is_some() && keeper.is_none() {
        return Err(Refusal::field("keeper", "Name whom the deputy stands in for"));
    }
    if keeper.is_some() && keeper.as_ref().map(|it| it.0) == deputy.as_ref().map(|it| it.0) {
        return Err(Refusal::field("deputy", "Name somebody else than who looks after it"));
    }
    store::name(tx, page.id, keeper.as_ref(), deputy.as_ref().map(|it| it.0))?;
    let people: Vec<PersonId> = rota.iter().map(|it| it.0).collect();
    store::set_rota(tx, page.id, &people)?;
    let facts = serde_json::json!({
        "number": page.number, "keeper": keeper.map(|it| it.0), "deputy": deputy.map(|it| it.0), "rota": people,
    });
    tx.record(&act.event("page.kept_by", Subject::new(page::KIND, page.id)).with(facts))?;
    Ok(page.number)
}

fn turns(tx: &mut Tx<'_>, typed: &str) -> Result<Vec<(PersonId, String)>, Refusal> {
    let mut turns: Vec<(PersonId, String)> = Vec::new();
    for email in typed.split([',', ';', '\n', '\r', ' ']).filter(|it| !it.trim().is_empty()) {
        let unknown = |refusal| match refusal {
            Refusal::Field { .. } => {
                Refusal::field("rota", format!("Nobody who is here has the work address {}", text::shorten(email, 80)))
            }
            other => other,
        };
        let Some(it) = somebody(tx, "rota", email).map_err(unknown)? else { continue };
        if turns.iter().any(|known| known.0 == it.0) {
            return Err(Refusal::field("rota", format!("{} stands there twice", it.1)));
        }
        turns.push(it);
    }
    match turns.len() {
        1 => Err(Refusal::field("rota", "Name two or more, or leave it empty: one person takes no turns")),
        some if some > MOST => Err(Refusal::field("rota", format!("Name at most {MOST}"))),
        _ => Ok(turns),
    }
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
