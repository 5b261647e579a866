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
const MOST: usize = 60;

/// So far back is read for them: a campaign's answers and measurements are events as well, and must not crowd
/// the news out.
const READ: i64 = 1_000;

/// The newest first.
pub fn of(conn: &mut Conn, it: &Community, above: Option<NewsOf>) -> Result<Vec<News>, StoreError> {
    let mut events = ::store::events_of(conn, it.id.uuid(), READ)?;
    events.retain(|event| event.audience == Some(Audience::Everyone));
    let people: Vec<PersonId> = events.iter().filter_map(|event| id(event, "person").map(PersonId)).collect();
    let people = person::names(conn, &people)?;
    let mut meetups = HashMap::new();
    let mut news = Vec::new();
    for event in &events {
        let Some((title, place)) = told(&people, it, event) else { continue };
        let url = match place {
            Place::Page(page) => format!("/communities/{}{page}", it.slug),
            Place::Meetup => address(conn, &mut meetups, it, event)?,
        };
        news.push(News { id: event.id.uuid(), at: event.at, title, url, about: String::new() });
        if news.len() == MOST {
            break;
        }
    }
    if let Some(above) = above {
        news.extend(above(conn, it, MOST as i64)?);
    }
    news.sort_by_key(|it| (std::cmp::Reverse(it.at), it.id));
    news.truncate(MOST);
    Ok(news)
}

/// Where the news is read.
enum Place {
    /// Below the community: `/members`.
    Page(&'static str),
    /// The page of the event's own meetup.
    Meetup,
}

/// The address of an event's meetup, or of the list once it is gone.
fn address(
    conn: &mut Conn,
    known: &mut HashMap<Uuid, String>,
    it: &Community,
    event: &Recorded,
) -> Result<String, StoreError> {
    let list = || format!("/communities/{}/meetups", it.slug);
    let Some(meetup) = id(event, "meetup") else { return Ok(list()) };
    if let Some(address) = known.get(&meetup) {
        return Ok(address.clone());
    }
    let address = meetup::find(conn, MeetupId(meetup))?.map_or_else(list, |it| it.url());
    known.insert(meetup, address.clone());
    Ok(address)
}

fn text<'a>(event: &'a Recorded, field: &str) -> &'a str {
    event.payload.get(field).and_then(|it| it.as_str()).unwrap_or_default()
}

fn id(event: &Recorded, field: &str) -> Option<Uuid> {
    text(event, field).parse().ok()
}

/// In words, and where; `None` for what no feed tells.
fn told(people: &HashMap<PersonId, String>, it: &Community, event: &Recorded) -> Option<(String, Place)> {
    let who = || id(event, "person").and_then(|id| people.get(&PersonId(id)));
    let at = |page| Place::Page(page);
    let title = text(event, "title");
    Some(match event.name.as_str() {
        // Brought in with its end: history, no news.
        "member.added" if event.payload.get("to").is_some_and(|to| !to.is_null()) => return None,
        "member.added" => (format!("{} joined", who()?), at("/members")),
        "member.appointed" => match text(event, "standing") {
            "member" => (format!("{} leads no more", who()?), at("/members")),
            standing => (format!("{} is {standing} now", who()?), at("/members")),
        },
        "community.founded" => (format!("{} was founded", it.name), at("")),
        "community.closed" => (format!("{} closed", it.name), at("")),
        "community.turned" => (title.to_owned(), at("/timeline")),
        "meetup.called" => (format!("Meetup: {title}"), Place::Meetup),
        "meetup.changed" => (format!("Changed: {title}"), Place::Meetup),
        "meetup.cancelled" => (format!("Cancelled: {title}"), Place::Meetup),
        "meetup.occurrence_changed" => (format!("{title}, {}: changed", text(event, "on")), Place::Meetup),
        "meetup.held" => (format!("Notes of {title}, {}", text(event, "on")), Place::Meetup),
        "goal.opened" => (format!("Goal: {title}"), at("/goals")),
        "goal.measured" => (format!("{title}: {}", text(event, "figure")), at("/goals")),
        "goal.closed" => (format!("Goal closed: {title}"), at("/goals")),
        "practice.started" => (format!("Practice started: {}", text(event, "name")), at("/practices")),
        "practice.reviewed" => (format!("{}: {}", text(event, "name"), text(event, "decision")), at("/practices")),
        "maturity.opened" => ("A card sort is open".into(), at("/maturity")),
        "maturity.closed" => ("The card sort is closed: see what came of it".into(), at("/maturity")),
        _ => return None,
    })
}
