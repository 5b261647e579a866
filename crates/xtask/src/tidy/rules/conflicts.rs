//! No mark of an unfinished merge.

use super::{Finding, Tree, found};

pub const RULE: &str = "conflicts";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let marks = ['<', '>', '|'].map(|sign| format!("{} ", sign.to_string().repeat(7)));
    let mut findings = Vec::new();
    for file in &tree.files {
        let lines =
            file.text.lines().enumerate().filter(|(_, line)| marks.iter().any(|mark| line.starts_with(mark.as_str())));
        findings.extend(lines.map(|(n, _)| found(RULE, file, n + 1, "a merge was not finished here")));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    #[test]
    fn a_heading_underlined_is_no_conflict() {
        assert!(lines(check, &[("a.md", "Lyceum\n=======\n>>> quoted\n")]).is_empty());
    }

    #[test]
    fn a_mark_of_a_merge_is_a_breach() {
        let text = format!("a\n{} main\nb\n=======\nc\n{} other\n", "<".repeat(7), ">".repeat(7));
        assert_eq!(lines(check, &[("a.md", &text)]), [2, 6]);
    }
}
