//! What communities did: meetups, goals, practices, the activities of those who lead; and work in hand.

use super::{Activity, Carrier, Given, Goal, Held, Meetup, Once, Practice, Theirs, WorkItem};
use crate::merger::table::{Row, each};
use crate::merger::{BadExport, Papers};
use base::Uuid;
use communities::goal::{Figure, Outcome};
use communities::leadership::activity::{Character, Part, Rhythm};
use communities::meetup::rule::Rule;
use communities::practice::Decision;
use std::collections::{HashMap, HashSet};
use work::work_item::WorkState;

/// More rows of one thing are no history but an attack.
const MOST_OF_ONE: usize = 5_000;

struct Named {
    people: HashSet<Uuid>,
    communities: HashSet<Uuid>,
}

impl Named {
    fn person(&self, row: &Row<'_>, column: &str) -> Result<Option<Uuid>, BadExport> {
        match row.some_id(column)? {
            Some(id) if !self.people.contains(&id) => Err(row.bad(column, "nobody has this id.")),
            other => Ok(other),
        }
    }

    fn somebody(&self, row: &Row<'_>, column: &str) -> Result<Uuid, BadExport> {
        self.person(row, column)?.ok_or_else(|| row.bad(column, "who is it?"))
    }

    fn community(&self, row: &Row<'_>) -> Result<Uuid, BadExport> {
        let id = row.id("community")?;
        if self.communities.contains(&id) { Ok(id) } else { Err(row.bad("community", "there is none with this id.")) }
    }
}

pub(super) fn read(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let named = Named {
        people: theirs.people.iter().map(|it| it.id).collect(),
        communities: theirs.communities.iter().map(|it| it.id).collect(),
    };
    meetups(papers, theirs, &named)?;
    goals(papers, theirs, &named)?;
    practices(papers, theirs, &named)?;
    activities(papers, theirs, &named)?;
    given(papers, theirs, &named)?;
    work_items(papers, theirs, &named)
}

/// The place of the thing that a row belongs to, with room for one more.
fn owner(
    row: &Row<'_>,
    column: &str,
    places: &HashMap<Uuid, usize>,
    has: impl Fn(usize) -> usize,
) -> Result<usize, BadExport> {
    let at = places.get(&row.id(column)?).copied();
    let at = at.ok_or_else(|| row.bad(column, "there is none with this id."))?;
    if has(at) < MOST_OF_ONE { Ok(at) } else { Err(row.bad(column, "it has more than 5,000 lines.")) }
}

fn meetups(papers: &Papers, theirs: &mut Theirs, named: &Named) -> Result<(), BadExport> {
    const COLUMNS: &[&str] = &[
        "id",
        "community",
        "title",
        "about",
        "zone",
        "first_on",
        "starts_minute",
        "minutes",
        "rule",
        "last_on",
        "place",
        "link",
        "organiser",
        "cancelled_at",
        "cancel_reason",
    ];
    let mut once = Once::default();
    each(papers, "meetups", COLUMNS, |row| {
        let rule = row.some("rule").map(|rule| Rule::parse(&rule)).transpose();
        let cancelled = if row.text("cancelled_at").is_empty() { None } else { Some(row.moment("cancelled_at")?) };
        let reason = row.at_most("cancel_reason", 2_000)?;
        let (starts, minutes) = (row.number("starts_minute")?, row.number("minutes")?);
        if starts >= 24 * 60 || !(1..=14 * 24 * 60).contains(&minutes) {
            return Err(row.bad("minutes", "a meetup begins within a day and lasts a minute to two weeks."));
        }
        let link = row.at_most("link", 2_000)?;
        if !(link.is_empty() || link.starts_with("https://") || link.starts_with("http://")) {
            return Err(row.bad("link", "begin it with https:// or leave it empty."));
        }
        let it = Meetup {
            id: row.id("id")?,
            community: named.community(row)?,
            title: row.line_of("title", 120)?,
            about: row.at_most("about", 4_000)?,
            zone: row.line_of("zone", 60)?,
            first_on: row.day("first_on")?,
            starts_minute: starts,
            minutes,
            rule: rule.map_err(|words| row.bad("rule", &format!("{words}.")))?,
            last_on: row.some_day("last_on")?,
            place: row.at_most("place", 200)?,
            link,
            organiser: named.person(row, "organiser")?,
            cancelled: cancelled.map(|at| (at, reason)),
            held: Vec::new(),
        };
        once.take(row, "id", it.id)?;
        theirs.meetups.push(it);
        Ok(())
    })?;
    let places: HashMap<Uuid, usize> = theirs.meetups.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
    let mut once = Once::default();
    each(papers, "meetup_notes", &["meetup", "on_day", "notes", "visitors"], |row| {
        let at = owner(row, "meetup", &places, |at| theirs.meetups[at].held.len())?;
        let on = row.day("on_day")?;
        once.take(row, "on_day", format!("{at} {on}"))?;
        let held = Held { on, notes: row.at_most("notes", 40_000)?, visitors: row.number("visitors")? };
        theirs.meetups[at].held.push(held);
        Ok(())
    })
}

