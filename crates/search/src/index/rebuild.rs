//! Building it all again, beside what answers meanwhile.

use super::snapshot::Commit;
use super::writing::{Files, commit};
use super::{Fault, Index, Progress, current_name, is_generation};
use crate::document::{Document, Key};
use crate::words::fields::{Fields, schema};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tantivy::IndexWriter;

const HEAP: usize = 48_000_000;

/// A new generation being written. Dropped unfinished, it leaves nothing behind.
pub struct Rebuild {
    index: Index,
    folder: PathBuf,
    name: String,
    files: Option<Files>,
    writer: Option<IndexWriter>,
    fields: Fields,
    /// Slots by key: a document put twice replaces its first.
    seen: HashMap<Key, u32>,
    progress: Arc<Progress>,
}

impl Index {
    /// Begins a new generation. Read the journal position *before* the documents: what changes meanwhile is applied
    /// again from there, which harms nothing.
    pub fn begin_rebuild(&self) -> Result<Rebuild, Fault> {
        if !self.inner.write {
            return Err(Fault::Unwritable("it was opened to read".into()));
        }
        let progress = Arc::new(Progress::default());
        {
            let mut running = self.inner.progress.lock();
            if running.is_some() {
                return Err(Fault::Unwritable("it is being built already".into()));
            }
            *running = Some(progress.clone());
        }
        self.create(progress).inspect_err(|_| *self.inner.progress.lock() = None)
    }

    fn create(&self, progress: Arc<Progress>) -> Result<Rebuild, Fault> {
        std::fs::create_dir_all(&self.inner.dir)?;
        let taken = |number: &u32| !self.inner.dir.join(name(*number)).exists();
        let name = name((1..).find(taken).unwrap_or(1));
        let folder = self.inner.dir.join(&name);
        std::fs::create_dir_all(folder.join("words"))?;
        let (schema, fields) = schema();
        let words = tantivy::Index::create_in_dir(folder.join("words"), schema)?;
        Ok(Rebuild {
            files: Some(Files::create(&folder, self.inner.table)?),
            writer: Some(words.writer_with_num_threads(1, HEAP)?),
            index: self.clone(),
            folder,
            name,
            fields,
            seen: HashMap::new(),
            progress,
        })
    }
}

fn name(number: u32) -> String {
    format!("g-{}-{number}", std::process::id())
}

impl Rebuild {
    /// How many documents there will be, for the progress.
    pub fn expect(&self, total: u64) {
        self.progress.total.store(total, Ordering::Relaxed);
    }

    pub fn put(&mut self, document: &Document) -> Result<(), Fault> {
        let (Some(files), Some(writer)) = (&mut self.files, &self.writer) else { return Err(Fault::Missing) };
        let kind = files.kind(&document.kind)?;
        let prepared = super::record::prepare(document, kind);
        let slot = files.add(document, &prepared, kind)?;
        if let Some(before) = self.seen.insert(document.key(), slot) {
            files.leave(before)?;
            writer.delete_term(self.fields.exact_term(&document.key().term()));
        }
        writer.add_document(self.fields.entry(document, &prepared.title, &prepared.body, slot))?;
        self.progress.done.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Makes the new generation current, at this journal position.
    pub fn finish(mut self, position: i64) -> Result<(), Fault> {
        let (Some(mut files), Some(writer)) = (self.files.take(), self.writer.take()) else {
            return Err(Fault::Missing);
        };
        files.sync(&self.folder)?;
        files.commit.position = position;
        let done: &Commit = &files.commit;
        commit(writer, done)?;
        let index = self.index.clone();
        let _writing = index.inner.writing.lock();
        super::files::replace(&index.inner.dir.join("CURRENT"), self.name.as_bytes())?;
        *index.inner.progress.lock() = None;
        index.load();
        remove_others(&index);
        Ok(())
    }
}

impl Drop for Rebuild {
    fn drop(&mut self) {
        let finished = self.files.is_none() && current_name(&self.index.inner.dir) == Ok(Some(self.name.clone()));
        if !finished {
            self.writer = None;
            *self.index.inner.progress.lock() = None;
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// Removes the generations that no longer answer. Who still reads one keeps it until they look anew.
fn remove_others(index: &Index) {
    let Ok(Some(current)) = current_name(&index.inner.dir) else { return };
    for entry in std::fs::read_dir(&index.inner.dir).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_generation(&name) && name != current {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}
