//! A source read to the end: every page with its revisions, every link with its target, nothing stored yet.

use super::address::{Addresses, Role, role, site_address};
use super::assets::{self, Asset};
use super::convert::{Converted, Shared, convert, convert_part, text_of};
use super::erb::part_key;
use super::history::{Commit, Step, Story, same_words, stories};
use super::places::{Places, Redirect, Spot, stood_for};
use super::redirects::{Redirects, absolute};
use super::site::{Site, settings_file, under};
use super::source::{LARGEST_PAGE, Source};
use super::{ImportFault, Loss, front};
use crate::markdown::{Anchors, Document, Rendered, Target, render};
use base::{Day, Moment};
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What an import will store.
#[derive(Debug, Default)]
pub struct Plan {
    pub pages: Vec<PlannedPage>,
    pub redirects: Vec<Redirect>,
    pub assets: Vec<Asset>,
    pub losses: Vec<Loss>,
    pub default_owner: Option<String>,
    /// What the handbook is called, where it says so.
    pub title: Option<String>,
    pub has_history: bool,
    pub links_resolved: usize,
    pub links_unresolved: usize,
}

#[derive(Debug, Default)]
pub struct PlannedPage {
    pub path: String,
    /// From the site's root, with its leading slash.
    pub address: String,
    pub is_part: bool,
    pub title: String,
    pub summary: Option<String>,
    pub owners: Vec<String>,
    pub reviewed_on: Option<Day>,
    pub review_on: Option<Day>,
    pub weight: Option<i64>,
    pub parent: Option<usize>,
    pub old_paths: Vec<String>,
    /// When it came to its path; none without a history.
    pub placed_at: Option<Moment>,
    /// Oldest first; the last is the page as it is now.
    pub revisions: Vec<PlannedRevision>,
    /// The last revision; addresses of pages are stand-ins.
    pub rendered: Rendered,
    /// Pages that this one leads to.
    pub leads_to: BTreeSet<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlannedRevision {
    /// Who, when, why; `None`: whoever imports, now.
    pub made: Option<Made>,
    pub title: String,
    pub front_text: String,
    pub body: String,
    /// Of the source file: tells whether a later import brings anything new.
    pub source_sha256: String,
    pub words_changed: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    pub commit: String,
    pub who: String,
    pub at: Moment,
    pub why: String,
}

impl Made {
    fn of(commit: &Commit) -> Self {
        Self { commit: commit.id.clone(), who: commit.who.clone(), at: commit.at, why: commit.why.clone() }
    }
}

/// Reads the whole source. `progress` hears of pages done and pages in all.
pub fn plan(source: &Source, progress: &mut dyn FnMut(u64, u64)) -> Result<Plan, ImportFault> {
    let planner = Planner::new(source)?;
    planner.run(progress)
}

struct Planner<'a> {
    source: &'a Source,
    site: Site,
    shared: Shared,
    /// Page files with their text.
    texts: BTreeMap<String, String>,
    plan: Plan,
}

impl<'a> Planner<'a> {
    fn new(source: &'a Source) -> Result<Self, ImportFault> {
        let paths = || source.files.keys().map(String::as_str);
        let settings = settings_file(paths());
        let pages = || paths().filter(|path| role(path) == Role::Page);
        let settings_text = match settings {
            Some((path, _)) => {
                source.contents(&[path], LARGEST_PAGE)?.remove(path).and_then(|content| text_of(&content))
            }
            None => None,
        };
        let known = settings.zip(settings_text.as_deref()).map(|((path, program), text)| (path, program, text));
        let site = Site::read(known, pages());
        let mut plan = Plan {
            losses: source.losses.clone(),
            default_owner: site.default_owner.clone(),
            title: site.title.clone(),
            ..Plan::default()
        };
        plan.has_history = source.has_history();
        let texts = read_texts(source, &site, &mut plan.losses)?;
        let partials = texts.iter().filter(|(path, _)| role(path) == Role::Part).map(|(path, text)| {
            let inner = under(path, &site.root).unwrap_or(path);
            (part_key(inner), front::part(text).body.to_owned())
        });
        let shared = Shared { program: site.program, partials: partials.collect() };
        Ok(Self { source, site, shared, texts, plan })
    }

