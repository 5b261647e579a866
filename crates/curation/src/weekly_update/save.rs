//! Keeping a draft, and sending it.

use super::{Update, UpdateId, draft, store};
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::{Act, Audience, CommunityId, Day, Subject, text};
use communities::policy::{WHO_KEEPS, may_keep};
use directory::community::{self, Community};
use knowledge::exposure::{self, How};
use knowledge::page;
use std::collections::HashSet;

/// What somebody who leads made of the draft.
#[derive(Clone, Debug)]
pub struct Edit {
    pub community: CommunityId,
    /// The Monday of its week.
    pub week: Day,
    pub own_line: String,
    /// The keys of what is in; everything else is out.
    pub keep: HashSet<String>,
}

/// A line of one's own is read first, and is short.
const MOST: usize = 2_000;

pub fn save(tx: &mut Tx<'_>, act: &Act, edit: &Edit) -> Result<UpdateId, Refusal> {
    let (_, update) = edited(tx, act, edit)?;
    store::keep(tx, act, &update)?;
    let event = act.event("weekly_update.saved", Subject::new("weekly_update", update.id));
    tx.record(&event.with(serde_json::json!({ "community": edit.community, "week": edit.week.to_string() })))?;
    Ok(update.id)
}

/// Kept, and sent: from now on everyone reads it, members who want it get it by mail, and what it carries was before
/// each of them today.
pub fn send(tx: &mut Tx<'_>, act: &Act, edit: &Edit) -> Result<UpdateId, Refusal> {
    let (it, update) = edited(tx, act, edit)?;
    if update.parts().is_empty() && update.own_line.is_empty() {
        return Err(Refusal::field("own_line", "Write a line, or leave something in: an empty update helps nobody"));
    }
    store::keep(tx, act, &update)?;
    let sent_to = store::make_copies(tx, act, &update)?;
    store::note_sent(tx, act, update.id, sent_to)?;
    crate::chat::make_posts(tx, act, update.id, it.id)?;
    let today = act.now.day();
    for number in update.items.iter().filter(|it| it.is_in).filter_map(|it| it.page) {
        if let Some(found) = page::find_by_number(tx, number)? {
            exposure::tell(tx, it.id, found.summary.id, today, How::Update)?;
        }
    }
    let event = act.event("weekly_update.sent", Subject::new("weekly_update", update.id)).seen_by(Audience::Everyone);
    let payload = serde_json::json!({ "community": it.id, "week": edit.week.to_string(), "copies": sent_to });
    tx.record(&event.with(payload))?;
    Ok(update.id)
}

fn edited(tx: &mut Tx<'_>, act: &Act, edit: &Edit) -> Result<(Community, Update), Refusal> {
    let it = community::find(tx, edit.community)?.ok_or(Refusal::Missing("community"))?;
    may(may_keep(&act.actor, &community::lineage(tx, it.id)?), WHO_KEEPS)?;
    if it.closed_on.is_some() {
        return Err(Refusal::Already("This community is closed"));
    }
    if edit.week != crate::remembered::monday(act.now.day()) {
        return Err(Refusal::Already("This week is over: its update is not changed any more"));
    }
    let mut update = draft(tx, act, &it, edit.week)?.update;
    if update.sent_at.is_some() {
        return Err(Refusal::Already("This update was sent already"));
    }
    let own_line = text::optional(&edit.own_line, MOST).map_err(Refusal::at("own_line"))?;
    update.own_line = own_line.unwrap_or_default();
    for item in &mut update.items {
        item.is_in = edit.keep.contains(&item.key);
    }
    Ok((it, update))
}
