//! `lyceum import standard`: a standard with its versions, from a folder or a single table.

use super::place::operator;
use super::{Place, Trouble};
use clap::Args;
use standards::standard::{Make, Scale, make, read};
use std::path::PathBuf;

#[derive(Args)]
pub struct Standard {
    /// A folder with points.csv, prompts.csv and version-N/standard-NN.md, or a single table of points
    path: PathBuf,
    /// Its short name here, such as service-standard; importing again under the same name adds what is new
    #[arg(long)]
    name: String,
    /// What it is called
    #[arg(long)]
    title: Option<String>,
    /// What is better because it exists
    #[arg(long)]
    purpose: Option<String>,
    /// From this version on outcomes are green, amber and red; before it met, met with conditions and not met
    #[arg(long, value_name = "VERSION", default_value_t = 3)]
    colours_from: i64,
    #[command(flatten)]
    place: Place,
}

impl Standard {
    pub fn run(self) -> Result<(), Trouble> {
        let versions = read::folder(&self.path).map_err(Trouble::said)?;
        let store = self.place.existing_store()?;
        let title = self.title.unwrap_or_else(|| base::text::capital(&self.name.replace('-', " ")));
        let purpose = self.purpose.unwrap_or_else(|| "What must be true of our products.".into());
        // One version alone is the newest of its kind.
        let is_single = versions.len() == 1;
        for (number, told) in versions {
            let (points, prompts) = (told.points.len(), told.prompts.len());
            let input = Make {
                slug: Some(self.name.clone()),
                title: title.clone(),
                purpose: purpose.clone(),
                version_title: told.title,
                scale: if is_single || number >= self.colours_from { Scale::Colours } else { Scale::Met },
                points: told.points,
                prompts: told.prompts,
            };
            let act = operator();
            let made = store.write_blocking(move |tx| make(tx, &act, &input)).map_err(Trouble::said)?;
            let what = if made.is_known { "stands here already as" } else { "is now" };
            println!(
                "version {number} of the file {what} version {} of {}: {points} points, {prompts} prompts",
                made.version, made.slug
            );
        }
        Ok(())
    }
}
