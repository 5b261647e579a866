//! What meets a point already: pages and solutions by meaning, what panels saw elsewhere, who leads its profession.

use super::store;
use crate::standard::{Point, StandardId, VersionId};
use ::store::{Conn, StoreError};
use base::{Actor, PersonId, Viewer};
use directory::membership;
use search::{Index, Statement};

/// Of each sort so many.
const MOST: usize = 4;
/// What is less near than this would lead astray.
const LEAST_SCORE: f32 = 0.05;

/// What is there for one point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Met {
    pub pages: Vec<Near>,
    /// Problems that are solved.
    pub solutions: Vec<Near>,
    /// Number of a report, its product, what the panel saw: where this point was met.
    pub earlier: Vec<(i64, String, String)>,
    /// Who leads the profession that leads on the point.
    pub people: Vec<(PersonId, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    pub reference: String,
    pub title: String,
    pub url: String,
}

impl Met {
    pub fn is_nothing(&self) -> bool {
        self.pages.is_empty() && self.solutions.is_empty() && self.earlier.is_empty() && self.people.is_empty()
    }
}

/// As `actor` may see it. No model: an answer for each of a standard's points comes at once.
pub fn gather(
    conn: &mut Conn,
    index: &Index,
    actor: &Actor,
    standard: StandardId,
    version: VersionId,
    point: &Point,
) -> Result<Met, StoreError> {
    let viewer = Viewer::of(actor);
    let text = format!("{}\n{}", point.title, point.description);
    let near = |kind: &str, wanted: &dyn Fn(&str) -> bool| {
        let kinds = [kind];
        let statement =
            Statement { limit: MOST * 3, kinds: &kinds, with_model: false, ..Statement::new(&text, &viewer) };
        let found = index.matches(&statement).into_iter();
        found
            .filter(|it| wanted(&it.state) && it.score >= LEAST_SCORE)
            .take(MOST)
            .map(|it| Near { reference: it.reference, title: it.title, url: it.url })
            .collect::<Vec<_>>()
    };
    let mut people = Vec::new();
    if let Some((profession, _)) = &point.leads {
        let leaders = membership::leaders(conn, *profession)?;
        people.extend(leaders.into_iter().take(MOST).map(|it| (it.person, it.name)));
    }
    Ok(Met {
        pages: near("page", &|state| state != "retired"),
        solutions: near("problem", &|state| state == "solved"),
        earlier: store::earlier(conn, standard, version, point.number, MOST as i64)?,
        people,
    })
}
