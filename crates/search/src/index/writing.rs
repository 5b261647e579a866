//! Changes go in: the old slots are left, new ones written behind the committed end, and the words' commit makes it
//! all current. A crash before it loses nothing: the journal is read again from the committed position.

use super::files::Growing;
use super::record::{Prepared, prepare};
use super::slots::{ALIVE, SLOT, Slot};
use super::snapshot::{Commit, RECORDS, SLOTS, STATIC_CODES, STATIC_ROWS, STATISTICS, Snapshot};
use super::statistics::Tally;
use super::{Fault, Index, STATIC_DIMS, guarded};
use crate::document::{Change, Document, Key, beginning};
use crate::meaning::Embedder;
use crate::vectors::{Eight, code_bytes, row_bytes, write_row};
use crate::words::fields::access_of;
use std::collections::HashMap;
use std::path::Path;
use tantivy::IndexWriter;

/// The least that tantivy takes. It is given back after each commit.
const HEAP: usize = 15_000_000;

/// The files that grow.
pub(super) struct Files {
    slots: Growing,
    records: Growing,
    rows: Growing,
    codes: Growing,
    pub tally: Tally,
    pub commit: Commit,
    table: &'static dyn Embedder,
}

impl Files {
    pub fn create(folder: &Path, table: &'static dyn Embedder) -> Result<Self, Fault> {
        let made_for = super::mark(table);
        let create = |file: (&str, &[u8; 8]), made_for| Growing::create(&folder.join(file.0), file.1, made_for);
        Ok(Self {
            slots: create(SLOTS, [0; 16])?,
            records: create(RECORDS, [0; 16])?,
            rows: create(STATIC_ROWS, made_for)?,
            codes: create(STATIC_CODES, made_for)?,
            tally: Tally::new(),
            commit: Commit::default(),
            table,
        })
    }

    fn open(snapshot: &Snapshot, table: &'static dyn Embedder) -> Result<Self, Fault> {
        let count = u64::from(snapshot.commit.slots);
        let open = |file: (&str, &[u8; 8]), length| Growing::open(&snapshot.folder.join(file.0), length);
        Ok(Self {
            slots: open(SLOTS, count * SLOT as u64)?,
            records: open(RECORDS, snapshot.commit.records)?,
            rows: open(STATIC_ROWS, count * row_bytes(STATIC_DIMS) as u64)?,
            codes: open(STATIC_CODES, count * code_bytes(STATIC_DIMS) as u64)?,
            tally: Tally::of(&snapshot.statistics),
            commit: snapshot.commit.clone(),
            table,
        })
    }

    pub fn kind(&mut self, name: &str) -> Result<u8, Fault> {
        if let Some(number) = self.commit.kind(name) {
            return Ok(number);
        }
        if self.commit.kinds.len() == 64 {
            return Err(Fault::Unwritable("there are 64 kinds of documents already".into()));
        }
        self.commit.kinds.push(name.to_owned());
        Ok(self.commit.kinds.len() as u8 - 1)
    }

    /// Writes what belongs to a new slot.
    pub fn add(&mut self, document: &Document, prepared: &Prepared, kind: u8) -> Result<u32, Fault> {
        let slot = self.commit.slots;
        let access = access_of(&document.audience);
        let length = prepared.record.len() as u32;
        let mut row = Vec::with_capacity(SLOT);
        Slot { access, offset: self.commit.records, length, kind }.write(&mut row);
        let (mut rows, mut codes) = (Vec::new(), Vec::new());
        let whole = Eight::of(&self.table.embed(&embedded_text(document)));
        write_row(&whole, &Eight::of(&self.table.embed(&document.title)), &mut rows, &mut codes);
        self.records.append(&prepared.record)?;
        self.slots.append(&row)?;
        self.rows.append(&rows)?;
        self.codes.append(&codes)?;
        self.tally.add(&prepared.bag, prepared.title.len(), prepared.body.len(), &prepared.pieces);
        self.commit.slots += 1;
        self.commit.records += u64::from(length);
        Ok(slot)
    }

