//! `/handbook/collections` and `/handbook/collections/{collection}`.

use super::policy::may_change;
use super::{
    AddEntry, Collection, Entry, EntryId, Make, Turn, add, end, entries, find_by_slug, list, make, shift, take_out,
};
use ::store::{Conn, StoreError};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Limit};
use directory::community::{self, CommunityKind};
use knowledge::handbook;
use web::refusal::Refusal;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};

const SHOWN: i64 = 200;

pub fn doors(room: Room) -> Room {
    room.place("collection", "first-steps")
        .get("/handbook/collections", Right::SignedIn, show_list)
        .post("/handbook/collections", Right::Writes, make_one)
        .get("/handbook/collections/{collection}", Right::SignedIn, show)
        .post("/handbook/collections/{collection}/entries", Right::Writes, add_entry)
        .post("/handbook/collections/{collection}/changes", Right::Writes, change)
}

#[derive(Template)]
#[template(path = "collection/list.html")]
struct ListPage {
    frame: Frame,
    collections: Vec<Collection>,
    communities: Vec<(String, String)>,
    form: Form,
    check: Check,
    once: String,
}

impl ListPage {
    fn nav(&self) -> String {
        handbook::nav("collections")
    }

    fn about(&self, it: &Collection) -> String {
        let entries = base::text::count(it.entries, "entry", "entries");
        match &it.made_by {
            Some((_, by)) => format!("{entries}, put together by {by}. {}", it.purpose),
            None => format!("{entries}. {}", it.purpose),
        }
    }
}

/// The communities that one may choose, by name; everyone first.
pub(crate) fn choices(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    let mut all = vec![(String::new(), "Everyone".to_owned())];
    for kind in [CommunityKind::Practice, CommunityKind::Interest] {
        let some = community::list(conn, kind, None, Limit::of(Some(100)))?.items;
        all.extend(some.into_iter().map(|it| (it.id.to_string(), it.name)));
    }
    Ok(all)
}

async fn show_list(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    Ok(Page::of(list_page(&app, &asker, (Form::default(), Check::new()))?))
}

fn list_page(app: &App, asker: &Asker, (form, check): (Form, Check)) -> Result<ListPage, Fault> {
    let once = app.act(asker.actor()).new_secret();
    let frame = asker.frame("Handbook");
    let (collections, communities) = app.read(|conn| Ok::<_, StoreError>((list(conn, SHOWN)?, choices(conn)?)))?;
    Ok(ListPage { frame, collections, communities, form, check, once })
}

/// The community that a form names; empty for everyone.
pub(crate) fn community_of(form: &Form) -> Result<Option<CommunityId>, Refusal> {
    match form.text("community") {
        "" => Ok(None),
        word => word.parse().map(Some).map_err(|_| Refusal::field("community", "Choose one that is there")),
    }
}

async fn make_one(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "collection.make"), move |tx| {
            let (title, purpose) = (typed.text("title").into(), typed.text("purpose").into());
            let slug = make(tx, &act, &Make { title, purpose, community: community_of(&typed)? })?;
            Ok::<_, Refusal>(Reply::see(format!("/handbook/collections/{slug}")))
        })
        .await;
    web::answer(outcome, |check| list_page(&app, &asker, (form, check)))
}

#[derive(Template)]
#[template(path = "collection/show.html")]
struct ShowPage {
    frame: Frame,
    it: Collection,
    entries: Vec<Entry>,
    may_change: bool,
    form: Form,
    check: Check,
    once: String,
}

impl ShowPage {
    fn for_whom(&self) -> String {
        self.it.community.as_ref().map_or_else(|| "For everyone".into(), |(_, name)| format!("For {name}"))
    }
}

async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(page(&app, &asker, &slug, (Form::default(), Check::new()))?))
}

