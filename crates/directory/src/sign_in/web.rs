//! The doors of coming in and going out: `/sign-in`, `/sign-in/demo`, `/sign-in/passkey`, `/sign-out`.

use super::attempts::{MOST_FOR_ACCOUNT, MOST_FOR_ADDRESS};
use super::{DEMO_PEOPLE, DemoPerson, Lodge, demo_email};
use crate::passkey::{Asked, Passkeys};
use crate::person::{self, Person};
use crate::session::{self, Doorman, SessionId, Way};
use crate::{passkey, password};
use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Act, Actor, Moment};
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use store::{Conn, StoreError};
use web::{App, Asker, Asking, Check, Doorkeeper, Fault, Form, Frame, Means, Page, Sample, Settings, Wish, cookie};

pub type AppState = State<App>;
pub type Headers = HeaderMap;
pub type WishedFor = Query<Wished>;

#[derive(askama::Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignInPage {
    frame: Frame,
    organisation: String,
    demo: &'static [DemoPerson],
    /// Passkeys need a host name.
    passkeys: bool,
    wish: Wish,
    email: String,
    check: Check,
    /// Why this page stands where another was asked for; "" when one came by oneself.
    because: &'static str,
}

impl SignInPage {
    fn new(frame: Frame, settings: &Settings, passkeys: bool, wish: Wish) -> Self {
        Self {
            organisation: frame.organisation().to_owned(),
            frame,
            demo: if settings.demo { &DEMO_PEOPLE } else { &[] },
            passkeys,
            wish,
            email: String::new(),
            check: Check::new(),
            because: "",
        }
    }

    fn script(&self) -> &'static str {
        web::assets::address(web::assets::Asset::Passkey)
    }
}

impl Sample for SignInPage {
    fn samples() -> Vec<Self> {
        let page = |demo| {
            let settings = Settings { demo, ..Settings::sample() };
            SignInPage::new(Frame::sample_signed_out(), &settings, true, Wish::to("/"))
        };
        let mut check = Check::new();
        check.add("email", "Write a work e-mail address, such as ada@example.org");
        let flawed = SignInPage { email: "ada".into(), check, because: ENDED, ..page(false) };
        vec![page(true), page(false), flawed]
    }
}

web::sample!(SignInPage);

const ENDED: &str = "You are not signed in, or your session has ended. Sign in to go on; what you wrote is kept.";
const AGAIN: &str = "This asks for a recent sign-in. Sign in again to go on.";

/// The network address of who asks, when the server knows it.
pub struct From(Option<IpAddr>);

impl<S: Sync> FromRequestParts<S> for From {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // Behind a proxy on the same machine everybody comes from one address: there the account's limit counts.
        Ok(From(address.filter(|ip| !ip.is_loopback())))
    }
}

/// Signed in within the last quarter of an hour: doors of dangerous acts take it in place of an [`Asker`].
pub struct RecentlySignedIn(pub Asker);

impl FromRequestParts<App> for RecentlySignedIn {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fault> {
        let asker = Asker::from_request_parts(parts, app).await?;
        if asker.is_recent(app.now(), session::RECENT_MINUTES) {
            return Ok(RecentlySignedIn(asker));
        }
        let wished =
            if parts.method.is_safe() { parts.uri.path_and_query().map_or("/me", |it| it.as_str()) } else { "/me" };
        Err(Fault::SignIn(Wish::to(wished)))
    }
}

impl Doorkeeper for Doorman {
    fn by_session(&self, conn: &mut Conn, secret_hash: &str, now: Moment) -> Result<Option<Asking>, StoreError> {
        Ok(self.recognise_session(conn, secret_hash, now)?.map(asking))
    }

    fn by_token(&self, conn: &mut Conn, secret_hash: &str, now: Moment) -> Result<Option<Asking>, StoreError> {
        Ok(self.recognise_token(conn, secret_hash, now)?.map(asking))
    }

