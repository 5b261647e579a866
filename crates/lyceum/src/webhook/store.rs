use super::{Delivery, DeliveryState, Topic, Webhook, WebhookId};
use ::store::{Conn, Row, StoreError, Tx, sql};
use base::{Act, Moment, Uuid};

sql! {
    LIST = "SELECT w.id, w.name, w.address, w.topics, w.added_at, \
            (SELECT COUNT(*) FROM webhook_delivery d WHERE d.webhook = w.id AND d.state = 'waiting'), \
            (SELECT d.fault FROM webhook_delivery d WHERE d.webhook = w.id AND d.tried_at IS NOT NULL \
             ORDER BY d.tried_at DESC LIMIT 1) \
            FROM webhook w WHERE w.ended_at IS NULL ORDER BY w.name, w.id LIMIT 50";
    COUNT = "SELECT COUNT(*) FROM webhook WHERE ended_at IS NULL";
    INSERT = "INSERT INTO webhook (id, name, address, topics, secret, old_secret, old_until, position, next_at, added_at, added_by) \
              VALUES ($1, $2, $3, $4, $5, '', 0, $6, $7, $7, $8)";
    RENEW = "UPDATE webhook SET old_secret = secret, old_until = $3, secret = $2 WHERE id = $1 AND ended_at IS NULL";
    NEXT_AT = "UPDATE webhook SET next_at = $2 WHERE id = $1 AND ended_at IS NULL";
    // The keys go with it.
    END = "UPDATE webhook SET ended_at = $2, address = '', secret = '', old_secret = '' WHERE id = $1 AND ended_at IS NULL";
    LOG = "SELECT id, position, name, state, tries, made_at, tried_at, fault FROM webhook_delivery WHERE webhook = $1 \
           ORDER BY made_at DESC, position DESC, id DESC LIMIT $2";
    AGAIN = "UPDATE webhook_delivery SET state = 'waiting', tries = 0, made_at = $3 \
             WHERE id = $2 AND webhook = $1 AND state <> 'waiting'";
    INSERT_DELIVERY = "INSERT INTO webhook_delivery (id, webhook, position, name, state, tries, made_at) \
                       VALUES ($1, $2, $3, $4, 'waiting', 0, $5)";
    READERS = "SELECT id, position, topics FROM webhook WHERE ended_at IS NULL AND position < $1 ORDER BY position, id LIMIT 50";
    MOVE = "UPDATE webhook SET position = $2 WHERE id = $1";
    READY = "SELECT id, address, secret, old_secret, old_until FROM webhook w WHERE ended_at IS NULL AND next_at <= $1 \
             AND EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook = w.id AND d.state = 'waiting') ORDER BY next_at, id LIMIT 50";
    NEXT = "SELECT id, position, name, state, tries, made_at, tried_at, fault FROM webhook_delivery \
            WHERE webhook = $1 AND state = 'waiting' ORDER BY made_at, position, id LIMIT $2";
    TRIED = "UPDATE webhook_delivery SET state = $2, tries = $3, tried_at = $4, fault = $5 WHERE id = $1";
    GIVE_UP = "UPDATE webhook_delivery SET state = 'failed', fault = COALESCE(fault, $3) \
               WHERE webhook = $1 AND state = 'waiting' AND made_at < $2";
    SETTLE = "UPDATE webhook_delivery SET state = $2, fault = COALESCE(fault, $3) WHERE webhook = $1 AND state = 'waiting'";
    FORGET = "DELETE FROM webhook_delivery WHERE made_at < $1 AND state <> 'waiting'";
}

/// Those that are told, by name.
pub fn list(conn: &mut Conn) -> Result<Vec<Webhook>, StoreError> {
    conn.rows(&LIST, &[], |row| {
        Ok(Webhook {
            id: row.get(0)?,
            name: row.get(1)?,
            host: curation::chat::host(&row.get::<String>(2)?),
            topics: Topic::split(&row.get::<String>(3)?),
            added_at: row.get(4)?,
            waiting: row.get(5)?,
            fault: row.get(6)?,
        })
    })
}

pub(super) fn count(conn: &mut Conn) -> Result<i64, StoreError> {
    conn.number(&COUNT, &[])
}

/// `said`: name, address, topics, secret.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    id: WebhookId,
    (name, address, topics, secret): (&str, &str, &str, &str),
) -> Result<(), StoreError> {
    let position = ::store::last_position(tx)?;
    let values = [
        id.into(),
        name.into(),
        address.into(),
        topics.into(),
        secret.into(),
        position.into(),
        act.now.into(),
        act.person().into(),
    ];
    tx.execute(&INSERT, &values).map(drop)
}

