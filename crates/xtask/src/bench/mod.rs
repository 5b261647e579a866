//! `cargo xtask bench [NAME…]`: figures as ratios against a reference that is built and run here, in the same minutes.
//!
//! One file a bench; each is given the words after its name and prints a table. Absolute times of one machine say
//! little on another one: what is promised is promised as a ratio. What they share: [`built`] (release binaries),
//! [`served`] (a server started and ended), [`load`] (requests), [`meter`] (CPU and memory), [`corpus`] (problems), [`course`]
//! (one page asked again and again).

mod assessed;
mod built;
mod corpus;
mod course;
mod curation;
mod growth;
mod handbook;
mod load;
mod meter;
mod order;
mod pages;
mod served;
mod similar;
mod start;
mod table;
mod writes;

type Bench = (&'static str, &'static str, fn(&[String]) -> Result<(), String>);

/// Name, what it measures, and its start. Without a name all run in this order.
const BENCHES: &[Bench] = &[
    ("pages", "CPU of a problem page, a handbook page and a search, against R and S", pages::run),
    ("growth", "the same pages with 100,000 people, 1,000 communities and 15 years", growth::run),
    ("writes", "CPU of a write against R, durable writes a second at 64 writers", writes::run),
    ("similar", "how well the same problem is found, and how honest its probability is", similar::run),
    ("curation", "what a year of choosing does to what is remembered, and what it costs", curation::run),
    ("order", "the order of 10,000 pieces of work, against sorting as many numbers", order::run),
    ("handbook", "a handbook of 5,000 pages comes in, and is read without signing in", handbook::run),
    ("start", "start to first page, private memory idle and loaded", start::run),
];

pub fn run(words: &[String]) -> Result<(), String> {
    let Some(name) = words.first() else {
        return BENCHES.iter().try_for_each(|(_, _, start)| start(&[]));
    };
    match BENCHES.iter().find(|(known, ..)| known == name) {
        Some((_, _, start)) => start(&words[1..]),
        None => Err(BENCHES.iter().map(|(name, what, _)| format!("cargo xtask bench {name:<8} {what}\n")).collect()),
    }
}
