//! One's own load: what one does as an owner, against what one is given. For oneself.

use super::activity::{self, hours};
use super::crew::FULL_TIME_HOURS;
use super::load::{Share, given_to, written};
use ::store::{Conn, StoreError};
use base::{Day, PersonId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLoad {
    pub given: Share,
    /// In thousandths of a post, as what is given.
    pub does: Share,
    /// What takes most of it: the activity, and tenths of hours a month.
    pub most: Vec<(String, i64)>,
    /// The community of the first.
    pub slug: String,
}

/// `None` for who carries nothing.
pub fn own_load(conn: &mut Conn, me: PersonId, today: Day) -> Result<Option<OwnLoad>, StoreError> {
    let mut owned = activity::owned_by(conn, me, today)?;
    let Some((_, _, slug)) = owned.first().cloned() else { return Ok(None) };
    let tenths: i64 = owned.iter().map(|(_, tenths, _)| tenths).sum();
    owned.truncate(2);
    Ok(Some(OwnLoad {
        given: given_to(conn, &[me], today)?.get(&me).copied().unwrap_or(0),
        does: tenths * 1_000 / (FULL_TIME_HOURS * 10),
        most: owned.into_iter().map(|(name, tenths, _)| (name, tenths)).collect(),
        slug,
    }))
}

impl OwnLoad {
    pub fn is_too_much(&self) -> bool {
        self.does > self.given
    }

    /// `0.6 of the 0.5 of a post that you are given. Most of it: panels (45 hours a month).`
    pub fn sentence(&self) -> String {
        let most: Vec<String> =
            self.most.iter().map(|(name, tenths)| format!("{name} ({} h)", hours(*tenths))).collect();
        let given = match self.given {
            0 => "of a post; no time is given for it".to_owned(),
            given => format!("of a post, of the {} that you are given", written(given)),
        };
        format!("{} {given}. Most of it: {}.", written(self.does), most.join(" and "))
    }
}
