//! Invented names, each given once.

use super::{parse, texts};
use base::{SeededChance, text};
use std::collections::HashSet;

pub struct Names {
    given: Vec<&'static str>,
    family: Vec<&'static str>,
    used: HashSet<String>,
    addresses: HashSet<String>,
}

/// Tries at two names before a third is put between them: enough for the usual demo, quick for big ones.
const TRIES: usize = 8;

impl Default for Names {
    fn default() -> Self {
        Self::new()
    }
}

impl Names {
    pub fn new() -> Self {
        Self {
            given: parse::section(texts::NAMES, "given"),
            family: parse::section(texts::NAMES, "family"),
            used: HashSet::new(),
            addresses: HashSet::new(),
        }
    }

    /// Keeps a name of the cast from being given again.
    pub fn keep(&mut self, name: &str, address: &str) {
        self.used.insert(name.to_owned());
        self.addresses.insert(address.to_owned());
    }

    /// A name and an e-mail address that nobody has.
    pub fn draw(&mut self, chance: &SeededChance) -> (String, String) {
        for attempt in 0.. {
            let (first, last) = (chance.pick(&self.given), chance.pick(&self.family));
            let name = match attempt {
                0..TRIES => format!("{first} {last}"),
                _ => format!("{first} {} {last}", chance.pick(&self.given)),
            };
            let address = address(&name);
            if !self.used.contains(&name) && !self.addresses.contains(&address) {
                self.keep(&name, &address);
                return (name, address);
            }
        }
        unreachable!("there are millions of names of three words")
    }
}

pub fn address(name: &str) -> String {
    let dotted: Vec<String> = name.split(' ').map(text::slug).collect();
    format!("{}@demo.example", dotted.join("."))
}
