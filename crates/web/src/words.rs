//! Small forms of words for pages: counts, initials.

const COUNTS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Up to twelve as a word, beyond as a figure; `first` begins a sentence.
pub fn count(number: usize, first: bool) -> String {
    let word = COUNTS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned());
    if first { capital(&word) } else { word }
}

/// `1 person`, `3 people`.
pub fn some(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// First letters of the first and the last word of a name.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_words_up_to_twelve() {
        assert_eq!(count(6, true), "Six");
        assert_eq!(count(0, true), "No");
        assert_eq!(count(13, false), "13");
        assert_eq!(some(1, "person", "people"), "1 person");
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Ada Quillfeather"), "AQ");
        assert_eq!(initials("Juno van der Marchbanks"), "JM");
        assert_eq!(initials("Élodie"), "É");
        assert_eq!(initials(""), "");
    }
}
