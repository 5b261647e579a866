//! Problems, what was decided of them, who met them, what solved them, who uses that.

use super::{Adoption, Once, Problem, Sighting, Solution, State, Theirs};
use crate::merger::table::{Row, each};
use crate::merger::{BadExport, Papers};
use base::Uuid;
use std::collections::{HashMap, HashSet};
use work::problem::ProblemState;

/// What problems, sightings and adoptions may name.
struct Named {
    people: HashSet<Uuid>,
    products: HashSet<String>,
    communities: HashSet<String>,
}

impl Named {
    fn person(&self, row: &Row<'_>, column: &str) -> Result<Option<Uuid>, BadExport> {
        match row.some_id(column)? {
            Some(id) if !self.people.contains(&id) => Err(row.bad(column, "nobody has this id.")),
            other => Ok(other),
        }
    }

    fn of(row: &Row<'_>, column: &str, known: &HashSet<String>) -> Result<Option<String>, BadExport> {
        match row.some(column) {
            Some(slug) if !known.contains(&slug) => Err(row.bad(column, "there is none of this short name.")),
            other => Ok(other),
        }
    }
}

pub(super) fn read(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let named = Named {
        people: theirs.people.iter().map(|it| it.id).collect(),
        products: theirs.products.iter().map(|it| it.slug.clone()).collect(),
        communities: theirs.communities.iter().map(|it| it.slug.clone()).collect(),
    };
    problems(papers, theirs, &named)?;
    let places: HashMap<i64, usize> = theirs.problems.iter().enumerate().map(|(at, it)| (it.number, at)).collect();
    states(papers, theirs, &named, &places)?;
    sightings(papers, theirs, &named, &places)?;
    solutions(papers, theirs, &named, &places)?;
    adoptions(papers, theirs, &named)
}

fn problems(papers: &Papers, theirs: &mut Theirs, named: &Named) -> Result<(), BadExport> {
    const COLUMNS: &[&str] = &[
        "number",
        "title",
        "statement",
        "who_has_it",
        "product",
        "community",
        "stated_on",
        "state",
        "state_on",
        "different",
        "raised_by",
    ];
    let mut once = Once::default();
    each(papers, "problems", COLUMNS, |row| {
        let it = Problem {
            number: row.number("number")?,
            title: row.line_of("title", 200)?,
            statement: row.words_of("statement", 20_000)?,
            hurts: row.at_most("who_has_it", 500)?,
            different: row.at_most("different", 2_000)?,
            product: Named::of(row, "product", &named.products)?,
            community: Named::of(row, "community", &named.communities)?,
            raised_by: named.person(row, "raised_by")?,
            stated_on: row.day("stated_on")?,
            state: row.word("state", ProblemState::from_word)?,
            state_on: row.day("state_on")?,
            states: Vec::new(),
        };
        once.take(row, "number", it.number)?;
        theirs.problems.push(it);
        Ok(())
    })
}

fn place(row: &Row<'_>, places: &HashMap<i64, usize>) -> Result<usize, BadExport> {
    places.get(&row.number("problem")?).copied().ok_or_else(|| row.bad("problem", "there is none of this number."))
}

fn states(papers: &Papers, theirs: &mut Theirs, named: &Named, places: &HashMap<i64, usize>) -> Result<(), BadExport> {
    const COLUMNS: &[&str] =
        &["problem", "place", "state", "on_day", "decided_by", "reason", "comes_back_on", "comes_back_when"];
    each(papers, "problem_states", COLUMNS, |row| {
        let at = place(row, places)?;
        theirs.problems[at].states.push(State {
            place: row.number("place")?,
            state: row.word("state", ProblemState::from_word)?,
            on: row.day("on_day")?,
            decided_by: named.person(row, "decided_by")?,
            reason: Some(row.at_most("reason", 2_000)?).filter(|it| !it.is_empty()),
            comes_back_on: row.some_day("comes_back_on")?,
            comes_back_when: Some(row.at_most("comes_back_when", 500)?).filter(|it| !it.is_empty()),
        });
        Ok(())
    })?;
    theirs.problems.iter_mut().for_each(|it| it.states.sort_by_key(|state| state.place));
    Ok(())
}

