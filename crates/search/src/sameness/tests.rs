use super::*;

/// A statement of twelve words far above the rest.
fn clear() -> Evidence {
    Evidence {
        cos_whole: 0.9,
        cos_title: 0.8,
        bm25_over_self: 0.8,
        idf_cos_text: 0.8,
        margin_second: 0.5,
        margin_mean: 0.7,
        log_length: 2.6,
        ..Evidence::default()
    }
}

#[test]
fn the_same_words_told_again_are_claimed() {
    assert!(probability(&clear(), false) >= CLAIM);
    assert!(probability(&clear(), true) >= CLAIM);
}

#[test]
fn a_hit_that_stands_no_higher_than_the_others_is_not_claimed() {
    for with_model in [false, true] {
        assert!(probability(&Evidence { margin_mean: 0.1, margin_second: 0.01, ..clear() }, with_model) < CLAIM);
    }
}

#[test]
fn shared_words_without_shared_meaning_are_a_near_miss() {
    let near = Evidence {
        cos_whole: 0.45,
        cos_title: 0.4,
        bm25_over_self: 0.4,
        idf_cos_text: 0.4,
        margin_second: 0.1,
        margin_mean: 0.25,
        log_length: 2.9,
        ..Evidence::default()
    };
    for with_model in [false, true] {
        assert!(probability(&near, with_model) < CLAIM);
    }
}

#[test]
fn standing_higher_never_makes_it_less_likely() {
    for with_model in [false, true] {
        let at = |margin| probability(&Evidence { margin_mean: margin, ..clear() }, with_model);
        assert!((0..20).all(|step| at(step as f32 / 20.0) <= at((step + 1) as f32 / 20.0)));
        let meaning = |cos| score(&Evidence { cos_whole: cos, ..clear() }, with_model);
        assert!(meaning(0.5) < meaning(0.6));
    }
}

#[test]
fn a_later_place_is_less_likely() {
    for with_model in [false, true] {
        assert!(probability(&Evidence { place: 3.0, ..clear() }, with_model) < probability(&clear(), with_model));
    }
}
