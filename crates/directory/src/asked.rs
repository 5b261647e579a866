//! The query of a list: `?after=CURSOR&limit=50`.

use base::{Cursor, Limit};
use web::Fault;

#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
pub struct Asked {
    /// The `next` of the answer before.
    pub after: Option<String>,
    /// 1 to 200; 25 when nothing is said.
    pub limit: Option<u32>,
}

impl Asked {
    pub fn limit(&self) -> Limit {
        Limit::of(self.limit)
    }

    /// Where to go on; all our lists have cursors of two parts, a name and an id.
    pub fn cursor(&self) -> Result<Option<Cursor>, Fault> {
        let Some(text) = self.after.as_deref().filter(|text| !text.is_empty()) else { return Ok(None) };
        let ours = |cursor: &Cursor| {
            cursor.part::<base::Uuid>(1).is_some() && cursor.part(0).is_some_and(|name: String| !name.contains('\0'))
        };
        let cursor = Cursor::decode(text, 2).filter(ours);
        cursor
            .map(Some)
            .ok_or_else(|| Fault::Unreadable("The cursor is not one of ours: take the list's `next`.".into()))
    }
}
