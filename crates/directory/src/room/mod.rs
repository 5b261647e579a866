//! Every door of the directory with the right that it asks for.

use crate::community::{api as community_api, web as communities};
use crate::entry::web as entries;
use crate::me::web as me;
use crate::membership::{api as membership_api, web as members};
use crate::panels::Panels;
use crate::passkey::web as passkeys;
use crate::password::web as passwords;
use crate::person::{api as person_api, web as people};
use crate::product::{api as product_api, web as products};
use crate::session::web as sessions;
use crate::settings::web as settings;
use crate::setup::web as setup;
use crate::sign_in::Lodge;
use crate::sign_in::web as sign_in;
use crate::sign_in::web::{AppState, Headers, WishedFor};
use crate::sign_in_link::web as links;
use crate::token::web as tokens;
use crate::unit::{api as unit_api, web as units};
use std::sync::Arc;
use utoipa::OpenApi;
use web::{Right, Room};

/// `panels`: what rooms above show on our pages.
pub fn room(panels: Panels) -> Room {
    let lodge = Arc::new(Lodge::default());
    let room = Room::new("directory").nav(30, "Communities", "/communities");
    let room = coming_in(room, &lodge);
    let room = ones_own(room, &lodge, &panels);
    api(keeping(pages(room, &panels), &panels))
}

/// A door that shares the lodge, or shows panels: its first argument, cloned for each request.
macro_rules! with {
    ($shared:expr, $door:path, $($arg:ident : $kind:ty),*) => {{
        let shared = $shared.clone();
        move |$($arg: $kind),*| $door(shared.clone(), $($arg),*)
    }};
}

fn coming_in(room: Room, lodge: &Arc<Lodge>) -> Room {
    use sign_in::From as Address;
    use web::{Asker, Form};
    room.get("/sign-in", Right::Anyone, with!(lodge, sign_in::show, app: AppState, asker: Asker, wished: WishedFor))
        .post(
            "/sign-in",
            Right::Anyone,
            with!(lodge, sign_in::with_password, app: AppState, asker: Asker, from: Address, headers: Headers, form: Form),
        )
        .post("/sign-in/demo", Right::Anyone, sign_in::demo)
        .post("/sign-in/passkey/question", Right::Anyone, with!(lodge, sign_in::ask_passkey, app: AppState))
        .post(
            "/sign-in/passkey",
            Right::Anyone,
            with!(lodge, sign_in::with_passkey, app: AppState, asker: Asker, headers: Headers, form: Form),
        )
        .get("/sign-in/link/{secret}", Right::Anyone, links::show)
        .post(
            "/sign-in/link/{secret}",
            Right::Anyone,
            with!(lodge, links::take, app: AppState, asker: Asker, secret: links::Secret, headers: Headers, form: Form),
        )
        .post("/sign-out", Right::Anyone, sign_in::sign_out)
}

fn ones_own(room: Room, lodge: &Arc<Lodge>, panels: &Panels) -> Room {
    use sign_in::RecentlySignedIn as Recent;
    use web::{Asker, Form};
    room.get("/me", Right::Own, with!(panels.person, me::show, app: AppState, asker: Asker))
        .get("/me/sessions", Right::Own, sessions::list)
        .post("/me/sessions/{id}/ending", Right::Own, sessions::end)
        .get("/me/tokens", Right::Own, tokens::list)
        .post("/me/tokens", Right::Own, tokens::make)
        .post("/me/tokens/{id}/ending", Right::Own, tokens::end)
        .get("/me/passkeys", Right::Own, with!(lodge, passkeys::list, app: AppState, asker: Asker))
        .post("/me/passkeys/question", Right::Own, with!(lodge, passkeys::ask, app: AppState, recent: Recent))
        .post("/me/passkeys", Right::Own, with!(lodge, passkeys::add, app: AppState, recent: Recent, form: Form))
        .post("/me/passkeys/{id}/removal", Right::Own, passkeys::remove)
        .get("/me/password", Right::Own, passwords::show)
        .post(
            "/me/password",
            Right::Own,
            with!(lodge, passwords::choose, app: AppState, recent: Recent, headers: Headers, form: Form),
        )
}

