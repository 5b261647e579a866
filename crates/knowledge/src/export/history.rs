//! The history as a git bundle: one commit for each version, by whom, when and why, in the order in which they were made.

use super::Files;
use super::read::{Book, Version};
use crate::import::{ImportFault, bundle_of};
use base::Moment;
use std::collections::BTreeMap;

/// The same history gives the same commits.
pub(super) fn bundle(book: &Book, markdown: &Files) -> Result<Vec<u8>, ImportFault> {
    let mut commits: BTreeMap<(Moment, &str, usize), &Version> = BTreeMap::new();
    for leaf in &book.pages {
        // A version that came by a side branch may be older than the one before it: it stays behind that one.
        let mut latest = Moment::from_micros(i64::MIN);
        for (at, version) in leaf.revisions.iter().enumerate() {
            latest = latest.max(seconds(version.at));
            commits.insert((latest, leaf.path.as_str(), at), version);
        }
    }
    let mut stream = Vec::new();
    let mut last = Moment::default();
    for ((at, path, _), version) in &commits {
        last = *at;
        commit(
            &mut stream,
            (&version.who, seconds(version.at), *at),
            &version.why,
            [(*path, version.text.as_bytes())].into_iter(),
        );
    }
    // Pictures and settings last: they stand beside the pages and have no history of their own.
    let pages: Vec<&str> = book.pages.iter().map(|leaf| leaf.path.as_str()).collect();
    let beside = markdown.iter().filter(|(path, _)| !pages.contains(&path.as_str()));
    let beside = beside.map(|(path, content)| (path.as_str(), content.as_slice()));
    commit(&mut stream, ("Lyceum", last, last), "Pictures and settings", beside);
    stream.extend_from_slice(b"done\n");
    bundle_of(stream)
}

fn seconds(at: Moment) -> Moment {
    Moment::from_micros(at.micros().div_euclid(1_000_000) * 1_000_000)
}

fn commit<'a>(
    stream: &mut Vec<u8>,
    (who, written, committed): (&str, Moment, Moment),
    why: &str,
    files: impl Iterator<Item = (&'a str, &'a [u8])>,
) {
    let time = |at: Moment| at.micros().div_euclid(1_000_000);
    let header = format!(
        "commit refs/heads/main\nauthor {who} <> {} +0000\ncommitter {who} <> {} +0000\ndata {}\n{why}\n",
        time(written),
        time(committed),
        why.len()
    );
    stream.extend_from_slice(header.as_bytes());
    for (path, content) in files {
        stream.extend_from_slice(format!("M 100644 inline {}\ndata {}\n", quoted(path), content.len()).as_bytes());
        stream.extend_from_slice(content);
        stream.push(b'\n');
    }
}

/// As git's streams write a path.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
