//! `lyceum adaptations`: pages that were made from others, how far behind they are, and which probably were.

use super::place::operator;
use super::{Place, Trouble};
use clap::Args;
use knowledge::adaptation::{self, Listed};
use store::{Store, StoreError};

/// Pages that say what they were made from, and how many versions of their source changed words since; with
/// `--propose` also those that probably were, found by comparing all texts of different handbooks.
#[derive(Args)]
pub struct Adaptations {
    /// Look through all texts for pages that were made from others
    #[arg(long)]
    propose: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

impl Adaptations {
    pub fn run(self) -> Result<(), Trouble> {
        let store = self.place.existing_store()?;
        let mut rows: Vec<(Listed, Option<i64>)> = Vec::new();
        rows.extend(store.read(adaptation::list)?.into_iter().map(|it| (it, None)));
        if self.propose {
            look(&store)?;
            rows.extend(store.read(adaptation::proposals)?.into_iter().map(|found| (found.it, Some(found.alike))));
        }
        if self.json {
            let items: Vec<_> = rows.iter().map(|(it, alike)| as_json(it, *alike)).collect();
            println!("{}", serde_json::to_string_pretty(&items).unwrap_or_default());
            return Ok(());
        }
        if rows.is_empty() {
            println!(
                "No page says that it was made from another{}.",
                if self.propose { ", and none looks so" } else { "" }
            );
        }
        for (it, alike) in &rows {
            print(it, *alike);
        }
        Ok(())
    }
}

/// Looks through all texts, keeps what was found for the pages that show it, and answers how many are undecided.
pub(super) fn look(store: &Store) -> Result<usize, StoreError> {
    let found = store.read(adaptation::look_for)?;
    let act = operator();
    store.write_blocking(move |tx| adaptation::put_down(tx, &act, &found))?;
    Ok(store.read(adaptation::proposals)?.len())
}

fn print(it: &Listed, alike: Option<i64>) {
    let sure = alike.map(|alike| format!("proposed, {alike}% alike")).unwrap_or_else(|| "named".into());
    println!("H {} {}  ({}: {})", it.number, it.title, it.handbook, it.path);
    println!("  from H {} {}  ({}: {})", it.from.number, it.from.title, it.from.handbook, it.from.path);
    let behind = base::text::count(it.behind, "version behind", "versions behind");
    println!("  version {}, {behind}; {sure}", it.from.version);
}

fn as_json(it: &Listed, alike: Option<i64>) -> serde_json::Value {
    serde_json::json!({
        "page": format!("H {}", it.number), "title": it.title, "handbook": it.handbook, "path": it.path,
        "source": format!("H {}", it.from.number), "source_title": it.from.title,
        "source_handbook": it.from.handbook, "source_path": it.from.path, "source_version": it.from.version,
        "versions_behind": it.behind, "is_named": alike.is_none(), "alike_percent": alike,
    })
}
