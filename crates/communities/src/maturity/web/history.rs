//! All sessions of a community, and opening one.

use crate::asked;
use crate::maturity::{self, Session};
use crate::policy::may_keep;
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use directory::community;
use directory::community::web::{Head, head};
use directory::membership;
use store::StoreError;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "maturity/history.html")]
struct HistoryPage {
    frame: Frame,
    head: Head,
    sessions: Vec<Session>,
    people: Vec<(String, String)>,
    may_keep: bool,
    check: Check,
    once: String,
}

impl HistoryPage {
    fn closed(&self) -> Vec<(&Session, &maturity::Closed)> {
        self.sessions.iter().filter_map(|it| Some((it, it.closed.as_ref()?))).collect()
    }

    fn open(&self) -> Option<&Session> {
        self.sessions.iter().find(|it| it.closed.is_none())
    }

    fn done(&self) -> String {
        self.closed().first().map_or("Not sorted yet".into(), |(_, it)| format!("{} of {}", it.done, it.of()))
    }

    fn stage(&self) -> String {
        self.closed().first().map_or("Not known".into(), |(_, it)| it.stage_name().to_owned())
    }

    fn moved(&self) -> String {
        match self.closed().as_slice() {
            [(_, last), (_, before), ..] => match last.done - before.done {
                0 => "as many as before".into(),
                more if more > 0 => format!("{more} more than before"),
                fewer => format!("{} fewer than before", -fewer),
            },
            _ => String::new(),
        }
    }

    fn again(&self) -> String {
        self.closed().first().map_or("Now".into(), |(_, it)| it.on.plus_days(183).month_and_year())
    }
}

/// A session's bar, 240 wide: x and width of done, in progress, next, and what is left.
pub(super) fn bar(it: &maturity::Closed, wide: f64) -> [(String, String); 4] {
    let unit = wide / it.of().max(1) as f64;
    let mut x = 0.0;
    [it.done, it.in_progress, it.next, it.split + it.not_for_us].map(|number| {
        let width = number as f64 * unit;
        let part = (format!("{:.1}", x + 0.5), format!("{:.1}", (width - 1.5).max(0.0)));
        x += width;
        part
    })
}

impl HistoryPage {
    fn bars(&self, it: &maturity::Closed) -> Vec<(String, String, &'static str)> {
        let classes = ["m-done", "m-half", "m-next", "m-split"];
        bar(it, 240.0).into_iter().zip(classes).map(|((x, width), class)| (x, width, class)).collect()
    }
}

impl Sample for HistoryPage {
    fn samples() -> Vec<Self> {
        let page = |sessions, may_keep| HistoryPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            sessions,
            people: vec![("1".into(), "Kit Alderman".into())],
            may_keep,
            check: Check::new(),
            once: "once".into(),
        };
        vec![
            page(vec![super::room::sample_session(2, true), super::room::sample_session(1, true)], true),
            page(vec![super::room::sample_session(1, false)], false),
            page(vec![], true),
        ]
    }
}

web::sample!(HistoryPage);

/// `GET /communities/{slug}/maturity`; the slug may be the community's id.
pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Response, Fault> {
    if let Some(there) = asked::web::by_slug(&app, &slug, "maturity")? {
        return Ok(web::moved(&there));
    }
    Ok(Page::of(page(&app, &asker, &slug, Check::new())?).into_response())
}

fn page(app: &App, asker: &Asker, slug: &str, check: Check) -> Result<HistoryPage, Fault> {
    let page = app.read(|conn| {
        let Some(head) = head(conn, slug, crate::tabs)? else { return Ok::<_, StoreError>(None) };
        let keeps = may_keep(asker.actor(), &community::lineage(conn, head.it.id)?);
        let members = membership::leaders(conn, head.it.id)?;
        Ok(Some(HistoryPage {
            frame: asker.frame("Communities"),
            sessions: maturity::list(conn, head.it.id)?,
            people: members.into_iter().map(|it| (it.person.to_string(), it.name)).collect(),
            may_keep: keeps && head.it.closed_on.is_none(),
            head,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `POST /communities/{slug}/maturity`
pub async fn open(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    let (act, typed, there) = (app.act(asker.actor()), form.clone(), slug.clone());
    let outcome = app
        .write_once(form.once(&asker, "maturity.open"), move |tx| {
            let second_facilitator = typed.text("second").parse().ok();
            let id = maturity::open(tx, &act, maturity::Open { community, second_facilitator })?;
            Ok::<_, Refusal>(Reply::see(format!("/communities/{there}/maturity/{id}")))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, check))
}
