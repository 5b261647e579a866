//! A question is settled: an answer is accepted, a page holds it, or it is taken back.

use super::ask::open;
use super::{AnswerId, KIND, Question, QuestionId, QuestionState, store};
use crate::draft::{self, DraftId, Keep, Place};
use crate::handbook;
use crate::page::PageId;
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Actor, Duty, Standing, Subject};
use serde_json::json;

/// Who asked, who leads the community that was asked, and librarians.
fn settles(actor: &Actor, it: &Question) -> bool {
    let asked = it.asked_by.as_ref().is_some_and(|(person, _)| actor.person == Some(*person));
    let leads = it.community.as_ref().is_some_and(|(community, _)| actor.stands(*community, Standing::Lead));
    !actor.read_only && (asked || leads || actor.has(Duty::Librarian))
}

impl Question {
    pub fn may_settle(&self, actor: &Actor) -> bool {
        settles(actor, self)
    }
}

const WHO: &str = "Who asked, who leads the community that was asked, and librarians settle a question";

pub fn accept(tx: &mut Tx<'_>, act: &Act, id: QuestionId, answer: AnswerId) -> Result<i64, Refusal> {
    let it = open(tx, id)?;
    may(settles(&act.actor, &it), WHO)?;
    if store::accept(tx, act, id, answer)? == 0 {
        return Err(Refusal::Missing("answer"));
    }
    store::set_state(tx, act, id, QuestionState::Answered, None)?;
    tx.record(&act.event("question.settled", Subject::new(KIND, id)).with(json!({ "answer": answer })))?;
    Ok(it.number)
}

pub fn withdraw(tx: &mut Tx<'_>, act: &Act, id: QuestionId) -> Result<i64, Refusal> {
    let it = open(tx, id)?;
    let is_own = it.asked_by.as_ref().is_some_and(|(person, _)| act.person() == Some(*person));
    may(is_own || act.actor.has(Duty::Librarian), "Who asked takes a question back, or a librarian")?;
    store::set_state(tx, act, id, QuestionState::Withdrawn, None)?;
    tx.record(&act.event("question.withdrawn", Subject::new(KIND, id)))?;
    Ok(it.number)
}

/// An answer as a draft of a page; without one, an empty draft for a page that is missing. Who asked and who answered
/// stand below the text. Published, it settles the question.
pub fn keep_as_page(tx: &mut Tx<'_>, act: &Act, id: QuestionId, answer: Option<AnswerId>) -> Result<DraftId, Refusal> {
    let it = open(tx, id)?;
    let writer = act.person().ok_or(Refusal::Denied("Whoever is signed in and may write keeps drafts"))?;
    let given = store::answers(tx, id)?;
    let given =
        answer.map(|id| given.into_iter().find(|it| it.id == id).ok_or(Refusal::Missing("answer"))).transpose()?;
    let name = |person: &Option<(base::PersonId, String)>| person.as_ref().map(|(_, name)| name.clone());
    let credit = match (name(&it.asked_by), given.as_ref().and_then(|given| name(&given.by))) {
        (Some(asked), Some(answered)) => format!("Asked by {asked}, answered by {answered}"),
        (Some(asked), None) => format!("Asked for by {asked}"),
        (None, Some(answered)) => format!("Answered by {answered}"),
        (None, None) => "Asked and answered".into(),
    };
    let text = given.map(|given| given.body).unwrap_or_default();
    let body = format!("{text}\n\n*{credit}: [{}]({}).*", it.reference(), it.url()).trim_start().to_owned();
    let community = it.community.as_ref().map(|(id, _)| format!("community:{id}"));
    let shelf = handbook::first(tx, act, |word| Some(word) == community.as_deref())?;
    let place = Place::New { shelf, under: None };
    let title = it.title.chars().take(crate::page::publish::TITLE_MOST).collect();
    let draft = draft::keep(tx, act, Keep { draft: None, place, title, why: credit, body })?;
    store::for_draft(tx, writer, draft, id)?;
    Ok(draft)
}

/// A page holds the answer from now on.
pub(crate) fn held_by(tx: &mut Tx<'_>, act: &Act, id: QuestionId, page: PageId) -> Result<(), Refusal> {
    let Some(it) = store::find(tx, id)?.filter(|it| it.state != QuestionState::Withdrawn) else { return Ok(()) };
    store::set_state(tx, act, it.id, QuestionState::Answered, Some(page))?;
    Ok(tx.record(&act.event("question.settled", Subject::new(KIND, id)).with(json!({ "page": page })))?)
}
