//! What is curated, in the API: reading only. How far somebody is on a path has no door here.

use crate::collection::{self, Entry};
use crate::path;
use crate::remembered::{self, WEEKS, monday};
use crate::weekly_update::{self, Sent};
use ::store::StoreError;
use axum::Json;
use axum::extract::{Path, State};
use base::Uuid;
use directory::community;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use web::{App, Asker, Fault, Right, Room};

const MOST: i64 = 200;

pub fn doors(room: Room) -> Room {
    room.get("/api/v1/pages/{page}/remembered", Right::SignedIn, read_remembered)
        .get("/api/v1/communities/{community}/updates", Right::SignedIn, list_updates)
        .get("/api/v1/collections", Right::SignedIn, list_collections)
        .get("/api/v1/collections/{collection}", Right::SignedIn, read_collection)
        .get("/api/v1/reading-paths", Right::SignedIn, list_paths)
        .get("/api/v1/reading-paths/{path}", Right::SignedIn, read_path)
        .api(CurationApi::openapi)
}

#[derive(OpenApi)]
#[openapi(
    paths(read_remembered, list_updates, list_collections, read_collection, list_paths, read_path),
    components(schemas(
        CurveRead,
        PointRead,
        Remembered,
        UpdateRead,
        UpdateItem,
        UpdateList,
        CollectionInList,
        CollectionList,
        CollectionRead,
        EntryRead,
        PathInList,
        PathList,
        PathRead,
        StepRead
    ))
)]
pub struct CurationApi;

#[derive(Serialize, ToSchema)]
pub struct PointRead {
    on: String,
    members: i64,
    /// Who came since the point before.
    joined: i64,
    /// Of a hundred members, to the nearest five: the mean chance that they recall it.
    remembered: i64,
    /// Of a hundred, to the nearest five; none where it would tell who of fewer than ten did not.
    reach: Option<i64>,
}

#[derive(Serialize, ToSchema)]
pub struct CurveRead {
    community: Uuid,
    slug: String,
    name: String,
    /// Mondays, and today; the oldest first.
    points: Vec<PointRead>,
}

#[derive(Serialize, ToSchema)]
pub struct Remembered {
    /// `some`, `most` or `everyone`.
    importance: &'static str,
    /// Communities in which ten people or more had it before them.
    communities: Vec<CurveRead>,
}

/// How far a page reaches and how well it is remembered, over half a year.
#[utoipa::path(get, path = "/api/v1/pages/{page}/remembered", tag = "curation",
    params(("page" = String, Path, description = "An id, or a number such as 31")),
    responses((status = 200, body = Remembered), (status = 404, description = "No such page")))]
async fn read_remembered(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
) -> Result<Json<Remembered>, Fault> {
    let from = monday(app.today()).plus_days(-7 * WEEKS);
    app.read(|conn| {
        let page = knowledge::page::api::readable(conn, &asker, &wanted)?.summary.id;
        let importance = remembered::importance_of(conn, page)?.word();
        let curves = remembered::of_page(conn, page, from)?;
        let communities = curves.into_iter().map(|curve| CurveRead {
            community: curve.community.uuid(),
            slug: curve.slug,
            name: curve.name,
            points: curve
                .points
                .iter()
                .map(|point| PointRead {
                    on: point.on.to_string(),
                    members: point.members,
                    joined: point.joined,
                    remembered: point.remembered(),
                    reach: point.reach(),
                })
                .collect(),
        });
        Ok(Json(Remembered { importance, communities: communities.collect() }))
    })
}

#[derive(Serialize, ToSchema)]
pub struct UpdateItem {
    /// `joined`, `solved`, `finish`, `help`, `done`, `again`, `new`, `not_now` or `meet`.
    part: &'static str,
    title: String,
    about: String,
    url: String,
}

#[derive(Serialize, ToSchema)]
pub struct UpdateRead {
    id: Uuid,
    /// The Monday of its week.
    week: String,
    sent_at: String,
    own_line: String,
    url: String,
    items: Vec<UpdateItem>,
}

#[derive(Serialize, ToSchema)]
pub struct UpdateList {
    items: Vec<UpdateRead>,
}

fn update(slug: &str, it: Sent) -> UpdateRead {
    let item =
        |it: weekly_update::Item| UpdateItem { part: it.part.word(), title: it.title, about: it.about, url: it.url };
    UpdateRead {
        id: it.id.uuid(),
        week: it.week.to_string(),
        sent_at: it.sent_at.rfc3339(),
        own_line: it.own_line,
        url: weekly_update::url(slug, it.week),
        items: it.items.into_iter().map(item).collect(),
    }
}

/// The updates that a community sent, the newest first.
#[utoipa::path(get, path = "/api/v1/communities/{community}/updates", tag = "curation",
    params(("community" = String, Path, description = "An id or a short name")),
    responses((status = 200, body = UpdateList), (status = 404, description = "No such community")))]
async fn list_updates(State(app): State<App>, _: Asker, Path(wanted): Path<String>) -> Result<Json<UpdateList>, Fault> {
    let found = app.read(|conn| {
        let Some(it) = community::find_wanted(conn, &wanted)? else { return Ok::<_, StoreError>(None) };
        let sent = weekly_update::list_sent(conn, it.id, MOST)?;
        Ok(Some(UpdateList { items: sent.into_iter().map(|sent| update(&it.slug, sent)).collect() }))
    })?;
    found.map(Json).ok_or(Fault::NotFound)
}

