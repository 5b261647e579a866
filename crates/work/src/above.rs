//! What rooms above do for this one. They hand in functions; this room does not know what stands behind them.

use ::store::{Conn, StoreError};
use base::{CommunityId, Day, PersonId};
use directory::panels::Look;
use knowledge::page::Leaf;

/// A first reading for somebody new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub title: String,
    /// Where all of it stands.
    pub url: String,
    /// Somebody put it together; otherwise it is a handbook's own order.
    pub is_path: bool,
    /// Each page, and the day on which this person read it or said that they know it.
    pub pages: Vec<(Leaf, Option<Day>)>,
}

/// What somebody who is new in these communities reads first, as the first of them that has a path says.
pub type FirstReading = fn(&mut Conn, PersonId, &[CommunityId]) -> Result<Option<Reading>, StoreError>;

/// Writes safe HTML for the page of today; "" for nothing.
pub type TodayPanel = fn(&mut Conn, &Look<'_>) -> Result<String, StoreError>;

/// The binary fills them.
#[derive(Clone, Copy, Default)]
pub struct Above {
    pub first_reading: Option<FirstReading>,
    pub today: Option<TodayPanel>,
}
