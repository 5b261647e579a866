//! `/handbook/{number}/doubles/{other}`: two pages beside each other, and what becomes of them.

use super::{decline, is_open};
use crate::merge::{Piece, words};
use crate::page::{self, Summary, policy};
use crate::refusal::Refusal;
use crate::revision;
use crate::revision::web::Pieces;
use ::store::StoreError;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Duty;
use web::{App, Asker, Fault, Frame, Page, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    room.place("other", "2").get("/handbook/{number}/doubles/{other}", Right::SignedIn, show).post(
        "/handbook/{number}/doubles/{other}",
        Right::Writes,
        differ,
    )
}

#[derive(Template)]
#[template(path = "double/page.html")]
struct DoublePage {
    frame: Frame,
    one: Summary,
    other: Summary,
    /// Nobody decided it yet.
    is_open: bool,
    /// Safe HTML: the words of the second marked against those of the first, where they share most of them.
    compared: String,
    /// Otherwise how each begins.
    openings: [String; 2],
    may_decide: bool,
}

impl DoublePage {
    fn heading(&self) -> &'static str {
        if self.is_open { "Do these say the same?" } else { "These were looked at" }
    }

    fn both(&self) -> [&Summary; 2] {
        [&self.one, &self.other]
    }
}

/// More than this is not compared word by word: reading both is quicker.
const COMPARED: usize = 30_000;
/// Of words that both say, so many of a hundred at least: a comparison of fewer is nothing to read.
const SHARED: usize = 50;
const OPENING: usize = 500;

async fn show(State(app): State<App>, asker: Asker, Path((number, other)): Path<(i64, i64)>) -> Result<Page, Fault> {
    let view = app.read(|conn| {
        let readable = |conn: &mut ::store::Conn, number| {
            Ok::<_, StoreError>(
                page::find_by_number(conn, number)?.filter(|it| policy::may_read(asker.actor(), &it.summary)),
            )
        };
        let (Some(one), Some(other)) = (readable(conn, number)?, readable(conn, other)?) else { return Ok(None) };
        let (one, other) = (one.summary, other.summary);
        let mut text = |id| Ok::<_, StoreError>(revision::find_newest(conn, id)?.map(|it| it.body).unwrap_or_default());
        let (first, second) = (text(one.id)?, text(other.id)?);
        let Some(is_open) = is_open(conn, one.id, other.id)? else { return Ok(None) };
        let pieces = if first.len().max(second.len()) > COMPARED { Vec::new() } else { words(&first, &second) };
        let pieces = if share(&pieces) < SHARED { Vec::new() } else { pieces };
        let opening = |body: &str| base::text::shorten(&plain(body), OPENING);
        let may_decide = asker.has(Duty::Librarian)
            || page::publish::may_write(conn, asker.actor(), &one)?
            || page::publish::may_write(conn, asker.actor(), &other)?;
        Ok::<_, StoreError>(Some(DoublePage {
            frame: asker.frame("Handbook"),
            is_open,
            openings: [opening(&first), opening(&second)],
            compared: Pieces { all: &pieces }.render().unwrap_or_default(),
            may_decide,
            one,
            other,
        }))
    })?;
    view.map(Page::of).ok_or(Fault::NotFound)
}

/// Of all words, so many of a hundred stand in both.
fn share(pieces: &[Piece]) -> usize {
    let (mut same, mut other) = (0, 0);
    for piece in pieces {
        match piece {
            Piece::Same(text) => same += 2 * text.len(),
            Piece::Gone(text) | Piece::New(text) => other += text.len(),
        }
    }
    (same * 100).checked_div(same + other).unwrap_or(0)
}

/// Its words alone.
fn plain(body: &str) -> String {
    crate::markdown::plain::of(&crate::markdown::Document::read(body, ""))
}

async fn differ(
    State(app): State<App>,
    asker: Asker,
    Path((number, other)): Path<(i64, i64)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| {
        let missing = || Refusal::Missing("page");
        let one = page::find_by_number(tx, number)?.ok_or_else(missing)?.summary.id;
        let other = page::find_by_number(tx, other)?.ok_or_else(missing)?.summary.id;
        decline(tx, &act, one, other)
    })
    .await?;
    Ok(web::see("/handbook/desk?queue=doubles"))
}

impl Sample for DoublePage {
    fn samples() -> Vec<Self> {
        let view = |is_open, may_decide, compared: &str| DoublePage {
            frame: Frame::sample("Handbook"),
            one: Summary::sample(),
            other: Summary { number: 45, ..Summary::sample() },
            is_open,
            compared: compared.into(),
            openings: ["We <ask>".into(), "First one asks".into()],
            may_decide,
        };
        vec![view(true, true, "<p>Words</p>"), view(false, false, "")]
    }
}
web::sample!(DoublePage);
