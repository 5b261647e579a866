//! An export that waits at a page for somebody to decide: put there, decided pair by pair, gone through with, or put
//! away. One waits at a time. Putting it there changes nothing else.

use super::decisions::Decisions;
use super::ours::Ours;
use super::papers::Papers;
use super::store::{self, Waiting, WaitingPair};
use super::theirs::Theirs;
use super::{Decision, Done, Pair, Prepared, Refusal, carry_out, may, prepare, propose};
use ::store::{Conn, StoreError, Tx};
use base::{Act, Uuid};

/// The one that waits, with its pairs.
pub fn find(conn: &mut Conn) -> Result<Option<(Waiting, Vec<WaitingPair>)>, StoreError> {
    let Some(waiting) = store::waiting(conn)? else { return Ok(None) };
    let pairs = store::pairs(conn, waiting.id)?;
    Ok(Some((waiting, pairs)))
}

/// Puts an export there. What was read must have been believed first.
pub fn put(tx: &mut Tx<'_>, act: &Act, papers: &Papers, theirs: &Theirs, pairs: &[Pair]) -> Result<Uuid, Refusal> {
    may(act)?;
    if let Some(other) = store::waiting(tx)? {
        let words = format!("the export of {} waits already: decide on it or put it away first", other.name);
        return Err(Refusal::said(words));
    }
    let id: Uuid = act.new_id();
    let tables: Vec<(String, String)> =
        papers.tables().map(|(name, text)| (name.to_owned(), text.replace('\0', ""))).collect();
    store::put(tx, act, (id, theirs.organisation, &theirs.name), &tables, pairs)?;
    Ok(id)
}

/// What somebody decided of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decide {
    pub place: i64,
    pub decision: Decision,
    /// Which of ours it is the same as, where that is another than was proposed; may be empty.
    pub ours: String,
}

/// Keeps what somebody decided of these places. *Same* needs something of ours to be the same as.
pub fn decide(tx: &mut Tx<'_>, act: &Act, decided: &[Decide]) -> Result<(), Refusal> {
    may(act)?;
    let (waiting, pairs) = find(tx)?.ok_or_else(|| Refusal::said("no export waits"))?;
    let mut ours: Option<Ours> = None;
    for it in decided {
        let known = pairs.iter().find(|pair| pair.place == it.place);
        let pair = &known.ok_or_else(|| Refusal::said("there is no such pair"))?.pair;
        if it.decision == Decision::Same && !it.ours.is_empty() && it.ours != pair.ours {
            let ours = match &mut ours {
                Some(ours) => ours,
                none => none.insert(Ours::read(tx)?),
            };
            let (key, name) = ours.find(pair.kind, &it.ours).ok_or_else(|| {
                let named = base::text::shorten(&it.ours, 60);
                Refusal::said(format!("{}: there is no {} “{named}” here", pair.their_name, pair.kind.word()))
            })?;
            store::pair_with(tx, waiting.id, it.place, (&key, &name))?;
        } else if it.decision == Decision::Same && pair.ours.is_empty() {
            return Err(Refusal::said(format!("{} has nothing here to be the same as", pair.their_name)));
        }
        store::decide(tx, act, waiting.id, it.place, it.decision)?;
    }
    Ok(())
}

/// The export that waits, read again, with what was decided: ready to be carried out.
pub struct Ready {
    id: Uuid,
    theirs: Theirs,
    decisions: Decisions,
    prepared: Prepared,
}

pub fn ready(conn: &mut Conn) -> Result<Ready, Refusal> {
    let (waiting, pairs) = find(conn)?.ok_or_else(|| Refusal::said("no export waits"))?;
    let theirs = Theirs::read(&Papers::of_texts(store::tables(conn, waiting.id)?)?)?;
    let decisions = Decisions::of_pairs(pairs.iter().map(|it| &it.pair));
    let prepared = prepare(&theirs, &decisions)?;
    Ok(Ready { id: waiting.id, theirs, decisions, prepared })
}

/// Carries it out as decided, and it waits no more.
pub fn go(tx: &mut Tx<'_>, act: &Act, ready: &Ready) -> Result<Done, Refusal> {
    may(act)?;
    if store::waiting(tx)?.map(|waiting| waiting.id) != Some(ready.id) {
        return Err(Refusal::said("somebody put this export away, or brought it in, a moment ago"));
    }
    let done = carry_out(tx, act, &ready.theirs, &ready.decisions, &ready.prepared)?;
    store::put_away(tx)?;
    Ok(done)
}

pub fn put_away(tx: &mut Tx<'_>, act: &Act) -> Result<(), Refusal> {
    may(act)?;
    Ok(store::put_away(tx)?)
}

/// Reads and holds against what is here: what both doors do with an export.
pub fn look(conn: &mut Conn, papers: &Papers) -> Result<(Theirs, Vec<Pair>), Refusal> {
    let theirs = Theirs::read(papers)?;
    let pairs = propose(conn, &theirs)?;
    Ok((theirs, pairs))
}
