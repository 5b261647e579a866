//! `lyceum import`: a handbook, people, problems or another organisation, from files, with a report of every loss.

use super::place::operator;
use super::progress::Bar;
use super::{Place, Trouble};
use clap::{Args, Subcommand};
use knowledge::import::{Report, Wish, import_handbook};
use knowledge::vocabulary::{self, skos};
use std::io::Read;
use std::path::PathBuf;
use store::Store;
use work::import::{Format, import_problems};

#[derive(Subcommand)]
pub enum Import {
    /// A handbook: a folder of Markdown, a git repository or bundle (then with its history), or a zip of Outline, Notion,
    /// BookStack or Confluence (HTML or XML)
    Handbook(Handbook),
    /// People: CSV with email, name, joined, left, unit, location, manager and memberships
    People(super::roster::People),
    /// Problems: CSV or JSON lines with statement, who has it, product, stated_on, state, solution, same_as
    Problems(Problems),
    /// A vocabulary: SKOS as Turtle, N-Triples or RDF/XML
    Vocabulary(Vocabulary),
    /// Products and their teams: CSV with product, phase, since, unit, purpose, email, profession, share and from
    Products(super::catalogue::Products),
    /// A standard with its versions: a folder with points.csv, prompts.csv and Markdown, or one table of points
    Standard(super::standard::Standard),
    /// Another organisation's export: a dry run that proposes pairs; then, with decisions, a merger
    Organisation(super::merge::Organisation),
}

#[derive(Args)]
pub struct Handbook {
    /// The folder, repository, bundle or zip
    path: PathBuf,
    /// Its short name here, such as engineering; importing again under the same name brings it up to date
    #[arg(long)]
    name: String,
    /// The community that it belongs to, by its short name
    #[arg(long, value_name = "COMMUNITY")]
    owner: Option<String>,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct Vocabulary {
    /// The file: .ttl, .nt, .rdf, .xml
    file: PathBuf,
    /// Only say what is in it
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct Problems {
    /// The file: .csv, .tsv, .jsonl
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Import {
    pub fn run(self) -> Result<(), Trouble> {
        match self {
            Import::Handbook(handbook) => handbook.run(),
            Import::People(people) => people.run(),
            Import::Problems(problems) => problems.run(),
            Import::Vocabulary(vocabulary) => vocabulary.run(),
            Import::Products(products) => products.run(),
            Import::Standard(standard) => standard.run(),
            Import::Organisation(organisation) => organisation.run(),
        }
    }
}

impl Handbook {
    fn run(self) -> Result<(), Trouble> {
        let store = self.place.existing_store()?;
        let owner = self.owner.as_deref().map(|slug| find_community(&store, slug)).transpose()?;
        let bar = Bar::new("Reading the handbook");
        let wish = Wish { name: self.name, owner };
        let report = import_handbook(&store, &operator(), &self.path, wish, &mut |done, total| {
            bar.show(done as usize, total as usize)
        });
        bar.end();
        say(&report.map_err(Trouble::said)?);
        let proposed = super::adaptations::look(&store)?;
        if proposed > 0 {
            let pages = base::text::count(proposed as i64, "page was", "pages were");
            println!("{pages} probably made from pages of other handbooks: lyceum adaptations --propose");
        }
        Ok(())
    }
}

fn find_community(store: &Store, slug: &str) -> Result<base::CommunityId, Trouble> {
    let found = store.read(|conn| directory::community::find_by_slug(conn, slug))?;
    found.map(|community| community.id).ok_or_else(|| Trouble::said(format!("there is no community {slug}")))
}

fn say(report: &Report) {
    println!("{} pages ({} of them parts of others), {} new or changed", report.pages, report.parts, report.changed);
    println!(
        "{} new revisions, {} pages retired, {} old addresses kept",
        report.revisions, report.retired, report.redirects
    );
    if report.kept > 0 {
        println!("{} pages were changed here and in the source: they stay as they are here", report.kept);
    }
    println!("{} links lead to their page, {} have no target", report.links_resolved, report.links_unresolved);
    println!("{} pictures and files", report.files);
    if !report.losses.is_empty() {
        println!("\n{} things could not be taken as they were:", report.losses.len());
    }
    for loss in &report.losses {
        println!("  {}:{} {}", loss.path, loss.line, loss.what);
    }
}

impl Vocabulary {
    fn run(self) -> Result<(), Trouble> {
        let name = self.file.display();
        let mut file = std::fs::File::open(&self.file)
            .map_err(|error| Trouble::said(format!("{name} cannot be read: {error}")))?;
        let mut beginning = vec![0; 512];
        let read = file.read(&mut beginning)?;
        beginning.truncate(read);
        let format = skos::Format::of(&beginning);
        let told = skos::read(std::io::Cursor::new(beginning).chain(file), format)
            .map_err(|fault| Trouble::said(format!("{name}: {fault}")))?;
        let losses = if self.dry_run {
            println!("{} concepts; nothing was changed", told.concepts.len());
            told.losses
        } else {
            let (store, told, act) = (self.place.existing_store()?, std::sync::Arc::new(told), operator());
            let brought = store.write_blocking(move |tx| vocabulary::bring(tx, &act, &told)).map_err(Trouble::said)?;
            println!(
                "{} concepts: {} new, {} changed, {} labels",
                brought.concepts, brought.new, brought.changed, brought.labels
            );
            brought.losses
        };
        if !losses.is_empty() {
            println!("\n{} things could not be taken as they were:", losses.len());
        }
        for loss in &losses {
            println!("  {}: {}", loss.about, loss.what);
        }
        Ok(())
    }
}

impl Problems {
    fn run(self) -> Result<(), Trouble> {
        let store = self.place.existing_store()?;
        let mut file = std::fs::File::open(&self.file)
            .map_err(|error| Trouble::said(format!("{} cannot be read: {error}", self.file.display())))?;
        let mut beginning = vec![0; 4096];
        let read = file.read(&mut beginning)?;
        beginning.truncate(read);
        let format = Format::of(&self.file.to_string_lossy(), &beginning);
        let bar = Bar::new("Reading problems");
        let input = std::io::Cursor::new(beginning).chain(file);
        let report = import_problems(&store, &operator(), input, format, |done, total| bar.show(done, total));
        bar.end();
        let report = report.map_err(Trouble::said)?;
        println!(
            "{} rows: {} problems, {} sightings, {} solutions; {} were here already",
            report.rows, report.problems, report.sightings, report.solutions, report.known
        );
        for trouble in &report.troubles {
            println!("  line {}: {}{}", trouble.line, trouble.words, if trouble.lost { " (not taken)" } else { "" });
        }
        if report.lost() > 0 { Err(Trouble::said(format!("{} rows were not taken", report.lost()))) } else { Ok(()) }
    }
}
