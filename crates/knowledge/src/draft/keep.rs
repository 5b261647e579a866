//! Keep what is being written, and throw it away.

use super::{Draft, DraftId, MOST, store};
use crate::adaptation::Source;
use crate::handbook::Shelf;
use crate::markdown::LONGEST_TEXT;
use crate::page::PageId;
use crate::page::publish::{TITLE_MOST, WHY_MOST, fits, writable};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, text};

/// What a draft is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    New { shelf: Shelf, under: Option<PageId> },
    Page { page: PageId, base_version: i64 },
}

#[derive(Clone, Debug)]
pub struct Keep {
    /// The draft that it was kept as before.
    pub draft: Option<DraftId>,
    pub place: Place,
    pub title: String,
    pub why: String,
    pub body: String,
}

/// As it stands: what is not finished may be kept, an empty page as well. What somebody writes of a page replaces what
/// they kept of it before.
pub fn keep(tx: &mut Tx<'_>, act: &Act, it: Keep) -> Result<DraftId, Refusal> {
    let writer = act.person().filter(|_| !act.actor.read_only);
    let writer = writer.ok_or(Refusal::Denied("Whoever is signed in and may write keeps drafts"))?;
    let line = |typed: &str, most, field| text::optional(&text::one_line(typed), most).map_err(Refusal::at(field));
    let title = line(&it.title, TITLE_MOST, "title")?.unwrap_or_default();
    let why = line(&it.why, WHY_MOST, "why")?.unwrap_or_default();
    let body = text::optional(&it.body, LONGEST_TEXT).map_err(Refusal::at("body"))?.unwrap_or_default();
    fits(&body)?;
    let known = match (it.draft, it.place) {
        (Some(id), _) => Some(store::find(tx, writer, id)?.ok_or(Refusal::Missing("draft"))?),
        (None, Place::Page { page, .. }) => store::of_page(tx, writer, page)?,
        (None, Place::New { .. }) => None,
    };
    let mut draft = Draft {
        id: known.as_ref().map_or_else(|| act.new_id(), |it| it.id),
        writer,
        page: None,
        handbook: None,
        community: None,
        under: None,
        base_version: 0,
        begun_at: known.as_ref().map_or(act.now, |it| it.begun_at),
        changed_at: act.now,
        title,
        why,
        body,
    };
    match it.place {
        Place::Page { page, base_version } => {
            writable(tx, &act.actor, page)?;
            (draft.page, draft.base_version) = (Some(page), base_version);
        }
        Place::New { shelf, under } => {
            draft.under = under;
            match shelf {
                Shelf::In(handbook) => draft.handbook = Some(handbook),
                Shelf::Of(community) => draft.community = Some(community),
                Shelf::OfAll => {}
            }
        }
    }
    if known.is_none() {
        may(store::count(tx, writer)? < MOST, "Somebody has at most a hundred drafts. Publish or throw some away")?;
        store::insert(tx, &draft)?;
    } else {
        store::update(tx, &draft)?;
    }
    Ok(draft.id)
}

/// A draft of a new page, begun from something that is there: published, it names its source.
pub fn keep_begun_from(tx: &mut Tx<'_>, act: &Act, it: Keep, source: &Source) -> Result<DraftId, Refusal> {
    let draft = keep(tx, act, it)?;
    let writer = act.person().ok_or(Refusal::Missing("draft"))?;
    store::set_begun_from(tx, writer, draft, source)?;
    Ok(draft)
}

/// One's own draft goes. Nobody hears of it.
pub fn drop(tx: &mut Tx<'_>, act: &Act, draft: DraftId) -> Result<(), Refusal> {
    let writer = act.person().ok_or(Refusal::Missing("draft"))?;
    match store::delete(tx, writer, draft)? {
        0 => Err(Refusal::Missing("draft")),
        _ => Ok(()),
    }
}
