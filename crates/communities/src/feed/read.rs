//! The newest of a community as sentences.

use crate::meetup::{self, MeetupId};
use ::store::{Conn, Recorded, StoreError};
use base::{Audience, Moment, PersonId, Uuid};
use directory::community::Community;
use directory::person;
use std::collections::HashMap;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The same for the same thing, always.
    pub id: Uuid,
    pub at: Moment,
    /// `Ada Quillfeather joined`
    pub title: String,
    /// Below this organisation's Lyceum: `/communities/design`.
    pub url: String,
    /// More words; may be empty.
    pub about: String,
}

/// What a room above tells of a community, the newest first, at most so many.
pub type NewsOf = fn(&mut Conn, &Community, i64) -> Result<Vec<News>, StoreError>;

/// A feed holds so many.
const MOST: i64 = 60;

/// The newest first.
pub fn of(conn: &mut Conn, it: &Community, above: Option<NewsOf>) -> Result<Vec<News>, StoreError> {
    let events = ::store::events_of(conn, it.id.uuid(), MOST)?;
    let mut known = Known::default();
    let people: Vec<PersonId> = events.iter().filter_map(|event| id(event, "person").map(PersonId)).collect();
    known.people = person::names(conn, &people)?;
    let mut news = Vec::new();
    for event in events.iter().filter(|event| event.audience == Some(Audience::Everyone)) {
        if let Some((title, url)) = told(conn, &mut known, it, event)? {
            news.push(News { id: event.id.uuid(), at: event.at, title, url, about: String::new() });
        }
    }
    if let Some(above) = above {
        news.extend(above(conn, it, MOST)?);
    }
    news.sort_by_key(|it| (std::cmp::Reverse(it.at), it.id));
    news.truncate(MOST as usize);
    Ok(news)
}

#[derive(Default)]
struct Known {
    people: HashMap<PersonId, String>,
    /// Addresses of meetups.
    meetups: HashMap<Uuid, String>,
}

fn text<'a>(event: &'a Recorded, field: &str) -> &'a str {
    event.payload.get(field).and_then(|it| it.as_str()).unwrap_or_default()
}

fn id(event: &Recorded, field: &str) -> Option<Uuid> {
    text(event, field).parse().ok()
}

/// In words, and where; `None` for what no feed tells.
fn told(
    conn: &mut Conn,
    known: &mut Known,
    it: &Community,
    event: &Recorded,
) -> Result<Option<(String, String)>, StoreError> {
    let home = format!("/communities/{}", it.slug);
    let who = || id(event, "person").and_then(|id| known.people.get(&PersonId(id)).cloned());
    let at = |page: &str| format!("{home}/{page}");
    let title = text(event, "title");
    let of_meetup = |words: String| Some((words, String::new()));
    let told = match event.name.as_str() {
        // Brought in with its end: history, no news.
        "member.added" if event.payload.get("to").is_some_and(|to| !to.is_null()) => None,
        "member.added" => who().map(|name| (format!("{name} joined"), at("members"))),
        "member.appointed" => who().map(|name| match text(event, "standing") {
            "member" => (format!("{name} leads no more"), at("members")),
            standing => (format!("{name} is {standing} now"), at("members")),
        }),
        "community.founded" => Some((format!("{} was founded", it.name), home.clone())),
        "community.closed" => Some((format!("{} closed", it.name), home.clone())),
        "community.turned" => Some((title.to_owned(), at("timeline"))),
        "meetup.called" => of_meetup(format!("Meetup: {title}")),
        "meetup.changed" => of_meetup(format!("Changed: {title}")),
        "meetup.cancelled" => of_meetup(format!("Cancelled: {title}")),
        "meetup.occurrence_changed" => of_meetup(format!("{title}, {}: changed", text(event, "on"))),
        "meetup.held" => of_meetup(format!("Notes of {title}, {}", text(event, "on"))),
        "goal.opened" => Some((format!("Goal: {title}"), at("goals"))),
        "goal.measured" => Some((format!("{title}: {}", text(event, "figure")), at("goals"))),
        "goal.closed" => Some((format!("Goal closed: {title}"), at("goals"))),
        "practice.started" => Some((format!("Practice started: {}", text(event, "name")), at("practices"))),
        "practice.reviewed" => Some((format!("{}: {}", text(event, "name"), text(event, "decision")), at("practices"))),
        "maturity.opened" => Some(("A card sort is open".into(), at("maturity"))),
        "maturity.closed" => Some(("The card sort is closed: see what came of it".into(), at("maturity"))),
        _ => None,
    };
    match (told, id(event, "meetup")) {
        (Some((words, url)), Some(meetup)) if url.is_empty() => {
            let address = match known.meetups.get(&meetup) {
                Some(address) => address.clone(),
                None => meetup::find(conn, MeetupId(meetup))?.map_or_else(|| at("meetups"), |it| it.url()),
            };
            known.meetups.insert(meetup, address.clone());
            Ok(Some((words, address)))
        }
        (told, _) => Ok(told.filter(|(_, url)| !url.is_empty())),
    }
}
