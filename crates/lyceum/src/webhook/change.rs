//! Naming a webhook, a new secret for it, trying it, sending again, ending it.

use super::{DeliveryState, Topic, WebhookId, say, store};
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::text;
use base::{Act, Duty, Subject, Uuid};

#[derive(Clone, Debug, Default)]
pub struct Add {
    /// What it is for.
    pub name: String,
    pub address: String,
    pub topics: Vec<Topic>,
}

const WHO: &str = "Operators say which programs are told";
/// Each has its share of the way out.
pub(super) const MOST: i64 = 50;
/// After a new secret the one before signs beside it for so long.
const BOTH_DAYS: i64 = 1;

fn may_change(act: &Act) -> Result<(), Refusal> {
    may(act.actor.has(Duty::Operator) && !act.actor.read_only, WHO)
}

/// Answers its secret, which is not shown again. It is told of what happens from now on.
pub fn add(tx: &mut Tx<'_>, act: &Act, it: &Add) -> Result<(WebhookId, String), Refusal> {
    may_change(act)?;
    let name = text::required_line(&it.name, 80).map_err(Refusal::at("name"))?;
    let address = curation::chat::address(&it.address)?;
    if it.topics.is_empty() {
        return Err(Refusal::field("topics", "Choose at least one"));
    }
    if store::count(tx)? >= MOST {
        return Err(Refusal::field("name", format!("There are {MOST} already, and no more fit: end one first")));
    }
    let (id, secret) = (act.new_id(), say::secret(act));
    store::insert(tx, act, id, (&name, address.as_str(), &Topic::join(&it.topics), &secret))?;
    let facts = serde_json::json!({ "name": name, "topics": it.topics });
    tx.record(&act.event("webhook.added", Subject::new("webhook", id)).with(facts))?;
    Ok((id, secret))
}

/// Another secret, of which the answer is the only sight; for a day the one before signs too.
pub fn renew(tx: &mut Tx<'_>, act: &Act, id: WebhookId) -> Result<String, Refusal> {
    may_change(act)?;
    let secret = say::secret(act);
    if store::renew(tx, id, &secret, act.now.plus_days(BOTH_DAYS))? == 0 {
        return Err(Refusal::Missing("webhook"));
    }
    tx.record(&act.event("webhook.renewed", Subject::new("webhook", id)))?;
    Ok(secret)
}

/// Posts `webhook.tried` at once, whatever it waits for.
pub fn try_out(tx: &mut Tx<'_>, act: &Act, id: WebhookId) -> Result<(), Refusal> {
    may_change(act)?;
    if store::set_next(tx, id, act.now)? == 0 {
        return Err(Refusal::Missing("webhook"));
    }
    store::insert_delivery(tx, act, id, (0, say::TRIAL))?;
    Ok(())
}

/// What arrived or was given up is posted once more, under its old id.
pub fn send_again(tx: &mut Tx<'_>, act: &Act, id: WebhookId, delivery: Uuid) -> Result<(), Refusal> {
    may_change(act)?;
    let known = store::set_next(tx, id, act.now)? > 0 && store::again(tx, id, delivery, act.now)? > 0;
    if known { Ok(()) } else { Err(Refusal::Missing("delivery")) }
}

/// Nothing more is posted there; address and secret are forgotten, and what waits with them.
pub fn end(tx: &mut Tx<'_>, act: &Act, id: WebhookId) -> Result<(), Refusal> {
    may_change(act)?;
    if store::end(tx, id, act.now)? == 0 {
        return Err(Refusal::Missing("webhook"));
    }
    store::settle(tx, id, DeliveryState::Failed, "It was ended before")?;
    Ok(tx.record(&act.event("webhook.ended", Subject::new("webhook", id)))?)
}
