//! Bring rows in: problems first, then those that are the same as another one, each in a transaction of its own batch.

use super::read::{Format, rows};
use super::{Row, store};
use crate::problem::{self, Entry, Problem, ProblemId, ProblemState, Record};
use crate::refusal::Refusal;
use crate::sighting::{self, Sight};
use crate::solution::{self, Solve};
use ::store::{Store, Tx};
use base::{Act, Day, Moment, chance, text};
use std::collections::HashMap;
use std::io::Read;

/// How many rows share a transaction.
const AT_ONCE: usize = 200;

/// What was wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Of the file, counted from 1; 0 when it is none in particular.
    pub line: u64,
    pub words: String,
    /// The row was not taken; otherwise it was, without what is named.
    pub lost: bool,
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub rows: usize,
    pub problems: usize,
    pub sightings: usize,
    pub solutions: usize,
    /// Rows that were here already.
    pub known: usize,
    pub troubles: Vec<Trouble>,
}

impl Report {
    /// Rows that were not taken.
    pub fn lost(&self) -> usize {
        self.troubles.iter().filter(|trouble| trouble.lost).count()
    }

    fn note(&mut self, line: u64, words: impl Into<String>, lost: bool) {
        self.troubles.push(Trouble { line, words: words.into(), lost });
    }

    fn add(&mut self, other: Report) {
        self.problems += other.problems;
        self.sightings += other.sightings;
        self.solutions += other.solutions;
        self.known += other.known;
        self.troubles.extend(other.troubles);
    }
}

