//! After a while a product says whether it still uses what it started from.

use super::{AdoptionId, store};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Standing, Subject, text};
use directory::product;

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It holds as it was.
    Confirmed,
    /// It holds, with what was changed since, in words.
    Changed(String),
    /// The product went away from it, and why.
    Dropped(String),
}

/// Whoever said it, the product's team and leads. What was dropped counts no more and is kept to read.
pub fn keep(tx: &mut Tx<'_>, act: &Act, adoption: AdoptionId, kept: &Kept) -> Result<(), Refusal> {
    let it = store::find(tx, adoption)?.ok_or(Refusal::Missing("adoption"))?;
    let mut allowed = act.actor.stands_anywhere(Standing::Lead) || it.adopted_by.is_some_and(|by| act.actor.is(by));
    if let Some(me) = act.person().filter(|_| !allowed) {
        allowed = product::is_on_team(tx, it.product, me)?;
    }
    may(allowed && !act.actor.read_only, "The product\u{2019}s team and leads say whether it still holds")?;
    if it.is_dropped {
        return Err(Refusal::Already("This product went away from it already"));
    }
    let what = match kept {
        Kept::Confirmed => {
            store::confirm(tx, act, adoption, None)?;
            "problem.adoption_confirmed"
        }
        Kept::Changed(words) => {
            let words = text::required(words, 4_000).map_err(Refusal::at("changes"))?;
            store::confirm(tx, act, adoption, Some(&words))?;
            "problem.adoption_changed"
        }
        Kept::Dropped(why) => {
            let why = text::required(why, 1_000).map_err(Refusal::at("changes"))?;
            store::drop_it(tx, act, adoption, &why)?;
            "problem.adoption_dropped"
        }
    };
    let facts = serde_json::json!({"adoption": adoption, "product": it.product});
    tx.record(&act.event(what, Subject::new("problem", it.problem)).with(facts))?;
    Ok(())
}