    fn run(mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Plan, ImportFault> {
        if !self.texts.keys().any(|path| role(path) == Role::Page) {
            return Err(ImportFault::NotAHandbook);
        }
        let total = self.texts.len() as u64;
        progress(0, total);
        let converted: Vec<Converted> = self.texts.iter().map(|(path, text)| self.converted(path, text)).collect();
        self.note_losses(&converted);
        self.describe(&converted);
        self.history(&converted)?;
        self.link(&converted, total, progress)?;
        Ok(self.plan)
    }

    fn converted(&self, path: &str, text: &str) -> Converted {
        if role(path) == Role::Part { convert_part(path, text) } else { convert(path, text, &self.shared) }
    }

    fn note_losses(&mut self, converted: &[Converted]) {
        for (path, page) in self.texts.keys().zip(converted) {
            let found =
                page.losses.iter().map(|(line, what)| Loss { path: path.clone(), line: *line, what: what.clone() });
            self.plan.losses.extend(found);
        }
    }

    fn describe(&mut self, converted: &[Converted]) {
        let pages = self.texts.keys().zip(converted).map(|(path, page)| PlannedPage {
            path: path.clone(),
            address: match self.site.addresses.get(under(path, &self.site.root).unwrap_or(path)) {
                Some(own) => own.clone(),
                None => format!("/{}", site_address(&self.site, path)),
            },
            is_part: role(path) == Role::Part,
            title: page.title.clone(),
            summary: page.front.summary.clone(),
            owners: page.front.owners.clone(),
            reviewed_on: page.front.reviewed_on,
            review_on: page.front.review_on,
            weight: page.front.weight,
            ..PlannedPage::default()
        });
        self.plan.pages = pages.collect();
        self.set_parents(converted);
    }

    /// Said by the page, else the index of the nearest folder above.
    fn set_parents(&mut self, converted: &[Converted]) {
        let titles: HashMap<&str, usize> =
            converted.iter().enumerate().map(|(at, page)| (page.title.as_str(), at)).collect();
        let by_address: HashMap<String, usize> = self
            .plan
            .pages
            .iter()
            .enumerate()
            .filter(|(_, page)| !page.is_part)
            .map(|(at, page)| (folder_key(&page.address), at))
            .collect();
        let parents: Vec<Option<usize>> = (0..converted.len())
            .map(|at| {
                let page = &self.plan.pages[at];
                let said = converted[at].front.parent.as_deref().and_then(|title| titles.get(title)).copied();
                let above = || ancestors(&folder_key(&page.address)).find_map(|key| by_address.get(&key)).copied();
                if page.is_part { None } else { said.or_else(above).filter(|parent| *parent != at) }
            })
            .collect();
        for (at, parent) in parents.iter().enumerate() {
            self.plan.pages[at].parent = parent.filter(|parent| !leads_back(&parents, *parent, at));
        }
    }

    fn history(&mut self, converted: &[Converted]) -> Result<(), ImportFault> {
        let now: Vec<&str> = self.texts.keys().map(String::as_str).collect();
        let mut told = stories(&self.source.commits, &now, |path| role(path) != Role::Other);
        let old = OldTexts::read(self.source, &told)?;
        if old.left_out > 0 {
            let what = format!(
                "{} old versions are larger than a page may be, or beyond the limit of an import, and are left out",
                old.left_out
            );
            self.plan.losses.push(Loss::of_file("history", &what));
        }
        for (at, (path, text)) in self.texts.iter().enumerate() {
            let story = told.remove(path).unwrap_or_default();
            let mut revisions = self.old_revisions(&story, &old);
            let newest = PlannedRevision {
                made: None,
                title: converted[at].title.clone(),
                front_text: converted[at].front_text.clone(),
                body: converted[at].body.text(),
                source_sha256: sha256(text),
                words_changed: true,
            };
            finish_revisions(&mut revisions, newest, path, self.source)?;
            self.plan.pages[at].placed_at = story.placed().map(|commit| self.source.commits[commit].at);
            self.plan.pages[at].old_paths = story.old_paths;
            self.plan.pages[at].revisions = revisions;
        }
        Ok(())
    }

    fn old_revisions(&self, story: &Story, old: &OldTexts) -> Vec<PlannedRevision> {
        let steps = story.steps.iter().filter_map(|step| Some((step, old.texts.get(&step.after.blob)?)));
        steps.map(|(step, text)| self.old_revision(step, text, old)).collect()
    }

    fn old_revision(&self, step: &Step, text: &str, old: &OldTexts) -> PlannedRevision {
        let page = self.converted(&step.after.path, text);
        let before = step.before.as_ref().and_then(|file| old.texts.get(&file.blob));
        PlannedRevision {
            made: Some(Made::of(&self.source.commits[step.commit])),
            title: page.title,
            front_text: page.front_text,
            body: page.body.text(),
            source_sha256: sha256(text),
            words_changed: before.is_none_or(|before| !same_words(front::part(before).body, front::part(text).body)),
        }
    }

    fn link(
        &mut self,
        converted: &[Converted],
        total: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), ImportFault> {
        let texts: Vec<String> = self
            .plan
            .pages
            .iter()
            .map(|page| page.revisions.last().map_or(String::new(), |it| it.body.clone()))
            .collect();
        let documents: Vec<Document> =
            texts.iter().zip(&self.plan.pages).map(|(text, page)| Document::read(text, &page.title)).collect();
        let (addresses, redirects) = self.addresses(converted);
        let (kept, losses) = assets::gather(self.source, &self.wanted_assets(&documents))?;
        self.plan.losses.extend(losses);
        let site = self.site.clone();
        let places = Places {
            site: &site,
            source: self.source,
            addresses,
            redirects,
            anchors: documents.iter().map(Anchors::of).collect(),
            assets: kept,
        };
        drop(documents);
        for (at, text) in texts.iter().enumerate() {
            let page = &mut self.plan.pages[at];
            page.rendered = render(text, &page.title, &places.on(&page.path));
            progress(at as u64 + 1, total);
        }
        for (at, page) in converted.iter().enumerate() {
            self.note_links(at, page);
        }
        self.plan.redirects = places.redirects;
        self.plan.assets = places.assets.into_values().collect();
        self.plan.assets.sort_by(|one, other| one.sha256.cmp(&other.sha256));
        self.plan.assets.dedup_by(|one, other| one.sha256 == other.sha256);
        Ok(())
    }

    fn wanted_assets(&self, documents: &[Document]) -> BTreeSet<String> {
        let mut wanted = BTreeSet::new();
        for (document, page) in documents.iter().zip(&self.plan.pages).filter(|(_, page)| !page.is_part) {
            for written in document.destinations() {
                let found = assets::find(self.source, &self.site, &page.path, written);
                wanted.extend(found.filter(|path| role(path) == Role::Other));
            }
        }
        wanted
    }

    /// Every address of every page: today's first, then those that pages say they had, then the settings', then those
    /// that history tells.
    fn addresses(&self, converted: &[Converted]) -> (Addresses<Spot>, Vec<Redirect>) {
        let (mut addresses, mut redirects) = (Addresses::new(), Redirects::default());
        let pages: Vec<(usize, &PlannedPage)> =
            self.plan.pages.iter().enumerate().filter(|(_, page)| !page.is_part).collect();
        for (at, page) in &pages {
            addresses.learn_page(&self.site, &page.path, &page.title, Spot { page: *at, redirect: None });
        }
        // What was written out says the address of every page, whatever its path.
        for (at, page) in pages.iter().filter(|_| !self.site.addresses.is_empty()) {
            addresses.learn(&page.address, Spot { page: *at, redirect: None });
        }
        for (at, page) in &pages {
            let front = &converted[*at].front;
            let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let inner = under(folder, &self.site.root).unwrap_or(folder);
            let own = front.permalink.clone().or_else(|| front.slug.as_ref().map(|slug| absolute(inner, slug)));
            if let Some(own) = own {
                addresses.learn(&own, Spot { page: *at, redirect: None });
                addresses.learn(&format!("{own}/"), Spot { page: *at, redirect: None });
            }
            for old in &front.old_addresses {
                redirects.add(&mut addresses, &absolute(inner, old), *at, None);
            }
        }
        for (old, new) in &self.site.redirects {
            let (path, anchor) =
                new.split_once('#').map_or((new.as_str(), None), |(path, anchor)| (path, Some(anchor)));
            let path = self.site.own_path(path).unwrap_or(path);
            if let Some(spot) = addresses.knows(path) {
                redirects.add(&mut addresses, &absolute("", old), spot.page, anchor);
            }
        }
        for (at, page) in &pages {
            for old in &page.old_paths {
                let address = format!("/{}", site_address(&self.site, old));
                redirects.add(&mut addresses, &address, *at, None);
            }
        }
        (addresses, redirects.all)
    }

    fn note_links(&mut self, at: usize, converted: &Converted) {
        let page = &mut self.plan.pages[at];
        let mut losses = Vec::new();
        for link in &page.rendered.links {
            let mut lose = |what: String| {
                losses.push(Loss { path: page.path.clone(), line: converted.body.source_line(link.line), what });
            };
            match &link.target {
                Target::Inside(inside) => {
                    self.plan.links_resolved += 1;
                    page.leads_to.extend(stood_for(&inside.path).filter(|to| *to != at));
                    if inside.anchor.is_none()
                        && link
                            .written
                            .split_once('#')
                            .is_some_and(|(_, anchor)| !matches!(anchor, "" | "content" | "top"))
                    {
                        lose(format!("“{}” leads to a page without that heading; it leads to its top", link.written));
                    }
                }
                Target::Nowhere if link.written.trim().is_empty() => {}
                Target::Nowhere if link.is_picture => lose(format!(
                    "the picture “{}” is not in the source; its words stay",
                    base::text::shorten(&link.written, 200)
                )),
                Target::Nowhere => {
                    self.plan.links_unresolved += 1;
                    lose(format!(
                        "“{}” leads to nothing in the source; its words stay",
                        base::text::shorten(&link.written, 200)
                    ));
                }
                Target::Here(_) | Target::Picture(_) | Target::Outside(_) => {}
            }
        }
        if page.rendered.cut {
            losses.push(Loss::of_file(&page.path, "longer than a page may be; its end is left out"));
        }
        self.plan.losses.extend(losses);
    }
}

fn read_texts(source: &Source, site: &Site, losses: &mut Vec<Loss>) -> Result<BTreeMap<String, String>, ImportFault> {
    let inside = |path: &str| !site.only_root || under(path, &site.root).is_some();
    let wanted: Vec<&str> =
        source.files.keys().map(String::as_str).filter(|path| role(path) != Role::Other && inside(path)).collect();
    let mut texts = BTreeMap::new();
    let contents = source.contents(&wanted, LARGEST_PAGE)?;
    for path in wanted {
        match contents.get(path).map(|content| text_of(content)) {
            Some(Some(text)) => drop(texts.insert(path.to_owned(), text)),
            Some(None) => losses.push(Loss::of_file(path, "not UTF-8 text; it is left out")),
            None => losses.push(Loss::of_file(path, "larger than 1 MiB, or not readable; it is left out")),
        }
    }
    Ok(texts)
}

/// Ends a page's revisions with its present state: it may have come by a merge, or there is no history at all.
fn finish_revisions(
    revisions: &mut Vec<PlannedRevision>,
    mut newest: PlannedRevision,
    path: &str,
    source: &Source,
) -> Result<(), ImportFault> {
    match revisions.last_mut() {
        Some(last) if last.source_sha256 == newest.source_sha256 => {
            // The same text; only what stands around it (parts, settings) is of today.
            last.body = newest.body;
            last.title = newest.title;
        }
        last => {
            newest.words_changed = last.is_none_or(|last| !same_words(&last.body, &newest.body));
            if let Some(repository) = source.repository() {
                newest.made = repository.newest_commit(path)?.as_ref().map(Made::of);
            }
            revisions.push(newest);
        }
    }
    Ok(())
}

/// Texts of old versions by git's hash.
struct OldTexts {
    texts: HashMap<String, String>,
    left_out: usize,
}

impl OldTexts {
    /// Newest first, so that what is beyond the limit is the oldest.
    fn read(source: &Source, told: &HashMap<String, Story>) -> Result<Self, ImportFault> {
        let mut blobs: Vec<(usize, &str)> = Vec::new();
        for step in told.values().flat_map(|story| &story.steps) {
            blobs.push((step.commit, &step.after.blob));
            blobs.extend(step.before.iter().map(|file| (step.commit, file.blob.as_str())));
        }
        blobs.sort_unstable_by(|one, other| other.cmp(one));
        let mut seen = std::collections::HashSet::new();
        let wanted: Vec<&str> = blobs.into_iter().map(|(_, blob)| blob).filter(|blob| seen.insert(*blob)).collect();
        let contents = source.versions(&wanted, LARGEST_PAGE)?;
        let left_out = wanted.len() - contents.len();
        let texts = contents.into_iter().filter_map(|(blob, content)| Some((blob, text_of(&content)?))).collect();
        Ok(Self { texts, left_out })
    }
}

/// `/guides/setup.html` and `/guides/setup/` have the key `guides/setup`.
fn folder_key(address: &str) -> String {
    super::address::stem(address.trim_matches('/')).to_owned()
}

/// Keys above `key`, nearest first, with the site's front page last.
fn ancestors(key: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = (!key.is_empty()).then_some(key);
    std::iter::from_fn(move || {
        let key = rest?;
        let above = key.rsplit_once('/').map_or("", |(above, _)| above);
        rest = (!above.is_empty()).then_some(above);
        Some(above.to_owned())
    })
}

fn leads_back(parents: &[Option<usize>], from: usize, to: usize) -> bool {
    let mut at = Some(from);
    for _ in 0..parents.len() {
        match at {
            Some(page) if page == to => return true,
            Some(page) => at = parents[page],
            None => return false,
        }
    }
    true
}

fn sha256(text: &str) -> String {
    base::text::hex(&sha2::Sha256::digest(text.as_bytes()))
}
