use super::{Time, Year};
use std::collections::BTreeMap;
use store::{Conn, StoreError, sql};

sql! {
    SOLVED = "SELECT SUBSTR(f.day, 1, 4), COUNT(*) FROM (SELECT problem, MIN(solved_on) AS day FROM solution GROUP BY problem) f \
              GROUP BY SUBSTR(f.day, 1, 4)";
    STARTED = "SELECT SUBSTR(since, 1, 4), COUNT(*) FROM adoption GROUP BY SUBSTR(since, 1, 4)";
    AGAIN = "SELECT SUBSTR(s.seen_on, 1, 4), COUNT(*), CAST(SUM(s.days) AS BIGINT), COUNT(DISTINCT s.community) FROM sighting s \
             JOIN (SELECT problem, MIN(solved_on) AS day FROM solution GROUP BY problem) f ON f.problem = s.problem \
             WHERE s.seen_on > f.day GROUP BY SUBSTR(s.seen_on, 1, 4)";
    REPEATED_IN = "SELECT p.number, p.title, s.seen_on, COALESCE(d.name, c.name), s.days FROM sighting s \
             JOIN (SELECT problem, MIN(solved_on) AS day FROM solution GROUP BY problem) f ON f.problem = s.problem \
             JOIN problem p ON p.id = s.problem LEFT JOIN product d ON d.id = s.product \
             LEFT JOIN community c ON c.id = s.community \
             WHERE s.seen_on > f.day AND s.seen_on >= $1 AND s.seen_on <= $2 \
             ORDER BY COALESCE(s.days, 0) DESC, s.seen_on DESC, s.id LIMIT $3";
    STARTED_IN = "SELECT p.number, p.title, a.since, d.name, a.days FROM adoption a JOIN problem p ON p.id = a.problem \
             JOIN product d ON d.id = a.product WHERE a.since >= $1 AND a.since <= $2 \
             ORDER BY a.since DESC, a.id LIMIT $3";
}

/// From the first year with anything to the last, the oldest first.
pub fn years(conn: &mut Conn) -> Result<Vec<Year>, StoreError> {
    let mut years: BTreeMap<i64, Year> = BTreeMap::new();
    // A day that is none is of no year.
    let year = |text: String| text.parse::<i64>().unwrap_or(0);
    conn.each(&SOLVED, &[], |row| {
        years.entry(year(row.get(0)?)).or_default().solved = row.get(1)?;
        Ok(())
    })?;
    conn.each(&STARTED, &[], |row| {
        years.entry(year(row.get(0)?)).or_default().started = row.get(1)?;
        Ok(())
    })?;
    conn.each(&AGAIN, &[], |row| {
        let it = years.entry(year(row.get(0)?)).or_default();
        it.again = row.get(1)?;
        it.days = row.get::<Option<i64>>(2)?.unwrap_or(0);
        it.professions = row.get(3)?;
        Ok(())
    })?;
    years.remove(&0);
    Ok(years.into_iter().map(|(year, it)| Year { year, ..it }).collect())
}

fn times(conn: &mut Conn, sql: &'static store::Sql, year: i64, most: i64) -> Result<Vec<Time>, StoreError> {
    let (first, last) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    conn.rows(sql, &[first.into(), last.into(), most.into()], |row| {
        Ok(Time { number: row.get(0)?, title: row.get(1)?, on: row.get(2)?, who: row.get(3)?, days: row.get(4)? })
    })
}

/// Met after it was solved, the most days first.
pub fn repeated_in(conn: &mut Conn, year: i64, most: i64) -> Result<Vec<Time>, StoreError> {
    times(conn, &REPEATED_IN, year, most)
}

/// Started from, the newest first.
pub fn started_in(conn: &mut Conn, year: i64, most: i64) -> Result<Vec<Time>, StoreError> {
    times(conn, &STARTED_IN, year, most)
}
