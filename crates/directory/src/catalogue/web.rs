//! `/settings/products/list`: the list of products as a file, in; `/products.csv`: out.

use super::{Brought, EXAMPLE, Report, bring, read, settle, write_out};
use crate::product::policy;
use crate::roster::web::pasted;
use axum::extract::{Multipart, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Sample};

/// So many lines of a report are shown; the API has all.
const SHOWN: usize = 300;

#[derive(askama::Template)]
#[template(path = "catalogue/list.html")]
struct ListPage {
    frame: Frame,
    report: Option<Report>,
    form: Form,
    check: Check,
}

impl ListPage {
    fn lines(report: &Report) -> Vec<&Brought> {
        let mut lines: Vec<&Brought> =
            report.lines.iter().filter(|it| it.refused.is_some() || it.is_new || !it.changes.is_empty()).collect();
        lines.sort_by_key(|it| (it.refused.is_none(), it.line));
        lines.truncate(SHOWN);
        lines
    }

    fn heading(&self, report: &Report) -> &'static str {
        match (report.nothing_written, report.refused) {
            (true, 0) => "This would change",
            (true, _) => "Nothing is written yet",
            (false, _) => "Brought in",
        }
    }

    fn example(&self) -> &'static str {
        EXAMPLE
    }
}

pub async fn show(asker: Asker) -> Page {
    Page::of(ListPage { frame: asker.frame("Standards"), report: None, form: Form::default(), check: Check::new() })
}

/// Tries it out, or brings it in.
pub async fn send(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    answer(&app, &asker, form).await
}

/// The same with a file in place of pasted text; then it stands in the box, so that it can be mended and brought in.
pub async fn upload_file(State(app): State<App>, asker: Asker, parts: Multipart) -> Result<Response, Fault> {
    answer(&app, &asker, pasted(parts).await?).await
}

async fn answer(app: &App, asker: &Asker, form: Form) -> Result<Response, Fault> {
    let table = match read(form.text("text").as_bytes()) {
        Ok(table) => table,
        Err(error) => {
            let mut check = Check::new();
            check.add("text", error.to_string());
            let page = ListPage { frame: asker.frame("Standards"), report: None, form, check };
            return Ok(Page::flawed(page).into_response());
        }
    };
    let (is_try, act) = (form.text("do") != "bring", app.act(asker.actor()));
    let done = app.write(move |tx| bring(tx, &act, &table, is_try)).await;
    let report = settle(done).map_err(crate::faults::of_catalogue)?;
    let page = ListPage { frame: asker.frame("Standards"), report: Some(report), form, check: Check::new() };
    Ok(Page::of(page).into_response())
}

/// `GET /products.csv`
pub async fn csv(State(app): State<App>, asker: Asker) -> Result<Response, Fault> {
    let keeps = policy::allows(asker.actor(), policy::Action::Change);
    let table = app.read(|conn| write_out(conn, keeps))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"products.csv\""),
    ];
    Ok((headers, table).into_response())
}

impl Sample for ListPage {
    fn samples() -> Vec<Self> {
        let line = |number, refused: Option<&str>| Brought {
            line: number,
            product: "Book <a> visit".into(),
            is_new: refused.is_none(),
            changes: vec!["unit: <Courts>".into()],
            refused: refused.map(str::to_owned),
        };
        let report = |nothing_written, refused| Report {
            lines: vec![line(2, None), line(3, Some("phase: it is <none>."))],
            added: 1,
            refused,
            new_units: vec!["Courts & more".into()],
            unknown_columns: vec!["Shoe <size>".into()],
            nothing_written,
            ..Report::default()
        };
        let page = |report, check| ListPage { frame: Frame::sample("Standards"), report, form: Form::default(), check };
        let mut check = Check::new();
        check.add("text", "The file is empty");
        vec![
            page(None, Check::new()),
            page(None, check),
            page(Some(report(true, 1)), Check::new()),
            page(Some(report(false, 0)), Check::new()),
        ]
    }
}

web::sample!(ListPage);
