//! When sessions and tokens were last used, gathered in memory and written now and then, so that reading a page never
//! waits for a write. What is lost when the process dies is a few minutes of this.

use super::{Doorman, store};
use ::store::{Store, StoreError};
use base::{Moment, Uuid};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// What was seen later than this after the last writing is remembered.
pub(super) const SEEN_EVERY_SECONDS: i64 = 300;
const WRITE_EVERY: Duration = Duration::from_secs(60);

/// Sessions and tokens with the moment they were last used.
#[derive(Default)]
pub struct Seen {
    pub(super) sessions: HashMap<Uuid, Moment>,
    pub(super) tokens: HashMap<Uuid, Moment>,
}

/// Writes what the doorman has seen, once a minute, for ever. The binary starts it beside the server.
pub async fn keep_seen(store: Store, doorman: Arc<Doorman>) {
    loop {
        tokio::time::sleep(WRITE_EVERY).await;
        if let Err(error) = write_seen(&store, &doorman).await {
            tracing::warn!(%error, "when sessions were last seen was not written");
        }
    }
}

/// Once, now: before the server stops, and in tests.
pub(crate) async fn write_seen(store: &Store, doorman: &Doorman) -> Result<(), StoreError> {
    let seen = doorman.take_seen();
    if seen.sessions.is_empty() && seen.tokens.is_empty() {
        return Ok(());
    }
    store
        .write(move |tx| {
            for (id, at) in &seen.sessions {
                store::set_seen(tx, *id, *at)?;
            }
            for (id, at) in &seen.tokens {
                crate::token::set_used(tx, *id, *at)?;
            }
            Ok(())
        })
        .await
}
