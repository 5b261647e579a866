//! What something is about: a page's words at `/handbook/{number}/tags`; other rooms show the same for what is theirs.

use crate::page::publish::may_write;
use crate::page::web::{page_id, readable, trail};
use crate::page::{self, Summary};
use crate::refusal::Refusal;
use crate::vocabulary::{ConceptId, Shown, Subject, tag, tags_of, untag};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use store::{Conn, StoreError};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

/// What is tagged, as its page says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagging {
    pub subject: Subject,
    /// `H 31`
    pub reference: String,
    pub title: String,
    pub url: String,
    pub trail: Vec<(String, String)>,
    pub may_write: bool,
    /// The part of the site, for the head.
    pub section: &'static str,
}

#[derive(Template)]
#[template(path = "vocabulary/tags.html")]
pub struct TagsPage {
    frame: Frame,
    it: Tagging,
    tags: Vec<(Shown, bool)>,
    word: String,
    check: Check,
    once: String,
}

impl TagsPage {
    pub fn of(
        conn: &mut Conn,
        (app, asker): (&App, &Asker),
        it: Tagging,
        (form, check): (Form, Check),
    ) -> Result<Self, StoreError> {
        Ok(Self {
            frame: asker.frame(it.section),
            tags: tags_of(conn, it.subject)?,
            word: form.text("word").to_owned(),
            once: app.act(asker.actor()).new_secret(),
            it,
            check,
        })
    }
}

/// One word more, or with `concept` one word less; then back to the words of what stands at `url`.
pub async fn change_tags(
    (app, asker): (&App, &Asker),
    (subject, url): (Subject, String),
    form: &Form,
) -> Result<Reply, Refusal> {
    let (act, typed) = (app.act(asker.actor()), form.clone());
    app.write_once(form.once(asker, "tags"), move |tx| {
        match typed.parsed::<ConceptId>("concept") {
            Some(concept) => untag(tx, &act, subject, concept)?,
            None => tag(tx, &act, subject, typed.text("word")).map(drop)?,
        }
        Ok::<_, Refusal>(Reply::see(format!("{url}/tags")))
    })
    .await
}

fn view(app: &App, asker: &Asker, number: &str, typed: (Form, Check)) -> Result<TagsPage, Fault> {
    app.read(|conn| {
        let page = readable(conn, asker, number)?.summary;
        let mut trail = trail(conn, &page)?;
        trail.push((page.url(), page.title.clone()));
        let may_write = page.retired_at.is_none() && may_write(conn, asker.actor(), &page)?;
        Ok(TagsPage::of(conn, (app, asker), tagging(page, trail, may_write), typed)?)
    })
}

fn tagging(page: Summary, trail: Vec<(String, String)>, may_write: bool) -> Tagging {
    let subject = Subject::Page(page.id);
    let (reference, url) = (page.reference(), page.url());
    Tagging { subject, reference, title: page.title, url, trail, may_write, section: "Handbook" }
}

/// `GET /handbook/{number}/tags`
pub async fn show(State(app): State<App>, asker: Asker, Path(number): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &number, (Form::default(), Check::new()))?))
}

/// `POST /handbook/{number}/tags`
pub async fn send(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let url = page::url(page::web::number_of(&number)?);
    let outcome = change_tags((&app, &asker), (Subject::Page(page), url), &form).await;
    web::answer(outcome, |check| view(&app, &asker, &number, (form, check)))
}

impl Sample for TagsPage {
    fn samples() -> Vec<Self> {
        let word = |number, label: &str| Shown {
            id: base::Uuid::from_u128(number as u128).into(),
            number,
            label: label.into(),
        };
        let view = |tags, may_write, check| TagsPage {
            frame: Frame::sample("Handbook"),
            it: tagging(Summary::sample(), vec![("/handbook".into(), "Handbook".into())], may_write),
            tags,
            word: "User <research>".into(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("word", "Say it in a few words");
        vec![
            view(vec![(word(1, "House <home>"), false), (word(2, "Home"), true)], true, check),
            view(vec![], false, Check::new()),
        ]
    }
}
web::sample!(TagsPage);
