//! Calendars: of a community, and one's own.

use crate::asked;
use crate::meetup::calendar::{Entry, feed};
use crate::meetup::{self, link};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Day, PersonId};
use base64::Engine;
use directory::person;
use sha2::{Digest, Sha256};
use store::{Conn, StoreError};
use web::{App, Asker, Fault, Frame, Page, Sample};

/// Calendars keep what was for so long.
const BACK_DAYS: i64 = 400;

fn entries(
    conn: &mut Conn,
    communities: &[CommunityId],
    today: Day,
    mut note: impl FnMut(&mut Conn, &meetup::Meetup) -> Result<String, StoreError>,
) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::new();
    for community in communities {
        for meetup in meetup::list(conn, *community, today.plus_days(-BACK_DAYS))? {
            entries.push(Entry { changes: meetup::changes(conn, meetup.id)?, note: note(conn, &meetup)?, meetup });
        }
    }
    Ok(entries)
}

/// The feed, or 304 when it is known.
fn answer(headers: &HeaderMap, text: String) -> Response {
    let tag = format!(
        "\"{}\"",
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&Sha256::digest(text.as_bytes())[..12])
    );
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let head = [
        (header::ETAG, tag.clone()),
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, "inline; filename=\"meetups.ics\"".to_owned()),
    ];
    if known.is_some_and(|known| known.split(',').any(|it| it.trim().trim_start_matches("W/") == tag)) {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    (head, text).into_response()
}

/// `GET /communities/{slug}/meetups.ics`
pub async fn of_community(
    State(app): State<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?;
    let today = app.today();
    let entries = app.read(|conn| entries(conn, &[community.id], today, |_, _| Ok::<_, StoreError>(String::new())))?;
    Ok(answer(&headers, feed(&community.name, &app.settings.public_url, &entries, today)))
}

/// `GET /calendar/{token}.ics`: one's own, for calendar programs, which sign in nowhere.
pub async fn of_person(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let token = token.trim_end_matches(".ics");
    let today = app.today();
    let host = app.settings.public_url.clone();
    let found = app.read(|conn| {
        let Some(person) = link::whose_calendar(conn, token)? else { return Ok::<_, StoreError>(None) };
        let Some(known) = person::find(conn, person)?.filter(|it| it.state == person::PersonState::Active) else {
            return Ok(None);
        };
        let key = link::known_key(conn)?;
        let communities = meetup::of_person(conn, person)?;
        let entries = entries(conn, &communities, today, |conn, it| answer_line(conn, it, &key, person, today, &host))?;
        Ok(Some((known.name, entries)))
    })?;
    let (name, entries) = found.ok_or(Fault::NotFound)?;
    Ok(answer(&headers, feed(&format!("Meetups of {name}"), &host, &entries, today)))
}

/// Where one answers for the next time, without signing in.
fn answer_line(
    conn: &mut Conn,
    it: &meetup::Meetup,
    key: &[u8],
    person: PersonId,
    today: Day,
    host: &str,
) -> Result<String, StoreError> {
    let next = meetup::occurrences(conn, it, today, today.plus_days(60), 1)?;
    let Some(next) = next.first().filter(|next| !next.is_cancelled) else { return Ok(String::new()) };
    let token = link::Invited { meetup: it.id, on: next.on, person }.token(key);
    Ok(format!("Are you coming on {}? {host}/rsvp/{token}", next.day.long()))
}

#[derive(Template)]
#[template(path = "meetup/own.html")]
struct OwnPage {
    frame: Frame,
    address: String,
    /// Of one's communities: name and address.
    feeds: Vec<(String, String)>,
}

impl Sample for OwnPage {
    fn samples() -> Vec<Self> {
        let address = "https://lyceum.example/calendar/abc.ics";
        let page = |feeds| OwnPage { frame: Frame::sample(""), address: address.into(), feeds };
        vec![
            page(vec![("Design <all>".into(), "https://lyceum.example/calendar/abc/design.atom".into())]),
            page(vec![]),
        ]
    }
}

web::sample!(OwnPage);

/// `GET /me/calendar`
pub async fn own(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let me = asker.person.ok_or(Fault::NotFound)?;
    let act = app.act(asker.actor());
    let token = app.write(move |tx| link::calendar_token(tx, &act, me)).await?;
    let address = format!("{}/calendar/{token}.ics", app.settings.public_url);
    let held = app.read(|conn| directory::membership::of_person(conn, me))?;
    let feed = |slug: &str| format!("{}/calendar/{token}/{slug}.atom", app.settings.public_url);
    let feeds = held.into_iter().map(|it| (it.name, feed(&it.slug))).collect();
    Ok(Page::of(OwnPage { frame: asker.frame(""), address, feeds }))
}

/// `POST /me/calendar`: another address; the one so far leads nowhere.
pub async fn renew(State(app): State<App>, asker: Asker) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| link::renew(tx, &act)).await?;
    Ok(web::see("/me/calendar"))
}
