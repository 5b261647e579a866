//! The board: `/work`; where work stands on it, what it is worth, why it waits.

mod log;
mod place;
mod samples;

pub use log::log;
pub use place::{ask_place, ask_rest, limit_it, move_card, rest, send_place};

use super::order::{before, sort, why};
use super::{Board, Card, Place, Seen, cards, limit, put::keeps, seen, steps_before};
use crate::matching::Match;
use crate::places::web::{Places, places};
use crate::problem::web::year_began;
use crate::problem::{self, ProblemState, Summary};
use crate::work_item::WorkState;
use ::store::{Conn, StoreError};
use axum::extract::{Query, State};
use base::{Day, Limit, Standing, text};
use directory::community;
use web::{App, Asker, Check, Fault, Frame, Page};

/// Work that has not moved for longer stands still.
const STANDS_STILL_DAYS: i64 = 14;
/// On a board and in each of its lists so much is shown.
const SHOWN: i64 = 200;
const LISTED: i64 = 8;

#[derive(Clone, Default, serde::Deserialize)]
pub struct Params {
    /// A community's short name; all heads together where it is left out.
    #[serde(default)]
    board: String,
    #[serde(default)]
    problem: String,
}

/// A place in the order: a card, why it stands there, where it stood a week ago.
struct Ranked {
    card: Card,
    why: String,
    was: Option<usize>,
    now: usize,
    is_new: bool,
}

impl Ranked {
    fn moved(&self) -> String {
        match self.was {
            _ if self.is_new => "New this week".into(),
            Some(was) if was > self.now => format!("Up from {was}"),
            Some(was) if was < self.now => format!("Down from {was}"),
            _ => String::new(),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "board/board.html")]
struct BoardPage {
    frame: Frame,
    places: Places,
    /// Its short name and name; empty for all heads together.
    board: (String, String),
    /// Whose board one may look at.
    boards: Vec<(String, String)>,
    limit: i64,
    in_hand: Vec<Ranked>,
    next: Vec<Ranked>,
    aside: Vec<Card>,
    not_now: Vec<Summary>,
    done: Vec<Card>,
    seen: Vec<Seen>,
    /// Finished, and on no board.
    done_unasked: Vec<Seen>,
    keeps: bool,
    today: Day,
    /// The shelfmark of the problem that work is started on, or "".
    towards: String,
    title: String,
    different: String,
    /// What is like it, before it is logged all the same.
    like: Vec<Match>,
    once: String,
    check: Check,
}

/// `GET /work`
pub async fn show(State(app): State<App>, asker: Asker, Query(params): Query<Params>) -> Result<Page, Fault> {
    Ok(Page::of(view(&app, &asker, params, Typed::default())?))
}

/// What was typed into the line that logs work.
#[derive(Default)]
struct Typed {
    title: String,
    different: String,
    like: Vec<Match>,
    check: Check,
}

/// The board of a short name.
fn named(conn: &mut Conn, name: &str) -> Result<(Board, (String, String)), Fault> {
    if name.is_empty() {
        return Ok((Board::Heads, Default::default()));
    }
    let it = community::find_by_slug(conn, name)?.ok_or(Fault::NotFound)?;
    Ok((Board::Of(it.id), (it.slug, it.name)))
}

fn view(app: &App, asker: &Asker, params: Params, typed: Typed) -> Result<BoardPage, Fault> {
    let today = app.today();
    let not_now = problem::Filter { state: Some(ProblemState::NotNow), ..Default::default() };
    app.read(|conn| {
        let (board, name) = named(conn, &params.board)?;
        let totals = problem::totals(conn, year_began(today))?;
        let (in_hand, next) = ranked(conn, board, today)?;
        Ok(BoardPage {
            frame: asker.frame("Problems"),
            places: places(conn, &totals, "work")?,
            boards: boards(conn, asker)?,
            limit: limit(conn, board)?,
            aside: cards(conn, board, WorkState::SetAside, LISTED)?,
            not_now: problem::list(conn, &not_now, None, Limit::of(Some(LISTED as u32)))?.items,
            done: cards(conn, board, WorkState::Done, LISTED)?,
            seen: seen(conn, board, WorkState::InHand, LISTED)?,
            done_unasked: seen(conn, board, WorkState::Done, LISTED)?,
            keeps: keeps(conn, asker.actor(), board)?,
            board: name,
            in_hand,
            next,
            today,
            towards: params.problem,
            title: typed.title,
            different: typed.different,
            like: typed.like,
            once: app.act(asker).new_secret(),
            check: typed.check,
        })
    })
}

/// In hand and next, each in its order.
fn ranked(conn: &mut Conn, board: Board, today: Day) -> Result<(Vec<Ranked>, Vec<Ranked>), StoreError> {
    let mut all = cards(conn, board, WorkState::InHand, SHOWN)?;
    let week_ago = today.plus_days(-7);
    let steps = steps_before(conn, board, week_ago)?;
    sort(&mut all);
    let (in_hand, next): (Vec<Card>, Vec<Card>) = all.into_iter().partition(|card| card.place == Place::InHand);
    let rank = |cards: Vec<Card>| {
        let was = before(&cards, &|card| steps.get(&card.number).copied(), week_ago);
        let ranked = cards.into_iter().zip(was).enumerate();
        ranked
            .map(|(at, (card, was))| Ranked {
                why: why(&card),
                is_new: card.placed_on > week_ago,
                was,
                now: at + 1,
                card,
            })
            .collect()
    };
    Ok((rank(in_hand), rank(next)))
}

/// All heads' board, and those of the communities that whoever looks belongs to.
fn boards(conn: &mut Conn, asker: &Asker) -> Result<Vec<(String, String)>, StoreError> {
    let mut boards = vec![(String::new(), "All heads together".to_owned())];
    for membership in asker.actor().memberships.iter().take(12) {
        if let Some(it) = community::find(conn, membership.community)? {
            boards.push((it.slug, it.name));
        }
    }
    Ok(boards)
}

impl BoardPage {
    fn heading(&self) -> String {
        let (limit, taken) = (self.limit as usize, self.in_hand.len());
        format!("{} of {} in hand", text::capital(&text::in_words(taken)), text::in_words(limit))
    }

