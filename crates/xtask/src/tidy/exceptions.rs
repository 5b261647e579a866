//! `tidy-exceptions.txt`: what breaks a rule today, with the reason. It may only shrink.
//!
//! Its first line is `at most N`, each further line `rule path: reason`. An exception that nothing needs any
//! more is itself a finding, and so is a number that is not the count: whoever mends one lowers the number.

use super::Finding;

pub const FILE: &str = "tidy-exceptions.txt";
pub const RULE: &str = "exceptions";

struct Exception<'a> {
    line: usize,
    rule: &'a str,
    path: &'a str,
}

/// The findings that no exception covers, and what is wrong with the list itself.
pub fn judge(findings: Vec<Finding>, list: &str) -> Vec<Finding> {
    let (allowed, entries, mut wrong) = parse(list);
    let covers = |entry: &Exception<'_>, finding: &Finding| entry.rule == finding.rule && entry.path == finding.path;
    for entry in entries.iter().filter(|entry| !findings.iter().any(|finding| covers(entry, finding))) {
        wrong.push(at(
            entry.line,
            format!("{} {} is no longer needed: remove the line and lower the number", entry.rule, entry.path),
        ));
    }
    if entries.len() > allowed {
        wrong.push(at(
            1,
            format!("{} exceptions, at most {allowed} allowed: mend one, the list may only shrink", entries.len()),
        ));
    } else if entries.len() < allowed {
        wrong.push(at(1, format!("{} exceptions are left: write `at most {}`", entries.len(), entries.len())));
    }
    let left = findings.into_iter().filter(|finding| !entries.iter().any(|entry| covers(entry, finding)));
    left.chain(wrong).collect()
}

fn parse(list: &str) -> (usize, Vec<Exception<'_>>, Vec<Finding>) {
    let (mut entries, mut wrong) = (Vec::new(), Vec::new());
    let allowed = list.lines().next().and_then(|first| first.strip_prefix("at most ")?.trim().parse().ok());
    if allowed.is_none() && !list.is_empty() {
        wrong.push(at(1, "the first line says `at most N`".to_owned()));
    }
    for (n, line) in
        list.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
    {
        match line.split_once(": ").and_then(|(key, reason)| Some((key.split_once(' ')?, reason.trim()))) {
            Some(((rule, path), reason)) if !reason.is_empty() => entries.push(Exception { line: n + 1, rule, path }),
            _ => wrong.push(at(n + 1, "write `rule path: reason`".to_owned())),
        }
    }
    (allowed.unwrap_or(0), entries, wrong)
}

fn at(line: usize, words: String) -> Finding {
    Finding { path: FILE.to_owned(), line, rule: RULE, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(path: &str) -> Finding {
        Finding { path: path.to_owned(), line: 1, rule: "sizes", words: "long".to_owned() }
    }

    #[test]
    fn an_exception_covers_its_rule_and_path_only() {
        let left = judge(vec![long("a.rs"), long("b.rs")], "at most 1\nsizes a.rs: a table of data\n");
        assert_eq!(left, [long("b.rs")]);
    }

    #[test]
    fn an_exception_that_nothing_needs_is_a_finding() {
        let left = judge(vec![], "at most 1\nsizes a.rs: a table of data\n");
        assert!(left[0].words.contains("no longer needed"), "{left:?}");
    }

    #[test]
    fn the_list_cannot_grow_past_its_number() {
        let left = judge(vec![long("a.rs"), long("b.rs")], "at most 1\nsizes a.rs: x\nsizes b.rs: y\n");
        assert!(left[0].words.contains("may only shrink"), "{left:?}");
    }

    #[test]
    fn the_number_follows_the_list_down() {
        let left = judge(vec![long("a.rs")], "at most 2\nsizes a.rs: x\n");
        assert!(left[0].words.contains("at most 1"), "{left:?}");
    }

    #[test]
    fn an_exception_without_a_reason_is_a_finding() {
        let left = judge(vec![], "at most 0\nsizes a.rs\n");
        assert!(left[0].words.contains("reason"), "{left:?}");
    }

    #[test]
    fn no_list_means_no_exceptions() {
        assert_eq!(judge(vec![], ""), []);
    }
}
