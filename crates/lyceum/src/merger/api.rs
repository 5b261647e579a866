//! Mergers in the API: what of an export may be here, putting it before people, carrying it out, taking it back.

use super::decisions::Decisions;
use super::store::Merger;
use super::theirs::Theirs;
use super::{Pair, Papers, Refusal, carry_out, prepare, undo as taking_back, waiting};
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base::Uuid;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::{OpenApi, ToSchema};
use web::{App, Asker, Check, Fault, Reply, Sent};

/// What an export may weigh that is sent.
pub const MOST_BYTES: usize = 64 << 20;

#[derive(OpenApi)]
#[openapi(
    paths(list, create, undo),
    components(schemas(NewMerger, MergerReport, PairInReport, MergerInList, MergerSlice, Counted))
)]
struct Docs;

pub fn docs() -> utoipa::openapi::OpenApi {
    Docs::openapi()
}

/// Another organisation's export.
#[derive(Deserialize, ToSchema)]
pub struct NewMerger {
    /// The CSV files that `lyceum export` writes, by name: `people` or `people.csv`, and the file's text.
    #[serde(default)]
    tables: BTreeMap<String, String>,
    /// CSV with the columns kind, theirs, ours and decision (same, new or leave). Without it, what is proposed.
    #[serde(default)]
    decisions: Option<String>,
    /// Carry it out; needs decisions. Otherwise nothing is changed.
    #[serde(default)]
    carry_out: bool,
    /// Put it before the people administrators, at Settings, Merger.
    #[serde(default)]
    wait: bool,
}

#[derive(Serialize, ToSchema)]
struct MergerReport {
    organisation: String,
    /// What may be the same, or what it came to be decided as.
    pairs: Vec<PairInReport>,
    /// It waits for a decision.
    waits: bool,
    /// The merger that was carried out; null when nothing was changed.
    #[schema(value_type = Option<String>, format = Uuid)]
    merger: Option<Uuid>,
    counts: Vec<Counted>,
}

#[derive(Serialize, ToSchema)]
struct PairInReport {
    kind: super::Kind,
    theirs: String,
    their_name: String,
    /// Empty when there is nothing like it.
    ours: String,
    our_name: String,
    /// 0 to 100 per cent that they are the same.
    how_sure: u8,
    why: String,
    decision: super::Decision,
}

#[derive(Serialize, ToSchema)]
struct Counted {
    what: String,
    count: i64,
}

impl PairInReport {
    fn of(it: &Pair) -> Self {
        Self {
            kind: it.kind,
            theirs: it.theirs.clone(),
            their_name: it.their_name.clone(),
            ours: it.ours.clone(),
            our_name: it.our_name.clone(),
            how_sure: it.sure,
            why: it.why.clone(),
            decision: it.decision,
        }
    }
}

fn counted(counts: &[(String, i64)]) -> Vec<Counted> {
    counts.iter().map(|(what, count)| Counted { what: what.clone(), count: *count }).collect()
}

/// Holds an export against what is here; with decisions, carries the merger out. For people administrators.
#[utoipa::path(post, path = "/api/v1/mergers", tag = "merger", request_body = NewMerger,
    responses((status = 200, body = MergerReport), (status = 403), (status = 422, description = "Problem details")))]
pub async fn create(State(app): State<App>, asker: Asker, sent: Sent<NewMerger>) -> Result<Response, Fault> {
    let key = sent.once(&asker, "merger.create");
    let act = app.act(asker.actor());
    let (wait, brings) = (sent.value.wait, sent.value.carry_out);
    let read = Arc::new(reading(&app, sent.value).await?);
    let (here, made) = (read.clone(), act.clone());
    let reply = app.write_once(key, move |tx| {
        let mut report = here.report();
        if brings {
            let done = carry_out(tx, &made, &here.theirs, &here.decisions, &here.prepared).map_err(fault)?;
            (report.merger, report.counts) = (done.merger.map(Uuid::from), counted(&done.counts));
        } else if wait {
            waiting::put(tx, &made, &here.papers, &here.theirs, &here.pairs).map_err(fault)?;
            report.waits = true;
        }
        Ok::<_, Fault>(Reply::changed(&report))
    });
    // What only looks needs no turn at writing.
    if !brings && !wait {
        return Ok(Json(read.report()).into_response());
    }
    Ok(reply.await?.into_response())
}

