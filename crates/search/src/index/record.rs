//! The record of a document: what is shown of it, its bag of stems, and where each of its words stands, so that a
//! query neither reads nor stems a text again.
//!
//! CRC-32 u32 of the rest; id 16; number i64; at i64; kind u8, 3 unused; counts u32: title words, body words, bag,
//! table of title, table of body; lengths u32: reference, title, url, state, audience, facets, body; counts u16: pieces
//! of title, pieces; then bag (6 bytes each), tables (8 bytes each: stem hash u32, start << 8 | length), the word pieces
//! of what its vector is made of (u16 each, those of the title first), and the texts. Little endian.

use super::files::Crc;
use super::writing::text_to_embed;
use crate::document::{Document, Key, beginning};
use crate::meaning::tokens;
use crate::words::bag::{Bag, Count, counts};
use crate::words::{Word, analyse};
use base::{Moment, Uuid};

/// More words of a text are not looked at. About eight pages of print.
pub const WORDS_MOST: usize = 4_000;
const BEFORE_BAG: usize = 92;
/// Of what a vector is made of, so many word pieces are looked at closely: more than a hundred words have.
const PIECES_MOST: usize = 256;
const TEXTS: usize = 7;

/// A document with its words, ready to be written.
pub struct Prepared {
    pub title: Vec<Word>,
    pub body: Vec<Word>,
    pub bag: Vec<Count>,
    pub pieces: Vec<u16>,
    pub record: Vec<u8>,
}

/// Where a word stands: bytes of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub hash: u32,
    pub start: usize,
    pub end: usize,
}

pub fn prepare(document: &Document, kind: u8) -> Prepared {
    let title_text = beginning(&document.title, Document::TITLE_MOST);
    let body_text = beginning(&document.body, Document::BODY_MOST);
    let title = analyse(title_text, WORDS_MOST);
    let body = analyse(body_text, WORDS_MOST);
    let bag = counts(&title, &body);
    let facets: Vec<String> = document.facets.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let facets = facets.join("\n");
    let state = &document.state;
    let texts: [&str; TEXTS] =
        [&document.reference, title_text, &document.url, state, &document.audience, &facets, body_text];

    let mut record = vec![0; 4];
    record.extend(document.id.as_bytes());
    record.extend(document.number.to_le_bytes());
    record.extend(document.at.micros().to_le_bytes());
    record.extend([kind, 0, 0, 0]);
    for count in [title.len(), body.len(), bag.len(), title.len(), body.len()] {
        record.extend((count as u32).to_le_bytes());
    }
    texts.iter().for_each(|text| record.extend((text.len() as u32).to_le_bytes()));
    let pieces = tokens(&text_to_embed(title_text, body_text), PIECES_MOST);
    let of_title = tokens(title_text.trim().trim_end_matches('.'), PIECES_MOST).len();
    for count in [of_title, pieces.len()] {
        record.extend((count as u16).to_le_bytes());
    }
    debug_assert_eq!(record.len(), BEFORE_BAG);
    bag.iter().for_each(|count| count.write(&mut record));
    for word in title.iter().chain(&body) {
        record.extend(word.hash().to_le_bytes());
        record.extend(((word.start as u32) << 8 | (word.end - word.start).min(255) as u32).to_le_bytes());
    }
    pieces.iter().for_each(|piece| record.extend(piece.to_le_bytes()));
    texts.iter().for_each(|text| record.extend(text.as_bytes()));
    let sum = Crc::of(&record[4..]);
    record[..4].copy_from_slice(&sum.to_le_bytes());
    Prepared { title, body, bag, pieces, record }
}

/// A record as it lies in the file. Reading never fails: what is damaged reads as empty.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    bytes: &'a [u8],
    texts: [(usize, usize); TEXTS],
    tables: usize,
    pieces: usize,
}

impl<'a> Record<'a> {
    pub fn is_sound(bytes: &[u8]) -> bool {
        bytes.len() >= BEFORE_BAG && u32_at(bytes, 0) == Crc::of(&bytes[4..])
    }

