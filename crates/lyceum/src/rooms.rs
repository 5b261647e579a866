//! All rooms, in one place: the one route table, who keeps the door, who may be let in first.

use crate::{desk, finding, mcp, merger, webhook};
use base::{Act, CommunityId};
use communities::feed::News;
use communities::timeline::TurningPoint;
use communities::{Noted, Wanted};
use directory::Panels;
use directory::community::Community;
use directory::panels::Look;
use knowledge::draft::{Keep, Place};
use knowledge::handbook::Shelf;
use store::{Conn, StoreError, Tx};
use web::Room;
use web::refusal::Refusal;

/// From the bottom up. Called once for the application and once for its router.
pub fn all() -> Vec<Room> {
    vec![
        web::room(),
        directory::room(panels()),
        communities::room(above()),
        knowledge::room(),
        work::room(above_work()),
        standards::room(),
        curation::room(),
        finding::room(),
        mcp::api::room(),
        desk::room(),
        merger::room(),
        webhook::room(),
    ]
}

/// What rooms do for rooms below them.
fn above() -> communities::Above {
    communities::Above {
        work: Some(start_work),
        points: Some(handbooks_opened),
        news: Some(news),
        page: Some(draft_page),
        worth_showing: Some(curation::resurfacing::web::on_agenda),
    }
}

/// The same for the room of work.
fn above_work() -> work::Above {
    work::Above { first_reading: Some(curation::path::first_reading), today: Some(today) }
}

/// Beside what needs somebody: what panels and teams wait for, and a page worth meeting again.
fn today(conn: &mut Conn, look: &Look<'_>) -> Result<String, StoreError> {
    let waiting = standards::assessment::web::today(conn, look)?;
    Ok(waiting + &curation::resurfacing::web::today(conn, look)?)
}

/// What rooms show on the pages of rooms below them.
fn panels() -> Panels {
    Panels {
        tabs: communities::tabs,
        community: vec![communities::goal::web::panel, work::community_panel],
        person: vec![work::help::web::person_panel],
        product: vec![
            standards::assessment::web::panel_of_product,
            standards::comes_next::web::panel,
            standards::reuse::web::panel,
            work::product_panel,
        ],
        three_problems: Some(work::problem::are_three),
        handbook_page: Some(knowledge::page::is_anything),
        community_wide: vec![timeline],
        community_facts: vec![communities::maturity::fact, communities::leadership::web::fact],
        community_aside: vec![
            communities::meetup::web::panel,
            curation::weekly_update::web::panel,
            communities::channel::web::panel,
        ],
    }
}

/// What a community decided to do, as a piece of work that has not begun to move.
fn start_work(tx: &mut Tx<'_>, act: &Act, it: Wanted) -> Result<String, StoreError> {
    let input = work::work_item::StartWork {
        title: it.title,
        owner: it.owner,
        community: Some(it.community),
        problems: Vec::new(),
        steps_total: 4,
        steps_done: 0,
        help_wanted: it.why,
        started_on: None,
    };
    match work::work_item::start(tx, act, input) {
        Ok(item) => Ok(item.url()),
        Err(work::Refusal::Store(error)) => Err(error),
        // Its title was checked where it was written down.
        Err(_) => Ok("/work".into()),
    }
}

/// Notes as somebody's draft of a page in their community's handbook.
fn draft_page(tx: &mut Tx<'_>, act: &Act, it: Noted) -> Result<String, Refusal> {
    let place = Place::New { shelf: Shelf::Of(it.community), under: None };
    let keep = Keep { draft: None, place, title: it.title, why: String::new(), body: it.text };
    let draft = knowledge::draft::keep(tx, act, keep).map_err(|refusal| match refusal {
        known @ (Refusal::Store(_) | Refusal::Denied(_)) => known,
        other => Refusal::field("notes", other),
    })?;
    Ok(format!("/handbook/drafts/{draft}"))
}

/// A community's handbooks as turning points of its timeline.
fn handbooks_opened(conn: &mut Conn, community: CommunityId) -> Result<Vec<TurningPoint>, StoreError> {
    let opened = knowledge::handbook::opened_by(conn, community)?;
    Ok(opened
        .into_iter()
        .map(|(title, on)| TurningPoint { id: None, on, title: "Handbook opened".into(), detail: title })
        .collect())
}

/// Problems in a community's words, as its feed tells of them: stated, taken up, solved, set aside; and its updates.
fn news(conn: &mut Conn, it: &Community, most: i64) -> Result<Vec<News>, StoreError> {
    let filter = work::problem::Filter { community: Some(it.id), ..Default::default() };
    let limit = base::Limit::of(u32::try_from(most).ok());
    let problems = work::problem::list(conn, &filter, None, limit)?.items;
    let updates = curation::weekly_update::web::news(conn, it, most)?;
    Ok(problems
        .into_iter()
        .map(|it| News {
            id: it.id.uuid(),
            at: it.state_on.midnight(),
            url: it.url(),
            about: format!("{}: {}", it.reference(), it.state.label()),
            title: it.title,
        })
        .chain(updates)
        .collect())
}

fn timeline(conn: &mut Conn, look: &Look<'_>, id: CommunityId) -> Result<String, StoreError> {
    communities::timeline::web::panel(conn, look, id, above().points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_routes_share_method_and_path() {
        let mut seen = BTreeSet::new();
        for route in all().iter().flat_map(|room| room.routes()) {
            assert!(seen.insert(format!("{} {}", route.method, route.path)), "{} {}", route.method, route.path);
        }
    }

    #[test]
    fn every_route_of_the_api_is_described() {
        let document = serde_json::to_value(crate::openapi::document()).unwrap();
        for route in all().iter().flat_map(|room| room.routes()).filter(|route| route.is_api()) {
            if route.path.ends_with("openapi.json") {
                continue;
            }
            let operation = &document["paths"][route.path][route.method.as_str().to_lowercase()];
            assert!(operation.is_object(), "{} {} is not in the OpenAPI document", route.method, route.path);
        }
        assert_eq!(document["openapi"].as_str().unwrap().split('.').next(), Some("3"));
    }

    #[test]
    fn every_page_of_every_room_renders_from_its_samples() {
        let _linked = all();
        let pages = web::sample::samples();
        assert!(pages.len() > 20, "only {} pages make samples of themselves", pages.len());
        for page in pages {
            for html in (page.render)() {
                let html = html.unwrap_or_else(|error| panic!("{}: {error}", page.name));
                let faults = web::sample::faults_of(&html);
                assert!(faults.is_empty(), "{}: {faults:?}", page.name);
            }
        }
    }
}
