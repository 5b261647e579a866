//! Carry out what was decided: everything of theirs comes in, in the caller's one transaction.

mod belonging;
mod knowing;
mod living;
mod people;
mod places;
mod solving;

pub use knowing::{Prepared, prepare};

use super::decisions::{Decided, Decisions};
use super::ours::Ours;
use super::store::{self, Merger, Record};
use super::theirs::Theirs;
use super::{Kind, Known, MergerId, Refusal, may};
use ::store::Tx;
use base::{Act, CommunityId, Day, PersonId, Subject, Uuid, text};
use directory::brought::BroughtError;
use directory::location::LocationId;
use directory::product::ProductId;
use directory::unit::UnitId;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// `None`: everything was here already, and nothing was written.
    pub merger: Option<MergerId>,
    /// In words: `people new`, 61.
    pub counts: Vec<(String, i64)>,
}

/// All or nothing. What came before does not come again, whatever is decided of it now.
pub fn carry_out(
    tx: &mut Tx<'_>,
    act: &Act,
    theirs: &Theirs,
    decisions: &Decisions,
    prepared: &Prepared,
) -> Result<Done, Refusal> {
    may(act)?;
    if directory::organisation::find(tx)?.is_none() {
        return Err(Refusal::said("name this organisation first, at Settings: then another one can come in"));
    }
    let mut work = Work::begin(tx, act, theirs, decisions)?;
    work.units(tx)?;
    work.locations(tx)?;
    work.people(tx)?;
    work.communities(tx)?;
    work.memberships(tx)?;
    work.points(tx)?;
    work.products(tx)?;
    work.teams(tx)?;
    work.handbooks(tx, prepared)?;
    let problems = work.problems(tx)?;
    work.living(tx)?;
    work.work_items(tx, &problems)?;
    work.finish(tx)
}

struct Work<'a> {
    act: &'a Act,
    today: Day,
    theirs: &'a Theirs,
    decisions: &'a Decisions,
    ours: Ours,
    known: Known,
    records: Vec<Record>,
    counts: Vec<(String, i64)>,
    units: HashMap<Uuid, UnitId>,
    locations: HashMap<Uuid, LocationId>,
    people: HashMap<Uuid, PersonId>,
    /// Where the history of a community of theirs is now: a new one, or the closed one that is kept beside ours.
    communities: HashMap<Uuid, CommunityId>,
    /// What a community of theirs is from now on: the new one, or ours.
    into: HashMap<Uuid, CommunityId>,
    /// By short name.
    products: HashMap<String, ProductId>,
    /// By their number: ours.
    pages: HashMap<i64, i64>,
    /// Members now, those of this merger among them.
    held: HashSet<(PersonId, CommunityId)>,
    /// How many came into each community of ours.
    transfers: BTreeMap<CommunityId, i64>,
    /// Communities that came just now.
    fresh: HashSet<Uuid>,
}

impl<'a> Work<'a> {
    fn begin(tx: &mut Tx<'_>, act: &'a Act, theirs: &'a Theirs, decisions: &'a Decisions) -> Result<Self, Refusal> {
        let ours = Ours::read(tx)?;
        let held = ours.members.clone();
        Ok(Self {
            act,
            today: act.now.day(),
            theirs,
            decisions,
            known: store::known(tx, theirs.organisation)?,
            ours,
            held,
            records: Vec::new(),
            counts: Vec::new(),
            units: HashMap::new(),
            locations: HashMap::new(),
            people: HashMap::new(),
            communities: HashMap::new(),
            into: HashMap::new(),
            products: HashMap::new(),
            pages: HashMap::new(),
            transfers: BTreeMap::new(),
            fresh: HashSet::new(),
        })
    }

    /// What a record of theirs became when it came before.
    fn came(&self, kind: &str, theirs: impl ToString) -> Option<Uuid> {
        self.known.get(&(kind.to_owned(), theirs.to_string())).copied()
    }

    fn made(&mut self, kind: &'static str, theirs: impl ToString, ours: impl Into<Uuid>) {
        self.records.push(Record { kind, theirs: Some(theirs.to_string()), ours: ours.into(), is_made: true });
    }

    /// Belongs to the merger itself.
    fn made_here(&mut self, kind: &'static str, ours: impl Into<Uuid>) {
        self.records.push(Record { kind, theirs: None, ours: ours.into(), is_made: true });
    }

    fn paired(&mut self, kind: &'static str, theirs: impl ToString, ours: impl Into<Uuid>) {
        self.records.push(Record { kind, theirs: Some(theirs.to_string()), ours: ours.into(), is_made: false });
    }

    fn count(&mut self, what: &str) {
        match self.counts.iter_mut().find(|(known, _)| known == what) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((what.to_owned(), 1)),
        }
    }

    fn decided(&self, kind: Kind, theirs: &str) -> Decided {
        self.decisions.of(kind, theirs)
    }

    fn person(&self, theirs: Option<Uuid>) -> Option<PersonId> {
        self.people.get(&theirs?).copied()
    }

    fn finish(mut self, tx: &mut Tx<'_>) -> Result<Done, Refusal> {
        if self.records.is_empty() {
            return Ok(Done { merger: None, counts: Vec::new() });
        }
        let id: MergerId = self.act.new_id();
        let merger = Merger {
            id,
            organisation: self.theirs.organisation,
            name: self.theirs.name.clone(),
            on: self.today,
            done_at: self.act.now,
            done_by: self.act.person(),
            last_position: 0,
            undone_at: None,
            counts: std::mem::take(&mut self.counts),
        };
        store::insert(tx, self.act, &merger)?;
        for (place, record) in self.records.iter().enumerate() {
            store::insert_record(tx, id, place as i64, record)?;
        }
        let facts = serde_json::json!({"name": merger.name, "on": merger.on});
        tx.record(&self.act.event("merger.carried_out", Subject::new("merger", id)).with(facts))?;
        let last = ::store::last_position(tx)?;
        store::close(tx, id, last)?;
        Ok(Done { merger: Some(id), counts: merger.counts })
    }
}

/// A fault that a person can act on: which thing, and what is wrong.
fn of_thing<'a>(kind: Kind, name: &'a str) -> impl FnOnce(BroughtError) -> Refusal + 'a {
    move |error| match error {
        BroughtError::Store(error) => error.into(),
        BroughtError::Denied(refusal) => Refusal::Denied(refusal.to_string()),
        other => Refusal::said(format!("the {} {name} cannot come in: {other}", kind.word())),
    }
}

/// A decision names something of ours that is not there.
fn not_here(kind: Kind, decided: &Decided) -> Refusal {
    let words = format!("there is no {} “{}” here.", kind.word(), text::shorten(&decided.ours, 60));
    Refusal::Decision { line: decided.line, words }
}
