//! Making a collection and changing what stands in it.

use super::policy::{WHO, may_change};
use super::{Collection, CollectionId, EntryId, store};
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::{Act, Audience, CommunityId, Subject, text};
use directory::community;
use knowledge::page;

const TITLE: usize = 120;
const WORDS: usize = 1_000;
const ENTRIES: i64 = 200;

#[derive(Clone, Debug)]
pub struct Make {
    pub title: String,
    pub purpose: String,
    pub community: Option<CommunityId>,
}

pub fn make(tx: &mut Tx<'_>, act: &Act, input: &Make) -> Result<String, Refusal> {
    may(act.person().is_some() && !act.actor.read_only, "Sign in to put a collection together")?;
    let title = text::required_line(&input.title, TITLE).map_err(Refusal::at("title"))?;
    let purpose = text::required(&input.purpose, WORDS).map_err(Refusal::at("purpose"))?;
    if let Some(community) = input.community {
        community::find(tx, community)?.ok_or_else(|| Refusal::field("community", "Choose one that is there"))?;
    }
    let slug = store::free_slug(tx, &text::slug(&title))?;
    let id = act.new_id::<CollectionId>();
    store::insert(tx, act, id, &slug, &title, &purpose, input.community)?;
    record(tx, act, id, "collection.made")?;
    Ok(slug)
}

fn record(tx: &mut Tx<'_>, act: &Act, id: CollectionId, what: &'static str) -> Result<(), Refusal> {
    Ok(tx.record(&act.event(what, Subject::new("collection", id)).seen_by(Audience::Everyone))?)
}

/// Theirs to change, and not ended.
fn theirs(tx: &mut Tx<'_>, act: &Act, id: CollectionId) -> Result<Collection, Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("collection"))?;
    let lineage = it.community.as_ref().map(|(id, _)| community::lineage(tx, *id)).transpose()?.unwrap_or_default();
    may(may_change(&act.actor, it.made_by.as_ref().map(|(id, _)| *id), &lineage), WHO)?;
    if it.ended_at.is_some() {
        return Err(Refusal::Already("This collection has ended"));
    }
    Ok(it)
}

#[derive(Clone, Debug)]
pub struct AddEntry {
    pub collection: CollectionId,
    /// `H 31`, or an address that begins with `https://` or `http://`.
    pub what: String,
    /// For something outside.
    pub title: String,
    pub reason: String,
}

pub fn add(tx: &mut Tx<'_>, act: &Act, input: &AddEntry) -> Result<(), Refusal> {
    let it = theirs(tx, act, input.collection)?;
    let reason = text::required(&input.reason, WORDS).map_err(Refusal::at("reason"))?;
    if it.entries >= ENTRIES {
        return Err(Refusal::field("what", "Two hundred entries are no choice any more: make another collection"));
    }
    let what = input.what.trim();
    let is_outside = ["https://", "http://"].iter().any(|scheme| what.to_lowercase().starts_with(scheme));
    let entry = if is_outside {
        let address = text::required_line(what, WORDS).map_err(Refusal::at("what"))?;
        let title = text::required_line(&input.title, TITLE).map_err(Refusal::at("title"))?;
        store::Added { page: None, title: Some(title), address: Some(address), reason }
    } else {
        let unknown =
            || Refusal::field("what", "Write a page’s number as H 31, or an address that begins with https://");
        let number = page::typed_number(what).ok_or_else(unknown)?;
        let found = page::find_by_number(tx, number)?.map(|it| it.summary);
        let found = found.filter(|it| page::policy::may_read(&act.actor, it)).ok_or_else(unknown)?;
        if store::has_page(tx, it.id, found.id)? {
            return Err(Refusal::field("what", "This page stands in it already"));
        }
        store::Added { page: Some(found.id), title: None, address: None, reason }
    };
    store::insert_entry(tx, act.new_id::<EntryId>(), it.id, &entry)?;
    record(tx, act, it.id, "collection.changed")
}

pub fn take_out(tx: &mut Tx<'_>, act: &Act, collection: CollectionId, entry: EntryId) -> Result<(), Refusal> {
    let it = theirs(tx, act, collection)?;
    store::remove_entry(tx, it.id, entry)?;
    record(tx, act, it.id, "collection.changed")
}

/// Where an entry goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Up,
    Down,
}

/// One place up or down.
pub fn shift(tx: &mut Tx<'_>, act: &Act, collection: CollectionId, entry: EntryId, turn: Turn) -> Result<(), Refusal> {
    let it = theirs(tx, act, collection)?;
    let all = store::places(tx, it.id)?;
    let at = all.iter().position(|(id, _)| *id == entry).ok_or(Refusal::Missing("entry"))?;
    let other = match turn {
        Turn::Up => at.checked_sub(1),
        Turn::Down => Some(at + 1).filter(|other| *other < all.len()),
    };
    if let Some(other) = other {
        store::set_place(tx, all[at].0, all[other].1)?;
        store::set_place(tx, all[other].0, all[at].1)?;
        record(tx, act, it.id, "collection.changed")?;
    }
    Ok(())
}

/// It is kept to read, and listed no more.
pub fn end(tx: &mut Tx<'_>, act: &Act, collection: CollectionId) -> Result<(), Refusal> {
    let it = theirs(tx, act, collection)?;
    store::end(tx, it.id, act.now)?;
    record(tx, act, it.id, "collection.ended")
}
