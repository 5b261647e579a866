//! `/handbook/desk?queue=late`.

use super::queues::{Item, Queue, all, week};
use askama::Template;
use axum::extract::{Query, State};
use base::Uuid;
use knowledge::desk::{Deed, Done};
use knowledge::handbook;
use std::sync::Arc;
use web::{App, Asker, Fault, Frame, Page, Sample};

#[derive(Template)]
#[template(path = "desk/desk.html")]
struct Desk {
    frame: Frame,
    queues: Vec<Queue>,
    /// The one that is open, by its place.
    at: usize,
    pages: i64,
    fresh: i64,
    /// In the seven days before.
    done: Arc<Vec<Done>>,
}

impl Desk {
    fn open(&self) -> &Queue {
        &self.queues[self.at]
    }

    fn is_open(&self, place: &usize) -> bool {
        *place == self.at
    }

    fn address(&self, it: &Queue) -> String {
        if it.word.is_empty() { "/handbook/desk".into() } else { format!("/handbook/desk?queue={}", it.word) }
    }

    fn count(&self, word: &str) -> i64 {
        self.queues.iter().find(|it| it.word == word).map_or(0, |it| it.all)
    }

    /// Everything that waits, the week not counted twice.
    fn waiting(&self) -> i64 {
        self.queues.iter().filter(|it| !it.word.is_empty()).map(|it| it.all).sum()
    }

    fn lead(&self) -> String {
        match self.waiting() {
            0 => "Nothing waits. What is known is in good hands.".into(),
            some => format!("{} for somebody.", base::text::count(some, "thing waits", "things wait")),
        }
    }

    fn in_date(&self) -> String {
        format!("{} of {}", self.fresh, base::text::count(self.pages, "page", "pages"))
    }

    fn late(&self) -> String {
        format!("{} late for review", self.count("late"))
    }

    /// `Efua Tallow reviewed it on 23 November 2026`
    fn who(&self, it: &Done) -> String {
        let by = it.by.as_deref().unwrap_or("Somebody");
        format!("{by} {} on {}", it.what.label(), it.at.day().long())
    }

    fn reference(&self, it: &Done) -> String {
        knowledge::page::reference(it.number)
    }

    fn mark(&self, it: &Done) -> &'static str {
        if it.what == Deed::Retired { "Retired" } else { "Done" }
    }

    fn more(&self) -> i64 {
        self.open().all - self.open().items.len() as i64
    }
}

/// Told so many days, and so many at most.
const DONE_DAYS: i64 = 7;
const DONE: i64 = 8;

#[derive(Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    queue: String,
}

/// Seen by everyone; each page asks for its own rights when one acts.
pub async fn show(State(app): State<App>, asker: Asker, Query(asked): Query<Asked>) -> Result<Page, Fault> {
    let today = app.today();
    let view = app.read(|conn| {
        let mut queues = all(conn, today, asker.actor().has(base::Duty::Librarian))?;
        queues.insert(0, week(&queues));
        let books = handbook::list(conn, today)?;
        let at = queues.iter().position(|it| it.word == asked.queue).unwrap_or(0);
        let (pages, fresh) = books.iter().fold((0, 0), |(pages, fresh), it| (pages + it.pages, fresh + it.fresh()));
        let since = today.plus_days(-DONE_DAYS).midnight();
        let done = conn.kept("desk done", Uuid::nil(), today, |conn| knowledge::desk::done(conn, since, DONE))?;
        Ok::<_, Fault>(Desk { frame: asker.frame("Handbook"), queues, at, pages, fresh, done })
    })?;
    Ok(Page::of(view))
}

impl Sample for Desk {
    fn samples() -> Vec<Self> {
        let item = Item {
            reference: "H 31".into(),
            title: "Ask <early>".into(),
            url: "/handbook/31".into(),
            about: "12 days late & nobody looks after it".into(),
            act: ("/handbook/31/review".into(), "Review it"),
        };
        let queue = |word, items: Vec<Item>| Queue {
            word,
            label: "Late for review",
            why: "Somebody should look.",
            all: items.len() as i64 * 60,
            items,
        };
        let told = Done {
            at: base::Moment::from_micros(1_790_000_000_000_000),
            by: Some("Efua <Tallow>".into()),
            what: Deed::Reviewed,
            number: 31,
            title: "Ask <early>".into(),
        };
        let done = Arc::new(vec![told]);
        let view = |queues: Vec<Queue>, at| Desk {
            frame: Frame::sample("Handbook"),
            queues,
            at,
            pages: 40,
            fresh: 12,
            done: done.clone(),
        };
        vec![
            view(vec![queue("", vec![item.clone()]), queue("late", vec![item])], 1),
            view(vec![queue("", vec![]), queue("late", vec![])], 0),
        ]
    }
}
web::sample!(Desk);
