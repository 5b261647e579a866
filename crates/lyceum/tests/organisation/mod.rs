//! The demo organisation behind its door, for tests that try every route.

#![allow(dead_code)] // Each test program uses its own part.

use testkit::{TestApp, TestStore};
use web::Route;

/// The demo's seven people, by the word that signs each in.
pub const ROLES: [&str; 7] = ["newcomer", "member", "lead", "head", "librarian", "leader", "admin"];

pub fn app(on: TestStore) -> TestApp {
    let plan = lyceum::demo::Plan::new(60, 1, testkit::now().day());
    lyceum::demo::fill(&on.store, &plan, |_, _| {}).expect("the demo is made");
    let app = TestApp::new(on, lyceum::rooms::all, directory::Doorman::new(web::Settings::sample()));
    lyceum::indexer::catch_up(&app.app.store, &app.app.index).expect("the index reads the journal");
    app
}

/// The whole route table, in a fixed order.
pub fn routes() -> Vec<Route> {
    let rooms = lyceum::rooms::all();
    let mut routes: Vec<Route> = rooms.iter().flat_map(|room| room.routes().to_vec()).collect();
    routes.sort_by_key(|route| (route.path, route.method.to_string()));
    routes
}
