//! What to talk about, who came, what was said.

use super::change::{WHO, keeps};
use super::occurrence::falls;
use super::{MeetupId, store};
use crate::above::{MakePage, Noted};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, Day, PersonId, Subject, Uuid, text};

/// Anyone signed in proposes; whoever called it decides.
pub fn propose(tx: &mut Tx<'_>, act: &Act, id: MeetupId, on: Day, title: &str) -> Result<(), Refusal> {
    may(act.actor.is_signed_in() && !act.actor.read_only, "Sign in to propose something")?;
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("meetup"))?;
    if !falls(&it, on) {
        return Err(Refusal::Missing("time of this meetup"));
    }
    if store::agenda(tx, id, on)?.len() >= 40 {
        return Err(Refusal::field("title", "Forty things are proposed already"));
    }
    let title = text::required_line(title, 160).map_err(Refusal::at("title"))?;
    let state = if keeps(tx, &act.actor, &it)? { "accepted" } else { "proposed" };
    store::insert_item(tx, act, id, on, &title, state)?;
    let facts = serde_json::json!({"meetup": id, "on": on, "title": title});
    tx.record(&act.event("agenda.proposed", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

pub fn decide_item(tx: &mut Tx<'_>, act: &Act, id: MeetupId, item: Uuid, accepted: bool) -> Result<(), Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("meetup"))?;
    may(keeps(tx, &act.actor, &it)?, WHO)?;
    let state = if accepted { "accepted" } else { "declined" };
    if store::set_item(tx, id, item, state)? == 0 {
        return Err(Refusal::Missing("proposal"));
    }
    let facts = serde_json::json!({"meetup": id, "state": state});
    tx.record(&act.event("agenda.decided", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

#[derive(Clone, Debug)]
pub struct Note {
    pub meetup: MeetupId,
    pub on: Day,
    pub notes: String,
    /// Who came and is named.
    pub came: Vec<PersonId>,
    /// Who came and is not.
    pub visitors: i64,
}

pub fn note(tx: &mut Tx<'_>, act: &Act, input: Note) -> Result<(), Refusal> {
    let it = store::find(tx, input.meetup)?.ok_or(Refusal::Missing("meetup"))?;
    may(keeps(tx, &act.actor, &it)?, WHO)?;
    if !falls(&it, input.on) {
        return Err(Refusal::Missing("time of this meetup"));
    }
    if !(0..=100_000).contains(&input.visitors) || input.came.len() > 2_000 {
        return Err(Refusal::field("visitors", "Give how many came as a number"));
    }
    let notes = text::optional(&input.notes, 40_000).map_err(Refusal::at("notes"))?.unwrap_or_default();
    store::put_notes(tx, act, &input, &notes)?;
    let facts = serde_json::json!({
        "meetup": it.id, "title": it.title, "on": input.on, "attended": input.came, "visitors": input.visitors,
    });
    tx.record(&act.event("meetup.held", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}

/// The notes as a draft of a page, for whoever keeps the meetup: their own until they publish it. Answers with its
/// address.
pub fn note_to_page(tx: &mut Tx<'_>, act: &Act, meetup: MeetupId, on: Day, make: MakePage) -> Result<String, Refusal> {
    let it = store::find(tx, meetup)?.ok_or(Refusal::Missing("meetup"))?;
    may(keeps(tx, &act.actor, &it)?, WHO)?;
    let kept = store::notes_of(tx, meetup, on)?.filter(|kept| !kept.notes.trim().is_empty());
    let kept = kept.ok_or(Refusal::Already("There are no notes to make a page of"))?;
    let from = format!("[{}, {}]({}?on={on})", it.title.replace(['[', ']'], ""), on.long(), it.url());
    let text = format!("{}\n\nFrom the notes of {from}.\n", kept.notes);
    make(tx, act, Noted { title: it.title, text, community: it.community })
}
