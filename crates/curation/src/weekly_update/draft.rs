//! What an update may tell, gathered from what happened since the last one.

use super::{Item, Part, Update, UpdateId, store};
use crate::resurfacing::{self, Slot};
use ::store::{Conn, StoreError};
use base::{Act, Day, Limit};
use communities::meetup;
use directory::community::Community;
use work::amplify;
use work::help::Answer;
use work::problem::{self, ProblemState};
use work::work_item::{self, WorkItem, WorkState};

/// More of a kind is no news but a list.
const MOST: usize = 6;
/// Looked through for those of a community.
const LOOKED_THROUGH: u32 = 200;

/// This week's update as it stands: kept or new, with what came since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub update: Update,
    /// What it tells happened after this day.
    pub since: Day,
    pub is_kept: bool,
}

/// The kept one with what is new; what somebody took out stays out.
pub fn draft(conn: &mut Conn, act: &Act, it: &Community, week: Day) -> Result<Draft, StoreError> {
    let kept = store::find(conn, it.id, week)?;
    let since = store::last_sent_before(conn, it.id, week)?.unwrap_or(week.plus_days(-7));
    let fresh = gathered(conn, it, week, since, act.now.day())?;
    let is_kept = kept.is_some();
    let mut update = kept.unwrap_or_else(|| Update {
        id: act.new_id::<UpdateId>(),
        community: it.id,
        week,
        own_line: String::new(),
        items: Vec::new(),
        by: None,
        sent_at: None,
        sent_to: 0,
    });
    if update.sent_at.is_none() {
        let is_in = |fresh: &Item| update.items.iter().find(|kept| kept.key == fresh.key).is_none_or(|kept| kept.is_in);
        update.items = fresh.iter().map(|fresh| Item { is_in: is_in(fresh), ..fresh.clone() }).collect();
    }
    Ok(Draft { update, since, is_kept })
}

fn gathered(conn: &mut Conn, it: &Community, week: Day, since: Day, today: Day) -> Result<Vec<Item>, StoreError> {
    let mut items = store::joined(conn, it.id, since, today, MOST as i64)?
        .into_iter()
        .map(|(id, name, unit)| of(Part::Joined, &id.to_string(), name, unit, format!("/people/{id}")))
        .collect::<Vec<_>>();
    let (solved, not_now) = problems(conn, it, since)?;
    items.extend(solved);
    items.extend(works(conn, it, since)?);
    let (again, agenda): (Vec<_>, Vec<_>) =
        resurfacing::of_week(conn, it.id, week)?.into_iter().partition(|it| it.slot == Slot::Update);
    for page in again {
        let key = knowledge::page::reference(page.number);
        let url = knowledge::page::url(page.number);
        items.push(Item { page: Some(page.number), ..of(Part::Again, &key, page.title, page.why, url) });
    }
    for (number, title) in store::new_pages(conn, it.id, since, MOST as i64)? {
        let key = knowledge::page::reference(number);
        if items.iter().all(|known| known.key != key) {
            let url = knowledge::page::url(number);
            items.push(Item { page: Some(number), ..of(Part::New, &key, title, String::new(), url) });
        }
    }
    items.extend(not_now);
    if let Some((meetup, next)) = meetup::next_of(conn, it.id, today)? {
        let (key, url) = (format!("{} {}", meetup.reference(), next.on), format!("{}?on={}", meetup.url(), next.on));
        let carries = agenda.into_iter().next();
        let about = match carries {
            Some(page) => {
                format!("{}. For its agenda: {} {}", next.words(), knowledge::page::reference(page.number), page.title)
            }
            None => next.words(),
        };
        items.push(of(Part::Meet, &key, meetup.title, about, url));
    }
    Ok(items)
}

fn of(part: Part, key: &str, title: String, about: String, url: String) -> Item {
    Item { part, key: key.into(), title, about, url, page: None, is_in: true }
}

fn problems(conn: &mut Conn, it: &Community, since: Day) -> Result<(Vec<Item>, Vec<Item>), StoreError> {
    let mut of_state = |state, part| {
        let filter = problem::Filter { community: Some(it.id), state: Some(state), ..Default::default() };
        let all = problem::list(conn, &filter, None, Limit::of(Some(LOOKED_THROUGH)))?.items;
        let news = all.into_iter().filter(|it| it.state_on > since).take(MOST);
        Ok::<_, StoreError>(
            news.map(|it| of(part, &it.reference(), it.title.clone(), it.reference(), it.url())).collect::<Vec<_>>(),
        )
    };
    Ok((of_state(ProblemState::Solved, Part::Solved)?, of_state(ProblemState::NotNow, Part::NotNow)?))
}

fn works(conn: &mut Conn, it: &Community, since: Day) -> Result<Vec<Item>, StoreError> {
    let own = |work: &WorkItem| work.community.as_ref().is_some_and(|community| community.id == it.id);
    let nearest = work_item::nearest(conn, LOOKED_THROUGH.into())?;
    let mut items = Vec::new();
    for work in nearest.iter().filter(|work| own(work) && work.is_nearly_there()).take(2) {
        items.push(of(Part::Finish, &work.reference(), work.title.clone(), asks(work), work.url()));
    }
    let helped = |work: &&WorkItem| own(work) && !work.is_nearly_there() && work.help_wanted.is_some();
    for work in nearest.iter().filter(helped).take(3) {
        items.push(of(Part::Help, &work.reference(), work.title.clone(), asks(work), work.url()));
    }
    for work in amplify::of_community(conn, it.id, since, MOST as i64)? {
        let key = work_item::reference(work.number);
        if items.iter().all(|known| known.key != key) {
            let about = pointed(&work);
            items.push(of(Part::Help, &key, work.title, about, work_item::url(work.number)));
        }
    }
    let done = work_item::list(conn, Some(WorkState::Done), None, Limit::of(Some(LOOKED_THROUGH)))?.items;
    for work in done.iter().filter(|work| own(work) && work.state_on > since).take(MOST) {
        let helped = work_item::offers(conn, work.id)?.into_iter().filter(|it| it.answer == Some(Answer::Accepted));
        let about = thanked(work, helped.map(|it| it.person.name).collect());
        items.push(of(Part::Done, &work.reference(), work.title.clone(), about, work.url()));
    }
    Ok(items)
}

/// `Ada Quillfeather puts it before you: it uses your forms`
fn pointed(work: &amplify::Amplified) -> String {
    let by = work.by.as_deref().unwrap_or("Somebody");
    match &work.words {
        Some(words) => format!("{by} puts it before you: {words}"),
        None => format!("{by} puts it before you"),
    }
}

/// `W 61, with the help of Bo Larkspur and 2 more`
fn thanked(work: &WorkItem, helped: Vec<String>) -> String {
    match helped.as_slice() {
        [] => work.reference(),
        [one] => format!("{}, with the help of {one}", work.reference()),
        [one, more @ ..] => format!("{}, with the help of {one} and {} more", work.reference(), more.len()),
    }
}

/// `4 of 5 steps done. A product to test it`
fn asks(work: &WorkItem) -> String {
    match &work.help_wanted {
        Some(help) => format!("{}. {help}", work.steps()),
        None => format!("{}.", work.steps()),
    }
}
