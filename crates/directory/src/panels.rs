//! What rooms above show on the directory's pages: a community's work, a product's reuse. They hand in functions; the
//! directory does not know what stands in them.

use crate::community::Community;
use crate::product::ProductId;
use base::{Actor, CommunityId, Day, PersonId};
use store::{Conn, StoreError};

/// Writes safe HTML (a template's text) for what `Id` names, as whoever looks may see it; "" for nothing.
pub type Panel<Id> = fn(&mut Conn, &Look<'_>, Id) -> Result<String, StoreError>;

/// Who looks, and on which day.
pub struct Look<'a> {
    pub actor: &'a Actor,
    pub today: Day,
}

/// Is a first step of theirs done?
pub type Done = fn(&mut Conn) -> Result<bool, StoreError>;

/// The way to one page of a community, as rooms above offer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Below `/communities/{slug}/`: `meetups`.
    pub path: &'static str,
    pub label: &'static str,
    pub count: Option<i64>,
}

/// What rooms above have of this community, in the order of its pages.
pub type Tabs = fn(&mut Conn, &Community) -> Result<Vec<Tab>, StoreError>;

/// For a directory that stands alone.
pub fn no_tabs(_: &mut Conn, _: &Community) -> Result<Vec<Tab>, StoreError> {
    Ok(Vec::new())
}

/// One of the facts that a page opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
    /// May be empty.
    pub note: String,
}

/// `None` where there is nothing to say yet.
pub type FactOf = fn(&mut Conn, &Look<'_>, &Community) -> Result<Option<Fact>, StoreError>;

/// In the order of the page. The binary fills them: `Panels { community: vec![work::community_panel], ..Panels::default() }`.
#[derive(Clone)]
pub struct Panels {
    /// The pages of a community that stand in rooms above.
    pub tabs: Tabs,
    pub community: Vec<Panel<CommunityId>>,
    /// The full width of a community's page, above the columns.
    pub community_wide: Vec<Panel<CommunityId>>,
    /// Beside them.
    pub community_aside: Vec<Panel<CommunityId>>,
    /// Of the three facts of a community's page; the directory fills what is left.
    pub community_facts: Vec<FactOf>,
    pub product: Vec<Panel<ProductId>>,
    pub person: Vec<Panel<PersonId>>,
    /// Three problems are written down.
    pub three_problems: Option<Done>,
    /// A handbook has a page.
    pub handbook_page: Option<Done>,
}

impl Default for Panels {
    fn default() -> Self {
        Panels {
            tabs: no_tabs,
            community: Vec::new(),
            community_wide: Vec::new(),
            community_aside: Vec::new(),
            community_facts: Vec::new(),
            product: Vec::new(),
            person: Vec::new(),
            three_problems: None,
            handbook_page: None,
        }
    }
}

pub(crate) fn write<Id: Copy>(
    panels: &[Panel<Id>],
    conn: &mut Conn,
    look: &Look<'_>,
    id: Id,
) -> Result<String, StoreError> {
    panels.iter().map(|panel| panel(conn, look, id)).collect()
}
