//! Panels as safe HTML; "" where there is nothing to show.

use crate::problem::{self, Filter, Summary};
use askama::Template;
use base::{CommunityId, Limit};
use directory::panels::Look;
use directory::product::ProductId;
use store::{Conn, StoreError};

const SHOWN: u32 = 8;

#[derive(askama::Template)]
#[template(path = "panel/problems.html")]
struct Panel {
    heading: String,
    address: String,
    problems: Vec<Summary>,
}

/// What is stated about a product, newest first.
pub fn product_panel(conn: &mut Conn, _: &Look<'_>, product: ProductId) -> Result<String, StoreError> {
    let filter = Filter { product: Some(product), ..Filter::default() };
    panel(conn, &filter, "Problems of this product", format!("/problems?product={product}"))
}

/// What is stated in the words of a community, newest first.
pub fn community_panel(conn: &mut Conn, _: &Look<'_>, community: CommunityId) -> Result<String, StoreError> {
    let filter = Filter { community: Some(community), ..Filter::default() };
    panel(conn, &filter, "Problems in its words", format!("/problems?community={community}"))
}

fn panel(conn: &mut Conn, filter: &Filter, heading: &str, address: String) -> Result<String, StoreError> {
    let problems = problem::list(conn, filter, None, Limit::of(Some(SHOWN)))?.items;
    if problems.is_empty() {
        return Ok(String::new());
    }
    let panel = Panel { heading: heading.into(), address, problems };
    // A panel that cannot be written leaves its page whole.
    Ok(panel.render().unwrap_or_default())
}
