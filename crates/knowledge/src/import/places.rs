//! Where the links of a handbook's pages lead, once all its pages are known.

use super::address::{Addresses, decoded};
use super::assets::{Asset, Assets, find};
use super::site::Site;
use super::source::Source;
use crate::markdown::{Anchors, Inside, Picture, Target, Targets};

/// Stands in rendered pages for a page's number, which is known only once it is stored. A private sign: it is taken
/// out of every text that is read.
pub const SIGN: char = '\u{e000}';

/// Where an address leads: a page, and a place on it when the address was redirected to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub page: usize,
    pub redirect: Option<usize>,
}

/// An old address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// From the site's root, with its leading slash.
    pub address: String,
    pub page: usize,
    pub anchor: Option<String>,
}

/// All that is known of a handbook when its links are read.
pub struct Places<'a> {
    pub site: &'a Site,
    pub source: &'a Source,
    pub addresses: Addresses<Spot>,
    pub redirects: Vec<Redirect>,
    /// By page.
    pub anchors: Vec<Anchors>,
    pub assets: Assets,
}

impl Places<'_> {
    fn spot(&self, from: &str, written: &str, wiki: bool) -> Option<(Spot, Option<String>)> {
        let own = self.site.own_path(written);
        let path = own.unwrap_or(written);
        let (path, anchor) = path.split_once('#').map_or((path, None), |(path, anchor)| (path, Some(decoded(anchor))));
        let path = decoded(path.split('?').next().unwrap_or_default()).replace('\\', "/");
        let anchor = anchor.filter(|anchor| !anchor.is_empty());
        let spot = match (wiki, own) {
            (true, _) => self.addresses.by_name(&path),
            (false, Some(_)) => self.addresses.resolve(self.site, from, &format!("/{}", path.trim_start_matches('/'))),
            (false, None) if path.contains("://") => None,
            (false, None) => self.addresses.resolve(self.site, from, &path),
        };
        let spot = spot?;
        let redirected = spot.redirect.and_then(|at| self.redirects[at].anchor.clone());
        Some((spot, anchor.or(redirected)))
    }

    fn asset(&self, from: &str, written: &str) -> Option<&Asset> {
        self.assets.get(&find(self.source, self.site, from, written)?)
    }

    /// For one page's text.
    pub fn on<'a>(&'a self, from: &'a str) -> OnPage<'a> {
        OnPage { places: self, from }
    }
}

pub struct OnPage<'a> {
    places: &'a Places<'a>,
    from: &'a str,
}

impl Targets for OnPage<'_> {
    fn link(&self, written: &str, wiki: bool) -> Target {
        if let Some((spot, anchor)) = self.places.spot(self.from, written, wiki) {
            let anchor = anchor.and_then(|anchor| self.places.anchors[spot.page].find(&anchor).map(str::to_owned));
            return Target::Inside(Inside { path: stand_in(spot.page), anchor });
        }
        self.picture(written)
    }

    fn picture(&self, written: &str) -> Target {
        let found = self.places.asset(self.from, written);
        found.map_or(Target::Nowhere, |asset| Target::Picture(Picture { sha256: asset.sha256.clone() }))
    }
}

/// The address of page `index` until its number is known.
pub fn stand_in(index: usize) -> String {
    format!("/handbook/{SIGN}{index}{SIGN}")
}

/// The page that [`stand_in`] stands for.
pub fn stood_for(path: &str) -> Option<usize> {
    path.strip_prefix("/handbook/")?.strip_prefix(SIGN)?.strip_suffix(SIGN)?.parse().ok()
}

/// Puts numbers in the place of stand-ins.
pub fn numbered(html: &str, number: impl Fn(usize) -> i64) -> String {
    let mut out = String::with_capacity(html.len());
    for (at, piece) in html.split(SIGN).enumerate() {
        match piece.parse::<usize>() {
            Ok(index) if at % 2 == 1 => out.push_str(&number(index).to_string()),
            _ => out.push_str(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_give_way_to_numbers() {
        let html = format!("<a href=\"{}#x\">7</a> 3", stand_in(7));
        assert_eq!(numbered(&html, |index| index as i64 * 10), "<a href=\"/handbook/70#x\">7</a> 3");
        assert_eq!(stood_for(&stand_in(7)), Some(7));
        assert_eq!(stood_for("/handbook/7"), None);
    }
}
