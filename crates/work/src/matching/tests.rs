use super::verdict::{CLAIM, Candidate, verdict};
use super::{Group, Word, count_words};
use crate::choice;
use crate::problem;
use crate::solution::{self, Solve};
use crate::testing::Room;
use axum::http::StatusCode;
use base::Uuid;
use proptest::prelude::*;
use serde_json::json;

fn it(kind: &'static str, state: &'static str, probability: f64) -> Candidate<'static> {
    Candidate { kind, state, probability, nearly_there: false }
}

#[test]
fn the_verdict_follows_the_nearest_and_claims_only_what_is_near_enough() {
    for (candidates, word, confidence) in [
        (vec![], Word::New, 1.0),
        (vec![it("problem", "solved", 0.9)], Word::Solved, 0.9),
        (vec![it("problem", "solved", 0.79)], Word::MetBefore, 0.79),
        (vec![it("problem", "solved", 0.5)], Word::New, 0.5),
        (vec![it("problem", "being_solved", 0.85)], Word::BeingSolved, 0.85),
        (vec![it("work_item", "in_hand", 0.85)], Word::BeingSolved, 0.85),
        (vec![it("work_item", "in_hand", 0.7), it("problem", "open", 0.65)], Word::MetBefore, 0.7),
        (vec![it("problem", "not_now", 0.7)], Word::NotNow, 0.7),
        (vec![it("problem", "open", 0.9), it("problem", "solved", 0.85)], Word::Solved, 0.85),
        (vec![it("problem", "solved", 0.81), it("problem", "open", 0.95)], Word::MetBefore, 0.95),
        (vec![it("page", "", 0.99)], Word::New, 1.0),
    ] {
        let verdict = verdict(&candidates);
        assert_eq!((verdict.word, verdict.confidence), (word, confidence), "{candidates:?}");
    }
}

#[test]
fn the_sentence_counts_teams_and_says_what_is_nearly_there() {
    let nearly = Candidate { nearly_there: true, ..it("work_item", "in_hand", 0.6) };
    for (candidates, wanted) in [
        (
            vec![it("problem", "solved", 0.9), it("problem", "solved", 0.6), nearly],
            "Two teams have solved something close to this. One is nearly there now.",
        ),
        (
            vec![it("problem", "solved", 0.9), it("problem", "solved", 0.2)],
            "One team has solved something close to this.",
        ),
        (vec![], "Nothing like it yet. You may be the first to say it."),
    ] {
        assert_eq!(verdict(&candidates).sentence, wanted);
    }
}

proptest! {
    #[test]
    fn solved_and_being_solved_are_never_claimed_below_the_threshold(
        states in prop::collection::vec((0usize..4, 0.0f64..1.0), 0..8),
    ) {
        let words = ["solved", "being_solved", "not_now", "open"];
        let candidates: Vec<_> = states.iter().map(|(state, p)| it("problem", words[*state], *p)).collect();
        let verdict = verdict(&candidates);
        prop_assert!((0.0..=1.0).contains(&verdict.confidence));
        if matches!(verdict.word, Word::Solved | Word::BeingSolved) {
            prop_assert!(verdict.confidence >= CLAIM);
        }
    }
}

#[test]
fn words_are_counted_where_something_is_said() {
    assert_eq!(count_words("one two - three,  … four\nfive"), 5);
    assert_eq!(count_words(" .. "), 0);
}

/// A room where rooms change and invoices are paid twice; the first is solved.
fn room() -> Room {
    let room = Room::open();
    let on = &room.app.on;
    let it = room.world.problem(
        on,
        "Court hearings change room overnight and witnesses go to the wrong one. Letters still name the old room.",
    );
    room.world.problem(on, "Invoices are paid twice when a supplier changes its bank account.");
    let act = room.world.act(on, "ada");
    on.store
        .write_blocking(move |tx| {
            solution::solve(tx, &act, Solve::of(it.id, "Listen for the move and send one text before 07:00"))
        })
        .unwrap();
    room.index();
    room
}

const SAME: &str = "Court hearings change room overnight and witnesses go to the wrong one";

