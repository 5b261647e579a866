//! An activity takes other hours, or is of another character, from today on. What it was stays for the months before.

use super::add::tenths_of;
use super::{ActivityId, Character, Owned, Rhythm, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Day, Subject};
use directory::community;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub activity: ActivityId,
    /// A month; rounded to tenths.
    pub hours: f64,
    pub character: Character,
    pub rhythm: Rhythm,
}

pub fn change(tx: &mut Tx<'_>, act: &Act, input: Change) -> Result<(), Refusal> {
    let it = store::find(tx, input.activity)?.ok_or(Refusal::Missing("activity"))?;
    may(may_keep(&act.actor, &community::lineage(tx, it.community)?), WHO_KEEPS)?;
    if it.to.is_some() {
        return Err(Refusal::Already("This activity has ended already."));
    }
    let tenths = tenths_of(input.hours)?;
    if (tenths, input.character, input.rhythm) == (it.hours, it.character, it.rhythm) {
        return Ok(());
    }
    let today = act.now.day();
    let since = store::changed_last(tx, it.id)?.unwrap_or(it.from);
    // What was right for no whole day leaves no trace.
    if since < today && (tenths, input.character) != (it.hours, it.character) {
        store::keep_as_it_was(tx, act, &it, (since, today))?;
    }
    store::change(tx, it.id, tenths, input.character, input.rhythm)?;
    let facts = serde_json::json!({
        "activity": it.id, "name": it.name, "hours": tenths, "character": input.character, "was_hours": it.hours,
    });
    tx.record(&act.event("activity.changed", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// What an activity was from a day to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Was {
    pub from: Day,
    pub to: Day,
    pub hours: i64,
    pub character: Character,
}

/// Cuts who owned what where the activity was changed, so that each piece has the figures of its days.
pub fn cut(owned: Vec<Owned>, was: &BTreeMap<ActivityId, Vec<Was>>) -> Vec<Owned> {
    let mut all = Vec::with_capacity(owned.len());
    for mut piece in owned {
        for was in was.get(&piece.activity).into_iter().flatten() {
            let from = piece.from.max(was.from);
            let to = piece.to.map_or(was.to, |to| to.min(was.to));
            if from < to {
                all.push(Owned { from, to: Some(to), hours: was.hours, character: was.character, ..piece.clone() });
            }
            piece.from = piece.from.max(was.to);
        }
        if piece.to.is_none_or(|to| piece.from < to) {
            all.push(piece);
        }
    }
    all
}
