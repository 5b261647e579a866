//! The choice of a week, for all communities together, with a sentence for each.

use super::worth::{Candidate, Worth};
use super::{Choice, REST_DAYS, SLOTS, fill, store};
use crate::remembered::{self, Importance};
use ::store::{Conn, Store, StoreError};
use base::{CommunityId, Day};
use std::collections::{HashMap, HashSet};

/// So many pages of each community are looked at, those that gain most alone: enough for its slots many times over.
const LOOKED_AT: usize = 64;
/// A community of fewer people needs no machine to tell them something.
const LEAST_MEMBERS: i64 = 3;

/// Is the week's choice made?
pub fn is_chosen(conn: &mut Conn, week: Day) -> Result<bool, StoreError> {
    store::is_chosen(conn, week)
}

/// Chooses for the week of `today` what was not chosen yet. Answers for how many communities.
pub fn choose(on: &Store, today: Day) -> Result<usize, StoreError> {
    let week = remembered::monday(today);
    let rows = on.snapshot(|conn| choices(conn, week, today))?;
    let communities: HashSet<CommunityId> = rows.iter().map(|row| row.community).collect();
    on.write_blocking(move |tx| {
        store::note_chosen(tx, week)?;
        rows.iter().try_for_each(|row| store::keep(tx, row))
    })?;
    Ok(communities.len())
}

fn choices(conn: &mut Conn, week: Day, today: Day) -> Result<Vec<store::Kept>, StoreError> {
    let (groups, gains) = remembered::gains(conn, today)?;
    let shelves = store::shelves(conn)?;
    let (pages, of_shelf) = candidates(conn)?;
    let resting = store::shown_since(conn, week.plus_days(1 - REST_DAYS))?;
    let have = store::has_choice(conn, week)?;
    let mut worth = Worth::new(&groups, gains, &pages);
    let mut places = vec![0; groups.ids.len()];
    let mut offered = Vec::new();
    for (group, community) in groups.ids.iter().enumerate() {
        let members = groups.members[group].last().copied().unwrap_or(0);
        if members < LEAST_MEMBERS || have.contains(community) {
            continue;
        }
        places[group] = SLOTS.len();
        let own = shelves.get(community).into_iter().flatten().map(|it| Some(*it)).chain([None]);
        let mut best: Vec<Choice> = own
            .flat_map(|shelf| of_shelf.get(&shelf).into_iter().flatten())
            .filter(|page| !resting.contains(&(*community, pages[**page].page)))
            .map(|page| Choice { group, page: *page, worth: worth.alone(group, *page) })
            .collect();
        best.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.page.cmp(&b.page)));
        offered.extend(best.into_iter().take(LOOKED_AT));
    }
    let mut fault = None;
    let chosen = fill(&places, offered, |group, page, told| {
        worth.beside(conn, group, page, told).unwrap_or_else(|error| {
            fault = Some(error);
            0.0
        })
    });
    if let Some(fault) = fault {
        return Err(fault);
    }
    let mut next: HashMap<usize, usize> = HashMap::new();
    let mut rows = Vec::new();
    for it in chosen {
        let place = next.entry(it.group).or_default();
        let (community, page) = (groups.ids[it.group], pages[it.page].page);
        let why = why(conn, community, page, week)?;
        rows.push(store::Kept { community, week, page, place: *place as i64, slot: SLOTS[*place], why });
        *place += 1;
    }
    Ok(rows)
}

/// Pages, and by shelf (`None`: everyone's) their places in the list.
fn candidates(conn: &mut Conn) -> Result<(Vec<Candidate>, HashMap<Option<CommunityId>, Vec<usize>>), StoreError> {
    let mut of_shelf: HashMap<Option<CommunityId>, Vec<usize>> = HashMap::new();
    let mut pages = Vec::new();
    for (page, shelf, importance, links) in store::pages(conn)? {
        of_shelf.entry(shelf).or_default().push(pages.len());
        // Of two pages alike, the one to which more lead: a hundredth for each doubling.
        let weight = importance as f64 * (1.0 + 0.01 * (1.0 + links as f64).log2());
        pages.push(Candidate { page, weight });
    }
    Ok((pages, of_shelf))
}

/// `About 35% of Design would recall it now; everyone should know it.`
fn why(
    conn: &mut Conn,
    community: CommunityId,
    page: knowledge::page::PageId,
    week: Day,
) -> Result<String, StoreError> {
    let known = match remembered::latest(conn, page, community)? {
        Some(point) => format!("About {}% here would recall it now", point.remembered()),
        None => "Hardly anyone here has met it".into(),
    };
    let shown = match store::last_shown(conn, community, page)?.filter(|day| *day < week) {
        Some(day) => format!(", last shown in the week of {}", day.long()),
        None => String::new(),
    };
    let matters = match remembered::importance_of(conn, page)? {
        Importance::Everyone => "; everyone should know it",
        Importance::Most => "; most should know it",
        Importance::Some => "",
    };
    Ok(format!("{known}{shown}{matters}."))
}
