//! Every SQL text of the program is good for both engines, and none reads a large table from end to end.

use testkit::each_engine;

/// Tables that grow with the organisation. A step that scans one of them needs a reason in `MAY_SCAN`.
const LARGE: [&str; 12] = [
    "person",
    "membership",
    "problem",
    "sighting",
    "adoption",
    "page",
    "revision",
    "journal",
    "session",
    "work_item",
    "offer",
    "exposure",
];
/// Exports, rebuilding the index, imports that compare with all that is there, counts for a whole page, what is reckoned
/// at night, and the desk's last deeds, which are kept until something happens.
const MAY_SCAN: [&str; 7] = [
    "operate::store",
    "operate::register",
    "merger::store",
    "index",
    "count",
    "remembered::store::stays",
    "desk::store::done",
];

#[test]
fn every_text_prepares_on_both_engines() {
    let _linked = lyceum::rooms::all();
    assert!(store::sql::all().count() > 100);
    each_engine(|test| {
        for sql in store::sql::all() {
            test.store.read(|conn| conn.prepare(sql)).unwrap_or_else(|error| panic!("{}: {error}", sql.name));
        }
    });
}

#[test]
fn no_text_reads_a_large_table_from_end_to_end() {
    let _linked = lyceum::rooms::all();
    let test = testkit::TestStore::sqlite();
    let mut scans = Vec::new();
    for sql in store::sql::all().filter(|sql| sql.text.trim_start().starts_with("SELECT")) {
        let plan = test.store.read(|conn| conn.plan(sql)).unwrap();
        let scanned = |step: &String| {
            // In the order of an index a limit ends it.
            let of = step.strip_prefix("SCAN ").filter(|rest| !rest.contains(' '));
            of.is_some_and(|of| LARGE.contains(&table_of(sql.text, of)))
        };
        if plan.iter().any(scanned) && !MAY_SCAN.iter().any(|part| sql.name.to_lowercase().contains(part)) {
            scans.push(format!("{}: {}", sql.name, plan.join("; ")));
        }
    }
    assert!(scans.is_empty(), "{}", scans.join("\n"));
}

/// The table that a text calls so: `FROM problem p` makes `p` the problem.
fn table_of<'a>(text: &'a str, called: &'a str) -> &'a str {
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(['(', ')', ','])).collect();
    let names = words.windows(3).find(|three| matches!(three[0], "FROM" | "JOIN") && three[2] == called);
    names.map_or(called, |three| three[1])
}
