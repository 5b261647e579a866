use super::{Kind, Next};
use crate::assessment;
use crate::portfolio::{Track, report};
use base::Day;
use directory::product::Product;
use store::{Conn, StoreError, sql};

sql! {
    // Each track of its phase, with the product's newest published report of that standard and its exemption.
    TRACKS = "SELECT t.id, t.title, t.point, t.by_day, s.slug, s.title, a.number, v.number, v.scale, a.stage, a.on_day, a.outcome, \
              a.marks, e.until_day FROM track t JOIN standard s ON s.id = t.standard \
              LEFT JOIN assessment a ON a.id = (SELECT n.id FROM assessment n JOIN standard_version w ON w.id = n.version \
                  WHERE n.product = $1 AND w.standard = t.standard AND n.state = 'published' \
                  ORDER BY n.on_day DESC, n.number DESC LIMIT 1) \
              LEFT JOIN standard_version v ON v.id = a.version \
              LEFT JOIN exemption e ON e.track = t.id AND e.product = $1 \
              WHERE t.phase = $2 AND t.ended_at IS NULL ORDER BY t.by_day, t.id LIMIT 50";
    ACTIONS = "SELECT a.number, t.words, r.name, t.due_on FROM assessment a JOIN assessment_action t ON t.assessment = a.id \
               LEFT JOIN person r ON r.id = t.owner \
               WHERE a.product = $1 AND a.state = 'published' AND t.closed_on IS NULL ORDER BY t.due_on, t.id LIMIT 50";
}

/// The nearest first; what is late stands before it.
pub fn of_product(conn: &mut Conn, it: &Product, today: Day) -> Result<Vec<Next>, StoreError> {
    let mut all = tracks(conn, it, today)?;
    all.extend(conn.rows(&ACTIONS, &[it.id.into()], |row| {
        let (number, owner): (i64, Option<String>) = (row.get(0)?, row.get(2)?);
        Ok(Next {
            on: row.get(3)?,
            kind: Kind::Action,
            words: row.get(1)?,
            about: format!("{}, {}", owner.as_deref().unwrap_or("Nobody"), assessment::reference(number)),
            url: format!("{}#actions", assessment::url(number)),
        })
    })?);
    let coming = assessment::of_product(conn, it.id)?.into_iter().filter(|it| it.state.is_open());
    all.extend(coming.map(|it| Next {
        on: it.on,
        kind: Kind::Assessment,
        words: it.title(),
        about: format!("{}, {}", it.standard_title, it.state.label().to_lowercase()),
        url: it.url(),
    }));
    all.sort_by(|a, b| (a.on, a.kind, &a.words).cmp(&(b.on, b.kind, &b.words)));
    Ok(all)
}

/// Those not met, and from which nobody exempts it today.
fn tracks(conn: &mut Conn, it: &Product, today: Day) -> Result<Vec<Next>, StoreError> {
    let read = conn.rows(&TRACKS, &[it.id.into(), it.phase.into()], |row| {
        let track = Track { id: row.get(0)?, title: row.get(1)?, point: row.get(2)?, phase: it.phase, by: row.get(3)? };
        let (slug, standard): (String, String) = (row.get(4)?, row.get(5)?);
        let until: Option<Day> = row.get(13)?;
        Ok((track, slug, standard, report(row, 6)?, until))
    })?;
    let next = read.into_iter().filter_map(|(track, slug, standard, report, until)| {
        let is_exempt = until.is_some_and(|until| until >= today);
        let open = !report.is_some_and(|report| track.is_met_in(&report)) && !is_exempt;
        let what = track.point.map_or_else(|| standard.clone(), |point| format!("{standard}, point {point}"));
        open.then(|| Next {
            on: track.by,
            kind: Kind::Track,
            words: track.title,
            about: what,
            url: format!("/standards/{slug}/products#tracks"),
        })
    });
    Ok(next.collect())
}
