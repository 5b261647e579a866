//! The tables of an export as they were brought, before anybody believes them: read with limits, by fixed names only.

use super::BadExport;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// The tables that a merger reads; an export without one of them is not whole.
pub const NEEDED: [&str; 30] = [
    "organisation",
    "units",
    "locations",
    "people",
    "communities",
    "memberships",
    "appointments",
    "turning_points",
    "products",
    "product_phases",
    "teams",
    "problems",
    "problem_states",
    "sightings",
    "solutions",
    "solution_links",
    "adoptions",
    "handbooks",
    "pages",
    "revisions",
    "meetups",
    "meetup_notes",
    "goals",
    "goal_values",
    "practices",
    "practice_reviews",
    "activities",
    "carriers",
    "work_items",
    "work_item_problems",
];
/// Read where an export has them.
pub const ALSO: [&str; 4] = ["time_given", "maturity_sessions", "page_places", "files"];
/// No table may weigh more, and not all of them together.
const LARGEST: u64 = 256 << 20;
const LARGEST_TOGETHER: u64 = 512 << 20;

/// Text by table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers(BTreeMap<String, String>);

impl Papers {
    /// Reads the folder. What is no plain file is not followed, and names that the export gives are no paths here.
    pub fn of_folder(folder: &Path) -> Result<Self, BadExport> {
        let meta = std::fs::metadata(folder)
            .map_err(|error| BadExport::whole(&folder.display().to_string(), format!("cannot be read: {error}")))?;
        if !meta.is_dir() {
            return Err(BadExport::whole(
                &folder.display().to_string(),
                "is no folder. Give one that `lyceum export` wrote.",
            ));
        }
        let (mut papers, mut together) = (Self::default(), 0);
        for name in NEEDED {
            let text = read(&folder.join(format!("{name}.csv")), name)?;
            together += text.len() as u64;
            if together > LARGEST_TOGETHER {
                return Err(BadExport::whole(&file(name), "makes the export larger than 512 MiB."));
            }
            papers.0.insert(name.to_owned(), text);
        }
        for name in ALSO {
            let path = folder.join(format!("{name}.csv"));
            if path.symlink_metadata().is_ok() {
                papers.0.insert(name.to_owned(), read(&path, name)?);
            }
        }
        Ok(papers)
    }

    /// Tables by name, with or without `.csv`. Others than a merger reads are left alone.
    pub fn of_texts(texts: impl IntoIterator<Item = (String, String)>) -> Result<Self, BadExport> {
        let mut papers = Self::default();
        for (name, text) in texts {
            let name = name.strip_suffix(".csv").unwrap_or(&name).to_owned();
            if NEEDED.contains(&name.as_str()) || ALSO.contains(&name.as_str()) {
                papers.0.insert(name, text);
            }
        }
        match NEEDED.iter().find(|name| !papers.0.contains_key(**name)) {
            Some(missing) => Err(missing_file(missing)),
            None => Ok(papers),
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    pub fn tables(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

pub fn file(name: &str) -> String {
    format!("{name}.csv")
}

fn missing_file(name: &str) -> BadExport {
    BadExport::whole(&file(name), "is missing. An export by an older version is not enough: write it again.")
}

fn read(path: &Path, name: &str) -> Result<String, BadExport> {
    let whole = |words: String| BadExport::whole(&file(name), words);
    let meta = match std::fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(missing_file(name)),
        Err(error) => return Err(whole(format!("cannot be read: {error}"))),
    };
    if !meta.is_file() {
        return Err(whole("is no plain file; links are not followed.".into()));
    }
    if meta.len() > LARGEST {
        return Err(whole("is larger than 256 MiB.".into()));
    }
    let opened = std::fs::File::open(path).map_err(|error| whole(format!("cannot be read: {error}")))?;
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    // It may grow while it is read.
    opened.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| whole(format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > LARGEST {
        return Err(whole("is larger than 256 MiB.".into()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        BadExport { file: file(name), line, words: "is no UTF-8 text.".into() }
    })
}