/// Reads the whole file, then writes. `progress` is told how many rows of how many are done.
/// Never call it from an async function.
pub fn import_problems(
    store: &Store,
    act: &Act,
    input: impl Read,
    format: Format,
    mut progress: impl FnMut(usize, usize),
) -> Result<Report, Refusal> {
    let mut report = Report::default();
    let mut all = Vec::new();
    let read = rows(input, format, |row| match row {
        Ok(row) => all.push(row),
        Err((line, words)) => report.note(line, words, true),
    });
    if let Err((line, words)) = read {
        report.note(line, words, true);
    }
    report.rows = all.len();
    let total = all.len();
    let (first, same): (Vec<Row>, Vec<Row>) = all.into_iter().partition(|row| row.same_as.is_empty());
    let mut made: HashMap<String, ProblemId> = HashMap::new();
    let mut done = 0;
    for batch in first.chunks(AT_ONCE) {
        let (part, names) = write(store, act, batch, &HashMap::new(), false)?;
        report.add(part);
        made.extend(names);
        done += batch.len();
        progress(done, total);
    }
    // A row may be the same as one that is itself the same as another: as long as some find theirs, go on.
    let mut waiting = same;
    loop {
        let before = waiting.len();
        let mut later = Vec::new();
        let (ready, rest): (Vec<Row>, Vec<Row>) =
            waiting.into_iter().partition(|row| finds(store, &made, &row.same_as).unwrap_or(false));
        later.extend(rest);
        for batch in ready.chunks(AT_ONCE) {
            let (part, names) = write(store, act, batch, &made, true)?;
            report.add(part);
            made.extend(names);
            done += batch.len();
            progress(done, total);
        }
        waiting = later;
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    for batch in waiting.chunks(AT_ONCE) {
        // Whatever it is the same as is not here: better a problem of its own than a loss.
        for row in batch {
            report.note(
                row.line,
                format!("Nothing here is called “{}”: taken as a problem of its own", text::shorten(&row.same_as, 60)),
                false,
            );
        }
        let (part, _) = write(store, act, batch, &HashMap::new(), false)?;
        report.add(part);
        done += batch.len();
        progress(done, total);
    }
    report.troubles.sort_by_key(|trouble| trouble.line);
    Ok(report)
}

type Names = HashMap<String, ProblemId>;

fn write(store: &Store, act: &Act, batch: &[Row], made: &Names, same: bool) -> Result<(Report, Names), Refusal> {
    let (act, batch, made) = (act.clone(), batch.to_vec(), made.clone());
    store.write_blocking(move |tx| {
        let (mut report, mut names) = (Report::default(), Names::new());
        for row in &batch {
            let brought =
                if same { bring_same(tx, &act, row, &made, &mut report) } else { bring(tx, &act, row, &mut report) };
            match brought {
                Ok(id) => names.extend(names_of(row).into_iter().map(|name| (name, id))),
                Err(Refusal::Store(error)) => return Err(Refusal::Store(error)),
                Err(refusal) => report.note(row.line, refusal.to_string(), true),
            }
        }
        Ok((report, names))
    })
}

/// What other rows may call this one.
fn names_of(row: &Row) -> Vec<String> {
    [&row.reference, &row.statement, &row.title]
        .into_iter()
        .map(|name| plain(name))
        .filter(|name| !name.is_empty())
        .collect()
}

fn plain(name: &str) -> String {
    text::one_line(&text::clean(name)).to_lowercase()
}

fn finds(store: &Store, made: &Names, name: &str) -> Result<bool, Refusal> {
    if made.contains_key(&plain(name)) {
        return Ok(true);
    }
    store.read(|conn| Ok(store::find_named(conn, name)?.is_some()))
}

/// The row's own words, so that the same row is known again whatever stands beside it.
fn source_of(row: &Row) -> String {
    chance::hash_secret(&format!("import\n{}\n{}", plain(&row.reference), plain(&said(row))))
}

fn said(row: &Row) -> String {
    if row.statement.is_empty() { row.title.clone() } else { row.statement.clone() }
}

fn bring(tx: &mut Tx<'_>, act: &Act, row: &Row, report: &mut Report) -> Result<ProblemId, Refusal> {
    let source = source_of(row);
    if let Some(known) = problem::find_by_source(tx, &source)? {
        report.known += 1;
        return Ok(known.id);
    }
    let stated_on = stated_on(row, report);
    let input = Record {
        statement: said(row),
        title: if row.statement.is_empty() {
            String::new()
        } else {
            text::shorten(&row.title, problem::statement::TITLE_MOST)
        },
        hurts: text::shorten(&text::clean(&row.who), 500),
        product: product(tx, row, report)?,
        community: community(tx, row, report)?,
        different: String::new(),
        stated_on,
        source: Some(source),
    };
    let made = problem::record(tx, act, input)?;
    report.problems += 1;
    enter_state(tx, act, row, &made, report)?;
    Ok(made.id)
}

/// Its state, where the row says one.
fn enter_state(tx: &mut Tx<'_>, act: &Act, row: &Row, made: &Problem, report: &mut Report) -> Result<(), Refusal> {
    let solution = text::clean(&row.solution);
    if !solution.is_empty() && !is_no(&solution) {
        let input = Solve { solved_on: Some(made.stated_on), ..Solve::of(made.id, &text::shorten(&solution, 20_000)) };
        solution::solve(tx, act, input)?;
        report.solutions += 1;
        return Ok(());
    }
    let state = match state_of(&row.state) {
        Some(ProblemState::Open) => return Ok(()),
        Some(ProblemState::Solved) => {
            report.note(row.line, "It says solved, but not how: taken as open", false);
            return Ok(());
        }
        Some(state) => state,
        None => {
            report.note(row.line, format!("“{}” is no state: taken as open", text::shorten(&row.state, 40)), false);
            return Ok(());
        }
    };
    let reason = text::shorten(&text::clean(&row.reason), 1_000);
    let reason = if reason.is_empty() { "Brought in from a file." } else { &reason };
    let entry = Entry {
        state,
        on: made.stated_on,
        at: act.now,
        decided_by: act.person(),
        reason: Some(reason),
        comes_back_on: None,
        comes_back_when: None,
    };
    Ok(problem::enter_state(tx, act, made.id, &entry)?)
}

fn bring_same(tx: &mut Tx<'_>, act: &Act, row: &Row, made: &Names, report: &mut Report) -> Result<ProblemId, Refusal> {
    let id = match made.get(&plain(&row.same_as)) {
        Some(id) => *id,
        None => store::find_named(tx, &row.same_as)?.ok_or(Refusal::Missing("problem"))?,
    };
    let source = source_of(row);
    if sighting::is_brought(tx, &source)? {
        report.known += 1;
        return Ok(id);
    }
    let days =
        row.days.parse::<f64>().ok().filter(|days| (0.0..=3_650.0).contains(days)).map(|days| days.round() as i64);
    let input = Sight {
        product: product(tx, row, report)?,
        community: community(tx, row, report)?,
        seen_on: stated_on(row, report),
        days,
        source: Some(source),
        ..Sight::of(id, &text::shorten(&text::clean(&said(row)), 4_000))
    };
    sighting::sight(tx, act, input)?;
    report.sightings += 1;
    Ok(id)
}

fn product(tx: &mut Tx<'_>, row: &Row, report: &mut Report) -> Result<Option<directory::product::ProductId>, Refusal> {
    if row.product.is_empty() {
        return Ok(None);
    }
    let found = store::product_named(tx, &row.product)?;
    if found.is_none() {
        report.note(
            row.line,
            format!("There is no product “{}”: taken without", text::shorten(&row.product, 60)),
            false,
        );
    }
    Ok(found)
}

fn community(tx: &mut Tx<'_>, row: &Row, report: &mut Report) -> Result<Option<base::CommunityId>, Refusal> {
    if row.community.is_empty() {
        return Ok(None);
    }
    let found = store::community_named(tx, &row.community)?;
    if found.is_none() {
        report.note(
            row.line,
            format!("There is no community “{}”: taken without", text::shorten(&row.community, 60)),
            false,
        );
    }
    Ok(found)
}

fn stated_on(row: &Row, report: &mut Report) -> Option<Day> {
    if row.stated_on.is_empty() {
        return None;
    }
    let found = day_of(&row.stated_on);
    if found.is_none() {
        report.note(
            row.line,
            format!("“{}” is no day such as 2026-11-23: taken as stated today", text::shorten(&row.stated_on, 40)),
            false,
        );
    }
    found
}

/// `2026-11-23`, a time of that day, `23/11/2026` (day first), `2026-11` or `2026`.
pub(crate) fn day_of(text: &str) -> Option<Day> {
    let text = text.trim();
    if let Some(day) = Day::parse(text).or_else(|| Moment::parse(text).map(Moment::day)) {
        return Some(day);
    }
    if let Some(day) = text.get(..10).and_then(Day::parse) {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let year = |at: usize| parts.get(at)?.trim().parse::<i16>().ok().filter(|year| (1000..=9999).contains(year));
    let small = |at: usize| parts.get(at)?.trim().parse::<i8>().ok();
    match parts.len() {
        3 => Day::new(year(2)?, small(1)?, small(0)?),
        2 => Day::new(year(0)?, small(1)?, 1),
        1 => Day::new(year(0)?, 1, 1),
        _ => None,
    }
}

/// The words that files use for our four states; nothing said is open.
pub(super) fn state_of(word: &str) -> Option<ProblemState> {
    let plain: String = word.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect();
    Some(match plain.as_str() {
        "" | "open" | "new" | "unsolved" | "todo" | "stated" | "metbefore" => ProblemState::Open,
        "beingsolved" | "beingworkedon" | "inprogress" | "inhand" | "doing" | "started" => ProblemState::BeingSolved,
        "solved" | "done" | "closed" | "fixed" | "resolved" => ProblemState::Solved,
        "notnow" | "setaside" | "wontfix" | "parked" | "deferred" | "later" | "rejected" => ProblemState::NotNow,
        _ => return None,
    })
}

/// A column "solved" may hold yes and no instead of words.
fn is_no(solution: &str) -> bool {
    matches!(
        solution.to_lowercase().as_str(),
        "no" | "n" | "false" | "0" | "-" | "none" | "n/a" | "yes" | "y" | "true" | "1"
    )
}
