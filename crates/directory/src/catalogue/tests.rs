use super::{EXAMPLE, Report, Unreadable, bring, read, settle, write_out};
use crate::product::{self, Phase};
use crate::trial::{Small, day};
use proptest::prelude::*;
use testkit::{TestStore, each_engine};

fn brought(on: &TestStore, small: &Small<'_>, text: &str, is_try: bool) -> Report {
    let (act, table) = (small.act_of("head"), read(text.as_bytes()).unwrap());
    settle(on.store.write_blocking(move |tx| bring(tx, &act, &table, is_try))).unwrap()
}

#[test]
fn a_list_comes_in_once_and_the_same_again_changes_nothing() {
    each_engine(|on| {
        let small = Small::on(on);
        let email = on.store.read(|conn| crate::person::find(conn, small.id("member"))).unwrap().unwrap().email;
        let list = format!(
            "Service;Stage;since;description;e-mail;profession;share of time;shoe size\n\
             Pay a fine;live;1 March 2025;People pay;{email};product management;50 %;44\n\
             =Small claims;alpha;;;;;;\n"
        );
        let tried = brought(on, &small, &list, true);
        assert_eq!((tried.added, tried.refused, tried.nothing_written), (2, 0, true));
        assert_eq!(tried.unknown_columns, ["shoe size"]);
        assert!(on.store.read(|conn| product::find_by_slug(conn, "pay-a-fine")).unwrap().is_none());
        let done = brought(on, &small, &list, false);
        assert_eq!((done.added, done.nothing_written), (2, false));
        let it = on.store.read(|conn| product::find_by_slug(conn, "pay-a-fine")).unwrap().unwrap();
        assert_eq!((it.phase, it.purpose.as_str()), (Phase::Live, "People pay"));
        assert_eq!(on.store.read(|conn| product::phases(conn, it.id)).unwrap(), [(Phase::Live, day("2025-03-01"))]);
        let team = on.store.read(|conn| product::team(conn, it.id)).unwrap();
        assert_eq!(
            (team.len(), team[0].share, team[0].profession.as_deref()),
            (1, Some(50), Some("Product management"))
        );
        let again = brought(on, &small, &list, false);
        assert_eq!((again.added, again.changed, again.same), (0, 0, 2));
        // What goes out comes in again as it is, and no table program runs it.
        let out = on.store.read(|conn| write_out(conn, true)).unwrap();
        assert!(out.contains("\"'=Small claims\""), "{out}");
        let back = brought(on, &small, &out, false);
        assert_eq!((back.added, back.changed, back.refused), (0, 0, 0), "{back:?}");
        assert!(!on.store.read(|conn| write_out(conn, false)).unwrap().contains(&email));
    });
}

#[test]
fn a_phase_that_is_new_is_noted_with_its_day_and_a_line_that_cannot_be_taken_keeps_all_out() {
    each_engine(|on| {
        let small = Small::on(on);
        let moved = brought(on, &small, "product,phase,since\nBook a visit,retired,2026-01-05\n", false);
        assert_eq!((moved.changed, moved.lines[0].changes.join("")), (1, "phase: retired since 2026-01-05".into()));
        let wrong = brought(
            on,
            &small,
            "product,phase,since,email,share\nBook a visit,beta,soon,,\nNew one,gamma,,,\nOther,,,nobody@x.example,\n,live,,,\nMore,live,,,\n",
            false,
        );
        assert_eq!((wrong.refused, wrong.nothing_written), (4, true));
        let words: Vec<_> = wrong.lines.iter().filter_map(|it| it.refused.as_deref()).collect();
        assert!(words[0].contains("soon is no day") && words[1].contains("gamma"), "{words:?}");
        assert!(on.store.read(|conn| product::find_by_slug(conn, "more")).unwrap().is_none());
        let (act, table) = (small.act_of("member"), read(EXAMPLE.as_bytes()).unwrap());
        assert!(on.store.write_blocking(move |tx| bring(tx, &act, &table, true)).is_err());
    });
}

#[test]
fn what_is_no_list_is_said() {
    assert_eq!(read(b" \n"), Err(Unreadable::Empty));
    assert_eq!(read(b"phase,email\nlive,a@x\n"), Err(Unreadable::NoProduct));
    assert_eq!(read(EXAMPLE.as_bytes()).unwrap().lines.len(), 3);
}

proptest! {
    #[test]
    fn no_list_ends_the_reader(text in "[a-z,;\"\n\r\t0-9 =\u{feff}]{0,300}") {
        let _ = read(format!("product,{text}").as_bytes());
    }
}
