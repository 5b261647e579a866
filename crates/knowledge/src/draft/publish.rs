//! What was written becomes a page, or a page's new words; the draft of it goes.

use super::{DraftId, Place, store};
use crate::adaptation::{self, Name};
use crate::page::{self, Begin, Published, Revise};
use crate::refusal::Refusal;
use ::store::Tx;
use base::Act;

#[derive(Clone, Debug)]
pub struct Publish {
    /// The draft that it was kept as.
    pub draft: Option<DraftId>,
    pub place: Place,
    pub title: String,
    pub why: String,
    pub body: String,
}

pub fn publish(tx: &mut Tx<'_>, act: &Act, it: Publish) -> Result<Published, Refusal> {
    let writer = act.person().ok_or(Refusal::Denied("Somebody signs what is published"))?;
    let (title, why, body) = (it.title, it.why, it.body);
    // First, so that a page that may not go on in a draft's place does not stand in its way.
    let (mut source, mut question) = (None, None);
    if let Some(draft) = it.draft {
        source = store::begun_from(tx, writer, draft)?;
        question = crate::question::of_draft(tx, writer, draft)?;
        store::delete(tx, writer, draft)?;
    }
    match it.place {
        Place::New { shelf, under } => {
            let changed = why.clone();
            let published = page::begin(tx, act, Begin { shelf, under, title, why, body })?;
            if let Some(source) = source {
                // At the field that the editor has for it.
                let named = adaptation::name(tx, act, Name { page: published.page, source, changed });
                named.map_err(|refusal| match refusal {
                    Refusal::Field { words, .. } => Refusal::field("why", words),
                    other => other,
                })?;
            }
            if let Some(question) = question {
                crate::question::held_by(tx, act, question, published.page)?;
            }
            Ok(published)
        }
        Place::Page { page, base_version } => {
            let published = page::revise(tx, act, Revise { page, base_version, title, why, body })?;
            if let Some(kept) = store::of_page(tx, writer, page)? {
                store::delete(tx, writer, kept.id)?;
            }
            Ok(published)
        }
    }
}
