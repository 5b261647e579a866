//! What a year of choosing does to what is remembered, against choosing otherwise: a simulation without tables, for the
//! bench. Everything in it is given; nothing is drawn but who reads by themselves and who looks at an update.

use super::{Choice, REST_DAYS, fill};
use crate::recall::{self, Memory};
use base::SeededChance;
use knowledge::exposure::How;

/// A community as it stands on the first day.
#[derive(Clone, Debug)]
pub struct Start {
    /// Of each member: the day on which they join, 0 or before for who is there already.
    pub members: Vec<i64>,
    /// Of each page: how much it matters, and the day on which it is published.
    pub pages: Vec<(f64, i64)>,
}

/// How the slots of a week are given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Nothing,
    LatestFirst,
    MostRead,
    MostGain,
}

impl Rule {
    pub const ALL: [Rule; 4] = [Rule::Nothing, Rule::LatestFirst, Rule::MostRead, Rule::MostGain];

    pub fn label(self) -> &'static str {
        match self {
            Rule::Nothing => "no curation",
            Rule::LatestFirst => "latest first",
            Rule::MostRead => "most read",
            Rule::MostGain => "most gain",
        }
    }
}

/// What stands at the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The mean over pages, weighed by how much they matter, in thousandths.
    pub remembered: f64,
    /// Over members who joined in the year.
    pub of_joiners: f64,
}

const DAYS: i64 = 364;
const SLOTS: usize = 3;
/// Somebody reads one page by themselves in so many days, on average, those most that are read most.
const READS_EVERY: u64 = 14;
/// Of ten people whom an update reaches, so many look at it.
const LOOK: u64 = 6;

/// A year, day by day.
pub fn year(start: &Start, rule: Rule, seed: u64) -> Outcome {
    let chance = SeededChance::new(seed);
    let draw = |below: u64| chance.next() % below.max(1);
    let mut memories: Vec<Vec<Option<Memory>>> = vec![vec![None; start.pages.len()]; start.members.len()];
    let mut reads = vec![0_u64; start.pages.len()];
    let mut shown: Vec<i64> = vec![i64::MIN / 2; start.pages.len()];
    for today in 0..DAYS {
        let there: Vec<usize> = (0..start.members.len()).filter(|who| start.members[*who] <= today).collect();
        for who in &there {
            let (reads_today, first, second) = (draw(READS_EVERY) == 0, draw(u64::MAX), draw(u64::MAX));
            let open: Vec<usize> = (0..start.pages.len()).filter(|page| start.pages[*page].1 <= today).collect();
            if !reads_today || open.is_empty() {
                continue;
            }
            // Of two pages by chance the one that is read more: what is popular becomes more so.
            let (a, b) = (open[first as usize % open.len()], open[second as usize % open.len()]);
            let page = if reads[a] >= reads[b] { a } else { b };
            reads[page] += 1;
            meet(&mut memories[*who][page], How::Read, today);
        }
        if today % 7 != 4 {
            continue;
        }
        for page in choice(start, rule, &memories, &there, (&reads, &shown), today) {
            shown[page] = today;
            for who in there.iter().filter(|_| draw(10) < LOOK) {
                meet(&mut memories[*who][page], How::Update, today);
            }
        }
    }
    outcome(start, &memories)
}

fn meet(memory: &mut Option<Memory>, how: How, today: i64) {
    *memory = Some(Memory::met(*memory, how, today));
}

fn choice(
    start: &Start,
    rule: Rule,
    memories: &[Vec<Option<Memory>>],
    there: &[usize],
    (reads, shown): (&[u64], &[i64]),
    today: i64,
) -> Vec<usize> {
    let rested = |page: &usize| start.pages[*page].1 <= today && today - shown[*page] >= REST_DAYS;
    let mut open: Vec<usize> = (0..start.pages.len()).filter(rested).collect();
    match rule {
        Rule::Nothing => open.clear(),
        Rule::LatestFirst => open.sort_by_key(|page| (-start.pages[*page].1, *page)),
        Rule::MostRead => open.sort_by_key(|page| (u64::MAX - reads[*page], *page)),
        Rule::MostGain => {
            let worth = |page: usize| -> f64 {
                let gain = |who: &usize| recall::gain(memories[*who][page], How::Update, today);
                start.pages[page].0 * there.iter().map(gain).sum::<f64>()
            };
            let offered = open.iter().map(|page| Choice { group: 0, page: *page, worth: worth(*page) });
            return fill(&[SLOTS], offered, |_, _, _| 0.0).into_iter().map(|it| it.page).collect();
        }
    }
    open.truncate(SLOTS);
    open
}

fn outcome(start: &Start, memories: &[Vec<Option<Memory>>]) -> Outcome {
    let of = |who: &[usize]| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (page, (weight, _)) in start.pages.iter().enumerate() {
            let recalled: f64 = who.iter().filter_map(|it| memories[*it][page]).map(|it| it.chance(DAYS)).sum();
            sum += weight * recalled / who.len().max(1) as f64;
            weights += weight;
        }
        sum * 1000.0 / weights.max(1e-9)
    };
    let all: Vec<usize> = (0..start.members.len()).collect();
    let joiners: Vec<usize> = all.iter().copied().filter(|who| start.members[*who] > 0).collect();
    Outcome { remembered: of(&all), of_joiners: of(&joiners) }
}
