//! The list of people as a file, in the API.

use super::{Brought, Report, Wish, bring, read, settle, write_out};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Form, Sent};

#[derive(OpenApi)]
#[openapi(paths(import, export), components(schemas(NewRoster, RosterReport, RosterLine)))]
pub struct RosterApi;

/// A table of people.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewRoster {
    /// The whole file: CSV whose first line names the columns.
    text: String,
    /// Only say what would change.
    #[serde(default)]
    dry_run: bool,
    /// Found professions that the table names and nobody has founded.
    #[serde(default)]
    found_missing: bool,
    /// Take the good lines although others cannot be taken.
    #[serde(default)]
    good_lines: bool,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct RosterReport {
    added: usize,
    changed: usize,
    same: usize,
    refused: usize,
    /// People who are here and not in the table; nothing happens to them.
    not_named: usize,
    /// False for a try, and when a refused line kept all out.
    written: bool,
    new_units: Vec<String>,
    new_locations: Vec<String>,
    founded: Vec<String>,
    unknown_columns: Vec<String>,
    lines: Vec<RosterLine>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct RosterLine {
    /// Counted from 1, the head of the table first.
    line: usize,
    email: String,
    /// added, changed, same or refused
    what: &'static str,
    changes: Vec<String>,
    /// Why it cannot be taken, and what to do.
    refused: Option<String>,
    notes: Vec<String>,
}

impl Brought {
    fn what(&self) -> &'static str {
        match (&self.refused, self.is_new, self.changes.is_empty()) {
            (Some(_), ..) => "refused",
            (None, true, _) => "added",
            (None, false, false) => "changed",
            (None, false, true) => "same",
        }
    }
}

impl From<Report> for RosterReport {
    fn from(it: Report) -> Self {
        let lines = it.lines.into_iter().map(|line| RosterLine {
            what: line.what(),
            line: line.line,
            email: line.email,
            changes: line.changes,
            refused: line.refused,
            notes: line.notes,
        });
        Self {
            added: it.added,
            changed: it.changed,
            same: it.same,
            refused: it.refused,
            not_named: it.not_named,
            written: !it.nothing_written,
            new_units: it.new_units,
            new_locations: it.new_locations,
            founded: it.founded,
            unknown_columns: it.unknown_columns,
            lines: lines.collect(),
        }
    }
}

/// What a body that is the file itself cannot say.
#[derive(Clone, Copy, Default, serde::Deserialize, utoipa::IntoParams)]
pub struct Wishes {
    #[serde(default)]
    dry_run: bool,
    #[serde(default)]
    found_missing: bool,
    #[serde(default)]
    good_lines: bool,
}

struct Table {
    text: Vec<u8>,
    dry_run: bool,
    found_missing: bool,
    good_lines: bool,
}

/// As JSON, or the file itself as `text/csv` with the wishes in the address.
async fn sent(app: &App, wishes: Wishes, request: Request) -> Result<Table, Fault> {
    let kind = request.headers().get(header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    if kind.starts_with(b"text/") {
        let body = Bytes::from_request(request, app).await.map_err(|refusal| match refusal.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge { most_bytes: Form::MOST_BYTES },
            _ => Fault::Unreadable("The body did not arrive whole.".into()),
        })?;
        let Wishes { dry_run, found_missing, good_lines } = wishes;
        return Ok(Table { text: body.into(), dry_run, found_missing, good_lines });
    }
    let NewRoster { text, dry_run, found_missing, good_lines } = Sent::from_request(request, app).await?.value;
    let text = text.into_bytes();
    Ok(Table {
        text,
        dry_run: dry_run || wishes.dry_run,
        found_missing: found_missing || wishes.found_missing,
        good_lines: good_lines || wishes.good_lines,
    })
}

/// Brings a table of people in, or says what would change. The body is JSON, or the file itself as `text/csv`. For
/// people administrators.
#[utoipa::path(post, path = "/api/v1/people/imports", tag = "directory", params(Wishes),
    request_body(content((NewRoster = "application/json"), (String = "text/csv"))),
    responses((status = 200, body = RosterReport), (status = 403), (status = 422, description = "Problem details")))]
pub async fn import(
    State(app): State<App>,
    asker: Asker,
    Query(wishes): Query<Wishes>,
    request: Request,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let it = sent(&app, wishes, request).await?;
    let table = read(&it.text).map_err(|error| crate::faults::invalid("text", error))?;
    let wish = Wish { found_missing: it.found_missing, good_lines: it.good_lines };
    let act = app.act(asker.actor());
    let is_try = it.dry_run;
    let done = app.write(move |tx| bring(tx, &act, &table, wish, is_try)).await;
    Ok(Json(RosterReport::from(settle(done).map_err(crate::faults::of_roster)?)))
}

/// All people with their current memberships, as CSV. Cells that a table program would run have an apostrophe before
/// them. For people administrators.
#[utoipa::path(get, path = "/api/v1/people.csv", tag = "directory",
    responses((status = 200, description = "CSV", content_type = "text/csv"), (status = 403)))]
pub async fn export(State(app): State<App>) -> Result<impl IntoResponse, Fault> {
    let text = app.read(write_out)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"people.csv\""),
    ];
    Ok((headers, text))
}
