//! The vectors of the sentence model, made in the background: a few at a time, in the order of the slots. Until all
//! are there, the documents without one are weighed by the table.

use super::files::Growing;
use super::snapshot::{MODEL_CODES, MODEL_ROWS, Snapshot};
use super::{Fault, Index, guarded, mark};
use crate::meaning::Embedder;
use crate::vectors::{Eight, code_bytes, row_bytes, write_row};
use std::sync::Arc;

/// How far the model's vectors are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Embedded {
    pub done: u64,
    pub total: u64,
}

impl Index {
    /// Uses this model from now on (or none). Vectors of the same model that are there already are used at once.
    pub fn set_model(&self, model: Option<Arc<dyn Embedder>>) {
        let _writing = self.inner.writing.lock();
        *self.inner.model.write() = model;
        if let Some(snapshot) = self.snapshot()
            && let Ok(snapshot) = guarded(|| self.open_snapshot(&snapshot.folder))
        {
            self.replace(snapshot);
        }
    }

    pub fn has_model(&self) -> bool {
        self.inner.model.read().is_some()
    }

    pub fn embedded(&self) -> Embedded {
        self.snapshot().map_or_else(Embedded::default, |snapshot| {
            let done = snapshot.model_vectors.as_ref().map_or(0, |vectors| vectors.rows as u64);
            Embedded { done, total: u64::from(snapshot.commit.slots) }
        })
    }

    /// Embeds at most `most` more documents with the model. Call it until `done` is `total`, and after each change.
    pub fn embed_some(&self, most: usize) -> Result<Embedded, Fault> {
        let Some(model) = self.inner.model.read().clone() else { return Ok(Embedded::default()) };
        let _writing = self.inner.writing.lock();
        let snapshot = self.snapshot().ok_or(Fault::Missing)?;
        guarded(|| embed(&snapshot, &*model, most))?;
        self.replace(guarded(|| self.open_snapshot(&snapshot.folder))?);
        Ok(self.embedded())
    }
}

fn embed(snapshot: &Snapshot, model: &dyn Embedder, most: usize) -> Result<(), Fault> {
    let (dims, made_for) = (model.dims(), mark(model));
    let open = |file: (&str, &[u8; 8]), each: usize| {
        let path = snapshot.folder.join(file.0);
        match &snapshot.model_vectors {
            Some(vectors) => Growing::open(&path, (vectors.rows * each) as u64),
            None => {
                // Removed, not cut: somebody may still look at the old one.
                let _ = std::fs::remove_file(&path);
                Growing::create(&path, file.1, made_for)
            }
        }
    };
    let mut rows = open(MODEL_ROWS, row_bytes(dims))?;
    let mut codes = open(MODEL_CODES, code_bytes(dims))?;
    let start = snapshot.model_vectors.as_ref().map_or(0, |vectors| vectors.rows);
    let end = start.saturating_add(most).min(snapshot.commit.slots as usize);
    let (mut row_buffer, mut code_buffer) = (Vec::new(), Vec::new());
    for slot in start..end {
        let (whole, title) = match snapshot.record(slot as u32).filter(|_| snapshot.slots().is_alive(slot)) {
            Some(record) => (model.embed(&record.embedded_text()), model.embed(record.title())),
            None => (vec![0.0; dims], vec![0.0; dims]),
        };
        write_row(&Eight::of(&whole), &Eight::of(&title), &mut row_buffer, &mut code_buffer);
    }
    rows.append(&row_buffer)?;
    codes.append(&code_buffer)?;
    rows.sync()?;
    codes.sync()?;
    Ok(())
}
