#![allow(clippy::disallowed_methods)] // A test may look around and knock at the door.
use proptest::prelude::*;

use super::*;

fn pieces(text: &str) -> Vec<String> {
    tokens(text, 1_000).into_iter().map(|token| String::from_utf8(vocabulary::token(token).to_vec()).unwrap()).collect()
}

#[test]
fn every_word_piece_is_found_under_its_own_number() {
    for number in 0..vocabulary::COUNT as u16 {
        let text = std::str::from_utf8(vocabulary::token(number)).unwrap();
        let (bare, inside) = match text.strip_prefix("##") {
            Some(rest) if !rest.is_empty() => (rest, true),
            _ => (text, false),
        };
        assert_eq!(vocabulary::longest_piece(bare, inside), Some((number, bare.len())), "{text}");
    }
}

#[test]
fn texts_are_taken_apart_as_the_reference_tokenizer_does() {
    // The expected numbers were computed with the Hugging Face tokenizer of the same model.
    for line in include_str!("../../assets/static-256/tokens-reference.txt").lines() {
        let (text, numbers) = line.split_once('\t').unwrap();
        let text: String = serde_json::from_str(text).unwrap();
        let expected: Vec<u16> = numbers.split_whitespace().map(|n| n.parse().unwrap()).collect();
        assert_eq!(tokens(&text, 10_000), expected, "{text:?}");
    }
}

#[test]
fn accents_and_capitals_make_no_difference() {
    assert_eq!(pieces("Café ÉLÈVE"), pieces("cafe eleve"));
}

#[test]
fn a_control_token_typed_by_a_person_stays_text() {
    assert_eq!(pieces("[SEP]"), ["[", "sep", "]"]);
}

#[test]
fn a_megabyte_costs_no_more_than_its_beginning() {
    let long = "word ".repeat(200_000);
    assert_eq!(tokens(&long, 64).len(), 64);
    assert_eq!(tokens(&"x".repeat(1_000_000), 64), [vocabulary::UNKNOWN]);
}

#[test]
fn the_table_s_checksum_is_that_of_its_bytes() {
    use sha2::{Digest, Sha256};
    let rows = include_bytes!("../../assets/static-256/vectors.i8");
    let found: String = Sha256::digest(rows).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(StaticTable::builtin().checksum(), found);
}

#[test]
fn a_problem_told_in_other_words_is_nearer_than_another_problem() {
    let table = StaticTable::builtin();
    let typed = table.embed("new colleagues have no computer in their first weeks");
    let same = table.embed("Starters wait for a laptop");
    let other = table.embed("Invoices of suppliers are paid late");
    assert!(cosine(&typed, &same) > cosine(&typed, &other) + 0.1);
}

#[test]
fn a_text_without_words_has_the_zero_vector() {
    assert!(StaticTable::builtin().embed(" \n\t").iter().all(|x| *x == 0.0));
}

struct Gives(&'static [u8]);

impl Fetch for Gives {
    fn name(&self) -> &str {
        "a test"
    }

    fn fetch(&self, into: &std::path::Path) -> Result<(), String> {
        std::fs::write(into.join("model.onnx"), self.0).map_err(|fault| fault.to_string())
    }
}

#[test]
fn a_fetched_file_with_other_bytes_is_refused_and_removed() {
    let dir = tempfile::tempdir().unwrap();
    let fault = fetch(&[&Gives(b"something else")], dir.path()).unwrap_err().to_string();
    assert!(fault.contains("From a test") && fault.contains("not one that Lyceum knows"), "{fault}");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_without_a_model_says_how_to_get_one() {
    let dir = tempfile::tempdir().unwrap();
    let fault = MiniLm::load(dir.path()).err().unwrap().to_string();
    assert!(fault.contains("lyceum model fetch"), "{fault}");
}

#[test]
fn a_model_that_is_cut_off_is_not_used() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("model.onnx"), b"\x08\x07").unwrap();
    assert!(matches!(MiniLm::load(dir.path()), Err(ModelFault::Unknown { size: 2, .. })));
}

#[test]
fn the_shared_model_finds_the_same_problem_in_other_words() {
    let shared = std::env::var("LYCEUM_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into());
    let dir = std::path::Path::new(&shared).join("models/minilm-int8");
    if !dir.exists() {
        println!("skipped: {} is not there", dir.display());
        return;
    }
    let model = MiniLm::load(&dir).unwrap();
    let typed = model.embed("No kit on the first day");
    let same = model.embed("New starters wait two weeks for a laptop");
    let other = model.embed("Laptops of leavers are not wiped");
    assert!(cosine(&typed, &same) > cosine(&typed, &other));
    assert!((cosine(&typed, &typed) - 1.0).abs() < 1e-4);
}

proptest! {
    #[test]
    fn any_text_gives_a_vector_of_unit_length_or_zero(text in ".{0,200}") {
        let vector = StaticTable::builtin().embed(&text);
        let length = cosine(&vector, &vector);
        prop_assert!(length == 0.0 || (length - 1.0).abs() < 1e-4);
    }
}
