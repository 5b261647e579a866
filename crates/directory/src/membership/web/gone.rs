//! `/communities/{slug}/alumni`: who belonged once. History never loses people.

use crate::asked::Asked;
use crate::community;
use crate::community::web::{Head, head};
use crate::membership::{self, Alumnus, Badges, Route};
use crate::panels::Panels;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::text::cell;
use base::{Cursor, Limit, PersonId, Slice};
use store::StoreError;
use web::{App, Asker, Fault, Frame, Page, Sample};

#[derive(askama::Template)]
#[template(path = "membership/alumni.html")]
struct AlumniPage {
    frame: Frame,
    head: Head,
    alumni: Slice<Alumnus>,
    badges: Badges,
}

impl AlumniPage {
    fn next(&self) -> String {
        let next = self.alumni.next.as_ref();
        next.map(|next| format!("{}/alumni?after={next}", self.head.url())).unwrap_or_default()
    }

    fn trail(&self) -> Vec<(String, String)> {
        vec![(self.head.url(), self.head.it.name.clone()), (format!("{}/members", self.head.url()), "Members".into())]
    }
}

/// `5 months`, `3 years`
fn stayed(it: &Alumnus) -> String {
    let months = it.to_day.days_since(it.from_day) as usize * 12 / 365;
    match months {
        0 => "less than a month".into(),
        1..24 => base::text::count(months as i64, "month", "months"),
        _ => base::text::count(months as i64 / 12, "year", "years"),
    }
}

impl Sample for AlumniPage {
    fn samples() -> Vec<Self> {
        let person = PersonId(base::Uuid::from_u128(7));
        let from_day = base::Moment::from_micros(1_600_000_000_000_000).day();
        let gone = |days: i64| Alumnus {
            person,
            name: "Kit <Alderman>".into(),
            route: Route::Transfer,
            from_day,
            to_day: from_day.plus_days(days),
            unit: Some("Courts".into()),
            membership: membership::MembershipId(base::Uuid::from_u128(3)),
        };
        let page = |items| AlumniPage {
            frame: Frame::sample("Communities"),
            head: Head::sample(),
            alumni: Slice { items, next: None },
            badges: Badges::sample(person),
        };
        vec![page(vec![gone(3), gone(200), gone(2_000)]), page(vec![])]
    }
}

web::sample!(AlumniPage);

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
        let alumni = membership::alumni(conn, head.it.id, cursor.as_ref(), Limit::of(Some(100)))?;
        let badges = Badges::of(conn, alumni.items.iter().map(|it| it.person))?;
        Ok(Some(AlumniPage { frame: asker.frame("Communities"), head, alumni, badges }))
    })?;
    page.map(Page::of).ok_or(Fault::NotFound)
}

/// All of them; cells that a program would run are defused.
pub async fn csv(State(app): State<App>, Path(slug): Path<String>) -> Result<Response, Fault> {
    let lines = app.read(|conn| {
        let Some(it) = community::find_by_slug(conn, &slug)? else { return Ok::<_, StoreError>(None) };
        let mut lines = String::from("name,unit,route,joined,left\r\n");
        let mut after = None;
        loop {
            let slice = membership::alumni(conn, it.id, after.as_ref(), Limit::of(Some(Limit::MOST.into())))?;
            for it in &slice.items {
                let unit = it.unit.as_deref().unwrap_or_default();
                let (name, unit) = (cell(&it.name), cell(unit));
                lines += &format!("{name},{unit},{},{},{}\r\n", it.route.word(), it.from_day, it.to_day);
            }
            after = slice.next.and_then(|next| Cursor::decode(&next, 2));
            if after.is_none() {
                return Ok(Some(lines));
            }
        }
    })?;
    let lines = lines.ok_or(Fault::NotFound)?;
    Ok(super::managed::as_file(&format!("{slug}-alumni.csv"), lines).into_response())
}
