//! What the source says since: shown beside ours, and taken in block by block.

use super::{Adapted, Outside, Source, store};
use crate::merge::{Chosen, Merged, three_way};
use crate::page::publish::writable;
use crate::page::{self, PageId, Revise};
use crate::refusal::Refusal;
use crate::revision;
use ::store::{Conn, Tx};
use base::{Act, Subject, text};
use serde_json::json;

/// The source then and now, and ours between.
#[derive(Clone, Debug)]
pub struct Update {
    pub adapted: Adapted,
    /// Ours as it is.
    pub ours: String,
    /// The source as it will have been looked at.
    pub now: Source,
    pub merged: Merged,
}

/// A change of theirs that ours leaves out, and why.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// By the order of [`Merged::their_changes`].
    pub change: usize,
    pub why: String,
}

#[derive(Clone, Debug)]
pub struct TakeIn {
    pub page: PageId,
    /// Our version that was read.
    pub base_version: i64,
    /// The source's version that was shown; none for something outside.
    pub source_version: Option<i64>,
    /// What something outside says now.
    pub outside: Option<Outside>,
    /// For each of their changes; ours stays where nothing is said.
    pub chosen: Vec<Chosen>,
    pub left: Vec<Leaving>,
    /// For whoever reads the versions; may be empty.
    pub why: String,
}

/// What there is to take in. `outside`: the text of something outside as it is now; `up_to`: the source's version,
/// its newest when nothing is said.
pub fn update(
    conn: &mut Conn,
    page: PageId,
    up_to: Option<i64>,
    outside: Option<Outside>,
) -> Result<Option<Update>, Refusal> {
    let Some(adapted) = store::find(conn, page)? else { return Ok(None) };
    let ours = revision::find_newest(conn, page)?.ok_or(Refusal::Missing("page"))?;
    let (before, after, now) = match (&adapted.source, outside) {
        (Source::Page { page: source, version }, _) => {
            let before = revision::find(conn, *source, *version)?.ok_or(Refusal::Missing("version"))?;
            let after = match up_to {
                Some(version) => revision::find(conn, *source, version)?,
                None => revision::find_newest(conn, *source)?,
            };
            let after = after.ok_or(Refusal::Missing("version"))?;
            let now = Source::Page { page: *source, version: after.summary.version };
            (before.body, after.body, now)
        }
        (Source::Outside(known), now) => {
            let now = now.unwrap_or_else(|| known.clone());
            (known.text.clone(), now.text.clone(), Source::Outside(now))
        }
    };
    let ours = text::clean(&ours.body);
    let merged = three_way(&text::clean(&before), &ours, &text::clean(&after));
    Ok(Some(Update { adapted, ours, now, merged }))
}

/// Brings a page up to its source as it is now: what was chosen becomes its words, the rest is looked at and left.
/// Where nothing was chosen the words stay, and the page is behind no more.
pub fn take_in(tx: &mut Tx<'_>, act: &Act, it: TakeIn) -> Result<i64, Refusal> {
    let page = writable(tx, &act.actor, it.page)?;
    if page.retired_at.is_some() {
        return Err(Refusal::Already("This page is retired: bring it back first"));
    }
    if page.version != it.base_version {
        return Err(Refusal::Overtaken { now: page.version });
    }
    let update = update(tx, page.id, it.source_version, it.outside)?.ok_or(Refusal::Missing("source"))?;
    let changes: Vec<_> = update.merged.their_changes().collect();
    let source_version = match &update.now {
        Source::Page { version, .. } => Some(*version),
        Source::Outside(_) => None,
    };
    for leaving in &it.left {
        let (change, _) = changes.get(leaving.change).ok_or(Refusal::Missing("change"))?;
        let why = text::required(&leaving.why, 500).map_err(Refusal::at("why"))?;
        store::leave(tx, act, page.id, (source_version, &change.theirs.join("\n\n"), &why))?;
    }
    let body = update.merged.taken(&it.chosen);
    if update.ours.trim_end() != body.trim_end() && it.chosen.iter().any(|it| *it != Chosen::Ours) {
        let said = text::optional(&it.why, page::publish::WHY_MOST).map_err(Refusal::at("why"))?;
        let why = said.unwrap_or_else(|| match source_version {
            Some(version) => format!("Brought up to version {version} of its source"),
            None => "Brought up to its source".into(),
        });
        page::revise(tx, act, Revise { page: page.id, base_version: page.version, title: page.title, why, body })?;
    }
    store::set_up_to(tx, page.id, &update.now)?;
    let facts = json!({ "source_version": source_version, "left": it.left.len() });
    tx.record(&act.event("page.brought_up_to_date", Subject::new(page::KIND, page.id)).with(facts))?;
    Ok(page.number)
}
