//! The whole application behind its door, in process: no socket, no browser, the same router as in life.

use crate::TestStore;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::{Chance, Clock, FixedClock, SeededChance};
use std::sync::Arc;
use tower::ServiceExt;
use web::{App, Doorkeeper, Ground, Room, Settings};

/// The application on one engine, with a clock that stands still and ids from a seed.
pub struct TestApp {
    pub app: App,
    pub clock: Arc<FixedClock>,
    router: Router,
    // Dropped last: the store's files must outlive the application.
    pub on: TestStore,
    _index_folder: tempfile::TempDir,
}

impl TestApp {
    /// `rooms` is called twice, because the router takes the rooms with it.
    pub fn new(on: TestStore, rooms: impl Fn() -> Vec<Room>, doorkeeper: Arc<dyn Doorkeeper>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let index = search::Index::open(folder.path(), search::Options::to_write());
        index.begin_rebuild().and_then(|empty| empty.finish(0)).expect("an empty index");
        let clock = Arc::new(FixedClock::at(crate::now()));
        let ground = Ground {
            store: on.store.clone(),
            index,
            clock: clock.clone() as Arc<dyn Clock>,
            chance: Arc::new(SeededChance::new(42)) as Arc<dyn Chance>,
            settings: Settings::sample(),
            doorkeeper,
        };
        let app = App::new(ground, &rooms());
        let router = web::hall::router(app.clone(), rooms());
        Self { app, clock, router, on, _index_folder: folder }
    }

    /// Somebody at the door who is not signed in.
    pub fn nobody(&self) -> Visitor<'_> {
        Visitor { app: self, cookie: None, token: None }
    }

    /// Signs in as one of the demo's seven people, through the door.
    pub async fn sign_in(&self, who: &str) -> Visitor<'_> {
        let answer = self.nobody().post("/sign-in/demo", &[("who", who)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "signing in as {who}: {}", answer.body);
        let cookie = answer.cookie.expect("signing in sets a cookie");
        Visitor { app: self, cookie: Some(cookie), token: None }
    }

    pub fn with_token(&self, token: &str) -> Visitor<'_> {
        Visitor { app: self, cookie: None, token: Some(token.to_owned()) }
    }
}

/// Somebody who asks, with a cookie, a token, or neither.
#[derive(Clone)]
pub struct Visitor<'a> {
    app: &'a TestApp,
    pub cookie: Option<String>,
    token: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub cookie: Option<String>,
    pub content_type: String,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.body))
    }
}

impl Visitor<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, None, Body::empty(), &[]).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.ask(Method::POST, path, Some("application/x-www-form-urlencoded"), body.join("&").into(), &[]).await
    }

    pub async fn post_json(&self, path: &str, body: &serde_json::Value, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::POST, path, Some("application/json"), body.to_string().into(), headers).await
    }

    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        content_type: Option<&str>,
        body: Body,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:3000");
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body).expect("a request that can be sent");
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], 50_000));
        request.extensions_mut().insert(axum::extract::ConnectInfo(address));
        let response = self.app.router.clone().oneshot(request).await.expect("a router always answers");
        read(response).await
    }
}

async fn read(response: axum::response::Response) -> Answer {
    let (head, body) = response.into_parts();
    let text =
        |name: header::HeaderName| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let cookie = text(header::SET_COOKIE).and_then(|cookie| cookie.split(';').next().map(str::to_owned));
    let bytes = axum::body::to_bytes(body, 64 << 20).await.expect("a body that ends");
    Answer {
        status: head.status,
        location: text(header::LOCATION),
        cookie,
        content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
        headers: head.headers,
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
