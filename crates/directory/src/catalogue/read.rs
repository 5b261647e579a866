//! Reads a table of products out of bytes. Pure.

use crate::roster::{decode, delimiter, plain, read_day};
use base::{Day, text};

/// More lines than this are several files.
const MOST_LINES: usize = 50_000;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("The file is empty")]
    Empty,
    #[error("No column is called product: the first line should name the columns, such as product, phase, email")]
    NoProduct,
    #[error("The file has more than 50,000 lines: bring it in in parts")]
    TooLong,
    #[error("The file is no text: save it as CSV in your table program")]
    NoText,
}

/// A line as it was read; empty cells are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1, the head of the table first.
    pub number: usize,
    pub product: String,
    pub phase: String,
    /// What is no day is told; `None` for an empty cell.
    pub since: Option<Result<Day, String>>,
    pub unit: String,
    pub purpose: String,
    pub email: String,
    pub profession: String,
    pub share: String,
    pub from: Option<Result<Day, String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub lines: Vec<Line>,
    /// Heads that nothing is known by.
    pub unknown: Vec<String>,
}

const COLUMNS: [(&str, &[&str]); 9] = [
    ("product", &["product", "service", "product name", "name"]),
    ("phase", &["phase", "stage"]),
    ("since", &["since", "phase since", "in phase since"]),
    ("unit", &["unit", "business unit", "run by", "directorate"]),
    ("purpose", &["purpose", "description", "what it is for"]),
    ("email", &["email", "e-mail", "mail", "person", "address"]),
    ("profession", &["profession", "role", "community"]),
    ("share", &["share", "share of time", "percent", "allocation"]),
    ("from", &["from", "on the team since", "joined"]),
];

fn column(head: &str) -> Option<&'static str> {
    let head = text::one_line(head).trim_start_matches('\u{feff}').to_lowercase();
    COLUMNS.iter().find(|(_, names)| names.contains(&head.as_str())).map(|(column, _)| *column)
}

pub fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    let text = decode(bytes).map_err(|_| Unreadable::NoText)?;
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut columns: Vec<Option<&'static str>> = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let Ok(record) = record else { continue };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if columns.is_empty() {
            columns = record.iter().map(column).collect();
            if !columns.contains(&Some("product")) {
                return Err(Unreadable::NoProduct);
            }
            let unknown =
                record.iter().zip(&columns).filter(|(head, column)| column.is_none() && !head.trim().is_empty());
            table.unknown = unknown.map(|(head, _)| text::one_line(head)).collect();
            continue;
        }
        if table.lines.len() >= MOST_LINES {
            return Err(Unreadable::TooLong);
        }
        table.lines.push(line(at + 1, &record, &columns));
    }
    if columns.is_empty() { Err(Unreadable::Empty) } else { Ok(table) }
}

fn line(number: usize, record: &csv::StringRecord, columns: &[Option<&'static str>]) -> Line {
    let cell = |name: &str| {
        let at = columns.iter().position(|column| *column == Some(name));
        plain(at.and_then(|at| record.get(at)).unwrap_or_default())
    };
    let day = |name: &str| {
        let typed = cell(name);
        (!typed.is_empty()).then(|| read_day(&typed).ok_or(typed))
    };
    Line {
        number,
        product: cell("product"),
        phase: cell("phase").to_lowercase(),
        since: day("since"),
        unit: cell("unit"),
        purpose: cell("purpose"),
        email: cell("email"),
        profession: cell("profession"),
        share: cell("share").trim_end_matches('%').trim().to_owned(),
        from: day("from"),
    }
}
