//! One piece of work; offers and progress.

use super::{Advance, Offer, OfferHelp, Progress, WorkItem, WorkState, advance, offer};
use crate::adoption::web::Carried;
use crate::ask::web::{AskPage, answer};
use crate::asked::{Asked, Name};
use crate::choice::{self, Chosen};
use crate::matching::web::shown;
use crate::problem::Summary;
use crate::problem::web::Sheet;
use crate::work_item::api::find_wanted;
use crate::{Refusal, help, work_item};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{Cursor, Day, Limit, text};
use directory::membership::Badges;
use web::{App, Asker, Fault, Form, Frame, Page, Reply, Sample, moved};

#[derive(Default, serde::Deserialize)]
pub struct Params {
    after: Option<String>,
}

/// `GET /work.csv`
pub async fn list_csv(State(app): State<App>) -> Result<Response, Fault> {
    let mut sheet = Sheet::new(&[
        "reference",
        "title",
        "state",
        "since",
        "steps done",
        "steps",
        "leads",
        "profession",
        "help wanted",
    ]);
    let mut after: Option<Cursor> = None;
    for _ in 0..250 {
        let slice = app.read(|conn| work_item::list(conn, None, after.as_ref(), Limit::of(Some(200))))?;
        for it in slice.items {
            sheet.row(&[
                it.reference(),
                it.title,
                it.state.word().to_owned(),
                it.state_on.to_string(),
                it.steps_done.to_string(),
                it.steps_total.to_string(),
                it.owner.map(|owner| owner.name).unwrap_or_default(),
                it.community.map(|community| community.name).unwrap_or_default(),
                it.help_wanted.unwrap_or_default(),
            ]);
        }
        after = slice.next.as_deref().and_then(|next| Cursor::decode(next, 1));
        if after.is_none() {
            break;
        }
    }
    Ok(sheet.answer("work.csv"))
}

#[derive(askama::Template)]
#[template(path = "work_item/show.html")]
struct ItemPage {
    frame: Frame,
    it: WorkItem,
    problems: Vec<Summary>,
    offers: Vec<Offer>,
    progress: Vec<Progress>,
    badges: Badges,
    may_advance: bool,
    /// Whoever looks was asked to help.
    asked: Option<help::Asked>,
}

/// `GET /work/{work}`
pub async fn show(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    let page = app.read(|conn| {
        let it = find_wanted(conn, &wanted)?;
        let part = work_item::advance::part(conn, asker.actor(), &it)?;
        let offers = work_item::offers(conn, it.id)?;
        let people = offers.iter().map(|offer| offer.person.id).chain(it.owner.as_ref().map(|owner| owner.id));
        Ok::<_, Refusal>(ItemPage {
            frame: asker.frame("Problems"),
            badges: Badges::of(conn, people)?,
            problems: work_item::problems_of(conn, it.id)?,
            offers,
            progress: work_item::progress(conn, it.id)?,
            may_advance: work_item::policy::allows(&asker, work_item::policy::Action::Advance, part),
            asked: help::web::asked_here(conn, asker.actor(), &it, app.today())?,
            it,
        })
    })?;
    Ok(Page::of(page))
}

impl ItemPage {
    fn waits_for(&self) -> String {
        self.it.help_wanted.clone().unwrap_or_else(|| "nobody".into())
    }

    fn helps(&self, it: &Offer) -> bool {
        it.answer == Some(help::Answer::Accepted)
    }

    fn is_helped(&self) -> bool {
        self.offers.iter().any(|it| self.helps(it))
    }

    /// Offers that nobody answered.
    fn waits(&self) -> usize {
        self.offers.iter().filter(|it| it.answer.is_none()).count()
    }

    fn steps_left(&self) -> String {
        match self.it.steps_total - self.it.steps_done {
            0 => "all are done".into(),
            left => format!("{} to go", text::count(left, "step", "steps")),
        }
    }
}

/// `GET /work/{work}/offers/new`
pub async fn ask_offer(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    Query(carried): Query<Carried>,
) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(offer_page(&app, &asker, &it, "", &carried)))
}

fn offer_page(app: &App, asker: &Asker, it: &WorkItem, words: &str, carried: &Carried) -> AskPage {
    let wanted = it.help_wanted.as_ref().map(|help| format!(" Wanted: {help}")).unwrap_or_default();
    AskPage::new(app, asker, "Offer help", format!("{}/offers", it.url()), "Offer help")
        .about(it.reference(), it.url(), &it.title)
        .lead(format!("{}.{wanted}", it.steps()))
        .hidden("q", carried.q.as_str())
        .hidden("p", carried.p.as_str())
        .text(
            "words",
            "With what?",
            "A day, a test with your product, a pair of eyes. You can leave this empty.",
            words,
        )
}

