//! `GET /`: what are you trying to solve; three facts; what needs you; help finish this first; who joined.

use super::{Joined, joined_since, manages_a_head};
use crate::above::Above;
use crate::first_day;
use crate::first_day::web::FirstDayPage;
use crate::problem::web::year_began;
use crate::problem::{self, ProblemState, Totals};
use crate::work_item::{self, WorkItem, WorkState};
use crate::{help, watch};
use axum::extract::{Query, State};
use base::{Actor, Day, Duty, Limit, Standing, text};
use communities::leadership::OwnLoad;
use communities::meetup::{Ahead, Answer};
use directory::community::{self, CommunityKind};
use directory::membership;
use directory::panels::Look;
use knowledge::{handbook, question, review};
use store::{Conn, StoreError};
use web::{App, Asker, Fault, Frame, Page, Sample};

/// News older than this is no news.
const NEWS_DAYS: i64 = 30;
const JOINED_DAYS: i64 = 7;
/// More at once is no help.
const SHOWN: usize = 8;
const PROFESSIONS: u32 = 20;

/// One thing that needs the reader.
struct Need {
    mark: &'static str,
    word: &'static str,
    address: String,
    title: String,
    about: String,
    act: &'static str,
}

/// One line of the picture of all professions.
struct Profession {
    slug: String,
    name: String,
    people: i64,
    /// In the twelve months before today.
    joined: i64,
    left: i64,
}

#[derive(askama::Template)]
#[template(path = "today/today.html")]
struct TodayPage {
    frame: Frame,
    today: Day,
    organisation: String,
    totals: Totals,
    in_hand: i64,
    needs: Vec<Need>,
    ahead: Vec<Ahead>,
    load: Option<OwnLoad>,
    whole: Vec<Profession>,
    first: Option<WorkItem>,
    /// Safe HTML of rooms above.
    panel: String,
    joined: Vec<Joined>,
    once: String,
}

#[derive(serde::Deserialize)]
pub struct Wants {
    /// Also for somebody new: what everybody sees.
    all: Option<String>,
}

/// What `/` shows.
enum First {
    Everybody(Box<TodayPage>),
    New(Box<FirstDayPage>),
}

/// Somebody new sees their first day.
pub async fn today(
    above: Above,
    State(app): State<App>,
    asker: Asker,
    Query(wants): Query<Wants>,
) -> Result<Page, Fault> {
    let today = app.today();
    let page = app.read(|conn| {
        if wants.all.is_none()
            && let Some(it) = first_day::greeted(conn, above, asker.actor(), today)?
        {
            let needs = communities::mine(conn, asker.actor(), today)?.needs;
            return Ok(First::New(Box::new(FirstDayPage::new(asker.frame("Today"), today, it, needs))));
        }
        Ok::<_, StoreError>(First::Everybody(Box::new(everybody(conn, (&app, above), &asker, today)?)))
    })?;
    Ok(match page {
        First::Everybody(page) => Page::of(*page),
        First::New(page) => Page::of(*page),
    })
}

fn everybody(conn: &mut Conn, (app, above): (&App, Above), asker: &Asker, today: Day) -> Result<TodayPage, StoreError> {
    let look = Look { actor: asker.actor(), today };
    let mine = communities::mine(conn, asker.actor(), today)?;
    Ok(TodayPage {
        frame: asker.frame("Today"),
        totals: problem::totals(conn, year_began(today))?,
        in_hand: work_item::counts(conn)?.0,
        needs: needs(conn, asker, mine.needs, today)?,
        ahead: mine.ahead,
        load: match asker.person {
            Some(me) => communities::leadership::own_load(conn, me, today)?,
            None => None,
        },
        whole: whole(conn, asker.actor(), today)?,
        first: work_item::nearest(conn, 1)?.into_iter().next(),
        panel: above.today.map(|panel| panel(conn, &look)).transpose()?.unwrap_or_default(),
        joined: joined_since(conn, today.plus_days(-JOINED_DAYS), today)?,
        organisation: text::capital(app.organisation().trim_start_matches("the ")),
        once: app.act(asker).new_secret(),
        today,
    })
}

