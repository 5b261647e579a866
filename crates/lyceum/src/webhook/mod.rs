//! Webhooks: other programs are told what happens here, signed, in order, at least once.
//!
//! Operators name an address and the topics it is told of ([`change`]). Each webhook reads the journal from its own
//! position: what is open to everyone here and belongs to its topics becomes a delivery, which is posted through the one
//! way out ([`deliver`]) until it is answered with 2xx. What is posted, and its signature, is in [`say`].
//!
//! Invariants: what not everybody here may know leaves by no webhook; an address and a secret are keys: shown to nobody
//! again, in no export; deliveries of one webhook keep their order, and one that does not answer delays no other.

pub mod api;
mod change;
pub mod deliver;
pub mod say;
mod store;
#[cfg(test)]
mod tests;
mod topic;
mod web;

pub use change::{Add, add, end, renew, send_again, try_out};
pub use store::{list, log};
pub use topic::Topic;

use ::web::{Right, Room, worded};
use base::{Moment, Uuid};

base::id!(
    /// A webhook.
    WebhookId
);

/// Deliveries stand in the log so long.
pub const LOG_DAYS: i64 = 30;

worded!(
    /// How far a delivery has come.
    pub enum DeliveryState {
        Waiting = "waiting" as "Waiting",
        Sent = "sent" as "Arrived",
        Failed = "failed" as "Given up",
    }
);

/// As lists show it: never with its address or secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    pub id: WebhookId,
    pub name: String,
    /// `hooks.example.org`
    pub host: String,
    pub topics: Vec<Topic>,
    pub added_at: Moment,
    pub waiting: i64,
    /// Why the newest try did not arrive; `None`: it did, or there was none.
    pub fault: Option<String>,
}

impl Webhook {
    pub fn url(&self) -> String {
        url(self.id)
    }
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub id: Uuid,
    /// In the journal; 0 for a trial.
    pub position: i64,
    /// `problem.recorded`
    pub name: String,
    pub state: DeliveryState,
    pub tries: i64,
    pub made_at: Moment,
    pub tried_at: Option<Moment>,
    pub fault: Option<String>,
}

pub fn room() -> Room {
    let room = Room::new("webhook")
        .place("id", "00000000-0000-0000-0000-000000000001")
        .place("delivery", "00000000-0000-0000-0000-000000000002")
        .api(api::docs);
    api::doors(web::doors(room))
}

fn url(id: WebhookId) -> String {
    format!("/settings/webhooks/{id}")
}

const OPERATORS: Right = Right::Operator;
