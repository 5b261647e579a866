//! A refusal by policy, in words that say who may.

/// Every verb's error has this case; doors answer 403 with the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Denied(pub &'static str);

/// `Ok` when `allowed`: `may(policy::allows(actor, Action::Found), "…")?`.
pub(crate) fn may(allowed: bool, who: &'static str) -> Result<(), Denied> {
    if allowed { Ok(()) } else { Err(Denied(who)) }
}
