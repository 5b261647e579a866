use super::{Card, Model, ModelId, SHIPPED, read};
use base::Act;
use store::{Conn, Row, StoreError, Tx, sql};

sql! {
    CURRENT = "SELECT id, version, cards FROM maturity_model ORDER BY version DESC LIMIT 1";
    FIND = "SELECT id, version, cards FROM maturity_model WHERE id = $1";
    INSERT = "INSERT INTO maturity_model (id, version, cards, why, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)";
}

fn of_row(row: &Row<'_>) -> Result<Model, StoreError> {
    let cards: String = row.get(2)?;
    Ok(Model { id: row.get(0)?, version: row.get(1)?, cards: serde_json::from_str(&cards).unwrap_or_default() })
}

/// The newest; `None` before the first session and before anybody changed the one that ships.
pub fn current(conn: &mut Conn) -> Result<Option<Model>, StoreError> {
    conn.row(&CURRENT, &[], of_row)
}

pub fn find(conn: &mut Conn, id: ModelId) -> Result<Option<Model>, StoreError> {
    conn.row(&FIND, &[id.into()], of_row)
}

/// The cards that ship.
pub fn shipped() -> Vec<Card> {
    read(SHIPPED).unwrap_or_default()
}

/// The newest; the one that ships is written down when it is first needed.
pub(in crate::maturity) fn current_or_shipped(tx: &mut Tx<'_>, act: &Act) -> Result<Model, StoreError> {
    if let Some(known) = current(tx)? {
        return Ok(known);
    }
    let it = Model { id: act.new_id(), version: 1, cards: shipped() };
    insert(tx, act, it.id, 1, &it.cards, None)?;
    Ok(it)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: ModelId,
    version: i64,
    cards: &[Card],
    why: Option<&str>,
) -> Result<(), StoreError> {
    let cards = serde_json::to_string(cards).unwrap_or_default();
    let params = [id.into(), version.into(), cards.into(), why.into(), act.now.into(), act.person().into()];
    tx.execute(&INSERT, &params).map(drop)
}
