//! Place cards: alone, as often as one likes, until the session closes.

use super::{Pile, SessionId, model, store};
use crate::policy::may_keep;
use crate::refusal::{Refusal, may};
use ::store::{StoreError, Tx};
use base::{Act, Actor, CommunityId, Standing};
use directory::community;

#[derive(Clone, Debug)]
pub struct Placed {
    pub session: SessionId,
    /// Keys of cards; a card that is left out keeps its place.
    pub cards: Vec<(String, Pile)>,
}

/// Members of the community, and whoever leads it from above.
pub fn may_sort(tx: &mut ::store::Conn, actor: &Actor, community: CommunityId) -> Result<bool, StoreError> {
    let member = actor.memberships.iter().any(|held| held.community == community && held.standing >= Standing::Member);
    Ok(member || may_keep(actor, &community::lineage(tx, community)?))
}

/// Nothing is told of it but that the session changed: no event names who placed what.
pub fn place(tx: &mut Tx<'_>, act: &Act, input: Placed) -> Result<(), Refusal> {
    let it = store::find(tx, input.session)?.ok_or(Refusal::Missing("card sort"))?;
    let allowed = may_sort(tx, &act.actor, it.community)? && !act.actor.read_only;
    may(allowed, "Members of this community sort its cards")?;
    let me = act.person().ok_or(Refusal::Denied("Sign in to sort cards"))?;
    if it.closed.is_some() {
        return Err(Refusal::Already("This card sort is closed."));
    }
    let model = model::find(tx, it.model)?.ok_or(Refusal::Missing("model"))?;
    for (card, pile) in &input.cards {
        if model.cards.iter().any(|known| known.key == *card) {
            store::put(tx, act, it.id, me, card, *pile)?;
        }
    }
    Ok(())
}
