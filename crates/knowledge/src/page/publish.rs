//! Publish: the first words of a page, or new words for one that is there. Each is a revision.

use super::leads::{Spot, shown};
use super::{KIND, NewPage, PageId, Placed, Summary, policy, store};
use crate::handbook::{self, Handbook, Shelf};
use crate::import::same_words;
use crate::markdown::{LONGEST_TEXT, Rendered, Target};
use crate::refusal::{Refusal, may};
use crate::revision::{self, NewRevision};
use ::store::{Conn, StoreError, Tx};
use base::{Act, Actor, Subject, text};
use directory::free_slug;
use serde_json::json;

/// A page's title has at most so many characters.
pub const TITLE_MOST: usize = 200;
/// And the reason of a change.
pub const WHY_MOST: usize = 500;
/// A page that begins here is looked at again after so many days, unless somebody says otherwise.
const FIRST_REVIEW_DAYS: i64 = 365;

/// A new page.
#[derive(Clone, Debug)]
pub struct Begin {
    pub shelf: Shelf,
    /// The page that it stands under.
    pub under: Option<PageId>,
    pub title: String,
    pub why: String,
    /// Markdown.
    pub body: String,
}

/// New words for a page.
#[derive(Clone, Debug)]
pub struct Revise {
    pub page: PageId,
    /// The version that the writer read.
    pub base_version: i64,
    pub title: String,
    pub why: String,
    pub body: String,
}

/// What was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    pub page: PageId,
    pub number: i64,
    pub version: i64,
}

/// Title and text as they are kept: clean, with a line end last.
pub fn checked(title: &str, body: &str) -> Result<(String, String), Refusal> {
    let title = text::required_line(title, TITLE_MOST).map_err(Refusal::at("title"))?;
    let body = text::required(body, LONGEST_TEXT).map_err(Refusal::at("body"))?;
    fits(&body)?;
    Ok((title, format!("{body}\n")))
}

/// In bytes, with the line end that comes last.
pub(crate) fn fits(body: &str) -> Result<(), Refusal> {
    let fits = body.len() < LONGEST_TEXT;
    let words = "A page has at most one megabyte. Write a second page.";
    if fits { Ok(()) } else { Err(Refusal::field("body", words)) }
}

/// Begins a page, and its handbook where there is none.
pub fn begin(tx: &mut Tx<'_>, act: &Act, it: Begin) -> Result<Published, Refusal> {
    let (title, body) = checked(&it.title, &it.body)?;
    let why = text::optional(&it.why, WHY_MOST).map_err(Refusal::at("why"))?.unwrap_or_else(|| "First version".into());
    let handbook = handbook::open(tx, act, it.shelf)?;
    let (folder, under) = folder_under(tx, act, &handbook, it.under)?;
    let path = free_path(tx, &handbook, &folder, &title)?;
    let (page, number): (PageId, i64) = (act.new_id(), tx.next_number(KIND)?);
    let address = address_of(&path);
    store::insert(
        tx,
        &NewPage {
            id: page,
            number,
            handbook: handbook.id,
            path: &path,
            address: &address,
            is_part: false,
            title: &title,
            made_at: act.now,
        },
    )?;
    let review_on = act.now.day().plus_days(FIRST_REVIEW_DAYS);
    store::set_up(tx, page, under, &act.actor.name, review_on)?;
    let spot = Spot { handbook: handbook.id, page: Some(page), path: &path };
    save(
        tx,
        act,
        spot,
        page,
        &New { version: 1, title: &title, why: &why, body: &body, front: "", words_changed: true },
    )?;
    tx.record(&act.event("page.published", Subject::new(KIND, page)).with(json!({ "number": number })))?;
    Ok(Published { page, number, version: 1 })
}

/// Gives a page new words. Overtaken when somebody saved a version since `base_version`: then nothing is saved.
pub fn revise(tx: &mut Tx<'_>, act: &Act, it: Revise) -> Result<Published, Refusal> {
    let (title, body) = checked(&it.title, &it.body)?;
    let page = writable(tx, &act.actor, it.page)?;
    let why = text::required(&it.why, WHY_MOST).map_err(Refusal::at("why"))?;
    if page.retired_at.is_some() {
        return Err(Refusal::Already("This page is retired: bring it back first"));
    }
    if page.version != it.base_version {
        return Err(Refusal::Overtaken { now: page.version });
    }
    let newest = revision::find_newest(tx, page.id)?.ok_or(Refusal::Missing("page"))?;
    if newest.summary.title == title && text::clean(&newest.body) == body.trim_end() {
        return Err(Refusal::field("body", "Nothing is changed yet"));
    }
    let words_changed = newest.summary.title != title || !same_words(&newest.body, &body);
    if page.title != title {
        store::call(tx, page.id, &title)?;
    }
    let version = page.version + 1;
    let spot = Spot { handbook: page.handbook, page: Some(page.id), path: &page.path };
    let new = New { version, title: &title, why: &why, body: &body, front: &newest.front_matter, words_changed };
    save(tx, act, spot, page.id, &new)?;
    let facts = json!({ "number": page.number, "version": version, "words_changed": words_changed });
    tx.record(&act.event("page.revised", Subject::new(KIND, page.id)).with(facts))?;
    Ok(Published { page: page.id, number: page.number, version })
}

