//! Where a community talks: links to its chat rooms and lists. Whoever leads adds and removes them ([`add`],
//! [`remove`]); nothing is fetched from there.

pub mod api;
mod change;
mod store;
#[cfg(test)]
mod tests;
pub mod web;

pub use change::{Add, add, remove};
pub use store::list;

use ::web::Room;
use base::CommunityId;

base::id!(
    /// A channel.
    ChannelId
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    pub id: ChannelId,
    pub community: CommunityId,
    /// `#product-management`
    pub name: String,
    /// http or https.
    pub address: String,
    /// Who meets there; may be nothing.
    pub about: Option<String>,
}

pub(crate) fn doors(room: Room) -> Room {
    api::doors(web::doors(room))
}
