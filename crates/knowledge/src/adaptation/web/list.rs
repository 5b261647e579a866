//! `/handbook/adaptations`: which pages were made from others, how far behind they are, and which probably were.

use crate::adaptation::{From, Listed, Proposed, behind_in_words, list, look_for, proposals, put_down};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use web::{App, Asker, Fault, Frame, Page, Sample};

#[derive(Template)]
#[template(path = "adaptation/list.html")]
struct Adaptations {
    frame: Frame,
    known: Vec<Listed>,
    proposed: Vec<Proposed>,
    may_look: bool,
}

impl Adaptations {
    fn heading(&self) -> String {
        let behind = self.known.iter().filter(|it| it.behind > 0).count();
        match (self.known.len(), behind) {
            (0, _) => "Pages made from others".into(),
            (_, 0) => "Every adapted page is as new as its source".into(),
            (all, some) => {
                format!("{some} of {} behind", base::text::count(all as i64, "adapted page", "adapted pages"))
            }
        }
    }

    fn behind(&self, it: &Listed) -> String {
        behind_in_words(it.behind)
    }

    fn mark(&self, it: &Listed) -> &'static str {
        if it.behind == 0 { "done" } else { "doing" }
    }
}

/// `GET /handbook/adaptations`
pub async fn show(State(app): State<App>, asker: Asker) -> Result<Page, Fault> {
    let (known, proposed) = app.read(|conn| Ok::<_, Fault>((list(conn)?, proposals(conn)?)))?;
    let may_look = looks(&asker);
    Ok(Page::of(Adaptations { frame: asker.frame("Handbook"), known, proposed, may_look }))
}

/// It reads every version of every page: for whoever looks after what is known.
fn looks(asker: &Asker) -> bool {
    asker.actor().has(base::Duty::Librarian)
}

/// `POST /handbook/adaptations/search`: looks through all texts again.
pub async fn look(State(app): State<App>, asker: Asker) -> Result<Response, Fault> {
    if !looks(&asker) {
        return Err(Fault::NotAllowed("Librarians look through all texts.".into()));
    }
    let here = app.clone();
    let found = tokio::task::spawn_blocking(move || here.read(look_for)).await.map_err(Fault::internal)??;
    let act = app.act(asker.actor());
    app.write(move |tx| put_down(tx, &act, &found)).await?;
    Ok(web::see("/handbook/adaptations"))
}

impl Sample for Adaptations {
    fn samples() -> Vec<Self> {
        let from = From {
            page: base::Uuid::from_u128(31).into(),
            number: 31,
            title: "Ask <early>".into(),
            handbook: "The way".into(),
            path: "a.md".into(),
            version: 3,
        };
        let it = |behind| Listed {
            number: 40,
            title: "Ask & listen".into(),
            handbook: "Design".into(),
            path: "b.md".into(),
            from: from.clone(),
            behind,
        };
        let view = |known, proposed| Adaptations { frame: Frame::sample("Handbook"), known, proposed, may_look: true };
        vec![
            view(vec![it(2), it(0)], vec![Proposed { it: it(4), alike: 62 }]),
            view(vec![it(0)], vec![]),
            Adaptations { may_look: false, ..view(vec![], vec![]) },
        ]
    }
}
web::sample!(Adaptations);
