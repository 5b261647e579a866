//! The doors to one's own tokens: `/me/tokens`.

use super::{MakeToken, Scope, Token, TokenId};
use crate::sign_in::web::RecentlySignedIn;
use crate::{faults, token};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Sample, ShownOnce};

#[derive(askama::Template)]
#[template(path = "token/list.html")]
struct TokensPage {
    frame: Frame,
    tokens: Vec<Token>,
    /// Shown this once.
    made: Option<String>,
    form: Form,
    check: Check,
    once: String,
}

const DAYS: [(&str, &str); 4] = [("30", "30 days"), ("90", "90 days"), ("180", "Half a year"), ("365", "A year")];
const SCOPES: [(&str, &str); 2] = [("read", "Read only"), ("write", "Read and write")];

impl TokensPage {
    fn days(&self) -> [(&'static str, &'static str); 4] {
        DAYS
    }

    fn scopes(&self) -> [(&'static str, &'static str); 2] {
        SCOPES
    }

    fn used(&self, it: &Token) -> String {
        it.used_at.map_or("Not used yet.".into(), |at| format!("Last used on {}.", at.day().long()))
    }
}

impl Sample for TokensPage {
    fn samples() -> Vec<Self> {
        let at = base::Moment::from_micros(1_795_000_000_000_000);
        let token = Token {
            id: TokenId(base::Uuid::from_u128(1)),
            name: "Monthly figures".into(),
            scope: Scope::Read,
            made_at: at,
            ends_at: at.plus_days(90),
            used_at: None,
        };
        let page = |tokens, made, check| TokensPage {
            frame: Frame::sample(""),
            tokens,
            made,
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("name", "Say it in a few words");
        vec![page(vec![token], Some("lyc_abc".into()), Check::new()), page(vec![], None, check)]
    }
}

web::sample!(TokensPage);

fn page(app: &App, asker: &Asker, made: Option<String>, form: Form, check: Check) -> Result<TokensPage, Fault> {
    let person = asker.person.ok_or(Fault::NotFound)?;
    let tokens = app.read(|conn| token::list(conn, person, app.now()))?;
    let once = app.act(asker.actor()).new_secret();
    Ok(TokensPage { frame: asker.frame(""), tokens, made, form, check, once })
}

pub async fn list(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    page(&app, &asker, None, Form::default(), Check::new()).map(Page::of)
}

/// Make one; its text stands on the answer and nowhere else.
pub async fn make(
    State(app): State<App>,
    RecentlySignedIn(asker): RecentlySignedIn,
    form: Form,
) -> Result<Response, Fault> {
    let person = asker.person.ok_or(Fault::NotFound)?;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let made = ShownOnce::default();
    let fresh = made.clone();
    let reply = app
        .write_once(form.once(&asker, "token.make"), move |tx| {
            let scope = Scope::from_word(typed.text("scope")).unwrap_or(Scope::Read);
            let days = typed.parsed("days").unwrap_or(0);
            let secret = token::make(tx, &act, MakeToken { person, name: typed.text("name").to_owned(), scope, days })?;
            Ok(fresh.keep("/me/tokens", &secret, secret.clone()))
        })
        .await;
    match reply.map_err(faults::of_token) {
        Ok(reply) => match made.of(&reply) {
            Some(secret) => {
                Ok(Page::of(page(&app, &asker, Some(secret), Form::default(), Check::new())?).into_response())
            }
            None => Ok(web::see("/me/tokens")),
        },
        Err(fault) => {
            let check = faults::flaws(fault)?;
            Ok(Page::flawed(page(&app, &asker, None, form, check)?).into_response())
        }
    }
}

pub async fn end(State(app): State<App>, asker: Asker, Path(id): Path<TokenId>) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let ended = app.write(move |tx| token::end(tx, &act, id)).await?;
    if ended { Ok(web::see("/me/tokens")) } else { Err(Fault::NotFound) }
}
