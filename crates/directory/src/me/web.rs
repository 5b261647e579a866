//! The door to `/me`.

use crate::panels::{Look, Panel};
use crate::person::web::{Portrait, portrait};
use crate::{duties, password};
use axum::extract::State;
use base::{Duty, PersonId};
use store::StoreError;
use web::{App, Asker, Fault, Frame, Page, Sample};

#[derive(askama::Template)]
#[template(path = "me/me.html")]
struct MePage {
    frame: Frame,
    it: Portrait,
    duties: Vec<&'static str>,
    has_password: bool,
    keeps_people: bool,
}

impl Sample for MePage {
    fn samples() -> Vec<Self> {
        let page = |duties, has_password| MePage {
            frame: Frame::sample(""),
            it: Portrait::sample(),
            duties,
            has_password,
            keeps_people: has_password,
        };
        vec![page(vec!["Librarian"], true), page(vec![], false)]
    }
}

web::sample!(MePage);

pub async fn show(panels: Vec<Panel<PersonId>>, State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let id = asker.person.ok_or(Fault::NotFound)?;
    let (it, chosen) = app.read(|conn| {
        Ok::<_, StoreError>((
            portrait(conn, &panels, &Look { actor: asker.actor(), today: app.today() }, id)?,
            password::chosen_at(conn, id)?,
        ))
    })?;
    let it = it.ok_or(Fault::NotFound)?;
    let duties = asker.duties.iter().map(|duty| duties::name(*duty)).collect();
    let keeps_people = asker.has(Duty::PeopleAdministrator);
    Ok(Page::of(MePage { frame: asker.frame(""), it, duties, has_password: chosen.is_some(), keeps_people }))
}
