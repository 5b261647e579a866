//! What a merger reads of everything that is here, and the record of mergers.

use super::{Decision, Kind, Known, MergerId, Pair};
use base::{Act, CommunityId, Day, Moment, PersonId, Uuid};
use store::{Conn, StoreError, Tx, sql};

sql! {
    PEOPLE = "SELECT id, email, name, state, joined_on FROM person ORDER BY id";
    MEMBERS = "SELECT person, community FROM membership WHERE to_day IS NULL ORDER BY id";
    COMMUNITIES = "SELECT id, slug, kind, name, purpose, closed_on FROM community ORDER BY id";
    UNITS = "SELECT id, slug, name, parent FROM unit WHERE closed_on IS NULL ORDER BY id";
    LOCATIONS = "SELECT id, name, address FROM location WHERE closed_on IS NULL ORDER BY id";
    PRODUCTS = "SELECT id, slug, name, purpose FROM product ORDER BY id";
    TEAMS = "SELECT person, product FROM team_membership WHERE to_day IS NULL ORDER BY id";
    PAGES = "SELECT p.id, p.number, p.title, r.body FROM page p JOIN revision r ON r.page = p.id AND r.version = p.version \
             WHERE p.retired_at IS NULL AND NOT p.is_part AND p.audience = 'everyone' ORDER BY p.number";
    PROBLEMS = "SELECT id, number, title, statement FROM problem ORDER BY number";
    ADOPTED = "SELECT COUNT(*) FROM adoption WHERE solution = $1 AND product = $2";
    KNOWN = "SELECT r.kind, r.theirs, r.ours FROM merger_record r JOIN merger m ON m.id = r.merger \
             WHERE m.organisation = $1 AND m.undone_at IS NULL AND r.theirs IS NOT NULL";
    DAYS = "SELECT on_day FROM merger WHERE organisation = $1 AND undone_at IS NULL ORDER BY done_at LIMIT 1";
    INSERT = "INSERT INTO merger (id, organisation, name, on_day, done_at, done_by, last_position, counts) \
              VALUES ($1, $2, $3, $4, $5, $6, 0, $7)";
    CLOSE = "UPDATE merger SET last_position = $2 WHERE id = $1";
    RECORD = "INSERT INTO merger_record (merger, place, kind, theirs, ours, is_made) VALUES ($1, $2, $3, $4, $5, $6)";
    LIST = "SELECT id, organisation, name, on_day, done_at, done_by, last_position, undone_at, counts FROM merger \
            ORDER BY done_at DESC, id DESC LIMIT 100";
    MADE = "SELECT kind, ours FROM merger_record WHERE merger = $1 AND is_made ORDER BY place DESC";
    FORGET = "DELETE FROM merger_record WHERE merger = $1";
    UNDO = "UPDATE merger SET undone_at = $2, undone_by = $3 WHERE id = $1";
    HELD = "SELECT person, community FROM membership WHERE id = $1";
    WAITING = "SELECT id, name, put_at FROM waiting_merger ORDER BY put_at DESC, id LIMIT 1";
    WAIT = "INSERT INTO waiting_merger (id, organisation, name, put_at, put_by) VALUES ($1, $2, $3, $4, $5)";
    WAIT_TABLE = "INSERT INTO waiting_table (waiting, name, content) VALUES ($1, $2, $3)";
    WAIT_PAIR = "INSERT INTO waiting_pair (waiting, place, kind, theirs, their_name, ours, our_name, sure, why, decision) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    TABLES = "SELECT name, content FROM waiting_table WHERE waiting = $1";
    PAIRS = "SELECT place, kind, theirs, their_name, ours, our_name, sure, why, decision, decided_at FROM waiting_pair \
             WHERE waiting = $1 ORDER BY place";
    DECIDE = "UPDATE waiting_pair SET decision = $3, decided_at = $4, decided_by = $5 WHERE waiting = $1 AND place = $2";
    PAIR_WITH = "UPDATE waiting_pair SET ours = $3, our_name = $4, sure = 0, why = 'chosen by a person' \
                 WHERE waiting = $1 AND place = $2";
    DROP_PAIRS = "DELETE FROM waiting_pair";
    DROP_TABLES = "DELETE FROM waiting_table";
    DROP_WAITING = "DELETE FROM waiting_merger";
}

pub(super) struct Person {
    pub id: PersonId,
    pub email: String,
    pub name: String,
    pub state: String,
    pub joined_on: Day,
}

pub(super) fn people(conn: &mut Conn) -> Result<Vec<Person>, StoreError> {
    conn.rows(&PEOPLE, &[], |row| {
        Ok(Person {
            id: row.get(0)?,
            email: row.get(1)?,
            name: row.get(2)?,
            state: row.get(3)?,
            joined_on: row.get(4)?,
        })
    })
}

