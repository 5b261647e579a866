//! The query of a list in the API: `?after=CURSOR&limit=50`, and what addresses name problems and work by.

use base::{Cursor, Limit, Uuid};
use web::Fault;

/// The slice of a list that is wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub after: Option<String>,
    pub limit: Option<u32>,
}

impl Asked {
    pub fn limit(&self) -> Limit {
        Limit::of(self.limit)
    }

    /// A cursor of one number.
    pub fn number(&self) -> Result<Option<Cursor>, Fault> {
        self.cursor(1, |cursor| cursor.part::<i64>(0).is_some())
    }

    /// A cursor of a day and an id.
    pub fn day_and_id(&self) -> Result<Option<Cursor>, Fault> {
        let day = |cursor: &Cursor| cursor.part(0).and_then(|day: String| base::Day::parse(&day)).is_some();
        self.cursor(2, |cursor| day(cursor) && cursor.part::<Uuid>(1).is_some())
    }

    /// A cursor of two numbers.
    pub fn two_numbers(&self) -> Result<Option<Cursor>, Fault> {
        self.cursor(2, |cursor| cursor.part::<i64>(0).is_some() && cursor.part::<i64>(1).is_some())
    }

    fn cursor(&self, parts: usize, is_ours: impl FnOnce(&Cursor) -> bool) -> Result<Option<Cursor>, Fault> {
        let Some(text) = self.after.as_deref().filter(|text| !text.is_empty()) else { return Ok(None) };
        let cursor = Cursor::decode(text, parts).filter(|cursor| is_ours(cursor));
        cursor
            .map(Some)
            .ok_or_else(|| Fault::Unreadable("The cursor is not one of ours: take the list's `next`.".into()))
    }
}

/// What an address or a person names a numbered thing by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Number(i64),
    Id(Uuid),
}

impl Name {
    /// `87`, `87-court-hearings`, `P 87`, `p87`, or an id. Words after the number are ignored. `None` for anything else.
    pub fn read(text: &str, letter: char) -> Option<Self> {
        let text = text.trim();
        if let Ok(id) = text.parse::<Uuid>() {
            return Some(Name::Id(id));
        }
        let rest =
            text.strip_prefix([letter.to_ascii_uppercase(), letter.to_ascii_lowercase()]).unwrap_or(text).trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, words) = rest.split_at(end);
        let ends = words.is_empty() || words.starts_with(['-', ' ', ':', ',', '.']);
        number.parse().ok().filter(|number| ends && *number > 0).map(Name::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_after_the_number_are_ignored_and_other_words_name_nothing() {
        for fine in ["87", "87-court-hearings", "P 87", "p87", " 87 ", "P 87: rooms change"] {
            assert_eq!(Name::read(fine, 'p'), Some(Name::Number(87)), "{fine}");
        }
        for wrong in ["", "0", "-87", "87x", "W 87", "court", "99999999999999999999", "८७"] {
            assert_eq!(Name::read(wrong, 'p'), None, "{wrong}");
        }
    }
}
