//! On the page of today, and on the agenda of a meetup: what one's communities put before people this week, without what one met lately.

use super::{REST_DAYS, Resurfaced, Slot, of_week};
use crate::remembered::monday;
use ::store::{Conn, StoreError};
use askama::Template;
use base::{CommunityId, Day};
use communities::Worth;
use directory::panels::Look;
use knowledge::exposure;

/// More at once is no help.
const SHOWN: usize = 2;

#[derive(Template)]
#[template(path = "resurfacing/today.html")]
struct Panel {
    again: Vec<Resurfaced>,
}

/// "" for who belongs to no community, and for who met all of it lately.
pub fn today(conn: &mut Conn, look: &Look<'_>) -> Result<String, StoreError> {
    let Some(me) = look.actor.person else { return Ok(String::new()) };
    let mut again: Vec<Resurfaced> = Vec::new();
    for held in look.actor.memberships.iter().take(4) {
        for it in of_week(conn, held.community, monday(look.today))? {
            let is_new = again.iter().all(|known| known.number != it.number);
            let read_on = exposure::read_on(conn, me, it.page)?;
            if is_new && read_on.is_none_or(|day| look.today.days_since(day) >= REST_DAYS) {
                again.push(it);
            }
            if again.len() == SHOWN {
                return Ok(Panel { again }.render().unwrap_or_default());
            }
        }
    }
    if again.is_empty() { Ok(String::new()) } else { Ok(Panel { again }.render().unwrap_or_default()) }
}

/// For the agenda of a meetup on that day: the page that its week chose. Who came is then known to have met it.
pub fn on_agenda(conn: &mut Conn, community: CommunityId, on: Day) -> Result<Vec<Worth>, StoreError> {
    let chosen = of_week(conn, community, monday(on))?.into_iter().filter(|it| it.slot == Slot::Meetup);
    let worth = |it: Resurfaced| Worth { url: knowledge::page::url(it.number), title: it.title, why: it.why };
    Ok(chosen.map(worth).collect())
}
