//! Say what a page was made from; or that it was not.

use super::{Outside, Source, store};
use crate::page::publish::writable;
use crate::page::{self, PageId, policy};
use crate::refusal::Refusal;
use crate::revision;
use ::store::Tx;
use base::{Act, Subject, text};
use serde_json::json;

const CHANGED_MOST: usize = 2_000;
const TITLE_MOST: usize = 300;
const ADDRESS_MOST: usize = 1_000;

#[derive(Clone, Debug)]
pub struct Name {
    pub page: PageId,
    pub source: Source,
    /// What was changed, and why.
    pub changed: String,
}

/// Something outside as it was typed in.
pub fn outside(title: &str, address: &str, revision: &str, body: &str) -> Result<Outside, Refusal> {
    let title = text::required_line(title, TITLE_MOST).map_err(Refusal::at("title"))?;
    let address = text::optional(address, ADDRESS_MOST).map_err(Refusal::at("address"))?;
    if let Some(typed) = &address
        && !["https://", "http://"].iter().any(|start| typed.starts_with(start))
    {
        return Err(Refusal::field("address", "Write an address that begins with https://, or leave it empty"));
    }
    let revision = text::optional(&text::one_line(revision), TITLE_MOST).map_err(Refusal::at("revision"))?;
    let most = crate::markdown::LONGEST_TEXT;
    let text = text::optional(body, most).map_err(Refusal::at("text"))?.unwrap_or_default();
    Ok(Outside { title, address, revision, text })
}

/// Names a page's source; one that was named before is named anew.
pub fn name(tx: &mut Tx<'_>, act: &Act, it: Name) -> Result<i64, Refusal> {
    let page = writable(tx, &act.actor, it.page)?;
    let unsaid = |_| Refusal::field("changed", "Say what is changed from the source, and why");
    let changed = text::required(&it.changed, CHANGED_MOST).map_err(unsaid)?;
    if let Source::Page { page: source, version } = it.source {
        if source == page.id {
            return Err(Refusal::field("source", "A page is not made from itself"));
        }
        let found = page::find(tx, source)?.filter(|it| policy::may_read(&act.actor, &it.summary));
        found.ok_or_else(|| Refusal::field("source", "There is no page of that number"))?;
        if revision::find(tx, source, version)?.is_none() {
            return Err(Refusal::field("version", "The source has no such version"));
        }
    }
    store::put(tx, act, page.id, &it.source, &changed)?;
    let facts = match &it.source {
        Source::Page { page, version } => json!({ "source": page, "source_version": version }),
        Source::Outside(outside) => json!({ "outside": outside.title }),
    };
    tx.record(&act.event("page.source_named", Subject::new(page::KIND, page.id)).with(facts))?;
    Ok(page.number)
}

/// A proposal is none: it is not shown again.
pub fn decline(tx: &mut Tx<'_>, act: &Act, page: PageId, source: PageId) -> Result<(), Refusal> {
    let page = writable(tx, &act.actor, page)?;
    if store::decline(tx, act, page.id, source)? == 0 {
        return Err(Refusal::Already("Somebody has decided this already"));
    }
    let facts = json!({ "source": source });
    Ok(tx.record(&act.event("page.source_declined", Subject::new(page::KIND, page.id)).with(facts))?)
}
