use super::*;
use crate::merger::{Decision, Kind, Pair, decisions};

fn pairs(on: &TestStore) -> (Theirs, Vec<Pair>) {
    make_ours(&on.store);
    on.store.snapshot(|conn| waiting::look(conn, &papers(&their_export()))).unwrap()
}

#[test]
fn each_of_theirs_is_held_against_ours_with_how_sure_that_is() {
    testkit::each_engine(|on| {
        let (_, mut pairs) = pairs(on);
        pairs.sort_by_key(|it| (it.kind, it.their_name.clone()));
        let told: Vec<_> = pairs
            .iter()
            .filter(|pair| pair.kind != Kind::Unit)
            .map(|it| (it.kind.word(), it.their_name.as_str(), it.ours.as_str(), it.how_sure(), it.decision.word()))
            .collect();
        assert_eq!(
            told,
            [
                ("person", "=Zoe Marsh", "", "", "new"),
                ("person", "Ada Quillfeather-Jones", "ada@example.org", "certain", "same"),
                ("person", "Juna Marchbanks", "juno@example.org", "possible", "new"),
                ("person", "Kit Alderman", "kit@example.org", "likely", "same"),
                ("community", "Design community", "design", "likely", "same"),
                ("community", "Plain words", "", "", "new"),
                ("product", "Bin collection", "", "", "new"),
                ("product", "Prison visits", "prison-visits", "likely", "same"),
                ("page", "Bins", "", "", "new"),
                ("page", "Hosting", "H 1", "certain", "same"),
                ("problem", "Bins are emptied on the wrong day after a holiday", "", "", "new"),
                ("problem", "Letters go to old addresses", "P 1", "certain", "same"),
            ]
        );
        assert!(pairs[1].why.contains("the same e-mail address, though we call them Ada Quillfeather"));
        assert!(pairs[3].why.contains("the same name, the same before the @"), "{}", pairs[3].why);
    });
}

#[test]
fn a_file_of_decisions_comes_back_as_it_was_written() {
    let on = TestStore::sqlite();
    let (theirs, pairs) = pairs(&on);
    let file = decisions::write(&pairs).unwrap();
    assert!(file.contains("'=Zoe Marsh"), "a table program must not run it");
    let read = Decisions::read(&file, &theirs, &pairs).unwrap();
    for pair in &pairs {
        assert_eq!(read.of(pair.kind, &pair.theirs).decision, pair.decision, "{pair:?}");
    }
    // Everything is needed that somebody should look at, and nothing else.
    let head = file.lines().next().unwrap();
    let words = Decisions::read(head, &theirs, &pairs).unwrap_err().to_string();
    assert!(words.contains("somebody should look at"), "{words}");
}

#[test]
fn a_decision_that_cannot_be_is_refused_with_its_line() {
    let on = TestStore::sqlite();
    let (theirs, pairs) = pairs(&on);
    for (line, wanted) in [
        ("person,zoe@north.example,,perhaps", "line 2: “perhaps” is no decision"),
        ("person,zoe@north.example,,", "line 2: nothing is decided"),
        ("person,zoe@north.example,,same", "line 2: it is the same as which of ours?"),
        ("person,nobody@north.example,,new", "line 2: their export has no person called “nobody@north.example”"),
        ("wizard,zoe@north.example,,new", "line 2: “wizard” is no kind"),
        ("person,zoe@north.example,,new\nperson,zoe@north.example,,leave", "line 3: this stands in an earlier line"),
        ("person,zoe@north.example", "line 2: this cannot be read"),
    ] {
        let file = format!("kind,theirs,ours,decision\n{line}\n");
        let words = Decisions::read(&file, &theirs, &pairs).unwrap_err().to_string();
        assert!(words.contains(wanted), "{line}: {words}");
    }
    let words = Decisions::read("kind,theirs\n", &theirs, &pairs).unwrap_err().to_string();
    assert!(words.contains("line 1: there is no column ours"), "{words}");
}

#[test]
fn one_of_ours_is_proposed_for_one_of_theirs() {
    testkit::each_engine(|on| {
        make_ours(&on.store);
        let mut papers: BTreeMap<String, String> =
            papers(&their_export()).tables().map(|(name, text)| (name.into(), text.into())).collect();
        let people = papers.get_mut("people").unwrap();
        people.push_str("019a0000-0000-7000-8000-000000000001,Kit Alderman,k@north.example,active,2024-01-01,,,,\n");
        let papers = Papers::of_texts(papers).unwrap();
        let (_, pairs) = on.store.snapshot(|conn| waiting::look(conn, &papers)).unwrap();
        let same: Vec<_> = pairs
            .iter()
            .filter(|pair| pair.ours == "kit@example.org" && pair.decision == Decision::Same)
            .map(|pair| pair.theirs.as_str())
            .collect();
        assert_eq!(same, ["kit@north.example"]);
    });
}
