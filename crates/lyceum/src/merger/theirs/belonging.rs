//! Communities, who belonged to them, who led them; products and their teams.

use super::{Community, Membership, Once, Point, Product, Team, Theirs, above_first};
use crate::merger::table::{Row, each};
use crate::merger::{BadExport, Papers};
use base::{Standing, Uuid, text};
use directory::community::{CommunityKind, SegmentBy};
use directory::membership::Route;
use directory::product::Phase;
use std::collections::{HashMap, HashSet};

pub(super) fn read(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    communities(papers, theirs)?;
    memberships(papers, theirs)?;
    appointments(papers, theirs)?;
    points(papers, theirs)?;
    products(papers, theirs)?;
    teams(papers, theirs)
}

/// The row's reference must be one of `known`.
fn known(row: &Row<'_>, column: &str, known: &HashSet<Uuid>) -> Result<Uuid, BadExport> {
    let id = row.id(column)?;
    if known.contains(&id) { Ok(id) } else { Err(row.bad(column, "there is none with this id.")) }
}

fn communities(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    const COLUMNS: &[&str] = &[
        "id",
        "slug",
        "kind",
        "name",
        "purpose",
        "parent",
        "segment_by",
        "signs",
        "founded_on",
        "ends_on",
        "closed_on",
        "outcome",
    ];
    let (mut once, mut slugs, mut all) = (Once::default(), Once::default(), Vec::new());
    each(papers, "communities", COLUMNS, |row| {
        let founded_on = row.day("founded_on")?;
        let it = Community {
            id: row.id("id")?,
            slug: row.line_of("slug", 80)?,
            kind: row.word("kind", CommunityKind::from_word)?,
            name: row.line_of("name", 120)?,
            purpose: row.words_of("purpose", 600)?,
            parent: row.some_id("parent")?,
            segment_by: row.some_word("segment_by", SegmentBy::from_word)?,
            signs: row.at_most("signs", 600)?,
            founded_on,
            ends_on: row.day_after("ends_on", founded_on)?,
            closed_on: row.day_after("closed_on", founded_on)?,
            outcome: row.at_most("outcome", 2_000)?,
        };
        if it.kind == CommunityKind::Action && it.ends_on.is_none() {
            return Err(row.bad("ends_on", "a community of action ends by a day."));
        }
        once.take(row, "id", it.id)?;
        slugs.take(row, "slug", &it.slug)?;
        all.push((row.line, it));
        Ok(())
    })?;
    theirs.communities = above_first("communities", all, |it| it.id, |it| it.parent)?;
    Ok(())
}

fn standing(word: &str) -> Option<Standing> {
    Standing::from_word(word)
}

fn memberships(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    const COLUMNS: &[&str] = &["id", "person", "community", "standing", "route", "level", "from_day", "to_day"];
    let people: HashSet<_> = theirs.people.iter().map(|it| it.id).collect();
    let communities: HashSet<_> = theirs.communities.iter().map(|it| it.id).collect();
    let (mut once, mut held) = (Once::default(), Once::default());
    each(papers, "memberships", COLUMNS, |row| {
        let from = row.day("from_day")?;
        let it = Membership {
            id: row.id("id")?,
            person: known(row, "person", &people)?,
            community: known(row, "community", &communities)?,
            standing: row.word("standing", standing)?,
            route: row.word("route", Route::from_word)?,
            level: row.at_most("level", 60)?,
            from,
            to: row.day_after("to_day", from)?,
            appointments: Vec::new(),
        };
        once.take(row, "id", it.id)?;
        if it.to.is_none() {
            held.take(row, "person", format!("{} {}", it.person, it.community))?;
        }
        theirs.memberships.push(it);
        Ok(())
    })
}

fn appointments(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let places: HashMap<Uuid, usize> = theirs.memberships.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
    let mut once = Once::default();
    each(papers, "appointments", &["id", "membership", "standing", "from_day", "to_day"], |row| {
        once.take(row, "id", row.id("id")?)?;
        let at = places.get(&row.id("membership")?);
        let at = *at.ok_or_else(|| row.bad("membership", "there is none with this id."))?;
        let from = row.day("from_day")?;
        let to = row.day_after("to_day", from)?;
        theirs.memberships[at].appointments.push((row.word("standing", standing)?, from, to));
        Ok(())
    })
}

