//! What a person decides, as a file that any table program opens: written with the proposals, read with the decisions.

use super::theirs::Theirs;
use super::{CERTAIN, Decision, Kind, Pair, Refusal};
use crate::operate::export::{as_written, harmless};
use base::text;
use std::collections::{HashMap, HashSet};

const HEAD: [&str; 9] = ["kind", "theirs", "their_name", "ours", "our_name", "how_sure", "in_words", "why", "decision"];
/// A file of decisions may weigh so much.
pub const LARGEST: u64 = 64 << 20;

/// What was decided of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub decision: Decision,
    /// As we name it; for *same* only.
    pub ours: String,
    /// Of the file; 0 when no file says it.
    pub line: u64,
}

/// By kind and their name of it: whole, something is decided of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions(HashMap<(Kind, String), Decided>);

/// As CSV, what needs a look first within each kind.
pub fn write(pairs: &[Pair]) -> Result<String, Refusal> {
    let fault = |error: csv::Error| Refusal::said(format!("the decisions cannot be written: {error}"));
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(HEAD).map_err(fault)?;
    let mut ordered: Vec<&Pair> = pairs.iter().collect();
    ordered.sort_by_key(|pair| (!pair.needs_a_look(), order(pair.kind), std::cmp::Reverse(pair.sure)));
    for pair in ordered {
        let sure = pair.sure.to_string();
        let cells = [
            pair.kind.word(),
            &pair.theirs,
            &pair.their_name,
            &pair.ours,
            &pair.our_name,
            &sure,
            pair.how_sure(),
            &pair.why,
            pair.decision.word(),
        ];
        out.write_record(cells.iter().map(|cell| harmless(cell))).map_err(fault)?;
    }
    let bytes = out.into_inner().map_err(|error| Refusal::said(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| Refusal::said(error.to_string()))
}

fn order(kind: Kind) -> u8 {
    match kind {
        Kind::Person => 0,
        Kind::Community => 1,
        Kind::Page => 2,
        Kind::Problem => 3,
        Kind::Product => 4,
        Kind::Unit => 5,
        Kind::Location => 6,
    }
}

impl Decisions {
    /// As proposed: for what nobody has to look at, or as somebody decided at the page.
    pub fn of_pairs<'a>(pairs: impl IntoIterator<Item = &'a Pair>) -> Self {
        let of = |pair: &Pair| {
            let ours = if pair.decision == Decision::Same { pair.ours.clone() } else { String::new() };
            ((pair.kind, pair.theirs.clone()), Decided { decision: pair.decision, ours, line: 0 })
        };
        Self(pairs.into_iter().map(of).collect())
    }

    /// Reads the file against what is proposed now. What it does not name is decided as proposed where that is beyond
    /// doubt; where somebody should have looked, it is refused.
    pub fn read(file: &str, theirs: &Theirs, pairs: &[Pair]) -> Result<Self, Refusal> {
        let mut reader = csv::ReaderBuilder::new().from_reader(file.trim_start_matches('\u{feff}').as_bytes());
        let head = reader.headers().map_err(|error| unreadable(&error))?.clone();
        let place = |name: &str| {
            let at = head.iter().position(|known| known.trim().eq_ignore_ascii_case(name));
            at.ok_or_else(|| refused(1, format!("there is no column {name}.")))
        };
        let (kind, named, ours, decision) = (place("kind")?, place("theirs")?, place("ours")?, place("decision")?);
        let all: HashSet<(Kind, String)> =
            Kind::ALL.iter().flat_map(|kind| theirs.keys(*kind).into_iter().map(|key| (*kind, key))).collect();
        let (mut decided, mut record) = (HashMap::new(), csv::StringRecord::new());
        while reader.read_record(&mut record).map_err(|error| unreadable(&error))? {
            let line = record.position().map_or(0, |at| at.line());
            let cell = |at: usize| as_written(record.get(at).unwrap_or("").trim()).to_owned();
            let word = cell(kind).to_lowercase();
            let kind =
                Kind::from_word(&word).ok_or_else(|| refused(line, format!("“{}” is no kind.", short(&word))))?;
            let key = (kind, cell(named));
            if !all.contains(&key) {
                return Err(refused(line, format!("their export has no {} called “{}”.", kind.word(), short(&key.1))));
            }
            let one = decide(line, &cell(decision), cell(ours))?;
            if decided.insert(key, one).is_some() {
                return Err(refused(line, "this stands in an earlier line already.".into()));
            }
        }
        let mut whole = Self(decided);
        whole.fill_up(pairs)?;
        Ok(whole)
    }

    fn fill_up(&mut self, pairs: &[Pair]) -> Result<(), Refusal> {
        let proposed = Self::of_pairs(pairs);
        let missing = |pair: &&Pair| pair.needs_a_look() && !self.0.contains_key(&(pair.kind, pair.theirs.clone()));
        let undecided = pairs.iter().filter(missing).count();
        if let Some(first) = pairs.iter().find(missing) {
            return Err(Refusal::said(format!(
                "the decisions leave out {} that somebody should look at, the {} {} first. Make the file again and decide.",
                text::count(undecided as i64, "pair", "pairs"),
                first.kind.word(),
                first.their_name
            )));
        }
        for (key, one) in proposed.0 {
            self.0.entry(key).or_insert(one);
        }
        Ok(())
    }

    pub fn of(&self, kind: Kind, theirs: &str) -> Decided {
        let fallback = Decided { decision: Decision::New, ours: String::new(), line: 0 };
        self.0.get(&(kind, theirs.to_owned())).cloned().unwrap_or(fallback)
    }

    pub fn count(&self, decision: Decision) -> usize {
        self.0.values().filter(|it| it.decision == decision).count()
    }
}

fn decide(line: u64, word: &str, ours: String) -> Result<Decided, Refusal> {
    let word = word.to_lowercase();
    let decision = match Decision::from_word(&word) {
        Some(decision) => decision,
        None if word.is_empty() => return Err(refused(line, "nothing is decided. Write same, new or leave.".into())),
        None => return Err(refused(line, format!("“{}” is no decision. Write same, new or leave.", short(&word)))),
    };
    match decision {
        Decision::Same if ours.is_empty() => {
            Err(refused(line, "it is the same as which of ours? Write it in the column ours, or decide new.".into()))
        }
        Decision::Same => Ok(Decided { decision, ours, line }),
        _ => Ok(Decided { decision, ours: String::new(), line }),
    }
}

fn refused(line: u64, words: String) -> Refusal {
    Refusal::Decision { line, words }
}

fn unreadable(error: &csv::Error) -> Refusal {
    let line = error.position().map_or(0, |at| at.line());
    refused(line, "this cannot be read as CSV with as many cells as the head has.".into())
}

fn short(text: &str) -> String {
    text::shorten(&text::one_line(&text::clean(text)), 60)
}

/// How many pairs somebody should look at.
pub fn to_look_at(pairs: &[Pair]) -> usize {
    pairs.iter().filter(|pair| pair.needs_a_look()).count()
}

/// Are they the same beyond doubt?
pub fn certain(pairs: &[Pair]) -> usize {
    pairs.iter().filter(|pair| pair.sure == CERTAIN).count()
}
