//! Questions and answers in the API.

use super::{Answer, Ask, Given, Question, QuestionState, answers, find, find_by_number};
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{Path, Query, State};
use base::{Cursor, Limit};
use serde::{Deserialize, Serialize};
use store::{Conn, StoreError};
use utoipa::ToSchema;
use web::{App, Asker, Fault, Reply, Sent};

#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, read, create, create_answer),
    components(schemas(QuestionInList, QuestionSlice, QuestionRead, AnswerRead, NewQuestion, NewAnswer))
)]
pub struct QuestionApi;

#[derive(Serialize, ToSchema)]
pub struct QuestionInList {
    id: base::Uuid,
    /// `Q 3`
    reference: String,
    number: i64,
    /// `question`, or `page` when a page is missing.
    kind: &'static str,
    title: String,
    url: String,
    /// `open`, `answered` or `withdrawn`.
    state: &'static str,
    asked_at: String,
    /// How many people ask it too.
    asked_again: i64,
    answers: i64,
    /// `H 31`, the page that holds the answer.
    page: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct QuestionSlice {
    items: Vec<QuestionInList>,
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct AnswerRead {
    id: base::Uuid,
    /// Markdown.
    body: String,
    at: String,
    by: Option<String>,
    is_accepted: bool,
}

#[derive(Serialize, ToSchema)]
pub struct QuestionRead {
    #[serde(flatten)]
    about: QuestionInList,
    body: String,
    asked_by: Option<String>,
    given: Vec<AnswerRead>,
}

impl QuestionInList {
    fn of(it: &Question) -> Self {
        Self {
            id: it.id.uuid(),
            reference: it.reference(),
            number: it.number,
            kind: if it.wants_page { "page" } else { "question" },
            url: it.url(),
            state: it.state.word(),
            asked_at: it.asked_at.rfc3339(),
            asked_again: it.again,
            answers: it.answers,
            page: it.page.as_ref().map(|(_, number, _)| crate::page::reference(*number)),
            title: it.title.clone(),
        }
    }
}

impl QuestionRead {
    fn of(it: Question, given: Vec<Given>) -> Self {
        let given = given.into_iter().map(|it| AnswerRead {
            id: it.id.uuid(),
            body: it.body,
            at: it.at.rfc3339(),
            by: it.by.map(|(_, name)| name),
            is_accepted: it.is_accepted,
        });
        Self {
            about: QuestionInList::of(&it),
            body: it.body,
            asked_by: it.asked_by.map(|(_, name)| name),
            given: given.collect(),
        }
    }
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `open` when nothing is said.
    state: Option<String>,
    /// `next` of the slice before.
    cursor: Option<String>,
    /// 1 to 200; 25 when nothing is said.
    limit: Option<u32>,
}

/// Questions in a state, what most people ask first.
#[utoipa::path(get, path = "/api/v1/questions", tag = "knowledge", params(Asked), responses((status = 200, body = QuestionSlice)))]
pub async fn list(
    State(app): State<App>,
    _asker: Asker,
    Query(asked): Query<Asked>,
) -> Result<Json<QuestionSlice>, Fault> {
    let state = QuestionState::from_word(asked.state.as_deref().unwrap_or("open"));
    let state = state.ok_or_else(|| Fault::Unreadable("The state is open, answered or withdrawn.".into()))?;
    let after = match &asked.cursor {
        None => None,
        Some(cursor) => {
            let read = Cursor::decode(cursor, 2).and_then(|cursor| Some((cursor.part(0)?, cursor.part(1)?)));
            Some(read.ok_or_else(|| Fault::Unreadable("The cursor is not one that this list gave.".into()))?)
        }
    };
    let slice = app.read(|conn| super::list(conn, state, after, Limit::of(asked.limit)))?;
    Ok(Json(QuestionSlice { items: slice.items.iter().map(QuestionInList::of).collect(), next: slice.next }))
}

fn wanted(conn: &mut Conn, wanted: &str) -> Result<Option<Question>, StoreError> {
    let digits = wanted.trim_start_matches(['Q', 'q', ' ']);
    match (digits.parse(), wanted.parse()) {
        (Ok(number), _) => find_by_number(conn, number),
        (_, Ok(id)) => find(conn, id),
        _ => Ok(None),
    }
}

/// One question with its answers, by its id or number.
#[utoipa::path(get, path = "/api/v1/questions/{question}", tag = "knowledge", params(("question" = String, Path)), responses((status = 200, body = QuestionRead), (status = 404)))]
pub async fn read(
    State(app): State<App>,
    _asker: Asker,
    Path(named): Path<String>,
) -> Result<Json<QuestionRead>, Fault> {
    let found = app.read(|conn| {
        let it = wanted(conn, &named)?.ok_or(Fault::NotFound)?;
        let given = answers(conn, it.id)?;
        Ok::<_, Fault>(QuestionRead::of(it, given))
    })?;
    Ok(Json(found))
}

/// A new question.
#[derive(Clone, Deserialize, ToSchema)]
pub struct NewQuestion {
    title: String,
    /// What one tried, where one looked.
    #[serde(default)]
    body: String,
    /// The community that would know: its id or its short name.
    #[serde(default)]
    community: Option<String>,
    /// A page is missing.
    #[serde(default)]
    wants_page: bool,
}

/// Asks a question.
#[utoipa::path(post, path = "/api/v1/questions", tag = "knowledge", request_body = NewQuestion,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = QuestionRead), (status = 403), (status = 422, description = "Problem details")))]
pub async fn create(State(app): State<App>, asker: Asker, sent: Sent<NewQuestion>) -> Result<Reply, Fault> {
    let (once, act) = (sent.once(&asker, "api.question.ask"), app.act(asker.actor()));
    let it = sent.value;
    let reply = app.write_once(once, move |tx| {
        let community = match &it.community {
            None => None,
            Some(named) => {
                let found = directory::community::find_wanted(tx, named)?;
                Some(found.ok_or_else(|| Refusal::field("community", "There is no such community"))?.id)
            }
        };
        let ask = Ask { title: it.title.clone(), body: it.body.clone(), community, wants_page: it.wants_page };
        let number = super::ask(tx, &act, &ask)?;
        let asked = find_by_number(tx, number)?.ok_or(Refusal::Missing("question"))?;
        Ok::<_, Refusal>(Reply::created(format!("/api/v1/questions/{number}"), &QuestionRead::of(asked, Vec::new())))
    });
    Ok(reply.await?)
}

/// An answer.
#[derive(Clone, Deserialize, ToSchema)]
pub struct NewAnswer {
    /// Markdown.
    body: String,
}

/// Answers a question.
#[utoipa::path(post, path = "/api/v1/questions/{question}/answers", tag = "knowledge", request_body = NewAnswer,
    params(("question" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = QuestionRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn create_answer(
    State(app): State<App>,
    asker: Asker,
    Path(named): Path<String>,
    sent: Sent<NewAnswer>,
) -> Result<Reply, Fault> {
    let (once, act) = (sent.once(&asker, "api.question.answer"), app.act(asker.actor()));
    let it = sent.value;
    let reply = app.write_once(once, move |tx| {
        let question = wanted(tx, &named)?.ok_or(Refusal::Missing("question"))?;
        super::answer(tx, &act, &Answer { question: question.id, body: it.body.clone() })?;
        let question = find(tx, question.id)?.ok_or(Refusal::Missing("question"))?;
        let given = answers(tx, question.id)?;
        let address = format!("/api/v1/questions/{}", question.number);
        Ok::<_, Refusal>(Reply::created(address, &QuestionRead::of(question, given)))
    });
    Ok(reply.await?)
}
