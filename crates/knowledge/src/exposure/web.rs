//! What one has read, for oneself; and how far a page reaches, without anybody's name.

use super::{Erase, Reach, erase, mine, reach, read};
use crate::page::web::{page_id, readable, trail};
use crate::page::{self, Summary};
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Day;
use web::{App, Asker, Fault, Form, Frame, Page, Right, Room, Sample};

const SHOWN: i64 = 500;

pub fn doors(room: Room) -> Room {
    room.post("/handbook/{number}/readings", Right::Writes, record)
        .get("/handbook/{number}/reach", Right::SignedIn, show_reach)
        .get("/me/reading", Right::Own, show_mine)
        .post("/me/reading", Right::Own, erase_mine)
}

/// `POST /handbook/{number}/readings`: by script without an answer, by the button with the page again.
async fn record(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let act = app.act(asker.actor());
    let number = app.write(move |tx| read(tx, &act, page)).await?;
    if form.has("by_hand") { Ok(web::see(&page::url(number))) } else { Ok(StatusCode::NO_CONTENT.into_response()) }
}

#[derive(Template)]
#[template(path = "exposure/mine.html")]
struct Mine {
    frame: Frame,
    read: Vec<(i64, String, Day, i64)>,
}

impl Mine {
    fn heading(&self) -> String {
        match self.read.len() {
            0 => "You have read nothing yet".into(),
            some => format!("You have read {}", base::text::count(some as i64, "page", "pages")),
        }
    }

    fn days(&self, days: &i64) -> String {
        base::text::count(*days, "day", "days")
    }
}

/// `GET /me/reading`
async fn show_mine(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let me = asker.person.ok_or(Fault::NotFound)?;
    let read = app.read(|conn| mine(conn, me, SHOWN))?;
    Ok(Page::of(Mine { frame: asker.frame("Handbook"), read }))
}

/// `POST /me/reading`: one page, or all.
async fn erase_mine(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    let what = match form.parsed::<i64>("page") {
        Some(number) => {
            let found = app.read(|conn| page::find_by_number(conn, number))?.ok_or(Fault::NotFound)?;
            Erase::Page(found.summary.id)
        }
        None if form.text("what") == "all" => Erase::All,
        None => return Err(Fault::NotFound),
    };
    app.write(move |tx| erase(tx, &act, what)).await.map_err(|refusal: Refusal| Fault::from(refusal))?;
    Ok(web::see("/me/reading"))
}

#[derive(Template)]
#[template(path = "exposure/reach.html")]
struct ReachPage {
    frame: Frame,
    page: Summary,
    trail: Vec<(String, String)>,
    reach: Vec<Reach>,
}

impl ReachPage {
    fn is_anything(&self) -> bool {
        self.reach.iter().any(|it| it.percent.is_some())
    }
}

/// `GET /handbook/{number}/reach`
async fn show_reach(State(app): State<App>, asker: Asker, Path(number): Path<String>) -> Result<Page, Fault> {
    let today = app.today();
    let view = app.read(|conn| {
        let page = readable(conn, &asker, &number)?.summary;
        let mut trail = trail(conn, &page)?;
        trail.push((page.url(), page.title.clone()));
        let reach = reach(conn, page.id, today)?;
        Ok::<_, Fault>(ReachPage { frame: asker.frame("Handbook"), page, trail, reach })
    })?;
    Ok(Page::of(view))
}

impl Sample for Mine {
    fn samples() -> Vec<Self> {
        let day = base::Moment::default().day();
        let view = |read| Mine { frame: Frame::sample("Handbook"), read };
        vec![view(vec![(31, "Ask <early>".into(), day, 2)]), view(vec![])]
    }
}
web::sample!(Mine);

impl Sample for ReachPage {
    fn samples() -> Vec<Self> {
        let of = |name: &str, percent| Reach {
            community: base::CommunityId(base::Uuid::from_u128(4)),
            name: name.into(),
            members: 60,
            percent,
        };
        let view = |reach| ReachPage {
            frame: Frame::sample("Handbook"),
            page: Summary::sample(),
            trail: vec![("/handbook".into(), "Handbook".into())],
            reach,
        };
        vec![view(vec![of("User <research>", Some(45)), of("Data", None)]), view(vec![of("Data", None)]), view(vec![])]
    }
}
web::sample!(ReachPage);
