//! `lyceum import products`: the list of products and their teams as a file.

use super::place::operator;
use super::{Place, Trouble};
use clap::Args;
use directory::catalogue;
use std::path::PathBuf;

#[derive(Args)]
pub struct Products {
    /// The file: .csv or .tsv, whose first line names the columns; product is needed, the others help
    file: PathBuf,
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: Place,
}

impl Products {
    pub fn run(self) -> Result<(), Trouble> {
        let bytes = std::fs::read(&self.file)
            .map_err(|error| Trouble::said(format!("{} cannot be read: {error}", self.file.display())))?;
        let table = catalogue::read(&bytes).map_err(Trouble::said)?;
        let store = self.place.existing_store()?;
        let (act, is_try) = (operator(), self.dry_run);
        let done = store.write_blocking(move |tx| catalogue::bring(tx, &act, &table, is_try));
        let report = catalogue::settle(done).map_err(Trouble::said)?;
        for it in &report.lines {
            match &it.refused {
                Some(words) => println!("  line {}: {} {words}", it.line, it.product),
                None if it.is_new => println!("  line {}: {} new; {}", it.line, it.product, it.changes.join("; ")),
                None if !it.changes.is_empty() => {
                    println!("  line {}: {} {}", it.line, it.product, it.changes.join("; "))
                }
                None => {}
            }
        }
        if !report.unknown_columns.is_empty() {
            println!("columns left alone: {}", report.unknown_columns.join(", "));
        }
        println!(
            "{} new, {} lines changed, {} as they were, {} refused",
            report.added, report.changed, report.same, report.refused
        );
        if report.nothing_written {
            println!("nothing was written");
        }
        if report.refused > 0 {
            Err(Trouble::said(format!("{} lines cannot be taken", report.refused)))
        } else {
            Ok(())
        }
    }
}
