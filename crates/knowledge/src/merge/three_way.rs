//! Two changes of one text made one, block by block (the three-way merge of diff3; Khanna, Kunal, Pierce 2007).

use super::blocks::{blocks, whole};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::slice::from_ref;

/// What stood there, and what each side made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub base: Vec<String>,
    pub ours: Vec<String>,
    pub theirs: Vec<String>,
}

impl Clash {
    fn put(&self, chosen: Chosen, all: &mut Vec<String>) {
        if chosen != Chosen::Ours {
            all.extend_from_slice(&self.theirs);
        }
        if chosen != Chosen::Theirs {
            all.extend_from_slice(&self.ours);
        }
    }
}

/// What becomes of a clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    Ours,
    Theirs,
    /// Theirs, then ours.
    Both,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// On both sides alike.
    Agreed(Vec<String>),
    /// Changed by us alone.
    Ours(Vec<String>),
    /// Changed by them alone; ours is as it was.
    Theirs(Clash),
    Clash(Clash),
}

/// A merge before its clashes are decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    parts: Vec<Part>,
}

impl Merged {
    pub fn clashes(&self) -> impl Iterator<Item = &Clash> {
        self.parts.iter().filter_map(|part| match part {
            Part::Clash(clash) => Some(clash),
            _ => None,
        })
    }

    /// How many places they alone changed.
    pub fn changed_by_them(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, Part::Theirs(_))).count()
    }

    /// Everything that they changed, in order, and whether we changed the same.
    pub fn their_changes(&self) -> impl Iterator<Item = (&Clash, bool)> {
        self.parts.iter().filter_map(|part| match part {
            Part::Theirs(change) => Some((change, false)),
            Part::Clash(clash) => Some((clash, true)),
            _ => None,
        })
    }

    /// The one text, with `chosen` for each of [`Self::their_changes`]; ours stays where nothing is said.
    pub fn taken(&self, chosen: &[Chosen]) -> String {
        let (mut all, mut at) = (Vec::new(), 0);
        for part in &self.parts {
            match part {
                Part::Agreed(blocks) | Part::Ours(blocks) => all.extend_from_slice(blocks),
                Part::Theirs(change) | Part::Clash(change) => {
                    change.put(chosen.get(at).copied().unwrap_or(Chosen::Ours), &mut all);
                    at += 1;
                }
            }
        }
        whole(&all)
    }

    /// The one text; `chosen` by the clashes' order, both where nothing is said.
    pub fn text(&self, chosen: &[Chosen]) -> String {
        let mut all = Vec::new();
        let mut at = 0;
        for part in &self.parts {
            match part {
                Part::Agreed(blocks) | Part::Ours(blocks) => all.extend_from_slice(blocks),
                Part::Theirs(change) => all.extend_from_slice(&change.theirs),
                Part::Clash(clash) => {
                    clash.put(chosen.get(at).copied().unwrap_or(Chosen::Both), &mut all);
                    at += 1;
                }
            }
        }
        whole(&all)
    }
}

/// `ours` and `theirs` were both made of `base`.
pub fn three_way(base: &str, ours: &str, theirs: &str) -> Merged {
    let (base, ours, theirs) = (blocks(base), blocks(ours), blocks(theirs));
    let (to_ours, to_theirs) = (matches(&base, &ours), matches(&base, &theirs));
    let mut merged = Merged::default();
    let (mut b, mut o, mut t) = (0, 0, 0);
    for at in 0..=base.len() {
        let met = match (to_ours.get(at), to_theirs.get(at)) {
            (None, None) => (ours.len(), theirs.len()),
            (Some(Some(in_ours)), Some(Some(in_theirs))) => (*in_ours, *in_theirs),
            _ => continue,
        };
        region(&mut merged.parts, &base[b..at], &ours[o..met.0], &theirs[t..met.1]);
        if at < base.len() {
            agree(&mut merged.parts, &base[at]);
        }
        (b, o, t) = (at + 1, met.0 + 1, met.1 + 1);
    }
    merged
}

/// Where each block of `from` stands in `to`.
fn matches(from: &[String], to: &[String]) -> Vec<Option<usize>> {
    let mut found = vec![None; from.len()];
    for op in capture_diff_slices(Algorithm::Patience, from, to) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for step in 0..len {
                found[old_index + step] = Some(new_index + step);
            }
        }
    }
    found
}

fn agree(parts: &mut Vec<Part>, block: &str) {
    match parts.last_mut() {
        Some(Part::Agreed(blocks)) => blocks.push(block.to_owned()),
        _ => parts.push(Part::Agreed(vec![block.to_owned()])),
    }
}

/// What stands between two blocks on which all three agree.
fn region(parts: &mut Vec<Part>, base: &[String], ours: &[String], theirs: &[String]) {
    // Neighbours that each changed another block of a row do not clash.
    if base.len() > 1 && base.len() == ours.len() && base.len() == theirs.len() {
        for at in 0..base.len() {
            decide(parts, from_ref(&base[at]), from_ref(&ours[at]), from_ref(&theirs[at]));
        }
    } else {
        decide(parts, base, ours, theirs);
    }
}

fn decide(parts: &mut Vec<Part>, base: &[String], ours: &[String], theirs: &[String]) {
    if base.is_empty() && ours.is_empty() && theirs.is_empty() {
        return;
    }
    let all = || Clash { base: base.to_vec(), ours: ours.to_vec(), theirs: theirs.to_vec() };
    parts.push(if ours == theirs {
        Part::Agreed(ours.to_vec())
    } else if ours == base {
        Part::Theirs(all())
    } else if theirs == base {
        Part::Ours(ours.to_vec())
    } else {
        Part::Clash(all())
    });
}
