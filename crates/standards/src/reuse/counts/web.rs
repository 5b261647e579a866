//! `/reuse`: who starts from what is known, and who builds it again.

use super::{By, Count, Line, counts, total};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::text;
use std::sync::Arc;
use web::{App, Asker, Fault, Frame, Page, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    room.get("/reuse", Right::SignedIn, show).get("/reuse.csv", Right::SignedIn, csv)
}

/// More years than these are not drawn.
const DRAWN: usize = 8;
/// The longest bar of the small pictures.
const TALL: i64 = 12;

#[derive(Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    by: String,
    #[serde(default)]
    year: String,
}

impl Asked {
    fn by(&self) -> By {
        By::from_word(&self.by).unwrap_or(By::Unit)
    }

    fn year(&self) -> Option<i64> {
        self.year.parse().ok().filter(|year| (1900..=9999).contains(year))
    }
}

#[derive(Template)]
#[template(path = "reuse/counts/show.html")]
struct ReusePage {
    frame: Frame,
    by: By,
    year: Option<i64>,
    lines: Arc<Vec<Line>>,
}

/// A year of a small picture: where it stands, how far it is up and down.
struct Bar {
    x: usize,
    y: i64,
    up: i64,
    down: i64,
}

impl ReusePage {
    fn total(&self) -> Count {
        total(&self.lines, self.year)
    }

    fn heading(&self) -> String {
        let when = self.year.map_or_else(String::new, |year| format!(" in {year}"));
        match self.total().share() {
            None => format!("Nothing solved was needed again{when}"),
            Some(share) => format!("{share} of 100 times{when}, what was solved was used again"),
        }
    }

    fn shown(&self) -> Vec<(&Line, Count)> {
        let of = self.lines.iter().map(|it| (it, it.of(self.year)));
        of.filter(|(_, count)| count.all() > 0).collect()
    }

    fn years(&self) -> Vec<i64> {
        let mut years: Vec<i64> = self.lines.iter().flat_map(|it| it.years.keys().copied()).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    fn drawn(&self) -> Vec<i64> {
        let years = self.years();
        years[years.len().saturating_sub(DRAWN)..].to_vec()
    }

    fn drawn_words(&self) -> String {
        match (self.drawn().first(), self.drawn().last()) {
            (Some(first), Some(last)) => format!("{first} to {last}"),
            _ => String::new(),
        }
    }

    /// Started up, built again and met again down; the longest of the line is full.
    fn bars(&self, it: &Line) -> Vec<Bar> {
        let drawn = self.drawn();
        let of = |year: &i64| it.of(Some(*year));
        let most =
            drawn.iter().map(|year| of(year).started.max(of(year).built + of(year).again)).max().unwrap_or(0).max(1);
        let bar = |(at, year): (usize, &i64)| {
            let (count, up) = (of(year), of(year).started * TALL / most);
            Bar { x: at * 9, y: TALL - up, up, down: (count.built + count.again) * TALL / most }
        };
        drawn.iter().enumerate().map(bar).collect()
    }

    fn share(&self, it: &Count) -> String {
        it.share().map(|share| share.to_string()).unwrap_or_default()
    }

    fn choices(&self) -> Vec<(&'static str, &'static str, bool)> {
        By::ALL.iter().map(|it| (it.word(), it.label(), *it == self.by)).collect()
    }

    fn is_year(&self, year: &i64) -> bool {
        self.year == Some(*year)
    }

    fn csv(&self) -> String {
        let year = self.year.map_or_else(String::new, |year| format!("&year={year}"));
        format!("/reuse.csv?by={}{year}", self.by.word())
    }
}

fn read(app: &App, by: By) -> Result<Arc<Vec<Line>>, Fault> {
    // Each way to count is kept under a name of its own.
    let name = match by {
        By::Product => "reuse by product",
        By::Unit => "reuse by unit",
        By::Profession => "reuse by profession",
    };
    app.read(|conn| Ok(conn.kept(name, base::Uuid::nil(), app.today(), |conn| counts(conn, by))?))
}

async fn show(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let by = asked.by();
    Ok(Page::of(ReusePage { frame: asker.frame("Standards"), by, year: asked.year(), lines: read(&app, by)? }))
}

/// `GET /reuse.csv`: a line for each of them and year.
async fn csv(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (by, wanted) = (asked.by(), asked.year());
    let mut table = format!("{},year,started,built_again,met_again\r\n", by.word());
    for it in read(&app, by)?.iter() {
        for (year, count) in it.years.iter().filter(|(year, _)| wanted.is_none_or(|wanted| wanted == **year)) {
            let name = text::cell(&it.name);
            table += &format!("{name},{year},{},{},{}\r\n", count.started, count.built, count.again);
        }
    }
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], table).into_response())
}

impl Sample for ReusePage {
    fn samples() -> Vec<Self> {
        let years = [(2025, 3, 1), (2026, 5, 0)];
        let years = years.map(|(year, started, again)| (year, Count { started, built: 1, again }));
        let line = Line { name: "Prisons & <probation>".into(), url: "/units/1".into(), years: years.into() };
        let page =
            |lines, year| ReusePage { frame: Frame::sample("Standards"), by: By::Unit, year, lines: Arc::new(lines) };
        vec![page(vec![line.clone()], None), page(vec![line], Some(2026)), page(vec![], None)]
    }
}

web::sample!(ReusePage);
