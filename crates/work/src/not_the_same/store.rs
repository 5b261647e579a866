use super::{Asked, Dismiss, Word};
use base::{Act, PersonId, Uuid};
use store::{Conn, StoreError, Tx, padded, sql};

sql! {
    INSERT = "INSERT INTO not_the_same (id, kind, subject, person, at, words_hash, vector, statement, reason) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (person, subject, words_hash) \
              DO UPDATE SET reason = excluded.reason, at = excluded.at";
    ABOUT = "SELECT subject, person, words_hash, vector FROM not_the_same WHERE subject IN ($1, $2, $3, $4, $5, $6, $7, \
             $8, $9, $10, $11, $12) ORDER BY at DESC LIMIT 600";
}

const AT_ONCE: usize = 12;

/// What was said about these subjects, the newest first; at most 600 words for each twelve of them.
pub fn said_about(conn: &mut Conn, subjects: &[Uuid]) -> Result<Vec<Word>, StoreError> {
    let mut words = Vec::new();
    for params in padded(subjects, AT_ONCE) {
        words.extend(conn.rows(&ABOUT, &params, |row| {
            let bytes: Vec<u8> = row.get(3)?;
            let vector = bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]));
            Ok(Word { subject: row.get(0)?, person: row.get(1)?, words_hash: row.get(2)?, vector: vector.collect() })
        })?);
    }
    Ok(words)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    person: PersonId,
    it: &Dismiss,
    asked: &Asked,
    statement: &str,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let vector: Vec<u8> = asked.vector.iter().flat_map(|number| number.to_le_bytes()).collect();
    let params = [
        id.into(),
        it.kind.into(),
        it.subject.into(),
        person.into(),
        act.now.into(),
        (&asked.words_hash).into(),
        vector.into(),
        statement.into(),
        reason.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}
