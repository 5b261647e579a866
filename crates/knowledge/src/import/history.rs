//! From a repository's commits to the story of each page: renames followed, merges left out.

use base::Moment;
use std::collections::{HashMap, HashSet};

/// One change to a repository: who, when, why, and what it did to files.
#[derive(Clone, Debug, PartialEq)]
pub struct Commit {
    pub id: String,
    pub who: String,
    pub at: Moment,
    pub why: String,
    pub changes: Vec<Change>,
}

/// What a commit did to one file. Contents are named by their hash.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// `None`: the file is new.
    pub from: Option<File>,
    /// `None`: the file is gone.
    pub to: Option<File>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub blob: String,
}

/// One step in a page's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which commit, by its place in the list.
    pub commit: usize,
    pub before: Option<File>,
    pub after: File,
}

/// A page's life, oldest first, and the paths that it had before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    pub steps: Vec<Step>,
    pub old_paths: Vec<String>,
}

impl Story {
    /// The commit that brought the page to the path where it stayed.
    pub fn placed(&self) -> Option<usize> {
        let now = &self.steps.last()?.after.path;
        let came = |step: &&Step| step.after.path == *now && step.before.as_ref().is_none_or(|it| it.path != *now);
        self.steps.iter().rev().find(came).map(|step| step.commit)
    }
}

/// The story of each path of `now`. Commits stand oldest first; those of side branches may come in between, so a path
/// that was renamed meanwhile still leads to its page.
pub fn stories(commits: &[Commit], now: &[&str], is_page: impl Fn(&str) -> bool) -> HashMap<String, Story> {
    let mut teller = Teller::default();
    for (at, commit) in commits.iter().enumerate() {
        for change in &commit.changes {
            let touches = |file: &Option<File>| file.as_ref().is_some_and(|file| is_page(&file.path));
            if touches(&change.from) || touches(&change.to) {
                teller.take(at, change);
            }
        }
    }
    teller.finish(now)
}

#[derive(Default)]
struct Teller {
    stories: Vec<Story>,
    /// The page that is at a path now.
    live: HashMap<String, usize>,
    /// The page that was last at a path.
    last: HashMap<String, usize>,
    /// At how many paths each page is now.
    homes: Vec<usize>,
}

impl Teller {
    fn take(&mut self, commit: usize, change: &Change) {
        let Some(after) = &change.to else {
            if let Some(from) = &change.from {
                self.leave(&from.path);
            }
            return;
        };
        let page = match &change.from {
            Some(from) => self.page_at(&from.path).unwrap_or_else(|| self.begin()),
            // New at a path that a page has left for another one: not that page.
            None => self
                .page_at(&after.path)
                .filter(|page| self.is_at(&after.path, *page) || self.homes[*page] == 0)
                .unwrap_or_else(|| self.begin()),
        };
        let renamed = change.from.as_ref().filter(|from| from.path != after.path);
        if let Some(from) = renamed {
            self.leave(&from.path);
        }
        // A side branch may still change a page where it was before it moved.
        if renamed.is_some() || change.from.is_none() || self.homes[page] == 0 {
            self.settle(&after.path, page);
        }
        self.last.insert(after.path.clone(), page);
        self.stories[page].steps.push(Step { commit, before: change.from.clone(), after: after.clone() });
    }

    fn begin(&mut self) -> usize {
        self.stories.push(Story::default());
        self.homes.push(0);
        self.stories.len() - 1
    }

    fn page_at(&self, path: &str) -> Option<usize> {
        self.live.get(path).or_else(|| self.last.get(path)).copied()
    }

    fn is_at(&self, path: &str, page: usize) -> bool {
        self.live.get(path) == Some(&page)
    }

    fn leave(&mut self, path: &str) {
        if let Some(page) = self.live.remove(path) {
            self.homes[page] -= 1;
        }
    }

