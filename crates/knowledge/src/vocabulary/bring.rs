//! A file's concepts come in: new ones are added, those that are known by their address are brought up to date.

use super::skos::{Loss, Vocabulary};
use super::{ConceptId, ConceptState, policy, shown, store};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject};
use serde::Serialize;
use std::collections::HashMap;

/// What an import brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Brought {
    pub concepts: usize,
    pub new: usize,
    pub changed: usize,
    pub labels: usize,
    pub losses: Vec<Loss>,
}

/// All or nothing, and as often as one likes: again, nothing is doubled. What is known by its address says afterwards
/// what the file says; a word that began here and has the same preferred label becomes that concept.
pub fn bring(tx: &mut Tx<'_>, act: &Act, it: &Vocabulary) -> Result<Brought, Refusal> {
    may(act.actor.system || policy::may_keep(&act.actor), "Librarians bring a vocabulary in")?;
    let mut brought = Brought { concepts: it.concepts.len(), losses: it.losses.clone(), ..Brought::default() };
    let mut ids: HashMap<&str, ConceptId> = HashMap::new();
    for told in &it.concepts {
        let label = shown(&told.labels).map(|it| it.text.clone()).unwrap_or_else(|| told.uri.clone());
        let known = match store::find_by_uri(tx, &told.uri)? {
            Some(known) => Some(known),
            None => store::find_by_label(tx, &label)?.filter(|it| it.uri.is_none()),
        };
        let id = match known {
            Some(known) => {
                let same = sorted(&store::labels(tx, known.id)?) == sorted(&told.labels)
                    && by_kind(&store::notes(tx, known.id)?) == by_kind(&told.notes)
                    && known.uri.is_some();
                brought.changed += usize::from(!same);
                store::call(tx, known.id, &label, Some(&told.uri))?;
                if known.state == ConceptState::Proposed {
                    store::set_state(tx, act, known.id, (ConceptState::Accepted, None), "")?;
                }
                known.id
            }
            None => {
                brought.new += 1;
                store::insert(tx, act, (Some(&told.uri), &label), ConceptState::Accepted, "")?
            }
        };
        store::set_labels(tx, id, &told.labels)?;
        store::set_notes(tx, id, &told.notes)?;
        store::unrelate(tx, id)?;
        brought.labels += told.labels.len();
        ids.insert(&told.uri, id);
    }
    for told in &it.concepts {
        let id = ids[told.uri.as_str()];
        for broader in told.broader.iter().filter_map(|uri| ids.get(uri.as_str())) {
            // What is here and not in the file may close a circle that the file does not have.
            if *broader == id || store::is_above(tx, *broader, id)? {
                let what = "a broader concept is left out: here it is narrower".to_owned();
                brought.losses.push(Loss { about: told.uri.clone(), what });
            } else {
                store::add_broader(tx, id, *broader)?;
            }
        }
        for other in told.related.iter().filter_map(|uri| ids.get(uri.as_str())).filter(|other| **other != id) {
            store::add_related(tx, id, *other)?;
        }
    }
    let facts = serde_json::json!({ "concepts": brought.concepts, "new": brought.new, "changed": brought.changed });
    let id: base::Uuid = act.new_id();
    tx.record(&act.event("vocabulary.brought", Subject::new("vocabulary", id)).with(facts))?;
    Ok(brought)
}

fn sorted(labels: &[super::Label]) -> Vec<super::Label> {
    let mut labels = labels.to_vec();
    labels.sort();
    labels
}

fn by_kind(notes: &[super::Note]) -> Vec<super::Note> {
    let mut notes = notes.to_vec();
    notes.sort_by(|one, other| one.kind.cmp(&other.kind));
    notes
}
