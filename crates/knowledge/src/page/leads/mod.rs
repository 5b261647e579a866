//! Where the links of a page lead that is written here: to other pages of its handbook by their numbers, addresses,
//! files or titles, to places inside, to stored pictures. Links that came from a source keep leading where they led.

mod store;

use super::PageId;
use crate::handbook::HandbookId;
use crate::import::{decoded, join};
use crate::markdown::targets::{place_inside, scheme, stored_picture};
use crate::markdown::{Inside, Rendered, Target, Targets, render};
use ::store::{Conn, StoreError};
use base::shelfmark::Shelfmark;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

/// The page that a text stands on.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    pub handbook: HandbookId,
    /// None: it is not stored yet.
    pub page: Option<PageId>,
    /// Of its file: relative links begin there.
    pub path: &'a str,
}

/// A text as a page shows it, and the pages that it leads to.
pub fn shown(conn: &mut Conn, spot: Spot<'_>, title: &str, body: &str) -> Result<(Rendered, Vec<PageId>), StoreError> {
    let asked = Asked::default();
    render(body, title, &asked);
    let led = match spot.page {
        Some(page) => store::places(conn, page)?,
        None => HashMap::new(),
    };
    let mut leads = Leads::default();
    for written in asked.links.into_inner() {
        let target = link(conn, (spot, &led), (&written.0, written.1), &mut leads.pages)?;
        leads.links.insert(written, target);
    }
    for mark in asked.marks.into_inner() {
        // Problems and work live in rooms above; their numbers are believed.
        let known = match mark.letter {
            'H' => store::id_by_number(conn, mark.number)?.map(|page| leads.pages.insert(page)).is_some(),
            _ => true,
        };
        if known {
            leads.marks.insert(mark.address);
        }
    }
    for written in asked.pictures.into_inner() {
        let target = picture(conn, &led, &written)?;
        leads.pictures.insert(written, target);
    }
    let rendered = render(body, title, &leads);
    Ok((rendered, leads.pages.into_iter().collect()))
}

/// Only asks what there is to know.
#[derive(Default)]
struct Asked {
    links: RefCell<BTreeSet<(String, bool)>>,
    pictures: RefCell<BTreeSet<String>>,
    marks: RefCell<Vec<Shelfmark>>,
}

impl Targets for Asked {
    fn link(&self, written: &str, wiki: bool) -> Target {
        self.links.borrow_mut().insert((written.to_owned(), wiki));
        Target::Nowhere
    }

    fn picture(&self, written: &str) -> Target {
        self.pictures.borrow_mut().insert(written.to_owned());
        Target::Nowhere
    }

    fn shelfmark(&self, mark: &Shelfmark) -> Option<String> {
        self.marks.borrow_mut().push(mark.clone());
        None
    }
}

#[derive(Default)]
struct Leads {
    links: HashMap<(String, bool), Target>,
    pictures: HashMap<String, Target>,
    pages: BTreeSet<PageId>,
    /// Addresses of shelfmarks that lead somewhere.
    marks: BTreeSet<String>,
}

impl Targets for Leads {
    fn link(&self, written: &str, wiki: bool) -> Target {
        self.links.get(&(written.to_owned(), wiki)).cloned().unwrap_or(Target::Nowhere)
    }

    fn picture(&self, written: &str) -> Target {
        self.pictures.get(written).cloned().unwrap_or(Target::Nowhere)
    }

    fn shelfmark(&self, mark: &Shelfmark) -> Option<String> {
        self.marks.get(&mark.address).cloned()
    }
}

fn link(
    conn: &mut Conn,
    (spot, led): (Spot<'_>, &HashMap<String, String>),
    (written, wiki): (&str, bool),
    pages: &mut BTreeSet<PageId>,
) -> Result<Target, StoreError> {
    if let Some(known) = as_it_led(led, written) {
        return inside(conn, known, pages);
    }
    if matches!(stored_picture(written), Target::Picture(_)) {
        return picture(conn, led, written);
    }
    // No page here has the address of another site.
    if scheme(written).is_some() {
        return Ok(Target::Nowhere);
    }
    let (path, anchor) = written.split_once('#').map_or((written, None), |(path, anchor)| (path, Some(anchor)));
    let path = decoded(path.split('?').next().unwrap_or_default());
    let number = if wiki {
        store::number_by_title(conn, spot.handbook, &path)?
    } else {
        store::number_by_files(conn, spot.handbook, &files(spot.path, &path))?
    };
    if let Some(number) = number {
        let anchor = anchor.filter(|anchor| !anchor.is_empty()).map(decoded);
        return inside(conn, Target::Inside(Inside { path: super::url(number), anchor }), pages);
    }
    match place_inside(written) {
        Some(place) if !wiki => inside(conn, Target::Inside(place), pages),
        _ => Ok(Target::Nowhere),
    }
}

/// A place inside, once the page that it names is there.
fn inside(conn: &mut Conn, target: Target, pages: &mut BTreeSet<PageId>) -> Result<Target, StoreError> {
    let Target::Inside(place) = &target else { return Ok(target) };
    let number = place.path.strip_prefix("/handbook/").or_else(|| place.path.strip_prefix("/h/"));
    let number = number.and_then(|it| it.split('-').next()).and_then(|it| it.parse::<i64>().ok());
    let Some(number) = number else { return Ok(target) };
    match store::id_by_number(conn, number)? {
        None => Ok(Target::Nowhere),
        Some(page) => {
            pages.insert(page);
            Ok(target)
        }
    }
}

fn picture(conn: &mut Conn, led: &HashMap<String, String>, written: &str) -> Result<Target, StoreError> {
    let target = as_it_led(led, written).unwrap_or_else(|| stored_picture(written));
    match &target {
        Target::Picture(picture) if !store::has_file(conn, &picture.sha256)? => Ok(Target::Nowhere),
        _ => Ok(target),
    }
}

fn as_it_led(led: &HashMap<String, String>, written: &str) -> Option<Target> {
    let leads = led.get(written)?;
    match stored_picture(leads) {
        Target::Nowhere => place_inside(leads).map(Target::Inside),
        picture => Some(picture),
    }
}

/// The files that `path` may mean on the page at `from`, and the addresses: the likeliest first.
fn files(from: &str, path: &str) -> Vec<String> {
    let folder = if path.starts_with('/') { "" } else { from.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let Some(whole) = join(folder, path).filter(|whole| !whole.is_empty()) else { return Vec::new() };
    let bare = whole.strip_suffix(".md").unwrap_or(&whole);
    vec![
        whole.clone(),
        format!("{bare}.md"),
        format!("{bare}/index.md"),
        format!("{bare}/_index.md"),
        format!("/{bare}"),
        format!("/{bare}/"),
        format!("/{bare}.html"),
    ]
}
