//! `POST /events/{number}/page`: notes become a page in one step, as a draft.

use super::event::{find, time_of};
use crate::{Above, meetup};
use axum::extract::{Path, State};
use axum::response::Response;
use web::{App, Asker, Fault, Form};

pub async fn draft(
    above: Above,
    State(app): State<App>,
    asker: Asker,
    Path(event): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let make = above.page.ok_or(Fault::NotFound)?;
    let (it, on) = (find(&app, &event)?, time_of(&form)?);
    let act = app.act(asker.actor());
    let address = app.write(move |tx| meetup::note_to_page(tx, &act, it.id, on, make)).await?;
    Ok(web::see(&address))
}
