//! The questions that devices are asked to sign: made here, kept five minutes in memory, each answered once.

use super::Material;
use base::{Moment, PersonId};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::OnceLock;
use webauthn_rs::prelude::*;

const PATIENCE_SECONDS: i64 = 300;
const MOST_UNDER_WAY: usize = 2_000;

/// What a page hands to the browser.
#[derive(serde::Serialize)]
pub struct Asked {
    pub ceremony: String,
    pub options: serde_json::Value,
}

enum UnderWay {
    SignIn(DiscoverableAuthentication),
    Add(PersonId, PasskeyRegistration),
}

/// The relying party and its ceremonies.
#[derive(Default)]
pub struct Passkeys {
    party: OnceLock<Option<Webauthn>>,
    under_way: Mutex<HashMap<String, (Moment, UnderWay)>>,
}

impl Passkeys {
    /// `None` at an address of numbers, where browsers have no passkeys.
    fn party(&self, public_url: &str) -> Option<&Webauthn> {
        self.party.get_or_init(|| party_at(public_url)).as_ref()
    }

    pub fn are_possible(&self, public_url: &str) -> bool {
        self.party(public_url).is_some()
    }

    /// `key` is a fresh secret: only who got it can answer.
    pub fn ask_to_sign_in(&self, public_url: &str, key: String, now: Moment) -> Option<Asked> {
        let (options, state) = self.party(public_url)?.start_discoverable_authentication().ok()?;
        let options = serde_json::to_value(options.public_key).ok()?;
        self.keep(&key, now, UnderWay::SignIn(state));
        Some(Asked { ceremony: key, options })
    }

    pub fn ask_to_add(
        &self,
        public_url: &str,
        key: String,
        now: Moment,
        (person, name, email): (PersonId, &str, &str),
    ) -> Option<Asked> {
        let started = self.party(public_url)?.start_passkey_registration(person.uuid(), email, name, None);
        let (options, state) = started.ok()?;
        let mut options = serde_json::to_value(options.public_key).ok()?;
        // Kept in the device under this host, so that signing in needs no address typed first.
        let selection = options.get_mut("authenticatorSelection")?;
        selection["residentKey"] = "required".into();
        selection["requireResidentKey"] = true.into();
        self.keep(&key, now, UnderWay::Add(person, state));
        Some(Asked { ceremony: key, options })
    }

    /// The new passkey, when `answer` is the answer of `person`'s device to that ceremony.
    pub fn added(&self, ceremony: &str, answer: &str, person: PersonId, now: Moment) -> Option<Passkey> {
        let UnderWay::Add(whose, state) = self.take(ceremony, now)? else { return None };
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).ok()?;
        let party = self.party.get()?.as_ref()?;
        (whose == person).then(|| party.finish_passkey_registration(&answer, &state).ok()).flatten()
    }

    /// The credential id that an answer names, to look its passkey up.
    pub fn credential_of(answer: &str) -> Option<Vec<u8>> {
        let answer: PublicKeyCredential = serde_json::from_str(answer).ok()?;
        Some(answer.get_credential_id().to_vec())
    }

    /// Is `answer` the signature of `material` in that ceremony? Keeps the new counter in it.
    pub fn signed(&self, ceremony: &str, answer: &str, material: &mut Material, now: Moment) -> bool {
        let Some(UnderWay::SignIn(state)) = self.take(ceremony, now) else { return false };
        let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else { return false };
        let Some(party) = self.party.get().and_then(Option::as_ref) else { return false };
        let named = party.identify_discoverable_authentication(&answer).map(|(person, _)| person);
        if named.ok() != Some(material.person.uuid()) {
            return false;
        }
        match party.finish_discoverable_authentication_v2(&answer, state, &material.key) {
            Ok(result) => {
                material.key.update_credential(&result);
                true
            }
            Err(_) => false,
        }
    }

    fn keep(&self, key: &str, now: Moment, what: UnderWay) {
        let mut under_way = self.under_way.lock();
        if under_way.len() >= MOST_UNDER_WAY {
            under_way.retain(|_, (at, _)| is_fresh(*at, now));
        }
        if under_way.len() >= MOST_UNDER_WAY {
            under_way.clear();
        }
        under_way.insert(key.to_owned(), (now, what));
    }

    /// Each ceremony is answered once.
    fn take(&self, key: &str, now: Moment) -> Option<UnderWay> {
        let (at, what) = self.under_way.lock().remove(key)?;
        is_fresh(at, now).then_some(what)
    }
}

fn is_fresh(at: Moment, now: Moment) -> bool {
    (0..=PATIENCE_SECONDS).contains(&now.seconds_since(at))
}

fn party_at(public_url: &str) -> Option<Webauthn> {
    let origin = Url::parse(public_url).ok()?;
    let host = origin.domain()?.to_owned();
    WebauthnBuilder::new(&host, &origin).ok()?.rp_name("Lyceum").build().ok()
}
