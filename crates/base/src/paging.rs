//! Lists in slices by keyset: a cursor is the sort key of the last row shown, never an offset.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

/// How many rows a list shows: 1 to [`Limit::MOST`], 25 when nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u16);

impl Limit {
    pub const MOST: u16 = 200;

    /// Out-of-range wishes are brought into range.
    pub fn of(wish: Option<u32>) -> Self {
        Self(wish.unwrap_or(25).clamp(1, Self::MOST as u32) as u16)
    }

    pub fn rows(self) -> usize {
        self.0 as usize
    }

    /// What to ask the store for: one more, to learn whether there is a next slice.
    pub fn with_one_more(self) -> i64 {
        self.0 as i64 + 1
    }
}

/// The sort key of a row, as an opaque text in addresses. Parts are joined by a unit separator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(Vec<String>);

impl Cursor {
    pub fn of(parts: &[&dyn std::fmt::Display]) -> Self {
        Self(parts.iter().map(|part| part.to_string()).collect())
    }

    /// `None` when the text was not made by [`Cursor::encode`] or has another number of parts.
    pub fn decode(text: &str, parts: usize) -> Option<Self> {
        if text.len() > 2_000 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let found: Vec<String> = String::from_utf8(bytes).ok()?.split('\u{1f}').map(str::to_owned).collect();
        (found.len() == parts).then_some(Self(found))
    }

    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.join("\u{1f}"))
    }

    /// One part, read as `T`. `None` when it is not one.
    pub fn part<T: std::str::FromStr>(&self, index: usize) -> Option<T> {
        self.0.get(index)?.parse().ok()
    }
}

/// Some rows of a list and where the next ones begin.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slice<T> {
    pub items: Vec<T>,
    /// The cursor to ask for the next slice with; `None` at the end.
    pub next: Option<String>,
}

impl<T> Slice<T> {
    /// From rows fetched with [`Limit::with_one_more`]: cuts the extra row and makes the cursor of the last kept.
    pub fn cut(mut rows: Vec<T>, limit: Limit, key: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > limit.rows();
        rows.truncate(limit.rows());
        let next = if more { rows.last().map(|row| key(row).encode()) } else { None };
        Self { items: rows, next }
    }

    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Slice<U> {
        Slice { items: self.items.into_iter().map(change).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_written_form_and_garbage_is_refused() {
        let cursor = Cursor::of(&[&17, &"P 87"]);
        let back = Cursor::decode(&cursor.encode(), 2).unwrap();
        assert_eq!((back.part::<i64>(0), back.part::<String>(1)), (Some(17), Some("P 87".into())));
        for wrong in ["", "%%", "AAAA", &cursor.encode()[1..]] {
            assert_eq!(Cursor::decode(wrong, 2), None, "{wrong}");
        }
    }

    #[test]
    fn the_extra_row_becomes_the_next_cursor() {
        let slice = Slice::cut(vec![1, 2, 3], Limit::of(Some(2)), |row| Cursor::of(&[row]));
        assert_eq!(slice.items, [1, 2]);
        assert_eq!(Cursor::decode(&slice.next.unwrap(), 1).unwrap().part(0), Some(2));
        assert_eq!(Slice::cut(vec![1, 2], Limit::of(Some(2)), |row| Cursor::of(&[row])).next, None);
    }
}
