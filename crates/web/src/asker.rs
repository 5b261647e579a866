//! Who is asking: found once per request from the session cookie or the bearer token, afresh each time, so that a
//! removed right ends with the next request.

use crate::{Fault, Frame, Theme};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base::{Actor, Moment, Uuid};
use std::ops::Deref;
use std::sync::Arc;
use store::{Conn, StoreError};

/// Turns a secret into the one who holds it. The directory implements it and the binary puts it into [`crate::App`].
///
/// Both get the SHA-256 of the secret ([`base::chance::hash_secret`]), never the secret, and answer `None` for
/// anything unknown, ended, expired, or held by somebody who may not come in any more.
pub trait Doorkeeper: Send + Sync {
    fn by_session(&self, conn: &mut Conn, secret_hash: &str, now: Moment) -> Result<Option<Asking>, StoreError>;

    fn by_token(&self, conn: &mut Conn, secret_hash: &str, now: Moment) -> Result<Option<Asking>, StoreError>;

    /// The page that asks to sign in, status 401. It must carry `wish` in its form (`parts::wish`), so that what
    /// was typed comes back after signing in.
    fn sign_in_page(&self, frame: Frame, wish: &crate::Wish) -> axum::response::Response;
}

/// Someone who was recognised.
#[derive(Clone, Debug)]
pub struct Asking {
    pub actor: Actor,
    /// The session or token by which they came.
    pub by: Uuid,
    /// When they last proved who they are; for a token, when it was made.
    pub signed_in_at: Moment,
}

/// By what somebody was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    Nothing,
    Session(Uuid),
    Token(Uuid),
}

/// The extractor that doors take: the actor (it derefs to [`Actor`]) and what a page needs to know of the visit.
#[derive(Clone)]
pub struct Asker(Arc<Visit>);

struct Visit {
    actor: Actor,
    means: Means,
    signed_in_at: Option<Moment>,
    frame: Frame,
}

impl Asker {
    pub(crate) fn new(asking: Option<Asking>, token: bool, frame: Frame) -> Self {
        let (actor, means, signed_in_at) = match asking {
            None => (Actor::nobody(), Means::Nothing, None),
            Some(asking) => {
                let means = if token { Means::Token(asking.by) } else { Means::Session(asking.by) };
                (asking.actor, means, Some(asking.signed_in_at))
            }
        };
        let frame = frame.for_person(&actor.name);
        Self(Arc::new(Visit { actor, means, signed_in_at, frame }))
    }

    pub fn actor(&self) -> &Actor {
        &self.0.actor
    }

    pub fn means(&self) -> Means {
        self.0.means
    }

    /// What a page stands in. `section` is the label of the navigation entry that is current, or "".
    pub fn frame(&self, section: &'static str) -> Frame {
        self.0.frame.clone().in_section(section)
    }

    pub fn theme(&self) -> Theme {
        self.0.frame.theme()
    }

    /// Did they prove who they are within the last `minutes`? Dangerous acts ask for it; tokens never did.
    pub fn is_recent(&self, now: Moment, minutes: i64) -> bool {
        let fresh = |at: Moment| now.seconds_since(at) <= minutes * 60;
        matches!(self.0.means, Means::Session(_)) && self.0.signed_in_at.is_some_and(fresh)
    }
}

impl Deref for Asker {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.0.actor
    }
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        // Only missing when a door is served outside the hall, which tests of single doors would notice.
        parts
            .extensions
            .get::<Asker>()
            .cloned()
            .ok_or_else(|| Fault::Internal("the hall has not asked who comes".into()))
    }
}
