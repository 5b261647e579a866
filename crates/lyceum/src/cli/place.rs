//! Where an installation is: the arguments that every command takes, and how it is opened.

use crate::boot;
use base::{Act, Actor, Clock, SystemChance, SystemClock};
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;
use store::{Durability, Location, Store};

/// Why a command could not do what it was asked, in a sentence for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("{0}")]
    Said(String),
    #[error("{0}")]
    Store(#[from] store::StoreError),
    #[error("{0}")]
    Index(#[from] search::Fault),
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl Trouble {
    pub fn said(words: impl std::fmt::Display) -> Self {
        Self::Said(words.to_string())
    }
}

/// Where the organisation's memory is. Every command takes these and works beside a running server.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// Folder of the database and the search index
    #[arg(long, env = "LYCEUM_DATA", default_value = "data/lyceum", value_name = "DIR")]
    pub data: PathBuf,
    /// PostgreSQL instead of the embedded database: postgres://user:password@host/database
    #[arg(long, env = "LYCEUM_DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Go on with database settings that can lose acknowledged changes
    #[arg(long)]
    pub allow_unsafe_durability: bool,
    /// Folder of the sentence model (see `lyceum model fetch`)
    #[arg(long, env = "LYCEUM_MODEL", value_name = "DIR")]
    pub model: Option<PathBuf>,
}

impl Place {
    pub fn at(data: PathBuf) -> Self {
        Self { data, database_url: None, allow_unsafe_durability: false, model: None }
    }

    pub fn location(&self) -> Location {
        match &self.database_url {
            Some(url) => Location::Url(url.clone()),
            None => Location::Folder(self.data.clone()),
        }
    }

    pub fn durability(&self) -> Durability {
        if self.allow_unsafe_durability { Durability::AsConfigured } else { Durability::Full }
    }

    /// Opens the database, making it when there is none.
    pub fn store(&self) -> Result<Store, Trouble> {
        Ok(Store::open(&self.location(), self.durability(), SystemClock.now())?)
    }

    /// Opens a database that must be there already: looking must not make an empty one.
    pub fn existing_store(&self) -> Result<Store, Trouble> {
        if self.database_url.is_none() && !self.data.join("lyceum.db").is_file() {
            return Err(Trouble::said(format!(
                "there is no organisation in {}; name its folder with --data, or begin one with `lyceum serve`",
                self.data.display()
            )));
        }
        self.store()
    }

    /// Store and an index that is up to date, for commands that find.
    pub fn ready(&self) -> Result<(Store, search::Index), Trouble> {
        let store = self.existing_store()?;
        let index = boot::index_for_command(self, &store)?;
        Ok((store, index))
    }
}

/// An act of whoever may run commands on this machine.
pub fn operator() -> Act {
    Act::new(Actor::system(), SystemClock.now(), Arc::new(SystemChance))
}
