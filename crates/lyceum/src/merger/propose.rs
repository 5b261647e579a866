//! Hold their organisation against ours: what may be the same, how sure that is, and why. Pure but for what was read.

mod people;
mod texts;

use super::alike::{overlap, plain, words, words_of_community};
use super::ours::Ours;
use super::store;
use super::theirs::{self, Theirs};
use super::{CERTAIN, Decision, Kind, Known, LIKELY, POSSIBLE, Pair};
use ::store::{Conn, StoreError};
use base::Day;
use std::collections::HashMap;

/// Everything of theirs that somebody decides about, in the order in which it comes.
pub fn propose(conn: &mut Conn, theirs: &Theirs) -> Result<Vec<Pair>, StoreError> {
    let ours = Ours::read(conn)?;
    let known = store::known(conn, theirs.organisation)?;
    let before = Before { known: &known, on: store::first_day(conn, theirs.organisation)? };
    let mut pairs = people::propose(theirs, &ours);
    pairs.extend(theirs.communities.iter().map(|it| community(it, &ours)));
    pairs.extend(theirs.units.iter().map(|it| unit(it, &ours)));
    pairs.extend(theirs.locations.iter().map(|it| location(it, &ours)));
    pairs.extend(theirs.products.iter().map(|it| product(it, &ours)));
    pairs.extend(texts::pages(theirs, &ours));
    pairs.extend(texts::problems(theirs, &ours));
    each_once(&mut pairs);
    let keys = record_keys(theirs);
    for pair in &mut pairs {
        before.know(pair, &keys);
    }
    Ok(pairs)
}

/// What came before is what it became, whatever it looks like.
struct Before<'a> {
    known: &'a Known,
    on: Option<Day>,
}

impl Before<'_> {
    fn know(&self, pair: &mut Pair, keys: &HashMap<(Kind, String), String>) {
        let key = keys.get(&(pair.kind, pair.theirs.clone()));
        let is_known = key.is_some_and(|key| self.known.contains_key(&(pair.kind.word().to_owned(), key.clone())));
        if let Some(on) = self.on.filter(|_| is_known) {
            pair.sure = CERTAIN;
            pair.why = format!("came in on {}", on.long());
            pair.decision = Decision::Same;
        }
    }
}

/// By which name a record remembers what decisions call so: their id, which stays when a name changes.
pub(super) fn record_keys(theirs: &Theirs) -> HashMap<(Kind, String), String> {
    let mut keys = HashMap::new();
    let mut keep = |kind, key: String, id: String| keys.insert((kind, key), id);
    theirs.units.iter().for_each(|it| drop(keep(Kind::Unit, it.slug.clone(), it.id.to_string())));
    theirs.locations.iter().for_each(|it| drop(keep(Kind::Location, it.key(), it.id.to_string())));
    theirs.people.iter().for_each(|it| drop(keep(Kind::Person, it.key(), it.id.to_string())));
    theirs.communities.iter().for_each(|it| drop(keep(Kind::Community, it.slug.clone(), it.id.to_string())));
    theirs.products.iter().for_each(|it| drop(keep(Kind::Product, it.slug.clone(), it.id.to_string())));
    theirs.pages.iter().for_each(|it| drop(keep(Kind::Page, it.key(), it.number.to_string())));
    theirs.problems.iter().for_each(|it| drop(keep(Kind::Problem, it.key(), it.number.to_string())));
    keys
}

/// One of ours is proposed for one of theirs, the most alike; the others are shown with it and proposed as new.
fn each_once(pairs: &mut [Pair]) {
    let mut best: HashMap<(Kind, String), (u8, usize)> = HashMap::new();
    for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.decision == Decision::Same) {
        let known = best.entry((pair.kind, pair.ours.clone())).or_insert((pair.sure, at));
        if pair.sure > known.0 {
            *known = (pair.sure, at);
        }
    }
    for (at, pair) in pairs.iter_mut().enumerate().filter(|(_, pair)| pair.decision == Decision::Same) {
        if best.get(&(pair.kind, pair.ours.clone())).is_some_and(|(_, first)| *first != at) {
            pair.decision = Decision::New;
            pair.why.push_str(", but another one is more like it");
        }
    }
}

/// The most alike of ours: how we name it, what it is called, how sure, why.
type Best = Option<(String, String, u8, String)>;

