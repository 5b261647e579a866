use super::{Exemption, Report, Row, Track, TrackId};
use crate::standard::{Outcome, StandardId, VersionId};
use base::Act;
use store::{Conn, StoreError, Tx, sql};

sql! {
    // The newest published report of each product, by the day on which it was held.
    ROWS = "SELECT p.id, p.slug, p.name, p.phase, u.name, a.number, v.number, v.scale, a.stage, a.on_day, a.outcome, a.marks \
            FROM product p LEFT JOIN unit u ON u.id = p.unit \
            LEFT JOIN assessment a ON a.id = (SELECT n.id FROM assessment n JOIN standard_version w ON w.id = n.version \
                WHERE n.product = p.id AND w.standard = $1 AND n.state = 'published' \
                ORDER BY n.on_day DESC, n.number DESC LIMIT 1) \
            LEFT JOIN standard_version v ON v.id = a.version \
            WHERE p.phase <> 'retired' ORDER BY p.sort_name, p.id LIMIT 2000";
    MARKS = "SELECT marks FROM assessment WHERE version = $1 AND state = 'published' ORDER BY on_day DESC LIMIT 1000";
    TRACKS = "SELECT id, title, point, phase, by_day FROM track WHERE standard = $1 AND ended_at IS NULL \
              ORDER BY by_day, id LIMIT 50";
    EXEMPTIONS = "SELECT e.track, e.product, e.until_day, e.why FROM exemption e JOIN track t ON t.id = e.track \
                  WHERE t.standard = $1 AND t.ended_at IS NULL ORDER BY e.until_day LIMIT 2000";
    INSERT_TRACK = "INSERT INTO track (id, standard, title, point, phase, by_day, made_at, made_by) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND_TRACK = "SELECT standard FROM track WHERE id = $1 AND ended_at IS NULL";
    END_TRACK = "UPDATE track SET ended_at = $2 WHERE id = $1";
    EXEMPT = "INSERT INTO exemption (track, product, until_day, said_at, said_by, why) VALUES ($1, $2, $3, $4, $5, $6) \
              ON CONFLICT (track, product) DO UPDATE SET until_day = excluded.until_day, said_at = excluded.said_at, \
              said_by = excluded.said_by, why = excluded.why";
}

/// All products that run, by name; at most 2,000.
pub fn rows(conn: &mut Conn, standard: StandardId) -> Result<Vec<Row>, StoreError> {
    conn.rows(&ROWS, &[standard.into()], |row| {
        Ok(Row {
            product: row.get(0)?,
            slug: row.get(1)?,
            name: row.get(2)?,
            phase: row.get(3)?,
            unit: row.get(4)?,
            report: report(row, 5)?,
        })
    })
}

/// Number, version, scale, stage, day, outcome and marks from the column `at` on; `None` where there is no report.
pub(crate) fn report(row: &store::Row<'_>, at: usize) -> Result<Option<Report>, StoreError> {
    let (number, outcome): (Option<i64>, Option<Outcome>) = (row.get(at)?, row.get(at + 5)?);
    let Some((number, outcome)) = number.zip(outcome) else { return Ok(None) };
    Ok(Some(Report {
        number,
        version: row.get(at + 1)?,
        scale: row.get(at + 2)?,
        stage: row.get(at + 3)?,
        on: row.get(at + 4)?,
        outcome,
        marks: row.get(at + 6)?,
    }))
}

/// How many published reports say of each point that it was not met in whole, and how many reports there are.
pub fn missed(conn: &mut Conn, version: VersionId, points: i64) -> Result<(Vec<usize>, usize), StoreError> {
    let mut missed = vec![0; usize::try_from(points).unwrap_or_default()];
    let mut reports = 0;
    conn.each(&MARKS, &[version.into()], |row| {
        let marks: String = row.get(0)?;
        reports += 1;
        for (count, mark) in missed.iter_mut().zip(marks.bytes()) {
            *count += usize::from(matches!(mark, b'1' | b'2'));
        }
        Ok(())
    })?;
    Ok((missed, reports))
}

/// By their day; at most 50.
pub fn tracks(conn: &mut Conn, standard: StandardId) -> Result<Vec<Track>, StoreError> {
    conn.rows(&TRACKS, &[standard.into()], |row| {
        Ok(Track { id: row.get(0)?, title: row.get(1)?, point: row.get(2)?, phase: row.get(3)?, by: row.get(4)? })
    })
}

pub fn exemptions(conn: &mut Conn, standard: StandardId) -> Result<Vec<Exemption>, StoreError> {
    conn.rows(&EXEMPTIONS, &[standard.into()], |row| {
        Ok(Exemption { track: row.get(0)?, product: row.get(1)?, until: row.get(2)?, why: row.get(3)? })
    })
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, standard: StandardId, it: &Track) -> Result<(), StoreError> {
    let params = [
        it.id.into(),
        standard.into(),
        (&it.title).into(),
        it.point.into(),
        it.phase.into(),
        it.by.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT_TRACK, &params).map(drop)
}

pub(super) fn standard_of(conn: &mut Conn, track: TrackId) -> Result<Option<StandardId>, StoreError> {
    conn.row(&FIND_TRACK, &[track.into()], |row| row.get(0))
}

pub(super) fn end(tx: &mut Tx<'_>, act: &Act, track: TrackId) -> Result<(), StoreError> {
    tx.execute(&END_TRACK, &[track.into(), act.now.into()]).map(drop)
}

pub(super) fn exempt(tx: &mut Tx<'_>, act: &Act, it: &Exemption) -> Result<(), StoreError> {
    let params =
        [it.track.into(), it.product.into(), it.until.into(), act.now.into(), act.person().into(), (&it.why).into()];
    tx.execute(&EXEMPT, &params).map(drop)
}
