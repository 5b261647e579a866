//! Why a verb did not do what it was asked: the few cases that a person can act on. Rooms share it.

use crate::{Check, Fault};
use base::text::TextFault;
use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// They may know of it but not do it; the words say who may.
    #[error("{0}")]
    Denied(&'static str),
    /// There is nothing there, or nothing that they may know of.
    #[error("There is no such {0}")]
    Missing(&'static str),
    /// A field needs another look.
    #[error("{words}")]
    Field { field: &'static str, words: String },
    /// It was done before, or something came between.
    #[error("{0}")]
    Already(&'static str),
    /// Somebody saved a version in between; nothing was saved over it.
    #[error("Version {now} was saved while you were writing")]
    Overtaken { now: i64 },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Refusal {
    pub fn field(field: &'static str, words: impl ToString) -> Self {
        Refusal::Field { field, words: words.to_string() }
    }

    /// `text::required(…).map_err(Refusal::at("words"))?`
    pub fn at(field: &'static str) -> impl FnOnce(TextFault) -> Self {
        move |fault| Refusal::field(field, fault)
    }
}

/// `Ok` when `allowed`, otherwise who may.
pub fn may(allowed: bool, who: &'static str) -> Result<(), Refusal> {
    if allowed { Ok(()) } else { Err(Refusal::Denied(who)) }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Denied(words) => Fault::NotAllowed(format!("{}.", words.trim_end_matches('.'))),
            Refusal::Missing(_) => Fault::NotFound,
            Refusal::Field { field, words } => {
                let mut check = Check::new();
                check.add(field, words);
                Fault::Invalid(check)
            }
            Refusal::Already(words) => Fault::Conflict(words.into()),
            overtaken @ Refusal::Overtaken { .. } => Fault::Conflict(overtaken.to_string()),
            Refusal::Store(error) => error.into(),
        }
    }
}
