//! Meetups on pages: a community's, one of them, making and changing, answering, calendars.

mod event;
mod feeds;
mod into_page;
mod list;
mod rsvp;
mod typed;

pub use list::panel;

use crate::Above;
use web::{Right, Room};

pub fn doors(room: Room, above: Above) -> Room {
    room.get("/communities/{slug}/meetups", Right::SignedIn, list::show)
        .post("/communities/{slug}/meetups", Right::Writes, list::add)
        .get("/communities/{slug}/meetups.ics", Right::SignedIn, feeds::of_community)
        .get("/events/{event}", Right::SignedIn, move |app, asker, event, on| event::show(above, app, asker, event, on))
        .post("/events/{event}", Right::Writes, event::change)
        .post("/events/{event}/answers", Right::Writes, event::answer)
        .post("/events/{event}/changes", Right::Writes, event::change_one)
        .post("/events/{event}/cancellation", Right::Writes, event::cancel)
        .post("/events/{event}/agenda", Right::Writes, event::propose)
        .post("/events/{event}/agenda/{id}", Right::Writes, event::decide_item)
        .post("/events/{event}/notes", Right::Writes, event::keep_notes)
        .post("/events/{event}/page", Right::Writes, move |app, asker, event, form| {
            into_page::draft(above, app, asker, event, form)
        })
        .post("/events/{event}/invitations", Right::Writes, event::invite)
        .get("/rsvp/{token}", Right::Anyone, rsvp::show)
        .post("/rsvp/{token}", Right::Anyone, rsvp::answer)
        .get("/me/calendar", Right::Own, feeds::own)
        .post("/me/calendar", Right::Own, feeds::renew)
        .get("/calendar/{token}", Right::Anyone, feeds::of_person)
}
