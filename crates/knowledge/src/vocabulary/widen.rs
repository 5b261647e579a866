//! What else stands for the words of a search: other labels of a concept, and labels of what is narrower.

use super::{ConceptId, store};
use ::store::{Conn, StoreError};
use search::Wider;

/// So many words are looked up, and so many concepts widen a search; each with so many labels.
const WORDS: usize = 8;
const CONCEPTS: usize = 4;
const LABELS: i64 = 24;

/// Where two labels begin at the same word, the longer one counts. Words in quotes are left to the search.
pub fn widen(conn: &mut Conn, text: &str) -> Result<Vec<Wider>, StoreError> {
    let mut stems = search::stems(text);
    stems.truncate(WORDS);
    let firsts: Vec<&str> = stems.iter().map(String::as_str).collect();
    let known = store::said(conn, &firsts)?;
    let mut found: Vec<(Vec<String>, ConceptId)> = Vec::new();
    let mut at = 0;
    while at < stems.len() && found.len() < CONCEPTS {
        let begins = known.iter().filter_map(|(concept, label)| {
            let label: Vec<String> = label.split(' ').map(str::to_owned).collect();
            stems[at..].starts_with(&label).then_some((label, *concept))
        });
        let longest = begins.max_by_key(|(label, _)| label.len());
        at += longest.as_ref().map_or(1, |(label, _)| label.len());
        found.extend(longest);
    }
    let mut wider = Vec::new();
    for (stems, concept) in found {
        let own = stems.join(" ");
        let mut others = store::wider(conn, concept, LABELS)?;
        others.retain(|label| search::stems(label).join(" ") != own);
        others.dedup();
        if !others.is_empty() {
            wider.push(Wider { stems, others });
        }
    }
    Ok(wider)
}