fn figure(row: &Row<'_>, value: &str, of: &str) -> Result<Figure, BadExport> {
    let out_of = if row.text(of).is_empty() { None } else { Some(row.whole(of)?) };
    if out_of.is_some_and(|whole| whole <= 0) {
        return Err(row.bad(of, "is no whole to be a part of."));
    }
    Ok(Figure { value: row.whole(value)?, out_of })
}

fn goals(papers: &Papers, theirs: &mut Theirs, named: &Named) -> Result<(), BadExport> {
    const COLUMNS: &[&str] = &[
        "id",
        "community",
        "title",
        "measure",
        "start_value",
        "start_of",
        "target_value",
        "target_of",
        "opened_on",
        "due_on",
        "closed_on",
        "outcome",
        "reason",
    ];
    let mut once = Once::default();
    each(papers, "goals", COLUMNS, |row| {
        let closed = match (row.some_day("closed_on")?, row.some_word("outcome", Outcome::from_word)?) {
            (Some(on), Some(outcome)) => Some((on, outcome, row.at_most("reason", 2_000)?)),
            (None, None) => None,
            _ => return Err(row.bad("outcome", "a goal that is closed has a day and an outcome.")),
        };
        let it = Goal {
            id: row.id("id")?,
            community: named.community(row)?,
            title: row.line_of("title", 200)?,
            measure: row.words_of("measure", 2_000)?,
            start: figure(row, "start_value", "start_of")?,
            target: figure(row, "target_value", "target_of")?,
            opened_on: row.day("opened_on")?,
            due_on: row.day("due_on")?,
            closed,
            values: Vec::new(),
        };
        once.take(row, "id", it.id)?;
        theirs.goals.push(it);
        Ok(())
    })?;
    let places: HashMap<Uuid, usize> = theirs.goals.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
    each(papers, "goal_values", &["goal", "on_day", "value", "out_of", "note"], |row| {
        let at = owner(row, "goal", &places, |at| theirs.goals[at].values.len())?;
        let value = (row.day("on_day")?, figure(row, "value", "out_of")?, row.at_most("note", 2_000)?);
        theirs.goals[at].values.push(value);
        Ok(())
    })?;
    theirs.goals.iter_mut().for_each(|it| it.values.sort_by_key(|value| value.0));
    Ok(())
}

fn practices(papers: &Papers, theirs: &mut Theirs, named: &Named) -> Result<(), BadExport> {
    const COLUMNS: &[&str] =
        &["id", "community", "name", "intent", "signal", "started_on", "review_on", "retired_on_day"];
    let mut once = Once::default();
    each(papers, "practices", COLUMNS, |row| {
        let it = Practice {
            id: row.id("id")?,
            community: named.community(row)?,
            name: row.line_of("name", 200)?,
            intent: row.words_of("intent", 4_000)?,
            signal: row.words_of("signal", 4_000)?,
            started_on: row.day("started_on")?,
            review_on: row.day("review_on")?,
            retired_on: row.some_day("retired_on_day")?,
            reviews: Vec::new(),
        };
        once.take(row, "id", it.id)?;
        theirs.practices.push(it);
        Ok(())
    })?;
    let places: HashMap<Uuid, usize> = theirs.practices.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
    each(papers, "practice_reviews", &["practice", "on_day", "decision", "reason"], |row| {
        let at = owner(row, "practice", &places, |at| theirs.practices[at].reviews.len())?;
        let decision = row.word("decision", Decision::from_word)?;
        theirs.practices[at].reviews.push((row.day("on_day")?, decision, row.at_most("reason", 4_000)?));
        Ok(())
    })
}

