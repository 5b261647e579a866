//! Reads the demo's texts: one record a line or a paragraph, `key: value`, fields parted by ` | `.

use super::texts;
use base::Day;

#[derive(Clone, Debug)]
pub struct Story {
    pub title: &'static str,
    pub body: &'static str,
    pub profession: &'static str,
    pub product: Option<&'static str>,
    pub hurts: &'static str,
    pub state: &'static str,
    pub year: i16,
    pub retold: Vec<Retold>,
    pub solution: Option<&'static str>,
    pub adoptions: Vec<Taken>,
    pub work: Option<Undertaken>,
    pub not_now: Option<SetAside>,
}

/// The same problem, met by others, in their words.
#[derive(Clone, Debug)]
pub struct Retold {
    pub profession: &'static str,
    pub year: i16,
    pub days: Option<u32>,
    pub words: &'static str,
}

#[derive(Clone, Debug)]
pub struct Taken {
    pub product: &'static str,
    pub year: i16,
    pub days: Option<u32>,
    pub changed: &'static str,
}

#[derive(Clone, Debug)]
pub struct Undertaken {
    pub title: &'static str,
    pub done: u32,
    pub of: u32,
    pub wants: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub struct SetAside {
    pub reason: &'static str,
    pub until: &'static str,
}

/// All written problems, in the order of the files.
pub fn stories() -> Vec<Story> {
    texts::PROBLEMS.iter().flat_map(|file| file.split("\n\n")).filter_map(story).collect()
}

fn story(record: &'static str) -> Option<Story> {
    let first = |key| values(record, key).next();
    Some(Story {
        title: first("title")?,
        body: first("body")?,
        profession: first("profession")?,
        product: first("product").and_then(given),
        hurts: first("hurts")?,
        state: first("state")?,
        year: first("year")?.parse().ok()?,
        retold: values(record, "retold").filter_map(retold).collect(),
        solution: first("solution"),
        adoptions: values(record, "adoption").filter_map(taken).collect(),
        work: first("work").and_then(undertaken),
        not_now: first("not_now").and_then(set_aside),
    })
}

fn values(record: &'static str, key: &'static str) -> impl Iterator<Item = &'static str> {
    record
        .lines()
        .filter_map(move |line| line.split_once(": ").filter(|(name, _)| *name == key))
        .map(|(_, said)| said.trim())
}

fn given(field: &'static str) -> Option<&'static str> {
    (field != "-" && !field.is_empty()).then_some(field)
}

fn fields<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    line.splitn(N, " | ").map(str::trim).collect::<Vec<_>>().try_into().ok()
}

fn retold(line: &'static str) -> Option<Retold> {
    let [profession, year, days, words] = fields(line)?;
    Some(Retold { profession, year: year.parse().ok()?, days: days.parse().ok(), words })
}

fn taken(line: &'static str) -> Option<Taken> {
    let [product, year, days, changed] = fields(line)?;
    Some(Taken { product, year: year.parse().ok()?, days: days.parse().ok(), changed })
}

fn undertaken(line: &'static str) -> Option<Undertaken> {
    let [title, progress, wants] = fields(line)?;
    let (done, of) = progress.split_once('/')?;
    Some(Undertaken { title, done: done.parse().ok()?, of: of.parse().ok()?, wants: given(wants) })
}

fn set_aside(line: &'static str) -> Option<SetAside> {
    let [reason, until] = fields(line)?;
    Some(SetAside { reason, until })
}

/// The lines of a table, without remarks.
pub fn table<const N: usize>(text: &'static str) -> Vec<[&'static str; N]> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).filter_map(fields).collect()
}

/// The words under `[heading]`.
pub fn section(text: &'static str, heading: &str) -> Vec<&'static str> {
    let mut inside = false;
    let mut words = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(name) => inside = name == heading,
            None if inside => words.push(line),
            None => {}
        }
    }
    words
}

/// A page of the handbook as its file says it.
#[derive(Clone, Debug)]
pub struct Leaf {
    pub path: String,
    pub title: String,
    pub owner: String,
    pub reviewed_on: Day,
    pub review_months: u32,
    pub body: String,
}

pub fn leaves() -> Vec<Leaf> {
    texts::handbook().into_iter().filter_map(|(path, text)| leaf(path, &text)).collect()
}

fn leaf(path: String, text: &str) -> Option<Leaf> {
    let (front, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let field = |key: &str| front.lines().filter_map(|line| line.split_once(": ")).find(|(name, _)| *name == key);
    Some(Leaf {
        path,
        title: field("title")?.1.trim().to_owned(),
        owner: field("owner")?.1.trim().to_owned(),
        reviewed_on: Day::parse(field("last_reviewed_on")?.1.trim())?,
        review_months: field("review_in")?.1.split(' ').next()?.parse().ok()?,
        body: body.trim().to_owned(),
    })
}
