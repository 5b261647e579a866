//! Which passwords we take: long ones that are not the first that an attacker tries.

/// Why a password is not taken. The words are the remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    #[error("Choose at least 12 characters. Four or five words in a row are good")]
    Short,
    #[error("Choose at most 500 characters")]
    Long,
    #[error("This is one of the first passwords that somebody would try. Choose four or five words of your own")]
    Common,
    #[error("Leave out your name, your e-mail address and the name of this place")]
    Personal,
}

const LEAST: usize = 12;
const MOST: usize = 500;
/// Words that long common passwords are made of.
const COMMON: [&str; 34] = [
    "password",
    "passwort",
    "passw",
    "letmein",
    "welcome",
    "changeme",
    "admin",
    "administrator",
    "qwerty",
    "azerty",
    "iloveyou",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "superman",
    "batman",
    "trustno",
    "master",
    "sunshine",
    "princess",
    "shadow",
    "secret",
    "login",
    "hello",
    "whatever",
    "freedom",
    "starwars",
    "liverpool",
    "arsenal",
    "lyceum",
    "summer",
    "winter",
    "correcthorsebatterystaple",
];
const RUNS: [&str; 5] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklm",
    "qazwsxedcrfvtgbyhnujmikolp",
];

/// `personal`: name and address of who chooses. Length counts characters as people see them written, in any script.
pub fn check(password: &str, personal: &[&str]) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    if length < LEAST {
        return Err(PasswordFault::Short);
    }
    if length > MOST {
        return Err(PasswordFault::Long);
    }
    let lower = password.to_lowercase();
    // What is left after what is easily guessed was taken out must still be something.
    let mut rest = lower.clone();
    for word in personal.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())) {
        if word.chars().count() >= 3 {
            rest = rest.replace(&word.to_lowercase(), "");
        }
    }
    if rest != lower && distinct(&rest) < 5 {
        return Err(PasswordFault::Personal);
    }
    for word in COMMON {
        rest = rest.replace(word, "");
    }
    if distinct(&rest) < 5 || is_run(&lower) || repeats(&lower) {
        return Err(PasswordFault::Common);
    }
    Ok(())
}

/// How many different letters or signs beside digits and marks that people add at the end.
fn distinct(text: &str) -> usize {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit() && !"!?.,-_ #@$*+".contains(*c)).collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len()
}

/// One long run along the alphabet, the digits or the keyboard, forward or backward.
fn is_run(lower: &str) -> bool {
    let backward: String = lower.chars().rev().collect();
    RUNS.iter().any(|run| run.contains(lower) || run.contains(&backward))
}

/// The same few characters again and again.
fn repeats(lower: &str) -> bool {
    let letters: Vec<char> = lower.chars().collect();
    (1..=letters.len() / 2).any(|unit| letters.iter().skip(unit).eq(letters.iter().take(letters.len() - unit)))
}
