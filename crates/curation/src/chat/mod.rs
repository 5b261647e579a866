//! A weekly update told in a chat: Slack, Microsoft Teams or Mattermost, by an address that each of them gives for one
//! channel (an incoming webhook).
//!
//! Operators alone name an address ([`add`], [`end`]), and only the binary posts to it, through the one way out of this
//! installation. When an update is sent, each channel of its community gets a row ([`post`]); what it says is written
//! for each program's own form ([`say`]).
//!
//! Invariants: an address is a key and is shown to nobody again, not in an export either; what was answered for is never
//! posted twice; a post that a crash left *sending* is posted again, because a chat cannot be asked.

mod change;
pub mod post;
pub mod say;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use change::{Add, add, address, end, host};
pub use store::{list, make_posts};

use ::web::worded;
use base::{CommunityId, Moment};

base::id!(
    /// A channel of a chat.
    HookId
);

worded!(
    /// The program that reads what is posted.
    pub enum Program {
        Slack = "slack" as "Slack",
        Teams = "teams" as "Microsoft Teams",
        Mattermost = "mattermost" as "Mattermost",
    }
);

/// A channel that is told, as lists show it: never with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    pub id: HookId,
    pub community: CommunityId,
    pub slug: String,
    pub name: String,
    pub program: Program,
    /// `hooks.slack.com`
    pub host: String,
    pub added_at: Moment,
    /// Why the newest post did not arrive; `None`: it did, or there was none.
    pub fault: Option<String>,
}
