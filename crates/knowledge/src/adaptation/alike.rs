//! How much of two texts is the same: runs of five words (shingles; Broder 1997), those in both of those in either.
//! Pure.

/// So many words make a run: a phrase that two people hardly write alike by chance.
const RUN: usize = 5;

/// The runs of a text as sorted hashes, each once. Marks, letter case and line ends do not count.
pub fn runs(text: &str) -> Vec<u64> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut runs: Vec<u64> = words.windows(RUN).map(hash).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// FNV-1a, 64 bits: the same on every machine.
fn hash(words: &[String]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in words {
        for byte in word.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// Jaccard's index of two sorted sets: 0 for nothing in common, 1 for the same.
pub fn alike(one: &[u64], other: &[u64]) -> f64 {
    let (mut at, mut to, mut both) = (0, 0, 0_usize);
    while at < one.len() && to < other.len() {
        match one[at].cmp(&other[to]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => to += 1,
            std::cmp::Ordering::Equal => {
                (at, to, both) = (at + 1, to + 1, both + 1);
            }
        }
    }
    let either = one.len() + other.len() - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_words_without_marks() {
        assert_eq!(runs("One two, three FOUR five."), runs("# one\ntwo three *four* five"));
        assert_eq!(runs("one two three four"), Vec::<u64>::new());
        let (six, five) = (runs("a b c d e f"), runs("a b c d e"));
        assert_eq!((six.len(), five.len()), (2, 1));
        assert_eq!(alike(&six, &five), 0.5);
        assert_eq!((alike(&six, &six), alike(&[], &[])), (1.0, 0.0));
    }
}
