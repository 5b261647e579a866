use super::*;

type Change = fn(&str) -> String;

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} is not in {text}");
    text.replacen(from, to, 1)
}

/// A table, what is done to it, and what is said of it.
const CHANGES: &[(&str, Change, &str)] = &[
    ("people", |it| replaced(it, "joined_on", "came_on"), "people.csv, line 1: has no column joined_on."),
    ("people", |it| replaced(it, "name", "id"), "people.csv, line 1: names the column id twice."),
    (
        "people",
        |it| replaced(it, "2022-03-01", "2022-13-01"),
        "people.csv, line LINE: joined_on: “2022-13-01” is no day",
    ),
    ("people", |it| replaced(it, "zoe@north.example", "zoe"), "people.csv, line LINE: email: this is no address."),
    ("people", |it| replaced(it, "zoe@north.example", "ADA@example.org"), "email: stands in an earlier line already."),
    ("people", |it| replaced(it, "'=Zoe Marsh", ""), "people.csv, line LINE: name: Say it in a few words."),
    (
        "people",
        |it| replaced(it, "'=Zoe Marsh", &"x".repeat(5_000)),
        "people.csv, line LINE: name: Shorten this to 120",
    ),
    ("people", |it| replaced(it, "'=Zoe Marsh", "\"=Zoe"), "people.csv"),
    ("people", |it| format!("{it}one,two\n"), "people.csv, line LINE: has 2 cells where the head has 9."),
    (
        "people",
        |it| replaced(it, ",left,", ",asleep,"),
        "people.csv, line LINE: state: “asleep” is none that is known.",
    ),
    ("people", |it| replaced(it, "2024-04-04", "2018-04-04"), "people.csv, line LINE: left_on: this day lies before"),
    ("organisation", |_| "id,slug,name\n".into(), "organisation.csv names no organisation."),
    ("organisation", |it| format!("{it}{}", it.lines().nth(1).unwrap()), "organisation.csv, line LINE"),
    (
        "memberships",
        |it| {
            let person = it.lines().nth(1).unwrap().split(',').nth(1).unwrap().to_owned();
            replaced(it, &person, "019a0000-0000-7000-8000-0000000000ff")
        },
        "memberships.csv, line LINE: person: there is none with this id.",
    ),
    ("memberships", |it| replaced(it, "open_recruitment", "bribe"), "memberships.csv, line LINE: route: “bribe”"),
    ("memberships", |it| replaced(it, "2023-05-05", "1023-05-05"), "memberships.csv, line LINE: to_day"),
    (
        "communities",
        |it| {
            let id = it.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
            replaced(it, "worst day.,,", &format!("worst day.,{id},"))
        },
        "communities.csv, line LINE: parent: it stands below itself.",
    ),
    (
        "pages",
        |it| replaced(it, "hosting.md", "../../etc/passwd"),
        "path: a page's path leads downwards in plain steps.",
    ),
    ("pages", |it| replaced(it, "hosting.md", "/etc/passwd"), "path: a page's path leads downwards in plain steps."),
    ("handbooks", |it| replaced(it, "way", "../way"), "handbooks.csv, line LINE: name"),
    ("revisions", |it| replaced(it, "2025-01-01T09:00:00Z", "soon"), "made_at: “soon” is no time"),
    ("revisions", |it| it.lines().next().unwrap().to_owned(), "revisions.csv has none of page"),
    ("adoptions", |it| replaced(it, "prison-visits", "nothing"), "adoptions.csv, line LINE: product: there is none"),
    ("problems", |it| replaced(it, "\n1,", "\n-1,"), "problems.csv, line LINE: number: “-1” is no number."),
    (
        "sightings",
        |it| replaced(it, "\n1,", "\n99,"),
        "sightings.csv, line LINE: problem: there is none of this number.",
    ),
];

#[test]
fn a_broken_export_is_refused_with_its_file_and_line() {
    let whole: BTreeMap<String, String> =
        papers(&their_export()).tables().map(|(name, text)| (name.into(), text.into())).collect();
    for (table, change, wanted) in CHANGES {
        let mut tables = whole.clone();
        let changed = change(&tables[*table]);
        let line = changed.lines().zip(tables[*table].lines()).take_while(|(new, old)| new == old).count() + 1;
        let wanted = wanted.replace("LINE", &line.to_string());
        tables.insert((*table).into(), changed);
        let said = read_theirs(&Papers::of_texts(tables).unwrap()).expect_err(&wanted).to_string();
        assert!(said.contains(&wanted), "{wanted}: {said}");
    }
}

#[test]
fn a_folder_that_is_not_whole_is_refused() {
    let folder = their_export();
    let at = folder.path().join("export");
    let said = |path: &Path| Papers::of_folder(path).unwrap_err().to_string();
    assert!(said(&folder.path().join("nowhere")).contains("cannot be read"));
    assert!(said(&at.join("people.csv")).contains("is no folder"));
    std::fs::write(at.join("teams.csv"), b"id,\xff\n").unwrap();
    assert!(said(&at).contains("teams.csv, line 1: is no UTF-8 text"));
    std::fs::remove_file(at.join("teams.csv")).unwrap();
    assert!(said(&at).starts_with("teams.csv is missing"));
    std::fs::create_dir(at.join("teams.csv")).unwrap();
    assert!(said(&at).contains("teams.csv is no plain file"));
    std::fs::remove_dir(at.join("teams.csv")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", at.join("teams.csv")).unwrap();
    assert!(said(&at).contains("teams.csv is no plain file; links are not followed"));
    std::fs::remove_file(at.join("teams.csv")).unwrap();
    let large = std::fs::File::create(at.join("teams.csv")).unwrap();
    large.set_len(300 << 20).unwrap();
    assert!(said(&at).contains("teams.csv is larger than 256 MiB"));
}
