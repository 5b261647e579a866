use super::{IDLE_SECONDS, LIFE_SECONDS, Session, SessionId, Way};
use crate::duties;
use crate::person::{Person, PersonState};
use base::{Act, Actor, Membership, Moment, PersonId, Standing, Uuid};
use store::{Conn, Row, Sql, StoreError, Tx, sql};

sql! {
    // One row for each pair of membership and duty; few people have many of both.
    BY_SESSION = "SELECT s.id, s.proved_at, s.seen_at, s.ends_at, s.generation, p.generation, p.state, p.id, p.name, \
                  'write', m.community, m.standing, d.duty \
                  FROM session s JOIN person p ON p.id = s.person \
                  LEFT JOIN membership m ON m.person = p.id AND m.to_day IS NULL \
                  LEFT JOIN person_duty d ON d.person = p.id AND d.revoked_at IS NULL \
                  WHERE s.secret_hash = $1";
    BY_TOKEN = "SELECT t.id, t.made_at, COALESCE(t.used_at, t.made_at), t.ends_at, p.generation, p.generation, p.state, \
                p.id, p.name, t.scope, m.community, m.standing, d.duty \
                FROM token t JOIN person p ON p.id = t.person \
                LEFT JOIN membership m ON m.person = p.id AND m.to_day IS NULL \
                LEFT JOIN person_duty d ON d.person = p.id AND d.revoked_at IS NULL \
                WHERE t.secret_hash = $1 AND t.ended_at IS NULL";
    INSERT = "INSERT INTO session (id, secret_hash, person, generation, way, began_at, seen_at, ends_at, proved_at, \
              browser) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $6, $8)";
    LIST = "SELECT s.id, s.way, s.began_at, s.seen_at, s.ends_at, s.browser FROM session s \
            JOIN person p ON p.id = s.person AND p.generation = s.generation \
            WHERE s.person = $1 AND s.ends_at > $2 AND s.seen_at > $3 ORDER BY s.seen_at DESC LIMIT 100";
    DELETE = "DELETE FROM session WHERE id = $1 AND person = $2";
    DELETE_ALL = "DELETE FROM session WHERE person = $1";
    FORGET = "DELETE FROM session WHERE ends_at < $1";
    FORGET_OF = "DELETE FROM session WHERE person = $1 AND (ends_at < $2 OR seen_at < $3)";
    SET_SEEN = "UPDATE session SET seen_at = $2 WHERE id = $1 AND seen_at < $2";
}

/// Everything that the door must know about whoever comes, from one question.
pub(super) struct Known {
    pub by: Uuid,
    pub proved_at: Moment,
    pub seen_at: Moment,
    pub ends_at: Moment,
    /// The generation is the person's and they are active.
    pub is_current: bool,
    pub actor: Actor,
}

pub(super) fn find_by_session(conn: &mut Conn, secret_hash: &str) -> Result<Option<Known>, StoreError> {
    find_known(conn, &BY_SESSION, secret_hash)
}

pub(super) fn find_by_token(conn: &mut Conn, secret_hash: &str) -> Result<Option<Known>, StoreError> {
    find_known(conn, &BY_TOKEN, secret_hash)
}

fn find_known(conn: &mut Conn, sql: &'static Sql, secret_hash: &str) -> Result<Option<Known>, StoreError> {
    let mut known: Option<Known> = None;
    conn.each(sql, &[secret_hash.into()], |row| {
        if known.is_none() {
            known = Some(read_known(row)?);
        }
        if let Some(known) = &mut known {
            add_rights(&mut known.actor, row)?;
        }
        Ok(())
    })?;
    Ok(known)
}

fn read_known(row: &Row<'_>) -> Result<Known, StoreError> {
    let same_generation = row.get::<i64>(4)? == row.get::<i64>(5)?;
    let actor = Actor {
        person: Some(row.get(7)?),
        name: row.get(8)?,
        read_only: row.get::<String>(9)? != "write",
        ..Actor::nobody()
    };
    Ok(Known {
        by: row.get(0)?,
        proved_at: row.get(1)?,
        seen_at: row.get(2)?,
        ends_at: row.get(3)?,
        is_current: same_generation && row.get::<PersonState>(6)? == PersonState::Active,
        actor,
    })
}

fn add_rights(actor: &mut Actor, row: &Row<'_>) -> Result<(), StoreError> {
    if let (Some(community), Some(word)) = (row.get(10)?, row.get::<Option<String>>(11)?) {
        let standing = Standing::from_word(&word).unwrap_or(Standing::Member);
        if !actor.memberships.iter().any(|held| held.community == community) {
            actor.memberships.push(Membership { community, standing });
        }
    }
    let duty = row.get::<Option<String>>(12)?.and_then(|word| duties::from_word(&word));
    if let Some(duty) = duty.filter(|duty| !actor.duties.contains(duty)) {
        actor.duties.push(duty);
    }
    Ok(())
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: SessionId,
    secret_hash: &str,
    person: &Person,
    (way, browser): (Way, &str),
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        secret_hash.into(),
        person.id.into(),
        person.generation.into(),
        way.into(),
        act.now.into(),
        act.now.plus_seconds(LIFE_SECONDS).into(),
        browser.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

/// The sessions of `person` that would let them in now, the last used first; at most 100.
pub fn list(conn: &mut Conn, person: PersonId, now: Moment) -> Result<Vec<Session>, StoreError> {
    let params = [person.into(), now.into(), now.plus_seconds(-IDLE_SECONDS).into()];
    conn.rows(&LIST, &params, |row| {
        Ok(Session {
            id: row.get(0)?,
            way: row.get(1)?,
            began_at: row.get(2)?,
            seen_at: row.get(3)?,
            ends_at: row.get(4)?,
            browser: row.get(5)?,
        })
    })
}

pub(super) fn delete(tx: &mut Tx<'_>, id: SessionId, person: PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE, &[id.into(), person.into()])? > 0)
}

pub(super) fn delete_all(tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
    tx.execute(&DELETE_ALL, &[person.into()]).map(drop)
}

/// Sweeps out sessions past their end; a daily job calls it. Answers how many.
pub fn forget_ended(tx: &mut Tx<'_>, now: Moment) -> Result<u64, StoreError> {
    tx.execute(&FORGET, &[now.into()])
}

pub(super) fn forget_ended_of(tx: &mut Tx<'_>, person: PersonId, now: Moment) -> Result<(), StoreError> {
    tx.execute(&FORGET_OF, &[person.into(), now.into(), now.plus_seconds(-IDLE_SECONDS).into()]).map(drop)
}

pub(super) fn set_seen(tx: &mut Tx<'_>, id: Uuid, at: Moment) -> Result<(), StoreError> {
    tx.execute(&SET_SEEN, &[id.into(), at.into()]).map(drop)
}
