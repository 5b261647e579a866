//! Adding a resource, changing it, taking it off the list.

use super::{Form, Resource, ResourceId, store};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Audience, CommunityId, Duty, Subject, text};

const TITLE: usize = 200;
const WORDS: usize = 2_000;

/// What is told of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub form: Form,
    pub title: String,
    pub maker: String,
    /// Begins with `https://` or `http://`, or empty.
    pub address: String,
    pub applies: String,
    pub community: Option<CommunityId>,
}

fn checked(tx: &mut Tx<'_>, told: &Told) -> Result<store::Checked, Refusal> {
    let title = text::required_line(&told.title, TITLE).map_err(Refusal::at("title"))?;
    let maker = text::optional(&told.maker, TITLE).map_err(Refusal::at("maker"))?.map(|it| text::one_line(&it));
    let address = text::optional(&told.address, WORDS).map_err(Refusal::at("address"))?.map(|it| text::one_line(&it));
    let is_web = |it: &String| ["https://", "http://"].iter().any(|scheme| it.to_lowercase().starts_with(scheme));
    if address.as_ref().is_some_and(|it| !is_web(it)) {
        return Err(Refusal::field("address", "Begin it with https://, or leave it empty"));
    }
    let applies = text::required(&told.applies, WORDS).map_err(Refusal::at("applies"))?;
    if let Some(id) = told.community {
        directory::community::find(tx, id)?.ok_or_else(|| Refusal::field("community", "Choose one that is there"))?;
    }
    Ok(store::Checked { form: told.form, title, maker, address, applies, community: told.community })
}

pub fn add(tx: &mut Tx<'_>, act: &Act, told: &Told) -> Result<i64, Refusal> {
    may(act.person().is_some() && !act.actor.read_only, "Sign in to add a resource")?;
    let row = checked(tx, told)?;
    let (id, number) = (act.new_id::<ResourceId>(), tx.next_number("resource")?);
    store::insert(tx, act, (id, number), &row)?;
    record(tx, act, id, "resource.added")?;
    Ok(number)
}

fn record(tx: &mut Tx<'_>, act: &Act, id: ResourceId, what: &'static str) -> Result<(), Refusal> {
    Ok(tx.record(&act.event(what, Subject::new(super::KIND, id)).seen_by(Audience::Everyone))?)
}

/// Whoever added it, and librarians.
pub(super) fn may_change(actor: &base::Actor, it: &Resource) -> bool {
    let is_own = it.added_by.as_ref().is_some_and(|(by, _)| actor.is(*by));
    !actor.read_only && it.ended.is_none() && (is_own || actor.has(Duty::Librarian))
}

fn theirs(tx: &mut Tx<'_>, act: &Act, id: ResourceId) -> Result<Resource, Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("resource"))?;
    if it.ended.is_some() {
        return Err(Refusal::Already("It is on the list no more"));
    }
    may(may_change(&act.actor, &it), "Whoever added it, and librarians may change it")?;
    Ok(it)
}

pub fn change(tx: &mut Tx<'_>, act: &Act, id: ResourceId, told: &Told) -> Result<(), Refusal> {
    let it = theirs(tx, act, id)?;
    let row = checked(tx, told)?;
    store::update(tx, it.id, &row, act.now)?;
    record(tx, act, it.id, "resource.changed")
}

/// It is kept to read, with the reason.
pub fn end(tx: &mut Tx<'_>, act: &Act, id: ResourceId, why: &str) -> Result<(), Refusal> {
    let it = theirs(tx, act, id)?;
    let why = text::required(why, WORDS).map_err(Refusal::at("why"))?;
    store::end(tx, act, it.id, &why)?;
    record(tx, act, it.id, "resource.ended")
}
