//! The one router: the rooms' doors, the static files, and the layers around them all.

use crate::{App, Fault, Form, Room, assets, page, present};
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware, routing};
use std::any::Any;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

/// No page and no answer of the API takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Joins the rooms (the hall's own included) under one roof.
pub fn router(app: App, rooms: Vec<Room>) -> Router {
    let doors = rooms.into_iter().fold(Router::new(), |router, room| router.merge(room.into_router()));
    doors
        .fallback(nothing_here)
        .layer(DefaultBodyLimit::max(Form::MOST_BYTES))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(same_site(&app))
        .layer(middleware::from_fn_with_state(app.clone(), present::present))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        // After the layers: static files ask nobody who they are and are compressed already.
        .route("/static/{file}", routing::get(assets::serve))
        .with_state(app)
}

/// Changes come from our own pages: `Sec-Fetch-Site` and `Origin` tell. Clients that are no browsers send neither and
/// pass; what they send besides, a token, no other site can make a browser send. The public address is named because a
/// proxy may have changed `Host`.
fn same_site(app: &App) -> CsrfLayer {
    CsrfLayer::new().add_trusted_origin(&app.settings.public_url).unwrap_or_else(|error| {
        tracing::warn!(%error, "the public address is no origin: forms are judged by Host alone");
        CsrfLayer::new()
    })
}

async fn nothing_here(request: Request) -> Response {
    let path = request.uri().path();
    let trimmed = path.trim_end_matches('/');
    // `//host/` trimmed would lead to another site.
    if request.method() == Method::GET && trimmed.len() > 1 && trimmed.len() < path.len() && !trimmed.starts_with("//")
    {
        return page::moved(trimmed);
    }
    Fault::NotFound.into_response()
}

/// A panic in a door: the process lives, and the page says so with a reference.
fn after_panic(panic: Box<dyn Any + Send>) -> Response {
    let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
    let words = words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Fault::Internal(format!("a door panicked: {words}")).into_response()
}
