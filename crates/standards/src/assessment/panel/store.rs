use super::Candidate;
use crate::assessment::{AssessmentId, Seat};
use base::{Act, CommunityId, Day, PersonId};
use std::collections::BTreeMap;
use store::{Conn, StoreError, Tx, sql};

sql! {
    SEAT = "SELECT is_chair FROM panel_seat WHERE assessment = $1 AND person = $2";
    PANEL = "SELECT r.id, r.name, c.id, c.name, s.is_chair FROM panel_seat s JOIN person r ON r.id = s.person \
             LEFT JOIN community c ON c.id = s.profession WHERE s.assessment = $1 ORDER BY s.is_chair DESC, r.sort_name, r.id";
    DROP_PANEL = "DELETE FROM panel_seat WHERE assessment = $1";
    INSERT_SEAT = "INSERT INTO panel_seat (assessment, person, profession, is_chair, named_on, named_by) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
    HAS_OFFERED = "SELECT COUNT(*) FROM panellist WHERE person = $1 AND ended_at IS NULL";
    OFFER = "INSERT INTO panellist (person, offered_at) VALUES ($1, $2) \
             ON CONFLICT (person) DO UPDATE SET offered_at = excluded.offered_at, ended_at = NULL";
    END_OFFER = "UPDATE panellist SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL";
    CANDIDATES = "SELECT r.id, r.name, r.unit, \
                  (SELECT COUNT(*) FROM panel_seat s WHERE s.person = r.id AND s.named_on > $1) \
                  FROM panellist l JOIN person r ON r.id = l.person \
                  WHERE l.ended_at IS NULL AND r.left_on IS NULL ORDER BY r.sort_name, r.id LIMIT 2000";
    THEIR_PROFESSIONS = "SELECT m.person, c.id, c.parent FROM panellist l JOIN membership m ON m.person = l.person \
                         JOIN community c ON c.id = m.community \
                         WHERE l.ended_at IS NULL AND m.to_day IS NULL AND c.kind = 'practice' LIMIT 20000";
}

/// Are they on its panel, and is theirs the chair?
pub fn seat_of(conn: &mut Conn, id: AssessmentId, person: PersonId) -> Result<Option<bool>, StoreError> {
    conn.row(&SEAT, &[id.into(), person.into()], |row| row.get(0))
}

/// The chair first.
pub fn panel_of(conn: &mut Conn, id: AssessmentId) -> Result<Vec<Seat>, StoreError> {
    conn.rows(&PANEL, &[id.into()], |row| {
        Ok(Seat {
            person: row.get(0)?,
            name: row.get(1)?,
            profession: row.get::<Option<CommunityId>>(2)?.zip(row.get(3)?),
            is_chair: row.get(4)?,
        })
    })
}

pub(super) fn name(
    tx: &mut Tx<'_>,
    act: &Act,
    id: AssessmentId,
    people: &BTreeMap<PersonId, Option<CommunityId>>,
    chair: PersonId,
) -> Result<(), StoreError> {
    tx.execute(&DROP_PANEL, &[id.into()])?;
    for (person, profession) in people {
        let params = [
            id.into(),
            (*person).into(),
            (*profession).into(),
            (*person == chair).into(),
            act.now.day().into(),
            act.person().into(),
        ];
        tx.execute(&INSERT_SEAT, &params)?;
    }
    Ok(())
}

pub fn has_offered(conn: &mut Conn, person: PersonId) -> Result<bool, StoreError> {
    Ok(conn.number(&HAS_OFFERED, &[person.into()])? > 0)
}

pub(super) fn offer(tx: &mut Tx<'_>, act: &Act, person: PersonId, offers: bool) -> Result<(), StoreError> {
    let text = if offers { &OFFER } else { &END_OFFER };
    tx.execute(text, &[person.into(), act.now.into()]).map(drop)
}

/// Whoever offered, with their professions and the panels of a year; at most 2,000.
pub(super) fn candidates(conn: &mut Conn, today: Day) -> Result<Vec<Candidate>, StoreError> {
    let mut professions: BTreeMap<PersonId, Vec<CommunityId>> = BTreeMap::new();
    conn.each(&THEIR_PROFESSIONS, &[], |row| {
        let (person, community, parent): (PersonId, CommunityId, Option<CommunityId>) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let theirs = professions.entry(person).or_default();
        theirs.push(community);
        theirs.extend(parent);
        Ok(())
    })?;
    conn.rows(&CANDIDATES, &[today.plus_days(-365).into()], |row| {
        let person: PersonId = row.get(0)?;
        Ok(Candidate {
            person,
            name: row.get(1)?,
            unit: row.get(2)?,
            professions: professions.remove(&person).unwrap_or_default(),
            load: row.get(3)?,
        })
    })
}