    fn lead(&self) -> String {
        let who = match self.board.1.as_str() {
            "" => "The professions work on a few things at a time, together".to_owned(),
            name => format!("{name} works on a few things at a time"),
        };
        format!("{who}. Finish one or set one aside before another starts.")
    }

    fn free(&self) -> usize {
        (self.limit as usize).saturating_sub(self.in_hand.len())
    }

    fn is_full(&self) -> bool {
        self.free() == 0
    }

    fn closest(&self) -> Option<&Ranked> {
        self.in_hand.iter().max_by_key(|it| it.card.nearness())
    }

    /// What could make room: nearest to done, longest still.
    fn room(&self) -> Vec<(String, String, &'static str)> {
        let nearest = self.closest();
        let stillest = self.in_hand.iter().filter(|it| self.stands_still(&it.card)).min_by_key(|it| it.card.moved_on);
        let mut room = Vec::new();
        room.extend(nearest.map(|it| (it.card.url(), it.card.reference(), "is nearest to being finished")));
        room.extend(
            stillest.map(|it| {
                (it.card.url(), it.card.reference(), "has not moved for longest: hand it over or set it aside")
            }),
        );
        room
    }

    fn facts(&self) -> [(&'static str, String, String); 3] {
        let closest = self.closest();
        let still: Vec<_> = self.in_hand.iter().filter(|it| self.stands_still(&it.card)).collect();
        let note =
            still.first().map(|it| format!("{} has not moved since {}", it.card.reference(), it.card.moved_on.long()));
        [
            (
                "Closest to finished",
                closest.map_or_else(|| "nothing".into(), |it| it.card.reference()),
                closest
                    .map(|it| format!("{} of {} steps done", it.card.steps_done, it.card.steps_total))
                    .unwrap_or_default(),
            ),
            (
                "Next",
                self.next.len().to_string(),
                self.next.first().map(|it| it.card.title.clone()).unwrap_or_default(),
            ),
            ("Standing still", still.len().to_string(), note.unwrap_or_default()),
        ]
    }

    fn stands_still(&self, card: &Card) -> bool {
        self.today.days_since(card.moved_on) > STANDS_STILL_DAYS
    }

    fn weeks(&self, since: &Day) -> String {
        text::count((self.today.days_since(*since) / 7).max(1), "week", "weeks")
    }

    fn dots(&self, card: &Card) -> (usize, usize) {
        (card.steps_done.clamp(0, 12) as usize, card.steps_total.clamp(1, 12) as usize)
    }

    fn waits(&self, card: &Card) -> String {
        text::count(card.problems, "problem waits", "problems wait")
    }

    fn comes_back(&self, card: &Card) -> String {
        match (card.comes_back_on, &card.comes_back_when) {
            (Some(day), Some(when)) => format!("Looked at again on {}, or when {when}", day.long()),
            (Some(day), None) => format!("Looked at again on {}", day.long()),
            (None, Some(when)) => format!("When {when}"),
            (None, None) => "No day is set".into(),
        }
    }

    fn action(&self) -> String {
        if self.board.0.is_empty() { "/work".into() } else { format!("/work?board={}", self.board.0) }
    }

    fn is_here(&self, slug: &str) -> bool {
        self.board.0 == slug
    }

    fn script(&self) -> &'static str {
        web::assets::address(web::assets::Asset::Board)
    }
}

/// Heads see that they keep the board of all.
pub(super) fn is_head(asker: &Asker) -> bool {
    asker.stands_anywhere(Standing::Head)
}
