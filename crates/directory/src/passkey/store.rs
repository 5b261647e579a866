use super::{Material, Passkey, PasskeyId};
use base::{Act, Moment, PersonId};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use store::{Conn, StoreError, Tx, sql};

sql! {
    LIST = "SELECT id, name, added_at, used_at FROM passkey WHERE person = $1 ORDER BY added_at, id LIMIT 100";
    FIND = "SELECT k.id, k.person, k.material FROM passkey k JOIN person p ON p.id = k.person \
            WHERE k.credential = $1 AND p.state = 'active'";
    INSERT = "INSERT INTO passkey (id, person, credential, name, added_at, material) VALUES ($1, $2, $3, $4, $5, $6)";
    DELETE = "DELETE FROM passkey WHERE id = $1 AND person = $2";
    NOTE_USE = "UPDATE passkey SET used_at = $2, material = $3 WHERE id = $1";
}

pub fn list(conn: &mut Conn, person: PersonId) -> Result<Vec<Passkey>, StoreError> {
    conn.rows(&LIST, &[person.into()], |row| {
        Ok(Passkey { id: row.get(0)?, name: row.get(1)?, added_at: row.get(2)?, used_at: row.get(3)? })
    })
}

/// The passkey with this credential id, when its person may come in.
pub fn find_by_credential(conn: &mut Conn, credential: &[u8]) -> Result<Option<Material>, StoreError> {
    let found: Option<(PasskeyId, PersonId, serde_json::Value)> =
        conn.row(&FIND, &[written(credential).into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let Some((id, person, material)) = found else { return Ok(None) };
    let key = serde_json::from_value(material).map_err(|error| StoreError::Engine(format!("passkey {id}: {error}")))?;
    Ok(Some(Material { id, person, key }))
}

fn written(credential: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(credential)
}

fn material(key: &webauthn_rs::prelude::Passkey) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(key).map_err(|error| StoreError::Engine(error.to_string()))
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: PasskeyId,
    person: PersonId,
    (name, key): (&str, &webauthn_rs::prelude::Passkey),
) -> Result<(), StoreError> {
    let material = material(key)?;
    let params = [
        id.into(),
        person.into(),
        written(key.cred_id().as_ref()).into(),
        name.into(),
        act.now.into(),
        (&material).into(),
    ];
    tx.execute(&INSERT, &params).map(drop)
}

pub(super) fn delete(tx: &mut Tx<'_>, id: PasskeyId, person: PersonId) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE, &[id.into(), person.into()])? > 0)
}

/// Keeps the counter that tells a copied device, and when the passkey was last used.
pub fn note_use(
    tx: &mut Tx<'_>,
    id: PasskeyId,
    key: &webauthn_rs::prelude::Passkey,
    now: Moment,
) -> Result<(), StoreError> {
    let material = material(key)?;
    tx.execute(&NOTE_USE, &[id.into(), now.into(), (&material).into()]).map(drop)
}
