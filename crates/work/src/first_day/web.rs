//! `GET /first-day`; and the first page of somebody new.

use super::{FirstDay, NEW_DAYS, Person, is_new, of};
use crate::above::{Above, Reading};
use axum::extract::State;
use base::{Day, text};
use communities::Need;
use communities::meetup::{Ahead, Answer};
use directory::community::CommunityKind;
use directory::membership::Badges;
use knowledge::page::Leaf;
use web::{App, Asker, Fault, Frame, Page, Sample};

#[derive(askama::Template)]
#[template(path = "first_day/first_day.html")]
pub(crate) struct FirstDayPage {
    frame: Frame,
    today: Day,
    it: FirstDay,
    needs: Vec<Need>,
}

/// How many words somebody reads in a minute.
const WORDS_A_MINUTE: i64 = 200;

fn minutes(leaf: &Leaf) -> i64 {
    (leaf.words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE
}

impl FirstDayPage {
    pub(crate) fn new(frame: Frame, today: Day, it: FirstDay, needs: Vec<Need>) -> Self {
        Self { frame, today, it, needs }
    }

    fn date(&self) -> String {
        format!("{} {}", self.today.weekday_name(), self.today.long())
    }

    fn is_new(&self) -> bool {
        is_new(self.it.joined_on, self.today)
    }

    fn pages(&self) -> &[(Leaf, Option<Day>)] {
        self.it.reading.as_ref().map_or(&[], |reading| reading.pages.as_slice())
    }

    fn unread(&self) -> impl Iterator<Item = &Leaf> {
        self.pages().iter().filter(|(_, on)| on.is_none()).map(|(leaf, _)| leaf)
    }

    fn next(&self) -> Option<&Leaf> {
        self.unread().next()
    }

    /// Where all of it stands, and how that is called.
    fn whole(&self) -> (&str, &'static str) {
        match &self.it.reading {
            Some(reading) if reading.is_path => (&reading.url, "All of the path, with whom to meet"),
            _ => ("/handbook", "All of the handbook"),
        }
    }

    fn first_name(&self) -> &str {
        self.it.name.split_whitespace().next().unwrap_or("")
    }

    fn heading(&self) -> String {
        if !self.is_new() {
            return "What somebody new sees first".into();
        }
        match self.unread().take(2).count() {
            0 => format!("Welcome, {}", self.first_name()),
            1 => format!("Welcome, {}. One thing to read today", self.first_name()),
            _ => format!("Welcome, {}. Two things to read today", self.first_name()),
        }
    }

    fn about(&self) -> String {
        let place = self.it.unit.as_ref().map(|unit| format!(" in {unit}")).unwrap_or_default();
        let practice = self.it.held.iter().find(|it| it.kind == CommunityKind::Practice);
        let joined = match practice {
            Some(it) => {
                let level = it.level.as_ref().map(|level| format!(" as {level}")).unwrap_or_default();
                format!("You belong to {}{level}{place}.", it.name)
            }
            None => format!("You work{place}. You belong to no profession yet."),
        };
        match &self.it.reading {
            Some(it) if it.is_path => {
                format!("{joined} This is the path “{}”. Only you see how far you are.", it.title)
            }
            Some(it) => format!("{joined} These are the first pages of {}, in its own order.", it.title),
            None => joined,
        }
    }

    fn reading(&self) -> String {
        text::count(self.unread().take(2).count() as i64, "page", "pages")
    }

    fn reading_time(&self) -> String {
        text::count(self.unread().take(2).map(minutes).sum(), "minute", "minutes")
    }

    fn to_meet(&self) -> String {
        text::count(self.it.people.len() as i64, "person", "people")
    }

    fn until(&self) -> String {
        format!("By {}", self.it.joined_on.plus_days(NEW_DAYS).long())
    }

    fn all(&self) -> String {
        text::count(self.pages().len() as i64, "page", "pages")
    }

    fn all_time(&self) -> String {
        format!("{} in all", text::count(self.pages().iter().map(|(leaf, _)| minutes(leaf)).sum(), "minute", "minutes"))
    }

    /// When, and the pages of it.
    fn path(&self) -> Vec<(&'static str, Vec<&(Leaf, Option<Day>)>)> {
        let slice = |from: usize| self.pages().iter().skip(from).take(2).collect::<Vec<_>>();
        let parts = [("Today", slice(0)), ("This week", slice(2)), ("This month", slice(4))];
        parts.into_iter().filter(|(_, pages)| !pages.is_empty()).collect()
    }

    fn leaf_about(&self, leaf: &Leaf, read_on: &Option<Day>) -> String {
        if let Some(day) = read_on {
            return format!("Read on {}", day.long());
        }
        let time = text::capital(&text::count(minutes(leaf), "minute", "minutes"));
        match leaf.summary.as_deref().map(str::trim).filter(|it| !it.is_empty()) {
            Some(summary) => format!("{time}. {}", text::shorten(summary, 120)),
            None => time,
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

    fn practices(&self) -> bool {
        self.it.held.iter().any(|it| it.kind == CommunityKind::Practice)
    }
}

/// `GET /first-day`
pub async fn show(above: Above, State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let (today, me) = (app.today(), asker.person.ok_or(Fault::NotFound)?);
    let it = app.read(|conn| of(conn, above, asker.actor(), me, today))?.ok_or(Fault::NotFound)?;
    Ok(Page::of(FirstDayPage::new(asker.frame("Today"), today, it, Vec::new())))
}

impl Sample for FirstDayPage {
    fn samples() -> Vec<Self> {
        let day = Day::new(2026, 11, 23).unwrap_or(base::Moment::default().day());
        let id = base::PersonId(base::Uuid::from_u128(7));
        let leaf = |number: i64, summary: Option<&str>| Leaf {
            number,
            title: "State the problem <before> you start".into(),
            summary: summary.map(Into::into),
            words: 700,
        };
        let page = |full: bool, joined_on: Day| {
            let it = FirstDay {
                name: "Perpetua Reed".into(),
                joined_on,
                unit: full.then(|| "Prisons".into()),
                held: vec![],
                reading: full.then(|| Reading {
                    title: "Your first <month>".into(),
                    url: "/handbook/paths/first-month".into(),
                    is_path: joined_on == day,
                    pages: vec![
                        (leaf(1, Some("The one habit.")), Some(day)),
                        (leaf(2, None), None),
                        (leaf(3, None), None),
                    ],
                }),
                people: if full {
                    vec![Person { id, name: "Kit Alderman".into(), why: "began eight months ago in Prisons".into() }]
                } else {
                    vec![]
                },
                badges: Badges::sample(id),
                ahead: vec![],
                help: full.then(|| crate::work_item::web::sample_item(crate::work_item::WorkState::InHand)),
                others: if full {
                    vec![("/communities/x".into(), "Plain words".into(), "Letters.".into())]
                } else {
                    vec![]
                },
            };
            FirstDayPage::new(Frame::sample("Today"), day, it, Vec::new())
        };
        vec![page(true, day), page(false, day), page(true, day.plus_days(-900))]
    }
}

web::sample!(FirstDayPage);