fn pair(kind: Kind, theirs: &str, their_name: &str, best: Best) -> Pair {
    let best = best.filter(|(_, _, sure, _)| *sure >= POSSIBLE);
    let (ours, our_name, sure, why) = best.unwrap_or_else(|| (String::new(), String::new(), 0, String::new()));
    let decision = if sure >= LIKELY { Decision::Same } else { Decision::New };
    let why = if ours.is_empty() { "nothing here is like it".to_owned() } else { why };
    Pair { kind, theirs: theirs.to_owned(), their_name: their_name.to_owned(), ours, our_name, sure, why, decision }
}

fn per_cent(share: f64) -> u8 {
    (share * 100.0).round().clamp(0.0, 99.0) as u8
}

fn community(it: &theirs::Community, ours: &Ours) -> Pair {
    let open = ours.communities.iter().filter(|our| our.closed_on.is_none() && it.closed_on.is_none());
    let (name, purpose) = (words_of_community(&it.name), words(&it.purpose));
    let scored = open.map(|our| {
        let (like, wish) = (overlap(&name, &words_of_community(&our.name)), overlap(&purpose, &words(&our.purpose)));
        let same_kind = our.kind == it.kind.word();
        let mut why = Vec::new();
        let mut share = 0.6 * like + 0.3 * wish + if same_kind && like + wish > 0.0 { 0.1 } else { 0.0 };
        if plain(&it.name) == plain(&our.name) || like == 1.0 {
            share = if same_kind { share.max(0.9) } else { share.max(0.6) };
            why.push("the same name".to_owned());
        } else if like > 0.0 {
            why.push(format!("{} % of the names' words", per_cent(like)));
        }
        if wish >= 1.0 {
            why.push("the same purpose".to_owned());
        } else if wish > 0.1 {
            why.push(format!("{} % of the purposes' words", per_cent(wish)));
        }
        why.push(if same_kind { "the same kind".to_owned() } else { format!("but ours is of {}", our.kind) });
        (our.slug.clone(), our.name.clone(), per_cent(share), why.join(", "))
    });
    pair(Kind::Community, &it.slug, &it.name, best(scored))
}

fn best(scored: impl Iterator<Item = (String, String, u8, String)>) -> Best {
    scored.max_by(|a, b| a.2.cmp(&b.2).then_with(|| b.0.cmp(&a.0)))
}

fn unit(it: &theirs::Unit, ours: &Ours) -> Pair {
    let scored = ours.units.iter().filter(|(our, _)| plain(&our.name) == plain(&it.name)).map(|(our, path)| {
        let (sure, why) = if plain(path) == plain(&it.path) {
            (90, "the same name in the same place".to_owned())
        } else {
            (50, format!("the same name, but below {}", above(path)))
        };
        (our.slug.clone(), path.clone(), sure, why)
    });
    pair(Kind::Unit, &it.slug, &it.path, best(scored))
}

fn above(path: &str) -> &str {
    path.rsplit_once(" / ").map_or("nothing", |(above, _)| above)
}

fn location(it: &theirs::Location, ours: &Ours) -> Pair {
    let scored =
        ours.locations.iter().filter(|(_, name, _)| plain(name) == plain(&it.name)).map(|(id, name, address)| {
            let address = address.as_deref().unwrap_or_default();
            let (sure, why) = match (address, it.address.as_str()) {
                (ours, theirs) if !ours.is_empty() && plain(ours) == plain(theirs) => (99, "the same name and address"),
                (ours, theirs) if !ours.is_empty() && !theirs.is_empty() => (50, "the same name, another address"),
                _ => (85, "the same name"),
            };
            (id.to_string(), name.clone(), sure, why.to_owned())
        });
    pair(Kind::Location, &it.key(), &it.name, best(scored))
}

fn product(it: &theirs::Product, ours: &Ours) -> Pair {
    let name = words(&it.name);
    let scored = ours.products.iter().map(|(_, slug, our_name, purpose)| {
        let like = overlap(&name, &words(our_name));
        let wish = overlap(&words(&it.purpose), &words(purpose));
        let (share, why) = if plain(our_name) == plain(&it.name) {
            (0.8 + 0.19 * wish, if wish >= 1.0 { "the same name and purpose" } else { "the same name" }.to_owned())
        } else {
            (0.4 * like + 0.4 * wish, format!("{} % of the words", per_cent(0.5 * like + 0.5 * wish)))
        };
        (slug.clone(), our_name.clone(), per_cent(share), why)
    });
    pair(Kind::Product, &it.slug, &it.name, best(scored))
}

/// How many of each kind are how sure: for reports.
pub fn counted(pairs: &[Pair]) -> HashMap<(Kind, &'static str), usize> {
    let mut counts = HashMap::new();
    for pair in pairs {
        *counts.entry((pair.kind, pair.how_sure())).or_default() += 1;
    }
    counts
}
