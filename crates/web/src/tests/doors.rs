use super::hall_app::{House, of};
use crate::faults_of;
use axum::body::Body;
use axum::http::{StatusCode, header};

#[tokio::test]
async fn every_answer_carries_the_policy_no_store_and_a_reference() {
    let house = House::new();
    for path in ["/help", "/privacy", "/accessibility", "/display", "/no/such/page", "/panic", "/api/v1/none"] {
        let answer = house.get(path, "").await;
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert!(!answer.header("content-security-policy").contains("unsafe"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-request-id").len(), 7, "{path}");
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_offers_a_search_with_the_words_of_its_address() {
    let answer = House::new().get("/handbook/consent-forms", "ada").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text.contains(r#"value="consent forms""#), "{}", answer.text);
    assert!(answer.text.contains(answer.header("x-request-id")));
    assert_eq!(faults_of(&answer.text), Vec::<String>::new());
}

#[tokio::test]
async fn an_address_with_a_wrong_number_is_not_found_and_a_wrong_method_says_so() {
    let house = House::new();
    assert_eq!(house.get("/problems/abc", "ada").await.status, StatusCode::NOT_FOUND);
    let wrong = house.post("/problems/87", "ada", "").await;
    assert_eq!((wrong.status, wrong.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
    assert!(wrong.text.contains("<h1>"));
}

#[tokio::test]
async fn a_panic_becomes_a_page_with_a_reference_and_the_next_request_is_answered() {
    let house = House::new();
    for path in ["/panic", "/failing"] {
        let answer = house.get(path, "ada").await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(answer.text.contains("Something failed on our side"), "{}", answer.text);
        assert!(!answer.text.contains("with a secret"));
    }
    assert_eq!(house.get("/help", "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_api_says_its_faults_as_problem_details() {
    let house = House::new();
    for (path, status) in [("/api/v1/none", 404), ("/api/v1/desk", 401)] {
        let answer = house.api("GET", path, "", "", "").await;
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let body = answer.json();
        assert_eq!((body["status"].as_u64(), answer.status.as_u16()), (Some(status), status as u16));
        assert_eq!(body["instance"], path);
        assert!(body["title"].is_string() && body["detail"].is_string());
    }
    let answer = house.api("POST", "/api/v1/problems", "ada", "", "{\"statement\":").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.json()["detail"].as_str().unwrap().contains("line 1"));
}

#[tokio::test]
async fn the_right_is_asked_before_the_door() {
    let house = House::new();
    for (session, status) in [("", 401), ("ada", 403), ("lib", 200), ("unknown", 401)] {
        assert_eq!(house.get("/desk", session).await.status.as_u16(), status, "{session}");
    }
    for (token, status) in [("", 401), ("ada", 403), ("lib", 200), ("unknown", 401)] {
        assert_eq!(house.api("GET", "/api/v1/desk", token, "", "").await.status.as_u16(), status, "{token}");
    }
    assert_eq!(house.api("GET", "/api/v1/desk", "", "", "").await.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn a_token_opens_the_api_alone_and_one_that_reads_changes_nothing() {
    let house = House::new();
    let page = of("GET", "/who", "").header(header::AUTHORIZATION, "Bearer ada").body(Body::empty()).unwrap();
    assert_eq!(house.ask(page).await.text, "");
    assert_eq!(house.api("POST", "/api/v1/problems", "reader", "", "{}").await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.api("POST", "/api/v1/problems", "ada", "", "{}").await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_form_sent_twice_counts_once_and_with_other_words_again() {
    let house = House::new();
    let first = house.post("/problems", "ada", "statement=a+b&once=t1").await;
    let again = house.post("/problems", "ada", "statement=a+b&once=t1").await;
    let other = house.post("/problems", "ada", "statement=a+c&once=t1").await;
    let by_another = house.post("/problems", "lib", "statement=a+b&once=t1").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(first.header("location"), "/problems/1");
    assert_eq!(again.header("location"), "/problems/1");
    assert_eq!(other.header("location"), "/problems/2");
    assert_eq!(by_another.header("location"), "/problems/3");
}

#[tokio::test]
async fn a_repeated_idempotency_key_gets_the_first_answer_and_refuses_another_body() {
    let house = House::new();
    let first = house.api("POST", "/api/v1/problems", "ada", "k1", "{\"a\":1}").await;
    let again = house.api("POST", "/api/v1/problems", "ada", "k1", "{\"a\":1}").await;
    let other = house.api("POST", "/api/v1/problems", "ada", "k1", "{\"a\":2}").await;
    let fresh = house.api("POST", "/api/v1/problems", "ada", "k2", "{\"a\":1}").await;
    assert_eq!((first.status, first.json()["number"].as_i64()), (StatusCode::CREATED, Some(1)));
    assert_eq!(
        (again.status, again.text, again.headers.get("location")),
        (first.status, first.text, first.headers.get("location"))
    );
    assert_eq!(
        (other.status, other.header("content-type")),
        (StatusCode::UNPROCESSABLE_ENTITY, "application/problem+json")
    );
    assert_eq!(fresh.json()["number"].as_i64(), Some(2));
}

#[tokio::test]
async fn answers_older_than_a_day_are_forgotten() {
    let house = House::new();
    house.post("/problems", "ada", "statement=a&once=t1").await;
    let now = house.app.now();
    let forgotten = house.app.write(move |tx| crate::once::forget_before(tx, now.plus_seconds(1))).await;
    assert_eq!(forgotten.unwrap(), 1);
    assert_eq!(house.post("/problems", "ada", "statement=a&once=t1").await.header("location"), "/problems/2");
}

#[tokio::test]
async fn what_was_typed_is_carried_to_the_sign_in_page_when_the_session_has_ended() {
    let house = House::new();
    let answer = house.post("/problems", "ended", "statement=Caf%C3%A9&once=t1").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.text, "then=/problems kept=statement=Caf%C3%A9&once=t1");
    let page = house.get("/problems/3?view=all", "").await;
    assert_eq!(page.text, "then=/problems/3?view=all kept=");
}

#[tokio::test]
async fn forms_from_other_sites_are_refused_and_our_own_and_plain_clients_pass() {
    let house = House::new();
    let sent = |name: &'static str, value: &'static str| {
        let request = of("POST", "/problems", "ada").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        house.ask(request.header(name, value).body(Body::from("statement=a")).unwrap())
    };
    assert_eq!(sent("sec-fetch-site", "cross-site").await.status, StatusCode::FORBIDDEN);
    assert_eq!(sent("sec-fetch-site", "same-site").await.status, StatusCode::FORBIDDEN);
    assert_eq!(sent("origin", "https://evil.example").await.status, StatusCode::FORBIDDEN);
    assert_eq!(sent("origin", "null").await.status, StatusCode::FORBIDDEN);
    assert_eq!(sent("sec-fetch-site", "same-origin").await.status, StatusCode::SEE_OTHER);
    assert_eq!(sent("origin", "http://127.0.0.1:3000").await.status, StatusCode::SEE_OTHER);
    assert_eq!(sent("user-agent", "curl").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn hostile_forms_get_an_answer_in_words() {
    let house = House::new();
    let large = vec![b'a'; 2_500_000];
    let answer = house.post("/problems", "ada", large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text.contains("At most 2 MB"), "{}", answer.text);
    let mut body = b"statement=".to_vec();
    body.extend(vec![b'a'; 1_000_000]);
    assert_eq!(house.post("/problems", "ada", body).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.post("/problems", "ada", "statement=%FF%FE%00x&once=%00").await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.post("/problems", "ada", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let multipart = of("POST", "/problems", "ada").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    assert_eq!(house.ask(multipart.body(Body::from("x")).unwrap()).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_and_never_to_another_site() {
    let house = House::new();
    let answer = house.get("/help/", "").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::MOVED_PERMANENTLY, "/help"));
    assert_eq!(house.get("//evil.example/", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_chosen_theme_is_kept_in_a_cookie_and_written_into_every_page() {
    let house = House::new();
    let chosen = house.post("/display", "", "theme=dark").await;
    assert!(chosen.header("set-cookie").starts_with("lyceum-theme=dark;"));
    let request = of("GET", "/help", "").header(header::COOKIE, "lyceum-theme=dark").body(Body::empty()).unwrap();
    assert!(house.ask(request).await.text.contains("<html lang=\"en-GB\" data-theme=\"dark\">"));
    assert!(house.post("/display", "", "theme=%22evil").await.header("set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn pages_are_compressed_when_asked_and_head_has_no_body() {
    let house = House::new();
    let request = of("GET", "/help", "").header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
    assert_eq!(house.ask(request).await.header("content-encoding"), "gzip");
    let head = house.ask(of("HEAD", "/help", "").body(Body::empty()).unwrap()).await;
    assert_eq!((head.status, head.text.as_str()), (StatusCode::OK, ""));
}
