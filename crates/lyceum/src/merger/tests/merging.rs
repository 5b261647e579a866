use super::*;
use crate::merger::{MergerId, undo};

fn rows(table: &str, words: &[&str]) -> Vec<String> {
    table.lines().filter(|line| words.iter().all(|word| line.contains(word))).map(str::to_owned).collect()
}

fn id_of(table: &str, word: &str) -> String {
    rows(table, &[word])[0].split(',').next().unwrap().to_owned()
}

#[test]
fn both_histories_are_kept_and_the_day_stands_on_both_timelines() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        merge(&on.store, &papers(&their_export())).unwrap();
        let (people, communities) = (table(&on.store, "people"), table(&on.store, "communities"));
        let (memberships, points) = (table(&on.store, "memberships"), table(&on.store, "turning_points"));
        let zoe = id_of(&people, "zoe@north.example");
        let (ours, kept) = (id_of(&communities, ",design,"), id_of(&communities, ",design-community,"));
        // Theirs stays readable as it was, closed on the day; ours begins on the day, by transfer.
        assert!(rows(&communities, &[&kept, "2019-05-01", "2026-11-23", "Merged into Design"]).len() == 1);
        assert_eq!(rows(&memberships, &[&zoe, &kept, "open_recruitment,Senior,2022-03-01,2026-11-23"]).len(), 1);
        assert_eq!(rows(&memberships, &[&zoe, &ours, "member,transfer,Senior,2026-11-23,"]).len(), 1);
        assert_eq!(rows(&memberships, &[&kept, "lead,open_recruitment,Senior,2019-05-01,2023-05-05"]).len(), 1);
        // Ada was a member of ours already: she stays head since 2021, and is not renamed.
        let ada = id_of(&people, "ada@example.org");
        assert_eq!(rows(&memberships, &[&ada, &ours]).len(), 1);
        assert!(people.contains(",Ada Quillfeather,") && !people.contains("Quillfeather-Jones"));
        assert_eq!(rows(&memberships, &[&ada, &kept, "head", "2025-01-11,2026-11-23"]).len(), 1);
        // A new community goes on with its head.
        let words = id_of(&communities, ",plain-words,");
        assert_eq!(rows(&memberships, &[&words, "head,open_recruitment,Senior,2023-02-02,"]).len(), 1);
        for (community, detail) in [
            (&ours, "1 person came from Northshire Council"),
            (&kept, "went into Design"),
            (&words, "came with Northshire Council"),
        ] {
            assert_eq!(rows(&points, &[community, "2026-11-23,Merger", detail]).len(), 1, "{points}");
        }
        // Who left is alumni with both days; managers come along.
        assert_eq!(rows(&people, &["Juna Marchbanks", "left,2019-01-01,2024-04-04"]).len(), 1);
        assert!(rows(&people, &["zoe@north.example"])[0].ends_with(&id_of(&people, "kit@example.org")));
    });
}

#[test]
fn problems_solutions_and_pages_come_along() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        merge(&on.store, &papers(&their_export())).unwrap();
        let problems = table(&on.store, "problems");
        assert_eq!(rows(&problems, &["Bins are emptied"]).len(), 1);
        assert_eq!(rows(&problems, &["Letters go to old addresses"]).len(), 1, "the same problem is not doubled");
        let sightings = table(&on.store, "sightings");
        assert_eq!(rows(&sightings, &["1,2026-03-02,bin-collection", "Letters go to old"]).len(), 1, "{sightings}");
        assert_eq!(rows(&sightings, &["We had it with tax letters."]).len(), 1);
        assert_eq!(rows(&table(&on.store, "solutions"), &["Ask the crew's calendar."]).len(), 1);
        assert_eq!(rows(&table(&on.store, "adoptions"), &["3,prison-visits", "Nothing"]).len(), 1);
        let pages = table(&on.store, "pages");
        let same = rows(&pages, &["way - northshire-council,hosting.md,Hosting"]);
        assert!(same.len() == 1 && same[0].ends_with("2026-11-23"), "kept, and retired: {pages}");
        let bins = rows(&pages, &["way - northshire-council,bins/index.md,Bins"]);
        assert!(bins.len() == 1 && bins[0].ends_with(','), "{pages}");
        let revisions = table(&on.store, "revisions");
        assert_eq!(rows(&revisions, &["Zoe Marsh,Because,Bins"]).len(), 2, "every revision of it: {revisions}");
        let here = on.store.read(|conn| work::problem::find(conn, 1)).unwrap().unwrap();
        assert_eq!((here.state.word(), here.community), ("open", None), "ours stays as it was");
    });
}

