//! Ask, say that one asks it too, and answer.

use super::{AnswerId, KIND, Question, QuestionId, QuestionState, store};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Subject, text};
use serde_json::json;

const TITLE_MOST: usize = 200;
const BODY_MOST: usize = 20_000;
const WHO: &str = "Whoever is signed in and may write asks and answers";

#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The question in a sentence.
    pub title: String,
    /// What one tried, where one looked; may be empty.
    pub body: String,
    /// Who would know.
    pub community: Option<CommunityId>,
    /// A page is missing.
    pub wants_page: bool,
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub question: QuestionId,
    /// Markdown.
    pub body: String,
}

fn writes(act: &Act) -> Result<(), Refusal> {
    may(act.person().is_some() && !act.actor.read_only, WHO)
}

/// Answers its number.
pub fn ask(tx: &mut Tx<'_>, act: &Act, it: &Ask) -> Result<i64, Refusal> {
    writes(act)?;
    let title = text::required_line(&it.title, TITLE_MOST).map_err(Refusal::at("title"))?;
    let body = text::optional(&it.body, BODY_MOST).map_err(Refusal::at("body"))?.unwrap_or_default();
    if let Some(community) = it.community {
        let found = directory::community::find(tx, community)?.filter(|it| it.closed_on.is_none());
        found.ok_or_else(|| Refusal::field("community", "Choose a community that is not closed"))?;
    }
    let (id, number) = store::insert(tx, act, (&title, &body), it.wants_page, it.community)?;
    let facts = json!({ "number": number, "community": it.community });
    tx.record(&act.event("question.asked", Subject::new(KIND, id)).with(facts))?;
    Ok(number)
}

pub(super) fn open(tx: &mut Tx<'_>, id: QuestionId) -> Result<Question, Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("question"))?;
    if it.state == QuestionState::Withdrawn {
        return Err(Refusal::Already("This question was taken back"));
    }
    Ok(it)
}

/// The same question once more: counted once a person, and not for who asked it first.
pub fn ask_too(tx: &mut Tx<'_>, act: &Act, id: QuestionId) -> Result<i64, Refusal> {
    writes(act)?;
    let it = open(tx, id)?;
    let person = act.person().ok_or(Refusal::Denied(WHO))?;
    let is_first = it.asked_by.as_ref().is_some_and(|(asker, _)| *asker == person);
    if !is_first && store::again(tx, act, id, person)? {
        tx.record(&act.event("question.asked_again", Subject::new(KIND, id)))?;
    }
    Ok(it.number)
}

pub fn answer(tx: &mut Tx<'_>, act: &Act, it: &Answer) -> Result<AnswerId, Refusal> {
    writes(act)?;
    let question = open(tx, it.question)?;
    let body = text::required(&it.body, BODY_MOST).map_err(Refusal::at("answer"))?;
    let id = store::add_answer(tx, act, question.id, &body)?;
    let facts = json!({ "answer": id, "number": question.number });
    tx.record(&act.event("question.answered", Subject::new(KIND, question.id)).with(facts))?;
    Ok(id)
}
