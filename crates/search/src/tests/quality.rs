//! How well the same problem is found again, without the sentence model: on a few own pairs always, on the shared sets
//! when they are there (`../shared/data` beside the repository, or `LYCEUM_SHARED`). The example `similar` prints more.

#![allow(clippy::disallowed_methods)] // Where the shared samples lie is told by the surroundings of the tests.

use super::{built, document, viewer};
use crate::sameness::CLAIM;
use crate::{Document, Index, Key, Statement};
use std::path::{Path, PathBuf};

/// Title, body, told again, near miss: other words for the same, and the same words for something else.
const TOLD: [[&str; 4]; 12] = [
    [
        "Visitors cannot find the right entrance",
        "The signs at the gate point to a door that is locked.",
        "people get lost outside because the way in is not shown",
        "The entrance exam has no right answer for question nine",
    ],
    [
        "Invoices are paid late",
        "Suppliers wait three months for their money.",
        "vendors complain that bills are settled far too slowly",
        "Late invoices are printed on paid advertising paper",
    ],
    [
        "The nightly backup is never tested",
        "Nobody has tried to restore a file for years.",
        "we do not know whether our copies could be brought back after a loss",
        "Nightly test teams back up traffic at the gate",
    ],
    [
        "Meeting rooms are booked and stay empty",
        "Staff reserve a space every week and do not come.",
        "reserved spaces for conferences are not used by those who asked for them",
        "Meeting minutes are empty when the book is closed",
    ],
    [
        "Translators receive texts at the last moment",
        "The other language appears weeks after the English one.",
        "foreign language versions of our pages come out much later",
        "Text messages at the last moment annoy drivers",
    ],
    [
        "Field workers have no signal",
        "The app needs a connection and inspectors lose what they typed.",
        "inspection officers offline in the countryside lose their notes",
        "Traffic signal workers need a field to park",
    ],
    [
        "Nobody reads the weekly report",
        "Two analysts write it for days and managers never open it.",
        "analysts spend days on a summary that leadership ignores",
        "A reader reports weekly noise near the library",
    ],
    [
        "Passwords are shared on paper notes",
        "Teams stick the secret of the common account on the screen.",
        "credentials for a joint login are written down where anybody sees them",
        "Papers on sharing music need a note from the team",
    ],
    [
        "The printer queue blocks the whole floor",
        "One large document stops all others until somebody restarts it.",
        "a single big print job holds up everybody",
        "A queue forms on the ground floor at lunch",
    ],
    [
        "Interviews with users are never written up",
        "What researchers hear is lost when they leave.",
        "findings from user research disappear when a researcher moves on",
        "Job interviews are written in the wrong calendar",
    ],
    [
        "Our map shows roads that were closed",
        "Drivers are led into building sites.",
        "navigation sends vehicles through streets under construction",
        "The road map of the product was closed to comments",
    ],
    [
        "Volunteers wait weeks for a background check",
        "Many give up before they can start to help.",
        "vetting of helpers takes so long that they drop out",
        "The volunteer flag has a blue background to check",
    ],
];

/// Of those that ask: the right one first, the right one in the first ten, and what was claimed.
#[derive(Default)]
struct Found {
    asked: f32,
    first: f32,
    in_ten: f32,
    claimed: f32,
    wrongly: f32,
}

impl Found {
    fn ask(&mut self, index: &Index, text: &str, own: Option<&Document>, right: &[&Document]) {
        let reader = viewer(1, &[]);
        let exclude: Vec<Key> = own.map(|own| Key::new("problem", own.id)).into_iter().collect();
        let hits = index.matches(&Statement { exclude: &exclude, ..Statement::new(text, &reader) });
        let is_right = |id| right.iter().any(|document| document.id == id);
        let claimed = hits.iter().filter(|hit| hit.probability >= CLAIM);
        self.claimed += claimed.clone().count() as f32;
        self.wrongly += claimed.filter(|hit| !is_right(hit.key.id)).count() as f32;
        if !right.is_empty() {
            self.asked += 1.0;
            self.first += f32::from(u8::from(hits.first().is_some_and(|hit| is_right(hit.key.id))));
            self.in_ten += f32::from(u8::from(hits.iter().any(|hit| is_right(hit.key.id))));
        }
    }
}

#[test]
fn a_problem_told_in_other_words_is_found_among_near_misses() {
    let make = |(at, told): (usize, &[&str; 4])| {
        [document("problem", 2 * at as i64, told[0], told[1]), document("problem", 2 * at as i64 + 1, told[3], "")]
    };
    let documents: Vec<Document> = TOLD.iter().enumerate().flat_map(make).collect();
    let (_folder, index) = built(&documents, 1);
    let mut found = Found::default();
    for (at, told) in TOLD.iter().enumerate() {
        found.ask(&index, told[2], None, &[&documents[2 * at]]);
    }
    assert!(found.first >= 9.0, "{} of {} first", found.first, found.asked);
    assert!(found.in_ten >= 11.0, "{} of {} in ten", found.in_ten, found.asked);
    assert!(found.wrongly <= 1.0, "{} of {} claimed wrongly", found.wrongly, found.claimed);
}

#[test]
#[allow(clippy::disallowed_methods)] // Tests may look at the environment.
fn the_shared_problems_told_again_are_found_as_well_as_was_measured() {
    let shared = std::env::var_os("LYCEUM_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let path = shared.join("data/retold-problems/problems.txt");
    let Ok(text) = std::fs::read_to_string(&path) else {
        return println!("skipped: {} is not there", path.display());
    };
    let lines = text.lines().map(|line| line.split('|').collect::<Vec<_>>());
    let problems: Vec<Vec<&str>> = lines.filter(|fields| fields.len() == 7).collect();
    let documents: Vec<Document> = problems
        .iter()
        .flat_map(|fields| [(fields[0], fields[1]), (fields[2], fields[3]), (fields[5], fields[6])])
        .enumerate()
        .map(|(at, (title, body))| document("problem", at as i64, title, body))
        .collect();
    let (_folder, index) = built(&documents, 1);
    let mut found = Found::default();
    for (fields, three) in problems.iter().zip(documents.chunks(3)) {
        let whole = |one: &Document| format!("{}. {}", one.title, one.body);
        found.ask(&index, &whole(&three[0]), Some(&three[0]), &[&three[1]]);
        found.ask(&index, &whole(&three[1]), Some(&three[1]), &[&three[0]]);
        found.ask(&index, fields[4], None, &[&three[0], &three[1]]);
        found.ask(&index, &whole(&three[2]), Some(&three[2]), &[]);
    }
    assert!(found.first >= 0.59 * found.asked, "{} of {} first", found.first, found.asked);
    assert!(found.in_ten >= 0.94 * found.asked, "{} of {} in ten", found.in_ten, found.asked);
    assert!(found.wrongly <= 0.15 * found.claimed, "{} of {} claimed wrongly", found.wrongly, found.claimed);
}
