//! `/work/{work}/helpers`: who could help, for whoever leads the work; `/me/help`: what one can help with, and what wants
//! help; what becomes of offers.

use super::{Answer, AnswerOffer, AskForHelp, Asked, AskedOne, Candidate, Helped, Line};
use super::{answer, ask, asked_about, asked_of, candidates, decline, helped, line_of, rule, say_line};
use crate::Refusal;
use crate::matching::{Wanted, look};
use crate::work_item::api::find_wanted;
use crate::work_item::{self, WorkItem, WorkItemId};
use ::store::{Conn, StoreError};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Actor, Day, PersonId};
use directory::panels::Look;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "help/could_help.html")]
struct CouldHelpPage {
    frame: Frame,
    it: WorkItem,
    found: Vec<Candidate>,
    /// Whom they asked already.
    asked: Vec<AskedOne>,
    form: Form,
    check: Check,
    once: String,
}

impl CouldHelpPage {
    fn trail(&self) -> Vec<(String, String)> {
        vec![("/work".into(), "Work in hand".into()), (self.it.url(), self.it.reference())]
    }

    fn amplify(&self) -> String {
        format!("{}/amplify/new", self.it.url())
    }

    fn is_ticked(&self, it: &Candidate) -> bool {
        let id = it.person.to_string();
        self.form.all("person").any(|ticked| ticked == id)
    }

    fn came(&self, it: &AskedOne) -> &'static str {
        match (it.offered, it.declined) {
            (true, _) => "offered help",
            (false, true) => "not this time",
            (false, false) => "has not answered yet",
        }
    }

    fn reasons(&self, it: &Candidate) -> String {
        it.why.join(". ")
    }

    fn rule(&self) -> String {
        format!(
            "Nobody is asked more than {} in {} days, nor while they are away.",
            base::text::times(rule::MOST_ASKED),
            rule::ASKED_DAYS
        )
    }
}

fn could_help_page(
    app: &App,
    asker: &Asker,
    wanted: &str,
    (form, check): (Form, Check),
) -> Result<CouldHelpPage, Fault> {
    app.read(|conn| {
        let it = find_wanted(conn, wanted)?;
        Ok(CouldHelpPage {
            frame: asker.frame("Problems"),
            found: candidates(conn, &app.index, asker.actor(), &it, app.today())?,
            asked: asked_about(conn, it.id)?,
            it,
            form,
            check,
            once: app.act(asker).new_secret(),
        })
    })
}

/// `GET /work/{work}/helpers`
pub async fn could_help(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    could_help_page(&app, &asker, &wanted, (Form::default(), Check::new())).map(Page::of)
}

/// `POST /work/{work}/helpers`
pub async fn ask_them(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, there) = (app.act(&asker), it.url());
    let people = form.all("person").filter_map(|id| id.parse().ok()).collect();
    let input = AskForHelp { work_item: it.id, people, words: form.text("words").into() };
    let outcome = app
        .write_once(form.once(&asker, "help.ask"), move |tx| {
            ask(tx, &act, &input)?;
            Ok::<_, Refusal>(Reply::see(format!("{there}#helpers")))
        })
        .await;
    web::answer(outcome, |check| could_help_page(&app, &asker, &wanted, (form, check)))
}

/// `POST /work/{work}/declines`
pub async fn not_this_time(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let act = app.act(&asker);
    app.write(move |tx| decline(tx, &act, it.id)).await?;
    Ok(web::see(&it.url()))
}

/// `POST /work/{work}/offers/answers`
pub async fn answer_offer(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let act = app.act(&asker);
    let person: PersonId = form.parsed("person").ok_or(Fault::NotFound)?;
    let said = Answer::from_word(form.text("answer")).unwrap_or(Answer::Thanked);
    let input = AnswerOffer { work_item: it.id, person, answer: said, words: form.text("words").into() };
    app.write(move |tx| answer(tx, &act, &input)).await?;
    Ok(web::see(&format!("{}#helpers", it.url())))
}

/// What stands on the work's page for somebody who was asked.
pub(crate) fn asked_here(
    conn: &mut Conn,
    actor: &Actor,
    it: &WorkItem,
    today: Day,
) -> Result<Option<Asked>, StoreError> {
    let Some(me) = actor.person else { return Ok(None) };
    let asked = asked_of(conn, me, today.plus_days(-rule::ASKED_DAYS))?;
    Ok(asked.into_iter().find(|asked| asked.number == it.number))
}

#[derive(Template)]
#[template(path = "help/mine.html")]
struct MyHelpPage {
    frame: Frame,
    line: Line,
    asked: Vec<Asked>,
    /// Work that wants help: what is like the line first, and whether it is.
    wanted: Vec<(WorkItem, bool)>,
    check: Check,
    once: String,
}

/// Of what is like one's line.
const FITS: usize = 12;
const FITS_FROM: f64 = 0.15;
const SHOWN: i64 = 60;

