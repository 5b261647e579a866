use super::{Entry, EntryId};
use base::{Act, CommunityId, PersonId};
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    FIND = "SELECT e.id, c.id, c.name, c.slug, p.id, p.name, b.id, b.name, e.evidence, e.asked_on, e.decision, e.reason \
            FROM entry e JOIN community c ON c.id = e.community JOIN person p ON p.id = e.person \
            LEFT JOIN person b ON b.id = e.proposed_by WHERE e.id = $1";
    WAITING_IN = "SELECT e.id, c.id, c.name, c.slug, p.id, p.name, b.id, b.name, e.evidence, e.asked_on, e.decision, \
                  e.reason FROM entry e JOIN community c ON c.id = e.community JOIN person p ON p.id = e.person \
                  LEFT JOIN person b ON b.id = e.proposed_by WHERE e.community = $1 AND e.decision IS NULL \
                  ORDER BY e.asked_at, e.id LIMIT 100";
    WAITING_FOR = "SELECT e.id, c.id, c.name, c.slug, p.id, p.name, b.id, b.name, e.evidence, e.asked_on, e.decision, \
                   e.reason FROM entry e JOIN community c ON c.id = e.community JOIN person p ON p.id = e.person \
                   LEFT JOIN person b ON b.id = e.proposed_by WHERE e.person = $1 AND e.community = $2 \
                   AND e.decision IS NULL";
    INSERT = "INSERT INTO entry (id, community, person, proposed_by, evidence, asked_on, asked_at) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DECIDE = "UPDATE entry SET decision = $2, reason = $3, decided_at = $4, decided_by = $5 WHERE id = $1";
}

fn read(row: &Row<'_>) -> Result<Entry, StoreError> {
    let (by, by_name): (Option<PersonId>, Option<String>) = (row.get(6)?, row.get(7)?);
    Ok(Entry {
        id: row.get(0)?,
        community: row.get(1)?,
        community_name: row.get(2)?,
        community_slug: row.get(3)?,
        person: row.get(4)?,
        name: row.get(5)?,
        proposed_by: by.zip(by_name),
        evidence: row.get(8)?,
        asked_on: row.get(9)?,
        decision: row.get(10)?,
        reason: row.get(11)?,
    })
}

pub fn find(conn: &mut Conn, id: EntryId) -> Result<Option<Entry>, StoreError> {
    conn.row(&FIND, &[id.into()], read)
}

/// Those that nobody has decided, the oldest first. Only for who may decide.
pub fn waiting_in(conn: &mut Conn, community: CommunityId) -> Result<Vec<Entry>, StoreError> {
    conn.rows(&WAITING_IN, &[community.into()], read)
}

/// Somebody's own that waits in a community.
pub fn waiting_for(conn: &mut Conn, person: PersonId, community: CommunityId) -> Result<Option<Entry>, StoreError> {
    conn.row(&WAITING_FOR, &[person.into(), community.into()], read)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: EntryId,
    community: CommunityId,
    person: PersonId,
    proposed_by: Option<PersonId>,
    evidence: &str,
) -> Result<(), StoreError> {
    let params = [
        id.into(),
        community.into(),
        person.into(),
        proposed_by.into(),
        evidence.into(),
        act.now.day().into(),
        act.now.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn decide(
    tx: &mut Tx<'_>,
    act: &Act,
    id: EntryId,
    decision: &str,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(&DECIDE, &[id.into(), decision.into(), reason.into(), act.now.into(), act.person().into()]).map(drop)
}
