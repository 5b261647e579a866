//! Leading work that somebody must do: chair recruitment, meetups in Leeds, the weekly update.
//!
//! Who leads writes one down as it is today ([`add`]), with its owners and deputies, and ends it ([`end`]). From then on
//! it changes hands by asking ([`ask`]) and a yes ([`answer`]): nobody becomes an owner or a deputy by being named alone.
//! Whoever carries something may lay it down ([`lay_down`]).
//!
//! Invariants: a person carries an activity once, as owner or as deputy; what was carried stays as history.

mod add;
mod change;
mod end;
mod hand_over;
mod hold;
mod store;
#[cfg(test)]
mod tests;

pub use add::{Add, add};
pub use change::{Change, Was, change};
pub use end::{end, lay_down};
pub use hand_over::{Ask, answer, ask, withdraw};
pub use hold::hold;
pub use store::{Owned, by_month, find, list, of_people, owned_by, waiting_for, waiting_in};

use crate::meetup::MeetupId;
use ::web::worded;
use base::{CommunityId, Day, PersonId};

base::id!(
    /// An activity.
    ActivityId
);

base::id!(
    /// A wish that somebody takes an activity over.
    HandOverId
);

worded!(
    /// What kind of work it is.
    pub enum Character {
        Reactive = "reactive",
        Shared = "shared",
        Strategic = "strategic",
    }
);

impl Character {
    pub fn title(self) -> &'static str {
        match self {
            Character::Reactive => "Reactive",
            Character::Shared => "Shared",
            Character::Strategic => "Strategic",
        }
    }
}

worded!(
    /// How somebody carries it.
    pub enum Part {
        Owner = "owner",
        /// Could take it over now.
        Deputy = "deputy",
    }
);

worded!(
    /// How often it is felt when nobody does it, counted from a day.
    pub enum Rhythm {
        None = "none",
        Weekly = "weekly",
        Fortnightly = "fortnightly",
        Monthly = "monthly",
        Quarterly = "quarterly",
        Yearly = "yearly",
    }
);

impl Rhythm {
    pub fn title(self) -> &'static str {
        match self {
            Rhythm::None => "No fixed day",
            Rhythm::Weekly => "Every week",
            Rhythm::Fortnightly => "Every two weeks",
            Rhythm::Monthly => "Every month",
            Rhythm::Quarterly => "Every quarter",
            Rhythm::Yearly => "Every year",
        }
    }

    /// The first day from `from` to `to` on which it falls, counted from `first`. Months count by the day of the month;
    /// where a month has no such day, its last.
    pub fn next(self, first: Day, from: Day, to: Day) -> Option<Day> {
        if from > to {
            return None;
        }
        let days = |step: i64| {
            let gone = from.days_since(first);
            if gone <= 0 { first } else { first.plus_days((gone + step - 1) / step * step) }
        };
        let next = match self {
            // Without a rhythm, its absence is felt at once.
            Rhythm::None => from.max(first),
            Rhythm::Weekly => days(7),
            Rhythm::Fortnightly => days(14),
            Rhythm::Monthly => months(1, first, from),
            Rhythm::Quarterly => months(3, first, from),
            Rhythm::Yearly => months(12, first, from),
        };
        (next <= to).then_some(next)
    }
}

fn months(step: i32, first: Day, from: Day) -> Day {
    let of = |day: Day| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let gone = (of(from) - of(first)).max(0);
    let mut month = of(first) + gone / step * step;
    loop {
        let (year, number) = ((month / 12) as i16, (month % 12 + 1) as i8);
        let day = (0..4).find_map(|less| Day::new(year, number, first.day_of_month() - less)).unwrap_or(from);
        if day >= from {
            return day.max(first);
        }
        month += step;
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    pub id: ActivityId,
    pub community: CommunityId,
    pub name: String,
    /// Tenths of hours a month.
    pub hours: i64,
    pub character: Character,
    pub rhythm: Rhythm,
    pub first_on: Day,
    pub from: Day,
    pub to: Option<Day>,
    /// The meetup that it is about, if any: its calendar comes before the rhythm.
    pub meetup: Option<MeetupId>,
    pub owners: Vec<Carrier>,
    pub deputies: Vec<Carrier>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    pub person: PersonId,
    pub name: String,
}

/// Somebody was asked and has not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    pub id: HandOverId,
    pub activity: ActivityId,
    pub activity_name: String,
    pub community: CommunityId,
    pub from: Option<Carrier>,
    pub to: Carrier,
    pub part: Part,
    pub on: Day,
}

/// `7.5`, for tenths of hours.
pub fn hours(tenths: i64) -> String {
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, (tenths % 10).abs()) }
}
