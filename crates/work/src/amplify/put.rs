//! Put work before communities.

use super::{MOST, REST_DAYS, store};
use crate::concern::community_here;
use crate::refusal::{Refusal, may};
use crate::work_item::{self, WorkItemId, WorkState};
use ::store::Tx;
use base::{Act, CommunityId, Subject, text};

#[derive(Clone, Debug)]
pub struct Amplify {
    pub work_item: WorkItemId,
    pub communities: Vec<CommunityId>,
    /// Why they would care; may be empty.
    pub words: String,
}

pub fn amplify(tx: &mut Tx<'_>, act: &Act, input: &Amplify) -> Result<(), Refusal> {
    may(
        act.person().is_some() && !act.actor.read_only,
        "Anyone signed in may do this, but not with a token that only reads",
    )?;
    let it = work_item::find_by_id(tx, input.work_item)?.ok_or(Refusal::Missing("work"))?;
    if it.state != WorkState::InHand {
        return Err(Refusal::Already("This work is not in hand"));
    }
    let words = text::optional(&text::one_line(&input.words), 300).map_err(Refusal::at("words"))?;
    if input.communities.is_empty() || input.communities.len() > MOST {
        return Err(Refusal::field("community", format!("Choose one to {MOST} communities")));
    }
    let since = act.now.day().plus_days(1 - REST_DAYS);
    for id in &input.communities {
        let known =
            community_here(tx, *id).map_err(|_| Refusal::field("community", "Choose communities that exist"))?;
        if store::is_before(tx, it.id, *id, since)? {
            return Err(Refusal::field("community", format!("{} had it before it lately: leave it out", known.name)));
        }
        store::put(tx, act, it.id, *id, words.as_deref())?;
    }
    let facts = serde_json::json!({ "number": it.number, "communities": input.communities });
    Ok(tx.record(&act.event("work.amplified", Subject::new("work_item", it.id)).with(facts))?)
}
