//! `/handbook/resources` and `/handbook/resources/{resource}`.

use super::change::may_change;
use super::{Form as Kind, Resource, ResourceId, Told, add, change, end, find_by_number, list};
use crate::handbook;
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::Limit;
use directory::community::{self, CommunityKind};
use store::{Conn, StoreError};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};

const SHOWN: i64 = 50;

pub fn doors(room: Room) -> Room {
    room.place("resource", "1")
        .get("/handbook/resources", Right::SignedIn, show_list)
        .post("/handbook/resources", Right::Writes, add_one)
        .get("/handbook/resources/{resource}", Right::SignedIn, show)
        .post("/handbook/resources/{resource}", Right::Writes, change_one)
}

#[derive(Template)]
#[template(path = "resource/list.html")]
struct ListPage {
    frame: Frame,
    resources: Vec<Resource>,
    /// Those before this number stand on the next page.
    next: Option<i64>,
    communities: Vec<(String, String)>,
    form: Form,
    check: Check,
    once: String,
}

#[derive(Template)]
#[template(path = "resource/show.html")]
struct ShowPage {
    frame: Frame,
    it: Resource,
    may_change: bool,
    communities: Vec<(String, String)>,
    form: Form,
    check: Check,
    once: String,
}

fn kinds() -> Vec<(&'static str, &'static str)> {
    Kind::ALL.iter().map(|it| (it.word(), it.label())).collect()
}

impl ListPage {
    fn nav(&self) -> String {
        handbook::nav("resources")
    }

    fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        kinds()
    }

    fn next_address(&self) -> String {
        self.next.map(|below| format!("/handbook/resources?before={below}")).unwrap_or_default()
    }

    fn about(&self, it: &Resource) -> String {
        let maker = it.maker.as_ref().map(|maker| format!(" by {maker}")).unwrap_or_default();
        format!("{}{maker}. {}", it.form.label(), base::text::shorten(&it.applies, 200))
    }
}

impl ShowPage {
    fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        kinds()
    }

    /// What was typed, or what stands.
    fn value(&self, field: &str) -> String {
        if self.form.has("title") {
            return self.form.text(field).to_owned();
        }
        match field {
            "title" => self.it.title.clone(),
            "maker" => self.it.maker.clone().unwrap_or_default(),
            "address" => self.it.address.clone().unwrap_or_default(),
            "applies" => self.it.applies.clone(),
            "kind" => self.it.form.word().into(),
            "community" => self.it.community.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn about(&self) -> String {
        let by = self.it.added_by.as_ref().map(|(_, name)| format!(" by {name}")).unwrap_or_default();
        format!("Added{by} on {}", self.it.added_at.day().long())
    }
}

fn communities(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    let all = community::list(conn, CommunityKind::Practice, None, Limit::of(Some(100)))?.items;
    let named = all.into_iter().map(|it| (it.id.to_string(), it.name));
    Ok(std::iter::once((String::new(), "Everyone".to_owned())).chain(named).collect())
}

#[derive(Default, serde::Deserialize)]
struct Asked {
    before: Option<i64>,
}

async fn show_list(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    Ok(Page::of(list_page(&app, &asker, asked.before, (Form::default(), Check::new()))?))
}

fn list_page(app: &App, asker: &Asker, before: Option<i64>, (form, check): (Form, Check)) -> Result<ListPage, Fault> {
    let (frame, once) = (asker.frame("Handbook"), app.act(asker.actor()).new_secret());
    app.read(|conn| {
        let mut resources = list(conn, before, SHOWN + 1)?;
        let has_more = resources.len() as i64 > SHOWN;
        resources.truncate(SHOWN as usize);
        let next = resources.last().filter(|_| has_more).map(|it| it.number);
        let communities = communities(conn)?;
        Ok::<_, Fault>(ListPage { frame, resources, next, communities, form, check, once })
    })
}

fn told(form: &Form) -> Result<Told, Refusal> {
    let unknown = |_| Refusal::field("community", "Choose one that is there");
    let community = Some(form.text("community")).filter(|id| !id.is_empty());
    Ok(Told {
        form: Kind::from_word(form.text("kind")).unwrap_or(Kind::Post),
        title: form.text("title").into(),
        maker: form.text("maker").into(),
        address: form.text("address").into(),
        applies: form.text("applies").into(),
        community: community.map(str::parse).transpose().map_err(unknown)?,
    })
}

async fn add_one(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "resource.add"), move |tx| {
            let number = add(tx, &act, &told(&typed)?)?;
            Ok::<_, Refusal>(Reply::see(format!("/handbook/resources/{number}")))
        })
        .await;
    web::answer(outcome, |check| list_page(&app, &asker, None, (form, check)))
}

async fn show(State(app): State<App>, asker: Asker, Path(number): Path<i64>) -> Result<Page, Fault> {
    Ok(Page::of(page(&app, &asker, number, (Form::default(), Check::new()))?))
}

fn page(app: &App, asker: &Asker, number: i64, (form, check): (Form, Check)) -> Result<ShowPage, Fault> {
    let (frame, once) = (asker.frame("Handbook"), app.act(asker.actor()).new_secret());
    let page = app.read(|conn| {
        let Some(it) = find_by_number(conn, number)? else { return Ok::<_, StoreError>(None) };
        let may_change = may_change(asker.actor(), &it);
        let communities = if may_change { communities(conn)? } else { Vec::new() };
        Ok(Some(ShowPage { frame, it, may_change, communities, form, check, once }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `what` is `change` or `end`.
async fn change_one(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<i64>,
    form: Form,
) -> Result<Response, Fault> {
    let id: ResourceId = app.read(|conn| find_by_number(conn, number))?.ok_or(Fault::NotFound)?.id;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "resource.change"), move |tx| {
            match typed.text("what") {
                "end" => end(tx, &act, id, typed.text("why"))?,
                _ => change(tx, &act, id, &told(&typed)?)?,
            }
            Ok::<_, Refusal>(Reply::see(format!("/handbook/resources/{number}")))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, number, (form, check)))
}

fn sample(ended: bool) -> Resource {
    Resource {
        id: ResourceId(base::Uuid::from_u128(1)),
        number: 1,
        form: Kind::Book,
        title: "Good <services>".into(),
        maker: Some("Somebody & Co".into()),
        address: Some("https://example.org/?a=1&b=2".into()),
        applies: "Chapter <3> before a discovery".into(),
        community: None,
        added_at: base::Moment::default(),
        added_by: Some((base::PersonId(base::Uuid::from_u128(2)), "Ada".into())),
        changed_at: base::Moment::default(),
        ended: ended.then(|| "A newer <edition> is out".into()),
    }
}

impl Sample for ListPage {
    fn samples() -> Vec<Self> {
        let mut flawed = Check::new();
        flawed.add("applies", "Say how it applies here");
        let view = |resources, next, check| ListPage {
            frame: Frame::sample("Handbook"),
            resources,
            next,
            communities: vec![(String::new(), "Everyone".into())],
            form: Form::default(),
            check,
            once: "once".into(),
        };
        vec![view(vec![sample(false)], Some(1), Check::new()), view(vec![], None, flawed)]
    }
}
web::sample!(ListPage);

impl Sample for ShowPage {
    fn samples() -> Vec<Self> {
        let view = |ended, may_change| ShowPage {
            frame: Frame::sample("Handbook"),
            it: sample(ended),
            may_change,
            communities: vec![(String::new(), "Everyone".into())],
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        };
        vec![view(false, true), view(true, false)]
    }
}
web::sample!(ShowPage);
