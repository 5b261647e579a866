//! Reach: the share of a profession's members today who ever had a page before them.
//!
//! A number behind which fewer than ten people stand, or which fewer than ten are left out of, is hidden: both would
//! tell of persons. No sum over professions is shown, so that nothing hidden can be worked out from the rest.

use super::store;
use crate::page::PageId;
use ::store::{Conn, StoreError};
use base::{CommunityId, Day};

/// Fewer than these are no number for others.
pub const SMALL_GROUP: i64 = 10;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    pub community: CommunityId,
    pub name: String,
    pub members: i64,
    /// Of a hundred members; none where it would tell of fewer than ten people.
    pub percent: Option<i64>,
}

/// Professions by name.
pub fn reach(conn: &mut Conn, page: PageId, today: Day) -> Result<Vec<Reach>, StoreError> {
    let counts = store::counts(conn, page, today)?;
    Ok(counts
        .into_iter()
        .map(|(community, name, members, reached)| Reach { community, name, members, percent: shown(reached, members) })
        .collect())
}

/// To the nearest five of a hundred: between two days, one reader more shall not show.
fn shown(reached: i64, members: i64) -> Option<i64> {
    let is_small = reached < SMALL_GROUP || members - reached < SMALL_GROUP;
    (!is_small).then(|| (reached * 20 + members / 2) / members * 5)
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_would_tell_of_few_people_is_hidden() {
        assert_eq!(
            (shown(9, 100), shown(91, 100), shown(0, 100), shown(100, 100), shown(5, 12)),
            (None, None, None, None, None)
        );
        assert_eq!((shown(10, 100), shown(52, 100), shown(90, 100)), (Some(10), Some(50), Some(90)));
    }
}
