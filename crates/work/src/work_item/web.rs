//! Work: in hand with the nearest first, what was set aside, what is done; one piece of it; offers and progress.

use super::{Advance, Offer, OfferHelp, Progress, StartWork, WorkItem, WorkState, advance, offer, start};
use crate::adoption::web::Carried;
use crate::ask::web::{AskPage, answer};
use crate::asked::{Asked, Name};
use crate::choice::{self, Chosen};
use crate::matching::web::shown;
use crate::places::web::{Places, places};
use crate::problem::api::find_wanted as find_problem;
use crate::problem::web::{Sheet, year_began};
use crate::problem::{self, ProblemState, Summary};
use crate::sighting::web::profession;
use crate::work_item::api::find_wanted;
use crate::{Refusal, work_item};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{Cursor, Day, Limit, text};
use directory::membership::Badges;
use store::StoreError;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample, moved};

/// Work that has not moved for longer stands still.
const STANDS_STILL_DAYS: i64 = 14;

#[derive(Default, serde::Deserialize)]
pub struct Params {
    #[serde(default)]
    problem: String,
    after: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "work_item/list.html")]
struct WorkPage {
    frame: Frame,
    places: Places,
    in_hand: Vec<WorkItem>,
    not_now: Vec<Summary>,
    done: Vec<WorkItem>,
    done_count: i64,
    today: Day,
    /// The shelfmark of the problem that work is started on, or "".
    towards: String,
    title: String,
    once: String,
    check: Check,
}

/// `GET /work`
pub async fn list(State(app): State<App>, asker: Asker, Query(params): Query<Params>) -> Result<Page, Fault> {
    let towards = Name::read(&params.problem, 'p').map(|name| match name {
        Name::Number(number) => problem::reference(number),
        Name::Id(id) => id.to_string(),
    });
    Ok(Page::of(page(&app, &asker, towards.unwrap_or_default(), String::new(), Check::new())?))
}

fn page(app: &App, asker: &Asker, towards: String, title: String, check: Check) -> Result<WorkPage, Fault> {
    let not_now = problem::Filter { state: Some(ProblemState::NotNow), ..Default::default() };
    Ok(app.read(|conn| {
        let totals = problem::totals(conn, year_began(app.today()))?;
        Ok::<_, StoreError>(WorkPage {
            frame: asker.frame("Problems"),
            places: places(conn, &totals, "work")?,
            in_hand: work_item::nearest(conn, 200)?,
            not_now: problem::list(conn, &not_now, None, Limit::of(Some(8)))?.items,
            done: work_item::list(conn, Some(WorkState::Done), None, Limit::of(Some(8)))?.items,
            done_count: work_item::counts(conn)?.1,
            today: app.today(),
            towards,
            title,
            once: app.act(asker).new_secret(),
            check,
        })
    })?)
}

impl WorkPage {
    fn heading(&self) -> String {
        match self.in_hand.len() {
            0 => "Nothing is in hand".into(),
            1 => "One piece of work in hand".into(),
            more => format!("{} pieces of work in hand", text::capital(&text::in_words(more))),
        }
    }

    fn facts(&self) -> [(&'static str, String, String); 3] {
        let closest = self.in_hand.first();
        let still: Vec<_> = self.in_hand.iter().filter(|item| self.stands_still(item)).collect();
        let note =
            still.first().map(|item| format!("{} has not moved since {}", item.reference(), item.moved_on.long()));
        [
            (
                "Closest to finished",
                closest.map_or_else(|| "nothing".into(), WorkItem::reference),
                closest.map(WorkItem::steps).unwrap_or_default(),
            ),
            ("Finished so far", self.done_count.to_string(), "by everyone here".into()),
            ("Standing still", still.len().to_string(), note.unwrap_or_default()),
        ]
    }

    fn stands_still(&self, item: &WorkItem) -> bool {
        self.today.days_since(item.moved_on) > STANDS_STILL_DAYS
    }

    fn weeks(&self, item: &WorkItem) -> String {
        text::count((self.today.days_since(item.started_on) / 7).max(1), "week", "weeks")
    }
}

/// `POST /work`: one line is enough.
pub async fn log(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let towards = form.text("problem").to_owned();
    let problems = match text::clean(&towards).as_str() {
        "" => Ok(vec![]),
        named => app.read(|conn| find_problem(conn, named)).map(|it| vec![it.id]),
    };
    let act = app.act(&asker);
    let outcome = match problems {
        Err(Refusal::Missing(_)) => Err(Refusal::field("problem", "Name a problem that exists, such as P 87")),
        Err(other) => Err(other),
        Ok(problems) => {
            let input = StartWork {
                title: form.text("title").to_owned(),
                owner: None,
                community: profession(&asker),
                problems,
                steps_total: form.parsed("steps_total").unwrap_or(3),
                steps_done: 0,
                help_wanted: form.text("help_wanted").to_owned(),
                started_on: None,
            };
            app.write_once(form.once(&asker, "work.start"), move |tx| {
                let made = start(tx, &act, input.clone())?;
                Ok::<_, Refusal>(Reply::see(made.url()))
            })
            .await
        }
    };
    match outcome {
        Ok(reply) => Ok(axum::response::IntoResponse::into_response(reply)),
        Err(Refusal::Field { field, words }) => {
            let mut check = Check::new();
            check.add(field, words);
            let page = page(&app, &asker, towards, form.text("title").to_owned(), check)?;
            Ok(axum::response::IntoResponse::into_response(Page::flawed(page)))
        }
        Err(other) => Err(other.into()),
    }
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
            it,
        })
    })?;
    Ok(Page::of(page))
}

impl ItemPage {
    fn waits_for(&self) -> String {
        self.it.help_wanted.clone().unwrap_or_else(|| "nobody".into())
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

impl Sample for WorkPage {
    fn samples() -> Vec<Self> {
        let mut check = Check::new();
        check.add("title", "Say in one line what you work on");
        let page = |in_hand: Vec<WorkItem>, check| WorkPage {
            frame: Frame::sample("Problems"),
            places: Places::sample("work"),
            done: in_hand.clone(),
            in_hand,
            not_now: vec![],
            done_count: 3,
            today: Day::new(2026, 11, 23).unwrap_or(base::Moment::default().day()),
            towards: "P 87".into(),
            title: "A <b>".into(),
            once: "token".into(),
            check,
        };
        vec![page(vec![sample_item(WorkState::InHand)], Check::new()), page(vec![], check)]
    }
}

web::sample!(WorkPage);

impl Sample for ItemPage {
    fn samples() -> Vec<Self> {
        WorkState::ALL
            .iter()
            .map(|state| ItemPage {
                frame: Frame::sample("Problems"),
                it: sample_item(*state),
                problems: vec![],
                offers: vec![],
                badges: Badges::default(),
                progress: vec![],
                may_advance: *state != WorkState::Done,
            })
            .collect()
    }
}

web::sample!(ItemPage);
