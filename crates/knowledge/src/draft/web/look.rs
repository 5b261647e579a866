//! How a text will look, and pages that say the same already: beside the editor, and alone while one types.

use super::typed::{Open, Typed};
use crate::draft::Place;
use crate::handbook::{HandbookId, Shelf};
use crate::page::leads::{Spot, shown};
use crate::page::{self, KIND, PageId};
use axum::extract::State;
use base::{Uuid, Viewer};
use search::{Key, Statement};
use store::Conn;
use web::{App, Asker, Fault, Form, Page};

/// So many pages that may say the same are shown, none that is unlikely to.
const ALIKE: usize = 4;
const LIKELY: f32 = 0.35;
/// With fewer words everything is like it.
const LEAST_WORDS: usize = 8;

/// What stands beside the editor.
#[derive(Clone, Debug, Default, PartialEq, askama::Template)]
#[template(path = "draft/look.html")]
pub struct Look {
    pub title: String,
    /// Safe: made by [`crate::markdown`].
    pub html: String,
    /// Links that lead to nothing, with their lines.
    pub broken: Vec<(String, u32)>,
    pub alike: Vec<Alike>,
}

/// A page that may say the same already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    pub reference: String,
    pub title: String,
    pub url: String,
    pub excerpt: String,
}

pub fn look(app: &App, conn: &mut Conn, asker: &Asker, open: &Open, typed: &Typed) -> Result<Look, Fault> {
    let (handbook, page, path) = match open {
        Open::Page(page) => (page.handbook, Some(page.id), page.path.clone()),
        _ => (shelf(conn, typed)?, None, String::new()),
    };
    let title = base::text::one_line(&base::text::clean(&typed.title));
    let body = base::text::clean(&typed.body);
    let (rendered, _) = shown(conn, Spot { handbook, page, path: &path }, &title, &body)?;
    let broken = rendered.links.iter().filter(|link| link.target == crate::markdown::Target::Nowhere);
    Ok(Look {
        alike: alike(app, conn, asker, page, &format!("{title}\n{}", rendered.plain))?,
        broken: broken.map(|link| (link.written.clone(), link.line)).collect(),
        html: rendered.html,
        title,
    })
}

/// Links of a new page are read in the handbook that it will stand in.
fn shelf(conn: &mut Conn, typed: &Typed) -> Result<HandbookId, Fault> {
    Ok(match typed.place(conn) {
        Ok(Place::New { shelf: Shelf::In(handbook), .. }) => handbook,
        Err(crate::Refusal::Store(error)) => return Err(error.into()),
        _ => Uuid::nil().into(),
    })
}

fn alike(app: &App, conn: &mut Conn, asker: &Asker, page: Option<PageId>, text: &str) -> Result<Vec<Alike>, Fault> {
    if text.split_whitespace().count() < LEAST_WORDS {
        return Ok(Vec::new());
    }
    let viewer = Viewer::of(asker.actor());
    let exclude: Vec<Key> = page.into_iter().map(|page| Key { kind: KIND.into(), id: page.uuid() }).collect();
    let start: String = text.chars().take(2_000).collect();
    let statement = Statement {
        limit: ALIKE + 2,
        kinds: &[KIND],
        exclude: &exclude,
        with_model: false,
        ..Statement::new(&start, &viewer)
    };
    let mut alike = Vec::new();
    for it in app.index.matches(&statement).into_iter().filter(|it| it.probability >= LIKELY).take(ALIKE) {
        // The tables are newer than the index.
        if page::is_read(conn, it.key.id.into())? {
            alike.push(Alike { reference: it.reference, title: it.title, url: it.url, excerpt: it.excerpt });
        }
    }
    Ok(alike)
}

/// `POST /handbook/preview`: the fragment that script asks for while one types.
pub async fn preview(State(app): State<App>, asker: Asker, form: Form) -> Result<Page, Fault> {
    let typed = Typed::of_form(&form);
    let view = app.read(|conn| {
        let open = match form.parsed::<i64>("page").map(|number| page::find_by_number(conn, number)).transpose()? {
            Some(Some(it)) if page::policy::may_read(asker.actor(), &it.summary) => Open::Page(Box::new(it.summary)),
            _ => Open::New,
        };
        look(&app, conn, &asker, &open, &typed)
    })?;
    Ok(Page::of(view))
}

impl Look {
    pub(super) fn sample() -> Self {
        Self {
            title: "Ask <early>".into(),
            html: "<h2 id=\"a\">A heading</h2><p>Words.</p>".into(),
            broken: vec![("gone.md".into(), 3)],
            alike: vec![Alike {
                reference: "H 12".into(),
                title: "Asking <before> building".into(),
                url: "/handbook/12".into(),
                excerpt: "Ask before you build…".into(),
            }],
        }
    }
}
