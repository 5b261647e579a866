//! What rooms above show on the directory's pages: a community's work, a product's reuse. They hand in functions; the
//! directory does not know what stands in them.

use crate::product::ProductId;
use base::{Actor, CommunityId, PersonId};
use store::{Conn, StoreError};

/// Writes safe HTML (a template's text) for what `Id` names, as `actor` may see it; "" for nothing.
pub type Panel<Id> = fn(&mut Conn, &Actor, Id) -> Result<String, StoreError>;

/// Is a first step of theirs done?
pub type Done = fn(&mut Conn) -> Result<bool, StoreError>;

/// In the order of the page. The binary fills them: `Panels { community: vec![work::community_panel], ..Panels::default() }`.
#[derive(Clone, Default)]
pub struct Panels {
    pub community: Vec<Panel<CommunityId>>,
    pub product: Vec<Panel<ProductId>>,
    pub person: Vec<Panel<PersonId>>,
    /// Three problems are written down.
    pub three_problems: Option<Done>,
    /// A handbook has a page.
    pub handbook_page: Option<Done>,
}

pub(crate) fn write<Id: Copy>(
    panels: &[Panel<Id>],
    conn: &mut Conn,
    actor: &Actor,
    id: Id,
) -> Result<String, StoreError> {
    panels.iter().map(|panel| panel(conn, actor, id)).collect()
}