    fn settle(&mut self, path: &str, page: usize) {
        self.leave(path);
        self.live.insert(path.to_owned(), page);
        self.homes[page] += 1;
    }

    fn finish(mut self, now: &[&str]) -> HashMap<String, Story> {
        let mut told = HashMap::new();
        let mut taken = HashSet::new();
        // Who is at the path now first, then who was there once and is nowhere else.
        for known in [&self.live, &self.last] {
            for path in now {
                if let Some(page) = known.get(*path).filter(|_| !told.contains_key(*path))
                    && taken.insert(*page)
                {
                    let mut story = std::mem::take(&mut self.stories[*page]);
                    story.old_paths = old_paths(&story, path);
                    told.insert((*path).to_owned(), story);
                }
            }
        }
        told
    }
}

fn old_paths(story: &Story, now: &str) -> Vec<String> {
    let mut old: Vec<String> = Vec::new();
    for file in story.steps.iter().flat_map(|step| step.before.iter().chain([&step.after])) {
        if file.path != now && !old.contains(&file.path) {
            old.push(file.path.clone());
        }
    }
    old
}

/// Do two texts say the same words? Empty lines and line ends do not count. Everything else does, as it does in the
/// history that a source shows of itself: a reader who counts there comes to the same number of changes.
pub fn same_words(one: &str, other: &str) -> bool {
    let said = |text| str::lines(text).filter(|line| !line.trim().is_empty());
    one == other || said(one).eq(said(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, blob: &str) -> Option<File> {
        Some(File { path: path.into(), blob: blob.into() })
    }

    fn commit(changes: Vec<(Option<File>, Option<File>)>) -> Commit {
        let changes = changes.into_iter().map(|(from, to)| Change { from, to }).collect();
        Commit { id: String::new(), who: "a".into(), at: Moment::default(), why: String::new(), changes }
    }

    #[test]
    fn a_page_keeps_its_story_through_renames_and_side_branches() {
        let commits = [
            commit(vec![(None, file("a.md", "1"))]),
            commit(vec![(file("a.md", "1"), file("b.md", "1"))]),
            // From a branch that forked before the rename.
            commit(vec![(file("a.md", "1"), file("a.md", "2"))]),
            commit(vec![(file("b.md", "1"), file("b.md", "3"))]),
        ];
        let stories = stories(&commits, &["b.md"], |_| true);
        let story = &stories["b.md"];
        assert_eq!(story.steps.iter().map(|step| step.after.blob.as_str()).collect::<Vec<_>>(), ["1", "1", "2", "3"]);
        assert_eq!(story.old_paths, ["a.md"]);
        assert_eq!(story.placed(), Some(1));
    }

    #[test]
    fn a_path_used_again_after_a_rename_is_another_page() {
        let commits = [
            commit(vec![(None, file("a.md", "1"))]),
            commit(vec![(file("a.md", "1"), file("b.md", "1"))]),
            commit(vec![(None, file("a.md", "9")), (file("b.md", "1"), file("b.md", "2"))]),
        ];
        let stories = stories(&commits, &["a.md", "b.md"], |_| true);
        assert_eq!(stories["a.md"].steps.len(), 1);
        assert_eq!(stories["b.md"].steps.len(), 3);
    }

    #[test]
    fn a_page_that_was_removed_and_comes_back_goes_on() {
        let commits = [
            commit(vec![(None, file("a.md", "1"))]),
            commit(vec![(file("a.md", "1"), None)]),
            commit(vec![(None, file("a.md", "2"))]),
        ];
        assert_eq!(stories(&commits, &["a.md"], |_| true)["a.md"].steps.len(), 2);
    }

    #[test]
    fn words_are_compared_without_regard_to_empty_lines() {
        assert!(same_words("a b\r\nc", "a b\n\n \nc\n"));
        assert!(!same_words("a b", "ab"));
        assert!(!same_words("a b \nc", "a b\nc"), "as the source counts it");
    }
}
