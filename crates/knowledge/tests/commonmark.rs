//! CommonMark's own examples against our writer. Those that come out otherwise stand in `commonmark-otherwise.txt`, each
//! with its reason; the list may only shrink.
//!
//! The examples come with the npm package `commonmark-spec`, which `npm ci` in `browser/` installs. On a machine
//! where nothing of it is installed the test says so and passes.

mod seen;

use knowledge::markdown::{Inside, Picture, Target, Targets, render};
use std::collections::BTreeSet;
use std::path::Path;

struct Example {
    number: usize,
    section: String,
    markdown: String,
    html: String,
}

fn examples(spec: &str) -> Vec<Example> {
    let (mut all, mut section) = (Vec::new(), String::new());
    let fence = "`".repeat(32);
    let mut lines = spec.lines().take_while(|line| *line != "<!-- END TESTS -->");
    while let Some(line) = lines.next() {
        if line.starts_with(&fence) && line.ends_with("example") {
            let until = |end: &str, lines: &mut dyn Iterator<Item = &str>| -> String {
                lines.take_while(|line| *line != end).map(|line| line.replace('→', "\t") + "\n").collect()
            };
            let markdown = until(".", &mut lines);
            let html = until(&fence, &mut lines);
            all.push(Example { number: all.len() + 1, section: section.clone(), markdown, html });
        } else if let Some(title) = line.strip_prefix('#') {
            section = title.trim_start_matches('#').trim().to_owned();
        }
    }
    all
}

/// Every link leads where it says, so that the writer's own decisions are all that is looked at.
struct AsWritten;

impl Targets for AsWritten {
    fn link(&self, written: &str, _wiki: bool) -> Target {
        Target::Inside(Inside { path: written.to_owned(), anchor: None })
    }

    fn picture(&self, written: &str) -> Target {
        Target::Picture(Picture { sha256: written.to_owned() })
    }
}

#[test]
fn the_examples_of_commonmark_come_out_as_they_should() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let installed = here.join("../../browser/node_modules");
    if !installed.exists() {
        return eprintln!("skipped: npm ci in browser/ installs the examples");
    }
    let spec = std::fs::read_to_string(installed.join("commonmark-spec/spec.txt")).unwrap();
    let all = examples(&spec);
    assert_eq!(all.len(), 652, "the examples of version 0.31.2");
    let list = std::fs::read_to_string(here.join("tests/commonmark-otherwise.txt")).unwrap();
    let numbers = list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    let otherwise: BTreeSet<usize> = numbers.map(|number| number.parse().unwrap()).collect();
    let mut wrong = Vec::new();
    for example in &all {
        let ours = seen::of(&render(&example.markdown, "", &AsWritten).html);
        let theirs = seen::of(&example.html);
        match (ours == theirs, otherwise.contains(&example.number)) {
            (true, true) => wrong.push(format!("{} comes out as it should: take it off the list", example.number)),
            (false, false) => wrong.push(format!(
                "{} ({})\n{}ours:   {ours}\ntheirs: {theirs}\n",
                example.number, example.section, example.markdown
            )),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}
