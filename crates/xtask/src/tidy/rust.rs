//! Just enough of Rust's grammar to tell code from words: comments and literals blanked out, functions found.

use std::ops::Range;

pub struct Rust {
    /// The text with comments and the insides of literals as spaces; every line where it was.
    pub code: String,
    /// String literals as written between their quotes.
    pub strings: Vec<Literal>,
    pub functions: Vec<Function>,
    /// Lines below `#[cfg(test)]`.
    tests: Vec<Range<usize>>,
    starts: Vec<usize>,
}

pub struct Literal {
    pub line: usize,
    pub at: usize,
    pub text: String,
}

pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
    /// Carries `#[test]` or its like.
    pub is_test: bool,
}

impl Rust {
    pub fn of(path: &str, text: &str) -> Self {
        let (code, found) = blank(text);
        let starts: Vec<usize> = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1))
            .collect();
        let mut rust = Self { code, strings: Vec::new(), functions: Vec::new(), tests: Vec::new(), starts };
        rust.strings = found.into_iter().map(|(at, text)| Literal { line: rust.line_at(at), at, text }).collect();
        rust.functions = rust.find_functions();
        rust.tests = rust.find_tests();
        debug_assert_eq!(rust.code.len(), text.len(), "{path}");
        rust
    }

    /// Lines count from 1.
    pub fn line_at(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(n, line)| (n + 1, line))
    }

    pub fn in_tests(&self, line: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&line))
    }

    /// Where a word stands with no letter, digit or underscore on either side.
    pub fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.code.match_indices(word).map(|(at, _)| at).filter(move |at| {
            let before = self.code[..*at].chars().next_back();
            let after = self.code[at + word.len()..].chars().next();
            let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let joined = joins(before) && word.starts_with(is_word) || joins(after) && word.ends_with(is_word);
            !joined
        })
    }

    fn find_functions(&self) -> Vec<Function> {
        let mut found = Vec::new();
        for at in self.words("fn") {
            let rest = &self.code[at + 2..];
            let name: String = rest.trim_start().chars().take_while(|c| is_word(*c)).collect();
            let Some(body) = self.body_after(at).filter(|_| !name.is_empty()) else { continue };
            let line = self.line_at(at);
            let lines = self.line_at(body.end) - line + 1;
            found.push(Function { name, line, lines, is_test: self.marked_as_test(line) });
        }
        found
    }

    /// The attributes directly above a line.
    fn marked_as_test(&self, line: usize) -> bool {
        let above = self.code.lines().take(line - 1).collect::<Vec<_>>();
        above.iter().rev().map(|l| l.trim()).take_while(|l| l.is_empty() || l.starts_with("#[")).any(is_test_mark)
    }

    fn find_tests(&self) -> Vec<Range<usize>> {
        self.code
            .match_indices("#[cfg(test)]")
            .filter_map(|(at, _)| Some(self.line_at(at)..self.line_at(self.body_after(at + 12)?.end) + 1))
            .collect()
    }

    /// The braces that open next, unless a `;` ends the item first.
    fn body_after(&self, at: usize) -> Option<Range<usize>> {
        let bytes = self.code.as_bytes();
        let (mut depth, mut round, mut start) = (0usize, 0isize, None);
        for (i, byte) in bytes.iter().enumerate().skip(at) {
            match byte {
                b'(' | b'[' => round += 1,
                b')' | b']' => round -= 1,
                b';' if start.is_none() && round == 0 => return None,
                b'{' => {
                    start.get_or_insert(i);
                    depth += 1;
                }
                b'}' if depth > 0 => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(start?..i);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// `#[test]`, `#[tokio::test(…)]`, but not `#[cfg(test)]`.
fn is_test_mark(line: &str) -> bool {
    line.strip_prefix("#[").and_then(|rest| rest.split(['(', ']']).next()).is_some_and(|path| path.ends_with("test"))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Blanks comments and literals; returns the code and each string literal with its place.
fn blank(text: &str) -> (String, Vec<(usize, String)>) {
    let bytes = text.as_bytes();
    let (mut code, mut strings, mut i) = (bytes.to_vec(), Vec::new(), 0);
    while i < bytes.len() {
        let (inside, end) = match literal_at(text, i) {
            Piece::Code => {
                i += 1;
                continue;
            }
            Piece::Comment(end) => (i..end, end),
            Piece::Char(end) => (i + 1..end - 1, end),
            Piece::Text(inside, end) => {
                strings.push((i, text[inside.clone()].to_owned()));
                (inside, end)
            }
        };
        for byte in &mut code[inside] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        i = end;
    }
    (String::from_utf8(code).expect("only whole literals are blanked"), strings)
}

enum Piece {
    Code,
    Comment(usize),
    Char(usize),
    Text(Range<usize>, usize),
}

fn literal_at(text: &str, at: usize) -> Piece {
    let bytes = text.as_bytes();
    let next = bytes.get(at + 1).copied().unwrap_or(0);
    match bytes[at] {
        b'/' if next == b'/' => Piece::Comment(text[at..].find('\n').map_or(bytes.len(), |n| at + n)),
        b'/' if next == b'*' => Piece::Comment(block_comment_end(bytes, at)),
        b'"' => {
            let end = quoted_end(bytes, at + 1, b'"');
            Piece::Text(at + 1..end.saturating_sub(1).max(at + 1), end)
        }
        b'r' if (next == b'"' || next == b'#') && !joined_before(text, at) => raw_string(text, at),
        b'\'' => char_at(text, at),
        _ => Piece::Code,
    }
}

/// `br"…"` has a `b` before its `r`; any other letter makes it part of a name.
fn joined_before(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match before.next() {
        Some('b') => before.next().is_some_and(is_word),
        Some(c) => is_word(c),
        None => false,
    }
}

fn block_comment_end(bytes: &[u8], at: usize) -> usize {
    let (mut depth, mut i) = (0, at);
    while i + 1 < bytes.len() {
        match (bytes[i], bytes[i + 1]) {
            (b'/', b'*') => (depth, i) = (depth + 1, i + 2),
            (b'*', b'/') => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            return i;
        }
    }
    bytes.len()
}

fn quoted_end(bytes: &[u8], from: usize, quote: u8) -> usize {
    let mut i = from;
    while i < bytes.len() {
        match bytes[i] {
            b'\\' => i += 2,
            byte if byte == quote => return i + 1,
            _ => i += 1,
        }
    }
    bytes.len()
}

fn raw_string(text: &str, at: usize) -> Piece {
    let hashes = text[at + 1..].bytes().take_while(|b| *b == b'#').count();
    let open = at + 1 + hashes;
    if text.as_bytes().get(open) != Some(&b'"') {
        return Piece::Code;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let end = text[open + 1..].find(&close).map_or(text.len(), |n| open + 1 + n);
    Piece::Text(open + 1..end, (end + close.len()).min(text.len()))
}

/// A character, or a lifetime, which is code.
fn char_at(text: &str, at: usize) -> Piece {
    let mut after = text[at + 1..].chars();
    match (after.next(), after.next()) {
        (Some('\\'), _) => Piece::Char(quoted_end(text.as_bytes(), at + 1, b'\'')),
        (Some(c), Some('\'')) => Piece::Char(at + 2 + c.len_utf8()),
        _ => Piece::Code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(text: &str) -> Rust {
        Rust::of("a.rs", text)
    }

    #[test]
    fn comments_and_literals_are_not_code() {
        let r = rust(
            "let a = \"SELECT\"; // SELECT\n/* SELECT /* x */ SELECT */ let c = '\"'; let b = r#\"SELECT \"q\"\"#;",
        );
        assert!(!r.code.contains("SELECT"));
        assert!(r.code.contains("let b"));
        assert_eq!(
            r.strings.iter().map(|s| (s.line, s.text.as_str())).collect::<Vec<_>>(),
            [(1, "SELECT"), (2, "SELECT \"q\"")]
        );
    }

    #[test]
    fn lifetimes_and_raw_names_stay_code() {
        let r = rust("fn a<'a>(x: &'a str) -> &'a str { let r#type = '\\''; x }");
        assert!(r.code.contains("&'a str"));
        assert!(r.code.contains("r#type"));
        assert_eq!(r.functions.len(), 1);
    }

    #[test]
    fn a_function_is_as_long_as_its_braces_say() {
        let r = rust("trait T { fn none(&self); }\nfn two(\n    x: [u8; 2],\n) {\n    if x[0] == 1 {\n    }\n}\n");
        let found: Vec<_> = r.functions.iter().map(|f| (f.name.as_str(), f.line, f.lines)).collect();
        assert_eq!(found, [("two", 2, 6)]);
    }

    #[test]
    fn tests_are_known_by_their_mark() {
        let r = rust("fn a() {}\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn b() {}\n}\nfn c() {}\n");
        assert!(!r.in_tests(1) && r.in_tests(5) && !r.in_tests(7));
        assert_eq!(r.functions.iter().map(|f| f.is_test).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn words_stand_alone() {
        let r = rust("storefront store::x my_store");
        assert_eq!(r.words("store").collect::<Vec<_>>(), [11]);
    }
}
