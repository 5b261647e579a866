//! The board of all heads, full, with what comes next and what waits; and one profession's own.

use super::FillError;
use super::writer::Writer;
use crate::demo::world::Work;
use base::Moment;
use store::Tx;
use work::board::{Board, Place, Put, Weigh, pin, put, set_aside, set_limit, weigh};

/// Before today the boards were filled.
pub(super) const SINCE_DAYS: i64 = 10;
const IN_HAND: usize = 5;
const NEXT: usize = 3;

/// Why it waits, and what has to happen first.
const ASIDE: [(&str, &str); 2] = [
    ("Two suppliers change in spring, and both hold half of it.", "the contracts are signed"),
    ("Worth doing; five things are worth more.", "one of the five is finished"),
];

fn unkept(refusal: impl std::fmt::Display) -> FillError {
    FillError::Refused { step: "the board".into(), words: refusal.to_string() }
}

impl Writer<'_> {
    pub(super) fn boards(&mut self, tx: &mut Tx<'_>, now: Moment) -> Result<(), FillError> {
        let act = self.by_head(0, now);
        set_limit(tx, &act, Board::Heads, IN_HAND as i64).map_err(unkept)?;
        let is_open = |it: &Work| it.finished_on.is_none() && it.started_on < now.day();
        let mut open: Vec<usize> = (0..self.world.works.len()).filter(|at| is_open(&self.world.works[*at])).collect();
        // What moved last is what the heads look at.
        open.sort_by_key(|at| std::cmp::Reverse(self.world.works[*at].done_on.last().copied()));
        for (nth, at) in open.iter().take(IN_HAND + NEXT).enumerate() {
            let work_item = self.ids.works[*at];
            let place = if nth < IN_HAND { Place::InHand } else { Place::Next };
            put(tx, &act, Put { work_item, to: Some((Board::Heads, place)) }).map_err(unkept)?;
            let value = i64::from(self.world.works[*at].value);
            weigh(tx, &act, Weigh { work_item, value, remaining_days: None }).map_err(unkept)?;
        }
        // What has not moved for longest waits, and says for what.
        for (at, (reason, when)) in open.iter().skip(IN_HAND + NEXT).rev().zip(ASIDE) {
            let work_item = self.ids.works[*at];
            put(tx, &act, Put { work_item, to: Some((Board::Heads, Place::Next)) }).map_err(unkept)?;
            set_aside(tx, &act, work_item, reason, (None, when)).map_err(unkept)?;
        }
        if let Some(last) = open.get(IN_HAND - 1) {
            pin(tx, &act, self.ids.works[*last], "The board of the ministry meets on it in January").map_err(unkept)?;
        }
        let community = self.ids.communities[0];
        let rest = open.len().saturating_sub(IN_HAND + NEXT + ASIDE.len());
        let own = open.iter().skip(IN_HAND + NEXT).take(rest);
        let own = own.filter(|at| self.world.problems[self.world.works[**at].problem].profession == 0);
        for (nth, at) in own.take(4).enumerate() {
            let place = if nth < 2 { Place::InHand } else { Place::Next };
            let to = Some((Board::Of(community), place));
            put(tx, &act, Put { work_item: self.ids.works[*at], to }).map_err(unkept)?;
        }
        Ok(())
    }
}
