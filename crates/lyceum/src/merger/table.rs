//! A table of an export, row by row; each fault knows its file and line.

use super::BadExport;
use super::papers::{Papers, file};
use crate::operate::export::as_written;
use base::{Day, Moment, Uuid, text};
use std::collections::HashSet;

/// More rows than this are no organisation's.
const MOST_ROWS: usize = 1_000_000;
/// A cell may be as long as a page, and a little more.
const LONGEST_CELL: usize = 2 << 20;
/// One with a file's content, four letters for three bytes, may be as long as the largest file.
const LONGEST_FILE: usize = 14 << 20;

pub struct Row<'a> {
    table: &'static str,
    pub line: u64,
    columns: &'a [usize],
    names: &'static [&'static str],
    record: &'a csv::StringRecord,
}

/// Calls `visit` with each row of `table`, whose head must name `columns`.
pub fn each(
    papers: &Papers,
    table: &'static str,
    columns: &'static [&'static str],
    mut visit: impl FnMut(&Row<'_>) -> Result<(), BadExport>,
) -> Result<(), BadExport> {
    // Those that must be there were asked for when the papers were taken.
    if !papers.has(table) {
        return Ok(());
    }
    let bad = |line, words: String| BadExport { file: file(table), line, words };
    let text = papers.text(table).trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| unreadable(table, &error))?.clone();
    let mut seen = HashSet::new();
    if let Some(twice) = head.iter().find(|name| !seen.insert(*name)) {
        return Err(bad(1, format!("names the column {} twice.", text::shorten(twice, 40))));
    }
    let mut places = Vec::with_capacity(columns.len());
    for column in columns {
        let place = head.iter().position(|name| name == *column);
        places.push(place.ok_or_else(|| bad(1, format!("has no column {column}.")))?);
    }
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    while reader.read_record(&mut record).map_err(|error| unreadable(table, &error))? {
        let line = record.position().map_or(0, |at| at.line());
        rows += 1;
        if rows > MOST_ROWS {
            return Err(bad(line, "is one line too many: a million is the most.".into()));
        }
        let longest = if table == "files" { LONGEST_FILE } else { LONGEST_CELL };
        if record.iter().any(|cell| cell.len() > longest) {
            return Err(bad(line, format!("holds a cell of more than {} MiB.", longest >> 20)));
        }
        visit(&Row { table, line, columns: &places, names: columns, record: &record })?;
    }
    Ok(())
}

fn unreadable(table: &'static str, error: &csv::Error) -> BadExport {
    let (line, words) = match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            (pos.as_ref().map_or(0, |at| at.line()), format!("has {len} cells where the head has {expected_len}."))
        }
        _ => (error.position().map_or(0, |at| at.line()), "cannot be read as CSV.".to_owned()),
    };
    BadExport { file: file(table), line, words }
}

impl Row<'_> {
    pub fn bad(&self, column: &str, words: &str) -> BadExport {
        BadExport { file: file(self.table), line: self.line, words: format!("{column}: {words}") }
    }

    fn quoted(&self, column: &str, end: &str) -> BadExport {
        self.bad(column, &format!("“{}” {end}", text::shorten(&text::one_line(&text::clean(self.text(column))), 60)))
    }

    /// The cell as it was written; empty when there is none of this name, which the head has ruled out.
    pub fn text(&self, column: &str) -> &str {
        let place = self.names.iter().position(|name| *name == column).and_then(|at| self.columns.get(at));
        as_written(place.and_then(|at| self.record.get(*at)).unwrap_or(""))
    }

    pub fn some(&self, column: &str) -> Option<String> {
        Some(text::clean(self.text(column))).filter(|kept| !kept.is_empty())
    }

    /// One line of 1 to `most` characters.
    pub fn line_of(&self, column: &str, most: usize) -> Result<String, BadExport> {
        text::required_line(self.text(column), most).map_err(|fault| self.bad(column, &format!("{fault}.")))
    }

    /// 1 to `most` characters.
    pub fn words_of(&self, column: &str, most: usize) -> Result<String, BadExport> {
        text::required(self.text(column), most).map_err(|fault| self.bad(column, &format!("{fault}.")))
    }

    /// At most `most` characters.
    pub fn at_most(&self, column: &str, most: usize) -> Result<String, BadExport> {
        let kept = text::optional(self.text(column), most).map_err(|fault| self.bad(column, &format!("{fault}.")))?;
        Ok(kept.unwrap_or_default())
    }

    pub fn id(&self, column: &str) -> Result<Uuid, BadExport> {
        self.text(column).parse().map_err(|_| self.quoted(column, "is no id."))
    }

    pub fn some_id(&self, column: &str) -> Result<Option<Uuid>, BadExport> {
        if self.text(column).is_empty() { Ok(None) } else { self.id(column).map(Some) }
    }

    pub fn number(&self, column: &str) -> Result<i64, BadExport> {
        let number = self.text(column).parse().ok().filter(|number| (0..=1_000_000_000).contains(number));
        number.ok_or_else(|| self.quoted(column, "is no number."))
    }

    /// A figure in thousandths, which may lie below nothing.
    pub fn whole(&self, column: &str) -> Result<i64, BadExport> {
        let figure =
            self.text(column).parse().ok().filter(|it| (-1_000_000_000_000_000..=1_000_000_000_000_000).contains(it));
        figure.ok_or_else(|| self.quoted(column, "is no whole number."))
    }

    /// Whole days of work: 0 to 3650.
    pub fn days(&self, column: &str) -> Result<Option<i64>, BadExport> {
        if self.text(column).is_empty() {
            return Ok(None);
        }
        let days = self.number(column)?;
        if days > 3_650 { Err(self.quoted(column, "is more than ten years of days.")) } else { Ok(Some(days)) }
    }

    pub fn day(&self, column: &str) -> Result<Day, BadExport> {
        let day = Day::parse(self.text(column)).filter(|day| (1900..=2200).contains(&day.year()));
        day.ok_or_else(|| self.quoted(column, "is no day such as 2026-11-23."))
    }

    pub fn some_day(&self, column: &str) -> Result<Option<Day>, BadExport> {
        if self.text(column).is_empty() { Ok(None) } else { self.day(column).map(Some) }
    }

    /// The last day of something that began on `from`.
    pub fn day_after(&self, column: &str, from: Day) -> Result<Option<Day>, BadExport> {
        match self.some_day(column)? {
            Some(to) if to < from => Err(self.bad(column, "this day lies before the first.")),
            other => Ok(other),
        }
    }

    pub fn moment(&self, column: &str) -> Result<Moment, BadExport> {
        let at = Moment::parse(self.text(column)).filter(|at| (1900..=2200).contains(&at.day().year()));
        at.ok_or_else(|| self.quoted(column, "is no time such as 2026-11-23T10:00:00Z."))
    }

    /// A word that `known` knows.
    pub fn word<T>(&self, column: &str, known: impl Fn(&str) -> Option<T>) -> Result<T, BadExport> {
        known(self.text(column)).ok_or_else(|| self.quoted(column, "is none that is known."))
    }

    pub fn some_word<T>(&self, column: &str, known: impl Fn(&str) -> Option<T>) -> Result<Option<T>, BadExport> {
        if self.text(column).is_empty() { Ok(None) } else { self.word(column, known).map(Some) }
    }
}
