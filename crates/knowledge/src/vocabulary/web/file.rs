//! A SKOS file in, the whole vocabulary out.

use super::list::view;
use crate::vocabulary::skos::{self, Format, Vocabulary};
use crate::vocabulary::{bring, policy, told};
use axum::extract::{Multipart, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use web::{App, Asker, Check, Fault, Form, Page, upload};

/// Larger files come in by the command line.
pub const LARGEST: usize = 32 << 20;

/// `GET /handbook/vocabulary.ttl`
pub async fn turtle(State(app): State<App>, _asker: Asker) -> Result<Response, Fault> {
    let title = format!("The vocabulary of {}", app.organisation());
    let concepts = app.read(told)?;
    let bytes = skos::turtle(&concepts, "urn:lyceum:vocabulary", &title).map_err(Fault::internal)?;
    let named = (header::CONTENT_DISPOSITION, "attachment; filename=\"vocabulary.ttl\"");
    Ok(([(header::CONTENT_TYPE, "text/turtle; charset=utf-8"), named], bytes).into_response())
}

/// `POST /handbook/vocabulary/import`
pub async fn send(State(app): State<App>, asker: Asker, sent: Multipart) -> Result<Response, Fault> {
    if !policy::may_keep(asker.actor()) {
        return Err(Fault::NotAllowed("Librarians bring a vocabulary in.".into()));
    }
    let parts = upload::parts(sent, LARGEST).await?;
    let file = parts.into_iter().find(|part| part.name == "file").map(|part| part.bytes).unwrap_or_default();
    let read = tokio::task::spawn_blocking(move || skos::read(file.as_slice(), Format::of(&file))).await;
    let told: Arc<Vocabulary> = match read.map_err(Fault::internal)? {
        Ok(told) => Arc::new(told),
        Err(fault) => {
            let mut check = Check::new();
            check.add("file", base::text::capital(&fault.to_string()));
            return Ok(Page::flawed(view(&app, &asker, "", (Form::default(), check))?).into_response());
        }
    };
    let act = app.act(asker.actor());
    let brought = app.write(move |tx| bring(tx, &act, &told)).await?;
    let mut page = view(&app, &asker, "", (Form::default(), Check::new()))?;
    page.brought = Some(brought);
    Ok(Page::of(page).into_response())
}