/// A page that the actor may write on, as it is now.
pub(crate) fn writable(conn: &mut Conn, actor: &Actor, page: PageId) -> Result<Summary, Refusal> {
    let page = store::find(conn, page)?.map(|it| it.summary).filter(|it| policy::may_read(actor, it));
    let page = page.ok_or(Refusal::Missing("page"))?;
    let may_write = is_in_a_handbook_to_write_in(conn, actor, &page)?;
    may(may_write, "Members of the community that a handbook belongs to write in it")?;
    if page.is_part {
        return Err(Refusal::Already("This is a part that pages of its source include. Change it in the source."));
    }
    Ok(page)
}

/// As a page asks that shows ways to change it or does not.
pub(crate) fn may_write(conn: &mut Conn, actor: &Actor, page: &Summary) -> Result<bool, StoreError> {
    Ok(!page.is_part && is_in_a_handbook_to_write_in(conn, actor, page)?)
}

fn is_in_a_handbook_to_write_in(conn: &mut Conn, actor: &Actor, page: &Summary) -> Result<bool, StoreError> {
    let handbook = handbook::find(conn, page.handbook)?;
    Ok(handbook.is_some_and(|it| handbook::policy::may_write(actor, it.owner)))
}

struct New<'a> {
    version: i64,
    title: &'a str,
    why: &'a str,
    body: &'a str,
    front: &'a str,
    words_changed: bool,
}

/// The revision, and the page as it is shown from now on.
fn save(tx: &mut Tx<'_>, act: &Act, spot: Spot<'_>, page: PageId, new: &New<'_>) -> Result<(), Refusal> {
    revision::insert(
        tx,
        &NewRevision {
            page,
            version: new.version,
            made_at: act.now,
            made_by: act.person(),
            author: &act.actor.name,
            why: new.why,
            words_changed: new.words_changed,
            source_commit: None,
            source_sha256: None,
            title: new.title,
            front_matter: new.front,
            body: new.body,
        },
    )?;
    store::note_change(tx, page, new.version, act.now)?;
    let (rendered, leads_to) = shown(tx, spot, new.title, new.body)?;
    Ok(store::place_text(tx, page, &placed(&rendered, new.version, leads_to))?)
}

fn placed(rendered: &Rendered, version: i64, leads_to: Vec<PageId>) -> Placed<'_> {
    let nowhere =
        rendered.links.iter().filter(|link| link.target == Target::Nowhere && !link.written.trim().is_empty());
    let files = rendered.links.iter().filter_map(|link| match &link.target {
        Target::Picture(picture) => Some(picture.sha256.as_str()),
        _ => None,
    });
    Placed {
        version,
        html: &rendered.html,
        leads_to,
        broken: nowhere.map(|link| (link.written.as_str(), link.line)).collect(),
        files: files.collect(),
        places: Vec::new(),
        rendered,
    }
}

/// Where files of pages under `under` stand, and the page itself.
pub(super) fn folder_under(
    tx: &mut Tx<'_>,
    act: &Act,
    handbook: &Handbook,
    under: Option<PageId>,
) -> Result<(String, Option<PageId>), Refusal> {
    let Some(under) = under else { return Ok((String::new(), None)) };
    let other = || Refusal::field("under", "Choose a page of the same handbook");
    let page = store::find(tx, under)?.map(|it| it.summary).filter(|it| policy::may_read(&act.actor, it));
    let page = page.filter(|it| it.handbook == handbook.id && !it.is_part).ok_or_else(other)?;
    let stem = crate::import::stem(&page.path);
    let folder = match stem.rsplit_once('/') {
        Some((folder, name)) if crate::import::is_index(name) => folder.to_owned(),
        None if crate::import::is_index(stem) => String::new(),
        _ => stem.to_owned(),
    };
    Ok((folder, Some(page.id)))
}

/// `guides/ask-early.md`, or `guides/ask-early-2.md` where that is taken.
pub(super) fn free_path(tx: &mut Tx<'_>, handbook: &Handbook, folder: &str, title: &str) -> Result<String, Refusal> {
    let in_folder = |slug: &str| if folder.is_empty() { format!("{slug}.md") } else { format!("{folder}/{slug}.md") };
    let slug = free_slug(title, "page", |slug| store::has_path(tx, handbook.id, &in_folder(slug)))?;
    Ok(in_folder(&slug))
}

/// Of a page that was written here: its file's path with a slash at both ends.
pub(super) fn address_of(path: &str) -> String {
    format!("/{}/", path.strip_suffix(".md").unwrap_or(path))
}
