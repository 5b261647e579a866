//! A unit by all its names from the top: `Justice digital / Courts`. A stroke in a name is written twice, so that the
//! list of people goes out and comes in without loss.

use super::{Unit, UnitId};
use std::collections::BTreeMap;

/// Deeper than anybody builds one; a ring in the table ends here.
const DEEPEST: usize = 40;

/// The names from the top to a unit.
pub fn names(id: UnitId, units: &BTreeMap<UnitId, Unit>) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = Some(id);
    while let Some(unit) = at.and_then(|id| units.get(&id)) {
        names.push(unit.name.clone());
        at = unit.parent.filter(|_| names.len() < DEEPEST);
    }
    names.reverse();
    names
}

pub fn written(names: &[String]) -> String {
    names.iter().map(|name| name.replace('/', "//")).collect::<Vec<_>>().join(" / ")
}

/// Also with `>` between; single strokes part, double ones belong to a name.
pub fn read(path: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut chars = path.chars().peekable();
    while let Some(at) = chars.next() {
        match at {
            '/' if chars.peek() == Some(&'/') => {
                chars.next();
                if let Some(name) = names.last_mut() {
                    name.push('/');
                }
            }
            '/' | '>' => names.push(String::new()),
            other => {
                if let Some(name) = names.last_mut() {
                    name.push(other);
                }
            }
        }
    }
    names.iter().map(|name| base::text::one_line(name)).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{read, written};
    use proptest::prelude::*;

    #[test]
    fn parts_are_told_from_strokes_in_names() {
        assert_eq!(read("Justice digital/Courts"), ["Justice digital", "Courts"]);
        assert_eq!(read(" Justice > HR//Payroll / "), ["Justice", "HR/Payroll"]);
        assert!(read(" / ").is_empty());
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(names in prop::collection::vec("[a-zA-Z/][a-zA-Z/ ]{0,8}[a-zA-Z]", 1..5)) {
            let names: Vec<String> = names.iter().map(|name| base::text::one_line(name)).collect();
            prop_assert_eq!(read(&written(&names)), names);
        }
    }
}
