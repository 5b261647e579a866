use super::store::{count_fruitless, list_fruitless};
use base::Day;
use testkit::each_engine;

#[test]
fn searches_in_vain_are_counted_by_words_whatever_their_case() {
    each_engine(|test| {
        let day = Day::parse("2026-11-23").unwrap();
        for words in ["Licence  recall", "licence recall", "prison van"] {
            test.store.write_blocking(move |tx| count_fruitless(tx, words, day)).unwrap();
        }
        let found = test.store.read(|conn| list_fruitless(conn, day, 10)).unwrap();
        assert_eq!(found, [("licence recall".to_owned(), 2), ("prison van".to_owned(), 1)]);
        assert_eq!(test.store.read(|conn| list_fruitless(conn, day.plus_days(1), 10)).unwrap(), []);
    });
}