pub(super) fn renew(tx: &mut Tx<'_>, id: WebhookId, secret: &str, until: Moment) -> Result<u64, StoreError> {
    tx.execute(&RENEW, &[id.into(), secret.into(), until.into()])
}

/// Nothing is sent to it before `at`.
pub(super) fn set_next(tx: &mut Tx<'_>, id: WebhookId, at: Moment) -> Result<u64, StoreError> {
    tx.execute(&NEXT_AT, &[id.into(), at.into()])
}

pub(super) fn end(tx: &mut Tx<'_>, id: WebhookId, at: Moment) -> Result<u64, StoreError> {
    tx.execute(&END, &[id.into(), at.into()])
}

/// Its newest deliveries, the newest first, at most `most`.
pub fn log(conn: &mut Conn, id: WebhookId, most: i64) -> Result<Vec<Delivery>, StoreError> {
    conn.rows(&LOG, &[id.into(), most.into()], delivery)
}

fn delivery(row: &Row<'_>) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        id: row.get(0)?,
        position: row.get(1)?,
        name: row.get(2)?,
        state: DeliveryState::from_word(&row.get::<String>(3)?).unwrap_or(DeliveryState::Failed),
        tries: row.get(4)?,
        made_at: row.get(5)?,
        tried_at: row.get(6)?,
        fault: row.get(7)?,
    })
}

pub(super) fn again(tx: &mut Tx<'_>, id: WebhookId, delivery: Uuid, at: Moment) -> Result<u64, StoreError> {
    tx.execute(&AGAIN, &[id.into(), delivery.into(), at.into()])
}

pub(super) fn insert_delivery(
    tx: &mut Tx<'_>,
    act: &Act,
    id: WebhookId,
    (position, name): (i64, &str),
) -> Result<(), StoreError> {
    let delivery: Uuid = act.new_id();
    tx.execute(&INSERT_DELIVERY, &[delivery.into(), id.into(), position.into(), name.into(), act.now.into()]).map(drop)
}

/// Webhooks that have not read all of a journal that ends at `last`.
pub(super) fn readers(conn: &mut Conn, last: i64) -> Result<Vec<(WebhookId, i64, Vec<Topic>)>, StoreError> {
    conn.rows(&READERS, &[last.into()], |row| Ok((row.get(0)?, row.get(1)?, Topic::split(&row.get::<String>(2)?))))
}

pub(super) fn set_position(tx: &mut Tx<'_>, id: WebhookId, position: i64) -> Result<(), StoreError> {
    tx.execute(&MOVE, &[id.into(), position.into()]).map(drop)
}

/// Where to post, and what signs. Keys: not for logs.
#[derive(Clone)]
pub(super) struct Door {
    pub id: WebhookId,
    pub address: String,
    /// The newest first.
    pub secrets: Vec<String>,
}

/// Those with something to post that do not rest.
pub(super) fn ready(conn: &mut Conn, now: Moment) -> Result<Vec<Door>, StoreError> {
    conn.rows(&READY, &[now.into()], |row| {
        let (old, until): (String, Moment) = (row.get(3)?, row.get(4)?);
        let old = Some(old).filter(|old| !old.is_empty() && now < until);
        let secrets = std::iter::once(row.get(2)?).chain(old).collect();
        Ok(Door { id: row.get(0)?, address: row.get(1)?, secrets })
    })
}

pub(super) fn next(conn: &mut Conn, id: WebhookId, most: i64) -> Result<Vec<Delivery>, StoreError> {
    conn.rows(&NEXT, &[id.into(), most.into()], delivery)
}

pub(super) fn set_tried(
    tx: &mut Tx<'_>,
    it: &Delivery,
    state: DeliveryState,
    at: Moment,
    fault: Option<&str>,
) -> Result<(), StoreError> {
    let values = [it.id.into(), state.into(), (it.tries + 1).into(), at.into(), fault.into()];
    tx.execute(&TRIED, &values).map(drop)
}

/// What has waited since before `then` waits no longer.
pub(super) fn give_up(tx: &mut Tx<'_>, id: WebhookId, then: Moment, words: &str) -> Result<u64, StoreError> {
    tx.execute(&GIVE_UP, &[id.into(), then.into(), words.into()])
}

/// All that waits.
pub(super) fn settle(tx: &mut Tx<'_>, id: WebhookId, state: DeliveryState, words: &str) -> Result<(), StoreError> {
    tx.execute(&SETTLE, &[id.into(), state.into(), words.into()]).map(drop)
}

/// Deliveries that were made before and wait for nothing any more.
pub fn forget_before(tx: &mut Tx<'_>, then: Moment) -> Result<u64, StoreError> {
    tx.execute(&FORGET, &[then.into()])
}
