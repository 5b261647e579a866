//! The editor: a title, the text, why, and beside it how it will look.

use super::look::{Look, look};
use super::typed::{Open, Typed};
use crate::adaptation::Source;
use crate::draft::{self, DraftId};
use crate::handbook::{self, Choice};
use crate::page::{self, Summary, publish};
use crate::revision;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use store::Conn;
use web::{App, Asker, Check, Fault, Frame, Page, Sample};

/// Words above the editor: kind of the banner, what is said first, the rest.
pub(super) type Note = (&'static str, String, String);

#[derive(Template)]
#[template(path = "draft/editor.html")]
pub(super) struct Editor {
    frame: Frame,
    open: Open,
    typed: Typed,
    choices: Vec<Choice>,
    look: Look,
    /// What the draft was begun from, in words.
    source: Option<String>,
    note: Option<Note>,
    check: Check,
    once: String,
}

impl Editor {
    fn heading(&self) -> String {
        match &self.open {
            Open::Page(page) => format!("Change {}", page.reference()),
            _ => "Write a page".into(),
        }
    }

    fn trail(&self) -> Vec<(String, String)> {
        let mut trail = vec![("/handbook".to_owned(), "Handbook".to_owned())];
        match &self.open {
            Open::Page(page) => trail.push((page.url(), page.title.clone())),
            _ => trail.push(("/handbook/drafts".into(), "Your drafts".into())),
        }
        trail
    }

    fn page(&self) -> Option<&Summary> {
        match &self.open {
            Open::Page(page) => Some(page),
            _ => None,
        }
    }

    fn script(&self) -> &'static str {
        web::assets::address(web::assets::Asset::Write)
    }

    fn back(&self) -> String {
        self.page().map_or_else(|| "/handbook".into(), Summary::url)
    }

    fn may_write(&self) -> bool {
        self.page().is_some() || !self.choices.is_empty()
    }
}

/// The editor with what was typed.
pub(super) fn page(
    app: &App,
    asker: &Asker,
    (open, typed): (Open, Typed),
    (note, check): (Option<Note>, Check),
) -> Result<Editor, Fault> {
    let (choices, look, source) = app.read(|conn| {
        let choices = match open {
            Open::Page(_) => Vec::new(),
            _ => handbook::choices(conn, asker.actor(), app.today())?,
        };
        let source = match (open.draft(), asker.person) {
            (Some(draft), Some(writer)) => draft::begun_from(conn, writer, draft)?,
            _ => None,
        };
        let source = source.map(|it| named(conn, it)).transpose()?;
        Ok::<_, Fault>((choices, look(app, conn, asker, &open, &typed)?, source))
    })?;
    let once = app.act(asker.actor()).new_secret();
    Ok(Editor { frame: asker.frame("Handbook"), open, typed, choices, look, source, note, check, once })
}

fn named(conn: &mut Conn, source: Source) -> Result<String, store::StoreError> {
    Ok(match source {
        Source::Outside(it) => it.title,
        Source::Page { page, version } => match page::find(conn, page)? {
            Some(it) => format!("{}, version {version}", it.summary.reference()),
            None => "a page".into(),
        },
    })
}

#[derive(Default, serde::Deserialize)]
pub struct Asked {
    /// The handbook's name.
    #[serde(default, rename = "in")]
    within: String,
    /// The number of the page to stand under.
    #[serde(default)]
    under: String,
    #[serde(default)]
    title: String,
}

/// `GET /handbook/new?in=NAME&under=31&title=…`
pub async fn new(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let under = asked.under.parse::<i64>().ok().map(page::reference).unwrap_or_default();
    let typed = Typed { shelf: asked.within, under, title: asked.title, ..Typed::default() };
    Ok(Page::of(page(&app, &asker, (Open::New, typed), (None, Check::new()))?))
}

/// `GET /handbook/drafts/{draft}`: one's own.
pub async fn open(State(app): State<App>, asker: Asker, Path(id): Path<DraftId>) -> Result<Response, Fault> {
    let kept = app.read(|conn| kept(conn, &asker, id))?;
    let (open, typed) = match kept {
        Kept::OfPage(address) => return Ok(web::see(&address)),
        Kept::New(typed) => (Open::Kept(id), typed),
    };
    Ok(Page::of(page(&app, &asker, (open, typed), (None, Check::new()))?).into_response())
}

enum Kept {
    /// It changes a page, whose editor has this address.
    OfPage(String),
    New(Typed),
}

fn kept(conn: &mut Conn, asker: &Asker, id: DraftId) -> Result<Kept, Fault> {
    let writer = asker.person.ok_or(Fault::NotFound)?;
    let draft = draft::find(conn, writer, id)?.ok_or(Fault::NotFound)?;
    if let Some(page) = draft.page {
        let it = page::find(conn, page)?.ok_or(Fault::NotFound)?;
        return Ok(Kept::OfPage(format!("{}/edit", it.summary.url())));
    }
    Ok(Kept::New(Typed::of_draft(conn, &draft)?))
}

/// The page that somebody wants to change.
pub(super) fn writable(conn: &mut Conn, asker: &Asker, segment: &str) -> Result<Summary, Fault> {
    let page = page::web::readable(conn, asker, segment)?.summary.id;
    Ok(publish::writable(conn, asker.actor(), page)?)
}

/// `GET /handbook/{number}/edit`: as one kept it, or as it is now.
pub async fn edit(State(app): State<App>, asker: Asker, Path(number): Path<String>) -> Result<Page, Fault> {
    let (it, typed, note) = app.read(|conn| {
        let it = writable(conn, &asker, &number)?;
        let writer = asker.person.ok_or(Fault::NotFound)?;
        if let Some(draft) = draft::of_page(conn, writer, it.id)? {
            let words = if draft.base_version == it.version {
                "Go on, or publish it."
            } else {
                "The page has changed since: when you publish, both are brought together."
            };
            let first = format!("This is your draft of {}.", draft.changed_at.day().long());
            return Ok((it, Typed::of_draft(conn, &draft)?, Some(("", first, words.to_owned()))));
        }
        let newest = revision::find_newest(conn, it.id)?.ok_or(Fault::NotFound)?;
        let body = base::text::clean(&newest.body);
        let typed = Typed { title: newest.summary.title, body, base: it.version, ..Typed::default() };
        Ok::<_, Fault>((it, typed, None))
    })?;
    Ok(Page::of(page(&app, &asker, (Open::Page(Box::new(it)), typed), (note, Check::new()))?))
}

impl Sample for Editor {
    fn samples() -> Vec<Self> {
        let editor = |open, typed, note, check| Editor {
            frame: Frame::sample("Handbook"),
            open,
            typed,
            choices: vec![("way".into(), "The way".into())],
            look: Look::sample(),
            source: Some("H 12, version 3".into()),
            note,
            check,
            once: "once".into(),
        };
        let typed = Typed { title: "Ask <early>".into(), body: "Words & more".into(), base: 9, ..Typed::default() };
        let mut check = Check::new();
        check.add("body", "Say it in a few words");
        let it = Open::Page(Box::new(Summary::sample()));
        let note: Note = ("", "Kim Wren published version 9.".into(), "Both are in the text below.".into());
        vec![
            editor(Open::New, Typed::default(), None, check),
            editor(it, typed, Some(note), Check::new()),
            Editor {
                choices: vec![],
                look: Look::default(),
                ..editor(Open::New, Typed::default(), None, Check::new())
            },
        ]
    }
}
web::sample!(Editor);
