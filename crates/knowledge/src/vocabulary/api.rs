//! The vocabulary in the API.

use super::{Concept, LabelKind, Shown, Subject, Whole, find, find_by_number, whole};
use crate::page;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Asker, Fault, Reply, Sent};

#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, read, propose, tag),
    components(schemas(ConceptInList, ConceptList, ConceptRead, LabelRead, NoteRead, NewConcept, NewTag))
)]
pub struct VocabularyApi;

#[derive(Serialize, ToSchema)]
pub struct ConceptInList {
    id: base::Uuid,
    number: i64,
    label: String,
    url: String,
}

#[derive(Serialize, ToSchema)]
pub struct ConceptList {
    items: Vec<ConceptInList>,
    /// What to ask `from` next; none at the end.
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct LabelRead {
    /// `preferred`, `other` or `hidden`.
    kind: &'static str,
    /// As BCP 47 writes it; empty where nothing is said.
    language: String,
    text: String,
}

#[derive(Serialize, ToSchema)]
pub struct NoteRead {
    /// The last part of the SKOS property.
    kind: String,
    language: String,
    text: String,
}

#[derive(Serialize, ToSchema)]
pub struct ConceptRead {
    #[serde(flatten)]
    about: ConceptInList,
    /// As its source names it.
    uri: Option<String>,
    /// `proposed`, `accepted`, `declined` or `merged`.
    state: &'static str,
    labels: Vec<LabelRead>,
    notes: Vec<NoteRead>,
    broader: Vec<ConceptInList>,
    narrower: Vec<ConceptInList>,
    related: Vec<ConceptInList>,
}

fn listed(it: Shown) -> ConceptInList {
    ConceptInList { id: it.id.uuid(), number: it.number, url: it.url(), label: it.label }
}

impl ConceptRead {
    fn of(it: Whole) -> Self {
        let Concept { id, number, uri, label, state, .. } = it.concept;
        let all = |shown: Vec<Shown>| shown.into_iter().map(listed).collect();
        let shown = it.labels.into_iter().filter(|label| label.kind != LabelKind::Hidden);
        Self {
            about: listed(Shown { id, number, label }),
            uri,
            state: state.word(),
            labels: shown.map(|it| LabelRead { kind: it.kind.word(), language: it.language, text: it.text }).collect(),
            notes: it
                .notes
                .into_iter()
                .map(|it| NoteRead { kind: it.kind, language: it.language, text: it.text })
                .collect(),
            broader: all(it.broader),
            narrower: all(it.narrower),
            related: all(it.related),
        }
    }
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Labels from here on, in their order.
    #[serde(default)]
    from: String,
    /// 1 to 200; 25 when nothing is said.
    limit: Option<u32>,
}

/// Accepted concepts in the order of their labels.
#[utoipa::path(get, path = "/api/v1/concepts", tag = "knowledge", params(Asked), responses((status = 200, body = ConceptList)))]
pub async fn list(
    State(app): State<App>,
    _asker: Asker,
    Query(asked): Query<Asked>,
) -> Result<Json<ConceptList>, Fault> {
    let limit = base::Limit::of(asked.limit).with_one_more();
    let mut found = app.read(|conn| super::list(conn, &asked.from, limit))?;
    let next = (found.len() as i64 == limit).then(|| found.pop().map(|it| it.label)).flatten();
    Ok(Json(ConceptList { items: found.into_iter().map(listed).collect(), next }))
}

/// One concept, by its id or number. One that was merged answers as the one it became.
#[utoipa::path(get, path = "/api/v1/concepts/{concept}", tag = "knowledge", params(("concept" = String, Path)), responses((status = 200, body = ConceptRead), (status = 404)))]
pub async fn read(
    State(app): State<App>,
    _asker: Asker,
    Path(wanted): Path<String>,
) -> Result<Json<ConceptRead>, Fault> {
    let found = app.read(|conn| {
        let mut it = match (wanted.parse(), wanted.parse()) {
            (Ok(number), _) => find_by_number(conn, number)?,
            (_, Ok(id)) => find(conn, id)?,
            _ => None,
        };
        for _ in 0..8 {
            let Some(into) = it.as_ref().and_then(|it| it.merged_into) else { break };
            it = find(conn, into)?;
        }
        it.map(|it| whole(conn, it)).transpose()
    })?;
    found.map(|it| Json(ConceptRead::of(it))).ok_or(Fault::NotFound)
}

/// A word for the vocabulary.
#[derive(Clone, Deserialize, ToSchema)]
pub struct NewConcept {
    label: String,
    #[serde(default)]
    why: String,
}

/// Proposes a word; a librarian's is accepted at once. One that is known is answered as it is.
#[utoipa::path(post, path = "/api/v1/concepts", tag = "knowledge", request_body = NewConcept,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = ConceptRead), (status = 403), (status = 422, description = "Problem details")))]
pub async fn propose(State(app): State<App>, asker: Asker, sent: Sent<NewConcept>) -> Result<Reply, Fault> {
    let (once, act) = (sent.once(&asker, "api.concept.propose"), app.act(asker.actor()));
    let it = sent.value;
    let reply = app.write_once(once, move |tx| {
        let concept = super::propose(tx, &act, &it.label, &it.why)?;
        let address = format!("/api/v1/concepts/{}", concept.number);
        Ok::<_, Refusal>(Reply::created(address, &ConceptRead::of(whole(tx, concept)?)))
    });
    Ok(reply.await?)
}

/// What a page is about.
#[derive(Clone, Deserialize, ToSchema)]
pub struct NewTag {
    /// Any label of a concept; one that nobody knows is proposed.
    word: String,
}

/// Tags a page.
#[utoipa::path(post, path = "/api/v1/pages/{page}/tags", tag = "knowledge", request_body = NewTag,
    params(("page" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = ConceptRead), (status = 403), (status = 404), (status = 422, description = "Problem details")))]
pub async fn tag(
    State(app): State<App>,
    asker: Asker,
    Path(named): Path<String>,
    sent: Sent<NewTag>,
) -> Result<Reply, Fault> {
    let (once, act) = (sent.once(&asker, "api.page.tag"), app.act(asker.actor()));
    let page = app.read(|conn| Ok::<_, Fault>(page::api::readable(conn, &asker, &named)?.summary.id))?;
    let it = sent.value;
    let reply = app.write_once(once, move |tx| {
        let concept = super::tag(tx, &act, Subject::Page(page), &it.word)?;
        let address = format!("/api/v1/concepts/{}", concept.number);
        Ok::<_, Refusal>(Reply::created(address, &ConceptRead::of(whole(tx, concept)?)))
    });
    Ok(reply.await?)
}
