//! Storing what was planned: in one transaction, and so that doing it again changes nothing.

use super::places::numbered;
use super::plan::{Plan, PlannedPage, PlannedRevision};
use super::{Added, ImportFault, Report, Wish};
use crate::handbook::{self, Handbook, HandbookId};
use crate::markdown::Target;
use crate::page::{self, KIND, NewPage, PageId, Placed, Rewrite, SourceState};
use crate::revision::{self, NewRevision};
use base::{Act, Event, Subject};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use store::{StoreError, Tx};

/// Longer addresses are not kept for whoever changes the page here: they are no paths.
const LONGEST_PLACE: usize = 1_000;

/// The verb behind [`super::import_handbook`].
pub fn save(tx: &mut Tx<'_>, act: &Act, wish: &Wish, plan: &Plan) -> Result<Report, ImportFault> {
    let handbook = handbook::find_or_begin(tx, act, &wish.name, wish.owner)?;
    if !handbook::policy::may_import(&act.actor, wish.owner.or(handbook.owner)) {
        return Err(ImportFault::MayNot);
    }
    handbook::note_import(tx, act, handbook.id, wish.owner, plan.default_owner.as_deref())?;
    if let Some(title) = &plan.title {
        handbook::set_title(tx, handbook.id, title)?;
    }
    for asset in &plan.assets {
        page::keep_file(tx, &asset.sha256, asset.media_type, &asset.content, act.now)?;
    }
    let mut saver = Saver { act, plan, handbook: &handbook, seats: Vec::new(), report: Report::of(plan) };
    let known = page::source_states(tx, handbook.id)?;
    saver.seat(tx, &known)?;
    for at in 0..plan.pages.len() {
        saver.page(tx, at)?;
    }
    saver.redirects(tx, &known)?;
    saver.retire_gone(tx, &known)?;
    saver.tell(tx)?;
    Ok(saver.report)
}

/// The verb behind [`super::save_more`].
pub fn save_more(
    tx: &mut Tx<'_>,
    act: &Act,
    handbook: HandbookId,
    came: &HashMap<String, (PageId, i64)>,
    plan: &Plan,
) -> Result<Vec<Added>, ImportFault> {
    let handbook = handbook::find(tx, handbook)?.ok_or(ImportFault::NotAHandbook)?;
    if !handbook::policy::may_import(&act.actor, handbook.owner) {
        return Err(ImportFault::MayNot);
    }
    for asset in &plan.assets {
        page::keep_file(tx, &asset.sha256, asset.media_type, &asset.content, act.now)?;
    }
    let mut saver = Saver { act, plan, handbook: &handbook, seats: Vec::new(), report: Report::of(plan) };
    let added = saver.seat_beside(tx, came)?;
    for at in &added {
        saver.page(tx, *at)?;
    }
    let today: HashSet<&str> = plan.pages.iter().map(|page| page.address.as_str()).collect();
    for redirect in plan.redirects.iter().filter(|it| added.contains(&it.page) && !today.contains(&*it.address)) {
        page::redirect(tx, handbook.id, &redirect.address, saver.seats[redirect.page].id, redirect.anchor.as_deref())?;
    }
    let told = added.iter().map(|at| {
        let (seat, path) = (&saver.seats[*at], plan.pages[*at].path.clone());
        Added { path, page: seat.id, number: seat.number }
    });
    Ok(told.collect())
}

/// Where a planned page stands in the store.
struct Seat {
    id: PageId,
    number: i64,
    before: Option<SourceState>,
}

struct Saver<'a> {
    act: &'a Act,
    plan: &'a Plan,
    handbook: &'a Handbook,
    seats: Vec<Seat>,
    report: Report,
}