#[test]
fn what_communities_did_goes_on_where_they_go_on() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        merge(&on.store, &papers(&their_export())).unwrap();
        let communities = table(&on.store, "communities");
        let (ours, words) = (id_of(&communities, ",design,"), id_of(&communities, ",plain-words,"));
        let meetups = table(&on.store, "meetups");
        let crit = rows(&meetups, &["Crit on Tuesdays,Bring work,Europe/London,2026-06-02,600,60"]);
        assert!(crit.len() == 1 && crit[0].contains(&ours), "it goes on in ours: {meetups}");
        let notes = table(&on.store, "meetup_notes");
        assert_eq!(rows(&notes, &["2026-06-02,We saw three.,3"]).len(), 1, "names stay over there: {notes}");
        assert_eq!(rows(&table(&on.store, "goals"), &[&words, "Every letter is read aloud", "2027-06-01"]).len(), 1);
        assert_eq!(rows(&table(&on.store, "practices"), &[&words, "Reading aloud,Hear what is hard"]).len(), 1);
        let activities = table(&on.store, "activities");
        let panels = rows(&activities, &[&ours, "Chairing panels,75,shared,monthly"]);
        assert_eq!(panels.len(), 1, "{activities}");
        let zoe = id_of(&table(&on.store, "people"), "zoe@north.example");
        let carriers = table(&on.store, "carriers");
        assert_eq!(rows(&carriers, &[panels[0].split(',').next().unwrap(), &zoe, "owner"]).len(), 1, "{carriers}");
        let given = table(&on.store, "time_given");
        assert_eq!(rows(&given, &[&ours, &zoe, "300,2026-01-01"]).len(), 1, "she has time for it in ours: {given}");
        let work = table(&on.store, "work_items");
        assert_eq!(rows(&work, &["One calendar of the crews,in_hand", ",3,4,", ",design,", &zoe]).len(), 1, "{work}");
        assert_eq!(table(&on.store, "work_item_problems").lines().count(), 2);
    });
}

#[test]
fn the_same_export_comes_once() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        let papers = papers(&their_export());
        merge(&on.store, &papers).unwrap();
        let once = everything(&on.store);
        let again = merge_as(&on.store, &papers, today(4), None).unwrap();
        assert_eq!((again.merger, again.counts), (None::<MergerId>, vec![]));
        assert_eq!(everything(&on.store), once);
    });
}

#[test]
fn an_old_file_of_decisions_doubles_nothing_either() {
    let on = TestStore::sqlite();
    make_ours(&on.store);
    let papers = papers(&their_export());
    let (_, pairs) = on.store.snapshot(|conn| waiting::look(conn, &papers)).unwrap();
    let file = crate::merger::decisions::write(&pairs).unwrap();
    merge_as(&on.store, &papers, today(3), Some(&file)).unwrap();
    assert_eq!(merge_as(&on.store, &papers, today(4), Some(&file)).unwrap().merger, None);
}

