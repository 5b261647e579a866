//! `/settings/people/list`: the list of people as a file, in and out.

use super::{EXAMPLE, Report, Wish, bring, decode, read, settle};
use axum::extract::{Multipart, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use web::{App, Asker, Check, Fault, Form, Frame, Page, Sample, upload};

/// So many lines of a report are shown; the API has all.
const SHOWN: usize = 300;

#[derive(askama::Template)]
#[template(path = "roster/list.html")]
struct ListPage {
    frame: Frame,
    report: Option<Report>,
    form: Form,
    check: Check,
}

impl ListPage {
    fn wants(&self, field: &str) -> bool {
        self.form.has(field)
    }

    fn lines(report: &Report) -> Vec<&super::Brought> {
        // What needs somebody first, then what changes.
        let mut lines: Vec<&super::Brought> = report
            .lines
            .iter()
            .filter(|it| it.refused.is_some() || it.is_new || !it.changes.is_empty() || !it.notes.is_empty())
            .collect();
        lines.sort_by_key(|it| (it.refused.is_none(), it.line));
        lines.truncate(SHOWN);
        lines
    }

    fn shown(&self, report: &Report) -> String {
        let all = report.lines.iter().filter(|it| it.refused.is_some() || it.is_new || !it.changes.is_empty()).count();
        if all > SHOWN { format!("The first {SHOWN} of {all} lines are shown.") } else { String::new() }
    }

    fn heading(&self, report: &Report) -> String {
        match (report.nothing_written, report.refused) {
            (true, 0) => "This would change".into(),
            (true, _) => "Nothing is written yet".into(),
            (false, _) => "Brought in".into(),
        }
    }

    fn example(&self) -> &'static str {
        EXAMPLE
    }
}

impl Sample for ListPage {
    fn samples() -> Vec<Self> {
        let line = |number, refused: Option<&str>| super::Brought {
            line: number,
            email: "kit@example.org".into(),
            is_new: refused.is_none(),
            changes: vec!["unit: <Courts>".into()],
            refused: refused.map(str::to_owned),
            notes: vec!["joined: stays 2021-01-11".into()],
        };
        let report = |nothing_written, refused| Report {
            lines: vec![line(2, None), line(3, Some("email: it is no address."))],
            added: 1,
            refused,
            not_named: 340,
            new_units: vec!["Courts".into()],
            unknown_columns: vec!["Shoe size".into()],
            nothing_written,
            ..Report::default()
        };
        let page = |report, check| ListPage { frame: Frame::sample(""), report, form: Form::default(), check };
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

pub async fn show(asker: Asker) -> Page {
    Page::of(ListPage { frame: asker.frame(""), report: None, form: Form::default(), check: Check::new() })
}

/// Tries it out, or brings it in.
pub async fn send(State(app): State<App>, asker: Asker, form: Form) -> Result<Response, Fault> {
    answer(&app, &asker, form).await
}

/// The same with a file in place of pasted text; then it stands in the box, so that it can be mended and brought in.
pub async fn upload(State(app): State<App>, asker: Asker, parts: Multipart) -> Result<Response, Fault> {
    answer(&app, &asker, pasted(parts).await?).await
}

/// A form whose file stands in its field `text`.
pub(crate) async fn pasted(parts: Multipart) -> Result<Form, Fault> {
    let mut fields = Vec::new();
    for part in upload::parts(parts, Form::MOST_BYTES).await? {
        let plain = || String::from_utf8_lossy(&part.bytes).into_owned();
        if part.name == "file" {
            fields.push(("text".to_owned(), decode(&part.bytes).unwrap_or_else(|_| plain())));
        } else {
            let text = plain();
            fields.push((part.name, text));
        }
    }
    Ok(Form::of(fields))
}

async fn answer(app: &App, asker: &Asker, form: Form) -> Result<Response, Fault> {
    let table = match read(form.text("text").as_bytes()) {
        Ok(table) => table,
        Err(error) => {
            let mut check = Check::new();
            check.add("text", error.to_string());
            let page = ListPage { frame: asker.frame(""), report: None, form, check };
            return Ok(Page::flawed(page).into_response());
        }
    };
    let wish = Wish { found_missing: form.has("found_missing"), good_lines: form.has("good_lines") };
    let is_try = form.text("do") != "bring";
    let act = app.act(asker.actor());
    let done = app.write(move |tx| bring(tx, &act, &table, wish, is_try)).await;
    let report = settle(done).map_err(crate::faults::of_roster)?;
    let page = ListPage { frame: asker.frame(""), report: Some(report), form, check: Check::new() };
    Ok(Page::of(page).into_response())
}

/// The example file.
pub async fn example() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"people-example.csv\""),
    ];
    (headers, EXAMPLE)
}
