//! What this room hands to the hall: its doors, their rights, its API.

use crate::above::Above;
use crate::{
    adoption, amplify, board, cost, first_day, help, matching, merging, problem, sighting, solution, splitting, today,
    work_item,
};
use utoipa::OpenApi;
use web::{Right, Room};

/// The room of the main job. `above`: what rooms above do for it.
pub fn room(above: Above) -> Room {
    api(helping(pages(
        above,
        Room::new("work")
            .nav(10, "Today", "/")
            .nav(20, "Problems", "/problems")
            .place("problem", "1")
            .place("work", "1")
            .place("merge", "00000000-0000-0000-0000-000000000001"),
    )))
}

fn pages(above: Above, room: Room) -> Room {
    let room = room
        .get("/", Right::SignedIn, move |app, asker, wants| today::web::today(above, app, asker, wants))
        .get("/first-day", Right::SignedIn, move |app, asker| first_day::web::show(above, app, asker))
        .get("/problems", Right::SignedIn, problem::web::list)
        .get("/problems.csv", Right::SignedIn, problem::web::list_csv)
        .post("/problems", Right::Writes, problem::web::record_new)
        .get("/problems/new", Right::SignedIn, matching::web::new)
        .post("/problems/new", Right::SignedIn, matching::web::look_again)
        .get("/problems/matches", Right::SignedIn, matching::web::fragment)
        .get("/problems/cost", Right::SignedIn, cost::web::show)
        .get("/problems/again", Right::SignedIn, problem::web::again)
        .get("/problems/{problem}", Right::SignedIn, problem::web::show)
        .get("/p/{problem}", Right::SignedIn, problem::web::followed)
        .get("/problems/{problem}/adoptions/new", Right::Writes, adoption::web::ask_adoption)
        .post("/problems/{problem}/adoptions", Right::Writes, adoption::web::start_from)
        .get("/problems/{problem}/sightings/new", Right::Writes, sighting::web::ask_sighting)
        .post("/problems/{problem}/sightings", Right::Writes, sighting::web::add_case)
        .get("/problems/{problem}/solutions/new", Right::Writes, solution::web::ask_solution)
        .post("/problems/{problem}/solutions", Right::Writes, solution::web::say_solution)
        .get("/problems/{problem}/superseding/new", Right::Writes, solution::web::ask_superseding)
        .post("/problems/{problem}/superseding", Right::Writes, solution::web::say_superseding)
        .post("/problems/{problem}/checks", Right::Writes, solution::web::still_right)
        .get("/problems/{problem}/objections/new", Right::Writes, problem::web::ask_objection)
        .post("/problems/{problem}/objections", Right::Writes, problem::web::say_objection)
        .get("/problems/{problem}/not-now/new", Right::Writes, problem::web::ask_not_now)
        .post("/problems/{problem}/not-now", Right::Writes, problem::web::decide_not_now)
        .post("/problems/{problem}/returns", Right::Writes, problem::web::bring_it_back)
        .post("/problems/{problem}/watches", Right::Writes, problem::web::watch_it)
        .get("/problems/{problem}/tags", Right::SignedIn, problem::web::tags)
        .post("/problems/{problem}/tags", Right::Writes, problem::web::change_tags)
        .get("/problems/{problem}/merges", Right::SignedIn, merging::web::show)
        .post("/problems/{problem}/merges", Right::Writes, merging::web::send)
        .get("/problems/{problem}/splits/new", Right::Writes, splitting::web::ask)
        .post("/problems/{problem}/splits", Right::Writes, splitting::web::send)
        .get("/problems/{problem}/dismissals/new", Right::Writes, matching::web::ask_dismissal)
        .post("/problems/{problem}/dismissals", Right::Writes, matching::web::dismiss_problem);
    room.get("/work", Right::SignedIn, board::web::show)
        .post("/work", Right::Writes, board::web::log)
        .post("/work/limits", Right::Lead, board::web::limit_it)
        .get("/work/{work}/place/new", Right::Lead, board::web::ask_place)
        .post("/work/{work}/place", Right::Lead, board::web::send_place)
        .post("/work/{work}/moves", Right::Lead, board::web::move_card)
        .get("/work/{work}/rest/new", Right::Lead, board::web::ask_rest)
        .post("/work/{work}/rest", Right::Lead, board::web::rest)
        .get("/work.csv", Right::SignedIn, work_item::web::list_csv)
        .get("/work/not-now", Right::SignedIn, work_item::web::not_now)
        .get("/work/{work}", Right::SignedIn, work_item::web::show)
        .get("/w/{work}", Right::SignedIn, work_item::web::followed)
        .get("/work/{work}/offers/new", Right::Writes, work_item::web::ask_offer)
        .post("/work/{work}/offers", Right::Writes, work_item::web::offer_help)
        .get("/work/{work}/progress/new", Right::Writes, work_item::web::ask_progress)
        .post("/work/{work}/progress", Right::Writes, work_item::web::move_on)
        .get("/work/{work}/dismissals/new", Right::Writes, matching::web::ask_work_dismissal)
        .post("/work/{work}/dismissals", Right::Writes, matching::web::dismiss_work)
}

fn helping(room: Room) -> Room {
    room.post("/work/{work}/offers/answers", Right::Writes, help::web::answer_offer)
        .get("/work/{work}/helpers", Right::SignedIn, help::web::could_help)
        .post("/work/{work}/helpers", Right::Writes, help::web::ask_them)
        .post("/work/{work}/declines", Right::Writes, help::web::not_this_time)
        .get("/work/{work}/amplify/new", Right::Writes, amplify::web::ask)
        .post("/work/{work}/amplify", Right::Writes, amplify::web::send)
        .get("/me/help", Right::Own, help::web::mine)
        .post("/me/help", Right::Own, help::web::say_mine)
}

fn api(room: Room) -> Room {
    help::api::doors(merging::api::doors(room))
        .get("/api/v1/problems", Right::SignedIn, problem::api::list)
        .post("/api/v1/problems", Right::Writes, problem::api::create)
        // Looks only: a token that reads may ask, though it posts.
        .post("/api/v1/problems/matches", Right::SignedIn, matching::api::matches)
        .get("/api/v1/problems/{problem}", Right::SignedIn, problem::api::read)
        .get("/api/v1/problems/{problem}/sightings", Right::SignedIn, sighting::api::list)
        .post("/api/v1/problems/{problem}/sightings", Right::Writes, sighting::api::create)
        .get("/api/v1/problems/{problem}/solutions", Right::SignedIn, solution::api::list)
        .post("/api/v1/problems/{problem}/solutions", Right::Writes, solution::api::create)
        .get("/api/v1/problems/{problem}/adoptions", Right::SignedIn, adoption::api::list)
        .post("/api/v1/problems/{problem}/adoptions", Right::Writes, adoption::api::create)
        .get("/api/v1/work-items", Right::SignedIn, work_item::api::list)
        .post("/api/v1/work-items", Right::Writes, work_item::api::create)
        .get("/api/v1/work-items/{work}", Right::SignedIn, work_item::api::read)
        .post("/api/v1/work-items/{work}/progress", Right::Writes, work_item::api::progress)
        .api(problem::api::ProblemApi::openapi)
        .api(sighting::api::SightingApi::openapi)
        .api(solution::api::SolutionApi::openapi)
        .api(adoption::api::AdoptionApi::openapi)
        .api(matching::api::MatchingApi::openapi)
        .api(work_item::api::WorkApi::openapi)
}
