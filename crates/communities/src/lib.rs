//! The life of communities: how they meet, who carries the load, what breaks when somebody is away.
//!
//! It is *not* a place for who belongs and under which name (the directory below), nor for what they know or work on
//! (the rooms above).
//!
//! Invariants
//! - Rules with numbers are pure functions: time is passed in, and nothing is asked of a database.
//! - Whoever is asked to carry something says yes on the record; nobody is made an owner by a plan alone.

use web::Room;

/// The room's doors.
pub fn room() -> Room {
    Room::new("communities")
}
