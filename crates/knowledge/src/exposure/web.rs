//! What one has read, for oneself.

use super::{Erase, Mine, erase, mine, read};
use crate::page;
use crate::page::web::page_id;
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::{App, Asker, Fault, Form, Frame, Page, Right, Room, Sample};

const SHOWN: i64 = 500;

pub fn doors(room: Room) -> Room {
    room.post("/handbook/{number}/readings", Right::Writes, record).get("/me/reading", Right::Own, show_mine).post(
        "/me/reading",
        Right::Own,
        erase_mine,
    )
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
struct MinePage {
    frame: Frame,
    met: Vec<Mine>,
}

impl MinePage {
    fn heading(&self) -> String {
        match self.met.len() {
            0 => "You have read nothing yet".into(),
            some => format!("{} before you", base::text::count(some as i64, "page was", "pages were")),
        }
    }

    /// `read on 2 days, told of it on 1`
    fn days(&self, it: &Mine) -> String {
        let read = || format!("read on {}", base::text::count(it.read, "day", "days"));
        match it.days - it.read {
            0 => read(),
            told if it.read == 0 => format!("told of it on {}", base::text::count(told, "day", "days")),
            told => format!("{}, told of it on {told}", read()),
        }
    }
}

/// `GET /me/reading`
async fn show_mine(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let me = asker.person.ok_or(Fault::NotFound)?;
    let met = app.read(|conn| mine(conn, me, SHOWN))?;
    Ok(Page::of(MinePage { frame: asker.frame("Handbook"), met }))
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

impl Sample for MinePage {
    fn samples() -> Vec<Self> {
        let last_on = base::Moment::default().day();
        let it = |days, read| Mine { number: 31, title: "Ask <early>".into(), last_on, days, read };
        let view = |met| MinePage { frame: Frame::sample("Handbook"), met };
        vec![view(vec![it(2, 2), it(3, 1), it(1, 0)]), view(vec![])]
    }
}
web::sample!(MinePage);
