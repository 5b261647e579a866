//! How a form's outcome becomes an answer.

use askama::Template;
use axum::response::{IntoResponse, Response};
use base::CommunityId;
use directory::community::{self, Community};
use web::{App, Check, Fault, Page, Reply};

/// The community at an address, or 404.
pub(crate) fn community(app: &App, slug: &str) -> Result<Community, Fault> {
    app.read(|conn| community::find_by_slug(conn, slug))?.ok_or(Fault::NotFound)
}

/// Where a page is when it was asked for by the community's id instead of its name.
pub(crate) fn by_slug(app: &App, wanted: &str, page: &str) -> Result<Option<String>, Fault> {
    let Ok(id) = wanted.parse::<CommunityId>() else { return Ok(None) };
    let it = app.read(|conn| community::find(conn, id))?.ok_or(Fault::NotFound)?;
    Ok(Some(format!("/communities/{}/{page}", it.slug)))
}

/// The reply; or the page again with what was typed and what needs another look.
pub(crate) fn answer<P: Template>(
    outcome: Result<Reply, impl Into<Fault>>,
    again: impl FnOnce(Check) -> Result<P, Fault>,
) -> Result<Response, Fault> {
    match outcome.map_err(Into::into) {
        Ok(reply) => Ok(reply.into_response()),
        Err(Fault::Invalid(check)) => Ok(Page::flawed(again(check)?).into_response()),
        Err(other) => Err(other),
    }
}
