//! How often something was tried lately: a window of a quarter of an hour for each account and each network address.

use base::Moment;
use parking_lot::Mutex;
use std::collections::HashMap;

const WINDOW_SECONDS: i64 = 900;
/// Beyond so many keys the ended windows are swept out, and if that is not enough, all: an attacker with that many
/// addresses is met by the limit on accounts.
const MOST_KEYS: usize = 50_000;
pub(crate) const MOST_FOR_ACCOUNT: u32 = 10;
pub(crate) const MOST_FOR_ADDRESS: u32 = 100;

/// Kept in memory: a restart forgives, and nobody signed out can make us write to disk.
#[derive(Default)]
pub struct Attempts {
    windows: Mutex<HashMap<String, Window>>,
}

struct Window {
    began_at: Moment,
    count: u32,
}

impl Attempts {
    /// Counts a try, before it is known how it ends, so that many at once cannot outrun the count. `Err`: so many
    /// minutes to wait.
    pub fn count(&self, key: &str, most: u32, now: Moment) -> Result<(), i64> {
        let mut windows = self.windows.lock();
        if windows.len() >= MOST_KEYS && !windows.contains_key(key) {
            windows.retain(|_, window| is_open(window, now));
            if windows.len() >= MOST_KEYS {
                windows.clear();
            }
        }
        let window = windows.entry(key.to_owned()).or_insert(Window { began_at: now, count: 0 });
        if !is_open(window, now) {
            *window = Window { began_at: now, count: 0 };
        }
        if window.count >= most {
            let left = WINDOW_SECONDS - now.seconds_since(window.began_at);
            return Err((left + 59) / 60);
        }
        window.count += 1;
        Ok(())
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.windows.lock().len()
    }

    /// It went well: the account begins afresh.
    pub fn forgive(&self, key: &str) {
        self.windows.lock().remove(key);
    }
}

/// A clock that went back ends a window instead of holding somebody for ever.
fn is_open(window: &Window, now: Moment) -> bool {
    (0..WINDOW_SECONDS).contains(&now.seconds_since(window.began_at))
}
