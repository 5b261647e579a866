use super::Attempts;
use base::Moment;

const START: Moment = Moment::from_micros(1_795_000_000_000_000);

#[test]
fn tries_beyond_the_limit_wait_until_the_window_ends() {
    let attempts = Attempts::default();
    for _ in 0..3 {
        assert_eq!(attempts.count("ada", 3, START), Ok(()));
    }
    assert_eq!(attempts.count("ada", 3, START.plus_seconds(60)), Err(14));
    assert_eq!(attempts.count("kit", 3, START), Ok(()), "others are not held up");
    assert_eq!(attempts.count("ada", 3, START.plus_seconds(900)), Ok(()));
}

#[test]
fn success_forgives_and_a_clock_that_goes_back_holds_nobody() {
    let attempts = Attempts::default();
    assert_eq!(attempts.count("ada", 1, START), Ok(()));
    attempts.forgive("ada");
    assert_eq!(attempts.count("ada", 1, START), Ok(()));
    assert_eq!(attempts.count("ada", 1, START.plus_days(-1)), Ok(()));
}

#[test]
fn a_flood_of_keys_does_not_fill_the_memory() {
    let attempts = Attempts::default();
    for key in 0..120_000 {
        assert_eq!(attempts.count(&format!("address {key}"), 1, START), Ok(()));
    }
    assert!(attempts.len() <= 50_000);
}
