//! Who may be the same person: certain by their address, likely by their name, possible by one near to it.

use super::{Best, pair};
use crate::merger::alike::{Names, names, plain, words_of_name};
use crate::merger::ours::Ours;
use crate::merger::store;
use crate::merger::theirs::{self, Theirs};
use crate::merger::{CERTAIN, Kind, Pair};
use std::collections::{HashMap, HashSet};

/// One for each of theirs, in their order.
pub(super) fn propose(theirs: &Theirs, ours: &Ours) -> Vec<Pair> {
    let here = Here::of(ours);
    let there = There::of(theirs);
    let addresses: HashSet<&str> = theirs.people.iter().map(|it| it.email.as_str()).collect();
    theirs.people.iter().map(|it| pair(Kind::Person, &it.key(), &it.name, here.best(it, &there, &addresses))).collect()
}

struct Here<'a> {
    by_email: HashMap<&'a str, &'a store::Person>,
    /// Only who shares a word of the name is looked at.
    by_word: HashMap<String, Vec<&'a store::Person>>,
    /// Plain names of the communities of each.
    belongs: HashMap<base::PersonId, HashSet<String>>,
}

/// Plain names of the communities of each of theirs.
struct There(HashMap<base::Uuid, HashSet<String>>);

impl There {
    fn of(theirs: &Theirs) -> Self {
        let names: HashMap<_, _> = theirs.communities.iter().map(|it| (it.id, plain(&it.name))).collect();
        let mut belongs: HashMap<_, HashSet<String>> = HashMap::new();
        for it in theirs.memberships.iter().filter(|it| it.to.is_none()) {
            belongs.entry(it.person).or_default().extend(names.get(&it.community).cloned());
        }
        Self(belongs)
    }
}

impl<'a> Here<'a> {
    fn of(ours: &'a Ours) -> Self {
        let names: HashMap<_, _> = ours.communities.iter().map(|it| (it.id, plain(&it.name))).collect();
        let mut belongs: HashMap<_, HashSet<String>> = HashMap::new();
        for (person, community) in &ours.members {
            belongs.entry(*person).or_default().extend(names.get(community).cloned());
        }
        let mut by_word: HashMap<String, Vec<&store::Person>> = HashMap::new();
        for person in &ours.people {
            for word in words_of_name(&person.name) {
                by_word.entry(word).or_default().push(person);
            }
        }
        Self { by_email: ours.people.iter().map(|it| (it.email.as_str(), it)).collect(), by_word, belongs }
    }

    fn best(&self, it: &theirs::Person, there: &There, addresses: &HashSet<&str>) -> Best {
        if let Some(our) = self.by_email.get(it.email.as_str()) {
            let why = match plain(&our.name) == plain(&it.name) {
                true => "the same e-mail address".to_owned(),
                false => format!("the same e-mail address, though we call them {}", our.name),
            };
            return Some((our.email.clone(), our.name.clone(), CERTAIN, why));
        }
        let mut seen = HashSet::new();
        let candidates: Vec<&store::Person> = words_of_name(&it.name)
            .iter()
            .filter_map(|word| self.by_word.get(word))
            .flatten()
            .copied()
            // Whoever has the same address as somebody else of theirs is that one.
            .filter(|our| !addresses.contains(our.email.as_str()) && seen.insert(our.id))
            .collect();
        let called = |our: &&&store::Person| names(&our.name, &it.name) == Names::Same;
        let of_that_name = candidates.iter().filter(called).count();
        super::best(candidates.into_iter().filter_map(|our| self.score(it, our, there, of_that_name)))
    }

    fn score(
        &self,
        it: &theirs::Person,
        our: &store::Person,
        there: &There,
        of_that_name: usize,
    ) -> Option<(String, String, u8, String)> {
        let (mut sure, most, mut why) = match names(&our.name, &it.name) {
            Names::Same if of_that_name > 1 => (45, 89, vec![format!("the same name, as {of_that_name} here have")]),
            Names::Same => (75, 97, vec!["the same name".to_owned()]),
            Names::Near => (42, 69, vec!["a name near to it".to_owned()]),
            Names::Other => return None,
        };
        if local(&our.email) == local(&it.email) {
            sure += 15;
            why.push("the same before the @ of the address".into());
        }
        let shared = there.0.get(&it.id).zip(self.belongs.get(&our.id));
        if let Some(community) = shared.and_then(|(theirs, ours)| theirs.intersection(ours).min()) {
            sure += 8;
            why.push(format!("both in {community}"));
        }
        if our.joined_on == it.joined_on {
            sure += 8;
            why.push("joined on the same day".into());
        }
        if (our.state == "left") != it.left_on.is_some() {
            sure -= 10;
            why.push(if our.state == "left" { "but ours has left" } else { "but theirs has left" }.into());
        }
        Some((our.email.clone(), our.name.clone(), sure.min(most), why.join(", ")))
    }
}

fn local(email: &str) -> &str {
    email.split('@').next().unwrap_or_default()
}
