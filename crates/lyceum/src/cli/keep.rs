//! `lyceum backup`, `restore`, `export`, `doctor`, `reindex`: keeping an installation safe and well.

use super::progress::Bar;
use super::{Place, Trouble};
use crate::operate::{self, doctor, export};
use base::{Clock, SystemClock};
use clap::Args;
use std::path::PathBuf;
use store::Digest;

/// Copy everything into one verified file, while the server runs.
#[derive(Args)]
pub struct Backup {
    /// The file to make, such as backup-2026-11-23.db
    to: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Backup {
    pub fn run(self) -> Result<(), Trouble> {
        let digest = self.place.existing_store()?.backup(&self.to, SystemClock.now())?;
        println!("{} holds everything and was compared with the original.", self.to.display());
        say(&digest);
        Ok(())
    }
}

/// Put a backup in place, in an empty folder or database, and compare.
#[derive(Args)]
pub struct Restore {
    /// A file made by `lyceum backup`
    from: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Restore {
    pub fn run(self) -> Result<(), Trouble> {
        if !self.from.is_file() {
            return Err(Trouble::said(format!("there is no backup {}", self.from.display())));
        }
        let digest = self.place.store()?.restore(&self.from)?;
        println!("Everything in {} is in place again and was compared with the backup.", self.from.display());
        say(&digest);
        println!("The search index is built when the server starts, or now with `lyceum reindex`.");
        Ok(())
    }
}

fn say(digest: &Digest) {
    for table in digest.tables.iter().filter(|table| table.rows > 0) {
        println!("  {:<24} {:>9} rows", table.name, table.rows);
    }
    println!("  SHA-256 over all {} rows: {}", digest.rows(), digest.sum());
}

/// Write everything out in open formats: Markdown, CSV, JSON.
#[derive(Args)]
pub struct Export {
    /// The folder to make; with --people the file
    to: PathBuf,
    /// Only the list of people with their memberships, as one CSV file that can be brought in again
    #[arg(long)]
    people: bool,
    /// Only this handbook, by its short name: Markdown, its history as a git bundle, and a site that needs no server
    #[arg(long, value_name = "NAME", conflicts_with = "people")]
    handbook: Option<String>,
    #[command(flatten)]
    place: Place,
}

impl Export {
    pub fn run(self) -> Result<(), Trouble> {
        if let Some(name) = &self.handbook {
            let done = knowledge::export::export_handbook(&self.place.existing_store()?, name, &self.to);
            let done = done.map_err(Trouble::said)?;
            println!("{} pages with {} versions, {} pictures and files", done.pages, done.revisions, done.files);
            done.losses.iter().for_each(|loss| println!("  {loss}"));
            println!("They stand in {}.", self.to.display());
            return Ok(());
        }
        if self.people {
            let text = self.place.existing_store()?.read(directory::roster::write_out)?;
            std::fs::write(&self.to, &text)
                .map_err(|error| Trouble::said(format!("{} cannot be written: {error}", self.to.display())))?;
            println!("{} lines stand in {}.", text.lines().count() - 1, self.to.display());
            return Ok(());
        }
        let written = export::export(&self.place.existing_store()?, &self.to)?;
        for (name, count) in &written {
            println!("  {name:<28} {count:>9}");
        }
        println!("Everything that is not private stands in {}.", self.to.display());
        Ok(())
    }
}

/// Say what is wrong with this installation, and what to do.
#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
    /// Also compare every sum of the search index and check the whole database: reads everything
    #[arg(long)]
    thorough: bool,
}

impl Doctor {
    pub fn run(self) -> Result<(), Trouble> {
        let findings = doctor::examine(&self.place, self.thorough);
        let mut ill = 0;
        for finding in &findings {
            println!("{} {}", if finding.well { "well " } else { "ILL  " }, finding.words);
            ill += usize::from(!finding.well);
        }
        match ill {
            0 => Ok(()),
            1 => Err(Trouble::said("one thing needs you")),
            more => Err(Trouble::said(format!("{more} things need you"))),
        }
    }
}

/// Build the search index again.
#[derive(Args)]
pub struct Reindex {
    #[command(flatten)]
    place: Place,
}

impl Reindex {
    pub fn run(self) -> Result<(), Trouble> {
        let store = self.place.existing_store()?;
        let bar = Bar::new("Building the index");
        let documents = operate::reindex(&self.place, &store, |done, total| bar.show(done as usize, total as usize))?;
        bar.end();
        println!("The index is built: {documents} documents.");
        Ok(())
    }
}
