//! Naming a channel, and taking it away.

use super::{HookId, Program, store};
use ::store::Tx;
use ::web::refusal::{Refusal, may};
use base::{Act, CommunityId, Duty, Subject};
use directory::community;
use url::Url;

#[derive(Clone, Debug)]
pub struct Add {
    pub community: CommunityId,
    pub program: Program,
    /// As the chat gave it.
    pub address: String,
}

const WHO: &str = "Operators name the channels of a chat";
const LONGEST: usize = 2_000;

fn may_change(act: &Act) -> Result<(), Refusal> {
    may(act.actor.has(Duty::Operator) && !act.actor.read_only, WHO)
}

pub fn add(tx: &mut Tx<'_>, act: &Act, it: &Add) -> Result<HookId, Refusal> {
    may_change(act)?;
    let address = address(&it.address)?;
    let community = community::find(tx, it.community)?.ok_or(Refusal::field("community", "Choose a community"))?;
    if community.closed_on.is_some() {
        return Err(Refusal::field("community", "This community is closed"));
    }
    if store::is_known(tx, it.community, address.as_str())? {
        return Err(Refusal::field("address", "This channel is told already"));
    }
    let id: HookId = act.new_id();
    store::insert(tx, act, id, it, address.as_str())?;
    let facts = serde_json::json!({ "community": it.community, "program": it.program.word() });
    tx.record(&act.event("chat_hook.added", Subject::new("chat_hook", id)).with(facts))?;
    Ok(id)
}

/// Nothing more is posted there; what waits is forgotten with it.
pub fn end(tx: &mut Tx<'_>, act: &Act, id: HookId) -> Result<(), Refusal> {
    may_change(act)?;
    if store::end(tx, act, id)? == 0 {
        return Err(Refusal::Missing("channel"));
    }
    Ok(tx.record(&act.event("chat_hook.ended", Subject::new("chat_hook", id)))?)
}

/// An address that is posted to: `https`, a host, no name or password in it. `http` is for a chat beside this installation: whether a host may be
/// posted to at all the binary decides.
pub fn address(typed: &str) -> Result<Url, Refusal> {
    let wrong = || Refusal::field("address", "Paste the whole address; it begins with https://");
    let typed = typed.trim();
    let read = Url::parse(typed).ok().filter(|_| typed.len() <= LONGEST).ok_or_else(wrong)?;
    let plain = matches!(read.scheme(), "https" | "http") && read.host_str().is_some_and(|host| !host.is_empty());
    if !plain || !read.username().is_empty() || read.password().is_some() || read.fragment().is_some() {
        return Err(wrong());
    }
    Ok(read)
}

/// What of an address may be shown: `hooks.slack.com`.
pub fn host(address: &str) -> String {
    let read = Url::parse(address).ok();
    read.and_then(|it| it.host_str().map(str::to_owned)).unwrap_or_default()
}
