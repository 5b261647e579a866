//! What happens in the room, as it happens: server-sent events with progress, the reveal, decisions and the end.
//!
//! Each connection asks the database anew, so that a restart loses nothing: whoever connects again gets the state as it
//! is. It ends with the session; every few seconds it asks anew who listens, so that a right that was taken away ends
//! it. After five minutes it ends in any case: browsers connect again by themselves.

use crate::asked;
use crate::maturity::{self, SessionId};
use crate::refusal::Refusal;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::time::Duration;
use store::StoreError;
use web::{App, Asker, Fault};

const LOOK: Duration = Duration::from_secs(1);
/// Looks of one connection.
const LOOKS: u32 = 300;
/// The right is asked for again at every so many.
const ASKED_AGAIN: u32 = 5;

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
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    app.read(|conn| {
        let it = maturity::find(conn, id)?.filter(|it| it.community == community);
        it.ok_or(Refusal::Missing("card sort")).map(drop)
    })?;
    may_follow(&app, &asker, id)?;
    let follower = Follower { app, headers, id, looks: 0, before: None };
    let events = futures_util::stream::unfold(follower, next);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response())
}

fn may_follow(app: &App, asker: &Asker, id: SessionId) -> Result<(), Refusal> {
    app.read(|conn| {
        let it = maturity::find(conn, id)?.ok_or(Refusal::Missing("card sort"))?;
        let allowed =
            maturity::may_sort(conn, asker.actor(), it.community)? || maturity::facilitates(conn, asker.actor(), &it)?;
        if allowed { Ok(()) } else { Err(Refusal::Denied("Members of this community follow its card sort")) }
    })
}

/// One connection.
struct Follower {
    app: App,
    /// By which whoever listens is known.
    headers: HeaderMap,
    id: SessionId,
    looks: u32,
    before: Option<Told>,
}

async fn next(mut it: Follower) -> Option<(Result<Event, Infallible>, Follower)> {
    if it.before.as_ref().is_some_and(|told| told.closed) {
        return None;
    }
    loop {
        if it.looks > 0 {
            tokio::time::sleep(LOOK).await;
        }
        it.looks += 1;
        // Whatever fails ends the connection; the browser comes again.
        if it.looks.is_multiple_of(ASKED_AGAIN) {
            let asker = it.app.asks_now(&it.headers).ok()?;
            may_follow(&it.app, &asker, it.id).ok()?;
        }
        let told = look(&it.app, it.id).ok().flatten()?;
        if it.looks >= LOOKS {
            return None;
        }
        if it.before.as_ref() != Some(&told) {
            let event = Event::default().event("room").data(serde_json::to_string(&told).unwrap_or_default());
            it.before = Some(told);
            return Some((Ok(event), it));
        }
    }
}
