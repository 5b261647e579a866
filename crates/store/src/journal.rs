//! The journal: what happened, in order, append-only. Readers keep their own position and are told at least once.
//! Positions are committed in their order, because changes take turns (see [`crate::writer`]).

use crate::{Conn, Row, StoreError, Tx, sql};
use base::{Audience, Event, EventId, Moment, PersonId, Uuid};

sql! {
    INSERT = "INSERT INTO journal (id, name, kind, subject, actor, at, audience, payload) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LAST = "SELECT MAX(position) FROM journal";
    AFTER = "SELECT position, id, name, kind, subject, actor, at, audience, payload FROM journal \
             WHERE position > $1 ORDER BY position LIMIT $2";
    OF = "SELECT position, id, name, kind, subject, actor, at, audience, payload FROM journal \
          WHERE subject = $1 ORDER BY position DESC LIMIT $2";
    READER = "SELECT position FROM journal_reader WHERE name = $1";
    MOVE_READER = "INSERT INTO journal_reader (name, position) VALUES ($1, $2) \
                   ON CONFLICT (name) DO UPDATE SET position = excluded.position";
}

/// One event as it stands in the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    pub position: i64,
    pub id: EventId,
    pub name: String,
    pub kind: String,
    pub subject: Uuid,
    pub actor: Option<PersonId>,
    pub at: Moment,
    /// `None` when the code is unknown: then nobody is shown it.
    pub audience: Option<Audience>,
    pub payload: serde_json::Value,
}

pub(crate) fn record(tx: &mut Tx<'_>, event: &Event) -> Result<(), StoreError> {
    let params = [
        event.id.into(),
        event.name.into(),
        event.subject.kind.into(),
        event.subject.id.into(),
        event.actor.into(),
        event.at.into(),
        event.audience.code().into(),
        (&event.payload).into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

/// The next events after `position`, oldest first, at most `most`.
pub fn events_after(conn: &mut Conn, position: i64, most: i64) -> Result<Vec<Recorded>, StoreError> {
    conn.rows(&AFTER, &[position.into(), most.into()], read)
}

/// What happened to one thing, the newest first, at most `most`.
pub fn events_of(conn: &mut Conn, subject: Uuid, most: i64) -> Result<Vec<Recorded>, StoreError> {
    conn.rows(&OF, &[subject.into(), most.into()], read)
}

fn read(row: &Row<'_>) -> Result<Recorded, StoreError> {
    Ok(Recorded {
        position: row.get(0)?,
        id: row.get(1)?,
        name: row.get(2)?,
        kind: row.get(3)?,
        subject: row.get(4)?,
        actor: row.get(5)?,
        at: row.get(6)?,
        audience: Audience::from_code(&row.get::<String>(7)?),
        payload: row.get(8)?,
    })
}

/// The position of the newest event; 0 when nothing ever happened.
pub fn last_position(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.number(&LAST, &[])
}

/// How far the reader `name` has come; 0 when it never read.
pub fn reader_position(conn: &mut Conn, name: &str) -> Result<i64, StoreError> {
    conn.number(&READER, &[name.into()])
}

/// Keeps how far `name` has come, in the transaction in which it did what it read about.
pub fn set_reader_position(tx: &mut Tx<'_>, name: &str, position: i64) -> Result<(), StoreError> {
    tx.execute(&MOVE_READER, &[name.into(), position.into()]).map(drop)
}
