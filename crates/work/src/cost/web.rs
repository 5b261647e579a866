//! `/problems/cost`: a page for a senior leader.

use super::{Time, Year, repeated_in, share, started_in, years};
use crate::places::web::{Places, places};
use crate::problem;
use crate::problem::web::year_began;
use ::store::StoreError;
use axum::extract::{Query, State};
use base::text;
use web::{App, Asker, Fault, Frame, Page, Sample};

/// The lists below the figures.
const LISTED: i64 = 100;
/// More years than these are not drawn.
const DRAWN: usize = 12;

#[derive(Default, serde::Deserialize)]
pub struct Params {
    year: Option<i64>,
}

#[derive(askama::Template)]
#[template(path = "cost/cost.html")]
struct CostPage {
    frame: Frame,
    places: Places,
    years: Vec<Year>,
    /// Whose times are listed.
    year: i64,
    this_year: i64,
    again: Vec<Time>,
    started: Vec<Time>,
}

/// A bar of the picture: where it stands, how long it is up and down.
struct Bar {
    x: i64,
    up: i64,
    up_y: i64,
    down: i64,
    year: i64,
}

const HEIGHT: i64 = 70;

pub async fn show(State(app): State<App>, asker: Asker, Query(params): Query<Params>) -> Result<Page, Fault> {
    let this_year = i64::from(app.today().year());
    let year = params.year.filter(|year| (1900..=this_year).contains(year)).unwrap_or(this_year);
    let page = app.read(|conn| {
        let totals = problem::totals(conn, year_began(app.today()))?;
        let all = conn.kept("cost of repeats", base::Uuid::nil(), app.today(), years)?;
        let first = all.len().saturating_sub(DRAWN);
        Ok::<_, StoreError>(CostPage {
            frame: asker.frame("Problems"),
            places: places(conn, &totals, "again")?,
            years: all.iter().skip(first).copied().collect(),
            again: repeated_in(conn, year, LISTED)?,
            started: started_in(conn, year, LISTED)?,
            year,
            this_year,
        })
    })?;
    Ok(Page::of(page))
}

impl CostPage {
    fn of(&self, year: i64) -> Year {
        self.years.iter().find(|it| it.year == year).copied().unwrap_or(Year { year, ..Year::default() })
    }

    fn now(&self) -> Year {
        self.of(self.year)
    }

    fn heading(&self) -> String {
        let it = self.now();
        match share(it.started, it.again) {
            None => format!("Nothing solved was needed again in {}", it.year),
            Some(100) => format!("In {} everything solved that was needed again was used", it.year),
            Some(share) => format!("In {}, {share} of 100 times what was solved was used again", it.year),
        }
    }

    fn lead(&self) -> String {
        let it = self.now();
        let by = match it.professions {
            0 | 1 => String::new(),
            some => format!(", in {some} professions"),
        };
        let spent = if it.days > 0 {
            format!(" That cost {} that somebody counted.", text::count(it.days, "day", "days"))
        } else {
            String::new()
        };
        match it.again {
            0 => "Nobody met a problem again that somebody else had solved.".into(),
            again => {
                format!(
                    "{} somebody met a problem that was solved already{by}.{spent}",
                    text::capital(&text::times(again))
                )
            }
        }
    }

    fn spent(&self) -> String {
        text::count(self.now().days, "day spent", "days spent")
    }

    fn change(&self) -> String {
        let (now, before) = (self.now(), self.of(self.year - 1));
        if before == (Year { year: before.year, ..Year::default() }) {
            return String::new();
        }
        let by = |now: i64, before: i64| match now - before {
            0 => "as many".to_owned(),
            more if more > 0 => format!("{more} more"),
            fewer => format!("{} fewer", -fewer),
        };
        format!(
            "{} started, {} met again than in {}",
            by(now.started, before.started),
            by(now.again, before.again),
            before.year
        )
    }

    fn bars(&self) -> Vec<Bar> {
        let most = self.years.iter().map(|it| it.started.max(it.again)).max().unwrap_or(0).max(1);
        let bar = |(at, it): (usize, &Year)| {
            let up = it.started * HEIGHT / most;
            Bar { x: 20 + at as i64 * 100, up, up_y: 20 + HEIGHT - up, down: it.again * HEIGHT / most, year: it.year }
        };
        self.years.iter().enumerate().map(bar).collect()
    }

    fn width(&self) -> i64 {
        30 + self.years.len() as i64 * 100
    }

    fn url(&self, year: &i64) -> String {
        format!("/problems/cost?year={year}")
    }

    fn is_shown(&self, year: &i64) -> bool {
        *year == self.year
    }

    fn until(&self) -> &'static str {
        if self.year == self.this_year { "so far" } else { "" }
    }

    fn p(&self, number: &i64) -> String {
        problem::url(*number)
    }

    fn reference(&self, number: &i64) -> String {
        problem::reference(*number)
    }

    fn days(&self, it: &Time) -> String {
        it.days.map(|days| days.to_string()).unwrap_or_default()
    }
}

impl Sample for CostPage {
    fn samples() -> Vec<Self> {
        let time = Time {
            number: 87,
            title: "Moves <overnight>".into(),
            on: base::Moment::default().day(),
            who: Some("Book & visit".into()),
            days: Some(12),
        };
        let year = |year, started, again| Year { year, solved: 20, started, again, days: again * 9, professions: 3 };
        let page = |years: Vec<Year>, some: Vec<Time>| CostPage {
            frame: Frame::sample("Problems"),
            places: Places::sample("again"),
            years,
            year: 2026,
            this_year: 2026,
            again: some.clone(),
            started: some,
        };
        vec![page(vec![year(2025, 20, 12), year(2026, 31, 4)], vec![time]), page(vec![], vec![])]
    }
}

web::sample!(CostPage);
