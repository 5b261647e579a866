//! What was written becomes a page, or a page's new words; the draft of it goes.

use super::{DraftId, Place, store};
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
    if let Some(draft) = it.draft {
        store::delete(tx, writer, draft)?;
    }
    match it.place {
        Place::New { shelf, under } => page::begin(tx, act, Begin { shelf, under, title, why, body }),
        Place::Page { page, base_version } => {
            let published = page::revise(tx, act, Revise { page, base_version, title, why, body })?;
            if let Some(kept) = store::of_page(tx, writer, page)? {
                store::delete(tx, writer, kept.id)?;
            }
            Ok(published)
        }
    }
}
