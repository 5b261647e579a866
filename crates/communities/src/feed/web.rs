//! The feed's doors: with a session, or with the key of one's own calendar.

use super::{News, of};
use crate::Above;
use crate::meetup::link;
use atom_syndication::{Entry, Feed, Link, Person, Text};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use directory::community::{self, Community};
use directory::person;
use sha2::{Digest, Sha256};
use store::StoreError;
use web::{App, Fault, Right, Room};

/// `GET /communities/{slug}/news.atom`
pub async fn of_community(
    above: Above,
    State(app): State<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let found = app.read(|conn| {
        let Some(it) = community::find_by_slug(conn, &slug)? else { return Ok::<_, StoreError>(None) };
        let news = of(conn, &it, above.news)?;
        Ok(Some((it, news)))
    })?;
    let (it, news) = found.ok_or(Fault::NotFound)?;
    Ok(answer(&headers, written(&it, &news, &app.settings.public_url)))
}

/// `GET /calendar/{token}/{slug}`: the address of one's own, `…/design.atom`.
pub async fn by_key(
    above: Above,
    State(app): State<App>,
    Path((token, slug)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let slug = slug.trim_end_matches(".atom");
    let found = app.read(|conn| {
        let Some(whose) = link::whose_calendar(conn, &token)? else { return Ok::<_, StoreError>(None) };
        // Who has left reads nothing more.
        if person::find(conn, whose)?.is_none_or(|it| it.state != person::PersonState::Active) {
            return Ok(None);
        }
        let Some(it) = community::find_by_slug(conn, slug)? else { return Ok(None) };
        let news = of(conn, &it, above.news)?;
        Ok(Some((it, news)))
    })?;
    let (it, news) = found.ok_or(Fault::NotFound)?;
    Ok(answer(&headers, written(&it, &news, &app.settings.public_url)))
}

/// The whole feed as XML; what people wrote is text in it and never markup.
pub(super) fn written(it: &Community, news: &[News], host: &str) -> String {
    let link = |rel: &str, path: &str| Link { href: format!("{host}{path}"), rel: rel.into(), ..Link::default() };
    let at = |moment: base::Moment| moment.rfc3339().parse().unwrap_or_default();
    let home = format!("/communities/{}", it.slug);
    let entries = news.iter().map(|news| Entry {
        id: format!("urn:uuid:{}", news.id),
        title: Text::plain(readable(&news.title)),
        updated: at(news.at),
        links: vec![link("alternate", &news.url)],
        summary: (!news.about.is_empty()).then(|| Text::plain(readable(&news.about))),
        ..Entry::default()
    });
    let newest = news.first().map_or(it.founded_on.midnight(), |news| news.at);
    let feed = Feed {
        id: format!("urn:uuid:{}", it.id),
        title: Text::plain(readable(&it.name)),
        subtitle: Some(Text::plain(readable(&it.purpose))),
        updated: at(newest),
        authors: vec![Person { name: readable(&it.name), ..Person::default() }],
        links: vec![link("alternate", &home), link("self", &format!("{home}/news.atom"))],
        entries: entries.collect(),
        ..Feed::default()
    };
    feed.to_string()
}

/// XML has no place for control characters, even escaped.
fn readable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect()
}

/// The feed, or 304 when it is known.
fn answer(headers: &HeaderMap, text: String) -> Response {
    let hash = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&Sha256::digest(text.as_bytes())[..12]);
    let tag = format!("\"{hash}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let is_known = known.is_some_and(|known| known.split(',').any(|it| it.trim().trim_start_matches("W/") == tag));
    let head = [(header::ETAG, tag), (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8".to_owned())];
    if is_known {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    (head, text).into_response()
}

pub(crate) fn doors(room: Room, above: Above) -> Room {
    let of_community =
        move |app: State<App>, slug: Path<String>, headers: HeaderMap| self::of_community(above, app, slug, headers);
    let by_key =
        move |app: State<App>, of: Path<(String, String)>, headers: HeaderMap| self::by_key(above, app, of, headers);
    room.get("/communities/{slug}/news.atom", Right::SignedIn, of_community).get(
        "/calendar/{token}/{slug}",
        Right::Anyone,
        by_key,
    )
}
