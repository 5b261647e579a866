//! Sizes: source file aim ≤ 110 lines, hard 500; function hard 70; door function hard 60; template aim ≤ 100, hard 200.

use super::{File, Finding, Tree, found};

pub const RULE: &str = "sizes";

const FILE_AIM: usize = 110;
const FILE_HARD: usize = 500;
const FUNCTION_HARD: usize = 70;
const DOOR_FUNCTION_HARD: usize = 60;
const TEMPLATE_HARD: usize = 200;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut over = |file: &File, line: usize, what: String, lines: usize, hard: usize| {
        if lines > hard {
            findings.push(found(RULE, file, line, format!("{what} has {lines} lines, at most {hard}")));
        }
    };
    for file in tree.files.iter().filter(|file| file.path.starts_with("crates/")) {
        let lines = file.text.lines().count();
        match &file.rust {
            Some(rust) => {
                over(file, 1, "this file".to_owned(), lines, FILE_HARD);
                let hard = if file.is_door() { DOOR_FUNCTION_HARD } else { FUNCTION_HARD };
                for function in &rust.functions {
                    over(file, function.line, format!("fn {}", function.name), function.lines, hard);
                }
            }
            None if file.extension() == "html" => over(file, 1, "this template".to_owned(), lines, TEMPLATE_HARD),
            None => {}
        }
    }
    findings
}

/// How near the house is to its aim, said at the end of each run.
pub fn summary(tree: &Tree) -> String {
    let long = tree.rust_files().filter(|(file, _)| file.text.lines().count() > FILE_AIM).count();
    format!("{long} of {} source files over the aim of {FILE_AIM} lines", tree.rust_files().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines;

    fn function(lines: usize) -> String {
        format!("fn a() {{\n{}}}\n", "    b();\n".repeat(lines - 2))
    }

    #[test]
    fn what_fits_is_no_finding() {
        assert!(
            lines(
                check,
                &[("crates/work/src/lib.rs", &function(70)), ("crates/work/src/a.html", &"<p>\n".repeat(200))]
            )
            .is_empty()
        );
    }

    #[test]
    fn what_outgrows_its_room_is_a_breach() {
        assert_eq!(lines(check, &[("crates/work/src/lib.rs", &function(71))]), [1]);
        assert_eq!(lines(check, &[("crates/work/src/problem/web.rs", &function(61))]), [1]);
        assert_eq!(lines(check, &[("crates/work/src/lib.rs", &"\n".repeat(501))]), [1]);
        assert_eq!(lines(check, &[("crates/work/src/a.html", &"<p>\n".repeat(201))]), [1]);
    }
}
