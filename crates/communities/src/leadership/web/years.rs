//! `/communities/{slug}/leadership/years`: where leaders' time goes, month by month, from reactive to strategic.

use crate::leadership::activity::{self, Character, Owned, hours};
use askama::Template;
use axum::extract::{Path, State};
use base::{Day, text};
use directory::community::web::{Head, head};
use store::StoreError;
use web::{App, Asker, Fault, Frame, Page, Sample};

/// Six years.
const MONTHS: i32 = 72;

/// One month: hours by character, in tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Month {
    first: Day,
    reactive: i64,
    shared: i64,
    strategic: i64,
}

impl Month {
    fn all(&self) -> i64 {
        self.reactive + self.shared + self.strategic
    }

    fn strategic_share(&self) -> Option<i64> {
        (self.all() > 0).then(|| self.strategic * 100 / self.all())
    }
}

#[derive(Template)]
#[template(path = "leadership/years.html")]
struct YearsPage {
    frame: Frame,
    head: Head,
    months: Vec<Month>,
}

impl YearsPage {
    fn heading(&self) -> String {
        let shares: Vec<i64> = self.months.iter().filter_map(Month::strategic_share).collect();
        match (shares.first(), shares.last()) {
            (Some(first), Some(last)) if last > first => format!("Strategic work grew from {first} to {last} %"),
            (Some(first), Some(last)) if last < first => format!("Strategic work fell from {first} to {last} %"),
            (Some(_), Some(last)) => format!("Strategic work stayed at {last} %"),
            _ => "Nothing is written down yet".into(),
        }
    }

    fn now(&self) -> String {
        self.months.last().and_then(Month::strategic_share).map_or("None".into(), |share| format!("{share} %"))
    }

    fn hours_now(&self) -> String {
        self.months.last().map_or("0".into(), |month| hours(month.all()))
    }

    /// The first month in which half a day a month or more is strategic.
    fn first_free(&self) -> String {
        let first = self.months.iter().find(|month| month.strategic >= 40);
        first.map_or("Not yet".into(), |month| month.first.month_and_year())
    }

    fn trail(&self) -> Vec<(String, String)> {
        let url = self.head.url();
        vec![
            (url.clone(), self.head.it.name.clone()),
            (format!("{url}/leadership"), "Leadership".into()),
            (format!("{url}/leadership/years"), "Where time goes".into()),
        ]
    }

    /// Bars from the floor up: reactive, shared, strategic; (x, width, y, height, class).
    fn bars(&self) -> Vec<(String, String, String, String, &'static str)> {
        let most = self.months.iter().map(Month::all).max().unwrap_or(1).max(1) as f64;
        let step = 1_120.0 / self.months.len().max(1) as f64;
        let mut bars = Vec::new();
        for (at, month) in self.months.iter().enumerate() {
            let mut floor = 240.0;
            for (tenths, class) in [(month.reactive, "g-b"), (month.shared, "g-a"), (month.strategic, "g-c")] {
                let height = 210.0 * tenths as f64 / most;
                floor -= height;
                if tenths > 0 {
                    let x = 60.0 + step * at as f64;
                    bars.push((
                        format!("{x:.1}"),
                        format!("{:.1}", step * 0.8),
                        format!("{floor:.1}"),
                        format!("{height:.1}"),
                        class,
                    ));
                }
            }
        }
        bars
    }

    /// Where a year begins: x, and its number.
    fn year_marks(&self) -> Vec<(String, i16)> {
        let step = 1_120.0 / self.months.len().max(1) as f64;
        let months = self.months.iter().enumerate().filter(|(_, month)| month.first.month() == 1);
        months.map(|(at, month)| (format!("{:.1}", 60.0 + step * at as f64), month.first.year())).collect()
    }

    /// The last month of each year.
    fn by_year(&self) -> Vec<&Month> {
        let last = self.months.last().map(|month| month.first);
        self.months.iter().filter(|month| month.first.month() == 12 || Some(month.first) == last).collect()
    }

    fn written(&self, tenths: &i64) -> String {
        hours(*tenths)
    }

    fn about(&self) -> String {
        text::capital(&format!("{}. The figures are in the table below.", self.heading()))
    }
}

impl Sample for YearsPage {
    fn samples() -> Vec<Self> {
        let month = |month: i8, strategic| Month {
            first: Day::new(2026, month, 1).unwrap_or(base::Moment::default().day()),
            reactive: 600,
            shared: 400,
            strategic,
        };
        let page = |months| YearsPage { frame: Frame::sample("Communities"), head: Head::sample(), months };
        vec![page(vec![month(1, 0), month(2, 45), month(3, 90)]), page(vec![])]
    }
}

web::sample!(YearsPage);

pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    let today = app.today();
    let first = first_of(today, MONTHS - 1);
    let page = app.read(|conn| {
        let Some(head) = head(conn, &slug, crate::tabs)? else { return Ok::<_, StoreError>(None) };
        let owned = activity::by_month(conn, head.it.id, first)?;
        Ok(Some(YearsPage { frame: asker.frame("Communities"), months: months(&owned, today), head }))
    })?;
    page.map(Page::of).ok_or(Fault::NotFound)
}

/// The first day of the month so many months before.
fn first_of(day: Day, before: i32) -> Day {
    let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 - before;
    Day::new((month / 12) as i16, (month % 12 + 1) as i8, 1).unwrap_or(day)
}

/// From the first month in which anybody owned anything; each activity's hours count once, however many own it.
fn months(owned: &[Owned], today: Day) -> Vec<Month> {
    let all = (0..MONTHS).rev().map(|before| {
        let first = first_of(today, before);
        let mut month = Month { first, reactive: 0, shared: 0, strategic: 0 };
        let mut counted: Vec<activity::ActivityId> = Vec::new();
        for it in owned.iter().filter(|it| it.from <= first && it.to.is_none_or(|to| first < to)) {
            if !counted.contains(&it.activity) {
                counted.push(it.activity);
                match it.character {
                    Character::Reactive => month.reactive += it.hours,
                    Character::Shared => month.shared += it.hours,
                    Character::Strategic => month.strategic += it.hours,
                }
            }
        }
        month
    });
    all.skip_while(|month| month.all() == 0).collect()
}
