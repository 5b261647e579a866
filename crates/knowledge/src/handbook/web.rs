//! The front page of the handbook: what there is, and how it stands.

use super::tree::{Group, groups};
use super::{Handbook, Summary};
use crate::page::Summary as PageSummary;
use crate::page::web::Standing;
use crate::{handbook, page, public};
use axum::extract::{Query, State};
use base::{Day, Duty};
use web::{App, Asker, Fault, Frame, Page, Sample};

/// A handbook with more pages is shown by itself only.
const MOST_ON_FRONT: i64 = 150;

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(rename = "in")]
    within: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "handbook/front.html")]
struct FrontPage {
    frame: Frame,
    today: Day,
    /// One handbook alone was asked for.
    is_one: bool,
    shelves: Vec<Shelf>,
    /// Of the one: may anybody read it, and may this person say so?
    public: Option<(bool, bool)>,
}

struct Shelf {
    about: Summary,
    groups: Vec<Group>,
}

impl Shelf {
    fn counts(&self) -> String {
        let it = &self.about;
        let pages = base::text::count(it.pages, "page", "pages");
        format!("{pages}: {} in date, {} due, {} late, {} without a review day", it.fresh(), it.due, it.stale, it.unset)
    }
}

impl FrontPage {
    fn sum(&self, count: impl Fn(&Summary) -> i64) -> i64 {
        self.shelves.iter().map(|shelf| count(&shelf.about)).sum()
    }

    fn pages(&self) -> i64 {
        self.sum(|it| it.pages)
    }

    fn fresh(&self) -> String {
        format!("{} of {}", self.sum(Summary::fresh), self.pages())
    }

    fn due(&self) -> i64 {
        self.sum(|it| it.due)
    }

    fn stale(&self) -> i64 {
        self.sum(|it| it.stale)
    }

    fn new_page(&self) -> String {
        match (self.shelves.as_slice(), self.is_one) {
            ([only], true) => format!("/handbook/new?in={}", web::words::query(&only.about.handbook.name)),
            _ => "/handbook/new".into(),
        }
    }

    fn heading(&self) -> String {
        match (self.shelves.as_slice(), self.is_one) {
            ([only], true) => only.about.handbook.title.clone(),
            _ => format!("What we know: {}", base::text::count(self.pages(), "page", "pages")),
        }
    }

    fn public_address(&self) -> String {
        self.shelves.first().map_or_else(String::new, |only| {
            let name = web::words::query(&only.about.handbook.name).replace('+', "%20");
            format!("/public/{name}")
        })
    }

    fn standing(&self, page: &PageSummary) -> Standing {
        Standing::of(page.review_on, self.today)
    }
}

/// `GET /handbook` and `GET /handbook?in=NAME`.
pub async fn front(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let today = app.today();
    let within = asked.within.filter(|name| !name.is_empty());
    let view = app.read(|conn| {
        let mut all = handbook::list(conn, today)?;
        if let Some(name) = &within {
            all.retain(|it| it.handbook.name == *name);
            if all.is_empty() {
                return Err(Fault::NotFound);
            }
        }
        let mut shelves = Vec::new();
        for about in all {
            let shown = within.is_some() || about.pages <= MOST_ON_FRONT;
            let mut pages = if shown { page::list_tree(conn, about.handbook.id)? } else { Vec::new() };
            pages.retain(|it| page::policy::may_read(asker.actor(), it));
            shelves.push(Shelf { about, groups: groups(pages) });
        }
        let may_say = asker.actor().has(Duty::Operator) && !asker.actor().read_only;
        let public = match shelves.as_slice() {
            [only] if within.is_some() => Some((public::is_public(conn, only.about.handbook.id)?, may_say)),
            _ => None,
        };
        let (frame, is_one) = (asker.frame("Handbook"), within.is_some());
        Ok::<_, Fault>(FrontPage { frame, today, is_one, shelves, public })
    })?;
    Ok(Page::of(view))
}

impl Sample for FrontPage {
    fn samples() -> Vec<Self> {
        let about = |pages| Summary {
            handbook: Handbook {
                id: base::Uuid::from_u128(1).into(),
                name: "way".into(),
                title: "The way".into(),
                owner: None,
                default_owner: None,
            },
            pages,
            due: 2,
            stale: 1,
            unset: 0,
        };
        let pages =
            vec![PageSummary::sample(), PageSummary { path: "source/index.md".into(), ..PageSummary::sample() }];
        let view = |shelves| FrontPage {
            frame: Frame::sample("Handbook"),
            today: PageSummary::sample().changed_at.day(),
            is_one: false,
            shelves,
            public: None,
        };
        vec![
            view(vec![]),
            view(vec![
                Shelf { about: about(12), groups: groups(pages.clone()) },
                Shelf { about: about(400), groups: vec![] },
            ]),
            FrontPage {
                is_one: true,
                public: Some((true, true)),
                ..view(vec![Shelf { about: about(12), groups: groups(pages) }])
            },
        ]
    }
}
web::sample!(FrontPage);
