//! From bytes to rows: CSV with any of the usual separators, or JSON lines. Broken encoding becomes U+FFFD.

use super::columns::field_of;
use super::{MOST_ROW_BYTES, MOST_ROWS, Row};
use std::io::{BufRead, BufReader, Read};

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    JsonLines,
}

impl Format {
    /// By the name's end; what ends in neither is looked at by its first sign.
    pub fn of(name: &str, beginning: &[u8]) -> Self {
        let name = name.to_lowercase();
        let json = [".jsonl", ".ndjson", ".json"].iter().any(|end| name.ends_with(end));
        let csv = [".csv", ".tsv"].iter().any(|end| name.ends_with(end));
        let first = beginning.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(*byte));
        if json || (!csv && first == Some(&b'{')) { Format::JsonLines } else { Format::Csv }
    }
}

/// Why a row, or the rest of the file, was not read: the line and the words.
pub type Unread = (u64, String);

/// Calls `each` with every row, or with what is wrong with it. An error that no reading can go on after is the answer.
pub fn rows(input: impl Read, format: Format, each: impl FnMut(Result<Row, Unread>)) -> Result<(), Unread> {
    match format {
        Format::Csv => csv_rows(input, each),
        Format::JsonLines => json_rows(input, each),
    }
}

fn csv_rows(input: impl Read, mut each: impl FnMut(Result<Row, Unread>)) -> Result<(), Unread> {
    let mut input = BufReader::with_capacity(64 * 1024, input);
    let beginning = input.fill_buf().map_err(|error| (0, format!("The file cannot be read: {error}")))?;
    let bom = beginning.starts_with(b"\xef\xbb\xbf");
    let separator = separator(beginning);
    // The reader stops between a line's two end signs, and so counts one line too few.
    let two_signs = beginning.split_inclusive(|byte| *byte == b'\n').next().is_some_and(|line| line.ends_with(b"\r\n"));
    let first = u64::from(two_signs);
    if bom {
        input.consume(3);
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(input);
    let headers = reader.byte_headers().map_err(|error| (1, format!("The first line cannot be read: {error}")))?;
    let fields: Vec<_> = headers.iter().map(|name| field_of(&String::from_utf8_lossy(name))).collect();
    if !fields.contains(&Some("statement")) && !fields.contains(&Some("title")) {
        return Err((1, "The first line must name the columns, and one of them must be “statement”".into()));
    }
    let mut record = csv::ByteRecord::new();
    let mut count = 0;
    loop {
        let before = reader.position().line() + first;
        match reader.read_byte_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) => return Err((before, format!("The file cannot be read further: {error}"))),
        }
        let line = record.position().map_or(before, |position| position.line() + first);
        count += 1;
        if count > MOST_ROWS {
            return Err((line, format!("At most {MOST_ROWS} rows are taken; split the file")));
        }
        if record.as_slice().len() > MOST_ROW_BYTES {
            each(Err((line, format!("This row is longer than {MOST_ROW_BYTES} bytes"))));
            continue;
        }
        let mut row = Row { line, ..Row::default() };
        for (field, cell) in fields.iter().zip(record.iter()) {
            if let Some(field) = field {
                row.put(field, &String::from_utf8_lossy(cell));
            }
        }
        each(Ok(row));
    }
}

/// The sign that the first line has most of: comma, semicolon or tab.
fn separator(beginning: &[u8]) -> u8 {
    let line = beginning.split(|byte| *byte == b'\n').next().unwrap_or(beginning);
    let count = |sign: u8| line.iter().filter(|byte| **byte == sign).count();
    // The comma wins where counts are equal, so it stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

fn json_rows(input: impl Read, mut each: impl FnMut(Result<Row, Unread>)) -> Result<(), Unread> {
    let mut input = BufReader::new(input);
    let mut count = 0;
    for line in 1.. {
        let mut bytes = Vec::new();
        let read = (&mut input).take(MOST_ROW_BYTES as u64 + 1).read_until(b'\n', &mut bytes);
        if read.map_err(|error| (line, format!("The file cannot be read: {error}")))? == 0 {
            break;
        }
        if bytes.len() > MOST_ROW_BYTES {
            each(Err((line, format!("This row is longer than {MOST_ROW_BYTES} bytes"))));
            skip_line(&mut input, &bytes).map_err(|error| (line, format!("The file cannot be read: {error}")))?;
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        count += 1;
        if count > MOST_ROWS {
            return Err((line, format!("At most {MOST_ROWS} rows are taken; split the file")));
        }
        each(json_row(line, text));
    }
    Ok(())
}

fn skip_line(input: &mut impl BufRead, read: &[u8]) -> std::io::Result<()> {
    if read.ends_with(b"\n") {
        return Ok(());
    }
    loop {
        let (length, ended) = {
            let part = input.fill_buf()?;
            match part.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (part.len(), part.is_empty()),
            }
        };
        input.consume(length);
        if ended {
            return Ok(());
        }
    }
}

fn json_row(line: u64, text: &str) -> Result<Row, Unread> {
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|error| (line, format!("This line is not JSON: {error}")))?;
    let object = value.as_object().ok_or((line, "Each line must be one JSON object, in braces".to_owned()))?;
    let mut row = Row { line, ..Row::default() };
    for (name, value) in object {
        let Some(field) = field_of(name) else { continue };
        match value {
            serde_json::Value::String(text) => row.put(field, text),
            serde_json::Value::Number(number) => row.put(field, &number.to_string()),
            serde_json::Value::Null => {}
            serde_json::Value::Object(inner) => {
                // A product or community written as an object is meant by its name.
                let named = ["name", "title", "slug"].iter().find_map(|key| inner.get(*key)?.as_str());
                row.put(field, named.unwrap_or_default());
            }
            _ => return Err((line, format!("“{name}” must be text"))),
        }
    }
    Ok(row)
}