#[test]
fn what_fails_in_the_middle_leaves_nothing() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        let (papers, before) = (papers(&their_export()), everything(&on.store));
        let position = on.store.read(::store::last_position).unwrap();
        let (_, mut pairs) = on.store.snapshot(|conn| waiting::look(conn, &papers)).unwrap();
        // The last thing that comes is decided to be the same as something that is not here.
        let last = pairs.last_mut().unwrap();
        (last.decision, last.ours) = (crate::merger::Decision::Same, "P 4711".into());
        let file = crate::merger::decisions::write(&pairs).unwrap();
        let words = merge_as(&on.store, &papers, today(3), Some(&file)).unwrap_err().to_string();
        assert!(words.contains("there is no problem “P 4711” here"), "{words}");
        assert_eq!(everything(&on.store), before);
        assert_eq!(on.store.read(::store::last_position).unwrap(), position);
    });
}

#[test]
fn an_address_that_is_somebodys_here_cannot_be_new() {
    let on = TestStore::sqlite();
    make_ours(&on.store);
    let papers = papers(&their_export());
    let (_, mut pairs) = on.store.snapshot(|conn| waiting::look(conn, &papers)).unwrap();
    let ada = pairs.iter_mut().find(|pair| pair.theirs == "ada@example.org").unwrap();
    ada.decision = crate::merger::Decision::New;
    let file = crate::merger::decisions::write(&pairs).unwrap();
    let words = merge_as(&on.store, &papers, today(3), Some(&file)).unwrap_err().to_string();
    assert!(words.contains("ada@example.org is somebody's address here"), "{words}");
}

#[test]
fn only_people_administrators_merge() {
    let on = TestStore::sqlite();
    make_ours(&on.store);
    let act = Act { actor: Actor { person: Some(PersonId(base::Uuid::from_u128(7))), ..Actor::nobody() }, ..today(3) };
    let refused = merge_as(&on.store, &papers(&their_export()), act.clone(), None);
    assert!(matches!(refused, Err(Refusal::Denied(_))));
    let refused = on.store.write_blocking(move |tx| undo(tx, &act));
    assert!(matches!(refused, Err(Refusal::Denied(_))));
}

fn take_back(on: &TestStore, minutes: i64) -> Result<String, String> {
    let now = Moment::from_micros(testkit::now().micros() + minutes * 60_000_000);
    let act = system(9, now);
    on.store.write_blocking(move |tx| undo(tx, &act)).map(|it| it.name).map_err(|error| error.to_string())
}

#[test]
fn taken_back_within_the_hour_everything_is_as_it_was() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        let (papers, before) = (papers(&their_export()), everything(&on.store));
        let problems = || on.store.read(|conn| work::problem::totals(conn, day("2020-01-01"))).unwrap().all();
        assert_eq!(problems(), 2);
        merge(&on.store, &papers).unwrap();
        assert_ne!(everything(&on.store), before);
        assert_eq!(problems(), 3);
        assert_eq!(take_back(on, 60).unwrap(), "Northshire Council");
        assert_eq!(everything(&on.store), before);
        assert_eq!(problems(), 2);
        assert!(take_back(on, 60).unwrap_err().contains("there is no merger to take back"));
        // It may come again, and go again.
        merge_as(&on.store, &papers, today(5), None).unwrap();
        // What nobody is told of does not hold it: somebody read its pages, and one looks like another.
        let reader =
            Act { actor: Actor { person: Some(PersonId(base::Uuid::from_u128(7))), ..Actor::nobody() }, ..today(5) };
        let look = move |tx: &mut Tx<'_>| {
            let pages = knowledge::page::list_in_handbook(tx, None, 0, base::Limit::of(Some(200)))?.items;
            let ids: Vec<_> = pages.iter().map(|it| it.id).collect();
            for page in &ids {
                knowledge::exposure::read(tx, &reader, *page).unwrap();
            }
            let found =
                |at: usize| knowledge::adaptation::Found { page: ids[at], source: ids[at + 1], version: 1, alike: 50 };
            let found: Vec<_> = (0..ids.len().saturating_sub(1)).map(found).collect();
            assert!(!ids.is_empty());
            knowledge::adaptation::put_down(tx, &reader, &found)
        };
        on.store.write_blocking(look).unwrap();
        take_back(on, 1).unwrap();
        assert_eq!(everything(&on.store), before);
    });
}

