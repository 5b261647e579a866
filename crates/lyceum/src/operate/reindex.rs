//! Building the index on demand, also beside a running server: the command leaves a wish, the server takes it.

use crate::boot::{self, IndexLock};
use crate::cli::{Place, Trouble};
use crate::indexer;
use search::State;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::Store;

/// A file in the data folder whose being there is the wish.
pub fn rebuild_wanted(place: &Place) -> PathBuf {
    place.data.join("rebuild-wanted")
}

/// Was a rebuild wished for? The wish is taken with the answer.
pub fn take_rebuild_wish(wish: &Path) -> bool {
    wish.exists() && std::fs::remove_file(wish).is_ok()
}

/// Builds the index again, or has the running server do it. `show` hears how far it is.
pub fn reindex(place: &Place, store: &Store, mut show: impl FnMut(u64, u64)) -> Result<u64, Trouble> {
    if let Some(_lock) = IndexLock::take(place)? {
        let index = boot::open_index(place, true);
        std::thread::scope(|scope| {
            let work = scope.spawn(|| indexer::rebuild(store, &index));
            while !work.is_finished() {
                if let State::Rebuilding { done, total } = index.state() {
                    show(done, total);
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            work.join().map_err(|_| Trouble::said("building the index failed"))?.map_err(Trouble::from)
        })?;
        return Ok(index.documents());
    }
    let wish = rebuild_wanted(place);
    std::fs::write(&wish, b"")?;
    while wish.exists() {
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(boot::open_index(place, false).documents())
}

pub fn index_words(state: &State) -> String {
    match state {
        State::Ready => "ready".into(),
        State::Missing => "not built yet".into(),
        State::Damaged(reason) => format!("damaged: {reason}"),
        State::Rebuilding { done, total } => format!("being built: {done} of {total}"),
    }
}