    fn sign_in_page(&self, frame: Frame, wish: &Wish) -> Response {
        let because = if frame.is_signed_in() { AGAIN } else { ENDED };
        let page = SignInPage::new(
            frame,
            &self.settings,
            Passkeys::default().are_possible(&self.settings.public_url),
            wish.clone(),
        );
        Page::of(SignInPage { because, ..page }).with_status(StatusCode::UNAUTHORIZED).into_response()
    }
}

fn asking(known: session::Recognised) -> Asking {
    Asking { actor: known.actor, by: known.by, signed_in_at: known.proved_at }
}

#[derive(serde::Deserialize)]
pub struct Wished {
    #[serde(default)]
    then: String,
    #[serde(default)]
    next: String,
}

pub async fn show(lodge: Arc<Lodge>, State(app): State<App>, asker: Asker, Query(wished): Query<Wished>) -> Page {
    let wish = Wish::to(if wished.then.is_empty() { &wished.next } else { &wished.then });
    Page::of(page(&lodge, &app, &asker, wish))
}

fn page(lodge: &Lodge, app: &App, asker: &Asker, wish: Wish) -> SignInPage {
    let passkeys = lodge.passkeys.are_possible(&app.settings.public_url);
    SignInPage::new(asker.frame(""), &app.settings, passkeys, wish)
}

fn wish_of(form: &Form) -> Wish {
    if form.has(Wish::THEN) { Wish::of_form(form) } else { Wish::to(form.text("next")) }
}

