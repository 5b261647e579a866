use super::read::day;
use super::*;
use crate::membership;
use crate::person::{self, PersonState};
use crate::{community, organisation, unit};
use base::text::cell as quoted;
use base::{Actor, Duty};
use proptest::prelude::*;
use testkit::TestStore;

fn on_day(text: &str) -> Typed {
    Typed::On(Day::parse(text).unwrap())
}

#[test]
fn days_are_read_as_people_write_them() {
    for (cell, read) in [
        ("2026-11-26", on_day("2026-11-26")),
        ("26/11/2026", on_day("2026-11-26")),
        ("26.11.26", on_day("2026-11-26")),
        ("3 Nov 2026", on_day("2026-11-03")),
        ("3rd November 2026", on_day("2026-11-03")),
        ("2026-11-26T00:00:00", on_day("2026-11-26")),
        ("2026/11/26 00:00", on_day("2026-11-26")),
        ("", Typed::Nothing),
        (" ", Typed::Nothing),
        ("31/02/2026", Typed::Wrong("31/02/2026".into())),
        ("soon", Typed::Wrong("soon".into())),
    ] {
        assert_eq!(day(cell), read, "{cell}");
    }
}

#[test]
fn whatever_table_programs_save_is_read() {
    let words = "Email address;Full name;Business unit;Shoe size\r\nzoë@x.example;\"Zoë; \"\"Zed\"\" Reed\nand more\";Courts;7\r\n\r\n";
    let western: Vec<u8> = words.chars().map(|letter| u8::try_from(letter as u32).unwrap()).collect();
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(words.bytes()).collect();
    for bytes in [words.as_bytes().to_vec(), western, wide, marked, words.replace(';', "\t").into_bytes()] {
        let table = read(&bytes).unwrap();
        assert_eq!(table.unknown, ["Shoe size"]);
        assert_eq!(table.lines.len(), 1);
        assert_eq!(table.lines[0].email, "zoë@x.example");
        assert!(table.lines[0].name.contains("\"Zed\" Reed"), "{}", table.lines[0].name);
        assert_eq!((table.lines[0].unit.as_str(), table.lines[0].number), ("Courts", 2));
    }
    assert_eq!(read(b""), Err(Unreadable::Empty));
    assert_eq!(read(b"name,unit\nAda,Courts\n"), Err(Unreadable::NoEmail));
    assert_eq!(read(b"\0\0PK\x03\x04"), Err(Unreadable::NoText));
}

#[test]
fn the_example_reads_without_a_fault() {
    let table = read(EXAMPLE.as_bytes()).unwrap();
    assert_eq!((table.lines.len(), table.unknown.len(), table.broken.len()), (3, 0, 0));
}

proptest! {
    #[test]
    fn reading_never_fails_otherwise_than_in_words(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
        let with_head: Vec<u8> = b"email,name,joined,unit\n".iter().copied().chain(bytes).collect();
        let _ = read(&with_head);
    }

    #[test]
    fn no_cell_is_run_and_each_reads_the_same(cell in "[ -~]{0,20}") {
        let cell = cell.trim().to_owned();
        let written = quoted(&cell);
        let mut raw = csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_bytes());
        let seen = raw.records().next().map(|record| record.unwrap()[0].to_owned()).unwrap_or_default();
        prop_assert!(!seen.starts_with(['=', '+', '@', '-']), "a table program sees {}", seen);
        let table = read(format!("email,evidence\r\na@b.example,{written}\r\n").as_bytes()).unwrap();
        let clean = base::text::clean(&cell).trim().to_owned();
        prop_assert_eq!(&table.lines[0].evidence, &clean);
    }
}

fn admin(on: &TestStore) -> base::Act {
    let act = on.act(Actor::system());
    on.store
        .write_blocking(move |tx| {
            organisation::name(tx, &act, organisation::NameOrganisation { name: "Ministry of Justice".into() })
                .map(drop)
        })
        .unwrap_or_else(|error| panic!("{error}"));
    on.act(Actor { duties: vec![Duty::PeopleAdministrator], ..Actor::system() })
}

const LIST: &str = "email,name,joined,unit,location,manager,profession,level,standing,member since\n\
    bo@x.example,Bo Larkspur,2023-04-11,Digital / Courts,Leeds,ada@x.example,Product management,Senior,member,2023-04-11\n\
    ada@x.example,Ada Quillfeather,11/01/2021,Digital / Courts,Leeds,,Product management,Head,head,2021-01-11\n\
    cy@x.example,=Cy,2024-01-01,Digital / Prisons,York,bo@x.example,Product management,,,\n";

fn run(on: &TestStore, act: &base::Act, text: &str, wish: Wish, is_try: bool) -> Report {
    let (act, table) = (act.clone(), read(text.as_bytes()).unwrap());
    settle(on.store.write_blocking(move |tx| bring(tx, &act, &table, wish, is_try))).unwrap()
}

const FOUND: Wish = Wish { found_missing: true, good_lines: false };

