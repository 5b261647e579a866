//! Two versions side by side: which blocks are the same, which words changed.

use super::blocks::blocks;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of words: on both sides, or on one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Same(String),
    Gone(String),
    New(String),
}

/// One row of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Blocks that are the same on both sides.
    Same(Vec<String>),
    /// A block that was rewritten, by words.
    Changed(Vec<Piece>),
    Gone(String),
    New(String),
}

/// By blocks, and by words where a block was rewritten.
pub fn compare(before: &str, after: &str) -> Vec<Row> {
    let (before, after) = (blocks(before), blocks(after));
    let mut rows = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &before, &after) {
        match op {
            DiffOp::Equal { old_index, len, .. } => rows.push(Row::Same(before[old_index..old_index + len].to_vec())),
            DiffOp::Delete { old_index, old_len, .. } => gone(&mut rows, &before[old_index..old_index + old_len]),
            DiffOp::Insert { new_index, new_len, .. } => new(&mut rows, &after[new_index..new_index + new_len]),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let both = old_len.min(new_len);
                for step in 0..both {
                    rows.push(Row::Changed(words(&before[old_index + step], &after[new_index + step])));
                }
                gone(&mut rows, &before[old_index + both..old_index + old_len]);
                new(&mut rows, &after[new_index + both..new_index + new_len]);
            }
        }
    }
    rows
}

fn gone(rows: &mut Vec<Row>, blocks: &[String]) {
    rows.extend(blocks.iter().cloned().map(Row::Gone));
}

fn new(rows: &mut Vec<Row>, blocks: &[String]) {
    rows.extend(blocks.iter().cloned().map(Row::New));
}

/// Word by word.
pub fn words(before: &str, after: &str) -> Vec<Piece> {
    let (before, after) = (tokens(before), tokens(after));
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (old, new) = (before[op.old_range()].concat(), after[op.new_range()].concat());
        match op {
            DiffOp::Equal { .. } => pieces.push(Piece::Same(old)),
            _ => {
                if !old.is_empty() {
                    pieces.push(Piece::Gone(old));
                }
                if !new.is_empty() {
                    pieces.push(Piece::New(new));
                }
            }
        }
    }
    pieces
}

/// Words, and what stands between them; together they are the text.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut from = 0;
    let mut kind = None;
    for (at, letter) in text.char_indices() {
        let of = match letter {
            _ if letter.is_alphanumeric() => 0,
            _ if letter.is_whitespace() => 1,
            _ => 2,
        };
        // Signs stand alone, so that a full stop that moved takes no word with it.
        if kind.is_some_and(|kind| kind != of || of == 2) {
            tokens.push(&text[from..at]);
            from = at;
        }
        kind = Some(of);
    }
    if from < text.len() {
        tokens.push(&text[from..]);
    }
    tokens
}
