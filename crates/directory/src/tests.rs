//! The directory through its doors: who comes in, what ends with the next request, what each page answers.

use crate::membership;
use crate::person::{self, PersonState};
use crate::session::Way;
use crate::sign_in_link::{self, Take};
use crate::trial::{self, through_the_door};
use crate::{password, session};
use axum::http::StatusCode;
use base::{Act, Actor, Duty, chance};
use store::StoreError;
use testkit::{Answer, TestApp, TestStore, each_engine};

const PAGES: [&str; 20] = [
    "/people",
    "/communities",
    "/communities/product-management",
    "/communities/product-management/members",
    "/products",
    "/products/book-a-visit",
    "/me",
    "/me/sessions",
    "/me/tokens",
    "/me/passkeys",
    "/me/password",
    "/setup",
    "/settings/organisation",
    "/settings/people",
    "/settings/communities",
    "/settings/communities/product-management",
    "/settings/products",
    "/settings/products/book-a-visit",
    "/api/v1/me",
    "/api/v1/people",
];

fn system(app: &TestApp) -> Act {
    app.app.act(&Actor::system())
}

fn find(app: &TestApp, who: &str) -> person::Person {
    let email = format!("{who}@demo.example");
    app.app.store.read(|conn| person::find_by_email(conn, &email)).unwrap().unwrap()
}

#[test]
fn every_text_of_the_directory_prepares_on_both_engines() {
    each_engine(|test| {
        for sql in store::sql::all() {
            test.store.read(|conn| conn.prepare(sql)).unwrap_or_else(|error| panic!("{}: {error}", sql.name));
        }
    });
}

#[test]
fn every_page_of_the_directory_renders_and_is_sound() {
    let pages = web::samples();
    assert!(pages.iter().filter(|page| page.name.starts_with("directory")).count() >= 17);
    for page in pages {
        for html in (page.render)() {
            let html = html.unwrap_or_else(|error| panic!("{}: {error}", page.name));
            assert_eq!(web::faults_of(&html), Vec::<String>::new(), "{}", page.name);
            assert_eq!(html.matches("<h1").count(), 1, "{}", page.name);
        }
    }
}

#[test]
fn an_administrator_sees_every_page_and_nobody_sees_none() {
    through_the_door(async |app| {
        let admin = app.sign_in("admin").await;
        for page in PAGES {
            let answer = admin.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.body);
            assert_eq!(app.nobody().get(page).await.status, StatusCode::UNAUTHORIZED, "{page}");
        }
        assert_eq!(app.nobody().get("/sign-in").await.status, StatusCode::OK);
        let id = find(app, "member").id;
        for page in [format!("/people/{id}"), format!("/settings/people/{id}"), format!("/api/v1/people/{id}")] {
            assert_eq!(admin.get(&page).await.status, StatusCode::OK, "{page}");
        }
    });
}

