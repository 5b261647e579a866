//! `/communities/{slug}/maturity`: history, start; one's own sorting; the room; the cards.

mod cards;
mod history;
mod live;
mod room;
mod sort;

use crate::Above;
use axum::extract::{Path, State};
use web::{App, Asker, Right, Room};

type At = Path<(String, super::SessionId)>;

pub fn doors(room: Room, above: Above) -> Room {
    let board = move |app: State<App>, asker: Asker, at: At| room::put_on_board(above, app, asker, at);
    room.get("/communities/{slug}/maturity", Right::SignedIn, history::show)
        .post("/communities/{slug}/maturity", Right::Writes, history::open)
        .get("/communities/{slug}/maturity/cards", Right::SignedIn, cards::show)
        .post("/communities/{slug}/maturity/cards", Right::Writes, cards::change)
        .get("/communities/{slug}/maturity/cards.csv", Right::SignedIn, cards::file)
        .get("/communities/{slug}/maturity/{session}", Right::SignedIn, room::show)
        .get("/communities/{slug}/maturity/{session}/live", Right::SignedIn, live::follow)
        .get("/communities/{slug}/maturity/{session}/sort", Right::SignedIn, sort::show)
        .post("/communities/{slug}/maturity/{session}/sort", Right::Writes, sort::save)
        .post("/communities/{slug}/maturity/{session}/reveal", Right::Writes, room::reveal)
        .post("/communities/{slug}/maturity/{session}/decisions", Right::Writes, room::decide)
        .post("/communities/{slug}/maturity/{session}/closing", Right::Writes, room::close)
        .post("/communities/{slug}/maturity/{session}/backlog", Right::Writes, room::add)
        .post("/communities/{slug}/maturity/{session}/board", Right::Writes, board)
}
