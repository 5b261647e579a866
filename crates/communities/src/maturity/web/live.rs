//! What happens in the room, as it happens: server-sent events with progress, the reveal, decisions and the end.
//!
//! Each connection asks the database anew, so that a restart loses nothing: whoever connects again gets the state as it
//! is. It ends with the session, and after five minutes, so that a right that was taken away ends with it: browsers
//! connect again by themselves.

use crate::asked;
use crate::maturity::{self, SessionId};
use crate::refusal::Refusal;
use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::time::Duration;
use store::StoreError;
use web::{App, Asker, Fault};

const LOOK: Duration = Duration::from_secs(1);
/// Looks of one connection.
const LOOKS: u32 = 300;

/// What everybody in the room may know.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
struct Told {
    sorted: i64,
    finished: i64,
    revealed: bool,
    decided: usize,
    closed: bool,
}

fn look(app: &App, id: SessionId) -> Result<Option<Told>, StoreError> {
    app.read(|conn| {
        let Some(it) = maturity::find(conn, id)? else { return Ok(None) };
        let (sorted, finished) = maturity::progress(conn, id)?;
        let decided = maturity::agreed(conn, id)?.len();
        Ok(Some(Told { sorted, finished, revealed: it.is_revealed, decided, closed: it.closed.is_some() }))
    })
}

/// `GET …/maturity/{session}/live`
pub async fn follow(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, SessionId)>,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    app.read(|conn| {
        let it = maturity::find(conn, id)?.filter(|it| it.community == community);
        let it = it.ok_or(Refusal::Missing("card sort"))?;
        let allowed =
            maturity::may_sort(conn, asker.actor(), community)? || maturity::facilitates(conn, asker.actor(), &it)?;
        if allowed { Ok(()) } else { Err(Refusal::Denied("Members of this community follow its card sort")) }
    })?;
    let events =
        futures_util::stream::unfold((app, None, 0_u32), move |(app, before, looks)| next(app, id, before, looks));
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response())
}

type Next = Option<(Result<Event, Infallible>, (App, Option<Told>, u32))>;

async fn next(app: App, id: SessionId, before: Option<Told>, mut looks: u32) -> Next {
    if before.as_ref().is_some_and(|told| told.closed) {
        return None;
    }
    loop {
        if looks > 0 {
            tokio::time::sleep(LOOK).await;
        }
        looks += 1;
        // Whatever fails ends the connection; the browser comes again.
        let told = look(&app, id).ok().flatten()?;
        if looks >= LOOKS {
            return None;
        }
        if before.as_ref() != Some(&told) {
            let event = Event::default().event("room").data(serde_json::to_string(&told).unwrap_or_default());
            return Some((Ok(event), (app, Some(told), looks)));
        }
    }
}
