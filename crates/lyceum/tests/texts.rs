//! Every SQL text of the program is good for both engines, and none reads a large table from end to end.

use testkit::each_engine;

/// Tables that grow with the organisation. A step that scans one of them needs a reason in `MAY_SCAN`.
const LARGE: [&str; 9] =
    ["person", "membership", "problem", "sighting", "adoption", "page", "revision", "journal", "session"];
/// Exports, rebuilding the index, imports that compare with all that is there, and counts for a whole page.
const MAY_SCAN: [&str; 4] = ["operate::store", "merger::store", "index", "count"];

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
        let scanned = |step: &String| LARGE.iter().any(|table| *step == format!("SCAN {table}"));
        if plan.iter().any(scanned) && !MAY_SCAN.iter().any(|part| sql.name.to_lowercase().contains(part)) {
            scans.push(format!("{}: {}", sql.name, plan.join("; ")));
        }
    }
    assert!(scans.is_empty(), "{}", scans.join("\n"));
}