/// Who belongs where now.
pub(super) fn members(conn: &mut Conn) -> Result<Vec<(PersonId, CommunityId)>, StoreError> {
    conn.rows(&MEMBERS, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) struct Community {
    pub id: CommunityId,
    pub slug: String,
    pub kind: String,
    pub name: String,
    pub purpose: String,
    pub closed_on: Option<Day>,
}

pub(super) fn communities(conn: &mut Conn) -> Result<Vec<Community>, StoreError> {
    conn.rows(&COMMUNITIES, &[], |row| {
        Ok(Community {
            id: row.get(0)?,
            slug: row.get(1)?,
            kind: row.get(2)?,
            name: row.get(3)?,
            purpose: row.get(4)?,
            closed_on: row.get(5)?,
        })
    })
}

pub(super) struct Unit {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub parent: Option<Uuid>,
}

pub(super) fn units(conn: &mut Conn) -> Result<Vec<Unit>, StoreError> {
    conn.rows(&UNITS, &[], |row| {
        Ok(Unit { id: row.get(0)?, slug: row.get(1)?, name: row.get(2)?, parent: row.get(3)? })
    })
}

/// Id, name, address.
pub(super) fn locations(conn: &mut Conn) -> Result<Vec<(Uuid, String, Option<String>)>, StoreError> {
    conn.rows(&LOCATIONS, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Id, short name, name, purpose.
pub(super) fn products(conn: &mut Conn) -> Result<Vec<(Uuid, String, String, String)>, StoreError> {
    conn.rows(&PRODUCTS, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}

/// Who is in which team now.
pub(super) fn teams(conn: &mut Conn) -> Result<Vec<(PersonId, Uuid)>, StoreError> {
    conn.rows(&TEAMS, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A page or a problem: id, number, title, text.
pub(super) struct Text {
    pub id: Uuid,
    pub number: i64,
    pub title: String,
    pub body: String,
}

pub(super) fn pages(conn: &mut Conn) -> Result<Vec<Text>, StoreError> {
    conn.rows(&PAGES, &[], text)
}

pub(super) fn problems(conn: &mut Conn) -> Result<Vec<Text>, StoreError> {
    conn.rows(&PROBLEMS, &[], text)
}

fn text(row: &store::Row<'_>) -> Result<Text, StoreError> {
    Ok(Text { id: row.get(0)?, number: row.get(1)?, title: row.get(2)?, body: row.get(3)? })
}

pub(super) fn is_adopted(conn: &mut Conn, solution: Uuid, product: Uuid) -> Result<bool, StoreError> {
    Ok(conn.number(&ADOPTED, &[solution.into(), product.into()])? > 0)
}

/// What came of this organisation before.
pub(super) fn known(conn: &mut Conn, organisation: Uuid) -> Result<Known, StoreError> {
    let rows = conn.rows(&KNOWN, &[organisation.into()], |row| {
        Ok(((row.get::<String>(0)?, row.get::<String>(1)?), row.get::<Uuid>(2)?))
    })?;
    Ok(rows.into_iter().collect())
}

/// The day on which this organisation came first.
pub(super) fn first_day(conn: &mut Conn, organisation: Uuid) -> Result<Option<Day>, StoreError> {
    conn.row(&DAYS, &[organisation.into()], |row| row.get(0))
}

/// A merger that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merger {
    pub id: MergerId,
    pub organisation: Uuid,
    pub name: String,
    pub on: Day,
    pub done_at: Moment,
    pub done_by: Option<PersonId>,
    pub last_position: i64,
    pub undone_at: Option<Moment>,
    /// How many of which kind, in words and in the order in which they came.
    pub counts: Vec<(String, i64)>,
}

/// The newest first; at most 100.
pub fn list(conn: &mut Conn) -> Result<Vec<Merger>, StoreError> {
    conn.rows(&LIST, &[], |row| {
        Ok(Merger {
            id: row.get(0)?,
            organisation: row.get(1)?,
            name: row.get(2)?,
            on: row.get(3)?,
            done_at: row.get(4)?,
            done_by: row.get(5)?,
            last_position: row.get(6)?,
            undone_at: row.get(7)?,
            counts: serde_json::from_str(&row.get::<String>(8)?).unwrap_or_default(),
        })
    })
}

pub(super) fn insert(tx: &mut Tx<'_>, act: &Act, it: &Merger) -> Result<(), StoreError> {
    let counts = serde_json::to_string(&it.counts).unwrap_or_else(|_| "[]".into());
    let params = [
        it.id.into(),
        it.organisation.into(),
        (&it.name).into(),
        it.on.into(),
        it.done_at.into(),
        act.person().into(),
        counts.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

/// Keeps where the journal stood when it was done.
pub(super) fn close(tx: &mut Tx<'_>, id: MergerId, last_position: i64) -> Result<(), StoreError> {
    tx.execute(&CLOSE, &[id.into(), last_position.into()]).map(drop)
}

/// Where a record came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub kind: &'static str,
    pub theirs: Option<String>,
    pub ours: Uuid,
    pub is_made: bool,
}

pub(super) fn insert_record(tx: &mut Tx<'_>, merger: MergerId, place: i64, it: &Record) -> Result<(), StoreError> {
    let params = [merger.into(), place.into(), it.kind.into(), (&it.theirs).into(), it.ours.into(), it.is_made.into()];
    tx.execute(&RECORD, &params).map(drop)
}

/// What the merger made, the last first.
pub(super) fn made(conn: &mut Conn, merger: MergerId) -> Result<Vec<(String, Uuid)>, StoreError> {
    conn.rows(&MADE, &[merger.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn note_undone(tx: &mut Tx<'_>, act: &Act, merger: MergerId) -> Result<(), StoreError> {
    tx.execute(&FORGET, &[merger.into()])?;
    tx.execute(&UNDO, &[merger.into(), act.now.into(), act.person().into()]).map(drop)
}

/// Whose membership of what.
pub(super) fn held(conn: &mut Conn, membership: Uuid) -> Result<Option<(Uuid, Uuid)>, StoreError> {
    conn.row(&HELD, &[membership.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// An export that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: Uuid,
    pub name: String,
    pub put_at: Moment,
}

pub(super) fn waiting(conn: &mut Conn) -> Result<Option<Waiting>, StoreError> {
    conn.row(&WAITING, &[], |row| Ok(Waiting { id: row.get(0)?, name: row.get(1)?, put_at: row.get(2)? }))
}

pub(super) fn tables(conn: &mut Conn, waiting: Uuid) -> Result<Vec<(String, String)>, StoreError> {
    conn.rows(&TABLES, &[waiting.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A pair that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingPair {
    pub place: i64,
    pub pair: Pair,
    pub is_decided: bool,
}

pub(super) fn pairs(conn: &mut Conn, waiting: Uuid) -> Result<Vec<WaitingPair>, StoreError> {
    conn.rows(&PAIRS, &[waiting.into()], |row| {
        Ok(WaitingPair {
            place: row.get(0)?,
            pair: Pair {
                kind: row.get::<Kind>(1)?,
                theirs: row.get(2)?,
                their_name: row.get(3)?,
                ours: row.get(4)?,
                our_name: row.get(5)?,
                sure: row.get::<i64>(6)?.clamp(0, 100) as u8,
                why: row.get(7)?,
                decision: row.get::<Decision>(8)?,
            },
            is_decided: row.get::<Option<i64>>(9)?.is_some(),
        })
    })
}

pub(super) fn put(
    tx: &mut Tx<'_>,
    act: &Act,
    (id, organisation, name): (Uuid, Uuid, &str),
    tables: &[(String, String)],
    pairs: &[Pair],
) -> Result<(), StoreError> {
    let params = [id.into(), organisation.into(), name.into(), act.now.into(), act.person().into()];
    tx.execute(&WAIT, &params)?;
    for (table, content) in tables {
        tx.execute(&WAIT_TABLE, &[id.into(), table.into(), content.into()])?;
    }
    for (place, pair) in pairs.iter().enumerate() {
        let params = [
            id.into(),
            (place as i64).into(),
            pair.kind.into(),
            (&pair.theirs).into(),
            (&pair.their_name).into(),
            (&pair.ours).into(),
            (&pair.our_name).into(),
            i64::from(pair.sure).into(),
            (&pair.why).into(),
            pair.decision.into(),
        ];
        tx.execute(&WAIT_PAIR, &params)?;
    }
    Ok(())
}

pub(super) fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    waiting: Uuid,
    place: i64,
    decision: Decision,
) -> Result<(), StoreError> {
    let params = [waiting.into(), place.into(), decision.into(), act.now.into(), act.person().into()];
    tx.execute(&DECIDE, &params).map(drop)
}

/// Another of ours than was proposed.
pub(super) fn pair_with(
    tx: &mut Tx<'_>,
    waiting: Uuid,
    place: i64,
    (ours, our_name): (&str, &str),
) -> Result<(), StoreError> {
    tx.execute(&PAIR_WITH, &[waiting.into(), place.into(), ours.into(), our_name.into()]).map(drop)
}

/// One export waits at a time.
pub(super) fn put_away(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.execute(&DROP_PAIRS, &[])?;
    tx.execute(&DROP_TABLES, &[])?;
    tx.execute(&DROP_WAITING, &[]).map(drop)
}

#[cfg(test)]
sql! {
    SECRETS = "SELECT (SELECT COUNT(*) FROM password) + (SELECT COUNT(*) FROM session) + (SELECT COUNT(*) FROM token) \
               + (SELECT COUNT(*) FROM sign_in_link) + (SELECT COUNT(*) FROM passkey)";
}

/// Ways to sign in, of everybody.
#[cfg(test)]
pub(super) fn count_secrets(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.number(&SECRETS, &[])
}
