use super::{By, Count, Line};
use base::Uuid;
use std::collections::{BTreeMap, HashMap};
use store::{Conn, Sql, StoreError, sql};

sql! {
    STARTED = "SELECT product, SUBSTR(since, 1, 4), COUNT(*) FROM adoption WHERE dropped_on IS NULL \
               GROUP BY product, SUBSTR(since, 1, 4)";
    BUILT = "SELECT product, SUBSTR(said_on, 1, 4), COUNT(*) FROM built_again GROUP BY product, SUBSTR(said_on, 1, 4)";
    AGAIN = "SELECT s.product, SUBSTR(s.seen_on, 1, 4), COUNT(*) FROM sighting s \
             JOIN (SELECT problem, MIN(solved_on) AS day FROM solution GROUP BY problem) f ON f.problem = s.problem \
             WHERE s.seen_on > f.day AND s.product IS NOT NULL GROUP BY s.product, SUBSTR(s.seen_on, 1, 4)";
    // A local community's words are its profession's.
    STARTED_OF = "SELECT COALESCE(c.parent, c.id), SUBSTR(a.since, 1, 4), COUNT(*) FROM adoption a \
                  JOIN problem p ON p.id = a.problem JOIN community c ON c.id = p.community WHERE a.dropped_on IS NULL \
                  GROUP BY COALESCE(c.parent, c.id), SUBSTR(a.since, 1, 4)";
    BUILT_OF = "SELECT COALESCE(c.parent, c.id), SUBSTR(b.said_on, 1, 4), COUNT(*) FROM built_again b \
                JOIN problem p ON p.id = b.problem JOIN community c ON c.id = p.community \
                GROUP BY COALESCE(c.parent, c.id), SUBSTR(b.said_on, 1, 4)";
    AGAIN_OF = "SELECT COALESCE(c.parent, c.id), SUBSTR(s.seen_on, 1, 4), COUNT(*) FROM sighting s \
                JOIN (SELECT problem, MIN(solved_on) AS day FROM solution GROUP BY problem) f ON f.problem = s.problem \
                JOIN problem p ON p.id = s.problem JOIN community c ON c.id = p.community \
                WHERE s.seen_on > f.day GROUP BY COALESCE(c.parent, c.id), SUBSTR(s.seen_on, 1, 4)";
    PRODUCTS = "SELECT p.id, p.name, p.slug, u.id, u.name FROM product p LEFT JOIN unit u ON u.id = p.unit \
                ORDER BY p.sort_name, p.id LIMIT 5000";
    PROFESSIONS = "SELECT id, name, slug FROM community WHERE kind = 'practice' AND parent IS NULL ORDER BY sort_name, id LIMIT 200";
}

type Years = HashMap<Uuid, BTreeMap<i64, Count>>;

fn gathered(conn: &mut Conn, texts: [&'static Sql; 3]) -> Result<Years, StoreError> {
    let mut all: Years = HashMap::new();
    for (place, sql) in texts.into_iter().enumerate() {
        conn.each(sql, &[], |row| {
            let (of, year, times): (Uuid, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            // A day that is none is of no year.
            let Ok(year) = year.parse::<i64>() else { return Ok(()) };
            let it = all.entry(of).or_default().entry(year).or_default();
            *[&mut it.started, &mut it.built, &mut it.again][place] += times;
            Ok(())
        })?;
    }
    Ok(all)
}

/// Of those that have anything, by name.
pub fn counts(conn: &mut Conn, by: By) -> Result<Vec<Line>, StoreError> {
    if by == By::Profession {
        let years = gathered(conn, [&STARTED_OF, &BUILT_OF, &AGAIN_OF])?;
        let all = conn
            .rows(&PROFESSIONS, &[], |row| Ok((row.get::<Uuid>(0)?, row.get::<String>(1)?, row.get::<String>(2)?)))?;
        let line = |(id, name, slug): (Uuid, String, String)| {
            Some(Line { name, url: format!("/communities/{slug}"), years: years.get(&id)?.clone() })
        };
        return Ok(all.into_iter().filter_map(line).collect());
    }
    let years = gathered(conn, [&STARTED, &BUILT, &AGAIN])?;
    let products = conn.rows(&PRODUCTS, &[], |row| {
        let unit: (Option<Uuid>, Option<String>) = (row.get(3)?, row.get(4)?);
        Ok((row.get::<Uuid>(0)?, row.get::<String>(1)?, row.get::<String>(2)?, unit.0.zip(unit.1)))
    })?;
    let mut lines: HashMap<Uuid, Line> = HashMap::new();
    for (id, name, slug, unit) in products {
        let Some(years) = years.get(&id) else { continue };
        let (key, name, url) = match (by, unit) {
            (By::Unit, Some((unit, name))) => (unit, name, format!("/units/{unit}")),
            (By::Unit, None) => (Uuid::nil(), "No unit".into(), "/products".into()),
            _ => (id, name, format!("/products/{slug}/starts")),
        };
        let line = lines.entry(key).or_insert_with(|| Line { name, url, years: BTreeMap::new() });
        for (year, count) in years {
            let it = line.years.entry(*year).or_default();
            *it = it.plus(*count);
        }
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by_cached_key(|it| (it.name.to_lowercase(), it.url.clone()));
    Ok(lines)
}
