//! A small house: three people known by their session's secret, one token that only reads, doors that misbehave.

use crate::*;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Actor, Duty, FixedClock, Moment, PersonId, SeededChance, Uuid, chance};
use std::sync::Arc;
use store::{Conn, Durability, Location, Store, StoreError, Tx};
use tower::ServiceExt;

pub struct Known;

impl Known {
    fn find(secret: &str) -> Option<Asking> {
        let (number, duties, read_only) = match secret {
            "ada" => (1, vec![], false),
            "lib" => (2, vec![Duty::Librarian], false),
            "reader" => (3, vec![], true),
            _ => return None,
        };
        let person = Some(PersonId(Uuid::from_u128(number)));
        let actor = Actor { person, name: "Ada Quillfeather".into(), duties, read_only, ..Actor::nobody() };
        Some(Asking { actor, by: Uuid::from_u128(9), signed_in_at: Moment::default() })
    }

    fn by_hash(hash: &str) -> Option<Asking> {
        ["ada", "lib", "reader"].into_iter().find(|one| chance::hash_secret(one) == hash).and_then(Self::find)
    }
}

impl Doorkeeper for Known {
    fn by_session(&self, _: &mut Conn, hash: &str, _: Moment) -> Result<Option<Asking>, StoreError> {
        Ok(Self::by_hash(hash))
    }

    fn by_token(&self, _: &mut Conn, hash: &str, _: Moment) -> Result<Option<Asking>, StoreError> {
        Ok(Self::by_hash(hash))
    }

    fn sign_in_page(&self, frame: Frame, wish: &Wish) -> Response {
        assert!(!frame.is_signed_in());
        (StatusCode::UNAUTHORIZED, axum::response::Html(format!("then={} kept={}", wish.then(), wish.kept())))
            .into_response()
    }
}

pub struct House {
    router: axum::Router,
    pub app: App,
    _folder: tempfile::TempDir,
}

fn trial_room() -> Room {
    Room::new("trial")
        .nav(20, "Problems", "/problems")
        .get("/problems/{number}", Right::SignedIn, |Path(number): Path<i64>| async move { number.to_string() })
        .post("/problems", Right::Writes, record)
        .post("/api/v1/problems", Right::Writes, record_json)
        .get("/api/v1/desk", Right::Librarian, || async { "desk" })
        .get("/desk", Right::Librarian, || async { "desk" })
        .get("/panic", Right::Anyone, || async {
            if true {
                panic!("with a secret")
            }
        })
        .get("/failing", Right::Anyone, || async { Fault::Internal("with a secret".into()) })
        .get("/gone", Right::Anyone, || async { Fault::Gone { what: "It was merged".into(), instead: None } })
        .get("/who", Right::Anyone, |asker: Asker| async move { asker.name.clone() })
}

/// Counts how often it was really done: each time takes the next number.
fn next(tx: &mut Tx<'_>) -> Result<Reply, Fault> {
    Ok(Reply::see(format!("/problems/{}", tx.next_number("problem")?)))
}

async fn record(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    if form.text("statement").is_empty() {
        return Err(Fault::Invalid(Check::new()));
    }
    Ok(app.write_once(form.once(&asker, "problem.record"), next).await?.into_response())
}

async fn record_json(State(app): State<App>, asker: Asker, sent: Sent<serde_json::Value>) -> Result<Response, Fault> {
    let key = sent.once(&asker, "api.problem.record");
    let reply = app.write_once(key, |tx| {
        let number = tx.next_number("problem")?;
        Ok::<_, Fault>(Reply::created(format!("/problems/{number}"), &serde_json::json!({ "number": number })))
    });
    Ok(reply.await?.into_response())
}

impl House {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Location::Folder(folder.path().to_owned());
        let now = Moment::parse("2026-11-23T09:14:00Z").unwrap();
        let ground = Ground {
            store: Store::open(&place, Durability::AsConfigured, now).unwrap(),
            index: search::Index::open(&folder.path().join("index"), search::Options::to_read()),
            clock: Arc::new(FixedClock::at(now)),
            chance: Arc::new(SeededChance::new(7)),
            settings: Settings::sample(),
            doorkeeper: Arc::new(Known),
        };
        let rooms = vec![crate::room(), trial_room()];
        let app = App::new(ground, &rooms);
        Self { router: router(app.clone(), rooms), app, _folder: folder }
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 10_000_000).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub async fn get(&self, path: &str, session: &str) -> Answer {
        self.ask(of("GET", path, session).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, session: &str, form: impl Into<Body>) -> Answer {
        let request = of("POST", path, session).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(form.into()).unwrap()).await
    }

    pub async fn api(&self, method: &str, path: &str, token: &str, key: &str, json: &'static str) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        self.ask(request.body(Body::from(json)).unwrap()).await
    }
}

pub fn of(method: &str, path: &str, session: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:3000");
    if session.is_empty() { request } else { request.header(header::COOKIE, format!("lyceum={session}")) }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}