#[test]
fn a_member_keeps_no_people() {
    through_the_door(async |app| {
        let member = app.sign_in("member").await;
        for page in [
            "/settings/people",
            "/settings/organisation",
            "/settings/products",
            "/settings/communities/product-management",
        ] {
            assert_eq!(member.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
        let answer = member.post("/settings/people", &[("name", "X"), ("email", "x@example.org")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn addresses_of_nothing_are_not_found() {
    through_the_door(async |app| {
        let head = app.sign_in("head").await;
        for page in
            ["/people/x", "/people/00000000-0000-0000-0000-000000000001", "/communities/no%00ne", "/products/none"]
        {
            assert_eq!(head.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        assert_eq!(head.get("/people?after=rubbish").await.status, StatusCode::BAD_REQUEST);
    });
}

/// What may happen to a signed-in person, and that it ends what they could at once.
async fn ends_with(
    app: &TestApp,
    who: &str,
    what: impl Fn(&mut store::Tx<'_>, &Act, &person::Person) + Send + 'static,
) {
    let visitor = app.sign_in(who).await;
    assert_eq!(visitor.get("/me").await.status, StatusCode::OK);
    let (act, known) = (system(app), find(app, who));
    app.app
        .write(move |tx| {
            what(tx, &act, &known);
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
    assert_eq!(visitor.get("/me").await.status, StatusCode::UNAUTHORIZED, "{who}");
}

#[test]
fn suspension_leaving_and_a_new_password_end_sessions_at_the_next_request() {
    through_the_door(async |app| {
        ends_with(app, "member", |tx, act, it| person::suspend(tx, act, it.id, "left a laptop on a train").unwrap())
            .await;
        ends_with(app, "lead", |tx, act, it| person::leave(tx, act, it.id, act.now.day()).unwrap()).await;
        ends_with(app, "head", |tx, act, it| password::set(tx, act, it.id, "hash").unwrap()).await;
        ends_with(app, "leader", |tx, act, it| session::end_all(tx, act, it.id).unwrap()).await;
        let answer = app.nobody().post("/sign-in/demo", &[("who", "member")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "suspended");
    });
}

#[test]
fn a_revoked_duty_and_an_ended_standing_end_at_the_next_request() {
    through_the_door(async |app| {
        let (admin, lead) = (app.sign_in("admin").await, app.sign_in("lead").await);
        assert_eq!(admin.get("/settings/people").await.status, StatusCode::OK);
        assert_eq!(lead.get("/settings/products").await.status, StatusCode::OK);
        let (act, keeper, leading) = (system(app), find(app, "admin").id, find(app, "lead").id);
        let other = find(app, "leader").id;
        let change = move |tx: &mut store::Tx<'_>| {
            person::grant(tx, &act, other, Duty::PeopleAdministrator).unwrap();
            person::revoke(tx, &act, keeper, Duty::PeopleAdministrator).unwrap();
            let held = membership::of_person(tx, leading)?[0].community;
            membership::end(tx, &act, leading, held, act.now.day()).unwrap();
            Ok::<_, StoreError>(())
        };
        app.app.write(change).await.unwrap();
        assert_eq!(admin.get("/settings/people").await.status, StatusCode::FORBIDDEN);
        assert_eq!(lead.get("/settings/products").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_session_ends_when_idle_when_old_and_when_signed_out() {
    through_the_door(async |app| {
        let start = app.app.now();
        let visitor = app.sign_in("head").await;
        app.clock.move_to(start.plus_days(6));
        assert_eq!(visitor.get("/me").await.status, StatusCode::OK, "seen within a week");
        app.clock.move_to(start.plus_days(12));
        assert_eq!(visitor.get("/me").await.status, StatusCode::OK, "seen six days ago, though not written yet");
        app.clock.move_to(start.plus_days(20));
        assert_eq!(visitor.get("/me").await.status, StatusCode::UNAUTHORIZED, "idle for more than a week");
        app.clock.move_to(start);
        let other = app.sign_in("head").await;
        app.clock.move_to(start.plus_days(31));
        assert_eq!(other.get("/me").await.status, StatusCode::UNAUTHORIZED, "older than a month");
        app.clock.move_to(start);
        let third = app.sign_in("head").await;
        assert_eq!(third.post("/sign-out", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(third.get("/me").await.status, StatusCode::UNAUTHORIZED, "signed out");
    });
}

#[test]
fn dangerous_acts_ask_for_a_recent_sign_in() {
    through_the_door(async |app| {
        let visitor = app.sign_in("head").await;
        app.clock.move_to(app.app.now().plus_seconds(16 * 60));
        for page in ["/me/password", "/me/tokens"] {
            let answer =
                visitor.post(page, &[("name", "x"), ("days", "30"), ("password", "four words in a row")]).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{page}");
        }
        assert_eq!(visitor.get("/me").await.status, StatusCode::OK);
    });
}

async fn give_link(app: &TestApp, who: &str) -> String {
    let (act, id) = (system(app), find(app, who).id);
    let secret = app.app.write(move |tx| Ok::<_, StoreError>(sign_in_link::make(tx, &act, id).unwrap())).await.unwrap();
    sign_in_link::address(&secret)
}

const GOOD: &str = "quiet harbour lantern nineteen";

#[test]
fn a_link_works_once_and_chooses_the_password_that_signs_in() {
    through_the_door(async |app| {
        let link = give_link(app, "newcomer").await;
        assert_eq!(app.nobody().get(&link).await.status, StatusCode::OK);
        let short = app.nobody().post(&link, &[("password", "short")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let taken = app.nobody().post(&link, &[("password", GOOD)]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
        assert!(taken.cookie.is_some());
        for again in [app.nobody().get(&link).await, app.nobody().post(&link, &[("password", GOOD)]).await] {
            assert_eq!(again.status, StatusCode::GONE);
        }
        let come_in = |email: &'static str, typed: &'static str| async move {
            app.nobody().post("/sign-in", &[("email", email), ("password", typed), ("then", "/people")]).await
        };
        let good = come_in("Newcomer@Demo.Example", GOOD).await;
        assert_eq!((good.status, good.location.as_deref()), (StatusCode::SEE_OTHER, Some("/people")));
        let (wrong, unknown) = (come_in("newcomer@demo.example", "x").await, come_in("nobody@demo.example", "x").await);
        assert_eq!(
            (wrong.status, unknown.status),
            (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
        );
        assert_eq!(said(&wrong), said(&unknown), "nobody learns who is here");
    });
}

fn said(answer: &Answer) -> Option<&str> {
    answer.body.split("id=\"password-e\">").nth(1)?.split('<').next()
}

#[test]
fn a_link_ends_with_its_day_with_a_newer_one_and_with_suspension() {
    through_the_door(async |app| {
        let first = give_link(app, "newcomer").await;
        let second = give_link(app, "newcomer").await;
        assert_eq!(app.nobody().get(&first).await.status, StatusCode::GONE, "a newer one was made");
        let start = app.app.now();
        app.clock.move_to(start.plus_days(2));
        assert_eq!(app.nobody().get(&second).await.status, StatusCode::GONE, "its day is over");
        app.clock.move_to(start);
        let (act, id) = (system(app), find(app, "newcomer").id);
        app.app
            .write(move |tx| {
                person::suspend(tx, &act, id, "why").unwrap();
                Ok::<_, StoreError>(())
            })
            .await
            .unwrap();
        assert_eq!(app.nobody().get(&second).await.status, StatusCode::GONE, "suspended");
    });
}

#[test]
fn too_many_tries_are_told_to_wait_and_the_right_password_waits_too() {
    through_the_door(async |app| {
        let try_once =
            async || app.nobody().post("/sign-in", &[("email", "head@demo.example"), ("password", "x")]).await;
        for _ in 0..10 {
            assert_eq!(try_once().await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let answer = try_once().await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.body.contains("Wait 15 minutes"), "{}", answer.body);
        app.clock.move_to(app.app.now().plus_seconds(901));
        assert_eq!(try_once().await.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn signing_in_leads_only_to_addresses_of_this_site() {
    through_the_door(async |app| {
        for (next, there) in
            [("/people", "/people"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil", "/")]
        {
            let answer = app.nobody().post("/sign-in/demo", &[("who", "head"), ("next", next)]).await;
            assert_eq!(answer.location.as_deref(), Some(there), "{next}");
        }
        assert_eq!(app.nobody().post("/sign-in/demo", &[("who", "nobody")]).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_token_is_shown_once_reads_or_writes_as_it_says_and_ends() {
    through_the_door(async |app| {
        let visitor = app.sign_in("head").await;
        let fields = [("name", "figures"), ("scope", "read"), ("days", "30"), ("once", "abc")];
        let made = visitor.post("/me/tokens", &fields).await;
        let token = made.body.split("value=\"lyc_").nth(1).unwrap().split('"').next().unwrap();
        let token = format!("lyc_{token}");
        let again = visitor.post("/me/tokens", &fields).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "sent twice makes one");
        assert!(!visitor.get("/me/tokens").await.body.contains(&token));
        let program = app.with_token(&token);
        let me = program.get("/api/v1/me").await.json();
        assert_eq!((me["email"].as_str(), me["read_only"].as_bool()), (Some("head@demo.example"), Some(true)));
        assert_eq!(program.get("/me").await.status, StatusCode::UNAUTHORIZED, "tokens are for the API alone");
        let start = app.app.now();
        app.clock.move_to(start.plus_days(31));
        assert_eq!(program.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED, "expired");
        app.clock.move_to(start);
        let (act, id) = (system(app), find(app, "head").id);
        app.app
            .write(move |tx| {
                person::suspend(tx, &act, id, "why").unwrap();
                Ok::<_, StoreError>(())
            })
            .await
            .unwrap();
        assert_eq!(program.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED, "suspended");
    });
}

#[test]
fn lists_of_the_api_go_on_where_they_ended() {
    through_the_door(async |app| {
        let visitor = app.sign_in("head").await;
        let (mut names, mut next) = (vec![], String::new());
        loop {
            let slice = visitor.get(&format!("/api/v1/people?limit=3&after={next}")).await.json();
            names.extend(slice["items"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()));
            match slice["next"].as_str() {
                Some(cursor) => next = cursor.to_owned(),
                None => break,
            }
        }
        assert_eq!(names.len(), 7);
        assert!(names.is_sorted(), "{names:?}");
    });
}

#[test]
fn the_first_administrator_comes_in_by_the_printed_link_and_then_no_more_links_are_printed() {
    for on in [Some(TestStore::sqlite()), TestStore::postgres()].into_iter().flatten() {
        let act = on.act(Actor::system());
        let earlier = sign_in_link::first_administrator_link(&on.store, &act).unwrap().unwrap();
        let link = sign_in_link::first_administrator_link(&on.store, &act).unwrap().unwrap();
        let take = |link: &str| Take {
            secret: link.rsplit('/').next().unwrap().to_owned(),
            password_hash: "hash".into(),
            name: "Orla Fennimore".into(),
            email: "orla@example.org".into(),
        };
        let nobody = on.act(Actor::nobody());
        let use_it = |link: &str| {
            let (act, secret) = (nobody.clone(), link.to_owned());
            on.store.write_blocking(move |tx| sign_in_link::take(tx, &act, take(&secret)))
        };
        assert!(use_it(&earlier).is_err(), "a later start ended it");
        let id = use_it(&link).unwrap();
        assert!(use_it(&link).is_err());
        let duties = trial::read(&on, |conn| person::duties(conn, id));
        assert!(duties.contains(&Duty::PeopleAdministrator) && duties.contains(&Duty::Operator));
        assert_eq!(sign_in_link::first_administrator_link(&on.store, &act).unwrap(), None);
    }
}

#[test]
fn reading_a_page_writes_nothing_and_what_was_seen_is_written_later() {
    let on = TestStore::sqlite();
    let small = trial::Small::on(&on);
    let (id, act) = (small.id("head"), on.act(Actor::system()));
    let secret = trial::write(&on, move |tx| session::start(tx, &act, id, Way::Demo, "a browser"));
    let doorman = crate::Doorman::new(web::Settings::sample());
    let later = testkit::now().plus_seconds(3_600);
    let hash = chance::hash_secret(&secret);
    let before = trial::read(&on, store::last_position);
    let known = trial::read(&on, |conn| doorman.recognise_session(conn, &hash, later)).unwrap();
    assert_eq!(known.actor.memberships.len(), 1);
    let seen = |on: &TestStore| trial::read(on, |conn| session::list(conn, id, later))[0].seen_at;
    assert_eq!((trial::read(&on, store::last_position), seen(&on)), (before, testkit::now()));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(session::write_seen(&on.store, &doorman)).unwrap();
    assert_eq!(seen(&on), later);
}

#[test]
fn the_invited_come_in_nowhere_until_they_took_their_link() {
    each_engine(|on| {
        let small = trial::Small::on(on);
        let act = small.act_of("admin");
        let id = trial::write(on, move |tx| {
            let input = person::AddPerson {
                name: "Wren Sedge".into(),
                email: "wren@example.org".into(),
                joined_on: act.now.day(),
                unit: None,
                location: None,
                line_manager: None,
                state: PersonState::Invited,
            };
            person::add(tx, &act, input)
        });
        let act = on.act(Actor::system());
        let refused = on.store.write_blocking(move |tx| session::start(tx, &act, id, Way::Password, ""));
        assert!(matches!(refused, Err(session::SessionError::NotIn)));
    });
}
