//! Two small organisations: ours, and one that comes in.

mod doors;
mod hostile;
mod knowing;
mod merging;
mod pairing;

use super::{Papers, Refusal, Theirs, decisions::Decisions, waiting};
use crate::operate::export::export;
use ::store::{Store, Tx};
use base::{Act, Actor, CommunityId, Day, Moment, PersonId, SeededChance, Standing};
use communities::leadership::activity;
use communities::{goal, meetup, practice};
use directory::community::{CommunityKind, FoundCommunity};
use directory::membership::{AddMember, Route};
use directory::person::{AddPerson, PersonState};
use directory::product::{AddProduct, Phase, ProductId};
use knowledge::import::{ToldPage, ToldVersion, Wish, save_told, told_with};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use testkit::TestStore;
use work::problem::Record;
use work::sighting::Sight;
use work::solution::Solve;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn system(seed: u64, now: Moment) -> Act {
    Act::new(Actor::system(), now, Arc::new(SeededChance::new(seed)))
}

/// The day of the merger.
fn today(seed: u64) -> Act {
    system(seed, testkit::now())
}

struct Maker<'a, 'b> {
    tx: &'a mut Tx<'b>,
    act: Act,
}

impl Maker<'_, '_> {
    fn person(&mut self, name: &str, email: &str, joined: &str) -> PersonId {
        let input = AddPerson {
            name: name.into(),
            email: email.into(),
            joined_on: day(joined),
            unit: None,
            location: None,
            line_manager: None,
            state: PersonState::Active,
        };
        directory::person::add(self.tx, &self.act, input).unwrap()
    }

    fn community(&mut self, name: &str, kind: CommunityKind, purpose: &str, founded: &str) -> CommunityId {
        let input = FoundCommunity {
            name: name.into(),
            kind,
            parent: None,
            segment_by: None,
            purpose: purpose.into(),
            signs: String::new(),
            founded_on: day(founded),
            ends_on: None,
        };
        directory::community::found(self.tx, &self.act, input).unwrap()
    }

    fn member(&mut self, person: PersonId, community: CommunityId, standing: Standing, days: (&str, Option<&str>)) {
        let input = AddMember {
            person,
            community,
            standing,
            route: Route::OpenRecruitment,
            level: "Senior".into(),
            from_day: day(days.0),
            to_day: days.1.map(day),
            evidence: "Panel".into(),
        };
        directory::membership::add(self.tx, &self.act, input).unwrap();
    }

    fn product(&mut self, name: &str, purpose: &str) -> ProductId {
        let input = AddProduct { name: name.into(), phase: Phase::Live, unit: None, purpose: purpose.into() };
        directory::product::add(self.tx, &self.act, input).unwrap()
    }

    fn problem(&mut self, statement: &str, product: Option<ProductId>) -> work::problem::Problem {
        let input = Record {
            statement: statement.into(),
            title: String::new(),
            hurts: String::new(),
            product,
            community: None,
            different: String::new(),
            stated_on: Some(day("2026-03-02")),
            source: None,
        };
        work::problem::record(self.tx, &self.act, input).unwrap()
    }

    fn handbook(&mut self, name: &str, pages: &[(&str, &str)]) {
        let pages: Vec<ToldPage> = pages
            .iter()
            .map(|(path, text)| {
                let version = |at: &str, text: String| ToldVersion {
                    at: Moment::parse(at).unwrap(),
                    who: "Zoe Marsh".into(),
                    why: "Because".into(),
                    text,
                };
                let before = version("2024-01-01T09:00:00Z", format!("{text}\n\nOlder words.\n"));
                ToldPage {
                    path: (*path).into(),
                    versions: vec![before, version("2025-01-01T09:00:00Z", (*text).into())],
                }
            })
            .collect();
        let wish = Wish { name: name.into(), owner: None };
        let files = [("images/round.png".to_owned(), ROUND.to_vec())];
        save_told(self.tx, &self.act, &wish, &told_with(&pages, files.into()).unwrap()).unwrap();
    }
}