fn pages(room: Room, panels: &Panels) -> Room {
    use web::Asker;
    room.get("/people", Right::SignedIn, people::list)
        .get(
            "/people/{id}",
            Right::SignedIn,
            with!(panels.person, people::show, app: AppState, asker: Asker, id: people::ById),
        )
        .get("/communities", Right::SignedIn, communities::list)
        .get(
            "/communities/{slug}",
            Right::SignedIn,
            with!(panels, communities::show, app: AppState, asker: Asker, slug: communities::BySlug),
        )
        .get(
            "/communities/{slug}/entries",
            Right::SignedIn,
            with!(panels, entries::list, app: AppState, asker: Asker, slug: communities::BySlug),
        )
        .post(
            "/communities/{slug}/entries",
            Right::Writes,
            with!(panels, entries::ask, app: AppState, asker: Asker, slug: communities::BySlug, form: web::Form),
        )
        .get("/communities/{slug}/entry/{id}", Right::SignedIn, entries::show)
        .post("/communities/{slug}/entry/{id}/decision", Right::Writes, entries::decide)
        .post("/communities/{slug}/entry/{id}/withdrawal", Right::Writes, entries::withdraw)
        .post("/communities/{slug}/memberships", Right::Writes, communities::join)
        .post("/communities/{slug}/leaving", Right::Writes, communities::leave)
        .get(
            "/communities/{slug}/members",
            Right::SignedIn,
            with!(panels, members::members, app: AppState, asker: Asker, slug: communities::BySlug, asked: communities::Asks),
        )
        .post(
            "/communities/{slug}/members",
            Right::Writes,
            with!(panels, members::add_member, app: AppState, asker: Asker, slug: communities::BySlug, form: web::Form),
        )
        .post(
            "/communities/{slug}/members/{id}",
            Right::Writes,
            with!(panels, members::change_member, app: AppState, asker: Asker, of: members::OfMember, form: web::Form),
        )
        .get(
            "/communities/{slug}/alumni",
            Right::SignedIn,
            with!(panels, members::gone::show, app: AppState, asker: Asker, slug: communities::BySlug, asked: communities::Asks),
        )
        .get("/communities/{slug}/alumni.csv", Right::SignedIn, members::gone::csv)
        .get(
            "/communities/{slug}/managed",
            Right::SignedIn,
            with!(panels, members::managed::show, app: AppState, asker: Asker, slug: communities::BySlug, asked: communities::Asks),
        )
        .get("/communities/{slug}/managed.csv", Right::SignedIn, members::managed::csv)
        .get("/units", Right::SignedIn, units::list)
        .get("/units/{slug}", Right::SignedIn, units::show)
        .post("/units/{slug}", Right::PeopleAdministrator, units::change)
        .post("/units/{slug}/closing", Right::PeopleAdministrator, units::close)
        .get("/products", Right::SignedIn, products::list)
        .get("/products.csv", Right::SignedIn, crate::catalogue::web::csv)
        .get(
            "/products/{slug}",
            Right::SignedIn,
            with!(panels.product, products::show, app: AppState, asker: Asker, slug: products::BySlug),
        )
}

