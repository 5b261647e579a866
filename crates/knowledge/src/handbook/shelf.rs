//! Where a new page goes: a handbook that is there, or one that begins with it.

use super::{Handbook, HandbookId, policy, store};
use crate::refusal::{Refusal, may};
use ::store::{Conn, StoreError, Tx};
use base::{Act, Actor, CommunityId};
use directory::{community, free_slug};

/// A handbook, or whose first one it will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    In(HandbookId),
    /// The community's oldest handbook, begun where it has none.
    Of(CommunityId),
    /// The organisation's.
    OfAll,
}

impl Shelf {
    /// As forms and the API say it: a handbook's name, `community:ID`, or `all`.
    pub fn read(conn: &mut Conn, word: &str) -> Result<Option<Self>, StoreError> {
        if word == "all" {
            return Ok(Some(Self::OfAll));
        }
        if let Some(id) = word.strip_prefix("community:") {
            return Ok(id.parse().ok().map(Self::Of));
        }
        Ok(store::find_by_name(conn, word)?.map(|it| Self::In(it.id)))
    }
}

/// A place to choose in a form: its word and what it is called.
pub type Choice = (String, String);

/// Where `actor` may write: handbooks that are there first, then those that would begin.
pub fn choices(conn: &mut Conn, actor: &Actor, today: base::Day) -> Result<Vec<Choice>, StoreError> {
    let all = store::list(conn, today)?;
    let mut choices: Vec<Choice> = Vec::new();
    for it in &all {
        if policy::may_write(actor, it.handbook.owner) {
            choices.push((it.handbook.name.clone(), it.handbook.title.clone()));
        }
    }
    let has = |owner: Option<CommunityId>| all.iter().any(|it| it.handbook.owner == owner);
    for membership in &actor.memberships {
        let id = membership.community;
        if has(Some(id)) || !policy::may_begin(actor, Some(id)) {
            continue;
        }
        if let Some(it) = community::find(conn, id)?.filter(|it| it.closed_on.is_none()) {
            choices.push((format!("community:{id}"), format!("{}: a handbook that begins with this page", it.name)));
        }
    }
    if !has(None) && policy::may_begin(actor, None) {
        choices.push(("all".into(), "Everyone: a handbook that begins with this page".into()));
    }
    Ok(choices)
}

/// Where a draft of `act`'s actor stands until they choose: the first place that is `wished`, else the first of all.
pub(crate) fn first(tx: &mut Tx<'_>, act: &Act, wished: impl Fn(&str) -> bool) -> Result<Shelf, Refusal> {
    let places = choices(tx, &act.actor, act.now.day())?;
    let place = places.iter().find(|(word, _)| wished(word)).or(places.first());
    let (word, _) = place.ok_or(Refusal::Denied("Members of a community write in its handbook"))?;
    Shelf::read(tx, word)?.ok_or(Refusal::Missing("handbook"))
}

/// The handbook of a shelf that somebody may write in, begun where it is not there yet.
pub(crate) fn open(tx: &mut Tx<'_>, act: &Act, shelf: Shelf) -> Result<Handbook, Refusal> {
    let (owner, known) = match shelf {
        Shelf::In(id) => {
            let it = store::find(tx, id)?.ok_or(Refusal::Missing("handbook"))?;
            (it.owner, Some(it))
        }
        Shelf::Of(community) => (Some(community), oldest(tx, Some(community))?),
        Shelf::OfAll => (None, oldest(tx, None)?),
    };
    if let Some(it) = known {
        may(policy::may_write(&act.actor, owner), "Members of the community that it belongs to write in a handbook")?;
        return Ok(it);
    }
    may(policy::may_begin(&act.actor, owner), "Members begin a handbook for their community, librarians for all")?;
    begin(tx, act, owner)
}

fn oldest(conn: &mut Conn, owner: Option<CommunityId>) -> Result<Option<Handbook>, StoreError> {
    match store::to_read(conn, owner)? {
        Some((id, _)) => store::find(conn, id),
        None => Ok(None),
    }
}

fn begin(tx: &mut Tx<'_>, act: &Act, owner: Option<CommunityId>) -> Result<Handbook, Refusal> {
    let (slug, title) = match owner {
        Some(id) => {
            let it = community::find(tx, id)?.ok_or(Refusal::Missing("community"))?;
            if it.closed_on.is_some() {
                return Err(Refusal::Already("This community is closed"));
            }
            (it.slug, it.name)
        }
        None => ("handbook".into(), "Handbook".into()),
    };
    let name = free_slug(&slug, "handbook", |name| Ok(store::find_by_name(tx, name)?.is_some()))?;
    let it = store::find_or_begin(tx, act, &name, owner)?;
    store::set_title(tx, it.id, &title)?;
    tx.record(&act.event("handbook.begun", base::Subject::new("handbook", it.id)))?;
    Ok(Handbook { title, ..it })
}