#[tokio::test(flavor = "multi_thread")]
async fn the_api_answers_with_a_verdict_and_marks_that_are_characters_of_the_excerpt() {
    let room = tokio::task::spawn_blocking(room).await.unwrap();
    let ada = room.visitor("ada");
    let answer = ada.post_json("/api/v1/problems/matches", &json!({"statement": SAME}), &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let found = answer.json();
    let first = &found["matches"][0];
    assert_eq!((first["reference"].as_str(), first["state"].as_str()), (Some("P 1"), Some("solved")), "{found}");
    assert!(["solved", "met_before"].contains(&found["verdict"].as_str().unwrap()), "{found}");
    let excerpt: Vec<char> = first["excerpt"].as_str().unwrap().chars().collect();
    let marks = first["marks"].as_array().unwrap();
    assert!(!marks.is_empty(), "{first}");
    for mark in marks {
        let (start, end) = (mark[0].as_u64().unwrap() as usize, mark[1].as_u64().unwrap() as usize);
        assert!(start < end && end <= excerpt.len(), "{first}");
    }
    for (statement, status) in [
        ("", StatusCode::UNPROCESSABLE_ENTITY),
        (" \u{0}\u{202e} ", StatusCode::UNPROCESSABLE_ENTITY),
        ("日本語で書かれた問題です", StatusCode::OK),
        ("\u{0}\u{1}x\u{7f}", StatusCode::OK),
    ] {
        let answer = ada.post_json("/api/v1/problems/matches", &json!({"statement": statement}), &[]).await;
        assert_eq!(answer.status, status, "{statement:?} {}", answer.body);
    }
    let megabyte = "rooms change overnight ".repeat(45_000);
    let answer = ada.post_json("/api/v1/problems/matches", &json!({"statement": megabyte, "limit": 3}), &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let reader = room.visitor("reader").post_json("/api/v1/problems/matches", &json!({"statement": SAME}), &[]).await;
    assert_eq!(reader.status, StatusCode::OK, "looking changes nothing, so a token that reads may look");
    let unknown = json!({"statement": SAME, "product_id": Uuid::nil()});
    let answer = ada.post_json("/api/v1/problems/matches", &unknown, &[]).await;
    assert_eq!(
        (answer.status, answer.content_type.as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "application/problem+json")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_groups_matches_marks_words_and_keeps_what_was_typed() {
    let room = tokio::task::spawn_blocking(room).await.unwrap();
    let bo = room.visitor("bo");
    let moved = bo.post("/problems/new", &[("q", SAME)]).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    let page = bo.get(&moved.location.unwrap()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(web::faults_of(&page.body), Vec::<String>::new());
    assert!(page.body.contains(Group::Solved.label()) && page.body.contains("<mark>"), "{}", page.body);
    assert!(page.body.contains("/problems/1/adoptions/new?q="));
    let long = "<b>rooms</b> & more ".repeat(1_000);
    let shown = bo.post("/problems/new", &[("q", &long)]).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(
        shown.body.contains("&lt;b&gt;rooms&lt;/b&gt;") || shown.body.contains("&#60;b&#62;rooms"),
        "{}",
        &shown.body[..2_000]
    );
    let fragment = bo.get("/problems/matches?q=Court%20hearings%20change%20room%20overnight").await;
    assert!(fragment.body.contains("class=\"match\"") && !fragment.body.contains("<html"));
    let empty = bo.get("/problems/new").await;
    assert!(empty.body.contains("What are you trying to solve?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_to_be_another_problem_loses_its_claim_and_is_folded_for_who_said_it() {
    let room = tokio::task::spawn_blocking(room).await.unwrap();
    let bo = room.visitor("bo");
    let said = bo.post("/problems/1/dismissals", &[("q", SAME), ("p", "0.91"), ("reason", "Another building")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let page = bo.get(&said.location.unwrap()).await;
    assert!(page.body.contains("Said before: not the same (1)"), "{}", page.body);
    let answer = room.visitor("ada").post_json("/api/v1/problems/matches", &json!({"statement": SAME}), &[]).await;
    let found = answer.json();
    let first = found["matches"].as_array().unwrap().iter().find(|it| it["reference"] == "P 1").unwrap();
    assert!(first["probability"].as_f64().unwrap() <= 0.5 && first["said_not_the_same"] == true, "{found}");
    assert_ne!(found["verdict"], "solved");
    assert_eq!(room.app.app.read(choice::count).unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn recording_in_spite_of_matches_asks_what_is_different_and_keeps_it_once() {
    let room = tokio::task::spawn_blocking(room).await.unwrap();
    let bo = room.visitor("bo");
    let shown = format!("problem:{}:0.83", Uuid::from_u128(5));
    let fields =
        [("statement", "Rooms change by the hour here"), ("asks", "yes"), ("once", "abc"), ("shown", shown.as_str())];
    let flawed = bo.post("/problems", &fields).await;
    assert_eq!(flawed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        flawed.body.contains("Say what is different about yours")
            && flawed.body.contains("Rooms change by the hour here")
    );
    assert_eq!(web::faults_of(&flawed.body), Vec::<String>::new());
    let mut whole = fields.to_vec();
    whole.push(("different", "By the hour, not overnight"));
    let first = bo.post("/problems", &whole).await;
    let second = bo.post("/problems", &whole).await;
    assert_eq!((first.status, first.location.as_deref()), (StatusCode::SEE_OTHER, Some("/problems/3?recorded")));
    assert_eq!(second.location, first.location);
    let made = room.app.app.read(|conn| problem::find(conn, 3)).unwrap().unwrap();
    assert_eq!(made.different.as_deref(), Some("By the hour, not overnight"));
    assert!(room.app.app.read(|conn| problem::find(conn, 4)).unwrap().is_none());
    assert_eq!(room.app.app.read(choice::count).unwrap(), 1);
    let page = bo.get("/problems/3?recorded").await;
    assert!(page.body.contains("data-taken=\"statement\"") && page.body.contains("By the hour, not overnight"));
    let empty = bo.post("/problems", &[("statement", " ")]).await;
    assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.body.contains("Say the problem in a sentence"));
}
