//! Read a community's timeline.

use super::led::{self, Led};
use super::reckon::{self, Half, Months, Row, Year};
use super::{PointsOf, Quarter, TurningPoint, store};
use ::store::{Conn, StoreError};
use base::{Day, text};
use directory::community::Community;

/// All that the picture, its table and its figures show.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// Members when the first quarter began.
    pub before: i64,
    pub rows: Vec<Row>,
    pub years: Vec<Year>,
    pub points: Vec<TurningPoint>,
    pub led: Vec<Led>,
    pub half: Half,
    pub today: Day,
    /// There is more history than is shown.
    pub is_cut: bool,
}

/// Shorter reigns are not drawn.
const LEAST_LED_DAYS: i64 = 30;
/// The longest that is drawn, in years.
pub const LONGEST: i32 = 15;

impl Timeline {
    pub fn first(&self) -> Quarter {
        self.rows.first().map_or(Quarter::of(self.today), |row| row.quarter)
    }

    pub fn members(&self) -> i64 {
        self.rows.last().map_or(self.before, |row| row.members)
    }

    pub fn joined(&self) -> i64 {
        self.rows.iter().map(|row| row.joined).sum()
    }

    pub fn left(&self) -> i64 {
        self.rows.iter().map(|row| row.left).sum()
    }
}

/// The last `years` (1 to 15) of it, or all since it was founded when that is less; whole calendar years.
pub fn of(
    conn: &mut Conn,
    it: &Community,
    today: Day,
    years: i32,
    points_above: Option<PointsOf>,
) -> Result<Timeline, StoreError> {
    let ends = it.closed_on.map_or(today, |closed| closed.min(today));
    let founded = Quarter::of(it.founded_on.min(ends));
    let wanted = Quarter(Quarter::of(ends).0 / 4 * 4 - (years.clamp(1, LONGEST) - 1) * 4);
    let first = wanted.max(founded);
    let founders = store::count_first(conn, it.id, it.founded_on)?;
    let (joined, left) = (store::joined(conn, it.id, it.founded_on)?, store::left(conn, it.id)?);
    let before = founders + until(&joined, first) - until(&left, first);
    let energy = store::energy(conn, it.id, first.first_day())?;
    let rows = reckon::rows(first, Quarter::of(ends), before, &joined, &left, &energy);
    let appointed = store::appointed(conn, it.id)?;
    let from = first.first_day().max(it.founded_on);
    Ok(Timeline {
        years: reckon::years(before, &rows),
        half: reckon::half_life(before, &rows),
        points: points(conn, it, &appointed, points_above, (from, ends))?,
        led: led::stretches(&appointed, from, ends, LEAST_LED_DAYS),
        before,
        rows,
        today: ends,
        is_cut: first > founded,
    })
}

/// The sum of all months before `first`.
fn until(months: &Months, first: Quarter) -> i64 {
    months.iter().filter(|(month, _)| Quarter::of_month(month).is_some_and(|it| it < first)).map(|(_, it)| it).sum()
}

/// Those written by hand, and what follows from who led and from rooms above; where somebody wrote about the same month
/// in their own words, theirs stand alone.
fn points(
    conn: &mut Conn,
    it: &Community,
    appointed: &[led::Appointed],
    above: Option<PointsOf>,
    (from, to): (Day, Day),
) -> Result<Vec<TurningPoint>, StoreError> {
    let mut points = store::points(conn, it.id)?;
    let mut known = above.map(|above| above(conn, it.id)).transpose()?.unwrap_or_default();
    known.extend(led::first_leads(appointed).into_iter().map(|(on, which, local)| TurningPoint {
        id: None,
        on,
        title: format!("{} lead", ["First", "Second", "Third"][(which - 1).min(2)]),
        detail: local.unwrap_or_default(),
    }));
    let written: Vec<Day> = points.iter().map(|point| point.on).collect();
    known.retain(|point| written.iter().all(|day| day.days_since(point.on).abs() > 31));
    points.extend(known);
    if points.iter().all(|point| point.on.days_since(it.founded_on) > 31) {
        points.push(TurningPoint { id: None, on: it.founded_on, title: "Founded".into(), detail: String::new() });
    }
    points.retain(|point| (from..=to).contains(&point.on));
    points.sort_by(|one, other| (one.on, &one.title).cmp(&(other.on, &other.title)));
    Ok(points)
}

impl TurningPoint {
    /// `Handbook opened`
    pub fn sentence(&self) -> String {
        let title = self.title.trim_end_matches(',');
        match self.detail.as_str() {
            "" => title.to_owned(),
            detail if self.title.ends_with(',') || self.id.is_none() => format!("{title}, {detail}"),
            detail => text::one_line(&format!("{title} {detail}")),
        }
    }
}
