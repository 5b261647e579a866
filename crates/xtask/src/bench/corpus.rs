//! Problems in any number, the same for the product and the reference: sentences whose words follow a Zipf curve.

use std::fmt::Write;

const THINGS: &[&str] = &[
    "visitor",
    "booking",
    "hearing",
    "court",
    "prison",
    "witness",
    "letter",
    "form",
    "account",
    "payment",
    "address",
    "case",
    "officer",
    "manager",
    "team",
    "office",
    "calendar",
    "message",
    "phone",
    "record",
    "report",
    "queue",
    "ticket",
    "badge",
    "door",
    "room",
    "printer",
    "laptop",
    "camera",
    "video",
    "interpreter",
    "solicitor",
    "judge",
    "clerk",
    "nurse",
    "driver",
    "appointment",
    "transfer",
    "wing",
    "cell",
    "meal",
    "shift",
    "rota",
    "leave",
    "contract",
    "invoice",
    "supplier",
    "budget",
    "password",
    "link",
    "page",
    "search",
    "list",
    "map",
    "station",
    "bus",
    "school",
    "family",
    "child",
    "carer",
    "tenant",
    "landlord",
    "boiler",
    "roof",
    "lift",
    "lock",
    "key",
    "archive",
    "file",
    "stamp",
    "signature",
    "deadline",
    "reminder",
];
const TROUBLES: &[&str] = &[
    "disappears",
    "arrives late",
    "is sent twice",
    "goes to the wrong place",
    "cannot be opened",
    "is lost overnight",
    "changes without notice",
    "has no owner",
    "is copied by hand",
    "does not reach the people who need it",
    "stops in the middle",
    "shows the wrong name",
    "is out of date",
    "takes three weeks",
    "costs more every year",
    "fails on a phone",
    "is asked for again",
    "waits for one person",
];
const WHEN: &[&str] = &[
    "every Monday",
    "after a move",
    "in the night",
    "when somebody leaves",
    "at the end of the quarter",
    "in the busiest hour",
    "during the holidays",
    "when the system restarts",
    "as soon as two people share it",
    "after each release",
];

/// JSON lines as `lyceum import problems` takes them.
pub fn problems(count: usize) -> String {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut text = String::new();
    for n in 0..count {
        let (a, b, c) = (random.word(THINGS), random.word(THINGS), random.word(THINGS));
        let (trouble, other) = (random.word(TROUBLES), random.word(TROUBLES));
        let when = random.word(WHEN);
        let statement = format!(
            "The {a} of the {b} {trouble} {when}. Then the {c} {other}, and the {a} number {n} has to be found by asking around."
        );
        let day = format!("20{:02}-{:02}-{:02}", 20 + n % 6, 1 + n % 12, 1 + n % 28);
        let _ = writeln!(text, "{{\"statement\": \"{statement}\", \"stated_on\": \"{day}\", \"state\": \"open\"}}");
    }
    text
}

/// Two words of which one is frequent and one is not.
pub const ASKED: &[&str] =
    &["visitor+boiler", "booking+archive", "hearing+signature", "court+reminder", "witness+landlord", "letter+roof"];

/// xorshift64*: the same words on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// The first words often, the last ones rarely.
    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let part = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let at = ((words.len() as f64 + 1.0).powf(part) - 1.0) as usize;
        words[at.min(words.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_problems() {
        let text = problems(50);
        assert_eq!(text.lines().count(), 50);
        assert_eq!(text, problems(50));
        assert!(text.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    }

    #[test]
    fn early_words_are_more_frequent_than_late_ones() {
        let mut random = Random(1);
        let drawn: Vec<_> = (0..2000).map(|_| random.word(THINGS)).collect();
        let count = |word| drawn.iter().filter(|drawn| **drawn == word).count();
        assert!(count("visitor") > 4 * count("stamp"));
    }
}
