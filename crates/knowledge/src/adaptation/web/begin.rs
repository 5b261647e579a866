//! Begin a page from something that is there: a page here, a file, something outside.

use super::AROUND;
use crate::adaptation::{BeginFrom, begin_from, outside};
use crate::markdown::LONGEST_TEXT;
use crate::page;
use crate::refusal::Refusal;
use askama::Template;
use axum::extract::{Multipart, Query, State};
use axum::response::{IntoResponse, Response};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Sample, upload};

#[derive(Template)]
#[template(path = "adaptation/begin.html")]
struct Begin {
    frame: Frame,
    form: Form,
    check: Check,
}

impl Begin {
    fn of(asker: &Asker, form: Form, check: Check) -> Self {
        Self { frame: asker.frame("Handbook"), form, check }
    }
}

#[derive(Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    from: String,
}

/// `GET /handbook/adaptations/new?from=31`
pub async fn ask(asker: Asker, Query(asked): Query<Asked>) -> Page {
    let from = asked.from.parse::<i64>().ok().map(page::reference).unwrap_or_default();
    Page::of(Begin::of(&asker, Form::of(vec![("from".into(), from)]), Check::new()))
}

/// `POST /handbook/adaptations`: from a page here.
pub async fn from_page(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    let (act, typed) = (app.act(asker.actor()), form.text("from").to_owned());
    let outcome = app
        .write(move |tx| {
            let unknown = || Refusal::field("from", "Write a page’s number as H 31");
            let number = page::typed_number(&typed).ok_or_else(unknown)?;
            let it = page::find_by_number(tx, number)?.ok_or_else(unknown)?;
            begin_from(tx, &act, BeginFrom::Page(it.summary.id))
        })
        .await;
    opened(&asker, form, outcome)
}

/// `POST /handbook/adaptations/new`: from a file, or from a text that was pasted.
pub async fn from_outside(State(app): State<App>, asker: Asker, sent: Multipart) -> Result<Response, Fault> {
    let (mut fields, mut file) = (Vec::new(), String::new());
    for part in upload::parts(sent, LONGEST_TEXT + AROUND).await? {
        let text = String::from_utf8_lossy(&part.bytes).into_owned();
        match part.file {
            Some(_) => file = text,
            None => fields.push((part.name, text)),
        }
    }
    let form = Form::of(fields);
    let (act, typed) = (app.act(asker.actor()), form.clone());
    let outcome = app
        .write(move |tx| {
            let pasted = typed.text("text");
            let body = if file.trim().is_empty() { pasted } else { crate::import::body_of(&file) };
            if body.trim().is_empty() {
                return Err(Refusal::field("text", "Paste its text, or choose a file with it"));
            }
            let it = outside(typed.text("title"), typed.text("address"), typed.text("revision"), body)?;
            begin_from(tx, &act, BeginFrom::Outside(it))
        })
        .await;
    opened(&asker, form, outcome)
}

fn opened(asker: &Asker, form: Form, outcome: Result<crate::draft::DraftId, Refusal>) -> Result<Response, Fault> {
    match outcome {
        Ok(draft) => Ok(web::see(&format!("/handbook/drafts/{draft}"))),
        Err(refusal) => match Fault::from(refusal) {
            Fault::Invalid(check) => Ok(Page::flawed(Begin::of(asker, form, check)).into_response()),
            other => Err(other),
        },
    }
}

impl Sample for Begin {
    fn samples() -> Vec<Self> {
        let mut check = Check::new();
        check.add("text", "Paste its text, or choose a file with it");
        let typed = Form::of(vec![("title".into(), "A <book>".into()), ("text".into(), "Words & more".into())]);
        let view = |form, check| Begin { frame: Frame::sample("Handbook"), form, check };
        vec![view(Form::default(), Check::new()), view(typed, check)]
    }
}
web::sample!(Begin);
