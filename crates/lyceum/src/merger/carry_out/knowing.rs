//! Handbooks with every revision. They are read as the source of a handbook is, so that their words reach a page only
//! through our own Markdown.

use super::{Work, not_here};
use crate::merger::decisions::Decisions;
use crate::merger::theirs::{Handbook, Page, Revision, Theirs};
use crate::merger::{Decision, Kind, Refusal};
use ::store::Tx;
use base::{Act, Subject, text};
use knowledge::export::beside;
use knowledge::handbook::{self, HandbookId};
use knowledge::import::{Added, ImportFault, Told, ToldPage, ToldVersion, Wish, save_more, save_told, told_with};
use knowledge::page::{self, PageId};
use std::collections::{HashMap, HashSet};

/// Handbooks read to the end and not stored yet, by name: this takes long, and needs no transaction.
#[derive(Default)]
pub struct Prepared(HashMap<String, Told>);

/// Pages that do not come are left out before anything is rendered.
pub fn prepare(theirs: &Theirs, decisions: &Decisions) -> Result<Prepared, Refusal> {
    let mut prepared = HashMap::new();
    for handbook in &theirs.handbooks {
        let comes = |it: &&Page| {
            it.handbook == handbook.name && decisions.of(Kind::Page, &it.key()).decision != Decision::Leave
        };
        let theirs_of_it: Vec<&Page> = theirs.pages.iter().filter(comes).collect();
        if !theirs_of_it.is_empty() {
            let told = Telling::of(&theirs_of_it, &theirs.files).told().map_err(of_import)?;
            prepared.insert(handbook.name.clone(), told);
        }
    }
    Ok(Prepared(prepared))
}

/// One of their handbooks as a folder: pages at their paths, pictures by their hashes, links between them.
struct Telling<'a> {
    pages: &'a [&'a Page],
    files: &'a HashMap<String, Vec<u8>>,
    page_paths: HashMap<i64, String>,
    file_paths: HashMap<String, String>,
}

impl<'a> Telling<'a> {
    fn of(pages: &'a [&'a Page], files: &'a HashMap<String, Vec<u8>>) -> Self {
        let page_paths = pages.iter().map(|it| (it.number, file_of(&it.path))).collect();
        let file_paths = files.keys().map(|hash| (hash.clone(), format!("files/{hash}"))).collect();
        Self { pages, files, page_paths, file_paths }
    }

    fn told(&self) -> Result<Told, ImportFault> {
        let pages: Vec<ToldPage> = self.pages.iter().map(|page| self.page(page)).collect();
        // Only what a page of this handbook shows comes with it.
        let shown: HashSet<&str> =
            pages.iter().flat_map(|page| page.versions.iter().flat_map(|it| hashes_in(&it.text))).collect();
        let files = self.files.iter().filter(|(hash, _)| shown.contains(hash.as_str()));
        told_with(&pages, files.map(|(hash, content)| (self.file_paths[hash].clone(), content.clone())).collect())
    }

    fn page(&self, page: &Page) -> ToldPage {
        let path = file_of(&page.path);
        let versions = page.revisions.iter().map(|it| ToldVersion {
            at: it.made_at,
            who: it.author.clone(),
            why: it.why.clone(),
            text: beside(&as_file(it), &path, &page.places, &self.page_paths, &self.file_paths),
        });
        ToldPage { versions: versions.collect(), path }
    }
}

/// What stands behind each `files/`: a hash is as long as every other one.
fn hashes_in(text: &str) -> impl Iterator<Item = &str> {
    const LENGTH: usize = 64;
    text.match_indices("files/").filter_map(|(at, found)| text.get(at + found.len()..at + found.len() + LENGTH))
}

/// The name of its file: what programs made of it is done already.
fn file_of(path: &str) -> String {
    let path = path.strip_suffix(".erb").unwrap_or(path);
    if [".md", ".markdown", ".mdx", ".mkd", ".mdown"].iter().any(|ending| path.ends_with(ending)) {
        path.to_owned()
    } else {
        format!("{path}.md")
    }
}

fn as_file(it: &Revision) -> String {
    let front = it.front_matter.trim();
    let is_toml = front.lines().any(|line| line.split_once('=').is_some_and(|(name, _)| !name.contains(':')));
    let titled = front.lines().any(|line| line.trim_start().to_lowercase().starts_with("title"));
    let (fence, title) = match is_toml {
        true => ("+++", format!("title = {}\n", serde_json::json!(it.title))),
        false => ("---", format!("title: {}\n", serde_json::json!(it.title))),
    };
    let title = if titled { "" } else { title.as_str() };
    format!("{fence}\n{title}{front}\n{fence}\n\n{}\n", it.body.trim_matches('\n'))
}

fn of_import(fault: ImportFault) -> Refusal {
    match fault {
        ImportFault::Store(error) => error.into(),
        other => Refusal::said(format!("a handbook cannot come in: {other}")),
    }
}