struct Looked {
    papers: Papers,
    theirs: Theirs,
    pairs: Vec<Pair>,
    decisions: Decisions,
    prepared: super::Prepared,
}

impl Looked {
    fn report(&self) -> MergerReport {
        MergerReport {
            organisation: self.theirs.name.clone(),
            pairs: self.pairs.iter().map(PairInReport::of).collect(),
            waits: false,
            merger: None,
            counts: Vec::new(),
        }
    }
}

/// Away from the threads that answer: it reads everything that is here.
async fn reading(app: &App, sent: NewMerger) -> Result<Looked, Fault> {
    let app = app.clone();
    let read = tokio::task::spawn_blocking(move || {
        let papers = Papers::of_texts(sent.tables)?;
        let (theirs, pairs) = app.read(|conn| waiting::look(conn, &papers))?;
        let decisions = match &sent.decisions {
            Some(file) => Decisions::read(file, &theirs, &pairs)?,
            None if sent.carry_out => return Err(Refusal::said("send the decisions too: a person decides")),
            None => Decisions::of_pairs(&pairs),
        };
        let prepared = if sent.carry_out { prepare(&theirs, &decisions)? } else { super::Prepared::default() };
        Ok(Looked { papers, theirs, pairs, decisions, prepared })
    });
    read.await.map_err(|_| Fault::Internal("an export was not read to the end".into()))?.map_err(fault)
}

/// Each refusal at the field that it speaks of.
fn fault(refusal: Refusal) -> Fault {
    let field = match &refusal {
        Refusal::Store(_) | Refusal::Denied(_) => "",
        Refusal::Export(_) => "tables",
        Refusal::Decision { .. } | Refusal::Said(_) => "decisions",
    };
    match refusal {
        Refusal::Store(error) => error.into(),
        Refusal::Denied(words) => Fault::NotAllowed(format!("{words}.")),
        other => {
            let mut check = Check::new();
            check.add(field, other.sentence());
            Fault::Invalid(check)
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct MergerSlice {
    items: Vec<MergerInList>,
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct MergerInList {
    #[schema(value_type = String, format = Uuid)]
    id: Uuid,
    organisation: String,
    #[schema(value_type = String, format = Date)]
    on: base::Day,
    /// Until when it can be taken back, while nothing rests on it.
    #[schema(value_type = String, format = DateTime)]
    can_be_taken_back_until: base::Moment,
    taken_back: bool,
    counts: Vec<Counted>,
}

impl MergerInList {
    fn of(it: &Merger) -> Self {
        Self {
            id: it.id.into(),
            organisation: it.name.clone(),
            on: it.on,
            can_be_taken_back_until: taking_back::until(it),
            taken_back: it.undone_at.is_some(),
            counts: counted(&it.counts),
        }
    }
}

/// Mergers, the newest first; at most 100. For people administrators.
#[utoipa::path(get, path = "/api/v1/mergers", tag = "merger", responses((status = 200, body = MergerSlice), (status = 403)))]
pub async fn list(State(app): State<App>) -> Result<Json<MergerSlice>, Fault> {
    let mergers = app.read(super::list)?;
    Ok(Json(MergerSlice { items: mergers.iter().map(MergerInList::of).collect(), next: None }))
}

/// Takes the newest merger back, within the hour and while nothing rests on it. For people administrators.
#[utoipa::path(post, path = "/api/v1/mergers/undoing", tag = "merger",
    responses((status = 200, body = MergerInList), (status = 403), (status = 422, description = "Problem details")))]
pub async fn undo(State(app): State<App>, asker: Asker) -> Result<Json<impl Serialize>, Fault> {
    let act = app.act(asker.actor());
    let merger = app.write(move |tx| super::undo(tx, &act)).await.map_err(fault)?;
    Ok(Json(MergerInList { taken_back: true, ..MergerInList::of(&merger) }))
}
