//! The team shows what it has, point by point.

use super::ask::{open, record};
use super::policy;
use super::{Assessment, EvidenceId, State, store};
use crate::standard;
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::{Act, text};

const MOST: i64 = 500;

#[derive(Clone, Debug)]
pub struct AddEvidence {
    pub number: i64,
    pub point: i64,
    /// What is here is named as H 31, P 87 or W 61.
    pub words: String,
    /// Outside, from `https://` on; may be empty. Nothing is fetched.
    pub url: String,
}

pub(super) fn known_point(tx: &mut Tx<'_>, it: &Assessment, point: i64) -> Result<(), Refusal> {
    let version = standard::version_by_id(tx, it.version)?.ok_or(Refusal::Missing("version"))?;
    let there = (1..=version.points).contains(&point);
    if there { Ok(()) } else { Err(Refusal::field("point", "Choose a point of the standard")) }
}

pub fn add_evidence(tx: &mut Tx<'_>, act: &Act, input: &AddEvidence) -> Result<EvidenceId, Refusal> {
    let (it, relation) = open(tx, act, input.number)?;
    may(policy::allows(&act.actor, policy::Action::Prepare, relation), policy::who(policy::Action::Prepare))?;
    if !matches!(it.state, State::Asked | State::Preparing) {
        return Err(Refusal::Already("Evidence is added before the panel shows its draft"));
    }
    known_point(tx, &it, input.point)?;
    let words = text::required(&input.words, 2_000).map_err(Refusal::at("words"))?;
    let url = text::one_line(&input.url);
    let is_address = ["https://", "http://"].iter().any(|scheme| url.to_lowercase().starts_with(scheme));
    if !url.is_empty() && (!is_address || url.len() > 1_000 || url.contains(char::is_whitespace)) {
        return Err(Refusal::field("url", "Write an address that begins with https://, or leave it empty"));
    }
    if store::count_evidence(tx, it.id)? >= MOST {
        return Err(Refusal::field("words", format!("{MOST} pieces of evidence are enough: nobody reads more")));
    }
    let id = act.new_id::<EvidenceId>();
    store::insert_evidence(tx, act, it.id, id, input.point, &words, Some(url.as_str()).filter(|it| !it.is_empty()))?;
    record(tx, act, it.id, "assessment.prepared", input.number)?;
    Ok(id)
}

/// It is shown no more.
pub fn remove_evidence(tx: &mut Tx<'_>, act: &Act, number: i64, evidence: EvidenceId) -> Result<(), Refusal> {
    let (it, relation) = open(tx, act, number)?;
    may(policy::allows(&act.actor, policy::Action::Prepare, relation), policy::who(policy::Action::Prepare))?;
    if !matches!(it.state, State::Asked | State::Preparing) {
        return Err(Refusal::Already("The panel has seen this evidence: it stays"));
    }
    store::remove_evidence(tx, act, it.id, evidence)?;
    record(tx, act, it.id, "assessment.prepared", number)
}
