//! Keeping it up to date: all of it once a day, a page a little after its exposure changed.

use super::groups::Groups;
use super::reckon::{Gain, Reckoned, Reckoner};
use super::{WEEKS, monday, store};
use ::store::{Conn, Store, StoreError};
use base::Day;
use knowledge::exposure;
use knowledge::page::PageId;

/// Rows written in one transaction: others who write wait no longer than that.
const TOGETHER: usize = 2_000;
/// Pages that changed and are reckoned at a time.
const PAGES: i64 = 50;

/// The Mondays of half a year, and today.
fn points(today: Day) -> Vec<Day> {
    let this = monday(today);
    let mut points: Vec<Day> = (0..WEEKS).rev().map(|week| this.plus_days(-7 * week)).collect();
    if this != today {
        points.push(today);
    }
    points
}

/// Reckons everything for today, once a day; what was missed since the last time comes with it. Answers what a showing
/// of each page would give today, or nothing if it was done already.
pub fn keep(on: &Store, today: Day) -> Result<Option<(Groups, Vec<Gain>)>, StoreError> {
    let last = on.read(store::reckoned_on)?;
    if last.is_some_and(|day| day >= today) {
        return Ok(None);
    }
    let mut points = points(today);
    if let Some(last) = last {
        points.retain(|day| *day > last);
    }
    let (groups, rows, gains) = on.snapshot(|conn| reckon(conn, &points))?;
    write(on, rows)?;
    exposure::readers::count_all(on, today)?;
    on.write_blocking(move |tx| {
        // Between two Mondays one point is enough: today's.
        if let Some(last) = last.filter(|day| *day != monday(*day)) {
            store::forget_day(tx, last)?;
        }
        store::forget_before(tx, monday(today).plus_days(-7 * WEEKS))?;
        store::note_day(tx, today)
    })?;
    Ok(Some((groups, gains)))
}

/// The gains of today without writing anything.
pub fn gains(conn: &mut Conn, today: Day) -> Result<(Groups, Vec<Gain>), StoreError> {
    let (groups, _, gains) = reckon(conn, &[today])?;
    Ok((groups, gains))
}

fn reckon(conn: &mut Conn, points: &[Day]) -> Result<(Groups, Vec<Reckoned>, Vec<Gain>), StoreError> {
    let groups = Groups::read(conn, points)?;
    let mut reckoner = Reckoner::new(&groups);
    exposure::each(conn, |it| reckoner.take(it))?;
    let (rows, gains) = reckoner.finish();
    Ok((groups, rows, gains))
}

/// Pages whose exposure changed since, with all their points: what somebody erased goes out of each. Answers how many.
pub fn catch_up(on: &Store, today: Day) -> Result<usize, StoreError> {
    // Until everything was reckoned once, the day's round will have them too.
    if on.read(store::reckoned_on)?.is_none() {
        return Ok(0);
    }
    let (mut groups, mut done) = (None, 0);
    loop {
        let pages = on.read(|conn| exposure::changed(conn, PAGES))?;
        if pages.is_empty() {
            return Ok(done);
        }
        if groups.is_none() {
            groups = Some(on.read(|conn| Groups::read(conn, &points(today)))?);
        }
        for page in groups.iter().flat_map(|groups| pages.iter().map(move |page| (groups, *page))) {
            catch_up_with(on, today, page)?;
        }
        done += pages.len();
    }
}

fn catch_up_with(on: &Store, today: Day, (groups, page): (&Groups, PageId)) -> Result<(), StoreError> {
    let rows = on.read(|conn| {
        let mut reckoner = Reckoner::new(groups);
        exposure::each_of_page(conn, page, |it| reckoner.take(it))?;
        Ok::<_, StoreError>(reckoner.finish().0)
    })?;
    on.write_blocking(move |tx| {
        store::forget_page(tx, page)?;
        rows.iter().try_for_each(|row| store::keep(tx, row))?;
        exposure::readers::count(tx, page, today)?;
        exposure::is_reckoned(tx, page)
    })
}

fn write(on: &Store, rows: Vec<Reckoned>) -> Result<(), StoreError> {
    let rows = std::sync::Arc::new(rows);
    for from in (0..rows.len()).step_by(TOGETHER) {
        let rows = rows.clone();
        on.write_blocking(move |tx| {
            let to = (from + TOGETHER).min(rows.len());
            rows[from..to].iter().try_for_each(|row| store::keep(tx, row))
        })?;
    }
    Ok(())
}
