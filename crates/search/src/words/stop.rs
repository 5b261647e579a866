//! English words that say nothing about what a text is about.

/// In the order of bytes, for the search.
const STOP: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "before", "being", "between", "both", "but", "by", "can", "cannot", "cant", "could", "did", "do", "does",
    "doing", "dont", "down", "during", "each", "few", "for", "from", "further", "get", "had", "has", "have", "having",
    "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just",
    "me", "more", "most", "my", "no", "nor", "not", "now", "of", "off", "on", "once", "only", "or", "other", "our",
    "ours", "out", "over", "own", "s", "same", "she", "should", "so", "some", "such", "t", "than", "that", "the",
    "their", "theirs", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "under",
    "until", "up", "us", "very", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "why",
    "will", "with", "would", "you", "your", "yours",
];

pub fn is_stop(folded: &str) -> bool {
    folded.len() <= 7 && STOP.binary_search(&folded).is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_in_order_so_that_the_search_finds_all() {
        assert!(super::STOP.is_sorted());
        assert!(super::STOP.iter().all(|word| super::is_stop(word)));
    }
}