/// `POST /work/{work}/offers`
pub async fn offer_help(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, url, id, shown) = (app.act(&asker), it.url(), it.id, shown(&form));
    let input = OfferHelp { work_item: id, words: form.text("words").to_owned() };
    let outcome = app.write_once(form.once(&asker, "work.offer"), move |tx| {
        offer(tx, &act, input.clone())?;
        choice::keep(tx, &act, Chosen::OfferedHelp, "work_item", id.into(), &shown)?;
        Ok::<_, Refusal>(Reply::see(url.clone()))
    });
    let carried = Carried { q: form.text("q").to_owned(), p: form.text("p").to_owned() };
    answer(outcome.await, || Ok(offer_page(&app, &asker, &it, form.text("words"), &carried)))
}

/// `GET /work/{work}/progress/new`
pub async fn ask_progress(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(progress_page(&app, &asker, &it, None)))
}

fn progress_page(app: &App, asker: &Asker, it: &WorkItem, form: Option<&Form>) -> AskPage {
    let typed = |name: &str, kept: String| form.map_or(kept, |form| form.text(name).to_owned());
    let states = [WorkState::InHand, WorkState::Done, WorkState::SetAside];
    let options = states.map(|state| (state.word().to_owned(), state.label().to_owned())).into();
    AskPage::new(app, asker, "How far is it?", format!("{}/progress", it.url()), "Move it on")
        .about(it.reference(), it.url(), &it.title)
        .choice("state", "It is", options, &typed("state", it.state.word().into()))
        .line("steps_done", "Steps done", "", &typed("steps_done", it.steps_done.to_string()))
        .line("steps_total", "Of how many", "", &typed("steps_total", it.steps_total.to_string()))
        .line(
            "help_wanted",
            "What help is wanted",
            "You can leave this empty.",
            &typed("help_wanted", it.help_wanted.clone().unwrap_or_default()),
        )
        .text("note", "What happened", "Setting it aside needs a reason.", &typed("note", String::new()))
}

/// `POST /work/{work}/progress`
pub async fn move_on(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, url) = (app.act(&asker), it.url());
    let input = Advance {
        work_item: it.id,
        state: WorkState::from_word(form.text("state")).unwrap_or(it.state),
        // What is no number is out of every range, and the verb says so.
        steps_done: form.parsed("steps_done").unwrap_or(-1),
        steps_total: form.parsed("steps_total").unwrap_or(-1),
        help_wanted: form.text("help_wanted").to_owned(),
        note: form.text("note").to_owned(),
    };
    let outcome = app.write_once(form.once(&asker, "work.advance"), move |tx| {
        advance(tx, &act, input.clone())?;
        Ok::<_, Refusal>(Reply::see(url.clone()))
    });
    answer(outcome.await, || Ok(progress_page(&app, &asker, &it, Some(&form))))
}

/// `/w/61`
pub async fn followed(Path(wanted): Path<String>) -> Result<Response, Fault> {
    match Name::read(&wanted, 'w') {
        Some(Name::Number(number)) => Ok(moved(&work_item::url(number))),
        _ => Err(Fault::NotFound),
    }
}

/// `GET /work/not-now`: the list has its own address.
pub async fn not_now(Query(params): Query<Params>) -> Result<Response, Fault> {
    Asked { after: params.after, limit: None }.number()?;
    Ok(moved("/problems?state=not_now"))
}

pub(crate) fn sample_item(state: WorkState) -> WorkItem {
    let day = Day::new(2026, 9, 21).unwrap_or(base::Moment::default().day());
    WorkItem {
        id: base::Uuid::nil().into(),
        number: 61,
        title: "One feed of moves for prisons, courts & probation".into(),
        owner: None,
        community: None,
        state,
        state_on: day,
        steps_done: 4,
        steps_total: 5,
        started_on: day,
        moved_on: day,
        help_wanted: Some("One more product to test it".into()),
        problems: 3,
        offers: 1,
    }
}

fn sample_offer(answer: Option<help::Answer>) -> Offer {
    Offer {
        person: crate::names::Someone { id: base::Uuid::from_u128(4).into(), name: "Bo <Larkspur>".into() },
        on: Day::new(2026, 9, 21).unwrap_or(base::Moment::default().day()),
        words: Some("Half a <day>".into()),
        answer,
        answer_words: None,
    }
}

fn sample_asked() -> help::Asked {
    let on = Day::new(2026, 9, 21).unwrap_or(base::Moment::default().day());
    help::Asked { number: 61, title: "One feed".into(), by: Some("Ada <Q>".into()), words: Some("A day".into()), on }
}

impl Sample for ItemPage {
    fn samples() -> Vec<Self> {
        WorkState::ALL
            .iter()
            .map(|state| ItemPage {
                frame: Frame::sample("Problems"),
                it: sample_item(*state),
                problems: vec![],
                offers: [None, Some(help::Answer::Accepted), Some(help::Answer::Thanked)].map(sample_offer).into(),
                asked: (*state == WorkState::InHand).then(sample_asked),
                badges: Badges::default(),
                progress: vec![],
                may_advance: *state != WorkState::Done,
            })
            .collect()
    }
}

web::sample!(ItemPage);
