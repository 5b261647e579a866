//! `/handbook/{number}/source`: what the page was made from and how far behind it is; or the forms that say it.

use super::update::Change;
use crate::adaptation::{
    self, Adapted, Left, Name, Outside, Source, behind, decline, left, made_from, name, proposed_source,
};
use crate::page::publish::may_write;
use crate::page::web::{page_id, readable, sample_revision, trail};
use crate::page::{self, PageId, Summary};
use crate::refusal::Refusal;
use crate::revision;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Limit, Moment};
use store::Conn;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

/// So many versions are named; more are counted.
const VERSIONS: u32 = 50;

#[derive(Template)]
#[template(path = "adaptation/source.html")]
pub(super) struct SourcePage {
    frame: Frame,
    page: Summary,
    trail: Vec<(String, String)>,
    may_write: bool,
    adapted: Option<Adapted>,
    /// The source where it is a page here.
    from: Option<Summary>,
    behind: i64,
    /// Its versions since that changed words, the newest first.
    since: Vec<revision::Summary>,
    /// What there is to take in.
    pub(super) changes: Vec<Change>,
    /// What something outside says now, as it was typed; empty before that.
    pub(super) outside_now: Outside,
    left: Vec<Left>,
    made_from: Vec<(i64, String)>,
    /// Found in the texts: the page and its version.
    proposed: Option<(Summary, i64)>,
    pub(super) form: Form,
    pub(super) check: Check,
    once: String,
}

impl SourcePage {
    fn heading(&self) -> &'static str {
        if self.adapted.is_some() { "What it was made from" } else { "Was it made from something?" }
    }

    fn behind_in_words(&self) -> String {
        adaptation::behind_in_words(self.behind)
    }

    fn outside(&self) -> Option<&Outside> {
        match self.adapted.as_ref().map(|it| &it.source) {
            Some(Source::Outside(it)) => Some(it),
            _ => None,
        }
    }

    fn up_to(&self) -> i64 {
        match self.adapted.as_ref().map(|it| &it.source) {
            Some(Source::Page { version, .. }) => *version,
            _ => 0,
        }
    }

    fn looked_at(&self) -> String {
        format!("Version {}", self.up_to())
    }

    fn of_versions(&self) -> String {
        self.from.as_ref().map(|it| format!("of {}", it.version)).unwrap_or_default()
    }

    /// Why a change is left out, as typed.
    fn why(&self, change: &usize) -> String {
        self.form.text(&format!("why-{change}")).to_owned()
    }

    fn compared(&self) -> String {
        let it = self.from.as_ref();
        it.map(|it| format!("{}/compare?from={}&to={}", it.url(), self.up_to(), it.version)).unwrap_or_default()
    }

    /// As typed, else as it was proposed.
    fn typed(&self, field: &str) -> String {
        match (&self.proposed, field) {
            _ if self.form.has(field) => self.form.text(field).to_owned(),
            (Some((it, _)), "source") => it.reference(),
            (Some((_, version)), "version") => version.to_string(),
            _ => String::new(),
        }
    }

    fn by(&self, it: &Left) -> String {
        it.by.clone().unwrap_or_else(|| "Somebody".into())
    }
}

pub(super) fn view(
    app: &App,
    asker: &Asker,
    number: &str,
    (form, check, outside_now): (Form, Check, Outside),
) -> Result<SourcePage, Fault> {
    app.read(|conn| {
        let page = readable(conn, asker, number)?.summary;
        let id = page.id;
        let mut trail = trail(conn, &page)?;
        trail.push((page.url(), page.title.clone()));
        let outside = Some(outside_now.clone()).filter(|it| !it.text.is_empty());
        let update = adaptation::update(conn, id, None, outside)?;
        let changes = update.as_ref().map(|it| Change::all(&it.merged)).unwrap_or_default();
        let adapted = update.map(|it| it.adapted);
        let (from, behind, since) = match adapted.as_ref().map(|it| &it.source) {
            Some(Source::Page { page, version }) => {
                (shown(conn, asker, *page)?, behind(conn, *page, *version)?, since(conn, *page, *version)?)
            }
            _ => (None, 0, Vec::new()),
        };
        let proposed = match (&adapted, proposed_source(conn, id)?) {
            (None, Some((source, version))) => shown(conn, asker, source)?.map(|it| (it, version)),
            _ => None,
        };
        Ok(SourcePage {
            frame: asker.frame("Handbook"),
            may_write: page.retired_at.is_none() && may_write(conn, asker.actor(), &page)?,
            left: left(conn, id)?,
            made_from: made_from(conn, id)?,
            once: app.act(asker.actor()).new_secret(),
            page,
            trail,
            adapted,
            from,
            behind,
            since,
            changes,
            outside_now,
            proposed,
            form,
            check,
        })
    })
}

