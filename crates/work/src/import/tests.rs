use super::bring::{day_of, state_of};
use super::*;
use crate::problem::{self, ProblemState};
use crate::refusal::Refusal;
use crate::testing::{World, day};
use crate::{sighting, solution};
use base::Actor;
use testkit::{TestStore, each_engine};

fn bring(on: &TestStore, text: &[u8], format: Format) -> Report {
    let act = on.act(Actor::system());
    let mut told = Vec::new();
    let report = import_problems(&on.store, &act, text, format, |done, all| told.push((done, all))).unwrap();
    assert!(told.last().is_none_or(|(done, all)| done == all), "{told:?}");
    report
}

const CSV: &[u8] = b"\xef\xbb\xbfRef,Statement,Who has it?,Product,Stated on,State,Solution,Same as\r\n\
a,\"Rooms change, overnight.\nWitnesses get lost.\",witnesses,prison visits booking,2024-01-15,solved,Listen for the move,\r\n\
b,=HYPERLINK(\"http://evil.example\"),,No such product,15/02/2024,not now,,\r\n\
c,We waited outside a locked door,,,2025,open,,a\r\n\
d,,,,,,,\r\n\
e,Somebody else said it too,,,2024-13-45,strange,,\"Rooms change, overnight. Witnesses get lost.\"\r\n\
f,Lost in another file,,,,,,zzz\r\n";

#[test]
fn a_table_comes_in_with_every_loss_told_and_twice_is_once() {
    each_engine(|on| {
        let world = World::made(on);
        let report = bring(on, CSV, Format::Csv);
        assert_eq!(
            (report.rows, report.problems, report.sightings, report.solutions),
            (6, 3, 2, 1),
            "{:?}",
            report.troubles
        );
        let lost: Vec<u64> = report.troubles.iter().filter(|it| it.lost).map(|it| it.line).collect();
        assert_eq!(lost, [6], "{:?}", report.troubles);
        let told: Vec<u64> = report.troubles.iter().map(|it| it.line).collect();
        assert_eq!(told, [4, 6, 7, 8], "{:?}", report.troubles);
        let first = on.store.read(|conn| problem::find(conn, 1)).unwrap().unwrap();
        assert_eq!(
            (first.title.as_str(), first.state, first.stated_on),
            ("Rooms change, overnight", ProblemState::Solved, day("2024-01-15"))
        );
        assert_eq!(first.product.map(|product| product.id), Some(world.visits));
        assert_eq!(on.store.read(|conn| solution::of_problem(conn, first.id)).unwrap().len(), 1);
        assert_eq!(on.store.read(|conn| sighting::of_problem(conn, first.id)).unwrap().len(), 2);
        let formula = on.store.read(|conn| problem::find(conn, 2)).unwrap().unwrap();
        assert_eq!((formula.state, formula.statement.starts_with("=HYPERLINK")), (ProblemState::NotNow, true));
        let again = bring(on, CSV, Format::Csv);
        assert_eq!((again.problems, again.sightings, again.solutions, again.known), (0, 0, 0, 5));
    });
}

#[test]
fn json_lines_come_in_and_lines_that_are_none_are_told() {
    each_engine(|on| {
        World::made(on);
        let text = "{\"statement\": \"Rooms change\", \"id\": 7, \"who\": null}\n\nnot json\n[1]\n\
                    {\"statement\": \"They change here too\", \"same_as\": 7, \"days\": 12}\n{\"statement\": [1]}\n";
        let report = bring(on, text.as_bytes(), Format::JsonLines);
        assert_eq!((report.problems, report.sightings, report.lost()), (1, 1, 3), "{:?}", report.troubles);
        assert_eq!(report.troubles.iter().map(|it| it.line).collect::<Vec<_>>(), [3, 4, 6]);
        let first = on.store.read(|conn| problem::find(conn, 1)).unwrap().unwrap();
        let met = on.store.read(|conn| sighting::of_problem(conn, first.id)).unwrap();
        assert_eq!((met[0].words.as_str(), met[0].days), ("They change here too", Some(12)));
    });
}

#[test]
fn a_file_that_is_no_table_says_so_and_adds_nothing() -> Result<(), Refusal> {
    let on = TestStore::sqlite();
    for text in [&b""[..], b"\x89PNG\r\n\x1a\n\0\0", b"colour,size\nred,7\n", b"\xff\xfe\x00"] {
        let report = bring(&on, text, Format::Csv);
        assert_eq!((report.problems, report.lost()), (0, 1), "{:?}", report.troubles);
        assert!(report.troubles[0].words.contains("statement"), "{:?}", report.troubles);
    }
    Ok(())
}

#[test]
fn days_and_states_are_read_as_files_write_them() {
    for (text, wanted) in [
        ("2024-01-15", Some("2024-01-15")),
        ("2024-01-15T10:00:00Z", Some("2024-01-15")),
        ("2024-01-15 10:00", Some("2024-01-15")),
        ("15/02/2024", Some("2024-02-15")),
        ("2024-03", Some("2024-03-01")),
        ("2024", Some("2024-01-01")),
        ("31/02/2024", None),
        ("300/1/2024", None),
        ("soon", None),
    ] {
        assert_eq!(day_of(text), wanted.map(day), "{text}");
    }
    for (word, wanted) in [
        ("", Some(ProblemState::Open)),
        ("Solved", Some(ProblemState::Solved)),
        ("being solved", Some(ProblemState::BeingSolved)),
        ("NOT NOW", Some(ProblemState::NotNow)),
        ("purple", None),
    ] {
        assert_eq!(state_of(word), wanted, "{word}");
    }
    assert_eq!(Format::of("a.jsonl", b""), Format::JsonLines);
    assert_eq!(Format::of("a.csv", b"{"), Format::Csv);
    assert_eq!(Format::of("stdin", b" {\"a\":1}"), Format::JsonLines);
}
