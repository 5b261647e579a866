//! The organisation itself, its units and places, its people.

use super::{Location, Once, Person, Theirs, Unit, above_first};
use crate::merger::table::each;
use crate::merger::{BadExport, Papers};
use directory::person::{self, PersonState};
use std::collections::{HashMap, HashSet};

pub(super) fn read(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    organisation(papers, theirs)?;
    units(papers, theirs)?;
    locations(papers, theirs)?;
    people(papers, theirs)
}

fn organisation(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let mut found = 0;
    each(papers, "organisation", &["id", "name"], |row| {
        found += 1;
        (theirs.organisation, theirs.name) = (row.id("id")?, row.line_of("name", 120)?);
        if found > 1 { Err(row.bad("id", "an export has one organisation.")) } else { Ok(()) }
    })?;
    if found == 0 {
        return Err(BadExport::whole(
            "organisation.csv",
            "names no organisation. Name it over there and export again.",
        ));
    }
    Ok(())
}

fn units(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let (mut once, mut slugs, mut units) = (Once::default(), Once::default(), Vec::new());
    each(papers, "units", &["id", "slug", "name", "parent"], |row| {
        let unit = Unit {
            id: row.id("id")?,
            slug: row.line_of("slug", 80)?,
            name: row.line_of("name", 120)?,
            parent: row.some_id("parent")?,
            path: String::new(),
        };
        once.take(row, "id", unit.id)?;
        slugs.take(row, "slug", &unit.slug)?;
        units.push((row.line, unit));
        Ok(())
    })?;
    let mut paths: HashMap<base::Uuid, String> = HashMap::new();
    theirs.units = above_first("units", units, |it| it.id, |it| it.parent)?;
    for unit in &mut theirs.units {
        unit.path = match unit.parent.and_then(|above| paths.get(&above)) {
            Some(above) => format!("{above} / {}", unit.name),
            None => unit.name.clone(),
        };
        paths.insert(unit.id, unit.path.clone());
    }
    Ok(())
}

fn locations(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let mut once = Once::default();
    each(papers, "locations", &["id", "name", "address"], |row| {
        let it = Location { id: row.id("id")?, name: row.line_of("name", 120)?, address: row.at_most("address", 400)? };
        once.take(row, "id", it.id)?;
        theirs.locations.push(it);
        Ok(())
    })
}

const COLUMNS: &[&str] = &["id", "name", "email", "state", "joined_on", "left_on", "unit", "location", "line_manager"];

fn people(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let units: HashSet<_> = theirs.units.iter().map(|it| it.id).collect();
    let locations: HashSet<_> = theirs.locations.iter().map(|it| it.id).collect();
    let (mut once, mut emails) = (Once::default(), Once::default());
    each(papers, "people", COLUMNS, |row| {
        let joined_on = row.day("joined_on")?;
        let person = Person {
            id: row.id("id")?,
            name: row.line_of("name", 120)?,
            email: person::email(row.text("email")).ok_or_else(|| row.bad("email", "this is no address."))?,
            state: row.word("state", PersonState::from_word)?,
            joined_on,
            left_on: row.day_after("left_on", joined_on)?,
            unit: row.some_id("unit")?,
            location: row.some_id("location")?,
            manager: row.some_id("line_manager")?,
        };
        once.take(row, "id", person.id)?;
        emails.take(row, "email", &person.email)?;
        if (person.state == PersonState::Left) != person.left_on.is_some() {
            return Err(row.bad("left_on", "who has left has a last day, and nobody else has."));
        }
        if person.unit.is_some_and(|id| !units.contains(&id)) {
            return Err(row.bad("unit", "there is none with this id."));
        }
        if person.location.is_some_and(|id| !locations.contains(&id)) {
            return Err(row.bad("location", "there is none with this id."));
        }
        theirs.people.push(person);
        Ok(())
    })?;
    let all: HashSet<_> = theirs.people.iter().map(|it| it.id).collect();
    each(papers, "people", COLUMNS, |row| match row.some_id("line_manager")? {
        Some(id) if !all.contains(&id) => Err(row.bad("line_manager", "nobody has this id.")),
        _ => Ok(()),
    })
}
