//! Handbooks with every revision. They are read as the source of a handbook is, so that their words reach a page only
//! through our own Markdown.

use super::{Work, not_here};
use crate::merger::decisions::Decisions;
use crate::merger::theirs::{Handbook, Page, Revision, Theirs};
use crate::merger::{Decision, Kind, Refusal};
use ::store::Tx;
use base::{Subject, text};
use knowledge::import::{ImportFault, Told, ToldPage, ToldVersion, Wish, save_told, told};
use knowledge::{handbook, page};
use std::collections::HashMap;

/// Handbooks read to the end and not stored yet, by name: this takes long, and needs no transaction.
#[derive(Default)]
pub struct Prepared(HashMap<String, Told>);

/// Pages that do not come are left out before anything is rendered.
pub fn prepare(theirs: &Theirs, decisions: &Decisions) -> Result<Prepared, Refusal> {
    let mut prepared = HashMap::new();
    for handbook in &theirs.handbooks {
        let pages: Vec<ToldPage> = theirs
            .pages
            .iter()
            .filter(|it| {
                it.handbook == handbook.name && decisions.of(Kind::Page, &it.key()).decision != Decision::Leave
            })
            .map(as_told)
            .collect();
        if !pages.is_empty() {
            prepared.insert(handbook.name.clone(), told(&pages).map_err(of_import)?);
        }
    }
    Ok(Prepared(prepared))
}

fn as_told(page: &Page) -> ToldPage {
    let versions = page.revisions.iter().map(|it| ToldVersion {
        at: it.made_at,
        who: it.author.clone(),
        why: it.why.clone(),
        text: as_file(it),
    });
    ToldPage { path: file_of(&page.path), versions: versions.collect() }
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
                // It came before, and what was written in it since is ours.
                (Some(_), _) | (None, None) => {}
                (None, Some(told)) => self.handbook(tx, it, told)?,
            }
        }
        Ok(())
    }

    fn handbook(&mut self, tx: &mut Tx<'_>, it: &Handbook, told: &Told) -> Result<(), Refusal> {
        let name = self.free_name(tx, &it.name)?;
        let owner = it.owner.and_then(|id| self.into.get(&id)).copied();
        // Whoever may carry out a merger need not be a librarian.
        let mut as_system = self.act.clone();
        as_system.actor.system = true;
        save_told(tx, &as_system, &Wish { name: name.clone(), owner }, told).map_err(of_import)?;
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
                self.page(tx, theirs, state)?;
            }
        }
        Ok(())
    }

    fn page(&mut self, tx: &mut Tx<'_>, it: &Page, state: &page::SourceState) -> Result<(), Refusal> {
        self.made("page", it.number, state.id);
        self.pages.insert(it.number, state.number);
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
        page::retire(tx, self.act, state.id, &why)?;
        tx.record(&self.act.event("page.retired", Subject::new(page::KIND, state.id)))?;
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