fn sightings(
    papers: &Papers,
    theirs: &mut Theirs,
    named: &Named,
    places: &HashMap<i64, usize>,
) -> Result<(), BadExport> {
    const COLUMNS: &[&str] = &["problem", "seen_on", "product", "community", "days", "words", "id", "person"];
    let mut once = Once::default();
    each(papers, "sightings", COLUMNS, |row| {
        let at = place(row, places)?;
        let it = Sighting {
            id: row.id("id")?,
            problem: theirs.problems[at].number,
            seen_on: row.day("seen_on")?,
            person: named.person(row, "person")?,
            product: Named::of(row, "product", &named.products)?,
            community: Named::of(row, "community", &named.communities)?,
            days: row.days("days")?,
            words: row.words_of("words", 20_000)?,
        };
        once.take(row, "id", it.id)?;
        theirs.sightings.push(it);
        Ok(())
    })
}

fn solutions(
    papers: &Papers,
    theirs: &mut Theirs,
    named: &Named,
    places: &HashMap<i64, usize>,
) -> Result<(), BadExport> {
    let mut once = Once::default();
    let columns = &["problem", "solved_on", "days", "works", "watch_out", "id", "solved_by"];
    each(papers, "solutions", columns, |row| {
        let at = place(row, places)?;
        let it = Solution {
            id: row.id("id")?,
            problem: theirs.problems[at].number,
            solved_on: row.day("solved_on")?,
            solved_by: named.person(row, "solved_by")?,
            days: row.days("days")?,
            works: row.words_of("works", 20_000)?,
            watch_out: row.at_most("watch_out", 4_000)?,
            links: Vec::new(),
        };
        once.take(row, "id", it.id)?;
        theirs.solutions.push(it);
        Ok(())
    })?;
    let places: HashMap<Uuid, usize> = theirs.solutions.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
    each(papers, "solution_links", &["solution", "place", "title", "url"], |row| {
        let at = places.get(&row.id("solution")?).copied();
        let at = at.ok_or_else(|| row.bad("solution", "there is none with this id."))?;
        let link = (row.number("place")?, row.line_of("title", 200)?, row.line_of("url", 2_000)?);
        theirs.solutions[at].links.push(link);
        if theirs.solutions[at].links.len() > 100 {
            Err(row.bad("solution", "it has more than 100 links."))
        } else {
            Ok(())
        }
    })?;
    theirs.solutions.iter_mut().for_each(|it| it.links.sort());
    Ok(())
}

fn adoptions(papers: &Papers, theirs: &mut Theirs, named: &Named) -> Result<(), BadExport> {
    let solutions: HashMap<Uuid, i64> = theirs.solutions.iter().map(|it| (it.id, it.problem)).collect();
    let (mut once, mut pairs) = (Once::default(), Once::default());
    let columns = &["problem", "product", "since", "days", "changes", "id", "solution", "adopted_by"];
    each(papers, "adoptions", columns, |row| {
        let it = Adoption {
            id: row.id("id")?,
            problem: row.number("problem")?,
            solution: row.id("solution")?,
            product: Named::of(row, "product", &named.products)?
                .ok_or_else(|| row.bad("product", "which one adopted it?"))?,
            adopted_by: named.person(row, "adopted_by")?,
            since: row.day("since")?,
            days: row.days("days")?,
            changes: row.at_most("changes", 20_000)?,
        };
        if solutions.get(&it.solution) != Some(&it.problem) {
            return Err(row.bad("solution", "this problem has none with this id."));
        }
        once.take(row, "id", it.id)?;
        pairs.take(row, "product", format!("{} {}", it.solution, it.product))?;
        theirs.adoptions.push(it);
        Ok(())
    })
}
