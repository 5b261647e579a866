use super::{Memory, gain};
use knowledge::exposure::How;
use proptest::prelude::*;

#[test]
fn it_is_the_curve_of_the_model() {
    let read = Memory::first(How::Read, 0);
    assert_eq!(read.chance(0), 1.0);
    // R(S) = 0.9 by definition of stability, S = 3.1262 days for *good* with the default weights.
    assert!((read.chance(3) - 0.9035).abs() < 0.001, "{}", read.chance(3));
    // (1 + 19/81 * 90 / 3.1262)^-0.5
    assert!((read.chance(90) - 0.3591).abs() < 0.001, "{}", read.chance(90));
    let told = Memory::first(How::Update, 0);
    assert!(told.chance(30) < read.chance(30), "a line in an update is less than reading");
}

#[test]
fn met_again_later_it_lasts_longer_than_met_twice_in_a_row() {
    let spaced = Memory::first(How::Read, 0).again(How::Read, 14).chance(14 + 60);
    let crammed = Memory::first(How::Read, 0).again(How::Read, 1).chance(1 + 60);
    let once = Memory::first(How::Read, 0).chance(60);
    assert!(spaced > crammed && crammed > once, "{spaced} {crammed} {once}");
}

fn how() -> impl Strategy<Value = How> {
    prop::sample::select(How::ALL)
}

proptest! {
    #[test]
    fn a_chance_stays_one_and_a_showing_never_takes_away(met in prop::collection::vec((how(), 1_i64..200), 1..12), shown in how(), wait in 1_i64..400) {
        let mut on = 0;
        let mut memory = Memory::first(met[0].0, 0);
        for (how, days) in &met[1..] {
            on += days;
            memory = memory.again(*how, on);
            prop_assert!(memory.chance(on) == 1.0);
        }
        let later = memory.chance(on + wait);
        prop_assert!((0.0..=1.0).contains(&later) && later <= memory.chance(on));
        prop_assert!(gain(Some(memory), shown, on + wait) >= -1e-9, "{}", gain(Some(memory), shown, on + wait));
        prop_assert!(gain(None, shown, on) > 0.0 && gain(None, shown, on) < 1.0);
    }
}