/// A picture that pages may show as `images/round.png`.
const ROUND: &[u8] = b"\x89PNG\r\n\x1a\nround";
const BINS: &str = "---\ntitle: Bins\n---\n\nSee [hosting](../hosting.md).\n\n![The round](../images/round.png)\n";
const DESIGN: &str = "We make what we say understandable on somebody's worst day.";
const HOSTING: &str = "---\ntitle: Hosting\n---\n\nRun it where somebody watches it at night, with a copy elsewhere.\n";
const LOST: &str = "Letters go to old addresses. People move and nobody tells the letter service of it.";

/// What is here before.
fn make_ours(store: &Store) {
    let act = system(1, Moment::parse("2026-06-01T09:00:00Z").unwrap());
    store
        .write_blocking(move |tx| {
            let name = directory::organisation::NameOrganisation { name: "Aldersea".into() };
            directory::organisation::name(tx, &act, name).unwrap();
            let mut make = Maker { tx, act: act.clone() };
            let ada = make.person("Ada Quillfeather", "ada@example.org", "2021-01-11");
            make.person("Kit Alderman", "kit@example.org", "2022-02-02");
            make.person("Juno Marchbanks", "juno@example.org", "2022-02-02");
            let design = make.community("Design", CommunityKind::Practice, DESIGN, "2021-02-01");
            make.member(ada, design, Standing::Head, ("2021-02-01", None));
            make.product("Prison visits", "Lets people visit.");
            make.problem(LOST, None);
            make.problem("Courts send lists with day and month swapped.", None);
            make.handbook("way", &[("hosting.md", HOSTING), ("index.md", "---\ntitle: Start\n---\n\nBegin here.\n")]);
            Ok::<_, ::store::StoreError>(())
        })
        .unwrap();
}

/// What comes in.
fn make_theirs(store: &Store) {
    let act = system(2, Moment::parse("2026-06-01T10:00:00Z").unwrap());
    store
        .write_blocking(move |tx| {
            let name = directory::organisation::NameOrganisation { name: "Northshire Council".into() };
            directory::organisation::name(tx, &act, name).unwrap();
            let mut make = Maker { tx, act: act.clone() };
            let ada = make.person("Ada Quillfeather-Jones", "ada@example.org", "2025-01-11");
            let kit = make.person("Kit Alderman", "kit@north.example", "2023-02-02");
            let zoe = make.person("=Zoe Marsh", "zoe@north.example", "2022-03-01");
            let old = make.person("Juna Marchbanks", "old@north.example", "2019-01-01");
            let design = make.community("Design community", CommunityKind::Practice, DESIGN, "2019-05-01");
            let words =
                make.community("Plain words", CommunityKind::Interest, "We write so that it is read.", "2020-01-01");
            make.member(ada, design, Standing::Head, ("2025-01-11", None));
            make.member(zoe, design, Standing::Member, ("2022-03-01", None));
            make.member(old, design, Standing::Lead, ("2019-05-01", Some("2023-05-05")));
            make.member(kit, words, Standing::Head, ("2023-02-02", None));
            let visits = make.product("Prison visits", "Lets people visit.");
            let bins = make.product("Bin collection", "Says when bins are emptied.");
            let lost = make.problem(LOST, Some(bins));
            let other = make.problem("Bins are emptied on the wrong day after a holiday.", Some(bins));
            work::sighting::sight(make.tx, &act, Sight::of(lost.id, "We had it with tax letters.")).unwrap();
            let solution =
                work::solution::solve(make.tx, &act, Solve::of(other.id, "Ask the crew's calendar.")).unwrap();
            let adopt = work::adoption::Adopt {
                problem: other.id,
                solution: Some(solution.id),
                product: Some(visits),
                since: None,
                changes: "Nothing".into(),
                days: Some(2),
            };
            work::adoption::adopt(make.tx, &act, adopt).unwrap();
            lived(make.tx, &act, (design, words), (zoe, other.id));
            make.handbook("way", &[("hosting.md", HOSTING), ("bins/index.md", BINS)]);
            directory::person::change(
                tx,
                &act,
                directory::person::ChangePerson {
                    person: zoe,
                    name: "=Zoe Marsh".into(),
                    unit: None,
                    location: None,
                    line_manager: Some(kit),
                },
            )
            .unwrap();
            directory::person::leave(tx, &act, old, day("2024-04-04")).unwrap();
            Ok::<_, ::store::StoreError>(())
        })
        .unwrap();
}

