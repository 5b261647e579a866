//! Every route × every role, generated from the route table: nobody passes a door that the table closes to them, and
//! the answers stand in `tests/rights.txt`, which a person can read. `LYCEUM_UPDATE=1` writes it anew.

#![allow(clippy::disallowed_methods)] // A test may look around and knock at the door.

mod organisation;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use organisation::{ROLES, app, routes};
use std::fmt::Write;
use testkit::{TestStore, Visitor};
use web::{Right, Route};

async fn ask(visitor: &Visitor<'_>, route: &Route) -> StatusCode {
    let (kind, body) = match (route.method == Method::GET, route.is_api()) {
        (true, _) => (None, Body::empty()),
        (false, true) => (Some("application/json"), Body::from("{}")),
        (false, false) => (Some("application/x-www-form-urlencoded"), Body::from("nothing=1")),
    };
    visitor.ask(route.method.clone(), &route.sample, kind, body, &[]).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn no_door_opens_to_a_role_that_the_table_does_not_name() {
    let app = app(TestStore::sqlite());
    let mut table = String::from("# Every route × every role: the status of a request without content.\n");
    write!(table, "# {:<54} {:<22} nobody", "route", "right").unwrap();
    ROLES.iter().for_each(|role| write!(table, " {role}").unwrap());
    table.push('\n');
    let mut visitors = vec![app.nobody()];
    for role in ROLES {
        visitors.push(app.sign_in(role).await);
    }
    for route in routes() {
        write!(table, "{:<56} {:<22?}", format!("{} {}", route.method, route.path), route.right).unwrap();
        for (at, visitor) in visitors.iter().enumerate() {
            // Signing out ends the session that the next routes need: each asks with a fresh copy of it.
            let visitor = if route.path.contains("sign-out") && at > 0 {
                app.sign_in(ROLES[at - 1]).await
            } else {
                visitor.clone()
            };
            let status = ask(&visitor, &route).await;
            write!(table, " {:>6}", status.as_u16()).unwrap();
            assert!(!status.is_server_error(), "{} {} as {at}: {status}", route.method, route.path);
            if at == 0 && route.right != Right::Anyone {
                assert_eq!(status, StatusCode::UNAUTHORIZED, "{} {} without signing in", route.method, route.path);
            }
        }
        table.push('\n');
    }
    compare(&table);
}

#[allow(clippy::disallowed_methods)] // Tests may look at the environment.
fn compare(table: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rights.txt");
    if std::env::var_os("LYCEUM_UPDATE").is_some() {
        std::fs::write(path, table).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == table, "the table of rights changed; look at it, then keep it with LYCEUM_UPDATE=1:\n{table}");
}
