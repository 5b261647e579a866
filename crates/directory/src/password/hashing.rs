//! The slow hash, at most four at once, on threads that may be slow.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base::Chance;
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const AT_ONCE: usize = 4;

/// The PHC string of `password` with a fresh salt. Takes tens of milliseconds.
pub fn hash(password: &str, chance: &dyn Chance) -> String {
    let mut salt = [0u8; 16];
    chance.fill(&mut salt);
    with_salt(password, &salt)
}

fn with_salt(password: &str, salt: &[u8]) -> String {
    // The parameters are ours and within argon2's limits.
    let hashed = argon().hash_password_with_salt(password.as_bytes(), salt);
    hashed.expect("argon2 takes these parameters").to_string()
}

/// Is it the password? Without a hash (nobody has this address, or no password) the same work is done for nothing, so
/// that the time tells no one who is here.
pub fn matches(password: &str, phc: Option<&str>) -> bool {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let nobody = NOBODY.get_or_init(|| with_salt("nobody has this password", &[7; 16]));
    let parsed = PasswordHash::new(phc.unwrap_or(nobody));
    let fits = parsed.is_ok_and(|parsed| argon().verify_password(password.as_bytes(), &parsed).is_ok());
    fits && phc.is_some()
}

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("these parameters are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Lets at most four hash at once, so that many who sign in together use 76 MiB and not all there is.
pub struct Hashing(Arc<Semaphore>);

impl Default for Hashing {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Hashing {
    /// Runs `work` when a place is free. `None` when the program is ending.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let place = self.0.clone().acquire_owned().await.ok()?;
        let running = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        running.await.ok()
    }
}
