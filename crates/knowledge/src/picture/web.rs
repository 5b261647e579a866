//! `/handbook/pictures`: send a picture or a document in; the answer is the line that shows it.

use super::{Add, LARGEST, add};
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::handler::Handler;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use web::{App, Asker, Check, Fault, Frame, Page, Right, Room, Sample, upload};

#[derive(Template)]
#[template(path = "picture/added.html")]
struct Added {
    frame: Frame,
    /// What to paste; empty: nothing was sent yet, or it was refused.
    line: String,
    shows: String,
    check: Check,
}

/// What a form weighs beside its picture.
const AROUND: usize = 65_536;

pub fn doors(room: Room) -> Room {
    room.get("/handbook/pictures", Right::Writes, ask).post(
        "/handbook/pictures",
        Right::Writes,
        send.layer(DefaultBodyLimit::max(LARGEST + AROUND)),
    )
}

/// `GET /handbook/pictures`
pub async fn ask(asker: Asker) -> Page {
    Page::of(Added { frame: asker.frame("Handbook"), line: String::new(), shows: String::new(), check: Check::new() })
}

/// `POST /handbook/pictures`: a page; for the script beside the editor the line alone.
pub async fn send(
    State(app): State<App>,
    asker: Asker,
    headers: HeaderMap,
    sent: Multipart,
) -> Result<Response, Fault> {
    let mut input = Add::default();
    for part in upload::parts(sent, LARGEST).await? {
        match part.name.as_str() {
            "picture" => (input.name, input.content) = (part.file.unwrap_or_default(), part.bytes),
            "shows" => input.shows = String::from_utf8_lossy(&part.bytes).into_owned(),
            _ => {}
        }
    }
    let (act, shows) = (app.act(asker.actor()), input.shows.clone());
    let outcome = app.write(move |tx| add(tx, &act, &input)).await;
    let page = |line, check| Added { frame: asker.frame("Handbook"), line, shows, check };
    match outcome {
        Ok(line) if wants_line(&headers) => {
            Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], line).into_response())
        }
        Ok(line) => Ok(Page::of(page(line, Check::new())).into_response()),
        Err(Refusal::Store(error)) => Err(error.into()),
        Err(refusal) => match Fault::from(refusal) {
            Fault::Invalid(check) => Ok(Page::flawed(page(String::new(), check)).into_response()),
            other => Err(other),
        },
    }
}

fn wants_line(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|kinds| kinds.as_bytes().starts_with(b"text/plain"))
}

impl Sample for Added {
    fn samples() -> Vec<Self> {
        let view = |line: &str, check| Added {
            frame: Frame::sample("Handbook"),
            line: line.into(),
            shows: "A <map>".into(),
            check,
        };
        let mut check = Check::new();
        check.add("picture", "Choose a picture");
        vec![view("![A map](/handbook/files/00)", Check::new()), view("", check)]
    }
}
web::sample!(Added);