fn keeping(room: Room, panels: &Panels) -> Room {
    use settings::{communities, organisation, people, person, products};
    use web::Asker;
    let keeper = Right::PeopleAdministrator;
    room.get("/setup", Right::SignedIn, with!(panels, setup::show, app: AppState, asker: Asker))
        .get("/settings/organisation", keeper, organisation::show)
        .post("/settings/organisation", keeper, organisation::change)
        .post("/settings/locations/{id}", keeper, organisation::change_location)
        .get("/settings/people", keeper, people::list)
        .post("/settings/people", keeper, people::add)
        .get("/settings/people/list", keeper, crate::roster::web::show)
        .post("/settings/people/list", keeper, crate::roster::web::send)
        .post("/settings/people/list/file", keeper, crate::roster::web::upload)
        .get("/settings/people/list/example.csv", keeper, crate::roster::web::example)
        .get("/settings/people/list.csv", keeper, crate::roster::api::export)
        .get("/settings/people/find", keeper, people::find)
        .get("/settings/people/{id}", keeper, person::show)
        .post("/settings/people/{id}", keeper, person::change)
        .post("/settings/people/{id}/states", keeper, person::set_state)
        .post("/settings/people/{id}/duties", keeper, person::set_duty)
        .post("/settings/people/{id}/links", keeper, person::make_link)
        .get("/settings/communities", Right::SignedIn, communities::list)
        .post("/settings/communities", Right::Writes, communities::found)
        .get("/settings/communities/{slug}", Right::SignedIn, communities::show)
        .post("/settings/communities/{slug}", Right::Writes, communities::change)
        .post("/settings/communities/{slug}/closing", Right::Writes, communities::close)
        .get("/settings/products", Right::SignedIn, products::list)
        .post("/settings/products", Right::Writes, products::add)
        .get("/settings/products/list", Right::SignedIn, crate::catalogue::web::show)
        .post("/settings/products/list", Right::Writes, crate::catalogue::web::send)
        .post("/settings/products/list/file", Right::Writes, crate::catalogue::web::upload_file)
        .get("/settings/products/{slug}", Right::SignedIn, products::show)
        .post("/settings/products/{slug}", Right::Writes, products::change)
}

fn api(room: Room) -> Room {
    room.get("/api/v1/me", Right::Own, person_api::me)
        .get("/api/v1/communities/{community}/entries", Right::SignedIn, crate::entry::api::list)
        .post("/api/v1/communities/{community}/entries", Right::Writes, crate::entry::api::create)
        .get("/api/v1/entries/{entry}", Right::SignedIn, crate::entry::api::read)
        .post("/api/v1/entries/{entry}/withdrawal", Right::Writes, crate::entry::api::withdraw)
        .post("/api/v1/entries/{entry}/decision", Right::Writes, crate::entry::api::decide)
        .api(crate::entry::api::EntryApi::openapi)
        .post("/api/v1/people/imports", Right::PeopleAdministrator, crate::roster::api::import)
        .get("/api/v1/people.csv", Right::PeopleAdministrator, crate::roster::api::export)
        .api(crate::roster::api::RosterApi::openapi)
        .get("/api/v1/people", Right::SignedIn, person_api::list)
        .get("/api/v1/people/{id}", Right::SignedIn, person_api::read)
        .get("/api/v1/communities", Right::SignedIn, community_api::list)
        .get("/api/v1/communities/{community}", Right::SignedIn, community_api::read)
        .get("/api/v1/communities/{community}/members", Right::SignedIn, community_api::members)
        .post("/api/v1/communities/{community}/members", Right::Writes, membership_api::add)
        .post("/api/v1/communities/{community}/members/{person}/changes", Right::Writes, membership_api::change)
        .post("/api/v1/communities/{community}/members/{person}/ending", Right::Writes, membership_api::end)
        .get("/api/v1/communities/{community}/alumni", Right::SignedIn, membership_api::alumni)
        .get("/api/v1/communities/{community}/managed", Right::SignedIn, membership_api::managed)
        .api(membership_api::MembershipApi::openapi)
        .get("/api/v1/units", Right::SignedIn, unit_api::list)
        .post("/api/v1/units", Right::PeopleAdministrator, unit_api::create)
        .get("/api/v1/units/{unit}", Right::SignedIn, unit_api::read)
        .post("/api/v1/units/{unit}/changes", Right::PeopleAdministrator, unit_api::change)
        .post("/api/v1/units/{unit}/closing", Right::PeopleAdministrator, unit_api::close)
        .api(unit_api::UnitApi::openapi)
        .post("/api/v1/products/imports", Right::Writes, crate::catalogue::api::import)
        .api(crate::catalogue::api::CatalogueApi::openapi)
        .get("/api/v1/products", Right::SignedIn, product_api::list)
        .get("/api/v1/products/{product}", Right::SignedIn, product_api::read)
        .api(person_api::PersonApi::openapi)
        .api(community_api::CommunityApi::openapi)
        .api(product_api::ProductApi::openapi)
}
