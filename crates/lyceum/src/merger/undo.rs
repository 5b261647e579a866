//! Take the newest merger back, within the hour, while nothing rests on it.

use super::store::{self, Merger};
use super::{MergerId, Refusal, may};
use ::store::{Conn, Recorded, StoreError, Tx};
use base::{Act, CommunityId, Moment, PersonId, Subject, Uuid};
use communities::brought as living;
use directory::brought::{self, BroughtError, Thing};
use knowledge::handbook::TakeBackError;
use knowledge::page::PageId;
use std::collections::{HashMap, HashSet};
use work::brought as problems;

/// So long a merger may be taken back.
pub const MINUTES: i64 = 60;
/// Events read at once.
const TOGETHER: i64 = 1_000;

/// Until when it may be taken back.
pub fn until(merger: &Merger) -> Moment {
    Moment::from_micros(merger.done_at.micros() + MINUTES * 60_000_000)
}

/// The newest merger that stands, if there is one.
pub fn newest(conn: &mut Conn) -> Result<Option<Merger>, StoreError> {
    Ok(store::list(conn)?.into_iter().find(|merger| merger.undone_at.is_none()))
}

/// What the merger made goes, the last first; then everything is as it was.
pub fn undo(tx: &mut Tx<'_>, act: &Act) -> Result<Merger, Refusal> {
    may(act)?;
    let merger = newest(tx)?.ok_or_else(|| Refusal::said("there is no merger to take back"))?;
    if act.now > until(&merger) {
        let words = format!("the merger with {} could be taken back for an hour, and that is over", merger.name);
        return Err(Refusal::said(words));
    }
    let made = store::made(tx, merger.id)?;
    nothing_rests_on(tx, &merger, &made)?;
    let people: Vec<PersonId> = made.iter().filter(|(kind, _)| kind == "person").map(|(_, id)| (*id).into()).collect();
    brought::report_to_nobody(tx, act, &people).map_err(|error| of_thing("person", error))?;
    // Those that a later merger added; the others go with their handbook.
    let whole: HashSet<Uuid> = made.iter().filter(|(kind, _)| kind == "handbook").map(|(_, id)| *id).collect();
    added_pages(tx, act, &made, &whole)?;
    for (kind, id) in &made {
        take_back(tx, act, kind, *id)?;
    }
    store::note_undone(tx, act, merger.id)?;
    let id: MergerId = merger.id;
    tx.record(&act.event("merger.undone", Subject::new("merger", id)))?;
    Ok(merger)
}

fn take_back(tx: &mut Tx<'_>, act: &Act, kind: &str, id: Uuid) -> Result<(), Refusal> {
    let thing = match kind {
        "unit" => Thing::Unit(id.into()),
        "location" => Thing::Location(id.into()),
        "person" => Thing::Person(id.into()),
        "community" => {
            communities::timeline::brought::forget(tx, act, id.into()).map_err(of_communities)?;
            curation::forget_community(tx, id.into())?;
            Thing::Community(id.into())
        }
        "membership" | "transfer" => Thing::Membership(id.into()),
        "product" => Thing::Product(id.into()),
        "team" => Thing::Team(id.into()),
        "problem" => return solved(tx, act, problems::Thing::Problem(id.into())),
        "sighting" | "case" => return solved(tx, act, problems::Thing::Sighting(id.into())),
        "solution" => return solved(tx, act, problems::Thing::Solution(id.into())),
        "adoption" => return solved(tx, act, problems::Thing::Adoption(id.into())),
        "work_item" => return solved(tx, act, problems::Thing::WorkItem(id.into())),
        "meetup" => return lived(tx, act, living::Thing::Meetup(id.into())),
        "goal" => return lived(tx, act, living::Thing::Goal(id.into())),
        "practice" => return lived(tx, act, living::Thing::Practice(id.into())),
        "time_given" => return lived(tx, act, living::Thing::Time(id)),
        "activity" => return lived(tx, act, living::Thing::Activity(id.into())),
        "point" => return communities::timeline::brought::take_back(tx, act, id.into()).map_err(of_communities),
        "handbook" => return handbook(tx, act, id),
        // Pages are gone already, or go with their handbook.
        _ => return Ok(()),
    };
    brought::take_back(tx, act, thing).map_err(|error| of_thing(kind, error))
}

fn handbook(tx: &mut Tx<'_>, act: &Act, id: Uuid) -> Result<(), Refusal> {
    curation::forget_handbook(tx, id.into())?;
    knowledge::handbook::take_back(tx, act, id.into()).map_err(|error| of_knowledge("a handbook", error))
}

fn added_pages(tx: &mut Tx<'_>, act: &Act, made: &[(String, Uuid)], whole: &HashSet<Uuid>) -> Result<(), Refusal> {
    let mut with_theirs: HashSet<PageId> = HashSet::new();
    for handbook in whole {
        let states = knowledge::page::source_states(tx, (*handbook).into())?;
        with_theirs.extend(states.iter().map(|state| state.id));
    }
    let pages = made.iter().filter(|(kind, _)| kind == "page").map(|(_, id)| PageId::from(*id));
    let added: Vec<PageId> = pages.filter(|page| !with_theirs.contains(page)).collect();
    for page in &added {
        curation::forget_page(tx, *page)?;
    }
    knowledge::handbook::take_back_pages(tx, act, &added).map_err(|error| of_knowledge("a page", error))
}

