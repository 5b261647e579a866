//! The second navigation of this room, with its counts.

use crate::problem::Totals;
use crate::work_item;
use store::{Conn, StoreError};

/// The second navigation; one of its entries is where the reader is.
pub(crate) struct Places {
    here: &'static str,
    in_hand: i64,
    not_now: i64,
    all: i64,
    again: i64,
}

/// `here`: `work`, `not now`, `all`, `again`, or "" for none.
pub(crate) fn places(conn: &mut Conn, totals: &Totals, here: &'static str) -> Result<Places, StoreError> {
    let (in_hand, _, _) = work_item::counts(conn)?;
    Ok(Places { here, in_hand, not_now: totals.not_now, all: totals.all(), again: totals.again })
}

impl Places {
    pub(crate) fn sample(here: &'static str) -> Self {
        Self { here, in_hand: 5, not_now: 17, all: 183, again: 9 }
    }

    /// Safe HTML: everything in it is ours.
    pub(crate) fn html(&self) -> String {
        let entry = |name: &str, address: &str, label: &str, count: Option<i64>| {
            let current = if name == self.here { " aria-current=\"page\"" } else { "" };
            let count = count.map(|count| format!("<span class=\"count\">{count}</span>")).unwrap_or_default();
            format!("<li><a href=\"{address}\"{current}>{label}{count}</a></li>")
        };
        let entries = [
            entry("new", "/problems/new", "State a problem", None),
            entry("work", "/work", "Work in hand", Some(self.in_hand)),
            entry("not now", "/problems?state=not_now", "Not now", Some(self.not_now)),
            entry("all", "/problems", "All problems", Some(self.all)),
            entry("again", "/problems/again", "Met again", Some(self.again)),
        ];
        format!("<nav class=\"subnav\" aria-label=\"Problems\"><ul>{}</ul></nav>", entries.concat())
    }
}