fn give_time(tx: &mut Tx<'_>, act: &Act, community: CommunityId, person: PersonId) {
    let given = communities::leadership::load::Give { community, person, share: 300, from: day("2026-01-01") };
    communities::leadership::load::give(tx, act, given).unwrap();
}

/// What their communities did: some of it goes on, some is over.
fn lived(
    tx: &mut Tx<'_>,
    act: &Act,
    (design, words): (CommunityId, CommunityId),
    (zoe, bins): (PersonId, work::problem::ProblemId),
) {
    let meetup = meetup::Make {
        community: design,
        title: "Crit on Tuesdays".into(),
        about: "Bring work".into(),
        zone: "Europe/London".into(),
        first_on: day("2026-06-02"),
        starts_minute: 600,
        minutes: 60,
        rule: "FREQ=WEEKLY;BYDAY=TU".into(),
        place: "Room 4".into(),
        link: "https://meet.example/crit".into(),
    };
    let made = meetup::make(tx, act, meetup).unwrap();
    let note = meetup::Note {
        meetup: made.id,
        on: day("2026-06-02"),
        notes: "We saw three.".into(),
        came: vec![zoe],
        visitors: 2,
    };
    meetup::note(tx, act, note).unwrap();
    let goal = goal::Open {
        community: words,
        title: "Every letter is read aloud".into(),
        measure: "Letters read aloud".into(),
        start: "0 of 9".into(),
        target: "9 of 9".into(),
        due_on: day("2027-06-01"),
    };
    goal::open(tx, act, goal).unwrap();
    let practice = practice::Start {
        community: words,
        name: "Reading aloud".into(),
        intent: "Hear what is hard".into(),
        signal: "Fewer calls".into(),
        review_on: day("2026-12-01"),
    };
    practice::start(tx, act, practice).unwrap();
    give_time(tx, act, design, zoe);
    let activity = activity::Add {
        community: design,
        name: "Chairing panels".into(),
        hours: 7.5,
        character: activity::Character::Shared,
        rhythm: activity::Rhythm::Monthly,
        first_on: None,
        from: None,
        owners: vec![zoe],
        deputies: vec![],
    };
    activity::add(tx, act, activity).unwrap();
    let work = work::work_item::StartWork {
        title: "One calendar of the crews".into(),
        owner: Some(zoe),
        community: Some(design),
        problems: vec![bins],
        steps_total: 4,
        steps_done: 3,
        help_wanted: String::new(),
        started_on: None,
    };
    work::work_item::start(tx, act, work).unwrap();
}

/// Their export in a folder.
fn their_export() -> tempfile::TempDir {
    let theirs = TestStore::sqlite();
    make_theirs(&theirs.store);
    exported(&theirs.store)
}

fn exported(store: &Store) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    export(store, &folder.path().join("export")).unwrap();
    folder
}

fn papers(folder: &tempfile::TempDir) -> Papers {
    Papers::of_folder(&folder.path().join("export")).unwrap()
}

/// Everything that an export of `store` holds, by path.
fn everything(store: &Store) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("export");
    export(store, &to).unwrap();
    let mut all = BTreeMap::new();
    walk(&to, &to, &mut all);
    all
}

fn walk(top: &Path, folder: &Path, all: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(top, &path, all);
        } else {
            let name = path.strip_prefix(top).unwrap().to_string_lossy().into_owned();
            all.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

fn table(store: &Store, name: &str) -> String {
    String::from_utf8(everything(store).remove(&format!("{name}.csv")).unwrap()).unwrap()
}

fn merge_as(store: &Store, papers: &Papers, act: Act, decided: Option<&str>) -> Result<super::Done, Refusal> {
    let (theirs, pairs) = store.snapshot(|conn| waiting::look(conn, papers))?;
    let decisions = match decided {
        Some(file) => Decisions::read(file, &theirs, &pairs)?,
        None => Decisions::of_pairs(&pairs),
    };
    let prepared = super::prepare(&theirs, &decisions)?;
    store.write_blocking(move |tx| super::carry_out(tx, &act, &theirs, &decisions, &prepared))
}

/// As proposed.
fn merge(store: &Store, papers: &Papers) -> Result<super::Done, Refusal> {
    merge_as(store, papers, today(3), None)
}

fn read_theirs(papers: &Papers) -> Result<Theirs, super::BadExport> {
    Theirs::read(papers)
}
