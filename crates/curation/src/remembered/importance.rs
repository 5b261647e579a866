//! How much it matters that people know a page: said by somebody, not worked out.

use super::store;
use ::store::Tx;
use ::web::refusal::Refusal;
use ::web::worded;
use base::{Act, Audience, Duty, Standing, Subject};
use knowledge::page::{self, PageId};

worded!(
    /// For whom of its readers.
    pub enum Importance {
        Some = "some" as "Some should know it",
        Most = "most" as "Most should know it",
        Everyone = "everyone" as "Everyone should know it",
    }
);

impl Importance {
    /// How it weighs against other pages: 1, 2 or 3.
    pub fn weight(self) -> i64 {
        match self {
            Importance::Some => 1,
            Importance::Most => 2,
            Importance::Everyone => 3,
        }
    }

    pub fn of_weight(weight: i64) -> Self {
        match weight {
            3.. => Importance::Everyone,
            2 => Importance::Most,
            _ => Importance::Some,
        }
    }
}

/// Librarians, and who leads or heads any community.
pub fn may_weigh(actor: &base::Actor) -> bool {
    actor.has(Duty::Librarian) || actor.memberships.iter().any(|it| it.standing != Standing::Member)
}

pub fn set_importance(tx: &mut Tx<'_>, act: &Act, page: PageId, to: Importance) -> Result<i64, Refusal> {
    let found = page::find(tx, page)?.map(|it| it.summary).filter(|it| page::policy::may_read(&act.actor, it));
    let found = found.ok_or(Refusal::Missing("page"))?;
    if act.actor.read_only || !may_weigh(&act.actor) {
        return Err(Refusal::Denied("Only librarians and those who lead a community say how much a page matters"));
    }
    if store::importance_of(tx, page)? != to {
        store::set_importance(tx, page, to, act.now, act.person())?;
        let event = act.event("page.weighed", Subject::new("page", page)).seen_by(Audience::Everyone);
        tx.record(&event.with(serde_json::json!({ "importance": to.word() })))?;
    }
    Ok(found.number)
}
