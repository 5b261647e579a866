//! Matches in the API: what is like a statement. Nothing is recorded.

use super::{Look, Match, Wanted, Word};
use crate::{Refusal, matching};
use axum::Json;
use axum::extract::State;
use base::{Uuid, text};
use directory::product;
use utoipa::OpenApi;
use web::{App, Asker, Fault, Sent};

#[derive(OpenApi)]
#[openapi(paths(matches), components(schemas(Statement, Matches, MatchRead, Word)))]
pub struct MatchingApi;

/// A problem in a person's words. It is not kept.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub struct Statement {
    /// Any text; the first four pages or so of a longer one are looked at.
    #[serde(default)]
    #[schema(required = true, min_length = 1)]
    statement: String,
    /// The product of who asks.
    #[serde(default)]
    product_id: Option<Uuid>,
    /// 1 to 50; 10 when it is left out.
    #[serde(default)]
    limit: Option<u32>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Matches {
    /// `solved` and `being_solved` are claimed only when a match has a probability of 0.8 or more.
    verdict: Word,
    /// How sure the verdict is, 0 to 1.
    confidence: f64,
    /// The verdict in words.
    sentence: String,
    /// Nearest first.
    matches: Vec<MatchRead>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct MatchRead {
    /// `problem`, `work_item`, `page` or `question`.
    kind: String,
    id: Uuid,
    /// `P 87`; empty when there is none.
    reference: String,
    title: String,
    url: String,
    /// Of a problem: `open`, `being_solved`, `solved`, `not_now`; of work: `in_hand`, `done`, `set_aside`.
    state: String,
    /// That it is the same problem, 0 to 1. Calibrated: of those with 0.8 about 8 in 10 are.
    probability: f64,
    excerpt: String,
    /// The words in common: `[start, end)` counted in characters (Unicode code points, not bytes) of `excerpt`.
    marks: Vec<[usize; 2]>,
    /// Somebody said of nearly this statement that it is another problem.
    said_not_the_same: bool,
}

impl From<Match> for MatchRead {
    fn from(it: Match) -> Self {
        Self {
            kind: it.kind,
            id: it.id,
            reference: it.reference,
            title: it.title,
            url: it.url,
            state: it.state,
            probability: rounded(it.probability),
            excerpt: it.excerpt,
            marks: it.marks.into_iter().map(|(start, end)| [start, end]).collect(),
            said_not_the_same: it.said.is_some(),
        }
    }
}

impl From<Look> for Matches {
    fn from(it: Look) -> Self {
        Self {
            verdict: it.verdict.word,
            confidence: rounded(it.verdict.confidence),
            sentence: it.verdict.sentence,
            matches: it.matches.into_iter().map(Into::into).collect(),
        }
    }
}

/// As the API and `lyceum match --json` answer.
pub fn answer(look: Look) -> impl serde::Serialize {
    Matches::from(look)
}

/// Four places: more would promise what nobody knows.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}

/// Is it solved, being worked on, decided not now, met before, or new? Looks only; records nothing.
#[utoipa::path(post, path = "/api/v1/problems/matches", tag = "problems", request_body = Statement,
    responses((status = 200, body = Matches), (status = 422, description = "Problem details: the statement is empty")))]
pub async fn matches(
    State(app): State<App>,
    asker: Asker,
    sent: Sent<Statement>,
) -> Result<Json<impl serde::Serialize>, Fault> {
    let it = sent.value;
    let statement = text::clean(&it.statement);
    if statement.is_empty() {
        return Err(Refusal::field("statement", "Say the problem in a sentence").into());
    }
    let limit = it.limit.unwrap_or(10).clamp(1, 50) as usize;
    let look = app.read(|conn| {
        if let Some(id) = it.product_id {
            product::find(conn, id.into())?
                .ok_or_else(|| Refusal::field("product_id", "Choose a product that exists"))?;
        }
        let wanted = Wanted { statement: &statement, limit, exclude: &[] };
        Ok::<_, Refusal>(matching::look(conn, &app.index, asker.actor(), &wanted)?)
    })?;
    Ok(Json(answer(look)))
}
