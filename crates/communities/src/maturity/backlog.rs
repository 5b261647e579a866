//! What to do in the next three to six months.

use super::decide::{WHO, facilitates};
use super::{SessionId, store};
use crate::above::{MakeWork, Wanted};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Day, PersonId, Subject, Uuid, text};
use directory::person;

/// Something that the room wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlog {
    pub id: Uuid,
    pub title: String,
    pub so_that: String,
    pub owner: Option<(PersonId, String)>,
    pub by: Option<Day>,
    /// Where it stands on the board.
    pub work: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Add {
    pub session: SessionId,
    pub title: String,
    pub so_that: String,
    pub owner: Option<PersonId>,
    pub by: Option<Day>,
}

/// More than this is a wish list.
const MOST: usize = 12;

pub fn add_to_backlog(tx: &mut Tx<'_>, act: &Act, input: Add) -> Result<(), Refusal> {
    let it = store::find(tx, input.session)?.ok_or(Refusal::Missing("card sort"))?;
    may(facilitates(tx, &act.actor, &it)?, WHO)?;
    if store::backlog(tx, it.id)?.len() >= MOST {
        return Err(Refusal::field("title", "Twelve things are enough for half a year"));
    }
    let title = text::required_line(&input.title, 140).map_err(Refusal::at("title"))?;
    let so_that = text::optional(&text::one_line(&input.so_that), 300).map_err(Refusal::at("so_that"))?;
    if let Some(owner) = input.owner
        && person::find(tx, owner)?.is_none()
    {
        return Err(Refusal::field("owner", "Choose somebody who is here"));
    }
    store::insert_backlog(tx, act, &input, &title, so_that.as_deref())?;
    let facts = serde_json::json!({"session": it.id, "title": title});
    tx.record(&act.event("maturity.wanted", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// Each that is not there yet becomes a piece of work. Answers how many did.
pub fn put_on_board(tx: &mut Tx<'_>, act: &Act, id: SessionId, make: MakeWork) -> Result<usize, Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("card sort"))?;
    may(facilitates(tx, &act.actor, &it)?, WHO)?;
    let mut made = 0;
    for line in store::backlog(tx, id)?.into_iter().filter(|line| line.work.is_none()) {
        let wanted = Wanted {
            title: line.title,
            why: line.so_that,
            community: it.community,
            owner: line.owner.map(|(owner, _)| owner),
        };
        let url = make(tx, act, wanted)?;
        store::set_work(tx, line.id, &url)?;
        made += 1;
    }
    Ok(made)
}
