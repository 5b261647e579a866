//! All that the page of the first day shows.

use super::{NEW_DAYS, store};
use crate::above::{Above, Reading};
use crate::work_item::{self, WorkItem};
use ::store::{Conn, StoreError};
use base::{Actor, CommunityId, Day, Limit, PersonId, Standing, text};
use communities::meetup::Ahead;
use directory::community::{self, CommunityKind};
use directory::membership::{self, Badges, Held};
use directory::{person, unit};
use knowledge::page::Leaf;
use knowledge::{exposure, handbook, page};

/// So many pages make a beginning: two today, two this week, two this month.
const PAGES: i64 = 6;
/// Who began so long before knows still what it was like.
const BEGAN_BEFORE: (i64, i64) = (60, 730);

/// Somebody to meet, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub why: String,
}

#[derive(Clone, Debug)]
pub struct FirstDay {
    pub name: String,
    pub joined_on: Day,
    pub unit: Option<String>,
    /// Professions first.
    pub held: Vec<Held>,
    /// A path that somebody put together for newcomers, or a handbook's first pages.
    pub reading: Option<Reading>,
    pub people: Vec<Person>,
    pub badges: Badges,
    pub ahead: Vec<Ahead>,
    pub help: Option<WorkItem>,
    /// Open to everyone: address, name, what it is for.
    pub others: Vec<(String, String, String)>,
}

pub fn is_new(joined_on: Day, today: Day) -> bool {
    (joined_on..=joined_on.plus_days(NEW_DAYS)).contains(&today)
}

/// For who is new and keeps or leads nothing yet: whoever sets an organisation up has other work to do.
pub fn greeted(conn: &mut Conn, above: Above, actor: &Actor, today: Day) -> Result<Option<FirstDay>, StoreError> {
    let leads = actor.memberships.iter().any(|held| held.standing > Standing::Member);
    let Some(me) = actor.person.filter(|_| !leads && actor.duties.is_empty()) else { return Ok(None) };
    let joined_on = person::find(conn, me)?.map(|it| it.joined_on);
    if !joined_on.is_some_and(|joined_on| is_new(joined_on, today)) {
        return Ok(None);
    }
    // With nothing to read and nobody to meet the ordinary page is the better one.
    Ok(of(conn, above, actor, me, today)?.filter(|it| it.reading.is_some() || !it.held.is_empty()))
}

/// What `me` would see on their first day. `None` for somebody who is not here.
pub fn of(
    conn: &mut Conn,
    above: Above,
    actor: &Actor,
    me: PersonId,
    today: Day,
) -> Result<Option<FirstDay>, StoreError> {
    let Some(known) = person::find(conn, me)? else { return Ok(None) };
    let held = membership::of_person(conn, me)?;
    let people = people(conn, &known, &held, today)?;
    Ok(Some(FirstDay {
        name: known.name,
        joined_on: known.joined_on,
        unit: known.unit.map(|id| unit::find(conn, id)).transpose()?.flatten().map(|it| it.name),
        reading: reading(conn, above, me, &held)?,
        badges: Badges::of(conn, people.iter().map(|it| it.id))?,
        people,
        ahead: communities::meetup::of_actor(conn, actor, today)?.1,
        help: work_item::nearest(conn, 6)?.into_iter().find(|it| it.help_wanted.is_some()),
        others: others(conn, &held)?,
        held,
    }))
}

/// The path of the first community that has one; otherwise a handbook's first pages, with what was read of them.
fn reading(conn: &mut Conn, above: Above, me: PersonId, held: &[Held]) -> Result<Option<Reading>, StoreError> {
    let communities: Vec<CommunityId> = held.iter().map(|it| it.community).collect();
    if let Some(first) = above.first_reading
        && let Some(reading) = first(conn, me, &communities)?
    {
        return Ok(Some(reading));
    }
    let Some((title, leaves)) = first_pages(conn, held)? else { return Ok(None) };
    let mut pages = Vec::new();
    for leaf in leaves {
        pages.push((leaf.clone(), exposure::number_read_on(conn, me, leaf.number)?));
    }
    Ok(Some(Reading { title, url: "/handbook".into(), is_path: false, pages }))
}

/// Of the first profession that has a handbook, else of its folder in the organisation's, else of that as it is.
fn first_pages(conn: &mut Conn, held: &[Held]) -> Result<Option<(String, Vec<Leaf>)>, StoreError> {
    let practices: Vec<&Held> = held.iter().filter(|it| it.kind == CommunityKind::Practice).take(4).collect();
    for it in &practices {
        let Some((id, title)) = handbook::to_read(conn, Some(it.community))? else { continue };
        let pages = page::to_begin_with(conn, id, PAGES)?;
        if !pages.is_empty() {
            return Ok(Some((title, pages)));
        }
    }
    let Some((id, title)) = handbook::to_read(conn, None)? else { return Ok(None) };
    for it in &practices {
        let pages = page::first_in_folder(conn, id, &it.slug, PAGES)?;
        if !pages.is_empty() {
            return Ok(Some((title, pages)));
        }
    }
    let pages = page::to_begin_with(conn, id, PAGES)?;
    Ok((!pages.is_empty()).then_some((title, pages)))
}

/// Who manages, who leads nearest, who began not long before.
fn people(conn: &mut Conn, known: &person::Person, held: &[Held], today: Day) -> Result<Vec<Person>, StoreError> {
    let mut people: Vec<Person> = Vec::new();
    let mut add = |it: Person| {
        if it.id != known.id && people.iter().all(|there| there.id != it.id) {
            people.push(it);
        }
    };
    if let Some(manager) = known.line_manager.map(|id| person::find(conn, id)).transpose()?.flatten() {
        add(Person { id: manager.id, name: manager.name, why: "your line manager".into() });
    }
    // A local community has the longer name of two: its lead is the nearest.
    let mut practices: Vec<&Held> = held.iter().filter(|it| it.kind == CommunityKind::Practice).take(6).collect();
    practices.sort_by_key(|it| std::cmp::Reverse(it.name.len()));
    for it in practices.iter().take(2) {
        let leaders = membership::leaders(conn, it.community)?;
        let lead = leaders.iter().find(|it| it.standing == Standing::Lead).or(leaders.first());
        if let Some(lead) = lead {
            let does = if lead.standing == Standing::Head { "heads" } else { "leads" };
            add(Person { id: lead.person, name: lead.name.clone(), why: format!("{does} {}", it.name) });
        }
    }
    if let Some(it) = practices.first() {
        let span = (today.plus_days(-BEGAN_BEFORE.1), today.plus_days(-BEGAN_BEFORE.0));
        if let Some((id, name, on)) = store::last_who_joined(conn, it.community, known.id, span)? {
            let months = today.days_since(on) / 30;
            add(Person {
                id,
                name,
                why: format!("began {} ago in {}", text::count(months, "month", "months"), it.name),
            });
        }
    }
    people.truncate(4);
    Ok(people)
}

/// Communities that anyone may join.
fn others(conn: &mut Conn, held: &[Held]) -> Result<Vec<(String, String, String)>, StoreError> {
    let mut others = Vec::new();
    for kind in [CommunityKind::Interest, CommunityKind::Action] {
        let open = community::list(conn, kind, None, Limit::of(Some(4)))?.items;
        let open = open.into_iter().filter(|it| held.iter().all(|held| held.community != it.id));
        others.extend(open.map(|it| (format!("/communities/{}", it.slug), it.name, it.purpose)));
    }
    others.truncate(3);
    Ok(others)
}
