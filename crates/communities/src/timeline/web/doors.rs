//! The doors to a timeline.

use super::Span;
use crate::Above;
use axum::extract::{Path, Query, State};
use web::{App, Asker, Form, Right, Room};

pub fn doors(room: Room, above: Above) -> Room {
    let show = move |app: State<App>, asker: Asker, slug: Path<String>, span: Query<Span>| {
        super::show(above, app, asker, slug, span)
    };
    let figures = move |app: State<App>, slug: Path<String>| super::figures(above, app, slug);
    let add =
        move |app: State<App>, asker: Asker, slug: Path<String>, form: Form| super::add(above, app, asker, slug, form);
    room.get("/communities/{slug}/timeline", Right::SignedIn, show)
        .get("/communities/{slug}/timeline.csv", Right::SignedIn, figures)
        .post("/communities/{slug}/turning-points", Right::Writes, add)
        .post("/communities/{slug}/turning-points/{id}/removal", Right::Writes, super::remove)
}
