use super::Chosen;
use base::{Act, Uuid};
use store::{Conn, StoreError, Tx, sql};

sql! {
    INSERT = "INSERT INTO choice (id, person, at, chosen, kind, subject, probability, statement) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    COUNT = "SELECT COUNT(*) FROM choice";
}

/// How many choices there are to learn from.
pub fn count(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[])
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    chosen: Chosen,
    kind: &str,
    subject: Uuid,
    probability: Option<f64>,
    statement: &str,
) -> Result<(), StoreError> {
    let id: Uuid = act.new_id();
    let params = [
        id.into(),
        act.person().into(),
        act.now.into(),
        chosen.into(),
        kind.into(),
        subject.into(),
        probability.into(),
        statement.into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}
