//! Walking a path: all of it is one's own.

use super::{PathId, ReadingPath, StepId, store};
use ::store::{Conn, StoreError, Tx};
use ::web::refusal::Refusal;
use base::{Act, Day, PersonId};
use directory::person;
use knowledge::exposure::{self, How};
use knowledge::page;

/// Somebody's own on a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    pub began_on: Day,
    /// Who sees how far they are.
    pub shared_with: Option<(PersonId, String)>,
    /// It began by joining, not by beginning it.
    pub by_joining: bool,
}

/// Begun, or begun by joining the community whose newcomers it is for.
pub fn of_person(conn: &mut Conn, it: &ReadingPath, person: PersonId, today: Day) -> Result<Option<Walk>, StoreError> {
    if let Some(walk) = store::walk(conn, it.id, person)? {
        return Ok(Some(walk));
    }
    let Some((community, _)) = it.community.as_ref().filter(|_| it.for_newcomers) else { return Ok(None) };
    let joined = store::joined_on(conn, *community, person)?;
    let is_new = |day: &Day| today.days_since(*day) <= super::NEW_DAYS;
    Ok(joined.filter(is_new).map(|began_on| Walk { began_on, shared_with: None, by_joining: true }))
}

fn me(act: &Act) -> Result<PersonId, Refusal> {
    act.person().filter(|_| !act.actor.read_only).ok_or(Refusal::Denied("Sign in to walk a path"))
}

fn open(tx: &mut Tx<'_>, path: PathId) -> Result<ReadingPath, Refusal> {
    store::find(tx, path)?.filter(|it| it.ended_at.is_none()).ok_or(Refusal::Missing("reading path"))
}

pub fn begin(tx: &mut Tx<'_>, act: &Act, path: PathId) -> Result<(), Refusal> {
    let (me, it) = (me(act)?, open(tx, path)?);
    Ok(store::begin(tx, it.id, me, act.now.day())?)
}

/// With all that was done on it.
pub fn leave(tx: &mut Tx<'_>, act: &Act, path: PathId) -> Result<(), Refusal> {
    Ok(store::leave(tx, path, me(act)?)?)
}

/// Done, known already, or acknowledged: the page's version of now is what they know.
pub fn tick(tx: &mut Tx<'_>, act: &Act, path: PathId, step: StepId) -> Result<(), Refusal> {
    let (me, it) = (me(act)?, open(tx, path)?);
    let found = store::steps(tx, it.id)?.into_iter().find(|known| known.id == step);
    let found = found.ok_or(Refusal::Missing("step"))?;
    let today = act.now.day();
    let walk = of_person(tx, &it, me, today)?;
    if walk.as_ref().is_none_or(|walk| walk.by_joining) {
        store::begin(tx, it.id, me, walk.map_or(today, |walk| walk.began_on))?;
    }
    let mut version = None;
    if let Some((id, ..)) = found.page {
        version = page::find(tx, id)?.map(|it| it.summary.version);
        exposure::put_on(tx, me, id, today, How::Path)?;
    }
    Ok(store::tick(tx, step, me, today, version)?)
}

pub fn untick(tx: &mut Tx<'_>, act: &Act, step: StepId) -> Result<(), Refusal> {
    Ok(store::untick(tx, step, me(act)?)?)
}

/// With one person, by their address; with nobody where it is empty.
pub fn share(tx: &mut Tx<'_>, act: &Act, path: PathId, email: &str) -> Result<(), Refusal> {
    let (me, it) = (me(act)?, open(tx, path)?);
    let with = match email.trim() {
        "" => None,
        email => {
            let found = person::find_by_email(tx, &email.to_lowercase())?;
            let found = found.ok_or_else(|| Refusal::field("email", "Nobody here has this address"))?;
            Some(found.id).filter(|id| *id != me)
        }
    };
    let began = of_person(tx, &it, me, act.now.day())?.ok_or(Refusal::Missing("walk"))?.began_on;
    store::begin(tx, it.id, me, began)?;
    Ok(store::share(tx, it.id, me, with)?)
}
