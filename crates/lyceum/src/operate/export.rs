//! Everything one may take, in open formats: tables as CSV and as JSON lines, pages as Markdown with front matter.
//!
//! Private things (secrets, sessions, what people looked for, drafts) have no line in the list of tables, so they
//! cannot leave by this door.

use super::store::{self, Page, TABLES, TableText};
use super::{register, standards};
use crate::cli::Trouble;
use ::store::Store;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Component, Path, PathBuf};

/// Writes the folder `to`, which must not exist yet; answers what was written and how much of it.
pub fn export(store: &Store, to: &Path) -> Result<Vec<(String, u64)>, Trouble> {
    if to.exists() {
        return Err(Trouble::said(format!("{} exists already; name a new folder", to.display())));
    }
    std::fs::create_dir_all(to)?;
    let mut written = Vec::new();
    store.snapshot(|conn| {
        for table in TABLES.iter().chain(&standards::TABLES).chain(&register::TABLES) {
            written.push((format!("{}.csv, .jsonl", table.name), write_table(conn, table, to)?));
        }
        written.push(("handbooks/*.md".into(), write_pages(conn, &to.join("handbooks"))?));
        let concepts = knowledge::vocabulary::told(conn)?;
        let turtle = knowledge::vocabulary::skos::turtle(&concepts, "urn:lyceum:vocabulary", "Vocabulary")?;
        std::fs::write(to.join("vocabulary.ttl"), turtle)?;
        written.push(("vocabulary.ttl".into(), concepts.len() as u64));
        Ok::<_, Trouble>(())
    })?;
    std::fs::write(to.join("README.md"), README)?;
    Ok(written)
}

const README: &str = "# What is in here\n\nEach table stands here twice, with the same rows: as CSV (UTF-8, comma, \
first row names the columns; a cell that a spreadsheet would run as a formula begins with an apostrophe) and as JSON \
lines. Days are written 2026-11-23, times RFC 3339 in UTC. Pages are Markdown with front matter, by handbook and path. The vocabulary is SKOS in Turtle. \
Private things are not in here. \
`lyceum import organisation` reads the CSV tables of this folder and brings the organisation into another one.\n";

fn write_table(conn: &mut ::store::Conn, table: &TableText, to: &Path) -> Result<u64, Trouble> {
    let mut csv = csv::Writer::from_path(to.join(format!("{}.csv", table.name))).map_err(Trouble::said)?;
    let mut json = BufWriter::new(File::create(to.join(format!("{}.jsonl", table.name)))?);
    let mut count = 0;
    let mut fault = csv.write_record(table.columns).map_err(Trouble::said).err();
    store::each_row(conn, table, &mut |cells| {
        count += 1;
        let written = csv
            .write_record(cells.iter().map(|cell| harmless(cell.as_deref().unwrap_or(""))))
            .map_err(Trouble::said)
            .and_then(|()| Ok(writeln!(json, "{}", object(table.columns, cells))?));
        fault = fault.take().or(written.err());
    })?;
    if let Some(fault) = fault {
        return Err(fault);
    }
    csv.flush()?;
    json.flush()?;
    Ok(count)
}

/// Spreadsheets run cells that begin like a formula. With an apostrophe before it, a cell is text; one that has
/// apostrophes before such a sign already gets one more, so that [`as_written`] gives back what was there.
pub fn harmless(cell: &str) -> String {
    if base::text::is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// What [`harmless`] was given.
pub fn as_written(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| base::text::is_formula(rest)).unwrap_or(cell)
}

fn object(columns: &[&str], cells: &[Option<String>]) -> serde_json::Value {
    let pairs = columns.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), serde_json::json!(cell)));
    serde_json::Value::Object(pairs.collect())
}

fn write_pages(conn: &mut ::store::Conn, to: &Path) -> Result<u64, Trouble> {
    let (mut count, mut fault) = (0, None);
    store::each_page(conn, &mut |page| {
        count += 1;
        fault = fault.take().or(write_page(to, &page).err());
    })?;
    fault.map_or(Ok(count), Err)
}

fn write_page(to: &Path, page: &Page) -> Result<(), Trouble> {
    let path = to.join(safe(&page.handbook)).join(with_md(&safe(&page.path)));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut text = String::from("---\n");
    for (name, value) in [
        ("title", Some(&page.title)),
        ("owner", page.owner.as_ref()),
        ("reviewed_on", page.reviewed_on.as_ref()),
        ("review_on", page.review_on.as_ref()),
    ] {
        if let Some(value) = value {
            text.push_str(&format!("{name}: {}\n", serde_json::json!(value)));
        }
    }
    text.push_str(&format!("reference: H {}\nversion: {}\n---\n\n{}\n", page.number, page.version, page.body));
    Ok(std::fs::write(path, text)?)
}

/// Only plain steps downwards: a path from a source decides nothing about this disk.
fn safe(path: &str) -> PathBuf {
    let steps = Path::new(path).components().filter(|step| matches!(step, Component::Normal(_)));
    let kept: PathBuf = steps.collect();
    if kept.as_os_str().is_empty() { PathBuf::from("page") } else { kept }
}

fn with_md(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("page").to_owned();
    path.with_file_name(format!("{stem}.md"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_looks_like_a_formula_is_harmless() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("Ada"), "Ada");
        for cell in ["=1+1", "'=1+1", "''-3", "Ada", "'tis", "", "'", "-", "@a"] {
            assert_eq!(as_written(&harmless(cell)), cell);
        }
    }

    #[test]
    fn a_path_from_a_source_cannot_leave_the_folder() {
        assert_eq!(safe("../../etc/passwd"), PathBuf::from("etc/passwd"));
        assert_eq!(safe("/"), PathBuf::from("page"));
        assert_eq!(with_md(Path::new("source/a.html.md.erb")), PathBuf::from("source/a.md"));
    }
}
