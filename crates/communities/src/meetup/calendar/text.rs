//! Content lines: folded at 75 octets, ended by CR LF, words escaped (RFC 5545, 3.1 and 3.3.11).

pub struct Lines {
    text: String,
}

const LONGEST: usize = 75;

impl Lines {
    pub fn new() -> Self {
        Self { text: String::with_capacity(8_192) }
    }

    /// A value that needs no escaping.
    pub fn put(&mut self, name: &str, value: &str) {
        // Nothing that somebody typed ends a line.
        let line: String = format!("{name}:{value}").chars().filter(|letter| !letter.is_control()).collect();
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LONGEST {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(letter);
            length += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    /// Words of a person.
    pub fn words(&mut self, name: &str, words: &str) {
        let mut escaped = String::with_capacity(words.len() + 16);
        for letter in words.chars() {
            match letter {
                '\\' => escaped.push_str("\\\\"),
                ';' => escaped.push_str("\\;"),
                ',' => escaped.push_str("\\,"),
                '\n' => escaped.push_str("\\n"),
                other => escaped.push(other),
            }
        }
        self.put(name, &escaped);
    }

    pub fn done(self) -> String {
        self.text
    }
}
