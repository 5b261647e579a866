//! What the doors of signing in share: the counts of tries, the places for hashing, the passkey ceremonies under way.

use super::Attempts;
use crate::passkey::Passkeys;
use crate::password::Hashing;

/// One for each assembled room, so that two servers in one process (tests) share nothing.
#[derive(Default)]
pub struct Lodge {
    pub attempts: Attempts,
    pub hashing: Hashing,
    pub passkeys: Passkeys,
}
