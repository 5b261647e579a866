//! What is shown once and never again, a token or a secret, on its way out of a transaction.

use super::Reply;
use base::chance;
use std::sync::{Arc, Mutex};

/// The kept answer holds the hash alone: the same form sent again makes no second one and learns nothing.
#[derive(Clone)]
pub struct ShownOnce<T>(Arc<Mutex<Option<(String, T)>>>);

impl<T> Default for ShownOnce<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Clone> ShownOnce<T> {
    /// Within the transaction. `shown`: what the page needs to show `secret`. A transaction that runs again keeps anew.
    pub fn keep(&self, location: impl Into<String>, secret: &str, shown: T) -> Reply {
        let hash = chance::hash_secret(secret);
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some((hash.clone(), shown));
        Reply { body: Some(hash), ..Reply::see(location) }
    }

    /// After it: what to show, where this is not the answer to a form that was sent before.
    pub fn of(&self, reply: &Reply) -> Option<T> {
        let kept = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone();
        kept.filter(|(hash, _)| reply.body.as_ref() == Some(hash)).map(|(_, shown)| shown)
    }
}
