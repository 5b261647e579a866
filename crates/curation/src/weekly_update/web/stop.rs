//! How updates reach oneself, signed in; and the link in each mail that stops them without signing in. Opening the link
//! changes nothing, because mail programs follow links; pressing its button does, and so does the one request that mail
//! programs send for their own button (RFC 8058).

use crate::weekly_update::{Wish, set_wish, stop_by_link, wish_of};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::Actor;
use web::{App, Asker, Fault, Form, Frame, Page, Sample};

#[derive(Template)]
#[template(path = "weekly_update/mine.html")]
struct MinePage {
    frame: Frame,
    how: Wish,
}

impl MinePage {
    fn heading(&self) -> &'static str {
        match self.how {
            Wish::AtOnce => "Weekly updates come to you by mail",
            Wish::WorkingHours => "Weekly updates come to you by mail in working hours",
            Wish::OneMail => "Weekly updates come to you in one mail, on Friday afternoon",
            Wish::Never => "No updates come to you by mail",
        }
    }

    fn choices(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        Wish::ALL.iter().map(|it| (it.word(), it.label(), *it == self.how))
    }
}

#[derive(Template)]
#[template(path = "weekly_update/stop.html")]
struct StopPage {
    frame: Frame,
    token: String,
    is_stopped: bool,
}

/// `GET /me/updates`
pub async fn mine(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let me = asker.person.ok_or(Fault::NotFound)?;
    let how = app.read(|conn| wish_of(conn, me))?;
    Ok(Page::of(MinePage { frame: asker.frame("Communities"), how }))
}

/// `POST /me/updates`
pub async fn set_mine(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, how) = (app.act(asker.actor()), Wish::from_word(form.text("how")).ok_or(Fault::NotFound)?);
    app.write(move |tx| set_wish(tx, &act, how)).await?;
    Ok(web::see("/me/updates"))
}

/// `GET /updates/stop/{token}`
pub async fn ask(asker: Asker, Path(token): Path<String>) -> Page {
    Page::of(StopPage { frame: asker.frame("Communities"), token, is_stopped: false })
}

/// `POST /updates/stop/{token}`
pub async fn stop(State(app): State<App>, asker: Asker, Path(token): Path<String>) -> Result<Response, Fault> {
    // Whoever has the link stops the updates of the one whom it names, and may do nothing else.
    let (act, link) = (app.act(&Actor::nobody()), token.clone());
    app.write(move |tx| stop_by_link(tx, &act, &link)).await?;
    Ok(Page::of(StopPage { frame: asker.frame("Communities"), token, is_stopped: true }).into_response())
}

impl Sample for MinePage {
    fn samples() -> Vec<Self> {
        Wish::ALL.iter().map(|how| MinePage { frame: Frame::sample("Communities"), how: *how }).collect()
    }
}
web::sample!(MinePage);

impl Sample for StopPage {
    fn samples() -> Vec<Self> {
        let view = |is_stopped| StopPage { frame: Frame::sample_signed_out(), token: "abc".into(), is_stopped };
        vec![view(false), view(true)]
    }
}
web::sample!(StopPage);