impl Saver<'_> {
    /// Finds the page that each planned one was: by path, by a path that it had, by the same text under a new path.
    fn seat(&mut self, tx: &mut Tx<'_>, known: &[SourceState]) -> Result<(), StoreError> {
        let by_path: HashMap<&str, &SourceState> = known.iter().map(|state| (state.path.as_str(), state)).collect();
        let planned: HashSet<&str> = self.plan.pages.iter().map(|page| page.path.as_str()).collect();
        let gone: Vec<&SourceState> =
            known.iter().filter(|state| !planned.contains(state.path.as_str()) && !state.is_retired).collect();
        let mut taken: HashSet<PageId> = HashSet::new();
        for page in &self.plan.pages {
            let newest = page.revisions.last().map(|revision| revision.source_sha256.as_str());
            let before = by_path.get(page.path.as_str()).copied().or_else(|| {
                let moved = |state: &&&SourceState| page.old_paths.contains(&state.path);
                let same = |state: &&&SourceState| state.source_sha256.as_deref() == newest;
                gone.iter().find(moved).or_else(|| gone.iter().find(same)).copied()
            });
            let before = before.filter(|state| taken.insert(state.id)).cloned();
            let (id, number) = match &before {
                Some(state) => (state.id, state.number),
                None => self.begin(tx, page)?,
            };
            self.seats.push(Seat { id, number, before });
        }
        Ok(())
    }

    /// Pages that came before keep their seats; the others are begun. Answers which those are. Somebody may have
    /// written another page at the path of a new one: that one stays, and theirs does not come.
    fn seat_beside(
        &mut self,
        tx: &mut Tx<'_>,
        came: &HashMap<String, (PageId, i64)>,
    ) -> Result<Vec<usize>, StoreError> {
        let mut added = Vec::new();
        let known = page::source_states(tx, self.handbook.id)?;
        let by_path: HashMap<&str, &SourceState> = known.iter().map(|state| (state.path.as_str(), state)).collect();
        for (at, page) in self.plan.pages.iter().enumerate() {
            let here = match came.get(&page.path) {
                Some(known) => Some(*known),
                None => by_path.get(page.path.as_str()).map(|state| (state.id, state.number)),
            };
            let (id, number) = match here {
                Some(here) => here,
                None => {
                    added.push(at);
                    self.begin(tx, page)?
                }
            };
            self.seats.push(Seat { id, number, before: None });
        }
        Ok(added)
    }

    fn begin(&self, tx: &mut Tx<'_>, page: &PlannedPage) -> Result<(PageId, i64), StoreError> {
        let (id, number) = (self.act.new_id(), tx.next_number(KIND)?);
        let first = page.revisions.first().and_then(|revision| revision.made.as_ref());
        let row = NewPage {
            id,
            number,
            handbook: self.handbook.id,
            path: &page.path,
            address: &page.address,
            is_part: page.is_part,
            title: &page.title,
            made_at: first.map_or(self.act.now, |made| made.at),
        };
        page::insert(tx, &row)?;
        Ok((id, number))
    }

    fn page(&mut self, tx: &mut Tx<'_>, at: usize) -> Result<(), StoreError> {
        let (plan, act) = (self.plan, self.act);
        let page = &plan.pages[at];
        let (id, before) = (self.seats[at].id, self.seats[at].before.clone());
        // What people wrote here is not written over. Their source is told apart, for a person to take in.
        if let Some(state) = before.as_ref().filter(|state| state.is_ours) {
            let newest = page.revisions.last().map(|revision| revision.source_sha256.as_str());
            self.report.kept += usize::from(state.source_sha256.as_deref() != newest);
            return Ok(());
        }
        let version = self.revisions(tx, page, id, before.as_ref())?;
        let html = numbered(&page.rendered.html, |index| self.seats.get(index).map_or(0, |seat| seat.number));
        let about = Rewrite {
            path: &page.path,
            address: &page.address,
            is_part: page.is_part,
            title: &page.title,
            summary: page.summary.as_deref(),
            owner: (!page.owners.is_empty()).then(|| page.owners.join(", ")),
            reviewed_on: page.reviewed_on,
            review_on: page.review_on,
            weight: page.weight,
            parent: page.parent.map(|parent| self.seats[parent].id),
            placed_at: page.placed_at,
        };
        page::rewrite(tx, id, &about, &self.placed(page, version, &html))?;
        let name = match &before {
            None => "page.published",
            Some(state) if state.is_retired && !state.is_withdrawn => {
                page::lift_retirement(tx, act, id)?;
                "page.published"
            }
            Some(state) if state.version != version || state.path != page.path => "page.revised",
            Some(_) => return Ok(()),
        };
        self.report.changed += 1;
        tx.record(&self.event(name, id))
    }

    fn placed<'p>(&self, page: &'p PlannedPage, version: i64, html: &'p str) -> Placed<'p> {
        let links = &page.rendered.links;
        let broken = links.iter().filter(|link| link.target == Target::Nowhere && !link.written.trim().is_empty());
        let files = links.iter().filter_map(|link| match &link.target {
            Target::Picture(picture) => Some(picture.sha256.as_str()),
            _ => None,
        });
        Placed {
            version,
            rendered: &page.rendered,
            html,
            leads_to: page.leads_to.iter().map(|index| self.seats[*index].id).collect(),
            broken: broken.map(|link| (link.written.as_str(), link.line)).collect(),
            files: files.collect(),
            places: links
                .iter()
                .filter(|link| link.written.len() <= LONGEST_PLACE)
                .filter_map(|link| Some((link.written.as_str(), self.leads(&link.target)?)))
                .collect(),
        }
    }

    /// Where a link leads, as this installation writes it; `None` for one that leads outside or nowhere.
    fn leads(&self, target: &Target) -> Option<String> {
        match target {
            Target::Inside(place) => {
                let path = numbered(&place.path, |index| self.seats.get(index).map_or(0, |seat| seat.number));
                Some(place.anchor.as_ref().map_or_else(|| path.clone(), |anchor| format!("{path}#{anchor}")))
            }
            Target::Picture(picture) => Some(format!("/handbook/files/{}", picture.sha256)),
            _ => None,
        }
    }

    /// Writes the revisions that are new and answers the newest version.
    fn revisions(
        &mut self,
        tx: &mut Tx<'_>,
        page: &PlannedPage,
        id: PageId,
        before: Option<&SourceState>,
    ) -> Result<i64, StoreError> {
        let (new, compare) = new_revisions(page, before);
        let mut version = before.map_or(0, |state| state.version);
        for revision in new {
            version += 1;
            // A source without history: whether the words changed is known only against what we have.
            let words_changed = match (compare, before) {
                (true, Some(_)) => revision::find_newest(tx, id)?
                    .is_none_or(|old| !super::history::same_words(&old.body, &revision.body)),
                _ => revision.words_changed,
            };
            let made_at = revision.made.as_ref().map_or(self.act.now, |made| made.at);
            revision::insert(tx, &self.row(id, version, revision, words_changed, before.is_none()))?;
            page::note_change(tx, id, version, made_at)?;
            self.report.revisions += 1;
        }
        Ok(version)
    }

    fn row<'r>(
        &'r self,
        page: PageId,
        version: i64,
        from: &'r PlannedRevision,
        words_changed: bool,
        is_first: bool,
    ) -> NewRevision<'r> {
        let made = from.made.as_ref();
        let by_import = if is_first { "Imported" } else { "Changed in the source" };
        NewRevision {
            page,
            version,
            made_at: made.map_or(self.act.now, |made| made.at),
            made_by: if made.is_some() { None } else { self.act.person() },
            author: made.map_or(self.act.actor.name.as_str(), |made| &made.who),
            why: made.map_or(by_import, |made| &made.why),
            words_changed,
            source_commit: made.map(|made| made.commit.as_str()),
            source_sha256: Some(&from.source_sha256),
            title: &from.title,
            front_matter: &from.front_text,
            body: &from.body,
        }
    }

    fn redirects(&self, tx: &mut Tx<'_>, known: &[SourceState]) -> Result<(), StoreError> {
        let today: HashSet<&str> = self.plan.pages.iter().map(|page| page.address.as_str()).collect();
        for (page, seat) in self.plan.pages.iter().zip(&self.seats) {
            let old = seat
                .before
                .as_ref()
                .map(|state| state.address.as_str())
                .filter(|old| *old != page.address && !today.contains(old));
            if let Some(old) = old {
                page::redirect(tx, self.handbook.id, old, seat.id, None)?;
            }
        }
        debug_assert!(known.len() >= self.seats.iter().filter(|seat| seat.before.is_some()).count());
        for redirect in &self.plan.redirects {
            let anchor = redirect.anchor.as_deref();
            page::redirect(tx, self.handbook.id, &redirect.address, self.seats[redirect.page].id, anchor)?;
        }
        Ok(())
    }

    fn retire_gone(&mut self, tx: &mut Tx<'_>, known: &[SourceState]) -> Result<(), StoreError> {
        let kept: HashSet<PageId> = self.seats.iter().map(|seat| seat.id).collect();
        let gone = |state: &&SourceState| !state.is_retired && !state.is_ours && !kept.contains(&state.id);
        for state in known.iter().filter(gone) {
            page::retire(tx, self.act, state.id, "It is no longer in the source that it was imported from.")?;
            tx.record(&self.event("page.retired", state.id))?;
            self.report.retired += 1;
        }
        Ok(())
    }

    fn tell(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let facts =
            json!({ "name": self.handbook.name, "pages": self.report.pages, "revisions": self.report.revisions });
        let id: HandbookId = self.handbook.id;
        tx.record(&self.act.event("handbook.imported", Subject::new("handbook", id)).with(facts))
    }

    fn event(&self, name: &'static str, page: PageId) -> Event {
        self.act.event(name, Subject::new(KIND, page))
    }
}

/// The planned revisions that the store does not have, and whether their words must be compared with what it has.
fn new_revisions<'p>(page: &'p PlannedPage, before: Option<&SourceState>) -> (&'p [PlannedRevision], bool) {
    let Some(last) = before.and_then(|state| state.source_sha256.as_deref()) else {
        return (&page.revisions, before.is_some());
    };
    let newest = page.revisions.len().saturating_sub(1);
    match page.revisions.iter().rposition(|revision| revision.source_sha256 == last) {
        // Also when an old text came back: what is there now is what was there.
        Some(at) => (&page.revisions[at + 1..], false),
        None => (&page.revisions[newest..], true),
    }
}
