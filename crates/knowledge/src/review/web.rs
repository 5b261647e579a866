//! `/handbook/{number}/review`: what one checked and by when it is looked at again; who looks after the page.

use super::{Keepers, Name, Review, Reviewed, Turn, day, keepers, list, name, review, rota};
use crate::page::publish::may_write;
use crate::page::web::{Standing, page_id, readable, trail};
use crate::page::{self, Summary};
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Day;
use directory::person;
use store::Conn;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

/// Proposed for the next time.
const AGAIN_DAYS: i64 = 365;
const SHOWN: i64 = 20;

#[derive(Template)]
#[template(path = "review/review.html")]
struct ReviewPage {
    frame: Frame,
    page: Summary,
    today: Day,
    trail: Vec<(String, String)>,
    reviews: Vec<Reviewed>,
    may_write: bool,
    /// Work addresses of who is named now.
    keeper: String,
    deputy: String,
    /// Who take turns.
    rota: Vec<Turn>,
    /// Who has the turn after the next review.
    then: Option<String>,
    form: Form,
    check: Check,
    once: String,
}

impl ReviewPage {
    fn standing(&self) -> Standing {
        Standing::of(self.page.review_on, self.today)
    }

    fn due(&self) -> String {
        self.page.review_on.map_or_else(|| "No day is set".into(), Day::long)
    }

    /// As typed, else as it is or is proposed.
    fn typed(&self, field: &str) -> String {
        if self.form.has(field) {
            return self.form.text(field).to_owned();
        }
        match field {
            "review_on" => self.today.plus_days(AGAIN_DAYS).to_string(),
            "keeper" => self.keeper.clone(),
            "deputy" => self.deputy.clone(),
            "rota" => self.rota.iter().map(|it| it.email.as_str()).collect::<Vec<_>>().join("\n"),
            _ => String::new(),
        }
    }

    fn by(&self, it: &Reviewed) -> String {
        it.by.clone().unwrap_or_else(|| "Somebody who is not here any more".into())
    }
}

fn address(conn: &mut Conn, somebody: Option<&(base::PersonId, String)>) -> Result<String, Fault> {
    let Some((id, _)) = somebody else { return Ok(String::new()) };
    Ok(person::find(conn, *id)?.map(|it| it.email).unwrap_or_default())
}

fn view(app: &App, asker: &Asker, number: &str, (form, check): (Form, Check)) -> Result<ReviewPage, Fault> {
    app.read(|conn| {
        let page = readable(conn, asker, number)?.summary;
        let Keepers { keeper, deputy } = keepers(conn, page.id)?;
        let mut trail = trail(conn, &page)?;
        trail.push((page.url(), page.title.clone()));
        Ok(ReviewPage {
            frame: asker.frame("Handbook"),
            today: app.today(),
            trail,
            reviews: list(conn, page.id, SHOWN)?,
            may_write: page.retired_at.is_none() && may_write(conn, asker.actor(), &page)?,
            rota: rota(conn, page.id)?,
            then: rota::next(conn, page.id, keeper.as_ref().map(|it| it.0))?.map(|it| it.1),
            keeper: address(conn, keeper.as_ref())?,
            deputy: address(conn, deputy.as_ref())?,
            page,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
}

/// `GET /handbook/{number}/review`
pub async fn show(State(app): State<App>, asker: Asker, Path(number): Path<String>) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, &number, (Form::default(), Check::new()))?))
}

/// `POST /handbook/{number}/review`: still true.
pub async fn record(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "page.review"), move |tx| {
            let review_on = day(typed.text("review_on"))?;
            let done = review(tx, &act, Review { page, checked: typed.text("checked").into(), review_on })?;
            Ok::<_, Refusal>(Reply::see(page::url(done)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &number, (form, check)))
}

/// `POST /handbook/{number}/keepers`: who looks after it, and who in their place.
pub async fn name_keepers(
    State(app): State<App>,
    asker: Asker,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let page = page_id(&app, &asker, &number)?;
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write_once(form.once(&asker, "page.keepers"), move |tx| {
            let (keeper, deputy) = (typed.text("keeper").to_owned(), typed.text("deputy").to_owned());
            let rota = typed.text("rota").to_owned();
            let done = name(tx, &act, Name { page, keeper, deputy, rota })?;
            Ok::<_, Refusal>(Reply::see(page::url(done)))
        })
        .await;
    web::answer(outcome, |check| view(&app, &asker, &number, (form, check)))
}

impl Sample for ReviewPage {
    fn samples() -> Vec<Self> {
        let day = |text| Day::parse(text).unwrap_or(base::Moment::default().day());
        let reviewed = Reviewed {
            at: base::Moment::default(),
            by: Some("Efua <Tallow>".into()),
            version: 8,
            review_on: day("2027-03-03"),
            checked: "Every link, & the numbers.".into(),
        };
        let view = |reviews, may_write, check| ReviewPage {
            frame: Frame::sample("Handbook"),
            page: Summary::sample(),
            today: day("2026-11-23"),
            trail: vec![("/handbook".into(), "Handbook".into())],
            reviews,
            may_write,
            keeper: "efua@example.org".into(),
            deputy: String::new(),
            rota: vec![Turn {
                person: base::PersonId(base::Uuid::from_u128(7)),
                name: "Efua <Tallow>".into(),
                email: "efua@example.org".into(),
                is_here: true,
            }],
            then: Some("Bo <Reed>".into()),
            form: Form::default(),
            check,
            once: "once".into(),
        };
        let mut check = Check::new();
        check.add("checked", "Say it in a few words");
        vec![view(vec![reviewed], true, check), view(vec![], false, Check::new())]
    }
}
web::sample!(ReviewPage);
