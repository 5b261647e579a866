//! The room: progress without names, the reveal, what to talk about first, what was decided, what to do.

use crate::asked::{self, day};
use crate::maturity::model::{self, Card};
use crate::maturity::spread::{self, Spread};
use crate::maturity::{self, Backlog, Closed, Decide, Pile, Session, SessionId};
use crate::refusal::Refusal;
use crate::{Above, above};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{Day, PersonId};
use directory::membership::{self, Badges};
use std::collections::BTreeMap;
use web::{App, Asker, Check, Fault, Form, Frame, Page, Reply, Sample};

#[derive(Template)]
#[template(path = "maturity/room.html")]
struct RoomPage {
    frame: Frame,
    slug: String,
    name: String,
    members: i64,
    it: Session,
    cards: Vec<Card>,
    /// Where people disagree most first; empty before the reveal.
    spreads: Vec<Spread>,
    decided: BTreeMap<String, String>,
    progress: (i64, i64),
    backlog: Vec<Backlog>,
    /// Of those who own something of it.
    badges: Badges,
    /// Closed sessions, the oldest first.
    history: Vec<Session>,
    people: Vec<(String, String)>,
    took_part: bool,
    facilitates: bool,
    form: Form,
    check: Check,
    once: String,
}

impl RoomPage {
    fn is_open(&self) -> bool {
        self.it.closed.is_none()
    }

    fn sorted(&self) -> String {
        format!("{} of {}", self.progress.0, web::words::some(self.members as usize, "person", "people"))
    }

    fn unfinished(&self) -> String {
        match self.progress.0 - self.progress.1 {
            0 if self.is_open() => "late ones can still add theirs until you close".into(),
            0 => String::new(),
            1 => "one is not finished".into(),
            more => format!("{more} are not finished"),
        }
    }

    /// Neither agreed by nearly all nor decided by the room.
    fn to_talk(&self) -> Vec<&Spread> {
        let placed = |it: &Spread| it.sums.iter().any(|number| *number > 0);
        let talk =
            |it: &&Spread| (placed(it) && spread::agreed(it.sums).is_none()) || self.decided.contains_key(&it.card.key);
        if self.is_open() { self.spreads.iter().filter(talk).collect() } else { Vec::new() }
    }

    fn settled(&self) -> BTreeMap<String, Pile> {
        let sums = self.spreads.iter().map(|it| (it.card.key.clone(), it.sums)).collect();
        maturity::settled(&self.cards, &sums, &self.decided)
    }

    fn pile(&self, pile: &Pile) -> Vec<(&Card, String)> {
        let settled = self.settled();
        let talked: Vec<&str> = self.to_talk().iter().map(|it| it.card.key.as_str()).collect();
        self.cards
            .iter()
            .filter(|card| settled.get(&card.key) == Some(pile) && !talked.contains(&card.key.as_str()))
            .map(|card| (card, self.votes(card, pile)))
            .collect()
    }

    /// How many said so; nothing of a small group to those who were not there.
    fn votes(&self, card: &Card, pile: &Pile) -> String {
        let Some(it) = self.spreads.iter().find(|it| it.card.key == card.key) else { return String::new() };
        let at = Pile::ALL.iter().position(|known| known == pile).unwrap_or(0);
        let seen = if self.took_part { Some(it.sums[at]) } else { spread::for_others(it.sums)[at] };
        seen.map(|number| number.to_string()).unwrap_or_default()
    }

    fn split(&self) -> Vec<&Card> {
        let settled = self.settled();
        self.cards.iter().filter(|card| !settled.contains_key(&card.key)).collect()
    }

