//! Add a channel, and remove it.

use super::{Channel, ChannelId, store};
use crate::policy::{WHO_KEEPS, may_keep};
use crate::refusal::{Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Subject, text};
use directory::community;

#[derive(Clone, Debug)]
pub struct Add {
    pub community: CommunityId,
    pub name: String,
    pub address: String,
    pub about: String,
}

/// So many places to talk are none.
const MOST: usize = 30;

pub fn add(tx: &mut Tx<'_>, act: &Act, input: Add) -> Result<ChannelId, Refusal> {
    let community = community::find(tx, input.community)?.ok_or(Refusal::Missing("community"))?;
    may(may_keep(&act.actor, &community::lineage(tx, community.id)?), WHO_KEEPS)?;
    if store::list(tx, community.id)?.len() >= MOST {
        return Err(Refusal::field("name", "There are 30 channels already: remove one first"));
    }
    let it = Channel {
        id: act.new_id(),
        community: community.id,
        name: text::required_line(&input.name, 80).map_err(Refusal::at("name"))?,
        address: address(&input.address)?,
        about: text::optional(&text::one_line(&input.about), 120).map_err(Refusal::at("about"))?,
    };
    store::insert(tx, act, &it)?;
    let facts = serde_json::json!({"channel": it.id, "name": it.name});
    tx.record(&act.event("channel.added", Subject::new("community", community.id)).with(facts))?;
    Ok(it.id)
}

/// Only addresses that a browser opens as a page: never a script.
fn address(typed: &str) -> Result<String, Refusal> {
    let typed = text::required_line(typed, 500).map_err(Refusal::at("address"))?;
    let lower = typed.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let is_fine = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    if !is_fine || typed.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err(Refusal::field("address", "Give an address that begins with https:// or http://"));
    }
    Ok(typed)
}

pub fn remove(tx: &mut Tx<'_>, act: &Act, id: ChannelId) -> Result<(), Refusal> {
    let it = store::find(tx, id)?.ok_or(Refusal::Missing("channel"))?;
    may(may_keep(&act.actor, &community::lineage(tx, it.community)?), WHO_KEEPS)?;
    store::remove(tx, act, id)?;
    let facts = serde_json::json!({"channel": it.id, "name": it.name});
    tx.record(&act.event("channel.removed", Subject::new("community", it.community)).with(facts))?;
    Ok(())
}
