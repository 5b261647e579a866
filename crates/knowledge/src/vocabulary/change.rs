//! What a librarian writes of a concept; and two concepts that are one.

use super::tag::is_used;
use super::{Concept, ConceptId, ConceptState, KIND, LABEL_MOST, Label, LabelKind, Note, policy, shown, store};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Subject, text};
use serde_json::json;

#[derive(Clone, Debug, Default)]
pub struct Change {
    /// One a line, `en: House`; without a language where nothing is said.
    pub preferred: String,
    pub other: String,
    pub definition: String,
    /// Preferred labels of concepts, one a line.
    pub broader: String,
    pub related: String,
}

/// Writes labels, the definition, and what is broader and related. Hidden labels and other notes stay.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: ConceptId, it: &Change) -> Result<Concept, Refusal> {
    may(policy::may_keep(&act.actor), "Librarians keep the vocabulary")?;
    let concept = store::find(tx, id)?.filter(is_used).ok_or(Refusal::Missing("word"))?;
    let mut labels = lines(&it.preferred, LabelKind::Preferred, "preferred")?;
    for (at, label) in labels.iter().enumerate() {
        if labels[..at].iter().any(|before| before.language == label.language) {
            return Err(Refusal::field("preferred", "Write one preferred label in a language; others stand below"));
        }
    }
    if labels.is_empty() {
        return Err(Refusal::field("preferred", "Write its preferred label"));
    }
    labels.extend(lines(&it.other, LabelKind::Other, "other")?);
    labels.extend(store::labels(tx, id)?.into_iter().filter(|it| it.kind == LabelKind::Hidden));
    let first = shown(&labels).ok_or(Refusal::Missing("label"))?.text.clone();
    if store::find_by_label(tx, &first)?
        .is_some_and(|known| known.id != id && super::key(&known.label) == super::key(&first))
    {
        return Err(Refusal::field(
            "preferred",
            "Another concept has this label: merge the two, or say what is different",
        ));
    }
    let definition = text::optional(&it.definition, 10_000).map_err(Refusal::at("definition"))?;
    let mut notes = store::notes(tx, id)?;
    notes.retain(|note| note.kind != "definition");
    notes.splice(0..0, definition.map(|text| Note { kind: "definition".into(), language: String::new(), text }));
    let broader = named(tx, &it.broader, "broader", id)?;
    let related = named(tx, &it.related, "related", id)?;
    for other in &broader {
        if store::is_above(tx, *other, id)? {
            return Err(Refusal::field("broader", "One of these is narrower: nothing is broader than itself"));
        }
    }
    store::call(tx, id, &first, None)?;
    store::set_labels(tx, id, &labels)?;
    store::set_notes(tx, id, &notes)?;
    store::unrelate(tx, id)?;
    broader.iter().try_for_each(|other| store::add_broader(tx, id, *other))?;
    related.iter().filter(|it| !broader.contains(it)).try_for_each(|other| store::add_related(tx, id, *other))?;
    tx.record(&act.event("concept.changed", Subject::new(KIND, id)))?;
    Ok(Concept { label: first, ..concept })
}

/// `en: House` or `House`, one a line.
fn lines(typed: &str, kind: LabelKind, field: &'static str) -> Result<Vec<Label>, Refusal> {
    let mut labels: Vec<Label> = Vec::new();
    for line in typed.lines().filter(|line| !line.trim().is_empty()) {
        let is_tag = |tag: &str| {
            (2..=11).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let (language, written) = match line.split_once(':') {
            Some((tag, rest)) if is_tag(tag.trim()) && rest.starts_with(' ') => (tag.trim().to_lowercase(), rest),
            _ => (String::new(), line),
        };
        let text = text::required_line(written, LABEL_MOST).map_err(Refusal::at(field))?;
        if !labels.iter().any(|it| it.language == language && it.text == text) {
            labels.push(Label { kind, language, text });
        }
    }
    Ok(labels)
}

fn named(tx: &mut Tx<'_>, typed: &str, field: &'static str, own: ConceptId) -> Result<Vec<ConceptId>, Refusal> {
    let mut ids = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let known = store::find_by_label(tx, line)?.filter(|it| it.id != own);
        let known = known.ok_or_else(|| Refusal::field(field, format!("“{line}” is not in the vocabulary")))?;
        if !ids.contains(&known.id) {
            ids.push(known.id);
        }
    }
    Ok(ids)
}

/// `from` becomes `into`: its labels are other labels there, what was narrower or tagged moves, its address leads there.
pub fn merge(tx: &mut Tx<'_>, act: &Act, from: ConceptId, into: ConceptId) -> Result<(), Refusal> {
    may(policy::may_keep(&act.actor), "Librarians merge words")?;
    let gone = store::find(tx, from)?.filter(is_used).ok_or(Refusal::Missing("word"))?;
    let kept = store::find(tx, into)?.filter(|it| is_used(it) && it.id != from);
    let kept = kept.ok_or_else(|| Refusal::field("same_as", "There is no such word in the vocabulary"))?;
    let known = store::labels(tx, kept.id)?;
    for label in store::labels(tx, from)? {
        let kind = if label.kind == LabelKind::Hidden { LabelKind::Hidden } else { LabelKind::Other };
        // The same words need no language to be found.
        if !known.iter().any(|it| super::key(&it.text) == super::key(&label.text)) {
            store::add_label(tx, kept.id, &Label { kind, ..label })?;
        }
    }
    let whole = store::whole(tx, gone)?;
    for narrower in whole.narrower.iter().filter(|it| it.id != into) {
        if !store::is_above(tx, into, narrower.id)? {
            store::add_broader(tx, narrower.id, into)?;
        }
    }
    for broader in whole.broader.iter().filter(|it| it.id != into) {
        if !store::is_above(tx, broader.id, into)? {
            store::add_broader(tx, into, broader.id)?;
        }
    }
    for other in whole.related.iter().filter(|it| it.id != into) {
        store::add_related(tx, into, other.id)?;
    }
    store::unrelate(tx, from)?;
    store::without_narrower(tx, from)?;
    store::move_tags(tx, from, into)?;
    store::set_state(tx, act, from, (ConceptState::Merged, Some(into)), &whole.concept.why)?;
    Ok(tx.record(&act.event("concept.merged", Subject::new(KIND, from)).with(json!({ "into": into })))?)
}