    /// `None` when the lengths do not fit.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        if bytes.len() < BEFORE_BAG {
            return None;
        }
        let size = |index: usize, each: usize| (u32_at(bytes, 40 + 4 * index) as usize).saturating_mul(each);
        let tables = BEFORE_BAG.saturating_add(size(2, Count::BYTES));
        let pieces = tables.saturating_add(size(3, 8)).saturating_add(size(4, 8));
        let mut at = pieces.saturating_add(2 * usize::from(u16_at(bytes, 90)));
        let mut texts = [(0, 0); TEXTS];
        for (index, text) in texts.iter_mut().enumerate() {
            let end = at.saturating_add(u32_at(bytes, 60 + 4 * index) as usize);
            *text = (at, end);
            at = end;
        }
        (at == bytes.len()).then_some(Self { bytes, texts, tables, pieces })
    }

    fn text(&self, index: usize) -> &'a str {
        let (start, end) = self.texts[index];
        std::str::from_utf8(&self.bytes[start..end]).unwrap_or_default()
    }

    pub fn id(&self) -> Uuid {
        Uuid::from_slice(&self.bytes[4..20]).unwrap_or_default()
    }

    pub fn key(&self, kinds: &[String]) -> Key {
        Key { kind: kinds.get(usize::from(self.bytes[36])).cloned().unwrap_or_default(), id: self.id() }
    }

    pub fn kind(&self) -> u8 {
        self.bytes[36]
    }

    pub fn number(&self) -> i64 {
        i64_at(self.bytes, 20)
    }

    pub fn at(&self) -> Moment {
        Moment::from_micros(i64_at(self.bytes, 28))
    }

    pub fn reference(&self) -> &'a str {
        self.text(0)
    }

    pub fn title(&self) -> &'a str {
        self.text(1)
    }

    pub fn url(&self) -> &'a str {
        self.text(2)
    }

    pub fn state(&self) -> &'a str {
        self.text(3)
    }

    pub fn audience(&self) -> &'a str {
        self.text(4)
    }

    /// Has it this facet? The state counts as one.
    pub fn has_facet(&self, name: &str, value: &str) -> bool {
        (name == "state" && self.state() == value)
            || self.text(5).lines().any(|line| line.split_once('=') == Some((name, value)))
    }

    pub fn body(&self) -> &'a str {
        self.text(6)
    }

    /// What its vector is made of.
    pub fn embedded_text(&self) -> String {
        text_to_embed(self.title(), self.body())
    }

    /// The word pieces of that.
    pub fn pieces(&self) -> Vec<u16> {
        let bytes = &self.bytes[self.pieces..self.texts[0].0];
        bytes.chunks_exact(2).map(|piece| u16_at(piece, 0)).collect()
    }

    /// How many of the pieces, from the first on, are of the title.
    pub fn title_pieces(&self) -> usize {
        usize::from(u16_at(self.bytes, 88))
    }

    pub fn bag(&self) -> Bag<'a> {
        let (title_words, body_words) = (u32_at(self.bytes, 40), u32_at(self.bytes, 44));
        Bag { bytes: &self.bytes[BEFORE_BAG..self.tables], title_words, body_words }
    }

    fn places(&self, start: usize, count: usize) -> impl Iterator<Item = Place> + 'a {
        self.bytes[start..start + 8 * count].chunks_exact(8).map(|entry| {
            let place = u32_at(entry, 4);
            let start = (place >> 8) as usize;
            Place { hash: u32_at(entry, 0), start, end: start + (place & 255) as usize }
        })
    }

    pub fn title_places(&self) -> impl Iterator<Item = Place> + 'a {
        self.places(self.tables, u32_at(self.bytes, 52) as usize)
    }

    pub fn body_places(&self) -> impl Iterator<Item = Place> + 'a {
        let title = u32_at(self.bytes, 52) as usize;
        self.places(self.tables + 8 * title, u32_at(self.bytes, 56) as usize)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn i64_at(bytes: &[u8], at: usize) -> i64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&bytes[at..at + 8]);
    i64::from_le_bytes(eight)
}
