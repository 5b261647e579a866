//! A page ends, comes back, or is as it was: each by a record with who, when and why.

use super::publish::{Published, Revise, WHY_MOST, revise, writable};
use super::{KIND, PageId, store};
use crate::refusal::Refusal;
use crate::revision;
use ::store::Tx;
use base::{Act, Subject, text};

/// It is kept to read, says why it ended, and is found no more.
pub fn end(tx: &mut Tx<'_>, act: &Act, page: PageId, why: &str) -> Result<i64, Refusal> {
    let it = writable(tx, &act.actor, page)?;
    let why = text::required(why, WHY_MOST).map_err(Refusal::at("why_retired"))?;
    if it.retired_at.is_some() {
        return Err(Refusal::Already("This page is retired already"));
    }
    store::retire(tx, act, page, &why)?;
    tx.record(&act.event("page.retired", Subject::new(KIND, page)))?;
    Ok(it.number)
}

/// A retired page is read and found again.
pub fn bring_back(tx: &mut Tx<'_>, act: &Act, page: PageId) -> Result<i64, Refusal> {
    let it = writable(tx, &act.actor, page)?;
    if it.retired_at.is_none() {
        return Err(Refusal::Already("This page is not retired"));
    }
    store::lift_retirement(tx, act, page)?;
    tx.record(&act.event("page.published", Subject::new(KIND, page)))?;
    Ok(it.number)
}

/// The words of an older version become a new one; nothing in between is lost.
pub fn restore(tx: &mut Tx<'_>, act: &Act, page: PageId, version: i64) -> Result<Published, Refusal> {
    let it = writable(tx, &act.actor, page)?;
    let old = revision::find(tx, page, version)?.ok_or(Refusal::Missing("version"))?;
    let why = format!("As it was in version {version}");
    let again = Revise { page, base_version: it.version, title: old.summary.title, why, body: old.body };
    revise(tx, act, again).map_err(|refusal| match refusal {
        Refusal::Field { field: "body", .. } => Refusal::Already("The page says the same as that version already"),
        other => other,
    })
}
