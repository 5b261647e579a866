//! Where work stands, what it is worth, why it waits; how much may be in hand at once.

use super::super::{Board, Place, Put, VALUES, Weigh, pin, put, set_aside, set_limit, weigh};
use super::{boards, is_head, named};
use crate::Refusal;
use crate::ask::web::{AskPage, answer};
use crate::work_item::WorkItem;
use crate::work_item::api::find_wanted;
use axum::extract::{Path, State};
use axum::response::Response;
use web::{App, Asker, Fault, Form, Page, Reply};

/// `GET /work/{work}/place/new`: on which board, and where.
pub async fn ask_place(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(place_page(&app, &asker, &it, &Form::default())?))
}

/// `heads next`, `design in_hand`: a board and a place in one choice, and off every board.
fn choices(app: &App, asker: &Asker) -> Result<Vec<(String, String)>, Fault> {
    let boards = app.read(|conn| boards(conn, asker))?;
    let mut choices = Vec::new();
    for (slug, name) in boards {
        if slug.is_empty() && !is_head(asker) {
            continue;
        }
        for place in [Place::Next, Place::InHand] {
            choices.push((format!("{slug} {}", place.word()), format!("{name}: {}", place.label().to_lowercase())));
        }
    }
    choices.push(("off".into(), "On no board".into()));
    Ok(choices)
}

fn place_page(app: &App, asker: &Asker, it: &WorkItem, form: &Form) -> Result<AskPage, Fault> {
    let values = VALUES.iter().map(|value| (value.to_string(), value.to_string())).collect();
    let value = if form.text("value").is_empty() { "3" } else { form.text("value") };
    Ok(AskPage::new(app, asker, "Where does it stand?", format!("{}/place", it.url()), "Put it there")
        .about(it.reference(), it.url(), &it.title)
        .lead("What is worth most a day of work that is left stands first. What is nearly done rises by itself.")
        .choice("place", "Where", choices(app, asker)?, form.text("place"))
        .choice("value", "What each week without it costs, from 1 to 13", values, value)
        .line(
            "remaining_days",
            "Days that are left",
            "You can leave this empty: then its steps say it.",
            form.text("remaining_days"),
        )
        .line(
            "pin",
            "Why it stands first",
            "Only to pin it above the order, with a reason that shows.",
            form.text("pin"),
        ))
}

/// `POST /work/{work}/place`
pub async fn send_place(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, typed, id) = (app.act(&asker), form.clone(), it.id);
    let outcome = app.write_once(form.once(&asker, "work.place"), move |tx| {
        let (to, back) = target(tx, typed.text("place"))?;
        put(tx, &act, Put { work_item: id, to })?;
        let left = typed.text("remaining_days").trim();
        let remaining_days = match left {
            "" => None,
            // What is no number is out of every range, and the verb says so.
            days => Some(days.parse().unwrap_or(0)),
        };
        weigh(tx, &act, Weigh { work_item: id, value: typed.parsed("value").unwrap_or(0), remaining_days })?;
        if to.is_some() {
            pin(tx, &act, id, typed.text("pin"))?;
        }
        Ok::<_, Refusal>(Reply::see(back))
    });
    answer(outcome.await, || place_page(&app, &asker, &it, &form))
}

/// Where a choice leads to, and the page to go to.
fn target(conn: &mut store::Conn, typed: &str) -> Result<(Option<(Board, Place)>, String), Refusal> {
    if typed == "off" {
        return Ok((None, "/work".into()));
    }
    let wrong = || Refusal::field("place", "Choose where it stands");
    let (slug, place) = typed.rsplit_once(' ').ok_or_else(wrong)?;
    let place = Place::from_word(place).ok_or_else(wrong)?;
    let (board, _) = named(conn, slug).map_err(|_| wrong())?;
    let back = if slug.is_empty() { "/work".to_owned() } else { format!("/work?board={slug}") };
    Ok((Some((board, place)), back))
}

/// `POST /work/{work}/moves`: from the board itself, by a button, a key or a drag.
pub async fn move_card(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, to, id) = (app.act(&asker), form.text("to").to_owned(), it.id);
    let outcome = app
        .write(move |tx| {
            let (to, back) = target(tx, &to)?;
            put(tx, &act, Put { work_item: id, to })?;
            Ok::<_, Refusal>(Reply::see(back))
        })
        .await;
    answer(outcome, || place_page(&app, &asker, &it, &form))
}

/// `GET /work/{work}/rest/new`: not now, why, until when.
pub async fn ask_rest(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Result<Page, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    Ok(Page::of(rest_page(&app, &asker, &it, &Form::default())))
}

fn rest_page(app: &App, asker: &Asker, it: &WorkItem, form: &Form) -> AskPage {
    AskPage::new(app, asker, "Not now", format!("{}/rest", it.url()), "Set it aside")
        .about(it.reference(), it.url(), &it.title)
        .lead("It keeps its steps and its helpers. Whoever waits for it reads why, and when it is looked at again.")
        .text(
            "reason",
            "Why not now",
            "In a sentence that the people who wait for it would accept.",
            form.text("reason"),
        )
        .line("comes_back_on", "On which day is it looked at again?", "Such as 1 May 2027.", form.text("comes_back_on"))
        .line(
            "comes_back_when",
            "Or what has to happen first?",
            "Such as: the moves feed is finished.",
            form.text("comes_back_when"),
        )
}

/// `POST /work/{work}/rest`
pub async fn rest(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let it = app.read(|conn| find_wanted(conn, &wanted))?;
    let (act, typed, id) = (app.act(&asker), form.clone(), it.id);
    let outcome = app.write_once(form.once(&asker, "work.rest"), move |tx| {
        let on = match typed.text("comes_back_on").trim() {
            "" => None,
            day => Some(
                directory::roster::read_day(day)
                    .ok_or_else(|| Refusal::field("comes_back_on", "Write a day, such as 1 May 2027"))?,
            ),
        };
        set_aside(tx, &act, id, typed.text("reason"), (on, typed.text("comes_back_when")))?;
        Ok::<_, Refusal>(Reply::see("/work"))
    });
    answer(outcome.await, || Ok(rest_page(&app, &asker, &it, &form)))
}

/// `POST /work/limits`
pub async fn limit_it(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, slug) = (app.act(&asker), form.text("board").to_owned());
    let most = form.parsed("limit").unwrap_or(0);
    let (board, _) = app.read(|conn| named(conn, &slug))?;
    app.write(move |tx| set_limit(tx, &act, board, most)).await?;
    Ok(web::see(&if slug.is_empty() { "/work".to_owned() } else { format!("/work?board={slug}") }))
}
