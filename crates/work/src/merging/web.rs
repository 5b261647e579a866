//! `/problems/{problem}/merges`: what is the same, by meaning; merge it; take it back.

use super::{Merge, MergeId, Merged, UNDO_HOURS, list, merge, undo};
use crate::Refusal;
use crate::matching::{Match, Wanted, look};
use crate::problem::Problem;
use crate::problem::api::find_wanted;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Moment;
use search::Key;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

/// From here on somebody should look.
const LIKELY: f64 = 0.3;
const MOST: usize = 6;

#[derive(askama::Template)]
#[template(path = "merging/merges.html")]
struct MergesPage {
    frame: Frame,
    reference: String,
    url: String,
    title: String,
    like: Vec<Match>,
    merged: Vec<Merged>,
    now: Moment,
    form: Form,
    check: Check,
    once: String,
}

impl MergesPage {
    fn trail(&self) -> Vec<(String, String)> {
        vec![("/problems".into(), "Problems".into()), (self.url.clone(), self.reference.clone())]
    }

    fn may_undo(&self, it: &Merged) -> bool {
        !it.is_undone && self.now.micros() - it.at.micros() < UNDO_HOURS * 3_600_000_000
    }

    fn percent(&self, it: &Match) -> String {
        format!("{} in 100", (it.probability * 100.0).round() as i64)
    }

    fn gone(&self, it: &Merged) -> String {
        crate::problem::reference(it.number)
    }
}

pub async fn show(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(view(&app, &asker, &it, (Form::default(), Check::new()))?))
}

fn view(app: &App, asker: &Asker, it: &Problem, (form, check): (Form, Check)) -> Result<MergesPage, Fault> {
    app.read(|conn| {
        let own = [Key { kind: "problem".into(), id: it.id.uuid() }];
        let wanted = Wanted { statement: &it.statement, limit: MOST * 2, exclude: &own };
        let found = look(conn, &app.index, asker.actor(), &wanted)?.matches;
        let like = found.into_iter().filter(|it| it.kind == "problem" && it.probability >= LIKELY).take(MOST);
        Ok(MergesPage {
            frame: asker.frame("Problems"),
            reference: it.reference(),
            url: it.url(),
            title: it.title.clone(),
            like: like.collect(),
            merged: list(conn, it.id)?,
            now: app.now(),
            form,
            check,
            once: app.act(asker).new_secret(),
        })
    })
}

/// `POST /problems/{problem}/merges`: takes another one in, or `undo` of one.
pub async fn send(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let other = match form.text("other").trim() {
        "" => None,
        named => match app.read(|conn| find_wanted(conn, named)) {
            Ok(other) => Some(other.id),
            Err(Refusal::Missing(_)) => None,
            Err(fault) => return Err(fault.into()),
        },
    };
    let (act, typed, lead, there) = (app.act(&asker), form.clone(), it.id, it.url());
    let outcome = app
        .write_once(form.once(&asker, "problem.merge"), move |tx| {
            if let Some(id) = typed.parsed::<MergeId>("undo") {
                let number = undo(tx, &act, id)?;
                return Ok::<_, Refusal>(Reply::see(crate::problem::url(number)));
            }
            let gone = other.ok_or_else(|| Refusal::field("other", "Name a problem that exists, such as P 87"))?;
            merge(tx, &act, &Merge { lead, gone, why: typed.text("why").to_owned() })?;
            Ok(Reply::see(there.clone()))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &it, (form, check)))
}

impl Sample for MergesPage {
    fn samples() -> Vec<Self> {
        let like = Match {
            kind: "problem".into(),
            id: base::Uuid::nil(),
            number: 87,
            reference: "P 87".into(),
            title: "Moves <overnight>".into(),
            url: "/problems/87".into(),
            state: "solved".into(),
            probability: 0.9,
            excerpt: String::new(),
            marks: vec![],
            said: None,
            background: None,
        };
        let merged = |is_undone| Merged {
            id: base::Uuid::nil().into(),
            number: 88,
            title: "Bookings <gone>".into(),
            at: Moment::default(),
            by: Some("Ada & Bo".into()),
            why: "The <same> bookings".into(),
            is_undone,
        };
        let page = |like, merged| MergesPage {
            frame: Frame::sample("Problems"),
            reference: "P 12".into(),
            url: "/problems/12".into(),
            title: "Lost <bookings>".into(),
            like,
            merged,
            now: Moment::default(),
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
        };
        vec![page(vec![like], vec![merged(false), merged(true)]), page(vec![], vec![])]
    }
}

web::sample!(MergesPage);
