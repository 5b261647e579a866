//! All problems with filters, those met again, and the same as a table to take away.

use crate::asked::Asked;
use crate::places::web::{Places, places};
use crate::problem::{self, Filter, ProblemState, Summary, Totals};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Cursor, Day, Limit, Slice, text};
use directory::product::ProductId;
use directory::{community, product};
use store::{Conn, StoreError};
use web::{App, Asker, Fault, Frame, Page, Sample};

#[derive(Default, serde::Deserialize)]
pub struct Params {
    #[serde(default)]
    state: String,
    #[serde(default)]
    community: String,
    #[serde(default)]
    product: String,
    after: Option<String>,
}

impl Params {
    /// Empty or unknown choices are no choice.
    fn filter(&self) -> Filter {
        Filter {
            state: ProblemState::from_word(&self.state),
            community: self.community.parse::<CommunityId>().ok(),
            product: self.product.parse::<ProductId>().ok(),
        }
    }

    fn query(&self) -> String {
        let filter = self.filter();
        let mut parts = Vec::new();
        parts.extend(filter.state.map(|state| format!("state={}", state.word())));
        parts.extend(filter.community.map(|id| format!("community={id}")));
        parts.extend(filter.product.map(|id| format!("product={id}")));
        parts.join("&")
    }
}

#[derive(askama::Template)]
#[template(path = "problem/list.html")]
struct ListPage {
    frame: Frame,
    places: Places,
    totals: Totals,
    problems: Slice<Summary>,
    params: Params,
    states: Vec<(String, String)>,
    communities: Vec<(String, String)>,
    products: Vec<(String, String)>,
}

/// `GET /problems`
pub async fn list(State(app): State<App>, asker: Asker, Query(params): Query<Params>) -> Result<Page, Fault> {
    let cursor = Asked { after: params.after.clone(), limit: None }.number()?;
    let page = app.read(|conn| {
        let totals = problem::totals(conn, year_began(app.today()))?;
        Ok::<_, StoreError>(ListPage {
            frame: asker.frame("Problems"),
            places: places(
                conn,
                &totals,
                if params.filter().state == Some(ProblemState::NotNow) { "not now" } else { "all" },
            )?,
            problems: problem::list(conn, &params.filter(), cursor.as_ref(), Limit::of(Some(50)))?,
            states: states(),
            communities: communities(conn)?,
            products: products(conn)?,
            totals,
            params,
        })
    })?;
    Ok(Page::of(page))
}

pub(crate) fn year_began(today: Day) -> Day {
    Day::new(today.year(), 1, 1).unwrap_or(today)
}

fn states() -> Vec<(String, String)> {
    let all = std::iter::once((String::new(), "Any state".to_owned()));
    all.chain(ProblemState::ALL.iter().map(|state| (state.word().to_owned(), state.label().to_owned()))).collect()
}

fn communities(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    let all = community::list_all(conn, None, Limit::of(Some(200)))?;
    let first = std::iter::once((String::new(), "Any profession".to_owned()));
    Ok(first.chain(all.items.into_iter().map(|it| (it.id.to_string(), it.name))).collect())
}

fn products(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    let all = product::list(conn, None, Limit::of(Some(200)))?;
    let first = std::iter::once((String::new(), "Any product".to_owned()));
    Ok(first.chain(all.items.into_iter().map(|it| (it.id.to_string(), it.name))).collect())
}

fn problems(number: i64) -> String {
    text::capital(&text::count(number, "problem", "problems"))
}

impl ListPage {
    fn count(&self, number: &i64) -> String {
        problems(*number)
    }

    fn reused(&self) -> String {
        text::capital(&text::times(self.totals.reused))
    }

    fn reusers(&self) -> String {
        match self.totals.reused_by {
            0 => String::new(),
            some => format!("by {}", text::count(some, "product", "products")),
        }
    }

    fn heading(&self) -> String {
        let totals = &self.totals;
        match self.params.filter().state {
            Some(ProblemState::Open) => format!("{} open", text::count(totals.open, "problem", "problems")),
            Some(ProblemState::BeingSolved) => {
                format!("{} being worked on", text::count(totals.being_solved, "problem", "problems"))
            }
            Some(ProblemState::Solved) => format!("{} solved", text::count(totals.solved, "problem", "problems")),
            Some(ProblemState::NotNow) => {
                format!("{} decided: not now", text::count(totals.not_now, "problem", "problems"))
            }
            None => format!("{} of {} solved", totals.solved, text::count(totals.all(), "problem", "problems")),
        }
    }

    fn csv(&self) -> String {
        format!("/problems.csv?{}", self.params.query())
    }

    fn next(&self) -> String {
        let query = self.params.query();
        let join = if query.is_empty() { "" } else { "&" };
        self.problems.next.as_ref().map(|next| format!("/problems?{query}{join}after={next}")).unwrap_or_default()
    }
}

