//! A page ends, comes back, or is as it was: each by a record with who, when and why.

use super::publish::{Published, Revise, WHY_MOST, revise, writable};
use super::{KIND, PageId, store};
use crate::refusal::{Refusal, may};
use crate::{handbook, revision};
use ::store::Tx;
use base::{Act, Audience, Subject, text};

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

/// It is taken back from its readers: those who write it read it until it is published again, and nobody else.
/// In a handbook that belongs to everybody that is the one who withdrew it.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, page: PageId, why: &str) -> Result<i64, Refusal> {
    let it = writable(tx, &act.actor, page)?;
    let owner = handbook::find(tx, it.handbook)?.and_then(|it| it.owner);
    let readers = match (owner, act.actor.person) {
        (Some(community), _) => Audience::Community(community),
        (None, Some(me)) => Audience::Person(me),
        (None, None) => return Err(Refusal::Missing("page")),
    };
    may(readers.includes(&act.actor), "Members of the community that a handbook belongs to withdraw its pages")?;
    let why = text::required(why, WHY_MOST).map_err(Refusal::at("why_withdrawn"))?;
    if it.retired_at.is_some() {
        return Err(Refusal::Already("This page is retired or withdrawn already"));
    }
    store::withdraw(tx, act, page, &why, readers)?;
    tx.record(&act.event("page.withdrawn", Subject::new(KIND, page)))?;
    Ok(it.number)
}

/// A page that was retired or withdrawn is read and found again.
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
