//! The meetups of one's communities: what comes, what one has not answered, whose notes are still to keep.

use super::occurrence::{Occurrence, occurrences};
use super::{Answer, Meetup, store};
use crate::need::Need;
use ::store::{Conn, StoreError};
use base::{Actor, Day, PersonId};

/// One time that one's community meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    pub title: String,
    pub url: String,
    pub day: Day,
    /// `09:00 to 10:30`
    pub hours: String,
    /// The place, or where it is online; may be empty.
    pub place: String,
    pub said: Option<Answer>,
}

/// One is asked whether one comes so many days before.
const ASKED_DAYS: i64 = 14;
/// And about notes for so many after.
const NOTES_DAYS: i64 = 21;
/// So far ahead is shown.
const SHOWN_DAYS: i64 = 7;

/// What is needed of `actor`, and the next seven days in order.
pub fn of_actor(conn: &mut Conn, actor: &Actor, today: Day) -> Result<(Vec<Need>, Vec<Ahead>), StoreError> {
    let (mut needs, mut ahead) = (Vec::new(), Vec::new());
    let Some(me) = actor.person else { return Ok((Vec::new(), Vec::new())) };
    for held in &actor.memberships {
        for meetup in store::list(conn, held.community, today)? {
            let coming = occurrences(conn, &meetup, today, today.plus_days(ASKED_DAYS), 5)?;
            for (at, it) in coming.iter().filter(|it| !it.is_cancelled).enumerate() {
                let is_near = it.day <= today.plus_days(SHOWN_DAYS);
                if at > 0 && !is_near {
                    break;
                }
                let said = store::answer_of(conn, meetup.id, it.on, me)?;
                if at == 0 && said.is_none() {
                    needs.push(asked(&meetup, it));
                }
                if is_near {
                    ahead.push((it.starts, shown(&meetup, it, said)));
                }
            }
            needs.extend(notes_to_keep(conn, &meetup, me, today)?);
        }
    }
    ahead.sort_by_key(|(starts, _)| *starts);
    Ok((needs, ahead.into_iter().map(|(_, it)| it).collect()))
}

fn url(meetup: &Meetup, it: &Occurrence) -> String {
    format!("{}?on={}", meetup.url(), it.on)
}

fn asked(meetup: &Meetup, it: &Occurrence) -> Need {
    Need {
        title: format!("Are you coming? {}", meetup.title),
        url: url(meetup, it),
        why: format!("{}.", it.words()),
        by: Some(it.day),
    }
}

fn shown(meetup: &Meetup, it: &Occurrence, said: Option<Answer>) -> Ahead {
    let place = match (it.place.as_str(), it.link.is_empty()) {
        ("", false) => "Online".to_owned(),
        (place, _) => place.to_owned(),
    };
    Ahead { title: meetup.title.clone(), url: url(meetup, it), day: it.day, hours: it.hours(), place, said }
}

fn notes_to_keep(conn: &mut Conn, meetup: &Meetup, me: PersonId, today: Day) -> Result<Option<Need>, StoreError> {
    if meetup.organiser.as_ref().is_none_or(|(organiser, _)| *organiser != me) {
        return Ok(None);
    }
    let past = occurrences(conn, meetup, today.plus_days(-NOTES_DAYS), today.plus_days(-1), 8)?;
    let Some(last) = past.iter().rev().find(|it| !it.is_cancelled) else { return Ok(None) };
    if store::notes_of(conn, meetup.id, last.on)?.is_some() {
        return Ok(None);
    }
    Ok(Some(Need {
        title: format!("Keep the notes of {}", meetup.title),
        url: url(meetup, last),
        why: format!("It was on {}.", last.day.long()),
        by: None,
    }))
}
