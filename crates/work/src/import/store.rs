use crate::asked::Name;
use crate::problem::{self, ProblemId};
use base::{CommunityId, text};
use directory::product::ProductId;
use store::{Conn, StoreError, sql};

sql! {
    PRODUCT = "SELECT id FROM product WHERE sort_name = $1 OR slug = $2 ORDER BY sort_name LIMIT 1";
    COMMUNITY = "SELECT id FROM community WHERE sort_name = $1 OR slug = $2 ORDER BY sort_name LIMIT 1";
}

/// By reference (`P 87`), number or id.
pub(super) fn find_named(conn: &mut Conn, name: &str) -> Result<Option<ProblemId>, StoreError> {
    let found = match Name::read(name, 'p') {
        Some(Name::Number(number)) if name.len() < 16 => problem::find(conn, number)?,
        Some(Name::Id(id)) => problem::find_by_id(conn, id.into())?,
        _ => None,
    };
    Ok(found.map(|problem| problem.id))
}

/// By name, whatever its case, or by the last part of its address.
pub(super) fn product_named(conn: &mut Conn, name: &str) -> Result<Option<ProductId>, StoreError> {
    conn.row(&PRODUCT, &[sort_name(name).into(), text::slug(name).into()], |row| row.get(0))
}

pub(super) fn community_named(conn: &mut Conn, name: &str) -> Result<Option<CommunityId>, StoreError> {
    conn.row(&COMMUNITY, &[sort_name(name).into(), text::slug(name).into()], |row| row.get(0))
}

fn sort_name(name: &str) -> String {
    text::one_line(&text::clean(name)).to_lowercase()
}
