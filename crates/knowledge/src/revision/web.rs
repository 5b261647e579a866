//! `/handbook/{number}/compare`: two versions of a page, by words, side by side or in one text. And how a page goes
//! back to one of them.

use super::Summary as Version;
use crate::merge::{Piece, Row, compare};
use crate::page::web::{page_id, readable, sample_revision, trail};
use crate::page::{self, Summary};
use crate::revision;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use web::{App, Asker, Fault, Form, Frame, Page, Sample, see};

/// Blocks that are the same stand around a change; further ones are counted.
const AROUND: usize = 1;

/// Words with what went and what came, for a template: `{{ pieces|safe }}`.
#[derive(Template)]
#[template(path = "revision/pieces.html")]
pub(crate) struct Pieces<'a> {
    pub all: &'a [Piece],
}

/// Those of one side alone, its changes marked.
pub(crate) fn side(pieces: &[Piece], is_old: bool) -> Vec<Piece> {
    let here = |piece: &&Piece| match piece {
        Piece::Same(_) => true,
        Piece::Gone(_) => is_old,
        Piece::New(_) => !is_old,
    };
    pieces.iter().filter(here).cloned().collect()
}

/// A row as it is shown.
enum Line {
    /// So many blocks that are the same, left out.
    Skipped(usize),
    Same(String),
    /// What stood there and what stands there; either may be nothing.
    Changed(Vec<Piece>),
}

#[derive(Template)]
#[template(path = "revision/compare.html")]
struct Compared {
    frame: Frame,
    page: Summary,
    trail: Vec<(String, String)>,
    from: Version,
    to: Version,
    lines: Vec<Line>,
    changes: i64,
    in_one: bool,
}

impl Compared {
    fn heading(&self) -> String {
        let changes = match self.changes {
            0 => "The words are the same".to_owned(),
            some => format!("{} changed", base::text::count(some, "place", "places")),
        };
        format!("Version {} and version {}: {}", self.from.version, self.to.version, changes.to_lowercase())
    }

    fn one(&self, all: &[Piece]) -> String {
        Pieces { all }.render().unwrap_or_default()
    }

    fn before(&self, all: &[Piece]) -> String {
        self.one(&side(all, true))
    }

    fn after(&self, all: &[Piece]) -> String {
        self.one(&side(all, false))
    }

    fn address(&self, in_one: bool) -> String {
        let (from, to) = (self.from.version, self.to.version);
        let more = if in_one { "&as=one" } else { "" };
        format!("{}/compare?from={from}&to={to}{more}", self.page.url())
    }

    fn skipped(&self, blocks: &usize) -> String {
        format!("{} the same", base::text::count(*blocks as i64, "block", "blocks"))
    }
}

fn lines(rows: Vec<Row>) -> (Vec<Line>, i64) {
    let (count, mut changes, mut lines) = (rows.len(), 0, Vec::new());
    for (at, row) in rows.into_iter().enumerate() {
        changes += i64::from(!matches!(row, Row::Same(_)));
        match row {
            Row::Same(blocks) => same(&mut lines, &blocks, at == 0, at + 1 == count),
            Row::Changed(pieces) => lines.push(Line::Changed(pieces)),
            Row::Gone(block) => lines.push(Line::Changed(vec![Piece::Gone(block)])),
            Row::New(block) => lines.push(Line::Changed(vec![Piece::New(block)])),
        }
    }
    (lines, changes)
}

/// Only what stands beside a change.
fn same(lines: &mut Vec<Line>, blocks: &[String], is_first: bool, is_last: bool) {
    let before = if is_first { 0 } else { AROUND };
    let after = if is_last { 0 } else { AROUND };
    let left_out = blocks.len().saturating_sub(before + after);
    if left_out < 2 {
        lines.extend(blocks.iter().cloned().map(Line::Same));
        return;
    }
    lines.extend(blocks[..before].iter().cloned().map(Line::Same));
    lines.push(Line::Skipped(left_out));
    lines.extend(blocks[blocks.len() - after..].iter().cloned().map(Line::Same));
}

#[derive(serde::Deserialize)]
pub struct Asked {
    from: Option<i64>,
    to: Option<i64>,
    #[serde(default, rename = "as")]
    shown: String,
}

/// `GET /handbook/{number}/compare?from=4&to=7&as=one`. Without versions: the last change.
pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    let view = app.read(|conn| {
        let page = readable(conn, &asker, &number)?.summary;
        let to = asked.to.unwrap_or(page.version);
        let from = asked.from.unwrap_or((to - 1).max(1));
        let (from, to) = (from.min(to), from.max(to));
        let from = revision::find(conn, page.id, from)?.ok_or(Fault::NotFound)?;
        let to = revision::find(conn, page.id, to)?.ok_or(Fault::NotFound)?;
        let (lines, changes) = lines(compare(&from.body, &to.body));
        let mut trail = trail(conn, &page)?;
        trail.push((page.url(), page.title.clone()));
        trail.push((format!("{}/history", page.url()), "Versions".to_owned()));
        Ok::<_, Fault>(Compared {
            frame: asker.frame("Handbook"),
            page,
            trail,
            from: from.summary,
            to: to.summary,
            lines,
            changes,
            in_one: asked.shown == "one",
        })
    })?;
    Ok(Page::of(view))
}

/// `POST /handbook/{number}/restorations`: the words of a version become the newest.
pub async fn restore(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let version: i64 = form.parsed("version").ok_or(Fault::NotFound)?;
    let page = page_id(&app, &asker, &number)?;
    let act = app.act(asker.actor());
    let done = app.write(move |tx| page::restore(tx, &act, page, version)).await?;
    Ok(see(&page::url(done.number)))
}

impl Sample for Compared {
    fn samples() -> Vec<Self> {
        let old = "One\n\nTwo\n\nThree\n\nFour\n\nSay <it> plainly.\n\nGone";
        let view = |new, in_one| {
            let (lines, changes) = lines(compare(old, new));
            Compared {
                frame: Frame::sample("Handbook"),
                page: Summary::sample(),
                trail: vec![("/handbook".into(), "Handbook".into())],
                from: Version { version: 7, ..sample_revision() },
                to: sample_revision(),
                lines,
                changes,
                in_one,
            }
        };
        let new = "One\n\nTwo\n\nThree\n\nFour\n\nSay <it> briefly.\n\nNew\n\nLast";
        vec![view(new, false), view(new, true), view(old, false)]
    }
}
web::sample!(Compared);