fn of_knowledge(what: &str, error: TakeBackError) -> Refusal {
    match error {
        TakeBackError::Store(error) => error.into(),
        other => Refusal::said(format!("{what} of the merger cannot be taken back: {other}")),
    }
}

fn solved(tx: &mut Tx<'_>, act: &Act, thing: problems::Thing) -> Result<(), Refusal> {
    problems::take_back(tx, act, thing).map_err(|refusal| match refusal {
        work::Refusal::Store(error) => error.into(),
        other => Refusal::said(format!("a problem of the merger cannot be taken back: {other}")),
    })
}

fn lived(tx: &mut Tx<'_>, act: &Act, thing: living::Thing) -> Result<(), Refusal> {
    living::take_back(tx, act, thing).map_err(of_communities)
}

fn of_thing(kind: &str, error: BroughtError) -> Refusal {
    match error {
        BroughtError::Store(error) => error.into(),
        other => Refusal::said(format!("a {kind} of the merger cannot be taken back: {other}")),
    }
}

fn of_communities(refusal: communities::refusal::Refusal) -> Refusal {
    match refusal {
        communities::refusal::Refusal::Store(error) => error.into(),
        other => Refusal::said(format!("a community of the merger cannot be taken back: {other}")),
    }
}

/// Reads what happened since. Whatever speaks of something that the merger made, or was done by somebody who came with
/// it, rests on it.
fn nothing_rests_on(tx: &mut Tx<'_>, merger: &Merger, made: &[(String, Uuid)]) -> Result<(), Refusal> {
    let kinds: HashMap<Uuid, &str> = made.iter().map(|(kind, id)| (*id, kind.as_str())).collect();
    let mut held: HashSet<(Uuid, Uuid)> = HashSet::new();
    for (_, id) in made.iter().filter(|(kind, _)| kind == "membership" || kind == "transfer") {
        held.extend(store::held(tx, *id)?);
    }
    let mut from = merger.last_position;
    loop {
        let events = ::store::events_after(tx, from, TOGETHER)?;
        let Some(last) = events.last() else { return Ok(()) };
        from = last.position;
        for event in &events {
            if let Some(words) = rests(tx, event, &kinds, &held)? {
                return Err(Refusal::said(words));
            }
        }
    }
}

/// In words what rests on it: `problem P 412 was changed since, at 2026-11-23T10:12:00Z (problem.sighted)`.
fn rests(
    conn: &mut Conn,
    event: &Recorded,
    kinds: &HashMap<Uuid, &str>,
    held: &HashSet<(Uuid, Uuid)>,
) -> Result<Option<String>, StoreError> {
    let when = format!("at {} ({})", event.at.rfc3339(), event.name);
    if let Some(actor) = event.actor.filter(|actor| kinds.contains_key(&(*actor).into())) {
        let name = called(conn, "person", actor.into())?;
        return Ok(Some(format!("{name}, who came with the merger, did something since, {when}")));
    }
    let mut named = HashSet::from([event.subject]);
    ids_in(&event.payload, &mut named);
    let mut on: Vec<Uuid> = named.iter().filter(|id| kinds.contains_key(id)).copied().collect();
    on.sort();
    if let Some(id) = on.first() {
        let name = called(conn, kinds.get(id).copied().unwrap_or_default(), *id)?;
        return Ok(Some(format!("{name}, which came with the merger, was changed or used since, {when}")));
    }
    let person = named.iter().find(|person| held.contains(&(**person, event.subject)));
    match person.filter(|_| event.kind == "community") {
        Some(person) => {
            let name = called(conn, "person", *person)?;
            Ok(Some(format!("a membership of {name} that came with the merger was changed since, {when}")))
        }
        None => Ok(None),
    }
}

/// Every id that a payload names.
fn ids_in(payload: &serde_json::Value, ids: &mut HashSet<Uuid>) {
    match payload {
        serde_json::Value::String(text) if text.len() == 36 => ids.extend(text.parse::<Uuid>().ok()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| ids_in(item, ids)),
        serde_json::Value::Object(fields) => fields.values().for_each(|item| ids_in(item, ids)),
        _ => {}
    }
}

/// What people call it.
fn called(conn: &mut Conn, kind: &str, id: Uuid) -> Result<String, StoreError> {
    let name = match kind {
        "person" => directory::person::find(conn, id.into())?.map(|it| it.name),
        "community" => {
            directory::community::find(conn, CommunityId(id))?.map(|it| format!("the community {}", it.name))
        }
        "product" => directory::product::find(conn, id.into())?.map(|it| format!("the product {}", it.name)),
        "problem" => work::problem::find_by_id(conn, id.into())?.map(|it| it.reference()),
        "page" => knowledge::page::find(conn, id.into())?.map(|it| it.summary.reference()),
        _ => None,
    };
    Ok(name.unwrap_or_else(|| format!("a {}", if kind.is_empty() { "person" } else { kind })))
}