fn mine_page(app: &App, asker: &Asker, kept: Option<(Line, Check)>) -> Result<MyHelpPage, Fault> {
    let me = asker.person.ok_or(Fault::NotFound)?;
    let today = app.today();
    app.read(|conn| {
        let said = line_of(conn, me)?;
        let fits = fitting(conn, app, asker.actor(), &said)?;
        let all = work_item::nearest(conn, SHOWN)?.into_iter().filter(|it| it.help_wanted.is_some());
        let all = all.filter(|it| it.owner.as_ref().is_none_or(|owner| owner.id != me));
        let (first, rest): (Vec<_>, Vec<_>) = all.partition(|it| fits.contains(&it.id));
        let (line, check) = kept.unwrap_or_else(|| (said, Check::new()));
        Ok(MyHelpPage {
            frame: asker.frame("Problems"),
            line,
            asked: asked_of(conn, me, today.plus_days(-rule::ASKED_DAYS))?,
            wanted: first.into_iter().map(|it| (it, true)).chain(rest.into_iter().map(|it| (it, false))).collect(),
            check,
            once: app.act(asker).new_secret(),
        })
    })
}

fn fitting(conn: &mut Conn, app: &App, actor: &Actor, line: &Line) -> Result<Vec<WorkItemId>, StoreError> {
    if line.words.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = Wanted { statement: &line.words, limit: FITS, exclude: &[] };
    let found = look(conn, &app.index, actor, &wanted)?.matches.into_iter();
    let work = found.filter(|it| it.kind == "work_item" && it.probability >= FITS_FROM);
    Ok(work.map(|it| it.id.into()).collect())
}

/// `GET /me/help`
pub async fn mine(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    mine_page(&app, &asker, None).map(Page::of)
}

/// `POST /me/help`
pub async fn say_mine(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let act = app.act(&asker);
    let line = Line { words: form.text("words").into(), may_be_asked: form.has("may_be_asked") };
    let kept = line.clone();
    let outcome = app
        .write_once(form.once(&asker, "help.line"), move |tx| {
            say_line(tx, &act, &line)?;
            Ok::<_, Refusal>(Reply::see("/me/help"))
        })
        .await;
    web::answer(outcome, |check| mine_page(&app, &asker, Some((kept, check))))
}

#[derive(Template)]
#[template(path = "help/panel.html")]
struct PersonPanel {
    line: Line,
    helped: Vec<Helped>,
    is_mine: bool,
}

/// On a person's page: what they can be asked for, and what they helped with.
pub fn person_panel(conn: &mut Conn, look: &Look<'_>, person: PersonId) -> Result<String, StoreError> {
    let panel =
        PersonPanel { line: line_of(conn, person)?, helped: helped(conn, person)?, is_mine: look.actor.is(person) };
    if !panel.is_mine && panel.helped.is_empty() && (panel.line.words.is_empty() || !panel.line.may_be_asked) {
        return Ok(String::new());
    }
    // A panel that cannot be written leaves its page whole.
    Ok(panel.render().unwrap_or_default())
}

fn sample_asked((offered, declined): (bool, bool)) -> AskedOne {
    let on = base::Moment::default().day();
    AskedOne { person: base::Uuid::from_u128(5).into(), name: "Cy <Vellum>".into(), on, declined, offered }
}

impl Sample for CouldHelpPage {
    fn samples() -> Vec<Self> {
        let found = Candidate {
            person: base::Uuid::from_u128(4).into(),
            name: "Bo <Larkspur>".into(),
            score: 0.8,
            why: vec!["Solved P 87, which is like this".into(), "Belongs to <Forms>".into()],
        };
        let mut flawed = Check::new();
        flawed.add("person", "Choose one to 3 people");
        let page = |found, check| CouldHelpPage {
            frame: Frame::sample("Problems"),
            it: crate::work_item::web::sample_item(work_item::WorkState::InHand),
            found,
            asked: [(true, false), (false, true), (false, false)].map(sample_asked).into(),
            form: Form::default(),
            check,
            once: "once".into(),
        };
        vec![page(vec![found], flawed), page(vec![], Check::new())]
    }
}

impl Sample for MyHelpPage {
    fn samples() -> Vec<Self> {
        let item = crate::work_item::web::sample_item(work_item::WorkState::InHand);
        let asked = Asked {
            number: 61,
            title: "One feed of <moves>".into(),
            by: Some("Ada & Bo".into()),
            words: Some("A day with <your> product".into()),
            on: item.started_on,
        };
        let page = |asked, wanted| MyHelpPage {
            frame: Frame::sample("Problems"),
            line: Line { words: "Screen <readers>".into(), may_be_asked: true },
            asked,
            wanted,
            check: Check::new(),
            once: "once".into(),
        };
        vec![page(vec![asked], vec![(item.clone(), true), (item, false)]), page(vec![], vec![])]
    }
}

web::sample!(CouldHelpPage);
web::sample!(MyHelpPage);
