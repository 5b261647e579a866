//! Signed links: an answer without signing in, and a calendar's address. A link carries no right but its one.

use super::{MeetupId, store};
use crate::refusal::Refusal;
use ::store::{Conn, StoreError, Tx};
use base::{Act, Day, PersonId, Uuid};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What a link lets one do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invited {
    pub meetup: MeetupId,
    pub on: Day,
    pub person: PersonId,
}

const KEY: &str = "links";
/// Of the signature, enough that nobody guesses it.
const SIGNED_BYTES: usize = 16;

fn signature(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    // A key of any length is taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes()[..SIGNED_BYTES].to_vec()
}

/// The key, made when it is first needed.
pub fn key(tx: &mut Tx<'_>, act: &Act) -> Result<Vec<u8>, StoreError> {
    if let Some(key) = store::signing_key(tx, KEY)? {
        return Ok(key);
    }
    store::insert_signing_key(tx, KEY, act.new_secret().as_bytes())?;
    Ok(store::signing_key(tx, KEY)?.unwrap_or_default())
}

fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

impl Invited {
    /// The last part of `/rsvp/{token}`.
    pub fn token(&self, key: &[u8]) -> String {
        let day = self.on.to_string();
        let (meetup, person): (Uuid, Uuid) = (self.meetup.into(), self.person.into());
        let signed = signature(key, &[b"rsvp", meetup.as_bytes(), day.as_bytes(), person.as_bytes()]);
        let mut bytes = Vec::with_capacity(58);
        bytes.extend_from_slice(meetup.as_bytes());
        bytes.extend_from_slice(person.as_bytes());
        bytes.extend_from_slice(day.as_bytes());
        bytes.extend_from_slice(&signed);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// `None` for what nobody signed.
    pub fn read(token: &str, key: &[u8]) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok().filter(|bytes| bytes.len() == 16 + 16 + 10 + SIGNED_BYTES)?;
        let (meetup, rest) = bytes.split_at(16);
        let (person, rest) = rest.split_at(16);
        let (day, signed) = rest.split_at(10);
        let wanted = signature(key, &[b"rsvp", meetup, day, person]);
        let on = std::str::from_utf8(day).ok().and_then(Day::parse)?;
        (!key.is_empty() && same(&wanted, signed)).then(|| Invited {
            meetup: MeetupId(Uuid::from_slice(meetup).unwrap_or_default()),
            on,
            person: PersonId(Uuid::from_slice(person).unwrap_or_default()),
        })
    }
}

/// A link of one person's for one purpose, which `label` names: it lets nobody do anything else.
pub fn personal_token(key: &[u8], label: &[u8], person: PersonId) -> String {
    let id: Uuid = person.into();
    let signed = signature(key, &[label, id.as_bytes()]);
    URL_SAFE_NO_PAD.encode([id.as_bytes(), signed.as_slice()].concat())
}

/// Whose it is; `None` for what nobody signed for that purpose.
pub fn whose(conn: &mut Conn, label: &[u8], token: &str) -> Result<Option<PersonId>, StoreError> {
    let Some(bytes) = URL_SAFE_NO_PAD.decode(token).ok().filter(|bytes| bytes.len() == 16 + SIGNED_BYTES) else {
        return Ok(None);
    };
    let person = PersonId(Uuid::from_slice(&bytes[..16]).unwrap_or_default());
    let Some(key) = store::signing_key(conn, KEY)? else { return Ok(None) };
    Ok(same(personal_token(&key, label, person).as_bytes(), token.as_bytes()).then_some(person))
}

/// The last part of one's own calendar's address; another after each [`renew`].
pub fn calendar_token(tx: &mut Tx<'_>, act: &Act, person: PersonId) -> Result<String, StoreError> {
    let key = key(tx, act)?;
    let generation = store::generation(tx, person)?;
    Ok(calendar_of(&key, person, generation))
}

fn calendar_of(key: &[u8], person: PersonId, generation: i64) -> String {
    let id: Uuid = person.into();
    let signed = signature(key, &[b"calendar", id.as_bytes(), &generation.to_be_bytes()]);
    let mut bytes = id.as_bytes().to_vec();
    bytes.extend_from_slice(&signed);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whose calendar it is; `None` for what nobody signed and for an address that was given up.
pub fn whose_calendar(conn: &mut Conn, token: &str) -> Result<Option<PersonId>, StoreError> {
    let Some(bytes) = URL_SAFE_NO_PAD.decode(token).ok().filter(|bytes| bytes.len() == 16 + SIGNED_BYTES) else {
        return Ok(None);
    };
    let person = PersonId(Uuid::from_slice(&bytes[..16]).unwrap_or_default());
    let Some(key) = store::signing_key(conn, KEY)? else { return Ok(None) };
    let generation = store::generation(conn, person)?;
    Ok(same(calendar_of(&key, person, generation).as_bytes(), token.as_bytes()).then_some(person))
}

/// The address so far leads nowhere from now on.
pub fn renew(tx: &mut Tx<'_>, act: &Act) -> Result<(), Refusal> {
    let me = act.person().ok_or(Refusal::Denied("Sign in for a calendar of your own"))?;
    store::raise_generation(tx, me)?;
    Ok(())
}

/// The key for reading links; empty before the first was made.
pub fn known_key(conn: &mut Conn) -> Result<Vec<u8>, StoreError> {
    Ok(store::signing_key(conn, KEY)?.unwrap_or_default())
}