fn activities(papers: &Papers, theirs: &mut Theirs, named: &Named) -> Result<(), BadExport> {
    const COLUMNS: &[&str] =
        &["id", "community", "name", "hours", "character", "rhythm", "first_on", "from_day", "to_day"];
    let mut once = Once::default();
    each(papers, "activities", COLUMNS, |row| {
        let (hours, from) = (row.number("hours")?, row.day("from_day")?);
        if !(1..=4_500).contains(&hours) {
            return Err(row.bad("hours", "give tenths of hours a month, 1 to 4500."));
        }
        let it = Activity {
            id: row.id("id")?,
            community: named.community(row)?,
            name: row.line_of("name", 120)?,
            hours,
            character: row.word("character", Character::from_word)?,
            rhythm: row.word("rhythm", Rhythm::from_word)?,
            first_on: row.day("first_on")?,
            from,
            to: row.day_after("to_day", from)?,
            carriers: Vec::new(),
        };
        once.take(row, "id", it.id)?;
        theirs.activities.push(it);
        Ok(())
    })?;
    let places: HashMap<Uuid, usize> = theirs.activities.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
    let mut now = Once::default();
    each(papers, "carriers", &["activity", "person", "part", "from_day", "to_day"], |row| {
        let at = owner(row, "activity", &places, |at| theirs.activities[at].carriers.len())?;
        let (person, from) = (named.somebody(row, "person")?, row.day("from_day")?);
        let to = row.day_after("to_day", from)?;
        if to.is_none() {
            now.take(row, "person", format!("{at} {person}"))?;
        }
        let part = row.word("part", Part::from_word)?;
        theirs.activities[at].carriers.push(Carrier { person, part, from, to });
        Ok(())
    })
}

fn given(papers: &Papers, theirs: &mut Theirs, named: &Named) -> Result<(), BadExport> {
    let mut once = Once::default();
    each(papers, "time_given", &["id", "community", "person", "share", "from_day"], |row| {
        let share = row.number("share")?;
        if share > 1_000 {
            return Err(row.bad("share", "is more than a full post: give thousandths, to 1000."));
        }
        let (community, person) = (named.community(row)?, named.somebody(row, "person")?);
        let it = Given { id: row.id("id")?, community, person, share, from: row.day("from_day")? };
        once.take(row, "id", it.id)?;
        theirs.given.push(it);
        Ok(())
    })
}

fn work_items(papers: &Papers, theirs: &mut Theirs, named: &Named) -> Result<(), BadExport> {
    const COLUMNS: &[&str] = &[
        "number",
        "title",
        "state",
        "state_on",
        "steps_done",
        "steps_total",
        "started_on",
        "help_wanted",
        "community",
        "id",
        "owner",
        "moved_on",
    ];
    let slugs: HashSet<String> = theirs.communities.iter().map(|it| it.slug.clone()).collect();
    let mut once = Once::default();
    each(papers, "work_items", COLUMNS, |row| {
        let (done, total) = (row.number("steps_done")?, row.number("steps_total")?);
        if !(1..=1_000).contains(&total) || done > total {
            return Err(row.bad("steps_done", "of at least one step so many are done."));
        }
        let community = row.some("community");
        if community.as_ref().is_some_and(|slug| !slugs.contains(slug)) {
            return Err(row.bad("community", "there is none of this short name."));
        }
        let it = WorkItem {
            id: row.id("id")?,
            title: row.line_of("title", 200)?,
            owner: named.person(row, "owner")?,
            community,
            state: row.word("state", WorkState::from_word)?,
            state_on: row.day("state_on")?,
            steps_done: done,
            steps_total: total,
            started_on: row.day("started_on")?,
            moved_on: row.day("moved_on")?,
            help_wanted: row.at_most("help_wanted", 2_000)?,
            problems: Vec::new(),
        };
        once.take(row, "id", it.id)?;
        theirs.work_items.push(it);
        Ok(())
    })?;
    let places: HashMap<Uuid, usize> = theirs.work_items.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
    let numbers: HashSet<i64> = theirs.problems.iter().map(|it| it.number).collect();
    each(papers, "work_item_problems", &["work_item", "problem"], |row| {
        let at = owner(row, "work_item", &places, |at| theirs.work_items[at].problems.len())?;
        let number = row.number("problem")?;
        if !numbers.contains(&number) {
            return Err(row.bad("problem", "there is none of this number."));
        }
        theirs.work_items[at].problems.push(number);
        Ok(())
    })
}
