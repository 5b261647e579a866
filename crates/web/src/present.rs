//! Around every request: who asks, and how the answer is presented. Faults become pages or problem details here,
//! headers that protect are set here, and every answer gets a reference that also stands in the log.

use crate::fault_page::{FaultPage, closest};
use crate::{App, Asker, Asking, Fault, Page, cookie};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Chance, chance};
use std::sync::Arc;

/// Short enough to read out over the phone: `7K3-QM2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(pub String);

impl Reference {
    fn new(chance: &dyn Chance) -> Self {
        // No I, L, O, U: nobody mistakes one for another.
        const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut bytes = [0u8; 6];
        chance.fill(&mut bytes);
        let mut text: String = bytes.iter().map(|byte| SIGNS[usize::from(byte % 32)] as char).collect();
        text.insert(3, '-');
        Self(text)
    }
}

/// What of the request is still needed when the answer is there.
struct Asked {
    method: Method,
    uri: Uri,
}

impl Asked {
    fn is_api(&self) -> bool {
        self.uri.path().starts_with("/api/")
    }
}

/// The outermost layer.
pub(crate) async fn present(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let reference = Reference::new(&*app.chance);
    let asked = Asked { method: request.method().clone(), uri: request.uri().clone() };
    let (asker, known) = match recognise(&app, request.headers(), asked.is_api()) {
        Ok(asking) => (asking, Ok(())),
        Err(fault) => ((None, false), Err(fault)),
    };
    let asker = app.asker(asker.0, asker.1, cookie::theme_of(request.headers()));
    request.extensions_mut().insert(asker.clone());
    request.extensions_mut().insert(reference.clone());
    let response = match known {
        Ok(()) => next.run(request).await,
        Err(fault) => fault.into_response(),
    };
    let mut response = match fault_of(&response, asked.is_api()) {
        Some(fault) => answer(&app, &asker, &asked, &reference, fault, response),
        None => response,
    };
    protect(response.headers_mut(), &reference, app.settings.secure_cookies);
    response
}

/// A bearer token counts for the API alone, and then no cookie does.
fn recognise(app: &App, headers: &HeaderMap, is_api: bool) -> Result<(Option<Asking>, bool), Fault> {
    let now = app.now();
    if is_api && headers.contains_key(header::AUTHORIZATION) {
        let Some(token) = cookie::token_of(headers) else { return Ok((None, true)) };
        let hash = chance::hash_secret(token);
        return Ok((app.read(|conn| app.doorkeeper.by_token(conn, &hash, now))?, true));
    }
    let Some(secret) = cookie::session_of(headers, &app.settings) else { return Ok((None, false)) };
    let hash = chance::hash_secret(secret);
    Ok((app.read(|conn| app.doorkeeper.by_session(conn, &hash, now))?, false))
}

impl App {
    /// Whoever came with these headers, as they are now: for an answer that stays open longer than a right may.
    pub fn asks_now(&self, headers: &HeaderMap) -> Result<Asker, Fault> {
        let (asking, is_token) = recognise(self, headers, false)?;
        Ok(self.asker(asking, is_token, cookie::theme_of(headers)))
    }
}

/// The fault that a door answered with, or the one that a refusal of axum itself means.
fn fault_of(response: &Response, is_api: bool) -> Option<Arc<Fault>> {
    if let Some(fault) = response.extensions().get::<Arc<Fault>>() {
        return Some(fault.clone());
    }
    let kind = response.headers().get(header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    let own_words = kind.starts_with(b"text/html") || kind.starts_with(b"application/");
    let fault = match response.status() {
        status if own_words || !(status.is_client_error() || status.is_server_error()) => return None,
        StatusCode::METHOD_NOT_ALLOWED => Fault::NoSuchMethod,
        StatusCode::BAD_REQUEST if is_api => Fault::Unreadable("The address or its query cannot be read.".into()),
        // A part of the address that cannot be read is an address that does not exist.
        StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND => Fault::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge { most_bytes: crate::Form::MOST_BYTES },
        StatusCode::FORBIDDEN => Fault::NotAllowed("This was sent from another site, so we did not do it.".into()),
        StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => {
            Fault::Unreadable("The body is not what this address expects.".into())
        }
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => {
            Fault::Busy("This took too long. Try again in a minute; nothing you wrote is lost if you go back.".into())
        }
        status if status.is_client_error() => Fault::Unreadable("The request is not what this address expects.".into()),
        status => Fault::Internal(format!("an answer with status {status} and no reason")),
    };
    Some(Arc::new(fault))
}

fn answer(
    app: &App,
    asker: &Asker,
    asked: &Asked,
    reference: &Reference,
    fault: Arc<Fault>,
    was: Response,
) -> Response {
    log(asked, reference, &fault);
    let mut response = match &*fault {
        fault if asked.is_api() => problem_details(fault, asked, reference),
        Fault::SignIn(wish) => app.doorkeeper.sign_in_page(asker.frame(""), wish),
        fault => {
            let path = asked.uri.path();
            let page = FaultPage::new(asker.frame(""), fault, path, reference, app.now());
            let lost = matches!(fault, Fault::NotFound);
            let page = if lost { page.near(closest(app, asker, path)) } else { page };
            Page::of(page).with_status(fault.status()).into_response()
        }
    };
    for kept in [header::ALLOW, header::SET_COOKIE, header::RETRY_AFTER] {
        if let Some(value) = was.headers().get(&kept) {
            response.headers_mut().insert(kept, value.clone());
        }
    }
    if matches!(*fault, Fault::SignIn(_)) && asked.is_api() {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// RFC 9457.
fn problem_details(fault: &Fault, asked: &Asked, reference: &Reference) -> Response {
    let mut body = serde_json::json!({
        "type": "about:blank",
        "title": fault.heading(),
        "status": fault.status().as_u16(),
        "detail": fault.sentence(),
        "instance": asked.uri.path(),
        "reference": reference.0,
    });
    if let Fault::Invalid(check) = fault {
        body["errors"] = serde_json::json!(check.flaws);
    }
    if let Fault::Gone { instead: Some((address, _)), .. } = fault {
        body["instead"] = serde_json::json!(address);
    }
    let mut response = (fault.status(), Json(body)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// Our own failures are logged once, here, with their chain; what visitors got wrong only when asked for.
fn log(asked: &Asked, reference: &Reference, fault: &Fault) {
    let (method, path) = (&asked.method, asked.uri.path());
    match fault {
        Fault::Internal(chain) => tracing::error!(%method, path, reference = reference.0, "{chain}"),
        Fault::Busy(words) => tracing::warn!(%method, path, reference = reference.0, "{words}"),
        other => tracing::debug!(%method, path, reference = reference.0, status = other.status().as_u16()),
    }
}

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn protect(headers: &mut HeaderMap, reference: &Reference, secure: bool) {
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    if secure {
        let always = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, always);
    }
    if let Ok(reference) = HeaderValue::try_from(&reference.0) {
        headers.insert(HeaderName::from_static("x-request-id"), reference);
    }
}
