//! The coarse right, checked before a door. What is refused is said once, for pages and for the API.

use crate::sign_in::{Kept, Wish};
use crate::{Asker, Fault, Right};
use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Lets `request` through when its asker has `right`.
pub(crate) async fn pass(right: Right, request: Request, next: Next) -> Response {
    let Some(asker) = request.extensions().get::<Asker>() else {
        return Fault::Internal("the hall has not asked who comes".into()).into_response();
    };
    let changes = !request.method().is_safe();
    if right != Right::Anyone && !asker.is_signed_in() {
        return Fault::SignIn(wish_of(request).await).into_response();
    }
    // What is open to anyone signed in changes nothing, even where it is posted because it is long.
    if asker.read_only && changes && !matches!(right, Right::Anyone | Right::SignedIn) {
        return Fault::NotAllowed("This token may only read.".into()).into_response();
    }
    if !right.allows(asker.actor()) {
        return Fault::NotAllowed(format!("This is for {}.", right.words())).into_response();
    }
    next.run(request).await
}

/// Where they wanted to go, and what they had typed.
async fn wish_of(request: Request) -> Wish {
    let here = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    if request.method().is_safe() {
        return Wish::to(&here);
    }
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if !is_form || here.starts_with("/api/") {
        return Wish::to("/");
    }
    match axum::body::to_bytes(request.into_body(), Kept::MOST_BYTES).await {
        Ok(typed) => Wish::with_form(&here, &typed),
        Err(_) => Wish::to("/"),
    }
}
