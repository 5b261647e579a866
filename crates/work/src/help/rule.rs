//! Who is proposed, in which order, and who is not. Pure.

use base::PersonId;
use std::collections::{HashMap, HashSet};

/// One person is asked at most so often (setting)
pub const MOST_ASKED: i64 = 2;
/// within so many days. (setting)
pub const ASKED_DAYS: i64 = 30;
/// A further sign adds so much, up to twice.
const FURTHER: f64 = 0.1;
/// Fewer reasons are read.
const REASONS: usize = 3;

/// One sign that somebody could help.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    pub person: PersonId,
    pub name: String,
    /// 0 to 1: how much it weighs, times how sure it is that it is about the same.
    pub weight: f64,
    /// `Solved P 87, which is like it`
    pub why: String,
}

/// Somebody who could help.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub person: PersonId,
    pub name: String,
    pub score: f64,
    pub why: Vec<String>,
}

/// The best first: by their strongest sign, and a little for each further one. `asked`: how often each was asked within
/// [`ASKED_DAYS`]; `not`: who is not to be asked for this at all.
pub fn rank(signs: Vec<Sign>, asked: &HashMap<PersonId, i64>, not: &HashSet<PersonId>) -> Vec<Candidate> {
    let mut of: HashMap<PersonId, Vec<Sign>> = HashMap::new();
    for sign in signs {
        let free = asked.get(&sign.person).copied().unwrap_or(0) < MOST_ASKED && !not.contains(&sign.person);
        if free && sign.weight > 0.0 {
            of.entry(sign.person).or_default().push(sign);
        }
    }
    let mut all: Vec<Candidate> = of.into_values().filter_map(candidate).collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.name.cmp(&b.name)).then(a.person.cmp(&b.person)));
    all
}

fn candidate(mut signs: Vec<Sign>) -> Option<Candidate> {
    signs.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.why.cmp(&b.why)));
    signs.dedup_by(|a, b| a.why == b.why);
    let first = signs.first()?;
    let further = (signs.len() - 1).min(2) as f64 * FURTHER;
    let (person, name, score) = (first.person, first.name.clone(), first.weight + further);
    Some(Candidate { person, name, score, why: signs.into_iter().take(REASONS).map(|it| it.why).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Uuid;
    use proptest::prelude::*;

    fn sign(person: u128, weight: f64, why: &str) -> Sign {
        Sign { person: PersonId(Uuid::from_u128(person)), name: format!("N{person}"), weight, why: why.into() }
    }

    #[test]
    fn the_strongest_sign_leads_and_further_ones_add_a_little() {
        let signs = vec![sign(1, 0.5, "a"), sign(1, 0.5, "a"), sign(1, 0.4, "b"), sign(2, 0.55, "c")];
        let ranked = rank(signs, &HashMap::new(), &HashSet::new());
        assert_eq!(ranked.iter().map(|it| it.why.clone()).collect::<Vec<_>>(), [vec!["a", "b"], vec!["c"]]);
        assert!((ranked[0].score - 0.6).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn nobody_is_proposed_too_often_or_against_their_wish(
            signs in proptest::collection::vec((0_u128..9, 0.0_f64..1.0, "[abc]"), 0..40),
            asked in proptest::collection::hash_map(0_u128..9, 0_i64..4, 0..9),
            not in proptest::collection::hash_set(0_u128..9, 0..4),
        ) {
            let id = |it: u128| PersonId(Uuid::from_u128(it));
            let asked: HashMap<_, _> = asked.into_iter().map(|(it, often)| (id(it), often)).collect();
            let not: HashSet<_> = not.into_iter().map(id).collect();
            let made = signs.iter().map(|(person, weight, why)| sign(*person, *weight, why)).collect();
            let ranked = rank(made, &asked, &not);
            for it in &ranked {
                prop_assert!(asked.get(&it.person).copied().unwrap_or(0) < MOST_ASKED && !not.contains(&it.person));
                prop_assert!(!it.why.is_empty() && it.why.len() <= REASONS);
            }
            prop_assert!(ranked.windows(2).all(|two| two[0].score >= two[1].score));
            let once: HashSet<_> = ranked.iter().map(|it| it.person).collect();
            prop_assert_eq!(once.len(), ranked.len());
        }
    }
}
