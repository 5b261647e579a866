//! The ground that every room stands on: identities, time, chance, who acts, what happened, text, paging.
//!
//! It is *not* a place for any room's words: no problem, no page, no community rules. It does no input or
//! output and knows no async. Time and chance come in as values ([`Moment`], [`Chance`]), so that every rule
//! can be tried at any hour and with any seed.
//!
//! Reading order: [`id`], [`time`], [`chance`], [`actor`], [`audience`], [`event`], [`act`], [`text`], [`flow`], [`paging`], [`value`].

// So that `id!` names this crate by the same path inside and outside of it.
#[allow(unused_extern_crates)]
extern crate self as base;

pub mod act;
pub mod actor;
pub mod audience;
pub mod chance;
pub mod event;
pub mod flow;
pub mod id;
pub mod paging;
pub mod shelfmark;
pub mod text;
pub mod time;
pub mod value;

pub use act::Act;
pub use actor::{Actor, Duty, Membership, Standing};
pub use audience::{Audience, Viewer};
pub use chance::{Chance, SeededChance, SystemChance};
pub use event::{Event, Kind, Subject};
pub use id::{CommunityId, EventId, PersonId};
pub use paging::{Cursor, Limit, Slice};
pub use time::{Clock, Day, FixedClock, Moment, SystemClock};
pub use uuid::Uuid;
pub use value::{FromValue, Value};

/// A count about fewer people, that is not public anyway, is shown to nobody. (setting)
pub const SMALL_GROUP: i64 = 10;
