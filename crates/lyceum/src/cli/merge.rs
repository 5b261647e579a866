//! `lyceum import organisation`: another organisation's export comes in, after a person has decided.

use super::place::operator;
use super::{Place, Trouble};
use crate::merger::{self, Papers, Refusal, Theirs, decisions, waiting};
use clap::Args;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Store;

#[derive(Args)]
pub struct Organisation {
    /// The folder that `lyceum export` wrote over there
    #[arg(required_unless_present = "undo", conflicts_with = "undo")]
    folder: Option<PathBuf>,
    /// The file of decisions: written with proposals when it is not there yet, read when it is (default: beside the
    /// folder, FOLDER-decisions.csv)
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Carry it out as the file of decisions says
    #[arg(long, requires = "decisions", conflicts_with = "undo")]
    yes: bool,
    /// Put the pairs before the people administrators, at Settings, Merger, instead of writing a file
    #[arg(long, conflicts_with_all = ["yes", "decisions", "undo"])]
    wait: bool,
    /// Take the newest merger back, within an hour
    #[arg(long)]
    undo: bool,
    #[command(flatten)]
    place: Place,
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Trouble::said(refusal)
    }
}

impl Organisation {
    pub fn run(self) -> Result<(), Trouble> {
        if self.undo {
            return undo(&self.place.existing_store()?);
        }
        let folder = self.folder.as_deref().ok_or_else(|| Trouble::said("name the folder of an export"))?;
        let papers = Papers::of_folder(folder).map_err(Trouble::said)?;
        let store = self.place.existing_store()?;
        let (theirs, pairs) = store.snapshot(|conn| waiting::look(conn, &papers))?;
        if self.yes {
            let file = self.decisions.as_deref().ok_or_else(|| Trouble::said("name the file of decisions"))?;
            return carry_out(&store, theirs, &pairs, file);
        }
        let told = format!("{}: what of it may be here already\n\n{}", theirs.name, merger::tell(&pairs));
        if self.wait {
            let act = operator();
            store.write_blocking(move |tx| waiting::put(tx, &act, &papers, &theirs, &pairs))?;
            println!("{told}\nIt waits at Settings, Merger. Nothing is changed yet.");
            return Ok(());
        }
        let file = self.decisions.clone().unwrap_or_else(|| beside(folder));
        let kept = if file.exists() {
            let decided = decisions::Decisions::read(&read(&file)?, &theirs, &pairs)?;
            format!("{} is there already and is left as it is: {}.", file.display(), in_words(&decided))
        } else {
            write(&file, &decisions::write(&pairs)?)?;
            format!(
                "Nothing is changed yet. The proposals stand in {}:\nwrite same, new or leave in the column decision, \
                 correct the column ours where another one is meant,",
                file.display()
            )
        };
        println!("{told}\n{kept}");
        println!("then: lyceum import organisation {} --decisions {} --yes", folder.display(), file.display());
        Ok(())
    }
}

fn in_words(decided: &decisions::Decisions) -> String {
    use merger::Decision::{Leave, New, Same};
    format!("{} the same, {} new, {} left out", decided.count(Same), decided.count(New), decided.count(Leave))
}

fn beside(folder: &Path) -> PathBuf {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map_or_else(|| "merger".into(), |name| name.to_string_lossy().into_owned());
    whole.with_file_name(format!("{name}-decisions.csv"))
}

fn read(file: &Path) -> Result<String, Trouble> {
    let fault = |error: std::io::Error| Trouble::said(format!("{} cannot be read: {error}", file.display()));
    let mut text = String::new();
    let opened = std::fs::File::open(file).map_err(fault)?;
    opened.take(decisions::LARGEST + 1).read_to_string(&mut text).map_err(fault)?;
    if text.len() as u64 > decisions::LARGEST {
        return Err(Trouble::said(format!("{} is larger than 64 MiB", file.display())));
    }
    Ok(text)
}

/// Never over something that is there.
fn write(file: &Path, text: &str) -> Result<(), Trouble> {
    let fault = |error: std::io::Error| Trouble::said(format!("{} cannot be written: {error}", file.display()));
    let mut made = std::fs::File::create_new(file).map_err(fault)?;
    made.write_all(text.as_bytes()).map_err(fault)
}

fn carry_out(store: &Store, theirs: Theirs, pairs: &[merger::Pair], file: &Path) -> Result<(), Trouble> {
    let decided = decisions::Decisions::read(&read(file)?, &theirs, pairs)?;
    let prepared = Arc::new(merger::prepare(&theirs, &decided)?);
    let (act, name) = (operator(), theirs.name.clone());
    let done = store.write_blocking(move |tx| merger::carry_out(tx, &act, &theirs, &decided, &prepared))?;
    if done.merger.is_none() {
        println!("Everything of {name} is here already: nothing is changed.");
        return Ok(());
    }
    println!("{name} came in:");
    for (what, count) in &done.counts {
        println!("  {count:>7} {what}");
    }
    println!("It can be taken back for an hour: lyceum import organisation --undo");
    Ok(())
}

fn undo(store: &Store) -> Result<(), Trouble> {
    let act = operator();
    let merger = store.write_blocking(move |tx| merger::undo(tx, &act))?;
    println!("The merger with {} of {} is taken back: everything is as it was.", merger.name, merger.on.long());
    Ok(())
}
