//! Who comes: found in one question by session or token, with the rights that they hold at this moment.

use super::IDLE_SECONDS;
use super::seen::{SEEN_EVERY_SECONDS, Seen};
use super::store::{self, Known};
use ::store::{Conn, StoreError};
use base::{Actor, Moment, Uuid};
use parking_lot::Mutex;
use std::sync::Arc;

/// The directory's answer to the hall's question. One for the whole program; it only remembers who was seen.
pub struct Doorman {
    pub(crate) settings: web::Settings,
    seen: Mutex<Seen>,
}

/// Someone recognised by session or token.
pub struct Recognised {
    pub actor: Actor,
    /// The session's or the token's id.
    pub by: Uuid,
    /// For a token, when it was made.
    pub proved_at: Moment,
}

impl Doorman {
    pub fn new(settings: web::Settings) -> Arc<Self> {
        Arc::new(Self { settings, seen: Mutex::default() })
    }

    /// `None` for anything unknown, ended, idle, of an older generation, or of somebody who may not come in.
    pub fn recognise_session(
        &self,
        conn: &mut Conn,
        secret_hash: &str,
        now: Moment,
    ) -> Result<Option<Recognised>, StoreError> {
        let Some(known) = store::find_by_session(conn, secret_hash)? else { return Ok(None) };
        let idle = now.seconds_since(known.seen_at) > IDLE_SECONDS && !self.was_seen(known.by, now);
        if idle || !lets_in(&known, now) {
            return Ok(None);
        }
        if now.seconds_since(known.seen_at) > SEEN_EVERY_SECONDS {
            self.seen.lock().sessions.insert(known.by, now);
        }
        Ok(Some(recognised(known)))
    }

    pub fn recognise_token(
        &self,
        conn: &mut Conn,
        secret_hash: &str,
        now: Moment,
    ) -> Result<Option<Recognised>, StoreError> {
        let known = store::find_by_token(conn, secret_hash)?.filter(|known| lets_in(known, now));
        if let Some(known) = known.as_ref().filter(|known| now.seconds_since(known.seen_at) > SEEN_EVERY_SECONDS) {
            self.seen.lock().tokens.insert(known.by, now);
        }
        Ok(known.map(recognised))
    }

    /// What was seen since the last time, to be written.
    pub(super) fn take_seen(&self) -> Seen {
        std::mem::take(&mut *self.seen.lock())
    }

    fn was_seen(&self, session: Uuid, now: Moment) -> bool {
        self.seen.lock().sessions.get(&session).is_some_and(|at| now.seconds_since(*at) <= IDLE_SECONDS)
    }
}

fn lets_in(known: &Known, now: Moment) -> bool {
    known.is_current && now < known.ends_at
}

fn recognised(known: Known) -> Recognised {
    Recognised { actor: known.actor, by: known.by, proved_at: known.proved_at }
}
