//! Begin a page from something that is there: a draft with its words, which names its source once it is published.

use super::{Outside, Source};
use crate::draft::{self, DraftId, Keep, Place};
use crate::handbook;
use crate::page::{self, PageId, policy};
use crate::refusal::Refusal;
use crate::revision;
use ::store::Tx;
use base::Act;

#[derive(Clone, Debug)]
pub enum BeginFrom {
    Page(PageId),
    Outside(Outside),
}

/// The draft stands in the first handbook that its writer may write in and that is not the source's; they may choose
/// another one.
pub fn begin_from(tx: &mut Tx<'_>, act: &Act, from: BeginFrom) -> Result<DraftId, Refusal> {
    let (title, body, source, theirs) = match from {
        BeginFrom::Page(id) => {
            let found = page::find(tx, id)?.filter(|it| policy::may_read(&act.actor, &it.summary));
            let it = found.ok_or_else(|| Refusal::field("from", "There is no page of that number"))?.summary;
            let newest = revision::find_newest(tx, id)?.ok_or(Refusal::Missing("page"))?;
            let source = Source::Page { page: id, version: newest.summary.version };
            (it.title, base::text::clean(&newest.body), source, it.handbook_name)
        }
        BeginFrom::Outside(it) => (it.title.clone(), it.text.clone(), Source::Outside(it), String::new()),
    };
    let shelf = handbook::first(tx, act, |word| word != theirs)?;
    let place = Place::New { shelf, under: None };
    let title = title.chars().take(page::publish::TITLE_MOST).collect();
    draft::keep_begun_from(tx, act, Keep { draft: None, place, title, why: String::new(), body }, &source)
}
