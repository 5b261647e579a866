//! The XML of a Confluence space: every page with its older versions, where it stands, and its attachments.

use super::super::told::{ToldPage, ToldVersion};
use super::super::{ImportFault, Loss};
use super::entities::{self, Entities, Object};
use super::storage::{self, Spoken};
use super::{Names, Unpacked, Zipped, file, html, relative};
use base::Moment;
use std::collections::{BTreeMap, HashMap};

/// Longer chains of pages above a page go round in a circle.
const DEEPEST: usize = 60;

pub fn unpack(zip: &mut Zipped) -> Result<Unpacked, ImportFault> {
    let Some(at) = zip.entries.iter().position(|it| it.path.ends_with("entities.xml")) else {
        return Err(ImportFault::NotAHandbook);
    };
    let top = zip.entries[at].path.trim_end_matches("entities.xml").to_owned();
    let broken = |error: String| ImportFault::Source(format!("entities.xml cannot be read: {error}"));
    let entities = zip.stream(at, |from| entities::read(from))?.map_err(broken)?;
    let space = Space::of(&entities, zip, &top);
    if space.paths.is_empty() {
        return Err(ImportFault::NotAHandbook);
    }
    let mut losses = space.losses();
    let mut told: Vec<ToldPage> = space.current().into_iter().map(|page| space.told(page, &mut losses)).collect();
    told.sort_by(|one, other| one.path.cmp(&other.path));
    let files = space.files.values().map(|(path, entry)| (path.clone(), *entry)).collect();
    Ok(Unpacked { told, files, losses, ..Unpacked::default() })
}

struct Space<'a> {
    entities: &'a Entities,
    /// By id: where each current page stands.
    paths: HashMap<&'a str, String>,
    /// Ids by title, as links name pages.
    titles: HashMap<&'a str, &'a str>,
    /// By the page's id and the file's name: its path, and which entry of the archive it is.
    files: BTreeMap<(&'a str, &'a str), (String, usize)>,
    /// Attachments that the archive does not hold.
    absent: Vec<String>,
}

impl<'a> Space<'a> {
    fn of(entities: &'a Entities, zip: &Zipped, top: &str) -> Self {
        let mut space = Self {
            entities,
            paths: HashMap::new(),
            titles: HashMap::new(),
            files: BTreeMap::new(),
            absent: Vec::new(),
        };
        space.place();
        space.attach(zip, top);
        space
    }

