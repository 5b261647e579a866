//! Standards as files: tables of points and of prompts, Markdown beside them. Pure but for [`folder`].
//!
//! `points.csv` has `standard version, point, title, description` and, where somebody leads, `leads`; `prompts.csv` has `standard version, point, phase,
//! kind, text`. In `version-N/standard-NN.md` stands the guidance of a point, in `version-N/index.md` what a version is
//! called. Cells are known by the heads of their columns; only the point's title must be there.

use super::{Point, Prompt};
use base::{CommunityId, Uuid, text};
use std::collections::BTreeMap;
use std::path::Path;

/// The standard that ships, in our own words.
pub const STARTER: &str = include_str!("starter.csv");
/// What a team is asked at its phases.
pub const STARTER_PROMPTS: &str = include_str!("starter-prompts.csv");
/// Which profession leads on which of its points, by words of its name.
pub const STARTER_LEADS: &[(i64, &str)] = &[
    (1, "user research"),
    (3, "design"),
    (4, "design"),
    (5, "delivery"),
    (6, "product"),
    (7, "engineering"),
    (8, "engineering"),
    (10, "data"),
];

/// A table larger than this is none that people wrote.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// A point and the version that its line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub version: i64,
    pub point: Point,
}

/// A whole version as files tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionTold {
    pub title: String,
    pub points: Vec<Point>,
    pub prompts: Vec<Prompt>,
}

/// A column by any of its names, in small letters.
fn column(head: &csv::StringRecord, names: &[&str]) -> Option<usize> {
    head.iter().position(|cell| names.contains(&cell.trim().trim_start_matches('\u{feff}').to_lowercase().as_str()))
}

fn rows(table: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes())
}

fn cell(record: &csv::StringRecord, at: Option<usize>) -> &str {
    at.and_then(|at| record.get(at)).unwrap_or_default().trim()
}

/// Points of one table, in the order of versions and numbers. What cannot be read is said with its line.
pub fn points_of(table: &str) -> Result<Vec<Told>, String> {
    let mut reader = rows(table);
    let head = reader.headers().map_err(|error| error.to_string())?.clone();
    let version = column(&head, &["standard version", "version"]);
    let number = column(&head, &["point", "number"]);
    let title = column(&head, &["title", "point title"]).ok_or("The table needs a column with the head: title")?;
    let description = column(&head, &["description", "summary"]);
    let leads = column(&head, &["leads", "led by", "profession"]);
    let mut told: Vec<Told> = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let line = at + 2;
        let record = record.map_err(|_| format!("Line {line} is no line of a table"))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let whole = |at: Option<usize>, otherwise: i64, what: &str| match cell(&record, at) {
            "" => Ok(otherwise),
            word => word.parse::<i64>().ok().filter(|number| (1..=1_000).contains(number)).ok_or_else(|| {
                format!(
                    "Line {line}: the {what} is a number from 1 on, not \u{201c}{}\u{201d}",
                    text::shorten(word, 40)
                )
            }),
        };
        let version = whole(version, 1, "version")?;
        let next = told.iter().filter(|it| it.version == version).count() as i64 + 1;
        let number = whole(number, next, "point")?;
        let title = cell(&record, Some(title)).to_owned();
        if title.is_empty() {
            return Err(format!("Line {line} has no title"));
        }
        if told.iter().any(|it| it.version == version && it.point.number == number) {
            return Err(format!("Line {line}: point {number} of version {version} stands here twice"));
        }
        let description = cell(&record, description).to_owned();
        // Which community that is, is found when it is made.
        let named = |name: &str| (CommunityId(Uuid::nil()), name.to_owned());
        let leads = Some(cell(&record, leads)).filter(|name| !name.is_empty()).map(named);
        told.push(Told { version, point: Point { number, title, description, leads, guidance: String::new() } });
    }
    told.sort_by_key(|it| (it.version, it.point.number));
    Ok(told)
}

/// Prompts with the version that each names, in the order of the table.
pub fn prompts_of(table: &str) -> Result<Vec<(i64, Prompt)>, String> {
    let mut reader = rows(table);
    let head = reader.headers().map_err(|error| error.to_string())?.clone();
    let version = column(&head, &["standard version", "version"]);
    let point = column(&head, &["point"]).ok_or("The table needs a column with the head: point")?;
    let phase = column(&head, &["phase"]).ok_or("The table needs a column with the head: phase")?;
    let kind = column(&head, &["kind"]);
    let words = column(&head, &["text", "words"]).ok_or("The table needs a column with the head: text")?;
    let mut told = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let line = at + 2;
        let record = record.map_err(|_| format!("Line {line} is no line of a table"))?;
        let number = |at: Option<usize>| cell(&record, at).parse::<i64>().ok();
        let (Some(point), words) = (number(Some(point)), cell(&record, Some(words))) else {
            return Err(format!("Line {line}: the point is a number"));
        };
        if words.is_empty() {
            continue;
        }
        let kind = match cell(&record, kind) {
            "" | "question" => "questions",
            other => other,
        };
        let prompt = Prompt {
            point,
            phase: cell(&record, Some(phase)).to_lowercase(),
            kind: text::shorten(kind, 80),
            words: text::shorten(words, 1_000),
        };
        told.push((if version.is_some() { number(version).unwrap_or(1) } else { 1 }, prompt));
    }
    Ok(told)
}

/// What stands between two lines of `---` at the beginning, and what follows it.
fn front(markdown: &str) -> (&str, &str) {
    let rest = markdown.trim_start_matches('\u{feff}').strip_prefix("---\n");
    rest.and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", markdown))
}

fn front_value(front: &str, name: &str) -> Option<String> {
    let line = front.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    Some(line.trim().trim_matches('"').to_owned()).filter(|value| !value.is_empty())
}

/// Versions of a folder, or of a single table of points, by their numbers.
///
/// # Errors
/// A file that cannot be read, or what is wrong in it, as a sentence with the file's name.
pub fn folder(path: &Path) -> Result<BTreeMap<i64, VersionTold>, String> {
    let is_table = path.is_file();
    let table = if is_table { path.to_owned() } else { path.join("points.csv") };
    let mut versions: BTreeMap<i64, VersionTold> = BTreeMap::new();
    for told in points_of(&text_of(&table)?).map_err(|fault| format!("{}: {fault}", table.display()))? {
        versions.entry(told.version).or_default().points.push(told.point);
    }
    let prompts = path.join("prompts.csv");
    if !is_table && prompts.is_file() {
        let told = prompts_of(&text_of(&prompts)?).map_err(|fault| format!("{}: {fault}", prompts.display()))?;
        for (version, prompt) in told {
            if let Some(known) = versions.get_mut(&version) {
                known.prompts.push(prompt);
            }
        }
    }
    if is_table {
        return Ok(versions);
    }
    for (number, version) in &mut versions {
        let beside = path.join(format!("version-{number}"));
        if let Ok(index) = text_of(&beside.join("index.md")) {
            version.title = front_value(front(&index).0, "caption").unwrap_or_default();
        }
        for point in &mut version.points {
            if let Ok(markdown) = text_of(&beside.join(format!("standard-{:02}.md", point.number))) {
                point.guidance = front(&markdown).1.trim().to_owned();
            }
        }
    }
    Ok(versions)
}

fn text_of(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?.len();
    if size > MOST_BYTES {
        return Err(format!("{} is larger than 8 MB", path.display()));
    }
    let bytes = std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
