//! Opening an installation: store, index and model together. Nothing here grows with the data.

use crate::cli::{Place, Trouble};
use crate::indexer;
use search::meaning::MiniLm;
use search::{Index, Options, State};
use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::Arc;
use store::Store;

/// Held by the one process that writes the index of a folder.
pub struct IndexLock(#[allow(dead_code)] File);

impl IndexLock {
    /// `None` when another process has it.
    pub fn take(place: &Place) -> Result<Option<Self>, Trouble> {
        std::fs::create_dir_all(&place.data)?;
        let file = File::options().create(true).append(true).open(place.data.join("index.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

pub fn index_folder(place: &Place) -> PathBuf {
    place.data.join("index")
}

/// Opens the index as it is; [`Index::state`] says what was found.
pub fn open_index(place: &Place, write: bool) -> Index {
    let options = if write { Options::to_write() } else { Options::to_read() };
    Index::open(&index_folder(place), options)
}

/// The sentence model, when one is named or was fetched. A model that is named and cannot be used is a fault; one that
/// merely lies there is left alone with a word in the log.
pub fn model(place: &Place) -> Result<Option<Arc<MiniLm>>, Trouble> {
    let fetched = place.data.join("model");
    match &place.model {
        Some(folder) => MiniLm::load(folder).map(|model| Some(Arc::new(model))).map_err(Trouble::said),
        None if fetched.is_dir() => Ok(MiniLm::load(&fetched)
            .inspect_err(|fault| tracing::warn!(%fault, "the sentence model cannot be used"))
            .ok()
            .map(Arc::new)),
        None => Ok(None),
    }
}

/// An index for a command: kept up to date by the running server if there is one, else by the command itself.
pub fn index_for_command(place: &Place, store: &Store) -> Result<Index, Trouble> {
    match IndexLock::take(place)? {
        Some(_lock) => {
            let index = open_index(place, true);
            if index.state() != State::Ready {
                indexer::rebuild(store, &index)?;
            }
            indexer::catch_up(store, &index)?;
            Ok(index)
        }
        None => Ok(open_index(place, false)),
    }
}
