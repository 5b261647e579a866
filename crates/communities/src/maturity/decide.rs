//! Reveal the spread, write down what the room decided, close.

use super::{Closed, Pile, Session, SessionId, model, spread, store};
use crate::policy::may_keep;
use crate::refusal::{Refusal, may};
use ::store::{StoreError, Tx};
use base::{Act, Actor, Subject};
use directory::community;
use std::collections::BTreeMap;

pub const WHO: &str = "The facilitators of this card sort do this";

pub fn facilitates(conn: &mut ::store::Conn, actor: &Actor, it: &Session) -> Result<bool, StoreError> {
    let named = it.second_facilitator.is_some_and(|second| actor.is(second));
    Ok((named && !actor.read_only) || may_keep(actor, &community::lineage(conn, it.community)?))
}

fn check(tx: &mut Tx<'_>, act: &Act, id: SessionId) -> Result<Session, Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("card sort"))?;
    may(facilitates(tx, &act.actor, &it)?, WHO)?;
    if it.closed.is_some() {
        return Err(Refusal::Already("This card sort is closed."));
    }
    Ok(it)
}

/// Twice is once.
pub fn reveal(tx: &mut Tx<'_>, act: &Act, id: SessionId) -> Result<(), Refusal> {
    let it = check(tx, act, id)?;
    if it.is_revealed {
        return Ok(());
    }
    if store::progress(tx, id)?.0 == 0 {
        return Err(Refusal::Already("Nobody has sorted a card yet."));
    }
    store::reveal(tx, act, id)?;
    let facts = serde_json::json!({"session": id});
    tx.record(&act.event("maturity.revealed", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

#[derive(Clone, Debug)]
pub struct Decide {
    pub session: SessionId,
    pub card: String,
    /// `None`: the room left it split.
    pub pile: Option<Pile>,
    /// What stood there when the facilitator looked: "" for nothing, a place, or split.
    pub seen: String,
}

/// A decision that somebody else wrote down meanwhile is shown and not overwritten.
pub fn decide(tx: &mut Tx<'_>, act: &Act, input: Decide) -> Result<(), Refusal> {
    let it = check(tx, act, input.session)?;
    if !it.is_revealed {
        return Err(Refusal::Already("Reveal the cards first."));
    }
    let model = model::find(tx, it.model)?.ok_or(Refusal::Missing("model"))?;
    let card = model.cards.iter().find(|card| card.key == input.card).ok_or(Refusal::Missing("card"))?;
    let wanted = input.pile.map_or("split", Pile::word);
    let known = store::decided(tx, it.id, &card.key)?.unwrap_or_default();
    if known == wanted {
        return Ok(());
    }
    if known != input.seen {
        return Err(Refusal::Already("The other facilitator decided this card meanwhile. Look at it again."));
    }
    store::decide(tx, act, it.id, &card.key, wanted)?;
    let facts = serde_json::json!({"session": it.id, "card": card.key, "place": wanted});
    tx.record(&act.event("maturity.decided", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// What is agreed: decided by the room, or said by nearly all.
pub fn settled(
    cards: &[model::Card],
    sums: &BTreeMap<String, spread::Sums>,
    decided: &BTreeMap<String, String>,
) -> BTreeMap<String, Pile> {
    let mut settled = BTreeMap::new();
    for card in cards {
        let pile = match decided.get(&card.key).map(String::as_str) {
            Some(word) => Pile::from_word(word),
            None => spread::agreed(sums.get(&card.key).copied().unwrap_or_default()),
        };
        settled.extend(pile.map(|pile| (card.key.clone(), pile)));
    }
    settled
}

pub fn close(tx: &mut Tx<'_>, act: &Act, id: SessionId) -> Result<(), Refusal> {
    let it = check(tx, act, id)?;
    let (sorted_by, _) = store::progress(tx, id)?;
    if sorted_by == 0 {
        return Err(Refusal::Already("Nobody has sorted a card yet."));
    }
    let model = model::find(tx, it.model)?.ok_or(Refusal::Missing("model"))?;
    let (sums, decided) = (store::sums(tx, id)?, store::agreed(tx, id)?);
    let settled = settled(&model.cards, &sums, &decided);
    // Said by nearly all is written down too, so that what was agreed can be read later.
    for (card, pile) in settled.iter().filter(|(card, _)| !decided.contains_key(*card)) {
        store::decide(tx, act, id, card, pile.word())?;
    }
    let count = |pile| settled.values().filter(|known| **known == pile).count() as i64;
    let closed = Closed {
        on: act.now.day(),
        sorted_by,
        done: count(Pile::Done),
        in_progress: count(Pile::InProgress),
        next: count(Pile::Next),
        not_for_us: count(Pile::NotForUs),
        split: (model.cards.len() - settled.len()) as i64,
        stage: spread::stage(&model.cards, &settled),
    };
    store::close(tx, act, id, &closed)?;
    let facts = serde_json::json!({"session": id, "done": closed.done, "of": closed.of(), "stage": closed.stage});
    tx.record(&act.event("maturity.closed", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
