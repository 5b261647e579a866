//! `lyceum import people`: the list of people as a file.

use super::place::operator;
use super::{Place, Trouble};
use clap::Args;
use directory::roster::{self, Report, Wish};
use std::path::PathBuf;

#[derive(Args)]
pub struct People {
    /// The file: .csv or .tsv, whose first line names the columns; email is needed, the others help
    file: PathBuf,
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
    /// Found professions that the file names and nobody has founded
    #[arg(long)]
    found_missing: bool,
    /// Take the good lines although others cannot be taken
    #[arg(long)]
    good_lines: bool,
    #[command(flatten)]
    place: Place,
}

impl People {
    pub fn run(self) -> Result<(), Trouble> {
        let bytes = std::fs::read(&self.file)
            .map_err(|error| Trouble::said(format!("{} cannot be read: {error}", self.file.display())))?;
        let table = roster::read(&bytes).map_err(Trouble::said)?;
        let store = self.place.existing_store()?;
        let wish = Wish { found_missing: self.found_missing, good_lines: self.good_lines };
        let (act, is_try) = (operator(), self.dry_run);
        let done = store.write_blocking(move |tx| roster::bring(tx, &act, &table, wish, is_try));
        let report = roster::settle(done).map_err(Trouble::said)?;
        say(&report);
        if report.refused > 0 {
            Err(Trouble::said(format!("{} lines cannot be taken", report.refused)))
        } else {
            Ok(())
        }
    }
}

fn say(report: &Report) {
    for it in &report.lines {
        match &it.refused {
            Some(words) => println!("  line {}: {} {words}", it.line, it.email),
            None if it.is_new => println!("  line {}: {} new; {}", it.line, it.email, it.changes.join("; ")),
            None if !it.changes.is_empty() => println!("  line {}: {} {}", it.line, it.email, it.changes.join("; ")),
            None => {}
        }
        it.notes.iter().for_each(|note| println!("  line {}: {} {note}", it.line, it.email));
    }
    if !report.unknown_columns.is_empty() {
        println!("columns left alone: {}", report.unknown_columns.join(", "));
    }
    println!(
        "{} new, {} changed, {} as they were, {} refused; {} people are here and not in the file",
        report.added, report.changed, report.same, report.refused, report.not_named
    );
    if report.nothing_written {
        println!("nothing was written");
    }
}
