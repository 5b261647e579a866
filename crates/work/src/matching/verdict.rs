//! The verdict on a statement, from what is like it. Pure.

use ::web::worded;
use base::text::{capital, in_words};

/// *Solved* and *being solved* are claimed from here on: of ten such claims about eight are right.
pub const CLAIM: f64 = 0.8;
/// *Met before* and *not now* promise less, so a likely match is enough.
pub const LIKELY: f64 = 0.6;
/// What the sentence counts beside the one that decided.
const CLOSE: f64 = 0.5;
/// A solved problem goes before a nearer one in another state, when it is hardly less near.
const HARDLY_LESS: f64 = 0.1;

worded!(
    /// The answer to a statement.
    pub enum Word {
        Solved = "solved" as "Solved already",
        BeingSolved = "being_solved" as "Being worked on",
        NotNow = "not_now" as "Decided: not now",
        MetBefore = "met_before" as "Met before",
        New = "new" as "New",
    }
);

/// What the rule needs to know of a candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<'a> {
    pub kind: &'a str,
    pub state: &'a str,
    pub probability: f64,
    /// Work that is nearly finished.
    pub nearly_there: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub word: Word,
    /// How sure it is of the word, 0 to 1.
    pub confidence: f64,
    /// For the top of the page.
    pub sentence: String,
}

/// What a candidate would mean, if it is the same.
fn meaning(candidate: &Candidate<'_>) -> Option<Word> {
    match (candidate.kind, candidate.state) {
        ("problem", "solved") => Some(Word::Solved),
        ("problem", "being_solved") | ("work_item", "in_hand") => Some(Word::BeingSolved),
        ("problem", "not_now") | ("work_item", "set_aside") => Some(Word::NotNow),
        ("problem", _) => Some(Word::MetBefore),
        // Pages and questions say what is known, not that somebody had the problem.
        _ => None,
    }
}

/// The verdict follows the nearest problem or work, a solved one before one that is hardly nearer.
pub fn verdict(candidates: &[Candidate<'_>]) -> Verdict {
    let mut deciding: Option<(Word, f64)> = None;
    for (word, p) in candidates.iter().filter_map(|it| Some((claim(meaning(it)?, it.probability)?, it.probability))) {
        let is_better = match deciding {
            None => true,
            Some((known, best)) if word == Word::Solved && known != Word::Solved => p > best - HARDLY_LESS,
            Some((known, best)) if known == Word::Solved && word != Word::Solved => p > best + HARDLY_LESS,
            Some((_, best)) => p > best,
        };
        if is_better {
            deciding = Some((word, p));
        }
    }
    let nearest = candidates.iter().filter(|it| meaning(it).is_some()).map(|it| it.probability).fold(0.0, f64::max);
    let (word, confidence) = deciding.unwrap_or((Word::New, 1.0 - nearest));
    Verdict { word, confidence: confidence.clamp(0.0, 1.0), sentence: sentence(word, confidence, candidates) }
}

/// What may be said of a candidate at its probability: less than what it would mean, when it is not near enough.
fn claim(word: Word, probability: f64) -> Option<Word> {
    match word {
        Word::Solved | Word::BeingSolved if probability >= CLAIM => Some(word),
        Word::NotNow if probability >= LIKELY => Some(word),
        // Whatever became of it: somebody has met it.
        Word::Solved | Word::BeingSolved | Word::MetBefore if probability >= LIKELY => Some(Word::MetBefore),
        _ => None,
    }
}

fn sentence(word: Word, confidence: f64, candidates: &[Candidate<'_>]) -> String {
    let close = |wanted: Word| {
        candidates.iter().filter(move |it| it.probability >= CLOSE && meaning(it) == Some(wanted)).count()
    };
    match word {
        Word::Solved => {
            let teams = close(Word::Solved).max(1);
            let have = if teams == 1 { "One team has" } else { &format!("{} teams have", capital(&in_words(teams))) };
            format!("{have} solved something close to this.{}", at_work(candidates))
        }
        Word::BeingSolved => {
            let nearly = candidates.iter().any(|it| it.nearly_there && it.probability >= CLAIM);
            let rest = if nearly { " It is nearly there: help finish it." } else { " Join it before you start." };
            format!("Somebody works on this now.{rest}")
        }
        Word::NotNow => "This was stated before and decided: not now. See why, and when it comes back.".into(),
        Word::MetBefore if confidence >= CLAIM => {
            "Others have met this, and it is not solved yet. Add your case: it counts.".into()
        }
        Word::MetBefore => "This may have been met before. Look at the nearest first.".into(),
        Word::New if candidates.is_empty() => "Nothing like it yet. You may be the first to say it.".into(),
        Word::New => "Nothing here is surely the same. These are the nearest.".into(),
    }
}

/// What is said of work beside a solution.
fn at_work(candidates: &[Candidate<'_>]) -> &'static str {
    let work =
        || candidates.iter().filter(|it| it.probability >= CLOSE && it.kind == "work_item" && it.state == "in_hand");
    match work().count() {
        0 => "",
        1 if work().any(|it| it.nearly_there) => " One is nearly there now.",
        1 => " One is working on it now.",
        _ => " Others are working on it now.",
    }
}
