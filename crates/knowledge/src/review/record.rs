//! Say that one looked, and what one checked.

use super::{rota, store};
use crate::page::publish::writable;
use crate::page::{self, PageId};
use crate::refusal::Refusal;
use ::store::Tx;
use base::{Act, Day, Subject, text};

/// The longest time between two reviews.
const LONGEST_DAYS: i64 = 3 * 366;

#[derive(Clone, Debug)]
pub struct Review {
    pub page: PageId,
    pub checked: String,
    /// By when it is looked at again.
    pub review_on: Day,
}

/// The day of the next review as somebody typed it.
pub fn day(typed: &str) -> Result<Day, Refusal> {
    Day::parse(typed.trim()).ok_or_else(|| Refusal::field("review_on", "Write a day such as 2027-11-23"))
}

/// The page says the same as before, and says that somebody looked.
pub fn review(tx: &mut Tx<'_>, act: &Act, it: Review) -> Result<i64, Refusal> {
    let page = writable(tx, &act.actor, it.page)?;
    if page.retired_at.is_some() {
        return Err(Refusal::Already("This page is retired: bring it back first"));
    }
    let checked = text::required(&it.checked, 2_000).map_err(Refusal::at("checked"))?;
    let today = act.now.day();
    if it.review_on <= today || it.review_on > today.plus_days(LONGEST_DAYS) {
        return Err(Refusal::field("review_on", "Choose a day from tomorrow to three years ahead"));
    }
    store::insert(tx, act, (page.id, page.version), &checked, it.review_on)?;
    store::move_days(tx, page.id, today, it.review_on)?;
    let keeper = rota::pass_on(tx, page.id)?;
    let facts = serde_json::json!({ "number": page.number, "version": page.version, "review_on": it.review_on });
    tx.record(&act.event("page.reviewed", Subject::new(page::KIND, page.id)).with(facts))?;
    if let Some(keeper) = keeper {
        let facts = serde_json::json!({ "number": page.number, "keeper": keeper });
        tx.record(&act.event("page.kept_by", Subject::new(page::KIND, page.id)).with(facts))?;
    }
    Ok(page.number)
}
