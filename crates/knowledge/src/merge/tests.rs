use super::*;
use proptest::prelude::*;

#[test]
fn blocks_are_what_people_move_as_one() {
    assert_eq!(blocks("One\ntwo\n\n\n- a\n- b\n\n"), ["One\ntwo", "- a\n- b"]);
    assert_eq!(blocks("```\na\n\nb\n```\n\nAfter"), ["```\na\n\nb\n```", "After"]);
    assert_eq!(blocks("~~~~\na\n~~~\n\nb\n~~~~\nx"), ["~~~~\na\n~~~\n\nb\n~~~~\nx"]);
    assert_eq!(blocks("```never closed\n\nall of it\n\n"), ["```never closed\n\nall of it"]);
    assert_eq!(blocks("`a` ``` b ```\n\nAfter"), ["`a` ``` b ```", "After"]);
    assert_eq!(blocks(" \n\n"), Vec::<String>::new());
}

#[test]
fn what_one_side_changed_is_taken_and_neighbours_do_not_clash() {
    let merged = three_way("A\n\nB\n\nC", "A1\n\nB\n\nC", "A\n\nB2\n\nC");
    assert_eq!(merged.clashes().count(), 0);
    assert_eq!(merged.changed_by_them(), 1);
    assert_eq!(merged.text(&[]), "A1\n\nB2\n\nC\n");
    let merged = three_way("A\n\nB", "A\n\nX\n\nB", "A\n\nB\n\nY");
    assert_eq!(merged.text(&[]), "A\n\nX\n\nB\n\nY\n");
}

#[test]
fn what_both_changed_is_a_clash_and_a_person_decides() {
    let merged = three_way("A\n\nB\n\nC", "A\n\nOurs\n\nC", "A\n\nTheirs\n\nC");
    let clash = merged.clashes().next().unwrap();
    assert_eq!((clash.base[0].as_str(), clash.ours[0].as_str(), clash.theirs[0].as_str()), ("B", "Ours", "Theirs"));
    assert_eq!(merged.text(&[Chosen::Ours]), "A\n\nOurs\n\nC\n");
    assert_eq!(merged.text(&[Chosen::Theirs]), "A\n\nTheirs\n\nC\n");
    assert_eq!(merged.text(&[]), "A\n\nTheirs\n\nOurs\n\nC\n");
    // One took it away, the other wrote on it.
    let merged = three_way("A\n\nB", "A", "A\n\nB more");
    assert_eq!(merged.clashes().count(), 1);
}

#[test]
fn of_what_they_changed_a_person_takes_what_they_want() {
    let merged = three_way("A\n\nB\n\nC\n\nD", "A\n\nB\n\nOurs\n\nD", "A1\n\nB\n\nTheirs\n\nD\n\nE");
    let told: Vec<_> = merged.their_changes().map(|(change, clashes)| (change.theirs.concat(), clashes)).collect();
    assert_eq!(told, [("A1".to_owned(), false), ("Theirs".into(), true), ("E".into(), false)]);
    assert_eq!(merged.taken(&[]), "A\n\nB\n\nOurs\n\nD\n");
    assert_eq!(merged.taken(&[Chosen::Ours, Chosen::Both, Chosen::Theirs]), "A\n\nB\n\nTheirs\n\nOurs\n\nD\n\nE\n");
}

#[test]
fn words_that_changed_are_marked() {
    let pieces = words("Say it plainly.", "Say it briefly, plainly.");
    let told: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Gone(text) => format!("[-{text}]"),
            Piece::New(text) => format!("[+{text}]"),
        })
        .collect();
    assert_eq!(told, "Say it [+briefly, ]plainly.");
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["A", "B", "C", "D", "E one", "E two", "```\nx\n\ny\n```"]), 0..9)
        .prop_map(|blocks| blocks.join("\n\n"))
}

proptest! {
    #[test]
    fn a_side_that_changed_nothing_changes_nothing(base in text(), other in text()) {
        let plain = whole(&blocks(&other));
        prop_assert_eq!(three_way(&base, &other, &base).text(&[]), plain.clone());
        prop_assert_eq!(three_way(&base, &base, &other).text(&[]), plain.clone());
        prop_assert_eq!(three_way(&base, &other, &other).text(&[]), plain);
    }

    #[test]
    fn nothing_that_was_written_is_lost(base in text(), ours in text(), theirs in text()) {
        let merged = three_way(&base, &ours, &theirs);
        let kept = blocks(&merged.text(&[]));
        let old = blocks(&base);
        for block in blocks(&ours).iter().chain(&blocks(&theirs)) {
            prop_assert!(kept.contains(block) || old.contains(block), "{} is lost", block);
        }
    }

    #[test]
    fn a_comparison_holds_both_texts(before in text(), after in text()) {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for row in compare(&before, &after) {
            match row {
                Row::Same(blocks) => { old.extend(blocks.clone()); new.extend(blocks); }
                Row::Gone(block) => old.push(block),
                Row::New(block) => new.push(block),
                Row::Changed(pieces) => {
                    let side = |gone: bool| pieces.iter().filter_map(|piece| match piece {
                        Piece::Same(text) => Some(text.as_str()),
                        Piece::Gone(text) => gone.then_some(text.as_str()),
                        Piece::New(text) => (!gone).then_some(text.as_str()),
                    }).collect::<String>();
                    old.push(side(true));
                    new.push(side(false));
                }
            }
        }
        prop_assert_eq!(old, blocks(&before));
        prop_assert_eq!(new, blocks(&after));
    }

    #[test]
    fn any_text_is_cut_and_compared(one in "[a-zé`~ \\n-]{0,200}", other in "[a-zé`~ \\n-]{0,200}") {
        let _ = compare(&one, &other);
        let _ = three_way(&one, &other, &one).text(&[]);
        prop_assert_eq!(blocks(&whole(&blocks(&one))), blocks(&one));
    }
}
