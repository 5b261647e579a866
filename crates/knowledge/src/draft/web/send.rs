//! What the editor's buttons do: show, keep, publish, and bring two versions together.

use super::editor::{Note, page, writable};
use super::merging::{Merging, chosen};
use super::typed::{Open, Typed};
use crate::draft::{self, DraftId, Keep, Place, Publish};
use crate::merge::three_way;
use crate::page;
use crate::refusal::Refusal;
use crate::revision::{self, Revision};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::Act;
use store::{Conn, Tx};
use web::{App, Asker, Check, Fault, Form, Page, Reply};

/// `POST /handbook/new`
pub async fn send_new(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    sent(app, asker, Open::New, form).await
}

/// `POST /handbook/drafts/{draft}`
pub async fn send_draft(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<DraftId>,
    form: Form,
) -> Result<Response, Fault> {
    let writer = asker.person.ok_or(Fault::NotFound)?;
    let known = app.read(|conn| draft::find(conn, writer, id))?;
    // Published or thrown away in another window: what was typed here is still a page.
    let open = if known.is_some() { Open::Kept(id) } else { Open::New };
    sent(app, asker, open, form).await
}

/// `POST /handbook/{number}/edit`
pub async fn send(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| writable(conn, &asker, &number))?;
    sent(app, asker, Open::Page(Box::new(it)), form).await
}

async fn sent(app: App, asker: Asker, open: Open, form: Form) -> Result<Response, Fault> {
    let typed = Typed::of_form(&form);
    match form.text("do") {
        "preview" => Ok(Page::of(page(&app, &asker, (open, typed), (None, Check::new()))?).into_response()),
        "keep" => keep(app, asker, open, typed).await,
        "merge" => merged(&app, &asker, open, typed, &form),
        _ => publish(app, asker, open, typed, &form).await,
    }
}

async fn keep(app: App, asker: Asker, open: Open, typed: Typed) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let (draft, its, kept) = (open.draft(), open.clone(), typed.clone());
    let outcome = app
        .write(move |tx| {
            let place = its.place(tx, &kept)?;
            let (title, why, body) = (kept.title.clone(), kept.why.clone(), kept.body.clone());
            draft::keep(tx, &act, Keep { draft, place, title, why, body })
        })
        .await;
    match outcome {
        Ok(_) => Ok(web::see("/handbook/drafts?kept=1")),
        Err(refusal) => again(&app, &asker, (open, typed), refusal),
    }
}

async fn publish(app: App, asker: Asker, open: Open, typed: Typed, form: &Form) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let (its, words) = (open.clone(), typed.clone());
    let outcome = app
        .write_once(form.once(&asker, "page.publish"), move |tx| {
            let place = its.place(tx, &words)?;
            let done = published(tx, &act, (&its, place), &words)?;
            Ok::<_, Refusal>(Reply::see(page::url(done.number)))
        })
        .await;
    match outcome {
        Ok(reply) => Ok(reply.into_response()),
        Err(Refusal::Overtaken { now }) => overtaken(&app, &asker, open, typed, now),
        Err(refusal) => again(&app, &asker, (open, typed), refusal),
    }
}

fn published(
    tx: &mut Tx<'_>,
    act: &Act,
    (open, place): (&Open, Place),
    typed: &Typed,
) -> Result<page::Published, Refusal> {
    let (title, why, body) = (typed.title.clone(), typed.why.clone(), typed.body.clone());
    draft::publish(tx, act, Publish { draft: open.draft(), place, title, why, body })
}

/// The editor again, with what is wrong at its field.
fn again(app: &App, asker: &Asker, (open, typed): (Open, Typed), refusal: Refusal) -> Result<Response, Fault> {
    match Fault::from(refusal) {
        Fault::Invalid(check) => Ok(Page::flawed(page(app, asker, (open, typed), (None, check))?).into_response()),
        Fault::Conflict(words) => {
            let note: Note = ("lost", "It was not published.".into(), format!("{}.", words.trim_end_matches('.')));
            Ok(Page::flawed(page(app, asker, (open, typed), (Some(note), Check::new()))?).into_response())
        }
        other => Err(other),
    }
}

/// The version that a writer began from, and the one that was saved since.
fn both(conn: &mut Conn, open: &Open, base: i64, now: i64) -> Result<(Revision, Revision), Fault> {
    let Open::Page(it) = open else { return Err(Fault::NotFound) };
    let base = revision::find(conn, it.id, base)?.ok_or(Fault::NotFound)?;
    let now = revision::find(conn, it.id, now)?.ok_or(Fault::NotFound)?;
    Ok((base, now))
}

/// Somebody saved a version meanwhile. What does not clash is brought together at once; what clashes is asked.
fn overtaken(app: &App, asker: &Asker, open: Open, typed: Typed, now: i64) -> Result<Response, Fault> {
    let (base, theirs) = app.read(|conn| both(conn, &open, typed.base, now))?;
    let merged = three_way(&base.body, &typed.body, &theirs.body);
    if merged.clashes().next().is_some() {
        return Ok(Page::flawed(Merging::of(asker, (open, typed), &theirs, &merged)).into_response());
    }
    let places = base::text::count(merged.changed_by_them() as i64, "place", "places");
    let rest = format!("They changed {places} that you did not. Both are in the text below: look it over and publish.");
    let typed = Typed { body: merged.text(&[]), base: now, ..typed };
    Ok(Page::flawed(page(app, asker, (open, typed), (Some(note_of(&theirs, rest)), Check::new()))?).into_response())
}

fn note_of(theirs: &Revision, rest: String) -> Note {
    let it = &theirs.summary;
    ("", format!("{} published version {} while you were writing.", it.author, it.version), rest)
}

/// The clashes were decided: the editor with the one text.
fn merged(app: &App, asker: &Asker, open: Open, typed: Typed, form: &Form) -> Result<Response, Fault> {
    let now = form.parsed("now").ok_or(Fault::NotFound)?;
    let (base, theirs) = app.read(|conn| both(conn, &open, typed.base, now))?;
    let merged = three_way(&base.body, &typed.body, &theirs.body);
    let body = merged.text(&chosen(form, merged.clashes().count()));
    let typed = Typed { body, base: now, ..typed };
    let note = note_of(&theirs, "This is both, as you decided: look it over and publish.".into());
    Ok(Page::of(page(app, asker, (open, typed), (Some(note), Check::new()))?).into_response())
}
