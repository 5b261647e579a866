use super::led::Appointed;
use super::reckon::Months;
use super::{TurningPoint, TurningPointId};
use base::{Act, CommunityId, Day, PersonId, Standing};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIRST = "SELECT COUNT(*) FROM membership WHERE community = $1 AND from_day <= $2";
    JOINED = "SELECT SUBSTR(from_day, 1, 7), COUNT(*) FROM membership WHERE community = $1 AND from_day > $2 \
              GROUP BY SUBSTR(from_day, 1, 7)";
    LEFT = "SELECT SUBSTR(to_day, 1, 7), COUNT(*) FROM membership WHERE community = $1 AND to_day IS NOT NULL \
            GROUP BY SUBSTR(to_day, 1, 7)";
    ENERGY = "SELECT month, people FROM energy WHERE community = $1 AND month >= $2";
    LED = "SELECT m.person, p.name, a.standing, NULL, a.from_day, a.to_day FROM appointment a \
             JOIN membership m ON m.id = a.membership JOIN person p ON p.id = m.person WHERE a.community = $1 \
           UNION ALL \
           SELECT m.person, p.name, a.standing, c.name, a.from_day, a.to_day FROM community c \
             JOIN appointment a ON a.community = c.id JOIN membership m ON m.id = a.membership \
             JOIN person p ON p.id = m.person WHERE c.parent = $1";
    POINTS = "SELECT id, on_day, title, detail FROM turning_point WHERE community = $1 AND removed_at IS NULL \
              ORDER BY on_day, id LIMIT 100";
    COUNT = "SELECT COUNT(*) FROM turning_point WHERE community = $1 AND removed_at IS NULL";
    INSERT = "INSERT INTO turning_point (id, community, on_day, title, detail, added_at, added_by) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    REMOVE = "UPDATE turning_point SET removed_at = $3, removed_by = $4 \
              WHERE id = $1 AND community = $2 AND removed_at IS NULL";
    COMMUNITY_OF = "SELECT community FROM turning_point WHERE id = $1";
    DELETE = "DELETE FROM turning_point WHERE id = $1";
    FORGET_PARTS = "DELETE FROM part_taken WHERE community = $1";
    FORGET_ENERGY = "DELETE FROM energy WHERE community = $1";
    BELONGS = "SELECT community FROM membership WHERE person = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day > $2)";
    TAKE = "INSERT INTO part_taken (community, month, person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    RAISE = "INSERT INTO energy (community, month, people) VALUES ($1, $2, 1) \
             ON CONFLICT (community, month) DO UPDATE SET people = energy.people + 1";
}

fn months(rows: Vec<(String, i64)>) -> Months {
    rows.into_iter().collect()
}

fn month(row: &Row<'_>) -> Result<(String, i64), StoreError> {
    Ok((row.get(0)?, row.get(1)?))
}

/// Those who were there on the first day.
pub(super) fn count_first(conn: &mut Conn, community: CommunityId, on: Day) -> Result<i64, StoreError> {
    conn.number(&FIRST, &[community.into(), on.into()])
}

/// By month, without those of the first day.
pub(super) fn joined(conn: &mut Conn, community: CommunityId, first: Day) -> Result<Months, StoreError> {
    conn.rows(&JOINED, &[community.into(), first.into()], month).map(months)
}

pub(super) fn left(conn: &mut Conn, community: CommunityId) -> Result<Months, StoreError> {
    conn.rows(&LEFT, &[community.into()], month).map(months)
}

/// From the month on in which `from` lies.
pub(super) fn energy(conn: &mut Conn, community: CommunityId, from: Day) -> Result<Months, StoreError> {
    let from = from.to_string()[..7].to_owned();
    conn.rows(&ENERGY, &[community.into(), from.into()], month).map(months)
}

pub(super) fn appointed(conn: &mut Conn, community: CommunityId) -> Result<Vec<Appointed>, StoreError> {
    conn.rows(&LED, &[community.into()], |row| {
        Ok(Appointed {
            person: row.get(0)?,
            name: row.get(1)?,
            standing: Standing::from_word(&row.get::<String>(2)?).unwrap_or(Standing::Member),
            local: row.get(3)?,
            from: row.get(4)?,
            to: row.get(5)?,
        })
    })
}

pub(super) fn points(conn: &mut Conn, community: CommunityId) -> Result<Vec<TurningPoint>, StoreError> {
    conn.rows(&POINTS, &[community.into()], |row| {
        Ok(TurningPoint {
            id: Some(row.get(0)?),
            on: row.get(1)?,
            title: row.get(2)?,
            detail: row.get::<Option<String>>(3)?.unwrap_or_default(),
        })
    })
}

pub(super) fn count(conn: &mut Conn, community: CommunityId) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[community.into()])
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: TurningPointId,
    community: CommunityId,
    on: Day,
    title: &str,
    detail: Option<&str>,
) -> Result<(), StoreError> {
    let params =
        [id.into(), community.into(), on.into(), title.into(), detail.into(), act.now.into(), act.person().into()];
    tx.execute(&INSERT, &params).map(drop)
}

/// How many were taken off: none or one.
pub(super) fn remove(
    tx: &mut Tx<'_>,
    act: &Act,
    community: CommunityId,
    id: TurningPointId,
) -> Result<u64, StoreError> {
    tx.execute(&REMOVE, &[id.into(), community.into(), act.now.into(), act.person().into()])
}

/// To which communities somebody belonged on a day.
pub(super) fn belonged(conn: &mut Conn, person: PersonId, on: Day) -> Result<Vec<CommunityId>, StoreError> {
    conn.rows(&BELONGS, &[person.into(), on.into()], |row| row.get(0))
}

/// Somebody took part in a month; told twice, it counts once.
pub(super) fn take_part(
    tx: &mut Tx<'_>,
    community: CommunityId,
    month: &str,
    person: PersonId,
) -> Result<(), StoreError> {
    if tx.execute(&TAKE, &[community.into(), month.into(), person.into()])? > 0 {
        tx.execute(&RAISE, &[community.into(), month.into()])?;
    }
    Ok(())
}

/// The community that it stood on; `None` when it was not there.
pub(super) fn delete(tx: &mut Tx<'_>, id: TurningPointId) -> Result<Option<CommunityId>, StoreError> {
    let community = tx.row(&COMMUNITY_OF, &[id.into()], |row| row.get(0))?;
    tx.execute(&DELETE, &[id.into()])?;
    Ok(community)
}

pub(super) fn forget(tx: &mut Tx<'_>, community: CommunityId) -> Result<(), StoreError> {
    tx.execute(&FORGET_PARTS, &[community.into()])?;
    tx.execute(&FORGET_ENERGY, &[community.into()]).map(drop)
}
