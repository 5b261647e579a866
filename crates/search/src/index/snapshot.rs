//! The index as it was committed: what a query looks at from its beginning to its end, whatever is written meanwhile.

use super::files::{HEAD, Mapped};
use super::record::Record;
use super::slots::{SLOT, Slots};
use super::statistics::Statistics;
use super::{Fault, STATIC_DIMS};
use crate::vectors::{Vectors, code_bytes, row_bytes};
use crate::words::fields::{Fields, schema};
use crate::words::gather::{Column, Scan, columns};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use tantivy::{ReloadPolicy, Searcher};

pub const SLOTS: (&str, &[u8; 8]) = ("slots", b"LYCSLOT1");
pub const RECORDS: (&str, &[u8; 8]) = ("records", b"LYCRECO2");
pub const STATISTICS: (&str, &[u8; 8]) = ("statistics", b"LYCSTAT2");
pub const STATIC_ROWS: (&str, &[u8; 8]) = ("static.rows", b"LYCROWS1");
pub const STATIC_CODES: (&str, &[u8; 8]) = ("static.codes", b"LYCCODE1");
pub const MODEL_ROWS: (&str, &[u8; 8]) = ("model.rows", b"LYCROWS1");
pub const MODEL_CODES: (&str, &[u8; 8]) = ("model.codes", b"LYCCODE1");

/// Committed with the words, so that all that belongs together becomes current at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Commit {
    pub position: i64,
    pub slots: u32,
    /// Bytes of the records.
    pub records: u64,
    /// Of the slots, how many are of documents removed or replaced.
    pub left: u32,
    /// The kinds by their numbers.
    pub kinds: Vec<String>,
}

impl Commit {
    pub fn kind(&self, name: &str) -> Option<u8> {
        self.kinds.iter().position(|kind| kind == name).map(|number| number as u8)
    }
}

pub struct Snapshot {
    pub folder: PathBuf,
    pub words: tantivy::Index,
    pub searcher: Searcher,
    columns: Vec<Column>,
    pub fields: Fields,
    pub commit: Commit,
    slots: Mapped,
    records: Mapped,
    pub statistics: Mapped,
    pub static_vectors: Vectors,
    pub model_vectors: Option<Vectors>,
}

fn damaged(what: &str) -> Fault {
    Fault::Damaged(format!("{what} is missing, cut or overwritten"))
}

fn mapped(folder: &Path, file: (&str, &[u8; 8]), made_for: [u8; 16], least: usize) -> Result<Mapped, Fault> {
    let map = Mapped::open(&folder.join(file.0)).map_err(|_| damaged(file.0))?;
    if !map.has_head(file.1, made_for) || map.body().len() < least {
        return Err(damaged(file.0));
    }
    Ok(map)
}

impl Snapshot {
    /// Opens what was committed in `folder`. `table` and `model` say which vectors are expected; those of another model
    /// are left aside, a missing or foreign table is damage.
    pub fn open(folder: &Path, table: [u8; 16], model: Option<(usize, [u8; 16])>) -> Result<Self, Fault> {
        let words = tantivy::Index::open_in_dir(folder.join("words")).map_err(|_| damaged("words"))?;
        let (schema, fields) = schema();
        if words.schema() != schema {
            return Err(Fault::Damaged("words was made by another version".into()));
        }
        let payload = words.load_metas().map_err(|_| damaged("words"))?.payload.unwrap_or_default();
        let commit: Commit = serde_json::from_str(&payload).map_err(|_| damaged("words"))?;
        let reader = words.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(1);
        let reader: tantivy::IndexReader = reader.try_into().map_err(|_| damaged("words"))?;
        let searcher = reader.searcher();
        let count = commit.slots as usize;
        let vectors = |rows, codes, dims: usize, made_for, least: usize| {
            let rows = mapped(folder, rows, made_for, least * row_bytes(dims))?;
            let codes = mapped(folder, codes, made_for, least * code_bytes(dims))?;
            Ok::<_, Fault>(Vectors::of(dims, rows, codes, count))
        };
        Ok(Self {
            folder: folder.to_owned(),
            columns: columns(&searcher).map_err(|_| damaged("words"))?,
            searcher,
            words,
            fields,
            slots: mapped(folder, SLOTS, [0; 16], count * SLOT)?,
            records: mapped(folder, RECORDS, [0; 16], commit.records as usize)?,
            statistics: mapped(folder, STATISTICS, [0; 16], Statistics::BYTES)?,
            static_vectors: vectors(STATIC_ROWS, STATIC_CODES, STATIC_DIMS, table, count)?,
            model_vectors: model.and_then(|(dims, mark)| vectors(MODEL_ROWS, MODEL_CODES, dims, mark, 0).ok()),
            commit,
        })
    }

    pub fn slots(&self) -> Slots<'_> {
        Slots(&self.slots.body()[..self.commit.slots as usize * SLOT])
    }

    /// The words with what they are looked up by.
    pub fn scan(&self) -> Scan<'_> {
        Scan { searcher: &self.searcher, columns: &self.columns, slots: self.slots() }
    }

    pub fn statistics(&self) -> Statistics<'_> {
        Statistics(self.statistics.body())
    }

    fn record_bytes(&self, slot: u32) -> Option<&[u8]> {
        let slots = self.slots();
        if slot as usize >= slots.len() {
            return None;
        }
        self.records.body()[..self.commit.records as usize].get(slots.record(slot as usize))
    }

    /// `None` when the record is damaged.
    pub fn record(&self, slot: u32) -> Option<Record<'_>> {
        Record::read(self.record_bytes(slot)?)
    }

    /// Is all that belongs to the slot as it was written?
    pub fn is_sound(&self, slot: u32) -> bool {
        self.slots().is_sound(slot as usize)
            && self.record_bytes(slot).is_some_and(Record::is_sound)
            && self.static_vectors.is_sound(slot as usize)
            && self.model_vectors.as_ref().is_none_or(|m| slot as usize >= m.rows || m.is_sound(slot as usize))
    }

    /// Looks at the first and last slots and some between: enough to find a file that was cut and filled, or zeroed.
    pub fn check_some(&self, most: u32) -> Result<(), Fault> {
        let count = self.commit.slots;
        let step = (count / most.max(1)).max(1);
        let some = (0..count).step_by(step as usize).chain(count.saturating_sub(8)..count);
        match some.into_iter().find(|slot| !self.is_sound(*slot)) {
            Some(slot) => Err(Fault::Damaged(format!("slot {slot} is not as it was written"))),
            None => Ok(()),
        }
    }

    /// Bytes on disk of what is mapped here, the words apart.
    pub fn bytes(&self) -> usize {
        self.slots.bytes().len() + self.records.bytes().len() + HEAD
    }
}
