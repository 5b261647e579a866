//! A Notion export: Markdown in which every name ends in 32 hexadecimal digits, and tables as CSV.

use super::super::{ImportFault, Loss};
use super::{Unpacked, Zipped, file, is_page};
use std::collections::HashMap;

const DIGITS: usize = 32;
/// More of a table is no page.
const MOST_ROWS: usize = 500;

/// Does a name end as Notion's do? `Ask early 0123456789abcdef0123456789abcdef.md`
pub fn is_named(path: &str) -> bool {
    path.split('/').any(|part| marked(part).is_some())
}

/// The name without its digits, and what comes behind them.
fn marked(part: &str) -> Option<(&str, &str)> {
    let (name, ending) = part.rsplit_once('.').unwrap_or((part, ""));
    let name = name.strip_suffix("_all").unwrap_or(name);
    let at = name.len().checked_sub(DIGITS)?;
    let digits = name.get(at..)?;
    let is_hex = digits.chars().all(|letter| letter.is_ascii_digit() || ('a'..='f').contains(&letter));
    let name = name.get(..at)?.trim_end();
    (is_hex && !name.is_empty()).then_some((name, ending))
}

/// `Handbook/Ask early.md`, where no other has that name.
fn plain(path: &str) -> String {
    let part = |part: &str| match marked(part) {
        Some((name, "")) => name.to_owned(),
        Some((name, ending)) => format!("{name}.{ending}"),
        None => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

pub fn unpack(zip: &mut Zipped) -> Result<Unpacked, ImportFault> {
    let mut unpacked = Unpacked::default();
    let paths: Vec<String> = zip.entries.iter().map(|entry| entry.path.clone()).collect();
    let mut times: HashMap<String, usize> = HashMap::new();
    for path in &paths {
        *times.entry(plain(path)).or_default() += 1;
    }
    // A table comes twice, with and without `_all`: the whole one is taken.
    let whole = |path: &str| path.strip_suffix("_all.csv").map(|it| format!("{it}.csv"));
    let wholes: Vec<String> = paths.iter().filter_map(|path| whole(path)).collect();
    let named = |path: &str| {
        let name = plain(path);
        if times.get(&name).is_some_and(|times| *times > 1) && !path.ends_with(".csv") { path.to_owned() } else { name }
    };
    for (at, path) in paths.iter().enumerate() {
        if wholes.contains(path) {
            continue;
        }
        if is_page(path) {
            if let Some(text) = zip.text(at)? {
                unpacked.pages.push((named(path), unmarked(&text)));
            }
        } else if path.ends_with(".csv") {
            if let Some(text) = zip.text(at)? {
                let name = named(path);
                let title = name.rsplit('/').next().unwrap_or(&name).trim_end_matches(".csv").to_owned();
                let page = format!("{}.md", name.trim_end_matches(".csv"));
                let body = table(&text, path, &mut unpacked.losses);
                if unpacked.pages.iter().all(|(known, _)| *known != page) {
                    unpacked.pages.push((page, file(&title, None, &body)));
                }
            }
        } else {
            unpacked.files.push((named(path), at));
        }
    }
    Ok(unpacked)
}

/// Links lead to names without digits, tables to the page that they became.
fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = digits_in(rest) {
        let before = rest[..at].strip_suffix("%20").or_else(|| rest[..at].strip_suffix(' '));
        match before {
            Some(before) => {
                out.push_str(before);
                rest = rest[at + DIGITS..].strip_prefix("_all").unwrap_or(&rest[at + DIGITS..]);
                rest = match rest.strip_prefix(".csv") {
                    Some(after) => {
                        out.push_str(".md");
                        after
                    }
                    None => rest,
                };
            }
            None => {
                out.push_str(&rest[..at + DIGITS]);
                rest = &rest[at + DIGITS..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Where the last 32 of hexadecimal digits in a row begin: the two of `%20` may stand before them.
fn digits_in(text: &str) -> Option<usize> {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let bytes = text.as_bytes();
    let mut run = 0;
    for (at, byte) in bytes.iter().enumerate() {
        run = if is_hex(*byte) { run + 1 } else { 0 };
        if run >= DIGITS && bytes.get(at + 1).is_none_or(|next| !is_hex(*next)) {
            return Some(at + 1 - DIGITS);
        }
    }
    None
}

/// CSV as a table of Markdown.
fn table(text: &str, path: &str, losses: &mut Vec<Loss>) -> String {
    let rows = records(text);
    let Some((head, rest)) = rows.split_first() else { return String::new() };
    let cell = |it: &String| it.replace('|', "\\|").replace('\n', " ");
    let line = |cells: &[String]| format!("| {} |\n", cells.iter().map(cell).collect::<Vec<_>>().join(" | "));
    let mut out = line(head);
    out.push_str(&format!("|{}\n", " --- |".repeat(head.len())));
    rest.iter().take(MOST_ROWS).for_each(|row| out.push_str(&line(row)));
    if rest.len() > MOST_ROWS {
        losses.push(Loss::of_file(path, "a table of more than 500 rows: the first 500 were taken"));
    }
    out
}

/// RFC 4180.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.push(letters.next().unwrap_or('"')),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}
