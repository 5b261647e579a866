//! `/handbook/questions/new`: pages and questions that may answer it already stand before it is asked.

use crate::page;
use crate::question::{self, Ask, KIND};
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Viewer};
use search::Statement;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

const ALIKE: usize = 5;
const LIKELY: f32 = 0.3;

#[derive(Template)]
#[template(path = "question/ask.html")]
struct AskPage {
    frame: Frame,
    form: Form,
    communities: Vec<(String, String)>,
    /// Reference, title and address of what may answer it.
    alike: Vec<(String, String, String)>,
    check: Check,
    once: String,
}

impl AskPage {
    fn wants_page(&self) -> bool {
        self.form.text("kind") == "page"
    }

    fn heading(&self) -> &'static str {
        if self.wants_page() { "Which page is missing?" } else { "What do you want to know?" }
    }
}

fn view(app: &App, asker: &Asker, form: Form, check: Check) -> Result<AskPage, Fault> {
    let communities = app.read(|conn| {
        let all = directory::community::list_all(conn, None, base::Limit::of(Some(200)))?.items;
        let open = all.into_iter().filter(|it| it.closed_on.is_none());
        let named = open.map(|it| (it.id.to_string(), it.name));
        Ok::<_, Fault>(std::iter::once((String::new(), "Everybody".to_owned())).chain(named).collect())
    })?;
    let alike = alike(app, asker, form.text("title"))?;
    let once = app.act(asker.actor()).new_secret();
    Ok(AskPage { frame: asker.frame("Handbook"), form, communities, alike, check, once })
}

fn alike(app: &App, asker: &Asker, title: &str) -> Result<Vec<(String, String, String)>, Fault> {
    if title.split_whitespace().count() < 2 {
        return Ok(Vec::new());
    }
    let viewer = Viewer::of(asker.actor());
    let kinds = [page::KIND, KIND];
    let statement = Statement { limit: ALIKE + 3, kinds: &kinds, with_model: false, ..Statement::new(title, &viewer) };
    let mut alike = Vec::new();
    for it in app.index.matches(&statement).into_iter().filter(|it| it.probability >= LIKELY).take(ALIKE) {
        // The tables are newer than the index.
        let still = app.read(|conn| match it.key.kind.as_str() {
            KIND => Ok::<_, Fault>(question::find(conn, it.key.id.into())?.is_some()),
            _ => Ok(page::is_read(conn, it.key.id.into())?),
        })?;
        if still {
            alike.push((it.reference, it.title, it.url));
        }
    }
    Ok(alike)
}

#[derive(Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    title: String,
}

/// `GET /handbook/questions/new?kind=page&title=…`
pub async fn new(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let form = Form::of(vec![("kind".into(), asked.kind), ("title".into(), asked.title)]);
    Ok(Page::of(view(&app, &asker, form, Check::new())?))
}

/// `POST /handbook/questions`: what may answer it is shown first; asked with `seen`, it is recorded.
pub async fn send(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    if !form.has("seen") && !alike(&app, &asker, form.text("title"))?.is_empty() {
        return Ok(Page::of(view(&app, &asker, form, Check::new())?).into_response());
    }
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "question.ask"), move |tx| {
            let it = Ask {
                title: typed.text("title").into(),
                body: typed.text("body").into(),
                community: typed.parsed::<CommunityId>("community"),
                wants_page: typed.text("kind") == "page",
            };
            let number = question::ask(tx, &act, &it)?;
            Ok::<_, Refusal>(Reply::see(question::url(number)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, form, check))
}

impl Sample for AskPage {
    fn samples() -> Vec<Self> {
        let view = |kind: &str, alike, check| AskPage {
            frame: Frame::sample("Handbook"),
            form: Form::of(vec![("kind".into(), kind.into()), ("title".into(), "Who <decides>?".into())]),
            communities: vec![(String::new(), "Everybody".into())],
            alike,
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("title", "Say it in a few words");
        let alike = vec![("H 31".to_owned(), "Ask <early>".to_owned(), "/handbook/31".to_owned())];
        vec![view("", alike, Check::new()), view("page", vec![], check)]
    }
}
web::sample!(AskPage);
