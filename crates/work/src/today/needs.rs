//! What needs the reader today: what their communities ask of them, and what has news of what they raised, wait for, offered
//! or lead.

use crate::problem::{self, ProblemState};
use crate::work_item;
use crate::{help, watch};
use base::{Day, Duty, Standing, text};
use knowledge::{handbook, question, review};
use store::{Conn, StoreError};
use web::Asker;

/// News older than this is no news.
const NEWS_DAYS: i64 = 30;
/// More at once is no help.
const SHOWN: usize = 8;

/// One thing that needs the reader.
pub(super) struct Need {
    pub mark: &'static str,
    pub word: &'static str,
    pub address: String,
    pub title: String,
    pub about: String,
    pub act: &'static str,
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
pub(super) fn needs(
    conn: &mut Conn,
    asker: &Asker,
    mine: Vec<communities::Need>,
    today: Day,
) -> Result<Vec<Need>, StoreError> {
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
                (format!("You raised it. Met {} since.", text::times(it.sightings)), "See who")
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
