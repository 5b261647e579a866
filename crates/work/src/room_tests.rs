//! This room through its doors: pages, the API, rights, what is sent twice.

use crate::testing::Room;
use axum::http::StatusCode;
use serde_json::json;

async fn room() -> Room {
    tokio::task::spawn_blocking(|| {
        let room = Room::open();
        room.world.problem(&room.app.on, "Rooms change overnight. Witnesses get lost.");
        room
    })
    .await
    .unwrap()
}

#[test]
fn every_page_of_this_room_renders_and_is_sound() {
    let pages: Vec<_> = web::samples().into_iter().filter(|page| page.name.starts_with("work::")).collect();
    assert!(pages.len() >= 7, "{}", pages.len());
    for page in pages {
        for html in (page.render)() {
            let html = html.unwrap_or_else(|error| panic!("{}: {error}", page.name));
            assert_eq!(web::faults_of(&html), Vec::<String>::new(), "{}", page.name);
            assert_eq!(html.matches("<h1").count(), 1, "{}", page.name);
        }
    }
}

/// Writes every sample as a file, to be looked at: `cargo test -p work -- --ignored samples`, then `target/samples`.
#[test]
#[ignore = "writes files to look at"]
fn samples_are_written_as_files() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/samples"));
    std::fs::create_dir_all(folder).unwrap();
    for page in web::samples() {
        for (number, html) in (page.render)().into_iter().enumerate() {
            let name = page.name.replace("::", "-");
            std::fs::write(folder.join(format!("{name}-{number}.html")), html.unwrap()).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reading_page_answers_and_is_sound_for_everyone_signed_in() {
    let room = room().await;
    for path in [
        "/",
        "/problems",
        "/problems?state=solved&community=x&product=",
        "/problems/new",
        "/problems/again",
        "/problems/1-rooms",
        "/work",
        "/problems/1/adoptions/new",
        "/problems/1/sightings/new?q=a&p=0.5",
        "/problems/1/solutions/new",
        "/problems/1/not-now/new",
        "/problems/1/objections/new",
        "/problems/1/dismissals/new?q=a",
    ] {
        for who in ["ada", "bo", "cy", "lib"] {
            let page = room.visitor(who).get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path} as {who}");
            assert_eq!(web::faults_of(&page.body), Vec::<String>::new(), "{path}");
        }
        assert_eq!(room.app.nobody().get(path).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    let bo = room.visitor("bo");
    for (path, location) in [
        ("/p/1", "/problems/1"),
        ("/p/87-x", "/problems/87"),
        ("/w/3", "/work/3"),
        ("/work/not-now", "/problems?state=not_now"),
    ] {
        assert_eq!(bo.get(path).await.location.as_deref(), Some(location), "{path}");
    }
    for path in
        ["/problems/2", "/problems/abc", "/problems/0", "/work/1", "/p/x", "/api/v1/problems/9", "/problems/1;drop"]
    {
        assert_eq!(bo.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_made_by_the_api_reads_back_and_a_repeated_call_makes_nothing_twice() {
    let room = room().await;
    let bo = room.visitor("bo");
    let body = json!({"statement": "Invoices are paid twice.\nNobody notices.", "who_has_it": "suppliers", "product_id": room.world.visits});
    let key = [("Idempotency-Key", "k1")];
    let made = bo.post_json("/api/v1/problems", &body, &key).await;
    assert_eq!(
        (made.status, made.location.as_deref()),
        (StatusCode::CREATED, Some("/api/v1/problems/2")),
        "{}",
        made.body
    );
    assert_eq!(bo.post_json("/api/v1/problems", &body, &key).await.body, made.body);
    let other = bo.post_json("/api/v1/problems", &json!({"statement": "Another"}), &key).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let read = bo.get("/api/v1/problems/2").await.json();
    assert_eq!(read["statement"], "Invoices are paid twice.\nNobody notices.");
    assert_eq!((read["title"].as_str(), read["state"].as_str()), (Some("Invoices are paid twice"), Some("open")));
    let by_id = bo.get(&format!("/api/v1/problems/{}", read["id"].as_str().unwrap())).await.json();
    assert_eq!(by_id, read);
    let list = bo.get("/api/v1/problems?limit=1").await.json();
    assert_eq!(list["items"][0]["number"], 2);
    let next = bo.get(&format!("/api/v1/problems?limit=1&cursor={}", list["next"].as_str().unwrap())).await.json();
    assert_eq!((next["items"][0]["number"].as_i64(), next["next"].is_null()), (Some(1), true));
    let of_product = bo.get(&format!("/api/v1/problems?product={}&state=open", room.world.visits)).await.json();
    assert_eq!(of_product["items"].as_array().unwrap().len(), 1);
    for (body, status) in [
        (json!({}), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({"statement": "a", "product_id": base::Uuid::nil()}), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({"statement": "a".repeat(10_001)}), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({"statement": "a", "stated_on": "soon"}), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({"statement": 7}), StatusCode::BAD_REQUEST),
    ] {
        let refused = bo.post_json("/api/v1/problems", &body, &[]).await;
        assert_eq!((refused.status, refused.content_type.as_str()), (status, "application/problem+json"));
    }
    let bad = bo.get("/api/v1/problems?after=garbage").await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        room.visitor("reader").post_json("/api/v1/problems", &json!({"statement": "a"}), &[]).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn solving_adopting_and_working_go_through_the_api_with_their_rights() {
    let room = room().await;
    let (ada, bo) = (room.visitor("ada"), room.visitor("bo"));
    let solution =
        json!({"works": "Listen for the move", "days": 8, "links": [{"title": "Events", "url": "/handbook/31"}]});
    assert_eq!(bo.post_json("/api/v1/problems/1/solutions", &solution, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.post_json("/api/v1/problems/1/solutions", &solution, &[]).await.status, StatusCode::CREATED);
    let bad = json!({"works": "x", "links": [{"url": "javascript:alert(1)"}]});
    assert_eq!(ada.post_json("/api/v1/problems/1/solutions", &bad, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let adoption = json!({"product_id": room.world.hearings, "changes": "Letters as well", "days": 12});
    assert_eq!(bo.post_json("/api/v1/problems/1/adoptions", &adoption, &[]).await.status, StatusCode::CREATED);
    assert_eq!(
        bo.post_json("/api/v1/problems/1/adoptions", &adoption, &[]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let sighting = json!({"words": "Here too", "seen_on": "2026-10-01", "community_id": room.world.research});
    assert_eq!(bo.post_json("/api/v1/problems/1/sightings", &sighting, &[]).await.status, StatusCode::CREATED);
    for (path, field, value) in [
        ("solutions", "works", "Listen for the move"),
        ("adoptions", "changes", "Letters as well"),
        ("sightings", "words", "Here too"),
    ] {
        let list = bo.get(&format!("/api/v1/problems/1/{path}")).await.json();
        assert_eq!(list["items"][0][field], value);
        assert!(list["next"].is_null());
    }
    let work = json!({"title": "One feed of moves", "steps_total": 5, "problem_ids": []});
    assert_eq!(bo.post_json("/api/v1/work-items", &work, &[]).await.status, StatusCode::CREATED);
    let moved = bo.post_json("/api/v1/work-items/1/progress", &json!({"steps_done": 4}), &[]).await;
    assert_eq!(moved.json()["steps_done"], 4);
    assert_eq!(
        ada.post_json("/api/v1/work-items/1/progress", &json!({"steps_done": 5}), &[]).await.status,
        StatusCode::FORBIDDEN
    );
    let page = bo.get("/problems/1").await.body;
    assert!(
        page.contains("Letters as well") && page.contains("Start from this") && page.contains("Before it was solved"),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_change_things_once_and_ask_again_with_what_was_typed() {
    let room = room().await;
    let (bo, cy) = (room.visitor("bo"), room.visitor("cy"));
    for _ in 0..2 {
        let seen = bo.post("/problems/1/sightings", &[("words", "Here as well"), ("days", "3"), ("once", "s")]).await;
        assert_eq!(
            (seen.status, seen.location.as_deref()),
            (StatusCode::SEE_OTHER, Some("/problems/1")),
            "{}",
            seen.body
        );
    }
    assert_eq!(bo.get("/api/v1/problems/1").await.json()["sightings"], 1);
    let wrong = bo.post("/problems/1/sightings", &[("words", "Typed <b>"), ("days", "many")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Typed") && wrong.body.contains("Give the days as a number"), "{}", wrong.body);
    let denied = bo.post("/problems/1/not-now", &[("reason", "No"), ("comes_back_on", "1 2 2027")]).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    let aside = cy.post("/problems/1/not-now", &[("reason", "Needs W 1 first"), ("comes_back_on", "1 2 2027")]).await;
    assert_eq!(aside.status, StatusCode::SEE_OTHER, "{}", aside.body);
    let page = bo.get("/problems/1").await.body;
    assert!(page.contains("<a href=\"/work/1\">W 1</a>") && page.contains("1 February 2027"), "{page}");
    assert_eq!(bo.post("/problems/1/watches", &[]).await.location.as_deref(), Some("/problems/1?watched"));
    assert_eq!(cy.post("/problems/1/returns", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(bo.get("/").await.body.contains("You wait for it"));
    let log = bo.post("/work", &[("title", "One feed of moves"), ("problem", "P 1")]).await;
    assert_eq!(log.location.as_deref(), Some("/work/1"), "{}", log.body);
    assert_eq!(bo.get("/api/v1/problems/1").await.json()["state"], "being_solved");
    let wrong = bo.post("/work", &[("title", "More"), ("problem", "P 99")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("Name a problem that exists"));
    assert_eq!(cy.post("/work/1/offers", &[("words", "A day")]).await.status, StatusCode::SEE_OTHER);
    assert!(bo.get("/work/1").await.body.contains("A day"));
    let csv = bo.get("/problems.csv").await;
    assert!(
        csv.content_type.starts_with("text/csv") && csv.body.contains("P 1,Rooms change overnight"),
        "{}",
        csv.body
    );
}

#[test]
fn the_api_describes_itself() {
    let room = crate::room(crate::Above::default());
    let mut paths: Vec<String> = Vec::new();
    for docs in &room.docs {
        paths.extend(docs().paths.paths.keys().cloned());
    }
    let routes = room.routes().iter().filter(|route| route.is_api());
    for route in routes {
        assert!(paths.iter().any(|path| path == route.path), "{} is not described", route.path);
    }
}
