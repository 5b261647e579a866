//! Reach and Remembered of a page in a community.
//!
//! *Reach*: the share of its members who ever had the page before them. *Remembered*: the mean over its members of the
//! chance that they still recall it ([`crate::recall`]); a newcomer counts 0. Reach goes down when people join; Remembered
//! goes down by the day.
//!
//! Each is reckoned once a day for everything ([`keep`]) and a little after anything changed for the page that it concerns
//! ([`catch_up`]); a point for each Monday is kept, and one for today. Erasing one's record goes out of every point.
//!
//! Invariants: nothing is kept, and nothing shown, where fewer than ten members ever had the page before them. A share is
//! shown to the nearest five of a hundred, and not where it would tell who of fewer than ten did not read.

mod groups;
mod importance;
mod keep;
mod meetups;
mod picture;
mod reckon;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use groups::Groups;
pub use importance::{Importance, set_importance};
pub use keep::{catch_up, gains, keep};
pub use meetups::take_in;
pub use reckon::{Gain, Reckoned, Reckoner};
pub use store::{
    Fading, fading, forget_community, forget_handbook, forget_page, importance_of, latest, of_page, reckoned_on,
};

use base::{CommunityId, Day, SMALL_GROUP};

/// So many Mondays back the curve goes.
pub const WEEKS: i64 = 26;

/// What stands of a page in a community on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub on: Day,
    pub members: i64,
    /// Who came since the point before.
    pub joined: i64,
    pub reached: i64,
    /// In thousandths.
    pub permille: i64,
}

impl Point {
    /// Of a hundred, to the nearest five: between two days, one reader more shall not show.
    pub fn remembered(&self) -> i64 {
        (self.permille + 25) / 50 * 5
    }

    /// The same for [`Point::reached`]; none where it would tell who of fewer than ten did not.
    pub fn reach(&self) -> Option<i64> {
        (self.members - self.reached >= SMALL_GROUP || self.members == self.reached)
            .then(|| (self.reached * 20 + self.members / 2) / self.members.max(1) * 5)
    }
}

/// One community's points, the oldest first; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    pub community: CommunityId,
    pub slug: String,
    pub name: String,
    /// Of the profession that a local community belongs to.
    pub within: Option<String>,
    pub points: Vec<Point>,
}

impl Curve {
    pub fn now(&self) -> &Point {
        &self.points[self.points.len() - 1]
    }

    pub fn before(&self) -> &Point {
        &self.points[0]
    }
}

/// The Monday of a day's week.
pub fn monday(day: Day) -> Day {
    let epoch = base::Moment::default().day();
    // 1 January 1970 was a Thursday.
    day.plus_days(-(day.days_since(epoch) + 3).rem_euclid(7))
}