fn page(app: &App, asker: &Asker, slug: &str, (form, check): (Form, Check)) -> Result<ShowPage, Fault> {
    let once = app.act(asker.actor()).new_secret();
    let page = app.read(|conn| {
        let Some(it) = find_by_slug(conn, slug)? else { return Ok::<_, StoreError>(None) };
        let lineage =
            it.community.as_ref().map(|(id, _)| community::lineage(conn, *id)).transpose()?.unwrap_or_default();
        let made_by = it.made_by.as_ref().map(|(id, _)| *id);
        let may_change = it.ended_at.is_none() && may_change(asker.actor(), made_by, &lineage);
        let entries = entries(conn, it.id)?;
        Ok(Some(ShowPage { frame: asker.frame("Handbook"), it, entries, may_change, form, check, once }))
    })?;
    page.ok_or(Fault::NotFound)
}

async fn add_entry(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?;
    let input = AddEntry {
        collection: it.id,
        what: form.text("what").into(),
        title: form.text("title").into(),
        reason: form.text("reason").into(),
    };
    let act = app.act(asker.actor());
    let outcome = app
        .write_once(form.once(&asker, "collection.add"), move |tx| {
            add(tx, &act, &input)?;
            Ok::<_, Refusal>(Reply::see(it.url()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

/// `what`: `out`, `up`, `down` of an `entry`, or `end` of the whole.
async fn change(State(app): State<App>, asker: Asker, Path(slug): Path<String>, form: Form) -> Result<Response, Fault> {
    let it = app.read(|conn| find_by_slug(conn, &slug))?.ok_or(Fault::NotFound)?;
    let (act, there) = (app.act(asker.actor()), it.url());
    let (what, entry) = (form.text("what").to_owned(), form.parsed::<EntryId>("entry"));
    app.write(move |tx| match (what.as_str(), entry) {
        ("end", _) => end(tx, &act, it.id),
        ("out", Some(entry)) => take_out(tx, &act, it.id, entry),
        ("up", Some(entry)) => shift(tx, &act, it.id, entry, Turn::Up),
        ("down", Some(entry)) => shift(tx, &act, it.id, entry, Turn::Down),
        _ => Err(Refusal::Missing("change")),
    })
    .await?;
    Ok(web::see(&there).into_response())
}

fn sample(ended: bool) -> Collection {
    Collection {
        id: super::CollectionId(base::Uuid::from_u128(1)),
        slug: "first-steps".into(),
        title: "First <steps>".into(),
        purpose: "What to read before you buy".into(),
        community: None,
        made_at: base::Moment::default(),
        made_by: Some((base::PersonId(base::Uuid::from_u128(2)), "Ada & Bo".into())),
        ended_at: ended.then(base::Moment::default),
        entries: 2,
    }
}

impl Sample for ListPage {
    fn samples() -> Vec<Self> {
        let mut flawed = Check::new();
        flawed.add("title", "Write a title");
        let view = |collections, check| ListPage {
            frame: Frame::sample("Handbook"),
            collections,
            communities: vec![(String::new(), "Everyone".into())],
            form: Form::default(),
            check,
            once: "once".into(),
        };
        vec![view(vec![sample(false)], Check::new()), view(vec![], flawed)]
    }
}
web::sample!(ListPage);

impl Sample for ShowPage {
    fn samples() -> Vec<Self> {
        let entry = |page: Option<i64>, is_retired| Entry {
            id: EntryId(base::Uuid::from_u128(page.unwrap_or(0) as u128)),
            page,
            title: "Ask <early>".into(),
            url: page.map_or_else(|| "https://example.org/?a=1&b=2".into(), knowledge::page::url),
            reason: "It saved us <a year>".into(),
            is_retired,
        };
        let view = |entries, may_change, ended| ShowPage {
            frame: Frame::sample("Handbook"),
            it: sample(ended),
            entries,
            may_change,
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        };
        vec![
            view(vec![entry(Some(31), false), entry(Some(32), true), entry(None, false)], true, false),
            view(vec![], false, true),
        ]
    }
}
web::sample!(ShowPage);
