//! On Today: the assessments and actions that wait for whoever looks.

use crate::assessment::{Mine, mine, reference, url};
use ::store::{Conn, StoreError};
use askama::Template;
use directory::panels::Look;

#[derive(Template)]
#[template(path = "assessment/today.html")]
struct Waiting {
    mine: Vec<Mine>,
}

impl Waiting {
    fn address(&self, it: &Mine) -> String {
        if it.part == "action" { format!("{}#actions", url(it.number)) } else { url(it.number) }
    }

    fn about(&self, it: &Mine) -> String {
        let what = match it.part.as_str() {
            "panel" => "You sit on its panel",
            "team" => "Your team shows its evidence",
            _ => "To be done by you",
        };
        format!("{}, {}. {what}", reference(it.number), it.on.long())
    }
}

/// "" where nothing waits.
pub fn today(conn: &mut Conn, look: &Look<'_>) -> Result<String, StoreError> {
    let Some(me) = look.actor.person else { return Ok(String::new()) };
    let waiting = Waiting { mine: mine(conn, me)? };
    if waiting.mine.is_empty() {
        return Ok(String::new());
    }
    // A panel that cannot be written leaves its page whole.
    Ok(waiting.render().unwrap_or_default())
}
