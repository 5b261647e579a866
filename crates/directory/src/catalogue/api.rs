//! The list of products as a file, in the API.

use super::{Report, bring, read, settle};
use axum::Json;
use axum::extract::State;
use utoipa::OpenApi;
use web::{App, Asker, Check, Fault, Sent};

#[derive(OpenApi)]
#[openapi(paths(import), components(schemas(NewCatalogue, CatalogueReport, CatalogueLine)))]
pub struct CatalogueApi;

/// A table of products and their teams.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct NewCatalogue {
    /// The whole file: CSV whose first line names the columns.
    text: String,
    /// Only say what would change.
    #[serde(default)]
    dry_run: bool,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct CatalogueReport {
    added: usize,
    changed: usize,
    same: usize,
    refused: usize,
    /// False for a try, and when a refused line kept all out.
    written: bool,
    new_units: Vec<String>,
    unknown_columns: Vec<String>,
    lines: Vec<CatalogueLine>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct CatalogueLine {
    /// Counted from 1, the head of the table first.
    line: usize,
    product: String,
    /// added, changed, same or refused
    what: &'static str,
    changes: Vec<String>,
    /// Why it cannot be taken, and what to do.
    refused: Option<String>,
}

impl From<Report> for CatalogueReport {
    fn from(it: Report) -> Self {
        let lines = it.lines.into_iter().map(|line| CatalogueLine {
            what: match (&line.refused, line.is_new, line.changes.is_empty()) {
                (Some(_), ..) => "refused",
                (None, true, _) => "added",
                (None, false, false) => "changed",
                (None, false, true) => "same",
            },
            line: line.line,
            product: line.product,
            changes: line.changes,
            refused: line.refused,
        });
        Self {
            added: it.added,
            changed: it.changed,
            same: it.same,
            refused: it.refused,
            written: !it.nothing_written,
            new_units: it.new_units,
            unknown_columns: it.unknown_columns,
            lines: lines.collect(),
        }
    }
}

/// Brings a table of products and their teams in; for leads and people administrators. The same again changes nothing.
#[utoipa::path(post, path = "/api/v1/products/imports", tag = "directory", request_body = NewCatalogue,
    responses((status = 200, body = CatalogueReport), (status = 403, description = "Problem details: who may"),
        (status = 422, description = "Problem details")))]
pub async fn import(
    State(app): State<App>,
    asker: Asker,
    sent: Sent<NewCatalogue>,
) -> Result<Json<CatalogueReport>, Fault> {
    let NewCatalogue { text, dry_run } = sent.value;
    let table = read(text.as_bytes()).map_err(|error| {
        let mut check = Check::new();
        check.add("text", error.to_string());
        Fault::Invalid(check)
    })?;
    let act = app.act(&asker);
    let done = app.write(move |tx| bring(tx, &act, &table, dry_run)).await;
    let report = settle(done).map_err(crate::faults::of_catalogue)?;
    Ok(Json(report.into()))
}
