//! `GET /`: what are you trying to solve; three facts; what needs you; help finish this first; who joined.

use super::needs::{Need, needs};
use super::{Joined, joined_since, manages_a_head};
use crate::above::Above;
use crate::first_day;
use crate::first_day::web::FirstDayPage;
use crate::problem::web::year_began;
use crate::problem::{self, Totals};
use crate::work_item::{self, WorkItem, WorkState};
use axum::extract::{Query, State};
use base::{Actor, Day, Limit, text};
use communities::leadership::OwnLoad;
use communities::meetup::{Ahead, Answer};
use directory::community::{self, CommunityKind};
use directory::membership;
use directory::panels::Look;
use store::{Conn, StoreError};
use web::{App, Asker, Fault, Frame, Page, Sample};

const JOINED_DAYS: i64 = 7;
const PROFESSIONS: u32 = 20;

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
        format!("reused {} by {}", text::times(self.totals.reused), text::count(self.totals.reused_by, "team", "teams"))
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
