//! Chance, passed in: ids and secrets in life from the operating system, in tests and the demo from a seed.

use crate::Moment;
use uuid::Uuid;

/// A source of random bytes.
pub trait Chance: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's source, fit for secrets.
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness there are no secrets: going on would be worse than stopping.
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same bytes. Never for secrets in life.
pub struct SeededChance(std::sync::Mutex<u64>);

impl SeededChance {
    pub fn new(seed: u64) -> Self {
        Self(std::sync::Mutex::new(seed))
    }

    pub fn next(&self) -> u64 {
        let mut state = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = *state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `bound`; 0 when `bound` is 0.
    pub fn below(&self, bound: usize) -> usize {
        if bound == 0 { 0 } else { (self.next() % bound as u64) as usize }
    }

    /// From 0.0 up to, not including, 1.0.
    pub fn unit(&self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of `choices`, which must not be empty.
    pub fn pick<'a, T>(&self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
    }
}

/// A UUID of version 7 (RFC 9562): milliseconds of `now` first, so that ids order by time of making.
pub fn time_ordered(now: Moment, chance: &dyn Chance) -> Uuid {
    let mut random = [0u8; 10];
    chance.fill(&mut random);
    let millis = (now.micros() / 1000).max(0) as u64;
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// 256 random bits as 43 characters of URL-safe base64: session ids, tokens, one-time links.
pub fn secret(chance: &dyn Chance) -> String {
    use base64::Engine;
    let mut bytes = [0u8; 32];
    chance.fill(&mut bytes);
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// SHA-256 of a secret, in hexadecimal: what is kept instead of the secret. Secrets of 256 random bits need no salt.
pub fn hash_secret(secret: &str) -> String {
    use sha2::Digest;
    crate::text::hex(&sha2::Sha256::digest(secret.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_made_later_sort_later() {
        let chance = SeededChance::new(7);
        let first = time_ordered(Moment::from_micros(1_000_000), &chance);
        let second = time_ordered(Moment::from_micros(2_000_000), &chance);
        assert!(first < second);
        assert_eq!(first.get_version_num(), 7);
    }

    #[test]
    fn the_same_seed_gives_the_same_secret() {
        assert_eq!(secret(&SeededChance::new(1)), secret(&SeededChance::new(1)));
        assert_ne!(secret(&SeededChance::new(1)), secret(&SeededChance::new(2)));
    }
}