/// E-mail and password.
pub async fn with_password(
    lodge: Arc<Lodge>,
    State(app): State<App>,
    asker: Asker,
    From(address): From,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Fault> {
    let wish = wish_of(&form);
    let again = |check: Check, status: StatusCode, wish: Wish| {
        let view = SignInPage { email: form.text("email").to_owned(), check, ..page(&lodge, &app, &asker, wish) };
        Page::of(view).with_status(status).into_response()
    };
    let mut check = Check::new();
    let Some(email) = person::email(form.text("email")) else {
        check.add("email", person::PersonError::Email.to_string());
        return Ok(again(check, StatusCode::UNPROCESSABLE_ENTITY, wish));
    };
    if let Err(minutes) = count_try(&lodge, &email, address, app.now()) {
        check.add("email", format!("Too many tries. Wait {}, or sign in another way", minutes_in_words(minutes)));
        return Ok(again(check, StatusCode::TOO_MANY_REQUESTS, wish));
    }
    match find_by_password(&lodge, &app, &email, form.text("password")).await? {
        Some(person) => {
            lodge.attempts.forgive(&account_key(&email));
            begin(&app, &asker, &person, Way::Password, &headers, wish).await
        }
        None => {
            check.add("password", session::SessionError::NotIn.to_string());
            Ok(again(check, StatusCode::UNPROCESSABLE_ENTITY, wish))
        }
    }
}

fn account_key(email: &str) -> String {
    format!("account {email}")
}

fn count_try(lodge: &Lodge, email: &str, address: Option<IpAddr>, now: Moment) -> Result<(), i64> {
    if let Some(address) = address {
        lodge.attempts.count(&format!("address {address}"), MOST_FOR_ADDRESS, now)?;
    }
    lodge.attempts.count(&account_key(email), MOST_FOR_ACCOUNT, now)
}

fn minutes_in_words(minutes: i64) -> String {
    base::text::count(minutes.max(1), "minute", "minutes")
}

/// The same work whether or not anybody has the address.
async fn find_by_password(lodge: &Lodge, app: &App, email: &str, password: &str) -> Result<Option<Person>, Fault> {
    let (person, hash) = app.read(|conn| {
        let person = person::find_by_email(conn, email)?;
        let hash = match &person {
            Some(person) => password::find_hash(conn, person.id)?,
            None => None,
        };
        Ok::<_, StoreError>((person, hash))
    })?;
    let typed = password.to_owned();
    let fits = lodge.hashing.run(move || password::matches(&typed, hash.as_deref())).await;
    let fits = fits.ok_or_else(|| Fault::Busy("The server is stopping. Try again in a minute.".into()))?;
    Ok(person.filter(|_| fits))
}

/// One click, in the demo only.
pub async fn demo(State(app): State<App>, asker: Asker, headers: HeaderMap, form: Form) -> Result<Response, Fault> {
    let email = demo_email(form.text("who")).filter(|_| app.settings.demo).ok_or(Fault::NotFound)?;
    let person = app.read(|conn| person::find_by_email(conn, &email))?.ok_or(Fault::NotFound)?;
    begin(&app, &asker, &person, Way::Demo, &headers, wish_of(&form)).await
}

/// The question for the browser's passkey.
pub async fn ask_passkey(lodge: Arc<Lodge>, State(app): State<App>) -> Result<Json<Asked>, Fault> {
    let key = app.act(&Actor::nobody()).new_secret();
    let asked = lodge.passkeys.ask_to_sign_in(&app.settings.public_url, key, app.now());
    asked.map(Json).ok_or(Fault::NotFound)
}

/// Its answer.
pub async fn with_passkey(
    lodge: Arc<Lodge>,
    State(app): State<App>,
    asker: Asker,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Fault> {
    let wish = wish_of(&form);
    let answer = form.text("credential");
    let known = match Passkeys::credential_of(answer) {
        Some(credential) => app.read(|conn| passkey::find_by_credential(conn, &credential))?,
        None => None,
    };
    let now = app.now();
    let signed = known
        .and_then(|mut known| lodge.passkeys.signed(form.text("ceremony"), answer, &mut known, now).then_some(known));
    let Some(material) = signed else {
        let mut check = Check::new();
        check.add("email", "The passkey was not taken. Try again, or sign in with your password");
        let view = SignInPage { check, ..page(&lodge, &app, &asker, wish) };
        return Ok(Page::flawed(view).into_response());
    };
    let (id, key) = (material.id, material.key);
    app.write(move |tx| passkey::note_use(tx, id, &key, now)).await?;
    let person = app.read(|conn| person::find(conn, material.person))?.ok_or(Fault::NotFound)?;
    begin(&app, &asker, &person, Way::Passkey, &headers, wish).await
}

/// The last step of every way: a session, its cookie, and on to what was wished for.
pub(crate) async fn begin(
    app: &App,
    asker: &Asker,
    person: &Person,
    way: Way,
    headers: &HeaderMap,
    wish: Wish,
) -> Result<Response, Fault> {
    let browser = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("").to_owned();
    let before = before(app, asker);
    let act = person::act_as(&app.act(&Actor::nobody()), person.id, &person.name);
    let id = person.id;
    let secret = app
        .write(move |tx| {
            if let Some((act, session)) = &before {
                session::end(tx, act, *session)?;
            }
            session::start(tx, &act, id, way, &browser)
        })
        .await;
    let secret = match secret {
        Ok(secret) => secret,
        Err(session::SessionError::NotIn) => return Err(Fault::NotAllowed(session::SessionError::NotIn.to_string())),
        Err(session::SessionError::Store(error)) => return Err(error.into()),
    };
    let mut response = wish.come_true(asker.frame(""));
    response.headers_mut().append(header::SET_COOKIE, cookie::session(&app.settings, &secret));
    Ok(response)
}

/// The session that this browser has had: it ends when another begins.
fn before(app: &App, asker: &Asker) -> Option<(Act, SessionId)> {
    match asker.means() {
        Means::Session(id) => Some((app.act(asker.actor()), SessionId(id))),
        Means::Nothing | Means::Token(_) => None,
    }
}

pub async fn sign_out(State(app): State<App>, asker: Asker) -> Result<Response, Fault> {
    if let Some((act, session)) = before(&app, &asker) {
        app.write(move |tx| session::end(tx, &act, session)).await?;
    }
    let mut response = web::see("/sign-in");
    response.headers_mut().append(header::SET_COOKIE, cookie::no_session(&app.settings));
    Ok(response)
}
