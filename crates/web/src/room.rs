//! What a room hands to the hall: its routes with their rights, its API description, its place in the navigation.

use crate::{App, Right, gate};
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter};
use axum::{handler::Handler, middleware, routing};

/// One line of the route table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub room: &'static str,
    pub method: Method,
    /// As axum writes it: `/problems/{number}`.
    pub path: &'static str,
    pub right: Right,
    /// The path with a value in each place, for tests that try every route.
    pub sample: String,
}

impl Route {
    /// Is it answered as JSON and described in the OpenAPI document?
    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }
}

/// An entry of the main navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nav {
    /// Low numbers stand first: Today 10, Problems 20, Communities 30, Handbook 40, Standards 50, Network 60.
    pub order: u8,
    pub label: &'static str,
    pub href: &'static str,
}

/// What a room is to the hall. Made by each room's `room()`:
///
/// ```ignore
/// Room::new("work")
///     .nav(20, "Problems", "/problems")
///     .place("number", "87")
///     .get("/problems/{number}", Right::SignedIn, problem::web::show)
///     .post("/problems", Right::Writes, problem::web::record)
///     .api(|| ProblemApi::openapi())
/// ```
pub struct Room {
    pub name: &'static str,
    pub nav: Vec<Nav>,
    pub docs: Vec<fn() -> utoipa::openapi::OpenApi>,
    routes: Vec<Route>,
    doors: Vec<(&'static str, MethodRouter<App>)>,
    places: Vec<(&'static str, &'static str)>,
}

impl Room {
    pub fn new(name: &'static str) -> Self {
        Self { name, nav: vec![], docs: vec![], routes: vec![], doors: vec![], places: vec![] }
    }

    pub fn nav(mut self, order: u8, label: &'static str, href: &'static str) -> Self {
        self.nav.push(Nav { order, label, href });
        self
    }

    /// The OpenAPI description of this room's API; all rooms' are merged into one document.
    pub fn api(mut self, docs: fn() -> utoipa::openapi::OpenApi) -> Self {
        self.docs.push(docs);
        self
    }

    /// A value for `{name}` in sample paths of the routes that follow. Without one it is `1`.
    pub fn place(mut self, name: &'static str, value: &'static str) -> Self {
        self.places.retain(|(known, _)| *known != name);
        self.places.push((name, value));
        self
    }

    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &'static str, right: Right, door: H) -> Self {
        self.door(Method::GET, MethodFilter::GET, path, right, door)
    }

    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &'static str, right: Right, door: H) -> Self {
        self.door(Method::POST, MethodFilter::POST, path, right, door)
    }

    pub fn put<H: Handler<T, App>, T: 'static>(self, path: &'static str, right: Right, door: H) -> Self {
        self.door(Method::PUT, MethodFilter::PUT, path, right, door)
    }

    pub fn patch<H: Handler<T, App>, T: 'static>(self, path: &'static str, right: Right, door: H) -> Self {
        self.door(Method::PATCH, MethodFilter::PATCH, path, right, door)
    }

    pub fn delete<H: Handler<T, App>, T: 'static>(self, path: &'static str, right: Right, door: H) -> Self {
        self.door(Method::DELETE, MethodFilter::DELETE, path, right, door)
    }

    /// The route table of this room.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// Its doors, each already behind its right.
    pub fn into_router(self) -> axum::Router<App> {
        self.doors.into_iter().fold(axum::Router::new(), |router, (path, door)| router.route(path, door))
    }

    fn door<H: Handler<T, App>, T: 'static>(
        mut self,
        method: Method,
        filter: MethodFilter,
        path: &'static str,
        right: Right,
        door: H,
    ) -> Self {
        let sample = sample_of(path, &self.places);
        self.routes.push(Route { room: self.name, method, path, right, sample });
        let gated =
            routing::on(filter, door).layer(middleware::from_fn(move |request, next| gate::pass(right, request, next)));
        self.doors.push((path, gated));
        self
    }
}

fn sample_of(path: &str, places: &[(&str, &str)]) -> String {
    let parts = path.split('/').map(|part| match part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        None => part,
        Some(name) => {
            let name = name.trim_start_matches('*');
            places.iter().find(|(known, _)| *known == name).map_or("1", |(_, value)| value)
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn door() {}

    #[test]
    fn the_table_lists_method_right_and_a_path_that_can_be_tried() {
        let room = Room::new("work").place("number", "87").get("/problems/{number}", Right::SignedIn, door).post(
            "/problems/{number}/sightings/{sighting}",
            Right::Writes,
            door,
        );
        let lines: Vec<_> =
            room.routes().iter().map(|route| (route.method.as_str(), route.right, route.sample.as_str())).collect();
        assert_eq!(
            lines,
            [("GET", Right::SignedIn, "/problems/87"), ("POST", Right::Writes, "/problems/87/sightings/1"),]
        );
    }
}