#[test]
fn after_the_hour_it_stays() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        merge(&on.store, &papers(&their_export())).unwrap();
        let after = everything(&on.store);
        assert!(take_back(on, 61).unwrap_err().contains("for an hour, and that is over"));
        assert_eq!(everything(&on.store), after);
    });
}

#[test]
fn what_something_rests_on_is_not_taken_back() {
    type Later = fn(&mut Tx<'_>, &Act);
    let later: [(&str, Later, &str); 5] = [
        (
            "a problem of theirs is met again",
            |tx, act| {
                let problem = work::problem::find(tx, 3).unwrap().unwrap();
                work::sighting::sight(tx, act, Sight::of(problem.id, "Here too.")).map(drop).unwrap();
            },
            "P 3, which came with the merger, was changed or used since",
        ),
        (
            "a person of theirs is suspended",
            |tx, act| {
                let zoe = directory::person::find_by_email(tx, "zoe@north.example").unwrap().unwrap();
                directory::person::suspend(tx, act, zoe.id, "Because").unwrap();
            },
            "=Zoe Marsh, which came with the merger, was changed",
        ),
        (
            "a transfer of ours ends",
            |tx, act| {
                let zoe = directory::person::find_by_email(tx, "zoe@north.example").unwrap().unwrap();
                let design = directory::community::find_by_slug(tx, "design").unwrap().unwrap();
                directory::membership::end(tx, act, zoe.id, design.id, act.now.day()).unwrap();
            },
            "=Zoe Marsh",
        ),
        (
            "one of ours joins a community of theirs",
            |tx, act| {
                let juno = directory::person::find_by_email(tx, "juno@example.org").unwrap().unwrap();
                let words = directory::community::find_by_slug(tx, "plain-words").unwrap().unwrap();
                let mut make = Maker { tx, act: act.clone() };
                make.member(juno.id, words.id, Standing::Member, ("2026-11-23", None));
            },
            "the community Plain words",
        ),
        (
            "a product of theirs gets a problem",
            |tx, act| {
                let bins = directory::product::find_by_slug(tx, "bin-collection").unwrap().unwrap();
                let mut make = Maker { tx, act: act.clone() };
                make.problem("Bins have no lids.", Some(bins.id));
            },
            "the product Bin collection",
        ),
    ];
    for (what, change, wanted) in later {
        let on = TestStore::sqlite();
        make_ours(&on.store);
        merge(&on.store, &papers(&their_export())).unwrap();
        let act = today(6);
        on.store
            .write_blocking(move |tx| {
                change(tx, &act);
                Ok::<_, ::store::StoreError>(())
            })
            .unwrap();
        let after = everything(&on.store);
        let words = take_back(&on, 5).unwrap_err();
        assert!(words.contains(wanted), "{what}: {words}");
        assert_eq!(everything(&on.store), after, "{what}");
    }
}

#[test]
fn what_stands_beside_it_does_not_hold_it_up() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        merge(&on.store, &papers(&their_export())).unwrap();
        let act = today(6);
        on.store
            .write_blocking(move |tx| {
                let mut make = Maker { tx, act: act.clone() };
                make.problem("Ours, and later.", None);
                Ok::<_, ::store::StoreError>(())
            })
            .unwrap();
        take_back(on, 5).unwrap();
        assert_eq!(rows(&table(&on.store, "problems"), &["Ours, and later."]).len(), 1);
    });
}

#[test]
fn nobodys_way_to_sign_in_comes_along() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        merge(&on.store, &papers(&their_export())).unwrap();
        assert_eq!(on.store.read(crate::merger::store::count_secrets).unwrap(), 0);
    });
}
