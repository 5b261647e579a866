//! Bad input never breaks it: every route that takes something is sent garbage by somebody who may use it, and answers
//! with a message, never with a fault of ours.

mod organisation;

use axum::body::Body;
use axum::http::Method;
use organisation::{app, routes};
use testkit::{TestStore, Visitor};

/// Bodies that no form and no API expects, with what they claim to be.
fn bodies(api: bool) -> Vec<(&'static str, Vec<u8>)> {
    let form = "application/x-www-form-urlencoded";
    let json = "application/json";
    let long = "lorem ipsum ".repeat(100_000);
    let names =
        ["statement", "title", "name", "email", "q", "who", "words", "works", "changes", "reason", "product", "once"];
    let all = |value: &str| names.map(|name| format!("{name}={value}")).join("&").into_bytes();
    let mut bodies = vec![
        (if api { json } else { form }, Vec::new()),
        (if api { json } else { form }, vec![0xff, 0xfe, 0x00, 0x80, b'=', 0xc3]),
        ("multipart/form-data; boundary=x", b"--x\r\nnothing".to_vec()),
        ("image/png", b"\x89PNG\r\n\x1a\n".to_vec()),
        (form, all("%00%01%1b%e2%80%ae")),
        (form, all(&"%F0%9F%A6%89".repeat(20_000))),
        (form, all("%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E")),
        (form, format!("statement={long}").into_bytes()),
        (form, "a=1&".repeat(20_000).into_bytes()),
    ];
    let nested = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let text = serde_json::json!({"statement": long, "title": long, "words": long, "works": long, "changes": long});
    let wrong = serde_json::json!({"statement": 7, "title": null, "product_id": "none", "limit": -1, "days": 1e300});
    let odd = serde_json::json!({"statement": "\u{0}\u{202e}🦉", "title": "\u{0}", "words": "\u{1b}", "works": " ", "changes": "\t"});
    bodies.extend([text, wrong, odd].map(|body| (json, body.to_string().into_bytes())));
    bodies.push((json, nested.into_bytes()));
    bodies
}

async fn send(visitor: &Visitor<'_>, method: &Method, path: &str, kind: &str, body: Vec<u8>) {
    let length = body.len();
    let answer = visitor.ask(method.clone(), path, Some(kind), Body::from(body), &[]).await;
    assert!(
        !answer.status.is_server_error(),
        "{method} {path} with {length} bytes of {kind}: {}\n{}",
        answer.status,
        answer.body
    );
    assert!(!answer.body.contains("<script>alert"), "{method} {path} gave a script back");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_garbage_in_a_body_is_a_fault_of_ours() {
    let app = app(TestStore::sqlite());
    for route in routes().into_iter().filter(|route| route.method != Method::GET) {
        // Signed in afresh: a route may end the session that it is called with.
        let visitor = app.sign_in(if route.path.contains("settings") { "admin" } else { "head" }).await;
        for (kind, body) in bodies(route.is_api()) {
            send(&visitor, &route.method, &route.sample, kind, body).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_garbage_in_an_address_is_a_fault_of_ours() {
    let app = app(TestStore::sqlite());
    let visitor = app.sign_in("head").await;
    let odd = [
        "-1",
        "0",
        "99999999999999999999",
        "%00",
        "%ff%fe",
        "..%2f..%2fetc",
        "'%20or%201=1",
        "%F0%9F%A6%89",
        "87-any-words",
    ];
    for route in routes().into_iter().filter(|route| route.method == Method::GET) {
        for value in odd {
            let path = put_in(route.path, value);
            send(&visitor, &route.method, &path, "text/plain", Vec::new()).await;
            let query = format!(
                "{}?q={value}&cursor={value}&limit={value}&kind={value}&state={value}&after={value}",
                route.sample
            );
            send(&visitor, &route.method, &query, "text/plain", Vec::new()).await;
        }
    }
}

/// The path with `value` in each of its places.
fn put_in(path: &str, value: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { value } else { part }).collect::<Vec<_>>().join("/")
}
