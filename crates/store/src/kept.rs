//! What is reckoned from many rows and shown often: kept in memory until anything happens.
//!
//! Every change writes an event, so the newest position of the journal, with those of its readers (who write what they
//! reckoned from it), says whether anything may be different. An answer that was reckoned from newer rows than the
//! position says is thrown away with that position: nobody is shown anything older than what they could have read.

use crate::{Conn, StoreError, sql};
use base::{Day, Uuid};
use parking_lot::Mutex;
use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

sql! {
    VERSION = "SELECT (SELECT MAX(position) FROM journal), (SELECT CAST(SUM(position) AS BIGINT) FROM journal_reader)";
}

/// More than this is not kept: it begins anew.
const MOST: usize = 500;

type Key = (&'static str, Uuid, Day);
type Version = (i64, i64);

#[derive(Default)]
pub(crate) struct Kept(Mutex<State>);

#[derive(Default)]
struct State {
    version: Version,
    answers: HashMap<Key, Arc<dyn Any + Send + Sync>>,
}

impl Kept {
    fn find<T: Any + Send + Sync>(&self, version: Version, key: &Key) -> Option<Arc<T>> {
        let state = self.0.lock();
        let found = state.answers.get(key).filter(|_| state.version == version)?;
        found.clone().downcast().ok()
    }

    fn keep(&self, version: Version, key: Key, answer: Arc<dyn Any + Send + Sync>) {
        let mut state = self.0.lock();
        // A slow reader does not bring back what is over.
        if version < state.version {
            return;
        }
        if version > state.version || state.answers.len() >= MOST {
            state.answers.clear();
            state.version = version;
        }
        state.answers.insert(key, answer);
    }
}

impl Conn {
    /// What `read` answers about `of` on a day, the same for whoever asks; kept until anything is recorded. `name` is
    /// one kind of answer. Within a change nothing is kept, and everything is read.
    pub fn kept<T: Any + Send + Sync>(
        &mut self,
        name: &'static str,
        of: Uuid,
        on: Day,
        read: impl FnOnce(&mut Conn) -> Result<T, StoreError>,
    ) -> Result<Arc<T>, StoreError> {
        let Some(kept) = self.kept.clone() else { return read(self).map(Arc::new) };
        let both = |row: &crate::Row<'_>| Ok((row.get::<Option<i64>>(0)?, row.get::<Option<i64>>(1)?));
        let (last, readers) = self.row(&VERSION, &[], both)?.unwrap_or_default();
        let (version, key) = ((last.unwrap_or(0), readers.unwrap_or(0)), (name, of, on));
        if let Some(found) = kept.find(version, &key) {
            return Ok(found);
        }
        let answer = Arc::new(read(self)?);
        kept.keep(version, key, answer.clone());
        Ok(answer)
    }
}
