//! `GET /`: what are you trying to solve; three facts; what needs you; help finish this first; who joined.

use super::{Joined, joined_since};
use crate::problem::web::year_began;
use crate::problem::{self, ProblemState, Totals};
use crate::watch;
use crate::work_item::{self, WorkItem, WorkState};
use axum::extract::State;
use base::{Day, Standing, text};
use store::{Conn, StoreError};
use web::{App, Asker, Fault, Frame, Page, Sample};

/// News older than this is no news.
const NEWS_DAYS: i64 = 30;
const JOINED_DAYS: i64 = 7;
/// More at once is no help.
const SHOWN: usize = 8;

/// One thing that needs the reader.
struct Need {
    mark: &'static str,
    word: &'static str,
    address: String,
    title: String,
    about: String,
    act: &'static str,
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
    first: Option<WorkItem>,
    joined: Vec<Joined>,
}

pub async fn today(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let today = app.today();
    let page = app.read(|conn| {
        Ok::<_, StoreError>(TodayPage {
            frame: asker.frame("Today"),
            totals: problem::totals(conn, year_began(today))?,
            in_hand: work_item::counts(conn)?.0,
            needs: needs(conn, &asker, today)?,
            first: work_item::nearest(conn, 1)?.into_iter().next(),
            joined: joined_since(conn, today.plus_days(-JOINED_DAYS), today)?,
            organisation: text::capital(app.organisation().trim_start_matches("the ")),
            today,
        })
    })?;
    Ok(Page::of(page))
}

/// What one's communities need: decisions, hand-overs, reviews, meetups, sorting.
fn of_communities(conn: &mut Conn, asker: &Asker, today: Day) -> Result<Vec<Need>, StoreError> {
    let mut needs: Vec<Need> = communities::needs(conn, asker.actor(), today)?
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

/// What of mine has news: what I raised, wait for, or lead.
fn needs(conn: &mut Conn, asker: &Asker, today: Day) -> Result<Vec<Need>, StoreError> {
    let Some(me) = asker.person else { return Ok(Vec::new()) };
    let since = today.plus_days(-NEWS_DAYS);
    let mut needs = of_communities(conn, asker, today)?;
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
            today: day,
            organisation: "Ministry of Justice, Aldersea".into(),
            totals: Totals { solved: all, solved_this_year: all, again_days: 260, ..Totals::default() },
            in_hand: all,
            needs,
            first: (all > 0).then(|| work_item::web::sample_item(WorkState::InHand)),
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
