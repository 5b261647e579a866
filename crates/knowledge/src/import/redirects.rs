//! Old addresses of pages, each once.

use super::address::{Addresses, join};
use super::places::{Redirect, Spot};

#[derive(Default)]
pub(super) struct Redirects {
    pub all: Vec<Redirect>,
}

impl Redirects {
    /// An address that a page has today is no redirect.
    pub fn add(&mut self, addresses: &mut Addresses<Spot>, address: &str, page: usize, anchor: Option<&str>) {
        let taken = addresses.knows(address).is_some_and(|spot| spot.redirect.is_none() && spot.page != page);
        if taken || self.all.iter().any(|known| known.address == address) {
            return;
        }
        let is_own = addresses.knows(address) == Some(Spot { page, redirect: None });
        if !is_own {
            addresses.learn(address, Spot { page, redirect: Some(self.all.len()) });
        }
        self.all.push(Redirect { address: address.to_owned(), page, anchor: anchor.map(str::to_owned) });
    }
}

/// From the site's root, with its leading slash.
pub(super) fn absolute(folder: &str, address: &str) -> String {
    let end = if address.ends_with('/') && address.len() > 1 { "/" } else { "" };
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let joined = if address.starts_with('/') { join("", address) } else { join(folder, address) };
    format!("/{}{end}", joined.unwrap_or_default())
}
