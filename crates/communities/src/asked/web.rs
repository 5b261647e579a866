//! The community that an address names.

use base::CommunityId;
use directory::community::{self, Community};
use web::{App, Fault};

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
