//! What every page of one community begins with: what it is, and the way to its other pages. Rooms above use it too.

use crate::community::{self, Community, CommunityKind};
use crate::membership;
use crate::panels::{Tab, Tabs};
use askama::Template;
use store::{Conn, StoreError};

#[derive(Clone, Debug)]
pub struct Head {
    pub it: Community,
    pub members: i64,
    pub parent: Option<Community>,
    pub tabs: Vec<Tab>,
}

/// `None` where there is no such community.
pub fn head(conn: &mut Conn, slug: &str, tabs: Tabs) -> Result<Option<Head>, StoreError> {
    let Some(it) = community::find_by_slug(conn, slug)? else { return Ok(None) };
    let parent = it.parent.map(|id| community::find(conn, id)).transpose()?.flatten();
    let members = membership::count_members(conn, it.id)?;
    Ok(Some(Head { members, parent, tabs: tabs(conn, &it)?, it }))
}

#[derive(askama::Template)]
#[template(path = "community/head.html")]
struct Title<'a> {
    head: &'a Head,
}

#[derive(askama::Template)]
#[template(path = "community/tabs.html")]
struct Nav<'a> {
    head: &'a Head,
    here: &'a str,
}

impl Nav<'_> {
    fn at(&self, path: &str) -> bool {
        self.here == path
    }
}

impl Head {
    /// Kind, name and purpose as safe HTML.
    pub fn title(&self) -> String {
        Title { head: self }.render().unwrap_or_default()
    }

    /// The way to the community's pages as safe HTML. `here`: the [`Tab::path`] of this page, "" for the overview.
    pub fn nav(&self, here: &str) -> String {
        Nav { head: self, here }.render().unwrap_or_default()
    }

    /// `/communities/product-management`
    pub fn url(&self) -> String {
        format!("/communities/{}", self.it.slug)
    }

    pub(crate) fn people(&self) -> String {
        web::words::some(self.members as usize, "person", "people")
    }

    fn entry(&self) -> &'static str {
        match self.it.kind {
            CommunityKind::Practice => "Open to read for everyone. Entry by fair and open recruitment.",
            CommunityKind::Interest | CommunityKind::Action => "Open to read for everyone. Anyone may join.",
        }
    }

    /// For samples of pages.
    pub fn sample() -> Self {
        let it = Community {
            id: base::CommunityId(base::Uuid::from_u128(1)),
            slug: "product-management".into(),
            kind: CommunityKind::Practice,
            parent: None,
            segment_by: None,
            name: "Product management".into(),
            purpose: "We find the value where the views of a team meet, and look after the craft of doing it well."
                .into(),
            signs: Some("New people find the handbook before they need it.".into()),
            founded_on: base::Moment::from_micros(1_600_000_000_000_000).day(),
            ends_on: None,
            closed_on: None,
            outcome: None,
        };
        let tabs = vec![Tab { path: "meetups", label: "Meetups", count: Some(3) }];
        Head { it, members: 78, parent: None, tabs }
    }
}
