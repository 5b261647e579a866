use super::compare::{Compared, Finding, compare, in_no_line};
use super::{Kind, Line, LineId, Part};
use base::{Act, CommunityId};
use directory::product::ProductId;
use std::collections::HashMap;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    // A shared line's title leads.
    SHARED = "SELECT l.id, l.shared, l.title, l.kind, l.product, p.profession, p.part FROM teamwork_line l \
              LEFT JOIN teamwork_part p ON p.line = l.id WHERE l.product IS NULL ORDER BY l.kind DESC, l.place, l.id, p.profession LIMIT 5000";
    OWN = "SELECT l.id, l.shared, COALESCE(s.title, l.title), l.kind, l.product, p.profession, p.part FROM teamwork_line l \
           LEFT JOIN teamwork_line s ON s.id = l.shared LEFT JOIN teamwork_part p ON p.line = l.id \
           WHERE l.product = $1 ORDER BY l.kind DESC, l.place, l.id, p.profession LIMIT 5000";
    ALL_OWN = "SELECT l.id, l.shared, l.title, l.kind, l.product, p.profession, p.part FROM teamwork_line l \
               LEFT JOIN teamwork_part p ON p.line = l.id JOIN product d ON d.id = l.product \
               WHERE d.phase <> 'retired' ORDER BY l.product, l.id, p.profession LIMIT 200000";
    PUT = "INSERT INTO teamwork_line (id, product, shared, title, kind, place, said_at, said_by) VALUES ($1, $2, $3, $4, $5, $8, $6, $7) \
           ON CONFLICT (id) DO UPDATE SET shared = excluded.shared, title = excluded.title, kind = excluded.kind, \
           said_at = excluded.said_at, said_by = excluded.said_by";
    LAST_PLACE = "SELECT COALESCE(MAX(place), 0) FROM teamwork_line WHERE product = $1";
    LAST_SHARED_PLACE = "SELECT COALESCE(MAX(place), 0) FROM teamwork_line WHERE product IS NULL";
    CLEAR = "DELETE FROM teamwork_part WHERE line = $1";
    PART = "INSERT INTO teamwork_part (line, profession, part) VALUES ($1, $2, $3)";
    LET_GO = "UPDATE teamwork_line SET title = (SELECT s.title FROM teamwork_line s WHERE s.id = $1), shared = NULL WHERE shared = $1";
    DROP = "DELETE FROM teamwork_line WHERE id = $1";
    PROFESSIONS = "SELECT id, slug, name FROM community WHERE kind = 'practice' AND parent IS NULL AND closed_on IS NULL \
                   ORDER BY sort_name, id LIMIT 40";
    // Whoever brings a local community's profession brings the profession.
    ON_TEAM = "SELECT DISTINCT COALESCE(c.parent, c.id) FROM team_membership t JOIN community c ON c.id = t.profession \
               WHERE t.product = $1 AND t.to_day IS NULL";
    ON_TEAMS = "SELECT DISTINCT t.product, COALESCE(c.parent, c.id) FROM team_membership t JOIN community c ON c.id = t.profession \
                WHERE t.to_day IS NULL AND t.product IN (SELECT l.product FROM teamwork_line l) LIMIT 20000";
}

/// A profession as the head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profession {
    pub id: CommunityId,
    pub slug: String,
    pub name: String,
}

/// Open ones, by name; at most 40.
pub fn professions(conn: &mut Conn) -> Result<Vec<Profession>, StoreError> {
    conn.rows(&PROFESSIONS, &[], |row| Ok(Profession { id: row.get(0)?, slug: row.get(1)?, name: row.get(2)? }))
}

struct Cell {
    line: Line,
    product: Option<ProductId>,
    part: Option<(CommunityId, Part)>,
}

fn cell(row: &Row<'_>) -> Result<Cell, StoreError> {
    let kind = Kind::from_word(&row.get::<String>(3)?).unwrap_or(Kind::Activity);
    let line = Line { id: row.get(0)?, shared: row.get(1)?, title: row.get(2)?, kind, parts: Vec::new() };
    let part = row.get::<Option<String>>(6)?.and_then(|word| Part::from_word(&word));
    let profession: Option<CommunityId> = row.get(5)?;
    Ok(Cell { line, product: row.get(4)?, part: profession.zip(part) })
}