fn shown(conn: &mut Conn, asker: &Asker, page: PageId) -> Result<Option<Summary>, Fault> {
    Ok(page::find(conn, page)?.map(|it| it.summary).filter(|it| page::policy::may_read(asker.actor(), it)))
}

fn since(conn: &mut Conn, source: PageId, version: i64) -> Result<Vec<revision::Summary>, Fault> {
    let newest = revision::list(conn, source, i64::MAX, Limit::of(Some(200)))?.items;
    let said = newest.into_iter().filter(|it| it.version > version && it.words_changed);
    Ok(said.take(VERSIONS as usize).collect())
}

/// `GET /handbook/{number}/source`
pub async fn show(State(app): State<App>, asker: Asker, Path(number): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &number, (Form::default(), Check::new(), Outside::default()))?))
}

/// `POST /handbook/{number}/source`: a page here by its number, or something outside.
pub async fn name_it(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "page.source"), move |tx| {
            let source = source(tx, &typed)?;
            let done = name(tx, &act, Name { page, source, changed: typed.text("changed").into() })?;
            Ok::<_, Refusal>(Reply::see(format!("{}/source", page::url(done))))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &number, (form, check, Outside::default())))
}

fn source(conn: &mut Conn, form: &Form) -> Result<Source, Refusal> {
    if form.text("kind") == "outside" {
        let text = |name| form.text(name);
        return Ok(Source::Outside(adaptation::outside(
            text("title"),
            text("address"),
            text("revision"),
            text("text"),
        )?));
    }
    let unknown = || Refusal::field("source", "Write a page’s number as H 31");
    let number = page::typed_number(form.text("source")).ok_or_else(unknown)?;
    let it = page::find_by_number(conn, number)?.ok_or_else(unknown)?.summary;
    let version = match form.text("version").trim() {
        "" => it.version,
        typed => {
            typed.parse().map_err(|_| Refusal::field("version", "Write a version as a number, or leave it empty"))?
        }
    };
    Ok(Source::Page { page: it.id, version })
}

/// `POST /handbook/{number}/source/refusal`: what was proposed is not its source.
pub async fn decline_it(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let source: PageId = form.parsed("source").ok_or(Fault::NotFound)?;
    let act = app.act(asker.actor());
    app.write(move |tx| decline(tx, &act, page, source)).await?;
    Ok(web::see("/handbook/adaptations"))
}

impl Sample for SourcePage {
    fn samples() -> Vec<Self> {
        let page = Summary::sample();
        let adapted = |source| Adapted {
            page: Summary::sample().id,
            source,
            changed: "Our words for <roles>.".into(),
            named_at: Moment::default(),
            named_by: Some("Efua Tallow".into()),
        };
        let left = Left {
            at: Moment::default(),
            by: None,
            source_version: Some(7),
            theirs: "Ask <the board>.".into(),
            why: "We have no board & never will.".into(),
        };
        let view = |adapted: Option<Adapted>, from: Option<Summary>, changes: Vec<Change>| SourcePage {
            frame: Frame::sample("Handbook"),
            trail: vec![("/handbook".into(), "Handbook".into())],
            may_write: true,
            behind: i64::from(from.is_some()) * 2,
            since: vec![sample_revision()],
            outside_now: Outside::default(),
            left: vec![left.clone()],
            made_from: vec![(64, "Another <page>".into())],
            proposed: None,
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
            page: page.clone(),
            adapted,
            from,
            changes,
        };
        let outside = Outside {
            title: "A <book>".into(),
            address: Some("https://example.org/book".into()),
            revision: Some("2nd edition".into()),
            text: "Old words.".into(),
        };
        let source = Source::Page { page: page.id, version: 3 };
        let mut wrong = view(None, None, vec![]);
        wrong.check.add("changed", "Say what is changed from the source, and why");
        wrong.proposed = Some((page.clone(), 2));
        vec![
            view(Some(adapted(source.clone())), Some(page.clone()), Change::samples()),
            SourcePage { may_write: false, behind: 0, ..view(Some(adapted(source)), Some(page.clone()), vec![]) },
            view(Some(adapted(Source::Outside(outside))), None, Change::samples()),
            wrong,
        ]
    }
}
web::sample!(SourcePage);