#[derive(Serialize, ToSchema)]
pub struct CollectionInList {
    id: Uuid,
    slug: String,
    title: String,
    purpose: String,
    community: Option<Uuid>,
    url: String,
    entries: i64,
}

#[derive(Serialize, ToSchema)]
pub struct CollectionList {
    items: Vec<CollectionInList>,
}

#[derive(Serialize, ToSchema)]
pub struct EntryRead {
    /// `H 31`; none for something outside.
    page: Option<String>,
    title: String,
    url: String,
    reason: String,
}

#[derive(Serialize, ToSchema)]
pub struct CollectionRead {
    #[serde(flatten)]
    about: CollectionInList,
    list: Vec<EntryRead>,
}

fn collection_in_list(it: collection::Collection) -> CollectionInList {
    CollectionInList {
        id: it.id.uuid(),
        url: it.url(),
        slug: it.slug,
        title: it.title,
        purpose: it.purpose,
        community: it.community.map(|(id, _)| id.uuid()),
        entries: it.entries,
    }
}

/// Collections that have not ended, the newest first.
#[utoipa::path(get, path = "/api/v1/collections", tag = "curation", responses((status = 200, body = CollectionList)))]
async fn list_collections(State(app): State<App>, _: Asker) -> Result<Json<CollectionList>, Fault> {
    let all = app.read(|conn| collection::list(conn, MOST))?;
    Ok(Json(CollectionList { items: all.into_iter().map(collection_in_list).collect() }))
}

/// A collection with its entries, in their order.
#[utoipa::path(get, path = "/api/v1/collections/{collection}", tag = "curation",
    params(("collection" = String, Path, description = "A short name")),
    responses((status = 200, body = CollectionRead), (status = 404, description = "No such collection")))]
async fn read_collection(
    State(app): State<App>,
    _: Asker,
    Path(slug): Path<String>,
) -> Result<Json<CollectionRead>, Fault> {
    let found = app.read(|conn| {
        let Some(it) = collection::find_by_slug(conn, &slug)? else { return Ok::<_, StoreError>(None) };
        let entry = |it: Entry| EntryRead {
            page: it.page.map(knowledge::page::reference),
            title: it.title,
            url: it.url,
            reason: it.reason,
        };
        let list = collection::entries(conn, it.id)?.into_iter().map(entry).collect();
        Ok(Some(CollectionRead { about: collection_in_list(it), list }))
    })?;
    found.map(Json).ok_or(Fault::NotFound)
}

#[derive(Serialize, ToSchema)]
pub struct PathInList {
    id: Uuid,
    slug: String,
    title: String,
    purpose: String,
    community: Option<Uuid>,
    /// It begins by itself for whoever joins the community.
    for_newcomers: bool,
    url: String,
}

#[derive(Serialize, ToSchema)]
pub struct PathList {
    items: Vec<PathInList>,
}

#[derive(Serialize, ToSchema)]
pub struct StepRead {
    /// 1 is the first.
    week: i64,
    /// `read`, `meet` or `do`.
    kind: &'static str,
    /// `H 31`
    page: Option<String>,
    title: String,
    words: String,
    /// The page is to be acknowledged, and again when its words change.
    acknowledged: bool,
}

#[derive(Serialize, ToSchema)]
pub struct PathRead {
    #[serde(flatten)]
    about: PathInList,
    steps: Vec<StepRead>,
}

fn path_in_list(it: path::ReadingPath) -> PathInList {
    PathInList {
        id: it.id.uuid(),
        url: it.url(),
        slug: it.slug,
        title: it.title,
        purpose: it.purpose,
        community: it.community.map(|(id, _)| id.uuid()),
        for_newcomers: it.for_newcomers,
    }
}

/// Reading paths that have not ended.
#[utoipa::path(get, path = "/api/v1/reading-paths", tag = "curation", responses((status = 200, body = PathList)))]
async fn list_paths(State(app): State<App>, _: Asker) -> Result<Json<PathList>, Fault> {
    let all = app.read(|conn| path::list(conn, MOST))?;
    Ok(Json(PathList { items: all.into_iter().map(path_in_list).collect() }))
}

/// A reading path with its steps. How far anybody is stands in no answer.
#[utoipa::path(get, path = "/api/v1/reading-paths/{path}", tag = "curation",
    params(("path" = String, Path, description = "A short name")),
    responses((status = 200, body = PathRead), (status = 404, description = "No such path")))]
async fn read_path(State(app): State<App>, _: Asker, Path(slug): Path<String>) -> Result<Json<PathRead>, Fault> {
    let found = app.read(|conn| {
        let Some(it) = path::find_by_slug(conn, &slug)? else { return Ok::<_, StoreError>(None) };
        let step = |it: path::Step| StepRead {
            week: it.week,
            kind: it.kind.word(),
            page: it.page.as_ref().map(|(_, number, ..)| knowledge::page::reference(*number)),
            title: it.title().to_owned(),
            words: it.words.clone(),
            acknowledged: it.acknowledged,
        };
        let steps = path::steps(conn, it.id)?.into_iter().map(step).collect();
        Ok(Some(PathRead { about: path_in_list(it), steps }))
    })?;
    found.map(Json).ok_or(Fault::NotFound)
}