#[test]
fn a_list_comes_in_once_however_often_it_is_brought() {
    testkit::each_engine(|on| {
        let act = admin(on);
        let tried = run(on, &act, LIST, FOUND, true);
        assert_eq!((tried.added, tried.refused, tried.nothing_written), (3, 0, true), "{tried:?}");
        assert!(on.store.read(|conn| person::find_by_email(conn, "ada@x.example")).unwrap().is_none(), "a try");
        let done = run(on, &act, LIST, FOUND, false);
        assert_eq!((done.added, done.changed, done.refused), (3, 0, 0), "{done:?}");
        assert_eq!(done.new_units, ["Digital", "Courts", "Prisons"]);
        assert_eq!(done.founded, ["Product management"]);
        let again = run(on, &act, LIST, FOUND, false);
        assert_eq!((again.added, again.changed, again.same), (0, 0, 3), "{again:?}");
        let bo = on.store.read(|conn| person::find_by_email(conn, "bo@x.example")).unwrap().unwrap();
        let ada = on.store.read(|conn| person::find_by_email(conn, "ada@x.example")).unwrap().unwrap();
        assert_eq!(bo.line_manager, Some(ada.id));
        let it = on.store.read(|conn| community::find_by_slug(conn, "product-management")).unwrap().unwrap();
        assert_eq!(on.store.read(|conn| membership::count_members(conn, it.id)).unwrap(), 3);
        assert_eq!(on.store.read(unit::list).unwrap().len(), 3);
    });
}

#[test]
fn what_goes_out_comes_in_again_and_goes_out_the_same() {
    testkit::each_engine(|on| {
        let act = admin(on);
        run(on, &act, LIST, FOUND, false);
        let out = on.store.read(write_out).unwrap();
        assert!(out.contains("'=Cy"), "{out}");
        let again = run(on, &act, &out, Wish::default(), false);
        assert_eq!((again.added, again.changed, again.refused), (0, 0, 0), "{again:?}");
        assert_eq!(on.store.read(write_out).unwrap(), out);
    });
}

#[test]
fn one_bad_line_keeps_all_out_unless_the_good_ones_are_wished_for() {
    testkit::each_engine(|on| {
        let act = admin(on);
        let bad = format!("{LIST}nobody,No Address,,,,,,,,\ndee@x.example,,,,,,,,,\neve@x.example,Eve,soon,,,,,,,\n");
        let kept_out = run(on, &act, &bad, FOUND, false);
        assert_eq!((kept_out.refused, kept_out.nothing_written), (3, true));
        let refused: Vec<_> = kept_out.lines.iter().filter(|it| it.refused.is_some()).map(|it| it.line).collect();
        assert_eq!(refused, [5, 6, 7]);
        assert!(on.store.read(|conn| person::find_by_email(conn, "bo@x.example")).unwrap().is_none());
        let taken = run(on, &act, &bad, Wish { good_lines: true, ..FOUND }, false);
        assert_eq!((taken.added, taken.refused, taken.nothing_written), (3, 3, false));
    });
}

#[test]
fn a_list_changes_levels_managers_and_who_left_and_removes_nobody() {
    testkit::each_engine(|on| {
        let act = admin(on);
        run(on, &act, LIST, FOUND, false);
        let next = "email,level,profession,manager,left,unit\n\
            bo@x.example,Lead,Product management,,,\n\
            cy@x.example,,,ada@x.example,2026-11-01,\n";
        let done = run(on, &act, next, Wish::default(), false);
        assert_eq!((done.changed, done.not_named, done.refused), (2, 1, 0), "{done:?}");
        let cy = on.store.read(|conn| person::find_by_email(conn, "cy@x.example")).unwrap().unwrap();
        assert_eq!(cy.state, PersonState::Left);
        let it = on.store.read(|conn| community::find_by_slug(conn, "product-management")).unwrap().unwrap();
        let bo = on.store.read(|conn| person::find_by_email(conn, "bo@x.example")).unwrap().unwrap();
        let held = on.store.read(|conn| membership::find_held(conn, bo.id, it.id)).unwrap().unwrap();
        assert_eq!(held.level.as_deref(), Some("Lead"));
        assert!(bo.unit.is_some(), "an empty cell says nothing");
    });
}

#[test]
fn of_two_columns_the_first_that_says_something_counts_and_a_title_may_stand_above() {
    let list = "Our people,,,,,\n\nE-mail,Address,Department,Team,Grade,Job title\nada@x.example,1 High Street,Courts,,Senior,\nbo@x.example,,,Prisons,,Lead\n";
    let table = read(list.as_bytes()).unwrap();
    let seen: Vec<_> = table.lines.iter().map(|it| (it.email.as_str(), it.unit.as_str(), it.level.as_str())).collect();
    assert_eq!(seen[0], ("ada@x.example", "Courts", "Senior"));
    assert_eq!(seen[1].0, "bo@x.example");
    assert_eq!(table.lines[0].number, 4);
    let only_weak = read(b"name,address,role\nAda,ada@x.example,Senior\n").unwrap();
    assert_eq!((only_weak.lines[0].email.as_str(), only_weak.lines[0].level.as_str()), ("ada@x.example", "Senior"));
}

