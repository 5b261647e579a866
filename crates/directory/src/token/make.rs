//! Make a token. Its text is shown once and never again.

use super::{MOST_DAYS, PREFIX, Scope, Token, store};
use crate::denied::{Denied, may};
use crate::person::{self, PersonState};
use ::store::{StoreError, Tx};
use base::text::{self, TextFault};
use base::{Act, Audience, PersonId, Subject, chance};

pub struct MakeToken {
    /// Whose it is: oneself, or on the command line anybody.
    pub person: PersonId,
    /// What it is for, in one's own words.
    pub name: String,
    pub scope: Scope,
    /// 1 to [`MOST_DAYS`].
    pub days: i64,
}

#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("{0}")]
    Name(TextFault),
    #[error("Choose 1 to {MOST_DAYS} days")]
    Days,
    #[error("Nobody who may come in has this address")]
    NoPerson,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Answers the text of the token.
pub fn make(tx: &mut Tx<'_>, act: &Act, input: MakeToken) -> Result<String, TokenError> {
    let oneself = act.actor.is(input.person) && !act.actor.read_only;
    may(oneself || act.actor.system, "Each person makes their own tokens")?;
    let name = text::required_line(&input.name, 80).map_err(TokenError::Name)?;
    if !(1..=MOST_DAYS).contains(&input.days) {
        return Err(TokenError::Days);
    }
    let person = person::find(tx, input.person)?;
    let person = person.filter(|it| it.state == PersonState::Active).ok_or(TokenError::NoPerson)?;
    let secret = format!("{PREFIX}{}", act.new_secret());
    let ends_at = act.now.plus_days(input.days);
    let token = Token { id: act.new_id(), name, scope: input.scope, made_at: act.now, ends_at, used_at: None };
    store::insert(tx, person.id, &chance::hash_secret(&secret), &token)?;
    let event = act.event("token.made", Subject::new("person", person.id));
    tx.record(&event.with(serde_json::json!({"scope": token.scope})).seen_by(Audience::Person(person.id)))?;
    Ok(secret)
}