/// The professions at a glance, for whoever looks across them: who belongs to none, or manages a head of one.
fn whole(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Profession>, StoreError> {
    let Some(me) = actor.person else { return Ok(Vec::new()) };
    if !actor.memberships.is_empty() && !manages_a_head(conn, me)? {
        return Ok(Vec::new());
    }
    let all = community::list(conn, CommunityKind::Practice, None, Limit::of(Some(PROFESSIONS)))?.items;
    all.into_iter()
        .map(|it| {
            let (joined, left) = membership::moved_since(conn, it.id, today.plus_days(-365))?;
            Ok(Profession { slug: it.slug, name: it.name, people: it.members, joined, left })
        })
        .collect()
}

/// What one's communities need: decisions, hand-overs, reviews, meetups, sorting.
fn of_communities(
    conn: &mut Conn,
    asker: &Asker,
    mine: Vec<communities::Need>,
    today: Day,
) -> Result<Vec<Need>, StoreError> {
    let mut needs: Vec<Need> = mine
        .into_iter()
        .take(SHOWN)
        .map(|it| Need {
            mark: if it.by.is_some_and(|by| by <= today) { "lost" } else { "doing" },
            word: "Needs you",
            act: "See it",
            address: it.url,
            title: it.title,
            about: it.why,
        })
        .collect();
    if let Some(me) = asker.person {
        needs.extend(of_reviews(conn, me, today)?);
    }
    if asker.has(Duty::Librarian) {
        needs.extend(of_handbooks(conn, today)?);
    }
    for held in asker.actor().memberships.iter().filter(|held| held.standing >= Standing::Lead) {
        for it in directory::entry::waiting_in(conn, held.community)?
            .into_iter()
            .filter(|it| asker.person != Some(it.person))
            .take(3)
        {
            needs.push(Need {
                mark: "doing",
                word: "Needs you",
                address: it.url(),
                title: format!("Decide entry for {}", it.name),
                about: format!("{}. Waiting since {}.", it.community_name, it.asked_on.long()),
                act: "Read the evidence",
            });
        }
    }
    Ok(needs)
}

/// Pages that one looks after, or somebody who is away, two weeks before their day.
fn of_reviews(conn: &mut Conn, me: base::PersonId, today: Day) -> Result<Vec<Need>, StoreError> {
    let asked = review::asked_of(conn, me, today)?;
    Ok(asked
        .into_iter()
        .map(|it| Need {
            mark: if it.review_on <= today { "lost" } else { "doing" },
            word: "Review",
            address: format!("{}/review", knowledge::page::url(it.page.number)),
            title: it.page.title,
            about: match it.instead_of {
                Some(name) => format!("Look at it by {}: {name} is away.", it.review_on.long()),
                None => format!("You look after it. Look at it by {}.", it.review_on.long()),
            },
            act: "Start the review",
        })
        .collect())
}

/// For who keeps the handbooks findable: those whose pages are past their review day, the most first.
fn of_handbooks(conn: &mut Conn, today: Day) -> Result<Vec<Need>, StoreError> {
    let mut late: Vec<_> = handbook::list(conn, today)?.into_iter().filter(|it| it.stale > 0).collect();
    late.sort_by_key(|it| std::cmp::Reverse(it.stale));
    Ok(late
        .into_iter()
        .take(3)
        .map(|it| Need {
            mark: "lost",
            word: "Stale",
            address: handbook::url(&it.handbook.name),
            title: format!("{} past their review day", text::capital(&text::count(it.stale, "page is", "pages are"))),
            about: format!("{}: {} of {} are fresh.", it.handbook.title, it.fresh(), it.pages),
            act: "See which",
        })
        .collect())
}

/// Questions that one asks and others answered.
fn of_questions(conn: &mut Conn, me: base::PersonId, since: Day) -> Result<Vec<Need>, StoreError> {
    let answered = question::answered_since(conn, me, since)?.into_iter();
    let need = |(number, title, answers)| Need {
        mark: "done",
        word: "Answered",
        address: question::url(number),
        title,
        about: format!(
            "You asked it. {} from others: say which one settles it.",
            text::capital(&text::count(answers, "answer", "answers"))
        ),
        act: "Read it",
    };
    Ok(answered.map(need).collect())
}

/// What one is asked to help with, and what became of one's offers.
fn of_help(conn: &mut Conn, me: base::PersonId, since: Day) -> Result<Vec<Need>, StoreError> {
    let asked = help::asked_of(conn, me, since)?.into_iter().map(|it| Need {
        mark: "doing",
        word: "Asked for help",
        address: work_item::url(it.number),
        title: it.title,
        about: format!(
            "{} asks you. {}",
            it.by.as_deref().unwrap_or("Somebody"),
            it.words.as_deref().unwrap_or("Say what you can do, or that you cannot.")
        ),
        act: "See what for",
    });
    let mut needs: Vec<Need> = asked.collect();
    for (number, title, answer, words) in help::answered_since(conn, me, since)? {
        let is_in = answer == help::Answer::Accepted.word();
        let said = if is_in { "Your help was accepted." } else { "You were thanked; it is not needed now." };
        needs.push(Need {
            mark: if is_in { "doing" } else { "done" },
            word: if is_in { "Accepted" } else { "Thanked" },
            address: work_item::url(number),
            title,
            about: words.map_or_else(|| said.to_owned(), |words| format!("{said} {words}")),
            act: "See it",
        });
    }
    Ok(needs)
}

/// Work that was set aside though one waits for it, and one's own whose day has come again.
fn of_rest(conn: &mut Conn, me: base::PersonId, today: Day) -> Result<Vec<Need>, StoreError> {
    let due = watch::work_due(conn, me, today)?.into_iter().map(|(number, title, on)| Need {
        mark: "rest",
        word: "Set aside",
        address: work_item::url(number),
        title,
        about: format!("You lead it. It was to be looked at again on {}.", on.long()),
        act: "Take it up, or leave it",
    });
    let mut needs: Vec<Need> = due.collect();
    for it in watch::work_set_aside(conn, me, today.plus_days(-NEWS_DAYS))? {
        let back = match (it.comes_back_on, it.comes_back_when) {
            (Some(day), _) => format!(" It is looked at again on {}.", day.long()),
            (None, Some(when)) => format!(" It comes back when {}.", when.trim_end_matches('.')),
            (None, None) => String::new(),
        };
        needs.push(Need {
            mark: "rest",
            word: "Set aside",
            address: work_item::url(it.number),
            title: it.title,
            about: format!("You wait for it. Set aside on {}.{back}", it.on.long()),
            act: "See why",
        });
    }
    Ok(needs)
}

/// What of mine has news: what I raised, wait for, or lead.
fn needs(conn: &mut Conn, asker: &Asker, mine: Vec<communities::Need>, today: Day) -> Result<Vec<Need>, StoreError> {
    let Some(me) = asker.person else { return Ok(Vec::new()) };
    let since = today.plus_days(-NEWS_DAYS);
    let mut needs = of_communities(conn, asker, mine, today)?;
    for (number, title, offers) in work_item::owned_with_offers(conn, me, since)? {
        needs.push(Need {
            mark: "doing",
            word: "Help offered",
            address: work_item::url(number),
            title,
            about: format!(
                "{} offered help. Say what they can do.",
                text::capital(&text::count(offers, "person", "people"))
            ),
            act: "See who",
        });
    }
    needs.extend(of_help(conn, me, since)?);
    needs.extend(of_questions(conn, me, since)?);
    for (number, title, on) in watch::watched_with_news(conn, me, since)? {
        needs.push(Need {
            mark: "open",
            word: "Came back",
            address: problem::url(number),
            title,
            about: format!("You wait for it. It came back on {}.", on.long()),
            act: "Look at it",
        });
    }
    needs.extend(of_rest(conn, me, today)?);
    for it in problem::of_raiser(conn, me, since, 6)? {
        let (about, act) = match it.state {
            ProblemState::Solved => (format!("You raised it. Solved on {}.", it.state_on.long()), "See what works"),
            ProblemState::BeingSolved => {
                (format!("You raised it. Being worked on since {}.", it.state_on.long()), "Join in")
            }
            ProblemState::NotNow => (format!("You raised it. Decided on {}: not now.", it.state_on.long()), "See why"),
            ProblemState::Open if it.sightings > 0 => {
                (format!("You raised it. Met {} since.", crate::matching::web::times(it.sightings)), "See who")
            }
            ProblemState::Open => continue,
        };
        needs.push(Need {
            mark: it.state.mark(),
            word: it.state.label(),
            address: it.url(),
            title: it.title,
            about,
            act,
        });
    }
    needs.truncate(SHOWN);
    Ok(needs)
}

impl TodayPage {
    fn date(&self) -> String {
        format!("{} {}", self.today.weekday_name(), self.today.long())
    }

    fn heading(&self) -> String {
        match self.needs.len() {
            0 => "Nothing needs you today".into(),
            1 => "One thing needs you".into(),
            more => format!("{} things need you", text::capital(&text::in_words(more))),
        }
    }

    fn said(&self, it: &Ahead) -> &'static str {
        match it.said {
            Some(Answer::Yes) => "You are coming",
            Some(Answer::Maybe) => "Perhaps",
            Some(Answer::No) => "Not this time",
            None => "Say if you are coming",
        }
    }

    fn when(&self, it: &Ahead) -> String {
        if it.day == self.today {
            return format!("Today, {}", it.hours);
        }
        format!("{}, {}", it.day.weekday_name(), it.hours)
    }

    /// The longest bar is full.
    fn bar(&self, people: &i64) -> i64 {
        people * 100 / self.whole.iter().map(|it| it.people).max().unwrap_or(1).max(1)
    }

    fn people_of_all(&self) -> i64 {
        self.whole.iter().map(|it| it.people).sum()
    }

    fn is_new(&self) -> bool {
        self.totals.all() == 0
    }

    fn count(&self, number: &i64, one: &str, many: &str) -> String {
        text::capital(&text::count(*number, one, many))
    }

    fn reused(&self) -> String {
        if self.totals.reused == 0 {
            return "nothing was reused yet".into();
        }
        format!(
            "reused {} by {}",
            crate::matching::web::times(self.totals.reused),
            text::count(self.totals.reused_by, "team", "teams")
        )
    }

    fn again(&self) -> String {
        match self.totals.again_days {
            0 => "in more than one profession or year".into(),
            days => format!(
                "in more than one profession or year; about {} of repeated work",
                text::count(days, "day", "days")
            ),
        }
    }

    fn first_about(&self, item: &WorkItem) -> String {
        let mut said = vec![format!("{} of {} steps.", item.steps_done, item.steps_total)];
        said.extend(item.help_wanted.as_ref().map(|help| format!("Wanted: {}.", help.trim_end_matches('.'))));
        if item.problems > 0 {
            said.push(format!(
                "{} for it.",
                text::capital(&text::count(item.problems, "problem waits", "problems wait"))
            ));
        }
        said.join(" ")
    }
}