#[test]
fn a_refused_line_leaves_nothing_behind_and_a_manager_may_be_named() {
    testkit::each_engine(|on| {
        let act = admin(on);
        let list = "email,name,unit,manager,profession,route,left\n\
            ada@x.example,Ada Quillfeather,Courts,,Design,,\n\
            bo@x.example,Bo,Courts,ada quillfeather,Design,,\n\
            cy@x.example,Cy,Shadow,,Design,by bus,\n\
            dee@x.example,,Ghost,,,,\n\
            eve@x.example,Eve,Courts,,Design,,2026-11-23\n\
            eve@x.example,,,,Research,,\n";
        let done = run(on, &act, list, Wish { good_lines: true, ..FOUND }, false);
        assert_eq!(done.refused, 2, "{done:?}");
        assert_eq!(done.new_units, ["Courts"]);
        assert!(on.store.read(|conn| person::find_by_email(conn, "cy@x.example")).unwrap().is_none());
        let bo = on.store.read(|conn| person::find_by_email(conn, "bo@x.example")).unwrap().unwrap();
        assert!(bo.line_manager.is_some());
        let eve: Vec<_> = done.lines.iter().filter(|it| it.email == "eve@x.example").collect();
        assert!(eve.iter().all(|it| it.changes.iter().any(|change| change.starts_with("member of"))), "{eve:?}");
    });
}

#[test]
fn a_manager_who_is_not_here_keeps_nobody_out() {
    testkit::each_engine(|on| {
        let act = admin(on);
        let list = "email,name,manager\nada@x.example,Ada,boss@x.example\nbo@x.example,Bo,bo@x.example\n";
        let done = run(on, &act, list, Wish::default(), false);
        assert_eq!((done.added, done.refused, done.nothing_written), (2, 0, false));
        assert!(done.lines.iter().all(|it| it.notes.len() == 1), "{done:?}");
    });
}

#[test]
fn only_people_administrators_bring_lists_in() {
    testkit::each_engine(|on| {
        let act = on.act(Actor { person: Some(base::PersonId(base::Uuid::from_u128(1))), ..Actor::nobody() });
        let table = read(LIST.as_bytes()).unwrap();
        assert!(on.store.write_blocking(move |tx| bring(tx, &act, &table, FOUND, true)).is_err());
    });
}

#[test]
fn a_stroke_in_a_unit_s_name_goes_out_and_comes_in() {
    testkit::each_engine(|on| {
        let act = admin(on);
        let list = "email,name,unit\nada@x.example,Ada,Digital / HR//Payroll\n";
        run(on, &act, list, FOUND, false);
        let names: Vec<String> = on.store.read(unit::list).unwrap().into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["Digital", "HR/Payroll"]);
        let out = on.store.read(write_out).unwrap();
        assert!(out.contains("Digital / HR//Payroll"), "{out}");
        assert_eq!(run(on, &act, &out, FOUND, false).new_units, Vec::<String>::new());
    });
}

#[test]
fn a_file_is_sent_as_it_is_by_the_api_and_by_the_page() {
    use axum::body::Body;
    use axum::http::{Method, StatusCode};
    crate::trial::through_the_door(async |app| {
        let admin = app.sign_in("admin").await;
        let csv = "email;name;unit\nzoe@x.example;Zoë;Courts\nno-address;=New;Courts\n";
        let send = async |who: &testkit::Visitor<'_>, path: &str| {
            who.ask(Method::POST, path, Some("text/csv; charset=utf-8"), Body::from(csv), &[]).await
        };
        let tried = send(&admin, "/api/v1/people/imports?dry_run=true").await;
        assert_eq!(tried.status, StatusCode::OK, "{}", tried.body);
        let report = tried.json();
        assert_eq!((report["refused"].as_i64(), report["written"].as_bool()), (Some(1), Some(false)), "{report}");
        let done = send(&admin, "/api/v1/people/imports?good_lines=true").await.json();
        assert_eq!((done["added"].as_i64(), done["written"].as_bool()), (Some(1), Some(true)), "{done}");
        let member = app.sign_in("member").await;
        assert_eq!(send(&member, "/api/v1/people/imports").await.status, StatusCode::FORBIDDEN);

        let part = |name: &str, more: &str, body: &str| {
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{body}\r\n")
        };
        let file = part("file", "; filename=\"people.csv\"\r\nContent-Type: text/csv", csv);
        let body = format!("{file}{}--edge--\r\n", part("do", "", "try"));
        let kind = Some("multipart/form-data; boundary=edge");
        let path = "/settings/people/list/file";
        let shown = admin.ask(Method::POST, path, kind, Body::from(body), &[]).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
        assert!(shown.body.contains("no-address;=New"), "what was sent stands in the box");
        let broken = admin.ask(Method::POST, path, kind, Body::from("--edge\r\nContent-Dis"), &[]).await;
        assert_eq!(broken.status, StatusCode::BAD_REQUEST, "{}", broken.body);
        let empty =
            admin.ask(Method::POST, path, kind, Body::from(format!("{}--edge--\r\n", part("file", "", ""))), &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.body);
    });
}
