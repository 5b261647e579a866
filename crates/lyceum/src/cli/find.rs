//! `lyceum match` and `lyceum search`: the same answers as the pages, as a table or as JSON.

use super::{Place, Trouble};
use crate::finding::{self, Question};
use base::{Actor, Viewer, text};
use clap::Args;
use search::meaning::Embedder;
use std::sync::Arc;
use work::matching::{self, Wanted};

/// State a problem and see whether it is solved, being worked on, decided not now, met before, or new.
#[derive(Args)]
pub struct Match {
    /// The problem, as you would say it to a colleague
    words: String,
    /// How many matches to show
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=50))]
    limit: u16,
    /// Print JSON, as `POST /api/v1/problems/matches` answers
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

impl Match {
    pub fn run(self) -> Result<(), Trouble> {
        let statement = text::clean(&self.words);
        if statement.is_empty() {
            return Err(Trouble::said(
                "say the problem in a sentence: lyceum match \"visitors find their booking gone\"",
            ));
        }
        let (store, index) = self.place.ready()?;
        index.set_model(crate::boot::model(&self.place)?.map(|model| model as Arc<dyn Embedder>));
        let wanted = Wanted { statement: &statement, limit: self.limit.into(), exclude: &[] };
        let look = store.read(|conn| matching::look(conn, &index, &Actor::system(), &wanted))?;
        if self.json {
            println!("{}", pretty(&matching::api::answer(look)));
            return Ok(());
        }
        println!("{}  ({} %)", look.verdict.sentence, percent(look.verdict.confidence));
        for found in &look.matches {
            let state = if found.state.is_empty() { &found.kind } else { &found.state };
            println!(
                "{:>4} %  {:<7} {:<13} {}",
                percent(found.probability),
                found.reference,
                state.replace('_', " "),
                found.title
            );
        }
        Ok(())
    }
}

/// Search everything that anyone signed in may see.
#[derive(Args)]
pub struct Search {
    /// The words to look for
    words: String,
    /// Only this kind: problem, work_item, page, question, person, community, product
    #[arg(long, default_value = "")]
    kind: String,
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=100))]
    limit: u16,
    /// Print JSON, as `GET /api/v1/search` answers
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

impl Search {
    pub fn run(self) -> Result<(), Trouble> {
        let (store, index) = self.place.ready()?;
        let question = Question { words: self.words, kind: self.kind, limit: self.limit.into(), after: 0 };
        let wider = store.read(|conn| knowledge::vocabulary::widen(conn, &question.words))?;
        let found = finding::ask(&index, &Viewer::of(&Actor::system()), &question, &wider);
        if self.json {
            println!("{}", pretty(&finding::slice(found)));
            return Ok(());
        }
        println!("{} found", found.total);
        for hit in &found.hits {
            println!("{:<10} {:<7} {}", hit.key.kind, hit.reference, hit.title);
        }
        Ok(())
    }
}

fn percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
