use super::*;
use crate::{SearchQuery, Statement};
use proptest::prelude::*;

fn titles(index: &Index, text: &str) -> Vec<String> {
    let found = index.search(&SearchQuery::new(text, &viewer(1, &[])));
    found.hits.into_iter().map(|hit| hit.title).collect()
}

#[test]
fn words_are_found_in_other_forms_unfinished_and_misspelt() {
    let (_folder, index) = built(&some_documents(), 1);
    for typed in
        ["laptops", "equipment lapt", "laptpo", "LAPTOP", "order laptop", "\"two weeks\"", "\"two weeks", "W 5"]
    {
        assert!(!titles(&index, typed).is_empty(), "{typed}");
    }
    assert_eq!(titles(&index, "\"two weeks\"")[0], "New starters wait two weeks for a laptop");
    assert_eq!(titles(&index, "w5")[0], "Buy an address register");
}

#[test]
fn counts_are_by_kind_and_kinds_and_facets_narrow_the_hits() {
    let (_folder, index) = built(&some_documents(), 1);
    let viewer = viewer(1, &[]);
    let all = index.search(&SearchQuery::new("laptop", &viewer));
    assert!(all.counts.contains(&("problem".into(), 1)) && all.counts.contains(&("page".into(), 1)), "{all:?}");
    let pages = index.search(&SearchQuery { kinds: &["page"], ..SearchQuery::new("laptop", &viewer) });
    assert!(pages.hits.iter().all(|hit| hit.key.kind == "page") && pages.hits.len() == 1, "{pages:?}");
    assert_eq!(pages.counts, all.counts);
    let product = index.search(&SearchQuery { facets: &[("product", "2")], ..SearchQuery::new("laptop", &viewer) });
    assert_eq!(product.hits.iter().map(|hit| hit.number).collect::<Vec<_>>(), [2]);
    let none = index.search(&SearchQuery { facets: &[("state", "solved")], ..SearchQuery::new("laptop", &viewer) });
    assert_eq!((none.hits.len(), none.total), (0, 0));
}

#[test]
fn slices_follow_each_other_without_a_gap() {
    let many: Vec<Document> = (0..45).map(|n| document("problem", n, &format!("Printer {n} jams"), "")).collect();
    let (_folder, index) = built(&many, 1);
    let (mut after, mut seen) = (0, Vec::new());
    loop {
        let viewer = viewer(1, &[]);
        let found = index.search(&SearchQuery { after, limit: 20, ..SearchQuery::new("printer", &viewer) });
        assert_eq!(found.total, 45);
        seen.extend(found.hits.iter().map(|hit| hit.number));
        match found.next {
            Some(next) => after = next,
            None => break,
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..45).collect::<Vec<_>>());
}

#[test]
fn a_statement_finds_its_problem_first_with_its_words_marked() {
    let (_folder, index) = built(&some_documents(), 1);
    let viewer = viewer(1, &[]);
    let found = index.matches(&Statement::new("a new starter waits weeks for the laptop", &viewer));
    assert_eq!(found[0].number, 2);
    let title: Vec<char> = found[0].title.chars().collect();
    let marked: Vec<String> = found[0].title_marks.iter().map(|(a, b)| title[*a..*b].iter().collect()).collect();
    assert_eq!(marked, ["New starters wait", "weeks", "laptop"]);
    assert!(found.iter().all(|one| (0.0..=1.0).contains(&one.probability)));
    let without =
        Statement { exclude: &[found[0].key.clone()], ..Statement::new("a new starter waits weeks", &viewer) };
    assert!(index.matches(&without).iter().all(|one| one.number != 2));
    let pages = Statement { kinds: &["page"], limit: 1, ..Statement::new("order a laptop", &viewer) };
    assert_eq!(index.matches(&pages).iter().map(|one| one.number).collect::<Vec<_>>(), [3]);
}

#[test]
fn synonyms_are_found_and_marked() {
    let (_folder, index) = built(&some_documents(), 1);
    assert!(!titles(&index, "notebook").contains(&"New starters wait two weeks for a laptop".to_owned()));
    index.set_synonyms([("Notebooks".to_owned(), vec!["laptop".to_owned()])].into());
    let found = index.search(&SearchQuery::new("notebook", &viewer(1, &[])));
    assert!(found.hits.iter().any(|hit| hit.number == 2 && hit.title_marks == [(34, 40)]), "{found:?}");
}

#[test]
fn other_labels_stand_for_words_and_for_runs_of_words() {
    let (_folder, index) = built(&some_documents(), 1);
    let viewer = viewer(1, &[]);
    let found = |text: &str, said: &str, others: &[&str]| {
        let others = others.iter().map(|it| (*it).to_owned()).collect();
        let wider = [crate::Wider { stems: crate::stems(said), others }];
        index.search(&SearchQuery { wider: &wider, ..SearchQuery::new(text, &viewer) })
    };
    let laptop = |found: &crate::Found| found.hits.iter().any(|hit| hit.number == 2 && !hit.title_marks.is_empty());
    assert!(laptop(&found("notebook", "notebook", &["laptop"])));
    assert!(laptop(&found("thin client", "thin clients", &["New starters"])), "several words for several words");
    assert!(!laptop(&found("thin client", "fat client", &["New starters"])), "only where the label was typed");
    assert!(!laptop(&found("\"thin client\"", "thin client", &["New starters"])), "words in quotes stay as they are");
    assert!(!laptop(&found("\"notebook\"", "notebook", &["laptop"])), "a single one too");
}

#[test]
fn a_megabyte_nothing_and_strange_signs_are_answered() {
    let (_folder, index) = built(&some_documents(), 1);
    let viewer = viewer(1, &[]);
    for text in
        ["", " ", "\0\u{1}", "\"\"\"", "AND OR NOT", "title:(x", "*", &"address ".repeat(130_000), &"é".repeat(500_000)]
    {
        let _ = index.search(&SearchQuery::new(text, &viewer));
        let _ = index.matches(&Statement::new(text, &viewer));
    }
    assert!(!index.matches(&Statement::new(&"address lookup ".repeat(70_000), &viewer)).is_empty());
    assert_eq!(index.state(), crate::State::Ready);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_text_is_answered_with_marks_in_range(typed in "\\PC{0,60}|[a-z \"'.\u{e9}]{0,60}") {
        thread_local! {
            static INDEX: (tempfile::TempDir, Index) = built(&some_documents(), 1);
        }
        INDEX.with(|(_folder, index)| {
            let viewer = viewer(1, &[]);
            for hit in index.search(&SearchQuery::new(&typed, &viewer)).hits {
                let length = hit.excerpt.chars().count();
                assert!(hit.marks.iter().all(|(a, b)| a < b && *b <= length));
            }
            for one in index.matches(&Statement::new(&typed, &viewer)) {
                let length = one.excerpt.chars().count();
                assert!(one.marks.iter().all(|(a, b)| a < b && *b <= length));
                assert!(one.score.is_finite() && one.probability.is_finite());
            }
            assert_eq!(index.state(), crate::State::Ready);
        });
    }
}
