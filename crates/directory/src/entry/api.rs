//! Entries in the API.

use super::{Decide, Entry, EntryId};
use crate::membership::Route;
use crate::{community, entry, faults};
use axum::Json;
use axum::extract::{Path, State};
use base::{PersonId, Uuid};
use store::StoreError;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Reply, Sent};

#[derive(OpenApi)]
#[openapi(
    paths(list, create, read, decide, withdraw),
    components(schemas(EntryRead, EntryList, NewEntry, NewEntryDecision, Route))
)]
pub struct EntryApi;

#[derive(serde::Serialize, utoipa::ToSchema)]
struct EntryRead {
    id: Uuid,
    url: String,
    person_id: Uuid,
    name: String,
    proposed_by: Option<Uuid>,
    evidence: String,
    asked_on: String,
    /// accepted, declined or withdrawn; null while it waits.
    decision: Option<String>,
    /// Why it was decided so.
    reason: Option<String>,
}

impl From<Entry> for EntryRead {
    fn from(it: Entry) -> Self {
        Self {
            url: it.url(),
            id: it.id.into(),
            person_id: it.person.uuid(),
            name: it.name,
            proposed_by: it.proposed_by.map(|(by, _)| by.uuid()),
            evidence: it.evidence,
            asked_on: it.asked_on.to_string(),
            decision: it.decision,
            reason: it.reason,
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct EntryList {
    items: Vec<EntryRead>,
    next: Option<String>,
}

/// What waits for a decision. For who may decide; others get their own.
#[utoipa::path(get, path = "/api/v1/communities/{community}/entries", tag = "directory",
    params(("community" = String, Path, description = "Its id or slug")),
    responses((status = 200, body = EntryList), (status = 404)))]
pub async fn list(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let items = app.read(|conn| {
        let Some(it) = community::find_wanted(conn, &wanted)? else { return Ok::<_, StoreError>(None) };
        if entry::decide::may_decide(conn, asker.actor(), it.id)? {
            return Ok(Some(entry::waiting_in(conn, it.id)?));
        }
        let own = match asker.person {
            Some(me) => entry::waiting_for(conn, me, it.id)?,
            None => None,
        };
        Ok(Some(own.into_iter().collect()))
    })?;
    let items = items.ok_or(Fault::NotFound)?;
    Ok(Json(EntryList { items: items.into_iter().map(Into::into).collect(), next: None }))
}

/// Somebody asks to join a profession, or is proposed.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewEntry {
    #[schema(min_length = 1, max_length = 4000)]
    evidence: String,
    /// Whom one proposes; oneself when it is left out.
    #[serde(default)]
    person_id: Option<Uuid>,
}

/// Asks to join, or proposes somebody.
#[utoipa::path(post, path = "/api/v1/communities/{community}/entries", tag = "directory", request_body = NewEntry,
    params(("community" = String, Path, description = "Its id or slug"),
        ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = EntryRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn create(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    sent: Sent<NewEntry>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.entry.ask"), app.act(&asker), sent.value);
    let done = app.write_once(once, move |tx| {
        let community = community::find_wanted(tx, &wanted)?.ok_or(entry::EntryError::NoCommunity)?.id;
        let id = match it.person_id {
            Some(person) => entry::propose(tx, &act, community, PersonId(person), &it.evidence)?,
            None => entry::ask(tx, &act, community, &it.evidence)?,
        };
        let made = entry::find(tx, id)?.ok_or(entry::EntryError::NoEntry)?;
        Ok(Reply::created(made.url(), &EntryRead::from(made)))
    });
    done.await.map_err(faults::of_entry)
}

/// One entry, for those whom it concerns: who may decide, who asked, who was proposed and by whom.
#[utoipa::path(get, path = "/api/v1/entries/{entry}", tag = "directory", params(("entry" = Uuid, Path)),
    responses((status = 200, body = EntryRead), (status = 404)))]
pub async fn read(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<EntryId>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let found = app.read(|conn| match entry::find(conn, id)? {
        Some(it) if entry::sees(conn, asker.actor(), &it)? => Ok::<_, StoreError>(Some(it)),
        _ => Ok(None),
    })?;
    found.map(|it| Json(EntryRead::from(it))).ok_or(Fault::NotFound)
}

/// Withdraws an entry that waits. For who asked, and who proposed.
#[utoipa::path(post, path = "/api/v1/entries/{entry}/withdrawal", tag = "directory", params(("entry" = Uuid, Path)),
    responses((status = 200, body = EntryRead), (status = 403), (status = 404)))]
pub async fn withdraw(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<EntryId>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let act = app.act(&asker);
    let done = app.write(move |tx| {
        entry::withdraw(tx, &act, id)?;
        entry::find(tx, id)?.ok_or(entry::EntryError::NoEntry)
    });
    Ok(Json(EntryRead::from(done.await.map_err(faults::of_entry)?)))
}

/// Accept or decline, with the reason.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewEntryDecision {
    accept: bool,
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    #[serde(default)]
    route: Option<Route>,
    #[serde(default)]
    level: String,
}

/// Decides about an entry. For leads and heads, and nobody about themself.
#[utoipa::path(post, path = "/api/v1/entries/{entry}/decision", tag = "directory", request_body = NewEntryDecision,
    params(("entry" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header, description = "Up to 255 characters of your choice")),
    responses((status = 201, body = EntryRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn decide(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<EntryId>,
    sent: Sent<NewEntryDecision>,
) -> Result<Reply, Fault> {
    let (once, act, it) = (sent.once(&asker, "api.entry.decide"), app.act(&asker), sent.value);
    let done = app.write_once(once, move |tx| {
        let input = Decide {
            entry: id,
            accept: it.accept,
            route: it.route.unwrap_or(Route::OpenRecruitment),
            level: it.level.clone(),
            reason: it.reason.clone(),
        };
        entry::decide(tx, &act, input)?;
        let made = entry::find(tx, id)?.ok_or(entry::EntryError::NoEntry)?;
        Ok(Reply::created(made.url(), &EntryRead::from(made)))
    });
    done.await.map_err(faults::of_entry)
}