/// `GET /problems.csv`, filtered as the list is; the newest 50,000.
pub async fn list_csv(State(app): State<App>, Query(params): Query<Params>) -> Result<Response, Fault> {
    let filter = params.filter();
    let mut sheet = Sheet::new(&[
        "reference",
        "title",
        "state",
        "since",
        "stated on",
        "product",
        "profession",
        "met",
        "adopted",
        "repeats",
        "days of repeats",
    ]);
    let mut after: Option<Cursor> = None;
    for _ in 0..250 {
        let slice = app.read(|conn| problem::list(conn, &filter, after.as_ref(), Limit::of(Some(200))))?;
        for it in &slice.items {
            sheet.row(&[
                it.reference(),
                it.title.clone(),
                it.state.word().to_owned(),
                it.state_on.to_string(),
                it.stated_on.to_string(),
                it.product.clone().unwrap_or_default(),
                it.community.clone().unwrap_or_default(),
                (it.sightings + 1).to_string(),
                it.adoptions.to_string(),
                it.repeats.to_string(),
                it.repeat_days.to_string(),
            ]);
        }
        after = slice.next.as_deref().and_then(|next| Cursor::decode(next, 1));
        if after.is_none() {
            break;
        }
    }
    Ok(sheet.answer("problems.csv"))
}

/// A table to take away. Cells that a spreadsheet would run are made words.
pub(crate) struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    pub(crate) fn new(columns: &[&str]) -> Self {
        let mut sheet = Self(csv::Writer::from_writer(Vec::new()));
        sheet.row(&columns.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        sheet
    }

    pub(crate) fn row(&mut self, cells: &[String]) {
        let safe = cells.iter().map(|cell| match cell.as_bytes().first() {
            Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => format!("'{cell}"),
            _ => cell.clone(),
        });
        // Writing to memory does not fail.
        let _ = self.0.write_record(safe);
    }

    pub(crate) fn answer(self, name: &str) -> Response {
        let bytes = self.0.into_inner().unwrap_or_default();
        let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned());
        let disposition = (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""));
        ([kind, disposition], bytes).into_response()
    }
}

#[derive(askama::Template)]
#[template(path = "problem/again.html")]
struct AgainPage {
    frame: Frame,
    places: Places,
    totals: Totals,
    problems: Slice<Summary>,
}

/// `GET /problems/again`: the same problem in several professions and years, the most days first.
pub async fn again(State(app): State<App>, asker: Asker, Query(params): Query<Params>) -> Result<Page, Fault> {
    let cursor = Asked { after: params.after.clone(), limit: None }.two_numbers()?;
    let page = app.read(|conn| {
        let totals = problem::totals(conn, year_began(app.today()))?;
        Ok::<_, StoreError>(AgainPage {
            frame: asker.frame("Problems"),
            places: places(conn, &totals, "again")?,
            problems: problem::again(conn, cursor.as_ref(), Limit::of(Some(50)))?,
            totals,
        })
    })?;
    Ok(Page::of(page))
}

impl AgainPage {
    fn count(&self, number: &i64) -> String {
        problems(*number)
    }

    fn next(&self) -> String {
        self.problems.next.as_ref().map(|next| format!("/problems/again?after={next}")).unwrap_or_default()
    }

    fn heading(&self) -> String {
        match self.totals.again {
            0 => "Nothing was met again".into(),
            1 => "One problem was met again".into(),
            more => format!("{more} problems were met again"),
        }
    }
}

fn sample(state: ProblemState) -> Summary {
    let day = Day::new(2024, 3, 1).unwrap_or(base::Moment::default().day());
    Summary {
        id: base::Uuid::nil().into(),
        number: 87,
        title: "Court hearings change room & witnesses go astray".into(),
        state,
        state_on: day,
        stated_on: day,
        product: Some("Hearings list".into()),
        community: None,
        sightings: 2,
        adoptions: 4,
        repeats: 2,
        repeat_days: 60,
    }
}

impl Sample for ListPage {
    fn samples() -> Vec<Self> {
        let page = |items: Vec<Summary>, next: Option<String>| ListPage {
            frame: Frame::sample("Problems"),
            places: Places::sample("all"),
            totals: Totals { open: 1, solved: items.len() as i64, ..Totals::default() },
            problems: Slice { items, next },
            params: Params { state: "solved".into(), ..Params::default() },
            states: states(),
            communities: vec![(String::new(), "Any profession".into())],
            products: vec![(String::new(), "Any product".into())],
        };
        vec![
            page(ProblemState::ALL.iter().map(|state| sample(*state)).collect(), Some("abc".into())),
            page(vec![], None),
        ]
    }
}

web::sample!(ListPage);

impl Sample for AgainPage {
    fn samples() -> Vec<Self> {
        let page = |items: Vec<Summary>| AgainPage {
            frame: Frame::sample("Problems"),
            places: Places::sample("again"),
            totals: Totals { again: items.len() as i64, ..Totals::default() },
            problems: Slice { items, next: None },
        };
        vec![page(vec![sample(ProblemState::Solved)]), page(vec![])]
    }
}

web::sample!(AgainPage);
