//! Decisions and activities that most teams have, to begin a shared table with: without professions, because each
//! organisation has its own.

use super::{Kind, Said, say, store};
use ::store::Tx;
use ::web::refusal::Refusal;
use base::Act;

const USUAL: [(Kind, &str); 12] = [
    (Kind::Decision, "What the team works on next"),
    (Kind::Decision, "What the service does for whom"),
    (Kind::Decision, "How it looks and what it says"),
    (Kind::Decision, "How it is built and what it is built on"),
    (Kind::Decision, "When something is good enough to go out"),
    (Kind::Decision, "What is measured, and what the figures mean"),
    (Kind::Activity, "Finding out what people need"),
    (Kind::Activity, "Trying a change out with people who use it"),
    (Kind::Activity, "Watching the service and mending it when it breaks"),
    (Kind::Activity, "Bringing the team together and unblocking it"),
    (Kind::Activity, "Telling those around the team what is going on"),
    (Kind::Activity, "Starting from what others have solved"),
];

/// Adds those that are not there yet.
pub fn begin_shared(tx: &mut Tx<'_>, act: &Act) -> Result<(), Refusal> {
    let known = store::lines(tx, None)?;
    for (kind, title) in USUAL {
        if known.iter().all(|it| it.title != title) {
            say(tx, act, Said { product: None, line: None, title: title.into(), kind, parts: Vec::new() })?;
        }
    }
    Ok(())
}
