//! `cargo xtask bench [NAME…]`: figures as ratios against a reference that is built and run here, in the same minutes.
//!
//! One file a bench; each is given the words after its name and prints a table. Absolute times of one machine say
//! little on another one: what is promised is promised as a ratio.

type Bench = (&'static str, &'static str, fn(&[String]) -> Result<(), String>);

/// Name, what it measures, and its start. Without a name all run in this order.
const BENCHES: &[Bench] = &[];

pub fn run(words: &[String]) -> Result<(), String> {
    let Some(name) = words.first() else {
        return BENCHES.iter().try_for_each(|(_, _, start)| start(&[]));
    };
    match BENCHES.iter().find(|(known, ..)| known == name) {
        Some((_, _, start)) => start(&words[1..]),
        None => Err(BENCHES.iter().map(|(name, what, _)| format!("cargo xtask bench {name:<10} {what}\n")).collect()),
    }
}