    /// Pages as they stand now: neither drafts nor older versions.
    fn current(&self) -> Vec<&'a Object> {
        let is_now = |page: &&Object| {
            page.is_current() && page.lead("originalVersion").is_none() && !page.said("title").is_empty()
        };
        let mut pages: Vec<&Object> = self.entities.pages.values().filter(is_now).collect();
        let place = |page: &Object| page.said("position").parse::<i64>().unwrap_or(i64::MAX);
        pages.sort_by_key(|page| (self.above(page).len(), place(page), page.said("title"), page.id.as_str()));
        pages
    }

    /// Ids of the pages above, the nearest first.
    fn above(&self, page: &Object) -> Vec<&'a str> {
        let mut above = Vec::new();
        let mut next = page.lead("parent");
        while let Some(parent) = next.and_then(|id| self.entities.pages.get(id)).filter(|it| it.is_current()) {
            if above.len() > DEEPEST || above.contains(&parent.id.as_str()) {
                break;
            }
            above.push(parent.id.as_str());
            next = parent.lead("parent");
        }
        above
    }

    fn place(&mut self) {
        let mut names = Names::default();
        let mut folders: HashMap<&str, String> = HashMap::new();
        for page in self.current() {
            let blog = if page.class == "BlogPost" { "blog" } else { "" };
            let folder = page.lead("parent").and_then(|id| folders.get(id)).map_or(blog, String::as_str);
            let path = names.of(folder, page.said("title"));
            self.paths.insert(&page.id, format!("{path}.md"));
            self.titles.entry(page.said("title")).or_insert(&page.id);
            folders.insert(&page.id, path);
        }
    }

    fn attach(&mut self, zip: &Zipped, top: &str) {
        let entries: HashMap<&str, usize> =
            zip.entries.iter().enumerate().map(|(at, it)| (it.path.as_str(), at)).collect();
        let is_now = |it: &&Object| it.is_current() && it.lead("originalVersion").is_none();
        let mut all: Vec<&Object> = self.entities.attachments.iter().filter(is_now).collect();
        all.sort_by_key(|it| it.version());
        for it in all {
            let Some(page) = it.lead("containerContent").or(it.lead("content")) else { continue };
            let name = if it.said("title").is_empty() { it.said("fileName") } else { it.said("title") };
            let at = format!("{top}attachments/{page}/{}/{}", it.id, it.version());
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
            let path = format!(
                "attachments/{}/{}.{}",
                base::text::slug(page),
                base::text::slug(stem),
                base::text::slug(ending)
            );
            match entries.get(at.as_str()) {
                Some(entry) => drop(self.files.insert((page, name), (path, *entry))),
                None if self.paths.contains_key(page) => self.absent.push(name.to_owned()),
                None => {}
            }
        }
    }

    fn told(&self, page: &'a Object, losses: &mut Vec<Loss>) -> ToldPage {
        let path = self.paths[page.id.as_str()].clone();
        let mut versions: Vec<&Object> = self
            .entities
            .pages
            .values()
            .filter(|it| it.lead("originalVersion") == Some(page.id.as_str()) && it.id != page.id)
            .collect();
        versions.sort_by_key(|it| it.version());
        versions.push(page);
        let told = versions.iter().map(|version| {
            let (text, left_out) = self.text(version, page, &path);
            if version.id == page.id {
                losses.extend(left_out.into_iter().map(|what| Loss::of_file(&path, &what)));
            }
            let who = version.lead("lastModifier").or(version.lead("creator"));
            let who = who.and_then(|key| self.entities.people.get(key)).filter(|name| !name.is_empty());
            ToldVersion {
                at: moment(version),
                who: who.cloned().unwrap_or_else(|| "Somebody in Confluence".into()),
                why: version.said("versionComment").to_owned(),
                text,
            }
        });
        ToldPage { versions: told.collect(), path: path.clone() }
    }

    /// A page file, and what is not in it.
    fn text(&self, version: &Object, page: &Object, path: &str) -> (String, Vec<String>) {
        let stored = self.entities.bodies.get(&version.id).map_or("", String::as_str);
        let place = |spoken: &Spoken| self.where_is(spoken, page, path);
        let title = if version.said("title").is_empty() { page.said("title") } else { version.said("title") };
        let weight = page.said("position").parse::<usize>().ok();
        let read = storage::shown(stored, &place).and_then(|shown| Ok((html::markdown(&shown.html, |_| None)?, shown)));
        match read {
            Ok((markdown, shown)) => {
                let left_out = shown.left_out.into_iter();
                let told = left_out.map(|(name, times)| {
                    format!("the macro {name} ({}) is left out", base::text::count(times as i64, "time", "times"))
                });
                (file(title, weight, &storage::marked(&markdown)), told.collect())
            }
            Err(error) => (file(title, weight, ""), vec![format!("its text cannot be read: {error}")]),
        }
    }

    fn where_is(&self, spoken: &Spoken, page: &Object, from: &str) -> Option<String> {
        match spoken {
            Spoken::Outside(address) => Some(address.clone()),
            Spoken::Page(title) => Some(relative(from, self.paths.get(self.titles.get(title.as_str())?)?)),
            Spoken::File(name, on) => {
                let id = match on {
                    Some(title) => self.titles.get(title.as_str())?,
                    None => page.id.as_str(),
                };
                self.files.get(&(id, name.as_str())).map(|(path, _)| relative(from, path))
            }
        }
    }

    fn losses(&self) -> Vec<Loss> {
        let mut losses = Vec::new();
        let mut lose = |count: usize, words: String| {
            if count > 0 {
                losses.push(Loss::of_file("entities.xml", &words));
            }
        };
        let older = self.entities.pages.values().filter(|it| it.lead("originalVersion").is_some()).count();
        let drafts = self.entities.pages.len() - older - self.paths.len();
        let (comments, labels) = (self.entities.comments, self.entities.labels);
        lose(
            drafts,
            format!(
                "{} left out",
                base::text::count(
                    drafts as i64,
                    "draft or page that was thrown away is",
                    "drafts or pages that were thrown away are"
                )
            ),
        );
        lose(comments, format!("{} left out", base::text::count(comments as i64, "comment is", "comments are")));
        lose(
            labels,
            format!(
                "{} left out: say what a page is about with words of the vocabulary",
                base::text::count(labels as i64, "label is", "labels are")
            ),
        );
        for name in &self.absent {
            losses.push(Loss::of_file(name, "the archive does not hold this attachment"));
        }
        losses
    }
}

/// When it was written: `2015-03-20 10:02:24.231`, taken as UTC because the export names no zone.
fn moment(page: &Object) -> Moment {
    let said = [page.said("lastModificationDate"), page.said("creationDate")];
    let read = |text: &&str| {
        let text = text.get(..19)?;
        Moment::parse(&format!("{}Z", text.replace(' ', "T")))
    };
    said.iter().find_map(read).unwrap_or_default()
}
