//! Fills an index with invented documents and says how long matching and searching take:
//! `cargo run --release -p reference --example fill -- 20000 [folder]`. A folder that holds as many is used again.

#![allow(clippy::disallowed_methods)] // It measures time.

use base::{Actor, Audience, Moment, PersonId, Uuid, Viewer};
use search::{Document, Index, Options, SearchQuery, Statement};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A small generator of numbers, the same for the same seed (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A word of which few are frequent and many rare, as in any language (Zipf).
    fn word(&mut self) -> String {
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let rank = (30_000f64.powf(share)) as u64;
        let parts =
            ["pa", "ter", "lo", "min", "dra", "sku", "ve", "ron", "ti", "gal", "no", "pre", "cho", "lis", "wa", "bre"];
        let mut left = rank.wrapping_mul(2_654_435_761) % 65_536;
        let mut part = || {
            let part = parts[(left % 16) as usize];
            left /= 16;
            part
        };
        [part(), part(), part(), part()].concat()
    }

    fn text(&mut self, words: usize) -> String {
        (0..words).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

fn document(number: u64) -> Document {
    let mut numbers = Numbers(number);
    let page = number % 2 == 1;
    let audience =
        if number.is_multiple_of(50) { Audience::Person(PersonId(Uuid::from_u128(9))) } else { Audience::Everyone };
    Document {
        kind: if page { "page" } else { "problem" }.into(),
        id: Uuid::from_u128(u128::from(number) + 1),
        number: number as i64,
        reference: format!("{} {number}", if page { "H" } else { "P" }),
        title: numbers.text(8),
        body: numbers.text(if page { 150 } else { 25 }),
        state: "stated".into(),
        audience: audience.code(),
        url: format!("/d/{number}"),
        at: Moment::from_micros(number as i64),
        facets: Vec::new(),
    }
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!("{what}: p50 {:.3} ms, p99 {:.3} ms, most {:.3} ms", at(0.5), at(0.99), at(1.0));
}

fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("Rss")).map(str::trim).collect::<Vec<_>>().join(", ")
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let folder = arguments.next().map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let mut index = Index::open(&folder, Options::to_write());
    if index.documents() != count {
        let start = Instant::now();
        let mut rebuild = index.begin_rebuild().expect("a rebuild");
        (0..count).for_each(|number| rebuild.put(&document(number)).expect("a document"));
        rebuild.finish(count as i64).expect("a finished rebuild");
        println!("{count} documents in {:.1} s; {}", start.elapsed().as_secs_f64(), resident());
    }
    drop(index);
    let start = Instant::now();
    index = Index::open(&folder, Options::to_write());
    println!("opened in {:.1} ms; {}", start.elapsed().as_secs_f64() * 1000.0, resident());
    let person = Actor { person: Some(PersonId(Uuid::from_u128(1))), ..Actor::nobody() };
    let viewer = Viewer::of(&person);
    let (mut matching, mut searching, mut finding) = (Vec::new(), Vec::new(), 0);
    for round in 0..1_200u64 {
        let mut numbers = Numbers(round + 1_000_000_007);
        let statement = numbers.text(5 + round as usize % 30);
        let start = Instant::now();
        finding += index.matches(&Statement::new(&statement, &viewer)).len();
        matching.push(start.elapsed());
        let two = numbers.text(2);
        let start = Instant::now();
        finding += index.search(&SearchQuery::new(&two, &viewer)).hits.len();
        searching.push(start.elapsed());
    }
    report("matching", matching.split_off(200));
    report("searching for two words", searching.split_off(200));
    let change = search::Change::put(document(3));
    let start = Instant::now();
    index.apply(vec![change], count as i64 + 1).expect("a change");
    println!("one change in {:.1} ms; {finding} found; {}", start.elapsed().as_secs_f64() * 1000.0, resident());
}
