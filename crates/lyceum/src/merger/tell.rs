//! Say in words what a merger would do, or did, for a terminal.

use super::propose::counted;
use super::{Kind, Pair};
use std::fmt::Write;

/// People first.
const ORDER: [Kind; 7] =
    [Kind::Person, Kind::Community, Kind::Page, Kind::Problem, Kind::Product, Kind::Unit, Kind::Location];
/// So many pairs of a kind are told one by one; the file has all.
const SHOWN: usize = 40;

/// What is proposed: how many are certain, likely, possible and without a counterpart, then those to look at.
pub fn tell(pairs: &[Pair]) -> String {
    let (mut told, counts) = (String::new(), counted(pairs));
    let of = |kind: &Kind, how: &'static str| counts.get(&(*kind, how)).copied().unwrap_or(0);
    let _ = writeln!(told, "{:<12} {:>8} {:>8} {:>8} {:>8}", "", "certain", "likely", "possible", "new");
    for kind in &ORDER {
        let (certain, likely, possible, new) =
            (of(kind, "certain"), of(kind, "likely"), of(kind, "possible"), of(kind, ""));
        let _ = writeln!(told, "{:<12} {certain:>8} {likely:>8} {possible:>8} {new:>8}", kind.label());
    }
    for kind in &ORDER {
        let mut open: Vec<&Pair> = pairs.iter().filter(|pair| pair.kind == *kind && pair.needs_a_look()).collect();
        if open.is_empty() {
            continue;
        }
        open.sort_by_key(|pair| std::cmp::Reverse(pair.sure));
        let _ = writeln!(told, "\n{}: to look at", kind.label());
        for pair in open.iter().take(SHOWN) {
            let _ = writeln!(
                told,
                "  {:>3} % {:<8} {} ({}) and ours {} ({}): {}; proposed: {}",
                pair.sure,
                pair.how_sure(),
                pair.their_name,
                pair.theirs,
                pair.our_name,
                pair.ours,
                pair.why,
                pair.decision.word()
            );
        }
        if open.len() > SHOWN {
            let _ = writeln!(told, "  and {} more in the file", open.len() - SHOWN);
        }
    }
    told
}
