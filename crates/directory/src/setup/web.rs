//! The door to `/setup`.

use crate::panels::Panels;
use crate::{community, membership, organisation, person};
use axum::extract::State;
use base::{Duty, Standing};
use store::{Conn, StoreError};
use web::{App, Asker, Fault, Frame, Page, Sample};

struct Step {
    title: &'static str,
    about: &'static str,
    href: &'static str,
    done: bool,
}

#[derive(askama::Template)]
#[template(path = "setup/setup.html")]
struct SetupPage {
    frame: Frame,
    steps: Vec<Step>,
}

impl SetupPage {
    fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.done).count()
    }

    fn heading(&self) -> &'static str {
        match self.done() {
            0 => "Nothing here yet",
            done if done == self.steps.len() => "Everything is in place",
            _ => "A beginning is made",
        }
    }

    /// The one black button stands at the first step that is not done.
    fn is_next(&self, step: &Step) -> bool {
        self.steps.iter().find(|step| !step.done).is_some_and(|next| next.title == step.title)
    }
}

impl Sample for SetupPage {
    fn samples() -> Vec<Self> {
        let page = |done: [bool; 5]| SetupPage { frame: Frame::sample("Today"), steps: steps(done) };
        vec![page([false; 5]), page([true, true, false, false, false]), page([true; 5])]
    }
}

web::sample!(SetupPage);

fn steps(done: [bool; 5]) -> Vec<Step> {
    let step = |title, about, href, done| Step { title, about, href, done };
    vec![
        step(
            "Say who you are",
            "The organisation's name, its units and places. Two minutes.",
            "/settings/organisation",
            done[0],
        ),
        step(
            "Start one community",
            "One is enough. Choose a profession that already meets, then add its people.",
            "/settings/communities",
            done[1],
        ),
        step(
            "Write down three problems",
            "The ones you hear most. They make the first search worth making.",
            "/problems/new",
            done[2],
        ),
        step(
            "Bring one handbook page",
            "Import a folder of Markdown: lyceum import handbook PATH --name NAME.",
            "/handbook",
            done[3],
        ),
        step(
            "Choose who looks after it",
            "Name a head and a librarian. One person may be both for now.",
            "/settings/people",
            done[4],
        ),
    ]
}

fn done(conn: &mut Conn, panels: &Panels) -> Result<[bool; 5], StoreError> {
    let above = |conn: &mut Conn, step: Option<crate::panels::Done>| step.map_or(Ok(false), |done| done(conn));
    let looked_after = person::is_held(conn, Duty::Librarian)? && membership::is_held(conn, Standing::Head)?;
    Ok([
        organisation::find(conn)?.is_some(),
        community::is_anything(conn)?,
        above(conn, panels.three_problems)?,
        above(conn, panels.handbook_page)?,
        looked_after,
    ])
}

pub async fn show(panels: Panels, State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let steps = steps(app.read(|conn| done(conn, &panels))?);
    Ok(Page::of(SetupPage { frame: asker.frame("Today"), steps }))
}
