//! Reading the journal for webhooks, and posting what they wait for.

use super::{Delivery, DeliveryState, LOG_DAYS, Topic, WebhookId, say, store};
use crate::egress::{Egress, Refused};
use crate::jobs;
use ::store::{Conn, StoreError, Tx, events_after};
use base::{Act, Actor, Audience, Moment};
use store::Door;
use web::App;

/// Events read for one webhook at a time, and deliveries posted to it in one go.
const EVENTS: i64 = 200;
const TOGETHER: i64 = 20;
/// What nobody answered for is given up.
pub(super) const DAYS: i64 = 3;
/// An answer that says no (4xx) counts as one that will say no again after so many tries.
const NOES: i64 = 3;

/// For ever.
pub async fn keep_delivering(app: App, egress: Egress) {
    loop {
        jobs::rest_after("webhooks were not told", deliver_next(&app, &egress).await).await;
    }
}

/// Answers how many events were read and deliveries tried.
pub async fn deliver_next(app: &App, egress: &Egress) -> Result<usize, StoreError> {
    let act = app.act(&Actor::system());
    // Nobody takes a turn at writing for nothing.
    let last = app.read(::store::last_position)?;
    let behind = !app.read(|conn| store::readers(conn, last))?.is_empty();
    let read = if behind { app.write(move |tx| read_journal(tx, &act)).await? } else { 0 };
    let doors = app.read(|conn| store::ready(conn, app.now()))?;
    // Side by side: one that does not answer delays no other.
    let posting: Vec<_> =
        doors.into_iter().map(|door| tokio::spawn(post_all(app.clone(), egress.clone(), door))).collect();
    let mut posted = 0;
    for task in posting {
        posted += task.await.unwrap_or(Ok(0))?;
    }
    Ok(read + posted)
}

/// Each webhook reads on from where it was: deliveries and position in one transaction.
pub fn read_journal(tx: &mut Tx<'_>, act: &Act) -> Result<usize, StoreError> {
    let mut read = 0;
    let last = ::store::last_position(tx)?;
    for (id, position, topics) in store::readers(tx, last)? {
        let events = events_after(tx, position, EVENTS)?;
        let Some(newest) = events.last().map(|it| it.position) else { continue };
        for it in &events {
            let open = it.audience == Some(Audience::Everyone);
            if open && Topic::of(&it.name).is_some_and(|topic| topics.contains(&topic)) {
                store::insert_delivery(tx, act, id, (it.position, &it.name))?;
            }
        }
        store::set_position(tx, id, newest)?;
        read += events.len();
    }
    Ok(read)
}

/// In their order, until one is not answered for.
async fn post_all(app: App, egress: Egress, door: Door) -> Result<usize, StoreError> {
    let (id, then) = (door.id, app.now().plus_days(-DAYS));
    let waiting = app.read(|conn| store::next(conn, id, TOGETHER))?;
    if waiting.first().is_some_and(|it| it.made_at < then) {
        let words = format!("Nobody answered for it in {DAYS} days");
        app.write(move |tx| store::give_up(tx, id, then, &words)).await?;
        return Ok(1);
    }
    for (before, it) in waiting.into_iter().enumerate() {
        let body = app.read(|conn| body(conn, &it, &app.settings.public_url))?;
        let now = app.now();
        let answer = post(&egress, &door, &it, body, now).await;
        if !app.write(move |tx| answered(tx, id, &it, now, &answer)).await? {
            return Ok(before + 1);
        }
    }
    Ok(1)
}

fn body(conn: &mut Conn, it: &Delivery, base: &str) -> Result<Option<String>, StoreError> {
    if it.position == 0 {
        return Ok(Some(say::trial(it.made_at, base)));
    }
    let events = events_after(conn, it.position - 1, 1)?;
    Ok(events.first().filter(|event| event.position == it.position).map(|event| say::event(event, base)))
}

async fn post(egress: &Egress, door: &Door, it: &Delivery, body: Option<String>, now: Moment) -> Result<(), Refused> {
    let Some(body) = body else { return Err(Refused::for_good("The journal does not know it")) };
    let signed: Vec<_> = door.secrets.iter().map(|secret| say::signature(secret, it.id, now, &body)).collect();
    let headers = [
        ("webhook-id", it.id.to_string()),
        ("webhook-timestamp", say::seconds(now).to_string()),
        ("webhook-signature", signed.join(" ")),
    ];
    let (egress, address) = (egress.clone(), door.address.clone());
    let posted = tokio::task::spawn_blocking(move || egress.post_with(&address, &headers, body)).await;
    posted.unwrap_or_else(|_| Err(Refused::for_now("It could not be posted")))
}

/// Keeps what came of a try; answers whether the next may be tried at once.
fn answered(
    tx: &mut Tx<'_>,
    id: WebhookId,
    it: &Delivery,
    now: Moment,
    answer: &Result<(), Refused>,
) -> Result<bool, StoreError> {
    let Err(refused) = answer else {
        store::set_tried(tx, it, DeliveryState::Sent, now, None)?;
        return Ok(true);
    };
    // A door that is being repaired says no for a while; a host that may not be posted to says so here at once.
    let goes_on = refused.for_good && (refused.status.is_none() || it.tries + 1 >= NOES);
    let state = if goes_on { DeliveryState::Failed } else { DeliveryState::Waiting };
    store::set_tried(tx, it, state, now, Some(&refused.words))?;
    if !goes_on {
        store::set_next(tx, id, now.plus_seconds(rest(it.tries + 1)))?;
    }
    Ok(goes_on)
}

/// Seconds until the next try after so many in vain: half a minute, then longer each time, an hour at most.
fn rest(tries: i64) -> i64 {
    (30_i64 << (tries - 1).clamp(0, 7)).min(3_600)
}

/// Forgets the log of long ago; for the daily round.
pub fn forget(tx: &mut Tx<'_>, now: Moment) -> Result<u64, StoreError> {
    store::forget_before(tx, now.plus_days(-LOG_DAYS))
}

#[cfg(test)]
mod tests {
    use super::rest;

    #[test]
    fn rests_grow_to_an_hour() {
        assert_eq!([1, 2, 3, 7, 8, 80].map(rest), [30, 60, 120, 1_920, 3_600, 3_600]);
    }
}