    fn piles(&self) -> &'static [Pile] {
        Pile::ALL
    }

    fn agreed_words(&self) -> String {
        format!("{} of {}", self.cards.len() - self.split().len(), self.cards.len())
    }

    fn seen(&self, card: &Card) -> String {
        self.decided.get(&card.key).cloned().unwrap_or_default()
    }

    fn is_decided(&self, card: &Card, pile: &Pile) -> bool {
        self.decided.get(&card.key).is_some_and(|word| word == pile.word())
    }

    fn is_left_split(&self, card: &Card) -> bool {
        self.decided.get(&card.key).is_some_and(|word| word == "split")
    }

    /// `4 said done, 4 in progress, 3 next`
    fn spread_words(&self, it: &Spread) -> String {
        let said = Pile::ALL.iter().zip(it.sums).filter(|(_, number)| *number > 0);
        said.map(|(pile, number)| format!("{number} said {}", pile.title().to_lowercase()))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Bars of the spread: x of each bar, its class; one bar a person, at most 12 a pile, the number below.
    fn bars(&self, it: &Spread) -> Vec<(i64, &'static str)> {
        let mut bars = Vec::new();
        for (at, (number, class)) in it.sums.iter().zip(["v-done", "v-doing", "v-next", "v-rest"]).enumerate() {
            bars.extend((0..(*number).min(7)).map(|place| (at as i64 * 78 + place * 10, class)));
        }
        bars
    }

    fn numbers(&self, it: &Spread) -> Vec<(i64, i64)> {
        it.sums
            .iter()
            .enumerate()
            .filter(|(_, number)| **number > 0)
            .map(|(at, number)| (at as i64 * 78, *number))
            .collect()
    }

    fn heading(&self) -> String {
        match &self.it.closed {
            Some(closed) => format!("{} is {}", self.name, closed.stage_name().to_lowercase()),
            None if self.it.is_revealed => format!("Where {} stands", self.name),
            None => format!("{} is sorting its cards", self.name),
        }
    }

    fn talk_words(&self) -> String {
        match self.to_talk().len() {
            0 => "Nothing to talk about".into(),
            1 => "Talk about this one".into(),
            more => format!("Talk about these {}", web::words::count(more, false)),
        }
    }

    fn url(&self) -> String {
        format!("/communities/{}/maturity/{}", self.slug, self.it.id)
    }

    fn trail(&self) -> Vec<(String, String)> {
        let url = format!("/communities/{}", self.slug);
        vec![(url.clone(), self.name.clone()), (format!("{url}/maturity"), "Maturity".into())]
    }

    fn sessions(&self) -> Vec<(String, Vec<(String, String, &'static str)>, String)> {
        let classes = ["m-done", "m-half", "m-next", "m-split"];
        let closed = self.history.iter().filter_map(|it| it.closed.as_ref());
        closed
            .map(|it| {
                let bars = super::history::bar(it, 230.0).into_iter().zip(classes);
                let bars = bars.map(|((x, width), class)| (x, width, class)).collect();
                (it.on.month_and_year(), bars, format!("{} of {} done", it.done, it.of()))
            })
            .collect()
    }

    fn with_nobody(&self) -> Vec<(String, String)> {
        std::iter::once((String::new(), "Nobody yet".to_owned())).chain(self.people.iter().cloned()).collect()
    }
}

pub(super) fn sample_session(number: u128, is_closed: bool) -> Session {
    let day = Day::new(2026, 11, 23).unwrap_or(base::Moment::default().day());
    Session {
        id: SessionId(base::Uuid::from_u128(number)),
        community: base::CommunityId(base::Uuid::from_u128(1)),
        model: model::ModelId(base::Uuid::from_u128(1)),
        opened_on: day,
        opened_by: None,
        second_facilitator: None,
        is_revealed: is_closed,
        closed: is_closed.then_some(Closed {
            on: day,
            sorted_by: 11,
            done: 7,
            in_progress: 8,
            next: 5,
            not_for_us: 0,
            split: 4,
            stage: 2,
        }),
    }
}

impl Sample for RoomPage {
    fn samples() -> Vec<Self> {
        let cards = model::shipped();
        let sums = |at: usize| [[4, 4, 3, 0], [11, 0, 0, 0], [0, 9, 1, 1], [0, 1, 10, 0]][at % 4];
        let all: BTreeMap<String, spread::Sums> =
            cards.iter().enumerate().map(|(at, card)| (card.key.clone(), sums(at))).collect();
        let page = |it: Session, revealed: bool, facilitates, took_part| RoomPage {
            frame: Frame::sample("Communities"),
            slug: "legal-aid".into(),
            name: "Legal <aid>".into(),
            members: 14,
            spreads: if revealed { spread::spreads(&cards, &all) } else { vec![] },
            cards: cards.clone(),
            decided: if revealed { BTreeMap::from([("belong".into(), "done".into())]) } else { BTreeMap::new() },
            progress: (11, 9),
            backlog: vec![Backlog {
                id: base::Uuid::from_u128(5),
                title: "Name two people for every activity".into(),
                so_that: "nothing stops".into(),
                owner: Some((PersonId(base::Uuid::from_u128(7)), "Kit Alderman".into())),
                by: None,
                work: None,
            }],
            badges: Badges::sample(PersonId(base::Uuid::from_u128(7))),
            history: vec![sample_session(3, true), sample_session(4, true)],
            people: vec![("1".into(), "Kit Alderman".into())],
            took_part,
            facilitates,
            form: Form::default(),
            check: Check::new(),
            once: "once".into(),
            it,
        };
        let revealed = || Session { is_revealed: true, ..sample_session(1, false) };
        vec![
            page(sample_session(1, false), false, true, true),
            page(revealed(), true, true, true),
            page(revealed(), true, false, true),
            page(sample_session(1, true), true, true, true),
            page(sample_session(1, true), true, false, false),
        ]
    }
}

web::sample!(RoomPage);

/// `GET …/maturity/{session}`
pub async fn show(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, SessionId)>,
) -> Result<Page, Fault> {
    page(&app, &asker, &slug, id, (Form::default(), Check::new())).map(Page::of)
}

