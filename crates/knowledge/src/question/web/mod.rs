//! The pages of questions: all of them, asking one, one with its answers.

mod ask;
mod list;
mod show;

use web::{Right, Room};

pub fn doors(room: Room) -> Room {
    room.place("question", "1")
        .get("/handbook/questions", Right::SignedIn, list::show)
        .post("/handbook/questions", Right::Writes, ask::send)
        .get("/handbook/questions/new", Right::Writes, ask::new)
        .get("/handbook/questions/{question}", Right::SignedIn, show::show)
        .get("/q/{question}", Right::SignedIn, show::short)
        .post("/handbook/questions/{question}/answers", Right::Writes, show::answer_it)
        .post("/handbook/questions/{question}/acceptances", Right::Writes, show::accept_it)
        .post("/handbook/questions/{question}/again", Right::Writes, show::ask_it_too)
        .post("/handbook/questions/{question}/page", Right::Writes, show::keep_it)
        .post("/handbook/questions/{question}/withdrawal", Right::Writes, show::take_it_back)
}