fn points(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let communities: HashSet<_> = theirs.communities.iter().map(|it| it.id).collect();
    let mut once = Once::default();
    each(papers, "turning_points", &["id", "community", "on_day", "title", "detail"], |row| {
        let it = Point {
            id: row.id("id")?,
            community: known(row, "community", &communities)?,
            on: row.day("on_day")?,
            title: row.line_of("title", 60)?,
            detail: row.at_most("detail", 60)?,
        };
        once.take(row, "id", it.id)?;
        theirs.points.push(it);
        Ok(())
    })?;
    sortings(papers, theirs, &communities, &mut once)
}

/// What a card sort came to, as a point of the timeline: its cards are those of a model that stayed over there.
fn sortings(
    papers: &Papers,
    theirs: &mut Theirs,
    communities: &HashSet<Uuid>,
    once: &mut Once,
) -> Result<(), BadExport> {
    const COLUMNS: &[&str] =
        &["id", "community", "closed_on", "sorted_by", "done", "in_progress", "next", "not_for_us"];
    each(papers, "maturity_sessions", COLUMNS, |row| {
        let figure = |column| row.number(column);
        let all = figure("done")? + figure("in_progress")? + figure("next")? + figure("not_for_us")?;
        let title = format!("Card sort: {} of {all} done", figure("done")?);
        let detail = format!("{} people sorted, {} in progress", figure("sorted_by")?, figure("in_progress")?);
        let (community, on) = (known(row, "community", communities)?, row.day("closed_on")?);
        let it = Point {
            id: row.id("id")?,
            community,
            on,
            title: text::shorten(&title, 60),
            detail: text::shorten(&detail, 60),
        };
        once.take(row, "id", it.id)?;
        theirs.points.push(it);
        Ok(())
    })
}

fn products(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let units: HashSet<_> = theirs.units.iter().map(|it| it.id).collect();
    let (mut once, mut slugs) = (Once::default(), Once::default());
    each(papers, "products", &["id", "slug", "name", "phase", "purpose", "unit"], |row| {
        let it = Product {
            id: row.id("id")?,
            slug: row.line_of("slug", 80)?,
            name: row.line_of("name", 120)?,
            purpose: row.words_of("purpose", 600)?,
            phase: row.word("phase", Phase::from_word)?,
            unit: row.some_id("unit")?,
            phases: Vec::new(),
        };
        if it.unit.is_some_and(|id| !units.contains(&id)) {
            return Err(row.bad("unit", "there is none with this id."));
        }
        once.take(row, "id", it.id)?;
        slugs.take(row, "slug", &it.slug)?;
        theirs.products.push(it);
        Ok(())
    })?;
    let places = by_slug(theirs);
    each(papers, "product_phases", &["product", "phase", "from_day"], |row| {
        let at = product(row, &places)?;
        theirs.products[at].phases.push((row.word("phase", Phase::from_word)?, row.day("from_day")?));
        Ok(())
    })
}

fn by_slug(theirs: &Theirs) -> HashMap<String, usize> {
    theirs.products.iter().enumerate().map(|(at, it)| (it.slug.clone(), at)).collect()
}

fn product(row: &Row<'_>, places: &HashMap<String, usize>) -> Result<usize, BadExport> {
    places.get(row.text("product")).copied().ok_or_else(|| row.bad("product", "there is none of this short name."))
}

fn teams(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let people: HashSet<_> = theirs.people.iter().map(|it| it.id).collect();
    let communities: HashSet<_> = theirs.communities.iter().map(|it| it.id).collect();
    let places = by_slug(theirs);
    let (mut once, mut held) = (Once::default(), Once::default());
    each(papers, "teams", &["id", "product", "person", "profession", "from_day", "to_day"], |row| {
        let from = row.day("from_day")?;
        let at = product(row, &places)?;
        let it = Team {
            id: row.id("id")?,
            product: theirs.products[at].slug.clone(),
            person: known(row, "person", &people)?,
            profession: row.some_id("profession")?,
            from,
            to: row.day_after("to_day", from)?,
        };
        if it.profession.is_some_and(|id| !communities.contains(&id)) {
            return Err(row.bad("profession", "there is none with this id."));
        }
        once.take(row, "id", it.id)?;
        if it.to.is_none() {
            held.take(row, "person", format!("{} {}", it.person, it.product))?;
        }
        theirs.teams.push(it);
        Ok(())
    })
}