    /// Marks a slot as of a document that is gone or was replaced.
    pub fn leave(&mut self, slot: u32) -> Result<(), Fault> {
        self.slots.write_at(&[0], u64::from(slot) * SLOT as u64 + ALIVE)?;
        self.commit.left += 1;
        Ok(())
    }

    pub fn sync(&self, folder: &Path) -> Result<(), Fault> {
        let mut statistics = super::files::head(STATISTICS.1, [0; 16]).to_vec();
        statistics.extend(&self.tally.bytes);
        super::files::replace(&folder.join(STATISTICS.0), &statistics)?;
        for file in [&self.records, &self.slots, &self.rows, &self.codes] {
            file.sync()?;
        }
        Ok(())
    }
}

/// What the vector of the whole is made of: the title and about the first hundred words.
pub(crate) fn embedded_text(document: &Document) -> String {
    text_to_embed(beginning(&document.title, Document::TITLE_MOST), &document.body)
}

pub(crate) fn text_to_embed(title: &str, body: &str) -> String {
    let body = beginning(body, 1_500);
    let words: Vec<&str> = body.split_whitespace().take(100).collect();
    match (title.trim(), words.is_empty()) {
        (title, true) => title.to_owned(),
        ("", false) => words.join(" "),
        (title, false) => format!("{}. {}", title.trim_end_matches('.'), words.join(" ")),
    }
}

/// Commits the words with what else belongs to the commit.
pub(super) fn commit(mut writer: IndexWriter, commit: &Commit) -> Result<(), Fault> {
    let payload = serde_json::to_string(commit).map_err(|error| Fault::Unwritable(error.to_string()))?;
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&payload);
    prepared.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

impl Index {
    /// Takes the changes in and makes them found, with the journal position that they reach. The same changes again
    /// change nothing. The last change of a key counts.
    pub fn apply(&self, changes: Vec<Change>, position: i64) -> Result<(), Fault> {
        let _writing = self.inner.writing.lock();
        self.refresh();
        let snapshot = self.snapshot().ok_or(Fault::Missing)?;
        if changes.is_empty() && snapshot.commit.position == position {
            return Ok(());
        }
        let result = guarded(|| self.write_changes(&snapshot, changes, position));
        match result {
            Ok(()) => {
                self.replace(guarded(|| self.open_snapshot(&snapshot.folder))?);
                Ok(())
            }
            Err(fault) => {
                self.load();
                Err(fault)
            }
        }
    }

    fn write_changes(&self, snapshot: &Snapshot, changes: Vec<Change>, position: i64) -> Result<(), Fault> {
        let last: HashMap<Key, usize> = changes.iter().enumerate().map(|(at, change)| (change.key(), at)).collect();
        let mut files = Files::open(snapshot, self.inner.table)?;
        let writer: IndexWriter = snapshot.words.writer_with_num_threads(1, HEAP)?;
        for (at, change) in changes.into_iter().enumerate() {
            let key = change.key();
            if last.get(&key) != Some(&at) {
                continue;
            }
            for slot in snapshot.scan().slots_with(snapshot.fields, &key.term(), usize::MAX)? {
                if let Some(record) = snapshot.record(slot) {
                    files.tally.take(&record.bag(), &record.pieces());
                }
                files.leave(slot)?;
            }
            writer.delete_term(snapshot.fields.exact_term(&key.term()));
            if let Change::Put(document) = change {
                let kind = files.kind(&document.kind)?;
                let prepared = prepare(&document, kind);
                let slot = files.add(&document, &prepared, kind)?;
                let entry = snapshot.fields.entry(&document, &prepared.title, &prepared.body, slot);
                writer.add_document(entry)?;
            }
        }
        files.sync(&snapshot.folder)?;
        files.commit.position = position;
        commit(writer, &files.commit)
    }
}
