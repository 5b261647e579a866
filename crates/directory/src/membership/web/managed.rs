//! `/communities/{slug}/managed`: who is managed by whom. A profession's people are best managed by their own; this is
//! the plain list of those who are not.

use crate::asked::Asked;
use crate::community;
use crate::community::web::{Head, head};
use crate::membership::{self, Badges, Managed, Management};
use crate::panels::Panels;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::text::cell;
use base::{Cursor, Limit, PersonId, Slice};
use store::StoreError;
use web::{App, Asker, Fault, Frame, Page, Sample};

#[derive(askama::Template)]
#[template(path = "membership/managed.html")]
struct ManagedPage {
    frame: Frame,
    head: Head,
    counts: Management,
    outside: Slice<Managed>,
    badges: Badges,
}

impl ManagedPage {
    fn next(&self) -> String {
        let next = self.outside.next.as_ref();
        next.map(|next| format!("{}/managed?after={next}", self.head.url())).unwrap_or_default()
    }

    fn trail(&self) -> Vec<(String, String)> {
        vec![(self.head.url(), self.head.it.name.clone()), (format!("{}/members", self.head.url()), "Members".into())]
    }
}

impl Sample for ManagedPage {
    fn samples() -> Vec<Self> {
        let person = PersonId(base::Uuid::from_u128(7));
        let kit = Managed {
            person,
            name: "Kit <Alderman>".into(),
            manager: PersonId(base::Uuid::from_u128(8)),
            manager_name: "Noor Haddad".into(),
            unit: Some("Courts".into()),
            sort_name: "kit alderman".into(),
        };
        let page = |items: Vec<Managed>| ManagedPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            counts: Management { by_own: 70, by_others: items.len() as i64, by_nobody: 2 },
            outside: Slice { items, next: None },
            badges: Badges::sample(person),
        };
        vec![page(vec![kit]), page(vec![])]
    }
}

web::sample!(ManagedPage);

pub async fn show(
    panels: Panels,
    State(app): State<App>,
    asker: Asker,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Fault> {
    let cursor = asked.cursor()?;
    let page = app.read(|conn| {
        let Some(head) = head(conn, &slug, panels.tabs)? else { return Ok::<_, StoreError>(None) };
        let Some(of) = community::profession(conn, &head.it)? else { return Ok(None) };
        let outside = membership::managed_outside(conn, of, cursor.as_ref(), Limit::of(Some(100)))?;
        let people = outside.items.iter().flat_map(|it| [it.person, it.manager]);
        Ok(Some(ManagedPage {
            frame: asker.frame("Communities"),
            counts: membership::management(conn, of)?,
            badges: Badges::of(conn, people)?,
            outside,
            head,
        }))
    })?;
    page.map(Page::of).ok_or(Fault::NotFound)
}

/// The whole list; cells that a program would run are defused.
pub async fn csv(State(app): State<App>, Path(slug): Path<String>) -> Result<Response, Fault> {
    let lines = app.read(|conn| {
        let Some(it) = community::find_by_slug(conn, &slug)? else { return Ok::<_, StoreError>(None) };
        let Some(of) = community::profession(conn, &it)? else { return Ok(None) };
        let mut lines = String::from("name,unit,line_manager\r\n");
        let mut after = None;
        loop {
            let slice = membership::managed_outside(conn, of, after.as_ref(), Limit::of(Some(Limit::MOST.into())))?;
            for it in &slice.items {
                let unit = it.unit.as_deref().unwrap_or_default();
                lines += &format!("{},{},{}\r\n", cell(&it.name), cell(unit), cell(&it.manager_name));
            }
            after = slice.next.and_then(|next| Cursor::decode(&next, 2));
            if after.is_none() {
                return Ok(Some(lines));
            }
        }
    })?;
    Ok(as_file(&format!("{slug}-managed-outside.csv"), lines.ok_or(Fault::NotFound)?).into_response())
}

/// A table to keep.
pub(super) fn as_file(name: &str, lines: String) -> impl IntoResponse + use<> {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)], lines)
}
