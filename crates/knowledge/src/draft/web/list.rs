//! `/handbook/drafts`: one's own.

use crate::draft::{self, Draft, DraftId};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use web::{App, Asker, Fault, Frame, Page, Sample};

#[derive(Template)]
#[template(path = "draft/list.html")]
struct Drafts {
    frame: Frame,
    drafts: Vec<Draft>,
    is_kept: bool,
}

impl Drafts {
    fn heading(&self) -> String {
        match self.drafts.len() {
            0 => "You have no drafts".into(),
            some => format!("Your {}", base::text::count(some as i64, "draft", "drafts")),
        }
    }

    fn called(&self, it: &Draft) -> String {
        if it.title.is_empty() { "Without a title yet".into() } else { it.title.clone() }
    }

    fn about(&self, it: &Draft) -> String {
        let what = if it.page.is_some() { "Changes a page" } else { "A new page" };
        format!("{what}, kept on {}", it.changed_at.day().long())
    }
}

#[derive(Default, serde::Deserialize)]
pub struct Asked {
    kept: Option<String>,
}

/// `GET /handbook/drafts`
pub async fn list(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let writer = asker.person.ok_or(Fault::NotFound)?;
    let drafts = app.read(|conn| draft::list(conn, writer))?;
    let is_kept = asked.kept.is_some() && !drafts.is_empty();
    Ok(Page::of(Drafts { frame: asker.frame("Handbook"), drafts, is_kept }))
}

/// `POST /handbook/drafts/{draft}/end`
pub async fn throw_away(State(app): State<App>, asker: Asker, Path(id): Path<DraftId>) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| draft::drop(tx, &act, id)).await?;
    Ok(web::see("/handbook/drafts"))
}

impl Sample for Drafts {
    fn samples() -> Vec<Self> {
        let one = |title: &str, page| Draft {
            id: base::Uuid::from_u128(5).into(),
            writer: base::PersonId(base::Uuid::from_u128(7)),
            page,
            handbook: None,
            community: None,
            under: None,
            base_version: 0,
            begun_at: base::Moment::default(),
            changed_at: base::Moment::default(),
            title: title.into(),
            why: String::new(),
            body: String::new(),
        };
        let page = Some(crate::page::Summary::sample().id);
        let view = |drafts, is_kept| Drafts { frame: Frame::sample("Handbook"), drafts, is_kept };
        vec![view(vec![one("Ask <early>", None), one("", page)], true), view(vec![], false)]
    }
}
web::sample!(Drafts);
