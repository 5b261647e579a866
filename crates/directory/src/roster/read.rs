//! Reads a table of people out of bytes: whatever table programs save. Pure.

use super::columns::{Column, is_weak, of_head};
use super::{Line, MOST_LINES, Table, Typed};
use base::{Day, text};

/// Why nothing of a file could be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("The file is empty")]
    Empty,
    #[error("No column is called email: the first line should name the columns, such as email, name, joined")]
    NoEmail,
    #[error("The file has more than 100,000 lines: bring it in in parts")]
    TooLong,
    #[error("The file is no text: save it as CSV in your table program")]
    NoText,
}

pub fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut columns: Vec<Option<Column>> = Vec::new();
    let mut above = 0;
    let mut lines = Counted { text: &text, at: 0, line: 1 };
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, |position| position.line() as usize);
                table.broken.push((line, "This line is no line of a table.".into()));
                continue;
            }
        };
        let number = record.position().map_or(0, |position| lines.at(position.byte() as usize));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if columns.is_empty() {
            let heads = heads(&record);
            if !heads.contains(&Some(Column::Email)) {
                // A title may stand above the table.
                above += 1;
                if above > TITLE_LINES {
                    return Err(Unreadable::NoEmail);
                }
                continue;
            }
            table.unknown = unknown(&record, &heads);
            columns = heads;
            continue;
        }
        if table.lines.len() >= MOST_LINES {
            return Err(Unreadable::TooLong);
        }
        table.lines.push(line(number, &columns, &record));
    }
    if columns.is_empty() { Err(Unreadable::NoEmail) } else { Ok(table) }
}

/// So many lines may stand above the heads.
const TITLE_LINES: usize = 5;

/// What each column is. A head that may mean something else counts only where no better one stands.
fn heads(record: &csv::StringRecord) -> Vec<Option<Column>> {
    let strong: Vec<Column> = record.iter().filter(|head| !is_weak(head)).filter_map(of_head).collect();
    let of = |head: &str| of_head(head).filter(|column| !is_weak(head) || !strong.contains(column));
    record.iter().map(of).collect()
}

/// Counts lines by what stands before a record: readers of tables disagree about where one begins.
struct Counted<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Counted<'_> {
    /// The line of the first sign from `byte` on that ends no line. Called with growing places only.
    fn at(&mut self, byte: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = byte.min(bytes.len());
        while bytes.get(end).is_some_and(|sign| matches!(sign, b'\r' | b'\n')) {
            end += 1;
        }
        self.line += bytes.get(self.at..end).unwrap_or_default().iter().filter(|sign| **sign == b'\n').count();
        self.at = self.at.max(end);
        self.line
    }
}

fn unknown(record: &csv::StringRecord, columns: &[Option<Column>]) -> Vec<String> {
    let heads = record.iter().zip(columns).filter(|(head, column)| column.is_none() && !head.trim().is_empty());
    heads.map(|(head, _)| text::shorten(&text::one_line(head), 60)).collect()
}

/// UTF-8 with or without its mark; UTF-16 with its mark; otherwise as Windows of Western Europe writes.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| western(*byte)).collect(),
        },
    };
    if text.contains('\0') { Err(Unreadable::NoText) } else { Ok(text) }
}

fn utf16(bytes: &[u8], pair: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|two| pair([two[0], two[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// Windows-1252: as Latin 1 but for 0x80 to 0x9F, of which these are met in names and words.
fn western(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// What parts the names of the columns most often.
pub(crate) fn delimiter(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: char| head.matches(sign).count();
    let mut best = (b',', count(','));
    for (sign, byte) in [(';', b';'), ('\t', b'\t'), ('|', b'|')] {
        if count(sign) > best.1 {
            best = (byte, count(sign));
        }
    }
    best.0
}

/// Of two columns that mean the same the first that says something counts.
fn first_said(place: &mut String, cell: String) {
    if place.is_empty() {
        *place = cell;
    }
}

fn first_day(place: &mut Typed, cell: &str) {
    if *place == Typed::Nothing {
        *place = day(cell);
    }
}

fn line(number: usize, columns: &[Option<Column>], record: &csv::StringRecord) -> Line {
    let mut line = Line { number, ..Line::default() };
    let (mut first, mut last) = (String::new(), String::new());
    for (column, cell) in columns.iter().zip(record) {
        let cell = plain(cell);
        match column {
            Some(Column::Email) => first_said(&mut line.email, cell),
            Some(Column::Name) => first_said(&mut line.name, cell),
            Some(Column::FirstName) => first_said(&mut first, cell),
            Some(Column::LastName) => first_said(&mut last, cell),
            Some(Column::Joined) => first_day(&mut line.joined, &cell),
            Some(Column::Left) => first_day(&mut line.left, &cell),
            Some(Column::Unit) => first_said(&mut line.unit, cell),
            Some(Column::Location) => first_said(&mut line.location, cell),
            Some(Column::Manager) => first_said(&mut line.manager, cell),
            Some(Column::Community) => first_said(&mut line.community, cell),
            Some(Column::Level) => first_said(&mut line.level, cell),
            Some(Column::Standing) => first_said(&mut line.standing, cell),
            Some(Column::Route) => first_said(&mut line.route, cell),
            Some(Column::MemberSince) => first_day(&mut line.member_since, &cell),
            Some(Column::Evidence) => first_said(&mut line.evidence, cell),
            None => {}
        }
    }
    if line.name.is_empty() {
        line.name = text::one_line(&format!("{first} {last}"));
    }
    line
}

/// One line of text, without the apostrophe that keeps a cell from being run.
pub(crate) fn plain(cell: &str) -> String {
    let cell = text::clean(cell).trim().to_owned();
    match cell.strip_prefix('\'') {
        Some(rest) if text::is_formula(rest) => rest.to_owned(),
        _ => cell,
    }
}

/// A day as people write it: see below. `None` for what is none.
pub fn read_day(typed: &str) -> Option<Day> {
    match day(typed) {
        Typed::On(day) => Some(day),
        Typed::Nothing | Typed::Wrong(_) => None,
    }
}

/// `2026-11-26`, `26/11/2026`, `26.11.2026`, `26-11-2026`, `26 Nov 2026`, `26 November 2026`; the day comes before the
/// month, as in most of the world. A time behind it is left alone.
pub(super) fn day(cell: &str) -> Typed {
    let typed = cell.trim();
    if typed.is_empty() || typed == "-" {
        return Typed::Nothing;
    }
    let date = typed.split_once('T').filter(|(date, _)| date.len() == 10).map_or(typed, |(date, _)| date);
    let parts: Vec<&str> = date.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let read = match parts.as_slice() {
        [year, month, day, ..] if year.len() == 4 => make(year, month, day),
        [day, month, year, ..] => make(year, month, day),
        _ => None,
    };
    read.map_or_else(|| Typed::Wrong(text::shorten(typed, 40)), Typed::On)
}

fn make(year: &str, month: &str, day: &str) -> Option<Day> {
    let month = month.parse().ok().or_else(|| named(month))?;
    let year: i16 = year.parse().ok()?;
    let year = match year {
        0..=69 => 2_000 + year,
        70..=99 => 1_900 + year,
        year => year,
    };
    let digits: String = day.chars().take_while(char::is_ascii_digit).collect();
    Day::new(year, month, digits.parse().ok()?)
}

fn named(month: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start: String = month.chars().take(3).flat_map(char::to_lowercase).collect();
    MONTHS.iter().position(|known| *known == start).map(|at| at as i8 + 1)
}
