use super::*;
use base::Day;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn somebody_is_new_from_the_day_of_joining_for_thirty_days() {
    let joined = day("2026-11-02");
    let new: Vec<bool> =
        ["2026-11-01", "2026-11-02", "2026-12-02", "2026-12-03"].map(|today| is_new(joined, day(today))).to_vec();
    assert_eq!(new, [false, true, true, false]);
}
