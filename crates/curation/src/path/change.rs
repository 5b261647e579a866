//! Making a path and changing its steps.

use super::{Kind, PathId, ReadingPath, StepId, store};
use crate::collection::policy::may_change;
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::{Act, Audience, CommunityId, Duty, Standing, Subject, text};
use directory::community;
use knowledge::page;

pub(super) const WHO: &str = "Librarians and who leads the community make and change reading paths";
const TITLE: usize = 120;
const WORDS: usize = 1_000;
const STEPS: i64 = 60;
const WEEKS: i64 = 26;

#[derive(Clone, Debug)]
pub struct Make {
    pub title: String,
    pub purpose: String,
    pub community: Option<CommunityId>,
    pub for_newcomers: bool,
}

/// Does somebody make paths at all?
pub(super) fn may_make(actor: &base::Actor) -> bool {
    let leads = actor.memberships.iter().any(|it| it.standing != Standing::Member);
    !actor.read_only && (leads || actor.has(Duty::Librarian) || actor.system)
}

pub fn make(tx: &mut Tx<'_>, act: &Act, input: &Make) -> Result<String, Refusal> {
    let title = text::required_line(&input.title, TITLE).map_err(Refusal::at("title"))?;
    let purpose = text::required(&input.purpose, WORDS).map_err(Refusal::at("purpose"))?;
    let lineage = match input.community {
        Some(id) => {
            community::find(tx, id)?.ok_or_else(|| Refusal::field("community", "Choose one that is there"))?;
            community::lineage(tx, id)?
        }
        None => Vec::new(),
    };
    may(may_change(&act.actor, None, &lineage), WHO)?;
    if input.for_newcomers && input.community.is_none() {
        return Err(Refusal::field("community", "Newcomers of which community? Choose it"));
    }
    let slug = store::free_slug(tx, &text::slug(&title))?;
    let id = act.new_id::<PathId>();
    store::insert(tx, act, (id, &slug), (&title, &purpose), (input.community, input.for_newcomers))?;
    record(tx, act, id, "reading_path.made")?;
    Ok(slug)
}

fn record(tx: &mut Tx<'_>, act: &Act, id: PathId, what: &'static str) -> Result<(), Refusal> {
    Ok(tx.record(&act.event(what, Subject::new("reading_path", id)).seen_by(Audience::Everyone))?)
}

fn theirs(tx: &mut Tx<'_>, act: &Act, id: PathId) -> Result<ReadingPath, Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("reading path"))?;
    let lineage = it.community.as_ref().map(|(id, _)| community::lineage(tx, *id)).transpose()?.unwrap_or_default();
    may(may_change(&act.actor, it.made_by, &lineage), WHO)?;
    if it.ended_at.is_some() {
        return Err(Refusal::Already("This path has ended"));
    }
    Ok(it)
}

#[derive(Clone, Debug)]
pub struct AddStep {
    pub path: PathId,
    pub week: String,
    pub kind: Kind,
    /// `H 31`, for a step to read.
    pub page: String,
    pub words: String,
    pub acknowledged: bool,
}

pub fn add_step(tx: &mut Tx<'_>, act: &Act, input: &AddStep) -> Result<(), Refusal> {
    let it = theirs(tx, act, input.path)?;
    let week = input.week.trim().parse::<i64>().ok().filter(|week| (1..=WEEKS).contains(week));
    let week = week.ok_or_else(|| Refusal::field("week", "Write a number of weeks from 1 to 26"))?;
    if it.steps >= STEPS {
        return Err(Refusal::field("words", "Sixty steps are enough for anybody"));
    }
    let page = match input.kind {
        Kind::Read => {
            let unknown = || Refusal::field("page", "Write the page’s number, as H 31");
            let number = page::typed_number(&input.page).ok_or_else(unknown)?;
            let found = page::find_by_number(tx, number)?.map(|it| it.summary);
            Some(found.filter(|it| page::policy::may_read(&act.actor, it)).ok_or_else(unknown)?.id)
        }
        Kind::Meet | Kind::Do => None,
    };
    let words = match page {
        Some(_) => text::optional(&input.words, WORDS).map_err(Refusal::at("words"))?.unwrap_or_default(),
        None => text::required(&input.words, WORDS).map_err(Refusal::at("words"))?,
    };
    let acknowledged = input.acknowledged && page.is_some();
    store::insert_step(tx, act.new_id::<StepId>(), it.id, week, input.kind, (page, &words, acknowledged))?;
    record(tx, act, it.id, "reading_path.changed")
}

/// What was done of it stays in each one's own record.
pub fn take_out(tx: &mut Tx<'_>, act: &Act, path: PathId, step: StepId) -> Result<(), Refusal> {
    let it = theirs(tx, act, path)?;
    store::end_step(tx, it.id, step, act.now)?;
    record(tx, act, it.id, "reading_path.changed")
}

pub fn end(tx: &mut Tx<'_>, act: &Act, path: PathId) -> Result<(), Refusal> {
    let it = theirs(tx, act, path)?;
    store::end(tx, it.id, act.now)?;
    record(tx, act, it.id, "reading_path.ended")
}