fn sample_ahead(day: Day) -> Ahead {
    Ahead {
        title: "Whole <profession>".into(),
        url: "/events/1?on=2026-11-26".into(),
        day,
        hours: "10:00 to 11:30".into(),
        place: "Harbour House".into(),
        said: None,
    }
}

impl Sample for TodayPage {
    fn samples() -> Vec<Self> {
        let day = Day::new(2026, 11, 23).unwrap_or(base::Moment::default().day());
        let need = || Need {
            mark: "done",
            word: "Solved",
            address: "/problems/87".into(),
            title: "Court hearings change room & witnesses go astray".into(),
            about: "You raised it. Solved on 1 November 2026.".into(),
            act: "See what works",
        };
        let page = |needs: Vec<Need>, all: i64| TodayPage {
            frame: Frame::sample("Today"),
            once: "once".into(),
            today: day,
            organisation: "Ministry of Justice, Aldersea".into(),
            totals: Totals { solved: all, solved_this_year: all, again_days: 260, ..Totals::default() },
            in_hand: all,
            needs,
            ahead: if all > 0 { vec![sample_ahead(day)] } else { vec![] },
            load: (all > 0).then(|| OwnLoad {
                given: 500,
                does: 700,
                most: vec![("Chairing panels".into(), 455)],
                slug: "product-management".into(),
            }),
            whole: vec![Profession {
                slug: "design".into(),
                name: "Design & research".into(),
                people: 40,
                joined: 9,
                left: 3,
            }],
            first: (all > 0).then(|| work_item::web::sample_item(WorkState::InHand)),
            panel: String::new(),
            joined: vec![Joined {
                id: base::PersonId(base::Uuid::nil()),
                name: "Perpetua Reed".into(),
                unit: Some("Prisons".into()),
                on: day,
            }],
        };
        vec![page(vec![need(), need()], 31), page(vec![], 31), page(vec![], 0)]
    }
}

web::sample!(TodayPage);
