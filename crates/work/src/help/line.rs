//! What somebody says they can help with, and whether they may be asked.

use super::store;
use crate::refusal::Refusal;
use ::store::Tx;
use base::{Act, Audience, Subject, text};

/// One's own line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// May be empty.
    pub words: String,
    pub may_be_asked: bool,
}

impl Default for Line {
    fn default() -> Self {
        Self { words: String::new(), may_be_asked: true }
    }
}

pub fn say_line(tx: &mut Tx<'_>, act: &Act, it: &Line) -> Result<(), Refusal> {
    let person = act.person().filter(|_| !act.actor.read_only);
    let person = person.ok_or(Refusal::Denied("Each person says it of themselves"))?;
    let words = text::optional(&text::one_line(&it.words), 300).map_err(Refusal::at("words"))?;
    store::set_line(tx, act, person, words.as_deref().unwrap_or_default(), it.may_be_asked)?;
    let event = act.event("help.line_said", Subject::new("person", person)).seen_by(Audience::Person(person));
    Ok(tx.record(&event)?)
}
