//! `/problems/{problem}/merges`: what is the same, by meaning; merge it; take it back.

use super::{Merge, MergeId, Merged, UNDO_HOURS, list, merge, undo};
use crate::matching::{Match, Wanted, look};
use crate::problem::Problem;
use crate::problem::api::find_wanted;
use crate::{Refusal, double};
use ::store::Conn;
use axum::extract::{Path, Query, State};
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
    /// Its own words.
    words: String,
    like: Vec<Match>,
    /// The one that is looked at beside it, and whether the two were proposed as one.
    beside: Option<(Problem, bool)>,
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

#[derive(Default, serde::Deserialize)]
pub struct Asked {
    /// `P 87`
    #[serde(default)]
    other: String,
}

pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let form = Form::of(vec![("other".into(), asked.other)]);
    Ok(Page::of(view(&app, &asker, &it, (form, Check::new()))?))
}

/// What a form or an address names, where it is there and another.
fn beside(conn: &mut Conn, it: &Problem, named: &str) -> Result<Option<Problem>, Refusal> {
    match find_wanted(conn, named) {
        Ok(other) => Ok(Some(other).filter(|other| other.id != it.id)),
        Err(Refusal::Missing(_)) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

fn view(app: &App, asker: &Asker, it: &Problem, (form, check): (Form, Check)) -> Result<MergesPage, Fault> {
    app.read(|conn| {
        let own = [Key { kind: "problem".into(), id: it.id.uuid() }];
        let wanted = Wanted { statement: &it.statement, limit: MOST * 2, exclude: &own };
        let found = look(conn, &app.index, asker.actor(), &wanted)?.matches;
        let like = found.into_iter().filter(|it| it.kind == "problem" && it.probability >= LIKELY).take(MOST);
        let other = beside(conn, it, form.text("other").trim())?;
        let beside =
            other.map(|other| Ok::<_, Refusal>((double::is_open(conn, it.id, other.id)?, other))).transpose()?;
        Ok(MergesPage {
            frame: asker.frame("Problems"),
            words: it.statement.clone(),
            beside: beside.map(|(is_open, other)| (other, is_open)),
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

/// `POST /problems/{problem}/merges`: takes another one in, `undo` of one, or `what` = `differ`.
pub async fn send(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let other = app.read(|conn| beside(conn, &it, form.text("other").trim()))?.map(|it| it.id);
    let (act, typed, lead, there) = (app.act(&asker), form.clone(), it.id, it.url());
    let outcome = app
        .write_once(form.once(&asker, "problem.merge"), move |tx| {
            if let Some(id) = typed.parsed::<MergeId>("undo") {
                let number = undo(tx, &act, id)?;
                return Ok::<_, Refusal>(Reply::see(crate::problem::url(number)));
            }
            let gone = other.ok_or_else(|| Refusal::field("other", "Name a problem that exists, such as P 87"))?;
            if typed.text("what") == "differ" {
                double::decline(tx, &act, lead, gone)?;
                return Ok(Reply::see(there.clone()));
            }
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
        let page = |like, merged, beside| MergesPage {
            words: "Bookings <are> lost".into(),
            beside,
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
        let other = crate::problem::web::sample_problem();
        vec![
            page(vec![like], vec![merged(false), merged(true)], Some((other.clone(), true))),
            page(vec![], vec![], Some((other, false))),
            page(vec![], vec![], None),
        ]
    }
}

web::sample!(MergesPage);
