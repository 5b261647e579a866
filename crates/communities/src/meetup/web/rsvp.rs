//! `/rsvp/{token}`: an answer by a signed link, without signing in. Opening it changes nothing: mail programs follow links.

use crate::meetup::{self, Answer, Meetup, Occurrence, link};
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::Actor;
use directory::person;
use web::{App, Asker, Fault, Form, Frame, Page, Sample};

#[derive(Template)]
#[template(path = "meetup/rsvp.html")]
struct RsvpPage {
    frame: Frame,
    token: String,
    name: String,
    meetup: Meetup,
    it: Occurrence,
    said: Option<Answer>,
    is_over: bool,
}

impl RsvpPage {
    fn choices(&self) -> &'static [Answer] {
        Answer::ALL
    }

    fn is_said(&self, answer: &Answer) -> bool {
        self.said.as_ref() == Some(answer)
    }
}

impl Sample for RsvpPage {
    fn samples() -> Vec<Self> {
        let page = |cancelled, said, is_over| {
            let shown = super::list::sample(1, cancelled);
            RsvpPage {
                frame: Frame::sample_signed_out(),
                token: "abc".into(),
                name: "Kit <Alderman>".into(),
                meetup: shown.meetup,
                it: shown.it,
                said,
                is_over,
            }
        };
        vec![
            page(false, None, false),
            page(false, Some(Answer::Yes), false),
            page(true, None, false),
            page(false, None, true),
        ]
    }
}

web::sample!(RsvpPage);

fn page(app: &App, asker: &Asker, token: &str) -> Result<RsvpPage, Fault> {
    let now = app.act(asker.actor()).now;
    app.read(|conn| {
        let key = link::known_key(conn)?;
        let invited = link::Invited::read(token, &key).ok_or(Refusal::Missing("invitation"))?;
        let meetup = meetup::find(conn, invited.meetup)?.ok_or(Refusal::Missing("meetup"))?;
        let it = meetup::one(conn, &meetup, invited.on)?.ok_or(Refusal::Missing("meetup"))?;
        let known = person::find(conn, invited.person)?.ok_or(Refusal::Missing("person"))?;
        let said = meetup::answer_of(conn, meetup.id, invited.on, invited.person)?;
        let frame = asker.frame("Communities");
        Ok::<_, Refusal>(RsvpPage {
            frame,
            token: token.into(),
            name: known.name,
            is_over: it.is_over(now),
            meetup,
            it,
            said,
        })
    })
    .map_err(Fault::from)
}

/// `GET /rsvp/{token}`
pub async fn show(State(app): State<App>, asker: Asker, Path(token): Path<String>) -> Result<Page, Fault> {
    page(&app, &asker, &token).map(Page::of)
}

/// `POST /rsvp/{token}`
pub async fn answer(
    State(app): State<App>,
    asker: Asker,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let key = app.read(link::known_key)?;
    let invited = link::Invited::read(&token, &key).ok_or(Fault::NotFound)?;
    let answer = Answer::from_word(form.text("answer")).ok_or_else(|| Refusal::field("answer", "Choose an answer"))?;
    // Whoever has the link answers for the one whom it names, and may do nothing else.
    let known = app.read(|conn| person::find(conn, invited.person))?.ok_or(Fault::NotFound)?;
    let act = app.act(&Actor { person: Some(invited.person), name: known.name, ..Actor::nobody() });
    app.write(move |tx| meetup::say(tx, &act, invited.meetup, invited.on, invited.person, answer)).await?;
    Ok(Page::of(page(&app, &asker, &token)?).into_response())
}
