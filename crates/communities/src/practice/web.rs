//! `/communities/{slug}/practices`: what we do on purpose, when we look at it again, what we stopped.

use super::{Decision, Practice, PracticeId, Review, Reviewed, Start};
use crate::asked::day;
use crate::policy::may_keep;
use crate::refusal::Refusal;
use crate::{asked, practice};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{CommunityId, Day};
use directory::community;
use directory::community::web::{Head, head};
use store::StoreError;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Right, Room, Sample};

pub fn doors(room: Room) -> Room {
    room.get("/communities/{slug}/practices", Right::SignedIn, show)
        .post("/communities/{slug}/practices", Right::Writes, add)
        .post("/communities/{slug}/practices/{practice}/reviews", Right::Writes, look_again)
}

#[derive(Template)]
#[template(path = "practice/page.html")]
struct PracticesPage {
    frame: Frame,
    head: Head,
    today: Day,
    running: Vec<Practice>,
    retired: Vec<Practice>,
    reviews: Vec<Reviewed>,
    may_keep: bool,
    /// The practice whose review needs another look.
    at: String,
    form: Form,
    check: Check,
    once: String,
}

impl PracticesPage {
    fn of<'a>(&'a self, id: &'a PracticeId) -> Vec<&'a Reviewed> {
        self.reviews.iter().filter(|review| review.practice == *id).collect()
    }

    fn is_due(&self, it: &Practice) -> bool {
        it.review_on <= self.today
    }

    fn due(&self) -> String {
        let due = self.running.iter().filter(|it| self.is_due(it)).count();
        web::words::some(due, "review", "reviews")
    }

    fn next_day(&self) -> String {
        self.running.first().map_or_else(|| "None".into(), |it| it.review_on.long())
    }

    fn decisions(&self) -> Vec<(&'static str, &'static str)> {
        Decision::ALL.iter().map(|it| (it.word(), it.asks())).collect()
    }

    /// What was typed for this one and no other.
    fn typed(&self, it: &Practice, field: &str) -> String {
        if self.at == it.id.to_string() { self.form.text(field).to_owned() } else { String::new() }
    }

    fn is_at(&self, it: &Practice) -> bool {
        self.at == it.id.to_string()
    }
}

impl Sample for PracticesPage {
    fn samples() -> Vec<Self> {
        let day = Day::new(2026, 11, 23).unwrap_or(base::Moment::default().day());
        let it = |retired_on| Practice {
            id: PracticeId(base::Uuid::from_u128(4)),
            community: CommunityId(base::Uuid::from_u128(1)),
            name: "Friday conversations".into(),
            intent: "People say what is hard before it is too late.".into(),
            signal: "Every week somebody <comes>.".into(),
            review_on: day,
            started_on: day.plus_days(-200),
            retired_on,
        };
        let review = |decision| Reviewed {
            practice: it(None).id,
            on: day,
            decision,
            reason: "Nine of ten would miss it.".into(),
        };
        let page = |running, retired, may_keep, check| PracticesPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            today: day,
            running,
            retired,
            reviews: vec![review(Decision::Kept), review(Decision::Retired)],
            may_keep,
            at: String::new(),
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("intent", "Say what it is for");
        vec![page(vec![it(None)], vec![it(Some(day))], true, check), page(vec![], vec![], false, Check::new())]
    }
}

web::sample!(PracticesPage);

/// `GET /communities/{slug}/practices`; the slug may be the community's id.
pub async fn show(State(app): State<App>, asker: Asker, Path(slug): Path<String>) -> Result<Response, Fault> {
    if let Some(there) = asked::web::by_slug(&app, &slug, "practices")? {
        return Ok(web::moved(&there));
    }
    Ok(Page::of(page(&app, &asker, &slug, (String::new(), Form::default(), Check::new()))?).into_response())
}

fn page(
    app: &App,
    asker: &Asker,
    slug: &str,
    (at, form, check): (String, Form, Check),
) -> Result<PracticesPage, Fault> {
    let page = app.read(|conn| {
        let Some(head) = head(conn, slug, crate::tabs)? else { return Ok::<_, StoreError>(None) };
        Ok(Some(PracticesPage {
            frame: asker.frame("Communities"),
            today: app.today(),
            running: practice::list_running(conn, head.it.id)?,
            retired: practice::list_retired(conn, head.it.id)?,
            reviews: practice::reviews(conn, head.it.id)?,
            may_keep: head.it.closed_on.is_none() && may_keep(asker.actor(), &community::lineage(conn, head.it.id)?),
            head,
            at,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        }))
    })?;
    page.ok_or(Fault::NotFound)
}

/// `POST /communities/{slug}/practices`
pub async fn add(
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let community = asked::web::community(&app, &slug)?.id;
    let (act, there, typed) = (app.act(asker.actor()), format!("/communities/{slug}/practices"), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "practice.start"), move |tx| {
            let input = Start {
                community,
                name: typed.text("name").into(),
                intent: typed.text("intent").into(),
                signal: typed.text("signal").into(),
                review_on: day("review_on", typed.text("review_on"))?,
            };
            practice::start(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (String::new(), form, check)))
}

/// `POST /communities/{slug}/practices/{practice}/reviews`
pub async fn look_again(
    State(app): State<App>,
    asker: Asker,
    Path((slug, practice)): Path<(String, PracticeId)>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, there, typed) = (app.act(asker.actor()), format!("/communities/{slug}/practices"), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "practice.review"), move |tx| {
            let decision = Decision::from_word(typed.text("decision"));
            let decision = decision.ok_or_else(|| Refusal::field("decision", "Choose what you decide"))?;
            let wants_day = decision != Decision::Retired;
            let review_on = wants_day.then(|| day("review_on", typed.text("review_on"))).transpose()?;
            let input = Review {
                practice,
                decision,
                reason: typed.text("reason").into(),
                review_on,
                intent: typed.text("intent").into(),
                signal: typed.text("signal").into(),
            };
            practice::review(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(there.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, (practice.to_string(), form, check)))
}
