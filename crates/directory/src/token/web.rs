//! The doors to one's own tokens: `/me/tokens`.

use super::{MakeToken, Scope, Token, TokenId};
use crate::sign_in::web::RecentlySignedIn;
use crate::{faults, token};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::chance;
use std::sync::{Arc, Mutex};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

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
    // The secret leaves the transaction beside the kept answer, which holds its hash alone: the same form sent again
    // makes no second token and learns nothing.
    let made = Arc::new(Mutex::new(String::new()));
    let fresh = made.clone();
    let reply = app
        .write_once(form.once(&asker, "token.make"), move |tx| {
            let scope = Scope::from_word(typed.text("scope")).unwrap_or(Scope::Read);
            let days = typed.parsed("days").unwrap_or(0);
            let secret = token::make(tx, &act, MakeToken { person, name: typed.text("name").to_owned(), scope, days })?;
            let reply = Reply { body: Some(chance::hash_secret(&secret)), ..Reply::see("/me/tokens") };
            *fresh.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = secret;
            Ok(reply)
        })
        .await;
    match reply.map_err(faults::of_token) {
        Ok(reply) => {
            let made = made.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone();
            if reply.body != Some(chance::hash_secret(&made)) {
                return Ok(web::see("/me/tokens"));
            }
            Ok(Page::of(page(&app, &asker, Some(made), Form::default(), Check::new())?).into_response())
        }
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