fn page(app: &App, asker: &Asker, slug: &str, id: SessionId, (form, check): (Form, Check)) -> Result<RoomPage, Fault> {
    let community = asked::web::community(app, slug)?;
    app.read(|conn| {
        let it = maturity::find(conn, id)?.filter(|it| it.community == community.id);
        let it = it.ok_or(Refusal::Missing("card sort"))?;
        let cards = model::find(conn, it.model)?.map(|model| model.cards).unwrap_or_default();
        let facilitates = maturity::facilitates(conn, asker.actor(), &it)?;
        let took_part = facilitates || maturity::may_sort(conn, asker.actor(), community.id)?;
        // Before the reveal nobody sees a sum, and while it is open only those who belong here.
        let shows = it.closed.is_some() || (it.is_revealed && took_part);
        let spreads = if shows { spread::spreads(&cards, &maturity::sums(conn, id)?) } else { Vec::new() };
        let mut history = maturity::list(conn, community.id)?;
        history.reverse();
        let backlog = maturity::backlog(conn, id)?;
        let leaders = membership::members(conn, community.id, None, base::Limit::of(Some(200)))?.items;
        Ok::<_, Refusal>(RoomPage {
            frame: asker.frame("Communities"),
            slug: slug.into(),
            members: membership::count_members(conn, community.id)?,
            name: community.name.clone(),
            decided: if shows { maturity::agreed(conn, id)? } else { BTreeMap::new() },
            progress: maturity::progress(conn, id)?,
            badges: Badges::of(conn, backlog.iter().filter_map(|line| line.owner.as_ref()).map(|owner| owner.0))?,
            backlog,
            people: leaders.into_iter().map(|it| (it.person.to_string(), it.name)).collect(),
            history,
            cards,
            spreads,
            took_part,
            facilitates,
            it,
            form,
            check,
            once: app.act(asker.actor()).new_secret(),
        })
    })
    .map_err(Fault::from)
}

fn there(slug: &str, id: SessionId) -> String {
    format!("/communities/{slug}/maturity/{id}")
}

/// `POST …/reveal`
pub async fn reveal(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, SessionId)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| maturity::reveal(tx, &act, id)).await?;
    Ok(web::see(&there(&slug, id)))
}

/// `POST …/decisions`: a field a card, and beside it what was seen.
pub async fn decide(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, SessionId)>,
    form: Form,
) -> Result<Response, Fault> {
    let model = app.read(|conn| {
        let it = maturity::find(conn, id)?.ok_or(Refusal::Missing("card sort"))?;
        Ok::<_, Refusal>(model::find(conn, it.model)?.map(|model| model.cards).unwrap_or_default())
    })?;
    let (act, typed, back) = (app.act(asker.actor()), form.clone(), there(&slug, id));
    let outcome = app
        .write(move |tx| {
            for card in &model {
                let word = typed.text(&card.key);
                let pile = Pile::from_word(word);
                if pile.is_some() || word == "split" {
                    let seen = typed.text(&format!("seen-{}", card.key)).to_owned();
                    maturity::decide(tx, &act, Decide { session: id, card: card.key.clone(), pile, seen })?;
                }
            }
            Ok::<_, Refusal>(Reply::see(back.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, id, (form, check)))
}

/// `POST …/closing`
pub async fn close(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, SessionId)>,
) -> Result<Response, Fault> {
    let act = app.act(asker.actor());
    app.write(move |tx| maturity::close(tx, &act, id)).await?;
    Ok(web::see(&there(&slug, id)))
}

/// `POST …/backlog`
pub async fn add(
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, SessionId)>,
    form: Form,
) -> Result<Response, Fault> {
    let (act, typed, back) = (app.act(asker.actor()), form.clone(), there(&slug, id));
    let outcome = app
        .write_once(form.once(&asker, "maturity.want"), move |tx| {
            let by = Some(typed.text("by")).filter(|by| !by.trim().is_empty());
            let input = maturity::Add {
                session: id,
                title: typed.text("title").into(),
                so_that: typed.text("so_that").into(),
                owner: typed.text("owner").parse().ok(),
                by: by.map(|by| day("by", by)).transpose()?,
            };
            maturity::add_to_backlog(tx, &act, input)?;
            Ok::<_, Refusal>(Reply::see(back.as_str()))
        })
        .await;
    web::answer(outcome, |check| page(&app, &asker, &slug, id, (form, check)))
}

/// `POST …/board`: each becomes a piece of work.
pub async fn put_on_board(
    above: Above,
    State(app): State<App>,
    asker: Asker,
    Path((slug, id)): Path<(String, SessionId)>,
) -> Result<Response, Fault> {
    let make: above::MakeWork = above.work.ok_or(Fault::NotFound)?;
    let act = app.act(asker.actor());
    app.write(move |tx| maturity::put_on_board(tx, &act, id, make).map(drop)).await?;
    Ok(web::see(&there(&slug, id)).into_response())
}
