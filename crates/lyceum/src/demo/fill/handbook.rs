//! The handbook, with its history, as the import would read it from a repository.

use super::FillError;
use super::writer::Writer;
use crate::demo::pages::HANDBOOK;
use crate::demo::world::{Page, Revision, World};
use base::{Day, Moment};
use knowledge::import::{self, Told, ToldPage, ToldVersion, Wish};
use store::Tx;

/// Revisions are saved in the afternoon.
const SAVING_SECOND: i64 = 54_000;

/// Reads the pages of a world; nothing is stored yet.
pub fn read(world: &World) -> Result<Told, FillError> {
    let pages: Vec<ToldPage> = world.pages.iter().map(|page| told(world, page)).collect();
    import::told(&pages).map_err(failed)
}

fn failed(error: import::ImportFault) -> FillError {
    FillError::Refused { step: "the handbook".into(), words: error.to_string() }
}

fn told(world: &World, page: &Page) -> ToldPage {
    let last = page.revisions.len().saturating_sub(1);
    let version = |(at, revision): (usize, &Revision)| ToldVersion {
        at: revision.on.midnight().plus_seconds(SAVING_SECOND),
        who: world.people[revision.by].name.clone(),
        why: revision.why.clone(),
        // Each version was looked at when it was written; only the last one has been looked at since.
        text: text(world, page, if at == last { page.reviewed.1 } else { revision.on }, &revision.body),
    };
    ToldPage { path: format!("{}.md", page.path), versions: page.revisions.iter().enumerate().map(version).collect() }
}

fn text(world: &World, page: &Page, reviewed_on: Day, body: &str) -> String {
    let owner = &world.people[page.owner].name;
    let months = page.review_months;
    format!(
        "---\ntitle: \"{}\"\nowner: {owner}\nlast_reviewed_on: {reviewed_on}\nreview_in: {months} months\n---\n\n{body}\n",
        page.title
    )
}

impl Writer<'_> {
    /// On the last day, by the librarian: until then the pages lived elsewhere.
    pub fn handbook(&self, tx: &mut Tx<'_>, told: &Told) -> Result<(), FillError> {
        let now: Moment = self.world.today.midnight().plus_seconds(SAVING_SECOND);
        let librarian = self.world.people.iter().position(|person| person.email == "librarian@demo.example");
        let act = librarian.map_or_else(|| self.by_admin(now), |librarian| self.by(librarian, now));
        let wish = Wish { name: HANDBOOK.to_owned(), owner: None };
        import::save_told(tx, &act, &wish, told).map(drop).map_err(failed)
    }
}
