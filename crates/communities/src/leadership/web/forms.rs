//! What is sent from the page of leadership.

use super::page;
use crate::asked::{self, day};
use crate::leadership::activity::{self, ActivityId, Character, HandOverId, Part, Rhythm};
use crate::leadership::load::{self, Give};
use crate::refusal::Refusal;
use axum::extract::{Path, State};
use axum::response::Response;
use base::PersonId;
use web::{App, Asker, Fault, Form, Reply};

fn there(slug: &str) -> String {
    format!("/communities/{slug}/leadership")
}

/// Nobody where nothing was chosen.
fn person(form: &Form, field: &'static str) -> Result<Option<PersonId>, Refusal> {
    match form.text(field).trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refusal::field(field, "Choose somebody from the list")),
    }
}

/// `POST /communities/{slug}/activities`
pub async fn add(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    let (act, there, typed) = (app.act(asker.actor()), there(&slug), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "activity.add"), move |tx| {
            let hours = typed.text("hours").trim().replace(',', ".").parse().unwrap_or(f64::NAN);
            let first_on = Some(typed.text("first_on")).filter(|on| !on.trim().is_empty());
            let input = activity::Add {
                community,
                name: typed.text("name").into(),
                hours,
                character: Character::from_word(typed.text("character")).unwrap_or(Character::Shared),
                rhythm: Rhythm::from_word(typed.text("rhythm")).unwrap_or(Rhythm::None),
                first_on: first_on.map(|on| day("first_on", on)).transpose()?,
                from: None,
                owners: person(&typed, "owner")?.into_iter().collect(),
                deputies: person(&typed, "deputy")?.into_iter().collect(),
            };
            activity::add(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

/// `POST /communities/{slug}/activities/{activity}/hand-overs`
pub async fn ask(
    State(app): State<App>,
    asker: Asker,
    Path((slug, activity)): Path<(String, ActivityId)>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, there, typed) = (app.act(asker.actor()), there(&slug), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "hand_over.ask"), move |tx| {
            let on = Some(typed.text("on")).filter(|on| !on.trim().is_empty());
            let to = person(&typed, "to")?.ok_or_else(|| Refusal::field("to", "Choose somebody"))?;
            let input = activity::Ask {
                activity,
                to,
                part: Part::from_word(typed.text("part")).unwrap_or(Part::Deputy),
                from: person(&typed, "from")?,
                on: on.map(|on| day("on", on)).transpose()?,
            };
            activity::ask(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

/// `POST /communities/{slug}/hand-overs/{hand_over}/answer`
pub async fn answer(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, HandOverId)>,
    form: Form,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let (yes, reason) = (form.text("answer") == "yes", form.text("reason").to_owned());
    app.write(move |tx| activity::answer(tx, &act, id, yes, &reason)).await?;
    Ok(web::see(&there(&slug)))
}

/// `POST /communities/{slug}/hand-overs/{hand_over}/withdrawal`
pub async fn withdraw(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, HandOverId)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| activity::withdraw(tx, &act, id)).await?;
    Ok(web::see(&there(&slug)))
}

/// `POST /communities/{slug}/activities/{activity}/changes`: other hours, another character, from today on.
pub async fn change(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, ActivityId)>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, there, typed) = (app.act(asker.actor()), there(&slug), form.clone());
    let outcome = app
        .write(move |tx| {
            let input = activity::Change {
                activity: id,
                hours: typed.text("hours").trim().replace(',', ".").parse().unwrap_or(f64::NAN),
                character: Character::from_word(typed.text("character")).unwrap_or(Character::Shared),
                rhythm: Rhythm::from_word(typed.text("rhythm")).unwrap_or(Rhythm::None),
            };
            activity::change(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}

/// `POST /communities/{slug}/activities/{activity}/meetup`: which meetup it is about.
pub async fn hold(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, ActivityId)>,
    form: Form,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let of = form.parsed("meetup");
    app.write(move |tx| activity::hold(tx, &act, id, of)).await?;
    Ok(web::see(&there(&slug)))
}

/// `POST /communities/{slug}/activities/{activity}/ending`
pub async fn end(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, ActivityId)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| activity::end(tx, &act, id)).await?;
    Ok(web::see(&there(&slug)))
}

/// `POST /communities/{slug}/activities/{activity}/laying-down`: one's own part.
pub async fn lay_down(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, ActivityId)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let me = asker.person.ok_or(Fault::NotFound)?;
    app.write(move |tx| activity::lay_down(tx, &act, id, me)).await?;
    Ok(web::see(&there(&slug)))
}

/// `POST /communities/{slug}/time-given`
pub async fn give(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    let (act, there, typed, today) = (app.act(asker.actor()), there(&slug), form.clone(), app.today());
    let outcome = app
        .write_once(form.once(&asker, "time.give"), move |tx| {
            let share: f64 = typed.text("share").trim().replace(',', ".").parse().unwrap_or(-1.0);
            let whom = person(&typed, "person")?.ok_or_else(|| Refusal::field("person", "Choose somebody"))?;
            let from = Some(typed.text("from")).filter(|on| !on.trim().is_empty());
            let from = from.map_or(Ok(today), |on| day("from", on))?;
            let share = (share.clamp(-1.0, 10.0) * 1_000.0).round() as i64;
            load::give(tx, &act, Give { community, person: whom, share, from })?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (form, check)))
}
