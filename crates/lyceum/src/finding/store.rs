//! Counts of searches that found nothing.

use base::{Day, text};
use store::{Conn, StoreError, Tx, sql};

sql! {
    COUNT_UP = "INSERT INTO fruitless_search (words, day, times) VALUES ($1, $2, 1) \
                ON CONFLICT (words, day) DO UPDATE SET times = fruitless_search.times + 1";
    MOST = "SELECT words, CAST(SUM(times) AS BIGINT) AS total FROM fruitless_search WHERE day >= $1 \
            GROUP BY words ORDER BY total DESC, words LIMIT $2";
}

/// Longer ones say more about the person than about the handbook.
const WORDS_MOST: usize = 120;

/// Counts one. Case and spaces make no difference.
pub fn count_fruitless(tx: &mut Tx<'_>, words: &str, day: Day) -> Result<(), StoreError> {
    let words = text::shorten(&text::one_line(words).to_lowercase(), WORDS_MOST);
    tx.execute(&COUNT_UP, &[words.into(), day.into()]).map(drop)
}

/// What was searched in vain since `since`, most often first: words and times.
pub fn list_fruitless(conn: &mut Conn, since: Day, most: i64) -> Result<Vec<(String, i64)>, StoreError> {
    conn.rows(&MOST, &[since.into(), most.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}