/// Cells of one line come one after the other.
fn gathered(cells: Vec<Cell>) -> Vec<(Option<ProductId>, Line)> {
    let mut lines: Vec<(Option<ProductId>, Line)> = Vec::new();
    for it in cells {
        if lines.last().is_none_or(|(_, line)| line.id != it.line.id) {
            lines.push((it.product, it.line));
        }
        if let Some((_, line)) = lines.last_mut() {
            line.parts.extend(it.part);
        }
    }
    lines
}

/// The shared table, or a team's own: decisions first, in the order in which they were first said.
pub fn lines(conn: &mut Conn, of: Option<ProductId>) -> Result<Vec<Line>, StoreError> {
    let cells = match of {
        None => conn.rows(&SHARED, &[], cell)?,
        Some(product) => conn.rows(&OWN, &[product.into()], cell)?,
    };
    Ok(gathered(cells).into_iter().map(|(_, line)| line).collect())
}

pub(super) fn put(tx: &mut Tx<'_>, act: &Act, of: Option<ProductId>, it: &Line) -> Result<(), StoreError> {
    // A line that is there keeps its place.
    let last = match of {
        Some(product) => tx.number(&LAST_PLACE, &[product.into()])?,
        None => tx.number(&LAST_SHARED_PLACE, &[])?,
    };
    let values = [
        it.id.into(),
        of.into(),
        it.shared.into(),
        (&it.title).into(),
        it.kind.into(),
        act.now.into(),
        act.person().into(),
        (last + 1).into(),
    ];
    tx.execute(&PUT, &values)?;
    tx.execute(&CLEAR, &[it.id.into()])?;
    for (profession, part) in &it.parts {
        tx.execute(&PART, &[it.id.into(), (*profession).into(), (*part).into()])?;
    }
    Ok(())
}

pub(super) fn drop_line(tx: &mut Tx<'_>, id: LineId) -> Result<(), StoreError> {
    tx.execute(&LET_GO, &[id.into()])?;
    tx.execute(&CLEAR, &[id.into()])?;
    tx.execute(&DROP, &[id.into()]).map(drop)
}

/// The professions on a product's team now.
pub fn on_team(conn: &mut Conn, product: ProductId) -> Result<Vec<CommunityId>, StoreError> {
    conn.rows(&ON_TEAM, &[product.into()], |row| row.get(0))
}

/// A team's table beside the shared one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfTeam {
    pub lines: Vec<Compared>,
    /// Professions on the team with no part in anything that it says.
    pub idle: Vec<CommunityId>,
}

/// `own`: its own lines, as [`lines`] reads them.
pub fn of_team(conn: &mut Conn, product: ProductId, own: &[Line]) -> Result<OfTeam, StoreError> {
    let (shared, team) = (lines(conn, None)?, on_team(conn, product)?);
    Ok(OfTeam { lines: compare(&shared, own, &team), idle: in_no_line(own, &team) })
}

/// Over all teams that said anything: of each shared line, how many say it, and how many of them in another way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    pub teams: usize,
    pub of: HashMap<LineId, (usize, usize)>,
}

pub fn tallies(conn: &mut Conn) -> Result<Tallies, StoreError> {
    let shared = lines(conn, None)?;
    let mut own: HashMap<ProductId, Vec<Line>> = HashMap::new();
    for (product, line) in gathered(conn.rows(&ALL_OWN, &[], cell)?) {
        let Some(product) = product else { continue };
        own.entry(product).or_default().push(line);
    }
    let mut teams: HashMap<ProductId, Vec<CommunityId>> = HashMap::new();
    conn.each(&ON_TEAMS, &[], |row| {
        teams.entry(row.get(0)?).or_default().push(row.get(1)?);
        Ok(())
    })?;
    let mut all = Tallies { teams: own.len(), ..Tallies::default() };
    for (product, own) in &own {
        let team = teams.get(product).map(Vec::as_slice).unwrap_or_default();
        for Compared { shared, own, findings } in compare(&shared, own, team) {
            let (Some(shared), Some(_)) = (shared, own) else { continue };
            let (said, look) = all.of.entry(shared.id).or_default();
            *said += 1;
            // Whom a team lacks is no other way of working.
            let differs = |it: &Finding| !matches!(it, Finding::NotOnTeam(_));
            *look += usize::from(findings.iter().any(differs));
        }
    }
    Ok(all)
}
