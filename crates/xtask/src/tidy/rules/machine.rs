//! Text in the repository speaks of the product alone: no paths of the machine it was written on.

use super::{Finding, Tree, found};

pub const RULE: &str = "machine";

/// Written in two halves, so that this list is not found by itself.
const PATHS: &[[&str; 2]] = &[
    ["/ro", "ot/"],
    ["/ho", "me/"],
    ["/Us", "ers/"],
    ["/work", "/main"],
    ["/work", "/shared"],
    ["/work", "/wt"],
    ["/work", "/target"],
    ["/work", "/team"],
    ["/work", "/.library"],
    ["/tmp/", "bash_"],
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &tree.files {
        for (n, line) in file.text.lines().enumerate() {
            if let Some(path) = PATHS.iter().map(|halves| halves.concat()).find(|path| line.contains(path.as_str())) {
                findings.push(found(RULE, file, n + 1, format!("{path} is a path of a machine")));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    #[test]
    fn addresses_of_the_product_pass() {
        assert!(
            lines(check, &[("README.md", "See /work/61 and /work/not-now; samples lie in ../shared/data.")]).is_empty()
        );
    }

    #[test]
    fn a_path_of_a_machine_is_a_breach() {
        let path = ["/work", "/main", "/x"].concat();
        assert_eq!(lines(check, &[("README.md", &format!("\ncd {path}"))]), [2]);
    }
}
