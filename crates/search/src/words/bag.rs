//! A document's stems with their counts, kept in its record, and what is computed from them: BM25 (Robertson,
//! k1 = 1.2, b = 0.75; title twice) and cosines weighted by rarity. So any document is weighed without its text.

use super::Word;

const K1: f32 = 1.2;
const B: f32 = 0.75;
pub const TITLE_WEIGHT: f32 = 2.0;

/// How often a stem stands in title and body (255 at most).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub hash: u32,
    pub title: u8,
    pub body: u8,
}

impl Count {
    pub const BYTES: usize = 6;

    pub fn write(self, into: &mut Vec<u8>) {
        into.extend(self.hash.to_le_bytes());
        into.extend([self.title, self.body]);
    }

    pub fn read(from: &[u8]) -> Self {
        Self { hash: u32::from_le_bytes([from[0], from[1], from[2], from[3]]), title: from[4], body: from[5] }
    }
}

/// Ordered by hash.
pub fn counts(title: &[Word], body: &[Word]) -> Vec<Count> {
    let in_title = title.iter().map(|word| (word.hash(), 1u8, 0u8));
    let in_body = body.iter().map(|word| (word.hash(), 0, 1));
    let mut all: Vec<_> = in_title.chain(in_body).collect();
    all.sort_unstable();
    let mut bag: Vec<Count> = Vec::new();
    for (hash, title, body) in all {
        match bag.last_mut().filter(|last| last.hash == hash) {
            Some(last) => {
                last.title = last.title.saturating_add(title);
                last.body = last.body.saturating_add(body);
            }
            None => bag.push(Count { hash, title, body }),
        }
    }
    bag
}

/// A bag as it lies in a record.
#[derive(Clone, Copy)]
pub struct Bag<'a> {
    pub bytes: &'a [u8],
    pub title_words: u32,
    pub body_words: u32,
}

impl Bag<'_> {
    pub fn len(&self) -> usize {
        self.bytes.len() / Count::BYTES
    }

    pub fn at(&self, index: usize) -> Count {
        Count::read(&self.bytes[index * Count::BYTES..])
    }

    pub fn iter(&self) -> impl Iterator<Item = Count> + '_ {
        (0..self.len()).map(|index| self.at(index))
    }

    pub fn find(&self, hash: u32) -> Option<Count> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            let count = self.at(middle);
            match count.hash.cmp(&hash) {
                std::cmp::Ordering::Equal => return Some(count),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Mean lengths, in words.
#[derive(Clone, Copy, Debug)]
pub struct Lengths {
    pub title: f32,
    pub body: f32,
}

/// Rarity: ln(1 + (n - df + 0.5) / (df + 0.5)).
pub fn idf(df: u32, documents: u64) -> f32 {
    let (df, n) = (df as f32, (documents as f32).max(df as f32));
    (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
}

fn saturated(count: u8, words: u32, mean: f32) -> f32 {
    if count == 0 {
        return 0.0;
    }
    let count = f32::from(count);
    count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * words as f32 / mean.max(1.0)))
}

/// BM25 of a document for stems with weights (idf, or less for a synonym).
pub fn bm25(bag: &Bag<'_>, asked: &[(u32, f32)], mean: Lengths) -> f32 {
    let weigh = |(hash, weight): &(u32, f32)| {
        let Some(count) = bag.find(*hash) else { return 0.0 };
        let title = saturated(count.title, bag.title_words, mean.title);
        let body = saturated(count.body, bag.body_words, mean.body);
        weight * (TITLE_WEIGHT * title + body)
    };
    asked.iter().map(weigh).sum()
}

/// Cosine of two sets of stems weighted by rarity, from the shared weight and both squared lengths.
pub fn rarity_cosine(shared: f32, one: f32, other: f32) -> f32 {
    if one <= 0.0 || other <= 0.0 { 0.0 } else { (shared / (one * other).sqrt()).min(1.0) }
}
