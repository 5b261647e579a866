//! The doors to one's own sessions: `/me/sessions`.

use super::{Session, SessionId};
use crate::session;
use axum::extract::{Path, State};
use axum::response::Response;
use web::{App, Asker, Fault, Frame, Means, Page, Sample};

#[derive(askama::Template)]
#[template(path = "session/list.html")]
struct SessionsPage {
    frame: Frame,
    sessions: Vec<Session>,
    here: Option<SessionId>,
}

impl SessionsPage {
    fn heading(&self) -> String {
        match self.sessions.len() {
            1 => "One browser is signed in as you".into(),
            count => format!("{} browsers are signed in as you", web::words::count(count, true)),
        }
    }

    fn is_here(&self, it: &Session) -> bool {
        self.here == Some(it.id)
    }
}

impl Sample for SessionsPage {
    fn samples() -> Vec<Self> {
        let at = base::Moment::from_micros(1_795_000_000_000_000);
        let session = |id, way| Session {
            id: SessionId(base::Uuid::from_u128(id)),
            way,
            began_at: at,
            seen_at: at,
            ends_at: at.plus_days(30),
            browser: "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0".into(),
        };
        let sessions = vec![session(1, session::Way::Passkey), session(2, session::Way::Password)];
        let here = Some(SessionId(base::Uuid::from_u128(1)));
        vec![SessionsPage { frame: Frame::sample(""), sessions, here }]
    }
}

web::sample!(SessionsPage);

pub async fn list(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let person = asker.person.ok_or(Fault::NotFound)?;
    let sessions = app.read(|conn| session::list(conn, person, app.now()))?;
    let here = match asker.means() {
        Means::Session(id) => Some(SessionId(id)),
        Means::Nothing | Means::Token(_) => None,
    };
    Ok(Page::of(SessionsPage { frame: asker.frame(""), sessions, here }))
}

/// End one of one's own.
pub async fn end(State(app): State<App>, asker: Asker, Path(id): Path<SessionId>) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let ended = app.write(move |tx| session::end(tx, &act, id)).await?;
    if ended { Ok(web::see("/me/sessions")) } else { Err(Fault::NotFound) }
}
