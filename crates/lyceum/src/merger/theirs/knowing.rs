//! Handbooks, their pages and every revision of them.

use super::{Handbook, Once, Page, Revision, Theirs};
use crate::merger::table::{Row, each};
use crate::merger::{BadExport, Papers};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};

pub(super) fn read(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let communities: HashSet<_> = theirs.communities.iter().map(|it| it.id).collect();
    let (mut once, mut names) = (Once::default(), Once::default());
    each(papers, "handbooks", &["id", "name", "title", "owner"], |row| {
        let it = Handbook {
            id: row.id("id")?,
            name: row.line_of("name", 80)?,
            title: row.line_of("title", 200)?,
            owner: row.some_id("owner")?,
        };
        if !knowledge::handbook::is_name(&it.name) {
            return Err(row.bad("name", "a handbook's name is letters, digits, spaces, hyphens and dots."));
        }
        if it.owner.is_some_and(|id| !communities.contains(&id)) {
            return Err(row.bad("owner", "there is no community with this id."));
        }
        once.take(row, "id", it.id)?;
        names.take(row, "name", &it.name)?;
        theirs.handbooks.push(it);
        Ok(())
    })?;
    pages(papers, theirs)?;
    revisions(papers, theirs)?;
    places(papers, theirs)?;
    files(papers, theirs)
}

/// Where links and pictures lead that are written as a source had them.
fn places(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let at_number: HashMap<i64, usize> = theirs.pages.iter().enumerate().map(|(at, it)| (it.number, at)).collect();
    each(papers, "page_places", &["page", "written", "leads"], |row| {
        let number = row.number("page")?;
        let at = *at_number.get(&number).ok_or_else(|| row.bad("page", "there is none of this number."))?;
        theirs.pages[at].places.insert(row.text("written").to_owned(), row.at_most("leads", 1_000)?);
        Ok(())
    })
}

/// Pictures and other files, known by what they hold.
fn files(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    each(papers, "files", &["sha256", "content_base64"], |row| {
        let content = BASE64_STANDARD.decode(row.text("content_base64").trim());
        let content = content.map_err(|_| row.bad("content_base64", "is no file in base64."))?;
        let sha256 = base::text::hex(&Sha256::digest(&content));
        if sha256 != row.text("sha256") {
            return Err(row.bad("sha256", "is not what the content amounts to."));
        }
        theirs.files.insert(sha256, content);
        Ok(())
    })
}

fn pages(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    let handbooks: HashSet<_> = theirs.handbooks.iter().map(|it| it.name.clone()).collect();
    let (mut once, mut paths) = (Once::default(), Once::default());
    each(papers, "pages", &["number", "handbook", "path", "title", "retired_on"], |row| {
        let it = Page {
            number: row.number("number")?,
            handbook: row.text("handbook").to_owned(),
            path: path(row)?,
            title: row.line_of("title", 500)?,
            retired_on: row.some_day("retired_on")?,
            places: HashMap::new(),
            revisions: Vec::new(),
        };
        if !handbooks.contains(&it.handbook) {
            return Err(row.bad("handbook", "there is none of this name."));
        }
        once.take(row, "number", it.number)?;
        paths.take(row, "path", it.key())?;
        theirs.pages.push(it);
        Ok(())
    })
}

/// Plain steps downwards only: no file is ever written there, but a link or an address may be made of it.
fn path(row: &Row<'_>) -> Result<String, BadExport> {
    let path = row.line_of("path", 300)?;
    let plain = |step: &str| !step.is_empty() && step != "." && step != ".." && !step.contains(['\\', ':', '\0']);
    if path != row.text("path") || !path.split('/').all(plain) {
        return Err(row.bad("path", "a page's path leads downwards in plain steps."));
    }
    Ok(path)
}

fn revisions(papers: &Papers, theirs: &mut Theirs) -> Result<(), BadExport> {
    const COLUMNS: &[&str] = &["page", "version", "made_at", "author", "why", "title", "front_matter", "body"];
    let places: HashMap<i64, usize> = theirs.pages.iter().enumerate().map(|(at, it)| (it.number, at)).collect();
    let mut once = Once::default();
    each(papers, "revisions", COLUMNS, |row| {
        let number = row.number("page")?;
        let at = *places.get(&number).ok_or_else(|| row.bad("page", "there is none of this number."))?;
        let it = Revision {
            version: row.number("version")?,
            made_at: row.moment("made_at")?,
            author: row.at_most("author", 300)?,
            why: row.at_most("why", 5_000)?,
            title: row.line_of("title", 500)?,
            front_matter: row.text("front_matter").to_owned(),
            body: row.text("body").to_owned(),
        };
        if it.body.len() + it.front_matter.len() > knowledge::markdown::LONGEST_TEXT {
            return Err(row.bad("body", "is longer than a page may be."));
        }
        once.take(row, "version", format!("{number} {}", it.version))?;
        theirs.pages[at].revisions.push(it);
        Ok(())
    })?;
    for page in &mut theirs.pages {
        page.revisions.sort_by_key(|revision| revision.version);
    }
    match theirs.pages.iter().find(|page| page.revisions.is_empty()) {
        Some(page) => Err(BadExport::whole("revisions.csv", format!("has none of page {}.", page.number))),
        None => Ok(()),
    }
}
