//! The queues of the desk, each with what one can do about it.

use crate::finding::store::list_fruitless;
use base::{Day, Limit, text};
use curation::remembered;
use knowledge::desk::{self, Needs};
use knowledge::exposure::readers;
use knowledge::question::{self, QuestionState};
use knowledge::{adaptation, double, page, vocabulary};
use store::{Conn, StoreError};

/// So many of a queue are shown, and so many make a week.
const SHOWN: i64 = 50;
pub const WEEK: usize = 10;
/// Searches in vain count so many days back.
const SEARCHES_DAYS: i64 = 30;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// `H 31`, or empty.
    pub reference: String,
    pub title: String,
    pub url: String,
    pub about: String,
    /// What one can do: address and words.
    pub act: (String, &'static str),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// As the address says it.
    pub word: &'static str,
    pub label: &'static str,
    pub why: &'static str,
    pub items: Vec<Item>,
    pub all: i64,
}

fn of_page(it: Needs, about: String, act: (&str, &'static str)) -> Item {
    let url = page::url(it.number);
    let about = format!("{}{}{about}", it.handbook, if about.is_empty() { "" } else { ". " });
    Item { reference: page::reference(it.number), title: it.title, about, act: (format!("{url}{}", act.0), act.1), url }
}

fn pages(
    queue: desk::Queue,
    (word, label, why): (&'static str, &'static str, &'static str),
    act: (&str, &'static str),
    about: impl Fn(&Needs) -> String,
) -> Queue {
    let items = queue.first.into_iter().map(|it| {
        let about = about(&it);
        of_page(it, about, act)
    });
    Queue { word, label, why, items: items.collect(), all: queue.all }
}

/// How much a page is used: small numbers of people are nobody's to know.
fn used(it: &Needs) -> String {
    let readers = readers::shown(it.readers).map(|some| format!("{some} people read it in {} days", readers::DAYS));
    let links = (it.links > 0).then(|| text::count(it.links, "page leads to it", "pages lead to it"));
    readers.into_iter().chain(links).collect::<Vec<_>>().join("; ")
}

fn lateness(it: &Needs, today: Day) -> String {
    let days = it.review_on.map_or(0, |day| today.days_since(day));
    let owner = it.owner.as_deref().unwrap_or("nobody");
    let late = text::count(days, "day late", "days late");
    [format!("{late}, {owner} looks after it"), used(it)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// All of them, in the order of the list. What people searched in vain is for librarians alone.
pub fn all(conn: &mut Conn, today: Day, is_librarian: bool) -> Result<Vec<Queue>, StoreError> {
    let mut queues = vec![
        pages(
            desk::late(conn, today, SHOWN)?,
            (
                "late",
                "Late for review",
                "Somebody should look whether they are still true; the most used and the latest first.",
            ),
            ("/review", "Review it"),
            |it| lateness(it, today),
        ),
        pages(
            desk::broken(conn, SHOWN)?,
            ("broken", "Links to nothing", "A link that leads nowhere; its words are shown without it."),
            ("/edit", "Mend it"),
            |it| format!("“{}” leads to nothing", text::shorten(&it.what, 120)),
        ),
        pages(
            desk::unowned(conn, SHOWN)?,
            ("unowned", "No owner", "Nobody looks after them, so nobody is asked when they are late."),
            ("/review", "Name somebody"),
            used,
        ),
        pages(
            curation::orphans::orphans(conn, SHOWN)?,
            (
                "orphans",
                "Nothing leads there",
                "No page leads to them, and they are in no collection and on no path: only a search finds them.",
            ),
            ("", "Read it"),
            |it| it.review_on.map(|day| format!("Review by {}", day.long())).unwrap_or_default(),
        ),
    ];
    if vocabulary::count_in(conn, vocabulary::ConceptState::Accepted)? > 0 {
        queues.push(pages(
            desk::untagged(conn, SHOWN)?,
            ("untagged", "No word for them", "No word of the vocabulary says what they are about."),
            ("/tags", "Say it"),
            used,
        ));
    }
    queues.push(fading(conn)?);
    if is_librarian {
        queues.push(searches(conn, today)?);
    }
    queues.extend(questions(conn)?);
    queues.extend(adaptations(conn)?);
    queues.push(doubles(conn)?);
    queues.push(problems(conn)?);
    queues.push(words(conn)?);
    Ok(queues)
}

/// As it was reckoned last.
fn fading(conn: &mut Conn) -> Result<Queue, StoreError> {
    let reckoned = remembered::reckoned_on(conn)?;
    let found = reckoned.map(|day| remembered::fading(conn, day, SHOWN)).transpose()?.unwrap_or_default();
    let item = |it: remembered::Fading| {
        let shown =
            it.shown.map_or_else(|| "never shown".into(), |week| format!("last shown in the week of {}", week.long()));
        let best = (it.best + 25) / 50 * 5;
        Item {
            reference: page::reference(it.number),
            about: format!(
                "About {}% of {} would recall it, {best}% at best; {shown}",
                it.point.remembered(),
                it.community
            ),
            act: (format!("{}/reach", page::url(it.number)), "See its curve"),
            url: page::url(it.number),
            title: it.title,
        }
    };
    let items: Vec<Item> = found.into_iter().map(item).collect();
    let why = "What matters most and is remembered least. Each week’s update carries three of them by itself.";
    Ok(Queue { word: "fading", label: "Fading from memory", why, all: items.len() as i64, items })
}

fn searches(conn: &mut Conn, today: Day) -> Result<Queue, StoreError> {
    let found = list_fruitless(conn, today.plus_days(-SEARCHES_DAYS), SHOWN)?;
    let items: Vec<Item> = found
        .into_iter()
        .map(|(words, times)| Item {
            reference: String::new(),
            url: format!("/search?q={}", web::words::query(&words)),
            about: format!("{} in 30 days", text::count(times, "time", "times")),
            act: (format!("/handbook/questions/new?kind=page&title={}", web::words::query(&words)), "Ask for a page"),
            title: words,
        })
        .collect();
    let all = items.len() as i64;
    let why = "What people typed and nothing was found for, in the last 30 days; never who typed it.";
    Ok(Queue { word: "searches", label: "Searched for, not found", why, items, all })
}

fn questions(conn: &mut Conn) -> Result<[Queue; 2], StoreError> {
    let item = |it: question::Question, act: &'static str| Item {
        reference: it.reference(),
        url: it.url(),
        about: format!(
            "{}, {}",
            text::count(it.answers, "answer", "answers"),
            text::count(it.again, "person asks it too", "people ask it too")
        ),
        act: (it.url(), act),
        title: it.title,
    };
    let open = question::list(conn, QuestionState::Open, None, Limit::of(Some(SHOWN as u32)))?;
    let answered = question::list(conn, QuestionState::Answered, None, Limit::of(Some(200)))?.items;
    let worth = answered.into_iter().filter(|it| it.page.is_none() && it.again > 0);
    let worth: Vec<Item> = worth.map(|it| item(it, "Keep it as a page")).collect();
    let open_all = question::count_open(conn)?;
    let open = open.items.into_iter().map(|it| item(it, "Answer it")).collect();
    let why = "What people want to know and nobody has settled; what most people ask first.";
    let kept = "Answered, and asked by others too: they belong on a page.";
    Ok([
        Queue { word: "questions", label: "Open questions", why, items: open, all: open_all },
        Queue { word: "answers", label: "Answers worth keeping", why: kept, all: worth.len() as i64, items: worth },
    ])
}

fn adaptations(conn: &mut Conn) -> Result<[Queue; 2], StoreError> {
    let item = |it: adaptation::Listed, about: String, act: &'static str| {
        let url = page::url(it.number);
        Item { reference: page::reference(it.number), title: it.title, about, act: (format!("{url}/source"), act), url }
    };
    let behind: Vec<Item> = adaptation::list(conn)?
        .into_iter()
        .filter(|it| it.behind > 0)
        .map(|it| {
            let about = format!("{} behind {}", text::count(it.behind, "version", "versions"), it.from.title);
            item(it, about, "Take it in")
        })
        .collect();
    let same: Vec<Item> = adaptation::proposals(conn)?
        .into_iter()
        .map(|found| {
            let about = format!("{}% of its words in a row are those of {}", found.alike, found.it.from.title);
            item(found.it, about, "Say whether")
        })
        .collect();
    let why = "Their source has changed words since.";
    let alike = "Pages of different handbooks with the same words: one was made from the other, or one is too many.";
    Ok([
        Queue { word: "behind", label: "Behind their source", why, all: behind.len() as i64, items: behind },
        Queue { word: "same", label: "Made from another", why: alike, all: same.len() as i64, items: same },
    ])
}

fn doubles(conn: &mut Conn) -> Result<Queue, StoreError> {
    let item = |it: double::Double| {
        let (url, act) = (page::url(it.number), format!("{}/doubles/{}", page::url(it.number), it.other));
        let where_it_is = if it.handbook == it.other_handbook { "" } else { it.other_handbook.as_str() };
        let behind = if where_it_is.is_empty() { String::new() } else { format!(" in {where_it_is}") };
        Item {
            reference: page::reference(it.number),
            about: format!("Nearest in meaning is {} {}{behind}", page::reference(it.other), it.other_title),
            act: (act, "Look at both"),
            url,
            title: it.title,
        }
    };
    let items: Vec<Item> = double::list(conn, SHOWN)?.into_iter().map(item).collect();
    let why = "Found by meaning: one is too many, or each should lead to the other.";
    Ok(Queue { word: "doubles", label: "May say the same", why, all: items.len() as i64, items })
}

fn problems(conn: &mut Conn) -> Result<Queue, StoreError> {
    let item = |it: work::double::Double| {
        let (url, other) = (work::problem::url(it.number), work::problem::reference(it.other));
        Item {
            reference: work::problem::reference(it.number),
            about: format!("{}. {} in 100 that it is {other} {}", it.state.label(), it.likely, it.other_title),
            act: (format!("{url}/merges?other={}", web::words::query(&other)), "Look at both"),
            url,
            title: it.title,
        }
    };
    let items: Vec<Item> = work::double::list(conn, SHOWN)?.into_iter().map(item).collect();
    let why = "Found by meaning: merge them, so that one record has every sighting, or say that they differ.";
    Ok(Queue { word: "problems", label: "Problems that may be one", why, all: items.len() as i64, items })
}

fn words(conn: &mut Conn) -> Result<Queue, StoreError> {
    let waiting = vocabulary::to_decide(conn)?;
    let items: Vec<Item> = waiting
        .into_iter()
        .map(|(it, by, used)| Item {
            reference: String::new(),
            about: format!(
                "Proposed by {}; {}",
                by.unwrap_or_else(|| "somebody".into()),
                text::count(used, "thing has it", "things have it")
            ),
            act: (it.url(), "Decide"),
            url: it.url(),
            title: it.label,
        })
        .collect();
    let why = "Words that somebody used and the vocabulary does not have yet.";
    Ok(Queue { word: "words", label: "Words to decide", why, all: items.len() as i64, items })
}

/// A week's work that can be finished: the first of each queue in turn, ten in all.
pub fn week(queues: &[Queue]) -> Queue {
    let mut items = Vec::new();
    for place in 0..WEEK {
        for queue in queues {
            items.extend(queue.items.get(place).cloned());
        }
    }
    items.truncate(WEEK);
    let why = "The first of each queue in turn, ten in all: a week’s work that can be finished.";
    Queue { word: "", label: "This week", why, all: items.len() as i64, items }
}