impl Work<'_> {
    pub(super) fn handbooks(&mut self, tx: &mut Tx<'_>, prepared: &Prepared) -> Result<(), Refusal> {
        for it in &self.theirs.handbooks {
            match (self.came("handbook", it.id), prepared.0.get(&it.name)) {
                (_, None) => {}
                (None, Some(told)) => self.handbook(tx, it, told)?,
                (Some(ours), Some(told)) => self.more_pages(tx, it, ours.into(), told)?,
            }
        }
        Ok(())
    }

    fn handbook(&mut self, tx: &mut Tx<'_>, it: &Handbook, told: &Told) -> Result<(), Refusal> {
        let name = self.free_name(tx, &it.name)?;
        let owner = it.owner.and_then(|id| self.into.get(&id)).copied();
        save_told(tx, &self.as_system(), &Wish { name: name.clone(), owner }, told).map_err(of_import)?;
        let made = handbook::find_by_name(tx, &name)?.ok_or_else(|| Refusal::said("a handbook was not kept"))?;
        let title = if name == it.name { it.title.clone() } else { format!("{} ({})", it.title, self.theirs.name) };
        handbook::set_title(tx, made.id, &text::shorten(&title, 200))?;
        self.made("handbook", it.id, made.id);
        self.count("handbooks");
        let states = page::source_states(tx, made.id)?;
        let by_path: HashMap<&str, &page::SourceState> =
            states.iter().map(|state| (state.path.as_str(), state)).collect();
        for theirs in self.theirs.pages.iter().filter(|page| page.handbook == it.name) {
            if let Some(state) = by_path.get(file_of(&theirs.path).as_str()) {
                self.page(tx, theirs, (state.id, state.number))?;
            }
        }
        Ok(())
    }

    /// Whoever may carry out a merger need not be a librarian.
    fn as_system(&self) -> Act {
        let mut act = self.act.clone();
        act.actor.system = true;
        act
    }

    /// It came before, and what was written in it since is ours: only pages come that it did not have then.
    fn more_pages(&mut self, tx: &mut Tx<'_>, it: &Handbook, ours: HandbookId, told: &Told) -> Result<(), Refusal> {
        let mut came = HashMap::new();
        let numbers: HashMap<PageId, i64> =
            page::source_states(tx, ours)?.iter().map(|state| (state.id, state.number)).collect();
        for theirs in self.theirs.pages.iter().filter(|page| page.handbook == it.name) {
            let Some(id) = self.came("page", theirs.number).map(PageId::from) else { continue };
            // One that is in another handbook by now is looked up by itself.
            let number = match numbers.get(&id) {
                Some(number) => Some(*number),
                None => page::find(tx, id)?.map(|it| it.summary.number),
            };
            if let Some(number) = number {
                self.pages.insert(theirs.number, number);
                came.insert(file_of(&theirs.path), (id, number));
            }
        }
        let added = save_more(tx, &self.as_system(), ours, &came, told).map_err(of_import)?;
        let by_path: HashMap<&str, &Added> = added.iter().map(|page| (page.path.as_str(), page)).collect();
        for theirs in self.theirs.pages.iter().filter(|page| page.handbook == it.name) {
            if let Some(added) = by_path.get(file_of(&theirs.path).as_str()) {
                self.page(tx, theirs, (added.page, added.number))?;
            }
        }
        Ok(())
    }

    fn page(&mut self, tx: &mut Tx<'_>, it: &Page, (id, number): (PageId, i64)) -> Result<(), Refusal> {
        self.made("page", it.number, id);
        self.pages.insert(it.number, number);
        let decided = self.decided(Kind::Page, &it.key());
        let why = if decided.decision == Decision::Same {
            let ours = self.ours.pages.iter().find(|our| page::reference(our.number) == decided.ours);
            let ours = ours.ok_or_else(|| not_here(Kind::Page, &decided))?;
            self.pages.insert(it.number, ours.number);
            Some(format!("It says the same as {}, {}.", decided.ours, ours.title))
        } else {
            it.retired_on.map(|day| format!("It was retired at {} on {}.", self.theirs.name, day.long()))
        };
        let Some(why) = why else {
            self.count("pages new");
            return Ok(());
        };
        page::retire(tx, self.act, id, &why)?;
        tx.record(&self.act.event("page.retired", Subject::new(page::KIND, id)))?;
        self.count(if decided.decision == Decision::Same { "pages the same" } else { "pages kept retired" });
        Ok(())
    }

    /// Theirs, or with what they are called behind it, where we have one of that name.
    fn free_name(&self, tx: &mut Tx<'_>, name: &str) -> Result<String, Refusal> {
        let whose: String = text::slug(&self.theirs.name).chars().take(30).collect();
        let begin: String = name.chars().take(40).collect();
        let mut candidates = vec![name.to_owned(), format!("{begin} - {}", whose.trim_matches('-'))];
        candidates.extend((2..100).map(|number| format!("{begin} - {number}")));
        for candidate in candidates {
            if handbook::is_name(&candidate) && handbook::find_by_name(tx, &candidate)?.is_none() {
                return Ok(candidate);
            }
        }
        Err(Refusal::said(format!("there is no free name for the handbook {name}")))
    }
}
